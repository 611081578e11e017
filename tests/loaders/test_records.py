"""JSON of any shape: lists, lines, objects that hold lists, and trees of replies."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import DiscourseError, FrameError, LoadError, NotADiscussion
from discourse.loaders import _records
from discourse.loaders._deep import value_of
from discourse.loaders._source import open_source

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "records.json"


def read(value: object, **options: object) -> dc.Corpus:
    return dc.read_records(json.dumps(value, ensure_ascii=False) + "\n", **options)  # type: ignore[arg-type]


def columns(corpus: dc.Corpus, *names: str) -> list[list[object]]:
    return corpus.utterances[list(names)].astype("object").where(corpus.utterances[list(names)].notna(), None).values.tolist()


def test_the_sample_keeps_its_tree_its_people_and_its_letters() -> None:
    corpus = dc.read(SAMPLE)
    assert corpus.attrs["provenance"][0]["loader"] == "records"
    assert columns(corpus, "id", "reply_to", "kind", "participant", "flag") == [
        ["1", None, "comment", "Noor Haddad", ""],
        ["2", "1", "reply", "Sam (u2)", ""],
        ["3", "2", "reply", "Sam (u3)", ""],
        ["4", "1", "reply", None, "deleted"],
        ["5", None, "comment", "דנה", ""],
    ]
    assert corpus.participants["participant_id"].tolist() == ["u1", "u2", "u3", "u4"]
    assert corpus.utterances["time"].iloc[4] == pd.Timestamp("2021-04-05T05:30:00Z")
    assert "👩‍🌾" in corpus.text("2")
    assert "cafe\u0301" in corpus.text("3") or "café\u0301" in corpus.text("3")
    assert corpus.text("3").count("\n\n") == 1
    assert corpus.utterances["tags"].iloc[4] == "thanks, roses"
    assert corpus.threads == ["who-looks-after-the-wild-garden"]
    assert corpus.attrs["title"] == "Who looks after the wild garden?"


def test_the_mapping_is_shown() -> None:
    shown = dc.read(SAMPLE).attrs["provenance"][0]["columns"]
    assert shown == {
        "text": "text",
        "id": "id",
        "participant": "author.name",
        "time": "created",
        "participant_id": "author.id",
    }


def test_a_field_can_be_named_by_its_path() -> None:
    value = [{"payload": {"words": "Hello", "who": {"called": "Ana"}}}]
    corpus = read(value, columns={"text": "payload.words", "participant": "payload.who.called"})
    assert columns(corpus, "text", "participant") == [["Hello", "Ana"]]


def test_a_path_that_is_not_there_says_what_is() -> None:
    with pytest.raises(FrameError, match=r"no field 'payload.word'; did you mean 'payload.words'"):
        read([{"payload": {"words": "Hello"}}], columns={"text": "payload.word"})


def test_json_without_texts_says_which_fields_there_are() -> None:
    with pytest.raises(NotADiscussion, match="no field is known to be a text; it has: colour, size"):
        read([{"colour": "blue", "size": 3}])


def test_an_object_that_only_holds_a_thread_is_no_utterance() -> None:
    corpus = read(
        [{"id": "T1", "title": "Tools", "comments": [{"id": 1, "text": "a"}]}, {"id": "T2", "comments": [{"id": 2, "text": "b"}]}]
    )
    assert columns(corpus, "id", "thread", "reply_to") == [["1", "tools-T1", None], ["2", "T2", None]]


def test_a_post_with_comments_is_answered_by_them() -> None:
    corpus = read(
        {"id": "p", "title": "Tools", "body": "Who has a saw?", "comments": [{"id": "c", "body": "I do.", "replies": [{"body": "!"}]}]}
    )
    assert columns(corpus, "id", "reply_to", "kind")[:2] == [["p", None, "post"], ["c", "p", "comment"]]
    assert columns(corpus, "reply_to", "kind")[2] == ["c", "reply"]


def test_a_wrapper_that_says_ok_says_nothing() -> None:
    corpus = read({"status": "ok", "message": "fine", "data": [{"id": 1, "author": "Ana", "text": "Hello"}]})
    assert columns(corpus, "text") == [["Hello"]]


def test_objects_by_their_ids_are_a_list() -> None:
    corpus = read({"comments": {"x1": {"text": "a", "parent": None}, "x2": {"text": "b", "parent": "x1"}}})
    assert columns(corpus, "id", "reply_to") == [["x1", None], ["x2", "x1"]]


def test_nested_replies_answer_what_they_stand_in_whatever_their_ids() -> None:
    corpus = read([{"id": 1, "text": "a", "replies": [{"id": 1, "text": "b", "replies": [{"id": 1, "text": "c"}]}]}])
    assert columns(corpus, "id", "reply_to") == [["1", None], ["1#2", "1"], ["1#3", "1#2"]]
    assert corpus.left_out["what"].tolist() == ["id", "id"]


def test_json_lines_set_a_damaged_line_aside() -> None:
    corpus = dc.read('{"id": 1, "text": "a"}\n{"id": 2, "te\n{"id": 3, "text": "c"}\n')
    assert columns(corpus, "text") == [["a"], ["c"]]
    assert corpus.left_out[["where", "what"]].values.tolist() == [[2, "line"]]


def test_lines_that_are_mostly_damaged_are_an_error_with_the_first_line() -> None:
    with pytest.raises(LoadError, match="line 1: no JSON"):
        dc.read('{"id": 1, "text}\n{"id": 2, "te\n{"id": 3, "text": "c"}\n{"id":}\n')


def test_damaged_json_names_the_place() -> None:
    with pytest.raises(LoadError, match="line 2, column 10"):
        dc.read('[{"id": 1,\n "text": }]')


def test_a_thread_name_stands_before_every_id() -> None:
    corpus = read([{"id": 1, "text": "a"}, {"id": 2, "text": "b", "parent": 1}], thread="garden")
    assert columns(corpus, "id", "reply_to", "thread") == [["garden/1", None, "garden"], ["garden/2", "garden/1", "garden"]]


def test_texts_that_are_html_are_shown_as_a_browser_shows_them() -> None:
    corpus = read([{"text": "<p>One</p><p>Two <script>alert(1)</script></p>"}])
    assert corpus.utterances["text"].tolist() == ["One\n\nTwo"]
    assert "HTML" in " ".join(corpus.attrs["provenance"][0]["notes"])


def test_a_time_that_could_be_anything_stays_beside_it() -> None:
    corpus = read([{"text": "a", "time": "03/04/2020"}, {"text": "b", "time": 1577836800}])
    assert corpus.utterances["time_given"].tolist()[0] == "03/04/2020"
    assert corpus.utterances["time"].tolist()[1] == pd.Timestamp("2020-01-01T00:00:00Z")


def test_zero_padded_ids_and_na_stay_what_they_are() -> None:
    corpus = read([{"id": "007", "text": "NA", "author": "null"}])
    assert columns(corpus, "id", "text", "participant") == [["007", "NA", "null"]]


def test_codes_in_the_objects_become_codings() -> None:
    corpus = read([{"id": 1, "text": "ab", "praise": True}, {"id": 2, "text": "cd", "praise": False}], codes=["praise"])
    assert corpus.codings[["utterance", "code", "quote"]].values.tolist() == [["1", "praise", "ab"]]


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["id", "text", "replies", "author", "time", "x"]) | st.text(max_size=4), inner, max_size=5)
    ),
    max_leaves=25,
)


@settings(max_examples=60, deadline=None)
@given(JSONS)
def test_any_json_ends_in_a_corpus_or_one_clear_error(value: object) -> None:
    try:
        corpus = dc.read_records(json.dumps(value) + "\n")
    except DiscourseError:
        return
    assert corpus.utterances["id"].is_unique


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 2000), st.integers(0, 300))
def test_a_damaged_sample_ends_in_a_corpus_or_one_clear_error(splice: bytes, at: int, gone: int) -> None:
    raw = SAMPLE.read_bytes()
    try:
        dc.read(raw[:at] + splice + raw[at + gone :])
    except DiscourseError:
        return


@settings(max_examples=60, deadline=None)
@given(JSONS)
def test_the_reader_for_deep_json_reads_as_the_standard_one(value: object) -> None:
    from discourse.loaders._deep import _read

    text = json.dumps(value) + "\n"
    assert json.dumps(_read(open_source(text))) == json.dumps(json.loads(text))


def test_depth_is_no_limit() -> None:
    deep = '{"text": "t", "replies": [' * 20_000 + "]}" * 20_000 + "\n"
    assert value_of(open_source(deep))["text"] == "t"
    assert len(dc.read(deep)) == 20_000


def test_what_no_file_can_hold_is_found_in_every_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_records, "_BATCH", 2)
    texts = ["plain", "Zoë", "a\0b", "👩‍🌾", "half \ud83d", None]
    corpus = _records.corpus_of(open_source("two\nlines"), "test", [{"text": text, "participant": text} for text in texts])
    assert corpus.utterances["text"].tolist() == ["plain", "Zoë", "ab", "👩‍🌾", "half \ufffd", ""]
    assert corpus.left_out[["where", "what"]].values.tolist() == [[3, "text"], [3, "participant"], [5, "text"], [5, "participant"]]
