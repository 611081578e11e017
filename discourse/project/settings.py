"""How a project file is to be kept, chosen by looking: on which kind of disk it lies, and which SQLite there is. It opens no file.

The journal with full sync is right everywhere, and a commit takes some 16 ms. Full is SQLite's ``synchronous=EXTRA``: with FULL
the end of the journal may not be on the disk yet when a commit returns, and a power cut just then takes back what was acknowledged.
The write-ahead log (some 4 ms) is taken only when it is asked for, on a disk of this machine, and with an SQLite in which its reset
is mended: older ones can lose what was committed when two programs write at once. In a network folder locks may not be shared, so a
lease is taken for each deed.
"""

from __future__ import annotations

import ctypes
import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

#: Since when the reset of the write-ahead log is mended, in each line of versions; https://sqlite.org/wal.html
MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
#: File systems that other machines write to as well, as the operating systems name them.
SHARED = frozenset({
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4",
    "ocfs2", "orangefs", "prl_fs", "smb", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs", "webdav",
})  # fmt: skip
#: Those that run outside the kernel, and still lie on this machine.
OWN_FUSE = frozenset({
    "fuseblk", "fuse.ext2", "fuse.exfat", "fuse.ntfs", "fuse.ntfs-3g", "fuse.encfs", "fuse.gocryptfs", "fuse.lxcfs", "fuse.fuse-overlayfs",
})  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """What was chosen, and why."""

    journal: Literal["delete", "wal"]
    lease: bool
    why: str

    def __str__(self) -> str:
        journal = "write-ahead log" if self.journal == "wal" else "journal"
        return f"{journal}, full sync" + (", a lease for each deed: network folder" if self.lease else "")


def choose_settings(path: Path, *, wal: bool = False, filesystem: str | None = None, sqlite: tuple[int, ...] | None = None) -> Settings:
    """The settings for a project at this path; ``filesystem`` and ``sqlite`` are looked up unless they are given.

    >>> choose_settings(Path("study.db"), filesystem="ext4")
    Settings(journal='delete', lease=False, why='safe everywhere; a commit is on the disk when a deed returns')
    >>> print(choose_settings(Path("study.db"), wal=True, filesystem="ext4", sqlite=(3, 51, 3)))
    write-ahead log, full sync
    >>> choose_settings(Path("study.db"), wal=True, filesystem="ext4", sqlite=(3, 40, 1)).why
    'no write-ahead log: SQLite 3.40.1 can lose what it wrote there; 3.51.3 (or 3.50.7, 3.44.6) is needed'
    """
    kind = filesystem_of(path) if filesystem is None else filesystem
    version = sqlite3.sqlite_version_info if sqlite is None else sqlite
    if is_shared(kind):
        why = f"the folder is shared over a network ({kind}), where locks cannot be relied on; a team is better off with PostgreSQL"
        return Settings("delete", True, why)
    if not wal:
        return Settings("delete", False, "safe everywhere; a commit is on the disk when a deed returns")
    if not is_mended(version):
        why = f"no write-ahead log: SQLite {'.'.join(map(str, version))} can lose what it wrote there; 3.51.3 (or 3.50.7, 3.44.6) is needed"
        return Settings("delete", False, why)
    return Settings("wal", False, f"asked for, on a disk of this machine ({kind}), with SQLite {'.'.join(map(str, version))}")


def is_mended(version: tuple[int, ...]) -> bool:
    """Whether this SQLite has the mended reset of the write-ahead log."""
    return version[:3] >= MENDED[-1] or any(version[:2] == m[:2] and version[:3] >= m for m in MENDED)


def is_shared(filesystem: str) -> bool:
    """Whether other machines may write to a file system of this name. What runs outside the kernel is taken for shared unless known."""
    name = filesystem.lower()
    return name in SHARED or (name.startswith("fuse") and name not in OWN_FUSE)


def filesystem_of(path: Path) -> str:
    """The name of the file system that a path lies on; "unknown" where the system does not tell."""
    place = os.path.realpath(path)  # a link may lead into a network folder
    if sys.platform == "win32":
        return _on_windows(place)
    if Path("/proc/self/mountinfo").exists():
        return _among(place, _mounts_of_linux(Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")))
    told = (
        subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5).stdout if sys.platform == "darwin" else ""
    )
    return _among(place, _mounts_of_mac(told))


def _mounts_of_linux(told: str) -> list[tuple[str, str]]:
    """``(mount point, file system)``, the later ones on top; proc(5) writes blanks as octal."""
    found = []
    for line in told.splitlines():
        fields, _, rest = line.partition(" - ")
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields.split()[4])
        found.append((point, rest.split()[0]))
    return found


def _mounts_of_mac(told: str) -> list[tuple[str, str]]:
    """From lines such as ``//ana@server/share on /Volumes/share (smbfs, nodev, nosuid)``."""
    return [(m[1], m[2]) for m in re.finditer(r"^.* on (/.*) \(([\w.]+)[,)]", told, re.MULTILINE)]


def _among(place: str, mounts: list[tuple[str, str]]) -> str:
    within = [(point, n, kind) for n, (point, kind) in enumerate(mounts) if place == point or place.startswith(point.rstrip("/") + "/")]
    return max(within, key=lambda m: (len(m[0]), m[1]))[2] if within else "unknown"


def _on_windows(place: str) -> str:
    drive = os.path.splitdrive(place)[0]
    if drive.startswith("\\\\"):
        return "smb"
    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")  # type: ignore[attr-defined]
    return "smb" if kind == 4 else "local"  # DRIVE_REMOTE
