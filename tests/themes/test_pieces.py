"""Laws of cutting long texts: nothing is lost, nothing is parted that belongs together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.themes._pieces import cuts, pieces
from tests.conftest import DIFFICULT

PARTS = ["One two. ", "\n\n", "\r\n\r\n", "👩🏽‍🚀", "cafe\u0301 ", "שלום. ", "中文。", "𝒟 ", "\ufeff", "longword" * 9, " ", "?! "]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=60).map("".join), st.integers(10, 200))
def test_the_pieces_are_the_text_and_none_is_too_long(text, most):
    spans = list(pieces(text, most))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(0 < end - start <= most for start, end in spans)
    assert [start for start, _ in spans[1:]] == [end for _, end in spans[:-1]]


@settings(deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=60).map("".join))
def test_an_edge_parts_no_emoji_and_no_letter_from_its_mark(text):
    for _, end in pieces(text, 80):
        assert end == len(text) or text[end] not in "\u0301\u200d\U0001f3fd"
        assert text[end - 1] != "\u200d"


@pytest.mark.parametrize(
    ("text", "most", "first"),
    [
        ("One. Two three.\n\nFour. Five six.", 24, "One. Two three.\n\n"),
        ("One two three. Four five six.", 24, "One two three. "),
        ("one two three four five six", 24, "one two three four five "),
        ("x" * 30, 24, "x" * 24),
        ("", 24, None),
        ("short", 24, "short"),
    ],
)
def test_a_cut_is_at_a_paragraph_else_a_sentence_else_a_blank(text, most, first):
    assert next((text[slice(*span)] for span in pieces(text, most)), None) == first


def test_ten_million_characters_are_cut_in_a_moment():
    assert sum(end - start for start, end in pieces("word " * 2_000_000, 20_000)) == 10_000_000


def test_an_edge_inside_a_word_cuts():
    assert [at for at in range(len(DIFFICULT[1]) + 1) if not cuts(DIFFICULT[1], at)][:4] == [0, 4, 5, 7]
