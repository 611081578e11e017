"""What is read in the place of a file that must not be written: a copy of it, or what could be recovered of it. Gone with its owner."""

from __future__ import annotations

import shutil
import tempfile
import warnings
import weakref
from pathlib import Path

from discourse.errors import ProjectWarning
from discourse.project.backups import find_fault, list_backups
from discourse.project.salvage import salvage

TAILS = ("-journal", "-wal")


def copied(path: Path, owner: object) -> Path:
    """A copy with its journal, which SQLite plays back when it opens it; removed when the owner is no more."""
    target = _folder(owner) / path.name
    for tail in ("", *TAILS):
        source = path.with_name(path.name + tail)
        if source.exists():
            shutil.copyfile(source, target.with_name(target.name + tail))
    return target


def recovered(path: Path, here: Path, fault: str, owner: object) -> tuple[Path, str]:
    """A project made of what can be read at ``here``, and a sentence on it that ends with what would do. It is said as a warning, too.

    Raises NotAProject where nothing can be read.
    """
    newest = next((b.path for b in reversed(list_backups(path)) if find_fault(b.path) is None), None)
    advice = f"the newest sound backup: Project.restore({str(newest)!r})" if newest else "there is no sound backup beside it"
    target = _folder(owner) / path.name
    told = f"{salvage(here, target)}; {advice}"
    warnings.warn(f"{path} is damaged ({fault}) and opens read-only: {told}", ProjectWarning, stacklevel=7)
    return target, told


def _folder(owner: object) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="discourse-"))
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return folder
