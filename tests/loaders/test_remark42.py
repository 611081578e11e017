"""Tests of the loader remark42: its sample, the shared inputs, and damage."""

from __future__ import annotations

import json

import pytest

import discourse as dc
from discourse.loaders import remark42
from tests.loaders.garden import SAID, SAMPLES, TREE, WHO, talk, tree
from tests.loaders.mutants import survives
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "remark42.json"
NAME = "remark42"


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


def test_the_flat_form_and_a_backup_give_the_same_as_the_tree():
    waiting, flat = list(json.loads(SAMPLE.read_text(encoding="utf-8"))["comments"]), []
    while waiting:
        one = waiting.pop(0)
        flat.append(one["comment"])
        waiting = one.get("replies", []) + waiting
    backup = "\n".join(json.dumps(x) for x in [{"version": 1, "users": [], "posts": []}, *flat])
    whole = dc.read_remark42(SAMPLE).utterances.drop(columns="thread")
    assert dc.read(json.dumps(flat, indent=1)).utterances.drop(columns="thread").equals(whole)
    assert dc.read_remark42(backup).utterances.drop(columns="thread").equals(whole)


@pytest.mark.parametrize("name", ["tree", "tree_del", "tree_bench"])
def test_each_shared_file_gives_the_counts_of_the_truth(name):
    path = f"1-blogs/disqus-remark42/{name}.json"
    corpus, expected = dc.read(shared(path)), truth(path)
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == "remark42"
    assert len(said) == expected["comments"]
    if "top" in expected:
        assert said["reply_to"].isna().sum() == expected["top"]
        assert (said.get("flag") == "deleted").sum() == expected["deleted"]
    else:
        assert said["reply_to"].notna().sum() == expected["replies"]
        assert said["participant_id"].nunique() == expected["authors"]
        assert said["participant"][0] == expected["first_user"]


def test_damage_ends_in_a_corpus_or_in_one_of_our_errors():
    survives(remark42, dc.read_remark42, SAMPLE.read_bytes())
