"""Passages grow to the word, sentence, paragraph or utterance that they stand in. Which words are a passage, it is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from discourse.corpus import Corpus, as_utterances
from discourse.errors import FrameError, known
from discourse.frames import check_codings
from discourse.segments._markup import Span
from discourse.words.read import read_words

if TYPE_CHECKING:
    from spacy.language import Language

WIDER = ("hit", "word", "sentence", "paragraph", "utterance")
KEPT = ("utterance", "start", "end", "code", "coder", "quote", "score", "reason", "memo")


def widen(
    codings: pd.DataFrame, corpus: Corpus | Sequence[str] | pd.Series, to: str = "sentence", *, language: str | Language | None = "en"
) -> pd.DataFrame:
    """Make each passage reach to the ends of the words, sentences … that it touches; passages that become the same are one.

    Parameters
    ----------
    codings
        Any codings: a finder's, a person's.
    corpus
        What they stand in: a Corpus, or the texts that the finder was given.
    to
        ``word``, ``sentence``, ``paragraph`` or ``utterance``, as `segment` cuts them; ``hit`` leaves the bounds as they are. A
        passage over two sentences becomes these two; one that touches no unit, as one of white space, stays.
    language
        Whose sentences: a code such as "en", None for rules that hold for any language, or a spaCy pipeline.

    Returns
    -------
    ``utterance start end code coder quote`` and, where the codings have them, ``score`` (the highest), ``reason`` and ``memo`` (the
    different ones, one behind the other), sorted by utterance, start, end and code. One row a passage of a code and coder. Other
    columns go: an id names the passage that it was. The codings given stay as they are.

    Raises FrameError, OffsetError, UnknownUtterance, UnknownLanguage.

    >>> said = ["Who owns it? We own and own 😀."]
    >>> hits = pd.DataFrame({"utterance": "1", "start": [4, 16, 24], "end": [8, 19, 27], "code": "ownership", "coder": "ana"})
    >>> widen(hits, said)[["start", "end", "quote"]].values.tolist()
    [[0, 12, 'Who owns it?'], [13, 30, 'We own and own 😀.']]
    """
    if to not in WIDER:
        raise FrameError(f"to={to!r}; {known(str(to), WIDER, 'it can be')}")
    said = as_utterances(corpus)
    codings = check_codings(codings, said)
    place = dict(zip(said["id"], range(len(said)), strict=True))
    row = codings["utterance"].map(place).to_numpy(dtype="int64")
    start, end = codings["start"].to_numpy(dtype="int64"), codings["end"].to_numpy(dtype="int64")
    texts: list[str] = said["text"].tolist()
    if to != "hit":
        rows, within = np.unique(row, return_inverse=True)
        start, end = _reach(_units([texts[n] for n in rows.tolist()], to, language), within, start, end)
    wide = codings[[c for c in KEPT if c in codings]].assign(start=start, end=end, _row=row)
    wide["quote"] = pd.Series([texts[r][a:b] for r, a, b in zip(row, start, end, strict=True)], index=wide.index, dtype="str")
    wide = wide.sort_values(["_row", "start", "end", "code"], kind="stable")
    merged: dict[str, Any] = {"score": "max", "reason": _together, "memo": _together}
    how = {c: merged.get(c, "first") for c in wide.columns if c not in _SAME}
    out = wide.groupby(list(_SAME), sort=False, as_index=False).agg(how)
    return out[[c for c in KEPT if c in out]].astype({c: codings[c].dtype for c in KEPT if c in codings and c in out} | {"quote": "str"})


_SAME = ("_row", "start", "end", "code", "coder")


def _units(texts: list[str], to: str, language: str | Language | None) -> list[list[Span]]:
    """The units of each text, in order."""
    if to != "word":
        from discourse.segments import split

        return split(texts, to, language=language)
    words = read_words(texts, None)
    found: list[list[Span]] = [[] for _ in texts]
    for row, start, end in zip(words.row.tolist(), words.start.tolist(), words.end.tolist(), strict=True):
        found[row].append((start, end))
    return found


def _reach(units: list[list[Span]], row: np.ndarray, start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From the start of the first unit that a passage touches to the end of the last; passages keep what they had beyond."""
    first, last = start.copy(), end.copy()
    bounds = [np.array(several, np.int64).reshape(-1, 2) for several in units]
    for n, (r, a, b) in enumerate(zip(row.tolist(), start.tolist(), end.tolist(), strict=True)):
        starts, ends = bounds[r][:, 0], bounds[r][:, 1]
        one, other = int(np.searchsorted(ends, a, "right")), int(np.searchsorted(starts, b, "left")) - 1
        if one <= other:
            first[n], last[n] = min(a, int(starts[one])), max(b, int(ends[other]))
    return first, last


def _together(several: pd.Series) -> str | None:
    words = [str(w) for w in dict.fromkeys(several.dropna())]
    return "; ".join(words) if words else None
