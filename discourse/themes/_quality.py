"""How well each code was found in held-out groups, from which probability on it is proposed, and which codes are not.

The table is the honest answer to "should I trust it?"; nothing here is fitted to what it judges but the threshold, and what
the threshold brings is counted in folds that did not choose it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score

Floats = NDArray[np.float64]
DEFAULT_THRESHOLD = 0.2
"""Of a code of which nothing is coded, where no other code tells better."""
_OWN = 8
"""Coded passages from which on a code's own threshold counts as much as the one that fits all."""
FEWEST = 3


def measure_quality(
    codes: Sequence[str],
    marked: Floats,
    held_out: Floats,
    folds: NDArray[np.int64],
    groups: NDArray[np.int64],
    told: Sequence[bool],
    least: float,
) -> pd.DataFrame:
    """``code coded groups chance average_precision skill threshold precision recall f1 abstains``, one row a code.

    ``chance`` is the share of texts with the code, which is the average precision of guessing; ``skill`` is how much of the
    way from chance to perfect was gone; precision, recall and f1 are those at the threshold. NaN is what cannot be told.
    ``abstains`` says why a code is not proposed, and is empty where it is. ``told`` are the codes with a definition or terms.
    """
    known = not np.isnan(held_out).any()
    thresholds = _thresholds(marked, held_out, np.ones(len(marked), np.bool_)) if known else np.full(len(codes), DEFAULT_THRESHOLD)
    counted = _count(marked, held_out, folds) if known else np.full((3, len(codes)), np.nan)
    rows = []
    for place, code in enumerate(codes):
        mine = marked[:, place] > 0
        several, chance = len(np.unique(groups[mine])), float(mine.mean())
        found = float(average_precision_score(mine, held_out[:, place])) if known and several > 1 and chance < 1 else np.nan
        hits, proposed, there = counted[:, place] if several > 1 else (np.nan,) * 3
        precision = hits / proposed if proposed > 0 else np.nan
        recall = hits / there if there > 0 else np.nan
        rows.append(
            {
                "code": code,
                "coded": int(mine.sum()),
                "groups": several,
                "chance": chance,
                "average_precision": found,
                "skill": (found - chance) / (1 - chance) if chance < 1 else np.nan,
                "threshold": float(thresholds[place]),
                "precision": precision,
                "recall": recall,
                "f1": 2 * hits / (proposed + there) if proposed + there > 0 else np.nan,
            }
        )
    frame = pd.DataFrame(rows).astype({"code": "str"})
    frame["abstains"] = pd.Series(
        [_why_not(row, known, told=bool(sure), least=least, many=len(marked)) for row, sure in zip(rows, told, strict=True)], dtype="str"
    )
    return frame


def _why_not(row: dict[str, object], known: bool, *, told: bool, least: float, many: int) -> str:
    coded, skill = int(str(row["coded"])), float(str(row["skill"]))
    if coded == many:
        return "every text that was read has it, so there is nothing to tell it from; read some without it"
    if coded == 0:
        return "" if told else "nothing is coded with it, and the codebook has no definition or terms for it"
    if coded < FEWEST and not told:
        return f"only {coded} passage{'s' * (coded > 1)} coded, and no definition or terms; {FEWEST} are the fewest"
    if not known or np.isnan(skill):
        return "" if told else "all of its passages are of one group, so how well it is found cannot be told"
    if skill < least and coded >= FEWEST:
        return (
            f"found hardly better than by chance in groups held out: average precision {float(str(row['average_precision'])):.2f}, "
            f"chance {float(str(row['chance'])):.2f}, {coded} coded"
        )
    return ""


def _thresholds(marked: Floats, scores: Floats, rows: NDArray[np.bool_]) -> Floats:
    """For each code the probability with the best F1, drawn to the one that is best for all codes while little is coded."""
    here, there = marked[rows], scores[rows]
    many = here.sum(axis=0)
    coded = np.flatnonzero(many)
    if not len(coded):
        return np.full(marked.shape[1], DEFAULT_THRESHOLD)
    shared = _best(here[:, coded].ravel(), there[:, coded].ravel())
    own = np.array([_best(here[:, code], there[:, code]) if many[code] else shared for code in range(marked.shape[1])])
    return np.asarray((many * own + _OWN * shared) / (many + _OWN))


def _best(marked: Floats, scores: Floats) -> float:
    order = np.argsort(-scores, kind="stable")
    hits, sorted_scores = np.cumsum(marked[order]), scores[order]
    f1 = 2 * hits / (np.arange(1, len(hits) + 1) + hits[-1])
    f1[:-1][sorted_scores[:-1] == sorted_scores[1:]] = 0  # ties are proposed together
    place = int(np.argmax(f1))
    below = sorted_scores[place + 1] if place + 1 < len(scores) else sorted_scores[place]
    return float((sorted_scores[place] + below) / 2)


def _count(marked: Floats, scores: Floats, folds: NDArray[np.int64]) -> Floats:
    """Hits, proposals and passages of each code, each fold judged at the threshold that the others chose."""
    counted = np.zeros((3, marked.shape[1]))
    for fold in np.unique(folds):
        here = folds == fold
        proposed = scores[here] >= _thresholds(marked, scores, ~here)
        counted += [(proposed & (marked[here] > 0)).sum(axis=0), proposed.sum(axis=0), marked[here].sum(axis=0)]
    return counted
