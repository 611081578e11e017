"""A lease on a file in a network folder: one at a time, and none for ever."""

from __future__ import annotations

import json
import multiprocessing
import os
import socket
import threading
import time

import pytest

from discourse import Project
from discourse.errors import ProjectLocked
from discourse.project import lease as module
from discourse.project.lease import Lease
from discourse.project.settings import Settings

NETWORK = Settings("delete", True, "as if it were a network folder")


@pytest.fixture
def far(monkeypatch):
    """Every folder looks like a network folder."""
    monkeypatch.setattr("discourse.project.sqlite.choose_settings", lambda path, **_: NETWORK)
    monkeypatch.setattr("discourse.project.keeping.choose_settings", lambda path, **_: NETWORK)


@pytest.fixture
def study(tmp_path, corpus, book):
    return Project(tmp_path / "study.db", coder="ana").add(corpus, book)


def left_by(path, **said):
    """A lease that somebody left behind."""
    lease = path.with_name(path.name + ".lease")
    token = {"token": "theirs", "host": "elsewhere", "boot": "1", "pid": 7, "beats": "000000001", **said}
    lease.write_text(json.dumps(token), encoding="utf-8")
    return lease


def test_only_one_holds_it(tmp_path):
    path = tmp_path / "s.db"
    with Lease(path, 1).hold():
        assert path.with_name("s.db.lease").exists()
        told = rf"held by process {os.getpid()} on {socket.gethostname()} \(waited 0\.1 s\)"
        with pytest.raises(ProjectLocked, match=told), Lease(path, 0.1).hold():
            pass
    assert not path.with_name("s.db.lease").exists()


def test_within_a_thread_it_may_be_nested_and_is_given_back_at_the_end(tmp_path):
    lease = Lease(tmp_path / "s.db", 0.1)
    with lease.hold():
        with lease.hold():
            pass
        assert lease.file.exists()
    assert not lease.file.exists()


def test_a_lease_whose_process_is_gone_from_this_machine_is_broken_at_once(tmp_path):
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    left_by(tmp_path / "s.db", host=socket.gethostname(), boot=module._boot(), pid=child)
    began = time.monotonic()
    with Lease(tmp_path / "s.db", 5).hold():
        assert time.monotonic() - began < 1


def test_a_lease_of_another_machine_is_broken_when_its_count_has_stood_still(tmp_path):
    left_by(tmp_path / "s.db")
    began = time.monotonic()
    with Lease(tmp_path / "s.db", 0.1, stale=0.5).hold():
        assert time.monotonic() - began >= 0.5


def test_a_lease_of_another_machine_that_shows_signs_of_life_is_left_alone(tmp_path):
    path, done = tmp_path / "s.db", threading.Event()

    def live():
        beats = 0
        while not done.wait(0.05):
            beats += 1
            left_by(path, beats=f"{beats:09d}")

    left_by(path)
    alive = threading.Thread(target=live)
    alive.start()
    try:
        with pytest.raises(ProjectLocked, match="held by"), Lease(path, 0.6, stale=0.4).hold():
            pass
    finally:
        done.set()
        alive.join()


def test_an_empty_lease_is_broken_too(tmp_path):
    (tmp_path / "s.db.lease").touch()
    with Lease(tmp_path / "s.db", 0.1, stale=0.3).hold():
        pass


def test_a_long_deed_shows_signs_of_life(tmp_path):
    lease = Lease(tmp_path / "s.db", 1, beat=0.05)
    with lease.hold():
        first = lease.file.read_text()
        time.sleep(0.3)
        later = lease.file.read_text()
        assert json.loads(later)["beats"] > json.loads(first)["beats"]
        assert len(later) == len(first)
        lease.check()


def test_a_deed_whose_lease_was_broken_is_not_stored(tmp_path, far):
    study = Project(tmp_path / "s.db", coder="ana").define("trust")

    def slow(connection):
        left_by(tmp_path / "s.db")  # somebody thought that this one was dead
        from discourse.project.log import Plan

        return Plan([])

    with pytest.raises(ProjectLocked, match="another program went on; nothing of this deed was stored"):
        study._write("define", slow, None)
    assert (tmp_path / "s.db.lease").exists()  # theirs
    (tmp_path / "s.db.lease").unlink()
    assert study.codebook.paths == ["trust"]


def test_a_project_in_a_network_folder_says_so_and_leaves_no_lease(tmp_path, far):
    study = Project(tmp_path / "s.db", coder="ana").define("trust")
    assert repr(study).endswith("(journal, full sync, a lease for each deed: network folder)")
    assert study.backup().exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["s.db", "s.db.backups"]


def raise_count(path, times):
    """What a lease is for: read, wait, write, of a file that has no locks."""
    for _ in range(times):
        with Lease(path, 60).hold():
            count = int(path.read_text())
            time.sleep(0.001)
            path.write_text(str(count + 1))


def test_four_processes_never_hold_it_at_once(tmp_path):
    path = tmp_path / "count"
    path.write_text("0")
    processes = [multiprocessing.get_context("fork").Process(target=raise_count, args=(path, 25)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [p.exitcode for p in processes] == [0] * 4
    assert path.read_text() == "100"


def break_and_count(path, times):
    """Each time one process leaves a dead lease behind, on purpose."""
    for n in range(times):
        with Lease(path, 60, stale=0.2).hold():
            count = int(path.read_text())
            path.write_text(str(count + 1))
            if n % 4 == 0:
                path.with_name(path.name + ".lease").unlink()
                left_by(path, token=f"{os.getpid()}-{n}")


def test_breaking_is_safe_when_many_want_to(tmp_path):
    path = tmp_path / "count"
    path.write_text("0")
    processes = [multiprocessing.get_context("fork").Process(target=break_and_count, args=(path, 8)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [p.exitcode for p in processes] == [0] * 4
    assert path.read_text() == "32"


def code_a_while(path, coder):
    study = Project(path, coder=coder, patience=60)
    for n in range(10):
        study.code("t/0", "work", start=n, end=n + 3)


def test_a_guard_that_vanishes_while_it_is_looked_at_stops_nobody(tmp_path, monkeypatch):
    path = tmp_path / "s.db"
    left_by(path, host=socket.gethostname(), boot=module._boot(), pid=2**22 + 1)
    guard, real, met = tmp_path / "s.db.lease.breaking", os.open, []

    def opened(file, *given):
        if str(file) == str(guard) and not met:  # another one breaks it, and is through a moment later
            met.append(file)
            raise FileExistsError(file)
        return real(file, *given)

    monkeypatch.setattr(os, "open", opened)
    with Lease(path, 1).hold():
        assert met
    assert not guard.exists()


def test_four_coders_in_a_network_folder_lose_nothing(study, far):
    processes = [multiprocessing.get_context("fork").Process(target=code_a_while, args=(study.path, f"c{n}")) for n in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert Project(study.path).codings()["coder"].value_counts().to_dict() == {f"c{n}": 10 for n in range(4)}


def test_a_reader_without_the_right_to_write_waits_until_nobody_writes(tmp_path, monkeypatch):
    lease = Lease(tmp_path / "s.db", 0.1)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(module.os, "open", refuse)
    with lease.hold(write=False):
        assert not lease.file.exists()
