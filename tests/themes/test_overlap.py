"""Sentences about which of overlapping hits stay."""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.themes._overlap import longest, outside


def kept(*hits: tuple[int, int, int]) -> list[tuple[int, int, int]]:
    """(code, start, end) of what stays; the rank is the order given."""
    code, start, end = np.array(hits, np.int64).reshape(-1, 3).T
    return [hits[row] for row in longest(code, start, end, np.arange(len(hits))).tolist()]


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        ([], []),
        ([(0, 0, 3), (0, 3, 6)], [(0, 0, 3), (0, 3, 6)]),
        ([(0, 0, 3), (0, 0, 9), (0, 4, 6)], [(0, 0, 9)]),
        ([(0, 0, 5), (0, 4, 9)], [(0, 0, 5)]),
        ([(0, 0, 5), (1, 4, 9)], [(0, 0, 5), (1, 4, 9)]),
        ([(0, 0, 3), (0, 2, 8), (0, 7, 9)], [(0, 2, 8)]),
        ([(0, 0, 3), (0, 2, 8), (0, 8, 9), (0, 7, 20)], [(0, 0, 3), (0, 7, 20)]),
    ],
)
def test_the_longest_wins_then_the_leftmost_inside_a_code(hits, expected):
    assert kept(*hits) == expected


def test_of_equal_hits_the_first_term_wins():
    same = np.zeros(2, np.int64)
    assert longest(same, same, same + 4, np.array([9, 2])).tolist() == [1]


hits = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 30), st.integers(1, 9)).map(lambda h: (h[0], h[1], h[1] + h[2])), max_size=25)


@given(hits)
def test_it_is_the_choice_that_a_plain_loop_makes(several):
    chosen: list[tuple[int, int, int]] = []
    for code, start, end in sorted(several, key=lambda h: (h[1] - h[2], h[1])):
        if all(c != code or end <= s or e <= start for c, s, e in chosen):
            chosen.append((code, start, end))
    assert sorted(kept(*several)) == sorted(chosen)


@given(hits, hits)
def test_outside_is_what_no_exclusion_touches(several, exclusions):
    (_, start, end), (_, start_not, end_not) = (np.array(h, np.int64).reshape(-1, 3).T for h in (several, exclusions))
    expected = [all(e <= s_not or e_not <= s for _, s_not, e_not in exclusions) for _, s, e in several]
    assert outside(start, end, start_not, end_not).tolist() == expected


def test_a_long_chain_of_overlaps_is_settled_in_the_time_of_a_sort():
    def seconds(size: int) -> float:
        start = np.arange(size, dtype=np.int64) * 2
        code = np.zeros(size, np.int64)
        began = time.perf_counter()
        longest(code, start, start + 3 + np.arange(size) % 2, code)
        return time.perf_counter() - began

    assert seconds(200_000) < 60 * max(seconds(10_000), 0.005)
