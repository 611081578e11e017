"""Records that a format's reader has found become a corpus: ids, replies, people, times and flags are put in order here.

A loader parses; this file keeps the promises that every loader owes. It parses no format.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from discourse.corpus import Corpus
from discourse.errors import FrameError, NotADiscussion
from discourse.frames import as_time
from discourse.loaders._replies import tidy_ids, tidy_replies
from discourse.loaders._source import Source, is_unicode, slug

#: What a record may hold; further keys become further columns.
KEYS = ("id", "reply_to", "thread", "kind", "participant", "participant_id", "time", "text", "flag")
Rows = list[tuple[int, str, str, str]]
_BATCH = 20_000  # rows
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def corpus_of(
    source: Source,
    loader: str,
    records: Iterable[Mapping[str, Any]] | pd.DataFrame,
    *,
    thread: str | None = None,
    left_out: Rows | None = None,
    people: Mapping[str, Mapping[str, Any]] | None = None,
    **attrs: Any,
) -> Corpus:
    """A corpus of records, one an utterance, in reading order.

    Parameters
    ----------
    records
        ``text`` and any of ``id reply_to thread kind participant participant_id time flag``. ``participant`` is the shown
        name, ``participant_id`` the source's own id of the person: one name with two ids stays two people ("Sam (7)",
        "Sam (9)"), one id with two names is one person, under the last name. ``time`` is a datetime or ISO text.
        ``flag`` is "deleted", "removed", "bot", "system", "spam" …, empty for what people said. A frame of them, of objects,
        is used up: large files come in columns.
    thread
        Puts everything into one thread of this name, and before each id.
    left_out
        ``(where, what, text, why)`` for what the loader set aside; ``where`` is a line, a row or a record, from 1.
    people
        ``{participant_id: attributes}`` for the participants frame.
    attrs
        Further ``attrs`` of the corpus, such as ``title``.

    Raises NotADiscussion when there is no record.
    """
    rows = list(left_out or [])
    said = records if isinstance(records, pd.DataFrame) else pd.DataFrame(_columns(records), dtype="object")
    if said.empty:
        raise NotADiscussion(f"{source.name}: it is read as {loader!r}, but there is no utterance in it")
    said.index = pd.RangeIndex(1, len(said) + 1)
    source.let_go()
    for column in list(said.columns):
        _storable(said, str(column), source, rows)
    where = thread or slug(source.stem)
    if thread or "thread" not in said:
        said["thread"] = where
    for column, nothing in (("text", ""), ("thread", where), ("id", ""), ("reply_to", "")):
        if column in said:
            said[column] = _texts(said[column], nothing)
    counts = tidy_ids(said, where, rows, prefix=thread) | tidy_replies(said, rows, prefix=thread)
    table = _people(said, people or {})
    counts["times_not_read"] = _times(said, rows)
    if "kind" not in said:
        said["kind"] = ["post" if _none(up) else "reply" for up in said["reply_to"]]
    if "flag" in said:
        said["flag"] = ["" if _none(f) else f for f in said["flag"]]
    said["named_by"] = said["participant"].notna().map({True: "stated", False: "unknown"})
    kept = {"read": len(said) + len(left_out or []), "kept": len(said), "set_aside": len(left_out or [])}
    provenance = source.provenance(loader, **kept, **{k: v for k, v in counts.items() if v})
    return Corpus(said.reset_index(drop=True), table, left_out=source.left_out(rows), attrs={**attrs, "provenance": provenance})


def _columns(records: Iterable[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """The records turned into columns one by one, so that a generator of them never stands in memory as a whole."""
    out: dict[str, list[Any]] = {}
    n = 0
    for n, record in enumerate(records, 1):
        for key, value in record.items():
            column = out.get(key)
            if column is None:
                column = out[key] = []
            if len(column) < n - 1:
                column.extend([None] * (n - 1 - len(column)))
            column.append(value)
    for column in out.values():
        column.extend([None] * (n - len(column)))
    return out


def _people(said: pd.DataFrame, known: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Names that are unique become the participants; the frame of them keeps each one's id and other names."""
    if "participant" not in said:
        said["participant"] = None
    given = [None if _none(v) else str(v) for v in said["participant"]]
    forms = {name: None if name is None else _name_form(name) for name in set(given)}
    shown = [forms[name] for name in given]
    if "participant_id" not in said:
        said["participant"] = shown
        return pd.DataFrame({"participant": pd.Series(list(dict.fromkeys(s for s in shown if s)), dtype="str")})
    ids = [None if _none(v) or str(v) == "" else str(v) for v in said["participant_id"]]
    last: dict[str, str] = {i: s for i, s in zip(ids, shown, strict=True) if i and s}
    owners: dict[str, set[str]] = {}
    for i, name in last.items():
        owners.setdefault(name, set()).add(i)
    anonymous = {s for i, s in zip(ids, shown, strict=True) if s and not i}
    label = {i: f"{name} ({i})" if len(owners[name]) > 1 or name in anonymous else name for i, name in last.items()}
    said["participant"] = [label.get(i, i) if i else s for i, s in zip(ids, shown, strict=True)]
    said["participant_id"] = ids
    also: dict[str | None, dict[str, None]] = {}
    for one, s in zip(ids, shown, strict=True):
        if one is not None and s and s != last[one]:
            also.setdefault(one, {})[s] = None
    rows: dict[str, dict[str, Any]] = {}
    for own, name in zip(ids, said["participant"].tolist(), strict=True):
        if isinstance(name, str) and name not in rows:
            rows[name] = {"participant": name, "participant_id": own, **({} if own is None else known.get(own, {}))}
            if own in also:
                rows[name]["also"] = ", ".join(also[own])
    return pd.DataFrame(list(rows.values())) if rows else pd.DataFrame({"participant": pd.Series(dtype="str")})


def _name_form(name: str) -> str | None:
    """A name in Unicode's NFC with single spaces, None where nothing is left: one person's name is one."""
    return unicodedata.normalize("NFC", " ".join(name.split())) or None


def _times(said: pd.DataFrame, rows: Rows) -> int:
    """Times as pandas knows them; what cannot be read stays beside it in ``time_given``."""
    if "time" not in said:
        return 0
    given = said["time"]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)  # pandas warns where dates have no common form: then each is read by itself
            said["time"] = as_time(given)
            return 0
    except (FrameError, UserWarning):
        pass
    read: list[Any] = []
    for value in given:
        try:
            read.append(None if _none(value) else pd.Timestamp(value))
        except (ValueError, TypeError, OverflowError):
            read.append(None)
    zoned = [t.tzinfo is not None for t in read if t is not None]
    if zoned and not all(zoned):  # keep the majority's kind; the rest is told
        majority = sum(zoned) * 2 >= len(zoned)
        read = [t if t is not None and (t.tzinfo is not None) == majority else None for t in read]
    said["time"] = as_time(pd.Series(read, index=said.index, dtype="object"))
    lost = [n for n, (was, now) in enumerate(zip(given.tolist(), said["time"].tolist(), strict=True)) if not _none(was) and pd.isna(now)]
    if lost:
        said["time_given"] = [str(v) if n in set(lost) else None for n, v in enumerate(given)]
        rows += [(int(said.index[n]), "time", str(given.iloc[n]), "is no date that means only one thing; kept in time_given") for n in lost]
    return len(lost)


def _storable(said: pd.DataFrame, column: str, source: Source, rows: Rows) -> None:
    """Take out what no file can hold: NUL goes, half of a surrogate pair becomes U+FFFD; both are told."""
    values = said[column]
    given = values.tolist()
    bad = [
        n
        for first in range(0, len(given), _BATCH)
        if not _all_storable(given[first : first + _BATCH])
        for n in range(first, min(first + _BATCH, len(given)))
        if isinstance(given[n], str) and _UNSTORABLE.search(given[n])
    ]
    if bad:
        fixed = list(values)
        for n in bad:
            fixed[n] = _UNSTORABLE.sub(lambda m: "" if m[0] == "\x00" else "\ufffd", fixed[n])
            rows.append(
                (int(said.index[n]), column, ascii(values.iloc[n])[:80], "held a NUL or half of a surrogate pair, which no text can hold")
            )
        said[column] = fixed


def _all_storable(values: list[Any]) -> bool:
    """Whether no text among these is one for `_UNSTORABLE`: one long text is looked through faster than many short ones."""
    text = "".join(values if set(map(type, values)) == {str} else [v for v in values if isinstance(v, str)])
    return "\0" not in text and is_unicode(text)


def _texts(values: pd.Series, nothing: str) -> pd.Series:
    """The values as pandas strings, ``nothing`` where there is none, with line ends as ``\\n``."""
    given = values.tolist()
    if set(map(type, given)) != {str}:
        given = [nothing if _none(v) else str(v) for v in given]
    if any("\r" in v for v in given):
        given = [v.replace("\r\n", "\n").replace("\r", "\n") for v in given]
    return pd.Series(given, index=values.index, dtype="str")


def _none(value: Any) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value)
