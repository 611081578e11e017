"""Codes that came with a table, in each of the forms that researchers keep them in."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import FrameError
from tests.loaders.truth import shared, truth

SAMPLES = Path(__file__).parents[2] / "data" / "samples" / "coded"


def rows(corpus: dc.Corpus, *columns: str) -> list[list[object]]:
    return corpus.codings[list(columns)].values.tolist()


def table(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_columns_of_0_and_1_are_codes() -> None:
    corpus = dc.read(SAMPLES / "turns.csv")
    assert rows(corpus, "utterance", "code", "coder") == [
        ["t1", "praise", "source"],
        ["t2", "doubt", "source"],
        ["t3", "praise", "source"],
        ["t3", "doubt", "source"],
        ["t5", "doubt", "source"],
        ["t6", "praise", "source"],
    ]
    shown = corpus.attrs["provenance"][0]["codes"]
    assert shown["guessed"] is True
    assert shown["columns"] == {"praise": "0/1", "doubt": "0/1"}
    assert "praise" in corpus.utterances  # a 0 is an answer too: the columns stay


def test_label_columns_are_parents_of_their_labels_and_alike_labels_are_one() -> None:
    corpus = dc.read(SAMPLES / "labels.csv")
    assert corpus.codings["code"].value_counts().to_dict() == {
        "Teacher Tag/1 - Asking": 3,
        "Student Tag/2 - Claim": 3,
        "Teacher Tag/3 - Repeating": 2,
        "Student Tag/4 - Evidence": 2,
    }
    assert "commonest spelling" in " ".join(corpus.attrs["provenance"][0]["codes"]["notes"])


def test_rows_of_several_coders_with_offsets_are_one_utterance_with_several_codings() -> None:
    corpus = dc.read(SAMPLES / "coders.csv")
    assert len(corpus) == 2
    assert rows(corpus, "utterance", "coder", "code", "quote") == [
        ["a", "ana", "sharing", "we share"],
        ["a", "ben", "sharing", "we share the tools"],
        ["a", "ben", "work", "the work"],
        ["b", "ana", "owning", "own mine"],
        ["b", "ben", "owning", "own mine"],
    ]
    assert corpus.left_out.empty
    assert corpus.attrs["provenance"][0]["doubled_ids"] == 0


def test_a_column_a_coder() -> None:
    frame = table(text=["a", "b", "c", "d"], coder_1=["x", "y", "x", ""], coder_2=["x", "x", "y", "y"])
    assert rows(dc.read_table(frame), "utterance", "code", "coder")[:3] == [
        ["dataframe/1", "x", "coder_1"],
        ["dataframe/1", "x", "coder_2"],
        ["dataframe/2", "y", "coder_1"],
    ]
    told = dc.read_table(frame, codes={"coders": {"ana": "coder_1"}})
    assert set(told.codings["coder"]) == {"ana"}


def test_numbered_labels_get_their_names() -> None:
    frame = table(text=["a", "b", "c"], what=["0", "0,1", "1"])
    corpus = dc.read_table(frame, codes={"columns": ["what"], "names": ["joy", "fear"]})
    assert corpus.codings["code"].tolist() == ["joy", "joy", "fear", "fear"]


def test_a_label_without_a_name_is_an_error() -> None:
    with pytest.raises(FrameError, match="no name"):
        dc.read_table(table(text=["a"], what=["7"]), codes={"columns": ["what"], "names": ["joy", "fear"]})


def test_a_comma_inside_a_label_does_not_part_it() -> None:
    frame = table(text=["a", "b", "c"], what=["well, well", "yes", "well, well"])
    assert dc.read_table(frame, codes=["what"]).codings["code"].tolist() == ["well, well", "yes", "well, well"]


def test_a_slash_in_a_label_makes_no_path() -> None:
    assert dc.read_table(table(text=["a"], what=["agree/disagree"]), codes=["what"]).codings["code"].tolist() == ["agree|disagree"]


def test_a_column_that_is_not_there_says_what_is() -> None:
    with pytest.raises(FrameError, match="no column 'prais'; did you mean 'praise'"):
        dc.read(SAMPLES / "turns.csv", codes=["prais"])


def test_codes_false_takes_none() -> None:
    assert dc.read(SAMPLES / "turns.csv", codes=False).codings.empty


def test_what_is_the_same_for_all_that_a_person_says_is_no_code() -> None:
    frame = table(author=["a", "a", "b", "b"], text=list("wxyz"), adult_one=["1", "1", "0", "0"], member=["0", "0", "1", "1"])
    assert dc.read_table(frame).codings.empty


def test_identifiers_in_a_column_called_code_are_no_codes() -> None:
    assert dc.read_table(table(text=list("abcdefgh"), code=[f"K{n}" for n in range(8)])).codings.empty


def test_codes_on_empty_texts_are_told() -> None:
    corpus = dc.read_table(table(text=["a", ""], x=["1", "1"]), codes=["x"])
    assert len(corpus.codings) == 1
    assert "without a text" in " ".join(corpus.attrs["provenance"][0]["codes"]["notes"])


TEXT = "👩‍🌾 we share"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (4, 6),  # code points
        (5, 7),  # code points from 1, the end exclusive
        (len("👩‍🌾 ".encode("utf-16-le")) // 2, len("👩‍🌾 we".encode("utf-16-le")) // 2),
        (len("👩‍🌾 ".encode()), len("👩‍🌾 we".encode())),
    ],
)
def test_a_quote_shows_what_the_offsets_count(start: int, end: int) -> None:
    frame = table(id=["1"], text=[TEXT], label=["x"], start=[start], end=[end], quote=["we"])
    told = {"columns": ["label"], "start": "start", "end": "end", "quote": "quote"}
    assert rows(dc.read_table(frame, codes=told), "start", "end", "quote") == [[4, 6, "we"]]


def test_offsets_that_lead_nowhere_are_an_error() -> None:
    frame = table(id=["1"], text=["short"], label=["x"], start=[3], end=[90])
    with pytest.raises(FrameError, match="outside the text"):
        dc.read_table(frame, codes={"columns": ["label"], "start": "start", "end": "end"})
    with pytest.raises(FrameError, match="do not lead to the words"):
        dc.read_table(frame.assign(quote="no"), codes={"columns": ["label"], "start": "start", "end": "end", "quote": "quote"})


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=5).filter(str.strip), st.sampled_from(["0", "1", "", "a", "a;b", "x,y"])),
        min_size=1,
        max_size=6,
    )
)
def test_a_coding_stands_on_its_utterance_whatever_the_labels(pairs: list[tuple[str, str]]) -> None:
    frame = table(text=[t for t, _ in pairs], what=[w for _, w in pairs])
    corpus = dc.read_table(frame, codes=["what"])
    texts = corpus.utterances.set_index("id")["text"]
    assert all(texts[u] == q for u, q in rows(corpus, "utterance", "quote"))


@pytest.mark.parametrize(
    "path",
    ["4-coded/rs-data-rena/data/RS.data.csv", "4-coded/rs-data-tma/data/test_reddit.csv", "4-coded/rs-data-tma/data/test_reddit2.csv"],
)
def test_real_tables_keep_every_code(path: str) -> None:
    corpus, true = dc.read(shared(path)), truth(path)
    assert len(corpus) == true["rows"]
    empty = corpus.utterances["text"].str.len() == 0
    lost = {c: int((corpus.utterances.loc[empty, c].astype("str") == "1").sum()) for c in true["code_counts"]}
    found = corpus.codings["code"].value_counts()
    assert {c: int(found.get(c, 0)) + lost[c] for c in true["code_counts"]} == true["code_counts"]


@pytest.mark.parametrize("part", ["dev", "test"])
def test_real_numbered_labels(part: str) -> None:
    path = f"4-coded/goemotions-agg/{part}.tsv"
    names = shared("4-coded/goemotions-agg/labels.txt")
    corpus = dc.read(shared(path), columns=["text", "labels", "id"], codes={"columns": ["labels"], "names": names})
    true = truth(path)
    assert len(corpus) == true["rows"]
    assert (corpus.codings["utterance"].value_counts() > 1).sum() == true["multi_label"]
    assert corpus.codings["code"].nunique() == true["labels"]


def test_a_real_workbook_of_tagged_sentences() -> None:
    folder = shared("4-coded/talkmoves/data")
    files = sorted(folder.glob("Subset 1/*.xlsx"))[:12]
    corpus = dc.read(files)
    tags = corpus.utterances[["Teacher Tag", "Student Tag"]].replace("", None).notna().sum().sum()
    silent = corpus.utterances["text"] == ""
    lost = corpus.utterances.loc[silent, ["Teacher Tag", "Student Tag"]].replace("", None).notna().sum().sum()
    assert len(corpus.codings) == tags - lost
