"""Praat TextGrid, long and short: each label of each tier becomes an utterance. It reads no sound and no binary TextGrid.

Praat reads a text file as a row of numbers in the open, strings in quotes and <flags>; every other word is a comment. Read so,
the long and the short form are one (https://www.fon.hum.uva.nl/praat/manual/TextGrid_file_formats.html).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import EmptySource, LoadError, NotADiscussion, UndecodableText, UnknownFormat
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source

_TOKEN = re.compile(
    r'"(?P<text>(?:[^"]|"")*)"|<(?P<flag>[^<>\s]*)>|(?P<number>[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)(?=\s|$)|![^\n]*|[^\s"]+'
)
_MOST_TIERS = 10_000


def read_textgrid(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a Praat TextGrid (long or short text form; UTF-8, UTF-16 or what `encoding` names), also as ELAN exports it.

    Each label that is not empty becomes an utterance, in the order of time: ``kind`` is turn for an interval, mark for a
    point; the ``participant`` is the tier's name, ``participant_id`` its number, so that two tiers of one name stay two.
    ``start_s`` and ``end_s`` are seconds of the recording. ``attrs`` has ``tiers``, ``tier_names``, ``intervals`` and ``labels``.

    Raises LoadError with the line where the file breaks off or does not fit, EmptySource, NotADiscussion where no label has words.

    >>> corpus = read_textgrid('''File type = "ooTextFile"
    ... Object class = "TextGrid"
    ...
    ... 0 2 <exists> 1 "IntervalTier" "Ana" 0 2 2
    ... 0 1.5 "Who owns ""it""?" 1.5 2 ""''')
    >>> corpus.utterances[["participant", "start_s", "end_s", "text"]].values.tolist()
    [['Ana', 0.0, 1.5, 'Who owns "it"?']]
    """
    opened = open_source(source, encoding)
    if opened.head.startswith(b"ooBinaryFile"):
        raise UnknownFormat(f"{opened.name}: a binary TextGrid; in Praat choose Save as text file")
    tiers = list(_tiers(_Tokens(opened)))
    rows: Rows = []
    records = [record for tier in tiers for record in tier]
    names = [tier[0]["tier"] for tier in tiers if tier]
    filled = [r for r in records if str(r.get("text", "")).strip()]
    if not filled:
        raise NotADiscussion(f"{opened.name}: {len(tiers)} tiers, but no label with words in any of them")
    empty = sum("text" in r for r in records) - len(filled)
    if empty:
        opened.notes.append(f"{empty} intervals without a label are silence, and no utterances")
    opened.notes.append("participants are the tiers; times are seconds of the recording: start_s, end_s")
    filled.sort(key=lambda r: (r["start_s"], r["end_s"]))
    attrs: dict[str, Any] = {"tiers": len(tiers), "tier_names": names, "intervals": empty + len(filled), "labels": len(filled)}
    return corpus_of(opened, "textgrid", filled, thread=thread, left_out=rows, **attrs)


def sniff(source: Source) -> float:
    """0.98 where the head says TextGrid."""
    if source.frame is not None:
        return 0.0
    if source.head.startswith(b"ooBinaryFile\x08TextGrid"):
        return 0.98
    plain = source.head.replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf \r\n\t")
    if not plain.startswith((b"File type", b'"ooTextFile', b'"Praat')):
        return 0.0
    try:
        return 0.98 if re.search(r'"(?:Praat chronological )?TextGrid', source.text[:400]) else 0.0
    except (UndecodableText, UnknownFormat, EmptySource):
        return 0.0


class _Tokens:
    """The strings, numbers and flags of a file, one after the other."""

    def __init__(self, source: Source) -> None:
        self.name, self.text, self.line, self.at = source.name, source.text.lstrip("\ufeff"), 1, 0
        self.found = (m for m in _TOKEN.finditer(self.text) if m.lastgroup)

    def take(self, kind: str, what: str) -> str:
        match = next(self.found, None)
        if match is None:
            raise LoadError(f"{self.name}: it ends where {what} should stand; the file is cut, save it again in Praat")
        self.line += self.text.count("\n", self.at, match.start())
        self.at = match.start()
        if match.lastgroup != kind:
            raise LoadError(f"{self.name}, line {self.line}: {match[0][:40]!r} stands where {what} should stand; save it again in Praat")
        return match[kind].replace('""', '"') if kind == "text" else match[kind]

    def number(self, what: str) -> float:
        return float(self.take("number", what))

    def count(self, what: str, most: int) -> int:
        found = self.number(what)
        if not 0 <= found <= most or found != int(found):
            raise LoadError(f"{self.name}, line {self.line}: {found:g} is no number of {what}")
        return int(found)


def _tiers(tokens: _Tokens) -> Iterator[list[dict[str, Any]]]:
    kind = tokens.take("text", "the type of the file")
    if kind == "Praat chronological TextGrid text file":
        raise UnknownFormat(f"{tokens.name}: a chronological TextGrid; in Praat choose Save as text file")
    if tokens.take("text", "the class of the object") != "TextGrid":
        raise UnknownFormat(f"{tokens.name}: a Praat file, but no TextGrid; save the TextGrid itself as a text file")
    tokens.number("the first time"), tokens.number("the last time")
    if tokens.take("flag", "<exists>") != "exists":
        raise NotADiscussion(f"{tokens.name}: a TextGrid without tiers")
    for number in range(1, tokens.count("tiers", _MOST_TIERS) + 1):
        yield _tier(tokens, number)


def _tier(tokens: _Tokens, number: int) -> list[dict[str, Any]]:
    """The labels of one tier; the first record tells its name even where it has none."""
    sort = tokens.take("text", "the class of a tier")
    if sort not in ("IntervalTier", "TextTier"):
        raise LoadError(f"{tokens.name}, line {tokens.line}: {sort[:40]!r} is no kind of tier; there are IntervalTier and TextTier")
    name = tokens.take("text", "the name of a tier")
    tokens.number("the first time of a tier"), tokens.number("the last time of a tier")
    out: list[dict[str, Any]] = [{"tier": name}]
    for _ in range(tokens.count("labels", len(tokens.text))):
        start = tokens.number("a time")
        end = tokens.number("a time") if sort == "IntervalTier" else start
        out.append(
            {
                "kind": "turn" if sort == "IntervalTier" else "mark",
                "participant": name.strip() or f"tier {number}",
                "participant_id": str(number),
                "text": tokens.take("text", "a label"),
                "start_s": start,
                "end_s": end,
                "tier": name,
            }
        )
    return out
