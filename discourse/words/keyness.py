"""Three numbers about how a word is spread: log ratio, log-likelihood, DPnorm. They take counts; they do not count."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import xlogy

Numbers = NDArray[np.float64]


def log_ratio(n: ArrayLike, of: ArrayLike, n_reference: ArrayLike, of_reference: ArrayLike) -> Numbers:
    """How many doublings one relative frequency lies above another: 1 is twice as often, -1 half as often.

    A count of zero is taken for 0.5, on either side (Hardie 2014, "Log Ratio: an informal introduction", ESRC Centre for Corpus
    Approaches to Social Science). NaN where a text has no words.

    >>> log_ratio([8, 8], 1000, [2, 0], 1000).tolist()
    [2.0, 4.0]
    """
    here, there = _share(n, of), _share(n_reference, of_reference)
    return np.log2(here / there)


def log_likelihood(n: ArrayLike, of: ArrayLike, n_reference: ArrayLike, of_reference: ArrayLike) -> Numbers:
    """The two-term log-likelihood of a difference in frequency (Rayson and Garside 2000, *Workshop on Comparing Corpora*).

    Above 3.84, 6.63 and 10.83 a difference passes the 5, 1 and 0.1 % points of chi-square with one degree of freedom, were words
    said independently of one another, which they are not: it ranks, it does not prove. The four-cell form of Dunning (1993)
    has two further terms and differs little for rare words. NaN where a text has no words.

    >>> log_likelihood(20, 10_000, 5, 10_000).round(2)
    np.float64(9.64)
    """
    a, c, b, d = (np.asarray(v, np.float64) for v in (n, of, n_reference, of_reference))
    with np.errstate(divide="ignore", invalid="ignore"):
        expected, expected_reference = c * (a + b) / (c + d), d * (a + b) / (c + d)
        return np.where((c > 0) & (d > 0), 2 * (_term(a, expected) + _term(b, expected_reference)), np.nan)


def dispersion(counts: ArrayLike, sizes: ArrayLike) -> float:
    """DPnorm: 0 when each part of a corpus holds its due of a word, 1 when all of it stands in the smallest part.

    DP is half the sum of the differences between each part's share of the words and its share of this word (Gries 2008,
    *International Journal of Corpus Linguistics* 13), divided by 1 minus the smallest part's share (Lijffijt and Gries 2012,
    ibid. 17). Parts without words count for nothing; NaN with fewer than two parts, or when the word does not occur.

    Gries's first example, a word that stands 1 to 5 times in parts of 9, 10, 10, 10 and 11 words, has DP = 0.18:

    >>> round(dispersion([1, 2, 3, 4, 5], [9, 10, 10, 10, 11]) * (1 - 9 / 50), 2)
    0.18
    """
    n, size = np.asarray(counts, np.float64), np.asarray(sizes, np.float64)
    n, size = n[size > 0], size[size > 0]
    if len(size) < 2 or not n.sum():
        return float("nan")
    share = size / size.sum()
    return float(np.abs(n / n.sum() - share).sum() / 2 / (1 - share.min()))


def _share(n: ArrayLike, of: ArrayLike) -> Numbers:
    counted, words = np.asarray(n, np.float64), np.asarray(of, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(words > 0, np.where(counted == 0, 0.5, counted) / words, np.nan)


def _term(observed: Numbers, expected: Numbers) -> Numbers:
    return np.asarray(xlogy(observed, observed) - xlogy(observed, expected))
