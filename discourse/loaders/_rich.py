"""Pieces of text with their weight become paragraphs: lines, rows of tables, and how much of their head is bold. It opens no file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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


_HEADERS = {
    "name": frozenset(("speaker", "name", "participant", "person", "who", "sprecher", "locuteur", "hablante")),
    "text": frozenset(("text", "content", "transcript", "utterance", "words", "speech", "dialogue", "talk", "transkript", "texte")),
    "time": frozenset(("time", "timestamp", "timespan", "time span", "timecode", "start", "zeit")),
}


def paras_of_table(rows: Sequence[tuple[int, Sequence[Pieces]]]) -> Iterator[Para]:
    """One Para a row, its cells parted by tabs; where a head row names time, speaker and words, in this order and without that row.

    >>> [p.text for p in paras_of_table([(1, [[("Content", True)], [("Speaker", True)]]), (2, [[("Hello", False)], [("Ana", False)]])])]
    ['Ana\\tHello']
    """
    heads = [" ".join("".join(t for t, _ in cell).lower().split()) for cell in rows[0][1]] if rows else []
    place = {what: next((n for n, head in enumerate(heads) if head in words), None) for what, words in _HEADERS.items()}
    named = place["name"] is not None and place["text"] is not None
    for where, cells in rows[1:] if named else rows:
        plain: list[Pieces] = [[(re.sub(r"\s*\n\s*", " ", text), bold) for text, bold in cell] for cell in cells]
        if named:
            order = [n for n in (place["time"], place["name"], place["text"]) if n is not None and n < len(plain)]
            if place["time"] in order:
                clock = "".join(t for t, _ in plain[order[0]])
                plain[order[0]] = [(re.sub(r"\s*(?:-->|[-–—]).*", "", clock), False)]
            plain = [plain[n] for n in order]
        joined: Pieces = []
        for n, cell in enumerate(plain):
            joined += [*([("\t", False)] if n else []), *cell]
        yield from paras_of_pieces(joined, where, "")
