"""Reply links that people have put beside an IRC log become replies and conversations. It finds no link of its own."""

from __future__ import annotations

import re
from typing import Any

from discourse.errors import LoadError
from discourse.loaders._source import Source

_LINK = re.compile(r"\s*(\d{1,9})\s+(\d{1,9})\s*(?:-\s*)?$")


def linked(out: list[dict[str, Any]], where: str, links: list[tuple[int, int]], log: Source) -> list[dict[str, Any]]:
    place = {r["id"]: n for n, r in enumerate(out)}
    above: dict[str, set[str]] = {}
    opens: set[str] = set()
    root = {r["id"]: r["id"] for r in out}

    def top(one: str) -> str:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for a, b in links:
        first, then = f"{where}/{min(a, b) + 1}", f"{where}/{max(a, b) + 1}"
        if first not in place or then not in place:
            raise LoadError(
                f"{log.name}: its annotation links line {min(a, b)} and {max(a, b)} (from 0), which are no messages of this log"
            )
        if first == then:
            opens.add(first)
        else:
            above.setdefault(then, set()).add(first)
            root[top(then)] = top(first)
    touched = {one for a, b in links for one in (f"{where}/{a + 1}", f"{where}/{b + 1}")}
    heads: dict[str, str] = {}
    for r in out:
        heads.setdefault(top(r["id"]), r["id"])
    return [
        r
        | {
            "reply_to": max(up, key=lambda one: place[one]) if (up := above.get(r["id"], set())) else None,
            "also_replies_to": " ".join(sorted(up, key=lambda one: -place[one])[1:]) or None,
            "opens": r["id"] in opens,
            "conversation": heads[top(r["id"])] if r["id"] in touched else None,
            "annotated": r["id"] in touched,
            "kind": "reply" if up and r["kind"] == "message" else r["kind"],
        }
        for r in out
    ]


def read_links(source: Source) -> list[tuple[int, int]]:
    out = []
    for number, line in enumerate(source.text.split("\n"), 1):
        if line.strip():
            found = _LINK.match(line)
            if found is None:
                raise LoadError(f"{source.name}, line {number}: expected two line numbers as '1002 1003 -', found {line[:60]!r}")
            out.append((int(found[1]), int(found[2])))
    return out
