"""Letters and regular expressions, found by RE2 anywhere in texts, also inside words; a character is never cut from its marks.

What is a whole word is known by `_scan`; this file does not ask.
"""

from __future__ import annotations

import re
import time
import unicodedata
import warnings
from collections.abc import Sequence

import numpy as np
import re2

from discourse.errors import FrameError
from discourse.themes._buffer import Buffer, Offsets, join
from discourse.themes._fold import JOIN, MARK, TAIL, characters

PATIENCE = 30
"""Seconds that one regular expression may take in one text."""
Places = tuple[Offsets, Offsets, Offsets]
"""Row of the text, start and end of each hit, in order."""
_BLANKS = r"[\s\x{85}\pZ]+"


class Letters:
    """What stands in a query, letter for letter; a blank is any run of white space."""

    def __init__(self, query: str, *, case: bool) -> None:
        ways = dict.fromkeys(unicodedata.normalize(form, query) for form in ("NFC", "NFD"))
        self._program = _compiled("|".join(_BLANKS.join(map(re2.escape, way.split())) for way in ways), case)

    def find(self, texts: Sequence[str]) -> Places:
        """The hits in some texts; those that would cut a letter from its accent, or an emoji, are none."""
        text = "\x00" + "\x00".join(texts) + "\x00"  # nothing that is looked for goes over the end of a text
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        last = np.cumsum(lengths + 1)
        buffer, coded = Buffer(text, last - lengths, last), text.encode()
        spans = np.array([found.span() for found in self._program.finditer(coded)], np.int64).reshape(-1, 2)
        if len(coded) != len(text):
            spans = np.searchsorted(np.flatnonzero((np.frombuffer(coded, np.uint8) & 0xC0) != 0x80), spans)
        start, end = spans.T
        whole = ~_cuts(buffer, start) & ~_cuts(buffer, end)
        row = np.searchsorted(buffer.first, start, "right") - 1
        whole &= end <= buffer.last[row]
        row, start, end = row[whole], start[whole], end[whole]
        return row, start - buffer.first[row], end - buffer.first[row]


class Expression:
    """A regular expression as a person wrote it; raises FrameError that points to what RE2 cannot read."""

    def __init__(self, pattern: str, *, case: bool) -> None:
        self._pattern = pattern
        self._program = _compiled(pattern, case)
        own_lines = re.search(r"\\[AzQC]|\(\?[a-zA-Z]*-", pattern)
        self._lines = None if own_lines else _compiled(f"(?m){pattern}", case, in_bytes=True)

    def find(self, texts: Sequence[str]) -> Places:
        """The hits in some texts, each read by itself, so that ^ and $ are its ends; hits reach to the ends of whole characters."""
        buffer = join(texts)
        found: list[tuple[int, int, int]] = []
        for row in self._rows(buffer):
            reach = 0
            for start, end in self._spans(texts[row]):
                start, end = _whole(texts[row], start, end)
                if start >= reach:
                    found.append((row, start, end))
                    reach = end
        table = np.array(found, np.int64).reshape(-1, 3)
        return table[:, 0], table[:, 1], table[:, 2]

    def _spans(self, text: str) -> list[tuple[int, int]]:
        began, spans = time.monotonic(), []
        for match in self._program.finditer(text):
            if match.end() > match.start():
                spans.append(match.span())
            if time.monotonic() - began > PATIENCE:
                raise FrameError(
                    f"after {PATIENCE} seconds in one utterance of {len(text):,} code points the regular expression {self._pattern!r} "
                    "was given up; write it without .* or the like"
                )
        return spans

    def _rows(self, buffer: Buffer) -> list[int]:
        """The texts in which it may match: a search for the next of them costs less than one in each."""
        if self._lines is None:
            return list(range(len(buffer.first)))
        coded, firsts = buffer.utf8()
        rows, row = [], 0
        while row < len(firsts) and (match := self._lines.search(coded, int(firsts[row]))) is not None:
            row = int(np.searchsorted(firsts, match.start(), "right")) - 1
            rows.append(row)
            row += 1
        return rows


def _compiled(pattern: str, case: bool, *, in_bytes: bool = False) -> re2._Regexp:
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = case
    try:
        return re2.compile(pattern.encode() if in_bytes or not isinstance(pattern, str) else pattern, options)
    except re2.error as error:
        said = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error)
        raise FrameError(_unreadable(pattern, said)) from error


def _unreadable(pattern: str, said: str) -> str:
    """Why a regular expression cannot be read, and where."""
    what, _, part = said.partition(": ")
    place = pattern.find(part) if part and part != pattern else -1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)  # it is only read, never run
    except re.error as error:
        what, place = error.msg, place if error.pos is None else error.pos
    except (OverflowError, RecursionError):
        pass
    else:
        what += "; there is no look-around (?=…) (?!…) (?<=…) (?<!…), no back-reference \\1, and no repetition over 1,000"
    if place < 0:
        return f"the regular expression {pattern!r} cannot be read: {what}"
    shown = pattern[place : place + 12] + ("…" if len(pattern) > place + 12 else "")
    where = f"its character {place + 1}, {shown!r}" if shown else "its end"
    return f"the regular expression {pattern!r} cannot be read at {where}: {what}"


def _cuts(buffer: Buffer, places: Offsets) -> np.ndarray:
    kind = characters().kind
    before, after = kind[buffer.at(places - 1)], kind[buffer.at(places)]
    return np.asarray((before == JOIN) | np.isin(after, (JOIN, MARK, TAIL)))


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """The passage with the whole of the characters that it begins and ends in."""
    kind = characters().kind
    while start > 0 and (kind[ord(text[start])] in (MARK, TAIL, JOIN) or kind[ord(text[start - 1])] == JOIN):
        start -= 1
    while end < len(text) and (kind[ord(text[end])] in (MARK, TAIL, JOIN) or kind[ord(text[end - 1])] == JOIN):
        end += 1
    return start, end
