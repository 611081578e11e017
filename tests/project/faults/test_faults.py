"""A full disk, a file that goes away, a clock that is set back: a clear error, and nothing acknowledged that is not there."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from sqlalchemy import event

from discourse import Project
from discourse.errors import ProjectError, ProjectReadOnly
from discourse.project import log
from discourse.project.backups import find_fault
from tests.project.test_log import replayed, state
from tests.project.versions import make


def sound(study):
    assert find_fault(study.path) is None
    assert study.verify().empty
    assert replayed(study) == state(study)


def test_a_full_disk_is_told_and_what_was_acknowledged_is_there(study):
    pages = study.path.stat().st_size // 4096

    def narrow(connection, _):
        connection.execute(f"PRAGMA max_page_count={pages + 4}")

    event.listen(study._store._engine, "connect", narrow)
    told = []

    def work():
        for n in range(10_000):
            study.code("t/0", "work", start=n % 20, end=n % 20 + 1 + n // 20, id=f"c-{n}")
            told.append(f"c-{n}")

    with pytest.raises(ProjectError, match=r"the disk is full .*nothing of this deed was stored"):
        work()
    event.remove(study._store._engine, "connect", narrow)
    assert told
    assert sorted(study.codings()["id"]) == sorted(told)
    sound(study)
    study.code("t/1", "work")
    sound(study)


FILLER = """
import resource, sys
from discourse import Project
from discourse.errors import ProjectError
study = Project(sys.argv[1], coder="ana")
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    for n in range(10_000):
        study.code("t/0", "work", start=n % 20, end=n % 20 + 1 + n // 20, id=f"c-{n}")
        print(f"c-{n}", flush=True)
except ProjectError as error:
    print(error, file=sys.stderr)
"""


def test_a_file_that_may_not_grow_is_told_and_what_was_acknowledged_is_there(study):
    most = study.path.stat().st_size + 5 * 4096 + 1000  # in the middle of a page, so that one is torn
    ran = subprocess.run([sys.executable, "-c", FILLER, study.path, str(most)], capture_output=True, text=True, check=True)
    assert "nothing of this deed was stored" in ran.stderr
    assert "the disk is full" in ran.stderr
    told = ran.stdout.split()
    assert told
    assert sorted(study.codings()["id"]) == sorted(told)
    sound(study)


class Nobody:
    """Root may write anything: be nobody for a moment, in a folder that others may read but not write."""

    def __init__(self, folder):
        self.folder = folder

    def __enter__(self):
        for above in [self.folder, *self.folder.parents][:-2]:
            above.chmod(above.stat().st_mode | 0o055)
        self.folder.chmod(0o555)
        self.was_root = os.geteuid() == 0
        if self.was_root:
            os.seteuid(65534)

    def __exit__(self, *_):
        if self.was_root:
            os.seteuid(0)
        self.folder.chmod(0o755)


@pytest.fixture
def shut(tmp_path, study):
    """A study in a folder of its own, in which nothing may be written."""
    folder = tmp_path / "shut"
    folder.mkdir()
    study.code("t/0", "work")
    study.close()
    shutil.copyfile(study.path, folder / "study.db")
    return folder / "study.db"


def hot(path):
    """Leave a file as a writer leaves it that loses its power: pages of an unfinished deed in it, and the journal beside it."""
    child = os.fork()
    if child == 0:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA cache_size=2")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE codings SET quote = hex(randomblob(3000))")
        for n in range(50):
            connection.execute("INSERT INTO texts VALUES (?, hex(randomblob(3000)))", (str(n),))
        os._exit(0)
    os.waitpid(child, 0)
    assert path.with_name(path.name + "-journal").stat().st_size > 0


def test_a_project_in_a_read_only_folder_is_read(shut):
    with Nobody(shut.parent):
        study = Project(shut, read_only=True)
        assert len(study.codings()) == 1
        assert repr(study).endswith("(read only)")
        with pytest.raises(ProjectError, match="Permission denied; nothing was changed in the project"):
            study.backup()
        with pytest.raises(ProjectReadOnly, match="copy the project to a folder of your own"):
            Project(shut, coder="ana").code("t/1", "work")


def test_an_unfinished_deed_in_a_read_only_folder_is_taken_back_in_a_copy(shut):
    hot(shut)
    before = shut.read_bytes()
    with Nobody(shut.parent):
        study = Project(shut, read_only=True)
        assert len(study.codings()) == 1
        assert study.verify().empty
    assert shut.read_bytes() == before
    assert shut.with_name("study.db-journal").exists()


def test_a_file_with_the_write_ahead_log_is_read_in_a_read_only_folder(shut):
    with closing(sqlite3.connect(shut)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    with Nobody(shut.parent):
        study = Project(shut, read_only=True)
        assert len(study.codings()) == 1


def test_an_older_layout_in_a_read_only_folder_is_read_and_not_written(tmp_path):
    folder = tmp_path / "shut"
    folder.mkdir()
    old = make(folder / "old.db", 1)
    with Nobody(folder):
        assert len(Project(old, read_only=True).codings()) > 0
        with pytest.raises(ProjectReadOnly, match="open it with read_only=True, or copy it"):
            Project(old, coder="ana")


def test_an_unfinished_deed_is_taken_back_when_the_file_is_opened(study):
    study.code("t/0", "work")
    study.close()
    before = state(study)
    hot(study.path)
    again = Project(study.path, coder="ana")
    assert state(again) == before
    sound(again)


@pytest.mark.parametrize("moved", [True, False])
def test_a_file_that_goes_away_during_a_deed_is_told(study, tmp_path, moved):
    def go(connection):
        study.path.rename(tmp_path / "elsewhere.db") if moved else study.path.unlink()
        return log.Plan([log.Change("notes", "n", None, {"id": "n", "value": "1"})])

    with pytest.raises(ProjectError, match="is gone: it was moved or deleted"):
        study._write("note", go, None)
    assert not study.path.exists()
    with pytest.raises(ProjectError, match="is gone"):
        study.codings()


@pytest.mark.parametrize("begun", [True, False])
def test_a_file_that_is_exchanged_during_a_deed_is_told(study, tmp_path, begun):
    shutil.copyfile(study.path, tmp_path / "other.db")

    def work():
        with study._store.writing() as connection:
            if begun:  # then SQLite no longer looks
                connection.exec_driver_sql("INSERT INTO notes VALUES ('m', '1')")
            (tmp_path / "other.db").replace(study.path)
            connection.exec_driver_sql("INSERT INTO notes VALUES ('n', '1')")

    with pytest.raises(ProjectError, match="is gone: it was moved or deleted"):
        work()
    assert not {"m", "n"} & set(state(study)["notes"])
    sound(study)


def test_a_clock_that_is_set_back_changes_no_order(study, monkeypatch):
    from discourse.project import coding as verbs

    for n, moment in enumerate(
        ["2024-05-01T12:00:00.000000+00:00", "1999-01-01T00:00:00.000000+00:00", "2024-04-01T00:00:00.000000+00:00"]
    ):
        monkeypatch.setattr("discourse.project.base.now", lambda moment=moment: moment)
        monkeypatch.setattr(verbs, "now", lambda moment=moment: moment)
        study.code("t/0", "work", start=n, end=n + 2, id=f"c-{n}")
    made = study.log().query("verb == 'code'")
    assert made["seq"].is_monotonic_increasing
    assert not made["time"].is_monotonic_increasing
    study.undo()
    assert sorted(study.codings()["id"]) == ["c-0", "c-1"], "the last deed is the one that was done last"
    sound(study)


def test_a_newer_layout_that_comes_meanwhile_is_not_written_to(study):
    with closing(sqlite3.connect(study.path)) as connection:
        connection.execute("PRAGMA user_version=99")
    with pytest.raises(ProjectError, match="written by a newer version"):
        study.code("t/0", "work")
