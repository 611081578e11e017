"""The forum dump of an edX course, and answers of its API."""

from __future__ import annotations

import json

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from tests.loaders.social import RTL, SAMPLES, TITLE, ZOE, survives, texts, tree

SAMPLE = SAMPLES / "edx.jsonl"


def test_the_sample_has_its_tree():
    corpus = dc.read(SAMPLE)
    assert tree(corpus) == [
        ("e1", None, "question", "ines", ""),
        ("e2", "e1", "comment", "tom_k", ""),
        ("e3", "e2", "reply", ZOE, ""),
        ("e4", "e1", "comment", None, ""),
        ("e5", "e1", "comment", "seller", "hidden"),
    ]
    assert texts(corpus)[3] == RTL
    assert corpus.attrs["title"] == TITLE
    assert corpus.utterances["anonymous"].tolist()[3] is True
    assert corpus.utterances["reported"].tolist()[4] == 2
    assert str(corpus.utterances["time"][0]) == "2024-03-01 09:30:00+00:00"


def test_dates_as_words_are_read_too():
    line = '{"_id": {"$oid": "a"}, "_type": "CommentThread", "title": "T", "body": "B", "created_at": {"$date": "2024-03-01T09:30:00Z"}}\n'
    assert str(dc.read(line).utterances["time"][0]) == "2024-03-01 09:30:00+00:00"


def test_answers_of_the_api_are_read():
    thread = {
        "id": "a",
        "title": "Tea",
        "type": "question",
        "raw_body": "Hot?",
        "rendered_body": "<p>Hot?</p>",
        "author": "ana",
        "created_at": "2024-03-01T09:30:00Z",
    }
    comment = {
        "id": "b",
        "thread_id": "a",
        "parent_id": None,
        "raw_body": "Yes",
        "author": "ben",
        "created_at": "2024-03-01T09:31:00Z",
        "children": [
            {"id": "c", "thread_id": "a", "parent_id": "b", "raw_body": "No", "author": "cleo", "created_at": "2024-03-01T09:32:00Z"}
        ],
    }
    corpus = dc.read(json.dumps({"results": [thread, comment]}).encode())
    assert [row[:4] for row in tree(corpus)] == [("a", None, "question", "ana"), ("b", "a", "comment", "ben"), ("c", "b", "reply", "cleo")]


def test_a_dump_without_entries_is_refused():
    with pytest.raises(NotADiscussion):
        dc.read_edx(b'{"results": []}')


def test_damaged_json_is_told_with_its_line():
    with pytest.raises(LoadError, match=r"line \d+"):
        dc.read(SAMPLE.read_bytes()[:600])


def test_whatever_goes_wrong_is_told():
    survives(dc.read_edx, SAMPLE.read_bytes())
