"""IRC logs: the forms of the clients, days, nicks that are addressed, links that people have marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from discourse.errors import LoadError, NotADiscussion
from discourse.loaders import read
from discourse.loaders._source import Source
from discourse.loaders.irc import read_entries, read_irc

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "irc.log"
CLIENTS = {
    "weechat": "2024-06-03 12:34:56\t-->\tper (p@host) has joined #hall\n2024-06-03 12:34:57\t@ida\tper: hi\n"
    "2024-06-03 12:34:58\tper\thello 🙂\n2024-06-03 12:35:00\t *\tida waves\n",
    "HexChat": "**** BEGIN LOGGING AT Mon Jun  3 12:00:00 2024\n\nJun 03 12:34:56 *\tper (p@host) has joined\n"
    "Jun 03 12:34:57 <ida>\tper: hi\n"
    "Jun 03 12:34:58 <per>\thello 🙂\nJun 03 12:35:00 *\tida waves\n",
    "mIRC": "Session Start: Mon Jun 03 12:00:00 2024\n[12:34] * per (~p@host) has joined #hall\n"
    "[12:34] <@ida> per: hi\n[12:34] <per> hello 🙂\n"
    "[12:35] * ida waves\n",
    "a bot": "2024-06-03T12:34:56 *** per <per!p@host> has joined #hall\n"
    "2024-06-03T12:34:57  <ida> per: hi\n2024-06-03T12:34:58  <per> hello 🙂\n"
    "2024-06-03T12:35:00  * ida waves\n",
}


def test_the_sample_has_two_days_and_nobody_joins_the_participants_by_joining() -> None:
    corpus = read(SAMPLE)
    said = corpus.utterances
    assert repr(corpus) == "Corpus: 8 utterances, 3 participants, 1 thread"
    assert said["flag"].tolist() == ["system", "", "", "", "", "", "system", ""]
    assert said["about"].fillna("").tolist() == ["lotte", "", "", "", "", "", "lotte", ""]
    assert said["addressed_to"].fillna("").tolist() == ["", "", "rosa", "", "lotte", "rosa", "", ""]
    assert said["text"][2] == "rosa: did the cafe\u0301 keep the grounds for us?"
    assert (said["text"][3], bool(said["action"][3])) == ("nods 👩🏼‍🌾", True)
    assert said["time"].astype(str).tolist()[4:6] == ["2024-06-03 23:59:00", "2024-06-04 00:01:00"]
    assert said["participant"][5] == "דוד"


@pytest.mark.parametrize("client", CLIENTS)
def test_the_forms_of_the_clients(client: str) -> None:
    corpus = read(CLIENTS[client])
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == "irc"
    assert said["flag"].tolist() == ["system", "", "", ""]
    assert said["participant"].tolist()[1:] == ["ida", "per", "ida"]
    assert said["text"].tolist()[1:] == ["per: hi", "hello 🙂", "waves"]
    assert said["addressed_to"][1] == "per"
    assert str(said["time"][1]).startswith("2024-06-03 12:34")


def test_links_beside_a_log_become_replies_and_conversations(tmp_path: Path) -> None:
    (tmp_path / "2024-06-03.raw.txt").write_text(
        "[12:00] <a> one\n[12:01] <b> two\n[12:02] <c> three\n[12:03] <a> four\n", encoding="utf-8"
    )
    (tmp_path / "2024-06-03.annotation.txt").write_text("0 0 -\n0 2 -\n1 3 -\n2 3 -\n", encoding="utf-8")
    said = read_irc(tmp_path / "2024-06-03.raw.txt").utterances
    name = said["thread"][0]
    assert said["reply_to"].fillna("").tolist() == ["", "", f"{name}/1", f"{name}/3"]
    assert said["also_replies_to"].fillna("").tolist() == ["", "", "", f"{name}/2"]
    assert said["opens"].tolist() == [True, False, False, False]
    assert said["conversation"].nunique() == 1
    assert said["time"][0].isoformat() == "2024-06-03T12:00:00"
    entries = [(path.name, path.read_bytes()) for path in sorted(tmp_path.iterdir())]
    assert read_entries(entries, Source("logs", b"-")).utterances.equals(said)


def test_a_link_to_no_message_is_refused() -> None:
    with pytest.raises(LoadError, match="no messages of this log"):
        read_irc("[12:00] <a> one\n[12:01] <b> two\n", annotation=b"0 7 -\n")


def test_a_clock_of_twelve_hours_without_its_half_gives_no_time() -> None:
    corpus = read_irc("[11:59] <a> one\n[12:10] <b> two\n[01:10] <a> three\n")
    assert corpus.utterances["time"].isna().all()
    assert corpus.utterances["clock"].tolist() == ["11:59", "12:10", "01:10"]
    assert any("twelve hours" in note for note in corpus.attrs["provenance"][0]["notes"])


def test_a_log_without_a_day_has_clocks_only() -> None:
    corpus = read_irc("[23:59] <a> one\n[00:01] <b> two\n")
    assert corpus.utterances["time"].isna().all()
    assert any("no day" in note for note in corpus.attrs["provenance"][0]["notes"])


def test_midnight_passes_where_the_clock_begins_again() -> None:
    said = read_irc(Source("#hall.2024-06-03.log", "[23:59] <a> one\n[00:01] <b> two\n")).utterances
    assert said["time"].dt.day.tolist() == [3, 4]


def test_a_text_without_nicks_is_no_log() -> None:
    with pytest.raises(NotADiscussion):
        read_irc("a letter\nto a friend\n")
