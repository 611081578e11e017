"""Sentences about theme counts as features."""

from __future__ import annotations

import pickle
import warnings

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline, make_union
from sklearn.utils.estimator_checks import check_estimator

import discourse as dc
from discourse.errors import CodebookError, FrameError
from discourse.sklearn import ThemeCounts

BOOK = {"ownership": ["own*", "my"], "work": ["work"], "empty": []}
TEXTS = ["my own work 😀", "", "nobody owns\r\nworks", "שלום cafe\u0301", "> my\nwork, not work"]


def test_counts_are_those_of_find_terms_text_by_text():
    counts = ThemeCounts(BOOK).fit_transform(TEXTS)
    assert counts.format == "csr"
    assert counts.toarray().tolist() == [[2, 1, 0], [0, 0, 0], [1, 1, 0], [0, 0, 0], [1, 2, 0]]
    found = dc.find_terms(TEXTS, BOOK)
    assert counts.sum() == len(found)


def test_a_codebook_gives_the_codes_that_have_terms():
    book = dc.Codebook.from_terms({"a/b": "own", "c": []})
    assert ThemeCounts(book).fit(TEXTS).get_feature_names_out().tolist() == ["a/b"]


def test_settings_are_those_of_find_terms():
    assert ThemeCounts(BOOK, binary=True).fit_transform(TEXTS).max() == 1
    assert ThemeCounts(BOOK, quoted="skip", negated="skip").fit_transform(TEXTS).toarray()[4].tolist() == [0, 1, 0]
    assert ThemeCounts({"x": "Haus"}, language="de").fit_transform(["Häuser"]).sum() == 1


@pytest.mark.parametrize(
    "several",
    [tuple(TEXTS), pd.Series(TEXTS, index=[7] * 5), np.array(TEXTS), np.array(TEXTS, dtype=object)[:, None], pd.DataFrame({"t": TEXTS})],
)
def test_a_column_of_any_kind_will_do(several):
    assert (
        ThemeCounts(BOOK, sparse_output=False).fit_transform(several).tolist() == ThemeCounts(BOOK).fit_transform(TEXTS).toarray().tolist()
    )


def test_a_corpus_will_do(corpus):
    assert ThemeCounts(BOOK).fit_transform(corpus).shape == (5, 3)


def test_names_stand_above_the_columns_of_a_frame():
    frame = ThemeCounts(BOOK, sparse_output=False).set_output(transform="pandas").fit_transform(pd.Series(TEXTS, index=list("abcde")))
    assert frame.columns.tolist() == ["ownership", "work", "empty"]
    with pytest.raises(ValueError, match="dense array"):
        ThemeCounts(BOOK).set_output(transform="pandas").fit_transform(TEXTS)


def test_it_stands_in_pipelines_unions_searches_and_columns():
    labels = [1, 0, 1, 0, 1]
    both = make_pipeline(make_union(ThemeCounts(BOOK), TfidfVectorizer()), LogisticRegression())
    assert both.fit(TEXTS, labels).predict(TEXTS).shape == (5,)
    search = GridSearchCV(make_pipeline(ThemeCounts(BOOK), LogisticRegression()), {"themecounts__binary": [True, False]}, cv=2)
    assert search.fit(TEXTS, labels).best_params_
    columns = ColumnTransformer([("themes", ThemeCounts(BOOK), "text")], remainder="passthrough")
    assert columns.fit_transform(pd.DataFrame({"text": TEXTS, "n": range(5)})).shape == (5, 4)
    assert columns.get_feature_names_out().tolist() == ["themes__ownership", "themes__work", "themes__empty", "remainder__n"]


def test_clones_and_pickles_count_alike():
    fitted = ThemeCounts(BOOK, binary=True).fit(TEXTS)
    assert clone(fitted).get_params() == fitted.get_params()
    assert not hasattr(clone(fitted), "lexicon_")
    again = pickle.loads(pickle.dumps(fitted))
    assert (again.transform(TEXTS) != fitted.transform(TEXTS)).nnz == 0


def test_scikit_learn_finds_nothing_to_complain_of():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # most of its checks bring numbers, and say that they are left out for texts
        checks = check_estimator(ThemeCounts(BOOK), on_fail="raise", on_skip=None)
    assert {check["status"] for check in checks} == {"passed"}


def test_before_fit_nothing_is_counted():
    with pytest.raises(ValueError, match="not fitted"):
        ThemeCounts(BOOK).transform(TEXTS)


@pytest.mark.parametrize(
    ("several", "says"),
    [
        ("one text", r"write \[text\]"),
        (7, "expected several texts"),
        (["a", None], "text 2 is NoneType"),
        (pd.Series(["a", None]), "text 2 is"),
        (np.zeros((3, 2)), r"one column of texts, got an array of shape \(3, 2\)"),
        (np.zeros(3), "text 1 is float"),
    ],
)
def test_what_is_no_column_of_texts_is_refused(several, says):
    with pytest.raises(FrameError, match=says):
        ThemeCounts(BOOK).fit(several)


def test_a_book_that_cannot_be_read_is_refused_in_fit():
    with pytest.raises(CodebookError, match="nothing to look for"):
        ThemeCounts({"x": [""]}).fit(TEXTS)
    assert ThemeCounts().fit(TEXTS).transform(TEXTS).shape == (5, 0)
