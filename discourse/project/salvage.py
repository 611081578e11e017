"""What can be read of a damaged project, put into a new file. The damaged one is only read, and nothing in it is changed.

Where the whole log can be read, the state follows from it, and nothing is lost. Otherwise the rows of state that can be read
stand, and those that the rest of the log tells of besides. It invents nothing but a name for a code whose own is lost.
"""

from __future__ import annotations

import hashlib
import mmap
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, func, select
from sqlalchemy.pool import NullPool

from discourse.corpus import plural
from discourse.errors import NotAProject
from discourse.project.derived import DERIVED
from discourse.project.log import digest_of, read_deeds
from discourse.project.pages import Pages, Record
from discourse.project.replay import State
from discourse.project.tables import APPLICATION, STATE, VERSION, changes, events, local, metadata, texts

SIZES = (None, 4096, 8192, 16384, 32768, 65536, 1024, 2048, 512)
BATCH = 5000
Row = dict[str, Any]


def salvage(damaged: Path, into: Path) -> str:
    """Make a project at ``into`` of what can be read of the damaged one; returns a sentence on what that is.

    Raises NotAProject where nothing of a project is found.
    """
    engine = create_engine("sqlite://", creator=lambda: _hasty(into), poolclass=NullPool)
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
        connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")
    deeds = _carve(damaged, engine)
    with engine.begin() as connection:
        whole = _is_whole(connection, deeds)
        _tell_state(connection, whole)
        count = {t.name: int(connection.execute(select(func.count()).select_from(t)).scalar_one()) for t in (events, *STATE.values())}
        last = connection.execute(select(func.max(events.c.seq))).scalar() or 0
    lost = max(last, deeds or 0) - count["events"]
    told = f"{plural(count['utterances'], 'utterance')}, {plural(count['codes'], 'code')} and {plural(count['codings'], 'coding')}"
    if whole:
        return f"all {plural(count['events'], 'deed')} could be recovered: {told}"
    missing = f"{plural(lost, 'deed')} of the log are lost; " if lost else ""
    return f"{missing}{told} could be recovered, and more may have been there"


def _hasty(into: Path) -> sqlite3.Connection:
    """A connection that need not outlive a power cut: what it writes can be made again."""
    connection = sqlite3.connect(into)
    connection.execute("PRAGMA synchronous=OFF")
    return connection


def _carve(damaged: Path, engine: Engine) -> int | None:
    """Copy every row that can be read; returns how many deeds there were, if that is known."""
    with damaged.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        layout, application = (int.from_bytes(content[at : at + 4], "big") for at in (60, 68))
        if application == APPLICATION and layout < VERSION:
            raise NotAProject(f"{damaged} is damaged, and of an older layout; put a backup back: Project.restore(…)")
        for size in SIZES:
            pages = Pages.of(content, size)
            owners, deeds = _owners(pages)
            found = 0
            with engine.begin() as connection:
                rows = {t.name: list[tuple[Any, ...]]() for t in metadata.tables.values()}
                for table, row in _recognised(pages, owners):
                    rows[table.name].append(row)
                    found += 1
                    if len(rows[table.name]) >= BATCH:
                        _put(connection, table, rows[table.name])
                        rows[table.name] = []
                for name, left in rows.items():
                    _put(connection, metadata.tables[name], left)
            if found:
                return deeds
    raise NotAProject(f"{damaged} is not a project, or it is damaged so that nothing in it can be read; nothing was changed in it")


def _owners(pages: Pages) -> tuple[dict[int, str], int | None]:
    """``{page: table}`` as far as the list of tables can be read, and how many deeds the file says there were."""
    roots: dict[str, int] = {}
    top = pages.below(1)
    for record in pages.records(without=set(range(1, len(pages) + 1)) - top):
        if len(record.values) == 5 and record.values[0] == "table" and isinstance(record.values[3], int):
            roots[str(record.values[1])] = record.values[3]
    owners = {number: name for name, root in roots.items() for number in pages.below(root)}
    counter = pages.below(roots["sqlite_sequence"]) if "sqlite_sequence" in roots else set(range(1, len(pages) + 1)) - set(owners)
    counted = [r.values for r in pages.records(without=set(range(1, len(pages) + 1)) - counter)]
    deeds = [v[1] for v in counted if _counts(v)]
    return owners, max(deeds, default=None)


def _counts(values: list[Any]) -> bool:
    """Whether this is SQLite's own count of deeds, which looks as a thread named "events" would."""
    return len(values) == 2 and values[0] == "events" and isinstance(values[1], int)


def _recognised(pages: Pages, owners: dict[int, str]) -> Iterator[tuple[Table, tuple[Any, ...]]]:
    for record in pages.records(without=pages.free()):
        owner = owners.get(record.page)
        if (owner is not None and owner not in metadata.tables) or (owner is None and _counts(record.values)):
            continue
        for table in [metadata.tables[owner]] if owner else metadata.tables.values():
            row = _as_row(table, record)
            if row is not None:
                yield table, row
                break


def _as_row(table: Table, record: Record) -> tuple[Any, ...] | None:
    """The record as a row of this table, if it can be one: the tables are strict, so kinds and missing values tell."""
    columns = list(table.columns)
    if len(record.values) != len(columns) + len(DERIVED.get(table.name, ())) or (record.rowid is None) != (table is changes):
        return None
    row = []
    for column, value in zip(columns, record.values, strict=False):  # derived ones, behind, are made anew
        value = record.rowid if column is events.c.seq else value
        kind = column.type.python_type
        if value is None:
            if not column.nullable:
                return None
        elif kind is float and isinstance(value, (int, float)):
            value = float(value)
        elif type(value) is not kind:
            return None
        row.append(value)
    if table is texts and hashlib.sha256(row[1].encode()).hexdigest() != row[0]:
        return None
    if table is changes and row[2] not in STATE:
        return None
    if table is local and row[0].startswith(("codebook/", "source/")):
        return None
    return tuple(row)


def _put(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        names, marks = ", ".join(f'"{c.name}"' for c in table.columns), ", ".join("?" for _ in table.columns)
        connection.exec_driver_sql(f"INSERT OR IGNORE INTO {table.name} ({names}) VALUES ({marks})", rows)


def _is_whole(connection: Connection, deeds: int | None) -> bool:
    """Whether every deed is there, and each says what it said."""
    chain, seq = "", 0
    for event in connection.execute(select(events).order_by(events.c.seq)).mappings():
        seq += 1
        made = select(changes.c.place, changes.c.id, changes.c.before, changes.c.after).where(changes.c.event == event["seq"])
        packed = [(c.place, c.id, c.before, c.after) for c in connection.execute(made.order_by(changes.c.n))]
        digest = digest_of(dict(event), packed)
        chain = hashlib.sha256(f"{chain}{digest}".encode()).hexdigest()
        if (event["seq"], event["digest"], event["chain"]) != (seq, digest, chain):
            return False
    said = {s for (s,) in connection.execute(select(texts.c.sha256))}
    stand = {s for (s,) in connection.execute(select(STATE["utterances"].c.sha256))}
    return deeds == seq and stand <= said


def _tell_state(connection: Connection, whole: bool) -> None:
    state, told = State(), dict[str, dict[str, Row]]()
    for event, made in read_deeds(connection):
        if whole:
            state.apply(event.id, made)
        else:
            for change in made:
                rows = told.setdefault(change.place, {})
                rows.pop(change.id, None)
                if change.after is not None:
                    rows[change.id] = change.after
    for place, table in STATE.items():
        if whole:
            connection.execute(table.delete())
        names = [c.name for c in table.columns]
        found = state.rows[place] if whole else told.get(place, {})
        _put(connection, table, [tuple(r[n] for n in names) for r in found.values() if set(names) <= set(r)])
    if not whole:
        _mend(connection)


def _mend(connection: Connection) -> None:
    """What is named but lost gets a name, so that what stands on it can be shown."""
    codes, threads, said = STATE["codes"], STATE["threads"], STATE["utterances"]
    have = set(connection.execute(select(codes.c.id)).scalars())
    parents = set(connection.execute(select(codes.c.parent).where(codes.c.parent.is_not(None))).scalars())
    used = {c for t in ("codings", "suggestions") for c in connection.execute(select(STATE[t].c.code)).scalars()}
    lost = {"brief": "recovered; what it meant is lost", "retired": None, "merged_into": None, "parent": None, "seq": 0, "terms": "[]"}
    blank = {c.name: "" for c in codes.columns}
    rows = [
        {**blank, **lost, "id": key, "name": f"lost {key.replace('/', ' ')}", "colour": "#6B7280"}
        for key in sorted((parents | used) - have)
    ]
    _put(connection, codes, [tuple(row[c.name] for c in codes.columns) for row in rows])
    there = set(connection.execute(select(threads.c.id)).scalars())
    missing = set(connection.execute(select(said.c.thread)).scalars()) - there
    _put(connection, threads, [(thread, 0) for thread in sorted(missing)])
