"""OpenDocument texts (.odt, of LibreOffice): interviews and other texts. It reads no spreadsheets and no flat XML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import UnknownFormat
from discourse.loaders._archive import names
from discourse.loaders._document import corpus_of_paras
from discourse.loaders._office import attribute, local, parts_of, tree_of
from discourse.loaders._records import Rows
from discourse.loaders._rich import Pieces, paras_of_pieces, paras_of_table
from discourse.loaders._source import Source, open_source
from discourse.loaders._speakers import Para

_MARK = b"application/vnd.oasis.opendocument.text"
_SKIPPED = frozenset(("tracked-changes", "sequence-decls", "forms", "variable-decls", "user-field-decls", "table-of-content"))
_ASIDE = {"annotation": "comment", "note": "note"}


def read_odt(
    source: Any, *, thread: str | None = None, encoding: str | None = None, split: str | None = None, speakers: Sequence[str] | None = None
) -> Corpus:
    """Read an OpenDocument text: what LibreOffice Writer saves.

    ``split`` and ``speakers`` are told at `read_interview`, as are the columns; ``line`` counts paragraphs from 1. A table's row
    is one paragraph, its cells parted by tabs. Deleted text and tables of contents are left away; notes and comments are in ``left_out``.

    Raises UnknownFormat where it is no ODT, LoadError where it is damaged, protected or a trap, NotADiscussion where there is no text.

    >>> import io, zipfile
    >>> lines = "".join(f"<t:p>{line}</t:p>" for line in ("I: Why?", "R: It rains.", "I: Oh."))
    >>> with zipfile.ZipFile(held := io.BytesIO(), "w") as archive:
    ...     archive.writestr("content.xml", f"<o:content xmlns:o='o' xmlns:t='t'><o:body><o:text>{lines}</o:text></o:body></o:content>")
    >>> read_odt(held.getvalue()).utterances["participant"].tolist()
    ['I', 'R', 'I']
    """
    opened = open_source(source, encoding)
    parts = parts_of(opened, {"content.xml", "META-INF/manifest.xml"}, "OpenDocument text")
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise UnknownFormat(f"{opened.name}: it is protected by a password; save it without one")
    if "content.xml" not in parts:
        raise UnknownFormat(f"{opened.name}: this ZIP archive is no OpenDocument text (there is no content.xml in it)")
    tree = tree_of(opened, "content.xml", parts["content.xml"])
    texts = [e for e in tree.iter() if local(e) == "text" and local(e.getparent()) == "body"] if len(tree) else []
    if not texts:
        raise UnknownFormat(f"{opened.name}: an OpenDocument file, but no text document")
    reader = _Reader(_bold(tree))
    paras = list(reader.paras(texts[0]))
    return corpus_of_paras(opened, "odt", paras, thread=thread, split=split, speakers=speakers, left_out=reader.rows)


def sniff(source: Source) -> float:
    """0.98 for an archive that says so at its head; 0.6 for the name alone."""
    if source.frame is not None:
        return 0.0
    if isinstance(source.raw, bytes) and source.head.startswith(b"PK\x03\x04") and _MARK in source.raw[:200]:
        return 0.98
    if source.suffix in (".odt", ".ott") and not source.head.startswith(b"{\\rtf"):
        return 0.98 if "content.xml" in names(source) else 0.6
    return 0.0


def _bold(tree: Any) -> set[str]:
    """The names of the automatic styles that are bold."""
    return {
        attribute(style, "name")
        for style in tree.iter()
        if local(style) == "style"
        for properties in style
        if local(properties) == "text-properties" and attribute(properties, "font-weight") in ("bold", "600", "700", "800", "900")
    }


class _Reader:
    """Walks the document in its order; what stands beside the text is gathered in ``rows``."""

    def __init__(self, bold: set[str]) -> None:
        self.bold, self.count = bold, 0
        self.rows: Rows = []

    def paras(self, element: Any) -> Iterator[Para]:
        for child in element:
            name = local(child)
            if name in ("p", "h"):
                self.count += 1
                pieces: Pieces = []
                boxes: list[Any] = []
                self.inline(child, name == "p" and attribute(child, "style-name") in self.bold, pieces, boxes)
                yield from paras_of_pieces(pieces, self.count, "heading" if name == "h" else "")
                for box in boxes:
                    yield from self.paras(box)
            elif name == "table":
                yield from paras_of_table([self.row(row) for row in child.iter() if local(row) == "table-row"])
            elif name not in _SKIPPED and name:
                yield from self.paras(child)

    def row(self, row: Any) -> tuple[int, list[Pieces]]:
        self.count += 1
        cells: list[Pieces] = []
        for cell in (c for c in row.iter() if local(c) == "table-cell"):
            cells.append([])
            for k, p in enumerate(e for e in cell.iter() if local(e) in ("p", "h")):
                cells[-1] += [(" ", False)] if k else []
                self.inline(p, attribute(p, "style-name") in self.bold, cells[-1], [])
        return self.count, cells

    def inline(self, element: Any, bold: bool, pieces: Pieces, boxes: list[Any]) -> None:
        if element.text:
            pieces.append((_spaced(element.text), bold))
        for child in element:
            name = local(child)
            if name == "s":
                count = attribute(child, "c")
                pieces.append((" " * (min(int(count), 1000) if count.isdigit() else 1), bold))
            elif name == "tab":
                pieces.append(("\t", bold))
            elif name == "line-break":
                pieces.append(("\n", bold))
            elif name in _ASIDE:
                said = "\n".join(" ".join("".join(p.itertext()).split()) for p in child.iter() if local(p) == "p").strip()
                by = next((f" by {c.text}" for c in child if local(c) == "creator" and c.text), "")
                self.rows.append((self.count, _ASIDE[name] + by, said, "stands beside the text, not in it"))
            elif name == "text-box":
                boxes.append(child)
            elif name:
                begin = len(pieces)
                self.inline(child, bold if name != "span" else attribute(child, "style-name") in self.bold or bold, pieces, boxes)
                words, address = "".join(t for t, _ in pieces[begin:]).strip(), attribute(child, "href") if name == "a" else ""
                if address.startswith(("http://", "https://")) and words and address.rstrip("/") not in (words, words.rstrip("/")):
                    pieces.append((f" <{address}>", False))
            if child.tail:
                pieces.append((_spaced(child.tail), bold))


def _spaced(text: str) -> str:
    """White space as the format means it: any run of it is one space, more are written as text:s."""
    return re.sub(r"[ \t\r\n]+", " ", text)
