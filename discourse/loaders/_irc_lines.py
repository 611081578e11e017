"""The line forms of IRC clients: which part is the clock, the nick, the words, and which lines the client itself wrote. It makes no corpus.

irssi       12:34 <@ana> hi         12:34 -!- ben [b@host] has joined #c      12:34  * ana waves      --- Day changed Mon Jan 02 2012
weechat     2012-01-02 12:34:56⇥@ana⇥hi                 ⇥-->⇥ben (b@host) has joined #c                ⇥ *⇥ana waves
HexChat     Jan 02 12:34:56 <ana>⇥hi                    *⇥ben (b@host) has joined                      **** BEGIN LOGGING AT Mon Jan …
mIRC        [12:34] <@ana> hi       [12:34] * ben (b@host) has joined #c      [12:34] * ana waves      Session Start: Mon Jan 02 12:00 2012
ZNC, bots   [12:34:56] <ana> hi     [12:34:56] *** Joins: ben (b@host)        2012-01-02T12:34:56 *** ben has joined #c
Ubuntu      [12:34] <ana> hi        === ben [b@host] has joined #c
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import NamedTuple

from discourse.loaders._cues import MONTHS

_STAMP = re.compile(
    r"\s{0,2}[\[(]?(?:(?P<day>\d{4}[-/.]\d\d[-/.]\d\d|\d{8})[T _]|(?P<mon>[A-Z][a-z]{2}) (?P<dom>[ \d]?\d) )?"
    r"(?P<clock>\d{1,2}:\d\d(?::\d\d)?)"
    r"(?:\.\d{1,6})?\s?(?P<half>[AaPp]\.?[Mm]\.?)?(?P<zone>Z|[+-]\d\d:?\d\d| UTC)?[\])]?(?P<gap>[ \t]{0,3})"
)
_NICK = r"[^\s<>\t:]{1,40}"
_SAID = (
    re.compile(rf"[<(\[][ @+%&~!]?(?P<nick>{_NICK})[>)\]](?:[ \t]|$)(?P<text>.*)", re.DOTALL),
    re.compile(rf"[@+%&~!]?(?P<nick>{_NICK})\t(?:\| ?)?(?P<text>.*)", re.DOTALL),
)
_DOES = re.compile(rf"(?:\* | \*\t|\*\t|• |=== ){{1,2}}(?P<nick>{_NICK})(?:[ \t]|$)(?P<text>.*)", re.DOTALL)
_CLIENT = re.compile(r"-!-|\*\*\*|===|-->|<--|--(?:\s|-)|→|←|⚡|ℹ|==\s|>>>|<<<|\*\*\*\*|-[^\s-]+-\s|(?:Session|Log|Logging)\s")
_EVENT = re.compile(
    r"(?P<nick>[^\s()\[\]]{1,40})\s(?:[\[(][^\])]*[\])]\s+)?(?:\([^)]*\)\s+)?(?:has (?:joined|left|quit|become|changed)"
    r"|is now known as|has been|sets? mode|changed the topic"
    r"|changes topic|joined|left|quit|was kicked|kicked|set the topic|changed mode|gives channel|removes channel|gives voice|sets?\s)",
)
_LABELLED = re.compile(
    r"(?:Joins|Parts|Quits|Mode|Topic|Kicks?|Nicks?|Now talking|Channel|Users? on|Set by|Disconnected|Connected|Rejoined)\b"
)
_DATES = (
    re.compile(r"(?P<mon>[A-Z][a-z]{2,8})\.? +(?P<dom>\d{1,2})(?:,| +\d\d:\d\d(?::\d\d)?(?: +[A-Z]{2,5})?)? +(?P<year>\d{4})"),
    re.compile(r"(?P<dom>\d{1,2})\.? +(?P<mon>[A-Z][a-z]{2,8})\.? +(?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<dom>\d\d)"),
)
_FILE_DATE = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>[01]\d)[-_.]?(?P<dom>[0-3]\d)(?!\d)")
_COLOURS = re.compile("\x03(?:\\d{1,2}(?:,\\d{1,2})?)?|\x04[0-9a-fA-F]{6}|[\x02\x0f\x11\x16\x1d\x1e\x1f]")


class IrcLine(NamedTuple):
    """``kind`` is "said", "action", "system", "date" (a line that only tells the day) or "" (none of a client's forms)."""

    kind: str
    nick: str | None
    text: str
    day: date | None
    clock: str | None
    zone: str | None
    month_day: tuple[int, int] | None = None


def irc_line(line: str) -> IrcLine:
    """What one line of a log says.

    >>> irc_line("[12:34] <@ana> hi")[:3]
    ('said', 'ana', 'hi')
    >>> irc_line("=== ben [b@host] has joined #c")[:3]
    ('system', 'ben', 'ben [b@host] has joined #c')
    """
    line = _COLOURS.sub("", line)
    stamp = _STAMP.match(line)
    day, clock, zone, month_day, rest = None, None, None, None, line
    if stamp:
        clock, zone, rest = _clock(stamp), stamp["zone"], line[stamp.end() :]
        day = _iso(stamp["day"]) if stamp["day"] else None
        if stamp["mon"] and stamp["mon"].lower() in MONTHS:
            month_day = MONTHS[stamp["mon"].lower()], int(stamp["dom"])
        if stamp["gap"].startswith("  ") and rest.startswith("* "):
            rest = rest.lstrip()
    elif not _CLIENT.match(line) and not _SAID[0].match(line) and not line.startswith("* "):
        return IrcLine("", None, line, None, None, None)
    for form in _SAID:
        found = form.match(rest)
        if found and found["nick"] not in ("-->", "<--", "--", "*", "***", "-!-", "=!=", "→", "←"):
            return IrcLine("said", found["nick"], found["text"], day, clock, zone, month_day)
    head = rest.lstrip(" \t")
    if (
        _CLIENT.match(head)
        and not stamp
        and (told := day_in(head))
        and re.match(r"[-*=\s]*(?:Day|Log|BEGIN|ENDING|Session|Logging|\[?\w{3} )", head)
    ):
        return IrcLine("date", None, head, told, None, None)
    said = re.sub(r"^(?:-!-|\*\*\*+|===|-->|<--|--|→|←|\*)[\s:]*", "", head)
    event = _EVENT.match(said)
    if event or _LABELLED.match(said):
        who = event["nick"] if event else (re.match(r"(?:Joins|Parts|Quits): (\S+)", said) or [None, None])[1]
        return IrcLine("system", who, said, day, clock, zone, month_day)
    does = _DOES.match(rest) or _DOES.match(" " + head if head.startswith("*\t") else head)
    if does:
        return IrcLine("action", does["nick"], does["text"], day, clock, zone, month_day)
    return IrcLine("system" if _CLIENT.match(head) else "", None, said or head, day, clock, zone, month_day)


def day_in(text: str) -> date | None:
    """The day that a text names, as clients write it: "Mon Jan 02 2012", "2 January 2012", "2012-01-02"."""
    for form in _DATES:
        for found in form.finditer(text):
            told = found.groupdict()
            month = MONTHS.get(told["mon"].lower()) if told.get("mon") else int(told["month"])
            if month and (day := _day(int(told["year"]), month, int(told["dom"]))):
                return day
    return None


def day_of_file(name: str) -> date | None:
    """The day in a file's name: ``#garden.2012-01-02.log``, ``20120102.txt``."""
    found = _FILE_DATE.search(name)
    return _day(int(found["year"]), int(found["month"]), int(found["dom"])) if found else None


def at(day: date | None, clock: str | None) -> datetime | None:
    """Day and clock as one time, without a zone."""
    if day is None or clock is None:
        return None
    hour, minute, *second = (int(part) for part in clock.split(":"))
    return datetime.combine(day, time(hour, minute, second[0] if second else 0))


def _clock(stamp: re.Match[str]) -> str | None:
    hour, minute, *second = stamp["clock"].split(":")
    number = int(hour)
    if stamp["half"] and 1 <= number <= 12:
        number = number % 12 + (12 if stamp["half"][0] in "pP" else 0)
    if number > 23 or int(minute) > 59 or (second and int(second[0]) > 59):
        return None
    return ":".join([f"{number:02d}", minute, *second])


def _iso(text: str) -> date | None:
    digits = re.sub(r"\D", "", text)
    return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))


def _day(year: int, month: int, dom: int) -> date | None:
    try:
        return date(year, month, dom)
    except ValueError:
        return None
