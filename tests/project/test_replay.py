"""Replay: what becomes of deeds that do not fit together. Each rule of the module's caption has its sentence here."""

from __future__ import annotations

import pytest

from discourse.errors import ProjectError
from discourse.project.replay import Change, State


def code(key, name=None, parent=None, **more):
    return {"id": key, "parent": parent, "name": name or key, "seq": 1, "brief": "", "retired": None, **more}


def coding(key, on="u", of="a", **more):
    return {"id": key, "utterance": on, "code": of, "coder": "ana", "sha256": "x", **more}


def made(place, row):
    return Change(place, row["id"], None, row)


def gone(place, row):
    return Change(place, row["id"], row, None)


def turned(place, row, **fields):
    return Change(place, row["id"], row, {**row, **fields})


@pytest.fixture
def state():
    state = State()
    state.apply("e0", [made("threads", {"id": "t", "seq": 1}), made("utterances", {"id": "u", "thread": "t", "kind": "post"})])
    state.apply("e1", [made("codes", code("a")), made("codes", code("b"))])
    return state


def rules(state):
    return [(c.place, c.id, c.field, c.rule.split(";")[0]) for c in state.conflicts]


def test_a_field_that_both_changed_keeps_the_later_change_and_others_keep_theirs(state):
    state.apply("e2", [turned("codes", code("a"), brief="first", name="x")])
    state.apply("e3", [turned("codes", code("a"), brief="second")])
    assert (state.rows["codes"]["a"]["brief"], state.rows["codes"]["a"]["name"]) == ("second", "x")
    assert rules(state) == [("codes", "a", "brief", "both changed it")]


def test_the_same_change_on_both_sides_is_no_conflict(state):
    state.apply("e2", [turned("codes", code("a"), brief="same")])
    state.apply("e3", [turned("codes", code("a"), brief="same")])
    assert state.conflicts == []


def test_of_two_rows_of_one_id_the_first_stands_and_the_other_fills_its_gaps(state):
    state.apply("e2", [made("codes", code("a", brief="later", definition="more"))])
    assert state.rows["codes"]["a"]["brief"] == "later"
    state.apply("e3", [made("codes", code("a", brief="too late"))])
    assert (state.rows["codes"]["a"]["brief"], state.rows["codes"]["a"]["definition"]) == ("later", "more")
    assert rules(state) == [("codes", "a", "brief", "both made it")]


def test_what_was_removed_on_one_side_stays_removed(state):
    state.apply("e2", [made("codings", coding("k"))])
    state.apply("e3", [gone("codings", coding("k"))])
    state.apply("e4", [turned("codings", coding("k"), code="b")])
    assert state.rows["codings"] == {}
    assert rules(state) == [("codings", "k", None, "it was removed")]


def test_what_work_stands_on_is_not_removed(state):
    state.apply("e2", [made("codings", coding("k"))])
    state.apply("e3", [gone("codes", code("a"))])
    assert "a" in state.rows["codes"]
    assert rules(state) == [("codes", "a", None, "somebody's work stands on it")]


def test_what_work_stands_on_comes_back(state):
    state.apply("e2", [gone("utterances", {"id": "u", "thread": "t", "kind": "post"}), gone("threads", {"id": "t", "seq": 1})])
    assert state.conflicts == []
    state.apply("e3", [made("codings", coding("k"))])
    assert set(state.rows["utterances"]) == {"u"}
    assert set(state.rows["threads"]) == {"t"}
    assert [r[:2] for r in rules(state)] == [("utterances", "u"), ("threads", "t")]


def test_a_code_never_becomes_its_own_ancestor(state):
    state.apply("e2", [turned("codes", code("a"), parent="b")])
    state.apply("e3", [turned("codes", code("b"), parent="a")])
    assert (state.rows["codes"]["a"]["parent"], state.rows["codes"]["b"]["parent"]) == ("b", None)
    assert rules(state) == [("codes", "b", "parent", "it would be its own ancestor")]


def test_two_codes_of_one_name_are_told_apart(state):
    state.apply("e2", [turned("codes", code("a"), name="c")])
    state.apply("e3", [turned("codes", code("b"), name="c")])
    assert [c["name"] for c in state.rows["codes"].values()] == ["c", "c (2)"]
    assert rules(state) == [("codes", "b", "name", "another code has that name")]


def test_a_coding_on_a_retired_code_is_kept_and_told(state):
    state.apply("e2", [turned("codes", code("a"), retired="2024-05-01")])
    state.apply("e3", [made("codings", coding("k"))])
    assert set(state.rows["codings"]) == {"k"}
    assert rules(state) == [("codings", "k", "code", "the code was retired")]


def test_within_one_deed_the_order_of_its_changes_does_not_matter(state):
    state.apply("e2", [turned("codes", code("a"), name="b"), turned("codes", code("b"), name="a")])
    state.apply("e3", [made("codings", coding("k", of="c")), made("codes", code("c"))])
    state.apply("e4", [turned("codes", code("c"), retired="2024-05-01")])
    state.apply("e5", [made("codings", coding("l", of="c")), turned("codes", code("c", retired="2024-05-01"), retired=None)])
    assert [state.rows["codes"][c]["name"] for c in "ab"] == ["b", "a"]
    assert state.conflicts == []


def test_a_deed_that_names_what_no_deed_made_is_an_error(state):
    with pytest.raises(ProjectError, match="none of the deeds made: the log is not whole"):
        state.apply("e2", [made("codings", coding("k", on="nowhere"))])
