"""Terms with gaps: the hits of their parts put together where few enough words lie between. It searches no text itself.

Parts are joined from the last to the first: each hit of a part goes with the nearest hit behind it that leads to the end. What
leaves its sentence is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec

import numpy as np
from numpy.typing import NDArray

from discourse.segments import split
from discourse.themes._buffer import Buffer, Offsets
from discourse.themes._fold import DENSE, HIDDEN, HYPHEN, LETTER, MARK, characters
from discourse.themes._lexicon import Lexicon
from discourse.themes._scan import Hits, stack


def join_parts(hits: Hits, texts: Sequence[str], buffer: Buffer, lexicon: Lexicon) -> Hits:
    """The hits of whole terms: those there are, and the parts put together; parts themselves are out."""
    if not lexicon.gapped:
        return hits
    order = np.lexsort((-hits.end, hits.start, hits.term))
    hits = hits.at(order)
    parts = hits.at(hits.term >= len(lexicon.terms))
    starts = word_starts(buffer.points) if parts.term.size else np.empty(0, np.int64)
    joined = [Hits(np.empty(0, np.int64), *(np.empty(0, np.int64),) * 2)]
    for number, several, within in lexicon.gapped:
        low, high = np.searchsorted(parts.term, several, "left"), np.searchsorted(parts.term, several, "right")
        pieces = [(parts.start[a:b], parts.end[a:b]) for a, b in zip(low, high, strict=True)]
        start, end = _joined(pieces, within, starts, buffer.last)
        joined.append(Hits(np.full(len(start), number, np.int64), start, end))
    found = stack(joined)
    found = found.at(_in_one_sentence(found, texts, buffer, lexicon.language))
    return stack([hits.at(hits.term < len(lexicon.terms)), found])


def word_starts(points: NDArray[np.uint32]) -> Offsets:
    """Where words begin: in a run of letters, digits, apostrophes and hyphens at its first letter; at each letter of dense scripts.

    >>> from discourse.themes._fold import as_points
    >>> word_starts(as_points("the owner's 'know-how' 网络")).tolist()
    [0, 4, 13, 23, 24]
    """
    kind, plain, _ = characters()
    kinds = kind[points]
    letter, dense = kinds == LETTER, kinds == DENSE
    joins = letter | (kinds == MARK) | (kinds == HYPHEN) | (kinds == HIDDEN) | (plain[points] == ord("'"))
    run = np.cumsum(np.r_[True, ~joins[1:] | ~joins[:-1]])
    places = np.flatnonzero(letter)
    if places.size:
        dense[places[np.r_[True, run[places[1:]] != run[places[:-1]]]]] = True
    return np.flatnonzero(dense)


def _joined(pieces: list[tuple[Offsets, Offsets]], within: tuple[int, ...], starts: Offsets, last: Offsets) -> tuple[Offsets, Offsets]:
    """Starts and ends of what the parts make together; each part is sorted by start, of equal starts the longest comes first."""
    *heads, (start, end) = pieces
    for (head, neck), most in zip(reversed(heads), reversed(within), strict=True):
        behind = np.searchsorted(start, neck, "left")
        near = behind < len(start)
        head, neck, behind = head[near], neck[near], behind[near]
        near = np.searchsorted(starts, start[behind], "left") - np.searchsorted(starts, neck, "left") <= most
        near &= np.searchsorted(last, start[behind], "left") == np.searchsorted(last, head, "left")
        start, end = head[near], end[behind[near]]
    return start, end


def _in_one_sentence(found: Hits, texts: Sequence[str], buffer: Buffer, language: str | None) -> NDArray[np.bool_]:
    if not found.term.size:
        return np.empty(0, np.bool_)
    row = np.searchsorted(buffer.last, found.start, "left")
    rows = np.unique(row)
    spans = split([texts[n] for n in rows.tolist()], language=spoken(language))
    ends = np.array([end + first for first, several in zip(buffer.first[rows].tolist(), spans, strict=True) for _, end in several])
    return np.asarray(np.searchsorted(ends, found.start, "right") == np.searchsorted(ends, found.end - 1, "right"))


@lru_cache(maxsize=32)
def spoken(language: str | None) -> str:
    """The code under which spaCy knows a language, or its code for any language."""
    return language if language and find_spec(f"spacy.lang.{language}") else "xx"
