"""find_terms: the words and phrases of a codebook, wherever they stand. It matches what the researcher wrote and guesses no meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray
from tqdm import tqdm

from discourse.codebook import Codebook
from discourse.corpus import Corpus, as_utterances
from discourse.themes._lexicon import Lexicon, compile_terms
from discourse.themes._search import What, context, search

if TYPE_CHECKING:
    from spacy.language import Language

VERSION = 1
BATCH = 1 << 20
"""Code points that are searched at once; a longer text is a batch of its own."""


def find_terms(
    corpus: Corpus | Sequence[str] | pd.Series,
    book: Codebook | Mapping[str, str | Sequence[str]] | Lexicon,
    *,
    language: str | Language | None = "en",
    quoted: What = "keep",
    negated: What = "keep",
    negations: str | Path | pd.DataFrame | None = None,
    coder: str = f"terms:{VERSION}",
    progress: bool = False,
) -> pd.DataFrame:
    r"""Find the terms of a codebook and give the passages as codings.

    Parameters
    ----------
    corpus
        A Corpus, or texts, which are then the utterances "1", "2", ….
    book
        A Codebook, ``{code: [terms]}``, or a Lexicon that `compile_terms` (`discourse.themes.terms`) made of one, for use
        again and again; it brings its own language. A term is a phrase
        (``value proposition``: any case, any inflection, hyphens and blanks alike), has wildcards (``own*``, ``wom?n``) or
        gaps (``own* … network``, ``own* …2 network``), is one part of speech (``own/VERB``), is exact (``"WaaS"``), a regular
        expression (``/wom[ae]n/``), or excludes (``-own goal``); `discourse.themes._syntax` tells it in full.
    language
        Whose inflections: a code such as "en" or "de", None for words as they are written, or a spaCy pipeline, which
        terms with parts of speech need.
    quoted
        What becomes of passages that repeat somebody: "keep" them, "skip" them, or "mark" them in the ``reason``. Repeated are
        quotation blocks (`discourse.segments.segment`), and words that stand in what an utterance answers, or in what
        that answers: sentences of five words or more, and three words or more between quotation marks.
    negated
        The same for passages that begin behind a word such as "not", with at most five words between, inside the clause;
        `discourse.themes._negation` tells the rule, which is that of NegEx.
    negations
        The cues of negation, a CSV file or frame ``cue role note`` in place of ``discourse/themes/negation.csv`` (English).
    coder
        The name that stands in the column ``coder``; the number in it is the version of the rules.
    progress
        Show a bar.

    Returns
    -------
    Codings ``utterance start end code coder quote score reason``, sorted by utterance, start, end and code. Offsets are code
    points, ``score`` is 1, ``reason`` is the term as the codebook writes it, with "· quoted" or "· negated by …" behind it where
    that is to be marked. Of overlapping hits of one code the longest stays, then the leftmost; hits of different codes may
    overlap.

    Raises
    ------
    CodebookError for a term that cannot be read (names code and term), UnknownLanguage, FrameError.

    Examples
    --------
    >>> found = find_terms(["Who owns 😀 a Value-Proposition?"], {"ownership": ["own*"], "value": ["value proposition"]})
    >>> found[["start", "end", "code", "reason"]].values.tolist()
    [[4, 8, 'ownership', 'own*'], [13, 30, 'value', 'value proposition']]
    >>> find_terms(["> we own it\nNobody owns it."], {"ownership": "own"}, quoted="skip", negated="mark")["reason"].tolist()
    ['own · negated by "Nobody"']
    """
    said = as_utterances(corpus)
    lexicon = book if isinstance(book, Lexicon) else compile_terms(book, language=language)
    how = context(lexicon, said, quoted=quoted, negated=negated, negations=negations)
    columns: tuple[list[Any], ...] = ([], [], [], [], [], [])
    for first, last in tqdm(_batches(said["text"].str.len().to_numpy()), desc=coder, disable=not progress):
        part = search(said["text"].iloc[first:last].tolist(), lexicon, how, offset=first)
        for column, values in zip(columns, part, strict=True):
            column.append(values.astype(np.int32) if isinstance(values, np.ndarray) else values)
    row, start, end, term = map(_numbers, columns[:4])
    reason = _named([t.written for t in lexicon.terms], term)
    return pd.DataFrame(
        {
            "utterance": said["id"].array.take(row),
            "start": start.astype(np.int64),
            "end": end.astype(np.int64),
            "code": _named([t.code for t in lexicon.terms], term),
            "coder": _named([coder], np.zeros(len(row), np.int32)),
            "quote": _strings(columns[4]),
            "score": np.ones(len(row)),
            "reason": reason + _strings(columns[5]) if "mark" in (quoted, negated) else reason,
        }
    )


def _batches(lengths: NDArray[np.integer]) -> list[tuple[int, int]]:
    """From which row to which, so that each batch is as large as it may be."""
    ends = np.cumsum(lengths + 1)
    bounds = [0]
    while bounds[-1] < len(ends):
        begun = int(ends[bounds[-1] - 1]) if bounds[-1] else 0
        bounds.append(max(bounds[-1] + 1, int(np.searchsorted(ends, begun + BATCH, "right"))))
    return list(pairwise(bounds))


def _numbers(parts: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    """The parts as one, which are let go: of millions of hits both would be much."""
    whole = np.concatenate([np.empty(0, np.int32), *parts])
    parts.clear()
    return whole


def _named(names: Sequence[str], number: NDArray[np.int32]) -> pd.Series:
    return pd.Series(pd.array(names, dtype="str").take(number))


def _strings(arrays: list[pa.LargeStringArray]) -> pd.Series:
    return pd.Series(pd.array(pa.chunked_array(arrays, pa.large_string()), dtype="str"))


__all__: Sequence[str] = ("BATCH", "Lexicon", "compile_terms", "find_terms")
