"""A discussion of a Canvas course, from its view, its entries or recorded answers."""

from __future__ import annotations

import json

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders._source import open_source
from discourse.loaders.canvas import gather
from tests.loaders.social import LINKED, QUOTED, RTL, SAMPLES, ZOE, survives, texts, tree
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "canvas.json"
RECORDED = "2-forums-social/canvas-discussion/discussion_topic.json"


def test_the_sample_has_its_entries_with_names_from_the_list_of_people():
    corpus = dc.read(SAMPLE)
    assert tree(corpus) == [
        ("2", None, "comment", "Tom", ""),
        ("3", "2", "reply", ZOE, ""),
        ("4", None, "comment", "Yusuf", ""),
        ("5", "4", "reply", None, "deleted"),
    ]
    assert texts(corpus) == [LINKED, QUOTED, RTL, ""]
    assert corpus.threads == ["canvas"]


def test_the_topic_and_its_view_come_together():
    topic = {
        "id": 1,
        "title": "Sundays?",
        "message": "<p>Why?</p>",
        "discussion_type": "threaded",
        "posted_at": "2024-03-01T09:30:00Z",
        "author": {"id": 11, "display_name": "Ines"},
    }
    corpus = gather([open_source(SAMPLE), open_source(json.dumps(topic).encode())])
    assert [row[:4] for row in tree(corpus)][:3] == [
        ("topic-1", None, "post", "Ines"),
        ("2", "topic-1", "comment", "Tom"),
        ("3", "2", "reply", ZOE),
    ]
    assert corpus.threads == ["sundays-1"]


def test_entries_with_their_first_replies_are_read():
    entry = {"id": 1, "user_id": 4, "user_name": "Ana", "message": "<p>Tea</p>", "created_at": "2024-03-01T09:30:00Z"}
    page = [
        entry
        | {"recent_replies": [{"id": 2, "user_id": 5, "user_name": "Ben", "parent_id": 1, "message": "Yes"}], "has_more_replies": False}
    ]
    assert tree(dc.read(json.dumps(page).encode())) == [("1", None, "comment", "Ana", ""), ("2", "1", "reply", "Ben", "")]


def test_recorded_answers_give_what_was_asked_for_and_name_the_rest():
    corpus = dc.read(shared(RECORDED))
    assert corpus.attrs["provenance"][0]["loader"] == "canvas"
    assert [row[:2] for row in tree(corpus)] == [("1", None), ("5", "1"), ("6", "1"), ("2", None), ("3", None)]
    entries = {"list_topic_entries", "list_entry_replies", "list_entries", "list_entries_single", "list_entries_single_group"}
    assert set(corpus.left_out["text"]) == set(truth(RECORDED)["keys"]) - entries


def test_a_view_without_entries_is_refused():
    with pytest.raises(NotADiscussion):
        dc.read_canvas(b'{"participants": [], "view": []}')


def test_damaged_json_is_told_with_its_line():
    with pytest.raises(LoadError, match=r"line \d+"):
        dc.read(SAMPLE.read_bytes()[:700])


def test_whatever_goes_wrong_is_told():
    survives(dc.read_canvas, SAMPLE.read_bytes())
