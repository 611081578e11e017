"""Words and pieces of words, by tables and by two laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.embeddings._static import PACKAGED, read_vocabulary
from discourse.embeddings._wordpiece import WordPieces, words

VOCABULARY = read_vocabulary(PACKAGED)
BERT = WordPieces(VOCABULARY[:30_522])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \r\n\t\u00a0", []),
        ("Who owns it?", ["who", "owns", "it", "?"]),
        ("don't re-own", ["don", "'", "t", "re", "-", "own"]),
        ("Zoë’s café", ["zoe", "’", "s", "cafe"]),
        ("cafe\u0301", ["cafe"]),
        ("网络 is ネット", ["网", "络", "is", "ネット"]),
        ("good😀👩🏽‍🚀", ["good", "😀", "👩", "🏽", "\u200d", "🚀"]),
        ("\ufeffשלום, עולם", ["\ufeff", "שלום", ",", "עולם"]),
        ("snake_case", ["snake", "_", "case"]),
        ("x²", ["x²"]),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("networks", ["networks"]),
        ("Crowdworkers unionising", ["crowd", "##work", "##ers", "union", "##ising"]),
        ("embeddings", ["em", "##bed", "##ding", "##s"]),
        ("antidisestablishmentarianism", ["anti", "##dis", "##est", "##ab", "##lish", "##ment", "##arian", "##ism"]),
        ("a" * 101, []),
        ("𒀀", []),
    ],
)
def test_pieces_are_those_of_bert(text, expected):
    assert [VOCABULARY[n] for n in BERT.numbers(text)] == expected


def test_a_word_without_pieces_is_unknown_or_left_out():
    assert BERT.numbers("𒀀 own") == BERT.numbers("own")
    assert BERT.numbers("𒀀 own", (100,)) == [100, *BERT.numbers("own")]


@given(st.text(max_size=40), st.text(max_size=40))
def test_two_texts_with_a_blank_between_have_the_pieces_of_both(one, other):
    assert BERT.numbers(one + " " + other) == BERT.numbers(one) + BERT.numbers(other) or "\u03a3" in one + other  # Σ ends as ς


@given(st.text(max_size=60))
def test_what_was_met_before_is_read_alike(text):
    assert WordPieces(VOCABULARY).numbers(text) == BERT.numbers(text) == BERT.numbers(text) or len(VOCABULARY) > 30_522
