"""The state that follows from the log of a database, and where the state tables say something else. It writes nothing."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from discourse.project.log import read_deeds
from discourse.project.replay import Row, State
from discourse.project.tables import STATE

STREAM = {"yield_per": 5000}  # rows are fetched as they are needed, from a file and from a server


class Difference(NamedTuple):
    """A row of a state table that is not what follows from the log; None where there is none."""

    place: str
    id: str
    there: Row | None
    due: Row | None


def fold(connection: Connection, upto: int | None = None) -> State:
    """All deeds in their order, or the first ``upto`` of them, one after the other.

    Raises ProjectError when a deed stands on something that no deed made.
    """
    state = State()
    for event, changes in read_deeds(connection, upto):
        state.apply(event.id, changes)
    return state


def differences(connection: Connection, state: State, place: str) -> list[Difference]:
    """Where one state table differs from ``state``, by id."""
    names = [c.name for c in STATE[place].columns]
    due = state.rows[place]
    left = set(due)
    found: list[Difference] = []
    for line in connection.execute(select(STATE[place]).execution_options(**STREAM)):
        there: Row = dict(zip(names, line, strict=True))
        left.discard(there["id"])
        if there != due.get(there["id"]):
            found.append(Difference(place, there["id"], there, due.get(there["id"])))
    found += [Difference(place, key, None, due[key]) for key in left]
    return sorted(found, key=lambda d: d.id)
