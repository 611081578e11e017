import pandas as pd
import pytest

from discourse import Corpus
from discourse.errors import FrameError, UnknownUtterance
from tests.conftest import codings


def test_what_comes_out_can_be_changed_without_changing_the_corpus(corpus):
    taken = corpus.utterances
    taken.loc[0, "text"] = "other"
    assert corpus.utterances["text"][0] == corpus.text("t/0") != "other"


def test_where_keeps_the_people_and_the_codings_of_what_is_left(corpus):
    coded = Corpus(corpus.utterances, corpus.participants, codings(("t/0", 2, 5, "own"), ("u/0", 0, 2, "own")))
    part = coded.where(thread="t")
    assert part.participants["participant"].tolist() == ["Ana", "Ben"]
    assert part.codings["utterance"].tolist() == ["t/0"]
    assert len(coded.where(lambda u: u["text"].str.contains("work"), kind=["reply", "comment"])) == 2


def test_an_unknown_column_is_told_with_its_neighbour(corpus):
    with pytest.raises(FrameError, match="no column 'particpant'; did you mean 'participant'"):
        corpus.where(particpant="Ana")


def test_renaming_to_a_name_that_exists_makes_the_two_one(corpus):
    one = corpus.rename_participant("Ben", "Ana")
    assert one.participants["participant"].tolist() == ["Ana", "Zoe\u0308"]
    assert one.where(participant="Ana").utterances["id"].tolist() == ["t/0", "t/1", "t/1.1"]
    with pytest.raises(FrameError, match="no participant 'Bem'; did you mean 'Ben'"):
        corpus.rename_participant("Bem", "Ana")


def test_assigning_by_hand_is_told_in_named_by(corpus):
    named = Corpus(corpus.utterances.assign(named_by="stated"))
    changed = named.assign({"t/2": "Paul", "t/1": None})
    assert changed.utterances.set_index("id")["named_by"].to_dict() == {
        "t/0": "stated", "t/1": "unknown", "t/1.1": "stated", "t/2": "assigned", "u/0": "stated",
    }  # fmt: skip
    assert changed.participants["participant"].tolist() == ["Ana", "Zoe\u0308", "Paul"]
    with pytest.raises(UnknownUtterance, match="no utterance 't/9'"):
        named.assign({"t/9": "Paul"})


def test_adding_keeps_order_people_and_the_record_of_both_sources(corpus):
    other = Corpus(pd.DataFrame({"id": ["v/0"], "thread": ["v"], "text": ["x"]}), attrs={"provenance": {"source": "v.txt"}})
    both = corpus + other + Corpus(pd.DataFrame({"id": ["w/0"], "text": ["y"]}), attrs={"provenance": {"source": "w.txt"}})
    assert both.threads == ["t", "u", "v", "thread"]
    assert [p["source"] for p in both.attrs["provenance"]] == ["v.txt", "w.txt"]
    with pytest.raises(FrameError, match="both corpora have an utterance 't/0'"):
        corpus + corpus


def test_adding_times_with_and_without_a_zone_is_refused():
    naive = Corpus(pd.DataFrame({"id": ["a"], "text": ["x"], "time": ["2020-01-01"]}))
    zoned = Corpus(pd.DataFrame({"id": ["b"], "text": ["x"], "time": ["2020-01-01T00:00Z"]}))
    empty = Corpus(pd.DataFrame({"id": ["c"], "text": ["x"]}))
    with pytest.raises(FrameError, match=r"tz_localize"):
        naive + zoned
    assert (zoned + empty).utterances["time"].tolist()[0] == pd.Timestamp("2020-01-01", tz="UTC")
    assert (empty + naive).utterances["time"].tolist()[1] == pd.Timestamp("2020-01-01")


def test_a_participant_with_two_rows_is_refused(corpus):
    with pytest.raises(FrameError, match="'Ana' has two rows"):
        Corpus(corpus.utterances, pd.DataFrame({"participant": ["Ana", "Ana"]}))


def test_text_from_a_page_is_escaped_where_a_notebook_shows_it():
    shown = Corpus(pd.DataFrame({"text": ["<img src=x onerror=alert(1)>"], "participant": ["<script>"]}))._repr_html_()
    assert "<img" not in shown
    assert "<script>" not in shown


def test_an_empty_corpus_is_a_corpus():
    empty = Corpus(pd.DataFrame({"text": []}))
    assert repr(empty) == "Corpus: 0 utterances, 0 participants, 0 threads"
