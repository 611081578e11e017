"""Taking people out: pseudonyms with exact offsets everywhere, and words that are gone for good, also from the log and the file."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from discourse import Codebook, Corpus, Project, write_convokit, write_csv, write_log
from discourse.errors import FrameError, NameLeft, ProjectError
from discourse.project.names import Renaming, find_names, replaced, shifted
from discourse.project.tables import STATE, changes, events, texts

SAID = pd.DataFrame(
    {
        "id": ["t/edda/1", "t/juri/1", "t/3", "t/edda/2"],
        "thread": "edda's list",
        "reply_to": [None, "t/edda/1", "t/juri/1", "t/3"],
        "participant": ["Edda Vale", "juri", "Grace", "Edda Vale"],
        "text": [
            "😀 I am Edda. The list is what I built in the nights of a whole long winter, and I own it.",
            "EDDA, juri here: you wrote 'what I built in the nights of a whole long winter'. By the grace of whom?",
            "👩🏽‍🚀 Grace and Edda Vale agree with Juri.",
            "שלום Grace!\r\nMine.",
        ],
    }
)
PEOPLE = pd.DataFrame({"participant": ["Edda Vale", "juri", "Grace"], "mail": ["edda@example.org", None, "g@example.org"]})


@pytest.fixture
def study(place):
    study = Project(place, coder="ana").add(Corpus(SAID, PEOPLE), Codebook.from_terms({"ownership": [], "names": []}))
    study.code("t/edda/1", "ownership", quote="I built", id="a", memo="Edda built it").code("t/juri/1", "names", quote="juri here", id="b")
    study.code("t/3", "names", quote="Edda Vale agree", id="c").code("t/edda/1", "ownership", quote="I own it", id="d").uncode("d")
    study.memo("t/3", "Ask Edda again.").memo("edda's list", "As Edda calls it", about="thread")
    return study.suggest(pd.DataFrame({"utterance": ["t/edda/2"], "start": [5], "end": [10], "code": ["names"], "coder": ["terms"]}))


@pytest.fixture
def key(tmp_path):
    (tmp_path / "safe").mkdir()
    return tmp_path / "safe" / "key.csv"


def everything(project):
    """All that the project holds, as one piece of text."""
    with project._store.reading() as connection:
        rows = [dict(r) for t in (events, changes, texts, *STATE.values()) for r in connection.execute(select(t)).mappings()]
    return json.dumps(rows, ensure_ascii=False, default=str)


def test_the_list_shows_what_would_be_replaced_before_anything_is(study):
    names = study.names(persons=False).set_index("name")
    assert names["pseudonym"].to_dict() == {"Edda Vale": "P1", "Edda": "P1", "Vale": "P1", "juri": "P2", "Grace": "P3"}
    assert names.loc["Edda", ["found", "n"]].tolist() == ["part of a name", 3]
    assert names["apply"].all()
    listed = find_names(SAID.assign(participant="The Vale", text="the thing"), PEOPLE.head(0)).set_index("name")
    assert listed["apply"].to_dict() == {"The Vale": True, "The": False, "Vale": True}


def test_a_name_counts_in_all_spellings_and_a_model_adds_only_what_says_more():
    said = pd.DataFrame({"participant": ["gus", "Arthur Pell"], "text": ["Ask Gus, ask GUS; gust is a wind.", "A. Pell’s friend Dave"]})
    found = find_names(said, said[["participant"]], [["Gus"], ["A. Pell’s", "’s Dave", "Dave Pell"]]).set_index("name")
    assert found["pseudonym"].to_dict() == {
        "gus": "P1", "Arthur Pell": "P2", "Arthur": "P2", "Pell": "P2", "Dave": "[person 1]", "Dave Pell": "[person 2]"
    }  # fmt: skip
    assert found["n"].to_dict() == {"gus": 2, "Arthur Pell": 0, "Arthur": 0, "Pell": 1, "Dave": 1, "Dave Pell": 0}
    assert Renaming(found["pseudonym"].to_dict()).text(said["text"][0]) == "Ask P1, ask P1; gust is a wind."


def test_a_part_of_a_name_keeps_its_combining_marks():
    found = find_names(
        pd.DataFrame({"participant": ["To\u0323\u0301la\u0301 Adé-Obi"], "text": ["Well, To\u0323\u0301la\u0301"]}), PEOPLE.head(0)
    )
    assert found["name"].tolist() == ["To\u0323\u0301la\u0301 Adé-Obi", "To\u0323\u0301la\u0301", "Adé-Obi"]
    assert found["n"].tolist() == [0, 1, 0]


def test_every_name_goes_and_every_coding_still_stands_on_its_words(study, key):
    study.pseudonymise(study.names(persons=False), key=key)
    assert re.findall(r"\b(?:edda|juri|vale)\b", everything(study).casefold()) == []
    assert study.corpus.utterances["participant"].tolist() == ["P1", "P2", "P3", "P1"]
    said = {u.id: u.text for u in study.corpus}
    assert said["t/P1/1"].startswith("😀 I am P1. The list")
    assert said["t/3"] == "👩🏽‍🚀 P3 and P1 agree with P2."
    codings = study.codings()
    assert codings["quote"].tolist() == ["I built", "P2 here", "P1 agree"]
    assert all(said[c.utterance][c.start : c.end] == c.quote for c in codings.itertuples())
    assert study.suggestions()["quote"].tolist() == ["P3"]
    assert study.memos()["text"].tolist() == ["P1 built it", "Ask P1 again.", "As P1 calls it"]
    assert study.codings(coder="ana")["coder"].unique().tolist() == ["ana"]
    assert key.read_text().splitlines()[:2] == ["name,pseudonym,participant", "Edda Vale,P1,Edda Vale"]
    assert key.stat().st_mode & 0o077 == 0
    assert study.verify().empty
    assert study.uncode("a").undo().codings()["id"].tolist() == ["a", "b", "c"]


def test_somebody_who_wrote_under_two_names_becomes_one(study, key):
    study.memo("juri", "Mostly at night.", about="participant").memo("Grace", "Seldom.", about="participant")
    study.pseudonymise({"juri": "P2", "Grace": "P2"}, key=key)
    assert study.corpus.utterances["participant"].tolist() == ["Edda Vale", "P2", "P2", "Edda Vale"]
    assert study.participants()["participant"].tolist() == ["Edda Vale", "P2"]
    assert study.memos().query("about == 'participant'")["text"].tolist() == ["Mostly at night."]
    assert study.conflicts()["told"].tolist() == [
        "memo of ana on P2, text: 'Mostly at night.' stands, not 'Seldom.' (both made it; the first stands)"
    ]
    assert study.verify().empty


def test_a_name_of_the_list_does_not_leave_the_project_afterwards(study, key, tmp_path):
    study.pseudonymise(study.names(persons=False), key=key)
    write_csv(study, tmp_path / "clean")
    study.memo("t/3", "That was edda vale, surely.")
    study.memo("b", "Ask EDDA", about="coding")
    with pytest.raises(NameLeft, match="the name 'edda' was to be taken out"):
        write_csv(study, tmp_path / "report")
    assert not (tmp_path / "report").exists()
    with pytest.raises(NameLeft):
        write_log(study, tmp_path / "study.jsonl")
    study.undo().undo()
    study.memo("t/3", "line\nedda", about="utterance")
    with pytest.raises(NameLeft):
        write_log(study, tmp_path / "study.jsonl")
    with pytest.raises(NameLeft):
        write_convokit(study.memo("t/3", "").code("t/3", "names", quote="P2", memo="Edda"), tmp_path / "talk")


def test_the_key_is_kept_apart_and_never_overwritten(study, key, tmp_path):
    key.write_text("mine")
    with pytest.raises(ProjectError, match="is there already"):
        study.pseudonymise({"Edda": "P1"}, key=key)
    assert key.read_text() == "mine"
    if "postgresql" not in study.place:
        with pytest.raises(ProjectError, match="would lie beside the project"):
            study.pseudonymise({"Edda": "P1"}, key=study.path.with_name("key.csv"))


def test_the_key_stays_when_the_names_are_gone_and_something_fails_afterwards(study, key, monkeypatch):
    def full(self):
        raise ProjectError("the disk is full")

    monkeypatch.setattr(type(study._store), "scrub", full)
    with pytest.raises(ProjectError, match="the disk is full"):
        study.pseudonymise({"Edda Vale": "P1", "Edda": "P1"}, key=key)
    assert "Edda Vale,P1" in key.read_text()
    assert study.corpus.utterances["participant"].tolist()[0] == "P1"


@pytest.mark.parametrize(
    ("names", "why"),
    [
        ({}, "the list of names is empty"),
        ({"Edda": " "}, "has an empty pseudonym"),
        ({"Edda": "Juri", "Juri": "P2"}, "'Juri' for 'Edda' holds a name of the list"),
        (pd.DataFrame({"who": ["Edda"]}), "has no column 'name'"),
    ],
)
def test_an_unusable_list_is_told_and_changes_nothing(study, key, names, why):
    before = everything(study)
    with pytest.raises(FrameError, match=why):
        study.pseudonymise(names, key=key)
    assert (everything(study), key.exists()) == (before, False)


def test_what_there_is_of_a_person_is_told_before_it_goes(study):
    traces = study.traces("Edda Vale")
    assert traces[["what", "n"]].values.tolist() == [["utterances", 2], ["codings", 1], ["memos", 1], ["quotations", 1], ["name", 1]]
    with pytest.raises(FrameError, match="no participant 'Eda Vale'; did you mean 'Edda Vale'"):
        study.traces("Eda Vale")


def test_who_withdraws_is_gone_from_everything_and_the_thread_keeps_its_shape(study):
    study.forget("Edda Vale", also=["Edda"])
    left = everything(study)
    assert not any(words in left for words in ("Edda", "EDDA", "edda@", "winter", "I built", "I own it", "שלום", "Mine"))
    said = study.corpus.utterances
    assert said["kind"].tolist() == ["withdrawn", "reply", "reply", "withdrawn"]
    assert said["reply_to"].notna().tolist() == [False, True, True, True]
    assert said["text"].tolist()[2] == "👩🏽‍🚀 Grace and [withdrawn] agree with Juri."
    assert study.participants()["participant"].tolist() == ["juri", "Grace"]
    assert study.codings()[["id", "quote"]].values.tolist() == [["b", "juri here"], ["c", "[withdrawn] agree"]]
    assert study.memos()["text"].tolist() == ["Ask [withdrawn] again.", "As [withdrawn] calls it"]
    assert study.verify().empty
    assert study.log()["verb"].tolist().count("forgotten") == 4
    study.undo()
    assert study.verify().empty
    if "postgresql" not in study.place:
        study.close()
        raw = study.path.read_bytes()
        assert b"winter" not in raw
        assert b"Edda" not in raw


def test_what_was_taken_out_does_not_come_back_by_a_merge(tmp_path, key):
    first = Project(tmp_path / "a.db", coder="ana").add(Corpus(SAID, PEOPLE), Codebook.from_terms({"names": []}))
    second = Project(tmp_path / "b.db", coder="ben").merge(first).code("t/3", "names", quote="Juri", id="k")
    first.forget("Edda Vale", also=["Edda"])
    for here, there in ((first, second), (second, first)):
        with pytest.raises(ProjectError, match=r"says something else here: .*take (?:the same|them) out"):
            here.merge(there)
    assert "winter" not in everything(first)
    second.forget("Edda Vale", also=["Edda"])
    first.merge(second)
    assert first.codings()["quote"].tolist() == ["Juri"]
    assert "winter" not in everything(first)
    assert first.verify().empty
    second.merge(first).pseudonymise({"Juri": "P2", "Grace": "P3"}, key=key)
    first.pseudonymise({"Juri": "P2", "Grace": "P3"}, key=key.with_name("second.csv")).merge(second)
    assert first.codings()["quote"].tolist() == ["P2"]
    assert first.verify().empty


def test_what_had_to_be_settled_is_told_in_the_new_words(tmp_path, key):
    first = Project(tmp_path / "a.db", coder="ana").add(Corpus(SAID, PEOPLE), Codebook.from_terms({"names": []}))
    second = Project(tmp_path / "b.db", coder="ben").merge(first).define("names", brief="What Edda is called")
    first.define("names", brief="How Edda is called").merge(second)
    assert len(first.conflicts()) == 1
    first.pseudonymise({"Edda Vale": "P1", "Edda": "P1"}, key=key)
    assert "Edda" not in first.conflicts().to_string()
    assert len(first.conflicts()) == 1
    assert "P1" in first.conflicts()["told"][0]


def test_the_words_of_others_that_are_the_same_words_stay(place):
    said = pd.DataFrame({"id": ["1", "2"], "participant": ["Edda", "Juri"], "text": ["We do.", "We do."]})
    study = Project(place, coder="ana").add(Corpus(said), Codebook.from_terms({"x": []})).code("2", "x", quote="We")
    assert study.forget("Edda").corpus.utterances["text"].tolist() == ["", "We do."]
    assert study.codings()["quote"].tolist() == ["We"]


@given(st.data())
def test_passages_lie_where_the_same_words_lie_after_any_replacing(data):
    text = data.draw(st.text(alphabet="Ab 😀\u0301ש\n", max_size=40))
    renaming = Renaming({"Ab": "somebody", "b": "x", "A b": ""})
    edits = renaming.edits(text)
    new = replaced(text, edits)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = shifted(edits, start, end)
    assert 0 <= first <= last <= len(new)
    if not any(left < end and start < right for left, right, _ in edits):
        assert new[first:last] == text[start:end]
    elif not any(left < cut < right for left, right, _ in edits for cut in (start, end)):
        inside = [(left - start, right - start, words) for left, right, words in edits if start <= left and right <= end]
        assert new[first:last] == replaced(text[start:end], inside)
