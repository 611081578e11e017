"""A project of a million utterances and a million codings: what its verbs and nouns take, beside the fastest readers of the same file.

    PYTHONPATH=. python tests/bench/bench_project_volume.py 1000000 [folder]

It prints a markdown table. Each line runs in a process of its own, so that its peak of memory is its own. The peers are sqlite3 with
`fetchall` into a frame, ADBC (``pip install adbc-driver-sqlite``; the line is missing where it is not installed), and the tables in which
QualCoder keeps the same data, as its documentation tells of them: `source`, `code_text`, `code_name`, `cases` and `case_text`, without
further indexes, with the crosstab that joins codings with cases by their place in the text. Readers get a copy of the file: two SQLite
libraries in one process would undo each other's locks. With ``folder`` the project is kept there and made only once.
"""

from __future__ import annotations

import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from discourse import Codebook, Corpus, Project

CODES, CODERS, IN_THREAD, EACH_SAYS = 30, ("ana", "ben", "cem"), 100, 200
TALK = (
    "we built this garden ourselves and nobody asked who owns the work that people give away 😀 every day for free but café talk "
    "stays here because friends read what I write and answer kindly until the rules change without warning"
)
WORDS = np.array(TALK.split(), dtype=object)
COLUMNS = 'utterance, start, "end", code, coder, quote, score, id, passage, weight, suggested_by, created_at'
CROSSTAB = """
    SELECT code_name.name, cases.name, count(*), count(DISTINCT code_text.fid) FROM code_text
    JOIN code_name ON code_name.cid = code_text.cid
    JOIN case_text ON case_text.fid = code_text.fid AND code_text.pos0 >= case_text.pos0 AND code_text.pos1 <= case_text.pos1
    JOIN cases ON cases.caseid = case_text.caseid GROUP BY code_name.name, cases.name
"""


def main(size: int, folder: Path) -> None:
    print("| what | CPU s | wall s | peak MB |\n|---|---|---|---|", flush=True)
    made = [] if (folder / "study.db").exists() else ["add", "code", "suggest"]
    for what in [*made, "copy", *STEPS]:
        if what not in ("add", "code", "suggest") or made:
            subprocess.run([sys.executable, __file__, "step", what, str(size), str(folder)], check=True)


def said(size: int) -> pd.DataFrame:
    chance = np.random.default_rng(7)
    lengths = chance.integers(6, 25, size)
    words, ends = WORDS[chance.integers(0, len(WORDS), lengths.sum())], lengths.cumsum()
    texts = [f"{n} " + " ".join(words[end - length : end]) for n, (end, length) in enumerate(zip(ends, lengths, strict=True))]
    threads = np.arange(size) // IN_THREAD
    frame = {"id": [f"t{t}/{n % IN_THREAD}" for n, t in enumerate(threads)], "thread": [f"t{t}" for t in threads], "text": texts}
    people = [f"person {n}" for n in chance.integers(0, max(5, size // EACH_SAYS), size)]
    return pd.DataFrame({**frame, "participant": people})


def marked(size: int) -> pd.DataFrame:
    """Codings anywhere, in no order."""
    chance = np.random.default_rng(8)
    at, start = chance.integers(0, size, size), chance.integers(0, 8, size)
    frame = {"utterance": [f"t{n // IN_THREAD}/{n % IN_THREAD}" for n in at], "start": start, "end": start + chance.integers(3, 12, size)}
    codes = [f"code {n}" for n in chance.integers(0, CODES, size)]
    return pd.DataFrame({**frame, "code": codes, "coder": np.array(CODERS)[chance.integers(0, len(CODERS), size)]})


def add(size: int, folder: Path) -> None:
    corpus, book = Corpus(said(size)), Codebook.from_terms({f"code {n}": [] for n in range(CODES)})
    measured("`add` a corpus", lambda: Project(folder / "study.db", coder="ana").add(corpus, book))


def code(size: int, folder: Path) -> None:
    frame = marked(size)
    measured("`code` a frame, one deed", lambda: Project(folder / "study.db", coder="ana").code(frame))


def suggest(size: int, folder: Path) -> None:
    frame = marked(size).assign(coder="machine")
    measured("`suggest` a frame, one deed", lambda: Project(folder / "study.db", coder="ana").suggest(frame))


def copy(_: int, folder: Path) -> None:
    """The file for the readers, and QualCoder's tables with the same rows."""
    shutil.copy(folder / "study.db", folder / "copy.db")
    (folder / "qualcoder.db").unlink(missing_ok=True)
    with closing(sqlite3.connect(folder / "qualcoder.db")) as theirs:
        theirs.executescript(
            f"""
            ATTACH '{folder / "copy.db"}' AS ours;
            CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT UNIQUE, fulltext TEXT, owner TEXT, date TEXT);
            CREATE TABLE code_name (cid INTEGER PRIMARY KEY, name TEXT UNIQUE, memo TEXT, catid INTEGER, owner TEXT, color TEXT);
            CREATE TABLE code_text (ctid INTEGER PRIMARY KEY, cid INTEGER, fid INTEGER, seltext TEXT, pos0 INTEGER, pos1 INTEGER,
                owner TEXT, date TEXT, memo TEXT, UNIQUE (cid, fid, pos0, pos1, owner));
            CREATE TABLE cases (caseid INTEGER PRIMARY KEY, name TEXT UNIQUE, memo TEXT);
            CREATE TABLE case_text (id INTEGER PRIMARY KEY, caseid INTEGER, fid INTEGER, pos0 INTEGER, pos1 INTEGER, owner TEXT);
            INSERT INTO source (name, fulltext) SELECT u.id, t.text FROM ours.utterances u JOIN ours.texts t USING (sha256);
            INSERT INTO code_name (name) SELECT name FROM ours.codes;
            INSERT INTO cases (name) SELECT DISTINCT participant FROM ours.utterances WHERE participant IS NOT NULL;
            INSERT INTO case_text (caseid, fid, pos0, pos1) SELECT c.caseid, s.id, 0, length(s.fulltext)
                FROM source s JOIN ours.utterances u ON u.id = s.name JOIN cases c ON c.name = u.participant;
            INSERT OR IGNORE INTO code_text (cid, fid, seltext, pos0, pos1, owner, date) SELECT n.cid, s.id, k.quote, k.start, k."end",
                k.coder, k.created_at FROM ours.codings k JOIN code_name n ON n.name = k.code JOIN source s ON s.name = k.utterance;
            """
        )


def opened(_: int, folder: Path) -> None:
    study = measured("open, `repr`", lambda: (p := Project(folder / "study.db", coder="ana"), repr(p))[0])
    measured("open, `codebook`", lambda: Project(folder / "study.db").codebook)
    measured("`codings(thread=…)`", lambda: study.codings(thread="t7"), times=20)


def durable(size: int, folder: Path) -> None:
    study, turn = Project(folder / "study.db", coder="ana"), count()
    threads = max(1, size // IN_THREAD)

    def mark() -> Project:
        n = next(turn)
        return study.code(f"t{n * 7 % threads}/{n % IN_THREAD}", "code 3", start=0, end=1)

    measured("one coding, durable", mark, times=50)
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as bare:
        bare.executescript("PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS codings (id INTEGER PRIMARY KEY, code TEXT)")
        measured("– one bare row, durable: sqlite3", lambda: bare.execute("INSERT INTO codings (code) VALUES ('code 3')"), times=50)


def tables(_: int, folder: Path) -> None:
    study = Project(folder / "study.db")
    for by in ("participant", "thread", "coder"):
        measured(f'`counts(by="{by}")`', lambda by=by: study.counts(by=by))
    with closing(sqlite3.connect(folder / "qualcoder.db")) as theirs:
        measured("– code x case: QualCoder's tables", lambda: pd.DataFrame(theirs.execute(CROSSTAB).fetchall()))


def threads(_: int, folder: Path) -> None:
    study = Project(folder / "study.db", coder="ana")
    measured("`overview()`, the first, which counts the words", lambda: study.overview())
    measured("`overview()`, further ones", lambda: study.overview(), times=5)


def whole(_: int, folder: Path) -> None:
    measured("`codings()`", lambda: Project(folder / "study.db").codings())


def plain(_: int, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "copy.db")) as copied:
        query = f"SELECT {COLUMNS} FROM codings"
        measured("– codings: sqlite3 `fetchall` -> DataFrame", lambda: pd.DataFrame(copied.execute(query).fetchall()))


def arrow(_: int, folder: Path) -> None:
    try:
        import adbc_driver_sqlite.dbapi as adbc
    except ImportError:
        return
    with adbc.connect(f"file:{folder / 'copy.db'}?mode=ro") as connection, connection.cursor() as cursor:
        cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": "65536"})

        def read() -> pd.DataFrame:
            cursor.execute(f"SELECT {COLUMNS} FROM codings")
            return cursor.fetch_arrow_table().to_pandas()

        measured("– codings: ADBC -> DataFrame", read)


def measured(what: str, deed: Callable[[], Any], *, times: int = 1) -> Any:
    walls, before = [], _cpu()
    for _ in range(times):
        began = time.perf_counter()
        answer = deed()
        walls.append(time.perf_counter() - began)
    wall = f"{statistics.median(walls):.3f}" if times == 1 else f"median {statistics.median(walls):.4f}, p95 {np.quantile(walls, 0.95):.4f}"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"| {what} | {(_cpu() - before) / times:.3f} | {wall} | {peak:,.0f} |", flush=True)
    return answer


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


STEPS = ("opened", "durable", "tables", "threads", "whole", "plain", "arrow", "whole", "plain", "arrow")  # twice: the machine may be busy

if __name__ == "__main__":
    if sys.argv[1] == "step":
        globals()[sys.argv[2]](int(sys.argv[3]), Path(sys.argv[4]))
    elif len(sys.argv) > 2:
        main(int(sys.argv[1]), Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as name:
            main(int(sys.argv[1]), Path(name))
