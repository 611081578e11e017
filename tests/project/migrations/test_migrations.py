"""Migrations: from every older layout, and killed at every statement on the way."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
from contextlib import closing

import pytest

from discourse import Project
from discourse.errors import ProjectReadOnly, UndoConflict
from discourse.project.backups import list_backups
from discourse.project.log import digest_of, read_deeds
from discourse.project.migrations import STEPS, migrate
from discourse.project.replay import State
from discourse.project.tables import VERSION
from tests.project.test_log import replayed, state
from tests.project.versions import OLD, make

PAIRS = [(old, new) for old in OLD for new in range(old + 1, VERSION + 1)]


@pytest.fixture(params=OLD)
def old(request, tmp_path):
    return make(tmp_path / "old.db", request.param)


def dump(path):
    with closing(sqlite3.connect(path)) as connection:
        return [connection.execute("PRAGMA user_version").fetchone()[0], *connection.iterdump()]


def layout(path):
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {(kind, name, re.sub(r"\s+", "", sql)) for kind, name, sql in found}


def test_there_is_a_file_and_a_step_for_every_older_layout():
    assert tuple(range(1, VERSION)) == OLD
    assert tuple(STEPS) == OLD


def test_a_migrated_file_is_laid_out_as_a_new_one(old, tmp_path):
    Project(old).close()
    Project(tmp_path / "new.db").close()
    assert layout(old) == layout(tmp_path / "new.db")


def test_the_state_follows_from_the_migrated_log(old):
    study = Project(old, coder="ana")
    assert replayed(study) == state(study)


def test_the_digests_and_the_chain_are_those_of_this_version(old):
    study = Project(old)
    with study._store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM events ORDER BY seq").mappings().all()
        for row in rows:
            told = 'SELECT place, id, "before", "after" FROM changes WHERE event = ? ORDER BY n'
            assert digest_of(dict(row), [tuple(c) for c in connection.exec_driver_sql(told, (row["seq"],))]) == row["digest"]
            assert row["tick"] == row["seq"]
    assert study.verify().empty


def test_nothing_that_anybody_did_or_said_is_lost(old):
    with closing(sqlite3.connect(old)) as before:
        said = dict(before.execute("SELECT u.id, t.text FROM utterances u JOIN texts t USING (sha256)").fetchall())
        marked = set(before.execute('SELECT id, utterance, start, "end", code, coder, quote, score FROM codings').fetchall())
        deeds = before.execute("SELECT seq, id, time, coder, verb FROM events ORDER BY seq").fetchall()
        memos = set(before.execute("SELECT about, target, text, coder FROM memos").fetchall())
        ideas = set(before.execute("SELECT id, status, decided_by FROM suggestions").fetchall())
    study = Project(old)
    assert {u.id: u.text for u in study.corpus} == said
    names = ["id", "utterance", "start", "end", "code", "coder", "quote", "score"]
    after = study.codings()[names].astype({"score": "object"})
    assert set(after.where(after.notna(), None).itertuples(index=False, name=None)) == marked
    log = study.log()
    assert list(log[["seq", "id", "coder", "verb"]].itertuples(index=False, name=None)) == [(d[0], d[1], d[3], d[4]) for d in deeds]
    assert [t.isoformat(timespec="microseconds") for t in log["time"]] == [d[2] for d in deeds]
    assert set(study.memos()[["about", "target", "text", "coder"]].itertuples(index=False, name=None)) == memos
    found = study.suggestions(status=None)[["id", "status", "decided_by"]].astype("object")
    assert set(found.where(found.notna(), None).itertuples(index=False, name=None)) == ideas


def test_what_was_done_can_still_be_undone_and_redone(tmp_path):
    path = make(tmp_path / "old.db", 1)
    before = state(Project(path))
    for coder in ("ana", "eva"):
        mine = Project(path, coder=coder)
        mine.undo()
        assert state(mine) != before
        mine.redo()
        assert state(mine) == before
    with pytest.raises(UndoConflict, match="first 'home/garden'"):  # the code that it stood below has gone since
        Project(path, coder="ben").undo()


def test_the_tree_of_codes_follows_from_the_paths(tmp_path):
    study = Project(make(tmp_path / "old.db", 1), coder="ana")
    codes = state(study)["codes"]
    assert (codes["having/land"]["parent"], codes["having/land"]["name"]) == ("having", "land")
    assert (codes["home/garden"]["parent"], codes["home/garden"]["name"]) == (None, "home/garden")
    assert study.memos().query("about == 'code'")["target"].tolist() == ["having/land"]


def test_a_backup_of_the_old_layout_is_taken_before(old):
    before = dump(old)
    Project(old).close()
    kept = list_backups(old)
    assert [b.why for b in kept] == [f"layout-{before[0]}"]
    assert dump(kept[0].path) == before


def test_a_file_that_is_only_read_is_migrated_in_a_copy(old):
    before, bytes_ = dump(old), old.read_bytes()
    study = Project(old, read_only=True, coder="ana")
    assert len(study.codings()) > 0
    assert repr(study).endswith("(read only)")
    assert (old.read_bytes(), dump(old)) == (bytes_, before)
    with pytest.raises(ProjectReadOnly):
        study.define("new")


def test_where_no_backup_can_be_made_nothing_is_migrated(old):
    before = old.read_bytes()
    old.with_name(old.name + ".backups").write_text("a file is in the way")
    with pytest.raises(ProjectReadOnly, match=r"no backup can be made beside it \(File exists\); open it with read_only=True"):
        Project(old, coder="ana")
    assert old.read_bytes() == before


def killed_at(path, new, statement):
    """Migrate in a process of its own, which kills itself before this statement; whether it came so far."""
    child = os.fork()
    if child == 0:
        count = 0

        def trace(_):
            nonlocal count
            count += 1
            if count > statement:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            connection = sqlite3.connect(path, isolation_level=None)
            connection.execute("PRAGMA cache_size=4")  # so that unfinished pages reach the disk, as of a long file
            connection.set_trace_callback(trace)
            migrate(connection, new)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def kill_everywhere(source, old, new, path, every):
    fresh = dump(source)
    statement, killed = 0, 0
    while True:
        shutil.copyfile(source, path)
        if not killed_at(path, new, statement):
            break
        assert dump(path) == fresh, f"killed before statement {statement}"
        killed += 1
        statement += every
        path.with_name(path.name + "-journal").unlink(missing_ok=True)
    assert dump(path)[0] == new
    return killed


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_a_migration_that_is_killed_changes_nothing(old, new, tmp_path):
    assert kill_everywhere(make(tmp_path / "v.db", old), old, new, tmp_path / "copy.db", every=17) >= 10


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_a_migration_that_is_killed_before_any_statement_changes_nothing(old, new, tmp_path):
    assert kill_everywhere(make(tmp_path / "v.db", old), old, new, tmp_path / "copy.db", every=1) >= 200


def test_a_step_that_fails_leaves_the_old_layout(tmp_path):
    path = make(tmp_path / "v.db", OLD[0])
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE memos")
    before = dump(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection, pytest.raises(sqlite3.OperationalError, match="no such table"):
        migrate(connection, OLD[0] + 1)
    assert dump(path) == before


def test_the_log_of_a_migrated_file_goes_on(old):
    study = Project(old, coder="dora").define("later")
    last = study.log().iloc[-1]
    assert last["seq"] == len(study.log())
    built = State()
    with study._store.reading() as connection:
        for event, changes in read_deeds(connection):
            built.apply(event.id, changes)
    assert "later" in built.rows["codes"]
