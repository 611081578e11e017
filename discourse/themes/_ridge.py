"""Ridge regression of all codes at once on several views, with the exact score of each text by a model that never saw its group.

The views are mixed as kernels, each centred and brought to the same size; which mix and how strong a penalty is chosen by
average precision on held-out groups, and the best three are averaged. One inverse gives the held-out scores of all codes
(the leave-one-out identity for blocks; Pahikkala et al. 2006). It gives scores that rank; `_fusion` makes probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack
from scipy.sparse import issparse

from discourse.themes._views import View, dot

Floats = NDArray[np.float64]
Folds = NDArray[np.int64]
MIXES = ((0.5, 0.25, 0.25), (0.5, 0.0, 0.5), (0.5, 0.5, 0.0), (0.25, 0.5, 0.25), (0.25, 0.25, 0.5))
PENALTIES = (0.3, 1.0, 3.0)
_TO_CHOOSE = 600
"""Texts that the choice of mix and penalty looks at; all are used once it is made."""
_AVERAGED = 3


@dataclass(frozen=True)
class Ridge:
    """Weights for each view: a score is a sum of products, so that each word's part in it can be told."""

    weights: list[Floats]
    offset: Floats
    chosen: tuple[tuple[tuple[float, ...], float], ...]
    """The mixes and penalties that were averaged."""

    def score(self, views: Sequence[View]) -> Floats:
        """One row a text, one column a code."""
        return self.offset + sum(np.asarray(view @ weight) for view, weight in zip(views, self.weights, strict=True))


def fit_ridge(views: Sequence[View], marked: Floats, folds: Folds, rng: np.random.Generator) -> tuple[Ridge, Floats]:
    """The model, and the score of each text by the model that was fitted without the text's fold.

    Where there is one fold only, the second is all NaN, for nobody can tell.
    """
    kernels = [_centred(dot(view, view)) for view in views]
    chosen = _choose(kernels, marked, folds, rng)
    weights = [np.zeros((view.shape[1], marked.shape[1])) for view in views]
    offset, held_out = np.zeros(marked.shape[1]), np.zeros_like(marked)
    for mix, penalty in chosen:
        inverse = _inverse(_mixed(kernels, mix), penalty)
        alpha = inverse @ (marked - marked.mean(axis=0))
        held_out += _held_out(inverse, alpha, marked, folds) / len(chosen)
        offset += (marked.mean(axis=0) + alpha.sum(axis=0)) / len(chosen)
        centred = alpha - alpha.mean(axis=0)
        for place, (view, share) in enumerate(zip(views, mix, strict=True)):
            size = kernels[place][1]
            weight = (share / size / len(chosen)) * np.asarray(view.T @ centred)
            weights[place] += weight
            offset -= _mean(view) @ weight
    return Ridge(weights, offset, chosen), held_out


def average_precision(marked: Floats, scores: Floats) -> Floats:
    """The average precision of each column, for columns with any mark; the others are NaN.

    >>> average_precision(np.array([[1.0], [0.0], [1.0]]), np.array([[0.9], [0.5], [0.1]])).round(3).tolist()
    [0.833]
    """
    order = np.argsort(-scores, axis=0, kind="stable")
    hits = np.take_along_axis(marked, order, axis=0)
    precision = np.cumsum(hits, axis=0) / np.arange(1, len(marked) + 1)[:, None]
    many = hits.sum(axis=0)
    return np.where(many > 0, (precision * hits).sum(axis=0) / np.maximum(many, 1), np.nan)


def _choose(
    kernels: Sequence[tuple[Floats, float]], marked: Floats, folds: Folds, rng: np.random.Generator
) -> tuple[tuple[tuple[float, ...], float], ...]:
    """The mixes and penalties that rank best on groups held out; the first mix where that cannot be told."""
    in_folds = [sum(marked[folds == fold, code].any() for fold in np.unique(folds)) for code in range(marked.shape[1])]
    telling = np.flatnonzero(np.array(in_folds) >= 2)
    if not len(telling):
        return ((MIXES[0], PENALTIES[1]),)
    rows = np.arange(len(marked))
    if len(rows) > _TO_CHOOSE:
        rare_first = np.lexsort((rng.random(len(rows)), -(marked / np.maximum(marked.sum(axis=0), 1)).max(axis=1)))
        rows = np.sort(np.concatenate([rare_first[: _TO_CHOOSE // 2], rng.permutation(rare_first[_TO_CHOOSE // 2 :])[: _TO_CHOOSE // 2]]))
    here, parts = marked[rows], folds[rows]
    goodness = {}
    for mix in MIXES:
        kernel = _mixed(kernels, mix)[np.ix_(rows, rows)]
        for penalty in PENALTIES:
            inverse = _inverse(kernel, penalty)
            scores = _held_out(inverse, inverse @ (here - here.mean(axis=0)), here, parts)
            goodness[mix, penalty] = float(np.nanmean(average_precision(here, scores)[telling]))
    best = sorted(goodness, key=lambda each: -goodness[each])
    return tuple(best[:_AVERAGED])


def _centred(kernel: Floats) -> tuple[Floats, float]:
    """The kernel around its middle, brought to the size one a text, and what it was divided by."""
    mean = kernel.mean(axis=0)
    kernel = kernel - mean - mean[:, None] + mean.mean()
    size = max(float(np.trace(kernel)) / len(kernel), 1e-9)
    return kernel / size, size


def _mixed(kernels: Sequence[tuple[Floats, float]], mix: Sequence[float]) -> Floats:
    total: Floats = sum((share * kernel for (kernel, _), share in zip(kernels, mix, strict=True)), np.zeros(()))
    return total + 1.0  # a feature that all texts have: the base rate, to be learned without the held-out group, too


def _inverse(kernel: Floats, penalty: float) -> Floats:
    lower, failed = lapack.dpotrf(kernel + penalty * np.eye(len(kernel)), lower=1)
    assert not failed, "a kernel with a penalty is positive definite"
    inverse, _ = lapack.dpotri(lower, lower=1)
    return np.asarray(np.tril(inverse) + np.tril(inverse, -1).T)


def _held_out(inverse: Floats, alpha: Floats, marked: Floats, folds: Folds) -> Floats:
    several = np.unique(folds)
    if len(several) < 2:
        return np.full_like(marked, np.nan)
    scores = np.empty_like(marked)
    for fold in several:
        rows = np.flatnonzero(folds == fold)
        scores[rows] = marked[rows] - np.linalg.solve(inverse[np.ix_(rows, rows)], alpha[rows])
    return scores


def _mean(view: View) -> Floats:
    return np.asarray(view.mean(axis=0)).ravel() if issparse(view) else np.asarray(view).mean(axis=0)
