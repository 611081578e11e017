"""A grid of strings from CSV, TSV, XLSX, Parquet or a DataFrame, as it stands there. It knows no roles and converts nothing.

``007``, ``NA`` and an empty cell stay what they are. Rows are numbered as a spreadsheet numbers them.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from typing import Any

import pandas as pd

from discourse.errors import LoadError, MissingExtra, UnknownFormat, UnreadableTable, known
from discourse.loaders._columnar import large
from discourse.loaders._source import Source

DELIMITERS = (",", "\t", ";", "|")
_ROOM = 500_000_000  # bytes that a workbook may unpack to


def grid_of(source: Source, *, names: Sequence[str] | None, delimiter: str | None, sheet: str | None) -> pd.DataFrame:
    """Columns of strings, indexed by row number; the first row gives the headers unless ``names`` does.

    Raises UnreadableTable for rows that do not fit, UnknownFormat for a damaged file, MissingExtra where openpyxl is missing.
    """
    kind = kind_of(source)
    if kind == "frame":
        assert source.frame is not None
        return _strings(source.frame, names, first=1)
    if kind == "parquet":
        return _strings(_parquet(source), names, first=1)
    if kind == "xlsx":
        return _headed(_sheet(source, sheet), names)
    mark = delimiter or delimiter_of(source.sample.text)
    columnar = large(source, mark)
    return _headed(_delimited(source, mark) if columnar is None else columnar, names)


def kind_of(source: Source) -> str:
    """ "frame", "parquet", "xlsx" or "text", by content."""
    if source.frame is not None:
        return "frame"
    if source.head.startswith(b"PAR1"):
        return "parquet"
    return "xlsx" if source.head.startswith(b"PK\x03\x04") and (source.suffix in (".xlsx", ".xlsm") or _has_workbook(source)) else "text"


def delimiter_of(text: str) -> str:
    """The delimiter by which the first rows fall into the same number of cells, more than one.

    >>> delimiter_of("id;text\\n1;yes, and no\\n2;well; then\\n3;no")
    ';'
    """
    best, found = 0.0, ","
    for delimiter in DELIMITERS:
        widths = [len(row) for row in first_rows(text, delimiter) if row]
        if widths and widths[0] > 1:
            score = sum(w == widths[0] for w in widths) / len(widths) + 0.01 * min(widths[0], 20)
            if score > best:
                best, found = score, delimiter
    return found


def first_rows(text: str, delimiter: str, most: int = 30) -> list[list[str]]:
    """The first rows of delimited text; the last one may be cut."""
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text[:60_000], newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) >= most:
                break
    except csv.Error:
        return rows
    return rows[:-1] if len(text) > 60_000 and 1 < len(rows) < most else rows


def _delimited(source: Source, delimiter: str) -> pd.DataFrame:
    text = source.text.lstrip("\r\n")
    above = len(source.text[: len(source.text) - len(text)].splitlines())  # pandas takes an empty first line for the width of all
    try:
        grid = pd.read_csv(
            io.StringIO(text), sep=delimiter, header=None, index_col=False, dtype="str", na_filter=False, skip_blank_lines=False,
            low_memory=False, quoting=csv.QUOTE_NONE if _quotes_are_text(text, delimiter) else csv.QUOTE_MINIMAL,
        )  # fmt: skip
    except pd.errors.ParserError as error:
        wide = re.search(r"Expected (\d+) fields in line (\d+), saw (\d+)", str(error))
        if wide:
            raise UnreadableTable(
                f"{source.name}: row {int(wide[2]) + above} has {wide[3]} cells, the first row has {wide[1]}; put a text that holds "
                f"{delimiter!r} in double quotes, or name the delimiter, for instance delimiter=';'"
            ) from error
        raise UnreadableTable(
            f"{source.name}: a double quote opens and never closes ({str(error).strip()}); close it, or double quotes inside a text"
        ) from error
    return pd.concat([pd.DataFrame("", index=range(above), columns=grid.columns), grid], ignore_index=True) if above else grid


def _quotes_are_text(text: str, delimiter: str) -> bool:
    """Tab-separated exports often quote nothing, and a lone double quote in a text is no opening."""
    return delimiter == "\t" and re.search(r"(?:^|\t)\"(?:[^\"]|\"\")*\"(?:\t|$)", text[:200_000], re.MULTILINE) is None


def _headed(grid: pd.DataFrame, names: Sequence[str] | None) -> pd.DataFrame:
    grid = grid.set_axis(range(1, len(grid) + 1), axis="index")
    if names is None:
        filled = (grid != "").any(axis="columns")
        if not filled.any():
            raise UnreadableTable("the table has no row with anything in it")
        first = int(filled.to_numpy().argmax()) + 1
        names = [str(v).strip().lstrip("\ufeff") for v in grid.loc[first]]
        grid = grid.loc[first + 1 :]
    elif len(names) != grid.shape[1]:
        raise UnreadableTable(f"{len(names)} column names were given, the table has {grid.shape[1]} columns")
    grid = grid.set_axis(_distinct(names), axis="columns")
    filled = (grid != "").any(axis="columns")
    return grid if filled.all() else grid[filled]


def _distinct(names: Sequence[Any]) -> list[str]:
    out: list[str] = []
    for n, name in enumerate(names, 1):
        base = str(name) or f"column {n}"
        own, k = base, 2
        while own in out:
            own, k = f"{base} ({k})", k + 1
        out.append(own)
    return out


def _strings(frame: pd.DataFrame, names: Sequence[str] | None, first: int) -> pd.DataFrame:
    if names is not None and len(names) != frame.shape[1]:
        raise UnreadableTable(f"{len(names)} column names were given, the table has {frame.shape[1]} columns")
    columns = {name: _as_given(frame.iloc[:, n]) for n, name in enumerate(_distinct(list(names or frame.columns)))}
    return pd.DataFrame(columns, index=range(first, first + len(frame)), dtype="str")


def _as_given(values: pd.Series) -> Any:
    """Each value as one would write it: whole floats without ".0", times as ISO, missing ones as empty."""
    if isinstance(values.dtype, pd.StringDtype):
        return values.fillna("").array
    if isinstance(values.dtype, pd.Int64Dtype):
        return values.astype("str").fillna("").array
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return ["" if pd.isna(v) else v.isoformat() for v in values]
    if pd.api.types.is_float_dtype(values.dtype):
        whole = values.dropna()
        if len(whole) and (whole % 1 == 0).all() and whole.abs().max() < 2**53:
            return ["" if pd.isna(v) else str(int(v)) for v in values]
    return [_written(v) for v in values]


def _written(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None or (not isinstance(value, (list, dict, tuple, set)) and pd.isna(value) is True) or value is pd.NaT:
        return ""
    if isinstance(value, float) and value != value:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _parquet(source: Source) -> pd.DataFrame:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(source.raw))
    except (pa.ArrowException, OSError) as error:
        raise UnknownFormat(f"{source.name}: it begins like a Parquet file but is damaged or cut ({str(error)[:120]})") from error
    frame: pd.DataFrame = table.to_pandas()
    return frame


def _has_workbook(source: Source) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(source.raw if isinstance(source.raw, bytes) else b"")) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _sheet(source: Source, sheet: str | None) -> pd.DataFrame:
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise MissingExtra(f"{source.name}: reading XLSX needs openpyxl: pip install 'discourse-lab[xlsx]'") from error
    raw = source.raw if isinstance(source.raw, bytes) else b""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            room = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnknownFormat(
            f"{source.name}: it is named like a workbook but is damaged or cut ({error}); save it again as XLSX or CSV"
        ) from error
    if room > _ROOM:
        raise LoadError(f"{source.name}: the workbook unpacks to {room:,} bytes, more than {_ROOM:,}; save the sheet as CSV")
    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
    except (KeyError, ValueError, OSError, zipfile.BadZipFile) as error:
        raise UnknownFormat(f"{source.name}: there is no readable workbook in it ({error}); save it again as XLSX or CSV") from error
    try:
        if sheet is not None and sheet not in book.sheetnames:
            raise UnreadableTable(f"{source.name}: no sheet {sheet!r}; {known(sheet, book.sheetnames, 'the workbook has')}")
        page = book[sheet or book.sheetnames[0]]
        if hasattr(page, "reset_dimensions"):
            page.reset_dimensions()
        rows = [[_written(v).replace("\r\n", "\n").replace("\r", "\n") for v in row] for row in page.iter_rows(values_only=True)]
        if len(book.sheetnames) > 1:
            source.notes.append(f"read the sheet {page.title!r} of {', '.join(book.sheetnames)}; name another with sheet='…'")
    finally:
        book.close()
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise UnreadableTable(f"{source.name}: the sheet is empty")
    wide = max(len(row) for row in rows)
    return pd.DataFrame([row + [""] * (wide - len(row)) for row in rows], dtype="str")
