"""Large tables and JSON lines read column by column with Arrow, in the memory that their bytes take. Small ones never come here.

What Arrow refuses (uneven rows, another encoding, objects inside objects) gives None, and the careful reader says what is wrong.
"""

from __future__ import annotations

import pandas as pd
from tqdm.auto import tqdm

from discourse.loaders._source import BOMS, Source

LARGE = 8_000_000  # bytes
_BLOCK = 16_000_000
_QUOTED_TABS = b'\t"'


def large(source: Source, delimiter: str) -> pd.DataFrame | None:
    """The cells of a large UTF-8 table as strings, row by row as they stand, or None where it is small or unusual."""
    raw = source.raw
    plain = isinstance(raw, bytes) and source.asked in (None, "utf-8") and len(delimiter) == 1
    if not plain or len(raw) <= LARGE or raw.startswith(tuple(mark for mark, _ in BOMS)):
        return None
    assert isinstance(raw, bytes)
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
        batches = []
        with tqdm(total=len(raw), desc=f"read {source.name}", unit="B", unit_scale=True, leave=False) as bar:
            for batch in reader:
                batches.append(batch)
                bar.update(batch.nbytes)
    except (pa.ArrowException, UnicodeDecodeError):
        return None
    source.encoding = "utf-8"
    frame = _frame(pa.Table.from_batches(batches)).set_axis(range(width), axis="columns")
    for column in frame.columns:  # line breaks inside of cells
        if frame[column].str.contains("\r", regex=False).any():
            frame[column] = frame[column].str.replace("\r\n", "\n", regex=False).str.replace("\r", "\n", regex=False)
    return frame


def _frame(table: object) -> pd.DataFrame:
    """An Arrow table of strings as pandas strings, without a copy."""
    frame: pd.DataFrame = table.to_pandas(split_blocks=True, self_destruct=True)  # type: ignore[attr-defined]
    return frame.astype("str")
