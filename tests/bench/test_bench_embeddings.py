"""How many comments a processor second each embedder reads, beside scikit-learn's TF-IDF in the same run, and the first call.

    pytest tests/bench/test_bench_embeddings.py -s

Processor seconds, not wall: onnxruntime takes what cores there are. The slow ones see a part of the same comments.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
import time
from collections.abc import Callable
from functools import lru_cache

from sklearn.feature_extraction.text import TfidfVectorizer

import discourse as dc
from discourse.embeddings import load_embedder
from discourse.errors import MissingExtra
from tests.bench.test_bench_terms import PROSE

FIRST = """
import time; start = time.perf_counter()
from discourse.embeddings import load_embedder
load_embedder().encode(["Who owns the network?"])
print(time.perf_counter() - start)
"""


@lru_cache(maxsize=1)
def comments(size: int = 50_000) -> list[str]:
    """Comments of 25 words about, each with a number of its own, so that no two are alike."""
    sentences = [" ".join(s.split()) for s in PROSE.replace("?", "?.").replace("!", "!.").split(".") if len(s.split()) > 3]
    pairs = itertools.cycle(itertools.permutations(sentences, 2))
    return [f"{one}. {other}, {number}" for number, (one, other) in zip(range(size), pairs, strict=False)]


def per_second(encode: Callable[[list[str]], object], texts: list[str]) -> float:
    encode(texts[:10])
    start = time.process_time()
    encode(texts)
    return len(texts) / (time.process_time() - start)


def test_comments_per_processor_second(benchmark):
    texts = comments()
    speeds = {"TF-IDF, words": per_second(TfidfVectorizer().fit_transform, texts)}
    benchmark.pedantic(load_embedder().encode, (texts,), rounds=3, warmup_rounds=1)
    speeds["static-en"] = per_second(load_embedder().encode, texts)
    for name, part in (("minilm", 200), ("multilingual", 2_000)):
        try:
            speeds[name] = per_second(load_embedder(name).encode, texts[:part])
        except MissingExtra as missing:
            print(f"\nskipped: {missing}")
    benchmark.extra_info |= {f"{name}, comments per processor second": round(speed) for name, speed in speeds.items()}
    print(f"\n{sum(len(t.split()) for t in texts) / len(texts):.0f} words a comment: {benchmark.extra_info}")
    assert speeds["static-en"] > 8_000
    assert speeds["static-en"] > 100 * speeds.get("minilm", 0)


def test_first_call_of_a_notebook(benchmark):
    def first() -> float:
        return float(subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True).stdout)

    taken = benchmark.pedantic(first, rounds=5, warmup_rounds=1)
    print(f"\nimport, load and encode one text: {taken:.2f} s")
    assert taken < 5


def test_a_search_in_many_comments(benchmark):
    texts = comments()
    found = benchmark.pedantic(dc.find_similar, (texts, {"ownership": ["Who owns the plot?"], "trust": ["We rely on them."]}), rounds=1)
    print(f"\n2 codes in {len(texts):,} comments, sentence by sentence: {benchmark.stats.stats.min:.1f} s")
    assert len(found) == 40
