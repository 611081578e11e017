"""A team: who reads what, who sees whom, and what has been read."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse import Codebook, Corpus, Project
from discourse.errors import FrameError, UnknownUtterance

SAID = pd.DataFrame(
    {
        "id": ["a1", "a2", "b1", "b2"],
        "thread": ["a", "a", "b", "b"],
        "participant": ["Edda", "Juri", "Edda", "Juri"],
        "text": ["Who owns the 😀 list?", "We do.", "Who pays?", "Nobody."],
    }
)


@pytest.fixture
def ana(place):
    return Project(place, coder="ana").add(Corpus(SAID), Codebook.from_terms({"ownership": [], "money": []}))


@pytest.fixture
def ben(ana):
    return Project(ana.place, coder="ben")


def rows(frame):
    return [tuple(row) for row in frame.itertuples(index=False)]


def test_threads_are_given_to_coders_and_taken_back(ana):
    ana.assign(["a", "b"], ["ana", "ben"]).assign("b", "ben", blind=True)
    assert rows(ana.assignments()) == [("a", "ana", False), ("a", "ben", False), ("b", "ana", False), ("b", "ben", True)]
    ana.unassign("a", "ben").unassign("b")
    assert rows(ana.assignments()) == [("a", "ana", False)]
    with pytest.raises(FrameError, match="no thread 'c'; the project has: a, b"):
        ana.assign("c", "ana")


def test_who_reads_blind_sees_nothing_of_others_in_that_thread_and_all_elsewhere(ana, ben):
    ana.assign("a", ["ana", "ben"], blind=True)
    ana.code("a1", "ownership", quote="owns", id="k", memo="surely").memo("a1", "hm").memo("a", "a long one", about="thread")
    ana.code("b1", "money", quote="pays").memo("b1", "seen")
    ana.suggest(pd.DataFrame({"utterance": ["a2", "b2"], "start": 0, "end": 2, "code": "money", "coder": "terms"}))
    assert ben.codings()["quote"].tolist() == ["pays"]
    assert ben.suggestions()["utterance"].tolist() == ["b2"]
    assert ben.memos()["text"].tolist() == ["seen"]
    assert set(ben.changes()["utterance"].dropna()) >= {"b1"}
    assert "k" not in set(ben.changes()["id"])
    assert [what.get("quote", what.get("memo")) for what in ben.log()["what"]][-7:-1] == [None, None, None, None, "pays", "seen"]
    assert ben.news(0, ["a1", "a2", "b1"]).rows["a1"] == {"codings": [], "suggestions": [], "memos": [], "readings": []}
    assert ben.news(0, ["a2"]).rows["a2"]["suggestions"] == []
    assert len(ben.news(0, ["b1"]).rows["b1"]["codings"]) == 1
    ben.code("a1", "money", quote="owns").memo("a1", "mine")
    assert ben.codings()["coder"].tolist() == ["ben", "ana"]
    assert ana.codings()["coder"].tolist() == ["ana", "ana"]
    assert ana.memos()["text"].tolist() == ["surely", "hm", "a long one", "seen"]


def test_looking_back_shows_a_blind_reader_no_more(ana, ben):
    ana.code("a1", "ownership", quote="owns").code("b1", "money", quote="pays").assign("a", ["ana", "ben"], blind=True)
    assert ben.as_of(-1).codings()["quote"].tolist() == ["pays"]
    assert ana.as_of(-1).codings()["quote"].tolist() == ["owns", "pays"]
    assert ben.as_of(1).codings().empty


def test_after_the_reveal_everyone_sees_everything(ana, ben):
    ana.assign("a", ["ana", "ben"], blind=True).code("a1", "ownership", quote="owns")
    ben.code("a1", "money", quote="owns").reveal("a")
    assert sorted(ana.codings()["coder"]) == ["ana", "ben"]
    assert ana.assignments()["blind"].tolist() == [False, False]


def test_what_is_read_is_told_with_how_it_is_known(ana, ben):
    ana.assign(["a", "b"], ["ana", "ben"])
    ana.mark_read(["a1", "a2"]).code("a1", "ownership", quote="owns")
    ben.code("b2", "money", quote="Nobody")
    assert rows(ana.readings()) == [
        ("a1", "a", "ana", "coded"), ("a2", "a", "ana", "read"), ("b1", "b", "ben", "assigned"), ("b2", "b", "ben", "coded"),
    ]  # fmt: skip
    assert rows(ana.readings(coder="ben")) == [("b1", "b", "ben", "assigned"), ("b2", "b", "ben", "coded")]
    ana.mark_read(thread="a", read=False)
    assert ana.readings(coder="ana")["how"].tolist() == ["coded", "assigned"]
    with pytest.raises(UnknownUtterance, match="no utterance 'zz'"):
        ana.mark_read("zz")
    with pytest.raises(FrameError, match="takes utterances, or thread="):
        ana.mark_read()


def test_progress_counts_what_is_read_and_coded(ana, ben):
    ana.assign("a", ["ana", "ben"]).mark_read(thread="a").code("a1", "ownership", quote="owns").code("a1", "money", quote="list")
    frame = ben.progress()
    assert frame[["thread", "coder", "assigned", "utterances", "read", "coded", "codings"]].values.tolist() == [
        ["a", "ana", True, 2, 2, 1, 2],
        ["a", "ben", True, 2, 0, 0, 0],
    ]


def test_sets_hold_utterances(ana):
    ana.gather("pilot", ["b1", "a1"]).gather("pilot", "a1").gather("odd", ana.corpus.utterances["id"].head(1))
    assert rows(ana.sets()) == [("odd", "a1"), ("pilot", "a1"), ("pilot", "b1")]
    assert rows(ana.ungather("pilot", "a1").sets()) == [("odd", "a1"), ("pilot", "b1")]
    assert len(ana.undo().sets()) == 3


def test_a_note_is_about_nothing_but_its_title(ana):
    ana.memo("Method", "We read twice.", about="note")
    assert ana.memos()[["about", "target", "text"]].values.tolist() == [["note", "Method", "We read twice."]]


def test_the_log_says_through_what_a_deed_was_done(ana):
    from discourse.project import through

    with through("coding desk"):
        ana.code("a1", "money", quote="list")
    ana.undo()
    assert ana.log()["via"].tolist()[-2:] == ["coding desk", "python"]
