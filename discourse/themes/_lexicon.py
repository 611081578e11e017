"""A codebook compiled for searching: every form of every term in one automaton, made once and used for any text.

It turns terms into patterns over *classes*: each letter that occurs in a term has a number of its own, all other characters
share a few by kind. So a text becomes one byte a character, and an offset in the bytes is an offset in the text. What
cannot be listed (wildcards inside a phrase, phrases with thousands of forms) becomes an RE2 program over the same bytes;
outer wildcards are a part of a word in the automaton, stretched to the word's end. The parts of a term with gaps are searched
one by one, and put together by `_gaps`; which word has which part of speech is asked by `_tags`. It does not look into texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import ahocorasick_rs
import numpy as np
import re2
from numpy.typing import NDArray

from discourse.codebook import Codebook
from discourse.errors import CodebookError
from discourse.language import load_language
from discourse.themes._fold import BORDER, DENSE, HIDDEN, HYPHEN, LETTER, MARK, SPACE, as_points, characters, fold
from discourse.themes._inflect import check_language
from discourse.themes._patterns import Forms, forms_of, is_listable, listed, program, words_program
from discourse.themes._syntax import Term, compile_for_lines, compile_regex, parse_term

if TYPE_CHECKING:
    from spacy.language import Language

_FIRST_LETTER = 16
_MOST_LETTERS = 250 - _FIRST_LETTER
_MOST_FOR_MUCH = 8_000_000


@dataclass(frozen=True)
class Lexicon:
    """A compiled codebook; `compile_terms` makes it, `find_terms` takes it in place of the codebook."""

    terms: tuple[Term, ...]
    language: str | None
    units: tuple[Unit, ...] = field(repr=False)
    regexes: tuple[tuple[int, re2._Regexp, re2._Regexp | None], ...] = field(repr=False)
    """(number of the term, program, program for texts joined by line breaks if there can be one)"""
    gapped: tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...] = field(default=(), repr=False)
    """(number of the term, numbers of its parts, how many words may stand behind each); parts are numbered behind the terms."""
    pipeline: Language | None = field(default=None, repr=False, compare=False)
    """What tells parts of speech."""

    @cached_property
    def code_of(self) -> NDArray[np.int64]:
        """For each term the place of its code in the order of the alphabet."""
        names = {code: place for place, code in enumerate(sorted({term.code for term in self.terms}))}
        return np.array([names[term.code] for term in self.terms], np.int64)

    @cached_property
    def excluding(self) -> NDArray[np.bool_]:
        """Which terms exclude."""
        return np.array([term.exclude for term in self.terms], np.bool_)

    def __repr__(self) -> str:
        return f"Lexicon: {len(self.terms)} terms of {len({t.code for t in self.terms})} codes, language {self.language!r}"


@dataclass(frozen=True)
class Unit:
    """A part of the terms whose letters fit into the numbers of one byte; nearly always there is one unit only."""

    classes: NDArray[np.uint8]
    """Code point -> class."""
    kinds: NDArray[np.uint8]
    """Class -> kind of character."""
    patterns: tuple[bytes, ...]
    owners: Owners
    programs: tuple[tuple[int, re2._Regexp], ...]
    tagged: tuple[tuple[int, Term, re2._Regexp], ...]
    """(number, term, program whose groups are the words) of the terms that ask for parts of speech."""

    @cached_property
    def automaton(self) -> ahocorasick_rs.BytesAhoCorasick:
        """Quickly made."""
        return ahocorasick_rs.BytesAhoCorasick(self.patterns)

    @cached_property
    def automaton_for_much(self) -> ahocorasick_rs.BytesAhoCorasick:
        """Twice as fast, but half a second and 80 MB dearer for 1,000 terms; for very many forms as the other one."""
        if sum(map(len, self.patterns)) > _MOST_FOR_MUCH:
            return self.automaton
        return ahocorasick_rs.BytesAhoCorasick(self.patterns, implementation=ahocorasick_rs.Implementation.DFA)


@dataclass(frozen=True)
class Owners:
    """Whose pattern is found: the pattern p has the rows ``first[p]:first[p + 1]`` of the other arrays."""

    first: NDArray[np.int64]
    term: NDArray[np.int64]
    stretch_left: NDArray[np.bool_]
    stretch_right: NDArray[np.bool_]
    exact: Mapping[int, NDArray[np.uint32]]
    """Row -> the characters of an exact form, to be compared with those of the text."""


def compile_terms(book: Codebook | Mapping[str, str | Sequence[str]], *, language: str | Language | None = "en") -> Lexicon:
    """Compile the terms of a codebook, or of ``{code: terms}``, for one language (None: no inflections; a pipeline: its language).

    Raises CodebookError that names code and term, UnknownLanguage.

    >>> compile_terms({"ownership": ["own*", "-own goal"], "WaaS": '"WaaS"'})
    Lexicon: 3 terms of 2 codes, language 'en'
    """
    pipeline = None if language is None or isinstance(language, str) else load_language(language)
    lexicon = compiled(book, check_language(language), pipeline)
    _check_tagger(next((term for unit in lexicon.units for _, term, _ in unit.tagged), None), pipeline)
    return lexicon


def compiled(book: Codebook | Mapping[str, str | Sequence[str]], code: str | None, pipeline: Language | None = None) -> Lexicon:
    """The lexicon for a language that there is, with a pipeline that is taken as it is."""
    return of_terms((parse_term(term, code) for code, several in _entries(book) for term in several), code, pipeline)


def of_terms(terms: Iterable[Term], code: str | None, pipeline: Language | None = None) -> Lexicon:
    """The lexicon of terms that were read already."""
    terms = tuple(dict.fromkeys(terms))
    parts = tuple(dict.fromkeys(part for term in terms for part in term.parts))
    numbers = {part: number for number, part in enumerate(parts, len(terms))}
    gapped = tuple((n, tuple(numbers[part] for part in term.parts), term.within) for n, term in enumerate(terms) if term.parts)
    regexes = tuple((number, compile_regex(term), compile_for_lines(term)) for number, term in enumerate(terms) if term.kind == "regex")
    listed_terms = [(n, term) for n, term in enumerate((*terms, *parts)) if term.kind in ("phrase", "exact")]
    forms = forms_of([term for _, term in listed_terms], code)
    words = [(number, term, several) for (number, term), several in zip(listed_terms, forms, strict=True)]
    return Lexicon(terms, code, tuple(_unit(part) for part in _parts(words)), regexes, gapped, pipeline)


def _check_tagger(term: Term | None, pipeline: Language | None) -> None:
    if term is None:
        return
    if pipeline is None:
        raise term.refuse(
            "a part of speech is told by a spaCy pipeline with a tagger; find_terms(…, language=load_language()) takes the English one "
            "(from discourse.language), language=spacy.load(…) any other"
        )
    if not pipeline("1").has_annotation("POS"):
        raise term.refuse(
            f"the pipeline {pipeline.meta.get('name') or pipeline.lang!r} tells no parts of speech, it has "
            f"{', '.join(pipeline.pipe_names) or 'nothing in it'}; take one with a tagger"
        )


def _entries(book: object) -> Iterator[tuple[str, Sequence[object]]]:
    if isinstance(book, Codebook):
        yield from book.terms.items()
    elif isinstance(book, Mapping):
        for code, terms in book.items():
            if not isinstance(code, str) or not code.strip():
                raise CodebookError(f"codebook: {code!r} is no name for a code; write a word, or a path such as work/WaaS")
            if not isinstance(terms, (str, list, tuple)):
                raise CodebookError(f"codebook: the terms of {code!r} should be a list of phrases, found {type(terms).__name__}")
            yield code, [terms] if isinstance(terms, str) else terms
    else:
        raise CodebookError(f"expected a Codebook or {{code: [terms]}}, got {type(book).__name__}; Codebook.read('codebook.yml') reads one")


def _parts(words: list[tuple[int, Term, Forms]]) -> Iterator[list[tuple[int, Term, Forms]]]:
    """Cut the terms into parts with so few different letters that each has a number in a byte."""
    part: list[tuple[int, Term, Forms]] = []
    letters: set[str] = set()
    for number, term, forms in words:
        more = _letters(forms)
        if len(more) > _MOST_LETTERS:
            raise term.refuse(f"more than {_MOST_LETTERS} different letters in one term; write shorter terms")
        if len(letters | more) > _MOST_LETTERS:
            yield part
            part, letters = [], set()
        part.append((number, term, forms))
        letters |= more
    if part:
        yield part


def _letters(forms: Forms) -> set[str]:
    return set(fold("".join(form for several in forms for form in several)) + "'s")


def _unit(part: list[tuple[int, Term, Forms]]) -> Unit:
    kind, plain, folded = characters()
    letters = sorted(set().union(*(_letters(forms) for _, _, forms in part)))
    own = [ord(c) for c in letters if kind[ord(c)] not in (SPACE, HYPHEN, HIDDEN)]
    numbers = np.zeros(len(kind), np.uint8)
    numbers[own] = np.arange(_FIRST_LETTER, _FIRST_LETTER + len(own))
    classes = numbers[folded]
    classes[classes == 0] = kind[classes == 0]
    kinds = np.zeros(256, np.uint8)
    kinds[:_FIRST_LETTER] = np.arange(_FIRST_LETTER)
    kinds[_FIRST_LETTER : _FIRST_LETTER + len(own)] = kind[own]

    rows = [(number, *row) for number, term, forms in part if is_listable(term, forms) for row in listed(term, forms)]
    programs = [(number, program(term, forms, classes, kinds)) for number, term, forms in part if not is_listable(term, forms)]
    tagged = [(number, term, words_program(term, forms, classes, kinds)) for number, term, forms in part if term.tags]
    patterns = _patterns([written for _, written, _, _ in rows], classes, kinds)
    several: dict[bytes, list[int]] = {}
    for place, pattern in enumerate(patterns):
        several.setdefault(pattern, []).append(place)
    sorted_rows = [rows[place] for places in several.values() for place in places]
    exact = {number for number, term, _ in part if term.kind == "exact"}
    owners = Owners(
        np.cumsum([0, *map(len, several.values())]),
        np.array([number for number, *_ in sorted_rows], np.int64),
        np.array([left for *_, left, _ in sorted_rows], np.bool_),
        np.array([right for *_, right in sorted_rows], np.bool_),
        {place: plain[as_points(written)] for place, (number, written, _, _) in enumerate(sorted_rows) if number in exact},
    )
    return Unit(classes, kinds, tuple(several), owners, tuple(programs), tuple(tagged))


def _patterns(several: list[str], classes: NDArray[np.uint8], kinds: NDArray[np.uint8]) -> list[bytes]:
    if not several:
        return []
    points = as_points("\n".join(several))
    codes = classes[points]
    codes[points == ord("\n")] = BORDER
    return normal(codes, kinds)[0].tobytes().split(bytes([BORDER]))


def normal(codes: NDArray[np.uint8], kinds: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Classes with hidden marks out, hyphens inside words as blanks and each run of blanks as one; and the places left out.

    >>> normal(np.array([LETTER, HYPHEN, LETTER, SPACE, SPACE, LETTER], np.uint8), np.arange(256, dtype=np.uint8))
    (array([2, 3, 2, 3, 2], dtype=uint8), array([4]))
    """
    hyphens = np.flatnonzero(codes == HYPHEN)
    hyphens = hyphens[(hyphens > 0) & (hyphens < len(codes) - 1)]
    wordy = np.isin(kinds, (LETTER, MARK, DENSE))
    if hyphens.size:
        codes = codes.copy()
        codes[hyphens[wordy[codes[hyphens - 1]] & wordy[codes[hyphens + 1]]]] = SPACE
    space = codes == SPACE
    out = codes == HIDDEN
    if out.any():
        kept = np.flatnonzero(~out)
        doubled = space[kept]
        out[kept[1:][doubled[1:] & doubled[:-1]]] = True
    else:
        out[1:] = space[1:] & space[:-1]
    dropped = np.flatnonzero(out)
    return (codes[~out] if dropped.size else codes), dropped
