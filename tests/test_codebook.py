import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import Codebook, Corpus, find_phrases, find_topics, measure_phrases
from discourse.errors import CodebookCycle, CodebookError, DuplicateCode, UnknownCode

YAML = """\
title: Networked work
codes:
  ownership:
    brief: Whose it is
    terms: [own*, "no"]
  work:
    codes:
      WaaS: {brief: Work as a Service, colour: "#123456"}
      precarious:
  no:
"""


def test_codes_nest_and_words_stay_words():
    book = Codebook.from_yaml(YAML)
    assert book.paths == ["ownership", "work", "work/WaaS", "work/precarious", "no"]
    assert book.terms == {"ownership": ["own*", "no"]}
    assert book.colours["work/WaaS"] == "#123456"
    assert len(set(book.colours.values())) == 5


def test_a_codebook_written_is_read_back_the_same(tmp_path):
    book = Codebook.from_yaml(YAML)
    again = Codebook.read(book.write(tmp_path / "book.yml"))
    assert again == book
    assert again.title == book.title
    assert again.to_yaml() == book.to_yaml()


NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"], exclude_characters="/"), min_size=1, max_size=8)


@given(st.dictionaries(st.lists(NAMES, min_size=1, max_size=3).map("/".join), st.lists(NAMES, max_size=3), min_size=1, max_size=6))
def test_whatever_codes_and_terms_are_written_are_read_back(terms):
    book = Codebook.from_terms(terms)
    assert Codebook.from_yaml(book.to_yaml()) == book


def test_a_parent_may_be_named_instead_of_nesting():
    book = Codebook.from_yaml("codes: {WaaS: {parent: work}, work: {}}")
    assert book.paths == ["work", "work/WaaS"]


@pytest.mark.parametrize(
    ("text", "error", "sentence"),
    [
        ("codes:\n  a: {}\n  a: {}", DuplicateCode, r"book.yml, line 3: 'a' stands twice, first in line 2"),
        ("codes: {a: {codes: {b: }}, b: {parent: a}, }", DuplicateCode, r"'a/b' stands twice"),
        ("codes: {a: {parent: b}, b: {parent: a}}", CodebookCycle, r"its own ancestor: a → b → a"),
        ("codes: {a: {parent: a}}", CodebookCycle, r"its own ancestor"),
        ("codes: {a: {parent: a/b, codes: {b: }}}", CodebookCycle, r"its own ancestor"),
        ("codes: &all {a: {codes: *all}}", CodebookCycle, r"contains itself"),
        ("codes: {a: {parent: z}}", UnknownCode, r"names a parent 'z'; the codebook has: a"),
        ("codes: {a: {definiton: x}}", CodebookError, r"has a field 'definiton'; did you mean 'definition'"),
        ("codes: [a, b]", CodebookError, r"a codebook is a mapping with the key 'codes'"),
        ("just words", CodebookError, r"found a piece of text"),
        ("", CodebookError, r"found nothing"),
        ("codes: {a: [", CodebookError, r"book.yml, line 1: not valid YAML"),
        ("codes: {a: {terms: {b: c}}}", CodebookError, r"terms of 'a' should be a list"),
        ("codes: {a//b: }", CodebookError, r"no name for a code"),
        ("codes: {a: !!python/object:os.system x}", CodebookError, r"could not determine a constructor"),
    ],
)
def test_a_codebook_that_contradicts_itself_is_told_where(text, error, sentence):
    with pytest.raises(error, match=sentence):
        Codebook.from_yaml(text, "book.yml")


def test_a_missing_file_and_a_binary_one_are_told(tmp_path):
    with pytest.raises(CodebookError, match="there is no such file"):
        Codebook.read(tmp_path / "none.yml")
    (tmp_path / "x.yml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CodebookError, match="not a text file in UTF-8"):
        Codebook.read(tmp_path / "x.yml")


def test_a_code_is_found_by_its_last_name_in_any_case():
    book = Codebook.from_terms({"work/own": [], "home/own": [], "scale": []})
    assert book.find("Scale") == "scale"
    with pytest.raises(UnknownCode, match="ambiguous: it could be work/own or home/own"):
        book.find("own")
    with pytest.raises(UnknownCode, match="did you mean 'scale'"):
        book.find("scales")


def test_a_difference_tells_what_came_went_and_changed():
    old = Codebook.from_terms({"a": ["x"], "b": []})
    new = Codebook(pd.DataFrame({"code": ["a", "c"], "brief": ["A!", ""], "terms": [["x"], []]}))
    changed = {(r.code, r.field) for r in old.diff(new).itertuples()}
    assert changed == {("a", "brief"), ("b", "code"), ("c", "code")}


def test_a_definition_keeps_its_paragraphs(tmp_path):
    book = Codebook.from_yaml("codes:\n  trust:\n    definition: |\n      One.\n\n      Two: 😀\n")
    assert book.frame["definition"][0] == "One.\n\nTwo: 😀"
    assert Codebook.read(book.write(tmp_path / "book.yml")) == book


def test_terms_are_added_to_a_new_codebook_and_the_given_one_stays():
    book = Codebook.from_yaml("title: Study\ncodes: {work: {codes: {WaaS: {brief: As a service, colour: '#123456', terms: [waas]}}}}")
    more = book.with_terms({"waas": ["WAAS", "work as a service", "work as a service"], "trust/lost": "broken promise"})
    assert more.terms == {"work/WaaS": ["waas", "work as a service"], "trust/lost": ["broken promise"]}
    assert more.paths == ["work", "work/WaaS", "trust", "trust/lost"]
    assert (more.title, more.colours["work/WaaS"]) == ("Study", "#123456")
    assert book.terms == {"work/WaaS": ["waas"]}
    assert book.diff(more)["code"].tolist() == ["work/WaaS", "trust", "trust/lost"]
    assert Codebook.from_yaml(more.to_yaml()) == more


def test_terms_for_a_name_that_fits_several_codes_are_refused():
    with pytest.raises(UnknownCode, match="ambiguous"):
        Codebook.from_terms({"a/x": "1", "b/x": "2"}).with_terms({"x": "3"})


def test_phrases_and_topics_bring_their_own_terms():
    texts = ["The mailing list and tea.", "A mailing list!", "Tea, tea."]
    phrases, topics = find_phrases(texts), find_topics(texts, 1)
    empty = Codebook.from_terms({})
    assert empty.with_terms(phrases[phrases["code"] != "tea"]).terms == {"mailing list": ["mailing list"]}
    assert empty.with_terms(measure_phrases(phrases, Corpus(pd.DataFrame({"text": texts})))).terms == {
        p: [p] for p in ("mailing list", "tea")
    }
    assert sorted(next(iter(empty.with_terms(topics).terms.values()))) == ["list", "mailing", "tea"]


def test_a_frame_that_brings_no_terms_says_what_would():
    with pytest.raises(CodebookError, match="find_phrases"):
        Codebook.from_terms({}).with_terms(pd.DataFrame({"code": ["a"], "quote": ["b"]}))
