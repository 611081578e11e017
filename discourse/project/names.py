"""Names of people in texts: which there are, and one exact replacement for each. It decides nothing: a person looks first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import ahocorasick_rs
import pandas as pd

Edit = tuple[int, int, str]
COLUMNS = ("name", "pseudonym", "participant", "found", "n", "example", "apply")


class Renaming:
    """Replaces whole names by others, and tells where everything else comes to lie.

    A name is found as it is written, in capitals, in small letters and with a capital first; never inside another word.

    >>> renaming = Renaming({"Edda": "P1", "Edda Vale": "P1"})
    >>> renaming.text("EDDA VALE asks; eddas do not. 😀 Edda's?")
    "P1 asks; eddas do not. 😀 P1's?"
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        variants = {v: new for name, new in names.items() if name.strip() for v in _spellings(name)}
        self._variants = list(variants)
        self._new = [variants[v] for v in self._variants]
        kind = ahocorasick_rs.MatchKind.LeftmostLongest
        self._automaton = ahocorasick_rs.AhoCorasick(self._variants, matchkind=kind) if self._variants else None

    def edits(self, text: str) -> list[Edit]:
        """``(start, end, new words)`` of each name in a text, in code points, from left to right."""
        found: list[Edit] = []
        if self._automaton is None:
            return found
        for n, start, end in self._automaton.find_matches_as_indexes(text):
            alone = not (start and _joins(text[start - 1], text[start])) and not (end < len(text) and _joins(text[end - 1], text[end]))
            if alone:
                found.append((start, end, self._new[n]))
        return found

    def text(self, text: str) -> str:
        """The text with its names replaced."""
        return replaced(text, self.edits(text))


def replaced(text: str, edits: Iterable[Edit]) -> str:
    """The text after these edits, which are sorted and do not overlap."""
    parts, last = [], 0
    for start, end, new in edits:
        parts += [text[last:start], new]
        last = end
    return "".join([*parts, text[last:]])


def shifted(edits: Sequence[Edit], start: int, end: int) -> tuple[int, int]:
    """Where a passage lies after these edits; one that cuts a replaced name holds the whole of what replaces it.

    >>> shifted([(0, 4, "P1")], 5, 9), shifted([(0, 4, "P1")], 2, 9)
    ((3, 7), (0, 7))
    """
    grown = 0
    first, last = start, end
    for left, right, new in edits:
        by = len(new) - (right - left)
        if right <= start:
            first += by
        elif left < start:
            first = left + grown
        if right <= end:
            last += by
        elif left < end:
            last = left + grown + len(new)
        grown += by
    return first, last


def find_names(said: pd.DataFrame, people: pd.DataFrame, persons: Iterable[Sequence[str]] = ()) -> pd.DataFrame:
    """``name pseudonym participant found n example apply``: what would be replaced by what.

    ``people`` are the participants with their attributes; ``persons`` gives for each text the names that a language model took for
    persons. ``n`` counts all spellings that would be replaced. Participants become P1, P2, …, other persons ``[person 1]`` ….
    ``apply`` is False for a part of a name that also stands in small letters as an ordinary word, and for a person whose name does.
    """
    texts = said["text"].tolist()
    names = dict.fromkeys([*people["participant"].dropna(), *said["participant"].dropna()])
    width = len(str(len(names)))
    rows: list[dict[str, Any]] = []
    for n, name in enumerate(names, 1):
        pseudonym = f"P{n:0{width}}"
        rows.append({"name": name, "pseudonym": pseudonym, "participant": name, "found": "participant"})
        parts = (p for p in dict.fromkeys(_parts(name)) if p != name and len(p) > 2 and p[0].isalpha() and not p.islower())
        rows += ({"name": p, "pseudonym": pseudonym, "participant": name, "found": "part of a name"} for p in parts)
    there = {row["name"].casefold() for row in rows}
    others = dict.fromkeys(name for of in persons for name in map(_trimmed, of) if _is_new(name, there))
    for n, name in enumerate(others, 1):
        rows.append({"name": name, "pseudonym": f"[person {n}]", "participant": None, "found": "language model"})
    kept = {row["name"]: row for row in reversed(rows)}  # a part that two share is the first one's
    counts, examples = _count(list(kept), texts, _spellings)
    small, _ = _count([name.lower() for name in kept], texts)
    for row in kept.values():
        name = row["name"]
        plain = row["found"] != "participant" and name != name.lower() and small[name.lower()] > 0
        row |= {"n": counts[name], "example": examples.get(name), "apply": not plain}
    frame = pd.DataFrame([kept[n] for n in dict.fromkeys(r["name"] for r in rows)], columns=list(COLUMNS))
    return frame.astype(dict.fromkeys(("name", "pseudonym", "participant", "found", "example"), "str") | {"n": "int64", "apply": "bool"})


def _spellings(name: str) -> tuple[str, ...]:
    """The spellings in which a name is found."""
    return name.lower(), name.upper(), name.title(), name


def _parts(name: str) -> list[str]:
    """The words of a name; a combining mark stays with its letter, a hyphen and an apostrophe within the word."""
    return [part.strip("’'-_") for part in re.split(r"[\s.,;:/&|@()<>\[\]\"“”]+", name) if part.strip("’'-_")]


def _trimmed(name: str) -> str:
    """A person as a language model cut it out of a text, without what hangs on at both ends: ``’s Dave`` is Dave."""
    return re.sub(r"^(?:['’]s\b|[\W_])+|(?:['’]s|[\W_])+$", "", name)


def _is_new(name: str, there: set[str]) -> bool:
    """Whether a name says more than the participants' do; ``Gus`` and ``A. Pell`` do not, where gus and Pell are listed."""
    return name.casefold() not in there and any(len(p) > 1 and p.casefold() not in there for p in _parts(name))


def _count(
    names: list[str], texts: list[str], spelt: Callable[[str], Iterable[str]] = lambda name: (name,)
) -> tuple[Counter[str], dict[str, str]]:
    """How often each name stands in the texts as a word, spelt so, and the first place."""
    counts, examples = Counter[str](), dict[str, str]()
    variants = [(v, name) for name in names for v in dict.fromkeys(spelt(name)) if v]
    if not variants:
        return counts, examples
    automaton = ahocorasick_rs.AhoCorasick([v for v, _ in variants])
    names = [name for _, name in variants]
    for text in texts:
        for n, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            if not (start and _joins(text[start - 1], text[start])) and not (end < len(text) and _joins(text[end - 1], text[end])):
                counts[names[n]] += 1
                examples.setdefault(names[n], " ".join(text[max(0, start - 30) : end + 30].split()))
    return counts, examples


def _joins(left: str, right: str) -> bool:
    """Whether two characters belong to one word; between scripts without spaces there is no telling."""
    return (left.isalnum() or left == "_") and (right.isalnum() or right == "_")
