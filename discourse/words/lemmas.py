"""What is known of the words of a language: their lemmas, and which of them are function words. It reads no text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from discourse.errors import UnknownLanguage, known
from discourse.language import language_code, stop_words

if TYPE_CHECKING:
    from simplemma.strategies.dictionaries.dictionary_factory import DictionaryFactory
    from spacy.language import Language

_CHAT = frozenset(
    ("somebody", "anybody", "everybody", "yes", "yeah", "no", "oh", "hi", "hey", "hello", "thank", "thanks", "ok", "okay", "let", "mine")
)
"""Words that hold an English conversation together, and name nothing that is talked about."""
_CAPITALS = frozenset({"de", "lb"})
"""Languages that write nouns with a capital, so that it tells "Haus" from a form of "hausen"."""


def know(language: str | Language | None) -> tuple[frozenset[str], Callable[[str], str], str | None]:
    """Function words and lemmas of a language, and its code ("en-GB" is "en"); raises UnknownLanguage where neither is known.

    >>> stops, lemma, code = know("en-GB")
    >>> "the" in stops, lemma("Networks"), code
    (True, 'network', 'en')
    """
    code = language_code(language)
    if code is None:
        return frozenset(), str.casefold, None
    try:
        stops = stop_words(code)
    except UnknownLanguage as error:
        if code not in languages():
            raise UnknownLanguage(
                f"no function words and no lemmas are known for the language {language!r}; "
                f"{known(code, sorted(languages()), 'there are', 60)}; language=None takes words as they are written"
            ) from error
        stops = frozenset()
    return stops | _CHAT if code == "en" else stops, lemmatizer(code) if code in languages() else str.casefold, code


def lemmatizer(code: str) -> Callable[[str], str]:
    """What gives the lemma of a word, by simplemma's table for this language; a word that it does not know is its own."""
    table = lemma_table(code)

    def lemma(word: str) -> str:
        low = word.casefold()
        if code == "en":
            low = low.removesuffix("'s").removesuffix("'")
        ways = (word, low) if code in _CAPITALS else (low, low.capitalize(), word)
        return next((known for form in ways if (known := table.get(form)) is not None), low).casefold()

    return lemma


def languages() -> frozenset[str]:
    """The codes of the languages of which there is a table of lemmas."""
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return frozenset(SUPPORTED_LANGUAGES)


def lemma_table(code: str) -> Mapping[str, str]:
    """Form -> lemma, as simplemma has it; the two tables that were asked for last are kept."""
    table: Mapping[str, str] = _factory().get_dictionary(code)
    return table


@lru_cache(maxsize=1)
def _factory() -> DictionaryFactory:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    return DefaultDictionaryFactory(cache_max_size=2)
