"""How fast phrases and topics are found, beside the peers that do a part of the same work in the same run.

    pytest tests/bench/test_bench_phrases.py -s

For phrases the peer is scikit-learn's CountVectorizer, which counts runs of one to four words without lemmas, offsets, keyness or
the nesting of phrases. For topics it is TfidfVectorizer with NMF alone, one fit: no passages, no lemmas, no trial of stability.
"""

from __future__ import annotations

import random
import time
from functools import lru_cache

from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

import discourse as dc

SUBJECTS = {
    "garden": "plot shed water rota bramble tomato compost path hedgehog plum tree fence seed honey jar well yard",
    "rent": "landlord lease deposit council notice repair damp boiler tenant agent contract flat stairs key letter court",
    "nurse": "ward shift drug dressing burn unit list phone trainee directory hospital patient bleep locker handover",
    "school": "teacher pupil exam term marking parent homework bus canteen uniform library sport lesson corridor bell",
    "union": "vote strike minutes committee branch member ballot chair motion wage hour picket leaflet meeting agenda",
    "music": "choir organ score rehearsal alto bass concert tenor hymn carol piano string brass tune festival",
    "web": "thread comment post link page profile password login badge moderator forum feed account screen server",
    "food": "bread cake tea soup kitchen oven recipe flour butter market stall onion pepper plate dinner",
}
LINKS = [
    "the",
    "of",
    "and",
    "a",
    "to",
    "in",
    "that",
    "we",
    "they",
    "is",
    "was",
    "for",
    "with",
    "on",
    "it",
    "not",
    "who",
    "when",
    "my",
    "our",
    "but",
    "as",
    "if",
    "then",
    "there",
    "some",
]
VERBS = ["share", "keep", "lose", "build", "trust", "ask", "answer", "carry", "mend", "send", "bring", "write", "read", "own", "lend"]


@lru_cache(maxsize=2)
def texts(size: int) -> list[str]:
    """Comments of about 60 words on one or two of eight subjects, with 4,000 rarer words strewn in."""
    dice = random.Random(2013)
    rare = ["".join(dice.choice("bdfglmnprst") + dice.choice("aeiou") for _ in range(4)) for _ in range(4_000)]
    pools = [words.split() for words in SUBJECTS.values()]
    several = []
    for _ in range(size):
        first, second = dice.choice(pools), dice.choice(pools)
        words = []
        while len(words) < 60:
            pool = first if dice.random() < 0.8 else second
            words += [dice.choice(LINKS), dice.choice(LINKS), dice.choice(VERBS), dice.choice(LINKS), dice.choice(pool)]
            words += [dice.choice(pool)] if dice.random() < 0.4 else []
            words += [dice.choice(rare)] if dice.random() < 0.2 else []
            words[-1] += dice.choice(("", "", ",", ".", "s"))
        several.append(" ".join(words))
    return several


def seconds(work, *given: object) -> float:
    """Of the processor, so that what else the machine does is left out."""
    start = time.process_time()
    work(*given)
    return time.process_time() - start


def test_phrases_of_a_hundred_thousand_comments(benchmark):
    said = texts(100_000)
    dc.find_phrases(said[:100])
    mine = benchmark.pedantic(seconds, (dc.find_phrases, said), rounds=1)
    counter = CountVectorizer(ngram_range=(1, 4), min_df=2, stop_words="english")
    peer = 5 * seconds(counter.fit_transform, said[:20_000])
    benchmark.extra_info |= {"times the speed of CountVectorizer(1-4)": round(peer / mine, 2)}
    print(
        f"\n100,000 comments: {mine:.1f} s; CountVectorizer of 1 to 4 words, a fifth of them, times five: {peer:.1f} s; {peer / mine:.2f}"
    )
    assert mine < 1.5 * peer


def test_topics_of_twenty_thousand_comments(benchmark):
    said = texts(20_000)
    dc.find_topics(said[:100], 4)

    def alone() -> None:
        table = TfidfVectorizer(stop_words="english", min_df=2, max_df=0.5, sublinear_tf=True).fit_transform(said)
        NMF(8, init="nndsvda", random_state=0, max_iter=600).fit_transform(table)

    mine, peer = benchmark.pedantic(seconds, (dc.find_topics, said, 8), rounds=1), seconds(alone)
    benchmark.extra_info |= {"times the time of TfidfVectorizer and NMF": round(mine / peer, 2)}
    print(f"\n20,000 comments, 8 topics: {mine:.1f} s with six trials of stability; TF-IDF and NMF alone: {peer:.1f} s; {mine / peer:.2f}")
    assert mine < 10 * peer
