"""Which of many overlapping hits stay: none inside an exclusion, then the longest of each code. It works on arrays of offsets."""

from __future__ import annotations

from bisect import bisect_left, insort

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int64]


def longest(code: Offsets, start: Offsets, end: Offsets, rank: Offsets) -> Offsets:
    """The rows that stay when of overlapping hits of one code the longest wins, then the leftmost, then the lowest rank.

    Hits are compared inside clusters, the stretches that no gap divides. Mostly one hit covers its whole cluster and the
    answer needs no loop; the others are settled one by one, in the time of a sort.

    >>> same = np.zeros(3, np.int64)
    >>> longest(same, np.array([0, 4, 9]), np.array([5, 12, 14]), same)
    array([1])
    """
    if not start.size:
        return np.empty(0, np.int64)
    order = np.argsort(code * (int(end.max()) + 1) + start, kind="stable")
    cluster = _clusters(code[order], start[order], end[order])
    alone = np.bincount(cluster)[cluster] == 1
    kept = [order[alone]]
    order, cluster = order[~alone], cluster[~alone]
    if not order.size:
        return np.sort(kept[0])
    order = order[np.lexsort((rank[order], start[order], start[order] - end[order], cluster))]
    head = np.flatnonzero(np.r_[True, np.diff(cluster) > 0])
    low = np.minimum.reduceat(start[order], head)
    high = np.maximum.reduceat(end[order], head)
    best = order[head]
    covered = (start[best] == low) & (end[best] == high)
    kept.append(best[covered])
    tail = np.r_[head[1:], len(order)]
    for first, last in zip(head[~covered], tail[~covered], strict=True):
        kept.append(_greedy(order[first:last], start, end))
    return np.sort(np.concatenate(kept))


def _clusters(code: Offsets, start: Offsets, end: Offsets) -> Offsets:
    """A number for each stretch of overlapping hits; rows are sorted by code and start."""
    new_code = np.r_[True, code[1:] != code[:-1]]
    lift = np.cumsum(new_code) * (int(end.max()) + 1)
    reach = np.maximum.accumulate(end + lift)
    new = new_code.copy()
    new[1:] |= start[1:] + lift[1:] >= reach[:-1]
    return np.cumsum(new)


def _greedy(rows: Offsets, start: Offsets, end: Offsets) -> Offsets:
    """Take the rows in the order given unless they overlap one that was taken; what was taken never overlaps, so a search will do."""
    taken: list[tuple[int, int]] = []
    kept = []
    for row, low, high in zip(rows.tolist(), start[rows].tolist(), end[rows].tolist(), strict=True):
        place = bisect_left(taken, (low, high))
        if (place == 0 or taken[place - 1][1] <= low) and (place == len(taken) or taken[place][0] >= high):
            insort(taken, (low, high))
            kept.append(row)
    return np.array(kept, np.int64)


def outside(start: Offsets, end: Offsets, start_not: Offsets, end_not: Offsets) -> NDArray[np.bool_]:
    """Which hits overlap none of the exclusions.

    >>> outside(np.array([0, 8]), np.array([3, 9]), np.array([2]), np.array([8])).tolist()
    [False, True]
    """
    if not start_not.size:
        return np.ones(len(start), np.bool_)
    order = np.argsort(start_not, kind="stable")
    reach = np.r_[-1, np.maximum.accumulate(end_not[order])]
    return np.asarray(reach[np.searchsorted(start_not[order], end, "left")] <= start)
