"""Whether a project file is damaged, as far as that can be told while it is opened. It repairs nothing.

A short file is read whole (16 MB in about a tenth of a second); of a long one the beginning and the length are looked at, and what is
wrong further on is found when it is read. `project.verify()` reads everything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from discourse.project.pages import MAGIC
from discourse.project.plainly import is_damage
from discourse.project.tables import APPLICATION, VERSION

WHOLE = 16_000_000  # bytes that are read at once


def damage_of(path: Path, connect: Callable[[], sqlite3.Connection]) -> str:
    """What is wrong with a project file, or nothing; raises sqlite3.Error for what is no damage, such as a lock."""
    with path.open("rb") as file:
        head = file.read(65536)
    if not head.startswith(MAGIC):
        ours = b"CREATE TABLE events" in head or (len(head) >= 512 and not any(head[:100]))
        return "its first page is overwritten" if ours else ""
    if _number(head, 68) != APPLICATION or _number(head, 60) > VERSION:
        return ""
    try:
        with closing(connect()) as connection:
            connection.execute("BEGIN")  # nobody writes while its length is looked at
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if missing := _missing(path):
                return missing
            if path.stat().st_size <= WHOLE:
                told = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
                return "" if told == "ok" else told.splitlines()[-1]
    except sqlite3.Error as error:
        if not is_damage(error):
            raise
        return str(error)
    return ""


def _missing(path: Path) -> str:
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return ""  # its end may still stand in the log
    with path.open("rb") as file:
        head = file.read(100)
    size = int.from_bytes(head[16:18], "big")
    told = _number(head, 28) * (65536 if size == 1 else size)
    short = told - path.stat().st_size
    return f"its last {short} of {told} bytes are missing" if short > 0 and head[24:28] == head[92:96] else ""


def _number(head: bytes, at: int) -> int:
    return int.from_bytes(head[at : at + 4], "big")
