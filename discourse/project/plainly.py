"""What a database says of a file, in words that tell what would do. It decides nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError

from discourse.errors import NotAProject, ProjectError, ProjectLocked, ProjectReadOnly, UndoConflict

NOTHING = "nothing of this deed was stored"


@contextmanager
def plainly(path: Path, patience: float) -> Iterator[None]:
    """Turn what the database library says into an error of ours."""
    try:
        yield
    except IntegrityError as error:
        if "FOREIGN KEY" not in str(error.orig):
            raise ProjectError(f"{path}: {error.orig}; {NOTHING}") from error
        raise UndoConflict(
            f"{path}: this would leave a coding without its code or its utterance, so nothing was changed; "
            "remove what others built on it first"
        ) from error
    except (DBAPIError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", error))
        moved = getattr(getattr(error, "orig", error), "sqlite_errorname", "") == "SQLITE_READONLY_DBMOVED"
        if moved or not path.exists():
            raise ProjectError(
                f"{path} is gone: it was moved or deleted while the project was open; put it back, or open it anew"
            ) from error
        if "locked" in said or "busy" in said:
            raise ProjectLocked(f"{path} is held by another program (waited {patience:g} s); close it there, or try again") from error
        if "readonly" in said or "unable to open" in said or "read-only" in said:
            raise ProjectReadOnly(f"{path} cannot be written ({said}); copy the project to a folder of your own to go on") from error
        if is_damage(error):
            raise NotAProject(f"{path} is not a project, or it is damaged ({said}); nothing was changed in it") from error
        if "full" in said:
            raise ProjectError(f"{path}: the disk is full ({said}); {NOTHING}") from error
        if "disk I/O" in said:
            raise ProjectError(f"{path}: the disk is full, failing, or was taken out ({said}); {NOTHING}") from error
        raise ProjectError(f"{path}: {said}; {NOTHING}") from error


def is_damage(error: BaseException) -> bool:
    """Whether the library says that the file itself is wrong."""
    said = str(getattr(error, "orig", error))
    return any(word in said for word in ("not a database", "malformed", "unsupported file format"))
