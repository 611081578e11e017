"""Participants of a thread whom a text names. It knows the names that the corpus has; it finds no other people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import ahocorasick_rs
import pandas as pd
from simplemma import is_known

from discourse.errors import DiscourseError
from discourse.themes._inflect import check_language

TITLES = ("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Sir", "Herr", "Frau", "Madame", "Monsieur", "Sr", "Sra")


class Named(NamedTuple):
    """Somebody named: the row of the utterance (from 0), half-open offsets, who it may be, and whether they are spoken to."""

    row: int
    start: int
    end: int
    people: tuple[str, ...]
    addressed: bool


def named(said: pd.DataFrame, *, language: str = "en") -> Iterator[Named]:
    """Where an utterance names other participants of its thread, in order.

    A participant is found by the whole name, the first name, a title with the last name ("Mr Pell"), and the last name when
    it has four letters or more; in the case of the name, or with a capital. A first or last name that is a word of the
    language as well ("Joy", "Will") is left out at the beginning of a sentence, unless it is spoken to there. Somebody is
    spoken to behind @ or a greeting ("Thanks, Peg"), and between the signs that part an address from its sentence ("Ray,
    you …", "…, Ray."). Nobody names himself.
    """
    people: dict[str, set[str]] = {}
    for thread, name in zip(said["thread"].tolist(), said["participant"].tolist(), strict=True):
        people.setdefault(thread, set()).update([name] if isinstance(name, str) else [])
    forms = _forms({name for several in people.values() for name in several}, _dictionary(language))
    if not forms:
        return
    search = ahocorasick_rs.AhoCorasick(list(forms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    written = list(forms)
    for row, (text, thread, author) in enumerate(zip(*(said[c].tolist() for c in ("text", "thread", "participant")), strict=True)):
        for number, start, end in search.find_matches_as_indexes(text):
            who, plain = forms[written[number]]
            present = tuple(sorted(who & (people[thread] - {author})))
            if present and author not in who and _stands_alone(text, start, end, whole=" " in text[start:end]):
                addressed = _addressed(text, start, end)
                if not plain or addressed or not _SENTENCE.search(_before(text, start)):
                    yield Named(row, start, end, present, addressed)


def _dictionary(language: str) -> str | None:
    """The language whose words names are compared with; None where there is no list of its words."""
    try:
        return check_language(language)
    except DiscourseError:
        return None


def _forms(names: set[str], language: str | None) -> dict[str, tuple[set[str], bool]]:
    """Each form of a name: whose it is, and whether it is a word of the language, too."""
    forms: dict[str, tuple[set[str], bool]] = {}
    for name in sorted(names):
        for form, short in _ways_to_write(name.strip()):
            plain = short and language is not None and _is_a_word(form.lower(), language)
            if plain and form == form.lower():
                continue
            for written in {unicodedata.normalize("NFC", form), unicodedata.normalize("NFD", form)}:
                forms.setdefault(written, (set(), plain))[0].add(name)
    return forms


def _is_a_word(form: str, language: str) -> bool:
    """Whether a name is an ordinary word, too. The English list holds many names; those of them that inflect are words."""
    return any(is_known(form + ending, language) for ending in (("ed", "ing", "ful") if language == "en" else ("",)))


def _ways_to_write(name: str) -> Iterator[tuple[str, bool]]:
    """Forms of a name, and whether it is a single word that could be an ordinary one."""
    parts = name.split()
    if not parts or len(name) < 2:
        return
    single = len(parts) == 1
    for form in {name, name.title() if name == name.lower() else name}:
        yield form, single
    first, last = parts[0], parts[-1]
    if not single:
        if len(first) > 2 and first.rstrip(".") not in TITLES and first[0].isalpha():
            yield from ((form, True) for form in {first, first.title() if first == first.lower() else first})
        if len(last) > 3 and last[0].isupper():
            yield last, True
        if len(last) > 1 and last[0].isupper():
            yield from ((f"{title}{dot} {last}", False) for title in TITLES for dot in ("", "."))


_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*) \Z")
_SENTENCE = re.compile(r"(?:\A|[.!?…:;\n\r“\"(—–•*>-])[^\w,]*\Z")
_GREETING = re.compile(
    r"(?:\A|\W)(?:dear|hi|hello|hey|thanks|thank you|cheers|sorry|welcome|congratulations|congrats|well done|good luck|"
    r"hallo|liebe[r]?|danke|bonjour|salut|merci|hola|gracias|ciao|grazie|cześć|merhaba|olá)[ ,]{1,2}\Z",
    re.I,
)
_INTERJECTION = re.compile(
    r"(?:\A|[.!?…\n“\"(—–])\W*(?:yes|no|ok|okay|oh|ah|agreed|exactly|right|so|and|but|well|please|then)[ ,]{1,2}\Z", re.I
)
_MORE_NAMES = re.compile(r",\s*(?:(?:and|or)\b|&|(?P<word>[^\W\d_])\w)")
_NAME_BEFORE = re.compile(r"(?P<word>[^\W\d_])\w+, \Z")


def _before(text: str, start: int) -> str:
    return ("" if start <= 40 else "x") + text[max(0, start - 40) : start]


def _stands_alone(text: str, start: int, end: int, *, whole: bool) -> bool:
    """Whether a name is no part of a word, nor, as a single name, of somebody else's longer one."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _wordy(before) or _wordy(after) or (before == "-" and start > 1 and _wordy(text[start - 2])):
        return False
    if after == "-" and _wordy(text[end + 1 : end + 2]):
        return False
    if whole:
        return True
    if re.match(r" [^\W\d_a-z]\w", text[end : end + 3]) and text[end + 1].isupper():
        return False
    ahead = _before(text, start)
    word = _WORD_BEFORE.search(ahead)
    if not word or not word[1][0].isupper() or len(word[1]) == 1:
        return True
    return bool(_SENTENCE.search(ahead[: word.start()]) or _GREETING.search(ahead))


def _wordy(character: str) -> bool:
    return bool(character) and (character.isalnum() or character == "_" or unicodedata.combining(character) > 0)


def _addressed(text: str, start: int, end: int) -> bool:
    before, after = _before(text, start), text[end : end + 30]
    if before.endswith("@") or _GREETING.search(before):
        return True
    following = after.lstrip(" ")[:1]
    if not (_SENTENCE.search(before) or _INTERJECTION.search(before)):
        closed = following in ("", *".!?;:—–\n\r") or (following == "," and not _listed(_MORE_NAMES.match(after)))
        return before.endswith(", ") and closed and not _listed(_NAME_BEFORE.search(before))
    if following == ",":
        return not _listed(_MORE_NAMES.match(after))
    return following in ("!", "—", "–", ":", "?") or after.startswith(" - ")


def _listed(neighbour: re.Match[str] | None) -> bool:
    """Whether what stands at the comma looks like another name of a list: a capital, or "and"."""
    return neighbour is not None and (neighbour["word"] is None or neighbour["word"].isupper())


__all__: Sequence[str] = ("Named", "named")
