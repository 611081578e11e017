"""find_terms: the words and phrases of a codebook, wherever they stand. It matches what the researcher wrote and guesses no meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from tqdm import tqdm

from discourse.codebook import Codebook
from discourse.corpus import Corpus
from discourse.segments import as_utterances
from discourse.themes._lexicon import Lexicon, compile_terms
from discourse.themes._overlap import longest, outside
from discourse.themes._scan import Hits, Offsets, join, scan

BATCH = 1 << 20
"""Code points that are searched at once; a longer text is a batch of its own."""


def find_terms(
    corpus: Corpus | Sequence[str] | pd.Series,
    book: Codebook | Mapping[str, str | Sequence[str]] | Lexicon,
    *,
    language: str | None = "en",
    coder: str = "terms",
    progress: bool = False,
) -> pd.DataFrame:
    """Find the terms of a codebook and give the passages as codings.

    Parameters
    ----------
    corpus
        A Corpus, or texts, which are then the utterances "1", "2", ….
    book
        A Codebook, ``{code: [terms]}``, or a Lexicon that `compile_terms` (`discourse.themes.terms`) made of one, for use
        again and again; it brings its own language. A term is a phrase
        (``value proposition``: any case, any inflection, hyphens and blanks alike), has wildcards (``own*``, ``wom?n``), is
        exact (``"WaaS"``), a regular expression (``/wom[ae]n/``), or excludes (``-own goal``); `discourse.themes._syntax`
        tells it in full.
    language
        Whose inflections: a code such as "en" or "de", or None for words as they are written.
    coder
        The name that stands in the column ``coder``.
    progress
        Show a bar.

    Returns
    -------
    Codings ``utterance start end code coder quote score reason``, sorted by utterance, start, end and code. Offsets are code
    points, ``score`` is 1, ``reason`` is the term as the codebook writes it. Of overlapping hits of one code the longest
    stays, then the leftmost; hits of different codes may overlap.

    Raises
    ------
    CodebookError for a term that cannot be read (names code and term), UnknownLanguage, FrameError.

    Examples
    --------
    >>> found = find_terms(["Who owns 😀 a Value-Proposition?"], {"ownership": ["own*"], "value": ["value proposition"]})
    >>> found[["start", "end", "code", "reason"]].values.tolist()
    [[4, 8, 'ownership', 'own*'], [13, 30, 'value', 'value proposition']]
    """
    said = as_utterances(corpus)
    lexicon = book if isinstance(book, Lexicon) else compile_terms(book, language=language)
    texts = said["text"].tolist()
    found = [_find(texts[first:last], first, lexicon) for first, last in tqdm(list(_batches(texts)), desc=coder, disable=not progress)]
    row, start, end, term = (np.concatenate([np.empty(0, np.int64), *column]) for column in list(zip(*found, strict=True))[:4] or [()] * 4)
    return pd.DataFrame(
        {
            "utterance": _named(said["id"].tolist(), row),
            "start": start,
            "end": end,
            "code": _named([t.code for t in lexicon.terms], term),
            "coder": pd.Series([coder], dtype="str").repeat(len(row)).reset_index(drop=True),
            "quote": pd.Series([quote for *_, quotes in found for quote in quotes], dtype="str"),
            "score": np.ones(len(row)),
            "reason": _named([t.written for t in lexicon.terms], term),
        }
    )


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = size = 0
    for place, text in enumerate(texts):
        if size and size + len(text) > BATCH:
            yield first, place
            first, size = place, 0
        size += len(text) + 1
    if size:
        yield first, len(texts)


def _find(texts: Sequence[str], offset: int, lexicon: Lexicon) -> tuple[Offsets, Offsets, Offsets, Offsets, list[str]]:
    """Row of the utterance, start, end and number of the term of what stays of the hits in some texts, and the quotes."""
    buffer = join(texts)
    names = {code: place for place, code in enumerate(sorted({term.code for term in lexicon.terms}))}
    code_of = np.array([names[term.code] for term in lexicon.terms], np.int64)
    excluding = np.array([term.exclude for term in lexicon.terms], np.bool_)
    hits = scan(texts, buffer, lexicon)
    hits = _without_excluded(hits, code_of, excluding) if excluding.any() else hits
    hits = hits.at(longest(code_of[hits.term], hits.start, hits.end, hits.term))
    hits = hits.at(np.lexsort((code_of[hits.term], hits.end, hits.start)))
    row = np.searchsorted(buffer.first, hits.start, "right") - 1
    quotes = [buffer.text[start:end] for start, end in zip(hits.start.tolist(), hits.end.tolist(), strict=True)]
    return row + offset, hits.start - buffer.first[row], hits.end - buffer.first[row], hits.term, quotes


def _without_excluded(hits: Hits, code_of: Offsets, excluding: NDArray[np.bool_]) -> Hits:
    code, out = code_of[hits.term], excluding[hits.term]
    stay = ~out
    for one in np.unique(code_of[excluding]):
        mine, against = np.flatnonzero((code == one) & ~out), (code == one) & out
        stay[mine] = outside(hits.start[mine], hits.end[mine], hits.start[against], hits.end[against])
    return hits.at(stay)


def _named(names: Sequence[str], number: Offsets) -> pd.Series:
    return pd.Series(names, dtype="str").take(number).reset_index(drop=True)


__all__: Sequence[str] = ("BATCH", "Lexicon", "compile_terms", "find_terms")
