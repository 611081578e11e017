"""What every finder at the front door promises: one signature, one frame. A new finder joins by its name; if it needs more, in NEEDS."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import discourse as dc
from discourse.corpus import as_utterances
from discourse.frames import empty_codings

FINDERS = [name for name in dc.__all__ if name.startswith("find_")]
BOOK = dc.Codebook.from_yaml("codes: {ownership: {definition: Somebody says whose the network is, terms: [own*]}}")
PROSE = [
    "Who owns the network? I think that we own the mailing list.",
    "I agree, Mary Seacole owns the network 😀. The nurses of Jamaica own nothing.",
    "Perhaps nobody owns it. Tea and cake for the nurses in London!",
    "Ours is the mailing list. More tea, more cake?",
]
AWKWARD = [
    "",
    " \t\n\u2003",
    "😀😀 Who owns the 😀 network? 😀",
    "👩‍👩‍👧‍👦 own the garden 👩🏽‍💻, don't they?",
    "\u200fמי הבעלים של הרשת? we own it \u200e(שלנו)",
    "من يملك الشبكة؟ We own the network.",
    "We own it.\r\n\r\nWho does not?\r\nThey own\ra network.",
    "\ufeffWho owns the network?",
    "cafe\u0301 owners own a cafe\u0301 — e\u0301!",
    "网络是谁的？ own the 网络。",
]
TEXTS = [*PROSE, *AWKWARD]


class Reader:
    """A language model that answers with the first word of each text that begins with "own"."""

    name = "reader 1"

    def complete(self, messages: Any) -> str:
        found = re.search(r"\bown\w*", messages[-1]["content"])
        return json.dumps({"codings": [{"code": "ownership", "quote": found[0], "why": "says own"}] if found else []})


def coded(corpus: Any) -> pd.DataFrame:
    """Somebody's codings: the sentences with "own" in the first three utterances."""
    first = as_utterances(corpus).head(3)
    own = re.compile(r"[^.?!]*\bown[^.?!]*")
    found = [(u, *hit.span()) for u, text in zip(first["id"], first["text"], strict=True) for hit in own.finditer(text)]
    return pd.DataFrame(found, columns=["utterance", "start", "end"]).assign(code="ownership", coder="ana")


NEEDS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "find_learned": lambda corpus: {"codings": coded(corpus), "book": BOOK, "learner": dc.Learner(least_skill=-1)},
    "find_similar": lambda corpus: {"like": "Who owns the network?", "least": 0.0},
    "find_terms": lambda corpus: {"book": BOOK},
    "find_words": lambda corpus: {"query": "own*"},
    "find_with_llm": lambda corpus: {"book": BOOK, "endpoint": Reader(), "send": True},
}


def run(name: str, corpus: Any, **further: Any) -> pd.DataFrame:
    found = getattr(dc, name)(corpus, **NEEDS.get(name, lambda _: {})(corpus), **further)
    assert isinstance(found, pd.DataFrame)
    return found


@pytest.mark.parametrize("name", FINDERS)
def test_what_is_found_is_a_codings_frame_in_the_order_of_the_corpus(name):
    ids = [f"u{len(TEXTS) - n}" for n in range(len(TEXTS))]
    corpus = dc.Corpus(pd.DataFrame({"id": ids, "text": TEXTS}))
    before = corpus.utterances
    found = run(name, corpus)
    assert len(found)
    assert found.dtypes.to_dict() == empty_codings("score", "reason").dtypes.to_dict()
    assert list(found.columns) == ["utterance", "start", "end", "code", "coder", "quote", "score", "reason"]
    assert found.index.equals(pd.RangeIndex(len(found)))
    assert not found.isna().any(axis=None)
    assert [corpus.text(u)[a:b] for u, a, b in zip(found["utterance"], found["start"], found["end"], strict=True)] == found[
        "quote"
    ].tolist()
    assert (found["quote"].str.strip() != "").all()
    assert found["score"].between(0, 1).all()
    assert (found["reason"].str.strip() != "").all()
    places = [(ids.index(u), *rest) for u, *rest in found[["utterance", "start", "end", "code"]].itertuples(index=False, name=None)]
    assert places == sorted(places)
    assert corpus.utterances.equals(before)


@pytest.mark.parametrize("name", FINDERS)
@pytest.mark.parametrize("text", AWKWARD, ids=ascii)
def test_an_awkward_text_alone_is_read_without_complaint(name, text):
    found = run(name, [*PROSE, text])
    assert all([*PROSE, text][int(u) - 1][a:b] == q for u, a, b, q in found[["utterance", "start", "end", "quote"]].itertuples(index=False))


@pytest.mark.parametrize("name", FINDERS)
def test_a_list_a_series_and_a_corpus_are_the_same_at_the_door(name):
    as_corpus = run(name, dc.Corpus(pd.DataFrame({"text": TEXTS})))
    assert run(name, TEXTS).equals(as_corpus)
    assert run(name, pd.Series(TEXTS, index=range(7, 7 + len(TEXTS)))).equals(as_corpus)


@pytest.mark.parametrize("name", FINDERS)
@pytest.mark.parametrize("texts", [[], [""], ["", " \t\n\u2003"]], ids=["none", "empty", "blank"])
def test_where_there_is_nothing_to_find_the_columns_come_without_rows(name, texts):
    found = run(name, texts)
    assert found.empty
    assert found.dtypes.to_dict() == empty_codings("score", "reason").dtypes.to_dict()


@pytest.mark.parametrize("name", FINDERS)
def test_the_coder_is_the_finder_and_a_version_or_what_one_says(name):
    coder = run(name, TEXTS)["coder"].unique()
    assert len(coder) == 1
    assert re.fullmatch(rf"{name.removeprefix('find_').removeprefix('with_')}:.*[0-9a-f].*", coder[0])
    assert run(name, TEXTS, coder="my own")["coder"].unique().tolist() == ["my own"]


@pytest.mark.parametrize("name", FINDERS)
def test_a_bar_is_shown_when_it_is_asked_for(name, capsys):
    run(name, TEXTS)
    assert capsys.readouterr().err == ""
    run(name, TEXTS, progress=True)
    assert "%" in capsys.readouterr().err


@pytest.mark.parametrize("name", FINDERS)
def test_the_signature_is_the_shared_one(name):
    parameters = inspect.signature(getattr(dc, name)).parameters
    assert next(iter(parameters)) == "corpus"
    keywords = [p for p in parameters.values() if p.kind is p.KEYWORD_ONLY]
    assert 2 <= len(keywords) <= 7
    assert parameters["progress"].default is False
    assert {"coder", "progress"} <= {p.name for p in keywords}


@pytest.mark.parametrize("name", FINDERS)
def test_what_is_no_corpus_is_refused(name):
    with pytest.raises(dc.errors.FrameError, match="expected a Corpus, or a list or Series of texts, got int"):
        getattr(dc, name)(7, **NEEDS.get(name, lambda _: {})(["text"]))
