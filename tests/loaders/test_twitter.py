"""Tweets of the API and of an archive."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from tests.loaders.social import RTL, SAMPLES, survives, texts, tree
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "twitter.js"
TWEETS = "2-forums-social/twitter-json/tweets.json"


def test_the_sample_has_its_tweets_and_the_name_of_its_owner():
    corpus = dc.read(SAMPLE)
    assert tree(corpus) == [
        ("1", None, "post", "ines_reads", ""),
        ("2", "1", "reply", "ines_reads", ""),
        ("3", "2", "reply", "ines_reads", ""),
        ("4", "990", "reply", "ines_reads", ""),
        ("5", None, "repost", "ines_reads", ""),
    ]
    assert texts(corpus)[1].endswith("after lunch https://library.example/hours.")
    assert texts(corpus)[2] == "A quiet cafe\u0301 corner & tea would help all of us."
    assert texts(corpus)[3] == RTL
    assert corpus.utterances["thread"].nunique() == 3
    assert str(corpus.utterances["time"][0]) == "2024-03-01 09:30:00+00:00"


def test_the_archive_as_it_comes_names_its_owner_by_the_account():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(SAMPLE, "data/tweets.js")
        archive.writestr("data/account.js", 'window.YTD.account.part0 = [{"account": {"username": "ines", "accountId": "5"}}]')
        archive.writestr("data/like.js", "window.YTD.like.part0 = []")
    corpus = dc.read(packed.getvalue())
    assert set(corpus.utterances["participant"]) == {"ines"}
    assert len(corpus) == 5


def test_the_second_version_of_the_api_is_read():
    page = {
        "data": [
            {
                "id": "2",
                "text": "Green",
                "author_id": "8",
                "conversation_id": "1",
                "created_at": "2024-03-01T09:30:00.000Z",
                "edit_history_tweet_ids": ["2"],
                "referenced_tweets": [{"type": "replied_to", "id": "1"}],
                "public_metrics": {"like_count": 4},
            }
        ],
        "includes": {"users": [{"id": "8", "username": "ben", "name": "Ben"}], "tweets": []},
        "meta": {"result_count": 1},
    }
    corpus = dc.read(json.dumps(page).encode())
    assert (tree(corpus), corpus.threads) == ([("2", "1", "reply", "ben", "")], ["conversation-1"])
    assert corpus.utterances["likes"].tolist() == [4]


def test_a_file_of_the_archive_without_tweets_is_refused():
    with pytest.raises(NotADiscussion, match="no tweet"):
        dc.read('window.YTD.follower.part0 = [\n{"follower": {"accountId": "1"}}]')


def test_the_shared_tweets_reach_their_truth():
    known, corpus = truth(TWEETS), dc.read(shared(TWEETS))
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == "twitter"
    assert len(corpus) == known["tweets"]
    assert (said["kind"] == "repost").sum() == known["retweets"]
    assert said["quoted_text"].notna().sum() == known["quoted"]
    assert said["reply_to"].notna().sum() == known["replies"]
    assert len(corpus.participants) == known["users"]
    assert not said["text"].str.contains("&amp;").any()


def test_damaged_json_is_told_with_its_line():
    with pytest.raises(LoadError, match=r"line \d+"):
        dc.read(SAMPLE.read_bytes()[:900])


def test_whatever_goes_wrong_is_told():
    survives(dc.read_twitter, SAMPLE.read_bytes())
