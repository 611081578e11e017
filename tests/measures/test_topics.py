"""The table of topics, and the table of how many there are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import LatentDirichletAllocation

from discourse import Corpus, find_topics, measure_topic_numbers, measure_topics
from discourse.errors import FrameError

TEXTS = [f"{a} and {b}, {c}" for a, b, c in [("tea", "cake", "jam"), ("rent", "lease", "landlord")] * 10]
SAID = Corpus(pd.DataFrame({"text": TEXTS, "participant": ["Ana", "Ben"] * 10}))


def test_a_topic_has_its_words_its_people_and_how_far_to_rely_on_it():
    table = measure_topics(find_topics(SAID, 2), SAID).sort_values("topic", ignore_index=True)
    assert list(table.columns) == ["topic", "words", "n", "utterances", "participants", "stability", "coherence", "example"]
    assert sorted(table["words"][0].split(", ")) in (["cake", "jam", "tea"], ["landlord", "lease", "rent"])
    assert table[["n", "utterances", "participants"]].values.tolist() == [[10, 10, 1], [10, 10, 1]]
    assert table["stability"].tolist() == [1, 1]
    assert table["coherence"].tolist() == pytest.approx([1, 1])
    assert table["example"][0] in TEXTS
    assert table.attrs["unit"] == "paragraph"
    assert table.attrs["passages"].frame["score"].is_monotonic_decreasing


def test_a_topic_without_its_passages_keeps_its_row():
    found = find_topics(SAID, 2)
    table = measure_topics(found[found["utterance"] == "1"], SAID)
    assert sorted(table["n"]) == [0, 1]


def test_codings_that_lost_what_they_carried_are_counted_still():
    found = find_topics(SAID, 2).copy()
    found.attrs = {}
    table = measure_topics(found, SAID)
    assert table["n"].tolist() == [10, 10]
    assert table["stability"].isna().all()


def test_nothing_found_gives_the_columns():
    said = Corpus(pd.DataFrame({"text": ["once"]}))
    table = measure_topics(find_topics(said), said)
    assert len(table.columns) == 8
    assert table.empty


def test_the_number_of_topics_that_is_there_is_marked():
    table = measure_topic_numbers(SAID, range(1, 5))
    assert list(table.columns) == ["topics", "stability", "weakest", "coherence", "unexplained", "best"]
    assert table[table["best"]]["topics"].tolist() == [2]
    assert (table["weakest"] <= table["stability"]).all()
    assert (np.diff(table["unexplained"]) <= 1e-9).all()


def test_any_decomposition_can_be_explored():
    table = measure_topic_numbers(SAID, [2], model=LatentDirichletAllocation())
    assert table["stability"].between(0, 1).all()


@pytest.mark.parametrize("numbers", [[0], [7], ["two"], [True]])
def test_a_number_that_cannot_be_is_refused(numbers):
    with pytest.raises(FrameError, match="whole numbers from 1 to 6"):
        measure_topic_numbers(SAID, numbers)


def test_bad_input_is_one_clear_error_or_an_empty_table():
    with pytest.raises(FrameError, match=r"dc\.read"):
        measure_topic_numbers(TEXTS)
    assert measure_topic_numbers(Corpus(pd.DataFrame({"text": ["once"]})), [1]).empty
