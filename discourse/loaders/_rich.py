"""Pieces of text with their weight become paragraphs: lines, and how much of their head is bold. It opens no file."""

from __future__ import annotations

from collections.abc import Iterator

from discourse.loaders._speakers import Para

Pieces = list[tuple[str, bool]]


def paras_of_pieces(pieces: Pieces, where: int, sort: str) -> Iterator[Para]:
    """One Para a line of these pieces; ``bold`` counts the characters at the head of the line that are bold.

    >>> list(paras_of_pieces([("Ana", True), (" Hello", False)], 1, ""))
    [Para(text='Ana Hello', where=1, bold=3, gap=True, sort='')]
    """
    lines: list[Pieces] = [[]]
    for text, bold in pieces:
        for n, part in enumerate(text.split("\n")):
            if n:
                lines.append([])
            lines[-1].append((part, bold))
    first = True
    for line in lines:
        text = "".join(t for t, _ in line)
        if text.strip():
            indent = len(text) - len(text.lstrip())
            length = 0
            for part, bold in line:
                if not bold and part.strip():
                    break
                length += len(part)
            heavy = text[:length].rstrip() if any(b for t, b in line if t.strip()) else ""
            yield Para(text.strip(), where, max(0, len(heavy) - indent), first, sort)
            first = False
