"""What a spaCy pipeline says of words that were read already: part of speech and lemma of each. It finds no words of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language

OTHER, NOUN, ADJECTIVE, PREPOSITION, DETERMINER, VERB = range(6)
"""Parts of speech, as far as the patterns of phrases tell them apart."""
_TAGS = {"NOUN": NOUN, "PROPN": NOUN, "ADJ": ADJECTIVE, "ADP": PREPOSITION, "DET": DETERMINER, "VERB": VERB}


class Told(NamedTuple):
    """One entry a word: its part of speech, and its lemma where the word is one token of the pipeline's."""

    tag: NDArray[np.int64]
    lemma: list[str | None]


def tagged(
    row: NDArray[np.int64], start: NDArray[np.int64], end: NDArray[np.int64], texts: Sequence[str], pipeline: Language
) -> Told | None:
    """Of words at these places, sorted, what the pipeline says; None when it tags nothing."""
    tag, seen = np.zeros(len(row), np.int64), False
    lemma: list[str | None] = [None] * len(row)
    pieces = [(number, a, b) for number, text in enumerate(texts) for a, b in _pieces(text)]
    needless = [p for p in ("ner", "parser", "senter", "sentencizer") if p in pipeline.pipe_names]
    first = np.searchsorted(row, np.arange(len(texts) + 1))
    with pipeline.select_pipes(disable=needless):
        for (number, a, b), doc in zip(pieces, pipeline.pipe(texts[number][a:b] for number, a, b in pieces), strict=True):
            seen |= doc.has_annotation("POS")
            mine = np.arange(first[number], first[number + 1])
            mine = mine[(start[mine] >= a) & (end[mine] <= b)]
            for place, token in zip(mine, _heads(doc, start[mine] - a, end[mine] - a), strict=True):
                tag[place] = _TAGS.get(token.pos_, OTHER)
                if token.lemma_ and token.idx == start[place] - a and len(token) == end[place] - start[place]:
                    lemma[place] = token.lemma_.lower()
    return Told(tag, lemma) if seen else None


def _heads(doc: Any, start: NDArray[np.int64], end: NDArray[np.int64]) -> Iterator[Any]:
    """For each word the last token in it that is no mere ending or sign ("know-how" is what "how" is, "Ana's" what "Ana" is)."""
    begins = np.array([t.idx for t in doc], np.int64)
    for a, b in zip(start, end, strict=True):
        last = int(np.searchsorted(begins, b)) - 1
        while last > 0 and begins[last] > a and doc[last].pos_ in ("PART", "PUNCT", "SYM"):
            last -= 1
        yield doc[last]


def _pieces(text: str, most: int = 50_000) -> Iterator[tuple[int, int]]:
    """A long text in parts that a pipeline takes, cut at blanks where there are any."""
    start = 0
    while start < len(text):
        end = start + most
        if end < len(text) and (blank := max(text.rfind(" ", start, end), text.rfind("\n", start, end))) > start:
            end = blank
        yield start, min(end, len(text))
        start = end
