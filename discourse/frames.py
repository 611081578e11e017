"""The columns of the two tables, and the one check at the door. It does not read, store or draw anything.

utterances   what was said      one row a contribution, in reading order
codings      what it means      one row a coded passage

Offsets count Unicode code points from 0, the end is exclusive: ``text[start:end] == quote``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from discourse.errors import FrameError, OffsetError, UnknownUtterance, known

UTTERANCES = ("id", "thread", "reply_to", "kind", "participant", "time", "text")
CODINGS = ("utterance", "start", "end", "code", "coder")
CODINGS_OPTIONAL = ("quote", "score", "memo", "reason", "id", "passage", "suggested_by", "created_at")
#: A word: a letter or digit and what follows of letters, digits, apostrophes and hyphens; the unit of "per 1,000 words".
WORD = r"\w[\w'’-]*"


def check_utterances(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a new utterances frame that holds the promises of the table, or say what breaks them.

    Only ``text`` must be there. A missing ``id`` is numbered from 1, ``thread`` becomes "thread", ``kind`` is "reply"
    where ``reply_to`` is given and else "post", ``participant``, ``time`` and ``reply_to`` may be empty. Further
    columns are kept. Rows keep their order.

    Raises FrameError for a missing text column, doubled ids, empty ids, or text that no file could hold.

    >>> check_utterances(pd.DataFrame({"text": ["Hello", "Hi!"], "reply_to": [None, "1"]}))[["id", "kind"]].values.tolist()
    [['1', 'post'], ['2', 'reply']]
    """
    require(frame, ("text",), "utterances")
    out = frame.copy().reset_index(drop=True)
    if "id" not in out:
        out["id"] = [str(n) for n in range(1, len(out) + 1)]
    if "thread" not in out:
        out["thread"] = "thread"
    for column in ("reply_to", "participant"):
        if column not in out:
            out[column] = None
    for column in ("id", "thread", "reply_to", "participant", "text"):
        out[column] = as_text(out[column], f"utterances, column {column!r}")
    usual = out["reply_to"].notna().map({True: "reply", False: "post"})
    out["kind"] = as_text(out["kind"].where(out["kind"].notna(), usual) if "kind" in out else usual, "utterances, column 'kind'")
    out["time"] = as_time(out["time"]) if "time" in out else pd.Series(pd.NaT, index=out.index, dtype="datetime64[us]")
    for column in ("id", "thread", "text"):
        if (holes := out.index[out[column].isna()]).size:
            raise FrameError(f"utterances, row {holes[0] + 1}: {column!r} is empty; give each utterance one")
    if (doubled := out["id"][out["id"].duplicated()]).size:
        raise FrameError(
            f"utterances: the id {doubled.iloc[0]!r} stands {int((out['id'] == doubled.iloc[0]).sum())} times; "
            "each utterance needs an id of its own"
        )
    rest = [str(c) for c in out.columns if c not in UTTERANCES]
    return out[[*UTTERANCES, *rest]]


def check_codings(frame: pd.DataFrame, utterances: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return a new codings frame whose offsets, quotes and utterances have been checked against the texts.

    ``utterance``, ``start``, ``end`` and ``code`` must be there; ``coder`` becomes "unknown" where it is missing. With
    ``utterances`` each quote is compared with (or taken from) ``text[start:end]``.

    Raises FrameError, UnknownUtterance, or OffsetError which names the first row that is wrong.

    >>> said = check_utterances(pd.DataFrame({"id": ["a"], "text": ["😀 good work"]}))
    >>> check_codings(pd.DataFrame({"utterance": ["a"], "start": [2], "end": [6], "code": ["praise"]}), said)["quote"][0]
    'good'
    """
    require(frame, ("utterance", "start", "end", "code"), "codings")
    out = frame.copy().reset_index(drop=True)
    if "coder" not in out:
        out["coder"] = "unknown"
    for column in ("utterance", "code", "coder"):
        out[column] = as_text(out[column], f"codings, column {column!r}")
        if (holes := out.index[out[column].isna()]).size:
            raise FrameError(f"codings, row {holes[0] + 1}: {column!r} is empty")
    for column in ("start", "end"):
        try:
            out[column] = out[column].astype("int64")
        except (ValueError, TypeError) as error:
            raise FrameError(f"codings, column {column!r}: offsets are whole numbers of code points ({error})") from error
    for column in CODINGS_OPTIONAL:
        if column in out and column not in ("score", "created_at"):
            out[column] = as_text(out[column], f"codings, column {column!r}")
    if utterances is not None:
        out["quote"] = _quotes(out, utterances)
    order = [c for c in (*CODINGS, *CODINGS_OPTIONAL) if c in out]
    return out[[*order, *(c for c in out.columns if c not in order)]]


def join_passages(codings: pd.DataFrame, utterances: pd.DataFrame) -> pd.DataFrame:
    """Codings with what their utterances know: ``thread reply_to kind participant time`` and any further columns.

    One row a coding, in the order of the codings; the texts stay out.
    """
    return codings.merge(
        utterances.drop(columns=["text"]).rename(columns={"id": "utterance"}),
        on="utterance",
        how="left",
        suffixes=("", "_of_utterance"),
        validate="many_to_one",
    )


class Carried(dict[str, Any]):
    """A frame that travels in ``attrs``: a small dict for whoever prints or stores it, the frame itself in `frame`."""

    frame: pd.DataFrame

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Carried:
        carried = cls(rows=len(frame), columns=[str(c) for c in frame.columns])
        carried.frame = frame
        return carried

    def __deepcopy__(self, memo: dict[int, Any]) -> Carried:
        return self  # pandas copies attrs at every step; this one is not to be changed


def empty_codings(*extra: str) -> pd.DataFrame:
    """A codings frame without rows: the shape that every finder gives back, even when it finds nothing."""
    frame = pd.DataFrame({c: pd.Series(dtype="str") for c in (*CODINGS, "quote", *extra)})
    return frame.astype({"start": "int64", "end": "int64"} | ({"score": "float64"} if "score" in extra else {}))


def check_offset(text: str, start: int, end: int, where: str, quote: str | None = None) -> str:
    """Return ``text[start:end]`` or raise the OffsetError that says why there is no such passage.

    >>> check_offset("value proposition", 0, 5, "utterance '1'")
    'value'
    """
    if not 0 <= start < end <= len(text):
        raise OffsetError(
            f"{where}: the passage {start}:{end} lies outside the text, which has {len(text)} code points; "
            "start counts from 0 and end is exclusive"
        )
    if quote is not None and text[start:end] != quote:
        at = text.find(quote) if quote else -1
        hint = f"; these words stand at {at}:{at + len(quote)}" if at >= 0 else "; these words are not in the text"
        raise OffsetError(f"{where}: the text reads {text[start:end]!r} at {start}:{end}, not {quote!r}{hint}")
    return text[start:end]


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dicts by column name."""
    return [{str(c): v for c, v in row.items()} for row in frame.to_dict("records")]


def require(frame: pd.DataFrame, columns: Iterable[str], what: str) -> None:
    """Raise FrameError unless the frame has these columns."""
    if not isinstance(frame, pd.DataFrame):
        raise FrameError(f"{what}: expected a pandas DataFrame, got {type(frame).__name__}")
    have = [str(c) for c in frame.columns]
    for column in columns:
        if column not in have:
            raise FrameError(f"{what}: no column {column!r}; {known(column, have, 'the table has')}")


def as_text(values: pd.Series, where: str) -> pd.Series:
    """The values as pandas strings (missing stays missing); refuses what UTF-8 cannot hold."""
    if isinstance(values.dtype, pd.StringDtype) and values.dtype.storage == "pyarrow":
        return values.astype("str")  # it holds nothing else
    if values.isna().all():
        return pd.Series(float("nan"), index=values.index, dtype="str")
    plain = [None if missing else v if isinstance(v, str) else str(v) for v, missing in zip(values, values.isna(), strict=True)]
    try:
        return pd.Series(plain, index=values.index, dtype="str")
    except (UnicodeEncodeError, ValueError) as error:
        bad = next(n for n, v in enumerate(plain, 1) if v is not None and not _storable(v))
        raise FrameError(
            f"{where}, row {bad}: half of a surrogate pair stands alone, which no file can hold; "
            "replace it first, for instance with text.encode('utf-8', 'replace').decode()"
        ) from error


def as_time(values: pd.Series) -> pd.Series:
    """Times as pandas datetimes in microseconds; zoned ones become UTC, naive ones stay naive, a mix is refused."""
    try:
        out = pd.to_datetime(values)
    except (ValueError, TypeError):
        out = _mixed_times(values)
    if isinstance(out.dtype, pd.DatetimeTZDtype):
        return out.dt.tz_convert("UTC").dt.as_unit("us")
    return out.astype("datetime64[us]")


def _mixed_times(values: pd.Series) -> pd.Series:
    given = values.dropna()
    try:
        stamps = [pd.Timestamp(v) for v in given]
    except (ValueError, TypeError) as error:
        raise FrameError(f"column 'time': {error}; give ISO dates, as 2013-11-05T09:30") from error
    zoned = {s.tzinfo is not None for s in stamps}
    if len(zoned) > 1:
        raise FrameError("column 'time': some times have a zone and others have none; give all of them one, or none")
    return pd.to_datetime(pd.Series(stamps, index=given.index, dtype="object"), utc=zoned == {True}).reindex(values.index)


def _storable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _quotes(codings: pd.DataFrame, utterances: pd.DataFrame) -> pd.Series:
    texts = dict(zip(utterances["id"], utterances["text"], strict=True))
    given: Sequence[str | None] = [None] * len(codings)
    if "quote" in codings:
        given = [q if isinstance(q, str) else None for q in codings["quote"]]
    quotes = []
    for row, (utterance, start, end, quote) in enumerate(
        zip(codings["utterance"], codings["start"], codings["end"], given, strict=True), 1
    ):
        if utterance not in texts:
            raise UnknownUtterance(f"codings, row {row}: no utterance {utterance!r}; {known(utterance, texts, 'the corpus has', 5)}")
        quotes.append(check_offset(texts[utterance], start, end, f"codings, row {row}, utterance {utterance!r}", quote))
    return pd.Series(quotes, index=codings.index, dtype="str")
