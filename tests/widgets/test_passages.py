"""The quotation browser without a browser: what it is asked, what it answers, and what the project then holds."""

from __future__ import annotations

import json
import time

import desk_sample as sample
import pandas as pd
import pytest

from discourse import Codebook, Corpus, Project, show_passages
from discourse.errors import FrameError, OffsetError, ProjectError, UnknownUtterance
from discourse.widgets._passages import Passages

TEXT = {row[0]: row[6] for row in sample.ROWS}


@pytest.fixture
def study(tmp_path):
    project = sample.study(tmp_path / "study.db")
    project.code("c1", "ownership", quote="owns", id="k1").code("c1", "belonging", quote="one belongs to it", id="k2")
    project.code("c4", "ownership", id="k3").code("q", "trust", id="k4").memo("k1", "a doubt 🤔", about="coding")
    Project(project.path, coder="ben").code("c2", "work/precarious work", quote="pay the rent", id="b1")
    return project


def send(shown, verb, **args):
    send.n = getattr(send, "n", 0) + 1
    return shown.answer({"op": f"op-{send.n}", "verb": verb, "args": args})


def ids(shown, **asked):
    return [row["id"] for row in send(shown, "passage_rows", first=0, until=99, **asked)["rows"]]


def test_all_codings_in_reading_order_with_what_their_utterances_know(study):
    shown = show_passages(study)
    assert ids(shown) == [*study.codings()["id"]]
    row = send(shown, "passage_rows", first=0, until=1)["rows"][0]
    assert (row["quote"], row["participant"], row["memo"], row["kind"]) == ("owns", "Tomas", "a doubt 🤔", "coding")
    assert row["before"] + row["quote"] + row["after"] == TEXT["c1"]


@pytest.mark.parametrize(
    ("group", "labels"),
    [
        ("code", ["ownership", "belonging", "work/precarious work", "trust"]),
        ("coder", ["ana", "ben"]),
        ("thread", ["Who keeps the network alive?", "Afterwards"]),
        ("participant", ["Mara Lindqvist", "Tomas", "Unnamed"]),
    ],
)
def test_groups_have_an_order_of_their_own_and_rows_follow_them(study, group, labels):
    shown = show_passages(study)
    told = send(shown, "passages", group=group)
    assert [g["label"] for g in told["groups"]] == labels
    assert sum(g["n"] for g in told["groups"]) == told["total"] == 5
    rows = send(shown, "passage_rows", first=0, until=9, group=group)["rows"]
    counted = [k for g in told["groups"] for k in [g["key"]] * g["n"]]
    assert [row.get(group, "") for row in rows] == counted


def test_a_list_is_narrowed_by_what_it_asks_for(study):
    shown = show_passages(study)
    assert ids(shown, code="ownership") == ["k1", "k3"]
    assert ids(shown, code="work") == []
    assert ids(shown, code="work", below=True) == ["b1"]
    assert ids(shown, participant="Tomas", coder="ana") == ["k1", "k2"]
    assert ids(shown, search="DOUBT 🤔") == ["k1"]
    assert ids(shown, search="rent ben") == ["b1"]
    assert send(shown, "passages", search="rent")["of"] == 5


def test_passages_are_sorted_by_length_and_by_when_they_were_made(study):
    shown = show_passages(study)
    long = [len(row["quote"]) for row in send(shown, "passage_rows", first=0, until=9, sort="long")["rows"]]
    assert long == sorted(long, reverse=True)
    assert ids(shown, sort="made")[0] == "b1"
    assert "not by 'colour'" in send(shown, "passages", sort="colour")["why"]
    assert "not by 'colour'" in send(shown, "passages", group="colour")["why"]


def test_a_query_is_asked_again_when_something_has_changed(study):
    shown = show_passages(study, "code == 'ownership' and participant == 'Tomas'")
    assert ids(shown) == ["k1"]
    study.recode("k2", "ownership")
    assert ids(shown) == ["k1", "k2"]


@pytest.mark.parametrize(
    ("passages", "error", "why"),
    [
        ("code = 'trust'", FrameError, "the columns are"),
        ("colour == 'red'", FrameError, "colour"),
        ("start", FrameError, "does not work"),
        (["k1"], FrameError, "not list"),
        (pd.DataFrame({"utterance": ["zz"], "start": [0], "end": [1], "code": ["x"]}), UnknownUtterance, "no utterance 'zz'"),
        (pd.DataFrame({"utterance": ["c1"], "start": [0], "end": [9999], "code": ["x"]}), OffsetError, "lies outside"),
        (pd.DataFrame({"x": [1]}), FrameError, "no column 'utterance'"),
    ],
)
def test_what_cannot_be_shown_is_refused_at_once(study, passages, error, why):
    with pytest.raises(error, match=why):
        show_passages(study, passages)


def test_it_opens_a_project_and_nothing_else():
    with pytest.raises(ProjectError, match="not a str"):
        show_passages("study.db")


def test_a_frame_shows_its_passages_as_they_now_stand(study):
    shown = show_passages(study, study.codings(code="ownership"))
    assert ids(shown) == ["k1", "k3"]
    study.recode("k1", "trust").uncode("k3")
    assert [(row["id"], row["code"]) for row in send(shown, "passage_rows", first=0, until=9)["rows"]] == [("k1", "trust")]
    study.undo()
    assert ids(shown) == ["k1", "k3"]


def test_suggestions_stay_with_what_was_decided(study):
    shown = show_passages(study, study.suggestions(utterance="c1"))
    own, belongs = study.suggestions(utterance="c1")["id"]
    assert send(shown, "accept", ids=[own])["line"] == f'study.accept("{own}")'
    send(shown, "reject", ids=[belongs])
    rows = send(shown, "passage_rows", first=0, until=9)["rows"]
    assert [(row["kind"], row["status"]) for row in rows] == [("suggestion", "accepted"), ("suggestion", "rejected")]


def test_what_a_finder_gave_is_shown_and_is_accepted_once_it_is_coded(study):
    found = pd.DataFrame({"utterance": ["c1"], "start": [0], "end": [7], "code": ["trust"], "coder": ["me:1"]})
    shown = show_passages(study, found)
    [row] = send(shown, "passage_rows", first=0, until=9)["rows"]
    assert (row["kind"], row["status"], row["quote"]) == ("found", "open", TEXT["c1"][:7])
    send(shown, "code", code="trust", passages=[{**{k: row[k] for k in ("utterance", "start", "end", "quote")}, "id": "n1"}])
    assert send(shown, "passage_rows", first=0, until=9)["rows"][0]["status"] == "accepted"


def test_others_codings_are_refused_and_the_reason_is_told(study):
    answer = send(show_passages(study), "recode", ids=["k1", "b1"], code="trust")
    assert "ben" in answer["why"]
    assert study.codings(code="trust")["id"].tolist() == ["k4"]


def test_a_passage_stands_in_its_utterance_and_that_in_what_it_answers(study):
    place = send(show_passages(study), "passage_place", utterance="c2")["place"]
    assert place["text"] == TEXT["c2"]
    assert place["answers"]["text"] == TEXT["c1"]
    assert "no utterance 'zz'" in send(show_passages(study), "passage_place", utterance="zz")["why"]


def test_a_question_does_not_swallow_what_others_did(study):
    """The answer to a question has no news, so what happened in between must still be told."""
    shown = show_passages(study)
    told = []
    shown.send = lambda content, *_: told.append(content)
    Project(study.path, coder="ben").code("c5", "trust")
    send(shown, "passages")
    shown.elsewhere()
    assert [list(t) for t in told] == [["ok", "verb", "last", "snapshot"]]


def test_a_coder_who_reads_blind_is_shown_their_own_only(tmp_path):
    study = Project(tmp_path / "s.db", coder="ana").add(sample.corpus(), Codebook.from_terms({"own": []})).code("c1", "own", id="a")
    study.assign(study.corpus.threads[0], "ben", blind=True)
    ben = Project(study.path, coder="ben").code("c2", "own", id="b")
    assert ids(show_passages(ben)) == ["b"]


def test_an_empty_project_has_no_passages(tmp_path):
    shown = show_passages(Project(tmp_path / "empty.db"))
    for group in ("", "code", "thread"):
        assert send(shown, "passages", group=group) | {"ok": 0, "verb": 0} == {"ok": 0, "verb": 0, "last": 0, "total": 0, "of": 0, "groups": []}
    assert ids(shown) == []


def test_texts_that_come_later_are_known(study):
    shown = show_passages(study)
    ids(shown)
    study.add(Corpus(pd.DataFrame({"id": ["z"], "thread": ["z"], "text": ["Later."]}))).code("z", "trust", id="kz")
    assert ids(shown)[-1] == "kz"


def test_fifty_thousand_codings_are_told_in_pages_and_quickly(tmp_path):
    texts = [f"Who owns the network {n}? We do, says nobody. " * 3 for n in range(2000)]
    said = pd.DataFrame({"id": [f"u{n}" for n in range(2000)], "participant": [f"P{n % 300}" for n in range(2000)], "text": texts})
    study = Project(tmp_path / "big.db", coder="ana").add(Corpus(said), Codebook.from_terms({f"c{n}": [] for n in range(25)}))
    rows = [{"utterance": f"u{n % 2000}", "start": n // 2000, "end": n // 2000 + 9, "code": f"c{n % 25}"} for n in range(50_000)]
    study.code(pd.DataFrame(rows))
    shown = show_passages(study)
    assert len(json.dumps(shown.look())) < 10_000
    began = time.monotonic()
    told = send(shown, "passages", group="participant")
    page = send(shown, "passage_rows", group="participant", first=25_000, until=25_040)["rows"]
    assert time.monotonic() - began < 8  # it takes about one second
    assert (told["total"], len(page), len(json.dumps(page)) < 60_000) == (50_000, 40, True)


def test_a_list_of_the_same_source_is_made_for_another_widget(study):
    """What the codebook and the participants stand on: no widget is needed."""
    assert Passages(study).groups({"code": "ownership", "group": "coder"})["groups"] == [{"key": "ana", "label": "ana", "n": 2}]
