"""ZIP archives without their dangers: a budget of bytes, no way out of the archive, nothing unpacked to disk. It reads no format."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from discourse.errors import LoadError, UnknownFormat
from discourse.loaders._source import Source

BUDGET = 2_000_000_000  # bytes that all entries together may unpack to
ENTRIES = 200_000
RATIO = 200  # how many times its packed size one entry above a megabyte may have

#: What zipfile lets through where an archive is damaged, or packed in a way that it does not know.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, RuntimeError, NotImplementedError, EOFError, OSError, ValueError,
    IndexError, OverflowError,
)  # fmt: skip


def entries(source: Source) -> Iterator[tuple[str, bytes]]:
    """``(name, content)`` of each file in the archive, in its order; raises LoadError where the archive is a trap."""
    raw = source.raw if isinstance(source.raw, bytes) else b""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except DAMAGED as error:
        raise UnknownFormat(f"{source.name}: it begins like a ZIP archive but is damaged or cut ({error})") from error
    with archive:
        infos = archive.infolist()
        if len(infos) > ENTRIES:
            raise LoadError(f"{source.name}: the archive has {len(infos):,} entries, more than {ENTRIES:,}; read it in parts")
        left = BUDGET
        for info in infos:
            path = PurePosixPath(info.filename.replace("\\", "/"))
            if info.is_dir() or "__MACOSX" in path.parts or path.name.startswith("._"):
                continue
            if path.is_absolute() or ".." in path.parts:
                raise LoadError(f"{source.name}: the entry {info.filename!r} points outside the archive; make the archive again")
            try:
                with archive.open(info) as packed:
                    allowed = min(left, max(1_000_000, info.compress_size * RATIO))
                    content = packed.read(allowed + 1)
            except DAMAGED as error:
                raise LoadError(f"{source.name}, entry {info.filename!r}: cannot be unpacked ({error})") from error
            if len(content) > allowed:
                raise LoadError(
                    f"{source.name}, entry {info.filename!r}: unpacks to far more than it should ({allowed:,} bytes were allowed)"
                )
            left -= len(content)
            yield str(path), content


def names(source: Source) -> list[str]:
    """The names in the archive, without unpacking; empty where it is none."""
    if not source.head.startswith(b"PK\x03\x04") or not isinstance(source.raw, bytes):
        return []
    try:
        with zipfile.ZipFile(io.BytesIO(source.raw)) as archive:
            return archive.namelist()
    except DAMAGED:
        return []
