"""From texts to the hits that stay: searched, put together, limited, chosen, and told apart by what stands around them.

This is the one way that find_terms and the bridges to other libraries share. It makes no codings.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from discourse.errors import FrameError, known
from discourse.themes._buffer import Buffer, Offsets, join
from discourse.themes._gaps import join_parts, spoken
from discourse.themes._lexicon import Lexicon
from discourse.themes._negation import negated_by, read_cues, scopes
from discourse.themes._overlap import longest, outside
from discourse.themes._repeats import Above, above_in, inside, repeated
from discourse.themes._scan import Hits, scan
from discourse.themes._tags import Tell, keep_tagged, told_by

What = Literal["keep", "skip", "mark"]
MUCH = 30_000_000
"""Code points."""


class Context(NamedTuple):
    """What to do with passages that repeat somebody or are negated, and what is needed to see that."""

    quoted: What
    negated: What
    cues: Lexicon | None
    above: Above
    language: str | None
    tell: Tell
    much: bool
    """Whether so much is searched that a dearer automaton pays."""


class Found(NamedTuple):
    """The hits that stay in some texts: row of the text, start, end, number of the term, quote; and a remark on each, if asked."""

    row: Offsets
    start: Offsets
    end: Offsets
    term: Offsets
    quotes: pa.LargeStringArray
    remarks: pa.LargeStringArray | None


def context(
    lexicon: Lexicon,
    said: pd.DataFrame | None = None,
    *,
    quoted: What = "keep",
    negated: What = "keep",
    negations: str | Path | pd.DataFrame | None = None,
    tell: Tell | None = None,
) -> Context:
    """The context for a search in these utterances (None: texts that answer none); raises FrameError, CodebookError, UnknownLanguage."""
    for name, value in (("quoted", quoted), ("negated", negated)):
        if value not in (choices := ("keep", "skip", "mark")):
            raise FrameError(f"{name}={value!r}; {known(str(value), choices, 'it can be')}")
    cues = None if negated == "keep" else read_cues(negations, lexicon.language)
    above = (lambda _: []) if said is None or quoted == "keep" else above_in(said)
    much = said is not None and int(said["text"].str.len().sum()) > MUCH
    return Context(quoted, negated, cues, above, lexicon.language, tell or told_by(lexicon.pipeline), much)


def search(texts: Sequence[str], lexicon: Lexicon, how: Context, *, offset: int = 0) -> Found:
    """The hits in some texts, sorted by text, start, end and code; ``offset`` is the row of the first one in the corpus."""
    buffer = join(texts)
    hits = keep_tagged(scan(texts, buffer, lexicon, much=how.much), texts, buffer, lexicon, how.tell)
    hits = join_parts(hits, texts, buffer, lexicon)
    if "skip" in (how.quoted, how.negated):
        hits = hits.at(np.array([not remark for remark in _remarks(hits, texts, buffer, offset, how, "skip")], np.bool_))
    code_of = lexicon.code_of
    if lexicon.excluding.any():
        hits = _without_excluded(hits, code_of, lexicon.excluding)
    hits = hits.at(longest(code_of[hits.term], hits.start, hits.end, hits.term))
    hits = hits.at(np.lexsort((code_of[hits.term], hits.end, hits.start)))
    remarks = _remarks(hits, texts, buffer, offset, how, "mark") if "mark" in (how.quoted, how.negated) else None
    row = np.searchsorted(buffer.first, hits.start, "right") - 1
    said = None if remarks is None else pa.array(remarks, pa.large_string())
    quotes = buffer.quotes(hits.start, hits.end)
    return Found(row + offset, hits.start - buffer.first[row], hits.end - buffer.first[row], hits.term, quotes, said)


def _without_excluded(hits: Hits, code_of: Offsets, excluding: NDArray[np.bool_]) -> Hits:
    code, out = code_of[hits.term], excluding[hits.term]
    stay = ~out
    for one in np.unique(code_of[excluding]):
        mine, against = np.flatnonzero((code == one) & ~out), (code == one) & out
        stay[mine] = outside(hits.start[mine], hits.end[mine], hits.start[against], hits.end[against])
    return hits.at(stay)


def _remarks(hits: Hits, texts: Sequence[str], buffer: Buffer, offset: int, how: Context, what: What) -> list[str]:
    """For each hit what is to be said of it, or "", as far as this is to be done with it; only texts with hits are read."""
    row = np.searchsorted(buffer.first, hits.start, "right") - 1
    rows, place = np.unique(row, return_inverse=True)
    these = [texts[n] for n in rows.tolist()]
    part = join(these)
    shift = part.first[place] - buffer.first[row]
    hits = Hits(hits.term, hits.start + shift, hits.end + shift)
    remarks = [""] * len(row)
    if how.quoted == what:
        repeats = repeated(these, (rows + offset).tolist(), part, how.above, spoken(how.language))
        remarks = [" · quoted" if here else "" for here in inside(hits, *repeats).tolist()]
    if how.negated == what and how.cues is not None:
        found = scopes(these, part, how.cues)
        by = negated_by(hits, found).tolist()
        remarks = [said if n < 0 else f'{said} · negated by "{found.cue[n]}"' for said, n in zip(remarks, by, strict=True)]
    return remarks
