"""XML without its dangers: no entities of its own, nothing fetched, a bound on depth. It knows no format."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from tqdm.auto import tqdm

from discourse.errors import LoadError, UnknownFormat
from discourse.loaders._source import LARGE, Source

DEEPEST = 200


def each(source: Source, *names: str) -> Iterator[Any]:
    """The elements of these local names, one by one as the file is read, each freed after its turn; a bar shows how far it is.

    ``each(source, "item")`` yields lxml elements whatever their namespace. Raises LoadError with the line.
    """
    from lxml import etree

    raw = source.raw.encode("utf-8") if isinstance(source.raw, str) else source.raw
    refuse_doctype(source, raw)
    begin = len(raw) - len(raw.lstrip())
    wanted = frozenset(names)
    stream = io.BytesIO(raw)
    stream.seek(begin)
    how = {"total": len(raw), "desc": f"read {source.name}", "leave": False, "disable": len(raw) <= LARGE}
    try:
        with tqdm.wrapattr(stream, "read", **how) as shown:
            for _, element in etree.iterparse(
                shown, events=("end",), tag=[f"{{*}}{name}" for name in names], resolve_entities=False, load_dtd=False, no_network=True,
                huge_tree=True, remove_comments=True, remove_pis=True,
            ):  # fmt: skip
                above = [local_name(a) for a in element.iterancestors()]
                if len(above) >= DEEPEST:
                    raise LoadError(
                        f"{source.name}, line {element.sourceline}: elements are nested more than {DEEPEST} deep; this is no discussion"
                    )
                yield element
                if wanted.isdisjoint(above):
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        line = (error.lineno or 1) + raw.count(b"\n", 0, begin)
        raise LoadError(f"{source.name}, line {line}: the XML is damaged or cut ({error.msg}); export the file again") from error


def root_of(source: Source) -> tuple[str, str]:
    """``(local name, namespace)`` of the outermost element, read from the head only; ("", "") where there is none."""
    from lxml import etree

    raw = source.raw[:65_536].encode("utf-8") if isinstance(source.raw, str) else source.raw[:65_536]
    raw = raw.lstrip()
    if not raw.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "", ""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, load_dtd=False, no_network=True, recover=True)
    try:
        parser.feed(raw)
        for _, element in parser.read_events():
            if isinstance(element.tag, str):
                return local_name(element), element.tag[1:].rpartition("}")[0]
    except etree.XMLSyntaxError:
        return "", ""
    return "", ""


def local_name(element: Any) -> str:
    """The name of an element without its namespace; "" for a comment."""
    return _bare(element.tag)


@lru_cache(10_000)
def _bare(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Any, name: str, default: str = "") -> str:
    """The text of the first child of this local name, whatever its namespace."""
    for one in element:
        if local_name(one) == name:
            return "".join(one.itertext()) if len(one) else (one.text or default)
    return default


def refuse_doctype(source: Source, raw: bytes) -> None:
    """Raise UnknownFormat for a file that declares entities of its own."""
    head = raw[:100_000].replace(b"\x00", b"")
    if b"<!ENTITY" in head:
        raise UnknownFormat(
            f"{source.name}: it declares entities of its own, which can hide a trap; export the file again without a DOCTYPE"
        )
