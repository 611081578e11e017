"""Sentences about regular expressions: the same hits as text by text, and an end to each search."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import CodebookError
from discourse.themes import _scan
from discourse.themes.terms import compile_terms

PATTERNS = [
    "^own",
    "own$",
    "^own$",
    r"\Aown",
    r"own\z",
    r"own\b.b",
    r"o\w*",
    "own.+b",
    "(?s)own.+b",
    "(?m)^b$",
    "own|b",
    r"\n",
    "(?i)OWN",
    "x*",
    "é😀",
]
LEXICONS = {pattern: compile_terms({"c": [f"/{pattern}/"]}) for pattern in PATTERNS}


@given(st.lists(st.lists(st.sampled_from(["own", "b", " ", "\n", "\r\n", "é", "😀", "ש", "."]), max_size=8).map("".join), max_size=5))
@settings(deadline=None, max_examples=40)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_regular_expression_finds_in_many_texts_what_it_finds_in_each(pattern, texts):
    found = dc.find_terms(texts, LEXICONS[pattern])
    mine = list(zip(found["utterance"], found["start"], found["end"], strict=True))
    assert mine == [(str(n), *span) for n, text in enumerate(texts, 1) for span in alone(pattern, text)]


def alone(pattern: str, text: str) -> list[tuple[int, int]]:
    def cut(place: int) -> bool:
        return text[place - 1 : place].isalnum() and text[place : place + 1].isalnum()

    spans = [match.span() for match in re2.finditer(pattern, text)]
    return [(start, end) for start, end in spans if end > start and not cut(start) and not cut(end)]


EVIL, LONG = "(x+x+)+y", "x" * 60


def test_a_pattern_that_hangs_the_standard_library_ends_here():
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", f"import re; re.search({EVIL!r}, {LONG!r})"], check=False, timeout=2)
    start = time.perf_counter()
    assert dc.find_terms([LONG, LONG * 10_000, LONG + "y"], {"c": [f"/{EVIL}/"]})["utterance"].tolist() == ["3"]
    assert time.perf_counter() - start < 20


def test_a_search_that_takes_too_long_is_given_up_by_name(monkeypatch):
    monkeypatch.setattr(_scan, "PATIENCE", -1)
    with pytest.raises(CodebookError, match=r"code 'c', term '/own.\*/': after -1 seconds in one utterance of 7 code points"):
        dc.find_terms(["own own"], {"c": ["/own.*/"]})


def test_ten_megabytes_take_a_regular_expression_and_a_gap():
    piece = "Nobody owns 😀 the hill, the hill's network\r\nowns them.\n\n" + "cafe\u0301 " * 150
    text = piece * (10_000_000 // len(piece))
    found = dc.find_terms([text], {"a": [r"/\bhill('s)?\b/"], "b": ["own … network"]}, negated="mark")
    assert found["code"].value_counts().to_dict() == {"a": 2 * text.count("Nobody"), "b": text.count("Nobody")}
    negated = ' · negated by "Nobody"'
    assert set(found["reason"]) == {r"/\bhill('s)?\b/", r"/\bhill('s)?\b/" + negated, "own … network" + negated}


def test_without_gaps_and_parts_of_speech_spacy_stays_closed():
    code = "import sys, discourse as dc; dc.find_terms(['we own'], {'c': ['own', '/x/']}, negated='mark'); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
