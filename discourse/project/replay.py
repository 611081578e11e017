"""What follows from a log: all deeds in their order, one after the other. It is the rule by which two copies become one.

Deeds are ordered by ``(tick, id)``, which is the same in every copy, so the state depends only on which deeds there are, not on
the way by which they came. Within one file each deed fits exactly onto what was there before. Where two files went apart, a deed
may meet a row that the other side has changed; then:

- a field that both changed keeps the later change; fields that only one changed keep that change; each attribute of a participant,
  and each further column of an utterance, is a field of its own;
- of two rows made under one id the first stands, and the other fills what it left empty;
- what was removed on one side stays removed, whatever the other side changed in it;
- but an utterance, thread or code that somebody's work stands on is not removed, or comes back;
- a code that would become its own ancestor stays where it is; a second code of the same name below the same parent is told apart
  by a number;
- a coding on a code that was retired meanwhile is kept.

Each of these is told as a `Conflict`. It reads no database; `State` holds plain rows.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from discourse.errors import ProjectError
from discourse.project.tables import REFERENCES, STATE

Row = dict[str, Any]


class Change(NamedTuple):
    """One row of one state table, before and after; None where there is none."""

    place: str
    id: str
    before: Row | None
    after: Row | None

    def inverted(self) -> Change:
        return Change(self.place, self.id, self.after, self.before)


class Conflict(NamedTuple):
    """Where two deeds did not fit together, and how that was settled."""

    event: str
    place: str
    id: str
    field: str | None
    kept: Any
    dropped: Any
    rule: str


@dataclass
class State:
    """The rows of all state tables, ``{place: {id: row}}``, and what had to be settled to get there."""

    rows: dict[str, dict[str, Row]] = field(default_factory=lambda: {place: {} for place in STATE})
    conflicts: list[Conflict] = field(default_factory=list)
    _gone: dict[tuple[str, str], Row] = field(default_factory=dict)
    _used: Counter[tuple[str, str]] = field(default_factory=Counter)

    def apply(self, event: str, changes: Iterable[Change]) -> None:
        """Go one deed on. As in a database, what rows ask of each other is looked at when the whole deed is done."""
        stood: list[tuple[Change, Row | None]] = []
        removed = []
        for change in changes:
            held = self.rows[change.place].get(change.id)
            if change.after is None:
                removed.append(change)
            elif (row := self._made(event, change, held) if change.before is None else self._changed(event, change, held)) is not None:
                self._put(change.place, row)
                stood.append((change, held))
        for change in sorted(removed, key=lambda c: c.place in _FOUNDATIONS):
            self._remove(event, change)
        for change, held in stood:
            self._settle(event, change, held)

    def _made(self, event: str, change: Change, held: Row | None) -> Row:
        row = change.after or {}
        if held is None:
            return row
        filled = {k: v for k, v in row.items() if held.get(k) in _EMPTY and v not in _EMPTY}
        for k, v in row.items():
            if k not in filled and k not in _UNTOLD and held.get(k) != v and v not in _EMPTY:
                self._tell(event, change, k, held.get(k), v, "both made it; the first stands")
        return {**held, **filled}

    def _changed(self, event: str, change: Change, held: Row | None) -> Row | None:
        before, after = change.before or {}, change.after or {}
        if held is None:
            self._tell(event, change, None, None, after, "it was removed; a change to it is void")
            return None
        row = dict(held)
        for k, v in after.items():
            if v == before.get(k):
                continue
            if k == "more" and held.get(k) != before.get(k):
                row[k] = self._attributes(event, change, held[k])
            else:
                if held.get(k) not in (before.get(k), v):
                    self._tell(event, change, k, v, held.get(k), "both changed it; the later change stands")
                row[k] = v
        return row

    def _attributes(self, event: str, change: Change, held: str) -> str:
        """What JSON tells of a participant or an utterance, changed in those names only that the deed changed."""
        before, after = (json.loads((row or {})["more"]) for row in (change.before, change.after))
        merged = json.loads(held)
        for name in dict.fromkeys([*before, *after]):
            was, wanted, now = before.get(name), after.get(name), merged.get(name)
            if wanted == was:
                continue
            if now not in (was, wanted):
                self._tell(event, change, name, wanted, now, "both changed it; the later change stands")
            if name in after:
                merged[name] = wanted
            else:
                merged.pop(name, None)
        return json.dumps(merged, ensure_ascii=False, separators=(",", ":"))

    def _put(self, place: str, row: Row) -> None:
        self._count(place, self.rows[place].get(row["id"]), -1)
        self._count(place, row, 1)
        self.rows[place][row["id"]] = row

    def _settle(self, event: str, change: Change, held: Row | None) -> None:
        """Bring a row that stands into order with the others: what it names is there, and a code has a place of its own."""
        place = change.place
        if (row := self.rows[place].get(change.id)) is None:
            return
        for column, there in REFERENCES[place].items():
            if (key := row.get(column)) is not None and key not in self.rows[there]:
                self._come_back(event, there, key)
        if place == "codes" and (held is None or (held["parent"], held["name"]) != (row["parent"], row["name"])):
            self._put(place, self._placed(event, change, row, held))
        if place == "codings" and (held is None or held["code"] != row["code"]) and self.rows["codes"][row["code"]].get("retired"):
            self._tell(event, change, "code", row["code"], None, "the code was retired; the coding is kept on it")

    def _placed(self, event: str, change: Change, row: Row, held: Row | None) -> Row:
        """The code where it may stand: no ancestor of itself, and under a name of its own."""
        codes, wished = self.rows["codes"], row["parent"]
        for parent in (wished, held["parent"] if held else None, None):
            if not self._below(parent, row["id"]):
                break
        if parent != wished:
            self._tell(event, change, "parent", parent, wished, "it would be its own ancestor; it stays where it is")
            row = {**row, "parent": parent}
        taken = {c["name"] for c in codes.values() if c["parent"] == row["parent"] and c["id"] != row["id"]}
        name, n = row["name"], 1
        while row["name"] in taken:
            n += 1
            row = {**row, "name": f"{name} ({n})"}
        if n > 1:
            self._tell(event, change, "name", row["name"], name, "another code has that name; it got a number")
        return row

    def _below(self, key: str | None, top: str) -> bool:
        """Whether the code ``key`` is ``top`` or stands somewhere below it."""
        codes, seen = self.rows["codes"], set[str]()
        while key is not None and key != top and key not in seen:
            seen.add(key)
            key = (codes.get(key) or {}).get("parent")
        return key == top

    def _remove(self, event: str, change: Change) -> None:
        held = self.rows[change.place].get(change.id)
        if held is None:
            return
        if self._used[change.place, change.id]:
            self._tell(event, change, None, change.id, None, "somebody's work stands on it; it is not removed")
            return
        if held != change.before:
            self._tell(event, change, None, None, held, "it was removed; a change to it is void")
        self._gone[change.place, change.id] = held
        self._count(change.place, held, -1)
        del self.rows[change.place][change.id]

    def _come_back(self, event: str, place: str, key: str) -> None:
        row = self._gone.get((place, key))
        if row is None:
            raise ProjectError(f"the deed {event!r} stands on {key!r} of the {place}, which none of the deeds made: the log is not whole")
        change = Change(place, key, None, row)
        self._tell(event, change, None, key, None, "somebody's work stands on it; it came back")
        self._put(place, row)
        self._settle(event, change, None)

    def _count(self, place: str, row: Row | None, by: int) -> None:
        for column, there in REFERENCES[place].items():
            if row is not None and row.get(column) is not None:
                self._used[there, row[column]] += by

    def _tell(self, event: str, change: Change, field_: str | None, kept: Any, dropped: Any, rule: str) -> None:
        self.conflicts.append(Conflict(event, change.place, change.id, field_, kept, dropped, rule))


_EMPTY = (None, "", "{}", "[]")
_UNTOLD = ("seq", "created_at", "more", "colour", "status", "decided_by")  # differences that nobody has to settle
_FOUNDATIONS = {there for columns in REFERENCES.values() for there in columns.values()}
