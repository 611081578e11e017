"""The frames of passages, codings and suggestions, in reading order, and how often each code was given. It reads, and changes nothing.

What a passage needs of its utterance stands beside it (derived.py), so none of these looks at the table of utterances, and rows
become columns and are sorted as columns: that is what keeps a million of them within seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import ColumnElement, Connection, distinct, func, select

from discourse.errors import FrameError
from discourse.frames import CODINGS
from discourse.project.blindness import seen
from discourse.project.columns import as_frame, in_order, read_table
from discourse.project.derived import beside, spot
from discourse.project.tables import STATE
from discourse.project.tree import paths_of

COUNTED_BY = ("participant", "thread", "coder", "utterance")
_NUMBERS = {"start": "int64", "end": "int64", "score": "float64"}
_LOW = 2**32 - 1  # the part of a spot that tells the place within the thread


def answer_codings(connection: Connection, viewer: str | None = None, *, thread: str | None = None, **equals: Any) -> pd.DataFrame:
    """``utterance start end code coder quote score memo id passage weight suggested_by created_at``, in reading order."""
    t, memos = STATE["codings"], STATE["memos"]
    shown = [seen(connection, viewer, by=t.c.coder, utterance=t.c.utterance), *_narrowed(t, thread, equals)]
    names = (*CODINGS, "quote", "score", "id", "passage", "weight", "suggested_by", "created_at")
    kinds = {**_NUMBERS, "weight": "float64"}
    found = _read(connection, t, names, shown, kinds, ("utterance", "start", "end", "id"), scattered=not (thread or equals["utterance"]))
    own = select(t.c.id, memos.c.text).join(memos, (memos.c.target == t.c.id) & (memos.c.coder == t.c.coder))
    noted = read_table(connection, own.where(memos.c.about == "coding", *shown), {})
    memo = pc.take(noted["text"], pc.index_in(found["id"], value_set=noted["id"]))
    return as_frame(found.add_column(names.index("id"), "memo", memo), kinds)


def answer_suggestions(connection: Connection, viewer: str | None = None, *, thread: str | None = None, **equals: Any) -> pd.DataFrame:
    """``utterance start end code coder quote score reason id status decided_by``, in reading order."""
    t = STATE["suggestions"]
    shown = [seen(connection, viewer, by=None, utterance=t.c.utterance), *_narrowed(t, thread, equals)]
    names = (*CODINGS, "quote", "score", "reason", "id", "status", "decided_by")
    then = ("utterance", "start", "end", "code")
    return as_frame(_read(connection, t, names, shown, _NUMBERS, then, scattered=not (thread or equals["utterance"])), _NUMBERS)


def answer_counts(connection: Connection, by: str | Iterable[str], coder: str | None, viewer: str | None) -> pd.DataFrame:
    """``code``, the columns of ``by``, ``n`` and ``utterances``: codes as the codebook has them, then by name."""
    t = STATE["codings"]
    groups = [by] if isinstance(by, str) else list(by)
    if odd := [g for g in groups if g not in COUNTED_BY]:
        raise FrameError(f"codings are counted by {', '.join(COUNTED_BY)}; not by {odd[0]!r}")
    columns = [t.c.code, *(t.c[g] if g in t.c else beside(t, g).label(g) for g in groups)]
    query = select(*columns, func.count().label("n"), func.count(distinct(t.c.utterance)).label("utterances")).select_from(t)
    query = query.where(spot(t).is_not(None), seen(connection, viewer, by=t.c.coder, utterance=t.c.utterance))
    query = query if coder is None else query.where(t.c.coder == coder)
    kinds = {"n": "int64", "utterances": "int64"}
    counted = read_table(connection, query.group_by(*columns), kinds)
    paths = paths_of(connection)
    rank = pc.index_in(counted["code"], value_set=pa.array(list(paths), pa.string()))
    counted = in_order(_with_paths(counted, paths).append_column("rank", rank), ("rank", *groups))
    return as_frame(counted.drop_columns("rank"), kinds)


def _read(
    connection: Connection,
    table: Any,
    names: Sequence[str],
    shown: Sequence[ColumnElement[bool]],
    kinds: dict[str, str],
    then: Sequence[str],
    *,
    scattered: bool,
) -> pa.Table:
    """Passages that stand on the present text, sorted by their utterances and ``then``."""
    columns = [*(table.c[n] for n in names), spot(table).label("spot"), beside(table, "thread").label("thread")]
    alike = scattered and _numbered_alike(connection)
    query = select(*(columns if alike else columns[:-1])).where(*shown)
    found = read_table(connection, query, {**kinds, "spot": "int64"})
    if found["spot"].null_count:  # SQLite, asked for spots, would go by their index, and from there to row after row
        found = found.filter(pc.is_valid(found["spot"]))
    if alike:
        found = _apart(connection, found)
    return _with_paths(in_order(found, ("spot", *then)).drop_columns("spot"), paths_of(connection))


def _numbered_alike(connection: Connection) -> bool:
    """Whether two threads have one number, as when two copies have each added one and were merged."""
    threads = STATE["threads"]
    several = select(threads.c.seq).group_by(threads.c.seq).having(func.count() > 1)
    return connection.execute(several.limit(1)).first() is not None


def _apart(connection: Connection, found: pa.Table) -> pa.Table:
    """The passages with spots that tell threads of one number apart, by their ids."""
    threads = STATE["threads"]
    order = connection.execute(select(threads.c.id).order_by(threads.c.seq, threads.c.id)).scalars().all()
    rank = pc.cast(pc.index_in(found["thread"], value_set=pa.array(order, pa.string())), pa.int64())
    spots = pc.add(pc.shift_left(rank, 32), pc.bit_wise_and(found["spot"], _LOW))
    return found.drop_columns(["spot", "thread"]).append_column("spot", spots)


def _with_paths(passages: pa.Table, paths: dict[str, str]) -> pa.Table:
    at = passages.column_names.index("code")
    ids, told = pa.array(list(paths), pa.string()), pa.array(list(paths.values()), pa.string())
    return passages.set_column(at, "code", pc.take(told, pc.index_in(passages["code"], value_set=ids)))


def _narrowed(table: Any, thread: str | None, equals: dict[str, Any]) -> list[ColumnElement[bool]]:
    said = STATE["utterances"]
    found = [table.c[c].in_([v] if isinstance(v, str) else list(v)) for c, v in equals.items() if v is not None]
    return found if thread is None else [*found, table.c.utterance.in_(select(said.c.id).where(said.c.thread == thread))]
