"""Sentences about passages that repeat somebody: a quoted parent's words are not the quoter's."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc

PARENT = "I think that we all own the network together 😀. Fine, we\r\nown it."


def reasons(answer: str, parent: str = PARENT) -> list[str]:
    said = dc.Corpus(pd.DataFrame({"id": ["a", "b", "c"], "reply_to": [None, "a", "b"], "text": [parent, "Hm.", answer]}))
    found = dc.find_terms(said, {"c": "own"}, quoted="mark")
    assert set(found["reason"][found["utterance"] == "a"]) <= {"own"}
    return found["reason"][found["utterance"] == "c"].tolist()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("> we own it\nWe own ours", ["own · quoted", "own"]),
        ("[quote]own[/quote] own", ["own · quoted", "own"]),
        ("On 5 May 2013, Mei wrote:\n\nown", ["own · quoted"]),
        ("i think  that we all own\nthe network together 😀.\n\nNo: own!", ["own · quoted", "own"]),
        ("You say “all own the network”, I say “we own nothing here”", ["own · quoted", "own"]),
        ("We own it.", ["own"]),
        ("“We own it.” It’s a good one", ["own · quoted"]),
        ("“own it”", ["own"]),
    ],
)
def test_blocks_and_words_of_those_above_are_quoted(answer, expected):
    assert reasons(answer) == expected


def test_words_of_an_utterance_that_is_not_above_are_ones_own():
    said = dc.Corpus(pd.DataFrame({"id": ["a", "b"], "text": [PARENT, PARENT]}))
    assert set(dc.find_terms(said, {"c": "own"}, quoted="mark")["reason"]) == {"own"}


def test_a_circle_of_answers_ends():
    said = dc.Corpus(pd.DataFrame({"id": ["a", "b"], "reply_to": ["b", "a"], "text": [PARENT, PARENT]}))
    assert dc.find_terms(said, {"c": "own"}, quoted="mark")["reason"].tolist() == ["own · quoted", "own"] * 2


def test_quoted_and_negated_may_be_treated_in_two_ways():
    texts = ["> own\nI never own, I own"]
    assert dc.find_terms(texts, {"c": "own"}, quoted="skip", negated="mark")["reason"].tolist() == ['own · negated by "never"', "own"]
    assert dc.find_terms(texts, {"c": "own"}, quoted="mark", negated="skip")["reason"].tolist() == ["own · quoted", "own"]
    both = dc.find_terms(["> never own"], {"c": "own"}, quoted="mark", negated="mark")["reason"].tolist()
    assert both == ['own · quoted · negated by "never"']


@pytest.mark.parametrize("what", ["skip", "mark"])
def test_nothing_found_is_the_same_frame_without_rows(what):
    empty = dc.find_terms(["x", ""], {"c": "own"}, quoted=what, negated=what)
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == dc.find_terms(["own"], {"c": "own"}).dtypes.to_dict()
