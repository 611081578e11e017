"""How fast find_words is beside pandas' str.contains on the same texts, which only says where something is, not at which place.

    pytest tests/bench/test_bench_words.py -s

Seconds of the processor, the least of three rounds, on the comments of test_bench_terms. ``str.contains`` runs as pandas runs it on
its own strings (Arrow, RE2), and as it runs on Python's (the engine of the standard library).
"""

from __future__ import annotations

import re

import pandas as pd
import pytest

import discourse as dc
from tests.bench.test_bench_terms import seconds, texts, words

SEARCHES = [("network", "words"), ("network*", "words"), ("network", "lemma"), ("network", "plain"), (r"network\w*", "regex")]


@pytest.mark.parametrize(("query", "how"), SEARCHES)
def test_a_search_beside_str_contains(query, how):
    several = texts()
    pattern = re.escape(query) if how == "plain" else query.replace("*", r"\w*") if how == "words" else query
    arrow, python = pd.Series(several, dtype="string[pyarrow]"), pd.Series(several, dtype="object")
    dc.find_words(several[:100], query, how)
    ours = seconds(lambda: dc.find_words(several, query, how), 3)
    quick = seconds(lambda: arrow.str.contains(pattern, case=False), 3)
    slow = seconds(lambda: python.str.contains(pattern, case=False), 3)
    found = dc.find_words(several, query, how)
    told = {"s": round(ours, 2), "times contains (Arrow)": round(ours / quick, 2), "times contains (Python)": round(ours / slow, 2)}
    print(f"\n{how} {query!r}: {len(found):,} hits in {words(several):,} words: {told}")
    assert ours < 3 * slow


@pytest.mark.parametrize("to", ["sentence", "utterance"])
def test_widening(to):
    several = texts()
    hits = dc.find_words(several, "network", "lemma")
    took = seconds(lambda: dc.widen(hits, several, to))
    print(f"\n{len(hits):,} hits widened to the {to}: {took:.2f} s")
