"""The table in the package: meanings that are near, promises that hold for any text, and files that are the ones described."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.embeddings import load_embedder
from discourse.embeddings._static import PACKAGED, load_table, read_vocabulary
from tests.conftest import DIFFICULT

EMBEDDER = load_embedder()


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("Who owns the network?", "The list is our property.", "It rained all day."),
        ("They never pay us on time.", "My wages are late again.", "I like your photographs."),
        ("Thank you so much!", "I am grateful for your help.", "The meeting is on Tuesday."),
        ("I am afraid of losing my job.", "She worries about being dismissed.", "Add two spoons of sugar."),
    ],
)
def test_what_means_alike_lies_nearer(text, near, far):
    one, alike, other = EMBEDDER.encode([text, near, far])
    assert one @ alike > one @ other


@pytest.mark.parametrize("text", ["", " \r\n ", "\ufeff\u200d", "𒀀𒀀", "x" * 500])
def test_a_text_without_a_known_word_is_a_row_of_zeros(text):
    assert not EMBEDDER.encode([text]).any()


@given(st.lists(st.text(max_size=40) | st.sampled_from(DIFFICULT), max_size=5))
@settings(deadline=None)
def test_rows_have_length_one_or_zero_and_do_not_depend_on_their_neighbours(texts):
    rows = EMBEDDER.encode(texts)
    assert rows.dtype == np.float32
    assert rows.shape == (len(texts), 384)
    length = np.linalg.norm(rows, axis=1)
    assert np.all((np.abs(length - 1) < 1e-5) | (length == 0))
    assert all(np.array_equal(row, EMBEDDER.encode([text])[0]) for text, row in zip(texts, rows, strict=True))


def test_many_texts_are_batched_in_order():
    texts = [f"{'own network ' * (n % 90)} number {n}" for n in range(3000)]
    assert np.array_equal(EMBEDDER.encode(texts)[[0, 1500, 2999]], EMBEDDER.encode([texts[0], texts[1500], texts[2999]]))


def test_ten_million_characters_are_read():
    once, often = EMBEDDER.encode(["Who owns the network I built? ", "Who owns the network I built? " * 350_000])
    assert once == pytest.approx(often, abs=1e-5)
    assert not EMBEDDER.encode(["x" * 10_000_000]).any()


def test_the_files_are_those_that_the_table_names_and_the_vocabulary_begins_with_berts():
    told = json.loads((PACKAGED / "table.json").read_text(encoding="utf-8"))
    for name, digest in told.items():
        if name.startswith("sha256 "):
            assert hashlib.sha256((PACKAGED / name.removeprefix("sha256 ")).read_bytes()).hexdigest() == digest
    bert = "".join(piece + "\n" for piece in read_vocabulary(PACKAGED)[:30_522])
    assert hashlib.sha256(bert.encode()).hexdigest() == "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"


def test_the_table_is_light():
    assert sum(file.stat().st_size for file in PACKAGED.iterdir()) < 16_000_000


def test_a_table_of_two_words_reads_as_arithmetic(tmp_path: Path):
    (tmp_path / "table.json").write_text('{"name": "two 1"}')
    (tmp_path / "vocabulary.txt").write_text("own\n##s\n")
    np.save(tmp_path / "vectors.npy", np.array([[100, 0], [0, 100]], np.int8))
    np.save(tmp_path / "scales.npy", np.array([0.03, 0.04], np.float32))
    two = load_table(tmp_path)
    assert two.encode(["OWNS", "own own", "lost"]) == pytest.approx(np.array([[0.6, 0.8], [1, 0], [0, 0]]), abs=1e-6)
    assert repr(two) == "Embedder: two 1 (2 words and pieces, 2 numbers each)"
