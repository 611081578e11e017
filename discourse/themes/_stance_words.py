"""The words of a stance lexicon: the English one that is shipped, or a table of the reader's own. It reads tables, not texts."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import discourse
from discourse.errors import FrameError, UnknownLanguage, known
from discourse.frames import require
from discourse.themes.terms import Lexicon, compile_terms


class Words(NamedTuple):
    """A lexicon, ready to search: where it comes from, and the note on each (category, term)."""

    name: str
    fingerprint: str
    lexicon: Lexicon
    notes: dict[tuple[str, str], str]


def read_words(lexicon: str | Path | pd.DataFrame | None, language: str, *, inflect: bool) -> Words:
    """The lexicon that is named or given, else the shipped one of the language.

    Raises FrameError that names table and row, UnknownLanguage where none is shipped, CodebookError for a term that cannot be read.
    """
    if isinstance(lexicon, pd.DataFrame):
        return _words(lexicon, "lexicon", language, inflect)
    if lexicon is not None:
        return _words(_read(Path(lexicon)), f"lexicon {Path(lexicon).name}", language, inflect)
    if not (path := _shipped() / f"stance-{language}.csv").is_file():
        there = sorted(p.stem.removeprefix("stance-") for p in _shipped().glob("stance-*.csv"))
        raise UnknownLanguage(
            f"no stance lexicon is shipped for {language!r}; {known(language, there, 'there are')}. "
            "Give one of your own: lexicon='words.csv' with the columns category and term"
        )
    return _shipped_words(path, language, inflect)


@lru_cache(maxsize=4)
def _shipped_words(path: Path, language: str, inflect: bool) -> Words:
    return _words(_read(path), f"lexicon {path.name}", language, inflect)


def _shipped() -> Path:
    """The folder of lexicons, in an installed package or in a checkout."""
    here = Path(discourse.__file__).parent
    places = (here / "_shipped" / "data" / "lexicons", here.parent / "data" / "lexicons")
    return next((place for place in places if place.is_dir()), places[0])


def _read(path: Path) -> pd.DataFrame:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise FrameError(f"lexicon {path}: cannot be read ({error.strerror or error}); give the path of a CSV file") from error
    except UnicodeDecodeError as error:
        raise FrameError(f"lexicon {path.name}: byte {error.start} is not UTF-8; save the table as “CSV UTF-8”") from error
    head = text.partition("\n")[0]
    sign = max(",;\t", key=head.count)
    try:
        return pd.read_csv(StringIO(text), sep=sign, dtype=str, keep_default_na=False, skip_blank_lines=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise FrameError(f"lexicon {path.name}: no table with the columns category and term ({str(error).strip()})") from error


def _words(table: pd.DataFrame, where: str, language: str, inflect: bool) -> Words:
    require(table, ("category", "term"), where)
    table = table.fillna("").astype(str)
    seen: dict[tuple[str, str], int] = {}
    notes: dict[tuple[str, str], str] = {}
    book: dict[str, list[str]] = {}
    for row, (category, term, note) in enumerate(
        zip(table["category"], table["term"], table["note"] if "note" in table else [""] * len(table), strict=True), 1
    ):
        category, term = category.strip().strip("/"), term.strip()
        if not category and not term and not note.strip():
            continue
        for column, value in (("category", category), ("term", term)):
            if not value:
                raise FrameError(f"{where}, row {row}: {column!r} is empty; fill it in, or take the row out")
        if not all(part.strip() for part in category.split("/")):
            raise FrameError(f"{where}, row {row}: the category {category!r} has an empty part; write it as hedge, or modality/possibility")
        if first := seen.get((category, term)):
            raise FrameError(f"{where}, row {row}: {term!r} stands under {category!r} already, in row {first}; take one of them out")
        seen[category, term] = row
        notes[category, term] = note.strip()
        book.setdefault(category, []).append(term)
    if not book:
        raise FrameError(f"{where}: there are no terms in it; give each row a category and a term")
    mark = hashlib.sha256(repr((sorted(seen), inflect)).encode()).hexdigest()[:8]
    return Words(where.removeprefix("lexicon "), mark, compile_terms(book, language=language if inflect else None), notes)
