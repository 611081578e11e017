"""Texts without accents, and the way back: where each character that is left stood. Letters stay letters; vowel signs of Indic scripts,
which are marks, too, stay as well."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.themes._fold import as_points

_MARKS = (
    (0x300, 0x36F),
    (0x483, 0x487),
    (0x591, 0x5BD),
    (0x5BF, 0x5C7),
    (0x64B, 0x65F),
    (0x670, 0x670),
    (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF),
)
"""Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowels."""


class Bare(NamedTuple):
    """Texts without accents."""

    texts: list[str]
    kept: dict[int, NDArray[np.int64]]
    """For each text that became shorter where its characters stood, and its length at the end."""

    def back(self, row: NDArray[np.int64], start: NDArray[np.int64], end: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The same passages in the texts as they were; the marks behind a letter belong to it."""
        start, end = start.copy(), end.copy()
        for n in np.flatnonzero(np.isin(row, list(self.kept))).tolist() if self.kept else []:
            places = self.kept[int(row[n])]
            start[n], end[n] = places[start[n]], places[end[n]]
        return start, end


def bare(texts: Sequence[str]) -> Bare:
    """The texts without accents.

    >>> bare(["Caf\u00e9, cafe\u0301"])[0]
    ['Cafe, cafe']
    """
    table, gone = _table()
    out, kept = [], {}
    for row, text in enumerate(texts):
        if text.isascii():
            out.append(text)
            continue
        out.append(text.translate(table))
        if len(out[-1]) != len(text):
            here = np.flatnonzero(~gone[as_points(text)])
            kept[row] = np.append(here, len(text))
    return Bare(out, kept)


@lru_cache(maxsize=1)
def _table() -> tuple[dict[int, str | None], NDArray[np.bool_]]:
    gone = np.zeros(sys.maxunicode + 1, np.bool_)
    for low, high in _MARKS:
        gone[low : high + 1] = True
    table: dict[int, str | None] = dict.fromkeys(np.flatnonzero(gone).tolist())
    for point in (*range(0xC0, 0x3000), *range(0xFB1D, 0xFB50)):
        first, *marks = list(unicodedata.normalize("NFD", chr(point)))
        if marks and all(gone[ord(m)] for m in marks):
            table[point] = first
    return table, gone
