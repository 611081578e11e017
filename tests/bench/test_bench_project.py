"""A coding, marked and durable: the project's verb against a bare sqlite3 insert and commit with the same settings."""

from __future__ import annotations

import itertools
import sqlite3

import pandas as pd

from discourse import Codebook, Corpus, Project

UTTERANCES = 2_000
TEXT = "😀 We built this network on our own time, and cafe\u0301 talk is work as a service too. " * 20


def test_code_and_commit(benchmark, tmp_path):
    benchmark.group = "one coding, durable"
    said = Corpus(pd.DataFrame({"text": [TEXT] * UTTERANCES}))
    study = Project(tmp_path / "study.db", coder="ana").add(said, Codebook.from_terms({"ownership": []}))
    turn = itertools.count()

    def code():
        n = next(turn)
        study.code(str(n % UTTERANCES + 1), "ownership", start=2 + n // UTTERANCES, end=9 + n // UTTERANCES)

    benchmark.pedantic(code, rounds=300, warmup_rounds=5)
    assert len(study.codings()) == 305
    benchmark.extra_info["file_kB"] = study.path.stat().st_size // 1024


def test_peer_bare_sqlite(benchmark, tmp_path):
    benchmark.group = "one coding, durable"
    bare = sqlite3.connect(tmp_path / "bare.db", isolation_level=None)
    bare.execute("PRAGMA synchronous=FULL")
    bare.execute("CREATE TABLE codings (id INTEGER PRIMARY KEY, utterance TEXT, start INT, end INT, code TEXT)")

    def code():
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO codings (utterance, start, end, code) VALUES ('1', 2, 9, 'ownership')")
        bare.execute("COMMIT")

    benchmark.pedantic(code, rounds=300, warmup_rounds=5)
    bare.close()
