"""What is negated: from a cue such as "not" a few words on, inside its clause. It reads cues from a table, and parses nothing.

After NegEx (Chapman et al. 2001, *Journal of Biomedical Informatics* 34): a cue negates what begins behind it with at most five
words between; phrases that only look like negations ("not only") are spared; a word such as "but" ends what is negated. As in
Pang, Lee and Vaithyanathan (2002, *EMNLP*) signs end it, too: , ; : . ! ? … before white space, brackets, quotation marks,
dashes, a blank line. What a cue negates from behind ("ownership? no") is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.errors import CodebookError, UnknownLanguage, known
from discourse.frames import require
from discourse.themes._buffer import Buffer, Offsets
from discourse.themes._gaps import word_starts
from discourse.themes._lexicon import Lexicon, compile_terms
from discourse.themes._overlap import longest, outside
from discourse.themes._scan import Hits, scan

WINDOW = 5
"""How many words may stand between a cue and the beginning of what it negates."""
ROLES = ("negates", "spares", "ends")
SHIPPED = {"en": Path(__file__).with_name("negation.csv")}
_SIGN = re.compile(r"[,.;:!?…]+(?=\s|\Z)|[()\[\]{}—–“”„\"«»。，；：！？]|\s-+(?=\s)|\n\s*\n")


class Scopes(NamedTuple):
    """Stretches of a buffer in order of their start: what begins in one is negated by the words of its cue."""

    start: Offsets
    end: Offsets
    cue: list[str]


def read_cues(cues: str | Path | pd.DataFrame | None, language: str | None) -> Lexicon:
    """The cues of a CSV file or frame ``cue role``, or those shipped for the language; each cue is written as a term is.

    ``role`` is "negates", "spares" (a longer phrase that negates nothing) or "ends". Cues are found as written, in any case.

    Raises CodebookError for a role or cue that cannot be read, UnknownLanguage where none are shipped.

    >>> read_cues(None, "en").terms[0].written
    'not'
    """
    if cues is None:
        if language not in SHIPPED:
            raise UnknownLanguage(
                f"there are no cues of negation for the language {language!r}; {known(str(language), SHIPPED, 'there are')}; "
                "negations='cues.csv' with the columns cue and role brings your own"
            )
        return _shipped(str(language))
    try:
        return _compiled(cues if isinstance(cues, pd.DataFrame) else pd.read_csv(cues, dtype="str", keep_default_na=False))
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise CodebookError(f"negations: {cues} is no CSV file in UTF-8 that can be read ({error})") from error


@lru_cache(maxsize=4)
def _shipped(language: str) -> Lexicon:
    return _compiled(pd.read_csv(SHIPPED[language], dtype="str", keep_default_na=False))


def _compiled(cues: pd.DataFrame) -> Lexicon:
    require(cues, ("cue", "role"), "negations")
    book: dict[str, list[str]] = {"negates": [], "ends": []}
    for cue, role in zip(cues["cue"], cues["role"], strict=True):
        if role not in ROLES:
            raise CodebookError(f"negations: the cue {cue!r} has the role {role!r}; {known(str(role), ROLES, 'there are')}")
        book["negates" if role == "spares" else role].append(f"-{cue}" if role == "spares" else str(cue))
    return compile_terms(book, language=None)


def scopes(texts: Sequence[str], buffer: Buffer, cues: Lexicon) -> Scopes:
    """What is negated in a buffer of texts."""
    hits = scan(texts, buffer, cues)
    ends, negating, sparing = (
        hits.at(np.isin(hits.term, [n for n, t in enumerate(cues.terms) if (t.code, t.exclude) == kind]))
        for kind in (("ends", False), ("negates", False), ("negates", True))
    )
    negating = negating.at(outside(negating.start, negating.end, sparing.start, sparing.end))
    negating = negating.at(longest(np.zeros(len(negating.term), np.int64), negating.start, negating.end, negating.term))
    order = np.argsort(negating.start, kind="stable")
    start, cue = negating.end[order], negating.at(order)
    signs = np.array([found.start() for found in _SIGN.finditer(buffer.text)], np.int64)
    stops = np.unique(np.concatenate([signs, buffer.last, ends.start]))
    words = np.r_[word_starts(buffer.points), np.full(WINDOW + 1, len(buffer.points))]
    farthest = words[np.searchsorted(words[: -WINDOW - 1], start, "left") + WINDOW] + 1
    end = np.minimum(farthest, stops[np.searchsorted(stops, start, "left")])
    said = [buffer.text[a:b] for a, b in zip(cue.start.tolist(), cue.end.tolist(), strict=True)]
    return Scopes(start, end, said)


def negated_by(hits: Hits, found: Scopes) -> Offsets:
    """For each hit the number of the scope in which it begins, -1 for none; of two cues the nearer one."""
    if not found.start.size:
        return np.full(len(hits.start), -1, np.int64)
    near = np.searchsorted(found.start, hits.start, "right") - 1
    return np.where((near >= 0) & (hits.start < found.end[near]), near, -1)
