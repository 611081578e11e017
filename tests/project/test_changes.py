"""`Project.changes`: what a view that was told up to some deed has to be told next."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse import Codebook, Corpus, Project


@pytest.fixture
def study(place):
    corpus = Corpus(pd.DataFrame({"id": ["a", "b"], "text": ["Who owns it?", "We do 😀."]}))
    return Project(place, coder="ana").add(corpus, Codebook.from_terms({"ownership": "own*"}))


def places(frame):
    return list(frame[["verb", "place", "utterance"]].fillna("").itertuples(index=False, name=None))


def test_changes_name_the_utterance_of_codings_suggestions_and_memos(study):
    since = study.last
    study.code("a", "ownership", quote="owns", id="k").memo("k", "why", about="coding").memo("b", "hm")
    study.suggest(pd.DataFrame({"utterance": ["b"], "start": [0], "end": [2], "code": ["ownership"], "coder": ["terms"]}))
    assert places(study.changes(since)) == [
        ("code", "codings", "a"),
        ("memo", "memos", "a"),
        ("memo", "memos", "b"),
        ("suggest", "suggestions", "b"),
    ]
    assert study.changes(study.last).empty


def test_a_memo_that_goes_with_its_coding_still_names_the_utterance(study):
    study.code("a", "ownership", quote="owns", id="k", memo="why")
    since = study.last
    study.uncode("k")
    assert places(study.changes(since)) == [("uncode", "codings", "a"), ("uncode", "memos", "a")]


def test_an_undo_says_what_was_undone(study):
    since = study.code("a", "ownership", quote="owns").last
    study.undo()
    assert study.changes(since)[["verb", "undone"]].values.tolist() == [["undo", "code"]]


def test_texts_and_codes_are_changes_too(study):
    assert set(study.changes()["place"]) >= {"utterances", "codes"}
    assert study.changes().dtypes[["seq", "utterance"]].astype(str).tolist() == ["int64", "str"]
