"""`describe`: what is known of participants, as columns of `participants`."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discourse import Corpus, Project, write_log
from discourse.errors import FrameError, UndoConflict
from tests.project.test_merging import copy_of, same


def known(study: Project, participant: str) -> dict[str, object]:
    row = study.participants().set_index("participant").loc[participant]
    return {str(k): v for k, v in row.items() if not (isinstance(v, float) and np.isnan(v))}


def test_attributes_are_columns_of_participants_and_others_stay(study):
    study.describe("Ben", age=34, role="host").describe("Zoe\u0308", {"years online": 12, "😀": True})
    assert known(study, "Ben") == {"role": "host", "age": 34}
    assert known(study, "Zoe\u0308") == {"role": "nurse", "years online": 12, "😀": True}
    assert study.corpus.participants.equals(study.participants())
    assert study.verify().empty


def test_none_and_an_empty_cell_take_an_attribute_away(study):
    study.describe("Ben", role=None).describe("Ana", {"role": " "})
    assert known(study, "Ben") == {}
    assert known(study, "Ana") == {"role": " "}
    study.describe(pd.DataFrame({"participant": ["Ana", "Ben"], "role": [None, "host"]}))
    assert (known(study, "Ana"), known(study, "Ben")) == ({}, {"role": "host"})


def test_a_frame_is_one_deed_and_one_step_to_undo(study):
    before, deeds = study.participants(), study.last
    study.describe(pd.DataFrame({"participant": ["Ana", "Ben"], "how old": [70, 34], "role": ["nurse", "host"]}))
    assert study.last == deeds + 1
    assert study.log().iloc[-1][["verb", "told"]].tolist() == ["describe", "2 participants, how old and role"]
    assert study.participants()["how old"].tolist()[:2] == [70, 34]
    assert study.undo().participants().equals(before)
    assert known(study.redo(), "Ben") == {"role": "host", "how old": 34}
    assert known(study.as_of(deeds), "Ben") == {"role": "coder"}


def test_describing_with_what_stands_already_writes_nothing(study):
    deeds = study.last
    study.describe(study.participants()).describe("Ben", role="coder").describe([], age=3).describe(study.participants().head(0))
    assert study.last == deeds


def test_the_log_tells_whom_and_what(study):
    study.describe("Ben", age=34, role=None, words="x" * 50)
    assert study.log()["told"].iloc[-1] == f"Ben, age 34, no role and words {'x' * 39}…"
    study.describe(["Ana", "Ben"], {"years online": 1.5})
    assert study.log()["told"].iloc[-1] == "2 participants, years online"
    assert study.history("Ben", about="participant")[["field", "before", "after"]].fillna("").values.tolist()[1:] == [
        ["role", "coder", ""], ["age", "", "34"], ["words", "", "x" * 50], ["years online", "", "1.5"],
    ]  # fmt: skip


def test_the_same_deed_sent_twice_is_done_once(study):
    study.describe("Ben", age=34, deed="d").describe("Ben", age=35, deed="d")
    assert known(study, "Ben")["age"] == 34


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ((("Bne", {"age": 1})), "no participant 'Bne'; did you mean 'Ben'. the project has: Ana, Ben, Zoe"),
        (
            ((["Ben", "Bne", "Mo"], {"age": 1})),
            r"no participants 'Bne' \(did you mean 'Ben'\?\), 'Mo'; 2 names of yours nobody has, so nothing",
        ),
        ((("Ben", {"participant": "Bob"})), "not by 'participant'"),
        ((("Ben", {3: "x"})), "not by 3"),
        ((("Ben", None)), "which attributes"),
        ((pd.DataFrame({"name": ["Ben"], "age": [3]}), None), "no column 'participant'; .* it has: name, age|has: name, age"),
        ((pd.DataFrame({"participant": ["Ben", "Ben"], "age": [3, 4]}), None), "'Ben' has several rows"),
        ((pd.DataFrame({"participant": ["Ben", None], "age": [3, 4]}), None), "row 2 of the frame"),
        ((pd.DataFrame({"participant": ["Ben"]}), {"age": 3}), "a frame says all by itself"),
    ],
)
def test_what_cannot_be_described_is_told_and_nothing_is_written(study, given, sentence):
    deeds = study.last
    with pytest.raises(FrameError, match=sentence):
        study.describe(*given)
    assert study.last == deeds


def test_undoing_over_somebody_elses_later_words_is_refused(study):
    study.describe("Ben", age=34)
    Project(study.place, coder="ben").describe("Ben", age=35)
    with pytest.raises(UndoConflict, match="'describe' cannot be taken back: 1 of its participants"):
        study.undo()


def test_names_taken_out_leave_the_attributes_and_a_forgotten_person_has_none(study, tmp_path):
    study.describe("Ana", boss="Ben", age=70).describe("Ben", age=34).describe(["Ana", "Ben"], town="Hull")
    keys = tmp_path / "elsewhere"
    keys.mkdir()
    study.pseudonymise({"Ana": "P1", "Ben": "P2"}, key=keys / "key.csv")
    assert known(study, "P1") == {"role": "nurse", "boss": "P2", "age": 70, "town": "Hull"}
    told = " ".join(study.log()["told"]) + str(study.log()["what"].tolist())
    assert "Ana" not in told
    assert "Ben" not in told
    study.forget("P2")
    assert "P2" not in set(study.participants()["participant"])
    assert "34" not in str(study.log()["what"].tolist())
    assert study.verify().empty


@pytest.fixture
def files(tmp_path, corpus, book):
    ana = Project(tmp_path / "study.db", coder="ana").add(corpus, book)
    return ana, copy_of(ana, "ben.db")


def test_two_copies_keep_what_each_changed_attribute_by_attribute(files, tmp_path):
    ana, ben = files
    ana.describe("Ben", age=34, role="host").describe("Ana", town="Hull")
    ben.describe("Ben", role="guest", town="York").describe("Ana", role=None)
    ana.merge(ben)
    assert known(ana, "Ben") == {"role": "guest", "age": 34, "town": "York"}
    assert known(ana, "Ana") == {"town": "Hull"}
    assert ana.conflicts()[["place", "id", "field", "kept", "dropped"]].values.tolist() == [
        ["participants", "Ben", "role", "guest", "host"]
    ]
    assert same(ana, ben.merge(ana))
    assert same(ana, Project.from_log(write_log(ana, tmp_path / "log.jsonl"), tmp_path / "new.db"))


NAMES, VALUES = st.sampled_from(["Ana", "Ben"]), st.sampled_from([None, 1, "a"])
DEEDS = st.lists(st.tuples(NAMES, st.sampled_from(["age", "role"]), VALUES), max_size=4)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(here=DEEDS, there=DEEDS)
def test_copies_that_were_merged_in_either_order_are_the_same(here, there, tmp_path_factory):
    folder = tmp_path_factory.mktemp("law")
    said = Corpus(pd.DataFrame({"participant": ["Ana", "Ben"], "text": ["😀", "Hm"]}))
    ana = Project(folder / "ana.db", coder="ana").add(said)
    ben = copy_of(ana, "ben.db")
    for project, deeds in ((ana, here), (ben, there)):
        for name, attribute, value in deeds:
            project.describe(name, {attribute: value})
    third = copy_of(ana, "third.db")
    ben.merge(ana)
    third.merge(ben)
    assert same(ana.merge(ben), ben, third)
    for name, attribute in {(n, a) for n, a, _ in here} - {(n, a) for n, a, _ in there}:  # only one side spoke of it
        last = [v for n, a, v in here if (n, a) == (name, attribute)][-1]
        assert known(ana, name).get(attribute) == last
