"""kill -9 at random moments, while four processes write to one project. Nothing acknowledged is lost, and the file stays sound.

    python -m tests.project.faults.kills --kills 1000

A writer says the number of each deed after it has returned. After each kill: acknowledged <= stored <= acknowledged + 1 for the
killed writer, no fault on any page, every deed chained to the one before, and `verify()` finds nothing.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import signal
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from discourse import Codebook, Corpus, Project
from discourse.project.backups import find_fault

WORDS = "Who owns what we built together? 😀 " * 60
KILLS_A_FILE = 25


@dataclass
class Writer:
    """A process that writes to the project until it is killed."""

    name: str
    pid: int
    pipe: int

    @classmethod
    def start(cls, path: Path, name: str) -> Writer:
        ours, theirs = os.pipe()
        pid = os.fork()
        if pid:
            os.close(theirs)
            return cls(name, pid, ours)
        try:
            study = Project(path, coder=name, patience=60)
            for n in range(10**6):
                study.code("t", "work", start=n % 900, end=n % 900 + 1 + n // 900, id=f"{name}-{n}")
                os.write(theirs, b"%d\n" % n)
        finally:
            os._exit(1)

    def kill(self) -> set[str]:
        """Kill it; returns the ids of the codings that it had acknowledged."""
        os.kill(self.pid, signal.SIGKILL)
        told = b""
        while part := os.read(self.pipe, 65536):
            told += part
        os.close(self.pipe)
        status = os.waitpid(self.pid, 0)[1]
        assert os.WIFSIGNALED(status), f"{self.name} ended by itself"
        return {f"{self.name}-{line}" for line in told.decode().split("\n")[:-1]}


def kill_writers(folder: Path, kills: int, writers: int = 4, seed: int = 0) -> dict[str, int]:
    """Kill that often; returns what was counted. Raises AssertionError at the first deed that is lost, or file that is not sound."""
    chance = random.Random(seed)
    counted = {"kills": 0, "acknowledged": 0, "stored": 0, "between": 0, "files": 0}
    while counted["kills"] < kills:
        path = folder / f"study-{counted['files']}.db"
        Project(path, coder="ana").add(Corpus(pd.DataFrame({"id": ["t"], "text": [WORDS]})), Codebook.from_terms({"work": []})).close()
        gc.collect()
        at_work = [Writer.start(path, f"w{n}") for n in range(writers)]
        for n in range(min(KILLS_A_FILE, kills - counted["kills"])):
            time.sleep(chance.uniform(0, 0.15))
            fallen = at_work.pop(chance.randrange(len(at_work)))
            told = fallen.kill()
            study = Project(path, patience=60)
            stored = set(study.codings(coder=fallen.name)["id"])
            assert told <= stored, f"{fallen.name}: acknowledged and lost: {sorted(told - stored)}"
            assert len(stored - told) <= 1, f"{fallen.name}: never acknowledged: {sorted(stored - told)}"
            assert len(stored) == (study.log()["coder"] == fallen.name).sum()
            assert (fault := find_fault(path)) is None, fault
            assert study.verify().empty
            for name, more in (("kills", 1), ("acknowledged", len(told)), ("stored", len(stored)), ("between", len(stored - told))):
                counted[name] += more
            del study
            at_work.append(Writer.start(path, f"w{writers + n}"))
        for writer in at_work:
            writer.kill()
        counted["files"] += 1
    return counted


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as place:
        print(kill_writers(Path(place), asked.kills, seed=asked.seed), f"{time.perf_counter() - began:.0f} s")
