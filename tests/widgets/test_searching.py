"""Search and autocode at the desk, without a browser: what is asked, what is answered, what the project then holds."""

from __future__ import annotations

import json

import desk_sample as sample
import pandas as pd
import pytest

import discourse as dc
from discourse import Corpus, Project, show_coder

TEXT = {row[0]: row[6] for row in sample.ROWS}


@pytest.fixture
def study(tmp_path):
    return sample.study(tmp_path / "study.db")


@pytest.fixture
def desk(study):
    return show_coder(study)


def send(desk, verb, op=None, **args):
    send.n = getattr(send, "n", 0) + 1
    answer = desk.answer({"op": op or f"op-{send.n}", "verb": verb, "args": {"how": "plain", **args}})
    json.dumps(answer)  # it goes over the wire
    return answer


def look(desk, query, **args):
    return send(desk, "search", query=query, **args)["found"]


def shown(desk, query, **args):
    return send(desk, "preview", query=query, **{"widen": "hit", "code": "ownership", **args})["found"]


def test_hits_of_the_open_thread_come_as_code_points_and_those_elsewhere_with_their_words(desk):
    found = look(desk, "second")
    assert found["here"] == [["c7", TEXT["c7"].index("Second"), TEXT["c7"].index("Second") + 6]]
    assert (found["n"], found["all"]) == (1, 2)
    assert found["threads"] == [{"id": "Who keeps the network alive?", "n": 1}, {"id": "Afterwards", "n": 1}]
    [line] = found["lines"]
    assert (line["before"] + line["quote"] + line["after"], line["participant"]) == ("A second thread.", "Mara Lindqvist")


@pytest.mark.parametrize(
    ("query", "how", "case", "n"),
    [
        ("own", "plain", False, 8),
        ("own", "words", False, 3),
        ("own", "lemma", False, 6),
        ("own$", "regex", False, 0),
        ("Power", "plain", True, 2),
    ],
)
def test_the_four_ways_of_looking_find_what_find_words_finds(desk, study, query, how, case, n):
    found = look(desk, query, how=how, case=case)
    assert found["all"] == len(dc.find_words(study.corpus, query, how, case=case)) == n


@pytest.mark.parametrize("text", ["😀", "𝒟", sample.ASTRONAUT, "Ca\u0301fe\u0301", "人脉", "يملك", "\u202egnp.exe", "<script>"])
def test_every_script_is_found_where_it_stands(desk, text):
    for utterance, start, end in look(desk, text)["here"]:
        assert TEXT[utterance][start:end] == text
    assert look(desk, text)["n"] >= 1


def test_a_search_that_cannot_be_made_says_why_and_where(desk):
    assert "its character 4, '(s'" in send(desk, "search", query="own(s", how="regex")["why"]
    assert "nothing to look for" in send(desk, "search", query=" ")["why"]
    assert "how='loud'" in send(desk, "search", query="x", how="loud")["why"]


def test_of_very_much_text_only_the_open_thread_is_searched_until_all_is_asked_for(desk, monkeypatch):
    monkeypatch.setattr("discourse.widgets.searching.MUCH", 10)
    assert set(look(desk, "second")) == {"n", "here"}
    assert look(desk, "second", everywhere=True)["all"] == 2


def test_what_would_be_coded_is_shown_with_what_is_coded_already(desk, study):
    study.code("c1", "ownership", quote="owns")
    found = shown(desk, "own", how="lemma")
    assert (found["n"], len(found["known"]), len(found["rows"]), found["threads"], found["utterances"]) == (6, 1, 5, 1, 4)
    assert all("ow" in row["quote"] for row in found["rows"])
    assert found["line"].startswith('study.code(dc.find_words(study.corpus, "own", "lemma", code="ownership"')
    assert study.last == Project(study.path).last


def test_coding_all_is_one_deed_of_the_person_and_one_undo(desk, study):
    found = shown(desk, "own", how="lemma", widen="sentence")
    answer = send(
        desk,
        "autocode",
        "d1",
        query="own",
        how="lemma",
        widen="sentence",
        code="ownership",
        left_out=[1],
        digest=found["digest"],
        coder="ana",
    )
    codings = study.codings()
    assert len(codings) == found["n"] - 1
    assert codings["coder"].unique().tolist() == ["ana"]
    assert answer["line"] == (
        'study.code(dc.find_words(study.corpus, "own", "lemma", widen="sentence", code="ownership", coder="ana").drop([1]))'
    )
    assert study.log()["verb"].tolist()[-1] == "code"
    assert send(desk, "autocode", "d1", query="own", how="lemma", widen="sentence", code="ownership", left_out=[1], digest=found["digest"])[
        "ok"
    ]
    assert len(study.codings()) == found["n"] - 1
    send(desk, "undo", "u1")
    assert study.codings().empty


def test_the_line_does_what_the_desk_did(desk, study, tmp_path):
    thread = "Who keeps the network alive?"
    given = {"query": "own", "widen": "sentence", "code": "ownership", "thread": thread}
    found = shown(desk, **given)
    answer = send(desk, "autocode", "d1", **given, left_out=[0, 2], digest=found["digest"], coder="ana")
    other = sample.study(tmp_path / "other.db")
    eval(answer["line"], {"study": other, "dc": dc})
    columns = ["utterance", "start", "end", "code", "coder", "quote"]
    assert other.codings()[columns].equals(study.codings()[columns])


def test_as_suggestions_nobody_has_coded_anything(desk, study):
    before = len(study.suggestions())
    found = shown(desk, "network", suggest=True)
    answer = send(
        desk,
        "autocode",
        query="network",
        widen="hit",
        code="trust",
        suggest=True,
        left_out=[],
        digest=shown(desk, "network", suggest=True, code="trust")["digest"],
    )
    assert answer["line"] == 'study.suggest(dc.find_words(study.corpus, "network", "plain", code="trust"))'
    assert study.codings().empty
    new = study.suggestions(coder="words:1")
    assert len(new) == len(study.suggestions()) - before == found["n"]
    assert new["reason"].unique().tolist() == ["“network”"]


def test_texts_that_changed_meanwhile_are_looked_at_once_more(desk, study):
    found = shown(desk, "own")
    study.add(Corpus(pd.DataFrame({"id": ["new"], "thread": ["Third"], "text": ["own"]})))
    answer = send(desk, "autocode", query="own", widen="hit", code="ownership", left_out=[], digest=found["digest"])
    assert "the texts have changed" in answer["why"]
    assert study.codings().empty


def test_nothing_chosen_or_no_code_is_told(desk, study):
    found = shown(desk, "second")
    given = {"query": "second", "widen": "hit", "digest": found["digest"]}
    assert "nothing is chosen" in send(desk, "autocode", **given, code="ownership", left_out=[0, 1])["why"]
    assert "no code 'wrok'" in send(desk, "autocode", **given, code="wrok", left_out=[])["why"]
    assert "lacks 'code'" in send(desk, "autocode", **given, left_out=[])["why"]
    assert "no verb" not in send(desk, "preview", **given)["why"]
    assert study.codings().empty


def test_who_reads_blind_is_told_of_their_own_codings_only(study):
    thread = "Who keeps the network alive?"
    study.code("c1", "ownership", quote="owns").assign(thread, "ben", blind=True)
    ben = show_coder(Project(study.path, coder="ben"))
    assert shown(ben, "own", how="lemma")["known"] == []
