"""Snapshots of a project file, in a folder beside it. It copies, verifies, lists and puts back; when that is due, the store knows.

``study.db.backups/2024-05-01T10-20-30Z.db`` is a whole project, named by its moment in UTC; one taken before a migration or
before another was put back says so: ``….before-restore.db``. A snapshot is made through SQLite's backup interface under another
name, verified (its pages, and that its last deed is chained to the one before), and then given its name in one step. Kept are
the last five, the last of each of seven days, the last of each of five weeks, and those with a word in their name.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from discourse.errors import NotAProject, ProjectError
from discourse.project.log import digest_of
from discourse.project.tables import APPLICATION, VERSION

LAST, DAYS, WEEKS = 5, 7, 5
NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)(?:\.([\w-]+))?\.db")
AT_ONCE = 16_384  # pages that are copied before others may write


class Backup(NamedTuple):
    """One snapshot, as its name tells of it."""

    path: Path
    time: datetime
    why: str


def take_backup(source: Path, target: Path | None = None, *, why: str = "") -> Path:
    """Copy the project at ``source``, as it stands, into a new file, verify it, and let go of old ones; returns the new file.

    Without ``target`` it goes into the folder beside the project. Raises ProjectError or sqlite3.Error; then there is no new file.
    """
    if target is None:
        folder = folder_of(source)
        folder.mkdir(exist_ok=True)
        target = folder / _name(source, why)
    elif target.exists():
        raise ProjectError(f"{target} is there already; a backup never writes over a file, give another name")
    elif not target.parent.is_dir():
        raise ProjectError(f"{target}: the folder {target.parent} does not exist; make it first")
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with opened(source) as project, closing(sqlite3.connect(part, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous=EXTRA")
            _copy(project, copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # a snapshot is one file
        if fault := find_fault(part):
            raise ProjectError(f"{source}: the backup was not kept, because {fault}; verify the project: discourse verify {source}")
        part.replace(target)
        sync_folder(target.parent)
    finally:
        for left in (part, part.with_name(part.name + "-journal")):
            left.unlink(missing_ok=True)
    if target.parent == folder_of(source):
        for old in superseded(list_backups(source)):
            old.unlink(missing_ok=True)
    return target


def list_backups(source: Path) -> list[Backup]:
    """The snapshots beside a project, the newest last."""
    folder = folder_of(source)
    found = [(p, NAME.fullmatch(p.name)) for p in folder.iterdir()] if folder.is_dir() else []
    kept = [Backup(p, datetime.strptime(m[1], "%Y-%m-%dT%H-%M-%SZ").replace(tzinfo=UTC), m[2] or "") for p, m in found if m]
    return sorted(kept, key=lambda b: (b.time, b.path.name))


def superseded(backups: list[Backup]) -> list[Path]:
    """Those that need not be kept: not of the last five, nor the last of their day or week among the latest days and weeks."""
    plain = [b for b in backups if not b.why]
    kept = {b.path for b in plain[-LAST:]}
    for most, when in ((DAYS, "%Y-%m-%d"), (WEEKS, "%G-%V")):
        last = {b.time.strftime(when): b.path for b in plain}  # the later ones overwrite
        kept |= set(list(last.values())[-most:])
    return [b.path for b in plain if b.path not in kept]


def renew_backups(source: Path) -> None:
    """Put one backup of the present state in the place of all that there are, also of those of damaged files and older layouts.

    Raises ProjectError, OSError or sqlite3.Error; then the old ones are still there.
    """
    folder = folder_of(source)
    if folder.is_dir() and any(folder.iterdir()):
        new = take_backup(source)
        for old in folder.iterdir():
            if old != new:
                old.unlink()


def put_back(backup: Path, to: Path, patience: float) -> Path | None:
    """Make the project at ``to`` what the snapshot is; what was there is kept first, and its place returned.

    A file that can be written is overwritten within one transaction, so that programs which have it open go on with the snapshot;
    a damaged one is put aside whole. Raises NotAProject, ProjectError or sqlite3.Error; then nothing is changed.
    """
    if not backup.is_file():
        raise ProjectError(f"{backup}: there is no such file; project.backups() and `discourse backup --list` tell what there is")
    if fault := find_fault(backup):
        raise NotAProject(f"{backup} cannot be put back, because {fault}; take another backup")
    kept = None
    if to.exists() and to.stat().st_size:
        if find_fault(to) is None:
            kept = take_backup(to, why="before-restore")
            with opened(backup) as source, opened(to, "rw", patience) as target:
                target.execute("BEGIN EXCLUSIVE")  # waits for others no longer than their patience, as the copying itself would
                target.execute("ROLLBACK")
                source.backup(target)
            return kept
        folder_of(to).mkdir(exist_ok=True)
        kept = folder_of(to) / f"{_moment(to)}.damaged"  # not one of the backups
    part = to.with_name(to.name + ".part")
    try:
        shutil.copyfile(backup, part)
        with part.open("rb+") as copy:
            os.fsync(copy.fileno())
        for tail in ("", "-journal", "-wal", "-shm"):  # a journal of the damaged file must not be played into the new one
            old = to.with_name(to.name + tail)
            if kept and old.exists():
                old.replace(kept.with_name(kept.name + tail))
        part.replace(to)
        sync_folder(to.parent)
    finally:
        part.unlink(missing_ok=True)
    return kept


def find_fault(path: Path) -> str | None:
    """What is wrong with a project file, in half a sentence; None if it is sound. It reads the whole file."""
    try:
        with opened(path) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
                return "it is not a project"
            layout = connection.execute("PRAGMA user_version").fetchone()[0]
            told = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if told != "ok":
                return f"it is damaged ({str(told).splitlines()[-1]})"
            if layout == VERSION and not _is_chained(connection):
                return "its last deed does not fit to the log"
    except sqlite3.Error as error:
        return f"it cannot be read ({error})"
    return None


def last_deed(path: Path) -> tuple[int, str]:
    """The number and the id of the last deed in a project file; 0 where there is none. Raises sqlite3.Error."""
    with opened(path) as connection:
        row = connection.execute("SELECT seq, id FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def folder_of(source: Path) -> Path:
    """Where the snapshots of a project are."""
    return source.with_name(source.name + ".backups")


def project_of(backup: Path) -> Path | None:
    """The project that a snapshot lies beside; None for one that was taken elsewhere."""
    folder = backup.absolute().parent
    return folder.with_name(folder.name.removesuffix(".backups")) if folder.name.endswith(".backups") else None


@contextmanager
def opened(path: Path, mode: str = "ro", patience: float = 10.0) -> Iterator[sqlite3.Connection]:
    """A plain connection to a file that is there."""
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    with closing(sqlite3.connect(uri, uri=True, timeout=patience, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=EXTRA")
        yield connection


def sync_folder(folder: Path) -> None:
    """See to it that a new name is on the disk, too; Windows has no such call, and needs none."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _copy(project: sqlite3.Connection, copy: sqlite3.Connection) -> None:
    """In steps between which others may write; if they always do, then at once."""
    left: list[int] = []

    def step(status: int, remaining: int, total: int) -> None:
        if left and remaining > left[-1]:
            raise _Interrupted
        left.append(remaining)

    try:
        project.backup(copy, pages=AT_ONCE, progress=step, sleep=0.01)
    except _Interrupted:
        project.backup(copy)


class _Interrupted(Exception):
    """Somebody wrote meanwhile, and the copy began anew."""


def _is_chained(connection: sqlite3.Connection) -> bool:
    columns = ("seq", "id", "tick", "time", "coder", "via", "verb", "what", "undoes", "digest", "chain")
    last = connection.execute(f"SELECT {', '.join(columns)} FROM events ORDER BY seq DESC LIMIT 2").fetchall()
    if not last:
        return True
    event, before = dict(zip(columns, last[0], strict=True)), last[1][-1] if len(last) > 1 else ""
    told = 'SELECT place, id, "before", "after" FROM changes WHERE event = ? ORDER BY n'
    digest = digest_of(event, connection.execute(told, (event["seq"],)))
    return bool(event["digest"] == digest and event["chain"] == hashlib.sha256(f"{before}{digest}".encode()).hexdigest())


def _name(source: Path, why: str) -> str:
    return f"{_moment(source)}{'.' * bool(why)}{why}.db"


def _moment(source: Path) -> str:
    """Now; but never before the newest there is, should the clock have been set back."""
    moment = datetime.now(UTC).replace(microsecond=0)
    have = list_backups(source)
    if have and have[-1].time >= moment:
        moment = have[-1].time + timedelta(seconds=1)
    return moment.strftime("%Y-%m-%dT%H-%M-%SZ")
