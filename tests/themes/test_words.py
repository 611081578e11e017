"""find_words: what somebody types into a search."""

from __future__ import annotations

import itertools
import re
import time

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import Corpus, find_words
from discourse.errors import FrameError, UnknownLanguage
from tests.conftest import DIFFICULT

OWN = ["Who owns 😀 it? I own\r\nit. My OWN, disowned town.", "cafe\u0301 Café CAFE, naïve", "👩🏽‍🚀 WaaS waas; 👩 own-goal own goal"]


def hits(query: str, how: str = "words", texts: list[str] = OWN, **how_else: object) -> list[str]:
    found = find_words(texts, query, how, **how_else)
    assert [texts[int(u) - 1][a:b] for u, a, b in zip(found["utterance"], found["start"], found["end"], strict=True)] == found[
        "quote"
    ].tolist()
    return found["quote"].tolist()


@pytest.mark.parametrize(
    ("query", "how", "found"),
    [
        ("own", "words", ["own", "OWN", "own", "own"]),
        ("own*", "words", ["owns", "own", "OWN", "own", "own"]),
        ("?own", "words", ["own", "OWN", "own", "own"]),
        ("t?wn", "words", ["town"]),
        ("*own*", "words", ["owns", "own", "OWN", "disowned", "town", "own", "own"]),
        ("own it", "words", ["own\r\nit"]),
        ("Who owns", "words", ["Who owns"]),
        ("  owns?! ", "words", ["owns"]),
        ("own goal", "words", ["own-goal", "own goal"]),
        ("-own", "words", ["own", "OWN", "own", "own"]),
        ("own", "plain", ["own", "own", "OWN", "own", "own", "own", "own"]),
        ("own it", "plain", ["own\r\nit"]),
        ("own\r\nit", "plain", ["own\r\nit"]),
        ("?", "plain", ["?"]),
        ("caf", "plain", ["caf", "Caf", "CAF"]),
        ("cafe", "plain", ["CAFE"]),
        ("café", "plain", ["cafe\u0301", "Café"]),
        ("cafe\u0301", "words", ["cafe\u0301", "Café"]),
        ("👩", "plain", ["👩"]),
        ("👩🏽‍🚀", "plain", ["👩🏽‍🚀"]),
        ("😀", "words", ["😀"]),
        (r"own\w*", "regex", ["owns", "own", "OWN", "owned", "own", "own", "own"]),
        (r"^who", "regex", ["Who"]),
        (r"goal$", "regex", ["goal"]),
        (r"caf.", "regex", ["cafe\u0301", "Café", "CAFE"]),
        (r"own\s+it|town", "regex", ["own\r\nit", "town"]),
        (r"x*", "regex", []),
        ("own", "lemma", ["owns", "own", "OWN", "own", "own"]),
        ("goals", "lemma", ["goal", "goal"]),
        ("nowhere", "words", []),
        ("nowhere", "plain", []),
    ],
)
def test_what_is_found(query, how, found):
    assert hits(query, how) == found


@pytest.mark.parametrize(
    ("query", "how", "found"),
    [
        ("own", "words", ["own", "own", "own"]),
        ("OWN*", "words", ["OWN"]),
        ("WaaS", "words", ["WaaS"]),
        ("W*S", "words", ["WaaS"]),
        ("W?aS", "words", ["WaaS"]),
        ("I own", "words", ["I own"]),
        ("i own", "words", []),
        ("OWN", "plain", ["OWN"]),
        ("OWN", "regex", ["OWN"]),
    ],
)
def test_where_capitals_matter(query, how, found):
    assert hits(query, how, case=True) == found


@pytest.mark.parametrize("how", ["words", "plain", "regex"])
@pytest.mark.parametrize("query", ["cafe", "café", "cafe\u0301"])
def test_where_accents_do_not_matter(query, how):
    assert hits(query, how, accents=False) == ["cafe\u0301", "Café", "CAFE"]
    assert hits("naive", how, accents=False) == ["naïve"]


def test_vowel_signs_are_no_accents():
    assert hits("कि", "plain", ["किताब कताब"], accents=False) == ["कि"]
    assert hits("שלום", "words", ["שָׁלוֹם"], accents=False) == ["שָׁלוֹם"]


def test_scripts_of_all_kinds_are_found_by_their_words():
    assert hits("שלום", "words", list(DIFFICULT)) == ["שלום"]
    assert hits("work", "words", list(DIFFICULT)) == ["work", "work"]
    assert hits("中文", "words", list(DIFFICULT)) == ["中文"]
    assert hits("ßtraße", "plain", ["die ßtraße"]) == ["ßtraße"]


def test_hits_never_go_over_the_end_of_an_utterance():
    assert hits("a a", "plain", ["a", "a a"]) == ["a a"]
    assert hits("a a", "words", ["a", "a a"]) == ["a a"]
    assert hits(r"a\s+a", "regex", ["a", "a a"]) == ["a a"]


@pytest.mark.parametrize(
    ("to", "found"),
    [
        ("hit", ["own", "own", "Own"]),
        ("word", ["own", "disowned", "Own"]),
        ("sentence", ["We own and disowned 😀.", "Own it"]),
        ("paragraph", ["We own and disowned 😀. They do not.", "Own it"]),
        ("utterance", ["We own and disowned 😀. They do not.\n\nOwn it"]),
    ],
)
def test_a_coding_is_the_hit_or_what_it_stands_in_once(to, found):
    assert hits("own", "plain", ["We own and disowned 😀. They do not.\n\nOwn it", "no"], widen=to) == found


def test_the_reason_says_what_was_looked_for_and_what_was_found():
    def reasons(query, how="words", **how_else):
        return find_words(["I own, owned, owning, owns and own. An owner?"], query, how, **how_else)["reason"].unique().tolist()

    assert reasons("own") == ["own"]
    assert reasons("ow", "plain") == ["“ow”"]
    assert reasons("ow+", "regex") == ["/ow+/"]
    assert reasons("own", "lemma", widen="sentence") == ["own (any form): own, owned, owning and 1 more"]


def test_the_code_is_the_query_or_what_one_says():
    assert find_words(OWN, " own ")["code"].unique().tolist() == ["own"]
    assert find_words(OWN, "own", code="work/ownership", widen="sentence")["code"].unique().tolist() == ["work/ownership"]


def test_a_search_of_a_corpus_names_its_utterances_in_their_order():
    corpus = Corpus(pd.DataFrame({"id": ["z", "a"], "text": ["own", "own own"]}))
    found = find_words(corpus, "own", widen="utterance")
    assert found[["utterance", "quote"]].values.tolist() == [["z", "own"], ["a", "own own"]]


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((" ", "words"), "nothing to look for in the query ' '"),
        (("*", "words"), "would find every word"),
        (("?*", "lemma"), "would find every word"),
        (("own", "word"), "how='word'; did you mean 'words'"),
        ((7, "words"), "nothing to look for in the query 7"),
    ],
)
def test_what_cannot_be_looked_for_is_told(given, sentence):
    with pytest.raises(FrameError, match=re.escape(sentence)):
        find_words(OWN, *given)


def test_choices_that_there_are_not_are_told():
    with pytest.raises(FrameError, match="widen='sentences'; did you mean 'sentence'"):
        find_words(OWN, "own", widen="sentences")
    with pytest.raises(FrameError, match="as they are written"):
        find_words(OWN, "own", "lemma", case=True)
    with pytest.raises(FrameError, match="as they are written"):
        find_words(OWN, "own", "lemma", accents=False)
    with pytest.raises(UnknownLanguage):
        find_words(OWN, "own", "lemma", language="xq")


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("own(s", "cannot be read at its character 4, '(s': missing ), unterminated subpattern"),
        ("own)", "cannot be read at its character 4, ')': unbalanced parenthesis"),
        ("[a-", "cannot be read at its character 1, '[a-': unterminated character set"),
        ("*own", "cannot be read at its character 1, '*own': nothing to repeat"),
        ("[z-a]", "cannot be read at its character 2, 'z-a]': bad character range z-a"),
        ("own(?=s)", "cannot be read at its character 4, '(?=s)'"),
        ("(?<!dis)own", "cannot be read at its character 1, '(?<!dis)own'"),
        (r"(o)wn\1", r"cannot be read at its character 6, '\\1'"),
        ("a{2000}", "cannot be read at its character 2, '{2000}'"),
        ("own\\", "cannot be read at"),
        ("😀(", "cannot be read at its character 2, '('"),
    ],
)
def test_a_regular_expression_that_cannot_be_read_is_told_by_its_place(pattern, sentence):
    with pytest.raises(FrameError, match=re.escape(sentence)):
        find_words(OWN, pattern, "regex")


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)*b", "(.*a){20}", "^(([a-z])+.)+[A-Z]([a-z])+$"])
def test_a_pattern_that_hangs_others_does_not_hang_this(pattern):
    began = time.process_time()
    hits(pattern, "regex", ["a" * 5000 + "!"])
    assert time.process_time() - began < 5


PIECES = [*"aábB \n.-'", "e\u0301", "\u0301", "😀", "👩🏽‍🚀", "\u200d", "🏽", "中", "ש", "\ufeff", "\r\n", "1"]
TEXT = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@given(texts=st.lists(TEXT, max_size=4), query=TEXT, how=st.sampled_from(["words", "plain"]), case=st.booleans(), accents=st.booleans())
def test_hits_lie_in_order_do_not_overlap_and_hold_words(texts, query, how, case, accents):
    try:
        found = find_words(texts, query, how, case=case, accents=accents)
    except FrameError:
        return
    assert [texts[int(u) - 1][a:b] for u, a, b in found[["utterance", "start", "end"]].itertuples(index=False)] == found["quote"].tolist()
    assert (found["quote"].str.len() > 0).all()
    places = [(int(u), a, b) for u, a, b in found[["utterance", "start", "end"]].itertuples(index=False)]
    assert all(one[0] < other[0] or one[2] <= other[1] for one, other in itertools.pairwise(places))


@given(
    texts=st.lists(st.text(st.sampled_from("ab c"), max_size=12), max_size=4), query=st.text(st.sampled_from("abc"), min_size=1, max_size=3)
)
def test_plain_letters_are_where_python_finds_them(texts, query):
    expected = [(str(n), m.start(), m.end()) for n, text in enumerate(texts, 1) for m in re.finditer(query, text)]
    assert list(find_words(texts, query, "plain")[["utterance", "start", "end"]].itertuples(index=False, name=None)) == expected
    assert list(find_words(texts, query, "regex")[["utterance", "start", "end"]].itertuples(index=False, name=None)) == expected
