"""An exported WhatsApp chat becomes messages; the whole file decides whether day or month stands first. It reads no backups."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from discourse.corpus import Corpus
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders._cues import MONTHS
from discourse.loaders._day_order import SAID, Triple, as_day, day_order
from discourse.loaders._packed import Entries, member_names, members
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source, slug
from discourse.loaders._whatsapp_words import AFTER, BEFORE, DELETED, EVENTS, MEDIA, TITLE, is_encryption_notice

_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
_SPACE = r"[ \u00a0\u202f\u2009\t]"
_HALVES = "|".join(re.escape(h).replace(r"\ ", f"{_SPACE}?") for h in sorted((*BEFORE, *AFTER), key=len, reverse=True))
_HEAD = re.compile(
    rf"(?P<open>\[)?(?:(?P<a>\d{{1,4}})(?:[./-]{_SPACE}?|[年년]{_SPACE}?)(?P<b>\d{{1,2}})(?:[./-]{_SPACE}?|[月월]{_SPACE}?)(?P<c>\d{{1,4}})[.日일]?"
    rf"|(?P<d1>\d{{1,2}})\.?{_SPACE}(?:de{_SPACE})?(?P<m1>[^\W\d_]{{3,12}})\.?,?{_SPACE}(?:de{_SPACE})?(?P<y1>\d{{4}})"
    rf"|(?P<m2>[^\W\d_]{{3,12}})\.?{_SPACE}(?P<d2>\d{{1,2}}),?{_SPACE}(?P<y2>\d{{4}}))"
    rf"[,،、]?{_SPACE}{{0,3}}(?:(?:à|às|um|at|kl\.|klo|om|a las|alle|ore|saat){_SPACE})?(?P<pre>{_HALVES})?{_SPACE}?"
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?{_SPACE}?(?P<post>{_HALVES})?{_SPACE}?(?:Uhr{_SPACE}?)?"
    rf"(?:(?P<close>\]){_SPACE}?|{_SPACE}?[-–—]{_SPACE}|:{_SPACE})",
    re.IGNORECASE,
)
#: copied from WhatsApp Web, and in Vietnamese, the clock stands first; it is turned round before it is read
_TURNED = re.compile(
    rf"(\[?)(\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?:{_SPACE}?(?:{_HALVES}))?)(,?{_SPACE}{{1,2}})(\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{1,4}})(?=\]|{_SPACE}-)",
    re.IGNORECASE,
)
_EDITED = re.compile(
    r"[ \u00a0]?(?:\u200e<[^<>\n]{5,60}>|<(?:this message was edited|diese nachricht wurde bearbeitet|se editó este mensaje)\.?>)$",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?P<name>[^:\n\"“”«»„]{1,100}?)[ \u00a0]?:(?:[ \u00a0]|$)")


class Line(NamedTuple):
    """A message as it stands in the file: its line from 1, its date in the file's order, and what follows the date."""

    line: int
    date: Triple | None
    named: datetime | None
    clock: time | None
    year_at: int | None
    rest: str


def read_whatsapp(source: Any, *, thread: str | None = None, encoding: str | None = None, dates: str | None = None) -> Corpus:
    """Read a chat that WhatsApp exported (*More, Export chat*): the ``.txt``, or the ZIP with the media beside it.

    Columns
    -------
    ``id`` (chat/line), ``thread`` (the chat's name), ``kind`` (message, system), ``participant``, ``time`` (naive: as the phone
    that made the export showed it), ``text`` (of several lines where it had them), ``flag`` ("system" for joins, renames and the
    notice of encryption; "deleted"), ``media`` (the file's name, or what was left away), ``edited``.

    The export has no replies. The order of day and month is decided from all dates together; ``attrs["dates"]`` and the
    provenance's notes say which was taken and why, and whether another would fit; ``dates="dmy"``, "mdy" or "ymd" settles it. Lines before
    the first message are in ``left_out``. Raises LoadError for another ``dates``, NotADiscussion without messages.

    >>> corpus = read_whatsapp("[13/02/2021, 09:15:00] Lena: Morning! ☕\\n[13/02/2021, 09:16:10] Iván: Hi\\nall\\n")
    >>> corpus.utterances[["participant", "text"]].values.tolist(), corpus.attrs["dates"]
    ([['Lena', 'Morning! ☕'], ['Iván', 'Hi\\nall']], 'day/month/year: a number above 12 can only be the day')
    """
    opened = open_source(source, encoding)
    if member_names(opened):
        return read_entries(members(opened), opened, thread=thread, encoding=encoding, dates=dates)
    return _corpus([opened], opened, thread, dates, [])


def sniff(source: Source) -> float:
    """Whether the first lines begin with dates, and names behind them."""
    names = member_names(source)
    if names:
        return sniff_entries(names) or _sniff_inside(source, names)
    if source.frame is not None or source.head.startswith((b"PK", b"<", b"{")):
        return 0.0
    raw = source.raw[:16_000]
    head = raw if isinstance(raw, str) else raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "ignore")
    said = [line for line in head.splitlines() if line.strip()][:200]
    heads = [line for line in said if _head(line, 1)]
    named = sum(bool(_NAME.match(found.rest)) and not found.rest.startswith("<") for line in heads if (found := _head(line, 1)))
    if not heads or said[0] not in heads[:1] or named * 3 < len(heads):
        return 0.0
    return 0.97 if len(heads) > 1 else 0.9


def sniff_entries(names: list[str]) -> float:
    """Whether a ZIP or a folder is called as WhatsApp calls its exports."""
    texts = [PurePosixPath(n).name for n in names if n.lower().endswith(".txt")]
    return 0.97 if any(n == "_chat.txt" or TITLE.match(n) for n in texts) else 0.0


def read_entries(
    entries: Entries, source: Source, *, thread: str | None = None, encoding: str | None = None, dates: str | None = None
) -> Corpus:
    """A corpus of ``(name, content)`` pairs, one of them the chat's text; ``source`` says what the whole is called."""
    aside: Rows = []
    chats: list[Source] = []
    for n, (name, content) in enumerate(entries, 1):
        inner = Source(PurePosixPath(name).name, content, encoding)
        if name.lower().endswith(".txt") and content.strip() and sniff(inner):
            chats.append(inner)
        else:
            aside.append((n, "entry", name, "is no chat text but media"))
    if not chats:
        raise NotADiscussion(f"{source.name}: there is no text of a WhatsApp chat in it; it should hold a .txt file")
    if len(chats) == 1 and chats[0].stem == "_chat":
        chats[0].name = f"{PurePosixPath(source.name).stem}.txt"
    return _corpus(chats, source, thread, dates, aside)


def _corpus(chats: list[Source], source: Source, thread: str | None, dates: str | None, aside: Rows) -> Corpus:
    if dates is not None and dates not in SAID:
        raise LoadError(f"dates={dates!r}: give 'dmy', 'mdy' or 'ymd', the order in which the export writes day, month and year")
    records: list[dict[str, Any]] = []
    orders: list[str] = []
    for chat in chats:
        title = TITLE.sub("", chat.stem).strip(" _") or chat.stem
        found, said = _chat(chat, slug(title), dates, aside)
        if chat is not source:
            source.notes += [note for note in chat.notes if note not in source.notes]
            source.encoding = source.encoding or chat.encoding
        records += found
        orders.append(said)
    source.notes.append("times are without a zone: as the phone showed them that made the export")
    told = "; ".join(dict.fromkeys(orders))
    return corpus_of(source, "whatsapp", records, thread=thread, left_out=aside, dates=told, title=title if len(chats) == 1 else None)


def _chat(chat: Source, where: str, dates: str | None, aside: Rows) -> tuple[list[dict[str, Any]], str]:
    """The records of one chat, and the order of its dates in words."""
    lines = _messages(chat.text, aside)
    if not lines:
        raise NotADiscussion(f"{chat.name}: no line begins with a date and a time as WhatsApp writes them")
    triples = [one.date for one in lines if one.date]
    places = {one.year_at for one in lines if one.date}
    found = day_order(triples, _usual(chat.text), four=next(iter(places)) if len(places) == 1 else None)
    order, told = (dates, "as asked") if dates else (found.order, found.why)
    said = f"{SAID[order]}: {told}" if triples else "months are named"
    chat.notes.append(f"dates are {said}")
    if triples and not dates and not found.certain:
        chat.notes.append("day and month could be meant the other way round; settle it with dates='dmy' or dates='mdy'")
    return [_record(one, where, order) for one in lines], said


def _messages(text: str, aside: Rows) -> list[Line]:
    out: list[Line] = []
    more: list[list[str]] = []
    for number, line in enumerate(text.split("\n"), 1):
        found = _head(line, number)
        if found:
            out.append(found)
            more.append([found.rest])
        elif out:
            more[-1].append(line)
        elif line.strip():
            aside.append((number, "line", line, "stands before the first message"))
    return [one._replace(rest="\n".join(lines)) for one, lines in zip(out, more, strict=True)]


def _head(line: str, number: int) -> Line | None:
    bare = line[:120].translate(_MARKS)
    if (bare[:1] in "[0123456789" and "," in bare[:12]) or " " in bare[:9]:
        bare = _TURNED.sub(r"\1\4\3\2", bare, count=1) if _TURNED.match(bare) else bare
    match = _HEAD.match(bare)
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    left, at = match.end(), 0
    while left:  # the same place in the line as it stands, marks of direction included
        left -= ord(line[at]) not in _MARKS
        at += 1
    clock = _clock(match)
    if clock is None:
        return None
    word = match["m1"] or match["m2"]
    if word:
        month = MONTHS.get(word.lower())
        day = as_day((int(match["y1"] or match["y2"]), month, int(match["d1"] or match["d2"])), "ymd") if month else None
        return Line(number, None, datetime.combine(day, clock), clock, None, line[at:]) if day else None
    year_at = 0 if len(match["a"]) == 4 else 2 if len(match["c"]) == 4 else None
    return Line(number, (int(match["a"]), int(match["b"]), int(match["c"])), None, clock, year_at, line[at:])


def _clock(match: re.Match[str]) -> time | None:
    hour = int(match["hour"])
    half = re.sub(_SPACE, " ", (match["pre"] or match["post"] or "").lower())
    if half and 1 <= hour <= 12:
        after = half in AFTER or half.replace(" ", "") in AFTER
        hour = hour % 12 + (12 if after else 0)
    try:
        return time(hour, int(match["minute"]), int(match["second"] or 0))
    except ValueError:
        return None


def _usual(text: str) -> str:
    """What to take where the dates leave it open: the American order for unpadded 1/2/21 beside AM or English notices."""
    head = text[:20_000]
    american = re.search(r"^\W?\d{1,2}/\d{1,2}/\d\d,", head, re.MULTILINE) and not re.search(r"^\W?0\d/|^\W?\d+/0\d/", head, re.MULTILINE)
    english = re.search(rf"^\W?[\d/]+, \d{{1,2}}:\d\d(?::\d\d)?{_SPACE}[AP]M\b", head, re.MULTILINE) or "end-to-end encrypted" in head
    return "mdy" if american and english else "dmy"


def _record(one: Line, where: str, order: str) -> dict[str, Any]:
    day = as_day(one.date, order) if one.date else None
    when = one.named or (datetime.combine(day, one.clock) if day and one.clock else None)
    rest = one.rest.lstrip("\u200e\u200f\u202a\u202b\u2068")
    name = _NAME.match(rest)
    if name and EVENTS.fullmatch(name["name"]):
        name = None  # Ana changed the description to: …
    who, text = (name["name"].translate(_MARKS).strip(" ~\u00a0\u202f"), rest[name.end() :]) if name else (None, rest)
    own_mark = text.startswith("\u200e")
    said = text.lstrip("\u200e\u200f ").rstrip()
    edited = _EDITED.search(said) if name else None
    if edited and not MEDIA.match(edited[0].strip(" \u00a0\u200e")):
        said = said[: edited.start()]
    else:
        edited = None
    media = MEDIA.match(said.translate(_MARKS)) if name else None
    if media and media["kind"] and not own_mark:
        media = None
    deleted = said.translate(_MARKS).rstrip(". ").lower() in DELETED
    notice = is_encryption_notice(said) and (own_mark or len(said) > 60)
    system = not name or notice or (own_mark and not media and not deleted and bool(EVENTS.fullmatch(said.split("\n")[0])))
    return {
        "id": f"{where}/{one.line}",
        "thread": where,
        "kind": "system" if system else "message",
        "participant": None if notice else who,
        "time": when,
        "text": said,
        "flag": "system" if system else "deleted" if deleted else "",
        "media": next((v for v in media.groupdict().values() if v), None) if media else None,
        "edited": edited is not None,
        "time_given": None if when else "/".join(map(str, one.date or ())),
    }


def _sniff_inside(source: Source, names: list[str]) -> float:
    """A ZIP with one text: it is looked into, for people rename their exports."""
    texts = [n for n in names if n.lower().endswith(".txt")]
    if len(texts) != 1 or len(names) > 2000 or "/" in texts[0]:
        return 0.0
    for name, content in _quietly(source):
        if name == texts[0]:
            return sniff(Source(name, content)) if content.strip() else 0.0
    return 0.0


def _quietly(source: Source) -> Iterator[tuple[str, bytes]]:
    try:
        yield from members(source)
    except LoadError:
        return
