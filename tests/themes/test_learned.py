"""Sentences about proposals: where they stand, what they are learned from, and which are withheld."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse import Codebook, Corpus, Learner, find_learned
from discourse.errors import FrameError, OffsetError, UnknownUtterance
from discourse.themes._lessons import lay_out
from tests.conftest import DIFFICULT, codings
from tests.themes.lessons import GARDEN, MARKS, UNSEEN

COLUMNS = ["utterance", "start", "end", "code", "coder", "quote", "score", "reason"]


@pytest.fixture(scope="module")
def said() -> Corpus:
    """Four sentences an utterance: four utterances that were coded, one with what nobody read, and the difficult ones."""
    texts = [" ".join(GARDEN[n : n + 4]) for n in range(0, 16, 4)]
    texts += ["😀\r\n" + "  ".join(UNSEEN), *DIFFICULT, "", " \n"]
    return Corpus(pd.DataFrame({"id": [f"u{n}" for n in range(len(texts))], "text": texts}))


@pytest.fixture(scope="module")
def mine(said) -> pd.DataFrame:
    rows = []
    for n, text in enumerate(GARDEN):
        start = said.text(f"u{n // 4}").index(text)
        rows += [(f"u{n // 4}", start, start + len(text), code) for code in MARKS if MARKS.loc[n, code]]
    return codings(*rows)


def test_it_proposes_sentences_with_exact_offsets_a_score_and_a_reason(said, mine):
    found = find_learned(said, mine)
    assert list(found.columns) == COLUMNS
    assert set(zip(found["quote"], found["code"], strict=True)) >= {("😀\r\n" + UNSEEN[0], "ownership"), (UNSEEN[1], "thanks")}
    assert all(said.text(u)[a:b] == q for u, a, b, q in found[["utterance", "start", "end", "quote"]].itertuples(index=False, name=None))
    assert found["score"].between(0, 1).all()
    assert (found["coder"] == "learned:1 (tfidf+static-en 1)").all()
    first = found[found["quote"].str.endswith(UNSEEN[0])].iloc[0]
    assert first["reason"].startswith("words: ")
    assert "own" in first["reason"].partition(";")[0]
    assert "like “" in first["reason"]


def test_rows_stand_in_the_order_of_the_corpus_and_the_same_comes_again(said, mine):
    found = find_learned(said, mine)
    place = {u: n for n, u in enumerate(said.utterances["id"])}
    keys = [(place[u], a, b, c) for u, a, b, c in found[["utterance", "start", "end", "code"]].itertuples(index=False, name=None)]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))
    pd.testing.assert_frame_equal(found, find_learned(said, mine))


def test_what_has_the_code_already_is_not_proposed_again(said, mine):
    found = find_learned(said, mine, learner=Learner(least_skill=-1.0))
    has = set(zip(mine["utterance"], mine["start"], mine["code"], strict=True))
    assert not has & set(zip(found["utterance"], found["start"], found["code"], strict=True))


def test_nothing_that_was_given_is_changed(said, mine):
    before, learner = mine.copy(), Learner()
    find_learned(said, mine, learner=learner)
    pd.testing.assert_frame_equal(mine, before)
    assert learner.codes is None
    assert not hasattr(learner, "classes_")


def test_quality_and_what_is_withheld_travel_with_the_frame(said, mine):
    found = find_learned(said, pd.concat([mine, codings(("u0", 0, 1, "rare"))]), coder="me too")
    assert set(found["coder"]) <= {"me too"}
    assert found.attrs["quality"].frame["code"].tolist() == ["ownership", "rare", "thanks"]
    assert "only 1 passage coded" in found.attrs["abstained"]["rare"]
    assert found.attrs["learned_from"] == {"units": 16, "coded": 10, "unit": "sentence", "held out by": "utterance"}
    assert "rare" not in set(found["code"])


def test_utterances_are_proposed_whole_where_that_is_asked_for(said, mine):
    found = find_learned(said, mine, read=["u4"], unit="utterance", learner=Learner(least_skill=-1.0))
    assert all(said.text(u).strip() == q for u, q in zip(found["utterance"], found["quote"], strict=True))


def test_what_was_read_and_not_coded_is_what_a_code_is_told_from(said, mine):
    lessons = lay_out(said, mine, None, "sentence", None)
    assert lessons.read.sum() == 16
    more = lay_out(said, mine, None, "sentence", pd.DataFrame({"utterance": ["u4", "u4"]}))
    assert more.read.sum() == 16 + (more.units["utterance"] == "u4").sum()
    assert not more.marked[more.units["utterance"] == "u4"].any()


def test_a_sentence_has_a_code_when_half_of_it_or_of_a_passage_is_marked():
    said = Corpus(pd.DataFrame({"text": ["One two three four. Five six. Seven."]}))
    marked = codings(("1", 0, 3, "within"), ("1", 14, 29, "over two"), ("1", 10, 36, "long"))
    lessons = lay_out(said, marked, None, "sentence", None)
    assert lessons.codes == ["long", "over two", "within"]
    assert lessons.marked.tolist() == [[False, False, True], [True, True, False], [True, False, False]]
    assert lessons.touched.tolist() == [[True, True, True], [True, True, False], [True, False, False]]


def test_a_code_above_has_what_the_one_below_has_and_a_mere_heading_is_no_code(said):
    book = Codebook.from_terms({"work": [], "work/WaaS": "waas", "work/time": [], "belonging": "belong"})
    marked = codings(("u0", 0, 10, "work/time"), ("u1", 0, 10, "work"))
    lessons = lay_out(said, marked, book, "utterance", None)
    assert lessons.codes == ["work", "work/WaaS", "work/time", "belonging"]
    assert lessons.marked[:2].tolist() == [[True, False, True, False], [True, False, False, False]]
    assert lay_out(said, marked[:1], book, "utterance", None).codes == ["work/WaaS", "work/time", "belonging"]


def test_groups_are_threads_then_participants_then_utterances():
    texts, several = ["a b c"] * 5, list("vwxyz")
    marked = codings(*((str(n), 0, 1, "x") for n in range(1, 6)))
    for given, by in (({"thread": several}, "thread"), ({"participant": several}, "participant"), ({}, "utterance")):
        assert lay_out(Corpus(pd.DataFrame({"text": texts, **given})), marked, None, "sentence", None).held_out_by == by


def test_a_codebook_alone_proposes_from_its_definitions_and_says_so(said):
    book = Codebook.from_terms({"thanks": ["thank*", "grateful"]})
    found = find_learned(said, codings(), book)
    assert len(found)
    assert found["reason"].str.contains("nothing coded yet").all()
    assert found["quote"].str.contains("[Tt]hank").sum() >= len(found) / 2


def test_a_corpus_that_was_read_wholly_is_judged_by_models_that_had_not_seen_it(mine):
    texts = [" ".join(GARDEN[n : n + 4]) for n in range(0, 16, 4)]
    said = Corpus(pd.DataFrame({"id": [f"u{n}" for n in range(4)], "text": texts}))
    missed = mine[~((mine["utterance"] == "u3") & (mine["code"] == "thanks"))]
    found = find_learned(said, missed)
    assert "Thank you so much, dear friend." in set(found.loc[found["code"] == "thanks", "quote"])


@pytest.mark.parametrize(
    ("change", "error", "said_so"),
    [
        ({"unit": "word"}, FrameError, "it can be: sentence, utterance"),
        ({"read": "u1"}, FrameError, "got one piece of text"),
        ({"read": ["zz"]}, UnknownUtterance, "no utterance 'zz'"),
        ({"read": pd.DataFrame({"id": ["u1"]})}, FrameError, "no column 'utterance'"),
        ({"codings": codings()}, FrameError, "nothing is coded"),
        ({"codings": codings(("zz", 0, 1, "a"))}, UnknownUtterance, "no utterance 'zz'"),
        ({"codings": codings(("u0", 0, 10_000, "a"))}, OffsetError, "lies outside the text"),
        ({"corpus": 7}, FrameError, "expected a Corpus, or a list or Series of texts, got int"),
    ],
)
def test_what_cannot_be_is_refused(said, mine, change, error, said_so):
    given = {"corpus": said, "codings": mine, **change}
    with pytest.raises(error, match=said_so):
        find_learned(given.pop("corpus"), given.pop("codings"), **given)


def test_from_a_corpus_without_a_word_nothing_is_learned_and_that_is_said():
    found = find_learned(Corpus(pd.DataFrame({"text": ["", " "]})), codings(), Codebook.from_terms({"a": "b"}))
    assert found.empty
    assert "no text with anything in it" in found.attrs["notes"][0]
