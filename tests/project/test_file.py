"""The file: what happens when it is locked, read-only, something else, or when the power goes in the middle."""

import os
import sqlite3
import threading
import time

import pytest

from discourse import Codebook, Corpus, Project
from discourse.errors import NotAProject, ProjectError, ProjectLocked, ProjectReadOnly


@pytest.fixture
def study(tmp_path, corpus: Corpus, book: Codebook) -> Project:
    return Project(tmp_path / "study.db", coder="ana").add(corpus, book)


def test_a_file_held_by_another_program_is_told_after_patience(study):
    quick = Project(study.path, coder="ana", patience=0.2)
    other = sqlite3.connect(study.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    began = time.perf_counter()
    with pytest.raises(ProjectLocked, match=r"is held by another program \(waited 0\.2 s\)"):
        quick.code("t/0", "work")
    assert time.perf_counter() - began >= 0.2
    other.execute("ROLLBACK")
    other.close()
    assert len(quick.code("t/0", "work").codings()) == 1


def test_a_project_opened_for_reading_reads_and_refuses_to_write(study):
    reader = Project(study.path, coder="ana", read_only=True)
    assert len(reader.corpus) == 5
    assert repr(reader).endswith("(read only)")
    with pytest.raises(ProjectReadOnly, match="opened for reading only"):
        reader.code("t/0", "work")


def test_a_file_without_the_right_to_write_reads_and_tells_what_would_do(study):
    study.path.chmod(0o444)
    study.path.parent.chmod(0o755)
    was_root = os.geteuid() == 0
    if was_root:  # root may write anything: become nobody for a moment
        folder = study.path.parent
        for above in [folder, *folder.parents][:-2]:
            if not above.stat().st_mode & 0o001:
                above.chmod(above.stat().st_mode | 0o011)
        os.seteuid(65534)
    try:
        reader = Project(study.path, coder="ana")
        assert len(reader.corpus) == 5
        with pytest.raises(ProjectReadOnly, match="copy the project to a folder of your own"):
            reader.code("t/0", "work")
    finally:
        if was_root:
            os.seteuid(0)


def test_a_file_of_another_kind_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("My notes of Tuesday. " * 100)
    with pytest.raises(NotAProject, match=r"notes\.txt is not a project"):
        Project(tmp_path / "notes.txt", coder="ana")
    assert (tmp_path / "notes.txt").read_text().startswith("My notes")
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE mine (a)")
    other.close()
    with pytest.raises(NotAProject, match="of some other program"):
        Project(tmp_path / "other.db", coder="ana")


def test_a_file_of_a_newer_version_is_refused_politely(study):
    study.close()
    later = sqlite3.connect(study.path)
    later.execute("PRAGMA user_version=99")
    later.close()
    with pytest.raises(NotAProject, match=r"written by a newer version \(layout 99"):
        Project(study.path)


def test_folders_that_are_there_and_are_not_are_told(tmp_path):
    with pytest.raises(ProjectError, match="is a folder"):
        Project(tmp_path, coder="ana")
    with pytest.raises(ProjectError, match="does not exist; make it first"):
        Project(tmp_path / "none" / "s.db", coder="ana")
    with pytest.raises(ProjectError, match="there is no such project to read"):
        Project(tmp_path / "s.db", read_only=True)


def test_a_file_that_is_moved_away_is_told_and_not_made_anew(study, tmp_path):
    study.path.rename(tmp_path / "moved.db")
    for deed in (lambda: study.code("t/0", "work"), study.codings):
        with pytest.raises(ProjectError, match="is gone: it was moved or deleted"):
            deed()
    assert not study.path.exists()
    (tmp_path / "moved.db").rename(study.path)
    assert len(study.code("t/0", "work").codings()) == 1


def test_a_second_project_costs_the_first_nothing(study, tmp_path):
    study.code("t/0", "work")
    Project(tmp_path / "second.db", coder="ana").define("other")
    assert study.codebook.paths == ["ownership", "work", "work/WaaS", "belonging"]
    assert len(study.codings()) == 1


def test_the_file_is_durable_and_minds_its_keys(study):
    with study._store.reading() as connection:
        pragmas = {p: connection.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("journal_mode", "synchronous", "foreign_keys")}
    assert pragmas == {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1}


def test_four_threads_lose_nothing(study):
    def work(n):
        mine = Project(study.path, coder=f"c{n}")
        for k in range(10):
            mine.code("t/0", "work", start=k, end=k + 5)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert study.codings()["coder"].value_counts().to_dict() == {f"c{n}": 10 for n in range(4)}
