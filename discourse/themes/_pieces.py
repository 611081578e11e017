"""A long text in pieces that a model can read, cut where a paragraph or a sentence ends. It drops no character and moves no offset."""

from __future__ import annotations

import re
from collections.abc import Iterator

from discourse.segments import split
from discourse.themes._fold import JOIN, LETTER, MARK, TAIL, characters

_TAIL_READ = 4_000
"""Code points at the end of a piece in which the beginning of its last sentence is looked for."""


def pieces(text: str, most: int, *, language: str = "en") -> Iterator[tuple[int, int]]:
    """``(start, end)`` of pieces of at most so many code points, which together are the text.

    Cut is, in the second half of a piece, behind the last blank line, else before the last sentence, else behind the last
    white space, else at the last place that parts no word, no letter from its marks, and no emoji.

    >>> list(pieces("One two.\\n\\nThree four. Five six seven.", 26))
    [(0, 22), (22, 37)]
    """
    start = 0
    while len(text) - start > most:
        end = start + _cut(text[start : start + most], text[start + most], language)
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def cuts(text: str, at: int) -> bool:
    """Whether an edge at this offset would part a word, a letter from its marks, or an emoji.

    >>> cuts("network", 3), cuts("net work", 3), cuts("cafe\\u0301", 4)
    (True, False, True)
    """
    if not 0 < at < len(text):
        return False
    kind = characters().kind
    before, after = int(kind[ord(text[at - 1])]), int(kind[ord(text[at])])
    return (before in (LETTER, MARK) and after in (LETTER, MARK)) or before == JOIN or after in (JOIN, MARK, TAIL)


def _cut(window: str, following: str, language: str) -> int:
    half = len(window) // 2
    if blank := list(re.finditer(r"\n[^\S\n]*\n\s*|\r[^\S\r\n]*\r\s*|\u2029", window[half:])):
        return half + blank[-1].end()
    tail = max(half, len(window) - _TAIL_READ)
    sentences = split([window[tail:]], language=language)[0]
    if len(sentences) > 1:
        return tail + sentences[-1][0]
    if blank := list(re.finditer(r"\s+", window[tail:])):
        return tail + blank[-1].end()
    return next((at for at in range(len(window), half, -1) if not cuts(window + following, at)), len(window))
