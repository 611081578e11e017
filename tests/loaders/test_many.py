"""Folders, patterns and archives: each file by itself or together, and a list of what could not be read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import EmptySource, LoadError, NotADiscussion, UnknownFormat

TABLE = "id,author,text\n{0},Ana,Hello {0}\n"


def folder(tmp_path: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = tmp_path / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path


def zipped(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def test_a_folder_is_read_with_the_folders_in_it(tmp_path: Path) -> None:
    corpus = dc.read(folder(tmp_path, a_csv=TABLE.format(1), b__c_json='[{"id": 2, "text": "x"}]'))
    assert corpus.utterances["id"].tolist() == ["1", "2"]
    assert [one["loader"] for one in corpus.attrs["provenance"]] == ["table", "records"]


def test_what_cannot_be_read_is_listed_with_the_reason(tmp_path: Path) -> None:
    corpus = dc.read(folder(tmp_path, a_csv=TABLE.format(1), b_png=b"\x89PNG\r\n\x1a\n12345", c_json='[{"id": 1, "te'))
    assert corpus.left_out[["where", "what", "text"]].values.tolist() == [[2, "file", "b.png"], [3, "file", "c.json"]]
    assert "picture" in corpus.left_out["why"][0]
    assert "column" in corpus.left_out["why"][1]


def test_hidden_files_and_links_that_lead_outside_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text(TABLE.format(9))
    inside = folder(tmp_path / "in", a_csv=TABLE.format(1), _hidden__b_csv=TABLE.format(2))
    (inside / "link.csv").symlink_to(tmp_path / "secret.csv")
    assert dc.read(inside).utterances["id"].tolist() == ["1"]


def test_one_bad_file_in_a_list_is_an_error(tmp_path: Path) -> None:
    top = folder(tmp_path, a_csv=TABLE.format(1), b_json='[{"id": 1, "te')
    with pytest.raises(LoadError, match=r"b\.json, line 1"):
        dc.read([top / "a.csv", top / "b.json"])


def test_a_folder_without_a_discussion_says_why(tmp_path: Path) -> None:
    with pytest.raises(NotADiscussion, match="none of 2 files"):
        dc.read(folder(tmp_path, a_png=b"\x89PNG\r\n\x1a\n12345", b_png=b"\x89PNG\r\n\x1a\n12345"))


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    with pytest.raises(EmptySource, match="no file"):
        dc.read(tmp_path)


def test_a_pattern_reads_what_fits(tmp_path: Path) -> None:
    top = folder(tmp_path, a_csv=TABLE.format(1), b_csv=TABLE.format(2), c_json='[{"id": 3, "text": "x"}]', d__e_csv=TABLE.format(4))
    assert dc.read(str(top / "*.csv")).utterances["id"].tolist() == ["1", "2"]
    assert dc.read(str(top / "**" / "*.csv")).utterances["id"].tolist() == ["1", "2", "4"]
    with pytest.raises(LoadError, match="no file fits this pattern"):
        dc.read(str(top / "*.vtt"))


def test_an_archive_is_read_as_a_folder_is() -> None:
    corpus = dc.read(zipped(a_csv=TABLE.format(1), b__c_json='[{"id": 2, "text": "x"}]', empty_md=" "))
    assert corpus.utterances["id"].tolist() == ["1", "2"]
    assert corpus.left_out["text"].tolist() == ["empty.md"]


def test_an_archive_inside_an_archive_is_not_opened() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", TABLE.format(1))
        archive.writestr("inner.zip", zipped(b_csv=TABLE.format(2)))
    corpus = dc.read(out.getvalue())
    assert corpus.utterances["id"].tolist() == ["1"]
    assert "archive inside an archive" in corpus.left_out["why"][0]


def test_an_entry_that_points_outside_refuses_the_archive() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.csv", TABLE.format(1))
        archive.writestr("../b.csv", TABLE.format(2))
    with pytest.raises(LoadError, match="outside the archive"):
        dc.read(out.getvalue())


def test_a_damaged_archive_is_one_clear_error() -> None:
    with pytest.raises(UnknownFormat):
        dc.read(zipped(a_csv=TABLE.format(1))[:60])


def test_the_same_ids_in_two_files_get_the_names_of_the_files(tmp_path: Path) -> None:
    reply = "id,reply_to,author,text\n1,,Ana,Hi\n2,1,Ben,Ho\n"
    corpus = dc.read(folder(tmp_path, a__talk_csv=reply, b__talk_csv=reply, other_csv=TABLE.format(7)))
    assert corpus.utterances["id"].tolist() == ["talk-1/1", "talk-1/2", "talk-2/1", "talk-2/2", "other/7"]
    assert corpus.utterances["reply_to"].dropna().tolist() == ["talk-1/1", "talk-2/1"]


def test_codings_follow_their_utterances(tmp_path: Path) -> None:
    coded = "id,text,praise,doubt\n1,well done,1,0\n2,really?,0,1\n"
    corpus = dc.read(folder(tmp_path, a_csv=coded, b_csv=coded))
    assert corpus.codings[["utterance", "code", "quote"]].values.tolist() == [
        ["a/1", "praise", "well done"],
        ["a/2", "doubt", "really?"],
        ["b/1", "praise", "well done"],
        ["b/2", "doubt", "really?"],
    ]


def test_times_with_and_without_a_zone_are_told_apart(tmp_path: Path) -> None:
    zoned = "id,time,text\n1,2020-01-01T10:00:00Z,a\n"
    naive = "id,time,text\n2,2020-01-01T10:00:00,b\n"
    corpus = dc.read(folder(tmp_path, a_csv=zoned, b_csv=naive))
    assert corpus.utterances["time"].tolist()[0] == pd.Timestamp("2020-01-01T10:00:00Z")
    assert pd.isna(corpus.utterances["time"].tolist()[1])
    assert corpus.utterances["time_given"].tolist()[1] == "2020-01-01T10:00:00"
    assert "no zone" in " ".join(corpus.attrs["provenance"][1]["notes"])


def test_attributes_of_people_in_several_files_come_together(tmp_path: Path) -> None:
    corpus = dc.read(folder(tmp_path, a_csv=TABLE.format(1), b_csv=TABLE.format(2)))
    assert corpus.participants["participant"].tolist() == ["Ana"]


def test_files_that_one_loader_puts_together_are_one_discussion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from types import ModuleType

    from discourse.loaders import loaders

    def gather(sources: list[object], *, thread: str | None = None) -> dc.Corpus:
        texts = [source.text.strip() for source in sources]  # type: ignore[attr-defined]
        return dc.Corpus(pd.DataFrame({"text": [" + ".join(texts)]}), attrs={"provenance": [{"source": "both"}]})

    parts = ModuleType("parts")
    parts.sniff = lambda source: 1.0 if source.suffix == ".part" else 0.0  # type: ignore[attr-defined]
    parts.gather = gather  # type: ignore[attr-defined]
    known = {**loaders(), "parts": parts}
    monkeypatch.setattr("discourse.loaders.loaders", lambda: known)
    corpus = dc.read(folder(tmp_path, a_part="one", b_csv=TABLE.format(7), c_part="two"))
    assert corpus.utterances["text"].tolist() == ["one + two", "Hello 7"]
