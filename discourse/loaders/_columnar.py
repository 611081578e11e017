"""Large tables and JSON lines read column by column with Arrow, in the memory that their bytes take. Small ones never come here.

What Arrow refuses (uneven rows, another encoding, objects inside objects) gives None, and the careful reader says what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from tqdm.auto import tqdm

from discourse.loaders._source import BOMS, LARGE, Source

_BLOCK = 16_000_000
_QUOTED_TABS = b'\t"'


def large(source: Source, delimiter: str) -> pd.DataFrame | None:
    """The cells of a large UTF-8 table as strings, row by row as they stand, or None where it is small or unusual."""
    raw = source.raw
    if not isinstance(raw, bytes) or source.asked not in (None, "utf-8") or len(delimiter) != 1:
        return None
    if len(raw) <= LARGE or raw.startswith(tuple(mark for mark, _ in BOMS)):
        return None
    if raw.count(b'"') % 2:  # a quotation mark that opens and never closes would swallow the rest
        return None
    if b"\0" in raw or (delimiter == "\t" and _QUOTED_TABS not in raw[:200_000]):
        return None
    import pyarrow as pa
    from pyarrow import csv

    width = source.sample.text.split("\n", 1)[0].count(delimiter) + 1
    names = [str(n) for n in range(width)]
    try:
        reader = csv.open_csv(
            pa.BufferReader(raw),
            csv.ReadOptions(column_names=names, block_size=_BLOCK),
            csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False),
            csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.large_string()), strings_can_be_null=False, quoted_strings_can_be_null=False
            ),
        )
        batches = _shown(reader, source)
    except (pa.ArrowException, UnicodeDecodeError):
        return None
    source.encoding = "utf-8"
    frame = _frame(pa.Table.from_batches(batches)).set_axis(range(width), axis="columns")
    for column in frame.columns:  # line breaks inside of cells
        if frame[column].str.contains("\r", regex=False).any():
            frame[column] = frame[column].str.replace("\r\n", "\n", regex=False).str.replace("\r", "\n", regex=False)
    return frame


def large_lines(source: Source) -> pd.DataFrame | None:
    """The objects of large JSON lines as columns by dotted path, or None where they are few, damaged or hold lists.

    Texts stay texts (no dates are made of them); whole numbers with gaps stay whole.
    """
    raw = source.raw
    if not isinstance(raw, bytes) or source.asked not in (None, "utf-8") or len(raw) <= LARGE or source.sample is source:
        return None
    if not raw.startswith(b"{") or b"\0" in raw or b"\\u0000" in raw:
        return None
    import pyarrow as pa
    from pyarrow import json as lines

    try:
        seen = lines.read_json(pa.BufferReader(source.sample.raw), lines.ReadOptions(block_size=_BLOCK)).schema
        told = pa.schema([pa.field(f.name, pa.string() if pa.types.is_temporal(f.type) else f.type) for f in seen if not _unsure(f.type)])
        reader = lines.open_json(pa.BufferReader(raw), lines.ReadOptions(block_size=_BLOCK), lines.ParseOptions(explicit_schema=told))
        table = pa.Table.from_batches(_shown(reader, source))
    except (pa.ArrowException, UnicodeDecodeError):
        return None
    while any(pa.types.is_struct(f.type) for f in table.schema):
        table = table.flatten()
    if any(pa.types.is_list(f.type) or pa.types.is_temporal(f.type) for f in table.schema):
        return None
    source.encoding = "utf-8"
    whole = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame: pd.DataFrame = table.to_pandas(split_blocks=True, self_destruct=True, types_mapper=whole.get)
    return frame


def _shown(reader: Iterable[Any], source: Source) -> list[Any]:
    """The batches of a reader, with a bar that shows how far it is."""
    batches = []
    with tqdm(total=len(source.raw), desc=f"read {source.name}", unit="B", unit_scale=True, leave=False) as bar:
        for batch in reader:
            batches.append(batch)
            bar.update(batch.nbytes)
    return batches


def _unsure(kind: object) -> bool:
    """Types of which a sample shows too little: nothing but null, or objects, whose fields may be dates."""
    import pyarrow as pa

    return bool(pa.types.is_null(kind) or pa.types.is_nested(kind))


def _frame(table: object) -> pd.DataFrame:
    """An Arrow table of strings as pandas strings, without a copy."""
    frame: pd.DataFrame = table.to_pandas(split_blocks=True, self_destruct=True)  # type: ignore[attr-defined]
    return frame.astype("str")
