"""The tree of codes as ``{path: fields}``: read from nested mappings, its parents found, filled up and put in order. It reads no file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from discourse.errors import CodebookCycle, CodebookError, DuplicateCode, UnknownCode, known

FIELDS = ("brief", "definition", "include", "exclude", "example", "colour", "terms")
COLUMNS = ("code", *FIELDS)
#: Three of Okabe and Ito (2008), and nine that lie as far as can be from them and from each other, to the colour-blind, too (8.4 in
#: CIEDE2000; see _colours.py), each with a contrast of 3 on white and on #111.
PALETTE = (
    "#0072B2", "#D55E00", "#009E73", "#CC0099", "#AA77FF", "#BB2200",
    "#AA6644", "#994477", "#7722FF", "#BB77BB", "#556655", "#888899",
)  # fmt: skip


def walk(level: Any, above: str, entries: dict[str, dict[str, Any]], parents: dict[str, str], where: str) -> None:
    for name, fields in level.items():
        path = as_path(f"{above}{name}", where)
        if path in entries:
            raise DuplicateCode(f"{where}: the code {path!r} stands twice; give one of them another name")
        fields = {} if fields is None else fields
        if isinstance(fields, (list, tuple)):
            fields = {"terms": fields}
        if not isinstance(fields, Mapping):
            raise CodebookError(f"{where}: the code {path!r} should hold fields such as 'definition', found {kind(fields)}")
        for field in fields:
            if field not in (*FIELDS, "codes", "parent", "color"):
                raise CodebookError(
                    f"{where}: the code {path!r} has a field {field!r}; {known(str(field), (*FIELDS, 'codes', 'parent'), 'a code has')}"
                )
        entries[path] = {f: fields[f] for f in FIELDS if not missing(fields.get(f))}
        if "color" in fields:
            entries[path].setdefault("colour", fields["color"])
        if fields.get("parent"):
            parents[path] = str(fields["parent"])
        below = fields.get("codes") or {}
        if not isinstance(below, Mapping):
            raise CodebookError(f"{where}: 'codes' below {path!r} should be a mapping of names, found {kind(below)}")
        walk(below, path + "/", entries, parents, where)


def ancestry(path: str, parents: Mapping[str, str], entries: Iterable[str], where: str) -> str:
    """The full path of a code once the ``parent:`` keys of it and of those above it are followed."""
    steps, seen = [path], [path]
    while (top := next((p for p in upwards(steps[0]) if p in parents), None)) is not None:
        parent = parents[top]
        if parent not in set(entries):
            raise UnknownCode(f"{where}: the code {top!r} names a parent {parent!r}; {known(parent, entries, 'the codebook has')}")
        if parent in seen or parent == top or parent.startswith(top + "/"):
            raise CodebookCycle(f"{where}: the code {parent!r} is its own ancestor: {' → '.join([*seen, parent])}")
        seen.append(parent)
        steps[0] = parent + "/" + steps[0][len(top) - len(top.split("/")[-1]) :]
        parents = {k: v for k, v in parents.items() if k != top}
    return steps[0]


def upwards(path: str) -> Iterator[str]:
    """A path and those above it.

    >>> list(upwards("work/network/own"))
    ['work/network/own', 'work/network', 'work']
    """
    while path:
        yield path
        path = path.rpartition("/")[0]


def complete(entries: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Rows in tree order, with the parents that only a path names, and a colour for each: one that no other has, while there is one."""
    every: dict[str, Mapping[str, Any]] = {}
    for path, fields in entries.items():
        for above in reversed(list(upwards(path))[1:]):
            every.setdefault(above, entries.get(above, {}))
        every[path] = fields
    order = list(every)
    ordered = sorted(order, key=lambda p: [order.index("/".join(p.split("/")[: n + 1])) for n in range(p.count("/") + 1)])
    given = {str(fields["colour"]).strip().upper() for fields in every.values() if not missing(fields.get("colour"))}
    free = iter([colour for colour in PALETTE if colour.upper() not in given])
    rows = []
    for n, path in enumerate(ordered):
        row: dict[str, Any] = {"code": path}
        for field in FIELDS:
            value = every[path].get(field)
            row[field] = as_terms(value, path) if field == "terms" else str(value).strip() if value is not None else ""
        row["colour"] = row["colour"] or next(free, PALETTE[n % len(PALETTE)])
        rows.append(row)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({c: "str" for c in COLUMNS if c != "terms"}) if rows else frame


def as_terms(value: Any, path: str) -> list[str]:
    if value is None:
        return []
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, (list, tuple)) or not all(isinstance(v, (str, int, float)) for v in values):
        raise CodebookError(f"codebook: the terms of {path!r} should be a list of phrases, found {kind(value)}")
    return [str(v).strip() for v in values if str(v).strip()]


def as_path(name: Any, where: str = "codebook") -> str:
    path = "/".join(part.strip() for part in str(name).split("/"))
    if missing(name) or not all(path.split("/")):
        raise CodebookError(f"{where}: {name!r} is no name for a code; write a word, or a path such as work/WaaS")
    return path


def missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)


def kind(value: Any) -> str:
    return (
        "nothing"
        if value is None
        else {"list": "a list", "str": "a piece of text", "dict": "other keys"}.get(type(value).__name__, type(value).__name__)
    )
