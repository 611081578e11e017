"""The grid of participants without a browser: counts, columns, and deeds that are one step each."""

from __future__ import annotations

import json
import time

import desk_sample as sample
import pandas as pd
import pytest

from discourse import Corpus, Project, show_participants


@pytest.fixture
def study(tmp_path):
    project = sample.study(tmp_path / "study.db").code("c1", "ownership", quote="owns")
    return project.describe("Tomas", role="freelancer", age=41).describe("Helen", {"role": "nurse"}).memo("Tomas", "Who?", about="participant")


@pytest.fixture
def shown(study):
    return show_participants(study)


def send(shown, verb, **args):
    send.n = getattr(send, "n", 0) + 1
    return shown.answer({"op": f"op-{send.n}", "verb": verb, "args": args})


def rows(shown, **asked):
    return send(shown, "people_rows", first=0, until=9999, **asked)["rows"]


def test_everybody_with_counts_attributes_and_memo(shown, study):
    [tomas] = rows(shown, search="tomas")
    said = study.corpus.utterances.query("participant == 'Tomas'")["text"]
    assert tomas["utterances"] == len(said)
    assert tomas["words"] == int(said.str.count(r"\w[\w'’-]*").sum())
    assert (tomas["codings"], tomas["has"], tomas["memo"]) == (1, {"role": "freelancer", "age": 41}, "Who?")
    assert [c["name"] for c in shown.look()["columns"]] == ["Participant", "Utterances", "Words", "Codings", "role", "age"]


def test_sorting_puts_who_has_nothing_last_in_both_directions(shown):
    assert [r["name"] for r in rows(shown, sort="attribute:role")][:2] == ["Tomas", "Helen"]
    assert [r["name"] for r in rows(shown, sort="attribute:role", down=True)][:2] == ["Helen", "Tomas"]
    words = [r["words"] for r in rows(shown, sort="words", down=True)]
    assert words == sorted(words, reverse=True)
    assert "there are: participant" in send(shown, "people", sort="colour")["why"]


def test_a_person_is_found_again_in_another_order(shown):
    at = send(shown, "people", sort="words", name="Helen")["at"]
    assert rows(shown, sort="words")[at]["name"] == "Helen"


@pytest.mark.parametrize(
    ("people", "line"),
    [
        ({"Mo": {"age": 3}}, 'study.describe("Mo", age=3)'),
        ({"Mo": {"years online": 3}}, 'study.describe("Mo", {"years online": 3})'),
        ({"Mo": {"role": None}}, 'study.describe("Mo", {"role": None})'),
        ({"Mo": {"deed": "x"}}, 'study.describe("Mo", {"deed": "x"})'),
        ({"Mo": {"class": "x"}}, 'study.describe("Mo", {"class": "x"})'),
    ],
)
def test_a_cell_is_one_line_of_python_which_does_the_same(tmp_path, people, line):
    said = Corpus(pd.DataFrame({"participant": ["Mo"], "text": ["Hm."]}))
    study = Project(tmp_path / "a.db", coder="ana").add(said).describe("Mo", role="host")
    again = Project(tmp_path / "b.db", coder="ana").add(said).describe("Mo", role="host")
    assert send(show_participants(study), "describe", people=people)["line"] == line
    eval(line, {"study": again})
    pd.testing.assert_frame_equal(study.participants(), again.participants())


def test_a_pasted_column_is_one_deed_and_one_step_back(shown, study):
    people = {"Tomas": {"age": 40}, "Helen": {"age": 50}, "李明": {"age": None}}
    line = send(shown, "describe", people=people)["line"]
    assert study.participants().set_index("participant")["age"].dropna().to_dict() == {"Tomas": 40, "Helen": 50}
    study.undo()
    assert study.participants().set_index("participant")["age"].dropna().to_dict() == {"Tomas": 41}
    exec(line, {"study": study, "pd": pd})
    assert study.participants().set_index("participant")["age"].dropna().to_dict() == {"Tomas": 40, "Helen": 50}


@pytest.mark.parametrize("name", ["occupation", 'a "quoted" {name}', "seit wann?"])
def test_a_column_is_renamed_and_removed_by_one_deed_each_and_the_lines_do_the_same(shown, study, name):
    was = study.participants().set_index("participant")["role"].dropna().to_dict()
    line = send(shown, "rename_attribute", attribute="role", name=name)["line"]
    frame = study.participants().set_index("participant")
    assert (frame[name].dropna().to_dict(), "role" in frame) == (was, False)
    study.undo()
    exec(line, {"study": study})
    assert study.participants().set_index("participant")[name].dropna().to_dict() == was
    gone = send(shown, "remove_attribute", attribute=name)["line"]
    assert name not in study.participants()
    study.undo()
    exec(gone, {"study": study})
    assert name not in study.participants()


@pytest.mark.parametrize(
    ("verb", "args", "why"),
    [
        ("describe", {"people": {}}, "nobody is chosen"),
        ("describe", {"people": {"Tomas": {}}}, "nobody is chosen"),
        ("describe", {"people": {"Tomas": {"a": 1}, "Helen": {"b": 1}}}, "not everybody was given the same"),
        ("describe", {"people": {"Tomaz": {"a": 1}}}, "did you mean 'Tomas'"),
        ("rename_attribute", {"attribute": "role", "name": "age"}, "an attribute 'age' already"),
        ("rename_attribute", {"attribute": "rôle", "name": "x"}, "nobody has the attribute 'rôle'"),
        ("rename_attribute", {"attribute": "role", "name": "participant"}, "choose another"),
        ("remove_attribute", {"attribute": "colour"}, "nobody has the attribute 'colour'"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(shown, study, verb, args, why):
    last = study.last
    assert why in send(shown, verb, **args)["why"]
    assert study.last == last


def test_names_are_only_looked_at(shown, study):
    last = study.last
    told = send(shown, "names")
    assert {"name": "Tomas", "pseudonym": "P2"}.items() <= next(n for n in told["names"] if n["name"] == "Tomas").items()
    assert (study.last, told["before"]) == (last, [])


def test_after_names_were_replaced_it_is_told_when_and_how_many(shown, study, tmp_path):
    (tmp_path / "key").mkdir()
    study.pseudonymise({"Tomas": "P2"}, key=tmp_path / "key" / "names.csv")
    [before] = send(shown, "names")["before"]
    assert (before["coder"], before["names"]) == ("ana", 1)
    assert "Tomas" not in json.dumps(rows(shown))


def test_the_passages_of_a_participant_are_asked_for_like_all_others(shown):
    assert [row["quote"] for row in send(shown, "passage_rows", participant="Tomas", first=0, until=9)["rows"]] == ["owns"]


def test_five_thousand_participants_are_told_in_pages(tmp_path):
    said = pd.DataFrame({"participant": [f"Person {n}" for n in range(5000)], "text": ["Who owns it?"] * 5000})
    study = Project(tmp_path / "big.db", coder="ana").add(Corpus(said))
    shown = show_participants(study)
    began = time.monotonic()
    assert send(shown, "people", sort="words")["total"] == 5000
    assert len(send(shown, "people_rows", sort="words", first=2400, until=2460)["rows"]) == 60
    assert time.monotonic() - began < 5
    assert len(json.dumps(shown.look())) < 5000


def test_an_empty_project_has_nobody(tmp_path):
    shown = show_participants(Project(tmp_path / "empty.db"))
    assert (send(shown, "people")["total"], rows(shown), send(shown, "names")["names"]) == (0, [], [])
