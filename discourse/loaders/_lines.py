"""Lines with their indents and list markers, and the lists that these make. Structure only: of words it knows dates.

A line belongs to the list item above it as long as it stands further to the right than the item's marker. Where the
indents were lost on the way (a *flush* page), it belongs to the item above it until the page goes on to something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from discourse.loaders._times import WHEN

_MARK = re.compile(r"(?:(\d{1,5})[.)]|([•◦‣▪●○∙*+-]))(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page: its number from 1, its indent, the list marker ("7", "•" or none) and the rest."""

    no: int
    indent: int
    mark: str
    text: str

    @property
    def whole(self) -> str:
        """The text with its marker, where a marker is part of what somebody wrote."""
        return f"{self.mark}. {self.text}" if self.mark.isdigit() else f"{self.mark} {self.text}" if self.mark else self.text


@dataclass(slots=True)
class Item:
    """A list item: its first line bears the marker; ``parts`` are its further lines and the items inside, in order."""

    first: Line
    parts: list[Line | Item] = field(default_factory=list)

    @property
    def indent(self) -> int:
        """Where its marker stands."""
        return self.first.indent

    @property
    def children(self) -> list[Item]:
        """The items directly inside."""
        return [p for p in self.parts if isinstance(p, Item)]

    def own(self) -> list[Line]:
        """Its lines without those of the items inside; the first one without the marker's column."""
        return [self.first, *(p for p in self.parts if isinstance(p, Line))]

    def lines(self) -> Iterator[Line]:
        """All of its lines, those of the items inside too, in order; without recursion, for deep nests."""
        stack: list[Line | Item] = [self]
        while stack:
            part = stack.pop()
            if isinstance(part, Line):
                yield part
            else:
                yield part.first
                stack.extend(reversed(part.parts))


def split_lines(text: str) -> list[Line]:
    """The lines of a text.

    >>> split_lines("  1. Ana\\n\\n     Hello")
    [Line(no=1, indent=2, mark='1', text='Ana'), Line(no=2, indent=0, mark='', text=''), Line(no=3, indent=5, mark='', text='Hello')]
    """
    out = []
    for no, raw in enumerate(text.split("\n"), 1):
        bare = raw.lstrip(" \t\xa0\u3000\ufeff")
        if not bare or bare.isspace():
            out.append(Line(no, 0, "", ""))
            continue
        gap = raw[: len(raw) - len(bare)]
        indent = len(gap.expandtabs(4)) if "\t" in gap else len(gap)
        bare = bare.rstrip()
        mark = _MARK.match(bare) if bare[0] in "•◦‣▪●○∙*+-" or bare[0].isdigit() else None
        if mark and mark.group(1) and WHEN.match(bare):
            mark = None  # "28. July 2019" is a date and no twenty-eighth item
        if mark and (mark.end() < len(bare) or mark.group(1)):
            out.append(Line(no, indent, mark.group(1) or mark.group(2), bare[mark.end() :]))
        else:
            out.append(Line(no, indent, "", bare))
    return out


def lists_of(lines: Sequence[Line], *, flush: bool = False) -> list[list[Item]]:
    """The outermost lists: runs of items that no line at their indent interrupts.

    With ``flush``, lines at the left edge go on with the item above, and bullets at the left edge stand inside the
    numbered item above them.
    """
    runs: list[list[Item]] = []
    stack: list[tuple[int, Item]] = []
    going = blank = False
    for line in lines:
        if not line.text and not line.mark:
            blank = True
            if stack:
                stack[-1][1].parts.append(line)
            continue
        below, blank = blank, False
        if not line.mark:
            while stack and line.indent <= stack[-1][0] and not (flush and line.indent == 0):
                stack.pop()
            if stack:
                stack[-1][1].parts.append(line)
            else:
                going = False
            continue
        indent = line.indent
        if flush and indent == 0 and going and runs[-1][0].first.mark.isdigit() and not line.mark.isdigit():
            indent = 1
        item = Item(line)
        while stack and stack[-1][0] >= indent:
            stack.pop()
        if below and not flush and len(stack) == 1 and stack[0][0] == 0 and _bullet_over_number(stack[0][1], line):
            stack.pop()  # points of the post at the left edge do not hold the comments below them
        if stack:
            stack[-1][1].parts.append(item)
        elif going and _continues(runs[-1], line):
            runs[-1].append(item)
        else:
            runs.append([item])
        stack.append((indent, item))
        going = True
    return runs


def _bullet_over_number(item: Item, line: Line) -> bool:
    return line.mark.isdigit() and not item.first.mark.isdigit()


def _continues(run: list[Item], line: Line) -> bool:
    first = run[0].first
    return first.mark.isdigit() == line.mark.isdigit() and abs(first.indent - line.indent) <= 3
