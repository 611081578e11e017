"""HTML becomes plain text as a reader sees it: paragraphs, line breaks, quotations and links kept, scripts gone. It finds no comments."""

from __future__ import annotations

import re
from typing import Any

from discourse.errors import LoadError

_DROPPED = frozenset(
    ("script", "style", "noscript", "template", "iframe", "object", "svg", "head", "title", "button", "select", "textarea")
)
_APART = frozenset(("p", "blockquote", "pre", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "figure", "dl", "hr"))
_BLOCKS = _APART | frozenset(
    ("div", "section", "article", "li", "tr", "figcaption", "dt", "dd", "main", "aside", "details", "summary", "header", "footer")
)


def plain(html: str, *, links: bool = True) -> str:
    """The text of a piece of HTML. Blocks stand apart by a blank line, a quotation's lines begin with "> ", an image gives
    its alt text, a link its words and, where they do not already say it, its address in <>.

    >>> plain("<p>Hi <b>all</b>,<br>see <a href='https://example.org/a'>this</a></p><blockquote>old words</blockquote><p>😀</p>")
    'Hi all,\\nsee this <https://example.org/a>\\n\\n> old words\\n\\n😀'
    """
    if "<" not in html and "&" not in html:
        return html.strip()
    return text_of(fragment(html), links=links)


def fragment(html: str) -> Any:
    """The lxml element of a piece of HTML; nothing is fetched, entities of a DOCTYPE are not followed."""
    from lxml import etree
    from lxml import html as lx

    parser = lx.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, recover=True)
    try:
        tree = lx.document_fromstring(b"<div>" + html.encode("utf-8", "replace").replace(b"\x00", b"") + b"</div>", parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise LoadError(f"a piece of HTML cannot be read: {error}") from error
    return tree


def text_of(element: Any, *, links: bool = True, skip: Any = None) -> str:
    """The text below an element, walked without recursion; ``skip(element)`` leaves parts out, such as nested replies."""
    out: list[str] = []
    quotes = 0
    pre = 0
    waiting: list[tuple[Any, bool]] = [(element, False)]
    while waiting:
        node, leaving = waiting.pop()
        tag = node.tag if isinstance(node.tag, str) else None
        if leaving:
            _leave(node, tag, out, links)
            quotes -= tag == "blockquote"
            pre -= tag == "pre"
            if node is not element and node.tail:
                out.append(_words(node.tail, pre, quotes))
            continue
        if tag is None or tag in _DROPPED or (node is not element and skip is not None and skip(node)):
            if node is not element and node.tail:
                out.append(_words(node.tail, pre, quotes))
            continue
        if tag in _BLOCKS:
            out.append("\x02" if tag in _APART else "\x01")
        quotes += tag == "blockquote"
        pre += tag == "pre"
        if tag == "br":
            out.append("\x03")
        elif tag == "img" and node.get("alt"):
            out.append(_words(node.get("alt"), 0, quotes))
        elif tag == "li":
            out.append("• ")
        if quotes and tag == "blockquote":
            out.append(f"\x04{quotes}\x05")
        if node.text:
            out.append(_words(node.text, pre, quotes))
        waiting.append((node, True))
        waiting += [(child, False) for child in reversed(node)]
    return _joined("".join(out))


def _leave(node: Any, tag: str | None, out: list[str], links: bool) -> None:
    if tag == "blockquote":
        out.append("\x06")
    if tag in _BLOCKS:
        out.append("\x02" if tag in _APART else "\x01")
    if links and tag == "a":
        address = (node.get("href") or "").strip()
        words = "".join(node.itertext()).strip()
        if re.match(r"https?://", address, re.IGNORECASE) and words and address.rstrip("/") not in (words, words.rstrip("/")):
            out.append(f" <{address}>")
        elif re.match(r"https?://", address, re.IGNORECASE) and not words:
            out.append(address)


def _words(text: str, pre: int, quotes: int) -> str:
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)
    if pre:  # its spaces are kept: they travel as \x07
        return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\x03").replace(" ", "\x07")
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def _joined(raw: str) -> str:
    """Marks become line breaks: 1 a line, 2 a paragraph, 3 a <br>, 4…5 and 6 the bounds of a quotation."""
    lines: list[tuple[int, str, bool]] = []
    depth, apart, current = 0, False, ""
    for piece in re.split("([\x01\x02\x03\x06]|\x04\\d+\x05)", raw):
        if piece in ("\x01", "\x02", "\x03", "\x06") or piece.startswith("\x04"):
            if current.strip() or piece == "\x03":
                lines.append((depth, re.sub(r" {2,}", " ", current).strip() if "\x03" not in current else current, apart))
                apart = False
            current = ""
            if piece == "\x02" or piece == "\x06":
                apart = True
            if piece.startswith("\x04"):
                depth = int(piece[1:-1])
            elif piece == "\x06":
                depth = max(0, depth - 1)
        else:
            current += piece
    if current.strip():
        lines.append((depth, current.strip(), apart))
    out: list[str] = []
    for n, (level, words, gap) in enumerate(lines):
        if n and gap:
            out.append("")
        out.append(("> " * level + words) if level else words)
    text = "\n".join(line.replace("\x07", " ").rstrip() for line in out)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n ")
