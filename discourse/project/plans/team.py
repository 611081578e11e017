"""Plans of a team's work: who reads which thread, blind or not, what has been read, and sets of utterances."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from discourse.errors import FrameError, ProjectError, UnknownUtterance, known
from discourse.project.log import Change, Plan, fetch
from discourse.project.tables import STATE


def plan_assign(connection: Connection, threads: list[str], coders: list[str], blind: bool) -> Plan:
    """Give threads to coders, or change whether they are read blind."""
    _threads(connection, threads)
    if empty := [c for c in coders if not str(c).strip()]:
        raise ProjectError(f"a coder's name is empty ({empty[0]!r}); give the name that they open the project with")
    rows = [{"id": f"{t}\x1f{c}", "thread": t, "coder": c, "blind": int(blind)} for t in threads for c in coders]
    have = fetch(connection, "assignments", (str(r["id"]) for r in rows))
    plan = [Change("assignments", str(r["id"]), have.get(str(r["id"])), r) for r in rows if have.get(str(r["id"])) != r]
    return Plan(plan, {"threads": len(threads), "coders": coders, "blind": blind})


def plan_unassign(connection: Connection, threads: list[str], coders: list[str] | None) -> Plan:
    """Take threads from coders, or from everyone."""
    _threads(connection, threads)
    plan = [
        Change("assignments", row["id"], row, None)
        for row in _of(connection, "assignments", "thread", threads)
        if coders is None or row["coder"] in coders
    ]
    return Plan(plan, {"threads": len(threads), "coders": sorted({c.before["coder"] for c in plan if c.before})})


def plan_reveal(connection: Connection, threads: list[str]) -> Plan:
    """End the blind reading of threads."""
    _threads(connection, threads)
    blind = [row for row in _of(connection, "assignments", "thread", threads) if row["blind"]]
    return Plan([Change("assignments", row["id"], row, {**row, "blind": 0}) for row in blind], {"threads": len(threads)})


def plan_mark_read(connection: Connection, utterances: list[str], coder: str, moment: str, read: bool) -> Plan:
    """Note that the coder has read these utterances, or has not."""
    _utterances(connection, utterances)
    rows = [{"id": f"{u}\x1f{coder}", "utterance": u, "coder": coder, "created_at": moment} for u in dict.fromkeys(utterances)]
    have = fetch(connection, "readings", (r["id"] for r in rows))
    if read:
        plan = [Change("readings", r["id"], None, r) for r in rows if r["id"] not in have]
    else:
        plan = [Change("readings", key, row, None) for key, row in have.items()]
    return Plan(plan, {"utterances": len(plan), "read": read})


def plan_gather(connection: Connection, name: str, utterances: list[str], together: bool) -> Plan:
    """Put utterances into a named set, or take them out."""
    if not name.strip():
        raise FrameError("a set of utterances needs a name")
    _utterances(connection, utterances)
    rows = [{"id": f"{name}\x1f{u}", "name": name, "utterance": u} for u in dict.fromkeys(utterances)]
    have = fetch(connection, "members", (r["id"] for r in rows))
    if together:
        plan = [Change("members", r["id"], None, r) for r in rows if r["id"] not in have]
    else:
        plan = [Change("members", key, row, None) for key, row in have.items()]
    return Plan(plan, {"set": name, "utterances": len(plan)})


def threads_of(connection: Connection, threads: Iterable[str]) -> list[str]:
    """The utterances of threads, in reading order; raises FrameError for one that there is not."""
    threads, t = list(threads), STATE["utterances"]
    _threads(connection, threads)
    found = select(t.c.id).where(t.c.thread.in_(threads)).order_by(t.c.thread, t.c.seq, t.c.id)
    return list(connection.execute(found).scalars())


def _threads(connection: Connection, threads: list[str]) -> None:
    there = fetch(connection, "threads", threads)
    if lost := [t for t in threads if t not in there]:
        names = connection.execute(select(STATE["threads"].c.id).order_by(STATE["threads"].c.seq).limit(20)).scalars()
        raise FrameError(f"no thread {lost[0]!r}; {known(str(lost[0]), list(names), 'the project has')}")


def _utterances(connection: Connection, utterances: list[str]) -> None:
    there = fetch(connection, "utterances", utterances)
    if lost := [u for u in utterances if u not in there]:
        raise UnknownUtterance(f"the project has no utterance {lost[0]!r}; corpus.utterances lists those it has")


def _of(connection: Connection, place: str, column: str, values: list[str]) -> list[dict[str, Any]]:
    table = STATE[place]
    return [dict(r) for r in connection.execute(select(table).where(table.c[column].in_(values)).order_by(table.c.id)).mappings()]
