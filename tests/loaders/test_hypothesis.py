"""Annotations of Hypothes.is, the replies to them, and the passages that they mark."""

from __future__ import annotations

import json

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from tests.loaders.social import RTL, SAMPLES, depth, survives, texts, tree
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "hypothesis.json"
CLASS = "2-forums-social/hypothesis-class/comments.csv"
API = "2-forums-social/hypothesis-class/annotations_api.json"


def test_the_sample_has_its_annotations_and_replies():
    corpus = dc.read(SAMPLE)
    assert [row[:3] + row[4:] for row in tree(corpus)] == [
        ("H1", None, "annotation", ""),
        ("H2", "H1", "reply", ""),
        ("H3", "H2", "reply", ""),
        ("H4", "H0", "reply", ""),
        ("H5", None, "highlight", "hidden"),
    ]
    assert texts(corpus)[3] == RTL
    assert corpus.utterances["quote"].dropna().tolist() == ["closed on Sundays", "from nine to five"]
    assert corpus.threads == ["the-reading-room-plan"]
    assert corpus.utterances["participant_id"][0] == "acct:ines@hypothes.is"


def test_the_table_of_the_client_is_read():
    rows = "Created at,Author,Page,URL,Group,Annotation/Reply Type,Quote,Comment,Tags\n"
    rows += "2024-03-01T09:30:00,ines,On tea,https://tea.example,Public,Annotation,hot water,Is it?,\n"
    rows += "2024-03-02T09:30:00,tom,On tea,https://tea.example,Public,Reply,,It is.,\n"
    corpus = dc.read(rows)
    assert corpus.attrs["provenance"][0]["loader"] == "hypothesis"
    assert corpus.utterances["kind"].tolist() == ["annotation", "reply"]
    assert corpus.threads == ["on-tea"]


def test_two_documents_of_one_title_stay_apart():
    def one(own, address):
        return {"id": own, "user": "acct:a@h", "text": "x", "uri": address, "target": [], "document": {"title": ["PDF"]}}

    assert dc.read(json.dumps({"rows": [one("a", "https://a"), one("b", "https://b")]}).encode()).threads == ["pdf", "pdf-2"]


def test_a_search_without_annotations_is_refused():
    with pytest.raises(NotADiscussion):
        dc.read_hypothesis(b'{"total": 0, "rows": []}')


def test_the_shared_class_reaches_its_truth():
    known, corpus = truth(CLASS), dc.read(shared(CLASS))
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == "hypothesis"
    assert len(corpus) == known["rows"]
    assert len(corpus.threads) == known["documents"]
    assert len(corpus.participants) == known["users"]
    assert said["reply_to"].notna().sum() == known["replies"]
    assert depth(corpus) == known["max_depth"]
    assert corpus.attrs["provenance"][0]["orphans"] == known["orphan_parents"]
    assert (said["text"].str.strip() == "").sum() == known["empty_text"]
    assert (said["in_class"] == "True").sum() == known["in_class_true"]


def test_the_shared_annotations_reach_their_truth():
    known, corpus = truth(API), dc.read(shared(API))
    assert len(corpus) == known["annotations"]
    assert corpus.utterances["reply_to"].notna().sum() == known["with_references"]
    assert corpus.utterances["quote"].notna().sum() == known["selectors"]["TextQuoteSelector"]


def test_damaged_json_is_told_with_its_line():
    with pytest.raises(LoadError, match=r"line \d+"):
        dc.read(SAMPLE.read_bytes()[:900])


def test_whatever_goes_wrong_is_told():
    survives(dc.read_hypothesis, SAMPLE.read_bytes())
