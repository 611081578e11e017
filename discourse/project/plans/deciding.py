"""Plans of `suggest`, `accept` and `reject`: what a machine proposes, and what a person decides. Nothing is accepted unasked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from discourse.errors import CodebookError, ProjectError
from discourse.frames import check_codings, rows
from discourse.project.log import Change, Plan, Row, fetch, new_id
from discourse.project.plans.coding import checked, read_texts, summary, text
from discourse.project.tables import STATE
from discourse.project.tree import misfit, paths_of, resolve_codes


def plan_suggest(connection: Connection, codings: pd.DataFrame, replace: bool) -> Plan:
    """Keep a machine's codings as open suggestions. What was decided before stays decided."""
    codings = check_codings(codings)
    said = read_texts(connection, codings["utterance"])
    codes = resolve_codes(connection, codings["code"])
    found: dict[str, Row] = {}
    for n, row in enumerate(rows(codings), 1):
        after = checked(row, said, codes, f"suggestions, row {n}")
        after["id"] = identity_of(after)
        found.setdefault(after["id"], {**after, "reason": text(row, "reason"), "status": "open", "decided_by": None})
    have = fetch(connection, "suggestions", found)
    plan = [Change("suggestions", i, None, row) for i, row in found.items() if i not in have]
    plan += [
        Change("suggestions", i, have[i], {**found[i], "status": "open"})
        for i in have
        if have[i]["status"] == "open" and (have[i]["score"], have[i]["reason"]) != (found[i]["score"], found[i]["reason"])
    ]
    if replace:
        table = STATE["suggestions"]
        for coder in codings["coder"].unique():
            stale = select(table).where(table.c.coder == coder, table.c.status == "open")
            plan += [Change("suggestions", s["id"], dict(s), None) for s in connection.execute(stale).mappings() if s["id"] not in found]
    return Plan(plan, {"coder": ", ".join(codings["coder"].unique()), **summary(connection, [c for c in plan if c.after])})


def plan_accept(connection: Connection, ids: Iterable[str], coder: str, as_coder: str | None, moment: str, code: str | None = None) -> Plan:
    """Make codings of suggestions, in the coder's name or, said in so many words, in ``as_coder``'s; or on another code."""
    table = STATE["codings"]
    plan: list[Change] = []
    other = None if code is None else resolve_codes(connection, [code])[code]
    for row in _chosen(connection, ids):
        status = "accepted" if other in (None, row["code"]) else "changed"
        if row["status"] == "accepted":
            if status == "accepted":
                continue
            raise ProjectError(f"the suggestion {row['id']!r} was accepted by {row['decided_by']}; recode its coding, or undo")
        if row["status"] != status:
            plan.append(Change("suggestions", row["id"], row, {**row, "status": status, "decided_by": coder}))
        name = as_coder or coder
        passage = {k: row[k] for k in ("utterance", "start", "end", "code", "quote", "score", "sha256")}
        passage |= {"code": other, "score": None} if status == "changed" else {}
        same = select(table.c.id).where(*(table.c[k] == passage[k] for k in ("utterance", "start", "end", "code")), table.c.coder == name)
        if connection.execute(same).first() is None:
            coding = {**passage, "id": new_id(), "coder": name, "suggested_by": row["coder"], "created_at": moment}
            coding |= {"passage": None, "weight": None}
            plan.append(Change("codings", coding["id"], None, {c.name: coding[c.name] for c in table.columns}))
    if why := misfit(connection, plan):
        raise CodebookError(f"this cannot be accepted: {why}; bring the code back with define, or leave the suggestion out")
    told = summary(connection, [c for c in plan if c.place == "suggestions"])
    changed = any(c.place == "suggestions" and (c.after or {})["status"] == "changed" for c in plan)
    return Plan(plan, told | ({"becomes": paths_of(connection)[other]} if changed and other else {}))


def plan_reject(connection: Connection, ids: Iterable[str], coder: str) -> Plan:
    """Mark suggestions as turned down; the machine does not offer them again."""
    plan = []
    for row in _chosen(connection, ids):
        if row["status"] in ("accepted", "changed"):
            done = "accepted" if row["status"] == "accepted" else "given another code"
            raise ProjectError(f"the suggestion {row['id']!r} was {done} by {row['decided_by']}; take its coding back, or undo")
        if row["status"] == "open":
            plan.append(Change("suggestions", row["id"], row, {**row, "status": "rejected", "decided_by": coder}))
    return Plan(plan, summary(connection, plan))


def _chosen(connection: Connection, ids: Iterable[str]) -> list[Row]:
    ids = list(dict.fromkeys(ids))
    there = fetch(connection, "suggestions", ids)
    if lost := [i for i in ids if i not in there]:
        raise ProjectError(f"no suggestion {lost[0]!r}; suggestions() lists those that there are")
    return [there[i] for i in ids]


def identity_of(row: dict[str, Any]) -> str:
    """The same finding of the same machine has the same id, run after run."""
    key = "\x1f".join(str(row[k]) for k in ("coder", "utterance", "start", "end", "code"))
    return "s-" + hashlib.sha256(key.encode()).hexdigest()[:20]
