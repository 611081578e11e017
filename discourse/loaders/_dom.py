"""A saved page becomes a tree as a browser sees it, however deep; nothing in it is run or fetched. It finds no comments."""

from __future__ import annotations

import re
from typing import Any

from discourse.errors import LoadError
from discourse.loaders._source import Source

MOST = 2_000_000  # elements; a page of a million comments is an export, not a page
DEEPEST = 1000  # below that, elements are no structure any more: their words go to the element above
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_][\w.-]*$")


def tree_of(source: Source) -> Any:
    """The <html> of a page as an lxml element: parsed by the rules of HTML 5 (lexbor), held by lxml."""
    from lxml import etree
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    try:
        parsed = LexborHTMLParser(decoded(source))
    except (SelectolaxError, ValueError) as error:
        raise LoadError(f"{source.name}: the page cannot be read as HTML ({error})") from error
    root = etree.Element("html")
    last: Any = None
    count = 0
    waiting: list[tuple[Any, Any, int]] = [(parsed.root, None, 0)]
    while waiting:
        node, parent, depth = waiting.pop()
        if node.is_text_node:
            _say(parent, node.text_content or "")
            continue
        if not node.is_element_node:
            continue
        count += 1
        if count > MOST:
            raise LoadError(f"{source.name}: the page has more than {MOST:,} elements; save it in parts")
        tag = node.tag if _NAME.match(node.tag or "") else "span"
        last = root if parent is None else parent if depth > DEEPEST else etree.SubElement(parent, tag)
        if depth <= DEEPEST:
            for name, value in node.attributes.items():
                if _NAME.match(name) and name not in last.attrib:
                    last.set(name, _clean(value or ""))
        below = node.first_child
        children = []
        while below is not None:
            children.append((below, last, depth + 1))
            below = below.next
        waiting += reversed(children)
    return root


def decoded(source: Source) -> str:
    """The text of a page: in the encoding that was asked for, or that its bytes or its <meta> name, else as any other text."""
    if isinstance(source.raw, bytes) and not source.asked:
        match = _CHARSET.search(source.raw[:4096])
        name = match[1].decode("ascii").lower() if match else ""
        if name and name not in ("utf-8", "utf8") and not source.raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            name = "cp1252" if name in ("iso-8859-1", "latin1", "us-ascii") else name
            try:
                text = source.raw.decode(name)
            except (LookupError, UnicodeDecodeError):
                source.notes.append(f"the page says that it is {name}, which its bytes are not")
            else:
                source.encoding = name
                source.notes[:] = [note for note in source.notes if "which is a guess" not in note]
                return text
    return source.text


def _say(parent: Any, text: str) -> None:
    if parent is None or not text:
        return
    text = _clean(text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _clean(text: str) -> str:
    """What XML cannot hold goes."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
