"""A deed is an event with its changes; undo is the same changes the other way round. It does not know any verb.

The log is append-only. Undoing writes a further event, so nothing is ever taken out of it. Order is by ``seq``,
never by clock.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select

from discourse.errors import NothingToUndo, UndoConflict
from discourse.project.tables import STATE, changes, events

Row = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One row of one state table, before and after; None where there is none."""

    place: str
    id: str
    before: Row | None
    after: Row | None

    def inverted(self) -> Change:
        return Change(self.place, self.id, self.after, self.before)


@dataclass(frozen=True)
class Plan:
    """What a verb would change, and how the log will tell of it."""

    changes: list[Change]
    what: Row = field(default_factory=dict)
    undoes: int | None = None


def record(connection: Connection, coder: str, verb: str, plan: Plan, deed: str | None, moment: str) -> None:
    """Write the event, its changes, and the new state, in the caller's transaction."""
    row = {"id": deed or new_id(), "time": moment, "coder": coder, "verb": verb, "what": to_json(plan.what), "undoes": plan.undoes}
    seq = connection.execute(events.insert().values(row).returning(events.c.seq)).scalar_one()
    rows = ((seq, n, c.place, c.id, _packed(c.before), _packed(c.after)) for n, c in enumerate(plan.changes))
    insert_many(connection, changes, rows)
    _apply(connection, plan.changes)


def done_before(connection: Connection, deed: str | None) -> bool:
    """Whether a deed with this id is already in the log, so that the same message sent twice counts once."""
    return deed is not None and connection.execute(select(events.c.seq).where(events.c.id == deed)).first() is not None


def plan_undo(connection: Connection, coder: str, *, redo: bool = False) -> Plan:
    """The changes that take this coder's last deed back, or (``redo``) the last undone one forward again."""
    seq = _candidate(connection, coder, redo)
    if seq is None:
        raise NothingToUndo(f"{coder} has nothing to {'redo' if redo else 'undo'}")
    row = connection.execute(select(events.c.verb, events.c.what).where(events.c.seq == seq)).one()
    made = connection.execute(select(changes).where(changes.c.event == seq).order_by(changes.c.n)).all()
    forward = [Change(c.place, c.id, _unpacked(c.before), _unpacked(c.after)) for c in made]
    plan = forward if redo else [c.inverted() for c in reversed(forward)]
    _unchanged_since(connection, plan, row.verb)
    return Plan(plan, {"verb": row.verb, **json.loads(row.what)}, undoes=seq)


def new_id() -> str:
    """A UUID of version 7 (RFC 9562): time-ordered, so that ids sort as they were made."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (2**48 - 1)) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 7 << 76
    return str(UUID(int=value & ~(3 << 62) | 2 << 62))


def now() -> str:
    """This moment in UTC, ISO 8601 with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def fetch(connection: Connection, place: str, ids: Iterable[str]) -> dict[str, Row]:
    """The rows of a state table with these ids, ``{id: row}``."""
    table, wanted, found = STATE[place], list(dict.fromkeys(ids)), {}
    for n in range(0, len(wanted), 500):
        chunk = select(table).where(table.c.id.in_(wanted[n : n + 500]))
        found.update({row["id"]: dict(row) for row in connection.execute(chunk).mappings()})
    return found


def insert_many(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Insert tuples in the order of the table's columns, without the cost of a dict a row."""
    rows = list(rows)
    if rows:
        columns = ", ".join(f'"{c.name}"' for c in table.columns)
        marks = ", ".join("?" for _ in table.columns)
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", [tuple(r) for r in rows])


def _candidate(connection: Connection, coder: str, redo: bool) -> int | None:
    """Walk the coder's events backwards, as a stack of done and undone deeds would have been built."""
    rows = connection.execute(
        select(events.c.seq, events.c.verb, events.c.undoes).where(events.c.coder == coder).order_by(events.c.seq.desc())
    )
    pushes, pops = ("undo", "redo") if redo else ("redo", "undo")
    skip = 0
    for seq, verb, undoes in rows:
        if verb == pops:
            skip += 1
        elif verb == pushes:
            if not skip:
                return int(undoes)
            skip -= 1
        elif redo:
            return None  # a new deed leaves nothing to redo
        elif not skip:
            return int(seq)
        else:
            skip -= 1
    return None


def _unchanged_since(connection: Connection, plan: Sequence[Change], verb: str) -> None:
    for place in {c.place for c in plan}:
        mine = [c for c in plan if c.place == place]
        rows = fetch(connection, place, (c.id for c in mine))
        if moved := [c.id for c in mine if rows.get(c.id) != c.before]:
            raise UndoConflict(
                f"the deed {verb!r} cannot be taken back: {len(moved)} of its {place} "
                f"(first {moved[0]!r}) were changed by a later deed; undo or mend that one first"
            )


def _apply(connection: Connection, made: Sequence[Change]) -> None:
    for place, table in STATE.items():
        mine = [c for c in made if c.place == place]
        gone = [(c.id,) for c in mine if c.before is not None]
        if gone:  # an update is a deletion and an insertion: foreign keys are checked at the end of the deed
            connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE id = ?", gone)
        names = [c.name for c in table.columns]
        insert_many(connection, table, ([c.after[n] for n in names] for c in mine if c.after is not None))


def _packed(row: Row | None) -> str | None:
    return None if row is None else to_json(row)


def _unpacked(row: str | None) -> Row | None:
    return None if row is None else json.loads(row)
