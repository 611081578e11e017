"""Conversations, posts and comments of a Facebook download, their letters read back."""

from __future__ import annotations

import json

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders._source import open_source
from discourse.loaders.facebook import gather
from tests.loaders.social import RTL, SAMPLES, ZOE, survives, texts, tree
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "facebook.json"
MESSENGER = "2-forums-social/chat-analytics-samples/messenger/2A_7M.json"


def test_the_sample_reads_in_the_order_of_time_with_its_letters():
    corpus = dc.read(SAMPLE)
    assert [row[2:] for row in tree(corpus)] == [
        ("message", "Ines", ""),
        ("message", "Tom", ""),
        ("message", ZOE, ""),
        ("message", "Yusuf", ""),
        ("message", "Tom", "deleted"),
        ("message", "Tom", "system"),
    ]
    assert "😀" in texts(corpus)[0]
    assert "👩‍👩‍👧" in texts(corpus)[1]
    assert texts(corpus)[2].startswith("A quiet cafe\u0301 corner")
    assert texts(corpus)[3] == RTL
    assert corpus.utterances["reactions"][1] == "❤ Ines"
    assert corpus.utterances["attachments"][3] == "photo: door.jpg"
    assert corpus.attrs["title"] == "Sundays 😀"


def test_letters_that_were_read_back_are_counted():
    assert dc.read(SAMPLE).attrs["provenance"][0]["notes"] == [
        "7 texts were UTF-8 written as Latin-1, as these exports do; they were read back"
    ]


def test_letters_that_were_right_stay_as_they_are():
    chat = {"participants": [{"name": "Zoë"}], "messages": [{"sender_name": "Zoë", "timestamp_ms": 1577836800000, "content": "café Ã"}]}
    corpus = dc.read(json.dumps(chat).encode())
    assert (corpus.utterances["participant"].tolist(), texts(corpus)) == (["Zoë"], ["café Ã"])
    assert corpus.attrs["provenance"][0]["notes"] == []


def test_an_encrypted_conversation_is_read():
    said = {
        "senderName": "Ana",
        "text": "Tea?",
        "timestamp": 1577836800000,
        "type": "text",
        "isUnsent": False,
        "media": [],
        "reactions": [],
    }
    corpus = dc.read(json.dumps({"participants": ["Ana", "Ben"], "threadName": "Ben_12", "messages": [said]}).encode())
    assert (tree(corpus)[0][2:], corpus.threads) == (("message", "Ana", ""), ["ben_12"])


def test_comments_and_posts_are_read():
    comment = {
        "timestamp": 1577836800,
        "title": "Ana commented",
        "data": [{"comment": {"timestamp": 1577836800, "comment": "Yes", "author": "Ana", "group": "Tea"}}],
    }
    post = {"timestamp": 1577836900, "title": "Ana wrote", "data": [{"post": "Hot"}]}
    comments, posts = dc.read(json.dumps({"comments_v2": [comment]}).encode()), dc.read(json.dumps([post]).encode())
    assert (tree(comments)[0][2:4], texts(comments), comments.threads) == (("comment", "Ana"), ["Yes"], ["tea"])
    assert (tree(posts)[0][2], texts(posts)) == ("post", ["Hot"])


def test_two_parts_of_a_conversation_are_one():
    chat = json.loads(SAMPLE.read_text(encoding="utf-8"))
    parts = [chat | {"messages": chat["messages"][:3]}, chat | {"messages": chat["messages"][3:]}]
    corpus = gather([open_source(json.dumps(part).encode()) for part in parts])
    assert texts(corpus) == texts(dc.read(SAMPLE))


def test_a_conversation_without_messages_is_refused():
    with pytest.raises(NotADiscussion):
        dc.read_facebook(b'{"participants": [], "messages": []}')


def test_the_shared_conversation_reaches_its_truth():
    known, corpus = truth(MESSENGER), dc.read(shared(MESSENGER))
    assert corpus.attrs["provenance"][0]["loader"] == "facebook"
    assert (len(corpus), len(corpus.participants)) == (known["messages"], known["authors"])
    assert corpus.utterances["time"].is_monotonic_increasing


def test_damaged_json_is_told_with_its_line():
    with pytest.raises(LoadError, match=r"line \d+"):
        dc.read(SAMPLE.read_bytes()[:900])


def test_whatever_goes_wrong_is_told():
    survives(dc.read_facebook, SAMPLE.read_bytes())
