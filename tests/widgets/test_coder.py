"""The desk without a browser: messages in, answers out, and what the project then holds."""

from __future__ import annotations

import json
import threading
import time

import desk_sample as sample
import pandas as pd
import pytest

from discourse import Codebook, Corpus, Project, show_coder
from discourse.errors import FrameError, ProjectError
from discourse.widgets.coder import CoderWidget
from discourse.widgets.deeds import DEEDS

TEXT = {row[0]: row[6] for row in sample.ROWS}
QUOTE = "being asked 😀 again"
AT = TEXT["c1"].index(QUOTE)
SMILE = {"utterance": "c1", "start": AT, "end": AT + len(QUOTE), "quote": QUOTE}


@pytest.fixture
def study(tmp_path):
    return sample.study(tmp_path / "study.db")


@pytest.fixture
def desk(study):
    return show_coder(study)


def send(desk, verb, op=None, **args):
    send.n = getattr(send, "n", 0) + 1
    return desk.answer({"op": op or f"op-{send.n}", "verb": verb, "args": args})


def code(desk, code="ownership", op=None, **passage):
    return send(desk, "code", op, code=code, passages=[{**SMILE, **passage}], utterances=["c1"])


def test_a_coding_is_on_the_disk_when_it_is_acknowledged(desk, study):
    answer = code(desk, id="k1")
    assert Project(study.path).codings()[["quote", "code", "coder"]].values.tolist() == [["being asked 😀 again", "ownership", "ana"]]
    [row] = answer["rows"]["c1"]["codings"]
    assert (row["id"], row["start"], row["end"]) == ("k1", AT, AT + len(QUOTE))


def test_the_same_operation_twice_is_one_deed(desk, study):
    first, second = code(desk, op="same"), code(desk, op="same")
    assert len(study.codings()) == 1
    assert study.log()["id"].tolist().count("same") == 1
    assert first["rows"]["c1"]["codings"] == second["rows"]["c1"]["codings"]


def test_a_repeated_undo_is_one_undo_and_answers_with_the_whole_thread(desk, study):
    code(desk, id="k1")
    code(desk, code="belonging", id="k2")
    assert send(desk, "undo", "u")["rows"]["c1"]["codings"][0]["id"] == "k1"
    assert "c1" in send(desk, "undo", "u")["snapshot"]["rows"]
    assert study.codings()["id"].tolist() == ["k1"]


def test_undo_and_redo_answer_with_what_they_touched(desk):
    code(desk)
    undone = send(desk, "undo")
    assert undone["rows"]["c1"]["codings"] == []
    assert undone["undone"] == "code"
    assert len(send(desk, "redo")["rows"]["c1"]["codings"]) == 1


def test_a_selection_over_two_utterances_is_one_deed(desk, study):
    text = study.corpus.text("c2")
    other = {"utterance": "c2", "start": 0, "end": 9, "quote": text[:9]}
    answer = send(desk, "code", code="belonging", passages=[SMILE, other])
    assert set(answer["rows"]) == {"c1", "c2"}
    study.undo()
    assert study.codings().empty


def test_accepting_and_rejecting(desk, study):
    own, belongs = study.suggestions(utterance="c1")["id"]
    answer = send(desk, "accept", ids=[own])
    assert [(c["code"], c["coder"], c["suggested_by"]) for c in answer["rows"]["c1"]["codings"]] == [("ownership", "ana", "terms")]
    assert send(desk, "reject", ids=[belongs])["rows"]["c1"]["suggestions"] == []


def test_memos_on_codings_and_utterances(desk, study):
    code(desk, id="k1")
    assert send(desk, "memo", about="coding", target="k1", text="a doubt 🤔")["rows"]["c1"]["codings"][0]["memo"] == "a doubt 🤔"
    [memo] = send(desk, "memo", about="utterance", target="c5", text="مهم")["rows"]["c5"]["memos"]
    assert (memo["text"], memo["coder"]) == ("مهم", "ana")
    assert send(desk, "memo", about="utterance", target="c5", text="")["rows"]["c5"]["memos"] == []


def test_uncoding(desk):
    code(desk, id="k1")
    assert send(desk, "uncode", ids=["k1"], utterances=["c1"])["rows"]["c1"]["codings"] == []


@pytest.mark.parametrize(
    ("verb", "args", "why"),
    [
        ("code", {"code": "ownreship", "passages": [SMILE]}, "did you mean 'ownership'"),
        (
            "code",
            {"code": "ownership", "passages": [{**SMILE, "start": AT - 1, "end": AT + len(QUOTE) - 1}]},
            f"these words stand at {AT}:{AT + len(QUOTE)}",
        ),
        ("code", {"code": "ownership", "passages": [{**SMILE, "end": 9999}]}, "lies outside the text"),
        ("code", {"code": "ownership", "passages": [{**SMILE, "utterance": "zz"}]}, "no utterance 'zz'"),
        ("code", {"code": "ownership", "passages": [{k: v for k, v in SMILE.items() if k != "quote"}]}, "without its words"),
        ("code", {"code": "ownership", "passages": []}, "nothing is selected"),
        ("code", {"code": "ownership"}, "lacks its list of passages"),
        ("code", {"code": "ownership", "passages": ["x"]}, "without its words"),
        ("code", {"code": "ownership", "passages": [{**SMILE, "start": None}]}, "a passage lacks its start"),
        ("code", {"code": "ownership", "passages": [{**SMILE, "end": "9"}]}, "a passage lacks its end"),
        ("code", {"code": "ownership", "passages": [{k: v for k, v in SMILE.items() if k != "utterance"}]}, "lacks 'utterance'"),
        ("code", {"code": "ownership", "passages": [SMILE, {**SMILE, "end": 9999}]}, "lies outside the text"),
        ("uncode", {"ids": ["nope"]}, "no coding 'nope'"),
        ("accept", {"ids": ["nope"]}, "no suggestion 'nope'"),
        ("memo", {"about": "coding", "target": "nope", "text": "x"}, "the project has none"),
        ("redo", {}, "nothing to redo"),
        ("open_thread", {"thread": "Aftewards"}, "did you mean 'Afterwards'"),
        ("explode", {}, "no verb 'explode'"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(desk, study, verb, args, why):
    before = study.codings()
    answer = send(desk, verb, "op", **args)
    assert (answer["no"], why in answer["why"]) == ("op", True), answer
    pd.testing.assert_frame_equal(study.codings(), before)


@pytest.mark.parametrize("content", [None, [], "code", {}, {"op": ""}, {"op": 7, "verb": "undo"}, {"op": "x", "verb": "code", "args": []}])
def test_a_message_that_makes_no_sense_is_refused(desk, content):
    assert desk.answer(content)["why"]


def test_an_error_inside_is_told_and_never_silent(desk, study, monkeypatch, caplog):
    monkeypatch.setattr(type(study), "code", lambda *_, **__: 1 / 0)
    answer = code(desk, op="boom")
    assert answer["no"] == "boom"
    assert "ZeroDivisionError" in answer["why"]
    assert "could not do" in caplog.text


def test_what_was_stored_but_could_not_be_read_back_is_not_called_refused(desk, study, monkeypatch):
    monkeypatch.setattr(type(study), "news", lambda *_, **__: 1 / 0)
    answer = code(desk, op="half")
    assert (answer["ok"], "stored" in answer["why"]) == ("half", True)
    monkeypatch.undo()
    assert len(study.codings()) == 1


def test_a_change_made_in_a_cell_comes_with_the_next_answer(desk, study):
    study.code("c9", "belonging", quote="belongs")
    assert len(send(desk, "refresh")["rows"]["c9"]["codings"]) == 1
    assert send(desk, "refresh")["rows"] == {}


def test_a_new_code_or_text_brings_a_fresh_snapshot(desk, study):
    study.define("irony")
    assert "irony" in [c["code"] for c in send(desk, "refresh")["snapshot"]["codes"]]
    study.add(Corpus(pd.DataFrame({"id": ["new"], "text": ["One more."], "thread": ["Afterwards"]})))
    assert send(desk, "open_thread", thread="Afterwards")["snapshot"]["utterances"][-1]["text"] == "One more."


def test_the_snapshot_is_fresh_whenever_it_is_asked_for(desk, study):
    study.code("c9", "belonging", quote="belongs")
    assert desk.get_state("snapshot")["snapshot"]["rows"]["c9"]["codings"][0]["code"] == "belonging"
    assert json.loads(json.dumps(desk.get_state("snapshot"), allow_nan=False))


def test_texts_go_to_the_browser_as_they_are(desk, study):
    shown = {u["id"]: u["text"] for u in desk.look()["utterances"]}
    assert shown == TEXT


def test_opening_a_thread(study):
    assert show_coder(study).thread == "Who keeps the network alive?"
    desk = show_coder(study, thread="Afterwards")
    assert [u["id"] for u in desk.look()["utterances"]] == ["q"]
    assert send(desk, "open_thread", thread="Who keeps the network alive?")["snapshot"]["thread"] == desk.thread
    with pytest.raises(FrameError, match="did you mean 'Afterwards'"):
        show_coder(study, thread="Aftewards")


def test_a_thread_is_shown_by_its_title_or_by_words_made_of_its_name(tmp_path):
    frame = pd.DataFrame(
        {
            "thread": [
                "the-list-i-took-with-me",
                "no-title-here",
                "no-title-here",
                "Mixed, with-hyphens",
                "2014-03-02",
                "bald_id-7",
                "élan-vital-12-5",
            ],
            "title": ["The list I took with me 😀", None, "", None, "  ", None, None],
            "text": ["One.", "Two.", "Three.", "Four.", "Five.", "Six.", "Seven."],
        }
    )
    look = show_coder(Project(tmp_path / "t.db", coder="ana").add(Corpus(frame))).look()
    assert {t["id"]: t["title"] for t in look["threads"]} == {
        "the-list-i-took-with-me": "The list I took with me 😀",
        "no-title-here": "No title here",
        "Mixed, with-hyphens": "Mixed, with-hyphens",
        "2014-03-02": "2014-03-02",
        "bald_id-7": "bald_id-7",
        "élan-vital-12-5": "Élan vital 12-5",
    }
    assert [t["utterances"] for t in look["threads"]] == [1, 2, 1, 1, 1, 1]


def test_the_title_is_that_of_the_first_utterance_that_has_one(tmp_path):
    frame = pd.DataFrame({"thread": ["a"] * 3, "title": [None, "First", "Second"], "text": ["One.", "Two.", "Three."]})
    look = show_coder(Project(tmp_path / "t.db", coder="ana").add(Corpus(frame))).look()
    assert look["threads"] == [{"id": "a", "title": "First", "utterances": 3}]


def test_one_coding_is_acknowledged_without_a_single_frame(desk, monkeypatch):
    """A key press waits for this: frames took two thirds of its processor time."""
    monkeypatch.setattr(pd.DataFrame, "__init__", lambda *_, **__: pytest.fail("a frame was made"))
    assert [c["code"] for c in code(desk)["rows"]["c1"]["codings"]] == ["ownership"]
    assert send(desk, "memo", about="utterance", target="c1", text="x")["rows"]["c1"]["memos"][0]["text"] == "x"
    assert send(desk, "undo")["undone"] == "memo"


def test_only_a_project_can_be_shown():
    with pytest.raises(ProjectError, match=r"opens a Project\(.*not a str"):
        show_coder("study.db")


def test_an_empty_project_can_be_opened(tmp_path):
    desk = show_coder(Project(tmp_path / "new.db", coder="ana"))
    assert (desk.thread, desk.look()["utterances"], desk.look()["codes"]) == (None, [], [])


def test_a_project_without_a_coder_is_for_reading(study):
    desk = show_coder(Project(study.path))
    assert desk.look()["may_write"] is False
    assert "who is at work" in code(desk)["why"]


def test_two_threads_at_once_lose_nothing(desk, study):
    text = study.corpus.text("p")
    answers: list[dict] = []

    def work(worker: int) -> None:
        for n in range(12):
            start = worker * 12 + n
            passage = {"utterance": "p", "start": start, "end": start + 5, "quote": text[start : start + 5], "id": f"k{start}"}
            answers.append(desk.answer({"op": f"o{start}", "verb": "code", "args": {"code": "scale", "passages": [passage]}}))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(a["ok"] for a in answers) == sorted(f"o{n}" for n in range(36))
    assert len(study.codings(utterance="p")) == 36
    assert len(max(answers, key=lambda a: a["last"])["rows"]["p"]["codings"]) == 36


def test_a_message_through_the_wire_is_answered_to_every_view(desk, monkeypatch):
    told = []
    monkeypatch.setattr(desk, "send", lambda content, buffers=None: told.append(content))
    desk._handle_custom_msg({"op": "o", "verb": "refresh", "args": {}}, [])
    assert [m["ok"] for m in told] == ["o"]


def test_the_table_of_verbs_and_the_bundle_of_the_notebook(desk):
    assert {"code", "uncode", "accept", "reject", "memo", "undo", "redo"} <= set(DEEDS)
    assert set(desk.VIEWS) >= {"open_thread"}
    assert "application/vnd.jupyter.widget-view+json" in desk._repr_mimebundle_()[0]
    assert isinstance(desk, CoderWidget)
    assert repr(desk).startswith("Coding desk on study.db")


def test_hostile_names_and_texts_are_only_values(tmp_path):
    frame = pd.DataFrame({"text": ["<script>x</script>"], "participant": ["<img onerror=x>"], "thread": ["</script>"]})
    desk = show_coder(Project(tmp_path / "h.db", coder="ana").add(Corpus(frame), Codebook.from_terms({"<b>": []})))
    assert desk.look()["utterances"][0]["participant"] == "<img onerror=x>"


def test_what_others_do_is_told_within_a_second_while_a_view_is_open(desk, study, monkeypatch):
    told = []
    monkeypatch.setattr(type(desk), "send", lambda _, message: told.append((time.perf_counter(), message)))
    desk._hear({"op": "r", "verb": "refresh", "args": {}})
    began = time.perf_counter()
    Project(study.path, coder="ben").code("c1", "ownership", quote=QUOTE, id="k9")
    while len(told) < 2 and time.perf_counter() - began < 5:
        time.sleep(0.01)
    moment, message = told[1]
    assert message["rows"]["c1"]["codings"][0]["coder"] == "ben"
    assert moment - began < 2  # half a second, on a machine that is not busy
    desk.close()
    assert not desk._watch.alive


def test_news_are_looked_for_as_long_as_a_view_is_open_in_any_page(desk, monkeypatch):
    monkeypatch.setattr(type(desk), "send", lambda _, message: None)
    refresh, leave = {"op": "r", "verb": "refresh", "args": {}}, {"op": "l", "verb": "leave", "args": {}}
    for content, looked_for in [
        ({**refresh, "page": "one"}, True),
        ({**refresh, "page": "two"}, True),
        ({**leave, "page": "one"}, True),
        ({**leave, "page": "two"}, False),
        ({**leave, "page": "two"}, False),
        ({**refresh, "page": "one"}, True),
    ]:
        desk._hear(content)
        assert desk._watch.alive == looked_for, content
    desk.close()


def test_a_project_that_cannot_be_read_meanwhile_is_said_once(desk, study, monkeypatch):
    told = []
    monkeypatch.setattr(type(desk), "send", lambda _, message: told.append(message))
    monkeypatch.setattr("discourse.widgets._watch.LONG", 0.05)
    desk._hear({"op": "r", "verb": "refresh", "args": {}})
    study.path.rename(study.path.with_name("away.db"))
    began = time.perf_counter()
    while len(told) < 2 and time.perf_counter() - began < 5:
        time.sleep(0.01)
    time.sleep(0.3)
    assert [m.get("no") for m in told] == [None, "elsewhere"]
    assert "is gone: it was moved or deleted" in told[1]["why"]
    desk.close()
