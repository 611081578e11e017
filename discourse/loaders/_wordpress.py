"""What WordPress stores is not yet what a reader sees: paragraphs are blank lines, states are numbers. It opens no file."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from discourse.loaders._markup import plain
from discourse.loaders._source import Source, slug

_BLOCK = (
    r"</?(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|blockquote|table|thead|tbody|tfoot|tr|td|th|figure|figcaption|section|article|hr|br|address|"
    r"form|fieldset|details|summary|iframe|object|style|script)\b[^<>]*>|<!--.*?-->"
)
_AFTER = re.compile(rf"({_BLOCK})[ \t]*\n\s*", re.DOTALL | re.IGNORECASE)
_BEFORE = re.compile(rf"\s*\n[ \t]*(?={_BLOCK})", re.DOTALL | re.IGNORECASE)
_KEPT = re.compile(r"(<(pre|script|style|textarea)\b.*?</\2\s*>)", re.DOTALL | re.IGNORECASE)
#: How WordPress writes the state of a comment, and what it means; "" is a comment that everybody can read.
APPROVAL = {
    "1": "", "approve": "", "approved": "", "": "", "0": "pending", "hold": "pending", "unapproved": "pending", "unapprove": "pending",
    "spam": "spam", "trash": "trash", "post-trashed": "trash", "deleted": "deleted",
}  # fmt: skip


def stored(html: str) -> str:
    """The text of a post or comment as WordPress stores it, where a line break is a <br> and a blank line a paragraph.

    >>> stored("One <b>line</b>.\\n\\nA second,\\nin two lines.")
    'One line.\\n\\nA second,\\nin two lines.'
    """
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    if "<" not in html and "&" not in html:
        return (re.sub(r"\n{3,}", "\n\n", html) if "\n\n\n" in html else html).strip()
    if "\n" not in html:
        return plain(html)
    parts = _KEPT.split(html)
    out = []
    for n in range(0, len(parts), 3):
        piece = _AFTER.sub(r"\1 ", parts[n])
        piece = _BEFORE.sub(" ", piece)
        out.append(re.sub(r"\n[ \t]*\n\s*", "<br><br>", piece).replace("\n", "<br>"))
        out.append(parts[n + 1] if n + 1 < len(parts) else "")
    return plain("".join(out))


@lru_cache(100_000)
def name_of(given: str) -> str | None:
    """A name without markup, None where nothing is left of it.

    >>> name_of("<img src=x onerror=alert(1)>Ana"), name_of(" ")
    ('Ana', None)
    """
    return " ".join(plain(given, links=False).split()) or None if "<" in given or "&" in given else " ".join(given.split()) or None


def mail_id(address: str) -> str | None:
    """A short sign that is the same for the same mail address, without showing it."""
    address = unicodedata.normalize("NFC", address).strip().lower() if address else ""
    return "mail-" + sha256(address.encode("utf-8", "replace")).hexdigest()[:10] if address else None


def tell_flags(source: Source, records: Iterable[Mapping[str, Any] | str]) -> None:
    """One note that counts what is flagged (records, or the flags alone), so that it is not taken for what all could read."""
    counts = Counter(flag for r in records if (flag := r if isinstance(r, str) else str(r.get("flag") or "")))
    if counts:
        source.notes.append("flagged, and kept: " + ", ".join(f"{n} {flag}" for flag, n in counts.most_common()) + "; see the column flag")


class Threads:
    """Readable names for threads, each once: the slug of a title, with the source's id where another has that slug."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def name(self, title: str, own: str) -> str:
        base = slug(title) if title.strip() else slug(own or "thread")
        name = base
        if name in self.taken and own:
            name = f"{base}-{slug(own)}"
        n = 2
        while name in self.taken:
            name, n = f"{base}-{n}", n + 1
        self.taken.add(name)
        return name
