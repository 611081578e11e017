"""find_terms: the words and phrases of a codebook, wherever they stand. It matches what the researcher wrote and guesses no meaning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from tqdm import tqdm

from discourse.codebook import Codebook
from discourse.corpus import Corpus
from discourse.errors import FrameError, known
from discourse.segments import as_utterances
from discourse.themes._gaps import join_parts, spoken
from discourse.themes._lexicon import Lexicon, compile_terms
from discourse.themes._negation import negated_by, read_cues, scopes
from discourse.themes._overlap import longest, outside
from discourse.themes._repeats import Above, above_in, inside, repeated
from discourse.themes._scan import Buffer, Hits, Offsets, join, scan
from discourse.themes._tags import keep_tagged

if TYPE_CHECKING:
    from spacy.language import Language

What = Literal["keep", "skip", "mark"]

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
    coder: str = "terms",
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
        The name that stands in the column ``coder``.
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
    texts = said["text"].tolist()
    context = _context(said, lexicon, quoted, negated, negations)
    batches = tqdm(list(_batches(texts)), desc=coder, disable=not progress)
    found = [_find(texts[first:last], first, lexicon, context) for first, last in batches]
    row, start, end, term = (np.concatenate([np.empty(0, np.int64), *column]) for column in list(zip(*found, strict=True))[:4] or [()] * 4)
    return pd.DataFrame(
        {
            "utterance": _named(said["id"].tolist(), row),
            "start": start,
            "end": end,
            "code": _named([t.code for t in lexicon.terms], term),
            "coder": pd.Series([coder], dtype="str").repeat(len(row)).reset_index(drop=True),
            "quote": pd.Series([quote for *_, quotes, _ in found for quote in quotes], dtype="str"),
            "score": np.ones(len(row)),
            "reason": _named([t.written for t in lexicon.terms], term) + _remarks([said for *_, said in found]),
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


class _Context(NamedTuple):
    """What to do with passages that repeat somebody or are negated, and what is needed to see that."""

    quoted: What
    negated: What
    cues: Lexicon | None
    above: Above
    language: str


def _context(said: pd.DataFrame, lexicon: Lexicon, quoted: What, negated: What, negations: str | Path | pd.DataFrame | None) -> _Context:
    for name, value in (("quoted", quoted), ("negated", negated)):
        if value not in (choices := ("keep", "skip", "mark")):
            raise FrameError(f"{name}={value!r}; {known(str(value), choices, 'it can be')}")
    cues = None if negated == "keep" else read_cues(negations, lexicon.language)
    return _Context(quoted, negated, cues, above_in(said) if quoted != "keep" else lambda _: [], spoken(lexicon.language))


def _find(
    texts: Sequence[str], offset: int, lexicon: Lexicon, context: _Context
) -> tuple[Offsets, Offsets, Offsets, Offsets, list[str], list[str] | None]:
    """Row of the utterance, start, end and number of the term of what stays of the hits in some texts, quotes and remarks."""
    buffer = join(texts)
    names = {code: place for place, code in enumerate(sorted({term.code for term in lexicon.terms}))}
    code_of = np.array([names[term.code] for term in lexicon.terms], np.int64)
    excluding = np.array([term.exclude for term in lexicon.terms], np.bool_)
    hits = join_parts(keep_tagged(scan(texts, buffer, lexicon), texts, buffer, lexicon), texts, buffer, lexicon)
    if "skip" in (context.quoted, context.negated):
        hits = hits.at(np.array([not remark for remark in _remarked(hits, texts, buffer, offset, context, "skip")], np.bool_))
    hits = _without_excluded(hits, code_of, excluding) if excluding.any() else hits
    hits = hits.at(longest(code_of[hits.term], hits.start, hits.end, hits.term))
    hits = hits.at(np.lexsort((code_of[hits.term], hits.end, hits.start)))
    row = np.searchsorted(buffer.first, hits.start, "right") - 1
    quotes = [buffer.text[start:end] for start, end in zip(hits.start.tolist(), hits.end.tolist(), strict=True)]
    remarks = _remarked(hits, texts, buffer, offset, context, "mark") if "mark" in (context.quoted, context.negated) else None
    return row + offset, hits.start - buffer.first[row], hits.end - buffer.first[row], hits.term, quotes, remarks


def _remarked(hits: Hits, texts: Sequence[str], buffer: Buffer, offset: int, context: _Context, what: What) -> list[str]:
    """For each hit what is to be said of it, or "", as far as this is to be done with it; only texts with hits are read."""
    row = np.searchsorted(buffer.first, hits.start, "right") - 1
    rows, place = np.unique(row, return_inverse=True)
    these = [texts[n] for n in rows.tolist()]
    part = join(these)
    shift = part.first[place] - buffer.first[row]
    hits = Hits(hits.term, hits.start + shift, hits.end + shift)
    remarks = [""] * len(row)
    if context.quoted == what:
        repeats = repeated(these, (rows + offset).tolist(), part, context.above, context.language)
        remarks = [" · quoted" if here else "" for here in inside(hits, *repeats).tolist()]
    if context.negated == what and context.cues is not None:
        found = scopes(these, part, context.cues)
        by = negated_by(hits, found).tolist()
        remarks = [said if n < 0 else f'{said} · negated by "{found.cue[n]}"' for said, n in zip(remarks, by, strict=True)]
    return remarks


def _without_excluded(hits: Hits, code_of: Offsets, excluding: NDArray[np.bool_]) -> Hits:
    code, out = code_of[hits.term], excluding[hits.term]
    stay = ~out
    for one in np.unique(code_of[excluding]):
        mine, against = np.flatnonzero((code == one) & ~out), (code == one) & out
        stay[mine] = outside(hits.start[mine], hits.end[mine], hits.start[against], hits.end[against])
    return hits.at(stay)


def _remarks(batches: list[list[str] | None]) -> pd.Series | str:
    several = [remarks for remarks in batches if remarks is not None]
    return pd.Series([remark for remarks in several for remark in remarks], dtype="str") if several else ""


def _named(names: Sequence[str], number: Offsets) -> pd.Series:
    return pd.Series(names, dtype="str").take(number).reset_index(drop=True)


__all__: Sequence[str] = ("BATCH", "Lexicon", "compile_terms", "find_terms")
