"""Sentences about topics over small discussions in which they were put."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.decomposition import LatentDirichletAllocation

import discourse as dc
from discourse.errors import FrameError, UnknownLanguage
from discourse.frames import CODINGS, check_codings, check_utterances
from discourse.themes.topics import numbers_to_try
from tests.conftest import DIFFICULT

COLUMNS = [*CODINGS, "quote", "score", "reason"]
SAID = [
    "Tea and cake 😀.\n\nMore tea, more cake; cake!",
    "Cake with tea?",
    "The rent is high.\r\n\r\nOur landlord raised the rent.",
    "My landlord and the rent.",
    "A landlord, a rent, a lease.",
    "The lease says what the rent is; ask the landlord.",
    "Nothing of the kind.",
]


def test_a_topic_is_named_by_its_strongest_words_the_largest_first():
    found = dc.find_topics(SAID, 2)
    assert sorted(found["code"].unique()) == ["topic 1: rent, landlord, lease", "topic 2: cake, tea"]
    assert list(found.columns) == COLUMNS


def test_the_passages_are_paragraphs_with_exact_offsets():
    found = dc.find_topics(SAID, 2)
    assert check_codings(found, check_utterances(pd.DataFrame({"text": SAID}))).equals(found)
    assert found[found["utterance"] == "1"]["quote"].tolist() == ["Tea and cake 😀.", "More tea, more cake; cake!"]
    assert "7" not in set(found["utterance"])
    assert dc.find_topics(SAID, 2, unit="utterance").query("utterance == '1'")["quote"].tolist() == [SAID[0]]


def test_the_best_passage_of_a_topic_scores_one():
    found = dc.find_topics(SAID, 2)
    assert found.groupby("code")["score"].max().tolist() == [1, 1]
    assert found["score"].between(0.1, 1).all()


def test_a_reason_tells_the_words_of_the_topic_that_stand_there():
    told = dict(dc.find_topics(SAID, 2).drop_duplicates("utterance")[["utterance", "reason"]].itertuples(index=False, name=None))
    assert told["2"] == "100% of the passage; its words here: cake, tea"
    assert told["4"].endswith("its words here: rent, landlord")


def test_the_same_discussion_has_the_same_topics():
    one, two = dc.find_topics(SAID), dc.find_topics(SAID)
    pd.testing.assert_frame_equal(one, two)


def test_codes_with_terms_have_topics_of_their_own_that_bear_their_names():
    found = dc.find_topics(SAID, 2, book={"home/tenancy": ["leas*"], "weather": ["rain"], "food": "cake"})
    assert set(found["code"]) == {"home/tenancy", "food"}
    assert set(found[found["code"] == "home/tenancy"]["utterance"]) == {"3", "4", "5", "6"}
    book = dc.Codebook.from_terms({"food": ["cakes"]})
    assert set(dc.find_topics(SAID, 2, book=book)["code"]) == {"food", "topic 1: rent, landlord, lease"}


def test_any_decomposition_takes_the_place_of_nmf():
    model = LatentDirichletAllocation(n_components=7, random_state=3)
    found = dc.find_topics(SAID, 2, model=model)
    assert [c[:9] for c in sorted(set(found["code"]))] == ["topic 1: ", "topic 2: "]
    assert model.n_components == 7


def test_phrases_count_as_words_when_asked_for():
    texts = ["The mailing list.", "A mailing list!", "One shed.", "Two sheds."]
    assert any("mailing list" in c for c in dc.find_topics(texts, 2, longest=2)["code"])


@pytest.mark.parametrize("texts", [[], [""], ["the of"], ["said only once"], ["x" * 100_000]])
def test_where_there_is_nothing_the_columns_are_there(texts):
    found = dc.find_topics(texts)
    assert list(found.columns) == COLUMNS
    assert found.empty
    assert dc.find_topics(texts, 3).empty


def test_difficult_texts_are_coded_exactly():
    texts = [*DIFFICULT, *DIFFICULT]
    found = dc.find_topics(texts, 2)
    assert len(found)
    check_codings(found, check_utterances(pd.DataFrame({"text": texts})))


def test_more_topics_than_passages_are_refused():
    with pytest.raises(FrameError, match="9 topics were asked for, but only 5 words recur"):
        dc.find_topics(SAID, 9)
    with pytest.raises(FrameError, match="4 topics were asked for, but only 3 paragraphs hold words that recur"):
        dc.find_topics(["Tea, cake and jam."] * 3, 4)


def test_fewer_topics_than_codes_are_refused():
    with pytest.raises(FrameError, match=r"2 codes have terms that occur \(food, home\)"):
        dc.find_topics(SAID, 1, book={"food": "cake", "home": "rent"})


@pytest.mark.parametrize("wrong", [{"topics": 0}, {"topics": "many"}, {"model": "lda"}, {"unit": "page"}])
def test_bad_input_is_one_clear_error(wrong):
    with pytest.raises(FrameError):
        dc.find_topics(SAID, **wrong)
    with pytest.raises(UnknownLanguage):
        dc.find_topics(SAID, language="xq")


def test_ten_million_characters_in_one_utterance_are_read():
    long = "Tea and cake. " * 10_000 + "a" * 5_000_000 + "\n \n" * 500_000 + " " * 4_000_000 + "The rent, my landlord. " * 10_000
    found = dc.find_topics([long, "Tea, cake.", "Rent and landlord."], 2)
    assert len(found) == 4


@pytest.mark.parametrize(
    ("passages", "anchored", "expected"), [(1, 0, [1]), (7, 0, [2]), (40, 0, [2, 3, 4, 5, 6, 7, 8, 9]), (24, 3, [5, 6])]
)
def test_the_numbers_that_are_tried_leave_four_passages_a_topic(passages, anchored, expected):
    assert list(numbers_to_try(passages, min(passages, 30), anchored)) == expected


WORDS = st.sampled_from(["tea", "cake", "rent", "the", "\n\n", "😀", "cafe\u0301", "שלום", "\r\n\r\n", "网络"])


@given(st.lists(st.lists(WORDS, max_size=10).map(" ".join), max_size=6), st.sampled_from(["paragraph", "utterance", "sentence"]))
@settings(deadline=None, max_examples=12)
def test_the_quote_is_what_stands_at_the_offsets_and_rows_are_sorted(texts, unit):
    found = dc.find_topics(texts, unit=unit)
    assert check_codings(found, check_utterances(pd.DataFrame({"text": pd.Series(texts, dtype="object")}))).equals(found)
    order = [(int(u), a, b, c) for u, a, b, c in found[["utterance", "start", "end", "code"]].itertuples(index=False, name=None)]
    assert order == sorted(order)
    assert found["score"].between(0, 1).all()
