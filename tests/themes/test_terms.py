"""Sentences about what a term finds; each table gives a text, the terms of one code, and the quotes that they find."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import CodebookError, FrameError, UnknownLanguage
from discourse.frames import check_codings
from discourse.themes.terms import compile_terms

COLUMNS = ["utterance", "start", "end", "code", "coder", "quote", "score", "reason"]


def quotes(text: str, *terms: str, language: str | None = "en") -> list[str]:
    found = dc.find_terms([text], {"code": list(terms)}, language=language)
    assert all(text[start:end] == quote for start, end, quote in zip(found["start"], found["end"], found["quote"], strict=True))
    return list(found["quote"])


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("Networks, a NETWORK; we networked", "network", ["Networks", "NETWORK", "networked"]),
        ("Networks, a NETWORK; we networked", "networks", ["Networks", "NETWORK", "networked"]),
        ("many value propositions were valued propositions", "value proposition", ["value propositions", "valued propositions"]),
        ("she went; they go; going", "go", ["went", "go", "going"]),
        ("building, built, builds", "build", ["building", "built", "builds"]),
        ("two women", "woman", ["women"]),
        ("the microcredentials and a microcredential", "microcredential", ["microcredentials", "microcredential"]),
        ("thing, the, theory", "the", ["the"]),
        ("PLN, plns, plain, PLN’s", "PLN", ["PLN", "plns", "PLN"]),
        ("PLN and plain", "pln", ["PLN"]),
        ("waas WaaS", "WaaS", ["waas", "WaaS"]),
    ],
)
def test_a_word_stands_for_its_inflections_in_any_case(text, term, expected):
    assert quotes(text, term) == expected


def test_without_a_language_words_are_found_as_written():
    assert quotes("network Networks NETWORK", "network", language=None) == ["network", "NETWORK"]


def test_another_language_inflects_by_its_own_table():
    assert quotes("Das Haus, die Häuser, des Hauses; Hausboot", "Haus", language="de") == ["Haus", "Häuser", "Hauses"]
    assert quotes("cafés et caf\u0065\u0301s", "café", language="fr") == ["cafés", "caf\u0065\u0301s"]


@pytest.mark.parametrize("blank", ["  ", "\n", "\r\n", "\t", "\u00a0", " \u00a0\n ", "\u2003", "-", "\u2011", "\u200b"])
def test_white_space_in_a_phrase_may_be_any_run_or_a_hyphen(blank):
    assert quotes(f"x value{blank}proposition y", "value proposition") == [f"value{blank}proposition"]


@pytest.mark.parametrize("sign", ["--", " - ", " – ", "/", ", ", ". ", "_", "\n- "])
def test_other_signs_part_the_words_of_a_phrase(sign):
    assert quotes(f"x value{sign}proposition y", "value proposition") == []


def test_a_compound_is_found_with_any_hyphen_open_and_closed():
    text = "know-how Know how know\u2011how know\u2010how knowhow KNOW\nHOW know--how known how knows how"
    assert quotes(text, "know-how") == ["know-how", "Know how", "know\u2011how", "know\u2010how", "knowhow", "KNOW\nHOW"]
    assert quotes("co-owned, coowning, co-owns", "co-own") == ["co-owned", "coowning", "co-owns"]


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ", "`"])
def test_apostrophes_are_alike_and_a_possessive_hides_no_word(apostrophe):
    text = f"don{apostrophe}t trust a teacher{apostrophe}s network{apostrophe}s value"
    assert quotes(text, "don’t trust") == [f"don{apostrophe}t trust"]
    assert quotes(text, "network") == ["network"]
    assert quotes(text, "teacher network") == [f"teacher{apostrophe}s network"]
    assert quotes(f"learners{apostrophe} own", "learner own") == [f"learners{apostrophe} own"]


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("own owner OWNERSHIP disown down", "own*", ["own", "owner", "OWNERSHIP"]),
        ("ship friendship shipping", "*ship", ["ship", "friendship"]),
        ("disowned crowned own", "*own*", ["disowned", "crowned", "own"]),
        ("woman women womn womaan", "wom?n", ["woman", "women"]),
        ("networked net-ed neted networks", "net*ed", ["networked", "neted"]),
        ("owners network, ownership's  networks, own a network", "own* network", ["owners network", "ownership's  networks"]),
        ("our own work; our working", "our * work", ["our own work"]),
        ("value propositional; valued propositionless", "value proposition*", ["value propositional", "valued propositionless"]),
        ("know-how, knowhows, know nothing", "know-h*", ["know-how", "knowhows"]),
        ("owne\u0301e. own_er own2", "own*", ["owne\u0301e", "own_er", "own2"]),
    ],
)
def test_wildcards_stay_inside_a_word(text, term, expected):
    assert quotes(text, term) == expected


def test_an_exact_form_minds_letters_and_case_but_not_typography():
    assert quotes("WaaS waas WAAS WaaSs “WaaS”", '"WaaS"') == ["WaaS", "WaaS"]
    assert quotes("Work\nas  a Service, work as a service", "“Work as a Service”") == ["Work\nas  a Service"]
    assert quotes("know-how know how knowhow know\u2011how", '"know-how"') == ["know-how", "know\u2011how"]
    assert quotes("why not? why now", '"why not?"') == ["why not?"]
    assert quotes("C++ and c++11", '"C++"') == ["C++"]


def test_an_exact_form_and_a_phrase_of_the_same_letters_do_not_mix():
    found = dc.find_terms(["IT is it"], {"machine": ['"IT"'], "thing": ["it"]})
    assert found[["start", "code"]].values.tolist() == [[0, "machine"], [0, "thing"], [6, "thing"]]


def test_a_regular_expression_is_run_by_re2_on_the_text_as_written():
    assert quotes("women woman WOMAN womanly", "/wom[ae]n/") == ["women", "woman"]
    assert quotes("women WOMAN", "/wom[ae]n/i") == ["women", "WOMAN"]
    assert quotes("😀 own our network, own network", r"/own.{0,5}network/") == ["own our network", "own network"]
    assert quotes("first\nown", "/^own$/") == []
    assert quotes("abc", "/x*/") == []


def test_an_exclusion_drops_what_it_overlaps_in_its_own_code_only():
    book = {"ownership": ["own*", "-own goal", '-"OWN"'], "sport": ["own goal"]}
    found = dc.find_terms(["An own\ngoal is no ownership. OWN own"], book)
    assert found[["quote", "code"]].values.tolist() == [["own\ngoal", "sport"], ["ownership", "ownership"], ["own", "ownership"]]


def test_an_exclusion_is_taken_off_before_the_longest_is_chosen():
    assert quotes("ownership of work", "ownership of work", "work", "-ownership of") == ["work"]


def test_the_longest_of_one_code_wins_and_codes_overlap_freely():
    text = "work as a service to the service desk"
    assert quotes(text, "work", "service", "work as a service", "service to the service") == ["work", "service to the service"]
    assert quotes("a b c", "a b", "b c") == ["a b"]
    found = dc.find_terms([text], {"x": ["work as a service"], "y": ["service"]})
    assert found["quote"].tolist() == ["work as a service", "service", "service"]


def test_the_reason_is_the_first_term_that_finds_it_as_it_was_written():
    found = dc.find_terms(["Owned"], {"ownership": ["  Owning", "own", "own*"]})
    assert found["reason"].tolist() == ["Owning"]


@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("town owned own2 _own own_ cafe\u0301own", "own", ["owned"]),
        ("cafe cafe\u0301 café", "cafe", ["cafe"]),
        ("cafe cafe\u0301 café CAFÉ", "café", ["cafe\u0301", "café", "CAFÉ"]),
        ("👩 👩‍💻 👩🏽 👨‍👩", "👩", ["👩"]),
        ("❤️ ❤ ❤️‍🔥", "❤", ["❤️", "❤"]),
        ("👍own 👍🏽own❤️", "own", ["own", "own"]),
        ("我们的网络很大", "网络", ["网络"]),
        ("WaaSは新しい", "WaaS", ["WaaS"]),
        ("เครือข่ายของเรา", "เครือข่าย", ["เครือข่าย"]),
        ("הרשת שלנו \u200fשלום\u200e עולם", "שלום עולם", ["שלום\u200e עולם"]),
        ("شبكة شبكتنا", "شبكة", ["شبكة"]),
        ("net\u00adwork and net\u00adworks\u00ad", "network", ["net\u00adwork", "net\u00adworks"]),
        ("\ufeffown\r\nown", "own", ["own", "own"]),
        ("STRASSE Straße straße", "Straße", ["Straße", "straße"]),
        ("İstanbul istanbul", "İstanbul", ["İstanbul", "istanbul"]),
        ("#PLN @pln pln.org", "#pln", ["#PLN"]),
    ],
)
def test_no_hit_cuts_a_word_a_letter_or_an_emoji(text, term, expected):
    assert quotes(text, term) == expected


def test_the_frame_is_sorted_as_the_corpus_and_passes_the_door():
    corpus = dc.Corpus(pd.DataFrame({"id": ["z", "a"], "text": ["value 😀 own", "own value"]}))
    found = dc.find_terms(corpus, dc.Codebook.from_terms({"value": "value", "a/own": "own"}), coder="machine")
    assert found.columns.tolist() == COLUMNS
    assert found[["utterance", "start", "end", "code"]].values.tolist() == [
        ["z", 0, 5, "value"],
        ["z", 8, 11, "a/own"],
        ["a", 0, 3, "a/own"],
        ["a", 4, 9, "value"],
    ]
    assert set(found["coder"]) == {"machine"}
    assert set(found["score"]) == {1.0}
    assert check_codings(found, corpus.utterances)["quote"].tolist() == found["quote"].tolist()


@pytest.mark.parametrize(
    ("texts", "book"), [([], {"a": "x"}), (["", " "], {"a": "x"}), (["x"], {}), (["x"], {"a": []}), (["x"], {"a": "-x"})]
)
def test_nothing_found_is_the_same_frame_without_rows(texts, book):
    empty, full = dc.find_terms(texts, book), dc.find_terms(["x"], {"a": "x"})
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_a_list_a_series_and_one_text_will_do_for_a_corpus():
    several = [["own", "we own"], pd.Series(["own", "we own"], index=[7, 7])]
    assert [dc.find_terms(texts, {"o": "own"})["utterance"].tolist() for texts in several] == [["1", "2"]] * 2
    assert dc.find_terms("we own", {"o": "own"})["start"].tolist() == [3]


def test_a_codebook_compiled_once_finds_the_same():
    book = {"o": ["own*", "/n.t/"], "v": ["value proposition"]}
    texts = ["we own a net", "value propositions"]
    lexicon = compile_terms(book)
    assert dc.find_terms(texts, lexicon).equals(dc.find_terms(texts, book))
    assert dc.find_terms(texts, lexicon).equals(dc.find_terms(texts, lexicon, progress=False))


@pytest.mark.parametrize(
    ("book", "says"),
    [
        ({"ownership": ["own", '"WaaS']}, r"code 'ownership', term '\"WaaS': .*quotation marks"),
        ({"ownership": ["/(?=own)/"]}, r"code 'ownership', term '/\(\?=own\)/': RE2.*look-around"),
        ({"ownership": [r"/(o)\1/"]}, r"code 'ownership'.*back-references"),
        ({"ownership": ["/own/g"]}, "ends with / or with /i"),
        ({"ownership": ["//"]}, "empty"),
        ({"ownership": ["-"]}, "nothing to look for"),
        ({"ownership": [""]}, "nothing to look for"),
        ({"ownership": ['""']}, "quotation marks"),
        ({"ownership": ["* ?"]}, "at least one letter"),
        ({"ownership": ["own*…network"]}, "a gap needs a blank on each side"),
        ({"ownership": ["… network"]}, "a gap .* stands between two words"),
        ({"ownership": ["own ...99 network"]}, "a gap of 99 words; 50 is the most"),
        ({"ownership": ['own … /x/ … "a']}, "quotation marks"),
        ({"ownership": ["own/VRB"]}, "no part of speech VRB; did you mean VERB"),
        ({"ownership": ["own/VERB"]}, r"code 'ownership', term 'own/VERB': .*language=load_language\(\)"),
        ({"ownership": [None]}, "a term is a piece of text, found NoneType"),
        ({"ownership": {"terms": "own"}}, "'ownership' should be a list of phrases"),
        ({7: ["own"]}, "no name for a code"),
        (["own"], r"expected a Codebook or \{code: \[terms\]\}, got list"),
    ],
)
def test_a_term_that_cannot_be_read_is_refused_by_code_and_name(book, says):
    with pytest.raises(CodebookError, match=says):
        dc.find_terms(["own"], book)


def test_a_language_without_a_table_is_refused_with_those_there_are():
    with pytest.raises(UnknownLanguage, match=r"did you mean 'en'.*language=None"):
        dc.find_terms(["own"], {"a": "own"}, language="eng")
    assert quotes("owned", "own", language="en-GB") == ["owned"]


def test_what_is_no_corpus_is_refused():
    with pytest.raises(FrameError, match="expected a Corpus"):
        dc.find_terms(7, {"a": "own"})  # type: ignore[arg-type]


def test_ten_megabytes_in_one_paragraph_are_a_text_like_any_other():
    piece = "Nobody owns 😀 the  hill, the hill's\u00a0network\r\nowns them. "
    text = piece * (10_000_000 // len(piece) + 1)
    found = dc.find_terms([text], {"ownership": ["own", "nobody own"], "network": ["hill network"]})
    assert len(found) == 3 * (len(text) // len(piece))
    last = found.iloc[-1]
    assert text[last["start"] : last["end"]] == last["quote"] == "owns"
    assert len(text) - last["end"] == len(" them. ")


def test_a_word_without_end_is_still_one_word():
    text = "ab" * 60_000
    assert quotes(text, "ab*", "*ba", "*ab", "a*a?b") == [text]
    assert quotes(text, "ab", "/ab/") == []
