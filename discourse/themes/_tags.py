"""Parts of speech: which hits of tagged terms stay, asked of a spaCy pipeline sentence by sentence. It searches no text itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from discourse.errors import FrameError
from discourse.segments import split
from discourse.themes._buffer import Buffer
from discourse.themes._lexicon import Lexicon, Unit, normal
from discourse.themes._scan import Hits
from discourse.themes._syntax import Term

if TYPE_CHECKING:
    import re2
    from spacy.language import Language

Tell = Callable[[Sequence[str], list[tuple[int, int]]], list[str]]
"""Texts, and (number of the text, offset) of some letters in them -> the part of speech of the token at each."""

_NEEDLESS = ("parser", "ner", "lemmatizer", "textcat", "entity_linker", "spancat", "discourse_terms")


def keep_tagged(hits: Hits, texts: Sequence[str], buffer: Buffer, lexicon: Lexicon, tell: Tell) -> Hits:
    """The hits without those whose words are another part of speech than their term asks for."""
    asked = {number: (unit, term, program) for unit in lexicon.units for number, term, program in unit.tagged}
    rows = np.flatnonzero(np.isin(hits.term, list(asked))).tolist() if asked else []
    limits = [(row, place, tags) for row in rows for place, tags in _limits(hits, row, buffer, *asked[int(hits.term[row])])]
    if not limits:
        return hits
    places = np.array([place for _, place, _ in limits])
    number = np.searchsorted(buffer.last, places, "left")
    told = tell(texts, list(zip(number.tolist(), (places - buffer.first[number]).tolist(), strict=True)))
    stay = np.ones(len(hits.term), np.bool_)
    for (row, _, tags), tag in zip(limits, told, strict=True):
        stay[row] &= tag in tags
    return hits.at(stay)


def _limits(hits: Hits, row: int, buffer: Buffer, unit: Unit, term: Term, program: re2._Regexp) -> Iterator[tuple[int, frozenset[str]]]:
    """The place of the last letter of each word that is limited, and its limits."""
    start, end = int(hits.start[row]), int(hits.end[row])
    codes, dropped = normal(unit.classes[buffer.points[start:end]], unit.kinds)
    places = np.delete(np.arange(start, end), dropped)
    match = program.fullmatch(codes.tobytes())
    for number, tags in enumerate(term.tags, 1):
        if tags:
            yield int(places[match.end(number) - 1]), tags


def told_by(nlp: Language | None) -> Tell:
    """Ask a pipeline, which reads only the sentences that hold one of the letters; without a pipeline nothing is asked."""

    def tell(texts: Sequence[str], places: list[tuple[int, int]]) -> list[str]:
        assert nlp is not None  # compile_terms refuses tagged terms without a pipeline
        numbers = sorted({number for number, _ in places})
        bounds = dict(zip(numbers, split([texts[n] for n in numbers], language=nlp), strict=True))
        wanted: dict[tuple[int, int, int], list[int]] = {}
        for row, (number, place) in enumerate(places):
            start, end = bounds[number][bisect_right(bounds[number], (place, len(texts[number]))) - 1]
            wanted.setdefault((number, start, end), []).append(row)
        if (longest := max(end - start for _, start, end in wanted)) > nlp.max_length:
            raise FrameError(
                f"a sentence of {longest:,} code points is more than the tagger reads ({nlp.max_length:,}); cut the text, or raise the "
                "max_length of the pipeline"
            )
        needless = [name for name in nlp.pipe_names if name in _NEEDLESS]
        told = [""] * len(places)
        docs = nlp.pipe((texts[number][start:end] for number, start, end in wanted), disable=needless)
        for doc, ((_, shift, _), rows) in zip(docs, wanted.items(), strict=True):
            first = np.array([token.idx for token in doc]) + shift
            for row in rows:
                told[row] = doc[int(np.searchsorted(first, places[row][1], "right")) - 1].pos_
        return told

    return tell
