"""How a file is kept: chosen by looking at the disk and at the SQLite that there is."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from discourse import Project
from discourse.errors import ProjectLocked
from discourse.project import settings as looked
from discourse.project.settings import choose_settings, filesystem_of, is_mended, is_shared
from discourse.project.sqlite import SQLiteStore

STUDY = Path("study.db")
MOUNTS = """\
22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 27 0:50 / /home/ana/share rw,relatime shared:2 - nfs4 server:/export rw,vers=4.2
41 27 0:51 / /media/the\\040team rw - cifs //server/team rw
42 27 0:52 / /home/ana/remote rw - fuse.sshfs ana@server: rw
43 27 8:17 / /media/stick rw - fuseblk /dev/sdb1 rw
44 40 8:33 / /home/ana/share/local rw - xfs /dev/sdc1 rw
"""
MAC = """\
/dev/disk1s1 on / (apfs, local, journaled)
//ana@server/team on /Volumes/the team (smbfs, nodev, nosuid, mounted by ana)
server:/export on /Volumes/export (nfs, nodev)
"""


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 45, 3), False), ((3, 49, 9), False), ((3, 50, 6), False),
        ((3, 50, 7), True), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 52, 0), True), ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_the_write_ahead_log_is_mended_in_some_versions(version, mended):
    assert is_mended(version) is mended
    chosen = choose_settings(STUDY, wal=True, filesystem="ext4", sqlite=version)
    assert chosen.journal == ("wal" if mended else "delete")
    assert mended or f"SQLite {'.'.join(map(str, version))} can lose what it wrote there" in chosen.why


@pytest.mark.parametrize(
    "filesystem", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "fuse", "vboxsf", "ceph"]
)
@pytest.mark.parametrize("wal", [False, True])
def test_a_network_folder_takes_a_lease_and_never_the_write_ahead_log(filesystem, wal):
    chosen = choose_settings(STUDY, wal=wal, filesystem=filesystem, sqlite=(3, 52, 0))
    assert (chosen.journal, chosen.lease) == ("delete", True)
    assert "PostgreSQL" in chosen.why
    assert str(chosen) == "journal, full sync, a lease for each deed: network folder"


@pytest.mark.parametrize("filesystem", ["ext4", "xfs", "btrfs", "zfs", "apfs", "ntfs", "overlay", "tmpfs", "fuseblk", "unknown"])
def test_a_disk_of_this_machine_takes_the_journal_unless_asked(filesystem):
    assert not is_shared(filesystem)
    assert str(choose_settings(STUDY, filesystem=filesystem, sqlite=(3, 52, 0))) == "journal, full sync"
    assert str(choose_settings(STUDY, wal=True, filesystem=filesystem, sqlite=(3, 52, 0))) == "write-ahead log, full sync"


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/ana/study.db", "ext4"), ("/home/ana/share/study.db", "nfs4"), ("/home/ana/shared.db", "ext4"),
        ("/media/the team/study.db", "cifs"), ("/home/ana/remote/a/b.db", "fuse.sshfs"), ("/media/stick/s.db", "fuseblk"),
        ("/home/ana/share/local/s.db", "xfs"),
    ],
)  # fmt: skip
def test_linux_tells_which_disk_a_path_lies_on(place, kind):
    assert looked._among(place, looked._mounts_of_linux(MOUNTS)) == kind


def test_a_mac_tells_which_disk_a_path_lies_on():
    mounts = looked._mounts_of_mac(MAC)
    found = [looked._among(p, mounts) for p in ("/Users/ana/s.db", "/Volumes/the team/s.db", "/Volumes/export/s.db")]
    assert found == ["apfs", "smbfs", "nfs"]


def test_a_link_into_a_network_folder_is_followed(tmp_path, monkeypatch):
    (tmp_path / "far").mkdir()
    (tmp_path / "near").symlink_to(tmp_path / "far")
    monkeypatch.setattr(looked, "_mounts_of_linux", lambda _: [("/", "ext4"), (str((tmp_path / "far").resolve()), "nfs")])
    assert filesystem_of(tmp_path / "near" / "study.db") == "nfs"
    assert filesystem_of(tmp_path / "study.db") == "ext4"


def test_this_machine_is_looked_at():
    assert filesystem_of(Path(__file__)) != ""


def journal(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA journal_mode").fetchone()[0]


def test_the_project_says_how_it_is_kept(tmp_path):
    study = Project(tmp_path / "s.db", coder="ana", wal=True).define("trust")
    safe = is_mended(sqlite3.sqlite_version_info)
    assert repr(study).endswith("(write-ahead log, full sync)" if safe else "(journal, full sync)")
    assert journal(study.path) == ("wal" if safe else "delete")


def test_a_file_left_with_the_write_ahead_log_is_kept_so_only_where_it_is_safe(tmp_path, monkeypatch):
    path = tmp_path / "s.db"
    Project(path, coder="ana").define("trust").close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
    monkeypatch.setattr("discourse.project.sqlite.is_mended", lambda _: True)
    store = SQLiteStore(path)
    assert (journal(path), store.told) == ("wal", "write-ahead log, full sync")
    store.close()
    monkeypatch.setattr("discourse.project.sqlite.is_mended", lambda _: False)
    store = SQLiteStore(path)
    assert (journal(path), store.told) == ("delete", "journal, full sync")


def test_with_the_write_ahead_log_nothing_else_changes(tmp_path, monkeypatch):
    for place in ("settings", "sqlite"):
        monkeypatch.setattr(f"discourse.project.{place}.is_mended", lambda _: True)
    study = Project(tmp_path / "s.db", coder="ana", wal=True)
    other = Project(tmp_path / "s.db", coder="ben")
    study.define("trust")
    other.define("doubt")
    assert study.codebook.paths == ["trust", "doubt"]
    assert (tmp_path / "s.db-wal").exists()
    assert study.verify().empty
    study.close()
    other.close()
    assert not (tmp_path / "s.db-wal").exists()


def test_a_file_that_is_open_elsewhere_with_the_write_ahead_log_is_not_written_unsafely(tmp_path, monkeypatch):
    path = tmp_path / "s.db"
    Project(path, coder="ana").define("trust").close()
    with closing(sqlite3.connect(path)) as elsewhere:
        elsewhere.execute("PRAGMA journal_mode=WAL")
        elsewhere.execute("SELECT count(*) FROM events").fetchone()
        monkeypatch.setattr("discourse.project.sqlite.is_mended", lambda _: False)
        with pytest.raises(ProjectLocked, match="may lose what is written; close it there, or open it with read_only=True"):
            Project(path, coder="ana", patience=0.1)
        assert Project(path, read_only=True).codebook.paths == ["trust"]
