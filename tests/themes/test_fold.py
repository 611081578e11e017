"""Sentences about characters."""

from __future__ import annotations

import pytest

from discourse.themes._fold import DENSE, HIDDEN, HYPHEN, JOIN, LETTER, MARK, OTHER, SPACE, TAIL, characters, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ÀÉ ΣΑΣ", "àé σασ"),
        ("ς", "σ"),
        ("Straße ẞ", "straße ß"),
        ("İI", "ii"),
        ("it’s ʼn", "it's 'n"),
        ("a\u00a0b\tc\r\n", "a b c  "),
        ("x‑y", "x-y"),
    ],
)
def test_each_character_is_folded_on_its_place(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("several", "kind"),
    [
        ("aZéßשعख한7_Ⅷ\u200c", LETTER),
        ("\u0301\u05b0\u0e31", MARK),
        (" \u00a0\t\n\r\u2028\u3000\u200b", SPACE),
        ("网ひカก", DENSE),
        ("\ufe0f\U0001f3fd\u20e3", TAIL),
        ("\u200d", JOIN),
        ("-‑", HYPHEN),
        ("\u00ad\ufeff\u200f\u2060", HIDDEN),
        (".,'’!😀+²–\x00\uffff", OTHER),
    ],
)
def test_a_character_is_of_one_kind(several, kind):
    assert {character: characters().kind[ord(character)] for character in several} == dict.fromkeys(several, kind)
