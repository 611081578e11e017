"""A Discourse topic keeps its posts, whom each answers, and says which posts are on another page."""

from __future__ import annotations

import json

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders._source import open_source
from discourse.loaders.discourse_forum import gather
from tests.loaders.social import LINKED, POST, RTL, SAMPLES, TITLE, depth, survives, texts, tree
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "discourse_forum.json"
FORUM = "2-forums-social/discourse-perceval/tests/data/discourse/"
TOPICS = ["2-forums-social/discourse-api-fixtures/topic.json", *(f"{FORUM}discourse_topic_{n}.json" for n in (1148, 1149, 1150))]
LISTS = [f"2-forums-social/discourse-api-fixtures/{n}.json" for n in ("latest", "top", "new", "category_latest_topics")]


def test_the_sample_has_its_posts_and_replies():
    corpus = dc.read(SAMPLE)
    assert tree(corpus) == [
        ("101", None, "post", "ines", ""),
        ("102", None, "reply", "tom_k", ""),
        ("103", "102", "reply", "zoe", ""),
        ("104", "102", "reply", "yusuf", ""),
        ("105", "104", "reply", "lena", "deleted"),
        ("106", None, "system", "system", "system"),
    ]
    assert texts(corpus)[:2] == [POST, LINKED]
    assert texts(corpus)[2] == "tom_k:\n\n> would come after lunch\n\nA quiet cafe\u0301 corner would help all of us."
    assert texts(corpus)[3] == RTL
    assert corpus.threads == ["should-the-reading-room-open-on-sundays-7"]
    assert corpus.attrs["title"] == TITLE
    assert corpus.utterances["likes"].tolist()[0] == 3
    assert corpus.utterances["edited"].tolist()[:3] == [False, False, True]
    assert str(corpus.utterances["time"][0]) == "2024-03-01 09:30:00+00:00"


def test_a_post_on_another_page_is_named_in_left_out():
    left = dc.read(SAMPLE).left_out
    assert left["text"].tolist() == ["107"]
    assert "another page" in left["why"][0]


def test_two_pages_of_a_topic_become_one_thread_without_doubles():
    topic = json.loads(SAMPLE.read_text(encoding="utf-8"))
    first = topic | {"post_stream": topic["post_stream"] | {"posts": topic["post_stream"]["posts"][:3]}}
    rest = topic | {"post_stream": topic["post_stream"] | {"posts": topic["post_stream"]["posts"][2:]}}
    corpus = gather([open_source(json.dumps(page).encode()) for page in (first, rest)])
    assert corpus.utterances["id"].tolist() == ["101", "102", "103", "104", "105", "106"]
    assert [p["kept"] for p in corpus.attrs["provenance"]] == [3, 3]
    assert sorted(corpus.left_out["why"].str[:12].unique()) == ["stands twice", "the topic li"]


def test_an_answer_to_a_post_that_is_not_there_is_kept():
    post = {"id": 9, "post_number": 4, "reply_to_post_number": 2, "topic_id": 7, "cooked": "<p>Yes.</p>", "username": "tom"}
    corpus = dc.read_discourse_forum(json.dumps([post]).encode())
    assert tree(corpus) == [("9", "7-2", "reply", "tom", "")]
    assert corpus.attrs["provenance"][0]["orphans"] == 1


def test_damaged_json_is_told_with_its_line():
    with pytest.raises(LoadError, match=r"line \d+, column \d+"):
        dc.read(SAMPLE.read_bytes()[:900])


@pytest.mark.parametrize("path", LISTS)
def test_a_list_of_topics_says_what_to_save_instead(path):
    with pytest.raises(NotADiscussion, match=r"/t/ID\.json"):
        dc.read(shared(path))


@pytest.mark.parametrize("path", TOPICS)
def test_the_shared_topics_reach_their_truth(path):
    known, corpus = truth(path), dc.read(shared(path))
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == "discourse_forum"
    assert corpus.attrs["title"] == known["title"]
    assert len(corpus) == known["posts_in_file"]
    assert len(corpus.participants) == known["authors"]
    assert said["reply_to"].notna().sum() == known["replies_with_parent"]
    assert corpus.attrs["provenance"][0].get("orphans", 0) == known["orphan_parents"]
    assert depth(corpus) == known["max_depth"]
    assert said["participant"][0] == known["first"]["user"]
    assert " ".join(said["text"][0].split()).startswith(known["first"]["text"].split(".")[0][:60].strip())


def test_whatever_goes_wrong_is_told():
    survives(dc.read_discourse_forum, SAMPLE.read_bytes())
