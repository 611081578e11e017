"""Reads every input that TRUTH.json tells of, and each loader's own sample, and writes down what came out. It asserts nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discourse as dc
from discourse import Corpus, loaders
from discourse.errors import DiscourseError
from tests.loaders.facts import Facts, depth, facts
from tests.loaders.truth import INPUTS

TOP = Path(__file__).parents[2]
SAMPLES = TOP / "data" / "samples"
#: Loaders whose sample is not called after them.
OTHER_SAMPLES = {"capture": TOP / "data" / "demo" / "semester.txt", "table": SAMPLES / "coded" / "turns.csv"}
#: Inputs that `dc.read` is told something about.
TOLD: dict[str, dict[str, Any]] = {
    "goemotions-agreed": {
        "columns": ["text", "labels", "id"],
        "codes": {"columns": ["labels"], "names": INPUTS / "4-coded/goemotions-agg/labels.txt"},
    }
}
RATINGS = "ratings without texts: they test the measures of agreement, and `dc.read` refuses them"
SURVEY = "one row a person, no column of utterances: refused, and the message says how to name one"
OTTER = "the count knows one form of heading, the file has another one (Otter's, without brackets) or two"
#: Kinds and paths that are no discussion -> why, and what happens instead.
NOT_READ = {
    "xlsx": SURVEY,
    "ratings": RATINGS,
    "contingency": RATINGS,
    "distribution (columns 2-4)": RATINGS,
    "episode-coding": "marks where episodes of talk begin, without the texts: refused",
    "cima": "exercises of one tutoring experiment in a JSON of its own, turns without speakers: refused, with the fields it has",
    "4-coded/swda-nltk/switchboard.zip": "five annotations of the same calls, in forms that only NLTK has: refused; ConvoKit publishes "
    "the corpus in the form that is read",
    "4-coded/swda-nltk/udhr2.zip": "one law in 388 languages, no discussion; kept to try encodings",
    "4-coded/swda-nltk/unicode_samples.zip": "three pieces of text to try encodings: refused",
    "awkward/make_volume.py 1000000 v.csv (seed 1, hypothesis source)": "made, not stored: `make bench` makes and reads it",
}
#: Of these, the ones that are refused with an error that says what to do.
REFUSED = {
    "xlsx",
    "ratings",
    "contingency",
    "distribution (columns 2-4)",
    "episode-coding",
    "cima",
    "switchboard.zip",
    "unicode_samples.zip",
}
#: (path, or the end of it; count) -> why ours is another one. Empty: any count of it.
EXCEPTIONS = {
    ("disqus-deleted-post.xml", "authors"): "one account with two names stays one person",
    ("disqus-deleted-thread.xml", "authors"): "one account with two names stays one person",
    ("disqus.xml", "authors"): "one account with two names stays one person",
    ("malformed-simple.xml", "items"): "cut inside its only post: refused, as a part is worse",
    ("movabletype-sample.txt", "entries"): "rules of hyphens inside 33 texts were counted as ends of entries",
    ("movabletype-sample.txt", "authors"): "the file has 451 lines AUTHOR:, by 3 people",
    ("mbox_no_fields.mbox", "distinct_from"): "two forms of the header, one address: one person",
    ("BIG_20A_5475M.json", "authors"): "the person whose id is 0 was not counted; the file's own name says 20",
    ("pokemon.txt", "without_author_system"): "the notice of encryption stands under the group's name, which is nobody's",
    ("youtube_dl.vtt", "cues"): "two cues stand in one block: a line with --> begins a new cue (WebVTT, 4.1)",
    ("invalid_format4.srt", "cues"): "its only cue has no words: refused",
    ("test_reddit2.csv", "authors"): 'somebody is called "None", which the count took for a missing name',
    ("03-blogging-101.md", ""): "one name is followed by a colon before its time",
    ("27-data-structures-and-algorithms.md", ""): OTTER,
    ("29-building-a-resume.md", ""): OTTER,
    ("37-advice-for-past-selves.md", ""): OTTER,
    ("37-web-developer-learning-path.md", ""): OTTER,
    ("44-mobile-dev.md", ""): OTTER,
    ("46-systems-design.md", ""): OTTER,
    ("53-accessibility.md", ""): OTTER,
}
#: What a kind counts first: where that is 0, there is nothing to read, and the right end is an error.
MAIN = {"wxr": "items", "vtt/srt": "cues"}


@dataclass
class Tried:
    """One input: what came of it, as numbers."""

    path: str
    kind: str
    loader: str
    files: int = 1
    utterances: int = 0
    people: int = 0
    deep: int = 0
    facts: Facts = field(default_factory=dict)
    error: DiscourseError | None = None

    @property
    def met(self) -> list[str]:
        return [name for name, (ours, told) in self.facts.items() if ours == told]

    @property
    def missed(self) -> list[str]:
        return [name for name, (ours, told) in self.facts.items() if ours != told]


def reason(path: str, count: str) -> str | None:
    """Why our count of this input is another one than TRUTH's, or None."""
    name = path.rpartition("/")[2]
    return EXCEPTIONS.get((name, count)) or EXCEPTIONS.get((name, ""))


def not_read(path: str, kind: str) -> str | None:
    """Why this input is not among those that are read, or None."""
    return NOT_READ.get(path) or NOT_READ.get(kind)


def attempt(path: str, truth: dict[str, Any]) -> Tried:
    """Read one input that TRUTH.json tells of; an error of ours is a result, any other one is not caught."""
    source, kind = INPUTS / path, str(truth["kind"])
    try:
        corpus = dc.read(source, **TOLD.get(kind, {}))
    except DiscourseError as error:
        main = MAIN.get(kind)
        counted: Facts = {main: (0, truth[main])} if main else {}
        loader = kind if kind in own() else source.suffix.removeprefix(".")
        return Tried(path, kind, loader, facts=counted, error=error)
    by = Counter(record["loader"] for record in corpus.attrs["provenance"])
    files = sum(one.is_file() for one in source.rglob("*")) if source.is_dir() else 1
    return Tried(path, kind, by.most_common(1)[0][0], files, *size(corpus), facts=facts(kind, truth, corpus))


def size(corpus: Corpus) -> tuple[int, int, int]:
    """Utterances, participants, and how many steps the deepest reply stands below what it goes back to."""
    return len(corpus), len(corpus.participants), depth(corpus) - 1


def sample_of(loader: str) -> Path:
    """The sample in ``data/`` that shows this loader's format; StopIteration where there is none."""
    named = (path for path in sorted(SAMPLES.iterdir()) if path.name.partition(".")[0] == loader)
    return OTHER_SAMPLES.get(loader) or next(named)


def own() -> list[str]:
    """The names of the loaders of this package."""
    return sorted(name for name, module in loaders.loaders().items() if module.__name__.startswith("discourse."))


def caption(loader: str) -> str:
    """What a loader reads, as its file says in its first sentence under the picture."""
    return str(loaders.loaders()[loader].__doc__).partition("\n")[0].replace("``", "`").replace("|", "\\|")


def table(tried: list[Tried]) -> str:
    """All of it as Markdown."""
    read = [one for one in tried if not_read(one.path, one.kind) is None]
    met, told = sum(len(one.met) for one in read), sum(len(one.facts) for one in read)
    rows = []
    for loader in own():
        mine = [one for one in read if one.loader == loader]
        path = sample_of(loader)
        said, people, deep = size(dc.read(path))
        short = path.relative_to(TOP / "data").as_posix()
        cells = [loader, caption(loader), f"[{short}]({short}): {said}, {people}, {deep}"]
        if mine:
            cells += [f"{sum(one.files for one in mine):,}", f"{sum(one.utterances for one in mine):,}"]
            cells += [f"{sum(one.people for one in mine):,}", str(max(one.deep for one in mine))]
            cells += [f"{sum(len(one.met) for one in mine)} of {sum(len(one.facts) for one in mine)}"]
        else:
            cells += ["–"] * 5
        rows.append("| " + " | ".join(cells) + " |")
    files, utterances = sum(one.files for one in read), sum(one.utterances for one in read)
    lines = [
        "# Formats",
        "",
        "What each loader reads, and what came out of it. This page is made by `tests/loaders/test_formats.py`, which fails when it is not",
        "what was measured; `DISCOURSE_WRITE=1` before the test's command writes it anew.",
        "",
        f"**{files:,} files** of {len(read)} public inputs, which are no part of this project, were given to `dc.read`: "
        f"**{utterances:,} utterances**.",
        f"For each, counts were taken beforehand by other means than these loaders; **{met} of {told}** are met,",
        f"and the other {told - met} are told below, with the reason.",
        "",
        "Own sample: a small discussion in this folder, with its utterances, participants and depth. Files, utterances, participants: of",
        "the public inputs (a participant counts once an input; a folder stands with the loader that read most of it). Depth: how many",
        "steps the deepest reply stands below where its thread begins. A recording of Reddit holds several answers; it must have at",
        "least what was counted in the largest of them.",
        "",
        "| Loader | What it reads | Own sample | Files | Utterances | Participants | Depth | Counts met |",
        "|---|---|---|--:|--:|--:|--:|--:|",
        *rows,
        "",
        "## Where our count is another one",
        "",
        "| Input | What | Ours | Told | Why |",
        "|---|---|--:|--:|---|",
        *_misses(read),
        "",
        "## What is not read, and why",
        "",
        "| Input | Why |",
        "|---|---|",
        *(f"| {one.path.rpartition('/')[2]} | {not_read(one.path, one.kind)} |" for one in tried if one not in read),
        "",
        "An input in which there is nothing to read (an export without posts, subtitles without cues) ends in an error that says so; it",
        "counts as met.",
    ]
    return "\n".join(lines) + "\n"


def _misses(read: list[Tried]) -> list[str]:
    """One row for the counts of an input that differ alike."""
    rows: dict[tuple[str, str, str | None], list[str]] = {}
    for one in read:
        for name in one.missed:
            rows.setdefault((one.path.rpartition("/")[2], _pair(one, name), reason(one.path, name)), []).append(name)
    return [f"| {path} | {', '.join(names)} | {pair} | {why} |" for (path, pair, why), names in rows.items()]


def _pair(one: Tried, name: str) -> str:
    """Both counts; of a count by names only their sum, for the names are other people's."""
    return " | ".join(f"{sum(n.values()) if isinstance(n, dict) else n:,}" for n in one.facts[name])
