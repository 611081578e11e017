"""Latent semantic analysis: word vectors learned from the corpus itself, for any language. It knows nothing from elsewhere.

Words that occur in the same texts come to lie near each other (Deerwester et al. 1990). It takes some hundred texts until that
says more than shared words do. Scripts without blanks between words are read in pairs of characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from discourse.embeddings._checked import Vectors, several, unit
from discourse.embeddings._wordpiece import words
from discourse.errors import FrameError

_DIMENSIONS = 256
"""At most, and one for every four texts: with more of them a small corpus would be learned by heart."""
_WORDS = 50_000


class Lsa:
    """An embedder learned from these texts."""

    name = "lsa 1"

    def __init__(self, texts: Sequence[str]) -> None:
        told = [text for text in texts if any(c.isalnum() for c in text)]
        if len(told) < 2:
            raise FrameError(
                f"the embedder 'lsa' learns from the corpus and found {len(told)} texts with words in it; give it all texts: "
                "load_embedder('lsa', texts=corpus.utterances['text'])"
            )
        self._weights = TfidfVectorizer(analyzer=_terms, sublinear_tf=True, max_features=_WORDS)
        counted = self._weights.fit_transform(told)
        most = min(_DIMENSIONS, max(2, len(set(told)) // 4), min(counted.shape) - 1)
        self._axes = TruncatedSVD(most, random_state=0).fit(counted) if most > 0 else None
        self._from = len(told)

    def __repr__(self) -> str:
        return f"Embedder: {self.name} (learned from {self._from:,} texts)"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text; zeros for a text that shares no word with what was learned from."""
        texts = several(texts)
        if not texts:
            return np.zeros((0, 1 if self._axes is None else self._axes.n_components), np.float32)
        counted = self._weights.transform(texts)
        return unit(self._axes.transform(counted) if self._axes is not None else counted.toarray())


def _terms(text: str) -> list[str]:
    several = [word for word in words(text) if word.isalnum()]
    return several + [a + b for a, b in pairwise(several) if len(a) == len(b) == 1 and not (a + b).isascii()]
