"""Sentences about terms with gaps, beside a slow search that tries every pair of words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc


def quotes(text: str, *terms: str, language: str | None = "en") -> list[str]:
    found = dc.find_terms([text], {"code": list(terms)}, language=language)
    assert all(text[start:end] == quote for start, end, quote in zip(found["start"], found["end"], found["quote"], strict=True))
    return list(found["quote"])


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("They owned their big 😀 networks.", "own … network", ["owned their big 😀 networks"]),
        ("own 1 2 3 4 5 network; own 1 2 3 4 5 6 network", "own … network", ["own 1 2 3 4 5 network"]),
        ("own the network; own a big network; own network", "own …0 network", ["own network"]),
        ("own the network; own a big network; own network", "own ...1 network", ["own the network", "own network"]),
        ("network that we own", "own … network", []),
        ("own it. The network", "own … network", []),
        ("own it, Dr. Osei's network", "own … network", ["own it, Dr. Osei's network"]),
        ("own\r\nyour\r\nnetwork, own\r\n\r\nnetwork", "own … network", ["own\r\nyour\r\nnetwork"]),
        ("own the co-op's know-how and network", "own …4 network", ["own the co-op's know-how and network"]),
        ("owners of cafe\u0301 networks", "own* … café …1 networks", ["owners of cafe\u0301 networks"]),
        ("own it, own network", "own …1 network", ["own network"]),
        ("WaaS is a service, waas is a service", '"WaaS" … service', ["WaaS is a service"]),
        ("value propositions of a learner's net", "value proposition … learner net", ["value propositions of a learner's net"]),
        ("הרשת של כל העולם", "הרשת … העולם", ["הרשת של כל העולם"]),
        ("我们的网络很大", "我们 …1 网络", ["我们的网络"]),
        ("wait … what", '"wait … what"', ["wait … what"]),
    ],
)  # fmt: skip
def test_the_parts_of_a_term_stand_in_their_order_with_few_words_between(text, term, expected):
    assert quotes(text, term) == expected


def test_a_gap_goes_to_the_nearest_part_that_leads_to_the_end():
    assert quotes("a b x b c", "a …3 b …0 c", language=None) == ["a b x b c"]
    assert quotes("a b c b c", "a … b … c", language=None) == ["a b c"]


def test_a_part_alone_is_no_hit_and_a_term_with_a_gap_may_exclude():
    assert quotes("own a boat", "own … network") == []
    assert quotes("own the goal, own the net", "own", "-own … goal") == ["own"]


def test_a_gap_never_leaves_an_utterance():
    assert dc.find_terms(["own", "network"], {"c": ["own … network"]}).empty


def test_the_reason_is_the_whole_term_and_other_codes_are_not_touched():
    found = dc.find_terms(["We own the network"], {"a": ["own … network"], "b": ["network", "own"]})
    assert found[["code", "reason"]].values.tolist() == [["b", "own"], ["a", "own … network"], ["b", "network"]]


def test_a_language_that_spacy_does_not_know_has_gaps_too():
    assert quotes("alt og anna", "alt … anna", language="nn") == ["alt og anna"]


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "a-d", "'", ",", ";", "(", "😀"]), max_size=14).map(" ".join)


@given(WORDS, st.integers(0, 4))
@settings(deadline=None, max_examples=200)
def test_the_hits_are_those_of_a_search_that_tries_every_pair_of_words(text, most):
    hits = []
    for one in re.finditer(r"(?<![\w])a(?!\w)", text):
        behind = [two for two in re.finditer(r"(?<!\w)b(?!\w)", text) if two.start() >= one.end()]
        if behind and len(re.findall(r"\w[\w'-]*", text[one.end() : behind[0].start()].lstrip("-d"))) <= most:
            hits.append((one.start(), behind[0].end()))
    kept: list[tuple[int, int]] = []
    for start, end in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
        if all(end <= s or e <= start for s, e in kept):
            kept.append((start, end))
    found = dc.find_terms([text], {"x": [f"a …{most} b"]}, language=None)
    assert list(zip(found["start"], found["end"], strict=True)) == sorted(kept)
