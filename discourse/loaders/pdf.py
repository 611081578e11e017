"""PDF documents: lines become paragraphs again, running heads go, speakers are found. Pictures of text are not read.

A PDF knows letters and places, no paragraphs: one ends where the next line stands further down, is indented, or begins with
a name, or where a line ends early. What was decided is counted in the notes.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import LoadError, MissingExtra, UnknownFormat
from discourse.loaders._document import corpus_of_paras
from discourse.loaders._records import Rows
from discourse.loaders._source import Source, open_source
from discourse.loaders._speakers import Para

_PAGES = 3000
_BUDGET = 200_000_000  # bytes that the streams of one file may unpack to
_OPENS = re.compile(
    r"(?:[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?\s*)?[^\W\d_][\w .'’-]{0,30}\s?[:：](?:\s|$)|[QA]\.\s|\(?[a-z\d]{1,3}[.)]\s"
    r"|[•▪◦‣–-]\s|[\[<][\w ]{1,20}[\]>]\s"
)


@dataclass(slots=True)
class _Line:
    text: str
    page: int
    left: float
    right: float
    top: float
    bold: int


def read_pdf(
    source: Any, *, thread: str | None = None, encoding: str | None = None, split: str | None = None, speakers: Sequence[str] | None = None
) -> Corpus:
    """Read a PDF with text in it: an interview, minutes, a paper.

    ``split`` and ``speakers`` are told at `read_interview`, as are the columns; ``line`` counts paragraphs from 1. Heads, feet and
    page numbers that return from page to page are in ``left_out``. Words that the end of a line divides are put together; the
    notes say how many. Columns of text are read as the PDF orders them: look at the result. Needs the extra ``docs``.

    Raises UnknownFormat where it is no PDF or is protected, LoadError where it is damaged or a trap, NotADiscussion where there
    is no text (a scan), MissingExtra.

    >>> read_pdf("data/samples/pdf.pdf").utterances["participant"].tolist()
    ['Interviewer', 'Zoé', 'Interviewer', 'Zoé']
    """
    opened = open_source(source, encoding)
    if not opened.head.lstrip().startswith(b"%PDF-") or not isinstance(opened.raw, bytes):
        raise UnknownFormat(f"{opened.name}: this is no PDF (it does not begin with %PDF-); save it again as PDF")
    _refuse_bombs(opened, opened.raw)
    rows: Rows = []
    paras = _paras(_without_running_heads(_lines(opened, opened.raw), rows), opened)
    opened.notes.append("a PDF keeps no paragraphs; they are made again from the places of the lines")
    return corpus_of_paras(opened, "pdf", paras, thread=thread, split=split, speakers=speakers, left_out=rows)


def sniff(source: Source) -> float:
    """0.98 for what begins as a PDF does."""
    if source.frame is not None:
        return 0.0
    return 0.98 if source.head.lstrip().startswith(b"%PDF-") else 0.6 if source.suffix == ".pdf" else 0.0


def _refuse_bombs(source: Source, raw: bytes) -> None:
    left, whole = _BUDGET, memoryview(raw)
    for match in re.finditer(rb"stream\r?\n", raw):
        if raw[match.end() : match.end() + 1] == b"x":  # zlib
            try:
                left -= len(zlib.decompressobj().decompress(whole[match.end() :], left + 1))
            except zlib.error:
                continue  # damaged, or not packed so: the reader will say
            if left < 0:
                raise LoadError(f"{source.name}: its streams unpack to more than {_BUDGET:,} bytes; split the document")


def _lines(source: Source, raw: bytes) -> list[_Line]:
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
    except ImportError as error:
        raise MissingExtra("PDF documents need pdfplumber: pip install 'discourse-lab[docs]'") from error
    out: list[_Line] = []
    log = logging.getLogger("pdfminer")
    level = log.level
    log.setLevel(logging.ERROR)  # it warns of every font that lacks a measure
    try:
        with pdfplumber.open(io.BytesIO(raw)) as pdf:
            if len(pdf.pages) > _PAGES:
                raise LoadError(f"{source.name}: {len(pdf.pages):,} pages are more than {_PAGES:,}; split the document")
            for page in pdf.pages:
                for line in page.extract_text_lines(return_chars=True, x_tolerance_ratio=0.15):
                    text = re.sub("[\x00-\x08\x0b-\x1f\ud800-\udfff]", "", line["text"])
                    out.append(_Line(text.rstrip(), page.page_number, line["x0"], line["x1"], line["top"], _bold(text, line["chars"])))
                page.close()
    except LoadError:
        raise
    except RecursionError as error:
        raise LoadError(f"{source.name}: its parts are nested too deeply; print it to a new PDF") from error
    except Exception as error:  # pdfminer's errors have no ancestor in common
        if isinstance(error, PDFPasswordIncorrect) or "PDFPasswordIncorrect" in repr(error):
            raise UnknownFormat(f"{source.name}: it is protected by a password; save it without one") from error
        if "/Root" in str(error):
            raise UnknownFormat(f"{source.name}: it begins like a PDF, but there is no document in it; print it to a new PDF") from error
        raise LoadError(f"{source.name}: the PDF is damaged or cut ({type(error).__name__}: {error}); print it to a new PDF") from error
    finally:
        log.setLevel(level)
    return [line for line in out if line.text.strip()]


def _bold(text: str, letters: Sequence[Any]) -> int:
    """How many characters at the head of the line are bold, by the names of the fonts."""
    heavy = 0
    for letter in letters:
        if letter["text"].strip():
            if not re.search("Bold|Black|Heavy|Semi", letter["fontname"]):
                break
            heavy += len(letter["text"])
    at = 0
    for at, sign in enumerate(text):
        if heavy <= 0:
            return at
        heavy -= not sign.isspace()
    return len(text) if text and heavy <= 0 else 0


def _without_running_heads(lines: list[_Line], rows: Rows) -> list[_Line]:
    """Without what returns at the top or the bottom of most pages, numbers aside."""
    pages: dict[int, list[_Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = {id(line) for of in pages.values() for line in (*of[:2], *of[-2:])}
    seen = Counter(key for of in pages.values() for key in {_bare(line.text) for line in of if id(line) in edges})
    out = []
    for line in lines:
        number = re.fullmatch(
            r"(?:page|seite|p\.)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|von|/)\s*\d{1,4})?", line.text.strip(), re.IGNORECASE
        )
        if id(line) in edges and len(pages) > 1 and (number or (seen[_bare(line.text)] >= max(3, 0.5 * len(pages)))):
            rows.append((line.page, "running head", line.text, "returns at the edge of the pages; where is the page"))
        else:
            out.append(line)
    return out


def _bare(text: str) -> str:
    return re.sub(r"\d+", "#", " ".join(text.split())).lower()


def _paras(lines: list[_Line], source: Source) -> list[Para]:
    if not lines:
        return []
    steps = [b.top - a.top for a, b in pairwise(lines) if a.page == b.page and b.top > a.top]
    step = median(steps) if len(steps) > 4 else min([18.0, *steps])
    margin, edge = median(line.left for line in lines), max(line.right for line in lines)
    out: list[Para] = []
    joined = 0
    before: _Line | None = None
    for line in lines:
        begins = before is None or _begins(before, line, step, margin, edge)
        if begins or not out:
            out.append(Para(line.text.strip(), len(out) + 1, line.bold))
        else:
            last = out[-1]
            divided = re.search(r"[^\W\d_]-$", last.text) is not None and line.text[:1].islower()
            joined += divided
            text = (last.text[:-1] if divided else last.text + " ") + line.text.strip()
            out[-1] = Para(text, last.where, last.bold if last.bold < len(last.text) else last.bold + line.bold, True)
        before = line
    if joined:
        source.notes.append(f"{joined} words divided at the end of a line are put together")
    return out


def _begins(before: _Line, line: _Line, step: float, margin: float, edge: float) -> bool:
    """Whether a new paragraph begins with this line."""
    if _OPENS.match(line.text) or 0 < line.bold < len(line.text):
        return True
    short = before.right < edge - 0.2 * (edge - margin)
    if before.page != line.page:
        return short or before.text.rstrip().endswith((".", "!", "?", ":"))
    return line.top - before.top > 1.4 * step or (line.left > margin + 8 and before.left <= margin + 2) or short
