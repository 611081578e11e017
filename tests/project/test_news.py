"""`Project.news`: what a surface is told after a deed, in one breath and without frames."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse import Codebook, Corpus, Project

TEXT = "Who owns the 😀 thread?"


@pytest.fixture
def study(place):
    corpus = Corpus(pd.DataFrame({"id": ["a", "b"], "text": [TEXT, "We do."]}))
    return Project(place, coder="ana").add(corpus, Codebook.from_terms({"ownership": "own*"}))


def test_it_says_the_same_as_the_frames(study):
    since = study.code("a", "ownership", quote="owns", id="k").last
    study.code("a", "ownership", quote="😀", id="j").memo("k", "why", about="coding").memo("a", "hm")
    study.suggest(
        pd.DataFrame(
            {"utterance": ["a"], "start": [0], "end": [3], "code": ["ownership"], "coder": ["terms"], "score": [0.5], "reason": ["x"]}
        )
    )
    news = study.news(since)
    assert (news.last, news.undone, news.places) == (study.last, None, {"codings", "memos", "suggestions"})
    assert list(news.rows) == ["a"]
    for place, frame in [("codings", study.codings()), ("suggestions", study.suggestions())]:
        for row, (_, other) in zip(news.rows["a"][place], frame.iterrows(), strict=True):
            assert row == {name: value for name, value in other.items() if name in row}
            assert {"id", "start", "end", "code", "coder"} <= set(row)
    assert [(c["id"], c.get("memo")) for c in news.rows["a"]["codings"]] == [("k", "why"), ("j", None)]
    assert [m["text"] for m in news.rows["a"]["memos"]] == ["hm"]


def test_what_is_asked_for_is_told_even_where_nothing_stands(study):
    news = study.news(study.last, ["b"])
    nothing = {"codings": [], "suggestions": [], "memos": [], "readings": []}
    assert (news.last, news.places, news.rows) == (study.last, frozenset(), {"b": nothing})


def test_what_was_taken_back_or_decided_is_gone_from_the_rows(study):
    study.suggest(pd.DataFrame({"utterance": ["a"], "start": [0], "end": [3], "code": ["ownership"], "coder": ["terms"]}))
    since = study.code("b", "ownership", quote="We", id="k").last
    study.undo().reject(study.suggestions())
    news = study.news(since)
    assert news.rows["b"]["codings"] == []
    assert news.rows["a"]["suggestions"] == []
    assert study.undo().news(news.last).undone == "reject"


def test_the_memo_of_another_coder_is_not_taken_for_the_coders_own(study):
    study.code("a", "ownership", quote="owns", id="k")
    Project(study.place, coder="ben").memo("k", "I doubt it", about="coding")
    assert "memo" not in study.news(0, ["a"]).rows["a"]["codings"][0]


def test_too_many_rows_are_left_out_and_many_are_read_in_parts(tmp_path):
    corpus = Corpus(pd.DataFrame({"id": [f"u{n}" for n in range(1201)], "text": ["own it"] * 1201}))
    study = Project(tmp_path / "long.db", coder="ana").add(corpus, Codebook.from_terms({"ownership": []}))
    since = study.last
    study.code(pd.DataFrame({"utterance": corpus.utterances["id"], "start": 0, "end": 3, "code": "ownership"}))
    assert study.news(since).rows is None
    rows = study.news(since, most=1201).rows
    assert [len(row["codings"]) for row in rows.values()] == [1] * 1201
