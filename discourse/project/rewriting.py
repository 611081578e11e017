"""Rewriting a whole log, which only consent withdrawn and names taken out can ask for. Everything is put anew, and nothing else changes.

The log stays a log: the same deeds in the same order, with the words that had to go replaced in each of them. Texts get new hashes,
passages their new offsets, digests and chain are made anew, and the state follows from the log as before.
"""

from __future__ import annotations

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from discourse.project.folding import fold
from discourse.project.log import Row, digest_of, insert_many, to_json, unpacked
from discourse.project.names import Edit, replaced, shifted
from discourse.project.tables import STATE, changes, events, guard, texts

KEPT = {"sha256", "created_at", "colour", "kind", "status", "passage", "coder", "decided_by", "suggested_by", "retired", "about", "time"}
"""Columns of writing in which no participant's name stands; coders keep theirs."""


class Rewriting(ABC):
    """What has to go, and what stands there instead."""

    withdrawn: tuple[str, ...] = ()
    """Utterances whose words must not come back by a merge."""

    @abstractmethod
    def edits(self, sha: str, text: str) -> list[Edit]:
        """What is replaced in a text; sorted, without overlaps."""

    @abstractmethod
    def words(self, text: str) -> str:
        """Any other piece of writing: a memo, a file name, a participant's name, an id."""

    def row(self, place: str, row: Row) -> Row | None:
        """A row once more than its words has to change; None where it has to go."""
        return row


def rewrite(connection: Connection, how: Rewriting) -> dict[str, int]:
    """Put the whole project anew; returns how many texts, lines of the log and passages were changed."""
    edits, hashes = _texts(connection, how)
    counts = {"texts": len(edits), "lines": 0, "gone": 0}

    def row_anew(place: str, row: Row | None) -> Row | None:
        if row is None:
            return None
        sha = row.get("sha256")
        new: Row = {c: v if c in KEPT or not isinstance(v, str) else _structured(how, c, v) for c, v in row.items()}
        new["id"] = _identity(place, row, new)
        if place in ("codings", "suggestions"):
            text, marks = edits.get(str(sha), ("", []))
            if sha in edits:
                start, end = shifted(marks, row["start"], row["end"])
                new |= {"start": start, "end": end, "quote": text[start:end]}
            else:
                new["quote"] = row["quote"]
        if sha is not None:
            new["sha256"] = hashes.get(sha, sha)
        return how.row(place, new)

    guard(connection, False)
    deeds = connection.execute(select(events).order_by(events.c.seq)).mappings().all()
    lines = connection.execute(select(changes).order_by(changes.c.event, changes.c.n)).mappings().all()
    connection.execute(delete(changes))
    kept: dict[int, list[tuple[Any, ...]]] = {}
    thinned: set[int] = set()  # deeds of which a part is gone tell no more of it
    for line in lines:
        before, after = (row_anew(line["place"], unpacked(line[side])) for side in ("before", "after"))
        if before is None and after is None:
            counts["gone"] += 1
            thinned.add(line["event"])
            continue
        packed = tuple(None if r is None else to_json(r) for r in (before, after))
        counts["lines"] += packed != (line["before"], line["after"])
        standing = None if line["utterance"] is None else how.words(line["utterance"])
        kept.setdefault(line["event"], []).append((line["place"], str((after or before or {})["id"]), standing, *packed))
    chain = ""
    for deed in deeds:
        of = kept.get(deed["seq"], [])
        row = {c: deed[c] for c in ("id", "tick", "time", "coder", "via", "verb", "what", "undoes")}
        what = {} if deed["seq"] in thinned else json.loads(row["what"])
        row |= {"what": to_json(_deep(how, what)), "verb": row["verb"] if of else "forgotten"}
        digest = digest_of(row, [(p, i, b, a) for p, i, _, b, a in of])
        chain = hashlib.sha256(f"{chain}{digest}".encode()).hexdigest()
        connection.execute(update(events).where(events.c.seq == deed["seq"]).values(**row, digest=digest, chain=chain))
        insert_many(connection, changes, ((deed["seq"], n, *line) for n, line in enumerate(of)))
    _state(connection, row_anew)
    used = {sha for place in ("utterances", "codings", "suggestions") for sha in _hashes(connection, place)} | _logged(kept.values())
    gone = [sha for sha in connection.execute(select(texts.c.sha256)).scalars() if sha not in used]
    for n in range(0, len(gone), 500):
        connection.execute(delete(texts).where(texts.c.sha256.in_(gone[n : n + 500])))
    guard(connection, True)
    return counts


def _texts(connection: Connection, how: Rewriting) -> tuple[dict[str, tuple[str, list[Edit]]], dict[str, str]]:
    """Every text that changes, new, with its edits; and from which hash to which."""
    edits: dict[str, tuple[str, list[Edit]]] = {}
    hashes: dict[str, str] = {}
    for sha, text in connection.execute(select(texts.c.sha256, texts.c.text)).all():
        if marks := how.edits(sha, text):
            new = replaced(text, marks)
            edits[sha], hashes[sha] = (new, marks), hashlib.sha256(new.encode()).hexdigest()
    there = set(connection.execute(select(texts.c.sha256)).scalars())
    fresh = {hashes[sha]: new for sha, (new, _) in edits.items() if hashes[sha] not in there}
    insert_many(connection, texts, fresh.items())
    return edits, hashes


def _state(connection: Connection, row_anew: Any) -> None:
    for place in reversed(STATE):
        table = STATE[place]
        rows = [dict(r) for r in connection.execute(select(table)).mappings()]
        new = [after for row in rows if (after := row_anew(place, row)) is not None]
        if len({row["id"] for row in new}) < len(new):  # two became one, as somebody who wrote under two names
            new = list(fold(connection).rows[place].values())
        if new != rows:
            connection.execute(delete(table))
            if new:
                connection.execute(insert(table), new)


def _identity(place: str, row: Row, new: Row) -> str:
    """The id of a row, which for some is made of what the row is about."""
    if place in ("codings", "suggestions", "notes"):
        return str(row["id"])
    if place == "memos":
        return f"{new['about']}:{new['target']}:{new['coder']}"
    made_of = {"assignments": ("thread", "coder"), "readings": ("utterance", "coder"), "members": ("name", "utterance")}
    return "\x1f".join(new[c] for c in made_of[place]) if place in made_of else str(new["id"])


def _structured(how: Rewriting, column: str, value: str) -> str:
    """Writing, or JSON that holds writing (further columns, terms, provenance)."""
    if column in ("more", "terms", "value") and value[:1] in '{["':
        return to_json(_deep(how, json.loads(value)))
    return how.words(value)


def _deep(how: Rewriting, value: Any) -> Any:
    if isinstance(value, str):
        return how.words(value)
    if isinstance(value, list):
        return [_deep(how, v) for v in value]
    if isinstance(value, dict):
        return {how.words(str(k)): v if k in ("coder", "coders") else _deep(how, v) for k, v in value.items()}
    return value


def _hashes(connection: Connection, place: str) -> Iterable[str]:
    return connection.execute(select(STATE[place].c.sha256).distinct()).scalars()


def _logged(lines: Iterable[list[tuple[Any, ...]]]) -> set[str]:
    found: set[str] = set()
    for of in lines:
        for place, _, _, before, after in of:
            if place in ("utterances", "codings", "suggestions"):
                found |= {row["sha256"] for side in (before, after) if (row := unpacked(side)) is not None}
    return found
