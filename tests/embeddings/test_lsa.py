"""What a corpus teaches about its own words, in any language."""

from __future__ import annotations

import numpy as np
import pytest

from discourse.embeddings import load_embedder
from discourse.errors import FrameError
from tests.conftest import DIFFICULT

GARDEN = ["das Beet gehört uns", "uns gehört der Garten", "Garten und Beet", "der Zug fährt spät", "spät kam der Bus", "Bus und Zug"]


def test_words_in_like_company_lie_near():
    embedder = load_embedder("lsa", texts=GARDEN * 3)
    beet, garten, zug = embedder.encode(["Beet", "Garten", "Zug"])
    assert beet @ garten > 0.5 > abs(beet @ zug)
    assert embedder.name == "lsa 1"
    assert repr(embedder) == "Embedder: lsa 1 (learned from 18 texts)"


def test_scripts_without_blanks_are_read_in_pairs():
    one, alike, other = load_embedder("lsa", texts=["网络属于我们", "我们的网络", "天气很好", "今天天气不好"]).encode(
        ["网络", "属于网络", "天气"]
    )
    assert one @ alike > one @ other


def test_difficult_texts_teach_and_are_read():
    rows = load_embedder("lsa", texts=DIFFICULT).encode([*DIFFICULT, "", "😀", "nothing of this"])
    assert np.linalg.norm(rows, axis=1) == pytest.approx([1] * 5 + [0] * 2 + [1], abs=1e-5)


def test_the_same_texts_teach_the_same():
    assert np.array_equal(*(load_embedder("lsa", texts=GARDEN).encode(GARDEN) for _ in range(2)))


@pytest.mark.parametrize("texts", [[], ["", " "], ["one text only", "", "😀"]])
def test_too_little_to_learn_from_is_said(texts):
    with pytest.raises(FrameError, match="learns from the corpus and found"):
        load_embedder("lsa", texts=texts)


def test_one_word_for_all_is_little_but_no_error():
    assert load_embedder("lsa", texts=["own", "own"]).encode(["own", "network"]).any(axis=1).tolist() == [True, False]
