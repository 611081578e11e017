"""A project in a file of its own: where transactions come from. It knows how SQLite is to be opened, not what is stored.

Each transaction opens the file and closes it again, and every writing one begins with ``BEGIN IMMEDIATE``: with a plain BEGIN two
writers that read first and write later fail in spite of a timeout. What a file needs besides is done where it is opened: an older
layout is brought to this one after a backup, a damaged file is never written but stood in for by what can be recovered of it.
"""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import NullPool

from discourse.errors import NotAProject, ProjectError, ProjectLocked, ProjectReadOnly
from discourse.project.backups import renew_backups, take_backup
from discourse.project.damage import damage_of
from discourse.project.keeper import Keeper
from discourse.project.lease import Lease
from discourse.project.migrations import migrate
from discourse.project.plainly import is_damage, plainly
from discourse.project.settings import choose_settings, is_mended
from discourse.project.standin import copied, recovered
from discourse.project.tables import APPLICATION, VERSION, metadata

PATIENCE = 10.0  # seconds that a verb waits for another program's lock


class SQLiteStore:
    """The file of a project.

    Parameters
    ----------
    path
        Made and given its tables where there is no file, unless ``read_only``.
    wal
        Ask for the write-ahead log; taken where it is safe.

    Raises NotAProject, ProjectLocked, ProjectReadOnly or ProjectError, each with the path.
    """

    def __init__(self, path: Path, *, read_only: bool = False, patience: float = PATIENCE, wal: bool = False) -> None:
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
        self.settings = choose_settings(path, wal=wal)
        self.damage = ""  # what could be recovered, and what would do
        self.fault = ""
        self._at = path.absolute()  # what is opened: the file, or what stands in for it
        self._made = path.exists()  # a file that is moved away is not made anew
        self._lease = Lease(path.absolute(), patience) if self.settings.lease else None
        self._open = ExitStack()
        self._keeper = Keeper(path.absolute(), self._leased)
        self._engine = create_engine("sqlite://", creator=self._connect, poolclass=NullPool)
        event.listen(self._engine, "begin", _begin)
        with plainly(path, patience), self._leased(not read_only):
            self._welcome(wal)
        self._made = True
        self._keep()

    @property
    def told(self) -> str:
        """How the file is kept, in a few words."""
        return "damaged, read only" if self.damage else "read only" if self.read_only else str(self.settings)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that holds the write lock from its first statement; committed at the end, or nothing of it stays."""
        if self.damage:
            raise ProjectReadOnly(f"{self.path} is damaged and is not written to; {self.damage}")
        with self._told(), self._leased():
            file = _identity(self._at)
            options = {"write": True, "patience": self.patience}
            with self._engine.connect().execution_options(**options) as connection, connection.begin():
                self._same_layout(connection)
                yield connection
                if self._lease:
                    self._lease.check()
            if _identity(self._at) != file:
                raise ProjectError(
                    f"{self.path} is gone: it was moved or deleted while this was written, and the deed went with it; "
                    "put the file back, or open it anew"
                )
        self._keep()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state throughout."""
        with self._told(), self._leased(False), self._engine.connect() as connection, connection.begin():
            self._same_layout(connection)
            yield connection

    def check(self) -> list[tuple[str, str, str]]:
        """``(what, where, found)``: what SQLite finds wrong with its pages, indexes and keys, and tables that are not as we made them."""
        with self.reading() as connection:
            said = [line for (line,) in connection.exec_driver_sql("PRAGMA integrity_check")]
            found = [("file", "pages and indexes", str(line)) for line in said if line != "ok"]
            keys = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            found += [("file", f"{table}, row {row}", f"it names a row of {parent} that is not there") for table, row, parent, _ in keys]
            there = _layout(connection)
        fresh = create_engine("sqlite://")
        with fresh.begin() as connection:
            metadata.create_all(connection)
            due = _layout(connection)
        fresh.dispose()
        if self.damage:
            found.insert(0, ("file", self.name, f"it is damaged ({self.fault}); {self.damage}"))
        return found + [("file", name, "its layout is not the one that it was made with") for name in due if there.get(name) != due[name]]

    def scrub(self) -> None:
        """Leave nothing of what was removed: the file is written anew, without its free pages, and its backups give way to a new one."""
        self._keeper.wait()
        with self._told(), self._leased():
            with closing(self._connect()) as connection:
                connection.execute("VACUUM")
            renew_backups(self.path)

    def close(self) -> None:
        """Let go of the file, once a backup that is being made is there; the next transaction opens it again."""
        self._keeper.wait()
        self._open.close()
        self._engine.dispose()

    def _connect(self) -> sqlite3.Connection:
        mode = "ro" if self.read_only or self.damage else "rw" if self._made else "rwc"
        uri = f"file:{quote(str(self._at))}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, timeout=self.patience, isolation_level=None, check_same_thread=False)
        for pragma in ("foreign_keys=ON", "synchronous=EXTRA", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    @contextmanager
    def _leased(self, write: bool = True) -> Iterator[None]:
        with ExitStack() as held:
            if self._lease and self._at == self.path.absolute():
                held.enter_context(self._lease.hold(write=write))
            yield

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Errors in plain words; where the file turns out to be damaged, it is stood in for from now on."""
        try:
            with plainly(self.path, self.patience):
                yield
        except NotAProject as error:
            if self.damage or error.__cause__ is None or not is_damage(error.__cause__):
                raise
            self._recover(str(getattr(error.__cause__, "orig", error.__cause__)))
            raise ProjectError(f"{self.path} is damaged, and nothing of this deed was stored; ask again: {self.damage}") from error

    # Opening ----------------------------------------------------------------------------------------------------------

    def _welcome(self, wal: bool) -> None:
        if self._made and (fault := self._look_for_damage()):
            self._recover(fault)
            return
        with closing(self._connect()) as connection:
            bare = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if bare and not self.read_only:
            self._make()
        with closing(self._connect()) as connection:
            application, layout = (connection.execute(f"PRAGMA {p}").fetchone()[0] for p in ("application_id", "user_version"))
        if application != APPLICATION:
            raise NotAProject(f"{self.path} is an SQLite file of some other program, not a project; give another file name")
        if layout > VERSION:
            raise NotAProject(_newer(self.path, layout))
        if layout < VERSION:
            self._bring_up(layout)
        if not self.read_only:
            self._set_journal(wal)

    def _look_for_damage(self) -> str:
        """What is wrong, or nothing. A file with an open journal that may not be written is stood in for by a copy."""
        try:
            return damage_of(self._at, self._connect)
        except sqlite3.Error as error:
            if not self.read_only or "locked" in str(error):
                raise
            self._at = copied(self.path, self)
            return damage_of(self._at, lambda: sqlite3.connect(self._at))

    def _make(self) -> None:
        options = {"write": True, "patience": self.patience}
        with self._engine.connect().execution_options(**options) as connection, connection.begin():
            if connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0:  # nobody was quicker
                metadata.create_all(connection)
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
                connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")

    def _bring_up(self, layout: int) -> None:
        """An older layout becomes this one: in the file, after a backup; or in a copy, if it is only to be read."""
        if self.read_only:
            self._at = copied(self.path, self)
        else:
            try:
                take_backup(self.path, why=f"layout-{layout}")
            except OSError as error:
                raise ProjectReadOnly(
                    f"{self.path} is of layout {layout} and must be brought to layout {VERSION}, but no backup can be made beside it "
                    f"({error.strerror}); open it with read_only=True, or copy it to a folder of your own"
                ) from error
        with closing(sqlite3.connect(self._at, timeout=self.patience, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous=EXTRA")
            migrate(connection, VERSION)

    def _set_journal(self, wal: bool) -> None:
        """A file that is kept with the write-ahead log stays so where that is safe."""
        with closing(self._connect()) as connection:
            mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
            if mode == "wal" and not wal and not self.settings.lease and is_mended(sqlite3.sqlite_version_info):
                self.settings = replace(self.settings, journal="wal", why="the file was given the write-ahead log before")
            elif mode != self.settings.journal:
                try:
                    mode = connection.execute(f"PRAGMA journal_mode={self.settings.journal}").fetchone()[0]
                except sqlite3.OperationalError as error:
                    if mode != "wal" or "locked" not in str(error):
                        raise
                    raise ProjectLocked(
                        f"{self.path} is open in another program, with the write-ahead log, in which SQLite {sqlite3.sqlite_version} here "
                        "may lose what is written; close it there, or open it with read_only=True"
                    ) from error
        if mode == "wal":  # as long as one is open, the log is not folded back after each deed
            self._open.enter_context(closing(self._connect()))

    def _recover(self, fault: str) -> None:
        self.fault = fault
        self._at, self.damage = recovered(self.path, self._at, fault, self)

    def _keep(self) -> None:
        if not (self.read_only or self.damage):
            self._keeper.look()

    def _same_layout(self, connection: Connection) -> None:
        layout = connection.exec_driver_sql("PRAGMA user_version").scalar()
        if layout != VERSION:
            raise NotAProject(_newer(self.path, layout))


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("write"):
        _take_turn(connection.connection.driver_connection, options["patience"])  # type: ignore[arg-type]
    else:
        connection.exec_driver_sql("BEGIN")


def _take_turn(connection: sqlite3.Connection, patience: float) -> None:
    """Begin to write when nobody else does. Who has waited longer asks more often: SQLite's own waiting let one of eight starve."""
    connection.execute("PRAGMA busy_timeout=0")
    began = time.monotonic()
    while True:
        try:
            connection.execute("BEGIN IMMEDIATE")
            break
        except sqlite3.OperationalError as error:
            waited = time.monotonic() - began
            if "locked" not in str(error) or waited > patience:
                raise
        time.sleep(random.random() * max(0.001, 0.01 / (1 + waited)))
    connection.execute(f"PRAGMA busy_timeout={round(patience * 1000)}")


def _newer(path: Path, layout: Any) -> str:
    return f"{path} was written by a newer version (layout {layout}, known here: {VERSION}); upgrade discourse-lab"


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _layout(connection: Connection) -> dict[str, Any]:
    """``{table, index or trigger: what it is made of}``, told by SQLite and not by the words it was made with."""
    made = {f"{kind} {name}": sql for kind, name, sql in connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master")}
    found: dict[str, Any] = {what: sql for what, sql in made.items() if what.startswith("trigger ")}
    for what in (w for w in made if w.startswith(("table ", "index "))):
        kind, name = what.split(" ", 1)
        found[what] = [tuple(row) for row in connection.exec_driver_sql(f'PRAGMA {kind}_xinfo("{name}")')]
    return found
