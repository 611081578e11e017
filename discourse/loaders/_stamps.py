"""Times as programs write them become datetimes: ISO 8601, RFC 822, seconds from 1970, or the words of a page. It fills in nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from discourse.loaders._times import one_time


def stamp(value: Any) -> datetime | None:
    """The time that this value names, with its zone where it has one; None for nothing, zero dates, and what is no time.

    >>> stamp("Tue, 05 Nov 2013 09:30:00 +0100").isoformat()
    '2013-11-05T09:30:00+01:00'
    >>> stamp("0000-00-00 00:00:00"), stamp(0), stamp("2013-11-05T09:30:00Z").isoformat()
    (None, None, '2013-11-05T09:30:00+00:00')
    """
    if value is None or isinstance(value, bool) or value == "":
        return None
    if isinstance(value, (int, float)):
        return _epoch(float(value))
    text = str(value).strip()
    try:
        return _within(datetime.fromisoformat(text))
    except ValueError:
        pass
    try:
        return _within(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        return one_time(text)


def utc(value: Any) -> datetime | None:
    """As `stamp`; what has no zone is in UTC."""
    found = stamp(value)
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found


def _epoch(number: float) -> datetime | None:
    if number != number or number <= 0:
        return None
    try:
        return _within(datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC))
    except (OverflowError, OSError, ValueError):
        return None


def _within(found: datetime) -> datetime | None:
    return found if found.year > 1969 and found.year < 2200 else None
