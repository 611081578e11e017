"""What a coding desk is shown, as plain values that JSON knows. It reads the project and changes nothing."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from typing import Any

import pandas as pd

from discourse.errors import ProjectError
from discourse.project import Project
from discourse.threads import titles_of

Row = dict[str, Any]
ADDRESSES = ("permalink", "url", "link")  # the columns in which loaders leave an address, the surest first


def snapshot_of(project: Project, said: pd.DataFrame, thread: str | None) -> Row:
    """One thread with all that stands on it, and the codebook; offsets are code points."""
    here = said[said["thread"] == thread]
    rows = project.news(project.last, here["id"], most=sys.maxsize).rows or {}
    lengths = said["thread"].value_counts(sort=False)
    book = project.codebook.frame
    return {
        "thread": thread,
        "threads": [{"id": t, "title": title, "utterances": int(lengths[t])} for t, title in titles_of(said).items()],
        "codes": plain(book, ("code", "brief", "definition", "include", "exclude", "example", "colour", "terms")),
        "utterances": _utterances(here),
        "assigned": assigned_to(project, thread),
        "rows": {u: row for u, row in rows.items() if any(row.values())},
    }


def assigned_to(project: Project, thread: str | None) -> list[str]:
    """The coders who were given this thread."""
    given = project.assignments()
    return given.loc[given["thread"] == thread, "coder"].tolist()


def alike(project: Project, said: pd.DataFrame, suggestion: str) -> list[Row]:
    """The open suggestions of the same code by the same coder as this one, in reading order, in every thread."""
    found = project.suggestions()
    this = found[found["id"] == suggestion]
    if this.empty:
        raise ProjectError(f"no open suggestion {suggestion!r}; somebody has decided on it meanwhile")
    one = this.iloc[0]
    like = found[(found["code"] == one["code"]) & (found["coder"] == one["coder"])]
    shown = like.join(said.set_index("id")[["thread", "participant"]], on="utterance").assign(
        title=lambda f: f["thread"].map(titles_of(said))
    )
    return plain(shown, ("id", "utterance", "thread", "title", "participant", "quote", "reason"))


def _utterances(here: pd.DataFrame) -> list[Row]:
    times: list[Any] = [None if pd.isna(t) else t.isoformat() for t in here["time"]]
    shown = here.assign(time=pd.Series(times, index=here.index, dtype="object"))
    columns = ("id", "reply_to", "kind", "participant", "time", "text")
    shown = shown.assign(link=pd.Series(_links(shown), index=here.index, dtype="object"))
    return plain(shown, (*columns, "link", "named_by") if "named_by" in shown else (*columns, "link"))


def _links(here: pd.DataFrame) -> list[str | None]:
    """Where each utterance can be read on the web: the first address that its loader gave, if a browser may go there."""
    found = [column for column in ADDRESSES if column in here]
    rows = zip(*(here[column] for column in found), strict=True) if found else iter([()] * len(here))
    return [next((a for a in row if isinstance(a, str) and re.match(r"https?://[^\s/]", a, re.IGNORECASE)), None) for row in rows]


def plain(frame: pd.DataFrame, columns: Iterable[str]) -> list[Row]:
    """The rows as dicts; what is missing has no key, for JSON has no NaN."""
    names = list(columns)
    values = zip(*(frame[name].tolist() for name in names), strict=True)
    return [{n: v for n, v in zip(names, row, strict=True) if v is not None and v == v} for row in values]
