"""The rows on the pages of a damaged SQLite file, read without SQLite. It knows the file format, not what a project is.

Each page tells of itself what it is; a page that does not make sense is passed over, and a row whose end is lost with it.
The format: https://sqlite.org/fileformat2.html
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

MAGIC = b"SQLite format 3\0"
TABLE_LEAF, TABLE_INNER, INDEX_LEAF, INDEX_INNER = 13, 5, 10, 2


class Record(NamedTuple):
    """One row: on which page it stands, its number (None in an index or a table without), its values."""

    page: int
    rowid: int | None
    values: list[Any]


@dataclass
class Pages:
    """The pages of a file, numbered from 1, as bytes."""

    content: bytes | Any  # an mmap, mostly
    size: int
    reserved: int = 0

    @classmethod
    def of(cls, content: Any, size: int | None = None) -> Pages:
        """With the page size of the header, or, where that is lost, with this one."""
        told = int.from_bytes(content[16:18], "big")
        told = 65536 if told == 1 else told
        sound = content[:16] == MAGIC and 512 <= told <= 65536 and not told & (told - 1)
        return cls(content, size or (told if sound else 4096), content[20] if sound and content[20] < 64 else 0)

    def __len__(self) -> int:
        return -(-len(self.content) // self.size)

    def records(self, without: set[int] = frozenset()) -> Iterator[Record]:  # type: ignore[assignment]
        """Every row that can be read, page after page."""
        for number in range(1, len(self) + 1):
            if number not in without:
                yield from self._on(number)

    def below(self, root: int) -> set[int]:
        """The pages of the tree with this root, as far as they can be followed."""
        found, todo = set[int](), [root]
        while todo:
            number = todo.pop()
            if number in found or not 1 <= number <= len(self):
                continue
            found.add(number)
            page, at = self._page(number)
            if page[at : at + 1] and page[at] in (TABLE_INNER, INDEX_INNER):
                todo += [int.from_bytes(page[p : p + 4], "big") for p in self._cells(page, at)]
                todo.append(int.from_bytes(page[at + 8 : at + 12], "big"))
        return found

    def free(self) -> set[int]:
        """The pages that hold what was deleted."""
        found = set[int]()
        trunk = int.from_bytes(self.content[32:36], "big") if self.content[:16] == MAGIC else 0
        while 1 <= trunk <= len(self) and trunk not in found:
            found.add(trunk)
            page, _ = self._page(trunk)
            many = min(int.from_bytes(page[4:8], "big"), len(page) // 4 - 2)
            found |= {int.from_bytes(page[8 + 4 * n : 12 + 4 * n], "big") for n in range(many)}
            trunk = int.from_bytes(page[:4], "big")
        return found

    def _page(self, number: int) -> tuple[bytes, int]:
        page = bytes(self.content[(number - 1) * self.size : number * self.size])
        return page.ljust(self.size, b"\0"), 100 if number == 1 else 0

    def _cells(self, page: bytes, at: int) -> list[int]:
        many = int.from_bytes(page[at + 3 : at + 5], "big")
        first = at + (12 if page[at] in (TABLE_INNER, INDEX_INNER) else 8)
        if first + 2 * many > len(page):
            return []
        return [p for p in struct.unpack_from(f">{many}H", page, first) if first + 2 * many <= p < len(page)]

    def _on(self, number: int) -> Iterator[Record]:
        page, at = self._page(number)
        kind = page[at]
        if kind not in (TABLE_LEAF, INDEX_LEAF, INDEX_INNER):
            return
        for start in self._cells(page, at):
            try:
                place = start + 4 * (kind == INDEX_INNER)
                size, place = _varint(page, place)
                rowid = None
                if kind == TABLE_LEAF:
                    rowid, place = _varint(page, place)
                payload = self._payload(page, place, size, kind == TABLE_LEAF)
                yield Record(number, rowid, _values(payload))
            except (IndexError, ValueError, struct.error):
                continue  # this row is lost; the next one stands for itself

    def _payload(self, page: bytes, place: int, size: int, table: bool) -> bytes:
        usable = self.size - self.reserved
        if size > len(self.content):
            raise ValueError("longer than the file")
        most = usable - 35 if table else (usable - 12) * 64 // 255 - 23
        if size <= most:
            found = page[place : place + size]
        else:
            least = (usable - 12) * 32 // 255 - 23
            local = least + (size - least) % (usable - 4)
            local = local if local <= most else least
            parts, left = [page[place : place + local]], size - local
            number, seen = int.from_bytes(page[place + local : place + local + 4], "big"), set[int]()
            while left > 0:
                if not 1 <= number <= len(self) or number in seen:
                    raise ValueError("its other pages are lost")
                seen.add(number)
                more, _ = self._page(number)
                parts.append(more[4 : 4 + min(left, usable - 4)])
                left -= usable - 4
                number = int.from_bytes(more[:4], "big")
            found = b"".join(parts)
        if len(found) != size:
            raise ValueError("cut off")
        return found


def _varint(page: bytes, place: int) -> tuple[int, int]:
    value = 0
    for n in range(8):
        byte = page[place + n]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + n + 1
    return value << 8 | page[place + 8], place + 9


def _values(payload: bytes) -> list[Any]:
    head, place = _varint(payload, 0)
    kinds = []
    while place < head:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    values: list[Any] = []
    for kind in kinds:
        size = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)[kind] if kind < 10 else (kind - 12) // 2
        part = payload[place : place + size]
        if len(part) != size or kind in (10, 11):
            raise ValueError("not a row")
        place += size
        if kind == 0:
            values.append(None)
        elif kind == 7:
            values.append(struct.unpack(">d", part)[0])
        elif kind < 10:
            values.append(kind - 8 if kind >= 8 else int.from_bytes(part, "big", signed=True))
        else:
            values.append(part.decode("utf-8") if kind % 2 else part)
    if place != len(payload):
        raise ValueError("not a row")
    return values
