"""Sentences about participants whom a text names."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse.frames import check_utterances
from discourse.themes._names import named

PEOPLE = [
    "Brigid Nolan",
    "Ray Kowalczyk",
    "gus",
    "Joy Villanueva",
    "Tọ́lá Adéṣínà",
    "יעל ברק",
    "Graham Sturrock",
    "kostas v",
    "Dr Élodie Marchetti",
]


def found(text: str, *, people: list[str] = PEOPLE, author: str | None = None, **more: str) -> list[tuple[str, str, bool]]:
    said = pd.DataFrame({"text": ["…"] * len(people) + [text], "participant": [*people, author], "thread": "t"})
    return [(text[n.start : n.end], " or ".join(n.people), n.addressed) for n in named(check_utterances(said), **more)]


@pytest.mark.parametrize(
    ("text", "quote", "who"),
    [
        ("Graham, you pay for it.", "Graham", "Graham Sturrock"),
        ("Mr Sturrock, a fair question.", "Mr Sturrock", "Graham Sturrock"),
        ("Thank you, Mrs. Nolan. I withdraw.", "Mrs. Nolan", "Brigid Nolan"),
        ("Hi Joy, there’s one.", "Joy", "Joy Villanueva"),
        ("Bonjour Brigid. In Lyon …", "Brigid", "Brigid Nolan"),
        ("It is ours. Ray, not theirs.", "Ray", "Ray Kowalczyk"),
        ("I won’t shout, Ray.", "Ray", "Ray Kowalczyk"),
        ("A Rolodex with tea on it, Gus. You’re right.", "Gus", "gus"),
        ("thanks gus", "gus", "gus"),
        ("@gus no", "gus", "gus"),
        ("I agree, Ray", "Ray", "Ray Kowalczyk"),
        ("Kostas, no.", "Kostas", "kostas v"),
        ("Tọ́lá, is it yours?", "Tọ́lá", "Tọ́lá Adéṣínà"),
        ("To\u0323\u0301la\u0301, is it?", "To\u0323\u0301la\u0301", "Tọ́lá Adéṣínà"),
        ("תודה, יעל ברק!", "יעל ברק", "יעל ברק"),
        ("😀 Ray: yes.", "Ray", "Ray Kowalczyk"),
        ("So, Brigid, what now?", "Brigid", "Brigid Nolan"),
    ],
)
def test_somebody_is_spoken_to(text, quote, who):
    assert found(text) == [(quote, who, True)]


@pytest.mark.parametrize(
    ("text", "quote", "who"),
    [
        ("As Graham said, it is theirs.", "Graham", "Graham Sturrock"),
        ("Graham is right.", "Graham", "Graham Sturrock"),
        ("I read Brigid’s list twice.", "Brigid", "Brigid Nolan"),
        ("I thought of Joy and slept.", "Joy", "Joy Villanueva"),
        ("Kowalczyk writes the same.", "Kowalczyk", "Ray Kowalczyk"),
        ("With Gus?", "Gus", "gus"),
    ],
)
def test_somebody_is_spoken_of(text, quote, who):
    assert found(text) == [(quote, who, False)]


@pytest.mark.parametrize(
    "text",
    [
        "Joy is what I feel.",  # a word, too, at the beginning of a sentence
        "A ray of hope, great joy.",  # the word
        "Ray Charles sang.",  # somebody else
        "We saw Billy Ray again.",  # somebody else
        "Brigids and Grahamites.",  # a longer word
        "disgust, Augustus",  # inside a word
        "Anti-Brigid",  # a compound
        "Peg, you said so.",  # nobody of this thread
        "",
    ],
)
def test_what_is_no_name_of_a_participant(text):
    assert found(text) == []


def test_a_list_of_names_speaks_of_people():
    assert found("Brigid, Graham and Ray went.") == [
        ("Brigid", "Brigid Nolan", False), ("Graham", "Graham Sturrock", False), ("Ray", "Ray Kowalczyk", False),
    ]  # fmt: skip


def test_nobody_names_himself():
    assert found("Yours, Brigid Nolan", author="Brigid Nolan") == []
    assert found("Brigid again here.", author="Brigid Nolan") == []


def test_a_name_that_two_have_is_told_with_both():
    people = ["Helen Crump", "Helen Blunden"]
    assert found("Helen, you said so.", people=people) == [("Helen", "Helen Blunden or Helen Crump", True)]
    assert found("Helen Crump, you said so.", people=people) == [("Helen Crump", "Helen Crump", True)]
    assert found("Helen, you said so.", people=people, author="Helen Crump") == []


def test_only_those_of_the_thread_are_meant():
    said = pd.DataFrame({"text": ["…", "Ray, no.", "Ray, no."], "participant": ["Ray", "Ben", "Cy"], "thread": ["a", "a", "b"]})
    assert [n.row for n in named(check_utterances(said))] == [1]


def test_without_participants_nobody_is_named():
    assert list(named(check_utterances(pd.DataFrame({"text": ["Ray, no."]})))) == []


def test_a_language_without_a_word_list_has_names_all_the_same():
    assert found("Joy is here.", language="yo") == [("Joy", "Joy Villanueva", False)]


@pytest.mark.parametrize("name", ["", " ", ".", "*", "\\", "a", "(", "\ufeff", "👩🏽‍🚀", "x" * 5_000, "A. B. C."])
def test_an_odd_name_does_no_harm(name):
    found("Ray, (a) * \\ 👩🏽‍🚀 .", people=["Ray", name])
