"""From the forms of a term's words to what can be searched: a list of strings, or an RE2 program. It does not search."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

import numpy as np
import re2
from numpy.typing import NDArray

from discourse.themes._fold import LETTER, MARK, SPACE, fold
from discourse.themes._inflect import inflections
from discourse.themes._syntax import Term

Forms = list[list[str]]
"""For each word of a term what may stand for it."""

MOST_FORMS = 2_000
"""A term with more forms than this becomes an RE2 program."""


def forms_of(terms: Sequence[Term], language: str | None) -> list[Forms]:
    """What may stand for each word of each term, in small letters unless it is exact; wildcards stay as they are.

    >>> from discourse.themes._syntax import parse_term
    >>> forms_of([parse_term("own* networks", "c")], "en")
    [[['own*'], ['networks', 'network', 'networked', 'networking']]]
    """
    inflecting = {term: _inflecting(term) for term in terms}
    known = inflections({word for words in inflecting.values() for word in words}, language)
    return [[_several(term, word, known if word in inflecting[term] else {}) for word in term.words] for term in terms]


def _inflecting(term: Term) -> set[str]:
    """The words of a term that inflect: not those of exact forms, with wildcards, or with a hyphen behind."""
    gaps = (*term.gaps, "")
    return {w for w, gap in zip(term.words, gaps, strict=True) if term.kind == "phrase" and gap != "-" and "*" not in w and "?" not in w}


def _several(term: Term, word: str, known: Mapping[str, list[str]]) -> list[str]:
    forms = (spelled for form in known.get(word, [word]) for spelled in _spellings(form))
    return list(dict.fromkeys(forms if term.kind == "exact" else map(fold, forms)))


def _spellings(word: str) -> Iterator[str]:
    """Composed and decomposed accents; an emoji with and without the selector that colours it."""
    yield unicodedata.normalize("NFC", word)
    if word.isascii():
        return
    yield unicodedata.normalize("NFD", word)
    if bare := word.replace("\ufe0f", ""):
        yield bare
        if unicodedata.category(bare[-1]) == "So":
            yield bare + "\ufe0f"


def is_listable(term: Term, forms: Forms) -> bool:
    """Whether every form can be written out: few enough of them, and wildcards only at the outer ends."""
    if prod(len(several) for several in forms) * 2 ** len(term.gaps) > MOST_FORMS:
        return False
    if term.kind == "exact":
        return True
    words = list(term.words)
    words[0], words[-1] = words[0].removeprefix("*"), words[-1]
    words[-1] = words[-1].removesuffix("*")
    return all(words) and not any(c in word for word in words for c in "*?")


def listed(term: Term, forms: Forms) -> Iterator[tuple[str, bool, bool]]:
    """Every form of a term, and whether it stretches to the start, and to the end, of the word around it.

    >>> from discourse.themes._syntax import parse_term
    >>> [written for written, _, _ in listed(parse_term("know-how*", "c"), [["know"], ["how*"]])]
    ['know how', 'knowhow']
    """
    if term.kind == "exact":
        yield from (("".join(w + g for w, g in zip(words, (*term.gaps, ""), strict=True)), False, False) for words in product(*forms))
        return
    left, right = term.words[0].startswith("*"), term.words[-1].endswith("*")
    choices = [
        [word + tail for word in several for tail in (_possessives(word) if gap == " " else ("",))]
        for several, gap in zip(forms, (*term.gaps, ""), strict=True)
    ]
    joints = [(" ",) if gap == " " else (" ", "") for gap in term.gaps]
    for words in product(*choices):
        for gaps in product(*joints):
            written = "".join(word + gap for word, gap in zip(words, (*gaps, ""), strict=True))
            yield written[left : len(written) - right], left, right


def _possessives(word: str) -> tuple[str, ...]:
    if not word[-1:].isalpha():
        return ("",)
    return ("", "'", "'s") if word.endswith("s") else ("", "'s")


def program(term: Term, forms: Forms, classes: NDArray[np.uint8], kinds: NDArray[np.uint8]) -> re2._Regexp:
    """The RE2 program over classes; group 1 is the hit, what is no word may stand on both sides of it."""
    in_word = np.isin(kinds, (LETTER, MARK))
    run, no_word = _set(np.flatnonzero(in_word)), _set(np.flatnonzero(~in_word))
    first, last = (c in "*?" or in_word[classes[ord(c)]] for c in (term.words[0][0], term.words[-1][-1]))
    hit = _hit(term, forms, classes, run, b"(?:")
    return _compiled(term, (no_word if first else b"") + b"(" + hit + b")" + (no_word if last else b""))


def words_program(term: Term, forms: Forms, classes: NDArray[np.uint8], kinds: NDArray[np.uint8]) -> re2._Regexp:
    """The program that tells the words of a hit apart: the group n is the word n, counted from 1, and all of it is the hit."""
    run = _set(np.flatnonzero(np.isin(kinds, (LETTER, MARK))))
    return _compiled(term, _hit(term, forms, classes, run, b"("))


def _hit(term: Term, forms: Forms, classes: NDArray[np.uint8], run: bytes, opening: bytes) -> bytes:
    blank, apostrophe, s = (_byte(int(c)) for c in (SPACE, classes[ord("'")], classes[ord("s")]))
    hit = b""
    for several, gap in zip(forms, (*term.gaps, ""), strict=True):
        words = sorted(several, key=len, reverse=True)
        hit += opening + b"|".join(_word(word, run, classes) for word in words) + b")"
        if gap:
            hit += b"(?:" + apostrophe + s + b"?)?" + blank if gap == " " else blank + b"?"
    return hit


def _compiled(term: Term, pattern: bytes) -> re2._Regexp:
    options = re2.Options()
    options.encoding, options.log_errors, options.dot_nl = re2.Options.Encoding.LATIN1, False, True
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        raise term.refuse("too many forms for one term; write it as several shorter ones") from error


def _word(word: str, run: bytes, classes: NDArray[np.uint8]) -> bytes:
    if word == "*":
        return run + b"+"
    return b"".join(run + b"*" if c == "*" else run if c == "?" else _byte(int(classes[ord(c)])) for c in word)


def _byte(value: int) -> bytes:
    return b"\\x%02x" % value


def _set(values: NDArray[np.int64]) -> bytes:
    return b"[" + b"".join(_byte(int(v)) for v in values) + b"]"
