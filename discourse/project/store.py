"""Where a project is kept: a file, or a database of a team. It chooses; what each kind needs stands in a file of its own."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from discourse.errors import ProjectError
from discourse.project.sqlite import PATIENCE as PATIENCE
from discourse.project.sqlite import SQLiteStore


class Store(Protocol):
    """What the rest of the room asks of a place where a project is kept."""

    name: str
    """What a person calls it: "study.db"."""
    place: str
    """What tells it from all others: the full path, or the address without its password."""

    @property
    def told(self) -> str:
        """How it is kept, in a few words: "journal, full sync"."""

    @property
    def path(self) -> Path | None:
        """The file; None where there is none."""

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state throughout."""

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that no other writer comes between; all of it is kept, or nothing."""

    def check(self) -> list[tuple[str, str, str]]:
        """``(what, where, found)``: what the database itself finds wrong with its pages, keys and tables."""

    def scrub(self) -> None:
        """Leave nothing on the disk of what was removed."""

    def close(self) -> None:
        """Let go; the next transaction opens it again."""


def open_store(where: str | Path, *, read_only: bool = False, patience: float = PATIENCE, wal: bool = False) -> Store:
    """The store at a path or an address; raises NotAProject, ProjectLocked, ProjectReadOnly or ProjectError."""
    scheme, colon, _ = str(where).partition("://")
    if scheme in ("postgresql", "postgres"):
        from discourse.project.postgres import PostgresStore

        return PostgresStore(f"postgresql://{str(where).partition('://')[2]}", read_only=read_only, patience=patience)
    if colon:
        raise ProjectError(
            f"{where}: a project is a file such as 'study.db', or an address such as postgresql://host/database?project=study"
        )
    return SQLiteStore(Path(where), read_only=read_only, patience=patience, wal=wal)
