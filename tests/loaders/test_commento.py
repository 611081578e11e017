"""Tests of the loader commento: its sample, the shared inputs, and damage."""

from __future__ import annotations

import pytest

import discourse as dc
from discourse.loaders import commento
from tests.loaders.garden import SAID, SAMPLES, WHO, talk
from tests.loaders.mutants import survives
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "commento.json"
NAME = "commento"


def test_the_sample_gives_its_tree_its_people_and_its_words():
    corpus = dc.read(SAMPLE)
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == NAME
    assert talk(said)["participant"].tolist() == WHO
    assert talk(said)["text"].tolist() == list({**SAID, 13: "Tuesdays are yours. See [the rota](https://example.org/rota)."}.values())
    short = [up if up != up else up[:2] for up in said["reply_to"]]
    assert [s for s in short if s == s] == ["0b", "0c", "0e", "0f"]
    assert said["flag"].tolist() == [""] * 5 + ["flagged", "deleted"]


def test_the_shared_export_gives_the_counts_of_the_truth():
    path = "1-blogs/disqus-remark42/commento.json"
    said, expected = dc.read(shared(path)).utterances, truth(path)
    assert len(said) == expected["comments"]
    assert said["participant"].nunique() == expected["commenters"]
    assert ["root" if up != up else up[:8] for up in said["reply_to"]] == expected["parents"]


def test_what_is_no_comment_is_set_aside_and_counted():
    corpus = dc.read_commento('{"comments": [{"commentHex": "a", "url": "/x", "markdown": "Hi"},\n 7], "commenters": []}')
    assert corpus.left_out["why"].tolist() == ["is no object with fields; passed over"]


def test_other_json_is_refused_with_what_would_do():
    with pytest.raises(dc.errors.LoadError, match="needs 'comments'"):
        dc.read_commento('{"comments":\n 3}')


def test_damage_ends_in_a_corpus_or_in_one_of_our_errors():
    survives(commento, dc.read_commento, SAMPLE.read_bytes())
