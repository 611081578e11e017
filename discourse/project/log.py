"""A deed is an event with its changes; undo is the same changes the other way round. It does not know any verb.

The log is append-only. Undoing writes a further event, so nothing is ever taken out of it. Order is by ``tick``, a count that
grows with every deed that a file has seen, never by clock. Each deed has a digest of all that it says, and the digests are
chained, so that a changed or missing line of the log is noticed.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby, islice
from sys import intern
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, func, select

from discourse.errors import NothingToUndo, UndoConflict
from discourse.project.replay import Change as Change
from discourse.project.tables import STATE, changes, events
from discourse.project.tree import misfit

Row = dict[str, Any]
UNDONE_BY_NOTHING = ("forgotten", "forget", "pseudonymise")
_surface: ContextVar[str | None] = ContextVar("surface", default=None)


@dataclass(frozen=True)
class Plan:
    """What a verb would change, and how the log will tell of it."""

    changes: list[Change]
    what: Row = field(default_factory=dict)
    undoes: str | None = None


def record(connection: Connection, coder: str, verb: str, plan: Plan, deed: str | None, moment: str, via: str = "python") -> None:
    """Write the event, its changes, and the new state, in the caller's transaction."""
    last = connection.execute(select(events.c.tick).order_by(events.c.tick.desc(), events.c.id.desc()).limit(1)).scalar()
    row = {
        "id": deed or new_id(), "tick": int(last or 0) + 1, "time": moment, "coder": coder, "via": _surface.get() or via, "verb": verb,
        "what": to_json(plan.what), "undoes": plan.undoes,
    }  # fmt: skip
    packed = [(c.place, c.id, packed_row(c.before), packed_row(c.after)) for c in plan.changes]
    insert_event(connection, row, packed, stands_in(connection, plan.changes))
    _apply(connection, plan.changes)


def insert_event(
    connection: Connection, row: Row, packed: Sequence[tuple[str, str, str | None, str | None]], where: Sequence[str | None]
) -> int:
    """Append one event with its packed changes to the log, chained to what is there; returns its number in this file."""
    before = connection.execute(select(events.c.chain).order_by(events.c.seq.desc()).limit(1)).scalar() or ""
    digest = digest_of(row, packed)
    chain = hashlib.sha256(f"{before}{digest}".encode()).hexdigest()
    seq = int(connection.execute(events.insert().values(**row, digest=digest, chain=chain).returning(events.c.seq)).scalar_one())
    lines = ((seq, n, place, key, at, b, a) for n, ((place, key, b, a), at) in enumerate(zip(packed, where, strict=True)))
    insert_many(connection, changes, lines)
    return seq


def digest_of(row: Row, packed: Iterable[tuple[str, str, str | None, str | None]]) -> str:
    """SHA-256 of what a deed says: its own columns, then each of its changes, as compact JSON a line."""
    told = hashlib.sha256(to_json([row[c] for c in ("id", "tick", "time", "coder", "via", "verb", "what", "undoes")]).encode())
    for change in packed:
        told.update(b"\n" + to_json(change).encode())
    return told.hexdigest()


def done_before(connection: Connection, deed: str | None) -> bool:
    """Whether a deed with this id is already in the log, so that the same message sent twice counts once."""
    return deed is not None and connection.execute(select(events.c.seq).where(events.c.id == deed)).first() is not None


def plan_undo(connection: Connection, coder: str, *, redo: bool = False) -> Plan:
    """The changes that take this coder's last deed back, or (``redo``) the last undone one forward again."""
    deed = _candidate(connection, coder, redo)
    if deed is None:
        raise NothingToUndo(f"{coder} has nothing to {'redo' if redo else 'undo'}")
    row = connection.execute(select(events.c.seq, events.c.verb, events.c.what).where(events.c.id == deed)).one()
    made = connection.execute(select(changes).where(changes.c.event == row.seq).order_by(changes.c.n)).all()
    forward = [Change(c.place, c.id, unpacked(c.before), unpacked(c.after)) for c in made]
    plan = forward if redo else [c.inverted() for c in reversed(forward)]
    _unchanged_since(connection, plan, row.verb)
    if why := misfit(connection, plan):
        raise UndoConflict(f"the deed {row.verb!r} cannot be {'done again' if redo else 'taken back'}: {why}; undo or mend that first")
    return Plan(plan, {"verb": row.verb, **json.loads(row.what)}, undoes=deed)


def read_deeds(connection: Connection, upto: int | None = None) -> Iterator[tuple[Any, list[Change]]]:
    """Every event with its changes, in the order that is the same in every copy; ``upto`` is how many of them."""
    columns = (changes.c.place, changes.c.id.label("row"), changes.c.before, changes.c.after)
    query = select(events, *columns).outerjoin(changes, changes.c.event == events.c.seq)
    query = query.order_by(events.c.tick, events.c.id, changes.c.n).execution_options(yield_per=5000)
    with connection.execute(query) as found:
        for _, lines in islice(groupby(found, key=lambda line: line.seq), upto):
            of = list(lines)
            yield of[0], [Change(c.place, c.row, unpacked(c.before), unpacked(c.after)) for c in of if c.place is not None]


@contextmanager
def through(surface: str) -> Iterator[None]:
    """Deeds done inside are noted as coming from this surface: "coding desk", "command line" …"""
    token = _surface.set(surface)
    try:
        yield
    finally:
        _surface.reset(token)


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


def unpacked(row: str | None) -> Row | None:
    """A row as it was packed. Rows share their names and what recurs in them, so that a million of them fit into memory."""
    return None if row is None else _decode(row)


def _shared(pairs: list[tuple[str, Any]]) -> Row:
    return {intern(k): intern(v) if k in _RECURRING and type(v) is str else v for k, v in pairs}


_RECURRING = {"utterance", "thread", "code", "coder", "sha256", "created_at", "participant", "kind", "suggested_by", "about", "status"}
_decode = json.JSONDecoder(object_pairs_hook=_shared).decode


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
    columns = ", ".join(f'"{c.name}"' for c in table.columns)
    if len(rows) > 100 and connection.dialect.name == "postgresql":
        with connection.connection.cursor() as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:  # type: ignore[attr-defined]
            for row in rows:
                copy.write_row(row)
    elif rows:
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        marks = ", ".join(mark for _ in table.columns)
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", [tuple(r) for r in rows])


def remove_many(connection: Connection, table: Table, ids: Iterable[str]) -> None:
    """Remove the rows with these ids."""
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    if gone := [(i,) for i in ids]:
        connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE id = {mark}", gone)


def next_seq(connection: Connection, place: str) -> int:
    """The number behind the last one of a table that has an order."""
    return int(connection.execute(select(func.coalesce(func.max(STATE[place].c.seq), 0))).scalar_one()) + 1


def stands_in(connection: Connection, made: Sequence[Change]) -> list[str | None]:
    """For each change the utterance that it stands in, if in one; a memo on a coding stands where its coding does."""
    noted = [row for c in made if c.place == "memos" and (row := c.after or c.before or {})["about"] == "coding"]
    of = {i: r["utterance"] for i, r in fetch(connection, "codings", (r["target"] for r in noted)).items()} if noted else {}
    of |= {c.id: (c.after or c.before or {})["utterance"] for c in made if c.place == "codings"} if noted else {}
    return [utterance_of(c, of) for c in made]


def utterance_of(change: Change, of: Mapping[str, str]) -> str | None:
    """The utterance that a changed row stands in; ``of`` tells it of codings, for the memos on them."""
    if change.place == "utterances":
        return change.id
    row = change.after or change.before or {}
    if change.place == "memos":
        return row["target"] if row["about"] == "utterance" else of.get(row["target"])
    return row.get("utterance")


def _candidate(connection: Connection, coder: str, redo: bool) -> str | None:
    """The top of the coder's stack of done deeds, or (``redo``) of undone ones; found from its end, by what undoes what.

    Deeds of the same coder in two copies interleave when these are merged, so an undo is not always next to what it undoes.
    """
    mine = select(events.c.id, events.c.verb, events.c.undoes).where(events.c.coder == coder)
    pushes, pops = ("undo", "redo") if redo else ("redo", "undo")
    popped: set[str] = set()
    newest_first = mine.order_by(events.c.tick.desc(), events.c.id.desc()).execution_options(yield_per=1000)
    with connection.execute(newest_first) as rows:
        for deed, verb, undoes in rows:
            if verb in UNDONE_BY_NOTHING:
                continue
            if verb == pops:
                popped.add(undoes)
            elif verb == pushes:
                if undoes not in popped:
                    return str(undoes)
            elif redo:
                return None  # a new deed leaves nothing to redo
            elif deed not in popped:
                return str(deed)
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
        # An update is a deletion and an insertion: foreign keys are checked at the end of the deed.
        remove_many(connection, table, (c.id for c in mine if c.before is not None))
        names = [c.name for c in table.columns]
        insert_many(connection, table, ([c.after[n] for n in names] for c in mine if c.after is not None))


def packed_row(row: Row | None) -> str | None:
    return None if row is None else to_json(row)
