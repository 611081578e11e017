"""How fast the finders of stance, questions and entities are, beside find_terms and spaCy's whole pipeline in the same run.

    pytest tests/bench/test_bench_stance.py -s

find_stance searches about a thousand terms, cuts sentences and looks for names; find_terms here searches the same terms alone.
"""

from __future__ import annotations

import time
from functools import lru_cache

import pandas as pd
import pytest

import discourse as dc
from discourse.language import load_language
from discourse.themes._stance_words import read_words
from tests.conftest import TOP


@lru_cache(maxsize=2)
def corpus(times: int) -> dc.Corpus:
    """The demo discussion so many times over, as further threads."""
    said = pd.read_csv(TOP / "data" / "demo" / "discussion.csv").drop(columns=["time"])
    several = []
    for n in range(times):
        copy = said.copy()
        for column in ("id", "thread", "reply_to"):
            copy[column] = copy[column] + f"-{n}"
        several.append(copy)
    return dc.Corpus(pd.concat(several, ignore_index=True))


def words(texts: pd.Series) -> int:
    return int(texts.str.split().str.len().sum())


def seconds(act, *arguments, **more) -> float:
    start = time.perf_counter()
    act(*arguments, **more)
    return time.perf_counter() - start


@pytest.mark.parametrize("finder", ["find_stance", "find_questions"])
def test_words_per_second(benchmark, finder):
    said = corpus(100)
    lexicon = read_words(None, "en", inflect=False).lexicon
    dc.find_terms(["warm"], lexicon)
    alone = min(seconds(dc.find_terms, said, lexicon) for _ in range(3))
    benchmark.pedantic(getattr(dc, finder), (said,), rounds=3, warmup_rounds=1)
    took = benchmark.stats.stats.min
    benchmark.extra_info |= {
        "words per second": round(words(said.utterances["text"]) / took),
        "times the time of find_terms with the words of stance": round(took / alone, 2),
    }
    print(f"\n{finder}, {words(said.utterances['text']):,} words: {benchmark.extra_info}")
    assert took < 20 * alone


def test_entities_beside_the_whole_pipeline(benchmark):
    nlp, said = load_language(), corpus(1)
    texts = said.utterances["text"].tolist()
    list(nlp.pipe(texts[:5]))
    whole = min(seconds(lambda: list(nlp.pipe(texts, batch_size=64))) for _ in range(3))
    benchmark.pedantic(dc.find_entities, (said,), {"language": nlp}, rounds=3, warmup_rounds=1)
    took = benchmark.stats.stats.min
    benchmark.extra_info |= {
        "words per second": round(words(said.utterances["text"]) / took),
        "times the whole pipeline's speed": round(whole / took, 2),
    }
    print(f"\nfind_entities: {benchmark.extra_info}")
    assert took < whole
