"""A query's answer as a frame, column by column: a million rows never stand in memory as a million tuples. It knows no table."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection, Select

CHUNK = 1000  # rows that are turned into columns at once: few enough to stay in the processor's cache

_KINDS = {"int64": pa.int64(), "float64": pa.float64(), "bool": pa.int64()}  # SQLite has no truth values


def read_table(connection: Connection, query: Select[Any], kinds: Mapping[str, str]) -> pa.Table:
    """The rows of a query as an Arrow table; columns that ``kinds`` does not name are strings."""
    result = connection.execute(query)
    names = list(result.keys())
    types = [_KINDS[kinds[n]] if n in kinds else pa.string() for n in names]
    parts: list[list[pa.Array]] = [[] for _ in names]
    cursor = result.cursor  # the driver's own: there is nothing in these rows that has to be converted
    with _uncollected():
        while rows := cursor.fetchmany(CHUNK):
            for part, column, kind in zip(parts, zip(*rows, strict=True), types, strict=True):
                part.append(pa.array(column, type=kind))
    result.close()
    return pa.table([pa.chunked_array(p, type=t) for p, t in zip(parts, types, strict=True)], names=names)


def as_frame(table: pa.Table, kinds: Mapping[str, str]) -> pd.DataFrame:
    """An Arrow table as a frame with the kinds of column that all frames here have."""
    frame: pd.DataFrame = table.to_pandas(types_mapper={pa.string(): _TEXT, pa.large_string(): _TEXT}.get)
    return frame.astype({c: k for c, k in kinds.items() if frame[c].dtype != k})


def read_frame(connection: Connection, query: Select[Any], kinds: Mapping[str, str]) -> pd.DataFrame:
    """The rows of a query as a frame, in the order of the query."""
    return as_frame(read_table(connection, query, kinds), kinds)


def in_order(table: pa.Table, keys: Sequence[str]) -> pa.Table:
    """The rows of an Arrow table sorted by these columns, one after the other."""
    batch = table.combine_chunks()
    return batch.take(pc.sort_indices(batch, sort_keys=[(k, "ascending") for k in keys]))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for circles among what is made and dropped: rows have none, and looking takes a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


_TEXT = pd.StringDtype("pyarrow", na_value=float("nan"))
