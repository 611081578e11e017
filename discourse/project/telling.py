"""How a row or a deed is told to a person: codes by their path, passages by their words, texts by their beginning."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from discourse.corpus import plural
from discourse.project.log import fetch, unpacked
from discourse.project.replay import Row
from discourse.project.tables import STATE, changes, events, texts
from discourse.project.tree import with_paths

SHORT = 60
COUNTED = {
    "passages": "passage",
    "utterances": "utterance",
    "threads": "thread",
    "names": "name",
    "texts": "text",
    "participants": "participant",
}
QUOTED = {"quote": "{}", "was": "was {}", "from": "and {}", "memo": "memo {}"}
NAMED = {"becomes": "now {}", "into": "into {}", "set": "set {}"}


def deed_told(what: Mapping[str, Any]) -> str:
    """What a deed was about, as one line of a list.

    >>> deed_told({"passages": 2, "codes": ["work", "trust"], "quote": "we ask each other"})
    "2 passages, work and trust, 'we ask each other'"
    """
    return ", ".join(part for key, value in what.items() if (part := _part(key, value)))


def _part(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return key if value else ("not read" if key == "read" else "")
    if isinstance(value, int):
        return (plural(value, COUNTED[key]) if key in COUNTED else f"{value} {key}") if value else ""
    if isinstance(value, (list, tuple)):
        names = [str(v) for v in value]
        few = names if len(names) <= 3 else [*names[:2], f"{len(names) - 2} more"]
        value = " and ".join([", ".join(few[:-1]), few[-1]] if len(few) > 1 else few)
    return QUOTED[key].format(_short(value)) if key in QUOTED and value else NAMED.get(key, "{}").format(value or "")


class Teller:
    """Tells of rows that are there, and of those that were."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, dict[str, Row | None]] = {place: {} for place in STATE}
        t = STATE["codes"]
        codes = {r["id"]: dict(r) for r in connection.execute(select(t)).mappings()}
        gone = {r.id for r in connection.execute(select(changes.c.id).where(changes.c.place == "codes").distinct())} - codes.keys()
        codes |= {key: row for key, row in _last_known(connection, "codes", gone).items() if row is not None}
        self._known["codes"] |= codes
        self.paths: dict[str, str] = {key: row["path"] for key, row in with_paths(codes).items()}

    def learn(self, place: str, ids: Iterable[str]) -> None:
        """Read many rows at once that will be told of."""
        wanted = [i for i in dict.fromkeys(ids) if i not in self._known[place]]
        there = fetch(self._connection, place, wanted)
        self._known[place] |= there
        self._known[place] |= _last_known(self._connection, place, [i for i in wanted if i not in there])

    def row(self, place: str, key: str) -> Row:
        """The row as it is, or as it was last."""
        self.learn(place, [key])
        return self._known[place].get(key) or {}

    def name(self, place: str, key: str, row: Row | None = None) -> str:
        """What a person calls the row: ``code 'work/WaaS'``, ``coding 'my work' (ownership, ana) in 't/0'``."""
        row = row or self.row(place, key)
        if place == "codes":
            return f"code {self.paths.get(key, key)!r}"
        if place in ("codings", "suggestions") and row:
            return (
                f"{place[:-1]} {_short(row['quote'])} ({self.paths.get(row['code'], row['code'])}, {row['coder']}) in {row['utterance']!r}"
            )
        if place == "memos" and row:
            about = row["target"] if row["about"] not in ("coding", "code") else self.name(f"{row['about']}s", row["target"])
            return f"memo of {row['coder']} on {about if about in ('', row['target']) else 'the ' + about}".rstrip()
        if place == "assignments" and row:
            return f"assignment of {row['thread']!r} to {row['coder']}"
        if place == "readings" and row:
            return f"reading of {row['utterance']!r} by {row['coder']}"
        if place == "members" and row:
            return f"place of {row['utterance']!r} in the set {row['name']!r}"
        return f"{place[:-1]} {key!r}"

    def value(self, place: str, field: str, value: Any) -> str | None:
        """A value of a field as a person reads it; None where there is none."""
        if value is None:
            return None
        if (place in ("codings", "suggestions") and field == "code") or (place == "codes" and field in ("parent", "merged_into")):
            return self.paths.get(value, str(value))
        if field == "sha256":
            text = self._connection.execute(select(texts.c.text).where(texts.c.sha256 == value)).scalar()
            return str(value) if text is None else str(text)
        if place == "codes" and field == "terms":
            return "; ".join(map(str, json.loads(value)))
        return str(value)

    def whole(self, place: str, key: str, row: Row) -> str:
        """A whole row that came or went, by what matters most in it."""
        if place == "memos":
            return str(row["text"])
        if place == "utterances":
            return self.value(place, "sha256", row["sha256"]) or ""
        if place in ("participants", "notes"):
            return str(row.get("more", row.get("value")))
        return self.name(place, key, row)


def _last_known(connection: Connection, place: str, ids: Iterable[str]) -> dict[str, Row | None]:
    """Rows that are no longer there, as the last deed that names them knew them."""
    wanted, found = list(ids), dict[str, Row | None]()
    for n in range(0, len(wanted), 500):
        query = select(changes.c.id, changes.c.before, changes.c.after).join(events, events.c.seq == changes.c.event)
        query = query.where(changes.c.place == place, changes.c.id.in_(wanted[n : n + 500]))
        for key, before, after in connection.execute(query.order_by(events.c.tick, events.c.id, changes.c.n)):
            found[key] = unpacked(after or before)
    return found


def _short(words: str) -> str:
    return repr(words if len(words) <= SHORT else words[: SHORT - 1] + "…")
