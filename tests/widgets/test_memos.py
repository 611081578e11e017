"""The list of memos without a browser: what each is about, what is found, what is written."""

from __future__ import annotations

import desk_sample as sample
import pytest

from discourse import Project, show_memos


@pytest.fixture
def study(tmp_path):
    project = sample.study(tmp_path / "study.db").code("c1", "ownership", quote="owns", id="k1")
    project.memo("k1", "surely?", about="coding").memo("c2", "**Rent** again.").memo("ownership", "One code or two?", about="code")
    project.memo("Method", "We read twice.", about="note").memo("Tomas", "Freelancer.", about="participant")
    Project(project.path, coder="ben").memo("c2", "Irony.").memo("", "Waves.", about="project").memo("Afterwards", "Short.", about="thread")
    return project


def send(shown, verb, **args):
    send.n = getattr(send, "n", 0) + 1
    return shown.answer({"op": f"op-{send.n}", "verb": verb, "args": args})


def rows(shown, **asked):
    return send(shown, "memo_rows", first=0, until=99, **asked)["rows"]


def test_each_memo_comes_with_the_words_of_what_it_is_about(study):
    of = {(row["about"], row["coder"]): row for row in rows(show_memos(study))}
    assert (of["coding", "ana"]["words"], of["coding", "ana"]["code"]) == ("owns", "ownership")
    assert of["utterance", "ana"]["words"].startswith("Belonging, yes.")
    assert of["thread", "ben"]["utterance"] == "q"
    assert of["note", "ana"]["target"] == "Method"


def test_beside_anothers_memo_stands_ones_own_on_the_same(study):
    [ben] = [row for row in rows(show_memos(study)) if row["text"] == "Irony."]
    assert ben["mine"] == "**Rent** again."


def test_the_newest_first_or_by_what_they_are_about(study):
    shown = show_memos(study)
    assert rows(shown)[0]["text"] == "Short."
    assert rows(shown, sort="old")[0]["text"] == "surely?"
    groups = send(shown, "memos", sort="thing")["groups"]
    assert [g["label"] for g in groups] == ["Notes", "The project", "Codes", "Participants", "Threads", "Utterances", "Passages"]
    assert [g["n"] for g in groups] == [1, 1, 1, 1, 1, 2, 1]
    assert "not by 'size'" in send(shown, "memos", sort="size")["why"]


def test_memos_are_chosen_by_thing_coder_code_and_words(study):
    shown = show_memos(study)
    assert {row["coder"] for row in rows(shown, about="utterance")} == {"ana", "ben"}
    assert len(rows(shown, coder="ben")) == 3
    assert {row["about"] for row in rows(shown, code="ownership")} == {"coding", "code"}
    assert [row["text"] for row in rows(shown, search="rent yes")] == ["Irony.", "**Rent** again."]  # the words of the thing count
    assert rows(shown, search="k1") == []  # an id is not a word


def test_a_note_is_written_changed_and_taken_away_by_one_deed_each(study):
    shown = show_memos(study)
    assert send(shown, "memo", about="note", target="Plan", text="More.")["line"] == 'study.memo("Plan", "More.", about="note")'
    assert "Plan" in shown.look()["titles"]
    send(shown, "memo", about="note", target="Plan", text="")
    assert "Plan" not in study.memos()["target"].tolist()
    send(shown, "undo")
    assert "Plan" in study.memos()["target"].tolist()


def test_a_memo_on_the_project_has_no_target(study):
    assert send(show_memos(study), "memo", about="project", target="", text="All.")["line"] == 'study.memo("", "All.", about="project")'
    assert "lacks 'target'" in send(show_memos(study), "memo", about="note", target="", text="x")["why"]


def test_a_memo_on_what_is_gone_is_shown_as_that(study):
    study.retire("ownership")
    [code] = rows(show_memos(study), about="code")
    assert code["gone"]


def test_an_empty_project_has_no_memos(tmp_path):
    shown = show_memos(Project(tmp_path / "empty.db"))
    assert (send(shown, "memos")["total"], rows(shown), shown.look()["things"]) == (0, [], [])
