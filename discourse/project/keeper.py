"""When a backup is due: every few hours in which something was changed, looked at when a project is opened and after a deed.

A short file is copied at once; a long one by a thread of its own, so that nobody waits. What cannot be done is told as a warning.
"""

from __future__ import annotations

import sqlite3
import threading
import time
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from discourse.errors import ProjectError, ProjectWarning
from discourse.project.backups import last_deed, list_backups, opened, take_backup

HOURS = 4.0
SHORT = 8_000_000  # bytes that are copied at once, in less than a quarter of a second


class Keeper:
    """Who sees to the backups of one file; ``leased`` gives the right to open it."""

    def __init__(self, path: Path, leased: Callable[[bool], AbstractContextManager[None]]) -> None:
        self.path, self.leased = path, leased
        self._again = 0.0
        self._thread: threading.Thread | None = None
        self._failed = ""

    def look(self) -> None:
        """Take a backup if one is due; looks once in `HOURS`."""
        if self._failed:
            said, self._failed = self._failed, ""
            warnings.warn(said, ProjectWarning, stacklevel=4)
        if time.monotonic() < self._again:
            return
        self._again = time.monotonic() + HOURS * 3600
        if self.path.stat().st_size <= SHORT:
            self._take()
            if self._failed:
                self.look()
        elif self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._take, name=f"backup of {self.path.name}", daemon=True)
            self._thread.start()

    def wait(self) -> None:
        """Until the backup that is being made is there."""
        if self._thread is not None:
            self._thread.join()

    def _take(self) -> None:
        try:
            with self.leased(True):
                if is_due(self.path):
                    take_backup(self.path)
        except (OSError, sqlite3.Error, ProjectError) as error:
            self._failed = f"{self.path}: no backup could be made ({error}); make one elsewhere: project.backup('…')"


def is_due(path: Path) -> bool:
    """Whether something was changed since the newest backup, and that is `HOURS` old; the first is due as long after the first deed."""
    backups = list_backups(path)
    if backups:
        since = backups[-1].time
    else:
        with opened(path) as connection:
            first = connection.execute("SELECT time FROM events ORDER BY seq LIMIT 1").fetchone()
        if first is None:
            return False
        since = datetime.fromisoformat(first[0])
    if timedelta(0) <= datetime.now(UTC) - since < timedelta(hours=HOURS):  # in the future: the clock was set back
        return False
    try:
        newest = last_deed(backups[-1].path) if backups else None
    except sqlite3.Error:  # it was damaged since
        newest = None
    return newest != last_deed(path)
