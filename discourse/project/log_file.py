"""The log as lines of JSON, made to live in git: one deed a line, texts before their first use, nothing that changes with the day.

    {"discourse":"log","version":2}
    {"sha256":"…","text":"…"}
    {"deed":{"id","tick","time","coder","via","verb","what","undoes"},"changes":[[place,id,before,after],…],"digest":"…"}

Deeds stand in the order that is the same in every copy, so a log that has grown differs by added lines only, and two copies with the
same deeds write the same bytes. Each line is vouched for by its own digest; a line that is taken out whole is noticed when another
stands on it, and otherwise reads as a copy that never had the deed. Lines may be read in any order, as git may merge them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from discourse.errors import ProjectError
from discourse.project.base import Base
from discourse.project.log import digest_of, packed_row, to_json
from discourse.project.tables import VERSION
from discourse.project.union import Deed, Packed, Words, deeds_with_texts

HEADER = {"discourse": "log", "version": VERSION}
DEED = ("id", "tick", "time", "coder", "via", "verb", "what", "undoes")


def log_lines(project: Base) -> Iterator[str]:
    """The lines of a log file, each with its line break, of one moment."""
    with project._store.reading() as connection:
        yield from _lines(connection)


def read_lines(path: Path) -> Iterator[Words | Deed]:
    """The texts and deeds of a log file; raises ProjectError that names the line which is not what was written."""
    n = 0
    with path.open("rb") as lines:
        for n, line in enumerate(lines, 1):
            where = f"{path.name}, line {n}"
            said = _object(line.removeprefix(b"\xef\xbb\xbf") if n == 1 else line, where)
            if n == 1:
                _check_header(said, path)
            elif said is not None and said.keys() >= {"deed", "changes", "digest"}:
                yield _deed(said, where)
            elif said is not None and said.keys() >= {"sha256", "text"}:
                yield _words(said, where)
            elif said is not None and said != HEADER:  # git may have put two files one after the other
                raise ProjectError(f"{where}: neither a deed nor a text; {_AGAIN}")
    if not n:
        raise ProjectError(f"{path.name}: the file is empty; {_AGAIN}")


def _lines(connection: Connection) -> Iterator[str]:
    yield to_json(HEADER) + "\n"
    for item in deeds_with_texts(connection):
        if isinstance(item, Words):
            yield to_json(item._asdict()) + "\n"
        else:
            deed = {c: item.row[c] for c in DEED} | {"what": _loaded(item.row["what"])}
            made = [[place, key, _loaded(before), _loaded(after)] for place, key, before, after in item.packed]
            yield to_json({"deed": deed, "changes": made, "digest": item.row["digest"]}) + "\n"


_AGAIN = "nothing was taken from the file: write the log again with dc.write_log, or take the line from an older version of it"


def _object(line: bytes, where: str) -> dict[str, Any] | None:
    if not line.strip():
        return None
    if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
        raise ProjectError(f"{where}: a mark of git where two versions meet; keep the lines of both sides and take the marks out")
    try:
        said = json.loads(line)
    except ValueError as error:
        raise ProjectError(f"{where}: the line is cut off or was changed, it is no JSON any more ({error}); {_AGAIN}") from error
    if not isinstance(said, dict):
        raise ProjectError(f"{where}: neither a deed nor a text; {_AGAIN}")
    return said


def _check_header(said: dict[str, Any] | None, path: Path) -> None:
    if said is None or said.get("discourse") != "log" or not isinstance(said.get("version"), int):
        raise ProjectError(f"{path.name}, line 1: not the log of a project; one begins with {to_json(HEADER)}")
    if said["version"] != VERSION:
        older = said["version"] < VERSION
        raise ProjectError(
            f"{path.name} was written by {'an older' if older else 'a newer'} version (layout {said['version']}, known here: {VERSION}); "
            + ("open its project here and write the log again" if older else "upgrade discourse-lab")
        )


def _words(said: dict[str, Any], where: str) -> Words:
    words = Words(said["sha256"], said["text"])
    if not isinstance(words.text, str) or hashlib.sha256(words.text.encode("utf-8", "surrogatepass")).hexdigest() != words.sha256:
        raise ProjectError(f"{where}: the text is not what its hash vouches for, it was changed after it was written; {_AGAIN}")
    return words


def _deed(said: dict[str, Any], where: str) -> Deed:
    try:
        row = {c: said["deed"][c] for c in DEED} | {"what": to_json(said["deed"]["what"]), "digest": said["digest"]}
        packed: list[Packed] = [(place, key, packed_row(before), packed_row(after)) for place, key, before, after in said["changes"]]
        whole = digest_of(row, packed) == said["digest"]
    except (KeyError, TypeError, ValueError) as error:
        raise ProjectError(f"{where}: a deed of which something is missing ({error}); {_AGAIN}") from error
    if not whole:
        raise ProjectError(f"{where}: the deed does not say what its digest vouches for, it was changed after it was written; {_AGAIN}")
    return Deed(row, packed)


def _loaded(packed: str | None) -> Any:
    return None if packed is None else json.loads(packed)
