"""What lies in JSON of unknown honesty, asked for safely: text, numbers, times, lists. It knows no format."""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from discourse.errors import LoadError
from discourse.loaders._json import lines, looks_like_json, parsed
from discourse.loaders._source import Source

_FAR = 4_000_000  # code points in which a mark must stand; in long files records are alike
_LINES = "_discourse_json_lines"
_TWITTER = "%a %b %d %H:%M:%S %z %Y"
_1970 = datetime(1970, 1, 1, tzinfo=UTC)


def said_by(source: Source) -> Any:
    """The value of a JSON source; of JSON lines, the list of their values. Raises LoadError with the line."""
    if _LINES not in source.__dict__:
        try:
            return parsed(source)
        except LoadError:
            if not _is_lines(source.text):
                raise
        source.__dict__[_LINES] = [value for _, value in lines(source)]
    return source.__dict__[_LINES]


def score(source: Source, marks: str, test: Callable[[Any], float]) -> float:
    """What a loader's sniff answers for JSON: 0 where a mark (a regular expression; all of "a&&b") is missing, else ``test(value)``.

    JSON that is damaged after the marks scores 0.9, so that the loader that knows it says what is wrong.
    """
    try:
        if not looks_like_json(source):
            return 0.0
        head = source.text[:_FAR]
        if not all(re.search(mark, head) for mark in marks.split("&&")):
            return 0.0
        value = said_by(source)
    except LoadError:
        return 0.9 if source.__dict__.get("text") else 0.0
    return test(value)


def mapping(value: Any) -> dict[str, Any]:
    """The value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def mappings(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; of anything else, none."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def at(value: Any, *path: str) -> Any:
    """What stands under these keys, or None."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def words(value: Any) -> str:
    """Text or a number as text; nothing for anything else.

    >>> words(7), words(None), words(["a"])
    ('7', '', '')
    """
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) and value == value else ""


def first(record: Mapping[str, Any], *keys: str) -> str:
    """The first of these fields that holds text."""
    return next((found for key in keys if (found := words(record.get(key)).strip())), "")


def number(value: Any) -> int | float | None:
    """A number, also where it is written as text; else None."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        value = value.strip().replace(",", "")
        if not re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?", value):
            return None
        value = float(value) if "." in value else int(value)
    return value if isinstance(value, (int, float)) and math.isfinite(value) and abs(value) < 2**62 else None


def clock(value: Any, *, utc: bool = False) -> dict[str, Any]:
    """``{"time": …}`` from seconds (or ms, µs) of 1970, ISO 8601, or Twitter's form; what says no time stays in ``time_given``.

    With ``utc`` a time without a zone is one of UTC, where the source's documentation says so.

    >>> clock(1577836800)["time"] == clock("2020-01-01T00:00:00Z")["time"] == clock("1577836800000")["time"]
    True
    >>> clock("soon")
    {'time': None, 'time_given': 'soon'}
    """
    given = words(value).strip()
    if not given or given.lower() in ("none", "null", "nan"):
        return {"time": None}
    try:
        time = _time(given)
    except (ValueError, OverflowError):
        return {"time": None, "time_given": given}
    return {"time": time.replace(tzinfo=UTC) if utc and time.tzinfo is None else time}


def unescaped(text: str) -> str:
    """``&lt; &gt; &amp;`` as the signs that they stand for, and no other entity."""
    return re.sub(r"&(?:lt|gt|amp);", lambda m: html.unescape(m[0]), text)


def _time(given: str) -> datetime:
    if re.fullmatch(r"-?\d{6,17}(\.\d+)?", given):
        seconds = float(given)
        while abs(seconds) > 2e10:
            seconds /= 1000
        return _1970 + timedelta(microseconds=round(seconds * 1e6))
    if not re.match(r"\d{4}-\d\d-\d\d", given):
        return datetime.strptime(given, _TWITTER).astimezone(UTC)
    time = datetime.fromisoformat(re.sub(r"\s?UTC$", "Z", given))
    return time if time.tzinfo is None else time.astimezone(UTC)


def _is_lines(text: str) -> bool:
    head, _, rest = text.lstrip("\ufeff\n ").partition("\n")
    if not rest.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(head), dict)
    except (ValueError, RecursionError):
        return False
