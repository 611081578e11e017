"""What the gestures of the desk ask for: new codes in one deed, other bounds, all suggestions alike, own keys."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import desk_sample as sample
import pandas as pd
import pytest

from discourse import Project, show_coder
from discourse.errors import FrameError, UndoConflict
from discourse.widgets import coder
from discourse.widgets._keys import commands_of
from discourse.widgets.coder import CoderWidget

TEXT = {row[0]: row[6] for row in sample.ROWS}
CODER = Path(coder.__file__)
NODE = shutil.which("node")


@pytest.fixture
def study(tmp_path):
    return sample.study(tmp_path / "study.db")


def passage(utterance, quote, **more):
    at = TEXT[utterance].index(quote)
    return {"utterance": utterance, "start": at, "end": at + len(quote), "quote": quote, **more}


def send(desk, verb, **args):
    send.n = getattr(send, "n", 0) + 1
    return desk.answer({"op": f"g-{send.n}", "verb": verb, "args": args})


def test_a_new_code_comes_into_the_codebook_and_goes_with_one_undo(study):
    answer = send(show_coder(study), "code", code="space/night shift", define=True, passages=[passage("c3", sample.ASTRONAUT)])
    assert answer["line"].endswith("define=True)")
    assert "space/night shift" in [c["code"] for c in answer["snapshot"]["codes"]]
    study.undo()
    assert (len(study.codings()), "space" in study.codebook.paths) == (0, False)
    study.redo()
    assert study.codings()[["quote", "code"]].values.tolist() == [[sample.ASTRONAUT, "space/night shift"]]


def test_a_code_below_a_known_one_leaves_that_one_as_it_is(study):
    study.define("work", definition="What one is paid for.").code("c2", "work/night shift", define=True)
    frame = study.codebook.frame.set_index("code")
    assert frame.loc["work", "definition"] == "What one is paid for."
    assert frame.loc["work/precarious work", "terms"] == ["unpaid"]


def test_a_new_code_on_which_others_have_built_is_not_undone(study):
    study.code("c2", "night shift", define=True)
    Project(study.path, coder="ben").code("c1", "night shift")
    with pytest.raises(UndoConflict):
        study.undo()
    assert len(study.codings()) == 2


def test_a_frame_with_known_and_new_codes_is_one_deed(study):
    study.code(pd.DataFrame([passage("c1", "owns", code="trust"), passage("c1", "owns", code="irony")]), define=True).undo()
    assert (len(study.codings()), "irony" in study.codebook.paths) == (0, False)


def test_without_define_an_unknown_code_is_refused(study):
    assert "no code 'irony'" in send(show_coder(study), "code", code="irony", passages=[passage("c1", "owns")])["why"]


def test_a_coding_is_split_joined_and_widened_and_each_is_one_step(study):
    desk, whole = show_coder(study), TEXT["c2"]
    send(desk, "code", code="trust", passages=[passage("c2", whole, id="k")])
    cut = whole.index(" But")
    assert [c["id"] for c in send(desk, "split", id="k", at=cut, second="n", utterances=["c2"])["rows"]["c2"]["codings"]] == ["k", "n"]
    assert study.codings()["quote"].tolist() == ["Belonging, yes.", "But belonging does not pay the rent, does it?"]
    assert len(send(desk, "join", ids=["k", "n"], utterances=["c2"])["rows"]["c2"]["codings"]) == 1
    send(desk, "resize", id="k", start=0, end=9, utterances=["c2"])
    assert study.codings()["quote"].tolist() == ["Belonging"]
    study.undo().undo()
    assert len(study.codings()) == 2


def test_a_suggestion_is_taken_with_another_code(study):
    chosen = study.suggestions()["id"].iloc[0]
    answer = send(show_coder(study), "accept", ids=[chosen], code="trust")
    assert answer["rows"]["c1"]["codings"][0]["code"] == "trust"
    assert study.suggestions(status="changed")["id"].tolist() == [chosen]


def test_all_suggestions_alike_are_told_with_their_words_and_decided_in_one_step(study):
    desk, frame = show_coder(study), study.suggestions()
    chosen = frame.loc[frame["code"] == "ownership", "id"].iloc[0]
    found = send(desk, "likewise", id=chosen)["alike"]
    assert [(s["quote"], s["utterance"], s.get("participant")) for s in found] == [("owns", "c1", "Tomas"), ("own the list", "c4", None)]
    send(desk, "accept", ids=[s["id"] for s in found])
    assert study.codings()["quote"].tolist() == ["owns", "own the list"]
    study.undo()
    assert (len(study.codings()), len(study.suggestions())) == (0, 4)
    assert "no open suggestion" in send(desk, "likewise", id="nope")["why"]


def test_keys_that_a_cell_gives_reach_the_browser(study):
    assert show_coder(study, keys={"accept": "Alt+a", "palette": ["c", "Ctrl+k"]}).given_keys == {
        "accept": ["Alt+a"],
        "palette": ["c", "Ctrl+k"],
    }


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ({"acept": "a"}, "no command 'acept'; did you mean 'accept'"),
        ({"accept": "q", "reject": ["q"]}, "given to 'accept' and to 'reject'"),
        ({"accept": "Escape"}, "one leaves with it"),
        ({"accept": "two keys"}, "is no key"),
        ({"accept": [7]}, "is no key"),
    ],
)
def test_keys_that_cannot_be_are_refused_before_there_is_a_desk(study, keys, why):
    with pytest.raises(FrameError, match=why):
        show_coder(study, keys=keys)


@pytest.mark.skipif(NODE is None, reason="no Node.js here")
def test_the_commands_that_python_knows_are_those_of_the_desk():
    ask = "import('./commands.js').then((m) => console.log(m.COMMANDS.flatMap((c) => Object.keys(c.keys)).join('\\n')))"
    folder = CODER.parent / "coder"
    said = subprocess.run(
        [str(NODE), "--input-type=module", "--eval", ask], cwd=folder, capture_output=True, text=True, timeout=60, check=True
    )
    assert set(commands_of(CoderWidget._esm)) == set(said.stdout.split("\n")) - {""}


@pytest.mark.skipif(NODE is None, reason="no Node.js here")
def test_the_pure_functions_of_the_gestures():
    from tests.widgets.test_js import HERE

    done = subprocess.run([str(NODE), "--test", "gestures.test.mjs"], cwd=HERE, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-4000:]
