"""Backups as a person asks for them: make one, list them, put one back. How they are made stands in backups.py, when in keeper.py."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pandas as pd

from discourse.errors import ProjectError
from discourse.project.backups import last_deed, list_backups, project_of, put_back, take_backup
from discourse.project.base import Base
from discourse.project.lease import Lease
from discourse.project.plainly import plainly
from discourse.project.settings import choose_settings
from discourse.project.store import PATIENCE


class Keeping(Base):
    """What keeps a project from being lost."""

    def backup(self, path: str | Path | None = None) -> Path:
        """Copy the project as it stands, verify the copy, and give its path. Others may go on working meanwhile.

        Without a path it goes into the folder ``study.db.backups`` beside the project. There one is made by itself every four hours
        in which something was changed, and before a migration; kept are the last five, one a day for a week, and one a week for five
        weeks. A backup is a project file like any other. Raises ProjectError.

        >>> from discourse import Project
        >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana").define("trust")
        >>> copy = study.backup()
        >>> study.define("doubt").codebook.paths
        ['trust', 'doubt']
        >>> kept = Project.restore(copy)
        >>> study.codebook.paths
        ['trust']
        """
        with _careful(self.path):
            return take_backup(self.path, None if path is None else Path(path))

    def backups(self) -> pd.DataFrame:
        """``path time why deeds bytes`` of the backups beside the project, the newest last; ``deeds`` is how many it holds."""
        columns = ["path", "time", "why", "deeds", "bytes"]
        with _careful(self.path):
            rows = [(str(b.path), b.time, b.why, last_deed(b.path)[0], b.path.stat().st_size) for b in list_backups(self.path)]
        frame = pd.DataFrame(rows, columns=columns).astype({"path": "str", "why": "str", "deeds": "int64", "bytes": "int64"})
        return frame.assign(time=pd.to_datetime(frame["time"], utc=True))

    @staticmethod
    def restore(backup: str | Path, *, to: str | Path | None = None) -> Path | None:
        """Put a backup back in the place of the project that it was taken of, or at another path. Gives where the present file is kept.

        What is there now is kept first: as a further backup, or, if it is damaged, whole and under the name ``….damaged``.
        Programs that have the project open go on with the backup. Raises NotAProject for a backup that is not sound, or ProjectError.
        """
        source = Path(backup)
        target = project_of(source) if to is None else Path(to)
        if target is None:
            raise ProjectError(f"{source}: it does not lie in a folder of backups; say which project it is to become: to='study.db'")
        with _careful(target):
            return put_back(source, target, PATIENCE)


@contextmanager
def _careful(path: Path) -> Iterator[None]:
    lease = Lease(path.absolute(), PATIENCE).hold() if choose_settings(path).lease else nullcontext()
    with plainly(path, PATIENCE), lease:
        try:
            yield
        except OSError as error:
            raise ProjectError(f"{error.filename or path}: {error.strerror or error}; nothing was changed in the project") from error
