"""The order in which a reader meets a thread: each utterance is followed by its answers. It reads no source and draws nothing."""

from __future__ import annotations

import pandas as pd


def reading_order(utterances: pd.DataFrame) -> pd.DataFrame:
    """``id depth``, threads in their order, each answer below what it answers; depth 0 is the top.

    Siblings keep the order of the frame. An utterance whose ``reply_to`` is not in its thread stands at the top, and so
    does the first one of a circle, so that each utterance comes exactly once.

    >>> said = pd.DataFrame({"id": ["a", "b", "c"], "thread": "t", "reply_to": [None, "a", "a"]})
    >>> reading_order(pd.concat([said, pd.DataFrame({"id": ["d"], "thread": "t", "reply_to": ["b"]})])).values.tolist()
    [['a', 0], ['b', 1], ['d', 2], ['c', 1]]
    """
    rows: list[tuple[str, int]] = []
    for _, thread in utterances.groupby("thread", sort=False):
        ids = list(thread["id"])
        here = set(ids)
        answers: dict[str | None, list[str]] = {}
        for child, parent in zip(ids, thread["reply_to"], strict=True):
            answers.setdefault(parent if parent in here and parent != child else None, []).append(child)
        seen: set[str] = set()
        for top in [*answers.get(None, []), *ids]:  # the second time round finds the circles
            waiting = [(top, 0)]
            while waiting:
                name, depth = waiting.pop()
                if name not in seen:
                    seen.add(name)
                    rows.append((name, depth))
                    waiting += [(child, depth + 1) for child in reversed(answers.get(name, []))]
    return pd.DataFrame(rows, columns=["id", "depth"]).astype({"id": "str", "depth": "int64"})
