"""What is kept beside a passage so that a million of them answer at once: where it stands in reading order, its thread and participant.

These columns follow from the tables `utterances` and `threads`; triggers keep them in step, whoever writes. They are in no log, no row
of the state has them, and nothing is lost with them: `derive` makes them anew. A passage that stands on an older text of its
utterance has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, literal_column, or_
from sqlalchemy import Text as AnyText
from sqlalchemy.sql.elements import ColumnClause

#: ``{column: what it is, of utterance u in thread t}``; ``spot`` sorts passages as their utterances are read.
_MADE_OF = {"spot": "t.seq * 4294967296 + u.seq", "thread": "u.thread", "participant": "u.participant"}
#: ``{table: its derived columns}``, which stand behind those that the log knows
DERIVED: dict[str, tuple[str, ...]] = {"codings": ("spot", "thread", "participant"), "suggestions": ("spot", "thread")}
_STANDS = "u.id = {place}.utterance AND u.sha256 = {place}.sha256"


def spot(table: Any) -> ColumnClause[int]:
    """The place of a passage in reading order; none for one that does not stand on the present text."""
    return literal_column(f"{table.name}.spot", Integer)


def beside(table: Any, column: str) -> ColumnClause[str]:
    """The thread of a passage, or the participant of a coding."""
    return literal_column(f"{table.name}.{column}", AnyText)


def make_derived(connection: Connection) -> None:
    """Give the tables of passages, as they were just made, their derived columns, an index and what keeps them in step."""
    lite = connection.dialect.name == "sqlite"
    kinds = {"spot": "INTEGER" if lite else "BIGINT", "thread": "TEXT", "participant": "TEXT"}
    if not lite:
        kinds |= dict.fromkeys(("thread", "participant"), 'TEXT COLLATE "C"')
    for place, columns in DERIVED.items():
        for column in columns:
            connection.exec_driver_sql(f"ALTER TABLE {place} ADD COLUMN {column} {kinds[column]}")
    columns_counted = "code, participant, utterance, coder, thread"
    connection.exec_driver_sql(f"CREATE INDEX codings_counted ON codings ({columns_counted}) WHERE spot IS NOT NULL")
    for statement in _lite() if lite else _postgres():
        connection.exec_driver_sql(statement)


def derive(connection: Connection) -> None:
    """Make all derived columns anew."""
    for place in DERIVED:
        connection.exec_driver_sql(_update(place))


def drifted(table: Any, said: Any, threads: Any) -> ColumnElement[bool]:
    """The condition under which the derived columns of a passage are not what follows from its utterance and its thread."""
    due = {"spot": threads.c.seq * 4294967296 + said.c.seq, "thread": said.c.thread, "participant": said.c.participant}
    return or_(*(literal_column(f"{table.name}.{c}").is_distinct_from(due[c]) for c in DERIVED[table.name]))


def _update(place: str, where: str = "") -> str:
    columns = DERIVED[place]
    names = ", ".join(columns)
    names = f"({names})" if len(columns) > 1 else names
    return f"UPDATE {place} SET {names} = ({_found(place)}){where and f' WHERE {where}'}"


def _found(place: str) -> str:
    made = ", ".join(_MADE_OF[c] for c in DERIVED[place])
    return f"SELECT {made} FROM utterances u JOIN threads t ON t.id = u.thread WHERE {_STANDS.format(place=place)}"


def _lite() -> Iterator[str]:
    for place in DERIVED:
        for deed in ("INSERT", "UPDATE OF utterance, sha256"):
            name = f"{place}_derived_{deed.split()[0].lower()}"
            yield f"CREATE TRIGGER {name} AFTER {deed} ON {place} BEGIN {_update(place, f'{place}.id = NEW.id')}; END"
    standing = {"utterances": "utterance = NEW.id", "threads": "utterance IN (SELECT id FROM utterances WHERE thread = NEW.id)"}
    for table, where in standing.items():
        updates = "; ".join(_update(place, where) for place in DERIVED)
        for deed in ("INSERT", "UPDATE"):
            yield f"CREATE TRIGGER {table}_told_{deed.lower()} AFTER {deed} ON {table} BEGIN {updates}; END"


def _postgres() -> Iterator[str]:
    for place, columns in DERIVED.items():
        into = ", ".join(f"NEW.{c}" for c in columns)
        found = _found(place).replace(" FROM ", f" INTO {into} FROM ", 1).replace(f"{place}.", "NEW.")
        yield (f"CREATE OR REPLACE FUNCTION {place}_derived() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {found}; RETURN NEW; END $$")
        deeds = "INSERT OR UPDATE OF utterance, sha256"
        yield f"CREATE TRIGGER {place}_derived BEFORE {deeds} ON {place} FOR EACH ROW EXECUTE FUNCTION {place}_derived()"
    standing = {"utterances": "SELECT id FROM fresh", "threads": "SELECT id FROM utterances WHERE thread IN (SELECT id FROM fresh)"}
    for table, ids in standing.items():
        updates = "; ".join(_update(place, f"utterance IN ({ids})") for place in DERIVED)
        yield (f"CREATE OR REPLACE FUNCTION {table}_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {updates}; RETURN NULL; END $$")
        for deed in ("INSERT", "UPDATE"):
            yield (
                f"CREATE TRIGGER {table}_told_{deed.lower()} AFTER {deed} ON {table} REFERENCING NEW TABLE AS fresh "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_told()"
            )
