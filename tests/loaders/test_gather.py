"""Files of one discussion become one corpus: sources in groups, doubles told, threads and reading order found over all."""

from __future__ import annotations

import shutil

import discourse as dc
from discourse.loaders._gather import in_threads, parents_first
from tests.loaders.social import SAMPLES, tree
from tests.loaders.truth import shared, truth


def record(own, above=None, **more):
    return {"id": own, "reply_to": above, **more}


def test_replies_stand_behind_what_they_answer():
    records = [record("c", "b"), record("a"), record("b", "a"), record("x", "gone"), record("d", "a")]
    assert [r["id"] for r in parents_first(records)] == ["a", "b", "c", "d", "x"]


def test_a_circle_loses_nobody():
    assert sorted(r["id"] for r in parents_first([record("a", "b"), record("b", "a"), record("c", "c")])) == ["a", "b", "c"]


def test_ten_thousand_replies_deep_is_no_matter():
    records = [record("0"), *(record(str(n), str(n - 1)) for n in range(1, 10_000))]
    assert [r["id"] for r in parents_first(records[::-1])] == [str(n) for n in range(10_000)]
    assert {r["thread"] for r in in_threads(records, lambda r: f"t{r['id']}")} == {"t0"}


def test_what_answers_something_missing_is_named_after_it():
    assert [r["thread"] for r in in_threads([record("a", "x"), record("b", "a")], lambda r: "own")] == ["answers-to-x", "answers-to-x"]


def test_a_folder_of_one_discussion_is_read_as_a_whole(tmp_path):
    for name in ("Posts", "Comments", "Users"):
        shutil.copy(SAMPLES / "stackexchange" / f"{name}.xml", tmp_path)
    corpus = dc.read(tmp_path)
    assert corpus.threads == ["should-the-reading-room-open-on-sundays-1"]
    assert [p["source"] for p in corpus.attrs["provenance"]] == ["Comments.xml", "Posts.xml", "Users.xml"]
    assert dict(zip(corpus.utterances["id"], corpus.utterances["reply_to"], strict=True))["comment-1"] == "post-2"


def test_the_shared_folder_of_items_is_one_corpus():
    known = truth("2-forums-social/hackernews-firebase")
    corpus = dc.read(shared("2-forums-social/hackernews-firebase"))
    assert len(corpus) == known["files"] - known["null"]
    assert ("2000", "1000", "comment", "vanniv", "") in tree(corpus)
