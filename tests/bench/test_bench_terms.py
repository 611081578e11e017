"""How fast find_terms is, beside spaCy's PhraseMatcher and the bare automaton in the same run, and what memory it takes.

    pytest tests/bench/test_bench_terms.py -s

All are measured in seconds of the processor, which a busy machine does not falsify. The peers see a part of the same texts, since
they are slow, and are compared by words per second. LOWER finds less (no inflections), LEMMA about the same; for both, making
the Doc is most of the work, and it costs less the more often the same words come again. So the texts are real comments, put
together at random, where the shared folder holds some; else sentences of our own with words of a dictionary strewn in.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
import spacy
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from spacy.matcher import PhraseMatcher

import discourse as dc
from discourse.themes._buffer import join
from discourse.themes._lexicon import compile_terms, normal
from discourse.themes.terms import _batches

PROSE = """
When the allotment society moved its noticeboard online, I expected the arguments to move with it, and they did. What I had not
expected was that the quiet members would start to write. Mrs. Adeyemi, who never said a word at our meetings, now answers three
questions a day about compost.

I don't own the plot, I look after it. That's a difference people in the committee keep forgetting! The water, the paths and the
sheds belong to all of us; the tomatoes are mine.

You call it a community, but who decides? Last spring the rota was changed without asking anybody, and those who couldn't read the
e-mails in time lost their turn at the well. If power means anything, it's the power to set the date of a meeting.

Fair enough. Still, somebody had to do the work, and nobody volunteered. Shared ownership without shared work is only a nice word
for letting the same two people sweep the yard every Saturday 😀.

My grandmother's know-how isn't written down anywhere. She networked before we had the word: seeds went up the hill in spring and
jars of honey came down in autumn. The value of such a network can't be measured in what was swapped.

Could we try a small experiment? Each of us writes down one thing that we learned from a neighbour this year, and one that we could
teach. I'd be glad to collect the notes, and I promise that I won't turn them into a report.

It's precarious, though. The council owns the land and renews the lease from year to year; the developers' proposition is on the
table again. "Temporary use" they say, as if forty years of digging were a pop-up shop.

I'm new here, so forgive me if this was discussed before. Is there a plan of the plots, and does anyone know who looks after number
seventeen? The brambles are growing over my fence, and my daughter’s bicycle has vanished in them.

What I take from this thread: we trust people whom we've seen with muddy hands. Everything else, the minutes, the statutes, the
votes, comes second. Perhaps that's our strength; perhaps it's why newcomers rarely stay.

Agreed, and let's not forget the children. They scale the plum tree, they know every hedgehog by name, and in ten years they'll be
the ones who argue here about water, honey and the value of a word.
"""

TERMS = {
    "ownership": ["own*", "belong", "lease", "council owns", "-own goal", "land", "plot"],
    "value": ["value", "value proposition", "worth", "measure", "proposition", "swap", "number"],
    "power": ["power", "decide", "committee", "without asking", "set the date", "vote", "statute", "council"],
    "community": ["community", "neighbour", "newcomer", "member", "all of us", "society", "people"],
    "voice": ["write down", "answer", "argue", "argument", "say a word", "quiet member", "discuss", "forgive me"],
    "learning": ["know-how", "learn", "teach", "experiment", "question", "/grand(mother|father)/"],
    "network": ["network*", "thread", "online", "noticeboard", "e-mail", "collect the note"],
    "precarity": ["precarious", "temporary use", "pop-up", "year to year", "developer", "renew", "lose their turn"],
    "work": ["work", "volunteer", "rota", "sweep the yard", "digging", "muddy hands", "look after"],
    "trust": ["trust", "promise", '"Perhaps"', "strength", "stay"],
}


SHARED = Path(os.environ.get("DISCOURSE_SHARED", Path(__file__).parents[3] / "shared"))
COMMENTS = SHARED / "inputs" / "4-coded" / "goemotions-agg" / "train.tsv"


@lru_cache(maxsize=1)
def texts(number: int = 100_000) -> list[str]:
    """Comments of about 60 words, no two of them alike."""
    dice = random.Random(2013)
    if COMMENTS.exists():
        pool = [line.split("\t")[0] for line in COMMENTS.read_text(encoding="utf-8").split("\n") if line]
        return [" ".join(dice.choices(pool, k=5)) for _ in range(number)]
    pool = PROSE.split()
    rare = sorted(w for w in DefaultDictionaryFactory().get_dictionary("en") if w.isalpha())
    return [" ".join(w if dice.random() < 0.3 else dice.choice(rare) for w in dice.choices(pool, k=60)) for _ in range(number)]


def words(several: list[str]) -> int:
    return sum(len(text.split()) for text in several)


@lru_cache(maxsize=2)
def codebook(size: int) -> dict[str, list[str]]:
    """The 68 terms above, or with more phrases of words that a dictionary knows, half of them words of the prose."""
    book = {code: list(terms) for code, terms in TERMS.items()}
    dice = random.Random(2013)
    rare = sorted(w for w in DefaultDictionaryFactory().get_dictionary("en") if w.isalpha() and w.islower() and 4 < len(w) < 10)
    said = sorted({w for w in PROSE.split() if w.isalpha() and w.islower() and len(w) > 4})
    while sum(map(len, book.values())) < size:
        phrase = " ".join(dice.choice(dice.choice((rare, said))) for _ in range(dice.choice((2, 2, 3))))
        book[dice.choice(sorted(book))].append(phrase)
    return book


def phrase_matcher(attr: str, book: dict[str, list[str]]):
    nlp, table = spacy.blank("en"), DefaultDictionaryFactory().get_dictionary("en")

    def read(text: str):
        doc = nlp.make_doc(text)
        if attr == "LEMMA":
            for token in doc:
                token.lemma_ = table.get(token.lower_, token.lower_)
        return doc

    matcher = PhraseMatcher(nlp.vocab, attr=attr)
    for code, terms in book.items():
        matcher.add(code, [read(term.strip('-*/"')) for term in terms])

    def spans(several: list[str]) -> set[tuple[int, int, int, str]]:
        found = set()
        for number, text in enumerate(several):
            doc = read(text)
            by_code: dict[int, list] = {}
            for key, start, end in matcher(doc):
                by_code.setdefault(key, []).append(doc[start:end])
            for key, hits in by_code.items():
                found |= {(number, hit.start_char, hit.end_char, nlp.vocab.strings[key]) for hit in spacy.util.filter_spans(hits)}
        return found

    def count(several: list[str]) -> int:
        return sum(len(matcher(read(text))) for text in several)

    count.spans = spans
    return count


def seconds(work, rounds: int = 1) -> float:
    """The least time of the processor that some work takes."""
    least = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        work()
        least = min(least, time.process_time() - start)
    return least


@pytest.mark.parametrize("size", [68, 1_000])
def test_words_per_second(size):
    lexicon, several = compile_terms(codebook(size)), texts()
    dc.find_terms(several, lexicon)
    speed = words(several) / seconds(lambda: dc.find_terms(several, lexicon), 3)
    report = {"million words a second": round(speed / 1e6, 2)}
    for attr, part in (("LOWER", several[:4_000]), ("LEMMA", several[:4_000])):
        find = phrase_matcher(attr, codebook(size))
        find(several[-4_000:])  # what spaCy remembers of words is there already
        peer = words(part) / seconds(lambda find=find, part=part: find(part))
        report |= {f"PhraseMatcher({attr})": round(peer / 1e6, 3), f"times PhraseMatcher({attr})": round(speed / peer, 1)}
        assert speed > 10 * peer
    print(f"\n{size:,} terms, {words(several):,} words, {'real' if COMMENTS.exists() else 'made'} comments: {report}")


def test_the_hits_are_those_of_the_lemma_matcher():
    """On the plain phrases of the codebook; the rest are hyphens, possessives and names, which only find_terms finds."""
    part = texts()[:2_000]
    book = {code: [t for t in terms if re.fullmatch("[a-z ]+", t)] for code, terms in codebook(1_000).items()}
    mine = dc.find_terms(part, book)
    ours = set(zip(mine["utterance"].astype(int) - 1, mine["start"], mine["end"], mine["code"], strict=True))
    theirs = phrase_matcher("LEMMA", book).spans(part)
    print(f"\n{len(ours & theirs):,} hits in common, {len(ours - theirs)} only ours, {len(theirs - ours)} only of the lemma matcher")
    assert len(ours & theirs) > 0.95 * len(theirs)


def test_share_of_the_bare_automaton():
    """The automaton alone over the folded buffers, as it comes and in the form that find_terms takes for much text."""
    lexicon, several = compile_terms(codebook(1_000)), texts()
    [unit] = lexicon.units
    buffers = [several[first:last] for first, last in _batches(np.array([len(text) for text in several]))]
    folded = [normal(join(part).classes(unit.classes), unit.kinds)[0].tobytes() for part in buffers]
    dc.find_terms(several, lexicon)
    whole = seconds(lambda: dc.find_terms(several, lexicon), 3)
    share = {}
    for name, automaton in (("as it comes", unit.automaton), ("for much text", unit.automaton_for_much)):
        bare = seconds(lambda a=automaton: [a.find_matches_as_indexes(one, overlapping=True) for one in folded], 3)
        share[name] = round(bare / whole, 2)
    print(f"\nthe bare automaton takes this share of the time of find_terms: {share}; {whole:.2f} s for {words(several):,} words")
    assert share["as it comes"] > 0.4


@pytest.mark.parametrize("size", [68, 1_000])
def test_compiling_a_codebook(benchmark, size):
    compile_terms(codebook(size))
    lexicon = benchmark(compile_terms, codebook(size))
    assert len(lexicon.terms) == size


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the highest mark of memory is read from Linux")
def test_a_million_comments_and_a_thousand_terms():
    """In a process of its own: all that it takes, texts and libraries included, and the bar that it shows."""
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); from test_bench_terms import *; report_a_million()"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    print("\n" + run.stdout.strip())
    assert "100%" in run.stderr
    assert float(run.stdout.split("highest mark ")[1].split()[0].replace(",", "")) < 2_048


def report_a_million() -> None:
    lexicon = compile_terms(codebook(1_000))
    several = texts(1_000_000)
    size, start = words(several), time.process_time()
    found = dc.find_terms(several, lexicon, progress=True)
    took = time.process_time() - start
    print(
        f"{len(several):,} comments, {size:,} words, {sum(map(len, several)) / 1e6:.0f} M characters, 1,000 terms: {len(found):,} hits in "
        f"{took:.1f} s of the processor, {size / took / 1e6:.2f} M words a second; highest mark {_memory('VmHWM'):,.0f} MB"
    )


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the highest mark of memory is read from Linux")
@pytest.mark.parametrize("shape", ["texts()", "[' '.join(texts()[:45_000])]"])
def test_memory_on_top_of_the_texts(benchmark, shape):
    """In a process of its own: the highest mark while finding, less what stood there with everything loaded and one text read."""
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); from test_bench_terms import *; report_memory({shape})"
    run = benchmark.pedantic(subprocess.run, ([sys.executable, "-c", code],), {"check": True, "capture_output": True, "text": True})
    benchmark.extra_info["report"] = run.stdout.strip()
    print("\n" + run.stdout.strip())


def report_memory(several: list[str]) -> None:
    lexicon = compile_terms(codebook(1_000))
    dc.find_terms(several[0][:100], lexicon)
    Path("/proc/self/clear_refs").write_text("5")
    before, start = _memory("VmRSS"), time.perf_counter()
    found = dc.find_terms(several, lexicon)
    seconds, more = time.perf_counter() - start, _memory("VmHWM") - before
    frame = found.memory_usage(index=True, deep=True).sum() / 2**20
    print(
        f"{len(several):,} texts, {sum(map(len, several)) / 1e6:.1f} M characters, {len(found):,} hits, {seconds:.1f} s: "
        f"{more:.0f} MB more at the highest, of which the answer has {frame:.0f} MB"
    )


def _memory(field: str) -> float:
    status = Path("/proc/self/status").read_text()
    return int(status.partition(field + ":")[2].split()[0]) / 1024
