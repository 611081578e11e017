"""Eight coders at one project at once, each in a process of their own. No deed is lost, none is there twice.

    python -m tests.project.faults.crowd study.db --coders 8 --deeds 2000
    python -m tests.project.faults.crowd postgresql://…/study

The place must hold no project yet, or one without deeds.
"""

from __future__ import annotations

import argparse
import multiprocessing
import time

import pandas as pd

from discourse import Codebook, Corpus, Project

WORDS = "Who owns what we built together? 😀 " * 4


def work(where: str, coder: str, deeds: int) -> None:
    """One coder's day: code, and now and then take back and do again; each deed is acknowledged by returning."""
    study = Project(where, coder=coder, patience=120)
    for n in range(deeds):
        if n % 10 == 8:
            study.undo()
        elif n % 10 == 9:
            study.redo()
        else:
            study.code(f"t{n % 100}", "work", start=n % 90, end=n % 90 + 3 + n // 100, id=f"{coder}-{n}", deed=f"deed-{coder}-{n}")


def crowd(where: str, coders: int, deeds: int) -> float:
    """Let them work; returns the seconds that it took. Raises AssertionError if a deed is lost, or there twice."""
    study = Project(where, coder="ana")
    study.add(Corpus(pd.DataFrame({"id": [f"t{n}" for n in range(100)], "text": WORDS})), Codebook.from_terms({"work": []}))
    before = study.last
    began = time.perf_counter()
    names = [f"coder-{n}" for n in range(coders)]
    processes = [multiprocessing.get_context("spawn").Process(target=work, args=(where, name, deeds)) for name in names]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        assert process.exitcode == 0
    took = time.perf_counter() - began
    log = study.log()
    mine = log[log["seq"] > before]
    assert mine["coder"].value_counts().to_dict() == dict.fromkeys(names, deeds)
    assert mine["id"].is_unique
    assert log["seq"].tolist() == list(range(1, before + coders * deeds + 1))
    expected = {f"{name}-{n}" for name in names for n in range(deeds) if n % 10 < 8}
    assert sorted(study.codings()["id"]) == sorted(expected)
    assert study.verify().empty
    return took


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("where")
    parser.add_argument("--coders", type=int, default=8)
    parser.add_argument("--deeds", type=int, default=2000)
    asked = parser.parse_args()
    seconds = crowd(asked.where, asked.coders, asked.deeds)
    print(f"{asked.coders} coders, {asked.deeds} deeds each: none lost, none doubled; {seconds:.0f} s, "
          f"{1000 * seconds / (asked.coders * asked.deeds):.1f} ms a deed")  # fmt: skip
