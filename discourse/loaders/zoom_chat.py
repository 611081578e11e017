"""The chat that Zoom saves beside a meeting (.txt): messages, replies, reactions, private ones. It reads no transcript of speech.

a line that begins a message
00:21:14<tab>Ana Berg:<tab>Hello                              saved with a recording: the time runs from its beginning
10:21:14 From  Ana Berg  to  Everyone:                        saved by a participant: the time of day; the text may follow below
2021-03-04 10:21:14 From Ana to Ben(Direct Message) : Hi      with a date, private
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import NotADiscussion
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._subtitles import seconds, sniff_text

_CLOCK = r"(?:(?P<date>\d{4}-\d\d-\d\d)[ T])?(?P<clock>\d{1,2}:\d\d:\d\d)"
_HEADS = (
    re.compile(rf"{_CLOCK}\t\s*(?:From|Von|De|Da|Van)\s+(?P<name>\S.*?)\s+(?:to|an|à|a|para|aan)\s+(?P<to>\S[^:]*?)\s*:\s*(?P<text>.*)"),
    re.compile(rf"{_CLOCK}\s+(?:From|Von|De|Da|Van)\s+(?P<name>\S.*?)\s+(?:to|an|à|a|para|aan)\s+(?P<to>\S[^:]*?)\s*:\s*(?P<text>.*)"),
    re.compile(rf"{_CLOCK}\s+(?:From|Von|De|Da|Van)\s+(?P<name>\S[^:]*?)\s*:\s*(?P<to>)(?P<text>.*)"),
    re.compile(rf"{_CLOCK}\t(?P<name>[^\t]+?):?\t(?P<to>)(?P<text>.*)"),
)
_REPLY = re.compile(r'Replying to "(?P<quote>.*?)"\s*(?:\n+|$)', re.DOTALL)
_REACTION = re.compile(r'(?:Reacted to|Removed an? \S+ reaction from) "(?P<quote>.*?)"(?: with .*)?\s*', re.DOTALL)
_PRIVATE = re.compile(r"\((?:Direct Message|Privately|Private|Direktnachricht|Message direct|Mensaje directo)\)", re.IGNORECASE)
_EVERYONE = ("everyone", "alle", "tout le monde", "todos", "tutti", "iedereen")


def read_zoom_chat(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a chat that Zoom saved ("Save chat", or ``…_chat.txt`` beside a cloud recording).

    ``kind`` is message, reply or reaction (flagged "system"); a reply is linked where exactly one earlier message begins with
    the words that Zoom quotes, and the quotation then stands in ``quotes``. Columns: ``clock`` as it stands there,
    ``start_s`` (seconds: from the beginning of a recording, or from midnight, the file does not say which), ``to`` (whom it
    was sent to), ``private``. ``time`` is filled, without zone, only where the file gives dates.

    Raises LoadError, EmptySource, NotADiscussion where no line begins a message.

    >>> corpus = read_zoom_chat("00:01:02\\tAna:\\tWho owns it?\\n00:01:09\\tBen:\\tWe do 😀\\n")
    >>> corpus.utterances[["participant", "start_s", "text"]].values.tolist()
    [['Ana', 62.0, 'Who owns it?'], ['Ben', 69.0, 'We do 😀']]
    """
    opened = open_source(source, encoding)
    rows: Rows = []
    records = list(_linked(_messages(opened.text.lstrip("\ufeff"), rows)))
    if not records:
        raise NotADiscussion(f"{opened.name}: no line begins a message of a Zoom chat, as 00:21:14<tab>Name:<tab>text")
    opened.notes.append("clock is as Zoom wrote it: from the beginning of a recording, or the time of day; no zone is known")
    return corpus_of(opened, "zoom_chat", records, thread=thread, left_out=rows)


def sniff(source: Source) -> float:
    """0.96 where the first line, and most lines with a time, begin a message."""
    lines = sniff_text(source).lstrip("\ufeff \n").split("\n")
    if not _head(lines[0]):
        return 0.0
    timed = [line for line in lines if re.match(_CLOCK, line)]
    return 0.96 if sum(_head(line) is not None for line in timed) >= 0.9 * len(timed) else 0.0


def _head(line: str) -> re.Match[str] | None:
    return next((m for pattern in _HEADS if (m := pattern.fullmatch(line))), None)


def _messages(text: str, rows: Rows) -> Iterator[dict[str, Any]]:
    current: dict[str, Any] | None = None
    said: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        head = _head(line)
        if head is None:
            if current is not None:
                said.append(line.removeprefix("\t"))
            elif line.strip():
                rows.append((number, "text", line, "stands before the first message"))
            continue
        if current is not None:
            yield current | {"text": "\n".join(said).strip()}
        to = head["to"].strip()
        private = _PRIVATE.search(to) is not None or (bool(to) and _PRIVATE.sub("", to).strip().lower() not in _EVERYONE)
        current = {
            "kind": "message",
            "participant": head["name"].strip(),
            "time": f"{head['date']}T{head['clock']}" if head["date"] else None,
            "clock": head["clock"],
            "start_s": seconds(head["clock"]),
            "to": unicodedata.normalize("NFC", _PRIVATE.sub("", to).strip()) or None,
            "private": private,
        }
        said = [head["text"]]
    if current is not None:
        yield current | {"text": "\n".join(said).strip()}


def _linked(messages: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Replies and reactions, linked to the one earlier message that begins with what they quote."""
    begins: dict[str, list[str]] = {}
    for number, message in enumerate(messages, 1):
        message |= {"id": str(number), "reply_to": None, "flag": "", "quotes": None}
        if match := _REPLY.match(message["text"]):
            message |= {"kind": "reply", "text": message["text"][match.end() :].strip(), "quotes": match["quote"]}
        elif match := _REACTION.fullmatch(message["text"]):
            message |= {"kind": "reaction", "flag": "system", "quotes": match["quote"]}
        if match:
            known = begins.get(_key(match["quote"]), [])
            message["reply_to"] = known[0] if len(known) == 1 else None
        for length in range(1, min(len(_plain(message["text"])), 60) + 1) if message["kind"] != "reaction" else ():
            begins.setdefault(_plain(message["text"])[:length], []).append(str(number))
        yield message


def _key(quote: str) -> str:
    return _plain(re.sub(r"(?:\.\.\.|…)$", "", quote.strip()))[:60].strip()


def _plain(text: str) -> str:
    return " ".join(text.split())
