"""The codebook without a browser: messages in, answers out, and what the project then holds."""

from __future__ import annotations

import json

import desk_sample as sample
import hostile
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import Codebook, Project, show_codebook
from discourse.errors import ProjectError, UnknownCode

FIELDS = {
    "definition": "Wer trägt? 👩🏽\u200d🚀 مَن يملك",
    "include": "first\r\nsecond",
    "exclude": 'not "this"',
    "example": "<b>own</b>",
    "terms": ["own*", "-my own"],
}


@pytest.fixture
def study(tmp_path):
    return sample.study(tmp_path / "study.db")


@pytest.fixture
def book(study):
    return show_codebook(study)


def send(book, verb, op=None, **args):
    send.n = getattr(send, "n", 0) + 1
    return book.answer({"op": op or f"op-{send.n}", "verb": verb, "args": args})


def codes(answer):
    return {row["code"]: row for row in answer["snapshot"]["codes"]}


def coded(study):
    """Two coders on trust, one of them on scale."""
    study.code("c1", "trust", quote="nobody owns", id="k1").code("c2", "trust", quote="Belonging", id="k2").code("c1", "scale", id="k3")
    Project(study.path, coder="ben").code("c1", "trust", quote="nobody owns", id="k4")
    return study


def test_what_is_shown_is_json_and_holds_every_code_with_its_counts(book, study):
    coded(study).retire("defining a PLN")
    seen = book.look()
    assert json.loads(json.dumps(seen)) == seen
    assert [row["code"] for row in seen["codes"]] == list(sample.CODES)
    assert seen["counts"] == {"trust": {"ana": 2, "ben": 1}, "scale": {"ana": 1}}
    assert [row["code"] for row in seen["codes"] if "retired" in row] == ["defining a PLN"]
    assert len({row["id"] for row in seen["codes"]}) == len(sample.CODES)


@pytest.mark.parametrize(("field", "value"), FIELDS.items())
def test_one_field_is_one_deed_and_nothing_else_changes(book, study, field, value):
    before, deeds = study.codebook, len(study.log())
    answer = send(book, "define", code="work/precarious work", fields={field: value})
    assert before.diff(study.codebook)[["code", "field", "after"]].values.tolist() == [["work/precarious work", field, value]]
    assert codes(answer)["work/precarious work"][field] == value
    assert len(study.log()) == deeds + 1


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("define", {"code": "trust", "fields": FIELDS}),
        ("define", {"code": "irony"}),
        ("define", {"code": "work/new/er"}),
        ("define", {"distinct_colours": True}),
        ("rename", {"code": "work", "name": "labour"}),
        ("move", {"code": "scale", "under": "work", "before": "work/Work as a Service"}),
        ("move", {"code": "work/precarious work"}),
        ("merge_codes", {"codes": ["trust", "scale"], "into": "relationships"}),
        ("split_code", {"code": "trust", "parts": {"trust in people": ["k1", "k4"], "trust in systems": ["k2"]}}),
        ("retire", {"code": "work"}),
        ("memo", {"about": "code", "target": "trust", "text": "a doubt 🤔"}),
    ],
)
def test_the_line_of_python_does_what_was_clicked(tmp_path, verb, args):
    clicked, typed = (coded(sample.study(tmp_path / f"{name}.db")) for name in ("clicked", "typed"))
    answer = send(show_codebook(clicked), verb, **args)
    assert "why" not in answer, answer
    exec(answer["line"], {"study": typed, "pd": pd})
    for one, other in ((clicked, typed), (typed, clicked)):
        assert one.codebook == other.codebook
        assert one.codes()[["code", "merged_into"]].equals(other.codes()[["code", "merged_into"]])
        assert one.codings()[["quote", "code", "coder"]].equals(other.codings()[["quote", "code", "coder"]])
        assert one.memos()["text"].tolist() == other.memos()["text"].tolist()


def test_distinct_colours_are_one_deed_that_changes_colours_only(book, study):
    before, deeds = study.codebook, len(study.log())
    answer = send(book, "define", distinct_colours=True)
    assert answer["line"] == "study.define(study.codebook.with_colours())"
    assert set(before.diff(study.codebook)["field"]) == {"colour"}
    assert len(study.log()) == deeds + 1
    assert send(book, "undo")["line"] == "study.undo()"
    assert study.codebook == before


def test_an_operation_that_comes_twice_is_done_once(book, study):
    for _ in range(2):
        send(book, "define", op="same", distinct_colours=True)
        send(book, "merge_codes", op="merged", codes=["trust"], into="scale")
    assert study.log()["id"].tolist().count("same") == 1
    assert study.log()["id"].tolist().count("merged") == 1


def test_a_merge_moves_everyones_codings_and_the_past_says_where(book, study):
    coded(study)
    answer = send(book, "merge_codes", codes=["trust"], into="scale")
    assert answer["snapshot"]["counts"] == {"scale": {"ana": 3, "ben": 1}}
    assert codes(answer)["trust"]["merged_into"] == "scale"
    send(book, "undo")
    assert book.look()["counts"]["trust"] == {"ana": 2, "ben": 1}


def test_a_retired_code_comes_back_with_what_it_meant(book, study):
    send(book, "define", code="trust", fields=FIELDS)
    meant = codes(send(book, "refresh"))["trust"]
    assert "retired" in codes(send(book, "retire", code="trust"))["trust"]
    assert codes(send(book, "define", code="trust"))["trust"] == meant


@pytest.mark.parametrize(
    ("verb", "args", "why"),
    [
        ("define", {"code": "trust", "fields": {"deffinition": "x"}}, "no field 'deffinition'"),
        ("define", {"code": "trust", "fields": "x"}, "lacks its fields"),
        ("define", {}, "lacks 'code'"),
        ("define", {"code": "a//b"}, "no name for a code"),
        ("rename", {"code": "trust", "name": "scale"}, "there is a code 'scale'"),
        ("rename", {"code": "trust", "name": "a/b"}, "no name for a code"),
        ("move", {"code": "work", "under": "work/precarious work"}, "cannot stand below"),
        ("move", {"code": "wrok"}, "did you mean 'work'"),
        ("merge_codes", {"codes": ["work"], "into": "work/precarious work"}, "move it up first"),
        ("merge_codes", {"codes": [], "into": "work"}, "which codes"),
        ("split_code", {"code": "trust", "parts": {"x": ["nope"]}}, "no coding of 'trust'"),
        ("retire", {"code": "nope"}, "no code 'nope'"),
        ("story", {"code": "nope"}, "nope"),
        ("try_colour", {"code": "trust", "colour": "red"}, "no colour; write it as #rrggbb"),
        ("try_colour", {"code": "trust"}, "lacks 'colour'"),
        ("passages", {"code": "trust", "group": "mood"}, "grouped by"),
        ("open_thread", {"thread": "x"}, "the codebook has no verb 'open_thread'"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(book, study, verb, args, why):
    before = study.last
    answer = send(book, verb, **args)
    assert why in answer["why"]
    assert "no" in answer
    assert study.last == before


def test_the_story_of_a_code_has_its_deeds_and_its_versions_the_newest_first(book, study):
    coded(study)
    send(book, "define", code="trust", fields={"definition": "Leaning on others."})
    send(book, "rename", code="trust", name="confidence")
    send(book, "memo", about="code", target="confidence", text="hm")
    story = send(book, "story", code="confidence")
    assert json.loads(json.dumps(story)) == story
    assert [(row["place"], row.get("field")) for row in story["history"]] == [
        ("memos", None), ("codes", "name"), ("codes", "definition"), ("codes", None),
    ]  # fmt: skip
    assert [(v["changed"], v["codings"], v["path"]) for v in story["versions"]] == [
        ("name", 0, "confidence"), ("definition", 0, "trust"), ("made", 3, "trust"),
    ]  # fmt: skip
    assert story["versions"][-1]["coders"] == "ana 2, ben 1"


def test_the_passages_of_a_code_come_in_pages_and_of_those_below_when_asked(book, study):
    coded(study).code("c3", "work/precarious work", quote="unpaid", id="k5").code("c2", "work", id="k6")
    assert send(book, "passages", code="work")["total"] == 1
    assert send(book, "passages", code="work", below=True)["total"] == 2
    found = send(book, "passages", code="trust", group="coder")
    assert [(g["key"], g["n"]) for g in found["groups"]] == [("ana", 2), ("ben", 1)]
    rows = send(book, "passage_rows", code="trust", group="coder", first=0, until=40)["rows"]
    assert [row["id"] for row in rows] == ["k1", "k2", "k4"]
    assert rows[0]["before"].endswith("turn it around: ")


def test_a_question_does_not_swallow_the_news(book, study):
    """What another did between two looks is told, though a question came first."""
    Project(study.path, coder="ben").define("irony")
    asked = send(book, "check_colours")
    sent = []
    book.send = sent.append
    book.elsewhere()
    assert asked["last"] < study.last
    assert "irony" in codes(sent[0])


def test_the_check_names_pairs_and_those_who_cannot_tell_them_apart(book, study):
    send(book, "define", code="trust", fields={"colour": "#B06000"})
    send(book, "define", code="scale", fields={"colour": "#5E8000"})
    check = send(book, "check_colours")
    assert json.loads(json.dumps(check)) == check
    told = {(p["code"], p["other"], p["vision"]) for p in check["alike"]}
    assert ("scale", "trust", "deuteranopia") in told or ("trust", "scale", "deuteranopia") in told
    assert check["of"] == 12 * 11 // 2
    assert check["unreadable"] == []
    send(book, "define", code="trust", fields={"colour": "red"})
    assert send(book, "check_colours")["unreadable"] == ["trust"]
    assert send(book, "define", distinct_colours=True)["ok"]
    assert send(book, "check_colours")["unreadable"] == []


def test_a_trial_names_the_codes_that_a_colour_would_be_too_like(book, study):
    colour = study.codebook.colours["trust"]
    near = send(book, "try_colour", code="scale", colour=colour)["near"]
    assert {"other": "trust", "vision": "normal", "distance": 0.0} in near
    assert all(row["other"] != "scale" for row in near)
    assert send(book, "try_colour", code="scale", colour="#F0E442")["contrast"] == {"light": 1.3, "dark": 14.3}


def test_an_empty_codebook_opens_and_takes_its_first_code(tmp_path):
    study = Project(tmp_path / "new.db", coder="ana")
    book = show_codebook(study)
    assert book.look()["codes"] == []
    check = send(book, "check_colours")
    assert (check["of"], check["alike"], check["nearest"]) == (0, [], {})
    assert list(codes(send(book, "define", code="trust/lost"))) == ["trust", "trust/lost"]


def test_a_project_for_reading_is_shown_and_not_changed(tmp_path):
    sample.study(tmp_path / "s.db")
    for reader in (Project(tmp_path / "s.db"), Project(tmp_path / "s.db", coder="ana", read_only=True)):
        book = show_codebook(reader, code="precarious work")
        assert book.look()["may_write"] is False
        assert book.look()["open"] == "work/precarious work"
        assert "no" in send(book, "define", code="trust", fields={"brief": "x"})


def test_it_opens_on_projects_and_on_codes_that_there_are(study):
    with pytest.raises(ProjectError, match="the codebook opens a Project"):
        show_codebook("study.db")
    with pytest.raises(UnknownCode, match="did you mean 'trust'"):
        show_codebook(study, code="trus")


def test_hostile_codes_come_and_go_as_they_stand(tmp_path):
    book = show_codebook(hostile.study(tmp_path / "h.db"))
    seen = {row["brief"] for row in book.look()["codes"]}
    assert {p.strip() for p in hostile.SHORT} <= seen
    for payload in hostile.SHORT:
        answer = send(book, "define", code="new", fields={"definition": payload})
        assert codes(answer)["new"]["definition"] == payload.strip()


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("move"), st.sampled_from("abcd"), st.sampled_from(["", *"abcd"])),
            st.tuples(st.just("retire"), st.sampled_from("abcd"), st.just("")),
            st.tuples(st.just("merge_codes"), st.sampled_from("abcd"), st.sampled_from("abcd")),
            st.tuples(st.just("rename"), st.sampled_from("abcd"), st.sampled_from("abcdef")),
        ),
        max_size=5,
    )
)
def test_whatever_was_done_is_undone_step_by_step(tmp_path_factory, steps):
    study = Project(tmp_path_factory.mktemp("u") / "s.db", coder="ana").define(Codebook.from_terms({c: [c] for c in "abcd"}))

    def state():
        found = study.codes()
        return found.assign(retired=found["retired"].notna())[["code", "terms", "retired", "merged_into"]]

    book, before = show_codebook(study), list[pd.DataFrame]()
    for verb, code, other in steps:
        path, to = (next((p for p in study.codebook.paths if p.split("/")[-1] == name), name) for name in (code, other))
        args = {"move": {"code": path, "under": to}, "retire": {"code": path}, "merge_codes": {"codes": [path], "into": to}}
        last, stood = study.last, state()
        send(book, verb, **args.get(verb, {"code": path, "name": other}))
        if study.last > last:
            before.append(stood)
    while before:
        assert "ok" in send(book, "undo")
        pd.testing.assert_frame_equal(state(), before.pop())
