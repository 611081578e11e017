"""Backups: whole, verified, rotated, and put back without losing what is there."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from discourse import Project
from discourse.errors import NotAProject, ProjectError, ProjectLocked, ProjectWarning
from discourse.project import backups, keeper
from discourse.project.backups import Backup, find_fault, list_backups, superseded, take_backup
from tests.project.test_log import state


@pytest.fixture
def study(tmp_path, corpus, book):
    return Project(tmp_path / "study.db", coder="ana").add(corpus, book)


def names(study):
    return [b.path.name for b in list_backups(study.path)]


def spoil(path, at=0.5):
    content = bytearray(path.read_bytes())
    middle = int(len(content) * at) // 4096 * 4096
    content[middle : middle + 4096] = bytes([255]) * 4096
    path.write_bytes(content)


@pytest.fixture
def later(monkeypatch):
    """Move the clock of backups on by so many hours."""
    ahead = timedelta()

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + ahead

    def by(hours):
        nonlocal ahead
        ahead += timedelta(hours=hours)

    monkeypatch.setattr(backups, "datetime", Clock)
    monkeypatch.setattr(keeper, "datetime", Clock)
    return by


def test_a_backup_is_a_project_with_all_that_was_there(study):
    study.code("t/0", "work", quote="owns").undo()
    copy = study.backup()
    assert state(Project(copy)) == state(study)
    assert Project(copy).verify().empty
    frame = study.backups()
    assert frame.columns.tolist() == ["path", "time", "why", "deeds", "bytes"]
    assert frame["path"].tolist() == [str(copy)]
    assert frame["deeds"].tolist() == [study.last]
    assert str(frame["time"].dtype).endswith("UTC]")


def test_without_backups_the_frame_is_empty(study):
    assert study.backups().empty


def test_a_backup_goes_where_one_wants_it_and_never_over_a_file(study, tmp_path):
    assert study.backup(tmp_path / "copy.db") == tmp_path / "copy.db"
    with pytest.raises(ProjectError, match="never writes over a file"):
        study.backup(tmp_path / "copy.db")
    with pytest.raises(ProjectError, match="does not exist; make it first"):
        study.backup(tmp_path / "nowhere" / "copy.db")


def test_a_new_project_needs_no_backup_and_a_project_at_work_gets_one_every_four_hours(study, later):
    Project(study.path, coder="ana").close()
    assert names(study) == []
    later(4.1)
    Project(study.path, coder="ana").close()
    assert len(names(study)) == 1
    later(4.1)
    Project(study.path, coder="ana").close()
    assert len(names(study)) == 1, "nothing was changed"
    study.code("t/0", "work")
    Project(study.path, coder="ana").close()
    assert len(names(study)) == 2


def test_a_kernel_that_runs_for_days_takes_them_too(study, later, monkeypatch):
    later(5)
    study._store._keeper._again = 0.0
    study.code("t/0", "work")
    assert len(names(study)) == 1


def test_a_long_file_is_copied_by_a_thread_and_nobody_waits(study, later, monkeypatch):
    began, go_on = threading.Event(), threading.Event()

    def slowly(path):
        began.set()
        assert go_on.wait(10)
        return take_backup(path)

    monkeypatch.setattr(keeper, "SHORT", 0)
    monkeypatch.setattr(keeper, "take_backup", slowly)
    later(5)
    again = Project(study.path, coder="ana")
    assert began.wait(10)
    again.code("t/0", "work")
    assert names(study) == []
    go_on.set()
    again.close()
    assert len(names(study)) == 1


@pytest.mark.parametrize("short", [0, 10**9])
def test_a_backup_that_cannot_be_made_is_told_and_stops_nobody(study, later, monkeypatch, short):
    monkeypatch.setattr(keeper, "SHORT", short)
    study.path.with_name("study.db.backups").write_text("in the way")
    later(5)

    def reopen_and_work():
        again = Project(study.path, coder="ana")
        again._store._keeper.wait()
        again.code("t/0", "work")

    with pytest.warns(ProjectWarning, match=r"no backup could be made .*make one elsewhere"):
        reopen_and_work()
    assert len(study.codings()) == 1


def test_nothing_is_taken_of_a_project_that_is_only_read(study, later):
    later(5)
    Project(study.path, read_only=True).close()
    assert names(study) == []


def test_kept_are_the_last_five_one_a_day_for_a_week_and_one_a_week_for_five_weeks():
    start = datetime(2024, 1, 1, tzinfo=UTC)
    every = [Backup(Path(f"{n}"), start + timedelta(hours=4 * n), "") for n in range(6 * 90)]
    labelled = Backup(Path("before"), start, "before-restore")
    gone = {str(p) for p in superseded([labelled, *every])}
    kept = [b for b in every if str(b.path) not in gone]
    assert "before" not in gone
    assert kept[-5:] == every[-5:]
    days = [b for b in kept if b.time.hour == 20]
    assert [b.time.date() for b in days][-7:] == [(start + timedelta(days=n)).date() for n in range(83, 90)]
    weeks = {b.time.strftime("%G-%V") for b in kept}
    assert len(weeks) == 5
    assert len(kept) <= 5 + 7 + 5


def test_rotation_gives_the_same_whether_done_at_each_step_or_at_the_end():
    start = datetime(2024, 2, 27, tzinfo=UTC)
    kept = []
    for n in range(6 * 60):
        kept.append(Backup(Path(f"{n}"), start + timedelta(hours=4 * n), ""))
        gone = set(superseded(kept))
        kept = [b for b in kept if b.path not in gone]
    assert len({b.time.strftime("%G-%V") for b in kept}) == 5
    assert len({b.time.date() for b in kept}) >= 7


def test_old_backups_go_when_a_new_one_is_there(study, later):
    for _ in range(8):
        later(4.1)
        study.code("t/0", "work", start=0, end=3).undo()
        study.backup()
    assert 5 <= len(names(study)) <= 8
    assert sorted(p.suffix for p in study.path.with_name("study.db.backups").iterdir()) == [".db"] * len(names(study))


def test_a_clock_that_was_set_back_does_not_put_a_new_backup_before_an_old_one(study, later):
    first = study.backup()
    later(-48)
    study.code("t/0", "work")
    second = study.backup()
    assert [b.path for b in list_backups(study.path)] == [first, second]
    assert study.backups()["deeds"].is_monotonic_increasing


def test_a_backup_of_a_damaged_file_is_not_kept(study, monkeypatch):
    study.close()
    spoil(study.path)
    with pytest.raises((ProjectError, sqlite3.Error)):
        take_backup(study.path)
    assert list(study.path.with_name("study.db.backups").iterdir()) == []


def test_a_backup_whose_last_deed_does_not_fit_is_refused(study):
    copy = study.backup()
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER events_no_update")
        connection.execute("UPDATE events SET coder = 'someone' WHERE seq = (SELECT max(seq) FROM events)")
    assert find_fault(copy) == "its last deed does not fit to the log"
    with pytest.raises(NotAProject, match="its last deed does not fit to the log; take another backup"):
        Project.restore(copy)


def test_putting_a_backup_back_keeps_what_is_there(study):
    before = state(study)
    copy = study.backup()
    study.code("t/0", "work", quote="owns")
    after = state(study)
    kept = Project.restore(copy)
    assert state(study) == before
    assert kept.name.endswith(".before-restore.db")
    assert state(Project(kept)) == after
    assert study.code("t/1", "work").verify().empty
    Project.restore(kept)
    assert state(study) == after


def test_a_damaged_file_is_put_aside_whole_when_a_backup_is_put_back(study):
    before = state(study)
    copy = study.backup()
    study.close()
    spoil(study.path)
    study.path.with_name("study.db-journal").write_bytes(b"of the damaged file")
    spoiled = study.path.read_bytes()
    kept = Project.restore(copy)
    assert kept.name.endswith("Z.damaged")
    assert kept not in [b.path for b in list_backups(study.path)]
    assert kept.read_bytes() == spoiled
    assert not study.path.with_name("study.db-journal").exists()
    assert state(Project(study.path)) == before


def test_a_backup_can_be_put_elsewhere(study, tmp_path):
    assert Project.restore(study.backup(), to=tmp_path / "again.db") is None
    assert state(Project(tmp_path / "again.db")) == state(study)
    assert Project.restore(study.backup(tmp_path / "loose.db"), to=tmp_path / "third.db") is None
    with pytest.raises(ProjectError, match="say which project it is to become"):
        Project.restore(tmp_path / "loose.db")
    with pytest.raises(ProjectError, match="there is no such file"):
        Project.restore(tmp_path / "none.db", to=study.path)


def test_what_is_not_sound_is_never_put_back(study, tmp_path):
    copy = study.backup()
    spoil(copy)
    before = study.path.read_bytes()
    with pytest.raises(NotAProject, match="cannot be put back, because it"):
        Project.restore(copy)
    (tmp_path / "notes.txt").write_text("My notes. " * 500)
    with pytest.raises(NotAProject, match="cannot be put back, because it cannot be read"):
        Project.restore(tmp_path / "notes.txt", to=study.path)
    assert study.path.read_bytes() == before


def test_a_project_that_somebody_writes_to_is_not_overwritten(study, monkeypatch):
    copy = study.backup()
    study.code("t/0", "work")
    monkeypatch.setattr("discourse.project.keeping.PATIENCE", 0.1)
    with closing(sqlite3.connect(study.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectLocked):
            Project.restore(copy)
        other.execute("ROLLBACK")
    assert len(study.codings()) == 1


def test_when_somebody_is_forgotten_no_backup_holds_their_words(study):
    Project.restore(study.backup())
    spoil(study.backup())
    folder = study.path.with_name("study.db.backups")
    (folder / "2024-05-01T10-20-30Z.damaged").write_bytes(study.path.read_bytes())
    study.forget("Ana")
    words = b"my work"
    left = list(folder.iterdir())
    assert len(left) == 1
    assert words not in left[0].read_bytes() + study.path.read_bytes()
    assert state(Project(left[0])) == state(study)


def test_forgetting_makes_no_backups_where_there_are_none(study):
    study.forget("Ana")
    assert names(study) == []


def test_others_may_write_while_a_backup_is_made(study, monkeypatch):
    monkeypatch.setattr(backups, "AT_ONCE", 1)
    writing = threading.Event()

    def write():
        mine = Project(study.path, coder="ben")
        for n in range(15):
            mine.code("t/0", "work", start=n, end=n + 2)
            writing.set()

    thread = threading.Thread(target=write)
    thread.start()
    writing.wait(10)
    copy = study.backup()
    thread.join()
    assert Project(copy).verify().empty
    assert 1 <= len(Project(copy).codings()) <= 15
    assert len(study.codings()) == 15
