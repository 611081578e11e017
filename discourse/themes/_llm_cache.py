"""Answers kept in a folder, one file a question, so that nobody pays twice. It keeps what it is given and never expires it.

A file is written beside its place and then moved there in one step, so that writers cannot mix and a reader sees all or nothing.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from discourse.errors import EndpointError
from discourse.themes._llm_prompt import fingerprint

FORMAT = 1


class Damaged(Exception):
    """There is a file, but it is not what was written."""


def open_cache(folder: str | Path) -> Path:
    """The folder, made where there is none; raises EndpointError before anything is sent if it cannot be written."""
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=path):
            pass
    except OSError as error:
        raise EndpointError(f"cache {str(folder)!r}: no answer can be kept there ({error.strerror or error})") from error
    return path


def kept(folder: Path, key: str) -> str | None:
    """The answer to a question, or None; raises Damaged."""
    try:
        entry = json.loads(_file(folder, key).read_text(encoding="utf-8"))
        if (entry["format"], entry["key"], entry["sha256"]) != (FORMAT, key, fingerprint(entry["answer"])):
            raise Damaged(str(_file(folder, key)))
        return str(entry["answer"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        raise Damaged(f"{_file(folder, key)}: {error}") from error


def keep(folder: Path, key: str, answer: str, about: dict[str, str]) -> None:
    """Write an answer, with who gave it and when."""
    file = _file(folder, key)
    file.parent.mkdir(exist_ok=True)
    entry = {"format": FORMAT, "key": key, **about, "sha256": fingerprint(answer), "answer": answer}
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(entry, out, indent=1)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _file(folder: Path, key: str) -> Path:
    return folder / key[:2] / f"{key}.json"
