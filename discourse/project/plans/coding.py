"""Plans of `code`, `uncode` and `memo`. Each passage is held against its text before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import Connection, select

from discourse.errors import FrameError, ProjectError, UnknownUtterance
from discourse.frames import check_offset
from discourse.project.log import Change, Plan, Row, fetch, new_id
from discourse.project.tables import STATE, texts
from discourse.project.tree import paths_of, resolve_codes

ABOUT = ("utterance", "coding", "code", "participant", "thread", "project", "note")


def plan_code(
    connection: Connection, passages: list[Row], coder: str, moment: str, coming: Mapping[str, str] = MappingProxyType({})
) -> Plan:
    """Add these codings; the same code of the same coder on the same passage is there only once.

    ``coming`` are the codes, ``{path: id}``, that the same deed adds to the codebook.
    """
    said = read_texts(connection, (p["utterance"] for p in passages))
    codes = {**resolve_codes(connection, (p["code"] for p in passages if p["code"] not in coming)), **coming}
    have = _standing(connection, "codings", said)
    plan: list[Change] = []
    for n, row in enumerate(passages, 1):
        after = checked({"coder": coder, **row}, said, codes, f"codings, row {n}")
        if (known_passage := _passage(after)) in have:
            continue
        have.add(known_passage)
        after |= {"id": text(row, "id") or new_id(), "suggested_by": text(row, "suggested_by"), "passage": text(row, "passage")}
        after["weight"] = None if missing(row.get("weight")) else float(row["weight"])
        after["created_at"] = str(row["created_at"]) if not missing(row.get("created_at")) else moment
        plan.append(Change("codings", after["id"], None, after))
        if words := text(row, "memo"):
            plan.append(_memo(None, "coding", after["id"], words, after["coder"], after["created_at"]))
    _free(connection, plan)
    return Plan(plan, summary(connection, plan, coming=coming))


def plan_uncode(connection: Connection, ids: Iterable[str], coder: str) -> Plan:
    """Take codings back, with their memos. A coder takes back only what stands under their own name."""
    there = own(connection, ids, coder)
    ids = list(there)
    plan = [Change("codings", i, there[i], None) for i in ids]
    memos = STATE["memos"]
    for n in range(0, len(ids), 500):
        found = select(memos).where(memos.c.about == "coding", memos.c.target.in_(ids[n : n + 500]))
        plan += [Change("memos", m["id"], dict(m), None) for m in connection.execute(found).mappings()]
    return Plan(plan, summary(connection, plan, before=True))


def plan_memo(connection: Connection, about: str, target: str, words: str, coder: str, moment: str) -> Plan:
    """Set this coder's memo on one thing; an empty one is taken away. A note is about nothing but its own title."""
    if about not in ABOUT:
        raise FrameError(f"a memo is about {', '.join(ABOUT)}; not about {about!r}")
    if about == "code":
        target = resolve_codes(connection, [target])[target]
    else:
        _there(connection, about, target)
    identity = f"{about}:{target}:{coder}"
    before = fetch(connection, "memos", [identity]).get(identity)
    if (before or {}).get("text", "") == words:
        return Plan([])
    return Plan([_memo(before, about, target, words, coder, moment)], {"about": about, "target": target, "memo": words[:80]})


def own(connection: Connection, ids: Iterable[str], coder: str) -> dict[str, Row]:
    """These codings, which must be the coder's own."""
    ids = list(dict.fromkeys(ids))
    there = fetch(connection, "codings", ids)
    for coding in ids:
        if coding not in there:
            raise ProjectError(f"no coding {coding!r} stands in the project; codings() lists those that do")
        if (whose := there[coding]["coder"]) != coder:
            raise ProjectError(f"the coding {coding!r} is {whose}'s; only {whose} changes it: Project(…, coder={whose!r})")
    return {coding: there[coding] for coding in ids}


class Said(NamedTuple):
    """A text as it stands now, and the hash that names it."""

    text: str
    sha256: str


def read_texts(connection: Connection, ids: Iterable[str]) -> dict[str, Said]:
    """``{utterance: Said}`` for these utterances; the unknown ones are missing."""
    table, wanted = STATE["utterances"], list(dict.fromkeys(ids))
    found: dict[str, Said] = {}
    for n in range(0, len(wanted), 500):
        both = (
            select(table.c.id, texts.c.text, texts.c.sha256)
            .join(texts, texts.c.sha256 == table.c.sha256)
            .where(table.c.id.in_(wanted[n : n + 500]))
        )
        found.update({row.id: Said(row.text, row.sha256) for row in connection.execute(both)})
    return found


def checked(row: Row, said: dict[str, Said], codes: dict[str, str], where: str) -> Row:
    """The columns that every passage has, once its offsets and its quote are held against the text."""
    utterance = row["utterance"]
    if utterance not in said:
        raise UnknownUtterance(f"{where}: the project has no utterance {utterance!r}; add its corpus first")
    quote = check_offset(said[utterance].text, row["start"], row["end"], f"{where}, utterance {utterance!r}", text(row, "quote"))
    return {
        "utterance": utterance, "start": int(row["start"]), "end": int(row["end"]), "code": codes[row["code"]], "coder": row["coder"],
        "quote": quote, "score": None if missing(row.get("score")) else float(row["score"]), "sha256": said[utterance].sha256,
    }  # fmt: skip


def summary(connection: Connection, plan: list[Change], before: bool = False, coming: Mapping[str, str] = MappingProxyType({})) -> Row:
    """How the log tells of passages: how many, which codes, and the first quote."""
    made = [r for c in plan if c.place in ("codings", "suggestions") and (r := c.before if before else c.after)]
    if not made:
        return {}
    paths = paths_of(connection) | {key: path for path, key in coming.items()}
    codes = [paths[code] for code in dict.fromkeys(r["code"] for r in made)]
    return {"passages": len(made), "codes": codes[:5], "quote": made[0]["quote"][:80]}


def text(row: Row, column: str) -> str | None:
    value = row.get(column)
    return None if missing(value) else str(value)


def missing(value: Any) -> bool:
    return value is None or value != value or value is pd.NA or value is pd.NaT


def _passage(row: Row) -> tuple[str, int, int, str, str]:
    return row["utterance"], row["start"], row["end"], row["code"], row["coder"]


def _standing(connection: Connection, place: str, utterances: Iterable[str]) -> set[tuple[str, int, int, str, str]]:
    table, wanted, found = STATE[place], list(utterances), set[tuple[str, int, int, str, str]]()
    columns = (table.c.utterance, table.c.start, table.c.end, table.c.code, table.c.coder)
    for n in range(0, len(wanted), 500):
        found.update(
            (r.utterance, r.start, r.end, r.code, r.coder)
            for r in connection.execute(select(*columns).where(table.c.utterance.in_(wanted[n : n + 500])))
        )
    return found


def _free(connection: Connection, plan: list[Change]) -> None:
    if taken := fetch(connection, "codings", (c.id for c in plan if c.place == "codings")):
        raise ProjectError(f"a coding with the id {next(iter(taken))!r} is already there, on another passage; leave the id out")


def _memo(before: Row | None, about: str, target: str, words: str, coder: str, moment: str) -> Change:
    identity = f"{about}:{target}:{coder}"
    after = {"id": identity, "about": about, "target": target, "text": words, "coder": coder, "created_at": moment}
    return Change("memos", identity, before, after if words else None)


def _there(connection: Connection, about: str, target: str) -> None:
    if about in ("project", "note"):
        return
    if not fetch(connection, f"{about}s", [target]):
        raise UnknownUtterance(f"a memo cannot be put on the {about} {target!r}: the project has none of that name")
