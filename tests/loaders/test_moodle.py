"""A Moodle forum from its export, its web service or a course backup."""

from __future__ import annotations

import json

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from tests.loaders.social import LINKED, POST, QUOTED, RTL, SAMPLES, ZOE, survives, texts, tree

SAMPLE = SAMPLES / "moodle.csv"


def test_the_sample_has_its_tree():
    corpus = dc.read(SAMPLE)
    assert tree(corpus) == [
        ("61", None, "post", "Ines", ""),
        ("62", "61", "reply", "Tom", ""),
        ("63", "62", "reply", ZOE, ""),
        ("64", "61", "reply", "Yusuf", ""),
        ("65", "64", "reply", "Tom", "deleted"),
    ]
    assert texts(corpus) == [POST, LINKED, QUOTED, RTL, ""]
    assert corpus.threads == ["should-the-reading-room-open-on-sundays-6"]
    assert str(corpus.utterances["time"][0]) == "2024-03-01 09:30:00+00:00"


def test_the_export_as_json_is_a_list_in_a_list():
    row = {
        "id": "1",
        "discussion": "2",
        "parent": "0",
        "userid": "3",
        "userfullname": "Ana",
        "created": "1577836800",
        "subject": "Tea",
        "message": "<p>Hot</p>",
    }
    assert tree(dc.read(json.dumps([[row]]).encode())) == [("1", None, "post", "Ana", "")]


def test_posts_of_the_web_service_are_read():
    post = {
        "id": 1,
        "subject": "Tea",
        "message": "<p>Hot</p>",
        "author": {"id": 3, "fullname": "Ana"},
        "discussionid": 2,
        "hasparent": False,
        "parentid": None,
        "timecreated": 1577836800,
        "isdeleted": False,
    }
    answer = post | {"id": 2, "hasparent": True, "parentid": 1, "isdeleted": True, "author": {"id": None, "fullname": None}, "message": ""}
    corpus = dc.read(json.dumps({"posts": [answer, post], "forumid": 1}).encode())
    assert tree(corpus) == [("1", None, "post", "Ana", ""), ("2", "1", "reply", None, "deleted")]


def test_a_forum_of_a_backup_has_numbers_for_people():
    backup = """<?xml version="1.0"?><activity id="1" modulename="forum"><forum id="4"><discussions><discussion id="9"><name>Tea</name>
      <posts><post id="1"><parent>0</parent><userid>3</userid><created>1577836800</created>
      <subject>Tea</subject><message>&lt;p&gt;Hot&lt;/p&gt;</message></post>
      <post id="2"><parent>1</parent><userid>4</userid><created>1577836900</created>
      <subject>Re: Tea</subject><message>Yes</message></post></posts>
      </discussion></discussions></forum></activity>"""
    corpus = dc.read(backup)
    assert tree(corpus) == [("1", None, "post", "user 3", ""), ("2", "1", "reply", "user 4", "")]
    assert (corpus.threads, texts(corpus)) == (["tea-9"], ["Hot", "Yes"])


def test_an_empty_export_is_refused():
    with pytest.raises((NotADiscussion, LoadError)):
        dc.read_moodle("id,discussion,parent,subject,message\n")


def test_whatever_goes_wrong_is_told():
    survives(dc.read_moodle, SAMPLE.read_bytes())
