"""What a coding desk is shown, as plain values that JSON knows. It reads the project and changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from discourse.project import Project

Row = dict[str, Any]
CODING = ("id", "start", "end", "code", "coder", "score", "memo", "suggested_by", "created_at")
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
        "rows": _rows(project, list(here["id"])) if len(here) else {},
    }


def rows_of(project: Project, utterances: list[str]) -> dict[str, Row]:
    """``{utterance: {codings, suggestions, memos}}`` as they stand now, for each of these, also where there is nothing."""
    if not utterances:
        return {}
    return {u: {"codings": [], "suggestions": [], "memos": []} for u in utterances} | _rows(project, utterances)


def _rows(project: Project, utterances: list[str]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    one_by_one = utterances if len(utterances) < 1000 else None  # a long thread is quicker read whole
    wanted = set(utterances)
    memos = project.memos()
    for name, frame, columns in (
        ("codings", project.codings(utterance=one_by_one), CODING),
        ("suggestions", project.suggestions(utterance=one_by_one), SUGGESTION),
        ("memos", memos[memos["about"] == "utterance"].rename(columns={"target": "utterance"}), ("text", "coder", "created_at")),
    ):
        for row in _plain(frame, ("utterance", *columns)):
            if (utterance := row.pop("utterance")) in wanted:
                found.setdefault(utterance, {"codings": [], "suggestions": [], "memos": []})[name].append(row)
    return found


def _utterances(here: pd.DataFrame) -> list[Row]:
    times: list[Any] = [None if pd.isna(t) else t.isoformat() for t in here["time"]]
    shown = here.assign(time=pd.Series(times, index=here.index, dtype="object"))
    columns = ("id", "reply_to", "kind", "participant", "time", "text")
    return _plain(shown, (*columns, "named_by") if "named_by" in shown else columns)


def _plain(frame: pd.DataFrame, columns: Iterable[str]) -> list[Row]:
    kept = frame[list(columns)].astype("object")
    return [_without_holes(row) for row in kept.where(kept.notna(), None).to_dict("records")]


def _without_holes(row: Mapping[Any, Any]) -> Row:
    return {str(name): value for name, value in row.items() if value is not None}
