"""Plans that give standing codings another code, other bounds, a weight or company. The words under them stay what they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, select

from discourse.errors import FrameError, ProjectError
from discourse.frames import check_offset
from discourse.project.log import Change, Plan, Row, fetch, new_id
from discourse.project.plans.coding import own
from discourse.project.plans.deciding import identity_of
from discourse.project.tables import STATE, texts
from discourse.project.tree import paths_of, resolve_codes


def plan_recode(connection: Connection, ids: Iterable[str], code: str, coder: str) -> Plan:
    """Give own codings another code."""
    key = resolve_codes(connection, [code])[code]
    mine = own(connection, ids, coder)
    moves, dropped = plan_moved(connection, {}, {i: key for i, row in mine.items() if row["code"] != key})
    told = {"passages": len(mine), "code": paths_of(connection)[key]}
    return Plan(moves, told | ({"doubled": dropped} if dropped else {}))


def plan_moved(connection: Connection, of: Mapping[str, str], single: Mapping[str, str] | None = None) -> tuple[list[Change], int]:
    """Codings and suggestions of some codes (``of``: from, to), or single codings, to another code; and how many became doubles.

    Where the same coder has the new code on the same passage already, the doubled coding goes, and its memo joins the other's.
    """
    t, s = STATE["codings"], STATE["suggestions"]
    moved = {r["id"]: dict(r) for r in connection.execute(select(t).where(t.c.code.in_(list(of)))).mappings()} if of else {}
    moved |= fetch(connection, "codings", single or {})
    plan: list[Change] = []
    standing = {
        _key(r): r["id"] for r in connection.execute(select(t).where(t.c.code.in_({*of.values(), *(single or {}).values()}))).mappings()
    }
    doubles: dict[str, str] = {}
    for key, row in moved.items():
        after = {**row, "code": (single or {}).get(key) or of[row["code"]]}
        if (other := standing.get(_key(after))) is not None and other != key:
            doubles[key] = other
            plan.append(Change("codings", key, row, None))
        else:
            standing[_key(after)] = key
            plan.append(Change("codings", key, row, after))
    plan += _memos(connection, doubles)
    if of:
        found = [dict(r) for r in connection.execute(select(s).where(s.c.code.in_(list(of)))).mappings()]
        after_of = {row["id"]: {**row, "code": of[row["code"]]} for row in found}
        after_of = {key: {**row, "id": identity_of(row)} for key, row in after_of.items()}
        have = fetch(connection, "suggestions", (row["id"] for row in after_of.values()))
        for row in found:
            plan.append(Change("suggestions", row["id"], row, None))
            if (new := after_of[row["id"]])["id"] not in have:
                have[new["id"]] = new
                plan.append(Change("suggestions", new["id"], None, new))
    return plan, len(doubles)


def plan_resize(connection: Connection, coding: str, start: int | None, end: int | None, coder: str) -> Plan:
    """Give one own coding other bounds in its utterance."""
    row = own(connection, [coding], coder)[coding]
    text = connection.execute(select(texts.c.text).where(texts.c.sha256 == row["sha256"])).scalar_one()
    first, last = int(row["start"] if start is None else start), int(row["end"] if end is None else end)
    after = {**row, "start": first, "end": last}
    after["quote"] = check_offset(text, first, last, f"coding {coding!r}, utterance {row['utterance']!r}")
    if after == row:
        return Plan([])
    t = STATE["codings"]
    same = select(t.c.id).where(*(t.c[c] == after[c] for c in ("utterance", "start", "end", "code", "coder")))
    if (other := connection.execute(same).scalar()) is not None:
        raise ProjectError(f"you have coded that passage with this code already (coding {other!r}); take one of the two back")
    return Plan([Change("codings", coding, row, after)], {"passages": 1, "quote": after["quote"][:80], "was": row["quote"][:80]})


def plan_weigh(connection: Connection, ids: Iterable[str], weight: float | None, coder: str) -> Plan:
    """Say how strongly own codings hold, from 0 to 100; None takes the weight away."""
    if weight is not None and not 0 <= weight <= 100:
        raise FrameError(f"a weight lies between 0 and 100, not at {weight:g}")
    value = None if weight is None else float(weight)
    return _fields(own(connection, ids, coder), {"weight": value}, {"weight": value})


def plan_link(connection: Connection, ids: Iterable[str], coder: str, apart: bool = False) -> Plan:
    """Make own codings one passage over several utterances, or single ones again."""
    mine = own(connection, ids, coder)
    if not apart and len(mine) < 2:
        raise FrameError("a passage over several utterances needs two codings or more; give their ids")
    return _fields(mine, {"passage": None if apart else new_id()}, {})


def _fields(mine: Mapping[str, Row], fields: Row, told: dict[str, Any]) -> Plan:
    plan = [Change("codings", i, row, after) for i, row in mine.items() if (after := {**row, **fields}) != row]
    return Plan(plan, {"passages": len(plan), **told})


def _memos(connection: Connection, doubles: Mapping[str, str]) -> list[Change]:
    """The memos of doubled codings, joined to those of the codings that stay."""
    t, gone = STATE["memos"], list[Row]()
    for n in range(0, len(doubles), 500):
        found = select(t).where(t.c.about == "coding", t.c.target.in_(list(doubles)[n : n + 500])).order_by(t.c.id)
        gone += [dict(r) for r in connection.execute(found).mappings()]
    heirs = {memo["id"]: f"coding:{doubles[memo['target']]}:{memo['coder']}" for memo in gone}
    before = fetch(connection, "memos", heirs.values())
    after: dict[str, Row] = {}
    for memo in gone:
        key = heirs[memo["id"]]
        old = after.get(key) or before.get(key)
        text = f"{old['text']}\n\n{memo['text']}" if old else memo["text"]
        after[key] = {**memo, "id": key, "target": doubles[memo["target"]], "text": text}
    return [Change("memos", m["id"], m, None) for m in gone] + [Change("memos", k, before.get(k), row) for k, row in after.items()]


def _key(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    return row["utterance"], row["start"], row["end"], row["code"], row["coder"], row["sha256"]
