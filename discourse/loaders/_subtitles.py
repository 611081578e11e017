"""Cues of subtitles become turns: times, speakers, one utterance where the speaker does not change. It splits no file into cues.

a cue's text                                     its speaker
<v Ana Berg>Good morning.</v>                    Ana Berg         WebVTT voice (Teams, Stream, Webex)
Ana Berg: Good morning.                          Ana Berg         Zoom, Meet, hand-made subtitles: where the name is one, see `_named`
1 "Ana Berg" (2045) (the line of the id)         Ana Berg         Webex
(Ana Berg) Good morning. / [Ana Berg] Good …     Ana Berg         Otter, Rev: where most cues open so
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import EmptySource, NotADiscussion, UndecodableText, UnknownFormat
from discourse.loaders._persons import is_person
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source

CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,6}))?"
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:[ \t]+([^>]*))?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:[cibuv]|ruby|rt|lang|font|\d[\d:.,]*)(?:[.\s][^<>]*)?>|\{\\[a-z]+\d*[^{}]*\}", re.IGNORECASE)
_COLON = re.compile(r"(?:>>+\s*|-\s*)?(?P<name>[^\s:<>\[\](){}][^:<>\[\]{}\n]{0,59}?)\s?[:：](?!//)(?=\s|$)\s*")
_BRACKET = re.compile(r"[\[(](?P<name>[^\W\d_][^\[\](){}\n:]{0,49})[\])]:?\s+")
_ABOVE = re.compile(r"(?P<name>[^\W_][^:\n.!?,]{0,30})\n")
_WEBEX = re.compile(r'(?:\d+\s+)?"(?P<name>[^"]+)"(?:\s*\((?P<key>\d+)\))?')
_LINE = re.compile(r"\n(?![-–—] )")  # a line of the screen, where no dash says that somebody else speaks
_ROLLING = re.compile(r"<\d[\d:.]*>")


@dataclass(slots=True)
class Cue:
    """One cue: the line of its times from 1, seconds from the beginning, its lines, and what stands beside it."""

    where: int
    start: float
    end: float
    lines: list[str]
    name: str = ""
    settings: str = ""
    speaker: str | None = None
    text: str = field(default="")


def seconds(clock: str) -> float | None:
    """Seconds of a time such as 01:02:03.500, 02:03,500 or 1:02:03.

    >>> seconds("01:00:00,250"), seconds("0:75"), seconds("soon")
    (3600.25, None, None)
    """
    match = re.fullmatch(CLOCK, clock.strip())
    if match is None or int(match[2]) > 59 or int(match[3]) > 59:
        return None
    return int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3]) + float(f"0.{match[4] or 0}")


def corpus_of_cues(source: Source, loader: str, cues: list[Cue], rows: Rows, *, thread: str | None, join: bool, **attrs: Any) -> Corpus:
    """The corpus of these cues; raises NotADiscussion where there are none."""
    if not cues:
        raise NotADiscussion(
            f"{source.name}: no cue with times was found in it (as 00:00:01.000 --> 00:00:04.000, or 0:00:01.000,0:00:04.000 in SBV)"
        )
    total = len(cues)
    cues = _unrolled(cues, rows)
    spoken = list(_voices(cues))
    _named(spoken, source)
    filled = []
    for cue in spoken:
        if cue.text:
            filled.append(cue)
        else:
            rows.append((cue.where, "cue", cue.speaker or "", "a cue without words"))
    if any(c.end < c.start for c in filled):
        source.notes.append(f"{sum(c.end < c.start for c in filled)} cues end before they begin; their times are kept as they stand")
    if not filled:
        raise NotADiscussion(f"{source.name}: {total} cues with times, but no words in any of them")
    records = list(_turns(filled, join))
    source.notes.append("times are seconds from the beginning of the recording: start_s, end_s")
    return corpus_of(source, loader, records, thread=thread, left_out=rows, people=None, **(attrs | {"cues": total}))


def sniff_text(source: Source) -> str:
    """The first 20,000 characters of a source that is a text, else ""; never raises."""
    if source.frame is not None or source.head.startswith((b"PK\x03\x04", b"%PDF", b"{\\rtf")):
        return ""
    try:
        return source.text[:20_000]
    except (UndecodableText, UnknownFormat, EmptySource):
        return ""


def plain_cue(text: str) -> str:
    """A cue's text without tags and with its entities as characters.

    >>> plain_cue("That's <00:00:21.000><c.loud>amore</c> &amp; <i>more</i> <3")
    "That's amore & more <3"
    """
    lines = [re.sub(r"[ \t]+", " ", unescape(_TAG.sub("", line))).strip() for line in text.split("\n")]
    return "\n".join(line for line in lines if line)


def _unrolled(cues: list[Cue], rows: Rows) -> list[Cue]:
    """Rolling captions show a line twice, first below and then above; only its first showing is kept."""
    if not any(_ROLLING.search(line) for cue in cues for line in cue.lines):
        return cues
    shown: list[str] = []
    for cue in cues:
        now = [plain_cue(line) for line in cue.lines]
        again = next((n for n in range(min(len(shown), len(now)), 0, -1) if shown[-n:] == now[:n] and any(shown[-n:])), 0)
        if again:
            rows.append((cue.where, "repetition", "\n".join(now[:again]), "rolling captions: the line stood in the cue before"))
            cue.lines = cue.lines[again:]
        shown = [line for line in now if line] or shown
    return cues


def _voices(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Each cue, or one for each voice in it."""
    for cue in cues:
        raw = "\n".join(cue.lines)
        marks = list(_VOICE.finditer(raw))
        webex = _WEBEX.fullmatch(cue.name.strip())
        if webex:
            cue.speaker = webex["name"].strip()
        if not marks:
            cue.text = plain_cue(raw)
            yield cue
            continue
        bounds = [*(m.start() for m in marks), len(raw)]
        if before := plain_cue(raw[: bounds[0]]):
            yield Cue(cue.where, cue.start, cue.end, [], cue.name, cue.settings, cue.speaker, before)
        for n, mark in enumerate(marks):
            said = plain_cue(raw[mark.end() : bounds[n + 1]])
            who = unescape(mark[1] or "").strip() or cue.speaker
            yield Cue(cue.where, cue.start, cue.end, [], cue.name, cue.settings, who, said)


def _named(cues: list[Cue], source: Source) -> None:
    """Names with a colon (or in brackets) at the head of a cue, where the whole file shows that they are names."""
    for pattern, what in ((_COLON, "a name with a colon"), (_BRACKET, "a name in brackets"), (_ABOVE, "a line with a name")):
        heads = [None if c.speaker else pattern.match(c.text) for c in cues]
        counts = Counter(" ".join(h["name"].split()) for h in heads if h and is_person(h["name"]))
        if pattern is _BRACKET and sum(counts.values()) < 0.5 * len(cues):
            continue  # [music], (laughs)
        if pattern is _ABOVE and not (sum(counts.values()) >= 0.8 * len(cues) and len(counts) <= 0.67 * sum(counts.values())):
            continue
        often = sum(n for n in counts.values() if n > 1)
        if not counts or not (often >= 0.5 * sum(counts.values()) or sum(counts.values()) >= 0.5 * len(cues)):
            continue
        for cue, head in zip(cues, heads, strict=True):
            if head and (name := " ".join(head["name"].split())) in counts:
                cue.speaker, cue.text = name, cue.text[head.end() :]
        source.notes.append(f"speakers: {what} opens {sum(counts.values())} of {len(cues)} cues ({len(counts)} names)")
        break
    stated = [c for c in cues if c.speaker]
    unnamed = len(cues) - len(stated)
    if not stated:
        source.notes.append("no speaker is named in it: each cue is one utterance, without participant")
    elif unnamed and len(stated) < 0.9 * len(cues):
        last: str | None = None
        for cue in cues:
            cue.speaker = last = cue.speaker or (None if cue.text.startswith(("-", ">>", "–")) else last)
        source.notes.append(f"{unnamed} cues without a name continue the turn before them, unless a dash opens them")
    elif unnamed:
        source.notes.append(f"{unnamed} cues have no name where nearly all others have one: their participant is unknown")


def _turns(cues: Sequence[Cue], join: bool) -> Iterator[dict[str, Any]]:
    """Cues of one speaker in a row are one utterance; cues without a speaker stay alone."""
    turn: list[Cue] = []
    for cue in cues:
        if turn and not (join and cue.speaker and cue.speaker == turn[-1].speaker):
            yield _turn(turn)
            turn = []
        turn.append(cue)
    if turn:
        yield _turn(turn)


def _turn(cues: list[Cue]) -> dict[str, Any]:
    return {
        "kind": "turn" if cues[0].speaker else "cue",
        "participant": cues[0].speaker,
        "text": "\n".join(c.text for c in cues) if not cues[0].speaker else " ".join(_LINE.sub(" ", c.text) for c in cues),
        "start_s": cues[0].start,
        "end_s": max(c.end for c in cues),
        "cues": len(cues),
        "cue_name": next((c.name for c in cues if c.name), None),
        "cue_settings": next((c.settings for c in cues if c.settings), None),
    }
