"""What belongs to this copy and not to the log: which merges there were, what they moved, and what had to be settled."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from discourse.project.log import insert_many, remove_many, to_json
from discourse.project.replay import Conflict
from discourse.project.tables import local


def note_merge(connection: Connection, last: int, moved: Sequence[dict[str, Any]]) -> None:
    """Remember that a merge brought deeds up to number ``last``, and the rows ``{place, id, utterance}`` that none of them names."""
    merges = _get(connection, "merges") or []
    _set(connection, "merges", [*merges, last])
    if moved:
        _set(connection, f"moved/{last}", list(moved))


def forget_merges(connection: Connection) -> None:
    """Remember no more which rows earlier merges moved: they may name what had to go."""
    remove_many(connection, local, ["merges", *_moved(connection)])


def marks(connection: Connection, key: str) -> list[str]:
    """What was noted under "rewritten" (which names or persons were taken out) or "forgotten" (which utterances)."""
    value = connection.execute(select(local.c.value).where(local.c.id == key)).scalar()
    return [] if value is None else list(json.loads(value))


def moved_by_merges(connection: Connection, since: int) -> list[dict[str, Any]]:
    """``seq place id utterance`` of the rows that merges after deed number ``since`` changed without a deed that names them."""
    merges = [n for n in _get(connection, "merges") or [] if n > since]
    return [{"seq": n, **row} for n in merges for row in _get(connection, f"moved/{n}") or []]


def keep_conflicts(connection: Connection, conflicts: Sequence[Conflict]) -> None:
    """Remember what had to be settled, in the place of what was remembered before."""
    _set(connection, "conflicts", [list(c) for c in conflicts])


def kept_conflicts(connection: Connection) -> list[Conflict]:
    """What had to be settled when this copy was last merged."""
    return [Conflict(*c) for c in _get(connection, "conflicts") or []]


def own_findings(connection: Connection) -> Iterator[tuple[str, str, str]]:
    """``(what, where, found)``: what was remembered here and is not what it was."""
    for key, value in connection.execute(select(local).where(local.c.id.in_(["merges", "conflicts", *_moved(connection)]))):
        if _digest(value[65:]) != value[:64]:
            yield "merge", f"local {key}", "what was remembered of a merge is not what its digest vouches for"


def _moved(connection: Connection) -> list[str]:
    return [key for (key,) in connection.execute(select(local.c.id)) if key.startswith("moved/")]


def _get(connection: Connection, key: str) -> Any:
    value = connection.execute(select(local.c.value).where(local.c.id == key)).scalar()
    return None if value is None else json.loads(value[65:])


def _set(connection: Connection, key: str, value: Any) -> None:
    remove_many(connection, local, [key])
    insert_many(connection, local, [(key, f"{_digest(to_json(value))} {to_json(value)}")])


def _digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()
