"""A project in a file of its own: opening it safely, and its errors in plain words. It knows SQLite's settings, not what is stored.

Durable by default: ``journal_mode=DELETE, synchronous=FULL``, foreign keys on, and every writing transaction begins
with ``BEGIN IMMEDIATE``: with a plain BEGIN two writers that read first and write later fail in spite of a timeout.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import NullPool

from discourse.errors import NotAProject, ProjectError, ProjectLocked, ProjectReadOnly, UndoConflict
from discourse.project.tables import APPLICATION, VERSION, metadata

PATIENCE = 10.0  # seconds that a verb waits for another program's lock


class SQLiteStore:
    """The file of a project: where transactions come from.

    Parameters
    ----------
    path
        Made and given its tables where there is no file, unless ``read_only``.

    Raises NotAProject, ProjectLocked, ProjectReadOnly or ProjectError, each with the path.
    """

    def __init__(self, path: Path, *, read_only: bool = False, patience: float = PATIENCE) -> None:
        if path.is_dir():
            raise ProjectError(f"{path} is a folder; give the name of a file in it, such as {path / 'study.db'}")
        if not path.exists():
            if read_only:
                raise ProjectError(f"{path}: there is no such project to read")
            if not path.parent.is_dir():
                raise ProjectError(f"{path}: the folder {path.parent} does not exist; make it first")
        self.path = path
        self.name = path.name
        self.place = str(path.absolute())
        self.read_only = read_only
        self.patience = patience
        self.made = path.exists()  # a file that is moved away is not made anew
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=NullPool)
        event.listen(self._engine, "begin", _begin)
        with plainly(path, patience):
            _welcome(self._engine, path, read_only)
        self.made = True

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its first statement; committed at the end, or nothing of it stays."""
        options = {"write": True}
        with plainly(self.path, self.patience), self._engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state throughout."""
        with plainly(self.path, self.patience), self._engine.connect() as connection, connection.begin():
            yield connection

    def scrub(self) -> None:
        """Leave nothing in the file of what was removed: it is written anew, without its free pages."""
        with plainly(self.path, self.patience):
            connection = self._connect()
            try:
                connection.execute("VACUUM")
            finally:
                connection.close()

    def close(self) -> None:
        """Let go of the file; the next transaction opens it again."""
        self._engine.dispose()

    def _connect(self) -> sqlite3.Connection:
        uri = f"file:{quote(self.place)}?mode=" + ("ro" if self.read_only else "rw" if self.made else "rwc")
        connection = sqlite3.connect(uri, uri=True, timeout=self.patience, isolation_level=None, check_same_thread=False)
        for pragma in ("foreign_keys=ON", "synchronous=FULL", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        return connection


@contextmanager
def plainly(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Turn what the database library says into an error of ours that says what would do."""
    try:
        yield
    except IntegrityError as error:
        if "FOREIGN KEY" not in str(error.orig):
            raise ProjectError(f"{path}: {error.orig}; nothing of this deed was stored") from error
        raise UndoConflict(
            f"{path}: this would leave a coding without its code or its utterance, so nothing was changed; "
            "remove what others built on it first"
        ) from error
    except (DBAPIError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", error))
        if not path.exists():
            raise ProjectError(
                f"{path} is gone: it was moved or deleted while the project was open; put it back, or open it anew"
            ) from error
        if "locked" in said or "busy" in said:
            raise ProjectLocked(f"{path} is held by another program (waited {patience:g} s); close it there, or try again") from error
        if "readonly" in said or "unable to open" in said or "read-only" in said:
            raise ProjectReadOnly(f"{path} cannot be written ({said}); copy the project to a folder of your own to go on") from error
        if "not a database" in said or "malformed" in said:
            raise NotAProject(f"{path} is not a project, or it is damaged ({said}); nothing was changed in it") from error
        if "full" in said:
            raise ProjectError(f"{path}: the disk is full ({said}); nothing of this deed was stored") from error
        raise ProjectError(f"{path}: {said}; nothing of this deed was stored") from error


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _welcome(engine: Engine, path: Path, read_only: bool) -> None:
    with engine.connect() as connection:
        application, version = _mark(connection)
        bare = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0
    if not bare or read_only:
        _recognise(path, application, version)
        return
    with engine.connect().execution_options(write=True) as connection, connection.begin():
        if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0:  # nobody was quicker
            metadata.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
            connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")


def _mark(connection: Connection) -> tuple[Any, Any]:
    return tuple(connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("application_id", "user_version"))  # type: ignore[return-value]


def _recognise(path: Path, application: Any, version: Any) -> None:
    if application != APPLICATION:
        raise NotAProject(f"{path} is an SQLite file of some other program, not a project; give another file name")
    if version > VERSION:
        raise NotAProject(f"{path} was written by a newer version (layout {version}, known here: {VERSION}); upgrade discourse-lab")
