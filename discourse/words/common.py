"""How common a word is in everyday English, estimated from its rank. A list of 10,000 words; other languages have none here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from discourse.words.lemmas import lemmatizer

SHIFT = 2.7
"""Of the law of Zipf and Mandelbrot: a word's frequency falls as 1 / (rank + SHIFT) (Mandelbrot 1953; Piantadosi 2014)."""
RANKED = 10_000
"""Words in the list."""
VOCABULARY = 30_000
"""How many words share all the text, in the sum that makes the estimates shares."""


def common_frequency(lemmas: Sequence[str], language: str | None) -> NDArray[np.float64]:
    """The share of all words in everyday text that the forms of each of these make up, as is thought; NaN where nothing is known.

    A word beyond the list is taken for as common as its last one, so that what is computed from it is a cautious bound.

    >>> common_frequency(["people", "allotment"], "en").round(6).tolist()
    [0.001066, 1.1e-05]
    >>> common_frequency(["Leute"], "de").tolist()
    [nan]
    """
    if language != "en":
        return np.full(len(lemmas), np.nan)
    shares = _shares()
    least = _share(RANKED)
    return np.array([shares.get(lemma, least) for lemma in lemmas], np.float64)


@lru_cache(maxsize=1)
def _shares() -> dict[str, float]:
    lemma_of, shares = lemmatizer("en"), dict[str, float]()
    lines = (files("discourse.words") / "common_en.txt").read_text(encoding="utf-8").splitlines()
    for rank, word in enumerate((line for line in lines if line and not line.startswith("#")), 1):
        lemma = lemma_of(word)
        shares[lemma] = shares.get(lemma, 0) + _share(rank)
    return shares


def _share(rank: int) -> float:
    return 1 / ((rank + SHIFT) * float(np.log((VOCABULARY + SHIFT) / (1 + SHIFT))))
