"""Two copies that went apart by many codings become one: seconds and memory of merge, verify, the log file and the past.

    python tests/bench/bench_merge.py 1000000 100000

The first number counts all changes (half of them on each side, but for the texts), the second the utterances.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from discourse import Codebook, Corpus, Project
from tests.conftest import DIFFICULT

BULK = 50_000


def make(folder: Path, size: int, said: int) -> None:
    corpus = Corpus(pd.DataFrame({"id": [f"t/{n}" for n in range(said)], "text": [f"{n} {DIFFICULT[n % 5]}" for n in range(said)]}))
    ana = Project(folder / "ana.db", coder="ana").add(corpus, Codebook.from_terms({f"c{n}": [] for n in range(50)}))
    ana.close()
    for coder in ("ana", "ben"):
        study = ana if coder == "ana" else Project(shutil.copy(folder / "base.db", folder / "ben.db"), coder=coder)
        if coder == "ana":
            shutil.copy(folder / "ana.db", folder / "base.db")
        for first in range(0, (size - said) // 2, BULK):
            ns = range(first, min(first + BULK, (size - said) // 2))
            frame = {"utterance": [f"t/{n % said}" for n in ns], "start": [n // said for n in ns], "code": [f"c{n % 50}" for n in ns]}
            study.code(pd.DataFrame(frame).assign(end=lambda f: f["start"] + 3, coder=coder))
        study.close()


def step(folder: Path, what: str) -> None:
    began = time.perf_counter()
    study = Project(folder / "ana.db", coder="ana")
    if what.startswith("merge"):  # or "merge again"
        study.merge(folder / "ben.db")
    elif what == "verify":
        assert study.verify().empty
    elif what == "write log":
        from discourse import write_log

        write_log(study, folder / "study.jsonl")
    elif what == "from log":
        Project.from_log(folder / "study.jsonl", folder / "new.db", coder="ana")
    elif what == "as_of":
        study.as_of(-1).codings()
    elif what == "history":
        study.history("t/7")
    elif what == "drift":
        study.drift("c7")
    used, seconds = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter() - began
    print(f"{what:12} {used.ru_utime + used.ru_stime:7.1f} s CPU  {seconds:7.1f} s wall  {used.ru_maxrss / 1024:6.0f} MB", flush=True)


def main(size: int, said: int, *steps: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        began = time.perf_counter()
        make(folder, size, said)
        print(f"made         {time.perf_counter() - began:7.1f} s: {(folder / 'ana.db').stat().st_size / 1e6:.0f} MB each", flush=True)
        for what in steps or ("merge", "merge again", "verify", "write log", "from log", "as_of", "history", "drift"):
            subprocess.run([sys.executable, __file__, "step", str(folder), what], check=True)  # a process each: its memory is its own


if __name__ == "__main__":
    if sys.argv[1] == "step":
        step(Path(sys.argv[2]), sys.argv[3])
    else:
        main(int(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
