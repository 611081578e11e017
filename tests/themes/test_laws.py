"""Laws that hold for any text: offsets, independence of codes and of neighbours, and the same answer as two slower ways."""

from __future__ import annotations

import re

import pandas as pd
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

import discourse as dc
from discourse.themes import terms as themes_terms
from discourse.themes._fold import fold

BOOK = {
    "own": ["own*", "-own goal", '"OWN"', "/o[a-z]n/"],
    "value": ["value proposition", "proposition", "value-add"],
    "net": ["*net", "n?t work", "net* of", "café", "👩", "שלום"],
    "work": ["work as a service", "service", "works"],
}
PIECES = ["own", "OWN", "owner", "goal", "value", "proposition", "add", "add-", "net", "NeT", "subnet", "network", "work", "of", "as", "a"]
PIECES += [
    "service",
    "cafe\u0301",
    "café",
    "\u0301",
    "👩",
    "👩‍💻",
    "🏽",
    "\ufe0f",
    "\u200d",
    "שלום",
    "\u200f",
    "שע",
    "İ",
    "ß",
    "网络",
    "คน",
]
PIECES += [" ", " ", "  ", "\n", "\r\n", "\u00a0", "\ufeff", "\u00ad", "\u2029", "-", "‑", "--", "'s", "’", "_", "7", ".", "\x00", "\uffff"]
text = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"]), max_size=14).map("".join)


def rows(found: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    return list(found[list(columns or ("utterance", "start", "end", "code", "quote", "reason"))].itertuples(index=False, name=None))


LEXICON = themes_terms.compile_terms(BOOK)
ALONE = {code: themes_terms.compile_terms({code: several}) for code, several in BOOK.items()}
LAW = settings(deadline=None, max_examples=50)


@given(st.lists(text, max_size=4))
@LAW
def test_the_quote_is_what_stands_at_the_offsets_and_rows_are_sorted(texts):
    found = dc.find_terms(texts, LEXICON)
    for utterance, start, end, quote in rows(found, "utterance", "start", "end", "quote"):
        assert texts[int(utterance) - 1][start:end] == quote != ""
    order = [(int(u), *rest) for u, *rest in rows(found, "utterance", "start", "end", "code")]
    assert order == sorted(order)


@given(st.lists(text, max_size=4))
@LAW
def test_hits_of_one_code_never_overlap(texts):
    for _, group in dc.find_terms(texts, LEXICON).groupby(["utterance", "code"]):
        assert (group["start"].to_numpy()[1:] >= group["end"].to_numpy()[:-1]).all()


@given(st.text(alphabet=st.characters(), max_size=40))
@LAW
def test_folding_never_moves_an_offset(any_text):
    assert len(fold(any_text)) == len(any_text)
    assert fold(fold(any_text)) == fold(any_text)


@given(text, st.sampled_from(sorted(BOOK)))
@LAW
def test_adding_a_code_never_changes_the_hits_of_another(one, code):
    together = dc.find_terms([one], LEXICON)
    assert rows(together[together["code"] == code]) == rows(dc.find_terms([one], ALONE[code]))


@given(st.lists(text, max_size=3))
@LAW
def test_texts_together_give_what_they_give_alone(texts):
    alone = [(str(n), *row[1:]) for n, one in enumerate(texts, 1) for row in rows(dc.find_terms([one], LEXICON))]
    assert rows(dc.find_terms(texts, LEXICON)) == alone


@given(st.lists(text, min_size=1, max_size=6), st.integers(1, 30))
@LAW
def test_the_size_of_a_batch_does_not_matter(texts, size):
    with pytest.MonkeyPatch.context() as patch:
        whole = dc.find_terms(texts, LEXICON)
        patch.setattr(themes_terms, "BATCH", size)
        assert dc.find_terms(texts, LEXICON).equals(whole)


@given(text, text, text)
@LAW
def test_a_longer_text_around_does_not_change_the_hits_inside(before, inside, after):
    long = f"{before} | {inside} | {after}"
    shift = len(before) + 3
    found = [(s - shift, e - shift, c, q) for s, e, c, q in rows(dc.find_terms([long], LEXICON), "start", "end", "code", "quote")]
    assert [hit for hit in found if 0 <= hit[0] < len(inside)] == rows(dc.find_terms([inside], LEXICON), "start", "end", "code", "quote")


WORDS = st.lists(st.sampled_from(["a", "ab", "aB", "abc", "b", "c", "-", " ", " ", "  ", ".", "_", "1"]), max_size=12).map("".join)
TERMS = st.lists(
    st.sampled_from(["a", "ab", "a b", "b a", "a-b", "a*", "*b", "a?", "a* b", "*b* a", "* b", "ab c a", "a*c", "?b?"]), min_size=1
)


@given(WORDS, TERMS)
@settings(deadline=None, max_examples=150)
def test_the_hits_are_those_of_a_search_that_tries_every_pair_of_offsets(one, several):
    assert rows(dc.find_terms([one], {"c": several}, language=None), "start", "end") == by_hand(one, several)


def by_hand(one: str, several: list[str]) -> list[tuple[int, int]]:
    def pattern(term: str) -> str:
        words = [r"\w+" if word == "*" else word.replace("*", r"\w*").replace("?", r"\w") for word in re.split("[ -]", term)]
        gap = r"(?:(?<=\w)-(?=\w)|\s+)"
        return (gap if " " in term or "-" not in term else gap + "?").join(words)

    hits = [
        (start, end)
        for start in range(len(one))
        for end in range(start + 1, len(one) + 1)
        if not re.match(r"\w\w", one[start - 1 : start + 1] if start else "")
        and not re.match(r"\w\w", one[end - 1 : end + 1])
        and any(re.compile(pattern(term), re.IGNORECASE).fullmatch(one, start, end) for term in several)
    ]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
        if all(end <= s or e <= start for s, e in kept):
            kept.append((start, end))
    return sorted(kept)


STORY = [
    "The gardeners owned their networks, and nobody values a proposition that the owner has not valued.",
    "Communities grow; a community grown slowly keeps its gardeners. We went, they go, she goes to the growing circle.",
    "Whose propositions? Valuing propositions is work: worked, working, works. Services serve those who served.",
]
PHRASES = {
    "value": ["value proposition", "values"],
    "community": ["communities", "community grow", "gardener"],
    "work": ["works", "to go", "service", "network", "own"],
}


def test_the_hits_are_those_of_a_lemma_matcher_on_what_both_can_see():
    # Both look words up in the same table of lemmas. The texts hold no hyphens, possessives, names in capitals or nouns in
    # -ing, which find_terms finds as well, and a tokenizer that reads lemmas one by one does not: see the next test.
    assert rows(dc.find_terms(STORY, PHRASES), "utterance", "start", "end", "code") == by_lemma(STORY, PHRASES)


def test_a_lemma_matcher_misses_compounds_possessives_and_verbs_that_the_table_calls_nouns():
    texts, book = ["The owner's know-how is building."], {"x": ["owner know how", "build"]}
    assert dc.find_terms(texts, book)["quote"].tolist() == ["owner's know-how", "building"]
    assert by_lemma(texts, book) == []


def by_lemma(texts: list[str], book: dict[str, list[str]]) -> list[tuple[str, int, int, str]]:
    nlp, table = spacy.blank("en"), DefaultDictionaryFactory().get_dictionary("en")

    def lemmatised(one: str) -> Doc:
        doc = nlp.make_doc(one)
        for token in doc:
            token.lemma_ = table.get(token.lower_, token.lower_)
        return doc

    matcher = PhraseMatcher(nlp.vocab, attr="LEMMA")
    for code, phrases in book.items():
        matcher.add(code, [lemmatised(phrase) for phrase in phrases])
    found = []
    for name, one in enumerate(texts, 1):
        doc = lemmatised(one)
        for code in book:
            spans = [doc[start:end] for key, start, end in matcher(doc) if nlp.vocab.strings[key] == code]
            found += [(str(name), span.start_char, span.end_char, code) for span in spacy.util.filter_spans(spans)]
    return sorted(found)
