"""Parts of speech: which hits of tagged terms stay, asked of a spaCy pipeline sentence by sentence. It searches no text itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from discourse.errors import FrameError
from discourse.language import split_sentences
from discourse.themes._lexicon import Lexicon, Unit, normal
from discourse.themes._scan import Buffer, Hits
from discourse.themes._syntax import Term

if TYPE_CHECKING:
    import re2

_NEEDLESS = ("parser", "ner", "lemmatizer", "textcat", "entity_linker", "spancat")


def keep_tagged(hits: Hits, texts: Sequence[str], buffer: Buffer, lexicon: Lexicon) -> Hits:
    """The hits without those whose words are another part of speech than their term asks for."""
    asked = {number: (unit, term, program) for unit in lexicon.units for number, term, program in unit.tagged}
    rows = np.flatnonzero(np.isin(hits.term, list(asked))) if asked else ()
    limits = [(int(row), place, tags) for row in rows for place, tags in _limits(hits, int(row), buffer, *asked[int(hits.term[row])])]
    told = _tags([place for _, place, _ in limits], texts, buffer, lexicon)
    stay = np.ones(len(hits.term), np.bool_)
    for row, place, tags in limits:
        stay[row] &= told[place] in tags
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


def _tags(places: list[int], texts: Sequence[str], buffer: Buffer, lexicon: Lexicon) -> dict[int, str]:
    """Place in the buffer -> part of speech of the token there."""
    nlp, told = lexicon.pipeline, dict[int, str]()
    if nlp is None or not places:
        return told
    wanted = np.unique(places)
    row_of = np.searchsorted(buffer.last, wanted, "left")
    rows = np.unique(row_of).tolist()
    spans = split_sentences([texts[row] for row in rows], language=str(nlp.lang))
    bounds = np.array([(s + buffer.first[r], e + buffer.first[r]) for r, several in zip(rows, spans, strict=True) for s, e in several])
    sentences = np.searchsorted(bounds[:, 0], wanted, "right") - 1
    asked = [(int(start), int(end)) for start, end in bounds[np.unique(sentences)]]
    if (longest := max(end - start for start, end in asked)) > nlp.max_length:
        raise FrameError(
            f"a sentence of {longest:,} code points is more than the tagger reads ({nlp.max_length:,}); cut the text, or raise the "
            "max_length of the pipeline"
        )
    needless = [name for name in nlp.pipe_names if name in _NEEDLESS]
    docs = nlp.pipe(((buffer.text[start:end], start) for start, end in asked), as_tuples=True, disable=needless)
    for (doc, shift), (start, end) in zip(docs, asked, strict=True):
        first = np.array([token.idx for token in doc]) + shift
        for place in wanted[np.searchsorted(wanted, start) : np.searchsorted(wanted, end)].tolist():
            told[place] = doc[int(np.searchsorted(first, place, "right")) - 1].pos_
    return told
