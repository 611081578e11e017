"""From counts to precision, recall, F1 and kappa, from scores to a ranking's quality and its calibration; arrays in, arrays out.

It knows neither corpora nor frames. Whatever is undefined is NaN; who calls says why.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
COUNTS = ("tp", "fp", "fn", "tn", "met")
RATES = ("prevalence", "precision", "recall", "f1", "kappa")
BINS = 10


def count(gold: Bools, found: Bools, weight: Floats, cluster: NDArray[np.int64]) -> Floats:
    """Weights of true and false, positive and negative units: an array clusters x `COUNTS` x codes."""
    cells = (gold & found, ~gold & found, gold & ~found, ~gold & ~found, gold & found)
    out = np.zeros((int(cluster.max(initial=-1)) + 1, len(COUNTS), gold.shape[1]))
    for n, cell in enumerate(cells):
        np.add.at(out[:, n, :], cluster, cell * weight[:, None])
    return out


def rates(counts: Floats) -> dict[str, Floats]:
    """`RATES` of counts shaped ... x `COUNTS` x codes; ``met`` counts the units of the gold coding that were found.

    Kappa is Cohen's (1960, *Educational and Psychological Measurement* 20), whose chance term is a sum. For 22, 2, 4 and 11
    of 39 Sim and Wright (2005, *Physical Therapy* 85, table 1) give .67:

    >>> float(rates(np.array([22.0, 2, 4, 11, 22])[:, None])["kappa"][0].round(2))
    0.67
    """
    tp, fp, fn, tn, met = np.moveaxis(counts, -2, 0)
    total = tp + fp + fn + tn
    with np.errstate(invalid="ignore", divide="ignore"):
        precision, recall = tp / (tp + fp), met / (met + fn)
        both = np.nan_to_num(precision) + np.nan_to_num(recall)
        f1 = np.where(both > 0, 2 * np.nan_to_num(precision) * np.nan_to_num(recall) / both, 0.0)
        p, q = (tp + fn) / total, (tp + fp) / total
        chance = p * q + (1 - p) * (1 - q)
        kappa = ((tp + tn) / total - chance) / np.where(np.isclose(chance, 1), np.nan, 1 - chance)
    return {
        "prevalence": p,
        "precision": precision,
        "recall": recall,
        "f1": np.where(tp + fp + met + fn > 0, f1, np.nan),
        "kappa": kappa,
    }


def average_precision(gold: Bools, score: Floats, weight: Floats, rest_gold: Floats | float = 0, rest: Floats | float = 0) -> Floats:
    """The area under precision over recall, step by step (no interpolation), for each row of weights.

    Ties are one step; units without a score share the last rank, and so does a ``rest`` of that weight, ``rest_gold`` of it
    gold, which need not be listed. NaN where no unit is gold.

    >>> average_precision(np.array([True, False, True]), np.array([0.9, 0.8, np.nan]), np.ones((1, 3))).round(4).tolist()
    [0.8333]
    """
    rank = np.where(np.isnan(score), -np.inf, score)
    order = np.argsort(-rank, kind="stable")
    ends = np.flatnonzero(np.append(rank[order][1:] != rank[order][:-1], True)) if len(rank) else np.zeros(0, np.int64)
    weighed = weight[:, order]
    hits, seen = np.cumsum(weighed * gold[order], axis=1), np.cumsum(weighed, axis=1)
    hits, seen = (np.hstack([a[:, ends], (a[:, -1:] if a.size else 0) + _column(r, weight)]) for a, r in ((hits, rest_gold), (seen, rest)))
    with np.errstate(invalid="ignore", divide="ignore"):
        area = (np.diff(hits, axis=1, prepend=0) * np.where(seen > 0, hits / seen, 0)).sum(axis=1)
        return np.asarray(area / hits[:, -1])


def _column(value: Floats | float, weight: Floats) -> Floats:
    return np.broadcast_to(np.asarray(value, dtype="float64"), (len(weight),))[:, None]


def best_threshold(gold: Bools, score: Floats, weight: Floats) -> tuple[float, float]:
    """The score from which on all units count so that F1 is highest, and that F1; of equals the highest score.

    >>> best_threshold(np.array([True, False, True, False]), np.array([0.9, 0.2, 0.6, 0.1]), np.ones(4))
    (0.6, 1.0)
    """
    given = ~np.isnan(score)
    if not given.any() or not gold.any():
        return np.nan, np.nan
    order = np.argsort(-score[given], kind="stable")
    ranked, hit, weighed = score[given][order], gold[given][order], weight[given][order]
    ends = np.append(ranked[1:] != ranked[:-1], True)
    f1 = 2 * np.cumsum(hit * weighed)[ends] / (np.cumsum(weighed)[ends] + (gold * weight).sum())
    best = int(np.argmax(f1))
    return float(ranked[ends][best]), float(f1[best])


def calibration(gold: Bools, score: Floats, weight: Floats) -> tuple[float, float, list[tuple[float, float, float, float, float]]]:
    """Brier score, expected calibration error, and the bins ``low high n score share`` behind it, of the units with a score.

    Brier (1950, *Monthly Weather Review* 78) as the mean square of score minus outcome; the error is that of ten bins of
    equal width, weighed by their units (Naeini, Cooper and Hauskrecht 2015, *AAAI*).

    >>> calibration(np.array([True, False]), np.array([0.75, 0.25]), np.ones(2))[:2]
    (0.0625, 0.25)
    """
    given = ~np.isnan(score)
    p, y, w = score[given], gold[given].astype("float64"), weight[given]
    if not len(p) or p.min() < 0 or p.max() > 1:
        return np.nan, np.nan, []
    place = np.minimum((p * BINS).astype("int64"), BINS - 1)
    n = np.bincount(place, w, BINS)
    used = np.flatnonzero(n)
    said, was = np.bincount(place, w * p, BINS)[used] / n[used], np.bincount(place, w * y, BINS)[used] / n[used]
    bins = [(float(b) / BINS, (float(b) + 1) / BINS, float(n[b]), float(s), float(o)) for b, s, o in zip(used, said, was, strict=True)]
    return float((w * (p - y) ** 2).sum() / w.sum()), float((n[used] * abs(said - was)).sum() / n.sum()), bins
