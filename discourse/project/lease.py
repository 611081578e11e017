"""A lease on a project file in a network folder, where locks may not be shared: whoever made the file ``study.db.lease`` may go on.

Making a file that must not exist yet (O_EXCL) is one step on a file server, too. The lease is taken before the database is
opened, and given back after it is closed, for each deed and each answer. It says who holds it (machine, process, since when) and
a count that grows every few seconds while a long deed lasts. A lease is stale when its process is gone from this machine, or
when the count has stood still for `STALE` seconds by the watch of the one who waits: clocks are never compared. Who waits gives
up after their patience if the holder shows signs of life, and otherwise stays to break what is stale.
It does not help against a machine that sleeps in the middle of writing to the disk; for teams there is PostgreSQL.
"""

from __future__ import annotations

import json
import os
import random
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from discourse.errors import ProjectLocked, ProjectReadOnly

BEAT = 2.0  # seconds between two signs of life
STALE = 30.0  # seconds without one, after which another machine's lease is broken
PAUSE = 0.02  # seconds between two tries


class Lease:
    """The right to open a file. One object a store; threads wait for each other as programs do."""

    def __init__(self, path: Path, patience: float, *, beat: float = BEAT, stale: float = STALE) -> None:
        self.file = path.with_name(path.name + ".lease")
        self.path, self.patience, self.beat, self.stale = path, patience, beat, stale
        self._held = threading.local()

    @contextmanager
    def hold(self, *, write: bool = True) -> Iterator[None]:
        """Hold the lease inside. Within a thread it may be nested. Where nothing may be written, a reader waits until it is free.

        Raises ProjectLocked after ``patience``, or at the end if the lease was broken meanwhile: then what was done is void.
        """
        if getattr(self._held, "token", None):
            yield
            return
        token = self._take(write)
        if token is None:
            yield
            return
        self._held.token = token
        done = threading.Event()
        beating = threading.Thread(target=self._keep_beating, args=(token, done), daemon=True)
        beating.start()
        try:
            yield
        finally:
            done.set()
            beating.join()
            self._held.token = None
            if _token(self._read()) == token:
                self.file.unlink(missing_ok=True)

    def check(self) -> None:
        """Raise ProjectLocked if the lease was lost: it was held up for so long that another program broke it."""
        token = getattr(self._held, "token", None)
        if token and _token(self._read()) != token:
            raise ProjectLocked(f"{self.path}: this took so long that another program went on; nothing of this deed was stored, try again")

    def _take(self, write: bool) -> str | None:
        token = uuid4().hex
        until = time.monotonic() + self.patience
        seen, since, alive = self._read(), time.monotonic(), False
        while True:
            try:
                handle = os.open(self.file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
            except FileExistsError:
                pass
            except OSError as error:
                if write:
                    raise ProjectReadOnly(
                        f"{self.path} cannot be written ({error.strerror}); copy the project to a folder of your own"
                    ) from error
                if not self.file.exists():
                    return None
            else:
                with os.fdopen(handle, "w", encoding="utf-8") as lease:
                    lease.write(_told(token, 0))
                return token
            held = self._read()
            if held != seen or held is None:
                alive = alive or None not in (held, seen)
                seen, since = held, time.monotonic()
            if held is None:
                if time.monotonic() > until:
                    raise ProjectLocked(f"{self.path} is in great demand (waited {self.patience:g} s); try again")
                time.sleep(PAUSE * random.random())
            elif _runs(held) is False or time.monotonic() - since > self.stale:
                self._break(held)
            elif time.monotonic() > until and (alive or _runs(held)):
                raise ProjectLocked(f"{self.path} is held by {_who(held)} (waited {self.patience:g} s); close it there, or try again")
            else:
                time.sleep(PAUSE)

    def _break(self, held: str) -> None:
        """Remove a stale lease. Only one may break at a time, and only what it has judged."""
        guard = self.file.with_name(self.file.name + ".breaking")
        try:
            os.close(os.open(guard, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        except FileExistsError:
            if _age(guard) > 10 * self.stale:  # whoever broke it was broken off
                guard.unlink(missing_ok=True)
            time.sleep(PAUSE)
            return
        try:
            if self._read() == held:
                self.file.unlink(missing_ok=True)
        finally:
            guard.unlink(missing_ok=True)

    def _keep_beating(self, token: str, done: threading.Event) -> None:
        beats = 0
        while not done.wait(self.beat):
            beats += 1
            if _token(self._read()) != token:
                return
            try:
                with self.file.open("r+", encoding="utf-8") as lease:
                    lease.write(_told(token, beats))
            except FileNotFoundError:  # broken a moment ago: `check` says so
                return

    def _read(self) -> str | None:
        try:
            return self.file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return None


def _age(path: Path) -> float:
    """Seconds since a file was made; 0 if it is gone meanwhile."""
    try:
        return time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


def _told(token: str, beats: int) -> str:
    """The line of a lease, always of one length, so that it can be written over."""
    said = {"token": token, "host": socket.gethostname(), "boot": _boot(), "pid": os.getpid(), "beats": f"{beats:09d}"}
    return json.dumps(said)


def _token(held: str | None) -> str | None:
    return _parsed(held or "").get("token")


def _who(held: str) -> str:
    said = _parsed(held)
    return f"process {said['pid']} on {said['host']}" if said else "another program"


def _runs(held: str) -> bool | None:
    """Whether the holder still runs; None where that cannot be told, as of other machines."""
    said = _parsed(held)
    if os.name == "nt" or not said or (said["host"], said["boot"]) != (socket.gethostname(), _boot()):
        return None
    try:
        os.kill(int(said["pid"]), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _parsed(held: str) -> dict[str, str]:
    try:
        said = json.loads(held)
    except ValueError:  # not wholly written yet
        return {}
    return dict(said) if isinstance(said, dict) and {"token", "host", "boot", "pid"} <= set(said) else {}


def _boot() -> str:
    """What tells this start of this machine, and this container on it, from others; empty where the system does not say."""
    boot, space = Path("/proc/sys/kernel/random/boot_id"), Path("/proc/self/ns/pid")
    return f"{boot.read_text(encoding='ascii').strip()} {space.readlink()}" if boot.exists() and space.is_symlink() else ""
