"""What marks stand for in web prose: paragraphs, quotations, links and code, by the signs that people type. It needs no language.

Each function gives parts of a text as ``(start, end, kind)``; they may overlap and have white space at their ends until
`trimmed` has gone over them. All take time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Span = tuple[int, int]
Part = tuple[int, int, str]

_BLANK_LINE = re.compile(r"\n[^\S\n]*(?=\n)|\r[^\S\r\n]*(?=\r)|\u2029")
_LINE = re.compile(r"[^\r\n]*")
_QUOTING = re.compile(r"[ \t]{0,3}(?:>|&gt;)(?![_.]?<|[:;=]['-]?[()])")  # but not the faces >_< >.< >:(
_WROTE = re.compile(
    r"[ \t]*(?:On|Am|Le|El|Il|Op|Em|Den|Dnia)[ \t][^\r\n]{0,200}\d[^\r\n]{0,200}(?:\r?\n[^\r\n]{0,200})?"
    r"\b(?:wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napisał)\b[^\r\n:]{0,100}:[ \t]*"
)
_TIMED = re.compile(r"\b\d{4}\b|\b\d{1,2}:\d\d\b")
_ORIGINAL = re.compile(r"[ \t]*-{3,} ?(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Message d'origine) ?-{3,}")
_QUOTE_TAG = re.compile(r"(?i)\[(?P<end>/)?quote(?:[=: ][^\]\r\n]{0,200})?\]|<(?P<end2>/)?blockquote(?:\s[^<>]{0,200})?>")
_CODE_TAG = re.compile(r"(?i)\[(?P<end>/)?code(?:[=: ][^\]\r\n]{0,200})?\]|<(?P<end2>/)?(?:code|pre)(?:\s[^<>]{0,200})?>")
_FENCE = re.compile(r" {0,3}(?P<run>`{3,}(?=[^`]*\Z)|~{3,})")
_BACKTICKS = re.compile("`+")
_ITEM = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]")
_MARKED = re.compile(
    r"“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»|‹[^‹›]*›|「[^「」]*」|『[^『』]*』"
    r'|(?<!\w)"(?=[^\s"])[^"]*(?<=[^\s"])"(?!\w)|(?<!\w)‘(?=[^\s‘’])[^‘]*?(?<=[^\s‘])’(?!\w)'
)
_LINK = re.compile(
    r"(?P<markdown>!?\[[^\[\]]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\))"
    r"|(?i:(?<![A-Za-z0-9_@])(?:https?://|ftp://|www\.(?=\w)))[^\s<>\"“”«»「」『』\[\]{}|。，、！？]+"
)


def trimmed(text: str, parts: Iterable[Part]) -> Iterator[tuple[Span, str]]:
    """The parts in order without white space at their ends; of overlapping ones the first, then the longest."""
    reach = 0
    for start, end, kind in sorted(parts, key=lambda part: (part[0], -part[1])):
        piece = text[start:end]
        if start >= reach and (inside := piece.strip()):
            reach = end
            start += len(piece) - len(piece.lstrip())
            yield (start, start + len(inside)), kind


def paragraphs(text: str) -> Iterator[Part]:
    start = 0
    for found in _BLANK_LINE.finditer(text):
        yield start, found.end(), "paragraph"
        start = found.end()
    yield start, len(text), "paragraph"


def quotations(text: str) -> Iterator[Part]:
    yield from _tagged(text, _QUOTE_TAG)
    lines, at = _lines(text), 0
    while at < len(lines):
        first, line = lines[at][0], at
        line += _wrote(text, lines, at)
        run = line
        while run < len(lines) and _QUOTING.match(text, *lines[run]):
            run += 1
        if run > line:
            yield first, lines[run - 1][1], "lines"
        elif _ORIGINAL.match(text, *lines[at]) or (line > at and _TIMED.search(text, first, lines[line - 1][1])):
            yield first, len(text), "mail"
            return
        at = max(run, at + 1)


def _wrote(text: str, lines: list[Span], at: int) -> int:
    """How many lines "On … wrote:" takes here, with the blank ones below it; 0 where it does not stand."""
    for several in (1, 2):
        last = at + several - 1
        if last < len(lines) and _WROTE.fullmatch(text, lines[at][0], lines[last][1]):
            below = last + 1
            while below < min(len(lines), last + 3) and not text[slice(*lines[below])].strip():
                below += 1
            return below - at
    return 0


def _tagged(text: str, tag: re.Pattern[str]) -> Iterator[Part]:
    """What stands between an opening and its closing tag, tags included; a tag that nothing closes is none."""
    opened: list[int] = []
    for found in tag.finditer(text):
        if not (found["end"] or found["end2"]):
            opened.append(found.start())
        elif opened:
            yield opened.pop(), found.end(), "tag"


def _lines(text: str) -> list[Span]:
    return [found.span() for found in _LINE.finditer(text) if found.start() == 0 or text[found.start() - 1] in "\r\n"]


def quoted(text: str) -> Iterator[Part]:
    for start, end, _ in paragraphs(text):
        yield from ((*found.span(), "quoted") for found in _MARKED.finditer(text, start, end))


def links(text: str) -> Iterator[Part]:
    for found in _LINK.finditer(text):
        if found["markdown"]:
            yield *found.span(), "markdown"
            continue
        start, end = found.span()
        surplus = found[0].count(")") - found[0].count("(")
        while end > start and (text[end - 1] in "?!.,:;*_~'’…" or (text[end - 1] == ")" and surplus > 0)):
            surplus -= text[end - 1] == ")"
            end -= 1
        yield start, end, "address"


def codes(text: str) -> Iterator[Part]:
    blocks = [*_fenced(text), *_tagged(text, _CODE_TAG)]
    blocks = [(*span, kind) for span, kind in trimmed(text, [*blocks, *_indented(text)])]
    yield from blocks
    for start, end in zip([0, *(end for _, end, _ in blocks)], [*(start for start, _, _ in blocks), len(text)], strict=True):
        for first, last, _ in paragraphs(text[start:end]):
            yield from _between_backticks(text, start + first, start + last)


def _fenced(text: str) -> Iterator[Part]:
    opened, fence = -1, ""
    for start, end in _lines(text):
        found = _FENCE.match(text[start:end])
        if opened < 0:
            opened, fence = (start, found["run"]) if found else (-1, "")
        elif found and found["run"].startswith(fence) and not text[start + found.end() : end].strip():
            yield opened, end, "fenced"
            opened = -1
    if opened >= 0:
        yield opened, len(text), "fenced"


def _indented(text: str) -> Iterator[Part]:
    """Lines behind four blanks or a tab, where a blank line stands above and no item of a list is continued."""
    start = last = -1
    blank = item = False
    for first, end in _lines(text):
        line = text[first:end]
        if not line.strip():
            blank = True
            continue
        if line.startswith(("    ", "\t")) and (start >= 0 or (blank and not item)):
            start, last = first if start < 0 else start, end
        else:
            if start >= 0:
                yield start, last, "indented"
            start = -1
            item = bool(_ITEM.match(line)) or (item and line[:1].isspace())
        blank = False
    if start >= 0:
        yield start, last, "indented"


def _between_backticks(text: str, start: int, end: int) -> Iterator[Part]:
    """From a run of backticks to the next one of equal length."""
    runs = [found.span() for found in _BACKTICKS.finditer(text, start, end)]
    partner, seen = [-1] * len(runs), dict[int, int]()
    for place in reversed(range(len(runs))):
        length = runs[place][1] - runs[place][0]
        partner[place] = seen.get(length, -1)
        seen[length] = place
    place = 0
    while place < len(runs):
        if partner[place] >= 0:
            yield runs[place][0], runs[partner[place]][1], "inline"
            place = partner[place]
        place += 1
