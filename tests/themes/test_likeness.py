"""Which words are told as the reason."""

from __future__ import annotations

from discourse.embeddings import load_embedder
from discourse.themes._examples import Example
from discourse.themes._likeness import Likeness


def told(passage: str, example: str, others: int = 0, language: str = "en") -> str:
    return Likeness(load_embedder(), ["The network again."] * others, language).told(passage, Example("code", example, "t/1"))


def test_shared_words_stand_before_near_ones_and_function_words_are_left_out():
    assert told("This is the Network that we own", "I own a network") == "like “I own a network” (t/1); both say: network, own"
    assert told("Cafe\u0301 😀 people", "the café") == "like “the café” (t/1); both say: cafe"


def test_a_word_that_stands_everywhere_explains_nothing():
    assert told("network honey", "network honey", others=200).endswith("both say: honey")


def test_near_words_are_paired_once_each():
    reason = told("She was paid", "wages and salary")
    assert reason.count("paid") == 1
    assert "paid ~ " in reason


def test_a_long_example_is_shortened_on_one_line():
    reason = told("x", "own\r\nwork " * 100)
    assert reason.startswith("like “own work own work")
    assert "…” (t/1)" in reason


def test_other_languages_have_function_words_of_their_own():
    assert told("die Stadt", "die Stadt", language="de").endswith("both say: stadt")
