"""What a coding desk is shown, as plain values that JSON knows. It reads the project and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd

from discourse.project import Project

Row = dict[str, Any]
CODING = ("id", "start", "end", "code", "coder", "score", "memo", "suggested_by", "created_at")
PLACES = ("codings", "suggestions", "memos")
SUGGESTION = ("id", "start", "end", "code", "coder", "score", "reason")


def snapshot_of(project: Project, said: pd.DataFrame, thread: str | None) -> Row:
    """One thread with all that stands on it, and the codebook; offsets are code points."""
    last = project.last  # read first: what changes meanwhile is told once more, never missed
    here = said[said["thread"] == thread]
    book = project.codebook.frame
    return {
        "last": last,
        "project": project.path.name,
        "coder": project.coder,
        "may_write": project.coder is not None and not project.read_only,
        "thread": thread,
        "threads": [{"id": str(name), "utterances": int(n)} for name, n in said["thread"].value_counts(sort=False).items()],
        "codes": _plain(book, ("code", "brief", "definition", "include", "exclude", "example", "colour")),
        "utterances": _utterances(here),
        "rows": {u: row for u, row in rows_of(project, here["id"]).items() if any(row.values())},
    }


def rows_of(project: Project, utterances: Iterable[str], places: Iterable[str] = PLACES) -> dict[str, Row]:
    """``{utterance: {codings, suggestions, memos}}`` as they stand now: for each of these, also where there is nothing.

    Only what ``places`` names is read: a key press should not wait for what it cannot have changed.
    """
    wanted, chosen = list(utterances), set(places)
    one_by_one = wanted if len(wanted) < 1000 else None  # a long thread is quicker read whole
    found: dict[str, Row] = {u: {place: [] for place in PLACES if place in chosen} for u in wanted}
    for place in next(iter(found.values()), {}):
        frame, columns = READ[place](project, one_by_one)
        for row in _plain(frame, ("utterance", *columns)):
            if (utterance := row.pop("utterance")) in found:
                found[utterance][place].append(row)
    return found


def _memos(project: Project, _: list[str] | None) -> tuple[pd.DataFrame, tuple[str, ...]]:
    memos = project.memos()
    return memos[memos["about"] == "utterance"].rename(columns={"target": "utterance"}), ("text", "coder", "created_at")


READ: dict[str, Callable[[Project, list[str] | None], tuple[pd.DataFrame, tuple[str, ...]]]] = {
    "codings": lambda project, utterances: (project.codings(utterance=utterances), CODING),
    "suggestions": lambda project, utterances: (project.suggestions(utterance=utterances), SUGGESTION),
    "memos": _memos,
}


def _utterances(here: pd.DataFrame) -> list[Row]:
    times: list[Any] = [None if pd.isna(t) else t.isoformat() for t in here["time"]]
    shown = here.assign(time=pd.Series(times, index=here.index, dtype="object"))
    columns = ("id", "reply_to", "kind", "participant", "time", "text")
    return _plain(shown, (*columns, "named_by") if "named_by" in shown else columns)


def _plain(frame: pd.DataFrame, columns: Iterable[str]) -> list[Row]:
    """The rows as dicts; what is missing has no key, for JSON has no NaN."""
    names = list(columns)
    values = zip(*(frame[name].tolist() for name in names), strict=True)
    return [{n: v for n, v in zip(names, row, strict=True) if v is not None and v == v} for row in values]
