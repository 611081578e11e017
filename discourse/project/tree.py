"""The tree of codes as the project keeps it: a code has an id that stays, and a path that follows from its parent and its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from discourse.codebook import find_path
from discourse.errors import CodebookError, UnknownCode
from discourse.project.replay import Change
from discourse.project.tables import STATE

Row = dict[str, Any]


def read_codes(connection: Connection) -> dict[str, Row]:
    """``{id: row}`` of every code, retired ones too, each with its ``path``, as the tree is read: parents before their children."""
    t = STATE["codes"]
    codes = {r["id"]: dict(r) for r in connection.execute(select(t)).mappings()}

    def place(key: str) -> tuple[tuple[int, str], ...]:
        row = codes[key]
        return (*(place(row["parent"]) if row["parent"] is not None else ()), (row["seq"], key))

    return with_paths({key: codes[key] for key in sorted(codes, key=place)})


def with_paths(codes: Mapping[str, Row]) -> dict[str, Row]:
    """The rows with a column ``path`` more."""
    found: dict[str, str] = {}

    def path(key: str) -> str:
        if key not in found:
            row = codes[key]
            found[key] = f"{path(row['parent'])}/{row['name']}" if row["parent"] is not None else row["name"]
        return found[key]

    return {key: {**row, "path": path(key)} for key, row in codes.items()}


def paths_of(connection: Connection) -> dict[str, str]:
    """``{id: path}`` of every code, retired ones too."""
    return {key: row["path"] for key, row in read_codes(connection).items()}


def resolve_codes(connection: Connection, names: Iterable[str], *, retired: bool = False) -> dict[str, str]:
    """``{name as given: id of the code}``; raises UnknownCode, or CodebookError for a retired one unless ``retired``."""
    wanted = list(dict.fromkeys(names))
    codes = read_codes(connection) if wanted else {}
    ids = {row["path"]: key for key, row in codes.items()}
    living = [row["path"] for row in codes.values() if not row["retired"]]
    if wanted and not ids:
        raise UnknownCode(f"no code {wanted[0]!r}; the project has no codes yet: project.define('…') or project.add(codebook)")
    found = {}
    for name in wanted:
        if name in ids and (retired or not codes[ids[name]]["retired"]):
            found[name] = ids[name]
        elif name in ids:
            raise CodebookError(f"the code {name!r} is retired; {_instead(codes, codes[ids[name]])}")
        else:
            found[name] = ids[find_path(str(name), list(ids) if retired else living)]
    return found


def misfit(connection: Connection, changes: Sequence[Change]) -> str | None:
    """Why these changes would not fit the tree of codes as it is: two codes of one path, a circle, a coding on a retired code."""
    turned = {c.id: c.after for c in changes if c.place == "codes"}
    marked = {c.after["code"] for c in changes if c.place == "codings" and c.after and (c.before or {}).get("code") != c.after["code"]}
    if not turned and not marked:
        return None
    codes = read_codes(connection)
    named = {**codes, **{key: row for key, row in turned.items() if row is not None}}
    for key in (key for key, row in turned.items() if row is None):
        named.pop(key, None)
    for key in (key for key in turned if key in named):
        row, above, seen = named[key], named[key]["parent"], {key}
        if any((r["parent"], r["name"]) == (row["parent"], row["name"]) for k, r in named.items() if k != key):
            return f"there would be two codes {row['name']!r} in one place"
        while above is not None and above not in seen:
            seen.add(above)
            above = (named.get(above) or {}).get("parent")
        if above is not None:
            return f"the code {row['name']!r} would be its own ancestor"
    if retired := [codes.get(key, named[key])["name"] for key in sorted(marked) if key in named and named[key]["retired"]]:
        return f"the code {retired[0]!r} was retired meanwhile"
    return None


def _instead(codes: Mapping[str, Row], row: Row) -> str:
    if (heir := codes.get(row["merged_into"] or "")) is not None:
        return f"it was merged into {heir['path']!r}"
    return f"project.define({row['path']!r}) brings it back"
