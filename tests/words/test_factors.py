"""Topics are found where they were put, in the same order each time, and said to be unsure where there are none."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.decomposition import NMF, LatentDirichletAllocation
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.pipeline import make_pipeline

from discourse.errors import FrameError
from discourse.words.factors import best_number, coherence, explore, factorise, stability, top_words, unexplained

WORDS, TOPICS = 60, 3


def planted(passages: int = 120, seed: int = 7) -> csr_matrix:
    """Passages that each draw 12 words from one of three sets of 20: 60 % of them from the first."""
    dice = np.random.default_rng(seed)
    rows = np.zeros((passages, WORDS))
    for row in rows:
        topic = dice.choice(TOPICS, p=[0.5, 0.3, 0.2])
        np.add.at(row, dice.integers(topic * 20, topic * 20 + 20, 12), 1)
    return csr_matrix(rows)


def noise(passages: int = 120) -> csr_matrix:
    return csr_matrix(np.random.default_rng(3).poisson(0.2, (passages, WORDS)).astype(float))


MODELS = [None, LatentDirichletAllocation(max_iter=20), NMF(), make_pipeline(TfidfTransformer(), NMF())]


@pytest.mark.parametrize("model", MODELS, ids=lambda m: type(m).__name__)
def test_planted_topics_are_found_the_largest_first(model):
    found = factorise(planted(), TOPICS, model=model)
    assert [{w // 20 for w in words} for words in top_words(found.loadings)] == [{0}, {1}, {2}]
    assert found.loadings.sum(axis=1) == pytest.approx(1)


def test_the_same_table_gives_the_same_topics():
    one, two = factorise(planted(), TOPICS), factorise(planted(), TOPICS)
    assert np.array_equal(one.loadings, two.loadings)
    assert np.array_equal(stability(planted(), one), stability(planted(), two))


def test_topics_that_are_there_come_back_and_those_of_chance_do_not():
    there, chance = planted(), noise()
    assert stability(there, factorise(there, TOPICS)).min() > 0.65
    assert stability(chance, factorise(chance, TOPICS)).max() < 0.65


def test_the_number_that_was_planted_is_suggested():
    explored = explore(planted(), range(2, 7))
    assert best_number(explored) == TOPICS
    assert (np.diff(explored["unexplained"]) < 0).all()


def test_an_anchored_topic_is_drawn_to_its_words_and_comes_first():
    anchors = [[45, 50], [21, 33]]
    for model in (None, LatentDirichletAllocation(max_iter=20)):
        tops = top_words(factorise(planted(), 3, model=model, anchors=anchors).loadings)
        assert [{w // 20 for w in words} for words in tops] == [{2}, {1}, {0}]


def test_coherence_is_npmi():
    always = csr_matrix([[1.0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1], [0, 0, 1, 1]])
    never = csr_matrix(np.eye(4))
    half = csr_matrix([[1.0, 1], [1, 0], [0, 1], [0, 0]])
    assert coherence(always, np.array([[0.5, 0.5, 0, 0]])) == pytest.approx(1)
    assert coherence(never, np.array([[0.5, 0.5, 0, 0]])) == pytest.approx(-1)
    assert coherence(half, np.array([[0.5, 0.5]])) == pytest.approx(0)
    assert np.isnan(coherence(half, np.array([[1.0, 0]]))[0])


def test_nothing_is_left_over_when_there_are_as_many_topics_as_kinds_of_passages():
    table = csr_matrix([[1.0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1]])
    assert unexplained(table, factorise(table, 2).loadings) == pytest.approx(0, abs=1e-6)


def test_a_model_that_is_given_is_not_changed():
    model = LatentDirichletAllocation(n_components=9)
    factorise(planted(), TOPICS, model=model)
    assert model.n_components == 9
    assert not hasattr(model, "components_")


def test_a_model_that_cannot_be_told_a_number_is_refused():
    with pytest.raises(FrameError, match="n_components"):
        factorise(planted(), TOPICS, model=TfidfTransformer())
