"""A project in the PostgreSQL database of a team: the same tables in a schema of their own, and errors in plain words.

One writer at a time: a writing transaction takes a lock first, so that deeds have one order and a reader who asks "what is new
since?" misses none. Readers never wait.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError

from discourse.errors import MissingExtra, NotAProject, ProjectError, ProjectLocked, ProjectReadOnly, UndoConflict
from discourse.project.tables import VERSION, metadata

LOCK = 0x44495343  # with the schema's number, the lock that a writer holds
SCHEMA = "discourse"  # where no project is named


class PostgresStore:
    """A schema of a PostgreSQL database: where transactions come from.

    Parameters
    ----------
    address
        ``postgresql://user:password@host/database?project=study``; the project's tables stand in a schema of its name, which is
        made where there is none, unless ``read_only``. Passwords may come from ``~/.pgpass`` or PGPASSWORD instead.

    Raises MissingExtra, NotAProject, ProjectLocked, ProjectReadOnly or ProjectError.
    """

    path = None

    def __init__(self, address: str, *, read_only: bool = False, patience: float = 10.0) -> None:
        self.url, self.schema = _parts(address)
        self.name = f"{self.schema} in {self.url.database or 'postgres'}" + (f" on {self.url.host}" if _far(self.url) else "")
        self.place = self.url.update_query_dict({"project": self.schema}).set(drivername="postgresql", password=None).render_as_string()
        self.read_only = read_only
        self.patience = patience
        self._engine = _open(self.url, self.schema, patience)
        weakref.finalize(self, self._engine.dispose)  # who forgets to close leaves no connection open
        with self._plainly():
            self._welcome()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the project's lock from its first statement; committed at the end, or nothing of it stays."""
        with self._plainly(), self._engine.connect() as connection, connection.begin():
            self._lock(connection)
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state throughout."""
        snapshot = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self._plainly(), self._engine.connect().execution_options(**snapshot) as connection, connection.begin():
            yield connection

    @property
    def told(self) -> str:
        """How it is kept, in a few words."""
        return "PostgreSQL, read only" if self.read_only else "PostgreSQL"

    def check(self) -> list[tuple[str, str, str]]:
        """``(what, where, found)``: tables and guards that are missing; pages and keys are the server's own care."""
        with self.reading() as connection:
            there = set(inspect(connection).get_table_names(schema=self.schema))
            guards = "SELECT count(*) FROM information_schema.triggers WHERE trigger_schema = :s AND event_object_table = :t"
            found = [("database", table, "the table is missing") for table in metadata.tables if table not in there]
            bare = [t for t in ("events", "changes") if not connection.execute(text(guards), {"s": self.schema, "t": t}).scalar()]
        return found + [("database", table, "what keeps the log from being changed is missing") for table in bare]

    def scrub(self) -> None:
        """Leave nothing in the tables' files of what was removed; the server's own log and backups are its keeper's."""
        with self._plainly(), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for table in metadata.sorted_tables:
                connection.exec_driver_sql(f"VACUUM FULL {table.name}")

    def close(self) -> None:
        """Let go of the connections; the next transaction opens one again."""
        self._engine.dispose()

    def _lock(self, connection: Connection) -> None:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock, hashtext(:schema))"), {"lock": LOCK, "schema": self.schema})

    def _welcome(self) -> None:
        with self._engine.connect() as connection, connection.begin():
            there = self._there(connection)
            if there == 0 and self.read_only:
                raise ProjectError(f"{self.name}: there is no such project to read")
            if there == 0:
                self._lock(connection)
                if self._there(connection) == 0:  # nobody was quicker
                    self._found(connection)
                there = self._there(connection)
            layout = connection.execute(text("SELECT value FROM local WHERE id = 'layout'")).scalar() if there == 2 else None
        if layout is None:
            raise NotAProject(f"{self.name}: the schema {self.schema!r} is something else's; give another name: ?project=…")
        if int(layout) > VERSION:
            raise NotAProject(f"{self.name} was written by a newer version (layout {layout}, known here: {VERSION}); upgrade discourse-lab")

    def _there(self, connection: Connection) -> int:
        """0 where the schema has no tables, 1 where it has some, 2 where they are a project's."""
        query = "SELECT table_name FROM information_schema.tables WHERE table_schema = :schema"
        tables = set(connection.execute(text(query), {"schema": self.schema}).scalars())
        return 0 if not tables else 1 + ({"events", "changes", "local"} <= tables)

    def _found(self, connection: Connection) -> None:
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {self._engine.dialect.identifier_preparer.quote(self.schema)}"))
        metadata.create_all(connection)
        connection.execute(text("INSERT INTO local (id, value) VALUES ('layout', :layout)"), {"layout": str(VERSION)})

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Turn what the database says into an error of ours that says what would do."""
        try:
            yield
        except IntegrityError as error:
            if "foreign key" not in str(error.orig):
                raise ProjectError(f"{self.name}: {_first(error)}; nothing of this deed was stored") from error
            raise UndoConflict(
                f"{self.name}: this would leave a coding without its code or its utterance, so nothing was changed; "
                "remove what others built on it first"
            ) from error
        except DBAPIError as error:
            said, kind = _first(error), type(error.orig).__name__
            if kind == "LockNotAvailable":
                waited = f"waited {self.patience:g} s"
                raise ProjectLocked(f"{self.name} is held by another program ({waited}); close it there, or try again") from error
            if kind in ("InsufficientPrivilege", "ReadOnlySqlTransaction"):
                raise ProjectReadOnly(f"{self.name} cannot be written ({said}); ask who keeps the database for the right to") from error
            if "NUL" in said or "0x00" in said:
                raise ProjectError(f"{self.name}: a text holds the character NUL, which PostgreSQL cannot; take it out first") from error
            if error.connection_invalidated or kind in ("OperationalError", "ConnectionTimeout"):
                raise ProjectError(
                    f"{self.name}: the database does not answer as asked ({said}); nothing of this deed was stored"
                ) from error
            raise ProjectError(f"{self.name}: {said}; nothing of this deed was stored") from error


def _open(url: URL, schema: str, patience: float) -> Engine:
    arguments = {"connect_timeout": max(2, round(patience)), "application_name": "discourse"}
    try:
        engine = create_engine(url, connect_args=arguments, pool_pre_ping=True, pool_size=4, max_overflow=16)
    except ModuleNotFoundError as error:
        raise MissingExtra("a project in PostgreSQL needs a driver: pip install 'discourse-lab[postgres]'") from error

    @event.listens_for(engine, "connect")
    def _settle(connection, _):  # type: ignore[no-untyped-def]
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('search_path', quote_ident(%s), false)", [schema])
            cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{max(1, round(patience * 1000))}ms"])
            cursor.execute("SET timezone TO 'UTC'")
        connection.commit()

    return engine


def _parts(address: str) -> tuple[URL, str]:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise ProjectError(f"{address!r} is no address; write postgresql://user@host/database?project=study") from error
    schema = url.query.get("project", SCHEMA)
    if (
        not isinstance(schema, str)
        or not 0 < len(schema.encode()) < 64
        or schema.startswith("pg_")
        or schema in ("public", "information_schema")
    ):
        raise ProjectError(f"{schema!r} cannot be the name of a project in a database; choose a short word: ?project=study")
    return url.difference_update_query(["project"]).set(drivername="postgresql+psycopg"), schema


def _far(url: URL) -> bool:
    return bool(url.host) and not str(url.host).startswith("/")


def _first(error: DBAPIError) -> str:
    return str(error.orig).strip().split("\n")[0]
