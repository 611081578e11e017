import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.errors import FrameError, OffsetError, UnknownUtterance
from discourse.frames import Carried, as_time, check_codings, check_offset, check_utterances
from tests.conftest import DIFFICULT

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60) | st.sampled_from(DIFFICULT)


def test_a_text_column_is_all_that_is_needed():
    said = check_utterances(pd.DataFrame({"text": ["a", "b"]}))
    assert said["id"].tolist() == ["1", "2"]
    assert said["thread"].unique().tolist() == ["thread"]
    assert said["reply_to"].isna().all()
    assert str(said["text"].dtype) == "str"


def test_numbers_given_as_ids_stay_the_words_they_are():
    said = check_utterances(pd.DataFrame({"id": ["007", "NA"], "text": ["x", "NA"]}))
    assert said["id"].tolist() == ["007", "NA"]
    assert said["text"].tolist() == ["x", "NA"]


def test_the_frame_that_was_given_is_not_changed():
    given_frame = pd.DataFrame({"text": ["a"]})
    check_utterances(given_frame)
    assert list(given_frame.columns) == ["text"]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ({"txt": ["a"]}, "no column 'text'; did you mean 'text'|no column 'text'"),
        ({"id": ["x", "x"], "text": ["a", "b"]}, "the id 'x' stands 2 times"),
        ({"id": ["x", None], "text": ["a", "b"]}, "row 2: 'id' is empty"),
        ({"text": ["a", None]}, "row 2: 'text' is empty"),
        ({"text": pd.Series(["fine", "x\ud83d"], dtype="object")}, "row 2: half of a surrogate pair"),
        ({"text": ["a"], "time": ["yesterday"]}, "give ISO dates"),
        ({"text": ["a", "b"], "time": ["2020-01-01", "2020-01-01T00:00Z"]}, "some times have a zone and others have none"),
    ],
)
def test_a_wrong_table_of_utterances_is_told_why(table, sentence):
    with pytest.raises(FrameError, match=sentence):
        check_utterances(pd.DataFrame(table))


def test_times_with_a_zone_become_utc_and_naive_ones_stay_naive():
    assert str(as_time(pd.Series(["2024-03-01T10:00:00+02:00", None])).dtype) == "datetime64[us, UTC]"
    assert as_time(pd.Series(["2024-03-01T10:00:00+02:00", "2024-03-01T10:00Z"]))[0].hour == 8
    assert str(as_time(pd.Series(["2024-03-01 10:00"])).dtype) == "datetime64[us]"


@given(text=ANY_TEXT, at=st.data())
def test_a_quote_is_always_what_stands_between_its_offsets(text, at):
    start = at.draw(st.integers(0, len(text) - 1))
    end = at.draw(st.integers(start + 1, len(text)))
    said = check_utterances(pd.DataFrame({"id": ["a"], "text": [text]}))
    marked = check_codings(pd.DataFrame({"utterance": ["a"], "start": [start], "end": [end], "code": ["c"]}), said)
    assert marked["quote"][0] == said["text"][0][start:end] == text[start:end]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 99), (3, 3), (4, 2)])
def test_a_passage_outside_the_text_is_refused(start, end):
    with pytest.raises(OffsetError, match="lies outside the text, which has 5 code points"):
        check_offset("😀 abc", start, end, "utterance 'a'")


def test_a_quote_counted_in_utf16_is_refused_and_the_right_place_is_named():
    with pytest.raises(OffsetError, match=r"the text reads 'wns ' at 7:11, not 'owns'; these words stand at 6:10"):
        check_offset(DIFFICULT[0], 7, 11, "utterance 'a'", "owns")


def test_a_coding_of_an_unknown_utterance_names_those_there_are():
    said = check_utterances(pd.DataFrame({"id": ["thread/1"], "text": ["x"]}))
    with pytest.raises(UnknownUtterance, match="row 1: no utterance 'thread/2'; did you mean 'thread/1'"):
        check_codings(pd.DataFrame({"utterance": ["thread/2"], "start": [0], "end": [1], "code": ["c"]}), said)


def test_offsets_that_are_no_numbers_are_refused():
    with pytest.raises(FrameError, match="'start': offsets are whole numbers of code points"):
        check_codings(pd.DataFrame({"utterance": ["a"], "start": ["one"], "end": [1], "code": ["c"]}))


def test_a_frame_carried_in_attrs_survives_pandas_and_json(tmp_path):
    table = pd.DataFrame({"a": [1, 2]})
    table.attrs["passages"] = Carried.of(pd.DataFrame({"quote": ["x"]}))
    later = pd.concat([table[table["a"] > 0], table]).copy()
    assert later.attrs["passages"].frame["quote"].tolist() == ["x"]
    table.to_parquet(tmp_path / "t.parquet")


def test_where_no_kind_is_given_it_follows_from_who_is_answered():
    said = check_utterances(
        pd.DataFrame({"id": ["a", "b", "c"], "reply_to": [None, "a", None], "kind": ["post", None, None], "text": list("xyz")})
    )
    assert said["kind"].tolist() == ["post", "reply", "post"]


def test_an_utterance_without_a_thread_among_others_is_refused():
    with pytest.raises(FrameError, match="row 2: 'thread' is empty"):
        check_utterances(pd.DataFrame({"thread": ["t", None], "text": ["x", "y"]}))
