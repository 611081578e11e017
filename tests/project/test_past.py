"""The past: the project as it was after any deed, what became of a thing, and how the use of a code changed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discourse import Codebook, Corpus, Project
from discourse.errors import FrameError, ProjectError, ProjectReadOnly, UnknownCode
from tests.conftest import DIFFICULT, codings
from tests.project.test_merging import THINGS, copy_of, do, state, turn


@pytest.fixture
def study(tmp_path, corpus, book):
    """In a file, which can be copied and damaged."""
    return Project(tmp_path / "study.db", coder="ana").add(corpus, book)


def at(monkeypatch, moment):
    """From here on the clock says this."""
    monkeypatch.setattr("discourse.project.base.now", lambda: f"{moment}:00.000000+00:00")


@pytest.fixture
def dated(tmp_path, corpus, book, monkeypatch):
    study = Project(tmp_path / "dated.db", coder="ana")
    at(monkeypatch, "2024-05-01T10:00")
    study.add(corpus)
    at(monkeypatch, "2024-05-02T10:00")
    study.add(book)
    at(monkeypatch, "2024-05-03T10:00")
    study.code("t/0", "work", quote="owns")
    at(monkeypatch, "2024-05-04T10:00")
    return study.code("t/1", "waas", quote="cafe\u0301")


def quotes(project):
    return project.codings()["quote"].tolist()


def test_every_moment_of_the_past_is_the_project_as_it_was(study):
    deeds = [
        lambda: study.code("t/1.1", "waas", quote="my work\r\nand", memo="m"),
        lambda: study.define("trust", brief="new"),
        lambda: study.suggest(codings(("t/1", 0, 4, "work"), coder="terms")),
        lambda: study.accept(study.suggestions()),
        lambda: study.undo(),
        lambda: turn(study, "work", name="labour"),
    ]
    seen = [(state(study), repr(study.corpus), study.codings(), study.codebook)]
    ids = []
    for deed in deeds:
        deed()
        ids.append(study.log()["id"].iloc[-1])
        seen.append((state(study), repr(study.corpus), study.codings(), study.codebook))
    for n, (rows, said, marked, codes) in enumerate(seen):
        past = study.as_of(n + 2)
        assert state(past) == rows
        assert (repr(past.corpus), past.codebook) == (said, codes)
        pd.testing.assert_frame_equal(past.codings(), marked)
        assert past.verify().empty
        assert state(study.as_of(n - 6)) == rows if n < 6 else True
    for n, deed in enumerate(ids):
        assert state(study.as_of(deed)) == seen[n + 1][0]


def test_the_past_answers_every_noun_and_refuses_every_verb(study):
    study.code("t/0", "work", quote="owns", memo="m").define("later")
    past = study.as_of(-1)
    assert (len(past.log()), past.last, len(past.memos()), len(past.participants())) == (3, 3, 1, 3)
    assert past.news(0, ["t/0"]).rows["t/0"]["codings"][0]["memo"] == "m"
    assert len(past.changes(2)) == 2
    assert len(past.history("t/0")) == 3
    assert past.drift("work")["codings"].tolist() == [1]
    assert past.conflicts().empty
    assert past.as_of(2).codings().empty
    assert past.read_only
    assert repr(past) == "Project study.db after 3 deeds, coder ana: 5 utterances, 4 codes, 1 coding (read only)"
    for verb, deed in {
        "code": lambda: past.code("t/1", "work"),
        "undo": past.undo,
        "merge": lambda: past.merge(study),
    }.items():
        with pytest.raises(ProjectReadOnly, match=f"after 3 deeds is the past, which does not change; {verb} in the project as it is"):
            deed()
    past.close()
    assert quotes(past) == ["owns"]


def test_what_comes_later_leaves_the_past_as_it_was(study):
    past = study.as_of(len(study.log()))
    study.code("t/0", "work")
    assert past.codings().empty
    assert len(past.log()) == 2


def test_a_moment_is_looked_up_among_the_clocks_of_the_deeds(dated):
    assert [len(dated.as_of(f"2024-05-0{day}").log()) for day in range(1, 6)] == [0, 1, 2, 3, 4]
    assert quotes(dated.as_of("2024-05-03 10:00")) == ["owns"]
    assert quotes(dated.as_of(pd.Timestamp("2024-05-03T12:00+03:00"))) == []
    assert len(dated.as_of("2030-01-01").log()) == 4
    assert repr(dated.as_of("1999-01-01").corpus) == "Corpus: 0 utterances, 0 participants, 0 threads"


def test_one_clock_that_was_wrong_by_years_changes_nothing(dated, monkeypatch):
    for wrong in ("2035-01-01T00:00", "1980-01-01T00:00"):
        at(monkeypatch, wrong)
        dated.code("t/2", "work", start=len(quotes(dated)), end=9)
    at(monkeypatch, "2024-05-06T10:00")
    dated.code("t/0", "work").code("t/1", "work").code("u/0", "work")
    assert [len(dated.as_of(f"2024-05-0{day}").log()) for day in (2, 3, 4, 5)] == [1, 2, 3, 6]
    assert len(dated.as_of("2024-05-07").log()) == 9


def test_a_number_a_deed_or_a_moment_that_there_is_not_is_told(study):
    for wrong in (3, -3):
        with pytest.raises(ProjectError, match=r"study\.db has 2 deeds; as_of takes a number from -2 to 2"):
            study.as_of(wrong)
    with pytest.raises(ProjectError, match="'yesterweek' is neither a deed"):
        study.as_of("yesterweek")
    with pytest.raises(ProjectError, match="is no moment"):
        study.as_of(pd.NaT)


def test_the_past_of_a_merged_file_is_that_of_both_together(study):
    ben = copy_of(study, "ben.db").code("t/1", "work", quote="talk")
    study.code("t/0", "work", quote="owns").code("t/0", "work", quote="network").merge(ben)
    assert set(quotes(study.as_of(-1))) == {"owns", "talk"}
    assert study.as_of(-1).verify().empty


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.integers(0, 1), st.sampled_from(THINGS[:-1]), st.integers(0, 11), st.integers(0, 11)), max_size=12),
    st.integers(0, 11),
)
def test_whatever_was_done_the_past_is_what_was_seen_then(deeds, stop):
    with tempfile.TemporaryDirectory() as folder:
        one = Project(Path(folder) / "0.db", coder="ana")
        one.add(Corpus(pd.DataFrame({"id": list("abcde"), "text": DIFFICULT})), Codebook.from_terms({"x": [], "y": [], "y/z": []}))
        two = Project(one.path, coder="ben")
        for deed in deeds[:stop]:
            do([one, two], *deed)
        then, count = state(one), len(one.log())
        for deed in deeds[stop:]:
            do([one, two], *deed)
        assert state(one.as_of(count)) == then


def told(frame):
    return frame[["coder", "verb", "place", "field", "before", "after"]].fillna("").values.tolist()


def test_the_history_of_a_coding_and_of_an_utterance_reads_as_it_happened(study):
    study.code("t/1.1", "waas", quote="my work\r\nand", id="k", memo="sure")
    Project(study.path, coder="ben").memo("k", "I doubt it", about="coding")
    study.memo("k", "less sure", about="coding")
    turn(study, "work", name="labour")
    study.uncode("k")
    coding = "coding 'my work\\r\\nand' (labour/WaaS, ana) in 't/1.1'"
    assert told(study.history("k")) == [
        ["ana", "code", "codings", "", "", coding],
        ["ana", "code", "memos", "", "", "sure"],
        ["ben", "memo", "memos", "", "", "I doubt it"],
        ["ana", "memo", "memos", "text", "sure", "less sure"],
        ["ana", "uncode", "codings", "", coding, ""],
        ["ana", "uncode", "memos", "", "I doubt it", ""],
        ["ana", "uncode", "memos", "", "less sure", ""],
    ]
    assert told(study.history("t/1.1"))[0] == ["ana", "add", "utterances", "", "", DIFFICULT[2]]
    assert told(study.history("t/1.1"))[1:] == told(study.history("k"))
    frame = study.history("k")
    assert list(frame.columns) == ["tick", "time", "coder", "via", "verb", "place", "id", "field", "before", "after"]
    assert (str(frame["time"].dtype), str(frame["tick"].dtype)) == ("datetime64[us, UTC]", "int64")


def test_the_history_of_a_code_tells_fields_by_words_and_codes_by_paths(study):
    study.define("work", definition="What one does", terms=["work*"]).memo("work", "a memo", about="code")
    turn(study, "work/WaaS", parent="ownership")
    assert told(study.history("work"))[1:] == [
        ["ana", "define", "codes", "definition", "", "What one does"],
        ["ana", "define", "codes", "terms", "work", "work*"],
        ["ana", "memo", "memos", "", "", "a memo"],
    ]
    assert told(study.history("waas"))[1:] == [["ana", "turn", "codes", "parent", "work", "ownership"]]
    assert set(study.history("waas")["id"]) == {"ownership/WaaS"}


def test_participants_and_threads_have_a_history_and_what_is_ambiguous_is_asked(study):
    study.add(Corpus(pd.DataFrame({"id": ["n"], "text": ["x"], "thread": ["Ana"]})), Corpus(pd.DataFrame({"text": ["y"]})))
    study.memo("Ana", "quiet", about="participant")
    assert told(study.history("Ana", about="participant"))[-1] == ["ana", "memo", "memos", "", "", "quiet"]
    assert told(study.history("t")) == [["ana", "add", "threads", "", "", "thread 't'"]]
    with pytest.raises(ProjectError, match=r"is the name of a participant and of a thread; say which: history\('Ana', about="):
        study.history("Ana")
    with pytest.raises(ProjectError, match="never had anything 'nobody'"):
        study.history("nobody")
    with pytest.raises(FrameError, match="not about 'weather'"):
        study.history("Ana", about="weather")


def test_what_was_there_once_has_a_history_still(study):
    study.define("trust", brief="b").undo()
    assert study.history("trust")["verb"].tolist() == ["define", "undo"]


def test_drift_holds_each_meaning_of_a_code_beside_what_was_marked_under_it(study):
    ben = Project(study.path, coder="ben")
    study.code("t/0", "work", quote="owns").code("t/1", "work", quote="We do", id="k")
    study.define("work", definition="Paid work only")
    ben.code("t/1.1", "work", quote="my work\r\nand").code("t/2", "work", quote="half the work")
    study.uncode("k").define("work", colour="#000000")
    turn(study, "work", name="labour")
    drift = study.drift("labour")
    assert drift[["version", "changed", "path", "definition", "codings", "standing", "coders"]].values.tolist() == [
        [1, "made", "work", "", 2, 1, "ana 2"],
        [2, "definition", "work", "Paid work only", 2, 2, "ben 2"],
        [3, "name", "labour", "Paid work only", 0, 0, ""],
    ]
    assert drift["mean_length"].fillna(0).tolist() == [4.5, 12.5, 0.0]
    assert drift["new_words"].fillna(-1).tolist() == [-1, 1.0, -1]
    assert drift["examples"].tolist() == [["owns", "We do"], ["my work\r\nand", "half the work"], []]
    assert drift["until"].tolist()[:2] == drift["since"].tolist()[1:]
    assert pd.isna(drift["until"].iloc[2])


def test_drift_may_be_cut_into_blocks_where_nobody_changed_the_meaning(study):
    for n in range(5):
        study.code("t/0", "work", start=n, end=n + 2 + n)
    study.undo().redo()
    drift = study.drift("work", every=2)
    assert drift[["version", "block", "codings", "standing"]].values.tolist() == [[1, 1, 2, 2], [1, 2, 2, 2], [1, 3, 1, 1]]
    assert drift["mean_length"].tolist() == [2.5, 4.5, 6.0]
    with pytest.raises(FrameError, match="every=0"):
        study.drift("work", every=0)
    with pytest.raises(UnknownCode):
        study.drift("wrok")


def test_a_coding_that_was_moved_to_a_code_counts_where_it_came_to(study):
    study.code("t/0", "work", quote="owns", id="k")

    def move(connection):
        from discourse.project.log import Change, Plan, fetch

        row = fetch(connection, "codings", ["k"])["k"]
        return Plan([Change("codings", "k", row, {**row, "code": "ownership"})])

    study._write("recode", move, None)
    assert study.drift("ownership")[["codings", "standing"]].values.tolist() == [[1, 1]]
    assert study.drift("work")[["codings", "standing"]].values.tolist() == [[1, 0]]
    assert study.history("k")[["field", "before", "after"]].values.tolist()[1] == ["code", "work", "ownership"]
