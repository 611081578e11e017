"""Topics of a table of passages by words: fitted, ordered, and tried for whether they come back. It names no theme."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix, vstack
from tqdm import tqdm

from discourse.errors import FrameError

TOP = 10
"""Words that stand for a topic when it is named, compared and judged."""
RUNS, SHARE, ENOUGH = 6, 0.8, 3_000
"""Of the trial of stability: how often, on which share of the passages, and on how many at most."""
PULL = 0.03
"""What the terms of a code weigh, beside all passages, when topics are anchored (tried from 0.01, which lets go, to 0.05)."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Factors:
    """Topics by words (rows sum to 1), and how much of each passage belongs to each topic."""

    loadings: Numbers
    weights: Numbers
    converged: bool


def factorise(counts: csr_matrix, topics: int, *, model: Any = None, anchors: Sequence[Sequence[int]] = (), seed: int = 0) -> Factors:
    """So many topics of a table of counts: anchored ones first, in their order, then the largest first.

    Without a model: NMF (Lee and Seung 1999) of TF-IDF weights (sublinear, rows of length 1), begun at NNDSVDa (Boutsidis and
    Gallopoulos 2008). A model is any estimator with ``fit_transform`` and ``components_`` (a pipeline's last step may hold them),
    fitted to the counts. Anchors are numbers of words, a list a topic: each list is added as one heavy passage, and the topic most
    like it is taken for it (in the spirit of the seeded topic models of Jagarlamudi, Daumé and Udupa 2012, EACL, for any model).
    """
    from sklearn.exceptions import ConvergenceWarning

    table = _weighted(counts) if model is None else counts
    extra = _pseudo(table, anchors)
    every = csr_matrix(vstack([table, extra])) if len(anchors) else table
    estimator = _estimator(model, topics, seed)
    # A table that is fitted without any rest leaves NMF with the root of a number a hair below zero, which says nothing.
    with warnings.catch_warnings(record=True) as said, np.errstate(invalid="ignore"):
        warnings.simplefilter("always", ConvergenceWarning)
        weights = estimator.fit_transform(every)
    components = getattr(estimator, "components_", None)
    components = np.asarray(estimator[-1].components_ if components is None else components)
    loadings, weights = np.maximum(components, 0), np.maximum(np.asarray(weights), 0)[: counts.shape[0]]
    size = loadings.sum(axis=1)
    if not np.allclose(weights.sum(axis=1), 1, atol=1e-6):  # shares need no scale, loadings of any scale do
        weights = weights * np.linalg.norm(loadings, axis=1)
    loadings = loadings / np.where(size > 0, size, 1)[:, None]
    order = _order(loadings, weights, extra)
    return Factors(loadings[order], weights[:, order], not any(issubclass(w.category, ConvergenceWarning) for w in said))


def top_words(loadings: Numbers, top: int = TOP) -> list[list[int]]:
    """The numbers of each topic's strongest words, at most `top`, those without weight left out."""
    return [[int(w) for w in np.argsort(-row, kind="stable")[:top] if row[w] > 0] for row in loadings]


def stability(counts: csr_matrix, factors: Factors, *, model: Any = None, anchors: Sequence[Sequence[int]] = ()) -> Numbers:
    """For each topic the share of its ten strongest words that come back, on average over trials, in the topic most like it.

    Each trial leaves out a fifth of the passages at random (more of a large table) and has a seed of its own; topics are matched
    one to one by the Hungarian method (after Greene, O'Callaghan and Cunningham 2014, ECML PKDD, with the overlap for the
    average Jaccard). 1: the same words each time; a topic under 0.5 is for the most part an accident.
    """
    topics, mine = len(factors.loadings), top_words(factors.loadings)
    size = min(max(topics, round(SHARE * counts.shape[0])), ENOUGH)
    shares = np.zeros((RUNS, topics))
    for run in range(RUNS):
        some = np.sort(np.random.default_rng(run + 1).choice(counts.shape[0], size, replace=False))
        again = factorise(csr_matrix(counts[some]), topics, model=model, anchors=anchors, seed=run + 1)
        theirs = top_words(again.loadings)
        same = np.array([[len(set(a) & set(b)) / max(len(a), 1) for b in theirs] for a in mine])
        near = _cosine(factors.loadings, again.loadings)
        a, b = linear_sum_assignment(-(same + 1e-3 * near))
        shares[run, a] = same[a, b]
    return np.asarray(shares.mean(axis=0))


def coherence(counts: csr_matrix, loadings: Numbers) -> Numbers:
    """For each topic the mean NPMI of the pairs of its ten strongest words: do they stand in the same passages?

    NPMI = log(p(a,b) / (p(a) p(b))) / -log p(a,b) (Bouma 2009, GSCL), -1 for words that never meet, averaged over pairs as by
    Lau, Newman and Baldwin (2014, EACL); the shares p are of passages. NaN with fewer than two words.
    """
    held = csr_matrix(counts > 0).astype(np.float64).tocsc()
    result = np.full(len(loadings), np.nan)
    for topic, words in enumerate(top_words(loadings)):
        if len(words) > 1:
            part = held[:, words]
            both = np.asarray((part.T @ part).todense()) / counts.shape[0]
            a, b = np.triu_indices(len(words), 1)
            result[topic] = _npmi(both[a, b], both[a, a] * both[b, b]).mean()
    return result


def unexplained(counts: csr_matrix, loadings: Numbers) -> float:
    """The share of the (squared TF-IDF) weight of the passages that lies outside the space that the topics span."""
    table = _weighted(counts)
    basis, size = np.linalg.svd(loadings, full_matrices=False)[2], np.linalg.svd(loadings, compute_uv=False)
    basis = basis[size > 1e-10 * max(float(size.max(initial=0)), 1e-300)]
    return float(1 - np.square(table @ basis.T).sum() / table.multiply(table).sum())


def explore(
    counts: csr_matrix, numbers: Iterable[int], *, model: Any = None, anchors: Sequence[Sequence[int]] = (), progress: str | None = None
) -> pd.DataFrame:
    """``topics stability weakest coherence unexplained`` for each number of topics."""
    rows = []
    if counts.shape[0] > ENOUGH:
        counts = csr_matrix(counts[np.sort(np.random.default_rng(0).choice(counts.shape[0], ENOUGH, replace=False))])
        counts = csr_matrix(counts[np.diff(counts.indptr) > 0])
    for topics in tqdm(list(numbers), desc=progress, disable=progress is None):
        factors = factorise(counts, topics, model=model, anchors=anchors)
        again = stability(counts, factors, model=model, anchors=anchors)
        coherent = coherence(counts, factors.loadings)
        coherent = coherent[~np.isnan(coherent)]
        rows.append(
            (
                topics, again.mean(), again.min(), coherent.mean() if len(coherent) else np.nan,
                unexplained(counts, factors.loadings),
            )
        )  # fmt: skip
    return pd.DataFrame(rows, columns=["topics", "stability", "weakest", "coherence", "unexplained"])


def best_number(explored: pd.DataFrame) -> int:
    """The number of topics with the highest sum of stability and coherence; of equals the smallest."""
    both = explored["stability"] + explored["coherence"].fillna(-1)
    return int(explored["topics"].iloc[int(np.argmax(both.to_numpy().round(6)))])


def check_model(model: Any) -> None:
    """Raise FrameError unless this can be cloned and fitted as scikit-learn's decompositions are."""
    if model is not None and not (hasattr(model, "fit_transform") and hasattr(model, "get_params")):
        raise FrameError(
            f"model: expected a scikit-learn decomposition such as LatentDirichletAllocation(), with fit_transform and components_, "
            f"got {type(model).__name__}"
        )


def _weighted(counts: csr_matrix) -> csr_matrix:
    from sklearn.feature_extraction.text import TfidfTransformer

    return csr_matrix(TfidfTransformer(sublinear_tf=True).fit_transform(counts))


def _estimator(model: Any, topics: int, seed: int) -> Any:
    from sklearn.base import clone
    from sklearn.decomposition import NMF

    if model is None:
        return NMF(topics, init="nndsvda", random_state=seed, max_iter=600)
    own = clone(model)
    names = own.get_params()
    for wanted, value in (("n_components", topics), ("random_state", seed)):
        found = [n for n in names if n == wanted or n.endswith(f"__{wanted}")]
        if wanted == "n_components" and not found:
            raise FrameError("model: it has no parameter n_components, which says how many topics to look for")
        own.set_params(**dict.fromkeys(found, value))
    return own


def _pseudo(table: csr_matrix, anchors: Sequence[Sequence[int]]) -> csr_matrix:
    """A passage for each list of anchors, which weighs the PULL of the table."""
    rows = np.zeros((len(anchors), table.shape[1]))
    for row, words in enumerate(anchors):
        rows[row, list(words)] = 1 / np.sqrt(len(words))
    weight = np.sqrt(PULL * table.multiply(table).sum())
    return csr_matrix(rows * weight)


def _order(loadings: Numbers, weights: Numbers, extra: csr_matrix) -> NDArray[np.int64]:
    size = weights.sum(axis=0)
    anchored = np.empty(0, np.int64)
    if extra.shape[0]:
        a, b = linear_sum_assignment(-_cosine(np.asarray(extra.todense()), loadings))
        anchored = b[np.argsort(a)]
    rest = [t for t in np.argsort(-size.round(9), kind="stable") if t not in set(anchored.tolist())]
    return np.array([*anchored, *rest], np.int64)


def _cosine(one: Numbers, other: Numbers) -> Numbers:
    length = np.linalg.norm(one, axis=1)[:, None] * np.linalg.norm(other, axis=1)
    return np.asarray(np.divide(one @ other.T, length, out=np.zeros(length.shape), where=length > 0))


def _npmi(both: Numbers, apart: Numbers) -> Numbers:
    """-1 where they never meet, 1 where both stand everywhere."""
    value = np.full(len(both), -1.0)
    some = (both > 0) & (both < 1)
    value[some] = np.log(both[some] / apart[some]) / -np.log(both[some])
    value[both >= 1] = 1.0
    return value
