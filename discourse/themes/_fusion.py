"""What the coded passages, the written definition and the terms say, weighed into one probability for each code.

The weights are shared by all codes and start from a guess made beforehand, so that eight passages suffice; each code then
gets a line of its own (Platt 1999) on the scores of held-out groups, drawn towards the shared one as long as little is coded.
It sees scores, never texts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, logit

Floats = NDArray[np.float64]
_GUESS = np.array([1.0, 0.7, 0.4, 1.0])
"""What passages, definition, meaning and terms weigh before anything is known."""
_STRENGTH = 2.0
"""How firmly the guess is held: as if it had been seen in this many passages."""
_SLOPE = 4.0
_LEAST = (0.02, 0.02, 0.1)
"""Cosines and term counts that differ less than so among the passages that were read are not blown up to more."""
_BASE = 0.05
"""The share of texts that a code is expected in while none of its passages is coded."""


@dataclass(frozen=True)
class Fusion:
    """How to get from scores to probabilities."""

    middle: list[Floats]
    scale: list[float]
    weights: Floats
    intercept: Floats
    slope: Floats

    def logits(self, inputs: Sequence[Floats]) -> Floats:
        """The logarithm of the odds, one row a text, one column a code."""
        return self.intercept + self.slope * self._weighed(inputs)

    def probabilities(self, inputs: Sequence[Floats]) -> Floats:
        """Between 0 and 1, one row a text, one column a code."""
        return np.asarray(expit(self.logits(inputs)))

    def _weighed(self, inputs: Sequence[Floats]) -> Floats:
        return _weighed(_scaled(inputs, self.middle, self.scale), self.weights)


def fit_fusion(inputs: Sequence[Floats], marked: Floats) -> Fusion:
    """Weigh the inputs (passages, from held-out groups; definition; meaning; terms) so that they tell which texts are marked.

    A code without any passage gets the shared weights and a base rate that is guessed.
    """
    coded = np.flatnonzero(marked.any(axis=0))
    middle = [each.mean(axis=0) for each in inputs]
    there = coded if len(coded) else np.arange(marked.shape[1])
    least = (0.25 * float(marked[:, there].std()), *_LEAST)
    spread = [float((each - mean)[:, there].std()) for each, mean in zip(inputs, middle, strict=True)]
    scale = [max(size, floor, 1e-6) for size, floor in zip(spread, least, strict=True)]
    scaled = _scaled(inputs, middle, scale)
    base = np.full(marked.shape[1], float(logit(_BASE)))
    weights, slope = _GUESS.copy(), np.ones(marked.shape[1])
    if len(coded):
        here = [each[:, coded] for each in scaled]
        weights, _ = _shared(here, marked[:, coded])
        intercept, slope[coded] = _own(_weighed(here, weights), marked[:, coded])
        base[:] = intercept.mean()
        base[coded] = intercept
    return Fusion(middle, scale, weights, base, slope)


def _scaled(inputs: Sequence[Floats], middle: Sequence[Floats], scale: Sequence[float]) -> list[Floats]:
    return [(each - mean) / size for each, mean, size in zip(inputs, middle, scale, strict=True)]


def _weighed(scaled: Sequence[Floats], weights: Floats) -> Floats:
    total: Floats = sum((weight * each for weight, each in zip(weights, scaled, strict=True)), np.zeros(()))
    return total


def _targets(marked: Floats) -> Floats:
    """Platt's targets: a little less than sure, the fewer there are."""
    yes = marked.sum(axis=0)
    no = len(marked) - yes
    return np.asarray(np.where(marked > 0, (yes + 1) / (yes + 2), 1 / (no + 2)))


def _shared(scaled: Sequence[Floats], marked: Floats) -> tuple[Floats, Floats]:
    aim, codes = _targets(marked), marked.shape[1]

    def loss(values: Floats) -> tuple[float, Floats]:
        weights = values[codes:]
        odds = values[:codes] + _weighed(scaled, weights)
        off = expit(odds) - aim
        slopes = [float((off * each).sum()) for each in scaled] + _STRENGTH * (weights - _GUESS)
        total = float((np.logaddexp(0, odds) - aim * odds).sum() + 0.5 * _STRENGTH * ((weights - _GUESS) ** 2).sum())
        return total, np.concatenate([off.sum(axis=0), slopes])

    start = np.concatenate([logit(aim.mean(axis=0)), _GUESS])
    bounds = [(None, None)] * codes + [(0.0, None)] * len(scaled)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return found.x[codes:], found.x[:codes]


def _own(weighed: Floats, marked: Floats) -> tuple[Floats, Floats]:
    aim, codes = _targets(marked), marked.shape[1]

    def loss(values: Floats) -> tuple[float, Floats]:
        slope = values[codes:]
        odds = values[:codes] + slope * weighed
        off = expit(odds) - aim
        total = float((np.logaddexp(0, odds) - aim * odds).sum() + 0.5 * _SLOPE * ((slope - 1) ** 2).sum())
        return total, np.concatenate([off.sum(axis=0), (off * weighed).sum(axis=0) + _SLOPE * (slope - 1)])

    start = np.concatenate([logit(aim.mean(axis=0)), np.ones(codes)])
    bounds = [(None, None)] * codes + [(0.05, None)] * codes
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return found.x[:codes], found.x[codes:]
