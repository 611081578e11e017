"""From passages, found one by one, to the codings frame that every finder gives. It checks nothing and finds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from discourse.frames import empty_codings


class Passage(NamedTuple):
    """One passage: the row of its utterance (from 0), half-open offsets in code points, and what it was found to be."""

    row: int
    start: int
    end: int
    code: str
    score: float
    reason: str


def as_codings(passages: Iterable[Passage], ids: Sequence[str], texts: Sequence[str], coder: str) -> pd.DataFrame:
    """``utterance start end code coder quote score reason``, sorted by utterance (in the order of ids), start, end and code.

    >>> as_codings([Passage(0, 2, 5, "pet", 1, "a word")], ["u1"], ["😀 cat"], "reader").values.tolist()
    [['u1', 2, 5, 'pet', 'reader', 'cat', 1.0, 'a word']]
    """
    found = sorted(passages, key=lambda p: (p.row, p.start, p.end, p.code))
    frame = empty_codings("score", "reason")
    if not found:
        return frame
    return pd.DataFrame(
        {
            "utterance": [ids[p.row] for p in found],
            "start": [p.start for p in found],
            "end": [p.end for p in found],
            "code": [p.code for p in found],
            "coder": coder,
            "quote": [texts[p.row][p.start : p.end] for p in found],
            "score": [float(p.score) for p in found],
            "reason": [p.reason for p in found],
        }
    ).astype(frame.dtypes.to_dict())
