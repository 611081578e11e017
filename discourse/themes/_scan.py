"""Search many texts at once: one automaton over their buffer, offsets led back to it. It decides no overlaps between hits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import re2
from numpy.typing import NDArray

from discourse.themes._buffer import Buffer, Offsets
from discourse.themes._fold import JOIN, LETTER, MARK, TAIL, characters
from discourse.themes._lexicon import Lexicon, Owners, Unit, normal
from discourse.themes._syntax import Term

PATIENCE = 30
"""Seconds that one regular expression may take in one text."""


class Hits(NamedTuple):
    """Columns of equal length: number of the term, start and end."""

    term: Offsets
    start: Offsets
    end: Offsets

    def at(self, rows: NDArray[np.bool_] | Offsets) -> Hits:
        """These rows only."""
        return Hits(self.term[rows], self.start[rows], self.end[rows])


def scan(texts: Sequence[str], buffer: Buffer, lexicon: Lexicon, *, much: bool = False) -> Hits:
    """Every hit of every term, overlapping ones too, as offsets in the buffer; none starts or ends inside a word.

    ``much`` says that so many texts follow that a dearer automaton pays.
    """
    found = [_scan_unit(buffer, unit, much) for unit in lexicon.units]
    coded = buffer.utf8() if lexicon.regexes else (b"", buffer.first)
    for number, regex, lines in lexicon.regexes:
        found.append(_regex_hits(texts, buffer, _rows_to_try(buffer, *coded, lines), lexicon.terms[number], number, regex))
    return stack(found)


def _scan_unit(buffer: Buffer, unit: Unit, much: bool) -> Hits:
    codes, dropped = normal(buffer.classes(unit.classes), unit.kinds)
    dropped = dropped - np.arange(len(dropped))

    def original(places: Offsets) -> Offsets:
        return places + np.searchsorted(dropped, places, "right") if dropped.size else places

    def kind_at(places: Offsets) -> NDArray[np.uint8]:
        return unit.kinds[codes[places]]

    found, rows = _listed_hits(codes, unit, much)
    uncut = _uncut(kind_at, found)
    found, rows = found.at(uncut), rows[uncut]
    found = found.at(_same(buffer, found, rows, unit.owners, original))
    others = stack([_program_hits(codes, number, regex) for number, regex in unit.programs])
    hits = stack([found, others.at(_uncut(kind_at, others))])
    return Hits(hits.term, original(hits.start), original(hits.end - 1) + 1)


def _listed_hits(codes: NDArray[np.uint8], unit: Unit, much: bool) -> tuple[Hits, Offsets]:
    """Hits of the automaton, one for each owner of the pattern, stretched where a wildcard says so; and the owners' rows."""
    automaton = unit.automaton_for_much if much else unit.automaton
    triples = automaton.find_matches_as_indexes(codes.tobytes(), overlapping=True)
    pattern, start, end = np.fromiter(chain.from_iterable(triples), np.int64, 3 * len(triples)).reshape(-1, 3).T
    first = unit.owners.first
    several = first[pattern + 1] - first[pattern]
    within = np.arange(several.sum()) - np.repeat(np.cumsum(several) - several, several)
    rows = np.repeat(first[pattern], several) + within
    start, end = np.repeat(start, several), np.repeat(end, several)
    left, right = unit.owners.stretch_left[rows], unit.owners.stretch_right[rows]
    if left.any() or right.any():
        start[left] = _stretched(codes, unit.kinds, start[left] - 1, -1) + 1
        end[right] = _stretched(codes, unit.kinds, end[right], 1)
    return Hits(unit.owners.term[rows], start, end), rows


def _stretched(codes: NDArray[np.uint8], kinds: NDArray[np.uint8], places: Offsets, step: int) -> Offsets:
    """From each place on (or back) to the nearest one that is no part of a word: step by step, and far ones by looking everywhere."""
    inside = _in_word(kinds)
    places = places.copy()
    going = np.flatnonzero(inside[codes[places]])
    for _ in range(24):
        places[going] += step
        going = going[inside[codes[places[going]]]]
    if going.size:
        stops = np.flatnonzero(~inside[codes])
        places[going] = stops[np.searchsorted(stops, places[going]) - (step < 0)]
    return places


def _in_word(kinds: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray((kinds == LETTER) | (kinds == MARK))


def _uncut(kind_at: Callable[[Offsets], NDArray[np.uint8]], hits: Hits) -> NDArray[np.bool_]:
    """Whether neither end of a hit cuts a word, a letter from its marks, or an emoji."""
    fine = np.ones(len(hits.start), np.bool_)
    for places in (hits.start, hits.end):
        before, after = kind_at(places - 1), kind_at(places)
        fine &= ~(_in_word(before) & _in_word(after)) & (before != JOIN) & (after != JOIN) & (after != MARK) & (after != TAIL)
    return fine


def _same(buffer: Buffer, hits: Hits, rows: Offsets, owners: Owners, original: Callable[[Offsets], Offsets]) -> NDArray[np.bool_]:
    """Whether the text of a hit is letter for letter what an exact form asks for; true for all others."""
    same = np.ones(len(rows), np.bool_)
    for row, wanted in owners.exact.items():
        here = np.flatnonzero(rows == row)
        places = hits.start[here][:, None] + np.arange(len(wanted))
        same[here] = (characters().plain[buffer.at(original(places))] == wanted).all(axis=1)
    return same


def _program_hits(codes: NDArray[np.uint8], number: int, regex: re2._Regexp) -> Hits:
    """Hits of an RE2 program over classes; the search starts anew behind each start, so that overlapping hits are found."""
    found: list[tuple[int, int]] = []
    whole, place = codes.tobytes(), 0
    while (match := regex.search(whole, place)) is not None:
        found.append(match.span(1))
        place = max(match.start(1), place + 1)
    return _hits(number, found)


def _regex_hits(texts: Sequence[str], buffer: Buffer, rows: Iterable[int], term: Term, number: int, regex: re2._Regexp) -> Hits:
    """Hits of a regular expression, text by text as it was written, so that ^ and $ mean the text; empty matches are none."""
    found: list[tuple[int, int]] = []
    for row in rows:
        began, first = time.monotonic(), int(buffer.first[row])
        for match in regex.finditer(texts[row]):
            start, end = match.span()
            if end > start:
                found.append((first + start, first + end))
            if time.monotonic() - began > PATIENCE:
                raise term.refuse(
                    f"after {PATIENCE} seconds in one utterance of {len(texts[row]):,} code points this regular expression was given up; "
                    "write it without .* or the like, or cut the text"
                )
    hits = _hits(number, found)
    return hits.at(_uncut(lambda places: characters().kind[buffer.at(places)], hits))


def _rows_to_try(buffer: Buffer, coded: bytes, firsts: Offsets, lines: re2._Regexp | None) -> Iterator[int]:
    """The texts in which a regular expression may match, since a search for the next of them costs less than one in each text.

    In the buffer line breaks part the texts and ^ and $ mean lines, so that it matches wherever it matches in a text alone.
    """
    if lines is None:
        yield from range(len(buffer.first))
        return
    row = 0
    while row < len(firsts) and (match := lines.search(coded, int(firsts[row]))) is not None:
        row = int(np.searchsorted(firsts, match.start(), "right")) - 1
        yield row
        row += 1


def _hits(number: int, spans: list[tuple[int, int]]) -> Hits:
    start, end = np.array(spans, np.int64).reshape(-1, 2).T
    return Hits(np.full(len(spans), number, np.int64), start, end)


def stack(several: Sequence[Hits]) -> Hits:
    """Hits below hits."""
    none = np.empty(0, np.int64)
    return Hits(*(np.concatenate([none, *(hits[column] for hits in several)]) for column in range(3)))
