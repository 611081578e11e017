"""Laws of the buffer: the quick way of reading it gives what the slow one gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from discourse.themes._buffer import join
from discourse.themes._fold import BORDER, characters

LETTERS = st.sampled_from("ab ??\n'éß😀\u200d🏽\u0301ש网\x00\uffff") | st.characters(exclude_categories=["Cs"])
texts = st.lists(st.text(LETTERS, max_size=30) | st.text("ab? ", max_size=200), min_size=1, max_size=4)


@given(texts)
def test_each_text_stands_at_its_place(several):
    buffer = join(several)
    assert [buffer.text[a:b] for a, b in zip(buffer.first, buffer.last, strict=True)] == several


@given(texts)
def test_the_classes_are_those_of_the_code_points(several):
    buffer, table = join(several), characters().kind
    expected = table[buffer.points]
    expected[[0, *buffer.last]] = BORDER
    assert buffer.classes(table).tolist() == expected.tolist()
    assert buffer.at(np.arange(len(buffer.text))).tolist() == buffer.points.tolist()


@given(texts, st.data())
def test_quotes_are_slices(several, data):
    buffer = join(several)
    spans = data.draw(st.lists(st.tuples(*[st.integers(0, len(buffer.text))] * 2).map(sorted), max_size=5))
    start, end = np.array(spans, np.int64).reshape(-1, 2).T
    assert buffer.quotes(start, end).to_pylist() == [buffer.text[a:b] for a, b in spans]


@given(texts)
def test_the_places_in_utf8_are_those_of_the_texts(several):
    buffer = join(several)
    coded, firsts = buffer.utf8()
    assert [coded[a : a + len(one.encode())].decode() for a, one in zip(firsts, several, strict=True)] == several
