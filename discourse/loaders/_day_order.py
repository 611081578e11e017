"""Which number of a numeric date is the day, decided from all dates of a file together. It reads no text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

Triple = tuple[int, int, int]
SAID = {"dmy": "day/month/year", "mdy": "month/day/year", "ymd": "year/month/day", "ydm": "year/day/month"}


class DayOrder(NamedTuple):
    """``order`` is "dmy", "mdy", "ymd" or "ydm"; ``why`` is a sentence; ``certain`` is False where another order fits as well."""

    order: str
    why: str
    certain: bool


def day_order(dates: Sequence[Triple], usual: str = "dmy", *, four: int | None = None) -> DayOrder:
    """The order that makes a calendar of these dates, which stand in the file as they were said one after the other.

    ``four`` is the place (0 or 2) of a year in four digits. Where several orders fit equally, ``usual`` is taken and
    ``certain`` is False.

    >>> day_order([(3, 4, 2021), (13, 4, 2021)], four=2)
    DayOrder(order='dmy', why='a number above 12 can only be the day', certain=True)
    >>> day_order([(3, 4, 21)], usual="mdy").certain
    False
    """
    able = {0: ["ymd", "ydm"], 2: ["dmy", "mdy"]}.get(-1 if four is None else four, ["dmy", "mdy", "ymd", "ydm"])
    able.sort(key=lambda order: order != usual)
    if not dates:
        return DayOrder(able[0], "there are no dates", False)
    days = {order: [_day(one, order) for one in dates] for order in able}
    wrong = {order: sum(day is None for day in found) for order, found in days.items()}
    fit = [order for order in able if wrong[order] == min(wrong.values())]
    if len(fit) == 1:
        return DayOrder(
            fit[0], "a number above 12 can only be the day" if four is not None else "no other order gives days that exist", True
        )
    back = {order: _backward(days[order]) for order in fit}
    forward = [order for order in fit if back[order] == min(back.values())]
    if len(forward) == 1:
        return DayOrder(forward[0], "only so do the dates run forward", True)
    if len({tuple(days[order]) for order in forward}) == 1:
        return DayOrder(forward[0], "every order gives the same days", True)
    distinct = len(set(dates))
    spans = {order: _span(days[order]) for order in forward}
    close = min(forward, key=lambda order: spans[order])
    if distinct >= 4 and all(spans[order] >= 5 * max(1, spans[close]) for order in forward if order != close):
        return DayOrder(close, f"{distinct} days lie close together only so", True)
    for rare in ("ydm", "ymd"):
        if len(forward) > 1 and rare in forward and usual != rare and (four is None or rare == "ydm"):
            forward.remove(rare)  # two digits of a year stand last, and a month behind a year, in nearly every country
    if len(forward) == 1:
        return DayOrder(forward[0], "so it is in nearly every country", True)
    if len({tuple(days[order]) for order in forward}) == 1:
        return DayOrder(forward[0], "day and month have the same number", True)
    others = " or ".join(SAID[order] for order in forward[1:])
    return DayOrder(forward[0], f"{SAID[forward[0]]} was taken, {others} would fit as well", False)


def as_day(one: Triple, order: str) -> date | None:
    """The day that the three numbers name in this order; a year in two digits lies in this century; 2564 is 2021 (Buddhist).

    >>> as_day((4, 3, 21), "dmy")
    datetime.date(2021, 3, 4)
    """
    return _day(one, order)


def _day(one: Triple, order: str) -> date | None:
    year, month, day = (one[order.index(part)] for part in "ymd")
    if year < 100:
        year += 2000
    elif 2500 <= year <= 2700:
        year -= 543
    if not 1990 <= year <= 2199:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _backward(days: Sequence[date | None]) -> int:
    told = [day for day in days if day is not None]
    return sum(b < a for a, b in pairwise(told))


def _span(days: Sequence[date | None]) -> int:
    told = [day for day in days if day is not None]
    return (max(told) - min(told)).days if told else 0
