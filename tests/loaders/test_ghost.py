"""Tests of the loader ghost: its sample, the shared inputs, and damage."""

from __future__ import annotations

import json

import discourse as dc
from discourse.loaders import ghost
from tests.loaders.garden import POST, SAID, SAMPLES, TREE, WHO, talk, tree
from tests.loaders.mutants import survives

SAMPLE = SAMPLES / "ghost.json"
NAME = "ghost"


def test_the_sample_gives_its_tree_its_people_and_its_words():
    corpus = dc.read(SAMPLE)
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == NAME
    assert tree(said) == TREE
    assert talk(said)["participant"].tolist() == WHO
    assert talk(said)["text"].tolist() == list(SAID.values())
    assert said["kind"].tolist() == ["post", "comment", "reply", "reply", "comment", "reply", "comment", "reply", "post"]
    assert said["id"].is_unique
    assert said["text"][0] == POST
    assert said["tags"][0] == "garden"
    assert said["flag"].tolist() == [""] * 6 + ["hidden", "deleted", "draft"]


def test_an_answer_to_an_answer_hangs_below_it():
    corpus = dc.read_ghost(SAMPLE)
    assert corpus.utterances["reply_to"][3].endswith("/c12")


def test_the_form_without_db_is_read_too():
    value = json.loads(SAMPLE.read_text(encoding="utf-8"))["db"][0]
    assert dc.read(json.dumps(value, indent=1)).utterances.drop(columns="thread").equals(dc.read(SAMPLE).utterances.drop(columns="thread"))


def test_damage_ends_in_a_corpus_or_in_one_of_our_errors():
    survives(ghost, dc.read_ghost, SAMPLE.read_bytes())
