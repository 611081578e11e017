"""One character for one: the tables that make case, apostrophes, hyphens and blanks alike without moving an offset.

They say which characters make a word, too. They do not know any term, and no text is changed.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from discourse.words.scripts import DENSE as SCRIPTS

BORDER, OTHER, LETTER, SPACE, DENSE, MARK, TAIL, JOIN, HYPHEN, HIDDEN = range(10)
"""Kinds of characters: the edge of an utterance; anything else; letters and digits; blanks; letters of scripts that write
words together; combining marks; what follows an emoji (selectors, skin tones); the zero width joiner; hyphens; marks
without width that stand inside words (soft hyphens, direction marks)."""

_POINTS = 0x110000
_APOSTROPHES = "'’‘ʼ`´′＇"
_HYPHENS = "-\u2010\u2011\ufe63\uff0d"
_HIDDEN = (0xAD, 0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF)
_TAILS = ((0x20E3, 0x20E3), (0xFE00, 0xFE0F), (0x1F3FB, 0x1F3FF), (0xE0020, 0xE007F), (0xE0100, 0xE01EF))


class Characters(NamedTuple):
    """Three arrays over all code points."""

    kind: NDArray[np.uint8]
    plain: NDArray[np.uint32]
    """Apostrophes, hyphens and blanks made alike, case kept."""
    folded: NDArray[np.uint32]
    """The same in small letters."""


def fold(text: str) -> str:
    """The text as the search sees it: as long as before, each character on its place.

    >>> fold("Know‑How: PAUL’S İdea")
    "know-how: paul's idea"
    """
    return as_text(characters().folded[as_points(text)])


def as_points(text: str) -> NDArray[np.uint32]:
    """The code points of a text as an array."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def as_text(points: NDArray[np.uint32]) -> str:
    """The text of an array of code points."""
    return points.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


@lru_cache(maxsize=1)
def characters() -> Characters:
    """The tables, made when first used (about a tenth of a second) and kept."""
    kind = np.full(_POINTS, OTHER, np.uint8)
    plain = np.arange(_POINTS, dtype=np.uint32)
    folded = plain.copy()
    for point in (*range(0x32400), *range(0xE0000, 0xE0200)):
        character = chr(point)
        category = unicodedata.category(character)
        if category[0] == "L" or category in ("Nd", "Nl") or point in (0x5F, 0x200C):
            kind[point] = LETTER
        elif category[0] == "M":
            kind[point] = MARK
        elif character.isspace() or point == 0x200B:
            kind[point], plain[point] = SPACE, 0x20
        small = character.casefold() if len(character.casefold()) == 1 else character.lower()[0]
        folded[point] = ord(small)
    for low, high in SCRIPTS:
        part = kind[low : high + 1]
        part[part == LETTER] = DENSE
    for low, high in _TAILS:
        kind[low : high + 1] = TAIL
    for several, as_kind, alike in ((_APOSTROPHES, OTHER, "'"), (_HYPHENS, HYPHEN, "-")):
        for character in several:
            kind[ord(character)], plain[ord(character)] = as_kind, ord(alike)
    kind[list(_HIDDEN)], kind[0x200D] = HIDDEN, JOIN
    return Characters(kind, plain, folded[plain])
