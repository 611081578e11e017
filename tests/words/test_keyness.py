"""Keyness and dispersion, held against published values and against scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import power_divergence

from discourse.words.common import common_frequency
from discourse.words.keyness import dispersion, log_likelihood, log_ratio

COUNT = st.integers(0, 500)


@given(COUNT, st.integers(500, 9_999), COUNT, st.integers(500, 9_999))
def test_log_likelihood_is_the_g_of_the_two_observed_cells(a, c, b, d):
    if a + b:
        expected = [c * (a + b) / (c + d), d * (a + b) / (c + d)]
        assert log_likelihood(a, c, b, d) == pytest.approx(power_divergence([a, b], expected, lambda_="log-likelihood").statistic, abs=1e-9)


def test_a_count_of_zero_is_taken_for_a_half():
    assert log_ratio(0, 100, 2, 100) == -2
    assert log_ratio(2, 100, 0, 100) == 2


def test_a_text_without_words_gives_no_number():
    assert np.isnan(log_ratio(0, 0, 1, 10))
    assert np.isnan(log_likelihood(0, 0, 1, 10))


@given(COUNT, COUNT)
def test_to_swap_the_sides_swaps_the_sign(a, b):
    assert log_ratio(a, 1000, b, 700) == pytest.approx(-log_ratio(b, 700, a, 1000))


def test_dispersion_runs_from_due_share_to_the_smallest_part():
    assert dispersion([1, 2, 3], [10, 20, 30]) == pytest.approx(0)
    assert dispersion([4, 0, 0], [10, 20, 30]) == pytest.approx(1)
    assert np.isnan(dispersion([4], [10]))
    assert np.isnan(dispersion([0, 0], [10, 20]))
    assert dispersion([2, 0, 0], [10, 30, 0]) == pytest.approx(1)


def test_a_rare_word_is_rarer_than_a_common_one_and_an_unlisted_one_is_the_rarest():
    the, people, allotment = common_frequency(["the", "people", "allotment"], "en")
    assert the > people > allotment > 0
    assert np.isnan(common_frequency(["Leute"], "de")).all()
