"""How long reading takes, beside plain pandas on the same rows in the same run; `pytest tests/bench --benchmark-only -s`.

The pages and rows are a small invented sample, repeated until there are 100,000 utterances.
"""

import time
import tracemalloc
from io import StringIO

import pandas as pd
import pytest

import discourse as dc

UTTERANCES = 100_000
COMMENT = """  {n}. Ana Berg Ana Berg

    Who owns a network when the one at its centre has left? I have asked this of three employers, and each of them looked at the table.
    “Nobody” is an answer too – 😀 – but a poor one.

    A second paragraph, so that there is more than one.

    • Hi Ana, I would say that it owns us. Thanks for commenting. Rosa

"""
PAGE = "Skip to content\n\nWho owns a network\n\nA post that is long enough to be one, and that goes on for a while, as posts do.\n\n\n"


@pytest.fixture(scope="module")
def page():
    return PAGE + "".join(COMMENT.format(n=n) for n in range(1, UTTERANCES // 2 + 1)) + "Leave a Reply\n"


@pytest.fixture(scope="module")
def rows(page):
    text = 'Who owns a network when the one at its centre has left? “Nobody” is an answer too – 😀 – but a poor one.\n\nA second, "so".'
    frame = pd.DataFrame(
        {"id": [f"c{n}" for n in range(UTTERANCES)], "parent": [f"c{n - 1}" if n % 5 else "" for n in range(UTTERANCES)],
         "author": [f"P{n % 40}" for n in range(UTTERANCES)], "time": "2020-01-01T10:00:00Z", "text": text}
    )  # fmt: skip
    return frame.to_csv(index=False)


def took(work):
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def peak(work):
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def test_a_table_of_100_000_utterances(benchmark, rows):
    corpus = benchmark.pedantic(lambda: dc.read(rows), rounds=3, iterations=1)
    peer = min(took(lambda: pd.read_csv(StringIO(rows)))[0] for _ in range(3))
    ratio = benchmark.stats.stats.min / peer
    benchmark.extra_info |= {"pandas_seconds": peer, "ratio": ratio, "peak_MB": peak(lambda: dc.read(rows))}
    memory = benchmark.extra_info["peak_MB"]
    print(f"\ntable: {benchmark.stats.stats.min:.2f} s, pandas.read_csv {peer:.2f} s, ratio {ratio:.1f}, {memory:.0f} MB")
    assert len(corpus) == UTTERANCES


def test_a_page_of_100_000_utterances(benchmark, page, rows):
    corpus = benchmark.pedantic(lambda: dc.read(page), rounds=2, iterations=1)
    peer = min(took(lambda: pd.read_csv(StringIO(rows)))[0] for _ in range(3))
    ratio = benchmark.stats.stats.min / peer
    benchmark.extra_info |= {"pandas_seconds": peer, "ratio": ratio}
    print(f"\npage: {benchmark.stats.stats.min:.2f} s, pandas.read_csv {peer:.2f} s, ratio {ratio:.1f}")
    assert len(corpus) == UTTERANCES + 1
