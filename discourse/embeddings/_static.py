"""A table of word vectors: a text is the sum of its words' vectors, brought to unit length. It does not see the order of words.

How the table came about tells its own README.md; the idea is model2vec's (Tulkens and van Dongen 2024), the weighting by
rank after Arora et al. (2017). Numbers are kept in one byte each with one scale a row, and read by numpy alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy.sparse import csr_array

from discourse.embeddings._checked import Vectors, several, unit
from discourse.embeddings._wordpiece import WordPieces
from discourse.errors import UnknownEmbedder

PACKAGED = Path(__file__).parent / "static_en"
_BATCH = 1 << 16
"""Words, about, that are summed up at once."""


class StaticTable:
    """An embedder that looks words up; `load_table` reads one."""

    def __init__(self, name: str, vocabulary: Sequence[str], table: Vectors) -> None:
        self.name = name
        self._table = table
        self._pieces = WordPieces(vocabulary)

    def __repr__(self) -> str:
        return f"Embedder: {self.name} ({self._table.shape[0]:,} words and pieces, {self._table.shape[1]} numbers each)"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text; zeros for a text without a known word."""
        parts = [unit(_counts(batch, len(self._table)) @ self._table) for batch in self._batches(several(texts))]
        return np.concatenate(parts) if parts else np.zeros((0, self._table.shape[1]), np.float32)

    def _batches(self, texts: Sequence[str]) -> Iterator[list[list[int]]]:
        batch: list[list[int]] = []
        size = 0
        for text in texts:
            batch.append(self._pieces.numbers(text))
            size += len(batch[-1]) + 1
            if size >= _BATCH:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch


@lru_cache(maxsize=1)
def packaged_table() -> StaticTable:
    """The table in the package; read once."""
    return load_table(PACKAGED)


def load_table(folder: Path) -> StaticTable:
    """Read ``table.json vocabulary.txt vectors.npy scales.npy``; raises UnknownEmbedder where they are not a table."""
    try:
        name = str(json.loads((folder / "table.json").read_text(encoding="utf-8"))["name"])
        vocabulary = read_vocabulary(folder)
        vectors, scales = (np.load(folder / f, allow_pickle=False) for f in ("vectors.npy", "scales.npy"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnknownEmbedder(f"{folder}: no table of word vectors that can be read ({type(error).__name__}: {error})") from error
    if vectors.ndim != 2 or not len(vocabulary) == len(vectors) == len(scales) or scales.ndim != 1:
        raise UnknownEmbedder(
            f"{folder}: {len(vocabulary)} words, vectors of shape {vectors.shape} and {len(scales)} scales do not fit together"
        )
    return StaticTable(name, vocabulary, vectors.astype(np.float32) * scales.astype(np.float32)[:, None])


def read_vocabulary(folder: Path) -> list[str]:
    """The words and pieces of a table, one a line."""
    return (folder / "vocabulary.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")


def _counts(batch: Sequence[Sequence[int]], width: int) -> csr_array:
    ends = np.cumsum([0, *map(len, batch)], dtype=np.int64)
    numbers = np.fromiter((n for text in batch for n in text), np.int64, int(ends[-1]))
    counts = csr_array((np.ones(len(numbers), np.float32), numbers, ends), shape=(len(batch), width))
    counts.sum_duplicates()  # a long text adds large numbers to large ones, not a small one a million times
    return counts
