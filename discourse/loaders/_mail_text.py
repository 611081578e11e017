"""The text of a mail: which part is read, what is quoted, what is signature. It knows no threads and no people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from typing import NamedTuple

from discourse.loaders._markup import plain

_SIGNATURE = re.compile(r"^-- ?\n", re.MULTILINE)
_FOOTER = re.compile(r"^(?:_{30,}|-{5,}=_[^\n]{0,60}|-=-=-=-=-=-=-=-=-=-=-=-?)\n", re.MULTILINE)
_QUOTED = re.compile(r"[ \t]{0,2}(?:[A-Z]{1,4})?>")
_WROTE = re.compile(
    r"(?:(?:on|am|le|el|il|em|op|den|w dniu)\b.{4,200}|.{2,120}\b)(?:wrote|writes|said|schrieb|schreibt|a écrit|écrit|escribió|ha scritto|scrisse|escreveu|schreef|skrev|napisał\w*)"
    r"[^\n:]{0,80}:\s*$|-{2,}\s?(?:original message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale)\s?-{2,}\s*$",
    re.IGNORECASE | re.DOTALL,
)
_DEEPEST = 30


class Body(NamedTuple):
    """``text`` without signature and footer, ``own`` also without quotations, ``quoted`` only these, and the rest apart."""

    text: str
    own: str
    quoted: str
    signature: str
    footer: str
    attachments: list[str]
    notes: list[str]


def body_of(message: Message) -> Body:
    """The readable body of a parsed mail: its plain parts, else its HTML ones as text."""
    notes: list[str] = []
    plains, pages, attachments = [], [], []
    for part in _parts(message, 0):
        kind, name = part.get_content_type(), decoded(_quiet(part, "filename") or "")
        if name or "attachment" in str(part.get("Content-Disposition", "")).lower()[:20] or not kind.startswith("text/"):
            attachments.append(name or kind)
        elif kind == "text/html":
            pages.append(_text(part, notes))
        else:
            text = _text(part, notes)
            plains.append(_unflowed(text, part) if "flowed" in str(_quiet(part, "format") or "").lower() else text)
    text = "\n\n".join(t.strip("\n") for t in plains if t.strip()) or "\n\n".join(plain(p) for p in pages if p.strip())
    text, footer = _cut(text, _FOOTER, last=True)
    text, signature = _cut(text, _SIGNATURE, last=False)
    own, quoted = _apart(text)
    return Body(text.strip("\n"), own, quoted, signature.strip("\n"), footer.strip("\n"), attachments, notes)


def decoded(header: object) -> str:
    """A header as people read it: encoded words decoded, folds and unknown charsets mended.

    >>> decoded("=?utf-8?q?caf=C3=A9?=")
    'café'
    """
    raw = str(header or "")
    out = ""
    try:
        pieces = decode_header(raw)
    except Exception:  # the library raises several kinds, binascii's among them; the header is then shown as it stands
        pieces = [(raw, None)]
    for piece, charset in pieces:
        if isinstance(piece, str):
            out += piece.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if _halves(piece) else piece
        else:
            out += _bytes(piece, charset or "utf-8", [])
    return " ".join(out.split())


def _halves(text: str) -> bool:
    return any("\udc80" <= c <= "\udcff" for c in text)


def _parts(message: Message, depth: int) -> Iterator[Message]:
    """The leaves of a mail; of alternatives the plain one; a mail inside a mail is an attachment."""
    if not message.is_multipart() or depth > _DEEPEST or message.get_content_maintype() == "message":
        yield message
        return
    inner = [part for part in message.get_payload() if isinstance(part, Message)]
    if message.get_content_subtype() == "alternative":
        texts = [p for p in inner if p.get_content_type() == "text/plain"]
        inner = texts[:1] or inner[-1:] if texts or inner else inner
    for part in inner:
        yield from _parts(part, depth + 1)


def _text(part: Message, notes: list[str]) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    return _bytes(raw, str(_quiet(part, "charset") or ""), notes).replace("\r\n", "\n").replace("\r", "\n")


def _quiet(part: Message, name: str) -> str | None:
    """A parameter of the content type, or nothing where the header is too broken to say."""
    try:
        if name == "filename":
            return part.get_filename()
        value = part.get_param(name)
        return part.get_content_charset() if name == "charset" else str(value) if value else None
    except (ValueError, TypeError, LookupError, IndexError, AttributeError):
        return None


def _bytes(raw: bytes, charset: str, notes: list[str]) -> str:
    for name in (charset, "utf-8", "cp1252"):
        try:
            if name and (name.lower() not in ("us-ascii", "ascii", "unknown-8bit")):
                text = raw.decode(name)
                if charset and name != charset and not raw.isascii():
                    notes.append(f"said to be {charset}, read as {name}")
                return text
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode("latin-1")


def _unflowed(text: str, part: Message) -> str:
    """RFC 3676: a line that ends in a space goes on in the next one of the same depth of quotation."""
    out: list[str] = []
    drop = str(_quiet(part, "delsp") or "").lower() == "yes"
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        stuffed = line[depth:].removeprefix(" ")
        before = out[-1] if out else ""
        if before.endswith(" ") and before not in ("-- ", "> -- ") and stuffed != "-- " and len(before) - len(before.lstrip(">")) == depth:
            out[-1] = (before[:-1] if drop else before) + stuffed
        else:
            out.append(">" * depth + (" " if depth and stuffed else "") + stuffed)
    return "\n".join(line if line == "-- " else line.rstrip(" ") for line in out)


def _cut(text: str, mark: re.Pattern[str], *, last: bool) -> tuple[str, str]:
    """The text before and behind a mark; a signature must be short, or it is none."""
    found = list(mark.finditer(text + "\n"))
    if not found:
        return text, ""
    at = found[-1] if last else found[-1]
    tail = text[at.end() :]
    if tail.count("\n") > 40 or not text[: at.start()].strip():
        return text, ""
    return text[: at.start()].rstrip("\n"), tail


def _apart(text: str) -> tuple[str, str]:
    """Own words and quoted ones; the line that says who is quoted goes with the quotation."""
    own: list[str] = []
    quoted: list[str] = []
    lines = text.split("\n")
    for n, line in enumerate(lines):
        if _QUOTED.match(line):
            while own and not own[-1].strip() and n and not lines[n - 1].strip():
                own.pop()
                lines[n - 1] = " "  # only once
                break
            for size in (1, 2, 3):
                head = "\n".join(own[-size:])
                if own[-size:] and not _QUOTED.match(lines[n - 1]) and len(head) < 400 and _WROTE.fullmatch(head.strip()):
                    quoted += own[-size:]
                    del own[-size:]
                    break
            quoted.append(line)
        else:
            if quoted and quoted[-1] and n and _QUOTED.match(lines[n - 1]):
                quoted.append("")
                if own and own[-1].strip():
                    own.append("")
            own.append(line)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(own)).strip(), "\n".join(quoted).strip("\n")
