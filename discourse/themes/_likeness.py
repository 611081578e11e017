"""Why two passages count as alike, told in their own words: those that both have, and those that mean nearly the same.

It explains and does not score: a transformer reads words in their sentence, of which this shows a part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from discourse.embeddings import Embedder, Vectors
from discourse.embeddings import words as words_of
from discourse.language import stop_words
from discourse.themes._examples import Example

_READ = 5_000
"""Code points of a passage that are looked at for a reason."""
_SHOWN = 3
_NEAR = 0.45
"""Words below this cosine are not shown as a pair."""
_WIDELY = 0.2
"""A word that stands in more than this share of the passages explains nothing, where there are a hundred and more."""


class Likeness:
    """The reasons of one search: it knows which words say little in this corpus, and remembers the vectors of words."""

    def __init__(self, embedder: Embedder, passages: Sequence[str], language: str) -> None:
        self._embedder = embedder
        self._rows: dict[str, Vectors] = {}
        self._dull = set(stop_words(language))
        if len(passages) >= 100:
            spread = Counter(word for text in passages for word in set(words_of(text[:_READ])))
            self._dull |= {word for word, count in spread.items() if count > _WIDELY * len(passages)}

    def told(self, passage: str, example: Example) -> str:
        """The nearest example, and which words speak for it."""
        here, there = self._telling(passage), self._telling(example.text)
        shared = [word for word in here if word in there][:_SHOWN]
        pairs = self._pairs([w for w in here if w not in there], [w for w in there if w not in here], _SHOWN - len(shared))
        parts = [f"like “{_short(example.text)}”{f' ({example.source})' if example.source else ''}"]
        parts += [f"both say: {', '.join(shared)}"] * bool(shared)
        parts += [f"near in meaning: {', '.join(f'{a} ~ {b}' for a, b in pairs)}"] * bool(pairs)
        return "; ".join(parts)

    def _telling(self, text: str) -> list[str]:
        """The words that say something, longest first, each once."""
        several = dict.fromkeys(w for w in words_of(text[:_READ]) if w not in self._dull and any(c.isalnum() for c in w))
        several = {w: None for w in several if len(w) > 1 or not w.isascii()}
        return sorted(several, key=lambda word: -len(word))[:40]

    def _pairs(self, here: Sequence[str], there: Sequence[str], most: int) -> list[tuple[str, str]]:
        if most < 1 or not here or not there:
            return []
        fresh = [word for word in {**dict.fromkeys(here), **dict.fromkeys(there)} if word not in self._rows]
        self._rows |= dict(zip(fresh, self._embedder.encode(fresh), strict=True)) if fresh else {}
        near = np.stack([self._rows[w] for w in here]) @ np.stack([self._rows[w] for w in there]).T
        out: list[tuple[str, str]] = []
        while len(out) < most:
            row, column = divmod(int(near.argmax()), len(there))
            if near[row, column] < _NEAR:
                break
            out.append((here[row], there[column]))
            near[row, :] = near[:, column] = -1
        return out


def _short(text: str, most: int = 70) -> str:
    line = " ".join(text[: 8 * most].split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
