"""widen: passages grow to what they stand in."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import Corpus, widen
from discourse.errors import FrameError, OffsetError
from discourse.segments import WIDER, split
from tests.conftest import codings

TEXT = "Who owns it? 😀 We own it.\r\n\r\nThey don't. 中文。"


def wide(to: str, *places: tuple[int, int], text: str = TEXT) -> list[str]:
    return widen(codings(*(("1", a, b, "own") for a, b in places)), [text], to)["quote"].tolist()


@pytest.mark.parametrize(
    ("to", "found"),
    [
        ("hit", ["wn"]),
        ("word", ["owns"]),
        ("sentence", ["Who owns it? 😀"]),
        ("paragraph", ["Who owns it? 😀 We own it."]),
        ("utterance", [TEXT]),
    ],
)
def test_a_passage_grows_to_the_unit_that_it_stands_in(to, found):
    assert wide(to, (5, 7)) == found


def test_a_passage_over_several_units_becomes_all_of_them():
    assert wide("sentence", (9, 18)) == ["Who owns it? 😀 We own it."]
    assert wide("word", (5, 10)) == ["owns it"]


def test_a_passage_that_touches_no_unit_stays():
    at = TEXT.index("\r\n")
    assert wide("sentence", (at, at + 2)) == ["\r\n"]
    assert wide("word", (13, 14)) == ["😀"]


def test_passages_that_become_the_same_are_one_with_the_best_score_and_all_reasons():
    several = codings(("1", 4, 8, "own"), ("1", 9, 11, "own"), ("1", 4, 8, "work")).assign(
        score=[0.5, 0.9, None], reason=["owns", "it", "owns"], memo=None, id=["a", "b", "c"]
    )
    before = several.copy()
    found = widen(several, [TEXT])
    assert found[["code", "quote", "reason"]].values.tolist() == [
        ["own", "Who owns it? 😀", "owns; it"],
        ["work", "Who owns it? 😀", "owns"],
    ]
    assert found["score"].tolist()[0] == 0.9
    assert found["memo"].isna().all()
    assert "id" not in found
    assert several.equals(before)


def test_two_coders_keep_their_own():
    both = pd.concat([codings(("1", 4, 8, "own")), codings(("1", 4, 7, "own"), coder="ben")])
    assert widen(both, [TEXT])["coder"].tolist() == ["ana", "ben"]


def test_order_is_that_of_the_corpus_and_nothing_is_nothing():
    corpus = Corpus(pd.DataFrame({"id": ["z", "a"], "text": ["own", "own"]}))
    assert widen(codings(("a", 0, 1, "x"), ("z", 1, 2, "x")), corpus)["utterance"].tolist() == ["z", "a"]
    empty = widen(codings().astype({"start": "int64", "end": "int64"}), [TEXT])
    assert empty.empty
    assert list(empty.columns) == ["utterance", "start", "end", "code", "coder", "quote"]


def test_what_is_not_there_is_told():
    with pytest.raises(FrameError, match="to='sentences'; did you mean 'sentence'"):
        wide("sentences", (0, 1))
    with pytest.raises(OffsetError):
        wide("sentence", (0, 400))


@given(
    text=st.lists(st.sampled_from([*"ab.? \n", "e\u0301", "😀", "\r\n", "中", "ש"]), min_size=1, max_size=20).map("".join),
    start=st.integers(0, 29), length=st.integers(1, 10), to=st.sampled_from(WIDER),
)  # fmt: skip
def test_a_wide_passage_holds_the_passage_and_widening_twice_changes_nothing(text, start, length, to):
    start = start % len(text)
    end = min(len(text), start + length)
    once = widen(codings(("1", start, end, "x")), [text], to)
    row = once.iloc[0]
    assert row["start"] <= start
    assert row["end"] >= end
    assert text[row["start"] : row["end"]] == row["quote"]
    assert widen(once, [text], to).equals(once)
    if to not in ("hit", "word"):
        assert all(not (a < row["start"] < b or a < row["end"] < b) for a, b in split([text], to)[0])
