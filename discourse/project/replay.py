"""What follows from a log: all deeds in their order, one after the other. It is the rule by which two copies become one.

Deeds are ordered by ``(tick, id)``, which is the same in every copy, so the state depends only on which deeds there are, not on
the way by which they came. Within one file each deed fits exactly onto what was there before. Where two files went apart, a deed
may meet a row that the other side has changed; then:

- a field that both changed keeps the later change; fields that only one changed keep that change;
- of two rows made under one id the first stands, and the other fills what it left empty;
- what was removed on one side stays removed, whatever the other side changed in it;
- but an utterance, thread or code that somebody's work stands on is not removed, or comes back;
- a code that would become its own ancestor stays where it is; a second code of the same name below the same parent is told apart
  by a number;
- a coding on a code that was retired meanwhile is kept.

Each of these is told as a `Conflict`. It reads no database; `State` holds plain rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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
        """Go one deed on. What the deed itself removes is looked at last, when what stood on it may have gone, too."""
        removed = []
        for change in changes:
            if change.after is None:
                removed.append(change)
            elif change.before is None:
                self._insert(event, change)
            else:
                self._update(event, change)
        for change in sorted(removed, key=lambda c: c.place in _FOUNDATIONS):
            self._remove(event, change)

    def _insert(self, event: str, change: Change) -> None:
        row = dict(change.after or {})
        held = self.rows[change.place].get(change.id)
        if held is not None:
            filled = {k: v for k, v in row.items() if held.get(k) in _EMPTY and v not in _EMPTY}
            for k, v in row.items():
                if k not in filled and k not in _UNTOLD and held.get(k) != v and v not in _EMPTY:
                    self._tell(event, change, k, held.get(k), v, "both made it; the first stands")
            row = {**held, **filled}
        self._stand(event, change, row)

    def _update(self, event: str, change: Change) -> None:
        before, after = change.before or {}, change.after or {}
        held = self.rows[change.place].get(change.id)
        if held is None:
            self._tell(event, change, None, None, after, "it was removed; a change to it is void")
            return
        row = dict(held)
        for k, v in after.items():
            if v != before.get(k):
                if held.get(k) not in (before.get(k), v):
                    self._tell(event, change, k, v, held.get(k), "both changed it; the later change stands")
                row[k] = v
        self._stand(event, change, row)

    def _stand(self, event: str, change: Change, row: Row) -> None:
        place = change.place
        held = self.rows[place].get(change.id)
        if place == "codes":
            row = self._placed(event, change, row, held)
        for column, there in REFERENCES[place].items():
            if (key := row.get(column)) is not None and key not in self.rows[there]:
                self._come_back(event, there, key)
        if place == "codings" and (held is None or held["code"] != row["code"]):
            code = self.rows["codes"].get(row["code"]) or {}
            if code.get("retired"):
                self._tell(event, change, "code", row["code"], None, "the code was retired; the coding is kept on it")
        self._count(place, held, -1)
        self._count(place, row, 1)
        self.rows[place][change.id] = row

    def _placed(self, event: str, change: Change, row: Row, held: Row | None) -> Row:
        """The code where it may stand: no ancestor of itself, and under a name of its own."""
        codes, above, steps = self.rows["codes"], row["parent"], 0
        while above is not None and above != row["id"] and steps <= len(codes):
            above, steps = (codes.get(above) or {}).get("parent"), steps + 1
        if above is not None:
            self._tell(
                event, change, "parent", held and held["parent"], row["parent"], "it would be its own ancestor; it stays where it is"
            )
            row = {**row, "parent": held["parent"] if held else None}
        if held is not None and (held["parent"], held["name"]) == (row["parent"], row["name"]):
            return row
        taken = {c["name"] for c in codes.values() if c["parent"] == row["parent"] and c["id"] != row["id"]}
        name, n = row["name"], 1
        while row["name"] in taken:
            n += 1
            row = {**row, "name": f"{name} ({n})"}
        if n > 1:
            self._tell(event, change, "name", row["name"], name, "another code has that name; it got a number")
        return row

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
            raise KeyError(f"{place} {key!r} is named by a deed, but no deed made it")
        change = Change(place, key, None, row)
        self._tell(event, change, None, key, None, "somebody's work stands on it; it came back")
        self._stand(event, change, row)

    def _count(self, place: str, row: Row | None, by: int) -> None:
        for column, there in REFERENCES[place].items():
            if row is not None and row.get(column) is not None:
                self._used[there, row[column]] += by

    def _tell(self, event: str, change: Change, field_: str | None, kept: Any, dropped: Any, rule: str) -> None:
        self.conflicts.append(Conflict(event, change.place, change.id, field_, kept, dropped, rule))


_EMPTY = (None, "", "{}", "[]")
_UNTOLD = ("seq", "created_at", "more", "colour", "status", "decided_by")  # differences that nobody has to settle
_FOUNDATIONS = {there for columns in REFERENCES.values() for there in columns.values()}
