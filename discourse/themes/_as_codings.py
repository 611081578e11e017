"""From passages, found one by one, to the codings frame that every finder gives; and whose words they are. It finds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from discourse.errors import FrameError, known
from discourse.frames import empty_codings
from discourse.themes._buffer import join
from discourse.themes._repeats import above_in, inside, repeated
from discourse.themes._scan import Hits
from discourse.themes._search import What


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


def mind_quotes(found: pd.DataFrame, said: pd.DataFrame, quoted: What, language: str) -> pd.DataFrame:
    """The codings without those that lie in words repeated of somebody ("skip"), or with these marked in their reason ("mark").

    What counts as repeated is told in `find_terms`. Raises FrameError for another choice.

    >>> said = pd.DataFrame({"id": ["1"], "text": ["> Yes?\\nNo."], "reply_to": [None]})
    >>> found = as_codings([Passage(0, 2, 6, "a", 1, ""), Passage(0, 7, 10, "b", 1, "")], ["1"], said["text"].tolist(), "x")
    >>> mind_quotes(found, said, "skip", "en")["quote"].tolist()
    ['No.']
    """
    if quoted not in (choices := ("keep", "skip", "mark")):
        raise FrameError(f"quoted={quoted!r}; {known(str(quoted), choices, 'it can be')}")
    if quoted == "keep" or found.empty:
        return found
    place = pd.Series(np.arange(len(said)), index=said["id"])
    rows, here = np.unique(place[found["utterance"]].to_numpy(), return_inverse=True)
    texts = said["text"].take(rows).tolist()
    buffer = join(texts)
    first = buffer.first[here]
    hits = Hits(here, found["start"].to_numpy() + first, found["end"].to_numpy() + first)
    theirs = inside(hits, *repeated(texts, rows.tolist(), buffer, above_in(said), language))
    if quoted == "skip":
        return found[~theirs].reset_index(drop=True)
    return found.assign(reason=found["reason"].where(~theirs, found["reason"] + " · quoted"))
