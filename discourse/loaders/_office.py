"""The parts of a DOCX or ODT: XML out of a ZIP within a budget, without entities. It knows no paragraphs."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from discourse.errors import LoadError, UnknownFormat
from discourse.loaders._archive import entries
from discourse.loaders._source import Source
from discourse.loaders._xml import DEEPEST, refuse_doctype

MOST = 300_000_000  # bytes of XML that are read of one document


def parts_of(source: Source, wanted: Collection[str], what: str) -> dict[str, bytes]:
    """The contents of these entries of the archive; raises UnknownFormat where it is no archive, LoadError where it is a trap."""
    if not source.head.startswith(b"PK\x03\x04"):
        begins = "an old Office file" if source.head.startswith(b"\xd0\xcf\x11\xe0") else "something else"
        raise UnknownFormat(
            f"{source.name}: this is no {what}: its bytes begin like {begins}; save it as {what} in a word processor, "
            "or, where it is plain text, give it the suffix .txt"
        )
    found: dict[str, bytes] = {}
    for name, content in entries(source):
        if name in wanted and name not in found:
            found[name] = content
            if sum(map(len, found.values())) > MOST:
                raise LoadError(f"{source.name}: its text unpacks to more than {MOST:,} bytes; split the document")
    return found


def tree_of(source: Source, name: str, content: bytes) -> Any:
    """The root element of one part; raises LoadError with the line."""
    from lxml import etree

    refuse_doctype(source, content)
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        raise LoadError(f"{source.name}, {name}, line {line}: the document is damaged ({error}); save it again") from error
    level = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        if level > DEEPEST:
            raise LoadError(f"{source.name}, {name}: elements are nested more than {DEEPEST} deep; this is no document of a word processor")
    return root


def local(element: Any) -> str:
    """The name of an element without its namespace; "" for what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """The attribute of this local name, whatever its namespace, or ""."""
    return next((str(v) for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")
