"""Comments below a video, whoever fetched them."""

from __future__ import annotations

import json

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from tests.loaders.social import RTL, SAMPLES, TITLE, ZOE, survives, texts, tree

SAMPLE = SAMPLES / "youtube.info.json"


def test_the_sample_has_the_video_and_its_comments():
    corpus = dc.read(SAMPLE)
    assert tree(corpus) == [
        ("vid-1", None, "post", "@films", ""),
        ("Ug1", "vid-1", "comment", "@tom_k", ""),
        ("Ug1.z", "Ug1", "reply", f"@{ZOE}", ""),
        ("Ug2", "vid-1", "comment", "@yusuf", ""),
        ("Ug2.f", "Ug2", "reply", "@films", ""),
    ]
    assert texts(corpus)[0].startswith(f"{TITLE}\n\nI ask")
    assert texts(corpus)[3] == RTL
    assert corpus.participants["also"].dropna().tolist() == ["Library films"]
    assert corpus.utterances["pinned"].tolist()[3] is True


def test_threads_of_the_data_api_keep_their_replies():
    def said(own, text, **more):
        return {
            "id": own,
            "snippet": {
                "textDisplay": text,
                "authorDisplayName": own,
                "authorChannelId": {"value": f"UC{own}"},
                "videoId": "v",
                "publishedAt": "2020-01-01T00:00:00Z",
                "updatedAt": "2020-01-01T00:00:00Z",
                **more,
            },
        }

    item = {"kind": "youtube#commentThread", "snippet": {"videoId": "v", "topLevelComment": said("a", "Hot<br>tea")}}
    item["replies"] = {"comments": [said("b", "Yes", parentId="a")]}
    corpus = dc.read(json.dumps({"kind": "youtube#commentThreadListResponse", "items": [item]}).encode())
    assert tree(corpus) == [("a", None, "comment", "a", ""), ("b", "a", "reply", "b", "")]
    assert (texts(corpus), corpus.threads) == (["Hot\ntea", "Yes"], ["video-v"])


def test_takeout_joins_the_pieces_of_a_comment():
    rows = "Channel ID,Comment Create Timestamp,Price,Comment ID,Parent Comment ID,Video ID,Comment Text\n"
    rows += 'UC1,2024-03-01T09:30:00+00:00,0,a,,v,"{""text"":""Hi ""},{""text"":""@tom""}"\n'
    rows += 'UC1,2024-03-02T09:30:00+00:00,0,b,x,v,"{""text"":""Yes""}"\n'
    corpus = dc.read(rows)
    assert [row[:3] for row in tree(corpus)] == [("a", None, "comment"), ("b", "x", "reply")]
    assert texts(corpus) == ["Hi @tom", "Yes"]


def test_youtube_data_tools_is_read():
    rows = "id,replyCount,likeCount,publishedAt,authorName,text,authorChannelId,authorChannelUrl,isReply,isReplyTo,isReplyToName\n"
    rows += "a,1,2,2020-01-01 10:00:00,ana,Hello,UC1,,0,,\nb,0,0,2020-01-02 10:00:00,ben,Yes,UC2,,1,a,ana\n"
    assert tree(dc.read(rows)) == [("a", None, "comment", "ana", ""), ("b", "a", "reply", "ben", "")]


def test_a_time_that_says_how_long_ago_is_no_time():
    lines = '{"cid": "a", "text": "Hi", "time": "2 weeks ago", "author": "@ana", "channel": "UC1", "votes": "1"}\n'
    corpus = dc.read(lines + lines.replace('"a"', '"a.b"').replace("ana", "ben"))
    assert tree(corpus) == [("a", None, "comment", "@ana", ""), ("a.b", "a", "reply", "@ben", "")] or len(corpus) == 2
    assert corpus.utterances["time"].isna().all()
    assert corpus.utterances["time_given"].tolist() == ["2 weeks ago"] * 2


def test_a_video_whose_comments_were_not_fetched_says_so():
    corpus = dc.read(b'{"id": "v", "title": "Tea", "extractor_key": "Youtube", "comment_count": 7}')
    assert (len(corpus), corpus.left_out["text"].tolist()) == (1, ["7"])
    assert "--write-comments" in corpus.left_out["why"][0]


def test_an_answer_without_comments_is_refused():
    with pytest.raises(NotADiscussion):
        dc.read_youtube(b'{"kind": "youtube#commentThreadListResponse", "items": []}')


def test_damaged_json_is_told_with_its_line():
    with pytest.raises(LoadError, match=r"line \d+"):
        dc.read(SAMPLE.read_bytes()[:900])


def test_whatever_goes_wrong_is_told():
    survives(dc.read_youtube, SAMPLE.read_bytes())
