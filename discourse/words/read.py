"""Texts become words: where each stands, what it is a form of, and whether it only holds others together. Nothing is counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from discourse.words.lemmas import know
from discourse.words.scripts import DENSE
from discourse.words.tags import tagged

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 1 << 20
"""Code points that are read at once."""
WIDELY = 0.3
"""Without a language, a word that stands in more than this share of the texts counts as a function word."""
_ELIDES = frozenset({"fr", "it", "ca", "oc", "co"})
_BETWEEN = "\n\n\n"


@dataclass(frozen=True)
class Words:
    """The words of some texts, one after the other; all arrays have one entry a word."""

    row: NDArray[np.int64]
    """Which text."""
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    lemma: NDArray[np.int64]
    """Number of the lemma in `lemmas`."""
    stop: NDArray[np.bool_]
    """A function word, a number, or a single letter."""
    joined: NDArray[np.bool_]
    """Nothing but blanks, or one line break, stands between it and the word before."""
    dense: NDArray[np.bool_]
    """One character of a script that writes words together."""
    tag: NDArray[np.int64] | None
    lemmas: list[str] = field(repr=False)
    language: str | None

    def __len__(self) -> int:
        return len(self.row)


def read_words(texts: Sequence[str], language: str | Language | None = "en", *, progress: str | None = None) -> Words:
    """The words of these texts.

    A word is a run of letters and digits with the apostrophes, hyphens and marks inside it; in scripts that write words together
    it is one character. Web and mail addresses and @names are passed over.

    Parameters
    ----------
    language
        A code such as "de": lemmas from simplemma, function words from spaCy's list, as far as either knows the language.
        None: words as they are written, and the most widely used ones for function words. A spaCy pipeline with a tagger adds
        parts of speech and its own lemmas.
    progress
        The name of a bar to show.

    Raises UnknownLanguage for a code that neither library knows.

    >>> words = read_words(["The networks that we OWN: http://x.org"])
    >>> [words.lemmas[i] for i in words.lemma], words.stop.tolist()
    (['the', 'network', 'that', 'we', 'own'], [True, False, True, True, False])
    """
    stops, lemma_of, code = know(language)
    pattern = _pattern(code in _ELIDES)
    vocabulary: dict[str, int] = {}
    nothing = (np.empty(0, np.int64),) * 5
    bar = tqdm(list(_batches(texts)), desc=progress, disable=progress is None)
    parts = [nothing, *(_read(texts[a:b], a, pattern, vocabulary, code in _ELIDES) for a, b in bar)]
    row, start, end, form, joined = (np.concatenate(column) for column in zip(*parts, strict=True))
    plain = [_plain(f) for f in vocabulary]
    folded = [f.casefold() for f in plain]
    dense = np.array([_is_dense(f) for f in folded], np.bool_)
    several = [lemma_of(f) for f in plain]
    lemmas = {w: n for n, w in enumerate(dict.fromkeys(several))}
    lemma = np.array([lemmas[w] for w in several], np.int64)
    stop = np.array([_is_function(f, stops) or w in stops for f, w in zip(folded, several, strict=True)], np.bool_)
    if code == "en":
        end -= np.array([0 if s or not f.endswith("'s") else 2 for f, s in zip(folded, stop, strict=True)], np.int64)[form]
    if code is None and len(texts) >= 10:
        wide = np.bincount(np.unique(np.stack([lemma[form], row]), axis=1)[0], minlength=len(lemmas)) > WIDELY * len(texts)
        stop |= wide[lemma] & ~dense
    words = Words(row, start, end, lemma[form], stop[form], joined.astype(np.bool_), dense[form], None, list(lemmas), code)
    return words if language is None or isinstance(language, str) else _with_tags(words, texts, language)


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    first = size = 0
    for place, text in enumerate(texts):
        if size and size + len(text) > BATCH:
            yield first, place
            first, size = place, 0
        size += len(text) + 1
    if size:
        yield first, len(texts)


def _read(
    texts: Sequence[str], offset: int, pattern: re.Pattern[str], vocabulary: dict[str, int], elides: bool
) -> tuple[NDArray[np.int64], ...]:
    """Row, start, end, form and joined of the words of some texts, read as one."""
    buffer = _BETWEEN.join(texts)
    if "@" in buffer or "://" in buffer or "www." in buffer:
        buffer = _ADDRESS.sub(lambda found: "\x00" * len(found[0]), buffer)
    found = [(m[0], m.start()) for m in pattern.finditer(buffer)]
    form = np.array([vocabulary.setdefault(w, len(vocabulary)) for w, _ in found], np.int64)
    start = np.array([s for _, s in found], np.int64)
    end = start + np.array([len(w) for w, _ in found], np.int64)
    first = np.cumsum([0, *(len(t) + len(_BETWEEN) for t in texts[:-1])])
    row = np.searchsorted(first, start, "right") - 1
    joined = np.zeros(len(start), np.bool_)
    if len(start) > 1:
        gap = start[1:] - end[:-1]
        joined[1:] = gap == 0
        points = np.frombuffer(buffer.encode("utf-32-le", "surrogatepass"), np.uint32)
        one = np.flatnonzero(gap == 1)
        joined[one + 1] = np.isin(points[end[one]], _blanks(elides))
        for place in np.flatnonzero((gap > 1) & (gap < 80)):
            between = buffer[end[place] : start[place + 1]]
            joined[place + 1] = between.isspace() and between.replace("\r\n", "\n").count("\n") < 2
    return row + offset, start - first[row], end - first[row], form, joined.astype(np.int64)


_ADDRESS = re.compile(r"\w{2,8}://\S{1,2000}|\bwww\.\S{1,2000}|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}|@\w{1,64}")
_DENSE = "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in DENSE)


@lru_cache(maxsize=2)
def _pattern(elides: bool) -> re.Pattern[str]:
    marks = _ranges([p for p in (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)) if unicodedata.category(chr(p))[0] == "M"])
    letter = rf"[^\W_{_DENSE}]"
    inside = r"\-_\u200c\u200d\u00ad\u2010\u2011" + ("" if elides else "'’ʼ")
    return re.compile(rf"{letter}(?:{letter}++|[{marks}]++|[{inside}](?={letter}))*+|[{_DENSE}](?<=\w)[{marks}]*+")


def _ranges(points: Sequence[int]) -> str:
    """A class of characters, as a regular expression writes it."""
    several = np.split(np.array(points), np.flatnonzero(np.diff(points) > 1) + 1)
    return "".join(f"\\U{part[0]:08x}-\\U{part[-1]:08x}" for part in several)


@lru_cache(maxsize=2)
def _blanks(elides: bool) -> NDArray[np.uint32]:
    blanks = [p for p in range(0x3001) if chr(p).isspace() and p not in (0x2028, 0x2029)]
    return np.array([*blanks, *(map(ord, "'’ʼ") if elides else ())], np.uint32)


def _plain(form: str) -> str:
    return unicodedata.normalize("NFC", form).translate(_ALIKE)


_ALIKE = str.maketrans({"’": "'", "ʼ": "'", "\u2010": "-", "\u2011": "-", "\u00ad": None})


def _is_dense(form: str) -> bool:
    return re.match(f"[{_DENSE}]", form) is not None


def _is_function(word: str, stops: frozenset[str]) -> bool:
    """Whether a folded form is a function word, a number or a single letter."""
    if word in stops or (len(word) == 1 and not _is_dense(word)) or not any(c.isalpha() for c in word):
        return True
    head, apostrophe, tail = word.partition("'")
    return bool(apostrophe) and len(tail) < 4 and (head in stops or head.removesuffix("n") in stops or f"{head}'" in stops)


def _with_tags(words: Words, texts: Sequence[str], pipeline: Language) -> Words:
    """The words with the parts of speech and the lemmas of a pipeline; as they were when it tags nothing."""
    told = tagged(words.row, words.start, words.end, texts, pipeline)
    if told is None:
        return words
    lemmas = {w: n for n, w in enumerate(words.lemmas)}
    lemma = [n if w is None else lemmas.setdefault(w, len(lemmas)) for n, w in zip(words.lemma.tolist(), told.lemma, strict=True)]
    return replace(words, tag=told.tag, lemma=np.array(lemma, np.int64), lemmas=list(lemmas))
