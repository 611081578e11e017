"""Times as people and machines write them, read only where they can mean one thing. It never fills in what is not said.

read                                                     left missing
2013-11-05, 2013-11-05T09:30:00+01:00                    05/11/2013 (unless the whole column shows which part is the day)
1577836800, 1577836800000 (seconds, ms from 1970, UTC)   42, 2019, 00:12:30
5 November 2013 at 9:30 pm, 5. November 2013 um 21:30    yesterday, 3 days ago
5.11.2013 21:30 (dots: the day stands first)             0000-00-00 00:00:00
"""

from __future__ import annotations

import re
from datetime import datetime

import pandas as pd

from discourse.loaders._cues import MONTHS, any_of

_MONTH = any_of(MONTHS)
_CLOCK = r"(?P<hour>\d{1,2})(?:[:h]|\.(?=\d\d))(?P<minute>\d\d)(?::(?P<second>\d\d))?\s?(?P<half>[ap]\.?m\.?)?(?:\suhr)?"
_DAY = (
    rf"(?:(?P<d1>\d{{1,2}})(?:\.|st|nd|rd|th|er)?\s(?:de\s)?(?P<m1>{_MONTH})\.?,?\s(?:de\s)?(?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\.?\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y2>\d{{4}})"
    r"|(?P<y3>\d{4})[-/](?P<m3>\d\d)[-/](?P<d3>\d\d)"
    r"|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4})"
    r"|(?P<a5>\d{1,2})/(?P<b5>\d{1,2})/(?P<y5>\d{4}))"
)
_AGO = (
    r"(?:vor|il y a|hace|há)\s\d{1,3}\s\w{2,12}|\d{1,3}\s(?:second|minute|hour|day|week|month|year)s?\sago"
    r"|\d{1,3}\s(?:Sekunden?|Minuten?|Stunden?|Tage?|Wochen?|Monate?|Jahre?)\sher|\d{1,3}\s\w{2,12}\s(?:fa|geleden|sedan|siden)"
)
#: a date, with a time of day or without one, or "3 days ago"
WHEN = re.compile(rf"(?:{_DAY}(?:T|[\s,]{{1,3}}(?:(?:um|at|à|a las|alle|om|kl\.?|@|-|–|—|·)\s)?)?(?:{_CLOCK})?|{_AGO})", re.IGNORECASE)
# [0-9] and a blank, so that Arrow may match whole columns
_ISO = (
    r"[0-9]{4}-[0-9][0-9]-[0-9][0-9](?:[T ][0-9][0-9]:[0-9][0-9](?::[0-9][0-9](?:[.,][0-9]{1,9})?)? ?(Z|[+-][0-9][0-9]:?(?:[0-9][0-9])?)?)?"
)
_EPOCH = r"-?\d{9,10}(?:\.\d+)?|\d{12,13}"


def one_time(text: str) -> datetime | None:
    """The time that this text names, if it can mean only one (a naive one: pages do not say their zone).

    >>> one_time("28. Juli 2019 um 13:39")
    datetime.datetime(2019, 7, 28, 13, 39)
    >>> one_time("3/4/2019") is None
    True
    """
    match = WHEN.fullmatch(text.strip())
    if match is None:
        return None
    g = match.groupdict()
    if g["a5"]:
        a, b = int(g["a5"]), int(g["b5"])
        if (a > 12) == (b > 12):
            return None
        day, month, year = (a, b, g["y5"]) if a > 12 else (b, a, g["y5"])
    else:
        year = g["y1"] or g["y2"] or g["y3"] or g["y4"]
        if year is None:
            return None
        said = g["m1"] or g["m2"]
        month = MONTHS[said.lower()] if said else int(g["m3"] or g["m4"])
        day = int(g["d1"] or g["d2"] or g["d3"] or g["d4"])
    hour = int(g["hour"] or 0)
    if g["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if g["half"][0] in "pP" else 0)
    try:
        return datetime(int(year), month, day, hour, int(g["minute"] or 0), int(g["second"] or 0))
    except ValueError:
        return None


def column_of_times(given: pd.Series) -> tuple[pd.Series, pd.Series]:
    """Times of a column of strings, and a reason (else "") for each value that was left missing.

    Times with a zone become UTC. Where only some have a zone, the fewer kind is left missing.

    >>> times, why = column_of_times(pd.Series(["2020-01-01T10:00Z", "1577836800", "05/06/2020", ""]))
    >>> times.dt.hour.tolist()[:2], why.tolist()[2]
    ([10.0, 0.0], 'day and month could be meant the other way round')
    """
    given = given.fillna("").astype("str").str.strip()
    why = pd.Series("", index=given.index, dtype="object")
    iso = given.str.fullmatch(_ISO)
    epoch = pd.Series(False, index=given.index) if iso.all() else ~iso & given.str.fullmatch(_EPOCH)
    zoned = epoch | (iso & given.str.contains(r"(?:Z|[+-][0-9][0-9]:?(?:[0-9][0-9])?)$", regex=True) & given.str.contains(":", regex=False))
    out = pd.Series(pd.NaT, index=given.index, dtype="datetime64[us, UTC]")
    if iso.any():
        out[iso] = pd.to_datetime(given[iso].str.replace(",", "."), format="ISO8601", utc=True, errors="coerce").dt.as_unit("us")
    if epoch.any():
        number = given[epoch].astype("float64")
        seconds = number.where(number.abs() < 1e11, number / 1e3)
        out[epoch] = pd.to_datetime((seconds * 1e6).round().astype("int64"), unit="us", utc=True).dt.as_unit("us")
    rest = ~iso & ~epoch & (given != "")
    if rest.any():
        words = given[rest]
        found = {text: one_time(_day_first(text, order)) for order in [_order(words)] for text in words.unique()}
        out[rest] = pd.to_datetime(words.map(found), utc=True).dt.as_unit("us")
        slashes = words.str.match(r"\d{1,2}/\d{1,2}/\d{4}")
        why[rest] = slashes.map(
            {True: "day and month could be meant the other way round", False: "not a time that can be read for certain"}
        )
    why[(given != "") & out.isna() & (why == "")] = "there is no such day or time"
    why[out.notna() | (given == "")] = ""
    got = out.notna()
    if (got & zoned).any() and (got & ~zoned).any():
        fewer = got & (zoned if (got & zoned).sum() < (got & ~zoned).sum() else ~zoned)
        why[fewer] = "has no zone, other times have one" if not zoned[fewer].any() else "has a zone, other times have none"
        out[fewer] = pd.NaT
    return (out if (out.notna() & zoned).any() else out.dt.tz_localize(None)), why


def _order(words: pd.Series) -> str:
    """Which part of a/b/year is the day in the whole column: "first", "second", or "" where it cannot be known."""
    parts = words.str.extract(r"^(\d{1,2})/(\d{1,2})/\d{4}").dropna().astype("int64")
    first, second = bool((parts[0] > 12).any()), bool((parts[1] > 12).any()) if len(parts) else False
    return "" if first == second else "first" if first else "second"


def _day_first(text: str, order: str) -> str:
    match = re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})(.*)", text, re.DOTALL)
    if match is None:
        return text
    if not order:
        return ""
    a, b, year, clock = match.groups()
    return f"{a}.{b}.{year}{clock}" if order == "first" else f"{b}.{a}.{year}{clock}"
