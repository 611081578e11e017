import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import average_precision_score, brier_score_loss, cohen_kappa_score, precision_recall_fscore_support

from discourse import Corpus, measure_finder
from discourse.errors import FrameError, OffsetError, UnknownUtterance
from discourse.measures._judge import COLUMNS, Judged, judge
from discourse.measures._rates import average_precision, best_threshold, calibration, rates
from tests.conftest import DIFFICULT, codings

GOLD = codings(("t/0", 6, 10, "own"), ("t/0", 20, 23, "own"), ("t/1.1", 7, 20, "work"), ("u/0", 0, 2, "own"), coder="gold")
FOUND = codings(("t/0", 6, 10, "own"), ("t/1", 5, 7, "own"), ("t/1.1", 15, 19, "work"), ("t/2", 18, 22, "work"), coder="terms")


def cell(measured, code, column, **equals):
    rows = measured[measured["code"] == code]
    for name, value in equals.items():
        rows = rows[rows[name] == value]
    assert len(rows) == 1
    return rows[column].iloc[0]


def test_an_utterance_counts_once_however_many_passages_it_holds(corpus):
    measured = measure_finder(FOUND, GOLD, corpus)
    row = measured[measured["code"] == "own"].iloc[0]
    assert row[["n", "gold", "found", "tp", "fp", "fn"]].tolist() == [5, 2, 2, 1, 1, 1]
    assert row[["prevalence", "precision", "recall", "f1"]].tolist() == [0.4, 0.5, 0.5, 0.5]


def test_the_columns_are_those_that_are_promised(corpus):
    assert list(measure_finder(FOUND, GOLD, corpus).columns) == ["coder", *COLUMNS]
    assert list(measure_finder(FOUND, GOLD, corpus, by="thread").columns)[:3] == ["coder", "thread", "code"]


def test_units_that_nobody_coded_count_but_only_inside_what_was_read(corpus):
    measured = measure_finder(FOUND, GOLD, corpus, within=["t/0", "t/1"])
    assert cell(measured, "own", "n") == 2
    assert cell(measured, "own", "recall") == 1
    assert measured.attrs["outside"] == {"found": 2, "gold": 2}
    assert "work" not in set(measured["code"])


def test_pooled_rows_are_the_sum_of_units_and_the_mean_of_codes(corpus):
    measured = measure_finder(FOUND, GOLD, corpus)
    assert cell(measured, "(micro)", "tp") == 2
    assert cell(measured, "(micro)", "precision") == 0.5
    assert cell(measured, "(macro)", "recall") == np.mean([0.5, 1.0])


def test_characters_are_counted_by_code_points_whatever_they_look_like(corpus):
    gold = codings(("t/1", 0, 4, "face"), coder="gold")  # 👩🏽‍🚀 is four code points
    found = codings(("t/1", 2, 6, "face"), coder="terms")
    measured = measure_finder(found, gold, corpus, unit="character")
    assert cell(measured, "face", "n") == sum(map(len, DIFFICULT))
    assert [cell(measured, "face", c) for c in ("tp", "fp", "fn")] == [2, 2, 2]


def test_a_sentence_has_a_code_when_a_passage_lies_in_it_in_part():
    said = Corpus(pd.DataFrame({"text": ["One is. Two is. 😀 Three\r\nis."]}))
    gold = codings(("1", 4, 10, "a"), coder="gold")
    found = codings(("1", 8, 11, "a"), ("1", 18, 19, "a"), coder="terms")
    measured = measure_finder(found, gold, said, unit="sentence")
    assert [cell(measured, "a", c) for c in ("n", "tp", "fp", "fn")] == [3, 1, 1, 1]


def test_a_passage_is_right_when_it_touches_one_of_its_code_and_has_no_negatives(corpus):
    gold = codings(("t/0", 0, 20, "own"), ("t/2", 0, 3, "own"), coder="gold")
    found = codings(("t/0", 2, 5, "own"), ("t/0", 6, 10, "own"), ("t/2", 3, 6, "own"), coder="terms")
    measured = measure_finder(found, gold, corpus, unit="passage")
    assert [cell(measured, "own", c) for c in ("tp", "fp", "fn", "gold", "found")] == [2, 1, 1, 2, 3]
    assert cell(measured, "own", "precision") == pytest.approx(2 / 3)
    assert cell(measured, "own", "recall") == 0.5
    assert cell(measured, "own", "f1") == pytest.approx(2 * (2 / 3) * 0.5 / (2 / 3 + 0.5))
    assert math.isnan(cell(measured, "own", "kappa"))
    assert cell(measured, "own", "n") is pd.NA
    assert "no negatives" in cell(measured, "own", "why")


def test_what_is_undefined_is_nan_and_says_why(corpus):
    measured = measure_finder(FOUND[FOUND["code"] == "own"], GOLD, corpus, codes=["own", "work", "joy"])
    assert math.isnan(cell(measured, "work", "precision"))
    assert cell(measured, "work", "recall") == 0
    assert "nothing was found" in cell(measured, "work", "why")
    assert math.isnan(cell(measured, "joy", "kappa"))
    assert "no recall" in cell(measured, "joy", "why")
    assert "no kappa" in cell(measured, "joy", "why")
    assert "precision is not for work, joy" in cell(measured, "(macro)", "why")
    assert "5 utterances are too few" in cell(measured, "own", "why")
    assert math.isnan(cell(measured, "own", "recall_low"))


def test_a_finder_that_finds_nothing_has_a_row_all_the_same(corpus):
    measured = measure_finder(FOUND.head(0), GOLD, corpus)
    assert cell(measured, "own", "coder") == "(no findings)"
    assert cell(measured, "own", "recall") == 0
    assert cell(measured, "own", "f1") == 0


def test_several_coders_are_told_apart_and_so_are_groups(corpus):
    both = pd.concat([FOUND, GOLD.assign(coder="ana")])
    measured = measure_finder(both, GOLD, corpus, by="thread")
    assert cell(measured, "own", "recall", coder="ana", thread="u") == 1
    assert cell(measured, "own", "recall", coder="terms", thread="u") == 0
    assert cell(measured, "own", "n", coder="terms", thread="t") == 4
    assert cell(measure_finder(both, GOLD, corpus, by="role"), "own", "n", coder="ana", role="nurse") == 3


def test_below_the_threshold_nothing_counts_as_found_but_it_is_still_ranked(corpus):
    scored = FOUND.assign(score=[0.9, 0.2, 0.8, 0.1])
    measured = measure_finder(scored, GOLD, corpus, threshold=0.5)
    assert cell(measured, "own", "precision") == 1
    assert cell(measured, "own", "ap") == measure_finder(scored, GOLD, corpus).set_index("code")["ap"]["own"]


def test_scores_that_are_alike_give_no_ranking(corpus):
    measured = measure_finder(FOUND.assign(score=1.0), GOLD, corpus)
    assert math.isnan(cell(measured, "own", "ap"))
    assert "all alike" in cell(measured, "own", "why")


def test_scores_that_are_no_probabilities_are_ranked_and_not_calibrated(corpus):
    measured = measure_finder(FOUND.assign(score=[12.0, 3.0, 5.0, 1.0]), GOLD, corpus)
    assert cell(measured, "own", "ap") == pytest.approx(average_precision_score([1, 0, 0, 0, 1], [12, 3, -1, -1, -1]))
    assert math.isnan(cell(measured, "own", "brier"))
    assert "no probabilities" in cell(measured, "own", "why")


def test_every_cell_leads_to_its_passages(corpus):
    measured = measure_finder(FOUND, GOLD, corpus)
    passages = measured.attrs["passages"].frame
    for row in measured[~measured["code"].str.startswith("(")].to_dict("records"):
        mine = passages[passages["code"] == row["code"]]
        found = mine[mine["coder"] == "terms"]
        assert found[found["outcome"] == "both"]["utterance"].nunique() == row["tp"]
        assert found[found["outcome"] == "only found"]["utterance"].nunique() == row["fp"]
        assert mine[mine["outcome"] == "only gold"]["utterance"].nunique() == row["fn"]
    assert {"participant", "thread", "quote"} <= set(passages.columns)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"unit": "word"}, FrameError, "utterance"),
        ({"by": "rôle"}, FrameError, "role"),
        ({"clusters": "page"}, FrameError, "page"),
        ({"within": ["t/9"]}, UnknownUtterance, "t/9"),
        ({"within": []}, FrameError, "no utterance was read"),
    ],
)
def test_a_wrong_wish_is_told(corpus, change, error, words):
    with pytest.raises(error, match=words):
        measure_finder(FOUND, GOLD, corpus, **change)


def test_a_gold_coding_is_that_of_one_coder(corpus):
    with pytest.raises(FrameError, match="2 coders"):
        measure_finder(FOUND, pd.concat([GOLD, FOUND]), corpus)
    with pytest.raises(FrameError, match="it is empty"):
        measure_finder(FOUND, GOLD.head(0), corpus)
    with pytest.raises(OffsetError):
        measure_finder(FOUND, GOLD.assign(end=999), corpus)


def test_nothing_that_was_given_is_changed(corpus):
    before = FOUND.copy(), GOLD.copy(), corpus.utterances
    measure_finder(FOUND, GOLD, corpus, by="thread", unit="sentence")
    assert FOUND.equals(before[0])
    assert GOLD.equals(before[1])
    assert corpus.utterances.equals(before[2])


# What others have computed


def test_high_agreement_and_low_kappa_may_stand_together():
    # Feinstein and Cicchetti (1990, Journal of Clinical Epidemiology 43, 543-549): 80, 10, 5, 5 of 100 give .32, and
    # 40, 9, 6, 45 give .70, though both pairs agree in .85.
    assert round(float(rates(np.array([80.0, 10, 5, 5, 80])[:, None])["kappa"][0]), 2) == 0.32
    assert round(float(rates(np.array([40.0, 9, 6, 45, 40])[:, None])["kappa"][0]), 2) == 0.70


units = st.lists(st.tuples(st.booleans(), st.booleans(), st.sampled_from([0.05, 0.2, 0.45, 0.6, 0.95])), min_size=6, max_size=40)


@settings(deadline=None, max_examples=25)
@given(units)
def test_rates_equal_those_of_scikit_learn(rows):
    gold, found = (np.array([r[n] for r in rows]) for n in (0, 1))
    said = Corpus(pd.DataFrame({"text": ["x"] * len(rows)}))
    marked = [pd.DataFrame({"utterance": said.utterances["id"][m], "start": 0, "end": 1, "code": "a"}) for m in (gold, found)]
    if not gold.any() or not found.any() or gold.all() or found.all():
        return
    row = measure_finder(marked[1].assign(coder="f"), marked[0].assign(coder="gold"), said).iloc[0]
    precision, recall, f1, _ = precision_recall_fscore_support(gold, found, average="binary")
    assert row[["precision", "recall", "f1"]].tolist() == pytest.approx([precision, recall, f1])
    assert row["kappa"] == pytest.approx(cohen_kappa_score(gold, found))


@settings(deadline=None)
@given(units)
def test_average_precision_and_calibration_equal_those_of_scikit_learn(rows):
    gold, score = np.array([r[0] for r in rows]), np.array([r[2] for r in rows])
    weight = np.arange(1.0, len(rows) + 1)
    if not gold.any():
        assert np.isnan(average_precision(gold, score, weight[None, :])[0])
        return
    assert average_precision(gold, score, weight[None, :])[0] == pytest.approx(average_precision_score(gold, score, sample_weight=weight))
    low = score == score.min()
    rest = (weight[low] @ gold[low], weight[low].sum())
    given, w = score[~low], weight[None, ~low]
    assert average_precision(gold[~low], given, w, *rest)[0] == pytest.approx(average_precision(gold, score, weight[None, :])[0])
    brier, ece, bins = calibration(gold, score, np.ones(len(gold)))
    assert brier == pytest.approx(brier_score_loss(gold, score, pos_label=True))
    share, said = calibration_curve(gold, score, n_bins=10)
    assert [b[4] for b in bins] == pytest.approx(share.tolist())
    assert [b[3] for b in bins] == pytest.approx(said.tolist())
    assert ece == pytest.approx(sum(b[2] * abs(b[3] - b[4]) for b in bins) / len(gold))


@settings(deadline=None)
@given(units)
def test_no_threshold_is_better_than_the_best(rows):
    gold, score = np.array([r[0] for r in rows]), np.array([r[2] for r in rows])
    threshold, f1 = best_threshold(gold, score, np.ones(len(gold)))
    if not gold.any():
        assert np.isnan(f1)
        return
    tried = [precision_recall_fscore_support(gold, score >= t, average="binary", zero_division=0)[2] for t in set(score)]
    assert f1 == pytest.approx(max(tried))
    assert precision_recall_fscore_support(gold, score >= threshold, average="binary", zero_division=0)[2] == pytest.approx(f1)


def sample(random, clusters=40, size=4):
    there = np.repeat(random.normal(0, 1, clusters), size) + random.normal(0, 1, clusters * size) > 0.8
    found = np.where(random.random(len(there)) < 0.75, there, random.random(len(there)) < 0.2)
    score, cluster = np.where(found, 1.0, np.nan)[:, None], np.repeat(np.arange(clusters), size)
    judged = Judged(["a"], there[:, None], found[:, None], score, np.ones(len(there)), cluster)
    return judge(judged, "thread", 0.95)[0].iloc[0]


def test_an_interval_over_threads_holds_the_true_recall_about_as_often_as_it_says():
    true = 0.75 + 0.25 * 0.2
    held = [row["recall_low"] <= true <= row["recall_high"] for row in (sample(np.random.default_rng(n)) for n in range(100))]
    assert 87 <= sum(held) <= 99


def test_clusters_that_are_alike_inside_widen_the_interval():
    n = 60
    said = Corpus(pd.DataFrame({"text": ["x"] * n, "thread": [str(i // 6) for i in range(n)]}))
    gold = pd.DataFrame({"utterance": said.utterances["id"], "start": 0, "end": 1, "code": "a", "coder": "gold"})
    found = gold[(np.arange(n) // 6) % 2 == 0].assign(coder="f")
    alone, together = (measure_finder(found, gold, said, clusters=c).iloc[0] for c in ("utterance", "thread"))
    assert together["recall_high"] - together["recall_low"] > 2 * (alone["recall_high"] - alone["recall_low"])


def test_three_of_three_is_not_told_as_certain():
    said = Corpus(pd.DataFrame({"text": ["x"] * 20}))
    gold = codings(*((str(n), 0, 1, "a") for n in (1, 2, 3)), coder="gold")
    row = measure_finder(gold.assign(coder="f"), gold, said).iloc[0]
    assert (row["recall"], row["recall_high"]) == (1, 1)
    assert row["recall_low"] == pytest.approx(0.4385, abs=1e-4)  # Wilson, 3 of 3
    assert math.isnan(row["f1_low"])
