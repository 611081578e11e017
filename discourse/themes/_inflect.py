"""The inflections of a word, from the lemma tables of simplemma turned around. It looks words up; it does not read texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from discourse.errors import UnknownLanguage, known
from discourse.themes._fold import fold

_VOWELS = frozenset("aeiouyæœ")


def inflections(word: str, language: str | None) -> list[str]:
    """Every form of a word's lemmas, in small letters, the word itself first. Without a language only the word.

    A table gives each form one lemma, so this goes both ways, but no further: "learning" finds "learn", "building" does
    not find "build". English words that no table knows get the regular plural. Words with two capitals are names.

    >>> inflections("networks", "en")
    ['networks', 'network', 'networked', 'networking']
    >>> inflections("PLN", "en"), inflections("networks", None)
    (['pln', 'plns'], ['networks'])
    """
    low = fold(word)
    if language is None or not all(c.isalpha() or c in "'’" for c in word):
        return [low]
    table, forms_of = _tables(language)
    name = sum(c.isupper() for c in word) > 1 or (language == "en" and not _VOWELS & set(low))
    lemmas = [] if name else [lemma for lemma in dict.fromkeys([low, table.get(low, "")]) if lemma in forms_of]
    forms = {form for lemma in lemmas for form in (lemma, *forms_of[lemma])}
    if language == "en":
        forms |= {ing for lemma in lemmas for ing in _ing(lemma, forms) if ing in table}
        forms = {form for form in forms if _VOWELS & set(form)} or forms
        if not lemmas and low.isascii():
            forms |= _plural(low)
    return [low, *sorted(form for form in forms - {low} if form.isalpha() or "'" in low)]


def check_language(language: str | None) -> str | None:
    """The code under which the tables know a language ("en-GB" is "en"); raises UnknownLanguage."""
    if language is None:
        return None
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    code = str(language).replace("_", "-").partition("-")[0].lower()
    if code not in SUPPORTED_LANGUAGES:
        raise UnknownLanguage(
            f"no table of inflections for the language {language!r}; {known(code, sorted(SUPPORTED_LANGUAGES), 'there are', 60)}; "
            "language=None looks for words as they are written"
        )
    return code


@lru_cache(maxsize=4)
def _tables(language: str) -> tuple[Mapping[str, str], Mapping[str, list[str]]]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    table: dict[str, str] = {}
    forms_of: defaultdict[str, list[str]] = defaultdict(list)
    for form, lemma in DefaultDictionaryFactory().get_dictionary(language).items():
        form, lemma = form.lower().replace("’", "'"), lemma.lower().replace("’", "'")
        if form == lemma or form not in table:
            table[form] = lemma
        forms_of[lemma].append(form)
    return table, dict(forms_of)


def _ing(lemma: str, forms: set[str]) -> tuple[str, ...]:
    """What the -ing of a verb may be: the table takes some ("building") for nouns only and leaves them out."""
    verb = lemma + "s" in forms or lemma + "es" in forms
    return (lemma + "ing", lemma.removesuffix("e") + "ing", lemma + lemma[-1] + "ing") if verb else ()


def _plural(word: str) -> set[str]:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        one = {word[:-1]} if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else set()
        return one or {word + "es"}
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return {word[:-1] + "ies"}
    return {word + "s"}
