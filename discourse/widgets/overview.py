"""How far the work in each thread has come, and how much of it fits what a reader asked for, as values that JSON knows.

It says nothing of what changes with the texts only (titles, lengths): that stands in the snapshot of the desk.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from discourse.project import Project
from discourse.widgets.fitting import Filter, fitting

Row = dict[str, Any]
MOST = 8  # names that are offered


def overview_of(
    project: Project, said: pd.DataFrame, thread: str | None, *, filters: Sequence[Filter] = (), coders: Iterable[str] | None = None
) -> Row:
    """``counts`` {thread: {read coded suggestions coders}}, where there is anything to count.

    With filters also ``fits`` {thread: n}, and ``here``: those of the open ``thread``, by their ids.
    """
    frame = project.overview()
    others = _others(project)
    busy = frame[frame[["read", "coded", "suggestions"]].any(axis=1) | frame["thread"].isin(list(others))]
    counted = zip(busy["thread"], busy["read"], busy["coded"], busy["suggestions"], strict=True)
    counts = {t: {"read": int(r), "coded": int(c), "suggestions": int(s), "coders": others.get(t, [])} for t, r, c, s in counted}
    if not filters:
        return {"counts": counts}
    fits = said[fitting(project, said, filters, coders)]
    tally = fits["thread"].value_counts(sort=False)
    return {
        "counts": counts,
        "fits": {str(name): int(n) for name, n in tally.items()},
        "here": fits.loc[fits["thread"] == thread, "id"].tolist(),
    }


def names_like(said: pd.DataFrame, part: str) -> list[str]:
    """Participants whose name holds these letters: those who speak most come first."""
    spoken = said["participant"].value_counts()
    return [str(name) for name in spoken.index if part.casefold() in str(name).casefold()][:MOST]


def _others(project: Project) -> dict[str, list[str]]:
    """Who else has coded in each thread."""
    given = project.counts(by=["thread", "coder"])[["thread", "coder"]].drop_duplicates()
    given = given[given["coder"] != project.coder]
    return {str(thread): sorted(coders) for thread, coders in given.groupby("thread")["coder"]}
