"""Plans that give standing codings another code, other bounds, a weight or company, split and join them. The words stay what they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import index
from typing import Any

from sqlalchemy import Connection, select

from discourse.errors import FrameError, OffsetError, ProjectError
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
    _alone(connection, after, set())
    return Plan([Change("codings", coding, row, after)], {"passages": 1, "quote": after["quote"][:80], "was": row["quote"][:80]})


def plan_split(connection: Connection, coding: str, at: int, coder: str, moment: str, second: str | None) -> Plan:
    """Make two codings of an own one, before and behind a place in its utterance; the first keeps the id and the memo."""
    row = own(connection, [coding], coder)[coding]
    text = connection.execute(select(texts.c.text).where(texts.c.sha256 == row["sha256"])).scalar_one()
    where = f"coding {coding!r}, utterance {row['utterance']!r}"
    try:
        at = index(at)
    except TypeError as error:
        raise OffsetError(f"{where}: it is split at a code point, a whole number, not at {at!r}") from error
    parts = [_trimmed(text, row["start"], at), _trimmed(text, at, row["end"])]
    if not row["start"] < at < row["end"] or not all(start < end for start, end in parts):
        raise OffsetError(f"{where}: split at {at} nothing would be left on one side of {row['start']}:{row['end']}")
    first, other = ({**row, "start": start, "end": end, "quote": text[start:end]} for start, end in parts)
    other |= {"id": second or new_id(), "created_at": moment}
    if fetch(connection, "codings", [other["id"]]):
        raise ProjectError(f"a coding with the id {other['id']!r} is already there, on another passage; leave the id out")
    _alone(connection, first, {coding})
    _alone(connection, other, {coding})
    plan = [Change("codings", coding, row, first), Change("codings", other["id"], None, other)]
    return Plan(plan, {"codes": [paths_of(connection)[row["code"]]], "quote": first["quote"][:80], "from": other["quote"][:80]})


def plan_join(connection: Connection, ids: Iterable[str], coder: str) -> Plan:
    """Make one coding of several own ones of one code in one utterance; the first keeps its id, and memos come together."""
    mine = sorted(own(connection, ids, coder).values(), key=lambda r: (r["start"], r["end"], r["id"]))
    if len(mine) < 2:
        raise FrameError("joining takes two codings or more; give their ids")
    paths = paths_of(connection)
    for what, told in {"utterance": "utterances", "code": "codes"}.items():
        if len(found := list(dict.fromkeys(paths.get(r[what], r[what]) if what == "code" else r[what] for r in mine))) > 1:
            raise FrameError(f"codings of one utterance and one code are joined; these have the {told} {found[0]!r} and {found[1]!r}")
    if len({r["sha256"] for r in mine}) > 1:
        raise FrameError("one of these codings stands on an older text of its utterance; put it on the present one first: project.anchor")
    first, *others = mine
    text = connection.execute(select(texts.c.text).where(texts.c.sha256 == first["sha256"])).scalar_one()
    after = {**first, "end": max(r["end"] for r in mine)}
    after["quote"] = text[after["start"] : after["end"]]
    after |= {c: next((r[c] for r in mine if r[c] is not None), None) for c in ("weight", "passage")}
    if len({(r["suggested_by"], r["score"]) for r in mine}) > 1:
        after |= {"suggested_by": None, "score": None}
    _alone(connection, after, {r["id"] for r in mine})
    plan = [Change("codings", first["id"], first, after), *(Change("codings", r["id"], r, None) for r in others)]
    plan = [c for c in plan if c.before != c.after] + _memos(connection, {r["id"]: first["id"] for r in others})
    return Plan(plan, {"passages": len(mine), "codes": [paths[first["code"]]], "quote": after["quote"][:80]})


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
    order = {key: n for n, key in enumerate(doubles)}
    gone.sort(key=lambda memo: (order[memo["target"]], memo["id"]))
    heirs = {memo["id"]: f"coding:{doubles[memo['target']]}:{memo['coder']}" for memo in gone}
    before = fetch(connection, "memos", heirs.values())
    after: dict[str, Row] = {}
    for memo in gone:
        key = heirs[memo["id"]]
        old = after.get(key) or before.get(key)
        text = f"{old['text']}\n\n{memo['text']}" if old else memo["text"]
        after[key] = {**memo, "id": key, "target": doubles[memo["target"]], "text": text}
    return [Change("memos", m["id"], m, None) for m in gone] + [Change("memos", k, before.get(k), row) for k, row in after.items()]


def _alone(connection: Connection, row: Row, apart: set[str]) -> None:
    """Refuse a coding that would stand where another own one of its code stands, but for those ``apart``."""
    t = STATE["codings"]
    same = select(t.c.id).where(*(t.c[c] == row[c] for c in ("utterance", "start", "end", "code", "coder")))
    for other in connection.execute(same.order_by(t.c.id)).scalars():
        if other not in apart:
            raise ProjectError(f"you have coded that passage with this code already (coding {other!r}); take one of the two back")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds without the white space at both ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _key(row: Mapping[Any, Any]) -> tuple[Any, ...]:
    return row["utterance"], row["start"], row["end"], row["code"], row["coder"], row["sha256"]
