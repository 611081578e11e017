import math
from typing import ClassVar

import numpy as np
import pandas as pd
import pytest
from sklearn.dummy import DummyClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from discourse import Corpus, Learner, evaluate
from discourse.errors import DiscourseError, FrameError, UnknownUtterance
from discourse.measures._held_out import Learnable, hold_out, most_coded, thinned

WORDS = {"own": "mine 😀", "work": "עבודה shift", "joy": "cafe\u0301 sun"}
BAYES = make_pipeline(CountVectorizer(), OneVsRestClassifier(MultinomialNB()))


def study(threads=8, size=6, noise=0.0, seed=0):
    """A corpus in which each code has words of its own, and its codings; with noise some words stand in the wrong place."""
    random = np.random.default_rng(seed)
    rows, marks = [], []
    for n in range(threads * size):
        codes = [c for c in WORDS if random.random() < 0.3]
        said = [WORDS[c] for c in WORDS if (c in codes) != (random.random() < noise)]
        rows.append({"id": str(n), "thread": f"t{n // size}", "participant": f"p{n % 7}", "text": " ".join(["and", *said])})
        marks += [(str(n), 0, 3, c) for c in codes]
    marked = pd.DataFrame(marks, columns=["utterance", "start", "end", "code"]).assign(coder="ana")
    return Corpus(pd.DataFrame(rows)), marked


class Spy:
    """A learner of no class of anybody's that writes down what it was taught and asked."""

    seen: ClassVar[list[tuple[set[str], set[str]]]] = []

    def fit(self, texts, codes):
        self.taught, self.codes = set(texts), codes.shape[1]
        return self

    def predict_proba(self, texts):
        Spy.seen.append((self.taught, set(texts)))
        return np.full((len(texts), self.codes), 0.5)


def rows(quality, size="all"):
    return quality[quality["size"] == size].set_index("code")


def test_what_can_be_learned_is_found_on_threads_that_were_not_seen():
    corpus, marked = study()
    learned = rows(evaluate(BAYES, corpus, marked, sizes=()))
    assert (learned["ap"] > 0.95).all()
    assert (learned["f1"] > 0.85).all()
    assert learned.loc["own", "coded"] == pytest.approx(marked["code"].eq("own").sum() * 4 / 5, rel=0.2)


def test_what_cannot_be_learned_stays_near_chance():
    corpus, marked = study(threads=30, noise=0.5)
    learned = rows(evaluate(BAYES, corpus, marked, sizes=()))
    assert learned.loc["(macro)", "ap"] == pytest.approx(learned.loc["(macro)", "prevalence"], abs=0.12)
    assert learned.loc["(macro)", "ap_low"] < learned.loc["(macro)", "prevalence"] + 0.05


@pytest.mark.parametrize("by", ["thread", "participant"])
def test_no_group_is_taught_and_asked_at_once(by):
    corpus, marked = study()
    said = corpus.utterances.assign(text=lambda f: f["id"] + " " + f["text"])
    where = dict(zip(said["text"], said[by], strict=True))
    Spy.seen = []
    evaluate(Spy(), Corpus(said), marked, by=by, sizes=(4,))
    assert len(Spy.seen) == 2 * 5 * (1 + 3)  # two sizes, five folds, once on the fold and thrice inside
    for taught, asked in Spy.seen:
        assert not {where[t] for t in taught} & {where[t] for t in asked}


def test_the_table_is_what_the_same_folds_give_by_hand():
    corpus, marked = study(noise=0.15)
    learned = rows(evaluate(BAYES, corpus, marked, sizes=(), codes=["own", "work"]))
    said = corpus.utterances
    gold = np.column_stack([said["id"].isin(marked.loc[marked["code"] == c, "utterance"]) for c in ("own", "work")]).astype(int)
    given = np.zeros(gold.shape)
    for train, test in GroupKFold(5).split(said, groups=pd.factorize(said["thread"])[0]):
        given[test] = BAYES.fit(said["text"].iloc[train].tolist(), gold[train]).predict_proba(said["text"].iloc[test].tolist())
    assert learned.loc["own", "ap"] == pytest.approx(average_precision_score(gold[:, 0], given[:, 0]))
    assert learned.loc["(micro)", "ap"] == pytest.approx(average_precision_score(gold.ravel(), given.ravel()))
    assert learned.loc["(micro)", "brier"] == pytest.approx(((gold - given) ** 2).mean())


def test_the_threshold_is_chosen_without_a_look_at_the_fold_that_is_asked():
    corpus, marked = study(noise=0.2)
    flipped = marked[marked["utterance"].astype(int) < 42]  # the last of eight threads loses its codings
    one, other = (evaluate(BAYES, corpus, m, sizes=(), folds=8) for m in (marked, flipped))
    material = [
        Learnable(corpus.utterances["text"].tolist(), list(WORDS), _gold(corpus, m), pd.factorize(corpus.utterances["thread"])[0])
        for m in (marked, flipped)
    ]
    found = [hold_out(BAYES, m, 8, thinned(m, None, 0, 8)).found[42:] for m in material]
    assert np.array_equal(*found)
    assert not one["f1"].equals(other["f1"])


def _gold(corpus, marked):
    return np.column_stack([corpus.utterances["id"].isin(marked.loc[marked["code"] == c, "utterance"]) for c in WORDS])


def test_the_curve_teaches_more_at_each_step_and_keeps_what_it_had():
    corpus, marked = study(threads=12)
    material = Learnable(
        corpus.utterances["text"].tolist(), list(WORDS), _gold(corpus, marked), pd.factorize(corpus.utterances["thread"])[0]
    )
    smaller, larger = (thinned(material, n, 0, 5) for n in (2, 8))
    assert (smaller <= larger).all()
    assert larger.sum() > smaller.sum()
    quality = evaluate(BAYES, corpus, marked, sizes=(8, 2, 8, 10_000))
    assert list(dict.fromkeys(quality["size"])) == ["2", "8", "all"]
    assert rows(quality, "2").loc["own", "coded"] < rows(quality, "8").loc["own", "coded"] < rows(quality).loc["own", "coded"]
    assert most_coded(material, 5) >= rows(quality)["coded"].max()


def test_with_enough_groups_there_are_intervals_and_with_few_there_is_a_reason():
    corpus, marked = study(noise=0.2)
    wide = rows(evaluate(BAYES, corpus, marked, sizes=()))
    assert (wide["ap_low"] <= wide["ap"]).all()
    assert (wide["ap"] <= wide["ap_high"]).all()
    few = rows(evaluate(BAYES, corpus.where(thread=["t0", "t1", "t2"]), marked[marked["utterance"].astype(int) < 18], sizes=()))
    assert few["ap_low"].isna().all()
    assert few["why"].str.contains("3 threads are too few").all()


def test_too_few_groups_are_counted_and_another_way_is_named():
    corpus, marked = study(threads=2)
    with pytest.raises(FrameError, match=r"2 threads, .* at least 3 .* by='participant' has 7 participants"):
        evaluate(BAYES, corpus, marked)


def test_a_code_that_a_fold_cannot_learn_is_told():
    corpus, marked = study()
    alone = pd.concat([marked, pd.DataFrame([("0", 0, 3, "rare", "ana")], columns=marked.columns)])
    learned = rows(evaluate(BAYES, corpus, alone, sizes=()))
    assert "in 1 of 5 folds nothing to tell it from" in learned.loc["rare", "why"]
    assert learned.loc["rare", "recall"] == 0


def test_a_code_without_a_negative_is_told():
    corpus, marked = study()
    every = pd.DataFrame({"utterance": corpus.utterances["id"], "start": 0, "end": 3, "code": "all", "coder": "ana"})
    learned = rows(evaluate(BAYES, corpus, pd.concat([marked, every]), sizes=()))
    assert "in 5 of 5 folds" in learned.loc["all", "why"]
    assert math.isnan(learned.loc["all", "ap"])


@pytest.mark.parametrize(
    "learner",
    [
        make_pipeline(CountVectorizer(), RandomForestClassifier(5, random_state=0)),
        make_pipeline(CountVectorizer(), OneVsRestClassifier(LogisticRegression())),
        DummyClassifier(strategy="prior"),
    ],
    ids=["a list of tables", "one versus rest", "who knows nothing"],
)
@pytest.mark.parametrize("codes", [["own"], ["own", "work"]])
def test_any_estimator_of_the_field_will_do(learner, codes):
    corpus, marked = study(threads=6)
    learned = rows(evaluate(learner, corpus, marked, codes=codes, sizes=(), folds=3))
    assert learned.loc[codes, "n"].eq(36).all()
    assert learned["brier"].dropna().between(0, 1).all()


def test_the_learner_that_is_given_stays_unfitted():
    corpus, marked = study()
    learner = make_pipeline(CountVectorizer(), OneVsRestClassifier(MultinomialNB()))
    evaluate(learner, corpus, marked, sizes=())
    assert not hasattr(learner[0], "vocabulary_")


def test_what_is_no_learner_is_refused():
    corpus, marked = study()
    with pytest.raises(DiscourseError, match="LinearSVC lacks fit or predict_proba"):
        evaluate(LinearSVC(), corpus, marked)

    class Odd(Spy):
        def predict_proba(self, texts):
            return np.zeros((3, 3, 3))

    with pytest.raises(DiscourseError, match=r"shape \(3, 3, 3\)"):
        evaluate(Odd(), corpus, marked, sizes=())


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"by": "page"}, FrameError, "page"),
        ({"unit": "character"}, FrameError, "sentence"),
        ({"sizes": (0,)}, FrameError, "whole numbers"),
        ({"within": ["none"]}, UnknownUtterance, "none"),
        ({"within": ["7"]}, FrameError, "1 thread"),
    ],
)
def test_a_wrong_wish_is_told(change, error, words):
    corpus, marked = study()
    marked = pd.concat([marked, marked.head(1).assign(utterance="7")])
    with pytest.raises(error, match=words):
        evaluate(BAYES, corpus, marked, **change)


def test_a_learner_learns_from_one_coder():
    corpus, marked = study()
    with pytest.raises(FrameError, match="2 coders"):
        evaluate(BAYES, corpus, pd.concat([marked, marked.assign(coder="ben")]))
    with pytest.raises(FrameError, match="nobody"):
        evaluate(BAYES, corpus, marked.head(0))


def test_sentences_can_be_the_unit_and_keep_their_offsets():
    text = "Mine is it. 👩🏽‍🚀 Shift is work.\r\n\r\nNothing שלום."
    said = Corpus(pd.DataFrame({"text": [text] * 6, "thread": list("abcdef")}))
    marked = pd.DataFrame({"utterance": said.utterances["id"], "start": 0, "end": 4, "code": "own", "coder": "ana"})
    quality = evaluate(BAYES, said, marked, unit="sentence", sizes=())
    assert rows(quality).loc["own", "n"] == 18
    for passage in quality.attrs["passages"].frame.to_dict("records"):
        assert text[passage["start"] : passage["end"]] == passage["quote"]


def test_every_unit_of_the_table_stands_in_its_passages():
    corpus, marked = study(noise=0.2)
    quality = evaluate(BAYES, corpus, marked)
    passages = quality.attrs["passages"].frame
    told = passages[passages["code"] == "own"]["outcome"].value_counts()
    own = rows(quality).loc["own"]
    assert [told.get(k, 0) for k in ("both", "only found", "only gold")] == own[["tp", "fp", "fn"]].tolist()


class Named(Spy):
    """A learner that knows codes by name, chooses its thresholds, withholds one code and asks for groups."""

    def fit(self, texts, codes, groups=None):
        assert len(set(groups)) > 1
        self.classes_ = np.array(["work", "untaught", "own"], dtype=object)
        self.thresholds_, self.abstained_ = np.array([0.1, 0.5, 0.9]), {"work": "too few"}
        return self

    def predict_proba(self, texts):
        return np.column_stack([np.full(len(texts), 0.2), ["mine" in t for t in texts], ["mine" in t for t in texts]])


def test_a_learner_that_knows_its_codes_by_name_is_taken_at_its_word():
    corpus, marked = study()
    untaught = marked[marked["code"] == "own"].head(1).assign(code="untaught")
    learned = rows(evaluate(Named(), corpus, pd.concat([marked[marked["code"] != "joy"], untaught]), sizes=()))
    assert learned.loc["own", ["ap", "f1", "threshold"]].tolist() == [1, 1, 0.9]
    assert learned.loc["work", "found"] == 0
    assert "in 5 of 5 folds the learner withheld it" in learned.loc["work", "why"]
    assert "nothing to tell" not in learned.loc["untaught", "why"]
    assert learned.loc["untaught", "recall"] == 1


def test_our_own_learner_is_asked_by_name_and_decides_by_its_own_thresholds():
    corpus, marked = study(threads=6)
    own = Learner({"own": ["mine"], "work": ["shift"], "joy": ["sun"]}, language="en")
    learned = rows(evaluate(own, corpus, marked, sizes=(), folds=3))
    assert (learned.loc[list(WORDS), "ap"] > 0.9).all()
    assert learned.loc[list(WORDS), "threshold"].lt(0.9).all()


@pytest.mark.parametrize("learner", [BAYES, Learner({"own": ["mine"]}, language="en")], ids=["a pipeline", "our own"])
def test_one_coded_passage_and_an_empty_text_are_no_reason_to_stop(learner):
    corpus, marked = study(threads=4, size=3)
    said = corpus.utterances
    said.loc[5, "text"] = ""
    one = marked[(marked["code"] == "own") & (marked["utterance"] != "5")].head(1)
    learned = rows(evaluate(learner, Corpus(said), one, sizes=(), folds=4))
    assert learned.loc["own", ["n", "gold"]].tolist() == [12, 1]
    assert learned.loc["own", "why"]
