"""An IRC log becomes messages, with whom each addresses and, where people have marked it, what each answers. It guesses no answers."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import NotADiscussion
from discourse.loaders._irc_lines import IrcLine, at, day_of_file, irc_line
from discourse.loaders._irc_links import linked, read_links
from discourse.loaders._packed import Entries, member_names, members
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source, slug

_PART = re.compile(r"\.(raw|ascii|tok|annotation)(\.[\w-]+)?\.txt$")
_ADDRESS = re.compile(r"@?([^\s:,]{1,40})[:,](?:\s|$)|@([^\s:,]{1,40})\s")


def read_irc(source: Any, *, thread: str | None = None, encoding: str | None = None, annotation: Any = None) -> Corpus:
    """Read a channel's log as irssi, weechat, HexChat, mIRC, ZNC and the bots write it; a ZIP holds one log a channel or day.

    Columns
    -------
    ``id`` (thread/line, lines from 1), ``thread``, ``kind`` (message, system), ``participant`` (the nick), ``time`` (naive, or UTC
    where the log says its zone), ``clock`` (as written), ``text``, ``flag`` ("system" for joins, parts, quits, modes, topics; such
    lines have no participant), ``about`` (the nick that such a line tells of), ``action`` (/me), ``addressed_to`` (the nick before
    the colon, if it is one of the log). With an annotation also ``reply_to`` (the nearest line that is answered),
    ``also_replies_to`` (others), ``opens`` (begins a conversation), ``conversation``, ``annotated``.

    ``annotation`` is a file of reply links as the disentanglement corpora write them (``1002 1003 -``: lines from 0);
    ``NAME.annotation.txt`` beside ``NAME.raw.txt`` or ``NAME.ascii.txt`` is found by itself where the source is a path.
    The day comes from the lines, from the log's own date lines or from the file's name; where none says it, or a clock of twelve
    hours does not say which half, ``time`` is missing. Raises NotADiscussion where no line is somebody's.

    >>> log = "[09:15] <ana> ben: is the room free?\\n=== cleo [c@host] has joined #hall\\n[09:16] <ben> yes 🙂\\n"
    >>> read_irc(log).utterances[["flag", "participant", "addressed_to", "text"]].fillna("").values.tolist()[0]
    ['', 'ana', 'ben', 'ben: is the room free?']
    """
    opened = open_source(source, encoding)
    if member_names(opened):
        return read_entries(members(opened), opened, thread=thread, encoding=encoding)
    beside = _beside(source if isinstance(source, (str, Path)) else getattr(source, "path", None)) if annotation is None else annotation
    links = read_links(open_source(beside)) if beside is not None else None
    aside: Rows = []
    records = _log(opened, _channel(opened.name), links, aside)
    return corpus_of(opened, "irc", records, thread=thread, left_out=aside)


def sniff(source: Source) -> float:
    """Whether most of the first lines are an IRC client's."""
    names = member_names(source)
    if names:
        return sniff_entries(names)
    if source.frame is not None:
        return 0.0
    raw = source.raw[:12_000]
    head = raw if isinstance(raw, str) else raw.decode("utf-8", "replace")
    found = [irc_line(line) for line in head.splitlines()[:100] if line.strip()]
    said = [one for one in found if one.kind in ("said", "action")]
    marked = [
        one for one in found if (one.kind and one.clock) or one.kind in ("system", "date") or (one.kind == "said" and "</" not in head)
    ]
    if len(marked) < 0.8 * len(found) or not said or len({one.nick for one in said}) * 3 > 2 * len(said) + 6:
        return 0.0
    angled = len(re.findall(r"^.{0,30}?(?:<[ @+%&~]?[^\s<>]{1,40}>[ \t]|\t[@+%&~]?[^\s<>]{1,40}\t|\s\* \S)", head, re.MULTILINE))
    return 0.96 if angled * 2 >= len(said) else 0.0


def sniff_entries(names: list[str]) -> float:
    """Whether a ZIP or a folder holds logs with the marks of a disentanglement corpus, or files that end in ``.log`` or ``.weechatlog``."""
    marked = any(".annotation." in n for n in names) and any(_PART.search(n) and ".annotation" not in n for n in names)
    logs = sum(n.endswith((".log", ".weechatlog")) and "#" in n for n in names)
    return 0.95 if marked else 0.9 if logs and logs * 2 >= len(names) else 0.0


def read_entries(entries: Entries, source: Source, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """A corpus of ``(name, content)`` pairs, one thread a log; annotations go to the log of their name."""
    logs: dict[str, dict[str, tuple[int, Source]]] = {}
    aside: Rows = []
    for n, (name, content) in enumerate(entries, 1):
        part = _PART.search(name)
        last = PurePosixPath(name).name
        if content.strip() and (part is None or not part[2]):
            logs.setdefault(name[: part.start()] if part else name, {})[part[1] if part else "raw"] = (n, Source(last, content, encoding))
        else:
            aside.append((n, "entry", name, "is one coder's annotation before they agreed" if part else "is empty"))
    records: list[dict[str, Any]] = []
    for stem, forms in logs.items():
        chosen = next((form for form in ("raw", "ascii") if form in forms), None)
        for form, (n, _) in forms.items():
            if form not in (chosen, "annotation"):
                aside.append((n, "entry", f"{stem}.{form}", "is the same log in another form" if chosen else "is no log"))
        if chosen is None or not sniff(forms[chosen][1]):
            aside += [(n, "entry", stem, "is no IRC log") for form, (n, _) in forms.items() if form == chosen]
            continue
        links = read_links(forms["annotation"][1]) if "annotation" in forms else None
        found: Rows = []
        records += _log(forms[chosen][1], _channel(PurePosixPath(stem).name), links, found)
        aside += found
        source.notes += [note for note in forms[chosen][1].notes if note not in source.notes]
    if not records:
        raise NotADiscussion(f"{source.name}: there is no IRC log in it")
    return corpus_of(source, "irc", records, thread=thread, left_out=aside)


def _log(log: Source, where: str, links: list[tuple[int, int]] | None, aside: Rows) -> list[dict[str, Any]]:
    lines = [(number, irc_line(line)) for number, line in enumerate(log.text.split("\n"), 1) if line.strip()]
    nicks = Counter((one.nick or "").lower() for _, one in lines if one.kind in ("said", "action"))
    if not nicks:
        raise NotADiscussion(f"{log.name}: no line is somebody's; an IRC log has lines such as '[12:34] <ana> hello'")
    names = {(one.nick or "").lower(): one.nick for _, one in lines if one.nick}
    half = _half_known(lines)
    today, last, out = day_of_file(log.name), "", list[dict[str, Any]]()
    if not half:
        log.notes.append("the clock shows twelve hours without their half of the day: time is missing, clock is as written")
    elif today is None and not any(one.day for _, one in lines):
        log.notes.append("no day is named: time is missing, clock is as written")
    elif not any(one.zone for _, one in lines):
        log.notes.append("times are without a zone: as the log's computer showed them")
    for number, one in lines:
        if one.day:
            today, last = one.day, one.clock or ""
        elif one.month_day and today:
            today, last = _same_year(today, one.month_day), one.clock or ""
        elif one.clock and last and half and int(one.clock[:2]) + 12 < int(last[:2]) and today:
            today += timedelta(days=1)  # past midnight
        last = one.clock or last
        if one.kind in ("", "date"):
            told = "tells the day" if one.kind else "is none of the lines that IRC clients write"
            aside.append((number, "line", one.text[:200], told))
            continue
        to = _ADDRESS.match(one.text) if one.kind == "said" else None
        called = names.get((to[1] or to[2]).lower()) if to else None
        when = at(today, one.clock) if half else None
        zone = (one.zone or "").strip()
        out.append(
            {
                "id": f"{where}/{number}",
                "thread": where,
                "kind": "system" if one.kind == "system" else "message",
                "participant": None if one.kind == "system" else one.nick,
                "time": when.isoformat() + ("+00:00" if zone in ("Z", "UTC") else zone) if when else None,
                "clock": one.clock,
                "text": one.text.strip(),
                "flag": "system" if one.kind == "system" else "",
                "about": one.nick if one.kind == "system" else None,
                "action": one.kind == "action",
                "addressed_to": called,
                "reply_to": None,
            }
        )
    return out if links is None else linked(out, where, links, log)


def _half_known(lines: list[tuple[int, IrcLine]]) -> bool:
    """Whether the clock can be read: false where hours run from 12 to 1 without ever being 0 or above 12."""
    hours = [int(one.clock[:2]) for _, one in lines if one.clock]
    drop = any(a == 12 and b == 1 for a, b in pairwise(hours))
    return not (drop and all(1 <= h <= 12 for h in hours))


def _same_year(today: date, month_day: tuple[int, int]) -> date:
    for year in (today.year, today.year + 1):
        try:
            found = date(year, *month_day)
        except ValueError:
            continue
        if found >= today:
            return found
    return today


def _beside(path: str | Path | None) -> Path | None:
    if path is None or "\n" in str(path):
        return None
    part = re.search(r"\.(?:raw|ascii)\.txt$", str(path))
    beside = Path(f"{str(path)[: part.start()]}.annotation.txt") if part else None
    return beside if beside is not None and beside.is_file() else None


def _channel(name: str) -> str:
    bare = re.sub(r"(?:\.(?:raw|ascii|txt|log|weechatlog))+$", "", name)
    return slug(bare.replace("_", " ").replace("-", " "), 60)
