"""Stories and comments of Hacker News, one file an item or a whole tree."""

from __future__ import annotations

import json

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders._source import Source, open_source
from discourse.loaders.hackernews import gather
from tests.loaders.social import LINKED, QUOTED, RTL, SAMPLES, TITLE, ZOE, survives, texts, tree
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "hackernews.json"
FOLDER = "2-forums-social/hackernews-firebase"


def test_the_sample_has_its_tree():
    corpus = dc.read(SAMPLE)
    assert tree(corpus) == [
        ("9", None, "post", "ines", ""),
        ("10", "9", "comment", "tom_k", ""),
        ("11", "10", "reply", ZOE, ""),
        ("12", "9", "comment", "yusuf", ""),
        ("13", "12", "reply", None, "deleted"),
    ]
    assert texts(corpus) == [f"{TITLE}\n\nhttps://library.example/sundays", LINKED, QUOTED, RTL, ""]
    assert corpus.threads == ["should-the-reading-room-open-on-sundays-9"]


def test_items_of_one_file_each_become_one_thread():
    story = {"id": 1, "type": "story", "by": "ana", "title": "Tea", "time": 1577836800, "kids": [2, 5], "score": 3}
    comment = {"id": 2, "type": "comment", "by": "ben", "text": "A<p>B", "parent": 1, "time": 1577836900, "kids": [3]}
    gone = {"id": 3, "type": "comment", "parent": 2, "time": 1577837000, "deleted": True}
    sources = [open_source(json.dumps(one).encode()) for one in (gone, comment, story)] + [Source("4.json", b"null")]
    corpus = gather(sources)
    assert tree(corpus) == [
        ("1", None, "post", "ana", ""),
        ("2", "1", "comment", "ben", ""),
        ("3", "2", "reply", None, "deleted"),
    ]
    assert set(corpus.utterances["thread"]) == {"tea-1"}
    assert sorted(corpus.left_out["text"]) == ["4", "5"]


def test_hits_of_a_search_stand_in_the_thread_of_their_story():
    hit = {
        "objectID": "8",
        "author": "ana",
        "comment_text": "Yes",
        "story_id": 3,
        "story_title": "Tea",
        "parent_id": 3,
        "created_at_i": 1577836800,
    }
    corpus = dc.read(json.dumps({"hits": [hit | {"_tags": ["comment"]}], "nbHits": 1}).encode())
    assert (corpus.threads, tree(corpus)) == (["tea-3"], [("8", "3", "comment", "ana", "")])


def test_damaged_json_is_told_with_its_line():
    with pytest.raises(LoadError, match=r"line \d+, column \d+"):
        dc.read(SAMPLE.read_bytes()[:700])


def test_null_alone_is_no_discussion():
    with pytest.raises(NotADiscussion, match="null"):
        dc.read_hackernews(b"null")


def test_the_shared_items_reach_their_truth():
    known, files = truth(FOLDER), sorted(shared(FOLDER).iterdir())
    corpus = gather([open_source(p) for p in files])
    said = corpus.utterances
    assert len(files) == known["files"]
    assert (corpus.left_out["why"].str.contains("null")).sum() == known["null"]
    assert (said["kind"] == "post").sum() == known["types"]["story"]
    assert said["kind"].isin(["comment", "reply"]).sum() == known["types"]["comment"]
    assert (said["flag"] == "deleted").sum() == known["deleted"]
    own_words = (said["text"] != "") & ~(
        said["title"].notna() & said["text"].eq(said["title"].fillna("") + "\n\n" + said["url"].fillna(""))
    )
    assert own_words.sum() == known["with_text"]


def test_each_shared_item_is_known_by_its_content():
    for path in shared(FOLDER).iterdir():
        if path.read_bytes().strip() != b"null":
            assert dc.read(path).attrs["provenance"][0]["loader"] == "hackernews"


def test_whatever_goes_wrong_is_told():
    survives(dc.read_hackernews, SAMPLE.read_bytes())
