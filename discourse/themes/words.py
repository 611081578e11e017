"""find_words: what somebody types into a search, as codings. It looks for one thing at a time; a codebook is for find_terms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
import pandas as pd
from tqdm import tqdm

from discourse.corpus import Corpus, as_utterances
from discourse.errors import FrameError, known
from discourse.frames import empty_codings
from discourse.segments import WIDER
from discourse.segments import widen as widened
from discourse.themes._bare import bare
from discourse.themes._inflect import check_language
from discourse.themes._lexicon import of_terms
from discourse.themes._literal import Expression, Letters, Places
from discourse.themes._search import context, search
from discourse.themes._syntax import read_query
from discourse.themes.terms import _batches

if TYPE_CHECKING:
    from spacy.language import Language

VERSION = 1
How = Literal["words", "plain", "regex", "lemma"]
To = Literal["hit", "word", "sentence", "paragraph", "utterance"]
HOW = ("words", "plain", "regex", "lemma")
SHOWN = 3


def find_words(
    corpus: Corpus | Sequence[str] | pd.Series,
    query: str,
    how: How = "words",
    *,
    case: bool = False,
    accents: bool = True,
    widen: To = "hit",
    code: str | None = None,
    language: str | Language | None = "en",
    coder: str = f"words:{VERSION}",
    progress: bool = False,
) -> pd.DataFrame:
    r"""Search a corpus, and give the hits, or what they stand in, as codings.

    Parameters
    ----------
    corpus
        A Corpus, or texts, which are then the utterances "1", "2", ….
    query
        What to look for. Blanks are any white space.
    how
        ==========  ==================================================================================================
        ``words``   whole words, by the boundaries of Unicode; ``own*`` is any end of a word, ``wom?n`` any one letter inside it.
                    Punctuation at the ends of the query is passed over, a hyphen in it may be a blank
        ``lemma``   the same, and each word stands for all its inflections: "own" finds owns, owned, owning
        ``plain``   these letters, also inside words
        ``regex``   a regular expression, run by RE2, which no pattern can hang: no look-around, no back-references; ``^`` and
                    ``$`` are the ends of the utterance
        ==========  ==================================================================================================
    case
        Whether capitals matter; to lemmas they never do.
    accents
        Whether accents matter; with False "cafe" finds café. Lemmas are looked up as they are written.
    widen
        What becomes a coding: the ``hit`` itself, or the ``word``, ``sentence``, ``paragraph`` or ``utterance`` that it stands in.
        Several hits in one sentence are one coding then.
    code
        The code that the codings get; the query where none is given.
    language
        Whose lemmas and sentences; None for rules that hold for any language, and words as they are written.
    coder
        The name that stands in the column ``coder``; the number in it is the version of the rules.
    progress
        Show a bar.

    Returns
    -------
    Codings ``utterance start end code coder quote score reason``, sorted by utterance and start. Offsets are code points, ``score``
    is 1, ``reason`` is the query and, where a coding is wider than its hits, the first of the words found. Hits never overlap, and
    none cuts a letter from its accent, or an emoji.

    Raises FrameError for an empty query, an unknown choice, or a regular expression that cannot be read (it says at which
    character), UnknownLanguage.

    >>> find_words(["Who owns 😀 it? We own it."], "own*")[["start", "end", "quote", "reason"]].values.tolist()
    [[4, 8, 'owns', 'own*'], [18, 21, 'own', 'own*']]
    >>> find_words(["They own it, and own up. Tea!"], r"\bown\b", "regex", widen="sentence")[["quote", "reason"]].values.tolist()
    [['They own it, and own up.', '/\\bown\\b/: own']]
    """
    for name, value, choices in (("how", how, HOW), ("widen", widen, WIDER)):
        if value not in choices:
            raise FrameError(f"{name}={value!r}; {known(str(value), choices, 'it can be')}")
    if not isinstance(query, str) or not query.strip():
        raise FrameError(f"there is nothing to look for in the query {query!r}; give a word, or a part of one with how='plain'")
    if how == "lemma" and (case or not accents):
        raise FrameError("lemmas are looked up as they are written, in any case; for case=True or accents=False look for how='words'")
    said = as_utterances(corpus)
    seeker = _seeker(query if accents else bare([query]).texts[0], how, case, language)
    parts: list[Places] = []
    for first, last in tqdm(_batches(said["text"].str.len().to_numpy()), desc=coder, disable=not progress):
        texts = said["text"].iloc[first:last].tolist()
        if accents:
            row, start, end = seeker.find(texts)
        else:
            plain = bare(texts)
            row, start, end = seeker.find(plain.texts)
            start, end = plain.back(row, start, end)
        parts.append((row + first, start, end))
    hits = _codings(said, parts, query.strip() if code is None else code, coder)
    reason = {"words": "{}", "plain": "“{}”", "regex": "/{}/", "lemma": "{} (any form)"}[how].format(query.strip())
    if widen == "hit" or hits.empty:
        return hits.assign(reason=pd.Series([reason] * len(hits), dtype="str"))
    there = Corpus(said.loc[said["id"].isin(hits["utterance"]), ["id", "text"]])
    wide = widened(hits.assign(reason=hits["quote"].str.casefold()), there, widen, language=language)
    return wide.assign(reason=[f"{reason}: {_few(words)}" for words in wide["reason"]]).astype({"reason": "str"})


class Seeker(Protocol):
    """What finds something in texts."""

    def find(self, texts: Sequence[str]) -> Places:
        """Row, start and end of each hit."""


def _seeker(query: str, how: How, case: bool, language: str | Language | None) -> Seeker:
    if how == "regex":
        return Expression(query, case=case)
    if how == "plain":
        return Letters(query.strip(), case=case)
    return _Words(query, case, check_language(language) if how == "lemma" else None)


class _Words:
    """Whole words, as find_terms finds them."""

    def __init__(self, query: str, case: bool, language: str | None) -> None:
        term = read_query(query, "query")
        if not any(c not in "*?" for c in "".join(term.words)):
            raise FrameError(f"the query {query!r} would find every word; give at least one letter")
        self._lexicon = of_terms([term], language)
        self._how = context(self._lexicon)
        chunks = re.split(r"\*|\?|\0", "\0".join(term.words))
        self._case = re.compile(".*?".join(map(re.escape, chunks)) + ".{0,2}", re.DOTALL) if case else None

    def find(self, texts: Sequence[str]) -> Places:
        found = search(texts, self._lexicon, self._how)
        if self._case is None:
            return found.row, found.start, found.end
        quotes = found.quotes.to_pylist()
        same = np.array([bool(self._case.fullmatch(unicodedata.normalize("NFC", quote))) for quote in quotes], np.bool_)
        return found.row[same], found.start[same], found.end[same]


def _codings(said: pd.DataFrame, parts: Sequence[Places], code: str, coder: str) -> pd.DataFrame:
    if not any(len(row) for row, _, _ in parts):
        return empty_codings("score", "reason")
    row, start, end = (np.concatenate([part[column] for part in parts]) for column in range(3))
    texts = said["text"].iloc[np.unique(row)].to_dict()
    named = said.index.to_numpy()[row]
    quotes = [texts[n][a:b] for n, a, b in zip(named, start.tolist(), end.tolist(), strict=True)]
    frame = pd.DataFrame({"utterance": said["id"].array.take(row), "start": start.astype(np.int64), "end": end.astype(np.int64)})
    frame = frame.assign(code=code, coder=coder, quote=quotes, score=1.0)
    return frame.astype({"utterance": "str", "code": "str", "coder": "str", "quote": "str"})


def _few(words: str) -> str:
    several = words.split("; ")
    more = f" and {len(several) - SHOWN} more" if len(several) > SHOWN else ""
    return ", ".join(several[:SHOWN]) + more
