"""The tables of a project: an append-only log, and the state that follows from it. No logic lives here.

Every state table has one text key, ``id``, so that a change to any of them is the same four things:
table, id, the row before, the row after. Texts stand in a table of their own, under their hash; a passage names the hash of
the text that it was marked on, so it stays true when a newer capture brings another text. What is kept beside the rows for speed,
and follows from them, stands in derived.py.
"""

from __future__ import annotations

from sqlalchemy import REAL, BigInteger, Column, Connection, Double, ForeignKey, Index, Integer, MetaData, Table, event
from sqlalchemy import Text as AnyText
from sqlalchemy.dialects.postgresql import TEXT

from discourse.project.derived import make_derived

APPLICATION = 0x44495343  # "DISC": what marks an SQLite file as a project
VERSION = 2

#: Sorted by code point everywhere, so that the order of deeds is the same in every copy.
Text = AnyText().with_variant(TEXT(collation="C"), "postgresql")
Long = BigInteger().with_variant(Integer(), "sqlite")
metadata = MetaData()

events = Table(
    "events",
    metadata,
    Column("seq", Long, primary_key=True, autoincrement=True),  # in which order they came into this file
    Column("id", Text, nullable=False, unique=True),
    Column("tick", Long, nullable=False),  # a Lamport clock: with the id, the order of all deeds, the same in every copy
    Column("time", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("via", Text, nullable=False),  # python, notebook, coding desk, command line …
    Column("verb", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("undoes", Text),  # the id of a deed
    Column("digest", Text, nullable=False),  # of the deed and its changes, the same in every copy
    Column("chain", Text, nullable=False),  # of the digest and the chain before it, in this file
    Index("events_of_coder", "coder", "tick", "id"),
    Index("events_in_order", "tick", "id"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

changes = Table(
    "changes",
    metadata,
    Column("event", Long, ForeignKey("events.seq"), primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("place", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("utterance", Text),  # where it stands, if in one
    Column("before", Text),
    Column("after", Text),
    Index("changes_of_row", "place", "id"),
    Index("changes_of_utterance", "utterance"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

texts = Table("texts", metadata, Column("sha256", Text, primary_key=True), Column("text", Text, nullable=False), sqlite_strict=True)

#: What belongs to this copy and not to the log: who it is, what was merged, what was settled on the way.
local = Table("local", metadata, Column("id", Text, primary_key=True), Column("value", Text, nullable=False), sqlite_strict=True)


def _passage() -> list[Column[object]]:
    return [
        Column("id", Text, primary_key=True),
        Column("utterance", Text, ForeignKey("utterances.id", deferrable=True, initially="DEFERRED"), nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("code", Text, ForeignKey("codes.id", deferrable=True, initially="DEFERRED"), nullable=False),
        Column("coder", Text, nullable=False),
        Column("quote", Text, nullable=False),
        Column("score", Double().with_variant(REAL(), "sqlite")),
        Column("sha256", Text, ForeignKey("texts.sha256"), nullable=False),
    ]


def _words(*names: str) -> list[Column[object]]:
    return [Column(name, Text, nullable=False) for name in names]


STATE: dict[str, Table] = {
    table.name: table
    for table in (
        Table("threads", metadata, Column("id", Text, primary_key=True), Column("seq", Long, nullable=False), sqlite_strict=True),
        Table(
            "utterances",
            metadata,
            Column("id", Text, primary_key=True),
            Column("thread", Text, ForeignKey("threads.id", deferrable=True, initially="DEFERRED"), nullable=False),
            Column("seq", Long, nullable=False),
            Column("reply_to", Text),
            Column("kind", Text, nullable=False),
            Column("participant", Text),
            Column("time", Text),
            Column("more", Text, nullable=False),
            Column("sha256", Text, ForeignKey("texts.sha256"), nullable=False),
            Index("utterances_in_order", "thread", "seq", "id"),
            sqlite_strict=True,
        ),
        Table(
            "participants",
            metadata,
            Column("id", Text, primary_key=True),
            Column("seq", Long, nullable=False),
            Column("more", Text, nullable=False),
            sqlite_strict=True,
        ),
        Table(
            "codes",  # the id stays when a code is renamed or moved; its path follows from parent and name
            metadata,
            Column("id", Text, primary_key=True),
            Column("parent", Text, ForeignKey("codes.id", deferrable=True, initially="DEFERRED")),
            Column("name", Text, nullable=False),
            Column("seq", Long, nullable=False),
            *_words("brief", "definition", "include", "exclude", "example", "colour", "terms"),
            Column("retired", Text),  # since when it is not to be used any more
            Column("merged_into", Text),
            sqlite_strict=True,
        ),
        Table(
            "codings",
            metadata,
            *_passage(),
            Column("passage", Text),  # the same for codings that are one passage over several utterances
            Column("weight", Double().with_variant(REAL(), "sqlite")),
            Column("suggested_by", Text),
            Column("created_at", Text, nullable=False),
            Index("codings_of_utterance", "utterance"),
            Index("codings_of_code", "code"),
            sqlite_strict=True,
        ),
        Table(
            "suggestions",
            metadata,
            *_passage(),
            Column("reason", Text),
            Column("status", Text, nullable=False),
            Column("decided_by", Text),
            Index("suggestions_of_utterance", "utterance"),
            Index("suggestions_of_code", "code"),
            sqlite_strict=True,
        ),
        Table(
            "memos",
            metadata,
            Column("id", Text, primary_key=True),
            *_words("about", "target", "text", "coder", "created_at"),
            Index("memos_of_target", "target"),
            sqlite_strict=True,
        ),
        Table(
            "assignments",  # who is to read which thread, and whether without seeing the work of others
            metadata,
            Column("id", Text, primary_key=True),
            Column("thread", Text, ForeignKey("threads.id", deferrable=True, initially="DEFERRED"), nullable=False),
            Column("coder", Text, nullable=False),
            Column("blind", Integer, nullable=False),
            Index("assignments_of_coder", "coder"),
            sqlite_strict=True,
        ),
        Table(
            "readings",  # who has read which utterance
            metadata,
            Column("id", Text, primary_key=True),
            Column("utterance", Text, ForeignKey("utterances.id", deferrable=True, initially="DEFERRED"), nullable=False),
            *_words("coder", "created_at"),
            Index("readings_of_utterance", "utterance"),
            sqlite_strict=True,
        ),
        Table(
            "members",  # which utterances are in which named set
            metadata,
            Column("id", Text, primary_key=True),
            Column("name", Text, nullable=False),
            Column("utterance", Text, ForeignKey("utterances.id", deferrable=True, initially="DEFERRED"), nullable=False),
            Index("members_of_set", "name"),
            Index("members_of_utterance", "utterance"),
            sqlite_strict=True,
        ),
        Table(
            "notes",  # what a project knows of itself: the codebook's title, each source's provenance
            metadata,
            Column("id", Text, primary_key=True),
            Column("value", Text, nullable=False),
            sqlite_strict=True,
        ),
    )
}

#: Which column of a state table names a row of which other: what may not be pulled away under somebody's work.
REFERENCES: dict[str, dict[str, str]] = {
    place: {c.name: key.column.table.name for c in table.columns for key in c.foreign_keys if key.column.table.name in STATE}
    for place, table in STATE.items()
}


def guard(connection: Connection, on: bool) -> None:
    """Put up, or take away, what keeps the log from being changed or thinned. Only a rewriting takes it away, and puts it up again."""
    lite = connection.dialect.name == "sqlite"
    deeds = ("UPDATE", "DELETE") if lite else ("UPDATE", "DELETE", "TRUNCATE")
    if not lite and on:
        connection.exec_driver_sql(_ONLY_GROWS)
    for table in ("events", "changes"):
        for deed in deeds:
            name, at = f"{table}_no_{deed.lower()}", "" if lite else f" ON {table}"
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}{at}")
            if on:
                act = f"BEGIN SELECT RAISE(ABORT, '{_WHY}'); END" if lite else "FOR EACH STATEMENT EXECUTE FUNCTION log_only_grows()"
                connection.exec_driver_sql(f"CREATE TRIGGER {name} BEFORE {deed} ON {table} {act}")


_WHY = "the log of a project is append-only"
_ONLY_GROWS = f"""
CREATE OR REPLACE FUNCTION log_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{_WHY}'; END $$
"""


@event.listens_for(metadata, "after_create")
def _made(_: MetaData, connection: Connection, **__: object) -> None:
    make_derived(connection)
    guard(connection, True)
