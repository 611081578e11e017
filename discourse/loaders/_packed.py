"""What lies in a ZIP, a tar or a gzip, one entry at a time and within a budget. It writes nothing to disk and knows no format."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from discourse.errors import LoadError
from discourse.loaders import _archive
from discourse.loaders._source import Source

Entries = Iterable[tuple[str, bytes]]
_GZIP, _KEPT = b"\x1f\x8b", "_discourse_names"
_NAMED = 5_000  # how many names of a tar are looked at before a format is guessed


def members(source: Source) -> Iterator[tuple[str, bytes]]:
    """``(name, content)`` of each file in an archive; a file that is none gives itself. Raises LoadError for traps and damage."""
    if source.head.startswith(b"PK\x03\x04"):
        yield from _archive.entries(source)
        return
    raw = source.raw if isinstance(source.raw, bytes) else source.raw.encode("utf-8", "surrogatepass")
    if not raw.startswith(_GZIP) and raw[257:262] != b"ustar":
        yield source.name, raw
        return
    left = min(_archive.BUDGET, max(10_000_000, len(raw) * _archive.RATIO))
    try:
        if not _is_tar(raw):
            with gzip.open(io.BytesIO(raw)) as packed:
                content = packed.read(left + 1)
            _within(source, left - len(content))
            yield source.name.removesuffix(".gz"), content
            return
        with tarfile.open(fileobj=io.BytesIO(raw), mode="r:*") as archive:
            for n, info in enumerate(archive):
                if not info.isfile():
                    continue
                path = PurePosixPath(info.name)
                if path.is_absolute() or ".." in path.parts or n > _archive.ENTRIES:
                    raise LoadError(f"{source.name}: the entry {info.name!r} points outside the archive; make the archive again")
                left -= info.size
                _within(source, left)
                opened = archive.extractfile(info)
                yield str(path), opened.read() if opened else b""
    except (tarfile.TarError, EOFError, OSError, zlib.error, ValueError) as error:
        if isinstance(error, LoadError):
            raise
        raise LoadError(f"{source.name}: the archive is damaged or cut ({error}); export it again") from error


def member_names(source: Source) -> list[str]:
    """The names in an archive, cheaply and without an error; empty where it is none or damaged."""
    if _KEPT not in source.__dict__:
        names = _archive.names(source)
        raw = source.raw
        if isinstance(raw, bytes) and (raw.startswith(_GZIP) or raw[257:262] == b"ustar"):
            try:
                names = _names_in_tar(raw) if _is_tar(raw) else [source.name.removesuffix(".gz")]
            except (tarfile.TarError, EOFError, OSError, zlib.error, ValueError):
                names = []
        source.__dict__[_KEPT] = names
    kept: list[str] = source.__dict__[_KEPT]
    return kept


def json_in(name: str, content: bytes, encoding: str | None = None) -> Any:
    """The value of one JSON entry; raises LoadError which names the entry and the line."""
    try:
        return json.loads(content.decode(encoding or "utf-8-sig"))
    except UnicodeDecodeError as error:
        raise LoadError(f"entry {name!r}, byte {error.start}: no {encoding or 'UTF-8'}; export it again") from error
    except LookupError as error:
        raise LoadError(f"entry {name!r}: no encoding is called {encoding!r}; leave it out: JSON is UTF-8") from error
    except json.JSONDecodeError as error:
        raise LoadError(f"entry {name!r}, line {error.lineno}, column {error.colno}: the JSON is damaged or cut ({error.msg})") from error
    except (RecursionError, ValueError) as error:
        raise LoadError(f"entry {name!r}: the JSON cannot be read ({error}); export it again") from error


def _within(source: Source, left: int) -> None:
    if left < 0:
        raise LoadError(f"{source.name}: it unpacks to far more than it should; unpack it yourself and read the files you need")


def _names_in_tar(raw: bytes) -> list[str]:
    names: list[str] = []
    left = min(_archive.BUDGET, len(raw) * _archive.RATIO)
    with tarfile.open(fileobj=io.BytesIO(raw), mode="r:*") as archive:
        for info in archive:
            left -= info.size
            if left < 0 or len(names) >= _NAMED:  # to go on would unpack what lies between
                break
            if info.isfile():
                names.append(info.name)
    return names


def _is_tar(raw: bytes) -> bool:
    if not raw.startswith(_GZIP):
        return raw[257:262] == b"ustar"
    with gzip.open(io.BytesIO(raw)) as packed:
        return packed.read(262)[257:] == b"ustar"
