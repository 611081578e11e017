"""A Reddit thread keeps its tree, its gaps and its deleted comments, whichever way it was saved."""

from __future__ import annotations

import json

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from tests.loaders.social import POST, RTL, SAMPLES, TITLE, ZOE, depth, survives, texts, tree
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "reddit.json"
FOLDER = "2-forums-social/reddit-praw-cassettes/"
EXCEPTIONS = {
    "TestComment.test_reply__none.json": "the site answered null where a comment was expected; there is nothing to read",
}


def test_the_sample_has_its_tree():
    corpus = dc.read(SAMPLE)
    assert tree(corpus) == [
        ("t3_r1", None, "post", "ines", ""),
        ("t1_c5", "t3_r1", "comment", "AutoModerator", "bot"),
        ("t1_c1", "t3_r1", "comment", "tom_k", ""),
        ("t1_c2", "t1_c1", "reply", ZOE, ""),
        ("t1_c3", "t3_r1", "comment", "yusuf", ""),
        ("t1_c4", "t1_c3", "reply", None, "deleted"),
    ]
    assert texts(corpus)[0] == POST.replace("\n\n", " ")
    assert texts(corpus)[3].startswith("> would come")
    assert texts(corpus)[4] == RTL
    assert corpus.threads == ["should-the-reading-room-open-on-sundays-r1"]
    assert corpus.utterances["title"][0] == TITLE


def test_comments_behind_load_more_are_named():
    assert dc.read(SAMPLE).left_out["text"].tolist() == ["t1_c8", "t1_c9"]


def test_rows_of_a_dump_make_the_same_tree():
    rows = [thing["data"] for _, thing in _things(json.loads(SAMPLE.read_text(encoding="utf-8"))) if thing["kind"] in ("t1", "t3")]
    flat = [{k: v for k, v in row.items() if k not in ("replies", "name")} for row in rows]
    lines = dc.read("\n".join(json.dumps(row) for row in flat) + "\n")
    whole = dc.read(json.dumps(flat).encode())
    assert sorted(tree(lines)) == sorted(tree(whole)) == sorted(tree(dc.read(SAMPLE)))


def test_a_comment_without_its_submission_keeps_its_thread():
    row = {"id": "x", "body": "Hi", "author": "ana", "link_id": "t3_p", "parent_id": "t1_y", "created_utc": "1709285400", "subreddit": "s"}
    corpus = dc.read(json.dumps([row]).encode())
    assert tree(corpus) == [("t1_x", "t1_y", "reply", "ana", "")]
    assert corpus.threads == ["reddit-p"]


def test_a_dump_as_csv_keeps_its_replies():
    corpus = dc.read(
        "id,body,author,link_id,parent_id,created_utc\nc1,Tea,ana,t3_p,t3_p,1600000000\nc2,NA,[deleted],t3_p,t1_c1,2020-09-13 12:26:41\n"
    )
    assert tree(corpus) == [("t1_c1", "t3_p", "comment", "ana", ""), ("t1_c2", "t1_c1", "reply", None, "")]
    assert texts(corpus) == ["Tea", "NA"]
    assert corpus.utterances["time"].diff().dt.total_seconds()[1] == 1


def test_a_parent_that_a_dump_gives_as_a_number_is_found():
    rows = [
        {"id": own, "body": "x", "author": "a", "link_id": "t3_p", "parent_id": above, "subreddit": "s"}
        for own, above in (("zz", None), ("z1", 1295))
    ]
    assert [row[:3] for row in tree(dc.read(json.dumps(rows).encode()))] == [("t1_zz", "t3_p", "comment"), ("t1_z1", "t1_zz", "reply")]


def test_a_link_is_the_text_of_a_submission_without_words():
    row = {
        "id": "p",
        "title": "A &amp; B",
        "selftext": "",
        "url": "https://tea.example",
        "author": "ana",
        "subreddit": "s",
        "num_comments": 0,
    }
    assert texts(dc.read(json.dumps([row]).encode())) == ["A & B\n\nhttps://tea.example"]


def test_unescaped_markdown_stays_as_it_is():
    row = {
        "id": "x",
        "body": "&amp; is an entity",
        "body_html": "<p>&amp;amp; is</p>",
        "author": "a",
        "link_id": "t3_p",
        "parent_id": "t3_p",
    }
    assert texts(dc.read_reddit(json.dumps([row | {"subreddit": "s"}]).encode())) == ["&amp; is an entity"]


def test_damaged_json_is_told_with_its_line():
    with pytest.raises(LoadError, match=r"line \d+, column \d+"):
        dc.read(SAMPLE.read_bytes()[:900])


def _things(value):
    if isinstance(value, list):
        return [pair for one in value for pair in _things(one)]
    if isinstance(value, dict) and "kind" in value and value["kind"] != "Listing":
        return [(value["kind"], value), *_things(value["data"].get("replies"))]
    return _things(value["data"]["children"]) if isinstance(value, dict) else []


def cassettes():
    folder = shared(FOLDER)
    return sorted(p.name for p in folder.glob("*.json"))


def test_each_recorded_thread_reaches_its_truth():
    """TRUTH counts the largest listing of a cassette: that answer is read alone; the cassette as a whole has at least as much."""
    for name in cassettes():
        if name in EXCEPTIONS or "test_reply" in name or "from_replies" in name:
            continue
        known = truth(FOLDER + name)["biggest"]
        bodies = [i["response"]["body"]["string"] for i in json.loads(shared(FOLDER + name).read_text(encoding="utf-8"))["interactions"]]
        listings = [b for b in bodies if b.startswith("[") and '"t3"' in b]
        assert len(listings) == truth(FOLDER + name)["threads"], name
        alone = [dc.read_reddit(body.encode()) for body in listings]
        counts = [_counts(one) for one in alone]
        people = known["authors"] - bool(known["deleted"])  # TRUTH counts "[deleted]" as somebody; here it is nobody
        wanted = (known["t1"], people, known["max_depth"])
        assert wanted in counts, (name, wanted, counts)
        corpus = dc.read(shared(FOLDER + name))
        assert corpus.attrs["provenance"][0]["loader"] == "reddit"
        assert _counts(corpus)[0] >= known["t1"], name
        assert corpus.attrs["title"] == known["title"] or len(corpus.threads) > 1, name


def _counts(corpus):
    said = corpus.utterances
    comments = said[said["id"].str.startswith("t1_")]
    return len(comments), comments["participant"].nunique(), depth(corpus, of="t1_")


def test_a_recording_of_load_more_comes_to_the_number_that_the_site_states():
    name = "TestCommentForest.test_replace__all.json"
    stated = truth(FOLDER + name)["biggest"]["num_comments_field"]
    corpus = dc.read(shared(FOLDER + name))
    assert stated - 3 <= (corpus.utterances["kind"] != "post").sum() <= stated


def test_deleted_comments_are_flagged_not_dropped():
    for name in cassettes():
        if name not in EXCEPTIONS and "test_reply" not in name and "from_replies" not in name:
            known = truth(FOLDER + name)["biggest"]
            corpus = dc.read(shared(FOLDER + name))
            said = corpus.utterances
            nobody = said["participant"].isna() & said["id"].str.startswith("t1_")
            assert nobody.sum() >= known["deleted"], name


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_a_recording_without_comments_is_refused(name):
    with pytest.raises((LoadError, NotADiscussion)):
        dc.read_reddit(shared(FOLDER + name))


def test_whatever_goes_wrong_is_told():
    survives(dc.read_reddit, SAMPLE.read_bytes())
