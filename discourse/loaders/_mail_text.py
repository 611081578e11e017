"""The text of a mail: which part is read, what is quoted, what is signature. It knows no threads and no people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from typing import NamedTuple

from discourse.loaders._markup import plain

_SIGNATURE = re.compile(r"^-- ?\n", re.MULTILINE)
_FOOTER = re.compile(
    r"^(?:_{30,}\n(?!(?:From|Von|De|Da|Van|Från|Od): )|(?:-=){10,}-?\n"
    r"|-{10,} next part -{10,}\n(?=An? \S{1,20} attachment was scrubbed))",
    re.MULTILINE,
)
#: below this an answer at the top quotes the whole mail without marks
_BELOW = re.compile(
    r"^(?:-{2,} ?(?:original message|ursprüngliche nachricht|message d'origine|mensaje original|messaggio originale"
    r"|forwarded message) ?-{2,}"
    r"|_{10,}\n(?:From|Von|De|Da|Van|Från|Od): "
    r"|(?:From|Von|De|Da|Van): [^\n]{3,120}\n(?:Sent|Gesendet|Envoyé|Enviado|Inviato|Verzonden): )",
    re.MULTILINE | re.IGNORECASE,
)
_QUOTED = re.compile(r"[ \t]{0,2}(?:[A-Z]{1,4})?>")
_WROTE = re.compile(
    r"(?:(?:on|am|le|el|il|em|op|den|w dniu)\b.{4,200}|.{2,120}\b)(?:wrote|writes|said|schrieb|schreibt"
    r"|a écrit|écrit|escribió|ha scritto|scrisse|escreveu|schreef|skrev|napisał\w*)"
    r"[^\n:]{0,80}:\s*$",
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


def body_of(message: Message, encoding: str | None = None) -> Body:
    """The readable body of a parsed mail: its plain parts, else its HTML ones as text."""
    notes: list[str] = []
    plains, pages, attachments = [], [], []
    for part in _parts(message, 0):
        kind, name = part.get_content_type(), decoded(_quiet(part, "filename") or "")
        if name or "attachment" in str(part.get("Content-Disposition", "")).lower()[:20] or not kind.startswith("text/"):
            attachments.append(name or kind)
        elif kind == "text/html":
            pages.append(_text(part, notes, encoding))
        else:
            text = _text(part, notes, encoding)
            plains.append(_unflowed(text, part) if "flowed" in str(_quiet(part, "format") or "").lower() else text)
    text = "\n\n".join(t.strip("\n") for t in plains if t.strip()) or "\n\n".join(plain(p) for p in pages if p.strip())
    text, footer = _cut(text, _FOOTER)
    text, signature = _cut(text, _SIGNATURE, last=True)
    own, quoted = _apart(text)
    return Body(text.strip("\n"), own, quoted, signature.strip("\n"), footer.strip("\n"), attachments, notes)


def decoded(header: object) -> str:
    """A header as people read it: encoded words decoded, folds and unknown charsets mended.

    >>> decoded("=?utf-8?q?caf=C3=A9?=")
    'café'
    """
    raw = _mended(str(header or ""))
    if "=?" not in raw:
        return " ".join(raw.split())
    out = ""
    try:
        pieces = decode_header(raw)
    except Exception:  # the library raises several kinds, binascii's among them; the header is then shown as it stands
        pieces = [(raw, None)]
    for piece, charset in pieces:
        if isinstance(piece, str):
            out += piece
        else:
            out += _bytes(piece, charset, []) if charset else piece.decode("raw-unicode-escape", "replace")
    return " ".join(out.split())


def _mended(text: str) -> str:
    """Raw bytes in a header, which the library hands over as halves of surrogate pairs, as letters."""
    if not any("\udc80" <= c <= "\udcff" for c in text):
        return text
    return _bytes(text.encode("utf-8", "surrogateescape"), "", [])


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


def _text(part: Message, notes: list[str], encoding: str | None) -> str:
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    return _bytes(raw, str(_quiet(part, "charset") or encoding or ""), notes).replace("\r\n", "\n").replace("\r", "\n")


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


def _cut(text: str, mark: re.Pattern[str], *, last: bool = False) -> tuple[str, str]:
    """The text before and behind a mark; what stands behind must be short, or it is none."""
    found = list(mark.finditer(text + "\n"))
    for at in found[:-60:-1] if last else found[-60:]:
        tail = text[at.end() :]
        if tail.count("\n") <= 40 and text[: at.start()].strip():
            return text[: at.start()].rstrip("\n"), tail
    return text, ""


def _apart(text: str) -> tuple[str, str]:
    """Own words and quoted ones; the line that says who is quoted goes with the quotation."""
    below = _BELOW.search(text)
    text, whole = (text[: below.start()], text[below.start() :]) if below else (text, "")
    own: list[str] = []
    quoted: list[str] = []
    inside = False
    for line in text.split("\n"):
        if _QUOTED.match(line):
            if not inside:
                quoted += _who_is_quoted(own)
            quoted.append(line)
        else:
            if inside:
                quoted.append("")
                own.append("")
            own.append(line)
        inside = bool(_QUOTED.match(line))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(own)).strip(), "\n".join([*quoted, whole]).strip("\n")


def _who_is_quoted(own: list[str]) -> list[str]:
    """Take the lines "On Monday Ana wrote:" off the end of what was said so far."""
    at = len(own)
    while at and not own[at - 1].strip():
        at -= 1
    for size in (1, 2, 3):
        head = "\n".join(own[max(0, at - size) : at]).strip()
        if head and len(head) < 400 and _WROTE.fullmatch(head):
            taken = own[max(0, at - size) :]
            del own[max(0, at - size) :]
            return taken
    return []
