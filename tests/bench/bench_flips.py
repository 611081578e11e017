"""How many single bit flips in a project's file `verify` notices, beside SQLite's own integrity_check, quick_check left aside.

    python tests/bench/bench_flips.py 200

Each flip is one random bit of a coded study. "told" counts flips that verify, or opening the file, tells of. A flip that changes
nothing that the file holds (unused space within a page) can hardly be noticed and does no harm, so the others are counted apart.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import warnings
from pathlib import Path

import pandas as pd

from discourse import Codebook, Corpus, Project
from discourse.errors import DiscourseError, ProjectWarning
from tests.conftest import DIFFICULT


def coded_study(path: Path, size: int = 200) -> Project:
    """A study with texts, codes, codings, memos, suggestions and a few undone deeds."""
    said = Corpus(pd.DataFrame({"id": [f"u{n}" for n in range(size)], "text": [f"{n} {DIFFICULT[n % 5]} {n}" for n in range(size)]}))
    study = Project(path, coder="ana").add(said, Codebook.from_terms({"x": ["a"], "x/y": [], "z": []}))
    frame = pd.DataFrame({"utterance": said.utterances["id"], "start": 0, "end": 6, "code": "x", "coder": "terms"})
    study.suggest(frame).accept(study.suggestions().head(size // 4)).code(frame.assign(coder="ben", code="z"))
    for n in range(size):
        study.code(f"u{n}", "x/y", start=n % 7, end=n % 7 + 5, memo="why" if n % 9 == 0 else None)
        if n % 11 == 0:
            study.undo()
    study.close()
    connection = sqlite3.connect(path)
    connection.execute("VACUUM")  # pages that are full, as they are in a study of some size
    connection.close()
    return study


def flip(path: Path, bit: int) -> None:
    """Turn one bit of the file over."""
    content = bytearray(path.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content)


def told(path: Path) -> str | None:
    """What verify, or else opening the file, says first; None when nothing is noticed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ProjectWarning)  # verify tells the same
            found = Project(path, read_only=True).verify()
    except DiscourseError as error:
        return f"opening: {error}"
    return None if found.empty else f"{found['what'][0]}: {found['where'][0]}: {found['found'][0]}"


def integrity(path: Path) -> bool:
    """Whether SQLite's own check notices something."""
    connection = sqlite3.connect(path)
    try:
        return connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
    except sqlite3.DatabaseError:
        return True
    finally:
        connection.close()


def holds(path: Path) -> object:
    """All that the file holds, or that it cannot be read."""
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    try:
        tables = [t for (t,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        marks = [connection.execute(f"PRAGMA {p}").fetchone() for p in ("application_id", "user_version", "encoding")]
        schema = connection.execute("SELECT type, name, rootpage, lower(sql) FROM sqlite_master").fetchall()  # a keyword is one either way
        return marks, schema, [connection.execute(f'SELECT * FROM "{t.decode()}"').fetchall() for t in tables]
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return "unreadable"
    finally:
        connection.close()


def main(flips: int, seed: int = 1) -> None:
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        whole, copy = Path(folder) / "whole.db", Path(folder) / "copy.db"
        coded_study(whole)
        content, was = whole.read_bytes(), holds(whole)
        told_of = plain = harmful = harmful_told = 0
        for _ in range(flips):
            copy.write_bytes(content)
            flip(copy, bit := draw.randrange(len(content) * 8))
            noticed, changed = told(copy), holds(copy) != was
            told_of += noticed is not None
            plain += integrity(copy)
            harmful += changed
            harmful_told += changed and noticed is not None
            if noticed is None and changed:
                print(f"not noticed: bit {bit} (byte {bit // 8} of page {bit // 8 // 4096 + 1})")
        print(f"{flips} flips in a file of {len(content):,} bytes")
        print(f"verify tells of {told_of} ({told_of / flips:.1%}); integrity_check alone of {plain} ({plain / flips:.1%})")
        print(f"{harmful} change something that the file holds; verify tells of {harmful_told} ({harmful_told / max(harmful, 1):.1%})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
