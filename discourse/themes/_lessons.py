"""From a corpus and its codings to what a learner takes: units of text, which of them were read, and which codes each has.

A unit was read when its utterance has any coding, or when it is said to have been read; what was read and not coded is what
a code is told from. Units that nobody read teach nothing. It fits no model.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse._code_tree import upwards
from discourse.codebook import Codebook
from discourse.corpus import Corpus, as_utterances
from discourse.errors import FrameError, UnknownUtterance, known
from discourse.frames import check_codings
from discourse.segments import split

Bools = NDArray[np.bool_]
UNITS = ("sentence", "utterance")
FEWEST_GROUPS = 5


@dataclass(frozen=True)
class Lessons:
    """Units of text in the order of the corpus, and what people said of them."""

    units: pd.DataFrame
    """``utterance start end text group``"""
    codes: list[str]
    marked: Bools
    """Units x codes: the code fits the unit."""
    touched: Bools
    """Units x codes: some of the unit already has the code, or one below it; it is not proposed again."""
    read: Bools
    held_out_by: str

    @property
    def open(self) -> Bools:
        """The units that nobody read."""
        return ~self.read


def lay_out(
    corpus: Corpus | Sequence[str] | pd.Series,
    codings: pd.DataFrame,
    book: Codebook | None,
    unit: str,
    read: Iterable[str] | pd.DataFrame | None,
    language: str = "en",
) -> Lessons:
    """Cut the corpus into units and lay the codings over them.

    A unit has a code when at least half of it is marked, or at least half of a passage lies in it; what holds a code holds the
    codes above it, if those are used at all. Groups are threads where five or more were read, else participants, else
    utterances. Raises FrameError, UnknownUtterance.
    """
    said = as_utterances(corpus)
    if unit not in UNITS:
        raise FrameError(f"unit={unit!r}; {known(str(unit), UNITS, 'it can be')}")
    marked = check_codings(codings, said)
    units = _units(said, unit, language)
    codes = _codes(list(dict.fromkeys(marked["code"])), book)
    was_read = set(marked["utterance"]) | _read(read, set(said["id"]))
    fits, touched = _lay_over(units, marked, codes)
    mask = units["utterance"].isin(was_read).to_numpy()
    groups, by = _groups(said, units, mask)
    return Lessons(units.assign(group=groups), codes, fits, touched, mask, by)


def _units(said: pd.DataFrame, unit: str, language: str) -> pd.DataFrame:
    texts = said["text"].tolist()
    spans = split(texts, unit, language=language)
    rows = [(name, start, end, text[start:end]) for name, text, some in zip(said["id"], texts, spans, strict=True) for start, end in some]
    return pd.DataFrame(rows, columns=["utterance", "start", "end", "text"]).astype(
        {"utterance": "str", "start": "int64", "end": "int64", "text": "object"}
    )


def _codes(used: list[str], book: Codebook | None) -> list[str]:
    """The codes that are used, and those of the book that are described; a mere heading above others is none."""
    if book is None:
        return sorted(used)
    rows = book.frame.to_dict("records")
    described = {str(row["code"]) for row in rows if row["brief"] or row["definition"] or row["include"] or row["terms"]}
    headings = {path.rpartition("/")[0] for path in book.paths}
    wanted = [path for path in book.paths if path in used or (path in described and path not in headings)]
    return wanted + sorted(code for code in used if code not in wanted)


def _read(read: Iterable[str] | pd.DataFrame | None, there: set[str]) -> set[str]:
    if read is None:
        return set()
    if isinstance(read, str):
        raise FrameError("read: a list of the ids of utterances that were read, got one piece of text; write [id]")
    if isinstance(read, pd.DataFrame):
        if "utterance" not in read:
            raise FrameError(f"read: no column 'utterance'; {known('utterance', map(str, read.columns), 'the table has')}")
        read = read["utterance"]
    names = {str(name) for name in read}
    if missing := sorted(names - there):
        raise UnknownUtterance(f"read: no utterance {missing[0]!r}; {known(missing[0], sorted(there), 'the corpus has', 5)}")
    return names


def _lay_over(units: pd.DataFrame, marked: pd.DataFrame, codes: list[str]) -> tuple[Bools, Bools]:
    fits, touched = (np.zeros((len(units), len(codes)), np.bool_) for _ in range(2))
    place = {code: column for column, code in enumerate(codes)}
    pairs = units.assign(row=np.arange(len(units)))[["utterance", "start", "end", "row"]].merge(
        marked[["utterance", "start", "end", "code"]], on="utterance", suffixes=("", "_passage")
    )
    shared = np.minimum(pairs["end"], pairs["end_passage"]) - np.maximum(pairs["start"], pairs["start_passage"])
    shorter = np.minimum(pairs["end"] - pairs["start"], pairs["end_passage"] - pairs["start_passage"])
    for row, code, common, least in zip(pairs["row"], pairs["code"], shared, shorter, strict=True):
        if common > 0:
            columns = [place[path] for path in upwards(code) if path in place]
            touched[row, columns] = True
            if 2 * common >= least:
                fits[row, columns] = True
    return fits, touched


def _groups(said: pd.DataFrame, units: pd.DataFrame, read: Bools) -> tuple[list[str], str]:
    there = units["utterance"]
    for column in ("thread", "participant"):
        named = there.map(dict(zip(said["id"], said[column], strict=True)))
        if named[read].nunique() >= FEWEST_GROUPS:
            return [
                f"{column} {name}" if isinstance(name, str) else f"utterance {alone}" for name, alone in zip(named, there, strict=True)
            ], column
    return there.tolist(), "utterance"
