"""A text seen three ways: its strings of characters, its words in order, and its meaning as an embedder tells it.

Characters (two to five, within words) see inflections, names and slips; words with their neighbours, question marks and the
first and last word see how a thing is said; the embedding sees what was said in other words. It learns the weights of what
is rare from the texts it is fitted to, and knows no codes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags_array, issparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer

from discourse.embeddings import Embedder

View = Any
"""A sparse matrix, or an array of float64: one row a text."""
LONGEST = 20_000
"""Code points of a text that are looked at; what stands behind them counts for nothing."""
BATCH = 8_192
_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


class Views:
    """The three views of texts, fitted to the texts of a project and the definitions of its codes."""

    def __init__(self, texts: Sequence[str]) -> None:
        short = [shorten(text) for text in texts]
        self.characters = Strings(short)
        self.words = TfidfVectorizer(analyzer=words_in_order, sublinear_tf=True, use_idf=False, dtype=np.float32).fit(short)

    def see(self, texts: Sequence[str], embedder: Embedder) -> list[View]:
        """One matrix a view, one row a text; rows of unit length, or zeros."""
        short = [shorten(text) for text in texts]
        meaning = np.asarray(embedder.encode(short), dtype=np.float64)
        return [self.characters.transform(short), self.words.transform(short), meaning]


class Strings:
    """TF-IDF of the strings of two to five characters within words, as scikit-learn's ``char_wb`` has them, but quicker.

    A word is cut into its strings once in a batch, not each time that it occurs: texts x words times words x strings.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        counted, words = _count_words(texts)
        self._strings = CountVectorizer(analyzer="char_wb", ngram_range=(2, 5), dtype=np.float32)
        self._weights = TfidfTransformer(sublinear_tf=True).fit(counted @ self._strings.fit_transform(words))

    def transform(self, texts: Sequence[str]) -> View:
        """One row of unit length a text."""
        counted, words = _count_words(texts)
        return self._weights.transform(counted @ self._strings.transform(words))

    def weigh(self, words: Sequence[str]) -> View:
        """One row a word, not brought to unit length: what a word brings into a text, so that rare ones count more."""
        return self._strings.transform(words) @ diags_array(self._weights.idf_)


def _count_words(texts: Sequence[str]) -> tuple[View, list[str]]:
    """How often each of the different words (what blanks part) stands in each text."""
    place: dict[str, int] = {}
    rows = [[place.setdefault(word, len(place)) for word in text.lower().split()] for text in texts]
    ends = np.cumsum([0, *map(len, rows)])
    numbers = np.fromiter((number for row in rows for number in row), np.int64, int(ends[-1]))
    words = list(place) or [""]
    return csr_matrix((np.ones(len(numbers), np.float32), numbers, ends), shape=(len(texts), len(words))), words


def words_in_order(text: str) -> list[str]:
    """The words and signs of a text, and each pair of neighbours, with a mark for the beginning and the end.

    >>> words_in_order("Why us?")
    ['^', 'why', 'us', '?', '$', '^ why', 'why us', 'us ?', '? $']
    """
    tokens = ["^", *_TOKEN.findall(text.lower()), "$"]
    return tokens + [f"{a} {b}" for a, b in pairwise(tokens)]


def words_of(text: str) -> list[str]:
    """The different words of a text, in small letters and in order; no signs.

    >>> words_of("My own, my OWN 😀 network")
    ['my', 'own', 'network']
    """
    return list(dict.fromkeys(token for token in _TOKEN.findall(shorten(text).lower()) if token[0].isalnum() or token[0] == "_"))


def shorten(text: str) -> str:
    """As much of a text as is looked at."""
    return text[:LONGEST]


def dot(left: View, right: View) -> NDArray[np.float64]:
    """How alike the rows of one matrix are to those of another."""
    product = left @ right.T
    return np.asarray(product.toarray() if issparse(product) else product, dtype=np.float64)
