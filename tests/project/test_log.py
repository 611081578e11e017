"""The log: undo and redo over any verb, and a state that always follows from it."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from discourse import Codebook, Corpus, Project
from discourse.errors import DiscourseError, NothingToUndo, UndoConflict
from discourse.project.log import new_id, read_deeds
from discourse.project.replay import State
from discourse.project.tables import STATE
from tests.conftest import DIFFICULT, codings


def state(project):
    """Every row of every state table."""
    with project._store.reading() as connection:
        return {name: {r["id"]: dict(r) for r in connection.execute(select(t)).mappings()} for name, t in STATE.items()}


def replayed(project):
    """The state that follows from the log alone."""
    built = State()
    with project._store.reading() as connection:
        for event, changes in read_deeds(connection):
            built.apply(event.id, changes)
    assert built.conflicts == []
    return built.rows


def test_every_verb_can_be_undone_and_redone(place, corpus, book):
    study = Project(place, coder="ana")
    seen = [state(study)]
    deeds = [
        lambda: study.add(corpus),
        lambda: study.add(book),
        lambda: study.code("t/0", "work", quote="owns", memo="m"),
        lambda: study.memo("t/0", "hm"),
        lambda: study.suggest(codings(("t/1", 0, 4, "work"), coder="terms")),
        lambda: study.accept(study.suggestions()),
        lambda: study.uncode(study.codings().query("utterance == 't/0'")),
        lambda: study.define("work", brief="What one does"),
    ]
    for deed in deeds:
        deed()
        seen.append(state(study))
    for before in reversed(seen[:-1]):
        assert state(study.undo()) == before
    with pytest.raises(NothingToUndo, match="ana has nothing to undo"):
        study.undo()
    for after in seen[1:]:
        assert state(study.redo()) == after
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        study.redo()


def test_a_new_deed_leaves_nothing_to_redo(study):
    study.code("t/0", "work", quote="owns").undo().code("t/1", "work", quote="We")
    with pytest.raises(NothingToUndo):
        study.redo()
    assert study.undo().codings().empty


def test_each_coder_undoes_their_own_deeds_only(study):
    ben = Project(study.place, coder="ben")
    study.code("t/0", "work", quote="owns")
    ben.code("t/0", "work", quote="network")
    assert study.undo().codings()["coder"].tolist() == ["ben"]
    assert ben.undo().codings().empty


def test_what_others_built_on_is_not_pulled_away(study):
    ben = Project(study.place, coder="ben")
    study.define("trust")
    ben.code("t/0", "trust")
    with pytest.raises(UndoConflict, match="would leave a coding without its code"):
        study.undo()
    assert len(ben.codings()) == 1
    ben.define("trust", brief="theirs")
    with pytest.raises(UndoConflict, match="changed by a later deed"):
        study.undo()


def test_the_log_tells_who_when_and_what(study):
    study.code("t/0", "work", quote="owns").undo()
    last = study.log().tail(2)
    assert last["verb"].tolist() == ["code", "undo"]
    assert last["coder"].tolist() == ["ana", "ana"]
    assert last["what"].tolist()[0] == {"passages": 1, "codes": ["work"], "quote": "owns"}
    assert last["told"].tolist()[0] == "1 passage, work, 'owns'"
    assert last["undoes"].isna().tolist() == [True, False]
    assert last["undoes"].tolist()[1] == last["id"].tolist()[0]
    assert str(study.log()["time"].dtype) == "datetime64[us, UTC]"
    assert study.log()["seq"].tolist() == list(range(1, len(study.log()) + 1))


def test_the_log_can_only_grow(study):
    for statement in ("DELETE FROM events", "UPDATE changes SET after = NULL"):
        with pytest.raises((DBAPIError, DiscourseError), match="append-only"), study._store.writing() as connection:
            connection.exec_driver_sql(statement)


def test_ids_sort_as_they_were_made():
    made = [new_id() for _ in range(50)]
    assert [i[:13] for i in made] == sorted(i[:13] for i in made)
    assert {i[14] for i in made} == {"7"}


class Coders(RuleBasedStateMachine):
    """Two coders at one file, doing anything in any order."""

    @initialize()
    def begin(self):
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        path = f"{self.folder.name}/s.db"
        self.coders = [Project(path, coder=name) for name in ("ana", "ben")]
        said = Corpus(pd.DataFrame({"id": list("abcde"), "text": DIFFICULT}))
        self.coders[0].add(said, Codebook.from_terms({"x": [], "y": [], "y/z": []}))

    @rule(
        who=st.integers(0, 1),
        at=st.integers(0, 4),
        start=st.integers(0, 10),
        length=st.integers(1, 9),
        code=st.sampled_from(["x", "y", "y/z"]),
    )
    def code(self, who, at, start, length, code):
        self.coders[who].code("abcde"[at], code, start=start, end=start + length)

    @rule(who=st.integers(0, 1))
    def uncode(self, who):
        mine = self.coders[who].codings(coder=self.coders[who].coder)
        self.coders[who].uncode(mine.head(2))

    @rule(who=st.integers(0, 1), at=st.integers(0, 4), start=st.integers(0, 10))
    def suggest(self, who, at, start):
        self.coders[who].suggest(codings(("abcde"[at], start, start + 3, "x"), coder="terms"), replace=bool(start % 2))

    @rule(who=st.integers(0, 1), yes=st.booleans())
    def decide(self, who, yes):
        ideas = self.coders[who].suggestions()
        (self.coders[who].accept if yes else self.coders[who].reject)(ideas.head(1))

    @rule(who=st.integers(0, 1), back=st.booleans())
    def undo(self, who, back):
        before = state(self.coders[who])
        try:
            self.coders[who].undo() if back else self.coders[who].redo()
        except (NothingToUndo, UndoConflict):
            assert state(self.coders[who]) == before
        else:
            (self.coders[who].redo if back else self.coders[who].undo)()
            assert state(self.coders[who]) == before

    def teardown(self):
        if hasattr(self, "coders"):
            assert replayed(self.coders[0]) == state(self.coders[1])
            texts = {u.id: u.text for u in self.coders[0].corpus}
            for row in self.coders[0].codings().itertuples():
                assert texts[row.utterance][row.start : row.end] == row.quote
            self.folder.cleanup()


TestCoders = Coders.TestCase
TestCoders.settings = settings(max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck))
