"""The power goes at any moment: what SQLite had not yet synced is there in part, in any order, torn at any sector.

    python -m tests.project.faults.power --cuts 400

A project's statements are recorded, and played again through a file system that notes each write, sync and removal. Then the disk
is laid out as it may be after a cut: what was synced is there; of the rest each sector is or is not; a removed file may be back,
unless its folder was synced. The project must open, be sound, and hold every deed that had been acknowledged, and no half of one.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import apsw
import pandas as pd
from sqlalchemy import event

from discourse import Codebook, Corpus, Project
from discourse.project.backups import find_fault

SECTOR = 512
Noted = tuple[Any, ...]


class NotingFile(apsw.VFSFile):
    def __init__(self, noted: list[Noted], name: Any, flags: list[int]) -> None:
        self.noted, self.name = noted, Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "").name
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self.noted.append(("write", self.name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:
        self.noted.append(("truncate", self.name, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:
        self.noted.append(("sync", self.name))
        super().xSync(flags)


class NotingDisk(apsw.VFS):
    def __init__(self, noted: list[Noted]) -> None:
        self.noted = noted
        super().__init__("noting", "")

    def xOpen(self, name: Any, flags: list[int]) -> NotingFile:
        return NotingFile(self.noted, name, flags)

    def xDelete(self, name: str, folder_too: bool) -> None:
        self.noted.append(("delete", Path(name).name, bool(folder_too)))
        super().xDelete(name, folder_too)


@dataclass
class Disk:
    """What is on the disk for certain, and what only may be."""

    sure: dict[str, bytes]
    open: dict[str, list[Noted]] = field(default_factory=dict)
    back: dict[str, bytes] = field(default_factory=dict)  # removed files that may be back

    def note(self, noted: Noted) -> None:
        kind, name = noted[:2]
        if kind in ("write", "truncate"):
            self.open.setdefault(name, []).append(noted)
        elif kind == "sync":
            if name not in self.sure:
                self.back.clear()  # SQLite syncs the folder with the first sync of a new file
            for one in self.open.pop(name, []):
                self.sure[name] = _done(self.sure.get(name, b""), one)
        elif kind == "delete":
            self.open.pop(name, None)
            was = self.sure.pop(name, None)
            if noted[2]:
                self.back.clear()
            elif was is not None:
                self.back[name] = was

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        found = dict(self.sure)
        kept = chance.choice((0.0, 0.5, 0.5, 1.0))
        for name, some in self.open.items():
            for one in some:
                for part in _sectors(one):
                    if chance.random() < kept:
                        found[name] = _done(found.get(name, b""), part)
        return found | {name: was for name, was in self.back.items() if chance.random() < 0.5}


def record(path: Path, deeds: int) -> list[list[str]]:
    """The statements of each deed of a project at work."""
    study = Project(path, coder="ana")
    said: list[str] = []
    event.listen(study._store._engine, "connect", lambda connection, _: connection.set_trace_callback(said.append))
    transactions = []
    for n in range(deeds):
        said.clear()
        study.code("t", "work", start=n, end=n + 4, id=f"c-{n}", memo="😀 " * 900 if n % 3 == 0 else None)
        plain = [s for s in said if not s.startswith("--")]
        transactions.append(
            [s for s, before in zip(plain, ["", *plain], strict=False) if s != before]
        )  # a trigger tells its statement again
    return transactions


def play(path: Path, transactions: list[list[str]], *, journal: str, synchronous: str) -> list[Noted]:
    """What reaches the disk when these are played; ("acknowledged",) stands behind each that has returned."""
    noted: list[Noted] = []
    disk = NotingDisk(noted)
    wal = journal == "wal"
    connection = None
    for statements in transactions:
        if connection is None:
            connection = apsw.Connection(str(path), vfs="noting")
            if wal:  # its shared memory cannot be noted; one program alone needs none
                connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute(f"PRAGMA journal_mode={journal}").fetchall()
            connection.execute(f"PRAGMA synchronous={synchronous}")
            connection.execute("PRAGMA cache_size=3")  # so that pages are written before the commit, too
            connection.execute("PRAGMA wal_autocheckpoint=20").fetchall()
        for statement in statements:
            connection.execute(statement).fetchall()
        noted.append(("acknowledged",))
        if not wal:
            connection.close()
            connection = None
    if connection is not None:
        del connection  # as the power goes: without the last fold of the log
    del disk
    return noted


def cut_power(
    folder: Path, cuts: int, *, journal: str = "delete", synchronous: str = "EXTRA", seed: int = 0, deeds: int = 8, after: bool = False
) -> int:
    """Cut the power that often, or (``after``) always just after a deed was acknowledged.

    Returns how often something acknowledged was lost. Raises AssertionError for a file that is not sound, or a deed that is half there.
    """
    chance = random.Random(seed)
    start, path = folder / "start.db", folder / "study.db"
    Project(start, coder="ana").add(
        Corpus(pd.DataFrame({"id": ["t"], "text": ["What do we share? 😀 " * 20]})), Codebook.from_terms({"work": []})
    )
    before = start.read_bytes()
    path.write_bytes(before)
    transactions = record(path, deeds)
    path.write_bytes(before)
    noted = play(path, transactions, journal=journal, synchronous=synchronous)
    lost = 0
    returned = [n + 1 for n, one in enumerate(noted) if one[0] == "acknowledged"]
    for n in range(cuts):
        at = chance.choice(returned) if after else chance.randrange(len(noted) + 1)
        disk, acknowledged = Disk({"study.db": before}), 0
        for one in noted[:at]:
            if one[0] == "acknowledged":
                acknowledged += 1
            else:
                disk.note(one)
        place = folder / f"cut-{n}"
        place.mkdir()
        for name, content in disk.after_a_cut(chance).items():
            (place / name).write_bytes(content)
        study = Project(place / "study.db", coder="ana")
        assert find_fault(study.path) is None, f"cut {n} at {at}"
        assert study.verify().empty, f"cut {n} at {at}"
        stored = sorted(study.codings()["id"])
        assert stored == [f"c-{k}" for k in range(len(stored))], "deeds in the order in which they were done, none of them half"
        assert len(stored) <= acknowledged + 1
        lost += len(stored) < acknowledged
        study.close()
    return lost


def _sectors(noted: Noted) -> list[Noted]:
    if noted[0] == "truncate":
        return [noted]
    _, name, offset, content = noted
    edges = [0, *range(SECTOR - offset % SECTOR, len(content), SECTOR), len(content)]
    return [("write", name, offset + a, content[a:b]) for a, b in pairwise(edges)]


def _done(content: bytes, noted: Noted) -> bytes:
    if noted[0] == "truncate":
        return content[: noted[2]].ljust(noted[2], b"\0")
    _, _, offset, more = noted
    return content[:offset].ljust(offset, b"\0") + more + content[offset + len(more) :]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=400)
    asked = parser.parse_args()
    for journal, synchronous in (("delete", "EXTRA"), ("delete", "FULL"), ("wal", "EXTRA"), ("wal", "NORMAL")):
        for after in (False, True):
            with tempfile.TemporaryDirectory() as made:
                found = cut_power(Path(made), asked.cuts, journal=journal, synchronous=synchronous, after=after)
            when = "just after a deed" if after else "at any moment"
            print(f"journal_mode={journal}, synchronous={synchronous}: acknowledged work lost in {found} of {asked.cuts} power cuts {when}")
