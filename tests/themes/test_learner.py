"""Sentences about the learner: what it learns from, when it is silent, and how it fits into scikit-learn."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone, is_classifier
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GroupKFold, cross_val_predict, cross_val_score

from discourse import Codebook, Learner
from discourse.errors import CodebookError, FrameError, UnknownCode, UnknownEmbedder
from tests.themes.lessons import GARDEN, MARKS, THREADS, UNSEEN


@pytest.fixture(scope="module")
def fitted() -> Learner:
    return Learner().fit(GARDEN, MARKS, THREADS)


def test_it_finds_in_new_texts_what_was_coded_in_others(fitted):
    found = fitted.predict_proba(UNSEEN)
    assert found.shape == (3, 2)
    assert list(fitted.classes_) == ["ownership", "thanks"]
    assert found[0].argmax() == 0
    assert found[1].argmax() == 1
    assert (fitted.predict(UNSEEN) == [[1, 0], [0, 1], [0, 0]]).all()


def test_probabilities_lie_between_0_and_1_also_for_difficult_texts(fitted):
    difficult = ["", " \r\n", "😀👩🏽‍🚀", "שלום, this is mine", "cafe\u0301 \ufeff", "𝒟", "中文", "\x00", "own " * 20_000]
    found = fitted.predict_proba(difficult)
    assert found.shape == (9, 2)
    assert ((found > 0) & (found < 1)).all()
    assert fitted.predict(difficult[:3]).sum() == 0


def test_no_texts_give_no_rows(fitted):
    assert fitted.predict_proba([]).shape == (0, 2)
    assert fitted.predict([]).shape == (0, 2)


def test_tables_arrays_and_lists_of_codes_teach_the_same():
    lists = [[c for c in MARKS if row[c]] for row in MARKS.to_dict("records")]
    ways = [
        (Learner(), MARKS),
        (Learner(codes=list(MARKS)), MARKS.to_numpy()),
        (Learner(), lists),
        (Learner(codes=list(MARKS)), MARKS.to_numpy() > 0),
    ]
    first, *others = [learner.fit(GARDEN, y, THREADS).predict_proba(UNSEEN) for learner, y in ways]
    for other in others:
        np.testing.assert_array_equal(other, first)


def test_a_second_fit_gives_the_same_and_nothing_given_is_changed(fitted):
    texts, marks, groups = list(GARDEN), MARKS.copy(), list(THREADS)
    again = Learner().fit(texts, marks, groups)
    np.testing.assert_array_equal(again.predict_proba(UNSEEN), fitted.predict_proba(UNSEEN))
    assert (texts, groups) == (list(GARDEN), list(THREADS))
    pd.testing.assert_frame_equal(marks, MARKS)


def test_it_is_a_scikit_learn_classifier(fitted):
    assert is_classifier(fitted)
    book = Codebook.from_terms({"ownership": "own*"})
    asked = Learner(book, codes=["ownership"], least_skill=0.2, random_state=7)
    assert asked.get_params() == {
        "book": book, "codes": ["ownership"], "embedder": None, "language": None, "least_skill": 0.2, "random_state": 7,
    }  # fmt: skip
    twin = clone(asked)
    assert twin is not asked
    assert twin.get_params() == asked.get_params()
    assert clone(fitted).set_params(least_skill=0.5).least_skill == 0.5
    with pytest.raises(NotFittedError):
        asked.predict_proba(UNSEEN)
    with pytest.raises(NotFittedError):
        asked.explain(UNSEEN)


def test_settings_stay_as_they_were_given_when_it_is_fitted():
    book = Codebook.from_terms({"ownership": "own*", "thanks": "thank*"})
    learner = Learner(book)
    before = copy.deepcopy(learner.get_params())
    assert learner.fit(GARDEN, MARKS) is learner
    assert learner.get_params() == before
    assert learner.book is book


def test_cross_validation_of_scikit_learn_holds_out_groups():
    y = MARKS.to_numpy()
    held_out = cross_val_predict(Learner(), GARDEN, y, groups=THREADS, cv=GroupKFold(3), method="predict_proba")
    assert held_out.shape == y.shape
    assert held_out[y[:, 1] == 1, 1].mean() > held_out[y[:, 1] == 0, 1].mean()
    assert (cross_val_score(Learner(), GARDEN, y, groups=THREADS, cv=GroupKFold(3)) > 0.5).all()


def test_pickled_and_opened_again_it_says_the_same(fitted):
    kept = pickle.dumps(fitted)
    assert len(kept) < 2_000_000
    np.testing.assert_array_equal(pickle.loads(kept).predict_proba(UNSEEN), fitted.predict_proba(UNSEEN))
    with_terms = Learner(Codebook.from_terms({"ownership": "own*"})).fit(GARDEN, MARKS)
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(with_terms)).predict_proba(UNSEEN), with_terms.predict_proba(UNSEEN))


def test_quality_is_that_of_groups_held_out(fitted):
    quality = fitted.quality_.set_index("code")
    assert quality.loc["ownership", ["coded", "groups", "chance"]].tolist() == [6, 3, 0.375]
    assert ((quality["average_precision"] > quality["chance"]) & (quality["average_precision"] <= 1)).all()
    assert fitted.held_out_.shape == MARKS.shape
    assert fitted.abstained_ == {}


def test_a_code_at_random_is_withheld_and_it_is_said_why():
    rng = np.random.default_rng(0)
    texts = [" ".join(rng.choice(["river", "stone", "lamp", "coat", "train", "bread"], 5)) for _ in range(60)]
    marks = pd.DataFrame({"noise": rng.permutation([1] * 12 + [0] * 48)})
    learner = Learner(language="en").fit(texts, marks)
    assert "hardly better than by chance" in learner.abstained_["noise"]
    assert learner.predict(texts).sum() == 0
    assert "noise" not in Learner(language="en", least_skill=-1.0).fit(texts, marks).abstained_


def test_a_definition_speaks_for_a_code_of_which_nothing_is_coded():
    book = Codebook(
        pd.DataFrame(
            {"code": ["ownership", "weather"], "definition": ["Whose it is.", "Rain, sun, snow and wind."], "terms": [[], ["rain*"]]}
        )
    )
    learner = Learner(book).fit(GARDEN, MARKS[["ownership"]], THREADS)
    assert list(learner.classes_) == ["ownership", "weather"]
    rain, talk = learner.predict_proba(["Rain and wind again, and then snow.", "She told me of her sister."])[:, 1]
    assert rain > 2 * talk
    assert learner.quality_["coded"].tolist() == [6, 0]


def test_one_coded_passage_without_a_definition_is_too_little_and_with_one_is_not():
    marks = pd.DataFrame({"thanks": [int(text == "Thank you for the seeds!") for text in GARDEN]})
    alone = Learner().fit(GARDEN, marks, THREADS)
    assert alone.abstained_["thanks"].startswith("only 1 passage coded")
    told = Learner(Codebook.from_terms({"thanks": ["thank*", "grateful"]})).fit(GARDEN, marks, THREADS)
    assert told.abstained_ == {}
    assert told.predict(["Thank you so much!", "The gate is shut."]).tolist() == [[1], [0]]


def test_a_code_that_every_text_has_cannot_be_told_from_anything():
    learner = Learner().fit(GARDEN, MARKS.assign(thanks=1), THREADS)
    assert "every text that was read has it" in learner.abstained_["thanks"]
    assert "ownership" not in learner.abstained_


def test_one_group_alone_leaves_quality_unknown_and_it_is_said():
    learner = Learner().fit(GARDEN, MARKS, ["one"] * len(GARDEN))
    assert learner.quality_["average_precision"].isna().all()
    assert "one group" in learner.notes_[0]
    assert set(learner.abstained_) == {"ownership", "thanks"}
    assert np.isfinite(learner.predict_proba(UNSEEN)).all()


def test_equal_texts_are_held_out_together():
    twice = Learner().fit(GARDEN * 2, pd.concat([MARKS, MARKS]), None)
    assert twice.quality_["groups"].tolist() == [6, 4]


def test_texts_in_another_language_get_an_embedder_learned_from_them_and_it_is_said():
    texts = ["Das gehört mir", "Wem gehört der Garten?", "Uns gehört alles", "Schönes Wetter heute", "Bis morgen dann", "Vielen Dank dafür"]
    learner = Learner().fit(texts, [["besitz"]] * 3 + [[]] * 3)
    assert learner.embedder_name_.startswith("lsa")
    assert "not (or not said to be) English" in learner.notes_[0]
    mine, other = learner.predict_proba(["Es gehört euch", "Guten Tag"])[:, 0]
    assert mine > other
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(learner)).predict_proba(texts), learner.predict_proba(texts))


def test_an_embedder_of_ones_own_is_used():
    class Length:
        name = "length 1"

        def encode(self, texts):
            return np.array([[1.0, len(text)] for text in texts])

    learner = Learner(embedder=Length()).fit(GARDEN, MARKS)
    assert learner.name == "learned:1 (tfidf+length 1)"
    with pytest.raises(UnknownEmbedder):
        Learner(embedder="nothing of this name").fit(GARDEN, MARKS)


def test_more_texts_than_it_learns_from_are_used_to_calibrate(monkeypatch):
    monkeypatch.setattr("discourse.themes._learner.MOST", 12)
    learner = Learner().fit(GARDEN, MARKS, THREADS)
    assert "12 of 16 texts" in learner.notes_[0]
    assert learner.held_out_.shape == MARKS.shape
    assert learner.predict_proba(UNSEEN)[1].argmax() == 1


def test_an_explanation_names_words_passages_definition_and_terms():
    book = Codebook(pd.DataFrame({"code": ["ownership", "thanks"], "definition": ["Whose it is.", ""], "terms": [["own*"], []]}))
    learner = Learner(book).fit(GARDEN, MARKS, THREADS)
    why = learner.explain(["We own the well, they said.", "Thank you all."], most=3)
    assert list(why.columns) == ["text", "code", "kind", "what", "weight"]
    first = why[why["text"] == 0]
    assert set(first["code"]) == {"ownership"}
    assert first.loc[first["kind"] == "word", "what"].iloc[0] == "own"
    assert first.loc[first["kind"] == "terms", "what"].tolist() == ["own"]
    assert set(first.loc[first["kind"] == "passage", "what"]) <= {t for t, m in zip(GARDEN, MARKS["ownership"], strict=True) if m}
    assert first.loc[first["kind"] == "definition", "what"].item().startswith("ownership. Whose it is.")
    assert set(why.loc[why["text"] == 1, "code"]) == {"thanks"}
    assert set(learner.explain(["Thank you all."], "ownership")["code"]) == {"ownership"}
    assert learner.explain([""])["kind"].isin(["passage", "definition"]).all()
    with pytest.raises(UnknownCode, match="did you mean 'thanks'"):
        learner.explain(["x"], "thansk")


@pytest.mark.parametrize(
    ("texts", "y", "groups", "said"),
    [
        ("one text", [["a"]], None, "takes a list or Series of texts, got str"),
        (["a", None], [["a"], []], None, "text 2 of 2 is no text but None"),
        (["a", float("nan")], [["a"], []], None, "text 2 of 2 is no text but nan"),
        (["a", "b"], [["a"]], None, "2 texts, but y has 1 rows"),
        (["a", "b"], np.array([[1.0], [np.nan]]), None, "text 2, code '0' has nan; it takes 0 or 1"),
        (["a", "b"], pd.DataFrame({"x": [2, 0]}), None, "text 1, code 'x' has 2"),
        (["a", "b"], pd.DataFrame({"x": ["yes", "no"]}), None, "holds 0 and 1"),
        (["a", "b"], pd.DataFrame([[1, 0], [0, 1]], columns=["x", "x"]), None, "'x' has two columns"),
        (["a", "b"], [1, 0], None, "text 1 has 1; it takes a list of codes"),
        (["a", "b"], "xy", None, "got str"),
        (["a", "b"], [["a"], []], ["t"], "groups: 1 for 2 texts"),
        (["a", "b"], [["a"], []], ["t", None], "groups: text 2 has none"),
        ([], [], None, "nothing to learn from: 0 texts"),
        (["a", "b"], [[], []], None, "2 texts and 0 codes"),
    ],
)
def test_what_cannot_be_learned_from_is_refused_in_one_sentence(texts, y, groups, said):
    with pytest.raises(FrameError, match=said):
        Learner(language="en").fit(texts, y, groups)


def test_an_array_whose_columns_nobody_named_is_refused_when_there_is_a_codebook():
    book = Codebook.from_terms({"a": "x", "b": "y"})
    with pytest.raises(FrameError, match="say which is which by codes"):
        Learner(book).fit(GARDEN, MARKS.to_numpy())
    with pytest.raises(FrameError, match="y has 2 columns, and codes=… names 3"):
        Learner(codes=["a", "b", "c"]).fit(GARDEN, MARKS.to_numpy())


def test_terms_that_cannot_be_read_are_refused_with_their_code():
    with pytest.raises(CodebookError, match="ownership"):
        Learner(Codebook.from_terms({"ownership": "/(/"})).fit(GARDEN, MARKS)


def test_texts_without_any_word_are_learned_from_without_complaint():
    learner = Learner().fit(["", " ", "!!", "😀"], [["a"], [], ["a"], []])
    assert np.isfinite(learner.predict_proba(["", "word"])).all()


def test_score_is_the_mean_average_precision_of_codes_that_occur(fitted):
    assert fitted.score(UNSEEN, [["ownership"], ["thanks"], []]) == 1.0
    with pytest.raises(FrameError, match="none of the learner's codes"):
        fitted.score(UNSEEN, [["other"], [], []])
