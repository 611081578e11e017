"""Issues and the comments on them, from the API, the command line or GraphQL."""

from __future__ import annotations

import json

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders._source import open_source
from discourse.loaders.github import gather
from tests.loaders.social import POST, RTL, SAMPLES, TITLE, survives, texts, tree
from tests.loaders.truth import shared

SAMPLE = SAMPLES / "github.json"
FOLDER = "2-forums-social/github-issues/"


def test_the_sample_has_its_comments():
    corpus = dc.read(SAMPLE)
    assert tree(corpus) == [
        ("library/house/5", None, "post", "ines", ""),
        ("comment-51", "library/house/5", "comment", "tom-k", ""),
        ("comment-52", "library/house/5", "comment", "zoe", ""),
        ("comment-53", "library/house/5", "comment", "yusuf", ""),
        ("comment-54", "library/house/5", "comment", None, "deleted"),
        ("comment-55", "library/house/5", "comment", "tidy[bot]", "bot"),
    ]
    assert texts(corpus)[0] == POST
    assert texts(corpus)[3] == RTL
    first = corpus.utterances.iloc[0]
    assert (first["title"], first["state"], first["labels"], first["reactions"]) == (TITLE, "open", "question", "+1 2, heart 1")


def test_what_the_command_line_gives_is_read_alike():
    issue = {
        "title": "Tea",
        "number": 4,
        "url": "https://github.com/o/r/issues/4",
        "body": "Hot?",
        "author": {"login": "ana", "id": "U1"},
        "createdAt": "2020-01-01T00:00:00Z",
        "comments": [
            {
                "id": "IC_1",
                "author": {"login": "ben"},
                "body": "Yes",
                "createdAt": "2020-01-02T00:00:00Z",
                "url": "https://github.com/o/r/issues/4#issuecomment-1",
                "includesCreatedEdit": True,
            }
        ],
    }
    corpus = dc.read(json.dumps(issue).encode())
    assert tree(corpus) == [("o/r/4", None, "post", "ana", ""), ("comment-IC_1", "o/r/4", "comment", "ben", "")]
    assert corpus.utterances["edited"].tolist()[1] is True


def test_replies_of_a_discussion_answer_their_comment():
    reply = {"id": "D3", "author": {"login": "ana"}, "body": "Good."}
    comment = {"id": "D2", "author": {"login": "ben"}, "body": "Green.", "replies": {"nodes": [reply]}}
    topic = {"title": "Tea", "number": 2, "url": "https://github.com/o/r/discussions/2", "author": {"login": "cleo"}, "body": "Which?"}
    corpus = dc.read(json.dumps({"data": {"repository": {"discussion": topic | {"comments": {"nodes": [comment]}}}}}).encode())
    assert [row[:3] for row in tree(corpus)] == [
        ("o/r/2", None, "post"),
        ("comment-D2", "o/r/2", "comment"),
        ("comment-D3", "comment-D2", "reply"),
    ]


def test_issues_and_comments_from_two_files_come_together():
    names = ["github_issue_2", "github_issue_comments_2"]
    corpus = gather([open_source(shared(FOLDER + name)) for name in names])
    assert corpus.attrs["provenance"][0].get("orphans", 0) == 0
    assert corpus.utterances["kind"].tolist() == ["post", "comment"]
    assert len(corpus.threads) == 1


def test_each_shared_file_with_words_is_known_by_its_content():
    for path in shared(FOLDER).iterdir():
        if "reactions" not in path.name:
            assert dc.read(path).attrs["provenance"][0]["loader"] == "github", path.name
        else:  # hearts and thumbs are no utterances
            with pytest.raises((LoadError, NotADiscussion)):
                dc.read_github(path)


def test_damaged_json_is_told_with_its_line():
    with pytest.raises(LoadError, match=r"line \d+"):
        dc.read(SAMPLE.read_bytes()[:900])


def test_whatever_goes_wrong_is_told():
    survives(dc.read_github, SAMPLE.read_bytes())
