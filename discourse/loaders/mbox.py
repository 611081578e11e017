"""Mail becomes threads: an mbox, a mailing list's archive, one ``.eml``, Usenet articles. It opens no mail server and no Outlook store."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePosixPath
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders._mail_text import body_of, decoded
from discourse.loaders._mail_threads import base_subject, threads_of
from discourse.loaders._messages import listed
from discourse.loaders._packed import Entries, member_names, members
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source

_FROM = re.compile(rb"^From [^\r\n]{1,300}?\d{1,2}:\d\d[^\r\n]{0,40}?\d{4}[^\r\n]{0,30}\r?\n(?=[!-9;-~]{1,76}:|[ \t]*\r?\n)", re.MULTILINE)
_HEADER = re.compile(rb"(?P<name>[!-9;-~]{1,76}):(?:[ \t][^\r\n]*)?\r?\n(?:[ \t][^\r\n]*\r?\n)*")
_MAIL = frozenset(b"from date subject message-id received return-path path newsgroups references in-reply-to to mime-version".split())
_ID = re.compile(r"<([^<>\s]{1,250})>")
_AT = re.compile(r"(?P<address>\S{1,100} at \S{1,100}|\S+@\S+) \((?P<name>.{0,200})\)", re.DOTALL)
_FILES = (".mbox", ".mbx", ".eml", ".mbox.gz", ".nntp")


def read_mbox(source: Any, *, thread: str | None = None, encoding: str | None = None, quotes: str = "keep") -> Corpus:
    """Read mails: an mbox file (Thunderbird, Google Takeout, Pipermail and HyperKitty archives), ``.eml``, a news article, or a
    ZIP, tar or gzip of such (groups.io).

    Columns
    -------
    ``id`` (the Message-ID), ``thread`` (the subject of the first mail), ``reply_to`` (In-Reply-To, else the last of References
    that is there), ``kind`` (post, reply), ``participant`` and ``participant_id`` (the address), ``time`` (UTC), ``text`` (quotations
    with "> "), ``own`` (the text without quotations), ``quoted``, ``signature``, ``footer`` (the list's), ``title`` (the subject),
    ``attachments``, ``newsgroups``, ``flag`` ("spam" where the mail's own headers say so).

    ``quotes="apart"`` leaves quotations out of ``text``; they stay in ``quoted``. Doubled Message-IDs are kept and told in
    ``left_out``. Raises LoadError for another ``quotes``, NotADiscussion where there is no mail.

    >>> mail = b"From: Ana <ana@example.org>\\nSubject: Tea\\nDate: Mon, 2 Jan 2012 10:00 +0100\\n\\n> Who comes?\\n\\nI do.\\n-- \\nAna\\n"
    >>> read_mbox(mail).utterances[["participant", "text", "own", "signature"]].values.tolist()
    [['Ana', '> Who comes?\\n\\nI do.', 'I do.', 'Ana']]
    """
    opened = open_source(source, encoding)
    mails = Source(opened.name, opened.raw)  # each mail says its own encoding: what the whole file's may be is not asked
    return read_entries(members(mails), mails, thread=thread, encoding=encoding, quotes=quotes)


def sniff(source: Source) -> float:
    """Whether it begins as an mbox or with a mail's headers."""
    names = member_names(source)
    if names:
        return sniff_entries(names)
    head = _bytes(source)[:60_000].lstrip(b"\xef\xbb\xbf\r\n")
    if source.frame is not None or head.startswith(b"PK\x03\x04"):
        return 0.0
    start = _FROM.match(head)
    if start:
        return 0.97 if _headers(head[start.end() :]) >= 2 else 0.6
    found = _names(head)
    told = len(found & _MAIL) >= 3 and (found & {b"message-id", b"received", b"path"} or {b"from", b"date", b"subject"} <= found)
    return 0.96 if told else 0.0


def sniff_entries(names: list[str]) -> float:
    """Whether a ZIP or a folder holds mail files."""
    mails = sum(n.lower().endswith(_FILES) for n in names)
    return 0.95 if mails and mails * 2 >= len(names) else 0.0


def read_entries(
    entries: Entries, source: Source, *, thread: str | None = None, encoding: str | None = None, quotes: str = "keep"
) -> Corpus:
    """A corpus of ``(name, content)`` pairs, each an mbox or a mail; ``source`` says what the whole is called."""
    if quotes not in ("keep", "apart"):
        raise LoadError(f"quotes={quotes!r}: give 'keep' (quotations stay in the text) or 'apart' (they stand in the column quoted)")
    records: list[dict[str, Any]] = []
    aside: Rows = []
    for n, (name, content) in enumerate(entries, 1):
        before = len(records)
        for line, raw in _split(content):
            record = _record(raw, source, encoding)
            if record is None:
                aside.append((line, "mail", raw[:80].decode("latin-1"), "has no header that a mail has"))
            else:
                records.append(record)
        if len(records) == before:
            aside.append((n, "entry", PurePosixPath(name).name, "holds no mail"))
    if not records:
        raise NotADiscussion(
            f"{source.name}: there is no mail in it; an mbox begins with a line 'From somebody date', a mail with its headers"
        )
    for record, (where, above) in zip(records, threads_of(records), strict=True):
        record |= {"thread": where, "reply_to": above, "kind": "reply" if above else "post"}
        record["text"] = record["own"] if quotes == "apart" else record["text"]
    if any(r["time"] is None for r in records):
        source.notes.append("some mails have no date that can be read: their time is missing")
    kept = [{k: v for k, v in r.items() if k != "references"} for r in records]
    return corpus_of(source, "mbox", kept, thread=thread, left_out=aside, title=base_subject(records[0]["title"] or ""))


def _split(content: bytes) -> Iterator[tuple[int, bytes]]:
    """``(line, mail)``: a mail begins at a "From " line behind an empty one, with a header below; else all is one mail."""
    content = content.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    blank = (b"\n\n", b"\n\r\n")
    starts = [m for m in _FROM.finditer(content) if m.start() == 0 or content.endswith(blank, 0, m.start())]
    if not starts or starts[0].start() != 0:
        yield 1, content
        return
    line = 1
    for this, after in zip(starts, [*starts[1:], None], strict=True):
        end = after.start() if after else len(content)
        yield line, re.sub(rb"^>(>*From )", rb"\1", content[this.end() : end], flags=re.MULTILINE)
        line += content.count(b"\n", this.start(), end)


def _record(raw: bytes, source: Source, encoding: str | None) -> dict[str, Any] | None:
    if not _names(raw[:60_000].lstrip(b"\r\n")) & _MAIL:
        return None
    try:
        mail = message_from_bytes(raw.lstrip(b"\r\n"))
        body = body_of(mail, encoding)
    except RecursionError as error:
        raise LoadError(f"{source.name}: a mail's parts are nested too deeply to be read") from error
    for note in body.notes:
        if f"a mail's text is {note}" not in source.notes:
            source.notes.append(f"a mail's text is {note}")
    name, address = _sender(decoded(_raw(mail, "From")))
    when, given = _when(mail)
    references = _ID.findall(_header(mail, "References"))
    answered = _ID.findall(_header(mail, "In-Reply-To"))[:1]
    own = _ID.findall(_header(mail, "Message-ID")) or [_header(mail, "Message-ID").strip(" <>")]
    spam = _header(mail, "X-Spam-Flag").strip().lower() == "yes" or _header(mail, "X-Spam-Status").strip().lower().startswith("yes")
    return {
        "id": own[0].split()[0] if own[0].split() else None,
        "participant": name or address or None,
        "participant_id": address or None,
        "time": when,
        "text": body.text,
        "flag": "spam" if spam else "",
        "title": decoded(_raw(mail, "Subject")) or None,
        "own": body.own,
        "quoted": body.quoted or None,
        "signature": body.signature or None,
        "footer": body.footer or None,
        "attachments": listed(body.attachments),
        "newsgroups": decoded(_raw(mail, "Newsgroups")) or None,
        "date_given": given,
        "references": [*[r for r in references if r not in answered], *answered],
    }


def _sender(text: str) -> tuple[str, str]:
    """Name and address; lists write "ana at example.org (Ana Ruiz)"."""
    listed_as = _AT.fullmatch(text.strip())
    if listed_as:
        return decoded(listed_as["name"]).strip(), listed_as["address"].replace(" at ", "@").strip("<>").lower()
    try:
        name, address = parseaddr(text)
    except (ValueError, IndexError, TypeError):
        name, address = text, ""
    if not address or ("@" not in address and " at " in text):
        found = re.search(r"(\S+) at (\S+)", text)
        address = f"{found[1]}@{found[2]}".strip('<>"') if found else address
        name = re.sub(r"\S+ at \S+", "", text).strip(' <>"()') if found else name
    return name.strip().strip('"'), address.lower()


def _when(mail: Message) -> tuple[Any, str | None]:
    """The date in its zone (RFC 5322: -0000 is UTC), and as given where it cannot be read."""
    from datetime import UTC

    given = _header(mail, "Date").strip()
    try:
        when = parsedate_to_datetime(given)
        return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC), None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None, given or None


def _raw(mail: Message, name: str) -> str:
    return next((str(value) for key, value in mail.raw_items() if key.lower() == name.lower()), "")


def _header(mail: Message, name: str) -> str:
    return " ".join(_raw(mail, name).split())


def _bytes(source: Source) -> bytes:
    return source.raw if isinstance(source.raw, bytes) else source.raw.encode("utf-8", "surrogatepass")


def _headers(head: bytes) -> int:
    return len(_names(head) & _MAIL)


def _names(head: bytes) -> set[bytes]:
    """The names of the headers that a text begins with; a line that is none ends them."""
    out: set[bytes] = set()
    at = 0
    while found := _HEADER.match(head, at):
        out.add(found["name"].lower())
        at = found.end()
    return out
