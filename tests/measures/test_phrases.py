"""The table of phrases, over five utterances by two people and one without a name."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from discourse import Corpus, find_phrases, measure_phrases
from discourse.errors import FrameError, OffsetError

COLUMNS = ["phrase", "group", "n", "utterances", "participants", "dispersion", "log_ratio", "keyness", "example"]
SAID = Corpus(
    pd.DataFrame(
        {
            "participant": ["Ana", "Ana", "Ben", "Ben", None],
            "text": ["the shed the shed", "a shed", "tea tea", "a tea", "tea shed"],
        }
    )
)


def row(table: pd.DataFrame, phrase: str, group: str = "all") -> dict[str, object]:
    return table[(table["phrase"] == phrase) & (table["group"] == group)].to_dict("records")[0]


def test_n_utterances_and_named_participants_are_counted():
    table = measure_phrases(find_phrases(SAID), SAID)
    assert list(table.columns) == COLUMNS
    shed = row(table, "shed")
    assert (shed["n"], shed["utterances"], shed["participants"], shed["example"]) == (4, 3, 1, "the [shed] the shed")


def test_dispersion_is_over_participants_and_the_unnamed_are_one_part():
    shed = row(measure_phrases(find_phrases(SAID), SAID), "shed")
    expected = (abs(3 / 4 - 6 / 12) + abs(0 - 4 / 12) + abs(1 / 4 - 2 / 12)) / 2 / (1 - 2 / 12)
    assert shed["dispersion"] == pytest.approx(expected)


def test_a_group_is_held_against_the_rest():
    table = measure_phrases(find_phrases(SAID, by="participant"), SAID)
    shed = row(table, "shed", "Ana")
    assert shed["log_ratio"] == pytest.approx(np.log2((3 / 6) / (1 / 6)))
    expected = 2 * (3 * np.log(3 / 2) + 1 * np.log(1 / 2))
    assert shed["keyness"] == pytest.approx(expected)
    assert table.attrs["reference"] == "rest"
    assert table["group"].tolist() == ["Ana", "Ben"]


def test_against_everyday_english_the_ratio_is_a_lower_bound_and_positive():
    table = measure_phrases(find_phrases(SAID), SAID)
    assert table.attrs["reference"] == "common"
    assert (table["log_ratio"] > 0).all()


def test_a_choice_of_rows_is_measured_by_what_it_holds():
    found = find_phrases(SAID)
    table = measure_phrases(found[found["utterance"] != "1"], SAID)
    assert row(table, "shed")["n"] == 2


def test_codings_that_do_not_carry_counts_have_no_ratio():
    found = find_phrases(SAID).copy()
    found.attrs = {}
    table = measure_phrases(found, SAID)
    assert table["log_ratio"].isna().all()
    assert table.attrs["reference"] == "unknown"
    assert table["n"].sum() == 8


def test_no_phrases_give_the_columns():
    table = measure_phrases(find_phrases(["said once"]), Corpus(pd.DataFrame({"text": ["said once"]})))
    assert list(table.columns) == COLUMNS
    assert table.empty


def test_a_long_text_shows_what_stands_around_the_phrase():
    long = "word " * 30 + "garden shed" + " word" * 30
    said = Corpus(pd.DataFrame({"text": [long, "garden shed"]}))
    example = row(measure_phrases(find_phrases(said), said), "garden shed")["example"]
    assert example.startswith("…word ")
    assert " [garden shed] " in example
    assert example.endswith(" word…")


def test_another_corpus_is_refused():
    found = find_phrases(SAID, by="participant")
    with pytest.raises(OffsetError):
        measure_phrases(found, Corpus(pd.DataFrame({"text": ["short"] * 5, "participant": "Ana"})))
    found.attrs["by"] = "role"
    with pytest.raises(FrameError, match="does not have"):
        measure_phrases(found, SAID)
