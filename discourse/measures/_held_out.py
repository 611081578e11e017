"""Held-out probabilities: a copy of a learner is fitted on some groups and asked about the others. It judges nothing."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from inspect import signature
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import DiscourseError
from discourse.measures._rates import Bools, Floats, best_threshold

INNER = 3
#: Where the training folds are too poor to choose a threshold, probability is taken at its word.
EVEN = 0.5
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Learnable:
    """The texts of units, the names of codes, which unit has which (units x codes), and the group, such as the thread, of each."""

    texts: list[str]
    codes: list[str]
    gold: Bools
    group: Ints


@dataclass(frozen=True)
class Held:
    """Of each unit what a learner said that had not seen its group; NaN where a fold had nothing to tell a code from."""

    probability: Floats
    found: Bools
    threshold: Floats
    coded: Floats
    untold: Ints
    withheld: Ints
    folds: int


def hold_out(learner: Any, material: Learnable, folds: int, kept: Bools) -> Held:
    """Fit on all folds but one, of which only the units ``kept`` (folds x units) are known, and ask about the one."""
    probability = np.full(material.gold.shape, np.nan)
    found = np.zeros(material.gold.shape, bool)
    thresholds, coded, silent = [], [], []
    for n, (train, test) in enumerate(_split(material.group, folds)):
        train = train[kept[n, train]]
        answer = _ask(learner, material, train, test)
        threshold = _threshold(learner, material, train) if answer.threshold is None else answer.threshold
        probability[test] = answer.probability
        found[test] = (np.nan_to_num(answer.probability, nan=-1.0) >= threshold) & ~answer.withheld
        thresholds.append(threshold)
        coded.append(material.gold[train].sum(axis=0))
        silent.append((np.isnan(answer.probability).all(axis=0), answer.withheld))
    untold, withheld = np.sum(silent, axis=0, dtype="int64")
    return Held(probability, found, np.mean(thresholds, axis=0), np.mean(coded, axis=0), untold, withheld, folds)


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
            inside[asked] = _ask(learner, material, train[learnt], train[asked]).probability
    best = [best_threshold(material.gold[train, c], inside[:, c], np.ones(len(train)))[0] for c in range(codes)]
    return np.where(np.isnan(best), EVEN, best)


@dataclass(frozen=True)
class _Answer:
    """The probabilities of some units; the thresholds where the learner chose them itself, and the codes that it withholds."""

    probability: Floats
    threshold: Floats | None
    withheld: Bools


def _ask(learner: Any, material: Learnable, train: Ints, test: Ints) -> _Answer:
    """What a copy says that was fitted on ``train``: of the codes that occur there but not everywhere, or that it knows anyway."""
    gold, codes = material.gold[train], len(material.codes)
    known = np.flatnonzero(gold.any(axis=0) & ~gold.all(axis=0))
    out, no = np.full((len(test), codes), np.nan), np.zeros(codes, bool)
    if not known.size:
        return _Answer(out, None, no)
    model = _fitted(learner, [material.texts[n] for n in train], _table(material, gold, known), material.group[train])
    given = _columns(model.predict_proba([material.texts[n] for n in test]), len(test))
    names = [str(c) for c in getattr(model, "classes_", ())]
    if not {material.codes[c] for c in known} <= set(names):  # it knows its codes by their order alone
        if given.shape[1] != max(2, known.size):
            raise DiscourseError(f"learner: predict_proba gave {given.shape[1]} columns for {known.size} codes")
        out[:, known] = given[:, : known.size]
        return _Answer(out, None, no)
    place = {name: n for n, name in enumerate(names)}
    there = [c for c, code in enumerate(material.codes) if code in place]
    out[:, there] = given[:, [place[material.codes[c]] for c in there]]
    if not hasattr(model, "thresholds_"):
        return _Answer(out, None, no)
    chosen = np.array([model.thresholds_[place[c]] if c in place else EVEN for c in material.codes], dtype="float64")
    return _Answer(out, chosen, np.array([c in getattr(model, "abstained_", ()) for c in material.codes]))


def _table(material: Learnable, gold: Bools, known: Ints) -> pd.DataFrame:
    names = [material.codes[c] for c in known]
    table = pd.DataFrame(gold[:, known].astype("int64"), columns=names)
    return table if len(names) > 1 else table.assign(**{f"not {names[0]}": 1 - table[names[0]]})  # many take a single column ill


def _fitted(learner: Any, texts: list[str], table: pd.DataFrame, group: Ints) -> Any:
    """A copy, fitted; it is told the groups where its `fit` asks for them."""
    from sklearn.base import clone

    copy = clone(learner) if hasattr(learner, "get_params") else deepcopy(learner)
    return copy.fit(texts, table, groups=group) if "groups" in signature(copy.fit).parameters else copy.fit(texts, table)


def _columns(given: Any, units: int) -> Floats:
    """Units x codes, however the estimator gives it: some give a list with a table a code."""
    if isinstance(given, list):
        given = np.column_stack([np.asarray(p)[:, -1] for p in given])
    out = np.asarray(given, dtype="float64")
    if out.ndim != 2 or len(out) != units:
        raise DiscourseError(f"learner: predict_proba gave a table of shape {out.shape} for {units} units")
    return out
