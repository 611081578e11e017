"""Word documents (.docx): interviews and other texts, with speakers in bold, in tables, or before a colon. It reads no old .doc.

Read from WordprocessingML itself: content controls, text boxes and accepted insertions are text too, deletions are not.
"""

from __future__ import annotations

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

_SKIPPED = frozenset(("del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr"))


def read_docx(
    source: Any, *, thread: str | None = None, encoding: str | None = None, split: str | None = None, speakers: Sequence[str] | None = None
) -> Corpus:
    """Read a Word document: an interview, a focus group, minutes, an essay; also transcripts saved from Teams, Otter or Rev.

    ``split`` and ``speakers`` are told at `read_interview`, as are the columns; here ``line`` counts paragraphs from 1. A
    table's row is one paragraph, its cells parted by tabs, so that "speaker | words" is read as talk. Links are followed by
    their address in <>. Deleted text is left away; footnotes and Word's comments are in ``left_out``, comments with their author.

    Raises UnknownFormat where it is no DOCX, LoadError where it is damaged or a trap, NotADiscussion where there is no text.

    >>> import io, zipfile
    >>> lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in ("I: Why?", "R: It rains.", "I: Oh."))
    >>> with zipfile.ZipFile(held := io.BytesIO(), "w") as archive:
    ...     archive.writestr("word/document.xml", f"<w:document xmlns:w='w'><w:body>{lines}</w:body></w:document>")
    >>> read_docx(held.getvalue()).utterances["participant"].tolist()
    ['I', 'R', 'I']
    """
    opened = open_source(source, encoding)
    main = _main(opened)
    folder = main.rpartition("/")[0]
    wanted = {k: f"{folder}/{k}.xml" for k in ("styles", "comments", "footnotes", "endnotes")} | {
        "main": main,
        "rels": f"{folder}/_rels/{main.rpartition('/')[2]}.rels",
    }
    parts = parts_of(opened, set(wanted.values()), "Word document")
    if main not in parts:
        raise UnknownFormat(f"{opened.name}: this ZIP archive is no Word document (there is no {main} in it)")
    trees = {k: tree_of(opened, name, parts[name]) for k, name in wanted.items() if name in parts}
    bold, headings = _styles(trees.get("styles"))
    links = {attribute(r, "Id"): attribute(r, "Target") for r in trees.get("rels", ()) if attribute(r, "TargetMode") == "External"}
    reader = _Reader(bold, headings, links)
    paras = list(reader.paras(trees["main"]))
    rows: Rows = list(_asides(trees))
    return corpus_of_paras(opened, "docx", paras, thread=thread, split=split, speakers=speakers, left_out=rows)


def sniff(source: Source) -> float:
    """0.98 for an archive with a Word document in it; 0.6 for the name alone."""
    if source.frame is not None:
        return 0.0
    if source.head.startswith(b"PK\x03\x04") and any(n.startswith("word/document") for n in names(source)):
        return 0.98
    return 0.6 if source.suffix in (".docx", ".docm", ".dotx") and not source.head.startswith(b"{\\rtf") else 0.0


def _main(source: Source) -> str:
    """The name of the part that holds the text; usually word/document.xml."""
    inside = names(source)
    if "word/document.xml" in inside:
        return "word/document.xml"
    return next((n for n in inside if n.startswith("word/document") and n.endswith(".xml")), "word/document.xml")


def _styles(tree: Any) -> tuple[set[str], set[str]]:
    """The ids of the styles that are bold, and of those that are headings or titles."""
    bold, headings = set[str](), set[str]()
    for style in tree if tree is not None else ():
        if local(style) != "style":
            continue
        key = attribute(style, "styleId")
        called = next((attribute(e, "val").lower() for e in style if local(e) == "name"), "")
        if called.startswith("heading") or called in ("title", "subtitle"):
            headings.add(key)
        for run in style:
            if local(run) == "rPr" and any(local(e) == "b" and attribute(e, "val") not in ("0", "false", "off") for e in run):
                bold.add(key)
    return bold, headings


class _Reader:
    """Walks the document in its order; a table's row is one paragraph."""

    def __init__(self, bold: set[str], headings: set[str], links: dict[str, str]) -> None:
        self.bold, self.headings, self.links, self.count = bold, headings, links, 0

    def paras(self, element: Any) -> Iterator[Para]:
        for child in element:
            name = local(child)
            if name == "p":
                yield from self.paragraph(child)
            elif name == "tbl":
                yield from paras_of_table([self.row(row) for row in child.iter() if local(row) == "tr"])
            elif name not in _SKIPPED:
                yield from self.paras(child)

    def paragraph(self, p: Any) -> Iterator[Para]:
        self.count += 1
        style = next((attribute(e, "val") for pr in p if local(pr) == "pPr" for e in pr if local(e) == "pStyle"), "")
        pieces: Pieces = []
        self.runs(p, style in self.bold and style not in self.headings, pieces)
        yield from paras_of_pieces(pieces, self.count, "heading" if style in self.headings else "")
        for box in (e for e in p.iter() if local(e) == "txbxContent" and not any(local(a) == "Fallback" for a in e.iterancestors())):
            yield from self.paras(box)

    def row(self, row: Any) -> tuple[int, list[Pieces]]:
        self.count += 1
        cells: list[Pieces] = []
        for cell in (c for c in row.iter() if local(c) == "tc"):
            cells.append([])
            for k, p in enumerate(e for e in cell.iter() if local(e) == "p"):
                cells[-1] += [(" ", False)] if k else []
                self.runs(p, False, cells[-1])
        return self.count, cells

    def runs(self, element: Any, bold: bool, pieces: Pieces) -> None:
        for child in element:
            name = local(child)
            if name == "r":
                self.run(child, bold, pieces)
            elif name == "hyperlink":
                begin = len(pieces)
                self.runs(child, bold, pieces)
                words, address = "".join(t for t, _ in pieces[begin:]).strip(), self.links.get(attribute(child, "id"), "")
                if address.startswith(("http://", "https://")) and words and address.rstrip("/") not in (words, words.rstrip("/")):
                    pieces.append((f" <{address}>", False))
            elif name not in _SKIPPED and name != "p":
                self.runs(child, bold, pieces)

    def run(self, run: Any, bold: bool, pieces: Pieces) -> None:
        for child in run:
            name = local(child)
            if name == "rPr":
                for mark in child:
                    if local(mark) == "b":
                        bold = attribute(mark, "val") not in ("0", "false", "off", "none")
                    elif local(mark) == "rStyle":
                        bold = bold or attribute(mark, "val") in self.bold
            elif name == "t":
                pieces.append((child.text or "", bold))
            elif name in ("tab", "ptab"):
                pieces.append(("\t", bold))
            elif name in ("br", "cr"):
                pieces.append(("\n", bold))
            elif name == "noBreakHyphen":
                pieces.append(("‑", bold))


def _asides(trees: dict[str, Any]) -> Iterator[tuple[int, str, str, str]]:
    for part in ("footnotes", "endnotes", "comments"):
        for note in trees.get(part, ()):
            text = "\n".join("".join(t.text or "" for t in p.iter() if local(t) == "t") for p in note.iter() if local(p) == "p").strip()
            if text:
                by = f" by {attribute(note, 'author')}" if part == "comments" else ""
                yield 0, f"{part[:-1]}{by}", text, "stands beside the text, not in it"
