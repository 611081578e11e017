"""Plans of `define` and its kin: codes come in, change their meaning, their name and their place. Their ids stay."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pandas as pd
from sqlalchemy import Connection

from discourse.codebook import FIELDS, Codebook
from discourse.errors import CodebookCycle, CodebookError, DuplicateCode
from discourse.frames import rows
from discourse.project.log import Change, Plan, fetch, new_id, next_seq, to_json
from discourse.project.plans.recoding import plan_moved
from discourse.project.tree import Row, read_codes, resolve_codes, with_paths


def plan_codebook(connection: Connection, book: Codebook) -> Plan:
    """Add new codes and bring known ones to this book's definitions; codes that it lacks stay as they are, retired ones come back."""
    have = read_codes(connection)
    ids = {row["path"]: key for key, row in have.items()}
    seq = next_seq(connection, "codes")
    plan: list[Change] = []
    for row in rows(book.frame):
        path, fields = row["code"], {**{f: row[f] for f in FIELDS}, "terms": to_json(row["terms"])}
        if path in ids:
            before: Row | None = _stored(have[ids[path]])
            bare = fields["terms"] == "[]" and not any(fields[f] for f in FIELDS if f not in ("colour", "terms"))
            kept = {} if bare and have[ids[path]]["retired"] else fields  # a retired code that is only named keeps its meaning
            after = {**(before or {}), **kept, "retired": None, "merged_into": None}
        else:
            above, _, name = path.rpartition("/")
            before, ids[path] = None, path if path not in have else f"{path}~{new_id()}"
            after = {"id": ids[path], "parent": ids[above] if above else None, "name": name, "seq": seq, **fields}
            after |= {"retired": None, "merged_into": None}
            seq += 1
        if after != before:
            plan.append(Change("codes", ids[path], before, after))
    paths = {key: path for path, key in ids.items()}
    told = [paths[c.id] for c in plan]
    if book.title:
        old = fetch(connection, "notes", ["codebook/title"]).get("codebook/title")
        title = {"id": "codebook/title", "value": to_json(book.title)}
        if old != title:
            plan.append(Change("notes", "codebook/title", old, title))
    return Plan(plan, {"codes": told[:20]})


def plan_new(connection: Connection, names: Iterable[str]) -> tuple[list[Change], dict[str, str]]:
    """Add those of these codes that the codebook lacks, with the ones above them, and ``{path: id}`` of what was added."""
    have = read_codes(connection)
    living = [row for row in have.values() if not row["retired"]]
    wanted = [name for name in dict.fromkeys(names) if name not in {row["path"] for row in living}]
    if not wanted:
        return [], {}
    known = [{"code": row["path"], **{f: row[f] for f in FIELDS}, "terms": json.loads(row["terms"])} for row in living]
    plan = plan_codebook(connection, Codebook(pd.DataFrame([*known, *({"code": name} for name in wanted)])))
    paths = {key: row["path"] for key, row in with_paths({**have, **{c.id: c.after for c in plan.changes if c.after}}).items()}
    return plan.changes, {paths[c.id]: c.id for c in plan.changes}


def plan_rename(connection: Connection, code: str, name: str) -> Plan:
    """Give a code another name; what is below it and coded with it goes along."""
    codes, key = _chosen(connection, code)
    name = name.strip()
    if not name or "/" in name:
        raise CodebookError(f"{name!r} is no name for a code; write a word without '/', and project.move(code, under=…) to regroup")
    before = codes[key]
    _free(codes, before, before["parent"], name)
    if name == before["name"]:
        return Plan([])
    return _changed(codes, key, {"name": name})


def plan_move(connection: Connection, code: str, under: str | None, before: str | None) -> Plan:
    """Put a code below another one (or at the top), at the end or before a sibling."""
    codes, key = _chosen(connection, code)
    parent = None if under is None else resolve_codes(connection, [under])[under]
    above = parent
    while above is not None:
        if above == key:
            raise CodebookCycle(f"{codes[key]['path']!r} cannot stand below {codes[parent or '']['path']!r}, which is itself or below it")
        above = codes[above]["parent"]
    _free(codes, codes[key], parent, codes[key]["name"])
    siblings = [k for k, row in codes.items() if row["parent"] == parent and k != key]
    place = len(siblings)
    if before is not None:
        sibling = resolve_codes(connection, [before], retired=True)[before]
        if sibling not in siblings:
            there = "at the top" if parent is None else f"below {codes[parent]['path']!r}"
            raise CodebookError(f"{codes[sibling]['path']!r} does not stand {there}, so nothing can be put before it")
        place = siblings.index(sibling)
    siblings.insert(place, key)
    numbers = dict(zip(siblings, sorted(_spread([codes[k]["seq"] for k in siblings])), strict=True))
    plan = [
        Change("codes", k, _stored(codes[k]), after)
        for k, n in numbers.items()
        if (after := {**_stored(codes[k]), "seq": n, **({"parent": parent} if k == key else {})}) != _stored(codes[k])
    ]
    moved = with_paths({**codes, key: {**codes[key], "parent": parent}})
    return Plan(plan, {"code": codes[key]["path"], "becomes": moved[key]["path"]})


def plan_merge_codes(connection: Connection, names: list[str], into: str, moment: str) -> Plan:
    """Make several codes one: everyone's codings and suggestions go to ``into``, the others are retired and say where to."""
    codes = read_codes(connection)
    target = resolve_codes(connection, [into])[into]
    keys = [key for key in dict.fromkeys(resolve_codes(connection, names).values()) if key != target]
    if not keys:
        raise CodebookError(f"which codes should become {codes[target]['path']!r}? project.merge_codes(['…', '…'], into='…')")
    for key in keys:
        above: str | None = target
        while above is not None and above != key:
            above = codes[above]["parent"]
        if above is not None:
            raise CodebookCycle(f"{codes[target]['path']!r} stands below {codes[key]['path']!r}; move it up first")
    plan: list[Change] = []
    terms = [t for key in [target, *keys] for t in json.loads(codes[key]["terms"])]
    if (joined := {**_stored(codes[target]), "terms": to_json(list(dict.fromkeys(terms)))}) != _stored(codes[target]):
        plan.append(Change("codes", target, _stored(codes[target]), joined))
    names_there = {row["name"] for row in codes.values() if row["parent"] == target}
    for key in keys:
        plan.append(Change("codes", key, _stored(codes[key]), {**_stored(codes[key]), "retired": moment, "merged_into": target}))
        for child, row in codes.items():
            if row["parent"] == key and child not in keys:
                if row["name"] in names_there:
                    raise DuplicateCode(
                        f"{codes[target]['path']!r} has a code {row['name']!r} of its own; rename or merge {row['path']!r} first"
                    )
                names_there.add(row["name"])
                plan.append(Change("codes", child, _stored(row), {**_stored(row), "parent": target}))
    moves, dropped = plan_moved(connection, dict.fromkeys(keys, target))
    told = {"codes": [codes[k]["path"] for k in keys], "into": codes[target]["path"], "passages": sum(c.place == "codings" for c in moves)}
    return Plan([*plan, *moves], told | ({"doubled": dropped} if dropped else {}))


def plan_split_code(connection: Connection, code: str, parts: dict[str, list[str]]) -> Plan:
    """Make new codes out of one, and give each the codings that are named for it; the rest stays where it is."""
    codes, key = _chosen(connection, code)
    path = codes[key]["path"]
    ids = [i for part in parts.values() for i in part]
    if len(set(ids)) != len(ids):
        raise CodebookError(f"a coding of {path!r} is named for two parts; each goes to one")
    there = fetch(connection, "codings", ids)
    for i in ids:
        if i not in there or there[i]["code"] != key:
            raise CodebookError(f"{i!r} is no coding of {path!r}; project.codings(code={path!r}) lists those that are")
    living = {row["path"]: k for k, row in codes.items() if not row["retired"]}
    seq, plan, new = next_seq(connection, "codes"), list[Change](), dict[str, str]()
    for part in parts:
        full = part if "/" in part else "/".join([*path.split("/")[:-1], part])
        above, _, name = full.rpartition("/")
        if full in living:
            new[part] = living[full]
            continue
        if above and above not in living:
            raise CodebookError(f"{full!r} needs a code {above!r} to stand below; project.define({above!r}) first")
        parent = living[above] if above else None
        _free(codes, None, parent, name)
        new[part] = full if full not in codes else f"{full}~{new_id()}"
        row = {**_stored(codes[key]), "id": new[part], "parent": parent, "name": name, "seq": seq, "brief": "", "definition": ""}
        row |= {"include": "", "exclude": "", "example": "", "terms": "[]", "retired": None, "merged_into": None}
        plan.append(Change("codes", new[part], None, row))
        living[full], seq = new[part], seq + 1
    target = {i: new[part] for part, some in parts.items() for i in some}
    moves, _ = plan_moved(connection, {}, target)
    return Plan([*plan, *moves], {"code": path, "into": list(parts), "passages": len(ids)})


def plan_retire(connection: Connection, code: str, moment: str) -> Plan:
    """Take a code and those below it out of use. What is coded with them stays, and so do their definitions."""
    codes, key = _chosen(connection, code)
    below = [k for k, row in codes.items() if k == key or row["path"].startswith(codes[key]["path"] + "/")]
    plan = [Change("codes", k, _stored(codes[k]), {**_stored(codes[k]), "retired": moment}) for k in below if not codes[k]["retired"]]
    return Plan(plan, {"codes": [codes[c.id]["path"] for c in plan][:20]})


def _chosen(connection: Connection, code: str) -> tuple[dict[str, Row], str]:
    return read_codes(connection), resolve_codes(connection, [code])[code]


def _changed(codes: dict[str, Row], key: str, fields: dict[str, Any]) -> Plan:
    after = {**codes[key], **fields}
    paths = with_paths({**codes, key: after})
    return Plan([Change("codes", key, _stored(codes[key]), _stored(after))], {"code": codes[key]["path"], "becomes": paths[key]["path"]})


def _free(codes: dict[str, Row], mine: Row | None, parent: str | None, name: str) -> None:
    """No sibling has this name, not even a retired one, whose codings would else be taken for this code's."""
    for row in codes.values():
        if row["parent"] == parent and row["name"] == name and (mine is None or row["id"] != mine["id"]):
            gone = ", which is retired" if row["retired"] else ""
            raise DuplicateCode(f"there is a code {row['path']!r}{gone}; give another name, or merge the two: project.merge_codes")


def _spread(numbers: list[int]) -> list[int]:
    """As many different numbers as these, from the smallest on."""
    found = sorted(numbers)
    for n in range(1, len(found)):
        found[n] = max(found[n], found[n - 1] + 1)
    return found


def _stored(row: Row) -> Row:
    return {k: v for k, v in row.items() if k != "path"}
