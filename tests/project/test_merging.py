"""`Project.merge`: copies that went apart come together, the same whatever the order and however often."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from discourse import Codebook, Corpus, Project, write_log
from discourse.errors import CodebookError, NothingToUndo, ProjectError, ProjectReadOnly, UndoConflict, UnknownCode
from discourse.project.log import Plan
from discourse.project.replay import Change
from discourse.project.tables import STATE
from discourse.project.tree import misfit, read_codes, resolve_codes
from tests.conftest import DIFFICULT, codings


@pytest.fixture
def study(tmp_path, corpus, book):
    return Project(tmp_path / "study.db", coder="ana").add(corpus, book)


def state(project):
    """Every row of every state table."""
    with project._store.reading() as connection:
        return {name: {r["id"]: dict(r) for r in connection.execute(select(t)).mappings()} for name, t in STATE.items()}


def copy_of(project, name, coder=None):
    """What a colleague gets on a stick."""
    project.close()
    return Project(shutil.copy(project.path, project.path.with_name(name)), coder=coder or name.removesuffix(".db"))


def turn(project, code, **fields):
    """Change fields of a code under its id, as renaming, moving and retiring do."""

    def plan(connection):
        key = resolve_codes(connection, [code])[code]
        before = {k: v for k, v in read_codes(connection)[key].items() if k != "path"}
        turned = [Change("codes", key, before, {**before, **fields})]
        if why := misfit(connection, turned):
            raise CodebookError(why)
        return Plan(turned if turned[0].after != before else [])

    return project._write("turn", plan, None)


def same(*projects):
    """Whether these hold the same state and had the same to settle, and are whole."""
    first = projects[0]
    for other in projects:
        assert other.verify().empty, other.verify().to_dict("records")
        assert state(other) == state(first)
        pd.testing.assert_frame_equal(other.conflicts(), first.conflicts())
    return True


@pytest.fixture
def ben(study):
    return copy_of(study, "ben.db")


def test_both_sides_work_comes_together_on_difficult_texts(study, ben):
    study.code("t/0", "work", quote="owns", memo="mine")
    ben.code("t/1.1", "waas", quote="my work\r\nand").code("t/1", "ownership", quote="👩🏽‍🚀", memo="a rocket").define("trust", brief="New")
    assert study.merge(ben) is study
    assert study.codings()[["coder", "quote", "memo"]].fillna("").values.tolist() == [
        ["ana", "owns", "mine"], ["ben", "👩🏽‍🚀", "a rocket"], ["ben", "my work\r\nand", ""],
    ]  # fmt: skip
    assert study.conflicts().empty
    assert same(study, ben.merge(study))


def test_a_file_and_a_teams_database_become_one(study, ben, database, tmp_path):
    team = Project(database, coder="ana")
    study.code("t/0", "work", quote="owns", memo="mine").undo()
    ben.code("t/1.1", "waas", quote="my work\r\nand").define("work", brief="ben's")
    study.define("work", brief="ana's")
    team.merge(study).merge(ben.path)
    assert team.code("t/0", "work", quote="😀 Who").conflicts()["field"].tolist() == ["brief"]
    study.merge(database)
    assert same(team, study, ben.merge(team))
    assert same(team, Project.from_log(write_log(team, tmp_path / "team.jsonl"), tmp_path / "new.db"))
    assert quotes_of(team.as_of(-1)) == {"my work\r\nand"}
    assert team.history("work")["field"].tolist()[-2:] == ["brief", "brief"]
    assert team.drift("work")["codings"].sum() == 2
    assert len(team.undo().redo().codings()) == 2


def quotes_of(project):
    return set(project.codings()["quote"])


def test_what_a_blind_coder_is_not_shown_no_noun_that_looks_back_tells(study, ben):
    study.assign("t", "eva", blind=True)
    ben.merge(study)
    study.code("t/0", "work", quote="owns", id="k", memo="mine")
    turn(study, "ownership", retired="2024-05-01")
    ben.code("t/2", "work").code("u/0", "work").code("t/1", "ownership", quote="ours")
    study.merge(ben)
    eva = Project(study.path, coder="eva")
    assert eva.conflicts().empty
    assert len(study.conflicts()) == 1
    assert set(eva.history("t/0")["place"]) == {"utterances"}
    assert eva.drift("work")["codings"].tolist() == [1]  # in a thread that eva does not read blind
    assert "t/1" not in set(eva.changes()["utterance"])


def test_a_newer_capture_on_one_side_leaves_the_codings_of_the_other_on_their_words(study, ben, corpus):
    newer = corpus.utterances.assign(text=lambda f: f["text"].str.replace("Who owns the network", "Who made our network"))
    study.update(Corpus(newer))
    ben.code("t/0", "work", quote="owns").code("t/0", "work", quote="I built")
    assert same(study.merge(ben), ben.merge(study))
    assert study.codings().empty
    assert set(study.unanchored()["quote"]) == {"owns", "I built"}
    assert study.reanchor().codings()["quote"].tolist() == ["I built"]
    assert study.verify().empty


def test_merging_again_with_itself_or_with_an_older_copy_writes_nothing(study, ben):
    older = copy_of(study, "older.db")
    study.code("t/0", "work").merge(ben.code("t/1", "work"))
    last, content = study.last, study.path.read_bytes()
    assert study.merge(ben).merge(study).merge(study.path).merge(older).merge(str(older.path)).last == last
    study.close()
    assert study.path.read_bytes() == content
    assert same(study, older.merge(study))


def test_a_path_is_opened_for_reading_only_and_a_reader_merges_nothing(study, ben):
    ben.code("t/1", "work").close()
    content = ben.path.read_bytes()
    study.merge(ben.path)
    assert ben.path.read_bytes() == content
    assert len(study.codings()) == 1
    with pytest.raises(ProjectReadOnly, match="opened for reading only; open it without read_only to merge"):
        Project(study.path, read_only=True).merge(ben)
    with pytest.raises(ProjectError, match="no such project to read"):
        study.merge(study.path.with_name("nowhere.db"))


def test_a_code_that_both_renamed_takes_the_later_name_and_says_so(study, ben):
    study.code("t/0", "waas", quote="owns")
    turn(study, "work/WaaS", name="service")
    ben.code("t/1", "work").code("t/2", "work")
    turn(ben, "work/WaaS", name="labour")
    study.merge(ben)
    row = study.conflicts().iloc[0]
    assert study.codings().set_index("quote").loc["owns", "code"] == "work/labour"
    assert row[["coder", "place", "field", "kept", "dropped", "rule"]].tolist() == [
        "ben", "codes", "name", "labour", "service", "both changed it; the later change stands",
    ]  # fmt: skip
    assert row["told"] == "code 'work/labour', name: 'labour' stands, not 'service' (both changed it; the later change stands)"
    assert same(study, ben.merge(study), Project(study.path))


def test_a_coding_on_a_code_that_was_retired_meanwhile_is_kept_and_told(study, ben):
    turn(study, "ownership", retired="2024-05-01")
    ben.code("t/1", "work").code("t/1", "ownership", quote="talk is ours")
    study.merge(ben)
    assert study.conflicts()["told"].tolist() == [
        "coding 'talk is ours' (ownership, ben) in 't/1': the code was retired; the coding is kept on it"
    ]
    assert len(study.codings()) == 2


def test_a_code_that_work_stands_on_comes_back_and_open_views_are_told_of_it(study, ben):
    study.define("trust")
    ben.merge(study)
    study.undo()
    ben.define("trust", brief="Leaning").code("t/2", "trust", quote="half")
    since = study.last
    assert "trust" not in study.codebook.paths
    study.merge(ben)
    assert "trust" in study.codebook.paths
    assert study.conflicts()["rule"].tolist() == [
        "it was removed; a change to it is void", "somebody's work stands on it; it came back",
    ]  # fmt: skip
    news = study.news(since)
    assert news.places == {"codes", "codings"}
    assert [c["code"] for c in news.rows["t/2"]["codings"]] == ["trust"]
    assert news.last == study.last
    assert study.news(study.last).places == frozenset()
    assert same(study, ben.merge(study))


def test_rows_that_no_new_deed_names_are_news_too(study, ben):
    study.define("trust", brief="Leaning")
    ben.merge(study).code("t/2", "trust", quote="half", memo="so")
    since = study.undo().last
    study.merge(ben)
    assert study.conflicts()["told"].tolist() == ["code 'trust': somebody's work stands on it; it is not removed"]
    told = study.changes(since)
    assert told[["verb", "place", "id"]].iloc[-1].tolist() == ["merge", "codes", "trust"]
    assert told["seq"].tolist()[-1] == study.last
    assert study.news(since).places == {"codes", "codings", "memos"}
    assert study.changes(study.last).empty
    assert same(study, ben.merge(study))


def test_another_text_under_the_same_id_never_moves_a_coding_onto_other_words(study, ben):
    early, late = (Corpus(pd.DataFrame({"id": ["n"], "text": [t], "thread": ["n"]})) for t in ("My work, early", "Late: my work"))
    study.add(early).code("n", "work", quote="My work")
    ben.define("a").add(late).code("n", "work", quote="my work")
    for one, other in ((study, ben), (ben, study)):
        one.merge(other)
        assert one.corpus.text("n") == "My work, early"
        assert one.codings()["quote"].tolist() == ["My work"]
        assert {r["quote"] for r in state(one)["codings"].values()} == {"My work", "my work"}
        told = one.conflicts()
        assert told[["field", "kept", "dropped"]].values.tolist() == [["sha256", "My work, early", "Late: my work"]]
        assert told["told"][0].startswith("utterance 'n', text: 'My work, early' stands, not 'Late: my work'")
    assert same(study, ben)


def test_two_files_that_were_begun_apart_from_one_source_become_one(tmp_path, corpus, book):
    ana = Project(tmp_path / "a.db", coder="ana").add(corpus, book).code("t/0", "work", quote="owns")
    ben = Project(tmp_path / "b.db", coder="ben").add(book, corpus).code("t/0", "work", quote="network")
    ana.merge(ben)
    assert len(ana.corpus) == 5
    assert ana.codebook.paths == book.paths
    assert set(ana.codings()["quote"]) == {"owns", "network"}
    assert ana.conflicts().empty
    assert same(ana, ben.merge(ana))


def test_two_studies_that_number_their_utterances_alike_are_refused(tmp_path):
    one = Project(tmp_path / "1.db", coder="ana").add(Corpus(pd.DataFrame({"text": ["a", "b", "c"]})))
    two = Project(tmp_path / "2.db", coder="ana").add(Corpus(pd.DataFrame({"text": ["a", "y", "z", "w"]})))
    last = one.last
    with pytest.raises(ProjectError, match=r"2 of the 3 utterances that both have by id have other words: these are two studies"):
        one.merge(two)
    assert one.last == last
    assert one.verify().empty
    other = Project(tmp_path / "3.db", coder="ana").add(Corpus(pd.DataFrame({"id": ["x/1"], "text": ["a"], "thread": ["x"]})))
    assert len(one.merge(other).corpus) == 4


def test_a_log_that_was_changed_is_refused_and_nothing_of_it_is_taken(study, ben):
    from tests.project.test_verify import damage

    ben.code("t/0", "work", quote="owns").code("t/1", "work")
    last = study.last
    for statement, sentence in (
        ("UPDATE changes SET after = replace(after, 'owns', 'lends')", r"the log was changed at the deed .* \(number 3\)"),
        ("UPDATE events SET coder = 'eve' WHERE seq = 4", r"\(number 4\)"),
        ("DELETE FROM changes WHERE event = 2", r"\(number 2\)"),
    ):
        bad = copy_of(ben, "bad.db")
        damage(bad, statement)
        with pytest.raises(ProjectError, match=sentence):
            study.merge(bad)
    bad = copy_of(ben.add(Corpus(pd.DataFrame({"id": ["n"], "text": ["new"]}))), "bad.db")
    damage(bad, "UPDATE texts SET text = 'nwe' WHERE text = 'new'")
    with pytest.raises(ProjectError, match="is not what its hash vouches for"):
        study.merge(bad)
    assert study.last == last
    assert study.verify().empty


def test_a_deed_that_says_something_else_under_the_same_id_is_refused(study, ben):
    study.code("t/0", "work", deed="d")
    with pytest.raises(ProjectError, match="the deed 'd' is known, but says something else here"):
        study.merge(ben.code("t/1", "work", deed="d"))


def test_clocks_that_are_wrong_by_years_change_nothing(study, ben, monkeypatch):
    turn(study, "work", brief="first")
    monkeypatch.setattr("time.time_ns", lambda: 10**18)  # the year 2001
    monkeypatch.setattr("discourse.project.base.now", lambda: "2001-09-09T01:46:40.000000+00:00")
    ben.merge(study)
    turn(ben, "work", brief="second")
    monkeypatch.undo()
    study.merge(ben)
    assert study.codebook.frame.set_index("code").loc["work", "brief"] == "second"
    assert study.conflicts().empty
    assert same(study, ben)
    assert ben.undo().codebook.frame.set_index("code").loc["work", "brief"] == "first"


def test_a_coder_with_two_laptops_takes_back_each_deed_once(study):
    other = copy_of(study, "laptop.db", coder="ana")
    study.code("t/0", "work", quote="owns").code("t/0", "work", quote="network").undo()
    other.code("t/1", "work", quote="We").code("t/1", "work", quote="talk").code("t/1", "work", quote="ours")
    study.merge(other)
    left = [set(study.codings()["quote"]), *(set(study.undo().codings()["quote"]) for _ in range(4))]
    assert [len(quotes) for quotes in left] == [4, 3, 2, 1, 0]
    for quotes in reversed(left[:-1]):
        assert set(study.redo().codings()["quote"]) == quotes
    with pytest.raises(NothingToUndo):
        study.redo()
    assert same(study, other.merge(study))


def test_the_same_deed_taken_back_on_both_laptops_is_taken_back_once(study):
    study.code("t/0", "work", quote="owns").code("t/0", "work", quote="network")
    other = copy_of(study, "laptop.db", coder="ana").undo()
    study.undo().merge(other)
    assert study.conflicts().empty
    assert study.redo().codings()["quote"].tolist() == ["owns", "network"]
    assert study.undo().undo().codings().empty
    assert same(study, other.merge(study))


def test_what_another_side_changed_is_not_taken_back(study, ben):
    turn(study, "work", brief="first")
    ben.define("a").define("b")
    turn(ben, "work", brief="second")
    study.merge(ben)
    with pytest.raises(UndoConflict, match="changed by a later deed"):
        study.undo()
    assert same(study, ben.merge(study))


def test_taking_a_name_back_that_somebody_else_took_is_refused(study):
    turn(study, "work/WaaS", name="service")
    Project(study.path, coder="ben").define("work/WaaS")
    with pytest.raises(UndoConflict, match="there would be two codes 'WaaS' in one place"):
        study.undo()
    assert study.verify().empty


def test_a_coding_is_not_brought_back_onto_a_retired_code(study):
    study.code("t/0", "ownership", id="k").uncode("k")
    turn(Project(study.path, coder="ben"), "ownership", retired="2024-05-01")
    with pytest.raises(UndoConflict, match="the code 'ownership' was retired meanwhile"):
        study.undo()


THINGS = (
    "rename",
    "merge_codes",
    "retire",
    "recode",
    "read",
    "gather",
    "code",
    "uncode",
    "define",
    "turn",
    "move",
    "suggest",
    "accept",
    "reject",
    "undo",
    "redo",
    "add",
    "memo",
    "merge",
)


def do(replicas, who, thing, a, b):
    """One deed of one person at one copy; what the library refuses is simply not done."""
    study, utterance, code = replicas[who], "abcde"[a % 5], ("x", "y", "y/z", "new")[b % 4]
    try:
        if thing == "code":
            study.code(utterance, code, start=a % 4, end=a % 4 + 1 + b % 5, memo="m" if b % 3 == 0 else None)
        elif thing == "uncode":
            study.uncode(study.codings(coder=study.coder).head(1 + a % 2))
        elif thing == "rename":
            study.rename(code, f"r{a % 2}")
        elif thing == "merge_codes":
            study.merge_codes(code, into=("x", "y", "y/z")[a % 3])
        elif thing == "retire":
            study.retire(code)
        elif thing == "recode":
            study.recode(study.codings(coder=study.coder).head(1 + a % 2), code)
        elif thing == "read":
            study.mark_read([utterance])
        elif thing == "gather":
            study.gather(f"set{b % 2}", [utterance])
        elif thing == "define":
            study.define(code, brief=f"{study.coder}{a % 3}")
        elif thing == "turn":
            turn(study, code, name=("x", "q", "z")[a % 3], definition=str(b), retired=("t" if b == 7 else None))
        elif thing == "move":
            turn(study, code, parent=(None, "x", "y", "y/z")[a % 4])  # the ids of codes, as they were first named
        elif thing == "suggest":
            study.suggest(codings((utterance, b % 3, b % 3 + 2, code), coder="terms"), replace=a % 2 == 0)
        elif thing in ("accept", "reject"):
            getattr(study, thing)(study.suggestions().head(1))
        elif thing in ("undo", "redo"):
            getattr(study, thing)()
        elif thing == "add":  # the same id, now and then with another text: only where it is new to this copy
            text = DIFFICULT[a % 5] + ("!" if b % 3 == 0 else "")
            if "n" + str(a % 3) not in set(study.corpus.utterances["id"]):
                people = pd.DataFrame({"participant": ["Ana"], "role": [str(b)]})
                frame = pd.DataFrame({"id": [f"n{a % 3}"], "text": [text], "thread": [f"t{a % 3}"], "participant": ["Ana"]})
                study.add(Corpus(frame, people)).code(f"n{a % 3}", code, start=0, end=3)
        elif thing == "memo":
            study.memo(
                *(((utterance, str(b)), {}) if a % 2 else ((code, str(b)), {"about": "code"}))[0], about=("code", "utterance")[a % 2]
            )
        else:
            study.merge(replicas[a % 3])
    except (UnknownCode, CodebookError, NothingToUndo, UndoConflict):
        pass


@settings(max_examples=int(os.environ.get("DISCOURSE_MERGES", 5)), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    deeds=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(THINGS), st.integers(0, 11), st.integers(0, 11)), max_size=24),
    order=st.permutations(list(itertools.permutations(range(3), 2))),
    two_laptops=st.booleans(),
)
@example([(0, "rename", 0, 0), (1, "code", 0, 5), (0, "retire", 0, 5)], [(0, 1), (0, 2), (1, 0), (2, 0), (2, 1), (1, 2)], False)
@example(  # a code that is gone was last known by other names to each
    deeds=[
        (0, "code", 0, 11), (0, "undo", 11, 0), (2, "turn", 11, 0), (1, "add", 9, 11), (1, "move", 0, 11), (0, "accept", 3, 9),
        (1, "define", 5, 0), (0, "redo", 9, 10),
    ],
    order=[(2, 1), (2, 0), (0, 2), (0, 1), (1, 2), (1, 0)],
    two_laptops=False,
)  # fmt: skip
def test_whatever_three_copies_did_they_become_the_same_in_any_order(deeds, order, two_laptops):
    with tempfile.TemporaryDirectory() as folder:
        first = Project(Path(folder) / "0.db", coder="ana")
        first.add(Corpus(pd.DataFrame({"id": list("abcde"), "text": DIFFICULT})), Codebook.from_terms({"x": [], "y": [], "y/z": []}))
        replicas = [first, copy_of(first, "1.db", "ben"), copy_of(first, "2.db", "ana" if two_laptops else "eva")]
        for deed in deeds:
            do(replicas, *deed)
        apart = [copy_of(r, f"apart{n}.db", r.coder) for n, r in enumerate(replicas)]
        for a, b in [*order, *order]:
            replicas[a].merge(replicas[b])
        assert same(*replicas)
        # another association: the third into the second, that into the first; and a fresh file that takes each
        whole = Project(Path(folder) / "whole.db", coder="eva")
        for one in (apart[2], apart[0], apart[1], apart[2]):
            whole.merge(one)
        assert same(apart[0].merge(apart[1].merge(apart[2])), replicas[0], whole)
        for one in replicas:
            before = state(one)
            try:
                one.undo()
            except (NothingToUndo, UndoConflict):
                assert state(one) == before
            else:
                assert one.verify().empty
                undone = state(one)
                try:
                    assert state(one.redo()) == before
                except UndoConflict:  # what a merge kept may be more than a deed may do: a coding on a code that was retired
                    assert state(one) == undone
