"""Plans of `define` and its kin: codes come in, change their meaning, their name and their place. Their ids stay."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from discourse.codebook import FIELDS, Codebook
from discourse.frames import rows
from discourse.project.log import Change, Plan, fetch, new_id, next_seq, to_json
from discourse.project.tree import read_codes


def plan_codebook(connection: Connection, book: Codebook) -> Plan:
    """Add new codes and bring known ones to this book's definitions; codes that it lacks stay as they are, retired ones come back."""
    have = read_codes(connection)
    ids = {row["path"]: key for key, row in have.items()}
    seq = next_seq(connection, "codes")
    plan: list[Change] = []
    for row in rows(book.frame):
        path, fields = row["code"], {**{f: row[f] for f in FIELDS}, "terms": to_json(row["terms"])}
        if path in ids:
            before: dict[str, Any] | None = {k: v for k, v in have[ids[path]].items() if k != "path"}
            after = {**(before or {}), **fields, "retired": None, "merged_into": None}
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
