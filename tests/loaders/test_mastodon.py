"""An outbox of the Fediverse, and statuses of its API."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from tests.loaders.social import LINKED, POST, QUOTED, RTL, SAMPLES, survives, texts, tree

SAMPLE = SAMPLES / "mastodon.json"
INES = "https://social.example/users/ines/statuses/"


def test_the_sample_has_its_posts_and_what_they_answer():
    corpus = dc.read(SAMPLE)
    assert [row[:3] + row[4:] for row in tree(corpus)] == [
        (f"{INES}1", None, "post", ""),
        (f"{INES}2", f"{INES}1", "reply", ""),
        (f"{INES}3", "https://other.example/users/tom/statuses/77", "reply", ""),
        (f"{INES}4", f"{INES}2", "reply", ""),
        (f"{INES}5/activity", None, "repost", ""),
        (f"{INES}7", None, "post", "deleted"),
    ]
    assert texts(corpus)[:4] == [POST, LINKED, QUOTED, RTL]
    assert set(corpus.utterances["participant"]) == {"ines"}
    first, third = corpus.utterances.iloc[0], corpus.utterances.iloc[2]
    assert (first["tags"], first["attachments"], first["visibility"]) == ("#libraries", "The reading room, empty", "public")
    assert third["subject"] == "long"
    assert corpus.left_out["what"].tolist() == ["Like"]


def test_the_archive_as_it_comes_is_read():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("actor.json", json.dumps({"id": INES[:-10], "type": "Person", "preferredUsername": "ines", "name": "Ines A."}))
        archive.write(SAMPLE, "outbox.json")
    corpus = dc.read(packed.getvalue())
    assert tree(corpus) == tree(dc.read(SAMPLE))
    assert corpus.participants["name"].tolist() == ["Ines A."]


def test_a_context_of_the_api_is_one_thread():
    def status(own, above, who, **more):
        account = {"id": who, "acct": f"{who}@tea.example", "display_name": who.title(), "bot": who == "bell"}
        return {
            "id": own,
            "in_reply_to_id": above,
            "created_at": "2024-03-01T09:30:00.000Z",
            "content": f"<p>{own}</p>",
            "account": account,
            **more,
        }

    corpus = dc.read(json.dumps({"ancestors": [status("1", None, "ana")], "descendants": [status("3", "1", "bell")]}).encode())
    assert tree(corpus) == [("1", None, "post", "ana@tea.example", ""), ("3", "1", "reply", "bell@tea.example", "bot")]
    assert len(corpus.threads) == 1


def test_a_boost_of_the_api_has_the_words_that_it_shares():
    account = {"id": "7", "acct": "ana"}
    shared_post = {"id": "1", "content": "<p>Tea</p>", "account": {"id": "8", "acct": "ben"}, "spoiler_text": ""}
    post = {
        "id": "2",
        "in_reply_to_id": None,
        "content": "",
        "account": account,
        "reblog": shared_post,
        "created_at": "2024-03-01T09:30:00Z",
    }
    corpus = dc.read(json.dumps([post]).encode())
    assert (tree(corpus), texts(corpus)) == ([("2", None, "repost", "ana", "")], ["Tea"])


def test_an_outbox_without_posts_is_refused():
    with pytest.raises(NotADiscussion, match="no post"):
        dc.read('{"type": "OrderedCollection",\n "orderedItems": []}')


def test_damaged_json_is_told_with_its_line():
    with pytest.raises(LoadError, match=r"line \d+"):
        dc.read(SAMPLE.read_bytes()[:900])


def test_whatever_goes_wrong_is_told():
    survives(dc.read_mastodon, SAMPLE.read_bytes())
