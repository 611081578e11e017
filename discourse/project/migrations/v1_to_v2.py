"""Layout 1 to 2: deeds get an order of their own and a digest, codes an id that stays, passages the text that they stand on.

The log is told anew, so that the state still follows from it: threads become rows that come and go with their utterances,
a code's parent and name are taken from its path, and each deed is chained to the one before. It does not change what anybody
did, when, or under which id.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

Row = dict[str, Any]
TABLES = ("events", "changes", "texts", "utterances", "participants", "codes", "codings", "suggestions", "memos", "notes")
SAME = ("texts", "participants", "memos", "notes")


class Change(NamedTuple):
    place: str
    id: str
    before: Row | None
    after: Row | None


def migrate(connection: sqlite3.Connection) -> None:
    """Make layout 2 of layout 1, in the caller's transaction, with foreign keys off and ``legacy_alter_table`` on."""
    for kind, name in connection.execute("SELECT type, name FROM sqlite_master WHERE type != 'table' AND sql IS NOT NULL").fetchall():
        connection.execute(f"DROP {kind} {name}")
    for table in TABLES:
        connection.execute(f"ALTER TABLE {table} RENAME TO v1_{table}")
    tables, _, rest = Path(__file__).with_name("v2.sql").read_text(encoding="utf-8").partition("-- when the rows are there\n")
    _execute(connection, tables)
    told = Told()
    _tell_log(connection, told)
    for table in SAME:
        connection.execute(f"INSERT INTO {table} SELECT * FROM v1_{table}")
    _put(connection, "threads", told.threads.values())
    _put(connection, "codes", (told.codes[row["id"]] for row in _old(connection, "codes")))
    _put(connection, "utterances", (told.utterance(row) for row in _old(connection, "utterances")))
    _put(connection, "codings", (told.coding(row) for row in _old(connection, "codings")))
    _put(connection, "suggestions", (told.suggestion(row) for row in _old(connection, "suggestions")))
    for table in TABLES:
        connection.execute(f"DROP TABLE v1_{table}")
    _execute(connection, rest)


@dataclass
class Told:
    """What the log has told so far, as far as later deeds need it."""

    threads: dict[str, Row] = field(default_factory=dict)
    codes: dict[str, Row] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)  # of every thread that ever was
    said: Counter[str] = field(default_factory=Counter)  # utterances that stand in each thread
    texts: dict[str, str] = field(default_factory=dict)
    stood: dict[str, str] = field(default_factory=dict)  # in which utterance a coding stands or stood

    def deed(self, old: list[Change]) -> list[Change]:
        """What a deed changes in the new layout."""
        new, left = [], dict[str, None]()
        for change in old:
            if change.place == "utterances":
                new += self._thread_comes(change)
                left |= {change.before["thread"]: None} if change.before else {}
            new += self._code(change) if change.place == "codes" else [self._row(change)]
        empty = [t for t in left if not self.said[t]]
        return new + [Change("threads", t, self.threads.pop(t), None) for t in empty]

    def utterance(self, row: Row) -> Row:
        names = ("id", "thread", "seq", "reply_to", "kind", "participant", "time", "more", "sha256")
        return {name: row[name] for name in names}

    def coding(self, row: Row) -> Row:
        return {**self._passage(row), "passage": None, "weight": None, "suggested_by": row["suggested_by"], "created_at": row["created_at"]}

    def suggestion(self, row: Row) -> Row:
        return {**self._passage(row), "reason": row["reason"], "status": row["status"], "decided_by": row["decided_by"]}

    def where(self, change: Change) -> str | None:
        """The utterance that a change stands in, if in one."""
        row = change.after or change.before or {}
        if change.place == "utterances":
            return change.id
        if change.place == "memos":
            return row["target"] if row["about"] == "utterance" else self.stood.get(row["target"]) if row["about"] == "coding" else None
        return row.get("utterance")

    def _thread_comes(self, change: Change) -> list[Change]:
        for row, by in ((change.before, -1), (change.after, 1)):
            if row is not None:
                self.said[row["thread"]] += by
        if change.after is None:
            return []
        self.texts[change.id] = change.after["sha256"]
        thread = change.after["thread"]
        if thread in self.threads:
            return []
        row = {"id": thread, "seq": self.order.setdefault(thread, len(self.order) + 1)}
        self.threads[thread] = row
        return [Change("threads", thread, None, row)]

    def _code(self, change: Change) -> list[Change]:
        """A code below its parent, if that stands; what stood below a code that goes stands for itself."""
        before = self.codes.pop(change.id, None)
        orphans = []
        if change.after is None:
            for row in [c for c in self.codes.values() if c["parent"] == change.id]:
                self.codes[row["id"]] = {**row, "parent": None, "name": row["id"]}
                orphans.append(Change("codes", row["id"], row, self.codes[row["id"]]))
            return [*orphans, Change("codes", change.id, before, None)]
        above, _, name = change.id.rpartition("/")
        place: Row = {"parent": above, "name": name} if above in self.codes else {"parent": None, "name": change.id}
        if before is not None:
            place = {"parent": before["parent"], "name": before["name"]}
        fields = {k: v for k, v in change.after.items() if k != "id"}
        self.codes[change.id] = {"id": change.id, **place, **fields, "retired": None, "merged_into": None}
        return [Change("codes", change.id, before, self.codes[change.id])]

    def _row(self, change: Change) -> Change:
        if change.place == "codings" and change.after is not None:
            self.stood[change.id] = change.after["utterance"]
        turn = {"utterances": self.utterance, "codings": self.coding, "suggestions": self.suggestion}.get(change.place)
        if turn is None:
            return change
        return Change(change.place, change.id, change.before and turn(change.before), change.after and turn(change.after))

    def _passage(self, row: Row) -> Row:
        names = ("id", "utterance", "start", "end", "code", "coder", "quote", "score")
        return {**{name: row[name] for name in names}, "sha256": self.texts[row["utterance"]]}


def _tell_log(connection: sqlite3.Connection, told: Told) -> None:
    ids: dict[int, str] = {}
    chain = ""
    for event, old in _deeds(connection):
        ids[event["seq"]] = event["id"]
        row = {
            "id": event["id"], "tick": event["seq"], "time": event["time"], "coder": event["coder"], "via": "python",
            "verb": event["verb"], "what": event["what"], "undoes": event["undoes"] and ids[event["undoes"]],
        }  # fmt: skip
        made = told.deed(old)
        packed = [(c.place, c.id, c.before and _json(c.before), c.after and _json(c.after)) for c in made]
        digest = hashlib.sha256(_json(list(row.values())).encode())
        for change in packed:
            digest.update(b"\n" + _json(change).encode())
        chain = hashlib.sha256(f"{chain}{digest.hexdigest()}".encode()).hexdigest()
        connection.execute(
            "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (event["seq"], *list(row.values()), digest.hexdigest(), chain),
        )
        lines = ((event["seq"], n, c.place, c.id, told.where(c), *packed[n][2:]) for n, c in enumerate(made))
        connection.executemany("INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)", lines)


def _deeds(connection: sqlite3.Connection) -> Iterator[tuple[Row, list[Change]]]:
    lines = connection.cursor()
    query = "SELECT e.*, c.place, c.id, c.before, c.after FROM v1_events e LEFT JOIN v1_changes c ON c.event = e.seq ORDER BY e.seq, c.n"
    for head, of in groupby(lines.execute(query), key=lambda line: line[:7]):
        event = dict(zip(("seq", "id", "time", "coder", "verb", "what", "undoes"), head, strict=True))
        yield event, [Change(p, i, b and json.loads(b), a and json.loads(a)) for *_, p, i, b, a in of if p is not None]


def _old(connection: sqlite3.Connection, table: str) -> Iterator[Row]:
    cursor = connection.execute(f"SELECT * FROM v1_{table}")
    names = [c[0] for c in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _put(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    names = [c[1] for c in connection.execute(f"PRAGMA table_info({table})")]
    marks = ", ".join("?" for _ in names)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", ([row[n] for n in names] for row in rows))


def _execute(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";\n"):  # executescript would end the transaction
        if statement.strip():
            connection.execute(statement)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
