"""Tests of the loader isso: its sample, the shared inputs, and damage."""

from __future__ import annotations

import json

import discourse as dc
from discourse.loaders import isso
from tests.loaders.garden import SAID, SAMPLES, TREE, WHO, talk, tree
from tests.loaders.mutants import survives

SAMPLE = SAMPLES / "isso.json"
NAME = "isso"


def test_the_sample_gives_its_tree_its_people_and_its_words():
    corpus = dc.read(SAMPLE)
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == NAME
    assert tree(said) == TREE
    assert talk(said)["participant"].tolist() == WHO
    assert talk(said)["text"].tolist() == list(SAID.values())
    assert said["kind"].tolist() == ["comment", "reply", "reply", "comment", "reply", "reply"]
    assert said["id"].is_unique
    assert said["flag"].tolist() == [""] * 5 + ["deleted"]


def test_the_generic_form_gives_a_thread_a_page():
    comment = {
        "id": 1,
        "text": "<p>Hi 😀</p>",
        "author": "Ana",
        "created": "2021-05-03 08:15:00",
        "website": "",
        "remote_addr": "192.0.2.1",
    }
    pages = [{"id": f"/{t}/", "title": t, "comments": [comment, comment | {"id": 2, "parent": 1}]} for t in ("one", "two")]
    said = dc.read(json.dumps(pages, indent=1)).utterances
    assert said[["id", "reply_to"]].fillna("").to_numpy().tolist() == [["one/1", ""], ["one/2", "one/1"], ["two/1", ""], ["two/2", "two/1"]]
    assert said["time"][0].isoformat() == "2021-05-03T08:15:00+00:00"


def test_answers_that_were_held_back_are_told():
    value = {"id": None, "total_replies": 9, "hidden_replies": 4, "replies": [{"id": 1, "text": "a", "hidden_replies": 2, "replies": []}]}
    notes = dc.read_isso(json.dumps(value, indent=1)).attrs["provenance"][0]["notes"]
    assert notes[0].startswith("Isso held 6 answers back")


def test_damage_ends_in_a_corpus_or_in_one_of_our_errors():
    survives(isso, dc.read_isso, SAMPLE.read_bytes())
