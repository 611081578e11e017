"""Held-out probabilities: a copy of a learner is fitted on some groups and asked about the others. It judges nothing."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from discourse.errors import DiscourseError
from discourse.measures._rates import Bools, Floats, best_threshold

INNER = 3
#: Where the training folds are too poor to choose a threshold, probability is taken at its word.
EVEN = 0.5
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Learnable:
    """The texts of units, their codes (units x codes) and the group, such as the thread, that each comes from."""

    texts: list[str]
    gold: Bools
    group: Ints


@dataclass(frozen=True)
class Held:
    """Of each unit what a learner said that had not seen its group; NaN where a fold had nothing to learn a code from."""

    probability: Floats
    found: Bools
    threshold: Floats
    coded: Floats
    unlearnt: Ints
    folds: int


def hold_out(learner: Any, material: Learnable, folds: int, kept: Bools) -> Held:
    """Fit on all folds but one, of which only the units ``kept`` (folds x units) are known, and ask about the one."""
    probability = np.full(material.gold.shape, np.nan)
    found = np.zeros(material.gold.shape, bool)
    thresholds, coded = [], []
    for n, (train, test) in enumerate(_split(material.group, folds)):
        train = train[kept[n, train]]
        threshold = _threshold(learner, material, train)
        probability[test] = _ask(learner, material, train, test)
        found[test] = np.nan_to_num(probability[test], nan=-1.0) >= threshold
        thresholds.append(threshold)
        coded.append(material.gold[train].sum(axis=0))
    unlearnt = sum((~_learnable(material.gold[t[kept[n, t]]])).astype("int64") for n, (t, _) in enumerate(_split(material.group, folds)))
    return Held(probability, found, np.mean(thresholds, axis=0), np.mean(coded, axis=0), np.asarray(unlearnt), folds)


def thinned(material: Learnable, size: int | None, seed: int, folds: int) -> Bools:
    """Which units of the training folds are known when each code has at most ``size`` coded units (None: all): folds x units.

    A smaller size is a part of a larger one. Units without a code are kept in the proportion in which they occur.
    """
    kept = np.ones((folds, len(material.texts)), bool)
    if size is None:
        return kept
    for n, (train, _) in enumerate(_split(material.group, folds)):
        order = np.random.default_rng([seed, n]).permutation(train)
        coded = material.gold[order]
        chosen = (coded & (np.cumsum(coded, axis=0) <= size)).any(axis=1)
        bare = ~coded.any(axis=1)
        share = chosen.sum() / max(1, (~bare).sum())
        chosen |= bare & (np.cumsum(bare) <= np.ceil(share * bare.sum()))
        kept[n] = np.isin(np.arange(len(material.texts)), order[chosen])
    return kept


def most_coded(material: Learnable, folds: int) -> int:
    """The number of coded units that the best supplied code has in the best supplied training fold."""
    return int(max(material.gold[train].sum(axis=0).max(initial=0) for train, _ in _split(material.group, folds)))


def _split(group: Ints, folds: int) -> list[tuple[Ints, Ints]]:
    from sklearn.model_selection import GroupKFold

    return list(GroupKFold(folds).split(group, groups=group))


def _threshold(learner: Any, material: Learnable, train: Ints) -> Floats:
    """For each code the probability with the best F1 on groups that are held out inside the training folds."""
    codes, group = material.gold.shape[1], material.group[train]
    inside = np.full((len(train), codes), np.nan)
    if (groups := len(np.unique(group))) > 1:
        for learnt, asked in _split(group, min(INNER, groups)):
            inside[asked] = _ask(learner, material, train[learnt], train[asked])
    best = [best_threshold(material.gold[train, c], inside[:, c], np.ones(len(train)))[0] for c in range(codes)]
    return np.where(np.isnan(best), EVEN, best)


def _ask(learner: Any, material: Learnable, train: Ints, test: Ints) -> Floats:
    """The probabilities of a copy that was fitted on ``train``, for the codes that occur there but not everywhere."""
    out = np.full((len(test), material.gold.shape[1]), np.nan)
    gold = material.gold[train]
    if (known := np.flatnonzero(_learnable(gold))).size:
        asked = gold[:, known] if known.size > 1 else np.hstack([gold[:, known], ~gold[:, known]])  # many take a single column ill
        model = _copied(learner).fit([material.texts[n] for n in train], asked.astype("int64"))
        given = _columns(model.predict_proba([material.texts[n] for n in test]), len(test), asked.shape[1])
        out[:, known] = given[:, : known.size]
    return out


def _learnable(gold: Bools) -> Bools:
    return np.asarray(gold.any(axis=0) & ~gold.all(axis=0))


def _copied(learner: Any) -> Any:
    from sklearn.base import clone

    return clone(learner) if hasattr(learner, "get_params") else deepcopy(learner)


def _columns(given: Any, units: int, codes: int) -> Floats:
    """Units x codes, however the estimator gives it: some give a list with a table a code."""
    if isinstance(given, list):
        given = np.column_stack([np.asarray(p)[:, -1] for p in given])
    out = np.asarray(given, dtype="float64")
    if out.shape != (units, codes):
        raise DiscourseError(f"learner: predict_proba gave a table of shape {out.shape} for {units} units and {codes} codes")
    return out
