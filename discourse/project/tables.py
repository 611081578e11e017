"""The tables of a project: an append-only log, and the state that follows from it. No logic lives here.

Every state table has one text key, ``id``, so that a change to any of them is the same four things:
table, id, the row before, the row after. Texts stand in a table of their own, under their hash.
"""

from __future__ import annotations

from sqlalchemy import DDL, REAL, Column, ForeignKey, Index, Integer, MetaData, Table, Text, event

APPLICATION = 0x44495343  # "DISC": what marks an SQLite file as a project
VERSION = 1

metadata = MetaData()

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("time", Text, nullable=False),
    Column("coder", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("events.seq")),
    Index("events_of_coder", "coder", "seq"),
    sqlite_strict=True,
    sqlite_autoincrement=True,
)

changes = Table(
    "changes",
    metadata,
    Column("event", Integer, ForeignKey("events.seq"), primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("place", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

texts = Table("texts", metadata, Column("sha256", Text, primary_key=True), Column("text", Text, nullable=False), sqlite_strict=True)


def _passage() -> list[Column[object]]:
    return [
        Column("id", Text, primary_key=True),
        Column("utterance", Text, ForeignKey("utterances.id", deferrable=True, initially="DEFERRED"), nullable=False),
        Column("start", Integer, nullable=False),
        Column("end", Integer, nullable=False),
        Column("code", Text, ForeignKey("codes.id", deferrable=True, initially="DEFERRED"), nullable=False),
        Column("coder", Text, nullable=False),
        Column("quote", Text, nullable=False),
        Column("score", REAL),
    ]


STATE: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "utterances",
            metadata,
            Column("id", Text, primary_key=True),
            Column("seq", Integer, nullable=False),
            Column("thread", Text, nullable=False),
            Column("reply_to", Text),
            Column("kind", Text, nullable=False),
            Column("participant", Text),
            Column("time", Text),
            Column("more", Text, nullable=False),
            Column("sha256", Text, ForeignKey("texts.sha256"), nullable=False),
            Index("utterances_in_order", "seq"),
            sqlite_strict=True,
        ),
        Table(
            "participants",
            metadata,
            Column("id", Text, primary_key=True),
            Column("seq", Integer, nullable=False),
            Column("more", Text, nullable=False),
            sqlite_strict=True,
        ),
        Table(
            "codes",
            metadata,
            Column("id", Text, primary_key=True),
            Column("seq", Integer, nullable=False),
            *(Column(f, Text, nullable=False) for f in ("brief", "definition", "include", "exclude", "example", "colour", "terms")),
            sqlite_strict=True,
        ),
        Table(
            "codings",
            metadata,
            *_passage(),
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
            Column("about", Text, nullable=False),
            Column("target", Text, nullable=False),
            Column("text", Text, nullable=False),
            Column("coder", Text, nullable=False),
            Column("created_at", Text, nullable=False),
            Index("memos_of_target", "target"),
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

for _table in (events, changes):
    for _deed in ("UPDATE", "DELETE"):
        event.listen(
            metadata,
            "after_create",
            DDL(  # type: ignore[no-untyped-call]
                f"CREATE TRIGGER IF NOT EXISTS {_table.name}_no_{_deed.lower()} BEFORE {_deed} ON {_table.name} "
                "BEGIN SELECT RAISE(ABORT, 'the log of a project is append-only'); END"
            ).execute_if(dialect="sqlite"),
        )
