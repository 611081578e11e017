"""What the desk is told of its threads: how far each is, and what fits a filter."""

from __future__ import annotations

import desk_sample as sample
import pandas as pd
import pytest

from discourse import Codebook, Corpus, Project, show_coder

FIRST = "Who keeps the network alive?"


@pytest.fixture
def study(tmp_path):
    return sample.study(tmp_path / "study.db")


@pytest.fixture
def desk(study):
    return show_coder(study)


def ask(desk, *filters, **more):
    named = {"filters": [{"kind": kind, "value": value} for kind, value in filters]} if filters else {}
    return desk.answer({"op": "q", "verb": "overview", "args": named | more})


def test_a_thread_in_which_nothing_was_done_is_not_counted(desk, study):
    study.code("c1", "trust", quote="owns").mark_read(["c2", "c3"])
    Project(study.path, coder="ben").code("q", "trust")
    assert ask(desk)["counts"] == {
        FIRST: {"read": 2, "coded": 1, "suggestions": 4, "coders": []},
        "Afterwards": {"read": 0, "coded": 0, "suggestions": 0, "coders": ["ben"]},
    }
    assert "fits" not in ask(desk)


@pytest.mark.parametrize(
    ("filters", "here"),
    [
        ([("state", "mine")], ["c1", "c3"]),
        ([("state", "unread"), ("participant", "Helen")], ["c7"]),
        ([("state", "suggested")], ["c1", "c4", "c10"]),
        ([("state", "suggested"), ("state", "uncoded")], ["c4", "c10"]),
        ([("code", "work")], ["c3"]),
        ([("code", "work"), ("code", "trust")], ["c1", "c2", "c3"]),
        ([("code", "trust"), ("state", "mine")], ["c1"]),
        ([("participant", "نورة"), ("participant", "李明")], ["c5", "c6"]),
        ([("words", "NETWORK")], ["p", "c1", "c11"]),
        ([("words", "network"), ("words", "😀")], ["p", "c1"]),
        ([("words", "(")], []),
        ([("participant", "<b>Mallory</b>")], ["c8"]),
    ],
)
def test_filters_narrow_each_other_and_codes_and_people_widen(desk, study, filters, here):
    study.code("c1", "trust", quote="owns").code("c3", "work/precarious work", quote="unpaid").mark_read(["c9"])
    Project(study.path, coder="ben").code("c2", "trust")
    answer = ask(desk, *filters)
    assert answer["here"] == here
    assert answer["fits"].get(FIRST, 0) == len(here)


def test_codes_of_coders_who_are_not_shown_do_not_fit(desk, study):
    Project(study.path, coder="ben").code("c2", "trust")
    assert ask(desk, ("code", "trust"), coders=["ben"])["here"] == ["c2"]
    assert ask(desk, ("code", "trust"), coders=["ana"])["here"] == []


def test_who_reads_blind_is_told_of_nobody_else(study):
    Project(study.path, coder="cleo").assign(FIRST, ["ana", "ben"], blind=True)
    study.code("c1", "trust", quote="owns")
    told = ask(show_coder(Project(study.path, coder="ben")), ("code", "trust"))
    assert told["here"] == []
    assert FIRST not in told["counts"]


@pytest.mark.parametrize(
    ("filters", "why"),
    [
        ([("mood", "gay")], "there is no filter by 'mood'; there are"),
        ([("state", "lost")], "no utterance can be 'lost'; there are"),
        ([("words", "")], "the operation lacks 'value'"),
    ],
)
def test_a_filter_that_is_none_is_refused(desk, filters, why):
    assert ask(desk, *filters)["why"].startswith(why)


def test_names_are_offered_by_any_of_their_letters(desk):
    assert desk.answer({"op": "n", "verb": "names", "args": {"part": "LIND"}})["names"] == ["Mara Lindqvist"]


def test_what_was_read_is_in_the_rows_and_undone_with_the_deed(desk):
    args = {"utterances": ["c2"], "read": True}
    answer = desk.answer({"op": "r", "verb": "mark_read", "args": args})
    assert answer["rows"]["c2"]["readings"] == [{"coder": "ana"}]
    assert answer["line"] == 'study.mark_read(["c2"])'
    assert desk.answer({"op": "u", "verb": "undo", "args": {}})["rows"]["c2"]["readings"] == []


def test_an_address_on_the_web_is_given_and_no_other(tmp_path):
    urls = ["https://a.example/1", "/t/3", "javascript:alert(1)", None]
    frame = pd.DataFrame({"text": ["One.", "Two.", "Three.", "Four."], "url": urls, "link": [None, None, "http://b.example", None]})
    said = show_coder(Project(tmp_path / "l.db", coder="ana").add(Corpus(frame), Codebook.from_terms({"a": []}))).look()["utterances"]
    assert [u.get("link") for u in said] == ["https://a.example/1", None, "http://b.example", None]


def test_a_thousand_threads_are_told_of_where_work_was_done_only(tmp_path):
    rows = [{"thread": f"t{n}", "id": f"u{n}", "text": f"Words {n}."} for n in range(1000)]
    frame = pd.DataFrame(rows)
    study = Project(tmp_path / "many.db", coder="ana").add(Corpus(frame), Codebook.from_terms({"a": []})).code("u7", "a")
    answer = ask(show_coder(study), ("words", "words 99"))
    assert list(answer["counts"]) == ["t7"]
    assert sum(answer["fits"].values()) == 11
