"""Sentences about what to code next: four reasons that take turns, and a part that no model picked."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from discourse import Codebook, Corpus, find_learned, next_to_code
from discourse.errors import FrameError
from tests.conftest import DIFFICULT, codings
from tests.themes.lessons import GARDEN

BOOK = Codebook.from_terms({"ownership": "own*", "thanks": ["thank*"], "travel": ["bus", "train"]})
MINE = codings(("u0", 0, len(GARDEN[0]), "ownership"), ("u1", 0, len(GARDEN[1]), "ownership"), ("u2", 0, len(GARDEN[2]), "thanks"))


@pytest.fixture(scope="module")
def garden() -> SimpleNamespace:
    texts = [*GARDEN, *DIFFICULT, "", "\r\n"]
    said = Corpus(pd.DataFrame({"id": [f"u{n}" for n in range(len(texts))], "text": texts}))
    return SimpleNamespace(corpus=said, codebook=BOOK, codings=lambda: MINE)


def test_each_reason_has_its_turn_and_nothing_comes_twice_or_was_read(garden):
    ahead = next_to_code(garden, 12)
    assert list(ahead.columns) == ["utterance", "start", "end", "why", "score", "quote"]
    assert ahead["why"].str.partition(":")[0].tolist()[:4] == ["rare", "diverse", "uncertain", "random"]
    assert len(ahead) == 12
    assert not ahead.duplicated(["utterance", "start"]).any()
    assert not set(ahead["utterance"]) & {"u0", "u1", "u2"}
    text = garden.corpus.text
    assert all(text(u)[a:b] == q for u, a, b, q in ahead[["utterance", "start", "end", "quote"]].itertuples(index=False, name=None))


def test_the_rarest_code_comes_first_with_its_likeliest_passage(garden):
    ahead = next_to_code(garden, 2, mix=["rare"])
    assert ahead["why"].tolist() == ["rare: travel, 0 coded", "rare: thanks, 1 coded"]
    assert "bus" in ahead["quote"][0] or "train" in ahead["quote"][0]
    assert "hank" in ahead["quote"][1]
    assert ahead["score"].between(0, 1).all()


def test_the_random_part_is_the_same_whatever_was_coded(garden):
    other = SimpleNamespace(corpus=garden.corpus, codebook=BOOK, codings=lambda: MINE.assign(code="thanks"))
    mine, theirs = (next_to_code(study, 6, mix=["random"], random_state=3) for study in (garden, other))
    pd.testing.assert_frame_equal(mine, theirs)
    assert (mine["why"] == "random").all()
    assert mine["score"].isna().all()
    assert next_to_code(garden, 6, mix=["random"], random_state=4)["quote"].tolist() != mine["quote"].tolist()


def test_the_same_question_has_the_same_answer(garden):
    pd.testing.assert_frame_equal(next_to_code(garden, 9), next_to_code(garden, 9))


def test_uncertain_is_what_lies_near_the_threshold(garden):
    ahead = next_to_code(garden, 5, mix=["uncertain"])
    assert ahead["why"].str.fullmatch(r"uncertain: (ownership|thanks), 0\.\d\d where 0\.\d\d would be proposed").all()
    assert set(ahead["why"].str.extract(r": (\w+),")[0]) <= {"ownership", "thanks"}


def test_diverse_takes_one_of_each_kind(garden):
    ahead = next_to_code(garden, 6, mix=["diverse"])
    assert ahead["why"].str.match(r"diverse: of (\d+ alike|its own kind), beside \d+ that were read").all()
    assert ahead["quote"].nunique() == 6


def test_without_codings_and_codebook_there_is_the_diverse_and_the_random_part(garden):
    empty = SimpleNamespace(corpus=garden.corpus, codebook=Codebook.from_terms({}), codings=lambda: codings())
    ahead = next_to_code(empty, 6)
    assert set(ahead["why"].str.partition(":")[0]) == {"diverse", "random"}


def test_when_all_was_read_there_is_nothing_to_code(garden):
    ids = garden.corpus.utterances["id"]
    assert next_to_code(garden, 5, read=ids).empty
    assert list(next_to_code(garden, 5, read=ids).columns) == ["utterance", "start", "end", "why", "score", "quote"]
    assert len(next_to_code(garden, 500)) <= len(garden.corpus)


def test_a_project_is_such_a_study(study):
    study.code("t/0", "ownership", quote="Who owns the network I built?")
    ahead = next_to_code(study, 3, unit="utterance")
    assert set(ahead["utterance"]) <= {"t/1", "t/1.1", "t/2", "u/0"}
    assert set(study.suggest(find_learned(study.corpus, study.codings(), study.codebook)).suggestions()["code"]) <= set(study.codebook)


@pytest.mark.parametrize(
    ("change", "said_so"),
    [
        ({"n": 0}, "n=0"),
        ({"n": 2.5}, "n=2.5"),
        ({"mix": ["odd"]}, "not 'odd'"),
        ({"mix": "rare"}, "mix='rare'"),
        ({"mix": []}, "mix="),
        ({"unit": "x"}, "unit='x'"),
    ],
)
def test_what_cannot_be_is_refused(garden, change, said_so):
    with pytest.raises(FrameError, match=said_so):
        next_to_code(garden, **change)
