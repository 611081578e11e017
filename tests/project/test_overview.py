"""`overview`: a row a thread, how long it is and how far the work in it has come."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse import Codebook, Corpus, Project
from discourse.frames import WORD
from tests.project.test_merging import copy_of

SAID = pd.DataFrame(
    {
        "id": ["a", "b", "c", "d"],
        "thread": ["who-owns-it", "who-owns-it", "u", "u"],
        "participant": ["Mo", "Ada", "Mo", None],
        "title": [None, None, None, "😀 Tea"],
        "text": ["😀 who owns it", "it isn’t ours", "cafe\u0301 talk-show ١٢ 中文\r\nשלום", "a pingback"],
    }
)


@pytest.fixture
def study(place: str) -> Project:
    return Project(place, coder="ana").add(Corpus(SAID), Codebook.from_terms({"own": [], "talk": []}))


@pytest.fixture
def ben(study):
    return Project(study.place, coder="ben")


def told(study: Project, *columns: str, **whose: str) -> list[list[object]]:
    return study.overview(**whose)[list(columns)].values.tolist()


def test_threads_come_in_their_order_with_what_is_in_them(study):
    assert told(study, "thread", "title", "utterances", "words", "participants") == [
        ["who-owns-it", "Who owns it", 2, 6, 2], ["u", "😀 Tea", 2, 7, 1],
    ]  # fmt: skip


def test_words_are_the_words_of_every_other_count_here(study):
    counted = SAID["text"].str.count(WORD).groupby(SAID["thread"], sort=False).sum()
    assert study.overview()["words"].tolist() == counted.tolist()


def test_work_is_counted_for_oneself_and_for_all(study, ben):
    study.code("a", "own", quote="owns").code("a", "talk").code("b", "own").mark_read(thread="u")
    ben.code("a", "own").mark_read("a")
    study.suggest(pd.DataFrame({"utterance": ["a", "c", "c"], "start": 0, "end": [1, 4, 1], "code": "talk", "coder": "terms"}))
    study.reject(study.suggestions(thread="u").head(1))
    columns = ("read", "coded", "mine", "codings", "suggestions")
    assert told(study, *columns) == [[0, 2, 3, 4, 1], [2, 0, 0, 0, 1]]
    assert told(ben, *columns) == told(study, *columns, coder="ben") == [[1, 1, 1, 4, 1], [0, 0, 0, 0, 1]]
    assert told(Project(study.place), *columns) == [[0, 0, 0, 4, 1], [0, 0, 0, 0, 1]]


def test_who_reads_blind_is_told_of_their_own_work_only(study, ben):
    study.code("a", "own").code("c", "own").mark_read("a").suggest(
        pd.DataFrame({"utterance": ["a", "c"], "start": 0, "end": 1, "code": "talk", "coder": "terms"})
    )
    ben.code("b", "own").mark_read("b")
    study.assign("who-owns-it", "ben", blind=True)
    columns = ("read", "coded", "mine", "codings", "suggestions")
    assert told(ben, *columns) == [[1, 1, 1, 1, 0], [0, 0, 0, 1, 1]]
    assert told(ben, *columns, coder="ana") == [[0, 0, 0, 1, 0], [0, 1, 1, 1, 1]]
    assert told(study, *columns)[0] == [1, 1, 1, 2, 1]


def test_what_is_kept_of_the_lengths_follows_every_new_text(study):
    study.overview()
    study.add(Corpus(pd.DataFrame({"id": ["e"], "thread": ["v"], "text": ["one more"]})))
    assert told(study, "thread", "words")[-1] == ["v", 2]
    study.update(Corpus(SAID.assign(text=["😀 who owned it now", *SAID["text"][1:]])))
    assert told(study, "words")[0] == [7]
    assert told(study.undo().undo(), "thread") == [["who-owns-it"], ["u"]]
    then = study.as_of(1)
    assert told(then, "words", "codings") == [[6, 0], [7, 0]]
    study.forget("Mo")
    assert told(study, "words", "participants")[0] == [3, 1]
    assert told(then, "words", "codings") == [[6, 0], [7, 0]]


def test_a_codings_words_that_an_edit_took_away_are_not_counted(study):
    study.code("a", "own", quote="owns").update(Corpus(SAID.assign(text=["😀 who has it", *SAID["text"][1:]])))
    assert told(study, "codings", "mine", "coded")[0] == [0, 0, 0]


def test_what_a_merge_brings_is_there(tmp_path):
    ana = Project(tmp_path / "ana.db", coder="ana").add(Corpus(SAID))
    ben = copy_of(ana, "ben.db").add(Corpus(pd.DataFrame({"id": ["e"], "thread": ["v"], "text": ["one more"]})))
    ana.overview()
    assert told(ana.merge(ben), "thread", "words")[-1] == ["v", 2]


def test_an_empty_project_has_the_columns(place):
    empty = Project(place, coder="ana").overview()
    assert empty.empty
    assert list(empty.columns) == [
        "thread", "title", "utterances", "words", "participants", "read", "coded", "mine", "codings", "suggestions",
    ]  # fmt: skip
    assert set(empty.dtypes.iloc[2:].astype("str")) == {"int64"}
