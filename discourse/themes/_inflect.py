"""The inflections of a word, from the lemma tables of simplemma turned around. It looks words up; it does not read texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from discourse.errors import UnknownLanguage, known
from discourse.language import language_code
from discourse.themes._fold import fold
from discourse.words.lemmas import languages, lemma_table

if TYPE_CHECKING:
    from spacy.language import Language

_VOWELS = frozenset("aeiouyæœ")


def inflections(words: Iterable[str], language: str | None) -> Mapping[str, list[str]]:
    """For each word every form of its lemmas, folded, the word itself first. Without a language only the word.

    A table gives each form one lemma, so this goes both ways, but no further: "learning" finds "learn", "building" does
    not find "build". English words that no table knows get the regular plural. Words with two capitals are names.

    >>> inflections(["networks"], "en")
    {'networks': ['networks', 'network', 'networked', 'networking']}
    >>> inflections(["PLN"], "en"), inflections(["networks"], None)
    ({'PLN': ['pln', 'plns']}, {'networks': ['networks']})
    """
    if language is None:
        return {word: [fold(word)] for word in words}
    return _look_up(frozenset(words), language)


def check_language(language: str | Language | None) -> str | None:
    """The code under which the tables know a language ("en-GB" is "en"); raises UnknownLanguage."""
    code = language_code(language)
    if code is not None and code not in languages():
        raise UnknownLanguage(
            f"no table of inflections for the language {language!r}; {known(code, sorted(languages()), 'there are', 60)}; "
            "language=None looks for words as they are written"
        )
    return code


@lru_cache(maxsize=16)
def _look_up(words: frozenset[str], language: str) -> Mapping[str, list[str]]:
    """One walk through the table for all words, since turned around it would fill a gigabyte for some languages."""
    table = lemma_table(language)
    lemmas = {word: _lemmas(word, language, table) for word in words}
    forms_of: dict[str, set[str]] = {lemma: set() for several in lemmas.values() for lemma in several}
    for form, lemma in table.items():
        if (low := lemma.lower()) in forms_of:
            forms_of[low].add(fold(form))
    return {word: _forms(word, [lemma for lemma in lemmas[word] if forms_of[lemma]], forms_of, language, table) for word in words}


def _lemmas(word: str, language: str, table: Mapping[str, str]) -> list[str]:
    low = fold(word)
    name = sum(c.isupper() for c in word) > 1 or (language == "en" and not _VOWELS & set(low))
    if name or not word.isalpha():
        return []
    found = next((lemma for form in (low, word, low.capitalize()) if (lemma := table.get(form)) is not None), low)
    return list(dict.fromkeys([low, found.lower()]))


def _forms(word: str, lemmas: list[str], forms_of: Mapping[str, set[str]], language: str, table: Mapping[str, str]) -> list[str]:
    low = fold(word)
    forms = {form for lemma in lemmas for form in (fold(lemma), *forms_of[lemma])}
    if language == "en":
        forms |= {ing for lemma in lemmas for ing in _ing(lemma, forms) if table.get(ing) is not None}
        forms = {form for form in forms if _VOWELS & set(form)}
        if not lemmas and low.isascii() and low.isalpha():
            forms |= _plural(word)
    return [low, *sorted(form for form in forms - {low} if form.isalpha())]


def _ing(lemma: str, forms: set[str]) -> tuple[str, ...]:
    """What the -ing of a verb may be: the table takes some ("building") for nouns only and leaves them out."""
    verb = lemma + "s" in forms or lemma + "es" in forms
    return (lemma + "ing", lemma.removesuffix("e") + "ing", lemma + lemma[-1] + "ing") if verb else ()


def _plural(word: str) -> set[str]:
    """The other number of an English word that no table knows; of a name, the s that is written small ("MOOCs")."""
    low = fold(word)
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return {low[:-1]} if len(low) > 3 and word[-1] == "s" and (word[1:].islower() or word[:-1].isupper()) else set()
    if low.endswith(("s", "x", "z", "ch", "sh")):
        return {low + "es"}
    if low.endswith("y") and low[-2:-1] not in _VOWELS:
        return {low[:-1] + "ies"}
    return {low + "s"}
