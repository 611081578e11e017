"""Phrases that recur: runs of one to four words with a content word at each end, and how far each stands on its own. No ranking."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.words.read import Words
from discourse.words.tags import ADJECTIVE, DETERMINER, NOUN, OTHER, PREPOSITION, VERB

Numbers = NDArray[np.int64]
LONGEST = 4


@dataclass(frozen=True)
class Grams:
    """Occurrences of phrases: the word with which each begins, how many words it has, and its number; sorted by number."""

    first: Numbers
    size: Numbers
    kind: Numbers
    sizes: Numbers
    """Number of a phrase -> its words."""
    count: Numbers
    """Number of a phrase -> its occurrences in the marked texts."""
    within: Numbers
    """Two rows: the number of a phrase and the number of a longer one that it is a part of, once for each place."""


def find_grams(words: Words, rows: NDArray[np.bool_], *, at_least: int = 2, longest: int = LONGEST) -> Grams:
    """The phrases of at most `longest` words that stand in `at_least` of the texts marked in `rows`.

    With parts of speech: noun phrases after Justeson and Katz (1995, *Natural Language Engineering* 1), adjectives and nouns
    before a noun, and two of these joined by a preposition ("sense of the community"). Without: what stands between
    function words, and, in phrases of three or four that one text more has, one or two function words inside ("work as a
    service").
    """
    row = np.where(rows[words.row], words.row, -1)
    alive = np.flatnonzero(~words.stop)
    keys = words.lemma[alive]
    found: list[tuple[Numbers, Numbers, Numbers]] = []  # places, numbers, size
    numbered, next_number = [], 0
    for size in range(1, longest + 1):
        if size > 1:
            last = alive + size - 1
            alive, keys, last = (v[last < len(words)] for v in (alive, keys, last))
            go = words.joined[last]
            alive, keys = alive[go], keys[go]
            keys = np.unique(keys * (len(words.lemmas) + 1) + words.lemma[last[go]], return_inverse=True)[1]
        stay = _often(keys, row[alive], at_least)
        alive, keys = alive[stay], np.unique(keys[stay], return_inverse=True)[1]
        good = _is_phrase(words, alive, size)
        places, several = alive[good], keys[good]
        often = _often(several, row[places], at_least)
        if words.tag is None and size > 2:
            often &= ~words.stop[places[:, None] + np.arange(size)].any(axis=1) | _often(several, row[places], at_least + 1)
        places, several = places[often], np.unique(several[often], return_inverse=True)[1] + next_number
        next_number += len(np.unique(several))
        found.append((places, several, np.full(len(places), size)))
        numbered.append(_spread(places, several, len(words)))
    first, kind, size_ = (np.concatenate(column) for column in zip(*found, strict=True))
    order = np.lexsort((first, kind))
    first, kind, size_ = first[order], kind[order], size_[order]
    begins = np.flatnonzero(np.diff(kind, prepend=-1))
    count = np.bincount(kind[row[first] >= 0], minlength=next_number)
    return Grams(first, size_, kind, size_[begins], count, _within(first[begins], size_[begins], numbered))


def c_value(grams: Grams) -> NDArray[np.float64]:
    """How often each phrase stands on its own, weighed by its length: the C-value of Frantzi, Ananiadou and Mima (2000,
    *International Journal on Digital Libraries* 3), with log2(words + 1) for log2(words), so that single words may compete
    (as Barrón-Cedeño et al. 2009).
    """
    nested, times = np.zeros(len(grams.count)), np.zeros(len(grams.count))
    for size in range(int(grams.sizes.max(initial=1)), 1, -1):
        inner, outer = grams.within[:, grams.sizes[grams.within[1]] == size]
        own = np.maximum(grams.count[outer] - nested[outer], 0)
        nested += np.bincount(inner, own, len(nested))
        times += np.bincount(inner, minlength=len(times))
    alone = grams.count - np.divide(nested, times, out=np.zeros_like(nested), where=times > 0)
    return np.asarray(np.log2(grams.sizes + 1) * np.maximum(alone, 0))


def headings(kinds: Numbers, quotes: Sequence[str]) -> dict[int, str]:
    """The commonest way to write each phrase, blanks made single; of equals the one in small letters."""
    plain = pd.DataFrame({"kind": kinds, "quote": pd.Series(quotes, dtype="str").str.replace(r"\s+", " ", regex=True)})
    many = plain.groupby(["kind", "quote"], sort=False).size().rename("n").reset_index()
    many["capitals"] = many["quote"].map(lambda q: sum(c.isupper() for c in q))
    first = many.sort_values(["n", "capitals", "quote"], ascending=[False, True, True]).drop_duplicates("kind")
    return dict(zip(first["kind"], first["quote"], strict=True))


def _often(keys: Numbers, rows: Numbers, at_least: int) -> NDArray[np.bool_]:
    """Which of these occurrences are of a key that stands in enough texts; a row of -1 does not count."""
    if not len(keys):
        return np.zeros(0, np.bool_)
    order = np.lexsort((rows, keys))
    k, r = keys[order], rows[order]
    new = np.ones(len(k), np.bool_)
    new[1:] = (k[1:] != k[:-1]) | (r[1:] != r[:-1])
    new &= r >= 0
    return np.asarray(np.bincount(k[new], minlength=int(keys.max()) + 1)[keys] >= at_least)


def _is_phrase(words: Words, first: Numbers, size: int) -> NDArray[np.bool_]:
    places = first[:, None] + np.arange(size)
    good = ~words.stop[places[:, -1]] if len(first) else np.zeros(0, np.bool_)
    if size == 1:
        good &= ~words.dense[first]
    if words.tag is None or not len(first):
        return np.asarray(good & (words.stop[places].sum(1) < max(2, size - 1)))
    code = (words.tag[places] * 6 ** np.arange(size)).sum(1)
    return np.asarray(good & np.isin(code, _patterns(size)))


@lru_cache(maxsize=8)
def _patterns(size: int) -> Numbers:
    letters = {OTHER: "o", NOUN: "n", ADJECTIVE: "a", PREPOSITION: "p", DETERMINER: "d", VERB: "v"}
    good = re.compile("[an]*n(pd?[an]*n)?")
    every = (t for t in itertools.product(letters, repeat=size) if good.fullmatch("".join(letters[i] for i in t)))
    return np.array([sum(i * 6**n for n, i in enumerate(t)) for t in every], np.int64)


def _spread(places: Numbers, numbers: Numbers, length: int) -> Numbers:
    at = np.full(length, -1, np.int64)
    at[places] = numbers
    return at


def _within(first: Numbers, sizes: Numbers, numbered: list[Numbers]) -> Numbers:
    """Each phrase with each longer one around it, read off one place where the longer one stands."""
    pairs = [np.empty((2, 0), np.int64)]
    for size in range(2, len(numbered) + 1):
        outer = np.flatnonzero(sizes == size)
        for part in range(1, size):
            for shift in range(size - part + 1):
                inner = numbered[part - 1][first[outer] + shift]
                pairs.append(np.stack([inner, outer])[:, inner >= 0])
    return np.unique(np.concatenate(pairs, axis=1), axis=1)
