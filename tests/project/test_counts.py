"""What is kept beside a passage follows its utterance, and codes are counted from it."""

from __future__ import annotations

import pandas as pd
import pytest
from sqlalchemy import text

from discourse import Codebook, Corpus, Project
from discourse.errors import FrameError

SAID = pd.DataFrame(
    {
        "id": ["a", "b", "c", "d"],
        "thread": ["t", "t", "u", "u"],
        "participant": ["Mo", "Ada", "Mo", None],
        "text": ["😀 who owns it", "it is ours", "cafe\u0301 talk", "a pingback"],
    }
)


@pytest.fixture
def study(place: str) -> Project:
    study = Project(place, coder="ana").add(Corpus(SAID), Codebook.from_terms({"own": [], "talk": []}))
    study.code("c", "own").code("a", "own", quote="owns").code("a", "own", quote="it").code("d", "talk").code("b", "own")
    return study.add(pd.DataFrame({"utterance": ["a"], "start": [2], "end": [5], "code": ["own"], "coder": ["ben"]}))


def counted(study: Project, *by: str, **chosen: str) -> list[list[object]]:
    frame = study.counts(by, **chosen)
    return frame.astype("object").where(frame.notna(), None).values.tolist()


def test_codes_are_counted_by_participant_and_a_pingback_has_none(study):
    assert counted(study, "participant") == [["own", "Ada", 1, 1], ["own", "Mo", 4, 2], ["talk", None, 1, 1]]


def test_codes_are_counted_by_several_things_at_once(study):
    t, u = ["own", "t", "ana", 3, 2], ["own", "u", "ana", 1, 1]
    assert counted(study, "thread", "coder") == [t, ["own", "t", "ben", 1, 1], u, ["talk", "u", "ana", 1, 1]]
    assert counted(study, "thread", coder="ben") == [["own", "t", 1, 1]]


def test_what_cannot_be_counted_by_is_told(study):
    with pytest.raises(FrameError, match="not by 'colour'"):
        study.counts("colour")


def test_counts_of_nothing_have_their_columns(place):
    empty = Project(place, coder="ana").counts()
    assert list(empty.columns) == ["code", "participant", "n", "utterances"]
    assert empty.empty


def test_an_edited_utterance_takes_its_codings_along_and_leaves_out_those_that_lost_their_words(study):
    study.update(Corpus(SAID.assign(text=["😀 who owned it", "it is ours", "cafe\u0301 talk", "a pingback"])))
    assert counted(study, "participant") == [["own", "Ada", 1, 1], ["own", "Mo", 3, 2], ["talk", None, 1, 1]]
    assert len(study.codings()) == 5
    assert study.verify().empty
    study.undo()
    assert counted(study, "participant")[1] == ["own", "Mo", 4, 2]
    assert study.verify().empty


def test_a_coder_who_reads_blind_counts_only_their_own_there(study, place):
    study.assign("t", "ben", blind=True)
    assert counted(Project(place, coder="ben"), "participant") == [["own", "Mo", 2, 2], ["talk", None, 1, 1]]


def test_the_codings_and_suggestions_of_one_thread(study):
    study.suggest(pd.DataFrame({"utterance": ["a", "c"], "start": [0, 0], "end": [1, 4], "code": ["talk", "talk"], "coder": ["terms"] * 2}))
    assert study.codings(thread="u")["utterance"].tolist() == ["c", "d"]
    assert study.codings()["utterance"].tolist() == ["a", "a", "a", "b", "c", "d"]
    assert study.suggestions(thread="t")["utterance"].tolist() == ["a"]
    assert study.codings(thread="nowhere").empty


def test_threads_of_one_number_are_read_one_after_the_other(tmp_path):
    """Two files that were begun apart have each a first thread; merged, they are told apart by their ids."""
    book = Codebook.from_terms({"own": []})
    frames = [SAID.assign(id=name + SAID["id"], thread=name) for name in ("y", "x")]
    ana, ben = (Project(tmp_path / f"{n}.db", coder="ana").add(Corpus(f), book) for n, f in enumerate(frames))
    for study, frame in ((ana, frames[0]), (ben, frames[1])):
        for key in frame["id"]:
            study.code(key, "own")
    merged = ana.merge(ben)
    assert merged.codings()["utterance"].tolist() == list(merged.corpus.utterances["id"])
    assert merged.verify().empty


def test_verify_finds_a_participant_that_is_not_the_utterances_own(study):
    with study._store.writing() as connection:
        connection.execute(text("UPDATE codings SET participant = 'Eve' WHERE utterance = 'b'"))
    assert study.verify()["what"].tolist() == ["state"]
