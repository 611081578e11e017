"""What has changed since, and what now stands there: plain rows, read in one transaction. It makes no frames: a key waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, select

from discourse.project.answers import list_changes
from discourse.project.blindness import hidden_threads
from discourse.project.log import Row
from discourse.project.tables import STATE
from discourse.project.tree import paths_of

CHUNK = 500


@dataclass(frozen=True)
class News:
    """What was changed, by anyone, and the rows of every utterance that it touched."""

    last: int
    """The number of the last deed that is told of here."""
    places: frozenset[str]
    """The tables that were changed: codings, suggestions, memos, codes, utterances …"""
    undone: str | None
    """The verb that the last deed took back or did again, if it did."""
    rows: dict[str, dict[str, list[Row]]] | None
    """``{utterance: {codings, suggestions, memos, readings}}``, also where there is nothing; None where it would be too many."""


def answer_news(connection: Connection, since: int, utterances: Iterable[str], most: int, viewer: str | None = None) -> News:
    """What was done after deed ``since``, and how these utterances and the touched ones stand now; what is missing has no key."""
    made = list_changes(connection, since, viewer)
    touched = list(dict.fromkeys([*utterances, *(row["utterance"] for row in made if row["utterance"] is not None)]))
    last, undone = (made[-1]["seq"], made[-1]["undone"]) if made else (since, None)
    rows = _standing(connection, touched, viewer) if len(touched) <= most else None
    return News(last, frozenset(row["place"] for row in made), undone, rows)


def _standing(connection: Connection, utterances: list[str], viewer: str | None) -> dict[str, dict[str, list[Row]]]:
    found: dict[str, dict[str, list[Row]]] = {u: {place: [] for place in STANDING} for u in utterances}
    paths = paths_of(connection) if utterances else {}
    blind = _blind(connection, utterances, viewer)
    for n in range(0, len(utterances), CHUNK):
        for place, query in STANDING.items():
            for row in connection.execute(query, {"wanted": utterances[n : n + CHUNK]}).mappings():
                if row["utterance"] in blind and (place == "suggestions" or row["coder"] != viewer):
                    continue
                kept = {name: value for name, value in row.items() if value is not None}
                if "code" in kept:
                    kept["code"] = paths[kept["code"]]
                found[kept.pop("utterance")][place].append(kept)
    return found


def _blind(connection: Connection, utterances: list[str], viewer: str | None) -> set[str]:
    """Those of these utterances that the viewer reads blind."""
    hidden, t = hidden_threads(connection, viewer), STATE["utterances"]
    return set(connection.execute(select(t.c.id).where(t.c.thread.in_(hidden), t.c.id.in_(utterances))).scalars()) if hidden else set()


def _codings() -> Select[Any]:
    t, memos, said = STATE["codings"], STATE["memos"], STATE["utterances"]
    mine = and_(memos.c.about == "coding", memos.c.target == t.c.id, memos.c.coder == t.c.coder)
    columns = [t.c.utterance, t.c.id, t.c.start, t.c.end, t.c.code, t.c.coder, t.c.score, memos.c.text.label("memo")]
    found = select(*columns, t.c.weight, t.c.passage, t.c.suggested_by, t.c.created_at).outerjoin_from(t, memos, mine)
    found = found.join(said, and_(said.c.id == t.c.utterance, said.c.sha256 == t.c.sha256))
    return found.where(t.c.utterance.in_(bindparam("wanted", expanding=True))).order_by(t.c.start, t.c.end, t.c.id)


def _suggestions() -> Select[Any]:
    t, said = STATE["suggestions"], STATE["utterances"]
    found = select(t.c.utterance, t.c.id, t.c.start, t.c.end, t.c.code, t.c.coder, t.c.score, t.c.reason).where(t.c.status == "open")
    found = found.join(said, and_(said.c.id == t.c.utterance, said.c.sha256 == t.c.sha256))
    return found.where(t.c.utterance.in_(bindparam("wanted", expanding=True))).order_by(t.c.start, t.c.end, t.c.code)


def _memos() -> Select[Any]:
    t = STATE["memos"]
    found = select(t.c.target.label("utterance"), t.c.text, t.c.coder, t.c.created_at).where(t.c.about == "utterance")
    return found.where(t.c.target.in_(bindparam("wanted", expanding=True))).order_by(t.c.created_at, t.c.id)


def _readings() -> Select[Any]:
    t = STATE["readings"]
    return select(t.c.utterance, t.c.coder).where(t.c.utterance.in_(bindparam("wanted", expanding=True))).order_by(t.c.coder)


#: Built once: SQL is compiled once, too.
STANDING = {"codings": _codings(), "suggestions": _suggestions(), "memos": _memos(), "readings": _readings()}
