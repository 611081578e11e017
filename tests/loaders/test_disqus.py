"""Tests of the loader disqus: its sample, the shared inputs, and damage."""

from __future__ import annotations

import pytest

import discourse as dc
from discourse.loaders import disqus
from tests.loaders.garden import SAID, SAMPLES, TREE, WHO, talk, tree
from tests.loaders.mutants import survives
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "disqus.xml"
NAME = "disqus"


def test_the_sample_gives_its_tree_its_people_and_its_words():
    corpus = dc.read(SAMPLE)
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == NAME
    assert tree(said) == TREE
    assert talk(said)["participant"].tolist() == WHO
    assert talk(said)["text"].tolist() == list(SAID.values())
    assert said["kind"].tolist() == ["comment", "reply", "reply", "comment", "reply", "comment", "reply"]
    assert said["id"].is_unique
    assert said["flag"].tolist() == [""] * 5 + ["spam", "deleted"]
    assert set(said["thread"]) == {"who-looks-after-the-garden-on-mill-lane"}
    assert corpus.left_out["why"].tolist() == ["nobody commented on it"]


@pytest.mark.parametrize("name", ["disqus", "disqus-deleted-post", "disqus-deleted-thread"])
def test_each_shared_export_gives_the_counts_of_the_truth(name):
    path = f"1-blogs/disqus-remark42/{name}.xml"
    corpus, expected = dc.read(shared(path)), truth(path)
    said = corpus.utterances
    assert len(said) == expected["posts"]
    assert said["participant"].nunique() == expected["authors"] - 1  # TRUTH counts names; one account has two, and stays one person
    assert corpus.participants["also"].dropna().tolist() == ["Spam Noname"]
    assert (said["flag"] == "deleted").sum() == expected["deleted_posts"]
    assert said["text"].str.contains("brown fox").any()
    assert (said["flag"] == "deleted thread").any() == bool(expected["deleted_threads"])
    assert (said["kind"] == "reply").sum() == expected["replies"]
    notes = " ".join(corpus.attrs["provenance"][0]["notes"])
    assert "before the first" in notes
    assert "quotation marks" in notes


def test_damage_ends_in_a_corpus_or_in_one_of_our_errors():
    survives(disqus, dc.read_disqus, SAMPLE.read_bytes())
