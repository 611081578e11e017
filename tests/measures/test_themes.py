import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import Codebook, Corpus, measure_themes
from discourse.errors import FrameError
from discourse.measures.themes import wilson
from tests.conftest import codings

MARKED = codings(("t/0", 6, 10, "own"), ("t/0", 6, 13, "own"), ("t/1.1", 10, 12, "work/WaaS"), ("t/2", 0, 3, "work"), ("u/0", 0, 2, "own"))


def cells(themes, column="n"):
    return {(r[themes.attrs["by"]], r["code"]): r[column] for r in themes.to_dict("records")}


def test_a_share_counts_each_utterance_once_and_shows_its_n(corpus):
    themes = measure_themes(MARKED, corpus)
    assert cells(themes)["Ana", "own"] == 1
    assert cells(themes, "of")["Ana", "own"] == 2
    assert cells(themes, "value")["Ana", "own"] == 0.5
    assert cells(themes)["Ben", "own"] == 0
    assert cells(themes)["(unnamed)", "work"] == 1


def test_a_parent_holds_what_its_children_hold(corpus):
    assert cells(measure_themes(MARKED, corpus))["Ana", "work"] == 1
    assert ("Ana", "work") in cells(measure_themes(MARKED, corpus, roll_up=False))
    assert cells(measure_themes(MARKED, corpus, roll_up=False))["Ana", "work"] == 0
    both = pd.concat([MARKED, codings(("t/1.1", 0, 3, "work"))])
    assert cells(measure_themes(both, corpus))["Ana", "work"] == 1


def test_by_may_be_an_attribute_of_the_participants(corpus):
    themes = measure_themes(MARKED, corpus, by="role")
    assert cells(themes, "of") | {} == {
        (g, c): n for g, n in (("nurse", 3), ("coder", 1), ("(unnamed)", 1)) for c in ("own", "work", "work/WaaS")
    }
    assert cells(themes)["nurse", "own"] == 2
    with pytest.raises(FrameError, match=r"by='roel' is neither a column .* did you mean 'role'"):
        measure_themes(MARKED, corpus, by="roel")


def test_overlapping_characters_count_once(corpus):
    themes = measure_themes(MARKED, corpus, unit="character")
    assert cells(themes)["Ana", "own"] == 7
    assert cells(themes, "of")["Ana", "own"] == len(corpus.text("t/0")) + len(corpus.text("t/1.1"))
    assert themes["low"].isna().all()


def test_threads_and_counts_and_words(corpus):
    assert cells(measure_themes(MARKED, corpus, unit="thread"), "value")["Ana", "own"] == 1
    counted = measure_themes(MARKED, corpus, as_="count")
    assert cells(counted)["Ana", "own"] == 2
    per_words = measure_themes(MARKED, corpus, as_="per_1000_words")
    assert cells(per_words, "of")["Ana", "own"] == 6 + 8
    assert cells(per_words, "value")["Ana", "own"] == pytest.approx(2000 / 14)


def test_a_passage_that_two_coders_mark_alike_counts_once(corpus):
    two = pd.concat([MARKED, MARKED.assign(coder="ben")])
    assert measure_themes(two, corpus, as_="count")["n"].tolist() == measure_themes(MARKED, corpus, as_="count")["n"].tolist()
    assert measure_themes(two, corpus).attrs["coders"] == ["ana", "ben"]


def test_a_codebook_gives_the_order_the_colours_and_the_codes_that_nobody_used(corpus):
    book = Codebook.from_terms({"scale": [], "own": []})
    themes = measure_themes(MARKED, corpus, codes=book)
    assert themes["code"].drop_duplicates().tolist() == ["scale", "own"]
    assert themes.attrs["colours"] == book.colours


def test_nothing_coded_gives_a_table_without_rows(corpus):
    assert measure_themes(MARKED.head(0), corpus).empty


def test_sentences_are_counted_where_a_passage_touches_them():
    said = Corpus(pd.DataFrame({"text": ["One is mine. Two is not. 😀 Three is."], "participant": ["Ana"]}))
    themes = measure_themes(codings(("1", 7, 17, "own")), said, unit="sentence")
    assert themes[["n", "of"]].values.tolist() == [[2, 3]]


@pytest.mark.parametrize(("options", "sentence"), [({"as_": "shares"}, "did you mean 'share'"), ({"unit": "word"}, "it can be: utterance")])
def test_an_unknown_choice_lists_the_choices(corpus, options, sentence):
    with pytest.raises(FrameError, match=sentence):
        measure_themes(MARKED, corpus, **options)


@given(st.integers(0, 50), st.integers(1, 50))
def test_an_interval_holds_its_share_and_stays_between_none_and_all(n, of):
    n = min(n, of)
    low, high = (side.iloc[0] for side in wilson(pd.Series([n]), pd.Series([of])))
    assert 0 <= low <= n / of <= high <= 1


def test_a_group_without_units_has_no_share():
    assert math.isnan(wilson(pd.Series([0]), pd.Series([0]))[0].iloc[0])


def test_newcombe_1998_table_one_is_met():
    """Newcombe, Statistics in Medicine 17 (1998) 857-872, Table I, method 3: 81/263, 15/148, 0/20, 1/29."""
    low, high = wilson(pd.Series([81, 15, 0, 1]), pd.Series([263, 148, 20, 29]))
    assert low.round(4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
    assert high.round(4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]
