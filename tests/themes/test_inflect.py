"""Sentences about inflections."""

from __future__ import annotations

import pytest

from discourse.errors import UnknownLanguage
from discourse.themes._inflect import check_language, inflections


@pytest.mark.parametrize(
    ("word", "language", "forms"),
    [
        ("own", "en", {"own", "owned", "owning", "owns"}),
        ("community", "en", {"community", "communities"}),
        ("precarity", "en", {"precarity", "precarities"}),
        ("the", "en", {"the"}),
        ("children", "en", {"child", "children", "childs"}),
        ("WaaS", "en", {"waas"}),
        ("MOOCs", "en", {"mooc", "moocs"}),
        ("MOOC", "en", {"mooc", "moocs"}),
        ("don't", "en", {"don't"}),
        ("réseaux", "fr", {"réseau", "réseaux"}),
        ("Networks", None, {"networks"}),
        ("c++", "en", {"c++"}),
    ],
)
def test_a_word_has_these_forms(word, language, forms):
    assert set(inflections([word], language)[word]) == forms


@pytest.mark.parametrize("word", ["own", "networks", "women", "went", "valued", "ties"])
def test_a_word_that_one_form_finds_is_found_by_its_lemma_too(word):
    first = inflections([word], "en")[word]
    assert first[0] == word
    assert any(word in inflections([form], "en")[form] for form in first[1:])


def test_no_form_has_a_sign_or_lacks_a_vowel():
    for word in ("be", "can", "woman", "plain"):
        assert all(form.isalpha() and set(form) & set("aeiouy") for form in inflections([word], "en")[word])


def test_a_language_is_known_by_its_first_part():
    assert [check_language(name) for name in ("en", "EN_gb", "pt-BR", None)] == ["en", "en", "pt", None]
    with pytest.raises(UnknownLanguage, match=r"'ja'.*there are: .*sv"):
        check_language("ja")
