"""How a reader meets threads: by a title, and each utterance followed by its answers. It reads no source and draws nothing."""

from __future__ import annotations

import re

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


def titles_of(said: pd.DataFrame) -> dict[str, str]:
    """What a person reads for each thread: the ``title`` of its first utterance that has one, else its name made readable.

    >>> said = pd.DataFrame({"thread": ["a", "a", "who-owns-it", "1998-10-05"], "title": [None, "On lists", "", None]})
    >>> titles_of(said)
    {'a': 'On lists', 'who-owns-it': 'Who owns it', '1998-10-05': '1998-10-05'}
    """
    found: dict[str, str] = {}
    for thread, title in zip(said["thread"], said["title"] if "title" in said else [None] * len(said), strict=True):
        if isinstance(title, str) and title.strip():
            found.setdefault(thread, title.strip())
    return {thread: found.get(thread) or _readable(thread) for thread in said["thread"].drop_duplicates()}


def _readable(thread: str) -> str:
    """Words for what is a slug; any other name as it stands."""
    if not re.fullmatch(r"[^\W_]+(-[^\W_]+)*", thread):
        return thread
    words = re.sub(r"(?<!\d)-|-(?!\d)", " ", thread)  # a hyphen between digits belongs to a date or a number
    return words[:1].upper() + words[1:]
