"""What an utterance repeats of others: quotation blocks, and words that stand in the utterances above. It judges no meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import numpy as np
import pandas as pd

from discourse.frames import WORD
from discourse.segments import split
from discourse.themes._buffer import Buffer, Offsets
from discourse.themes._fold import fold
from discourse.themes._scan import Hits

SENTENCE, QUOTED = 5, 3
"""Words that a sentence, and what stands between quotation marks, needs to count as repeated: fewer may be chance."""

Above = Callable[[int], list[str]]
"""The texts of the utterances above the one in a row: what it answers, what that answers, and so on."""


def repeated(texts: Sequence[str], rows: Sequence[int], buffer: Buffer, above: Above, language: str) -> tuple[Offsets, Offsets]:
    """Starts and ends of what some texts repeat, as offsets of their buffer, in order and apart; ``rows`` are theirs in the corpus."""
    blocks = split(texts, "quotation")
    spans = [[*several] for several in blocks]
    answers = [(place, [_plain(text) for text in above(row)]) for place, row in enumerate(rows)]
    answers = [(place, said) for place, said in answers if said]
    these = [texts[place] for place, _ in answers]
    marked, sentences = split(these, "quoted"), split(these, language=language)
    for (place, said), between, whole in zip(answers, marked, sentences, strict=True):
        for several, least in ((between, QUOTED), (whole, SENTENCE)):
            spans[place] += [(start, end) for start, end in several if _stands(texts[place][start:end], least, said)]
    flat = sorted(
        (start + first, end + first) for first, several in zip(buffer.first.tolist(), spans, strict=True) for start, end in several
    )
    return _merged(flat)


def inside(hits: Hits, start: Offsets, end: Offsets) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Which hits lie wholly in one of the stretches, which are in order and apart."""
    if not start.size:
        return np.zeros(len(hits.start), np.bool_)
    near = np.searchsorted(start, hits.start, "right") - 1
    return np.asarray((near >= 0) & (hits.end <= end[near]))


def above_in(utterances: pd.DataFrame) -> Above:
    """For the rows of an utterances frame; a circle of answers is gone round once."""
    texts, replies = utterances["text"].tolist(), utterances["reply_to"].tolist()
    row_of = {name: row for row, name in enumerate(utterances["id"].tolist())}

    def climb(row: int) -> Iterator[str]:
        seen = {row}
        while (up := row_of.get(replies[row], -1)) >= 0 and up not in seen:
            seen.add(up)
            yield texts[up]
            row = up

    return lambda row: list(climb(row))


@lru_cache(maxsize=512)
def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _stands(piece: str, least: int, said: list[str]) -> bool:
    words = _plain(piece).strip(" \"'“”„«»‹›「」『』.,;:!?…")
    return len(re.findall(WORD, words)) >= least and any(words in one for one in said)


def _merged(spans: list[tuple[int, int]]) -> tuple[Offsets, Offsets]:
    apart: list[tuple[int, int]] = []
    for start, end in spans:
        if apart and start <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    starts, ends = np.array(apart, np.int64).reshape(-1, 2).T
    return starts, ends
