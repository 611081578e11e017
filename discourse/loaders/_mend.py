"""XML exports that break the rules of XML are mended where it is plain what was meant, and each repair is told. It reads no format."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import TypeVar

from discourse.errors import LoadError, UnknownFormat
from discourse.loaders._source import Source
from discourse.loaders._xml import refuse_doctype

_T = TypeVar("_T")
_DECLARED = re.compile(r"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]+|&#(?:0*(?:[0-8]|1[124-9]|2\\d|3[01])|x0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]));")
_PIECE = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|<\?.*?\?>|<[^<>]+>|[^<]+|<", re.DOTALL)
_UNQUOTED = re.compile(r"""(\s[\w:.-]+=)([^\s"'<>/=]+)(?=[\s/>])""")
_ENTITY = re.compile(r"&(?!#\d+;|#x[0-9a-fA-F]+;|(?:amp|lt|gt|quot|apos);)(\w+;)?")
_WIDE = ((b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))


def mended(source: Source, parse: Callable[[Source], _T]) -> _T:
    """``parse(source)``; where that fails, ``parse`` of the mended source, with the repairs in ``source.notes``.

    Raises what ``parse`` raised where there is nothing to mend, or mending does not help.
    """
    refuse_doctype(source, source.raw[:100_000].encode("utf-8", "replace") if isinstance(source.raw, str) else source.raw)
    try:
        out = parse(source)
        if isinstance(source.raw, bytes):
            _certain(source, _encoding(source.raw))
        return out
    except UnknownFormat:
        raise
    except LoadError as error:
        better, done = _repaired(source)
        if not done:
            raise
        try:
            out = parse(better)
        except LoadError as still:
            raise still from error
        source.notes.extend(done)
        source.removed.extend(better.removed)
        return out


def opening(source: Source) -> str:
    """The first 60,000 characters or so of an XML source for sniffing, "" where it does not begin like XML; never raises."""
    raw = source.raw
    if isinstance(raw, str):
        head = raw[:60_000]
    else:
        name = _encoding(raw)
        head = raw[: 240_000 if name.startswith("utf-32") else 120_000].decode(name, "ignore")[:60_000]
    head = head.lstrip("\ufeff \t\r\n\f`\0")
    return head if head.startswith("<") else ""


def root_name(head: str) -> str:
    """The local name of the first element of this text: "" where there is none."""
    bare = re.sub(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>", "", head, flags=re.DOTALL)
    match = re.match(r"\s*<(?:[\w.-]+:)?([\w.-]+)", bare)
    return match[1] if match else ""


def _encoding(raw: bytes) -> str:
    """What the bytes say of themselves: a mark at their head, the shape of the first "<", or the XML declaration."""
    for mark, name in ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
                       (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):  # fmt: skip
        if raw.startswith(mark):
            return name
    for mark, name in _WIDE:
        if raw.lstrip(b" \t\r\n").startswith(mark):
            return name
    match = _DECLARED.match(raw[:300].decode("latin-1"))
    try:
        name = codecs.lookup(match[1]).name if match else "utf-8"
        b"".decode(name)
    except (LookupError, ValueError):
        return "utf-8"
    return "cp1252" if name in ("iso8859-1", "ascii") else "utf-8" if name.startswith(("utf-16", "utf-32")) else name


def _repaired(source: Source) -> tuple[Source, list[str]]:
    done: list[str] = []
    text = source.raw if isinstance(source.raw, str) else _decoded(source, source.raw, done)
    begin = text.find("<")
    if 0 < begin < 200 and text[:begin].strip("\ufeff \t\r\n"):
        done.append(f"{begin} characters before the first '<' were passed over")
    text = text[max(begin, 0) :]
    better = Source(source.name, "")
    text = _without_controls(text, better, done)
    text = re.sub(r"^<\?xml[^>]*\?>", "", text.replace("\r\n", "\n"))
    before = text
    text = re.sub(r"""xmlns:([\w.-]+)=(["'])[^"'<>]*[^\x00-\x7f"'<>][^"'<>]*\2""", r'xmlns:\1="undeclared:\1"', text)
    if text != before:
        done.append("addresses of namespaces that are no addresses were replaced")
    counts = dict.fromkeys(("names", "quotes", "ends", "signs", "heads"), 0)
    text = "".join(_piece(piece, counts) for piece in _pieces(text))
    text = _prefixes(text, done)
    said = {
        "names": "letters written as HTML entities (&nbsp;) were put in their place",
        "quotes": "values of attributes got the quotation marks that they lacked",
        "ends": "']]>' stood loose in the text and is kept there",
        "heads": "XML declarations stood where none may stand, and were passed over",
        "signs": "loose '&' were read as themselves",
    }
    done += [f"{n} {said[key]}" for key, n in counts.items() if n]
    better.raw = text
    if not done and better.raw != source.raw:
        done.append("the file was read again after its declaration of encoding was set right")
    return better, done


def _decoded(source: Source, raw: bytes, done: list[str]) -> str:
    name = source.asked or _encoding(raw)
    try:
        text = raw.decode(name)
        if name not in ("utf-8", "utf-8-sig"):
            done.append(f"read as {name}")
    except (UnicodeDecodeError, LookupError):
        text = source.text  # guesses, says so, or raises UndecodableText with the line
        done.append(f"the file says that it is {name}, which its bytes are not; read as {source.encoding}")
        return text
    _certain(source, name)
    return text.removeprefix("\ufeff")


def _certain(source: Source, name: str) -> None:
    """The XML itself says its encoding: what was guessed about the bytes as plain text is taken back."""
    source.encoding = name
    source.notes[:] = [note for note in source.notes if "which is a guess" not in note]


def _without_controls(text: str, better: Source, done: list[str]) -> str:
    found = list(_CONTROL.finditer(text))
    line, at = 1, 0
    for match in found[:1000]:
        line, at = line + text.count("\n", at, match.start()), match.start()
        around = _CONTROL.sub("", text[max(0, at - 20) : match.end() + 20]).replace("\n", " ")
        better.removed.append((line, "control character", around, "no XML and no text may hold it; removed"))
    if found:
        done.append(f"control characters were removed in {len(found)} places, see left_out")
    return _CONTROL.sub("", text) if found else text


def _pieces(text: str) -> Iterator[str]:
    return (match.group() for match in _PIECE.finditer(text))


def _piece(piece: str, counts: dict[str, int]) -> str:
    if piece == "<":
        counts["signs"] += 1
        return "&lt;"
    if piece.startswith("<?xml ") and "?>" in piece:
        counts["heads"] += 1
        return ""
    if piece.startswith(("<!", "<?")):
        return piece
    if piece.startswith("<"):
        piece, n = _UNQUOTED.subn(r'\1"\2"', piece)
        counts["quotes"] += n
    elif "]]>" in piece:
        counts["ends"] += piece.count("]]>")
        piece = piece.replace("]]>", "]]&gt;")
    return _ENTITY.sub(lambda m: _letter(m, counts), piece) if "&" in piece else piece


def _letter(match: re.Match[str], counts: dict[str, int]) -> str:
    letter = unescape(match.group()) if match[1] else match.group()
    if letter != match.group():
        counts["names"] += 1
        return letter
    counts["signs"] += 1
    return "&amp;" + match.group()[1:]


def _prefixes(text: str, done: list[str]) -> str:
    bare = re.sub(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", "", text, flags=re.DOTALL)
    tags = re.findall(r"<[^<>]+>", bare)
    used = {
        p
        for tag in tags
        for p in re.findall(r"""(?:</?|\s)([A-Za-z_][\w.-]*):[\w.-]+(?=[\s=/>])""", re.sub(r"\"[^\"]*\"|'[^']*'", "", tag))
    }
    missing = sorted(used - set(re.findall(r"xmlns:([\w.-]+)\s*=", bare)) - {"xml", "xmlns"})
    root = re.search(r"<[A-Za-z_][\w:.-]*", re.sub(r"<!--.*?-->", lambda m: " " * len(m.group()), text, flags=re.DOTALL))
    if not missing or root is None:
        return text
    done.append(f"these prefixes are used but not declared: {', '.join(missing)}; read as if they were")
    declared = "".join(f' xmlns:{p}="undeclared:{p}"' for p in missing)
    return text[: root.end()] + declared + text[root.end() :]
