"""Tests of the loader wordpress_api: its sample, the shared inputs, and damage."""

from __future__ import annotations

import pytest

import discourse as dc
from discourse.loaders import wordpress_api
from tests.loaders.garden import SAID, SAMPLES, TREE, WHO, talk, tree
from tests.loaders.mutants import survives
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "wordpress_api.json"
NAME = "wordpress_api"


def test_the_sample_gives_its_tree_its_people_and_its_words():
    corpus = dc.read(SAMPLE)
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == NAME
    assert tree(said) == TREE
    assert talk(said)["participant"].tolist() == WHO
    assert talk(said)["text"].tolist() == list(SAID.values())
    assert said["kind"].tolist() == ["comment", "reply", "reply", "comment", "reply", "comment", "pingback"]
    assert said["id"].is_unique
    assert said["flag"].tolist() == [""] * 5 + ["spam", ""]


def test_xml_rpc_gives_what_rest_gives():
    member = "<member><name>%s</name><value><string>%s</string></value></member>"
    fields = {"comment_id": 5, "parent": 0, "author": "Ana", "content": "Hi &lt;b&gt;all&lt;/b&gt; 😀", "status": "hold",
              "post_id": 2, "post_title": "Beds",
              "date_created_gmt": "20210804T21:01:08"}  # fmt: skip
    struct = "<struct>" + "".join(member % pair for pair in fields.items()) + "</struct>"
    said = dc.read(
        f"<?xml version='1.0'?>\n<methodResponse><params><param><value>{struct}</value></param></params></methodResponse>"
    ).utterances
    assert said[["id", "thread", "kind", "participant", "text", "flag"]].to_numpy().tolist() == [
        ["5", "beds", "comment", "Ana", "Hi all 😀", "pending"]
    ]
    assert said["time"][0].isoformat() == "2021-08-04T21:01:08+00:00"


SHARED = "1-blogs/wp-rest-xmlrpc-comments/"


def test_the_shared_answers_give_the_counts_of_the_truth():
    path = SHARED + "comments-v2-view-context-success.json"
    said, expected = dc.read(shared(path)).utterances, truth(path)
    assert len(said) == expected["comments"]
    assert said["participant"].tolist() == expected["authors"]
    assert said["reply_to"].tolist() == [str(n) for n in expected["parents"]]
    path = SHARED + "reader-posts-success.json"
    said, expected = dc.read(shared(path)).utterances, truth(path)
    assert len(said) == expected["posts"]
    assert said["participant"].nunique() == expected["authors"]
    assert said["title"][0].replace("\xa0", " ") == expected["first"].replace("&nbsp;", " ")


@pytest.mark.parametrize("name", ["site-comment", "site-comments", "xmlrpc-site-comment", "xmlrpc-site-comments"])
def test_the_other_shared_answers_are_read(name):
    path = f"{SHARED}{name}-success.{'xml' if 'rpc' in name else 'json'}"
    corpus = dc.read(shared(path))
    assert corpus.attrs["provenance"][0]["loader"] == "wordpress_api"
    assert corpus.utterances["participant"].tolist() == ["Comment Author"]


@pytest.mark.parametrize("name", ["comment-likes-success", "reader-post-comments-subscribe-failure"])
def test_answers_without_comments_are_not_taken_for_some(name):
    with pytest.raises(dc.errors.LoadError):
        dc.read(shared(f"{SHARED}{name}.json"))


def test_damage_ends_in_a_corpus_or_in_one_of_our_errors():
    survives(wordpress_api, dc.read_wordpress_api, SAMPLE.read_bytes())
