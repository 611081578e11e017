"""Sentences about compiled codebooks: what does not fit into one automaton is found all the same."""

from __future__ import annotations

import pytest

import discourse as dc
from discourse.errors import CodebookError
from discourse.themes._lexicon import compile_terms


def test_a_compiled_codebook_tells_what_it_holds():
    assert repr(compile_terms({"a": ["x", "x", "-y"], "b": []}, language=None)) == "Lexicon: 2 terms of 1 codes, language None"


def test_more_letters_than_a_byte_can_number_make_several_units():
    letters = [chr(0x4E00 + 7 * n) + chr(0x4E01 + 7 * n) for n in range(300)]
    lexicon = compile_terms({f"c{n}": [word] for n, word in enumerate(letters)})
    assert len(lexicon.units) > 1
    text = "，".join(letters)
    assert dc.find_terms([text], lexicon)["quote"].tolist() == letters


def test_a_term_with_too_many_letters_is_refused():
    with pytest.raises(CodebookError, match=r"code 'han'.*different letters"):
        compile_terms({"han": ["".join(chr(0x4E00 + n) for n in range(300))]})


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("We were what we shared, and what we're owning.", "we are what we share"),
        ("They had been going to the networks' valued services", "have be go to the network value service"),
        ("He has given the learner's own work away", "have give the learner own work away"),
    ],
)
def test_a_phrase_with_thousands_of_forms_is_searched_without_listing_them(text, term):
    lexicon = compile_terms({"c": [term]})
    assert len(lexicon.units[0].programs) == 1
    assert len(dc.find_terms([text], lexicon)) == 1
    assert len(dc.find_terms([text.upper().replace(" ", " \n")], lexicon)) == 1
    assert len(dc.find_terms([text.replace("h", "xh").replace("We", "xWe")], lexicon)) == 0


def test_hits_of_a_wildcard_phrase_may_overlap_and_the_longest_wins():
    assert dc.find_terms(["ab ac addddd"], {"c": ["a* a*"]})["quote"].tolist() == ["ac addddd"]
