"""Two captures of one thread: which utterances are the same, and where a passage stands in the newer text. It stores nothing.

Nothing is guessed: a passage is found again only where its very words stand (white space aside), at the place that the rest of the
text points to. Everything else is left for a person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import pandas as pd

ALIKE = 0.6
"""How much of two texts must agree (ratio of Ratcliff and Obershelp over words) for one to be the edited other."""
LONG = 4_000  # words from which on only the parts that differ are compared


def match_utterances(old: pd.DataFrame, new: pd.DataFrame) -> dict[str, str]:
    """``{id in the newer capture: id in the older one}`` for the utterances that are the same, edited or not.

    Both are utterances frames. Within a thread, in this order: the same words by the same participant; the same id, with a text
    that is alike; a text that is alike, by the same participant, at the same time where both have one.

    >>> old = pd.DataFrame({"id": ["1", "2"], "thread": "t", "participant": ["Edda", "Juri"], "time": None, "text": ["We own it.", "No."]})
    >>> new = old.assign(id=["1", "3"]); new.loc[2] = ["2", "t", "Ilka", None, "I disagree."]
    >>> match_utterances(old, new)
    {'1': '1', '3': '2'}
    """
    found: dict[str, str] = {}
    for thread, theirs in new.groupby("thread", sort=False):
        mine = old[old["thread"] == thread]
        found |= _match(mine.to_dict("records"), theirs.to_dict("records"))
    return found


def place_again(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the passage ``old[start:end]`` stands in the newer text, or None where that is not certain.

    >>> place_again("We own it. We own it all.", "Well: We own it. We still own it all.", 3, 6)
    (9, 12)
    >>> place_again("We own it.", "It is theirs.", 3, 6) is None
    True
    """
    if old == new:
        return start, end
    quote = old[start:end]
    pattern = re.compile(r"\s+".join(map(re.escape, quote.split())) if quote.split() else re.escape(quote))
    places = [m.span() for m in pattern.finditer(new)]
    if not places:
        return None
    aligned = _aligned(old, new, start, end)
    if aligned and 0 <= aligned[0] < aligned[1] <= len(new) and new[slice(*aligned)].split() == quote.split():
        return aligned
    if len(places) == 1 and old.count(quote) == 1 and (len(quote.split()) >= 3 or _beside(old, new, (start, end), places[0])):
        first, last = places[0]
        lead, tail = quote[: len(quote) - len(quote.lstrip())], quote[len(quote.rstrip()) :]
        spaced = new[max(0, first - len(lead)) : first] == lead and new[last : last + len(tail)] == tail
        return (
            (first - len(lead), last + len(tail)) if spaced else places[0]
        )  # words that stand there once before and after: three or more, or with the same word beside them
    return None


def _beside(old: str, new: str, here: tuple[int, int], there: tuple[int, int]) -> bool:
    """Whether the word before or the word behind a passage is the same in both texts."""
    before = [re.findall(r"\w+", text[max(0, start - 60) : start])[-1:] for text, (start, _) in ((old, here), (new, there))]
    behind = [re.findall(r"\w+", text[end : end + 60])[:1] for text, (_, end) in ((old, here), (new, there))]
    return any(mine and mine == theirs for mine, theirs in (before, behind))


def _match(mine: list[dict[Any, Any]], theirs: list[dict[Any, Any]]) -> dict[str, str]:
    found: dict[str, str] = {}
    left = {row["id"]: row for row in mine}
    by_words: dict[tuple[Any, Any], list[str]] = defaultdict(list)
    for row in mine:
        by_words[_name(row), row["text"]].append(row["id"])
    for row in theirs:
        if same := by_words.get((_name(row), row["text"])):
            key = row["id"] if row["id"] in same else same[0]
            same.remove(key)
            found[row["id"]] = key
            del left[key]
    rest = [row for row in theirs if row["id"] not in found]
    for row in rest:  # the same words, where one capture did not know who said them
        if (key := next((k for k, other in left.items() if other["text"] == row["text"] and _same_voice(other, row)), None)) is not None:
            found[row["id"]] = key
            del left[key]
    for row in rest:
        if row["id"] in found:
            continue
        if (other := left.get(row["id"])) is not None and _like(other["text"], row["text"]) >= ALIKE / 2:
            found[row["id"]] = row["id"]
            del left[row["id"]]
    for row in rest:
        if row["id"] in found:
            continue
        rivals = [other for other in left.values() if _same_voice(other, row) and _same_time(other, row)]
        best = max(rivals, key=lambda other: _like(other["text"], row["text"]), default=None)
        if best is not None and _like(best["text"], row["text"]) >= ALIKE:
            found[row["id"]] = best["id"]
            del left[best["id"]]
    return found


def _name(row: dict[Any, Any]) -> Any:
    return None if pd.isna(row["participant"]) else row["participant"]


def _same_voice(one: dict[Any, Any], other: dict[Any, Any]) -> bool:
    return _name(one) == _name(other) or _name(one) is None or _name(other) is None


def _same_time(one: dict[Any, Any], other: dict[Any, Any]) -> bool:
    return bool(pd.isna(one["time"]) or pd.isna(other["time"]) or pd.Timestamp(one["time"]) == pd.Timestamp(other["time"]))


def _like(one: str, other: str) -> float:
    words = one.split()[:LONG], other.split()[:LONG]
    matcher = SequenceMatcher(None, *words, autojunk=False)
    return matcher.ratio() if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= ALIKE / 2 else 0.0


def _aligned(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the words of a passage came to lie, when the two texts are laid side by side; None where that is not certain."""
    mine, theirs, blocks = _sides(old, new)
    inside = [n for n, (first, last) in enumerate(mine) if first < end and start < last]
    if not inside:
        return None
    at = dict(_pairs(blocks, inside[0], inside[-1]))
    if len(at) != len(inside) or at[inside[-1]] - at[inside[0]] != len(inside) - 1:
        return None
    left, right = at[inside[0]], at[inside[-1]]
    around = [(inside[0] - 1, left - 1), (inside[-1] + 1, right + 1)]
    if new.count(old[start:end]) > 1 and any(
        0 <= a < len(mine) and not (0 <= b < len(theirs) and old[slice(*mine[a])] == new[slice(*theirs[b])]) for a, b in around
    ):
        return None  # the same words stand there twice, and those beside them are not the same
    first, last = theirs[left], theirs[right]
    return first[0] + start - mine[inside[0]][0], last[1] - (mine[inside[-1]][1] - end)


@lru_cache(maxsize=8)
def _sides(old: str, new: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]], Sequence[Any]]:
    """The words of both texts as spans, and the runs in which they agree; the equal beginning and end are not searched."""
    mine, theirs = ([m.span() for m in re.finditer(r"\w+|[^\w\s]", text)] for text in (old, new))
    a, b = [old[s:e] for s, e in mine], [new[s:e] for s, e in theirs]
    head = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    tail = next((n for n, (x, y) in enumerate(zip(a[head:][::-1], b[head:][::-1], strict=False)) if x != y), min(len(a), len(b)) - head)
    middle = SequenceMatcher(None, a[head : len(a) - tail], b[head : len(b) - tail], autojunk=len(a) > LONG).get_matching_blocks()
    blocks = [(0, 0, head), *((m.a + head, m.b + head, m.size) for m in middle), (len(a) - tail, len(b) - tail, tail)]
    return mine, theirs, blocks


def _pairs(blocks: Sequence[Any], first: int, last: int) -> list[tuple[int, int]]:
    return [(n, b + n - a) for a, b, size in blocks for n in range(max(a, first), min(a + size, last + 1))]
