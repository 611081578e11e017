"""Anything with encode plugs in; what it gives is held to the promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from discourse.embeddings import load_embedder, unit_rows
from discourse.errors import FrameError


class Letters:
    """An embedder that counts a, b and c."""

    def __init__(self, give=lambda rows: rows):
        self._give = give

    def encode(self, texts):
        return self._give([[text.count(letter) for letter in "abc"] for text in texts])


def test_rows_come_to_unit_length_and_those_of_zeros_stay():
    rows = load_embedder(Letters()).encode(["aaaabbb", "", "c", "😀"])
    assert rows.dtype == np.float32
    assert rows == pytest.approx(np.array([[0.8, 0.6, 0], [0, 0, 0], [0, 0, 1], [0, 0, 0]]), abs=1e-6)


def test_it_is_called_what_it_calls_itself_else_after_its_class():
    named = Letters()
    assert load_embedder(named).name == "Letters"
    named.name = "letters 3"
    assert load_embedder(named).name == "letters 3"
    assert repr(load_embedder(named)) == "Embedder: letters 3"


def test_a_class_of_a_library_has_the_librarys_version():
    from sklearn.feature_extraction.text import TfidfVectorizer

    class Borrowed(TfidfVectorizer):
        def encode(self, texts):
            return self.fit_transform(texts).toarray()

    Borrowed.__module__ = "sklearn.borrowed"
    assert load_embedder(Borrowed()).name.startswith("Borrowed 1.")


@pytest.mark.parametrize(
    ("give", "said"),
    [
        (lambda rows: rows[:1], r"shape \(1, 3\) for 2 texts; it takes \(2, d\)"),
        (lambda rows: rows[0], r"shape \(3,\)"),
        (lambda rows: [row[:0] for row in rows], r"shape \(2, 0\)"),
        (lambda rows: [[float("nan")] * 3 for _ in rows], "number that is none .* for text 1, 'a'; 2 of 2 texts"),
        (lambda rows: [[0, 0, 1], [0, 0, float("inf")]], "number that is none .* for text 2, 'b'"),
        (lambda rows: "abc", "no table of numbers for 2 texts"),
        (lambda rows: [[1], [1, 2]], "no table of numbers for 2 texts"),
        (lambda rows: None, "no table of numbers|shape"),
    ],
)
def test_what_cannot_be_used_is_refused_in_the_embedders_name(give, said):
    with pytest.raises(FrameError, match=said) as error:
        load_embedder(Letters(give)).encode(["a", "b"])
    assert "Letters" in str(error.value)


def test_rows_that_change_their_width_are_refused():
    widths = iter([3, 2])

    def narrower(rows):
        width = next(widths)
        return [row[:width] for row in rows]

    embedder = load_embedder(Letters(narrower))
    embedder.encode(["a"])
    with pytest.raises(FrameError, match="gave 3 numbers a text before and 2 now"):
        embedder.encode(["a"])


@pytest.mark.parametrize("embedder", [load_embedder(), load_embedder(Letters())], ids=lambda e: e.name)
def test_what_is_no_list_of_texts_is_refused(embedder):
    for texts, said in [("one", r"write encode\(\[text\]\)"), (["a", None], "text 2 is no text but NoneType"), (7, "got int")]:
        with pytest.raises(FrameError, match=said):
            embedder.encode(texts)
    assert len(embedder.encode([])) == 0


@given(arrays(np.float32, st.tuples(st.integers(0, 4), st.integers(1, 5)), elements=st.floats(-(2.0**127), 2.0**127, width=32)))
def test_any_row_of_numbers_has_length_one_or_is_zero(rows):
    length = np.linalg.norm(unit_rows(rows).astype(np.float64), axis=1)
    assert np.allclose(length, rows.any(axis=1))
