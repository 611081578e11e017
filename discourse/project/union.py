"""Taking the deeds of another log into this one: each is vouched for, none is taken twice, and texts come along. It settles nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from discourse.errors import ProjectError
from discourse.project.folding import STREAM
from discourse.project.log import Change, digest_of, insert_many, unpacked, utterance_of
from discourse.project.own import marks
from discourse.project.tables import STATE, changes, events, texts
from discourse.project.verify import packed_deeds

Packed = tuple[str, str, str | None, str | None]
DEEDS, CHANGES, CHUNK = 500, 20_000, 500
SHA = re.compile(r'"sha256":"([0-9a-f]{64})"')  # within a string of JSON the quotation marks would be escaped
COLUMNS = {place: {c.name for c in table.columns} for place, table in STATE.items()}


class Words(NamedTuple):
    """A text and the hash that names it, on the way into a project."""

    sha256: str
    text: str


class Deed(NamedTuple):
    """An event and its changes as they are stored, on the way into a project; its digest has been held against it."""

    row: dict[str, Any]
    packed: list[Packed]


class Taken(NamedTuple):
    """How many deeds were new, how many were known, and the number of the last deed before the new ones."""

    new: int
    known: int
    after: int


def vouched(theirs: Connection, mine: Connection, name: str) -> Iterator[Words | Deed]:
    """The texts that ``mine`` lacks and all deeds of ``theirs``, in the order in which they came there.

    Raises ProjectError for a log that was changed: a deed, a text, or the chain of deeds.
    """
    for shas in _chunks(sha for (sha,) in theirs.execute(select(texts.c.sha256).execution_options(**STREAM))):
        for sha, text in theirs.execute(select(texts).where(texts.c.sha256.in_(_lacking(mine, shas)))):
            if hashlib.sha256(text.encode()).hexdigest() != sha:
                raise ProjectError(f"{name}: the text {sha} is not what its hash vouches for; nothing was merged: verify() tells more")
            yield Words(sha, text)
    before = ""
    for row, packed, _ in packed_deeds(theirs):
        chain = hashlib.sha256(f"{before}{row['digest']}".encode()).hexdigest()
        if digest_of(row, packed) != row["digest"] or chain != row["chain"]:
            raise ProjectError(
                f"{name}: the log was changed at the deed {row['id']!r} (number {row['seq']}), so nothing was merged: verify() tells more"
            )
        before = chain
        yield Deed(row, packed)


def deeds_with_texts(connection: Connection, upto: int | None = None) -> Iterator[Words | Deed]:
    """The first ``upto`` deeds, or all, in the order that is the same in every copy; a text comes before the first deed that needs it."""
    told: set[str] = set()
    for row, packed, _ in islice(packed_deeds(connection, events.c.tick, events.c.id), upto):
        shas = dict.fromkeys(sha for *_, after in packed if after is not None for sha in SHA.findall(after) if sha not in told)
        told |= shas.keys()
        for wanted in _chunks(iter(shas)):
            found = {w.sha256: Words(*w) for w in connection.execute(select(texts).where(texts.c.sha256.in_(wanted)))}
            yield from (found[sha] for sha in wanted if sha in found)
        yield Deed(row, packed)


def take_in(connection: Connection, items: Iterable[Words | Deed], name: str) -> Taken:
    """Append the deeds that are not in the log yet, chained to it, with their changes and texts."""
    after = int(connection.execute(select(func.coalesce(func.max(events.c.seq), 0))).scalar_one())
    new = known = size = 0
    words: list[Words] = []
    deeds: list[Deed] = []

    def flush() -> None:
        nonlocal new, known, size
        _keep(connection, words)
        added = _append(connection, deeds, name)
        new, known, size = new + added, known + len(deeds) - added, 0
        words.clear()
        deeds.clear()

    for item in items:
        if isinstance(item, Words):
            words.append(item)
        else:
            deeds.append(item)
            size += len(item.packed)
        if len(words) >= CHUNK or len(deeds) >= DEEDS or size >= CHANGES:
            flush()
    flush()
    return Taken(new, known, after)


def _keep(connection: Connection, words: Sequence[Words]) -> None:
    lacking = set(_lacking(connection, [w.sha256 for w in words])) if words else set()
    insert_many(connection, texts, {w.sha256: w for w in words if w.sha256 in lacking}.values())


def _append(connection: Connection, deeds: Sequence[Deed], name: str) -> int:
    """Append those that are not there yet; raises ProjectError for a known deed that says something else here."""
    query = select(events.c.id, events.c.digest).where(events.c.id.in_([d.row["id"] for d in deeds]))
    known = {row.id: row.digest for row in connection.execute(query)}
    new: dict[str, Deed] = {}
    for deed in deeds:
        key, digest = deed.row["id"], deed.row["digest"]
        if digest != (known[key] if key in known else new.setdefault(key, deed).row["digest"]):
            if marks(connection, "rewritten"):
                why = "names or persons were taken out of this copy; take the same out of the other one first (pseudonymise, forget)"
            else:
                why = "it was changed in one of the two, or names or persons were taken out of the other: then take them out here first"
            raise ProjectError(f"{name}: the deed {key!r} is known, but says something else here: {why}; nothing was merged")
    if not new:
        return 0
    last, chain = next(iter(connection.execute(select(events.c.seq, events.c.chain).order_by(events.c.seq.desc()).limit(1))), (0, ""))
    columns = [c.name for c in events.columns if c.name not in ("seq", "chain")]
    lines = []
    for deed in new.values():
        chain = hashlib.sha256(f"{chain}{deed.row['digest']}".encode()).hexdigest()
        lines.append({**{c: deed.row[c] for c in columns}, "chain": chain})
    connection.execute(events.insert(), lines)
    seqs = {i: int(seq) for seq, i in connection.execute(select(events.c.seq, events.c.id).where(events.c.seq > last))}
    if sorted(seqs, key=seqs.__getitem__) != list(new):
        raise ProjectError(f"{name}: the database numbered the deeds in another order than they were given; nothing was merged")
    made = [[Change(p, i, unpacked(b), unpacked(a)) for p, i, b, a in deed.packed] for deed in new.values()]
    for (key, _), of_deed in zip(new.items(), made, strict=True):
        if odd := next((c for c in of_deed if not _shaped(c)), None):
            raise ProjectError(f"{name}: the deed {key!r} holds a row of {odd.place!r} that no project of this version has: {odd.id!r}")
    _texts_are_there(connection, made, name)
    of = _codings_of(connection, made)
    insert_many(
        connection,
        changes,
        (
            (seqs[key], n, *packed[:2], utterance_of(change, of), *packed[2:])
            for (key, deed), of_deed in zip(new.items(), made, strict=True)
            for n, (packed, change) in enumerate(zip(deed.packed, of_deed, strict=True))
        ),
    )
    return len(new)


def _shaped(change: Change) -> bool:
    """Whether the rows of a change have the columns of their table: a digest vouches for a deed, but not for who wrote it."""
    columns = COLUMNS.get(change.place)
    rows = [row for row in (change.before, change.after) if row is not None]
    return columns is not None and bool(rows) and all(row.keys() == columns and row["id"] == change.id for row in rows)


def _texts_are_there(connection: Connection, made: Iterable[Iterable[Change]], name: str) -> None:
    named = {row["sha256"] for deed in made for c in deed if (row := c.after) is not None and "sha256" in row}
    for shas in _chunks(iter(named)):
        if lost := _lacking(connection, shas):
            raise ProjectError(f"{name}: its deeds stand on the text {lost[0]}, which does not come with them; nothing was merged")


def _codings_of(connection: Connection, made: Iterable[Sequence[Change]]) -> dict[str, str]:
    """In which utterance the codings stand that memos among these changes are about."""
    all_made = [c for deed in made for c in deed]
    about = {row["target"] for c in all_made if c.place == "memos" and (row := c.after or c.before or {})["about"] == "coding"}
    if not about:
        return {}
    of = {c.id: (c.after or c.before or {})["utterance"] for c in all_made if c.place == "codings" and c.id in about}
    for ids in _chunks(iter(about - of.keys())):
        query = select(changes.c.id, changes.c.utterance).where(changes.c.place == "codings", changes.c.id.in_(ids))
        of.update({row.id: row.utterance for row in connection.execute(query)})
    return of


def _lacking(connection: Connection, shas: Sequence[str]) -> list[str]:
    here = set(connection.execute(select(texts.c.sha256).where(texts.c.sha256.in_(shas))).scalars())
    return [sha for sha in dict.fromkeys(shas) if sha not in here]


def _chunks(values: Iterator[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    for value in values:
        chunk.append(value)
        if len(chunk) == CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
