"""What every verb and noun of a project stands on: who is at work, where it is kept, and one transaction each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Self, TypeVar

import pandas as pd
from sqlalchemy import Connection, func, select

from discourse.corpus import plural
from discourse.errors import FrameError, ProjectError, ProjectReadOnly
from discourse.project.log import Plan, done_before, now, record
from discourse.project.store import PATIENCE, Store, open_store
from discourse.project.tables import STATE

T = TypeVar("T")
Planner = Callable[[Connection], Plan]


class Base:
    """The part of `Project` that has no verbs."""

    def __init__(
        self, path: str | Path, *, coder: str | None = None, read_only: bool = False, patience: float = PATIENCE, wal: bool = False
    ) -> None:
        if coder is not None and not coder.strip():
            raise ProjectError("the coder's name is empty; give a short one, such as coder='ana'")
        self.coder = coder
        self.read_only = read_only
        self._store: Store = open_store(path, read_only=read_only, patience=patience, wal=wal)

    @property
    def path(self) -> Path:
        """The project's file; raises ProjectError for a project that is kept in a team's database."""
        if self._store.path is None:
            raise ProjectError(f"{self.name} is kept in a database, not in a file")
        return self._store.path

    @property
    def name(self) -> str:
        """What a person calls the project: the name of its file."""
        return self._store.name

    @property
    def place(self) -> str:
        """What tells the project from all others: the full path of its file, or its address without the password."""
        return self._store.place

    def close(self) -> None:
        """Let go of the file. The project opens again by itself when it is next used."""
        self._store.close()

    def __repr__(self) -> str:
        def counts(connection: Connection) -> list[int]:
            said, codes, codings = (select(func.count()).select_from(STATE[t]) for t in ("utterances", "codes", "codings"))
            asked = (said, codes.where(STATE["codes"].c.retired.is_(None)), codings)
            return [int(connection.execute(query).scalar_one()) for query in asked]

        said, codes, codings = self._read(counts)
        who = f", coder {self.coder}" if self.coder else ""
        told = f"{plural(said, 'utterance')}, {plural(codes, 'code')}, {plural(codings, 'coding')}"
        return f"Project {self.name}{who}: {told} ({self._store.told})"

    def _who(self) -> str:
        if self.coder is None:
            raise ProjectError(f"who is at work? open the project with your name: Project({self.name!r}, coder='ana')")
        return self.coder

    def _write(self, verb: str, planner: Planner, deed: str | None) -> Self:
        coder = self._who()
        if self.read_only:
            raise self._refused(verb)
        with self._store.writing() as connection:
            if not done_before(connection, deed):
                plan = planner(connection)
                if plan.changes:
                    record(connection, coder, verb, plan, deed, now(), _surface())
        return self

    def _refused(self, verb: str) -> ProjectReadOnly:
        return ProjectReadOnly(f"{self.name} was opened for reading only; open it without read_only to {verb}")

    def _read(self, answer: Callable[[Connection], T]) -> T:
        with self._store.reading() as connection:
            return answer(connection)


def ids_of(chosen: str | Iterable[str] | pd.DataFrame) -> list[str]:
    """The ids that a person means: one, several, or the column ``id`` of a frame."""
    if isinstance(chosen, pd.DataFrame):
        if "id" not in chosen:
            raise FrameError("the frame has no column 'id'; take it from project.codings() or project.suggestions()")
        return list(chosen["id"])
    return [chosen] if isinstance(chosen, str) else list(chosen)


def planner(plan: Callable[[Connection, Any], Plan], thing: Any) -> Planner:
    """A planner that plans for this thing, whatever its name is later bound to."""
    return lambda connection: plan(connection, thing)


def _surface() -> str:
    return "notebook" if "ipykernel" in sys.modules else "python"
