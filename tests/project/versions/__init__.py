"""Project files of every older layout, as SQL text, each written once by the code of its time; `make` gives the file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).parent
OLD = tuple(sorted(int(f.stem[1:]) for f in HERE.glob("v*.sql")))


def make(path: Path, layout: int) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript((HERE / f"v{layout}.sql").read_bytes().decode("utf-8"))
    return path
