"""A table is read as it stands: nothing is converted, nothing is lost in silence."""

import builtins
import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import FrameError, MissingExtra, UnknownFormat
from discourse.loaders.table import read_table

HEAD = "id,parent,author,time,text\n"


def said(corpus, *names):
    return [tuple(None if v != v else v for v in row) for row in corpus.utterances[list(names)].itertuples(index=False, name=None)]


def test_007_and_na_are_what_they_are():
    corpus = read_table(HEAD + "007,,NA,,NA\n07,007,None,,\n")
    assert said(corpus, "id", "reply_to", "participant", "text") == [("007", None, "NA", "NA"), ("07", "007", "None", "")]


def test_headers_are_guessed_in_several_languages_and_the_guess_is_shown():
    corpus = read_table("Nr;Antwort auf;Verfasser;Datum;Kommentar;Ort\n1;;Zoë;05.11.2013;Ja, sicher;Ulm\n2;1;Bo;06.11.2013;Nein;Köln\n")
    assert said(corpus, "id", "reply_to", "participant", "text", "Ort")[1] == ("2", "1", "Bo", "Nein", "Köln")
    assert corpus.attrs["provenance"][0]["columns"] == {
        "text": "Kommentar", "id": "Nr", "reply_to": "Antwort auf", "participant": "Verfasser", "time": "Datum",
    }  # fmt: skip
    assert corpus.utterances["time"].dt.day.tolist() == [5, 6]


def test_a_mapping_wins_over_the_guess():
    corpus = read_table("id,author,userid,text\n1,Sam,7,a\n2,Sam,9,b\n", columns={"participant": "userid"})
    assert corpus.participants["participant"].tolist() == ["7", "9"]
    assert corpus.utterances["author"].tolist() == ["Sam", "Sam"]


def test_a_role_can_be_refused():
    assert read_table("id,author,text\n1,Sam,a\n", columns={"participant": None}).utterances["participant"].isna().all()


def test_a_mapping_to_nothing_says_what_there_is():
    with pytest.raises(FrameError, match=r"no column 'Coment'; did you mean 'Comment'\?"):
        read_table("a,Comment\n1,x\n", columns={"text": "Coment"})
    with pytest.raises(FrameError, match=r"no role 'speakr'; the roles are: text"):
        read_table("a,Comment\n1,x\n", columns={"speakr": "a"})


def test_a_table_without_headers_asks_for_names():
    with pytest.raises(FrameError, match=r"the first row reads 'spam', 'Huh, anyway'.*columns=\['participant', 'text'\]"):
        read_table('spam,"Huh, anyway"\nham,ok\n')
    corpus = read_table('spam,"Huh, anyway"\nham,ok\n', columns=["label", "text"])
    assert said(corpus, "label", "text") == [("spam", "Huh, anyway"), ("ham", "ok")]


def test_forward_references_are_fine_and_orphans_are_counted():
    corpus = read_table(HEAD + "10,99,a,,x\n5,7,b,,y\n7,,c,,z\n")
    assert said(corpus, "id", "reply_to") == [("10", "99"), ("5", "7"), ("7", None)]
    assert corpus.attrs["provenance"][0]["orphans"] == 1


def test_zero_and_null_mean_that_nothing_is_answered():
    corpus = read_table(HEAD + "1,0,a,,x\n2,NULL,b,,y\n3,1,c,,z\n")
    assert said(corpus, "reply_to") == [(None,), (None,), ("1",)]
    assert corpus.attrs["provenance"][0]["orphans"] == 0


def test_circles_are_cut_once_and_reported_with_their_row():
    corpus = read_table(HEAD + "1,3,a,,x\n2,1,b,,y\n3,2,c,,z\n4,4,d,,self\n")
    assert said(corpus, "reply_to") == [(None,), ("1",), ("2",), (None,)]
    assert corpus.left_out[["where", "what", "text"]].values.tolist() == [[2, "reply_to", "3"], [5, "reply_to", "4"]]


def test_a_doubled_id_gets_another_name_and_is_reported():
    corpus = read_table(HEAD + "1,,a,,first\n1,,b,,second\n1#2,,c,,third\n,,d,,fourth\n")
    assert corpus.utterances["id"].is_unique
    assert corpus.utterances["text"].tolist() == ["first", "second", "third", "fourth"]
    assert corpus.utterances["id"].tolist()[2] == "1#2"
    assert corpus.left_out["where"].tolist() == [3, 5]


def test_without_ids_rows_are_numbered_in_their_thread():
    corpus = read_table("thread,text\na,x\nb,y\na,z\n")
    assert corpus.utterances["id"].tolist() == ["a/1", "b/1", "a/2"]


def test_a_row_without_a_thread_stands_where_its_parent_does():
    corpus = read_table("id,parent,thread,text\n1,,t1,x\n2,1,,y\n3,2,,z\n4,,,w\n")
    assert corpus.utterances["thread"].tolist() == ["t1", "t1", "t1", "text"]


def test_a_thread_name_makes_ids_that_differ_from_those_of_other_tables():
    one, two = (read_table(HEAD + "1,,a,,x\n2,1,b,,y\n", thread=name) for name in ("week1", "week2"))
    assert (one + two).utterances["id"].tolist() == ["week1/1", "week1/2", "week2/1", "week2/2"]
    assert one.utterances["reply_to"].tolist()[1] == "week1/1"


def test_names_lose_spaces_and_accents_are_put_together():
    corpus = read_table(HEAD + "1,,Zoe\u0308,,a\n2,,Zoë,,e\u0301\n3,, Zoë ,,c\n")
    assert corpus.participants["participant"].tolist() == ["Zoë"]
    assert corpus.utterances["text"].tolist()[1] == "e\u0301"
    assert "2 names" in corpus.attrs["provenance"][0]["notes"][0]


def test_those_who_left_are_not_one_person():
    corpus = read_table(HEAD + "1,,[deleted],,[removed]\n2,,[deleted],,x\n3,,,,y\n")
    assert corpus.participants.empty
    assert corpus.utterances["named_by"].tolist() == ["unknown"] * 3


def test_times_that_cannot_be_read_stay_in_a_column_of_their_own():
    corpus = read_table(HEAD + "1,,a,yesterday,x\n2,,a,2020-01-01,y\n3,,a,,z\n")
    assert said(corpus, "time_given") == [("yesterday",), ("2020-01-01",), (None,)]
    assert corpus.utterances["time"].isna().tolist() == [True, False, True]


def test_line_ends_in_a_text_become_one_kind():
    corpus = read_table(HEAD.replace("\n", "\r\n") + '1,,a,,"line1\r\nline2"\r2,1,b,,ok\n')
    assert corpus.utterances["text"].tolist() == ["line1\nline2", "ok"]


def test_a_field_has_no_greatest_length():
    assert len(read_table(HEAD + '1,,a,,"' + "x" * 1_000_000 + '"\n').text("1")) == 1_000_000


def test_tabs_with_a_lone_quote_are_read():
    corpus = read_table('author\ttext\nAna\tshe is 5\'11" tall\nBo\t"quite" so\n')
    assert corpus.utterances["text"].tolist() == ["she is 5'11\" tall", '"quite" so']


def test_a_row_that_is_too_wide_is_named():
    with pytest.raises(FrameError, match="row 3 has 6 cells, the first row has 5"):
        read_table(HEAD + "1,,a,,x\n2,,b,,well, then\n")


def test_a_quote_that_never_closes_is_an_error():
    with pytest.raises(FrameError, match="never closes"):
        read_table(HEAD + '1,,a,,"x\n2,,b,,y\n')


def test_a_header_without_rows_is_an_empty_corpus():
    assert len(read_table(HEAD)) == 0


def test_two_columns_of_one_name_are_both_kept():
    corpus = read_table("text,note,note,\nx,a,b,c\n")
    assert said(corpus, "note", "note (2)", "column 4") == [("a", "b", "c")]


def test_a_further_column_that_is_called_like_ours_is_kept_beside_it():
    corpus = read_table("author,participant,text\nAna,P7,x\n", columns={"participant": "author"})
    assert said(corpus, "participant", "participant (given)") == [("Ana", "P7")]


def test_a_dataframe_with_numbers_and_holes():
    frame = pd.DataFrame({"id": [1, 2], "parent": [float("nan"), 1.0], "body": ["x", None], "likes": [3, 4]})
    before = frame.copy()
    corpus = read_table(frame)
    assert said(corpus, "id", "reply_to", "text", "likes") == [("1", None, "x", "3"), ("2", "1", "", "4")]
    pd.testing.assert_frame_equal(frame, before)


def test_a_workbook_is_read_sheet_by_sheet(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["id", "Speaker", "Utterance", "when"])
    book.active.append(["007", "Ana", "Who? 😀", None])
    book.active.append([8, "Bo", "Me.\r\nYou.", 3.0])
    book.create_sheet("two").append(["text"])
    path = tmp_path / "talk.xlsx"
    book.save(path)
    corpus = read_table(path)
    assert said(corpus, "id", "participant", "text") == [("007", "Ana", "Who? 😀"), ("8", "Bo", "Me.\nYou.")]
    assert "two" in corpus.attrs["provenance"][0]["notes"][0]
    assert corpus.threads == ["talk"]
    with pytest.raises(FrameError, match="no sheet 'three'"):
        read_table(path, sheet="three")


def test_a_missing_openpyxl_says_what_to_install(tmp_path, monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "openpyxl":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    path = tmp_path / "talk.xlsx"
    path.write_bytes(b"PK\x03\x04")
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingExtra, match=r"pip install 'discourse-lab\[xlsx\]'"):
        read_table(path)


@pytest.mark.parametrize(("name", "raw"), [("a.xlsx", b"PK\x03\x04" + b"\0" * 60), ("a.parquet", b"PAR1" + b"\0" * 60)])
def test_a_damaged_file_is_called_so(tmp_path, name, raw):
    pytest.importorskip("openpyxl")
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(UnknownFormat, match="damaged or cut"):
        read_table(tmp_path / name)


def test_parquet_is_read(tmp_path):
    path = tmp_path / "talk.parquet"
    pd.DataFrame({"id": ["007"], "text": ["😀"], "created_at": pd.to_datetime(["2020-01-01T10:00Z"])}).to_parquet(path)
    corpus = read_table(path)
    assert said(corpus, "id", "text") == [("007", "😀")]
    assert corpus.utterances["time"].dt.hour.tolist() == [10]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), st.sampled_from([",", ";", "\t", "|"]))
def test_texts_come_out_to_the_letter(rows, delimiter):
    frame = pd.DataFrame(rows, columns=["note", "text"]).assign(author="Ana")
    raw = frame.to_csv(index=False, sep=delimiter, quoting=1).encode()
    corpus = read_table(raw, delimiter=delimiter)
    assert corpus.utterances["text"].tolist() == [text for _, text in rows]
    assert corpus.utterances["note"].tolist() == [note for note, _ in rows]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from(["", *"abcdex"])), max_size=8))
def test_no_row_is_lost_and_no_circle_stays(rows):
    corpus = read_table(pd.DataFrame([(i, up, "t") for i, up in rows], columns=["id", "parent", "text"]))
    utterances = corpus.utterances
    assert len(utterances) == len(rows)
    above = dict(zip(utterances["id"], utterances["reply_to"], strict=True))
    for start in above:
        at, steps = start, 0
        while at in above:
            at, steps = above[at], steps + 1
            assert steps <= len(above)


SHARED = Path(os.environ.get("DISCOURSE_SHARED", Path(__file__).parents[2].parent / "shared"))
AWKWARD = SHARED / "inputs" / "awkward" / "make_awkward.py"


@pytest.mark.skipif(not AWKWARD.exists(), reason="the awkward inputs are not on this machine")
def test_awkward_tables_are_read_or_refused_in_plain_words(tmp_path):
    subprocess.run([sys.executable, str(AWKWARD), str(tmp_path)], check=True, capture_output=True)
    expected = json.loads((tmp_path / "EXPECT.json").read_text(encoding="utf-8"))
    rows = {"enc/utf8.csv": 2, "enc/utf8_bom.csv": 2, "enc/cp1252.csv": 2, "enc/utf16le_bom.csv": 2, "enc/utf16be_bom.csv": 2}
    rows |= {"enc/mojibake_double.csv": 2, "enc/nul_bytes.csv": 1, "enc/crlf_cr_mixed.csv": 2, "uni/zwj_combining_rtl.csv": 4}
    rows |= {"uni/same_author_nfc_nfd.csv": 3, "tree/cycle.csv": 4, "tree/orphan_and_forward.csv": 3, "tree/duplicate_ids.csv": 3}
    rows |= {"tree/same_name_two_ids.csv": 2, "tree/header_only.csv": 0, "tree/dates.csv": 9, "inject/csv_formula.csv": 4}
    for name, count in rows.items():
        assert len(read_table(tmp_path / name)) == count, expected[name]["expect"]
    for name in ("enc/utf8.csv", "enc/utf8_bom.csv", "enc/cp1252.csv", "enc/utf16le_bom.csv", "enc/utf16be_bom.csv"):
        assert said(read_table(tmp_path / name), "id", "participant", "text")[0] == ("1", "Zoë", "“naïve” café – €5")
    assert len(read_table(tmp_path / "uni/zwj_combining_rtl.csv").text("3")) == 21


def test_of_two_ids_the_one_is_taken_that_the_replies_name() -> None:
    corpus = dc.read_table("id,ID,parentID,author,user,comment\n1,a,,Ana,Ben,x\n2,b,a,Ana,Cy,y\n")
    assert corpus.utterances[["id", "reply_to", "participant"]].values.tolist()[1] == ["b", "a", "Cy"]
    told = dc.read_table("id,ID,parentID,comment\n1,a,,x\n2,b,a,y\n", columns={"id": "id"})
    assert told.utterances["id"].tolist() == ["1", "2"]


@pytest.mark.parametrize("empty", ["\n", "\r\n\r\n", "\r"])
def test_empty_lines_may_stand_above_the_headers(empty: str) -> None:
    corpus = dc.read(f"{empty}id,author,text\n1,Ana,x\n,Ben,y\n".encode())
    assert corpus.utterances["text"].tolist() == ["x", "y"]
    assert corpus.left_out["where"].tolist() == [len(empty.replace("\r\n", "\n")) + 3]
