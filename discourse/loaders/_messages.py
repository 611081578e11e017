"""Small readings that the chat formats share: a value of the kind that was hoped for, or an empty one. It knows no format."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

_NUMBER = re.compile(r"\d{1,17}(?:\.\d{1,9})?")


def a_dict(value: Any) -> dict[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; everything else is passed over."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def words(value: Any) -> str:
    """Text or a number as text; nothing for anything else.

    >>> words(7), words(None), words(["a"])
    ('7', '', '')
    """
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def moment(value: Any) -> datetime | str | None:
    """Seconds, milliseconds or microseconds from 1970 as a time in UTC, ISO text as the time that it says; other text stays.

    >>> moment("1577836800.000200").isoformat()
    '2020-01-01T00:00:00.000200+00:00'
    """
    text = words(value).strip()
    if not _NUMBER.fullmatch(text):
        try:
            return datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
        except ValueError:
            return text or None
    whole, _, part = text.partition(".")
    micro = int(whole) * 10 ** (6 if len(whole) < 12 else 3 if len(whole) < 15 else 0) + int((part + "000000")[:6])
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=micro)
    except OverflowError:
        return text


def reactions_of(pairs: list[tuple[str, Any]]) -> str | None:
    """``👍 2, :heart: 1`` of names and counts; nothing where there are none.

    >>> reactions_of([("👍", 2)])
    '👍 2'
    """
    return ", ".join(f"{name} {words(count) or 1}" for name, count in pairs if name) or None


def listed(values: list[str]) -> str | None:
    """Values one a line; nothing where there are none."""
    return "\n".join(v for v in values if v) or None
