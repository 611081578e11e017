"""Rows that repeat an utterance, one a coder or a coding, become one; offsets become code points. It finds no codes."""

from __future__ import annotations

import pandas as pd

from discourse.errors import UnreadableTable

_AGAIN = r"#\d+$"


def utterances_once(said: pd.DataFrame, left_out: pd.DataFrame, notes: list[str]) -> tuple[pd.DataFrame, pd.Series, pd.DataFrame]:
    """``(utterances, id of each row's utterance, left_out)``: rows of one id and one text are one utterance."""
    base = said["id"].str.replace(_AGAIN, "", regex=True)
    base = base.where(base.isin(said["id"]), said["id"])
    first = said.groupby([base, said["text"]], sort=False)["id"].transform("first")
    once = said[first == said["id"]].reset_index(drop=True)
    again = len(said) - len(once)
    if again:
        notes.append(f"{again} rows repeat an utterance (same id, same text) and are kept as its codings only")
        merged = set(said["id"][first != said["id"]])
        told = left_out["why"].str.extract(r"called '([^']*)' here")[0]
        left_out = left_out[~((left_out["what"] == "id") & told.isin(merged))]
        parents = once["reply_to"].where(~once["reply_to"].isin(merged), once["reply_to"].map(dict(zip(said["id"], first, strict=True))))
        once = once.assign(reply_to=parents)
    return once, first, left_out


def units(
    codings: pd.DataFrame, said: pd.DataFrame, start: str | None, end: str | None, quote: str | None, notes: list[str]
) -> pd.DataFrame:
    """The codings with ``start`` and ``end`` in code points; without offsets each spans its utterance.

    Where quotes are given, they show what the offsets count: code points, UTF-16 units or bytes, from 0 or from 1.
    Raises UnreadableTable where no way of counting fits.
    """
    texts = codings["row"].map(said["text"])
    if start is None or end is None:
        return codings.assign(start=0, end=texts.str.len().astype("int64"))
    at = [_number(codings["row"].map(said[column]), column) for column in (start, end)]
    spans = list(zip(texts, *at, strict=True))
    quotes = list(codings["row"].map(said[quote]).fillna("").str.replace("\r\n", "\n")) if quote else []
    ways = (("code points", _points), ("UTF-16 units", _utf16), ("bytes", _bytes))
    for name, measure in ways if quotes else ways[:1]:
        for first, last in ((0, 0), (1, 0), (0, 1), (1, 1)) if quotes else ((0, 0),):
            found = [measure(text, a - first, b - first + last) for text, a, b in spans]
            if not quotes or all(
                f is not None and t[f[0] : f[1]].strip() == q.strip() for f, (t, _, _), q in zip(found, spans, quotes, strict=True)
            ):
                if first or last or name != "code points":
                    notes.append(
                        f"offsets count {name} from {first}{', the last one included' if last else ''}; given here as code points from 0"
                    )
                bad = next((n for n, f in enumerate(found) if f is None), None)
                if bad is not None:
                    raise UnreadableTable(
                        f"row {codings['row'].iloc[bad] + 1}: the offsets {spans[bad][1]}:{spans[bad][2]} lie outside the text"
                    )
                return codings.assign(start=[f[0] for f in found if f], end=[f[1] for f in found if f])
    raise UnreadableTable(f"the offsets in {start!r} and {end!r} do not lead to the words in {quote!r}, however they are counted")


def _number(values: pd.Series, column: str) -> list[int]:
    try:
        return [int(float(v)) for v in values]
    except (ValueError, TypeError, OverflowError) as error:
        raise UnreadableTable(f"codes, column {column!r}: offsets are whole numbers ({error})") from error


def _points(text: str, start: int, end: int) -> tuple[int, int] | None:
    return (start, end) if 0 <= start < end <= len(text) else None


def _utf16(text: str, start: int, end: int) -> tuple[int, int] | None:
    return _within(text.encode("utf-16-le"), "utf-16-le", 2 * start, 2 * end)


def _bytes(text: str, start: int, end: int) -> tuple[int, int] | None:
    return _within(text.encode(), "utf-8", start, end)


def _within(raw: bytes, encoding: str, start: int, end: int) -> tuple[int, int] | None:
    if not 0 <= start < end <= len(raw):
        return None
    try:
        before = len(raw[:start].decode(encoding))
        return before, before + len(raw[start:end].decode(encoding))
    except UnicodeDecodeError:
        return None
