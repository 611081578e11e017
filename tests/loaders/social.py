"""What the tests of forums and social media share: the samples, a short view of a corpus, its depth, and inputs gone wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import DiscourseError

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
TITLE = "Should the reading room open on Sundays?"
POST = "I ask because many of us work on weekdays 😀.\n\nWhat would make you come?"
LINKED = "Yes please! My family 👩‍👩‍👧 would come after lunch <https://library.example/hours>."
QUOTED = "> would come after lunch\n\nA quiet cafe\u0301 corner would help all of us."
RTL = "בוקר טוב, I can open the door at nine."
ZOE = "Zoë"  # composed, whatever the source has


def tree(corpus: dc.Corpus) -> list[tuple[Any, ...]]:
    """``(id, reply_to, kind, participant, flag)`` of each utterance, None for what is missing."""
    said = corpus.utterances.astype("object")
    said["flag"] = said.get("flag", "")
    columns = [[None if v != v else v for v in said[c]] for c in ("id", "reply_to", "kind", "participant", "flag")]
    return list(zip(*columns, strict=True))


def texts(corpus: dc.Corpus) -> list[str]:
    return corpus.utterances["text"].tolist()


def depth(corpus: dc.Corpus, *, of: str | None = None) -> int:
    """The longest chain of replies that stand in the corpus; with ``of``, counted over ids that begin so."""
    said = corpus.utterances
    if of:
        said = said[said["id"].str.startswith(of)]
    above = dict(zip(said["id"], said["reply_to"], strict=True))
    deepest = 0
    for one in above:
        here, steps = one, 0
        while here in above:
            here, steps = above[here], steps + 1
        deepest = max(deepest, steps)
    return deepest


def survives(read: Callable[[bytes], dc.Corpus], sample: bytes, *, examples: int = 50) -> None:
    """Whatever the bytes, a corpus or one of our errors comes out: noise; the sample cut, flipped, spliced, with values of other kinds."""

    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(wrong(sample))
    def holds(raw: bytes) -> None:
        for reader in (read, dc.read):
            try:
                corpus = reader(raw)
            except DiscourseError:
                continue
            assert len(corpus) > 0 or reader is dc.read  # a table may have a head and no rows

    holds()


def wrong(sample: bytes) -> st.SearchStrategy[bytes]:
    place = st.integers(0, len(sample))
    flipped = st.builds(lambda at, byte: sample[:at] + bytes([byte]) + sample[at + 1 :], place, st.integers(0, 255))
    spliced = st.builds(lambda a, b, c: sample[:a] + sample[min(b, c) : max(b, c)] + sample[a:], place, place, place)
    every = [st.binary(max_size=200), place.map(lambda at: sample[:at]), flipped, spliced]
    try:
        value = json.loads(sample)
    except ValueError:
        return st.one_of(every)
    nodes = list(_paths(value))
    odd = st.sampled_from([None, True, -1, 1e400, 10**30, "", "\x00\ud83d", "none", [], {}, [[]], [None], {"a": 1}, "9999-99-99", 2**62])
    changed = st.builds(lambda changes: _changed(value, changes), st.lists(st.tuples(st.sampled_from(nodes), odd), min_size=1, max_size=4))
    return st.one_of([*every, changed, changed])


def _paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield from _paths(inner, (*path, key))


def _changed(value: Any, changes: list[tuple[tuple[Any, ...], Any]]) -> bytes:
    copy = json.loads(json.dumps(value))
    for path, new in changes:
        here = copy
        try:
            for key in path[:-1]:
                here = here[key]
            here[path[-1]] = new
        except (KeyError, IndexError, TypeError):
            continue
    return json.dumps(copy).encode()
