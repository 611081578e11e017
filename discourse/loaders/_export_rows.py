"""The rows of a CSV or TSV as strings by column, for exports whose columns are known. It guesses no mapping."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pandas as pd

from discourse.errors import LoadError
from discourse.loaders._json import looks_like_json
from discourse.loaders._source import Source


def header(source: Source) -> list[str]:
    """The names in the first row, in small letters; empty where the source is no table of this kind. It never raises."""
    if source.frame is not None:
        return [str(c).strip().lower() for c in source.frame.columns]
    try:
        if looks_like_json(source) or source.head.startswith((b"PK\x03\x04", b"PAR1", b"%PDF")):
            return []
        first = source.text[:20_000].lstrip("\ufeff\n").partition("\n")[0]
        return [name.strip().lower() for name in next(csv.reader([first], delimiter=_delimiter(first)), [])]
    except (LoadError, csv.Error):
        return []


def rows(source: Source) -> Iterator[dict[str, str]]:
    """Each row as ``{column in small letters: string}``; raises LoadError where the table breaks."""
    if source.frame is not None:
        table = source.frame.astype("object").where(source.frame.notna(), "").astype("str")
    else:
        text = source.text.lstrip("\ufeff\n")
        mark = _delimiter(text[:20_000].partition("\n")[0])
        try:
            table = pd.read_csv(io.StringIO(text), sep=mark, dtype="str", na_filter=False, index_col=False, on_bad_lines="error")
        except (pd.errors.ParserError, pd.errors.EmptyDataError, pd.errors.ParserWarning, ValueError) as error:
            raise LoadError(f"{source.name}: the table is damaged or cut ({error}); export it again") from error
    table.columns = [str(c).strip().lower() for c in table.columns]
    names = list(table.columns)
    for row in table.itertuples(index=False, name=None):
        yield dict(zip(names, row, strict=True))


def _delimiter(line: str) -> str:
    return max(",\t;", key=line.count)
