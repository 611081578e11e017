"""Texts are cut into passages, and a table says how often each word stands in each passage. What the words mean is left open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from discourse.errors import FrameError, known
from discourse.segments import split
from discourse.words.grams import find_grams, headings
from discourse.words.read import read_words

if TYPE_CHECKING:
    from spacy.language import Language

UNITS = ("paragraph", "utterance", "sentence")
TOO_WIDE = 0.5
"""A word that more than this share of 20 or more passages hold tells none of them from the others."""


@dataclass(frozen=True)
class Passages:
    """Passages that hold words, and the words that several of them hold."""

    row: NDArray[np.int64]
    """Which text."""
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    counts: csr_matrix = field(repr=False)
    """Passages by words."""
    words: list[str] = field(repr=False)
    """Each word (or phrase) in its commonest form."""


def read_passages(
    texts: Sequence[str], *, unit: str = "paragraph", longest: int = 1, language: str | Language | None = "en", progress: str | None = None
) -> Passages:
    """The passages of these texts (``paragraph``, ``utterance`` or ``sentence``) that hold words which two of them share.

    Words are lemmas without function words; with `longest` above 1 recurring phrases of up to so many words too, and with a
    spaCy pipeline the nouns (and noun phrases) only. Offsets leave out white space at the ends.

    Raises FrameError, UnknownLanguage.

    >>> found = read_passages(["The network 😀.\\n\\nOur tea.", "Networks and teas, tea!"])
    >>> found.words, found.counts.astype(int).toarray().tolist(), list(zip(found.start.tolist(), found.end.tolist()))
    (['network', 'tea'], [[1, 0], [0, 1], [1, 2]], [(0, 14), (16, 24), (0, 23)])
    """
    if unit not in UNITS:
        raise FrameError(f"unit={unit!r}; {known(str(unit), UNITS, 'it can be')}")
    spans = [(row, a, b) for row, several in enumerate(split(texts, unit, language=language)) for a, b in several]
    parts = [texts[row][a:b] for row, a, b in spans]
    words = read_words(parts, language, progress=progress)
    grams = find_grams(words, np.ones(len(parts), np.bool_), longest=longest)
    where = words.row[grams.first]
    counts = csr_matrix((np.ones(len(where)), (where, grams.kind)), shape=(len(parts), len(grams.count)))
    counts.sum_duplicates()
    last = grams.first + grams.size - 1
    quotes = [parts[r][a:b] for r, a, b in zip(where, words.start[grams.first], words.end[last], strict=True)]
    names = headings(grams.kind, quotes)
    keep = np.ones(counts.shape[1], np.bool_)
    if len(parts) >= 20:
        keep = np.asarray((counts > 0).sum(axis=0)).ravel() <= TOO_WIDE * len(parts)
    counts = csr_matrix(counts[:, keep])
    full = np.flatnonzero(np.diff(counts.indptr))
    row, start, end = np.array(spans, np.int64).reshape(-1, 3)[full].T
    return Passages(row, start, end, csr_matrix(counts[full]), [names[int(k)] for k in np.flatnonzero(keep)])
