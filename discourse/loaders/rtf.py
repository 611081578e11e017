"""RTF documents (.rtf): interviews and other texts. The words are striprtf's; bold type and pictures are not seen.

Letters beyond ASCII are told by a code page or by \\\\u numbers; halves of an emoji, which RTF writes apart, are put together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import LoadError, MissingExtra, UnknownFormat
from discourse.loaders._document import corpus_of_paras
from discourse.loaders._records import Rows
from discourse.loaders._source import Source, open_source
from discourse.loaders._speakers import Para

_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_MOST = 100_000_000


def read_rtf(
    source: Any, *, thread: str | None = None, encoding: str | None = None, split: str | None = None, speakers: Sequence[str] | None = None
) -> Corpus:
    """Read an RTF document: what TextEdit, WordPad, NVivo and Atlas.ti exports are written in.

    ``split`` and ``speakers`` are told at `read_interview`, as are the columns; ``line`` counts paragraphs from 1. A table's row is
    one paragraph, its cells parted by tabs. A link is followed by its address in brackets. Needs the extra ``docs``.

    Raises UnknownFormat where it is no RTF, LoadError where it is damaged, NotADiscussion where there is no text, MissingExtra.

    >>> read_rtf(b"{\\\\rtf1\\\\ansi I: Who owns it?\\\\par R: We do.\\\\par I: Since when?\\\\par}").utterances["participant"].tolist()
    ['I', 'R', 'I']
    """
    opened = open_source(source, encoding)
    text = _text(opened)
    paras = []
    for number, line in enumerate(text.split("\n"), 1):
        words = re.sub(r"\|", "\t", line.rstrip(" |")) if line.rstrip().endswith("|") else line
        if words.strip():
            paras.append(Para(words.strip(), number))
    return corpus_of_paras(opened, "rtf", paras, thread=thread, split=split, speakers=speakers, left_out=_behind(opened))


def sniff(source: Source) -> float:
    """0.98 for what begins as RTF does; 0.6 for the name alone."""
    if source.frame is not None:
        return 0.0
    if source.head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return 0.98
    return 0.6 if source.suffix == ".rtf" else 0.0


def _text(source: Source) -> str:
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise MissingExtra("RTF documents need striprtf: pip install 'discourse-lab[docs]'") from error
    raw = source.raw.encode("utf-8") if isinstance(source.raw, str) else source.raw
    if not raw.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise UnknownFormat(
            f"{source.name}: this is no RTF (an RTF file begins with {{\\rtf); open it in a word processor and save it as RTF"
        )
    if len(raw) > _MOST:
        raise LoadError(f"{source.name}: {len(raw):,} bytes of RTF are more than {_MOST:,}; take the pictures out, or save it as DOCX")
    source.encoding = _encoding(raw, source.asked)
    code = raw.decode(source.encoding, "replace")
    try:
        try:
            text = str(rtf_to_text(code, encoding=source.encoding))  # type: ignore[no-untyped-call]
        except UnicodeDecodeError as error:
            text = str(rtf_to_text(code, encoding=source.encoding, errors="replace"))  # type: ignore[no-untyped-call]
            source.notes.append(f"some letters do not fit the code page that the file names ({error.encoding}); they stand as U+FFFD")
    except (ValueError, TypeError, LookupError, OverflowError) as error:  # what striprtf raises on damaged files
        raise LoadError(f"{source.name}: the RTF is damaged ({error}); open it in a word processor and save it again") from error
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\r\n", "\n").replace("\x00", "").replace("\f", "\n")


def _behind(source: Source) -> Rows:
    """What stands behind the end of the document: some systems write several into one file, of which the first is read."""
    raw = source.raw.encode("utf-8") if isinstance(source.raw, str) else source.raw
    depth = 0
    for match in re.finditer(rb"\\.|[{}]", raw, re.DOTALL):
        depth += {b"{": 1, b"}": -1}.get(match[0], 0)
        if depth == 0 and match[0] == b"}":
            rest = raw[match.end() :].strip(b"\x00\r\n\t ")
            return [(0, "text", rest[:2000].decode("latin-1"), f"{len(rest):,} bytes behind the end of the RTF document")] if rest else []
    return []


def _encoding(raw: bytes, asked: str | None) -> str:
    """How the bytes beyond ASCII are to be read: as asked, as UTF-8 where they are, else by the code page of the file."""
    page = _PAGE.search(raw[:2000])
    for name in (asked, "utf-8" if raw.isascii() is False else None, f"cp{int(page[1])}" if page else None, "cp1252", "latin-1"):
        if name:
            try:
                raw.decode(name)
                return name
            except (UnicodeDecodeError, LookupError):
                continue
    return "latin-1"
