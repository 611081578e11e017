"""What a codebook says about its codes before anything is coded: a definition each, and terms to be counted. It learns nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse._code_tree import upwards
from discourse.codebook import Codebook
from discourse.themes._lexicon import Lexicon, compile_terms
from discourse.themes.terms import find_terms

Floats = NDArray[np.float64]
_SAMPLE = 20_000


class Written:
    """Names and definitions as texts, and the terms of the codebook."""

    def __init__(
        self, codes: Sequence[str], definitions: list[str], told: list[bool], terms: dict[str, list[str]], language: str | None
    ) -> None:
        self.codes = list(codes)
        self.definitions = definitions
        self.told = told
        self._terms = terms
        self._language = language
        self._lexicon: Lexicon | None = compile_terms(terms, language=language) if terms else None

    def count_terms(self, texts: Sequence[str]) -> Floats:
        """The logarithm of one more than how often the terms of each code (or of a code below it) stand in each text."""
        counted = np.zeros((len(texts), len(self.codes)))
        for found, columns in self._found(texts):
            np.add.at(counted, (found["utterance"].astype("int64").to_numpy() - 1, np.asarray(columns, np.int64)), 1)
        return np.log1p(counted)

    def terms_of(self, texts: Sequence[str]) -> dict[tuple[int, int], dict[str, None]]:
        """``{(text, code): the words that are terms of the code}``, both counted from 0; the words in order."""
        told: dict[tuple[int, int], dict[str, None]] = {}
        for found, columns in self._found(texts):
            for utterance, quote, column in zip(found["utterance"], found["quote"], columns, strict=True):
                told.setdefault((int(utterance) - 1, column), {})[quote] = None
        return told

    def _found(self, texts: Sequence[str]) -> list[tuple[pd.DataFrame, list[int]]]:
        if not self._terms or not len(texts):
            return []
        if self._lexicon is None:
            self._lexicon = compile_terms(self._terms, language=self._language)
        found = find_terms(list(texts), self._lexicon)
        place = {code: column for column, code in enumerate(self.codes)}
        parts = []
        for owner in found["code"].unique():
            mine = found[(found["code"] == owner).to_numpy(dtype=bool)]
            parts += [(mine, [place[code]] * len(mine)) for code in upwards(owner) if code in place]
        return parts

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_lexicon": None}  # an automaton cannot be pickled; it is made again when it is needed


def read_written(codes: Sequence[str], book: Codebook | Mapping[str, Any] | None, language: str | None) -> Written:
    """The definitions and terms of these codes; a code that the book lacks has its name only."""
    if book is not None and not isinstance(book, Codebook):
        book = Codebook.from_terms(dict(book))
    rows = {str(row["code"]): row for row in book.frame.to_dict("records")} if book is not None else {}
    definitions, told = [], []
    for code in codes:
        row = rows.get(code, {})
        parts = [str(row.get(field) or "") for field in ("brief", "definition", "include", "example")]
        parts.append(", ".join(_plain(term) for term in row.get("terms") or [] if not term.startswith(("-", "/"))))
        definitions.append(". ".join([_name(code), *(part for part in parts if part)]))
        told.append(any(parts))
    terms = {
        code: list(row["terms"]) for code, row in rows.items() if row["terms"] and any(c == code or code.startswith(c + "/") for c in codes)
    }
    return Written(codes, definitions, told, {str(code): several for code, several in terms.items()}, language)


def is_english(texts: Sequence[str]) -> bool:
    """Whether most words of (the beginning of) these texts are in the English table."""
    from simplemma import in_target_language

    sample = " ".join(text[:500] for text in texts[:400])[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    return not letters or (sum(c.isascii() for c in letters) > 0.7 * len(letters) and in_target_language(sample, lang="en") >= 0.5)


def _name(code: str) -> str:
    """The last name of a code in words: "design/TradeOffs_made" is "trade offs made"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", re.sub(r"[._/-]+", " ", code.split("/")[-1])).strip().lower()


def _plain(term: str) -> str:
    return re.sub(r'[*?"]', "", term)
