"""ConvoKit folders: read without pickles, written so that reading gives back an equal corpus."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import DiscourseError, LoadError
from tests.conftest import codings
from tests.loaders.truth import shared, truth

LINE = {
    "id": "a",
    "conversation_id": "a",
    "text": "Hi 👩‍🌾",
    "speaker": "Ana",
    "meta": {"score": 3},
    "reply-to": None,
    "timestamp": 1577836800,
    "vectors": [],
}


def folder(tmp_path: Path, *lines: dict[str, object], **files: object) -> Path:
    (tmp_path / "utterances.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    for name in ("speakers", "conversations", "corpus", "index"):
        (tmp_path / f"{name}.json").write_text(json.dumps(files.get(name, {})), encoding="utf-8")
    return tmp_path


def test_a_folder_is_one_corpus(tmp_path: Path) -> None:
    second = {**LINE, "id": "b", "reply-to": "a", "speaker": "Ben", "timestamp": 1577836860.5}
    corpus = dc.read(
        folder(
            tmp_path, LINE, second,
            speakers={"Ana": {"meta": {"role": "nurse"}, "vectors": []}, "Ben": {"meta": {}, "vectors": []}},
            conversations={"a": {"meta": {"title": "Garden"}, "vectors": []}},
        )
    )  # fmt: skip
    said = corpus.utterances
    assert said[["id", "thread", "kind", "participant", "score"]].values.tolist() == [
        ["a", "a", "post", "Ana", 3],
        ["b", "a", "reply", "Ben", 3],
    ]
    assert said["time"].tolist() == [pd.Timestamp("2020-01-01T00:00:00Z"), pd.Timestamp("2020-01-01T00:01:00.5Z")]
    assert corpus.participants.set_index("participant")["role"].to_dict()["Ana"] == "nurse"
    assert corpus.attrs["conversations"] == {"a": {"title": "Garden"}}


def test_a_pickle_is_never_opened(tmp_path: Path) -> None:
    top = folder(tmp_path, {**LINE, "meta": {"parsed": "<##bin##>&&@**0"}})
    (top / "parsed-bin.bin").write_bytes(b"\x80\x04cos\nsystem\n(S'touch /tmp/never'\ntR.")
    corpus = dc.read(top)
    assert "parsed" not in corpus.utterances
    assert "pickle" in corpus.left_out["why"][0]
    assert "pickles" in " ".join(corpus.attrs["provenance"][0]["notes"])


def test_an_old_folder_has_users_and_roots(tmp_path: Path) -> None:
    old = [{"id": "a", "root": "a", "user": "Ana", "text": "Hi", "reply_to": None, "meta": {}, "timestamp": 12}]
    (tmp_path / "utterances.json").write_text(json.dumps(old))
    (tmp_path / "users.json").write_text(json.dumps({"Ana": {"role": "nurse"}}))
    corpus = dc.read(tmp_path)
    assert corpus.participants.values.tolist() == [["Ana", "nurse"]]
    assert corpus.utterances["time_given"].tolist() == ["12"]
    assert "1970" in " ".join(corpus.attrs["provenance"][0]["notes"])


def test_the_utterances_file_is_enough() -> None:
    corpus = dc.read(json.dumps(LINE) + "\n" + json.dumps({**LINE, "id": "b"}) + "\n")
    assert corpus.attrs["provenance"][0]["loader"] == "convokit"
    assert len(corpus) == 2


def test_an_archive_is_read_as_the_folder_is(tmp_path: Path) -> None:
    top = folder(tmp_path, LINE)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for path in top.iterdir():
            archive.write(path, f"some-corpus/{path.name}")
    assert dc.read(out.getvalue()).equals(dc.read(top))


def test_damage_names_the_file_and_the_place(tmp_path: Path) -> None:
    top = folder(tmp_path, LINE)
    (top / "speakers.json").write_text('{"Ana": {')
    with pytest.raises(LoadError, match=r"speakers\.json, line 1"):
        dc.read(top)


def test_a_corpus_comes_back_equal(tmp_path: Path, corpus: dc.Corpus) -> None:
    coded = dc.Corpus(corpus.utterances, corpus.participants, codings(("t/0", 0, 1, "joy"), ("t/1", 0, 4, "work/shared")))
    back = dc.read(dc.write_convokit(coded, tmp_path / "out"))
    coded = coded.rename_participant("Zoe\u0308", "Zoë")  # names are read in Unicode's NFC
    for column in ("id", "thread", "reply_to", "kind", "participant", "time"):
        assert back.utterances[column].equals(coded.utterances[column]), column
    assert back.utterances["text"].tolist() == [t.replace("\r\n", "\n") for t in coded.utterances["text"]]
    assert back.codings[["utterance", "start", "end", "code", "coder"]].equals(
        coded.codings[["utterance", "start", "end", "code", "coder"]]
    )
    assert back.participants.equals(coded.participants)


def test_the_conversation_has_the_id_of_its_first_utterance(tmp_path: Path, corpus: dc.Corpus) -> None:
    out = dc.write_convokit(corpus, tmp_path / "out")
    lines = [json.loads(line) for line in (out / "utterances.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["conversation_id"] for line in lines] == ["t/0", "t/0", "t/0", "t/0", "u/0"]
    assert set(json.loads((out / "conversations.json").read_text())) == {"t/0", "u/0"}
    assert {line["speaker"] for line in lines} == set(json.loads((out / "speakers.json").read_text()))


@pytest.mark.parametrize("zone", ["", "Z"])
def test_times_come_back_with_or_without_their_zone(tmp_path: Path, zone: str) -> None:
    corpus = dc.Corpus(pd.DataFrame({"text": ["a", "b"], "time": [pd.Timestamp(f"2020-01-01T10:00:00.123456{zone}"), None]}))
    assert dc.read(dc.write_convokit(corpus, tmp_path)).utterances["time"].equals(corpus.utterances["time"])


def test_a_folder_that_cannot_be_written_is_one_error(tmp_path: Path, corpus: dc.Corpus) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(LoadError, match="cannot be written"):
        dc.write_convokit(corpus, tmp_path / "file")


def test_the_real_folder() -> None:
    path = "2-forums-social/convokit-irc-dev"
    corpus, true = dc.read(shared(path)), truth(path)
    assert (len(corpus), len(corpus.participants), len(corpus.threads)) == (true["utterances"], true["speakers"], true["conversations"])


def test_the_real_folder_survives_a_round_trip(tmp_path: Path) -> None:
    corpus = dc.read(shared("2-forums-social/convokit-irc-dev"))
    assert dc.read(dc.write_convokit(corpus, tmp_path)).equals(corpus)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 300), st.integers(0, 100))
def test_damaged_lines_end_in_a_corpus_or_one_clear_error(splice: bytes, at: int, gone: int) -> None:
    raw = (json.dumps(LINE) + "\n" + json.dumps({**LINE, "id": "b", "reply-to": "a"}) + "\n").encode()
    try:
        dc.read_convokit(raw[:at] + splice + raw[at + gone :])
    except DiscourseError:
        return


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(max_size=12).filter(lambda t: "\r" not in t and "\x00" not in t),
            st.sampled_from(["Ana", "Ben", None]),
            st.integers(0, 3),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_writing_and_reading_is_the_same_corpus(tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, str | None, int]]) -> None:
    frame = pd.DataFrame({"text": [t for t, _, _ in said], "participant": [p for _, p, _ in said], "thread": [f"t{n}" for _, _, n in said]})
    corpus = dc.Corpus(frame)
    assert (
        dc.read(dc.write_convokit(corpus, tmp_path_factory.mktemp("ck")))
        .utterances[["id", "thread", "participant", "text"]]
        .equals(corpus.utterances[["id", "thread", "participant", "text"]])
    )
