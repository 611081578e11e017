"""The plan of `describe`: what is known of participants. It changes nothing of what they said."""

from __future__ import annotations

import json
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from discourse.corpus import plural
from discourse.errors import FrameError, known
from discourse.frames import rows
from discourse.project.log import Change, Plan, fetch, to_json
from discourse.project.plans.sources import plain_value
from discourse.project.tables import STATE

MISSED = 5  # unknown names that are told with what they may have meant


def described(frame: pd.DataFrame) -> dict[str, dict[Any, Any]]:
    """``{participant: {attribute: value}}`` of a frame with the column ``participant``; an empty cell takes the attribute away."""
    if "participant" not in frame:
        raise FrameError(f"the frame has no column 'participant'; {known('participant', map(str, frame.columns), 'it has')}")
    if frame["participant"].isna().any():
        at = int(frame["participant"].isna().to_numpy().argmax()) + 1
        raise FrameError(f"row {at} of the frame says nothing in the column 'participant'; take rows without a name out")
    if (twice := frame["participant"][frame["participant"].duplicated()]).size:
        raise FrameError(f"the participant {twice.iloc[0]!r} has several rows in the frame; give each participant one")
    columns = [c for c in frame.columns if c != "participant"]
    return {str(row["participant"]): {c: row[c] for c in columns} for row in rows(frame)}


def plan_describe(connection: Connection, people: Mapping[str, Mapping[Any, Any]]) -> Plan:
    """Give participants these attributes; None takes one away, and what is not named stays."""
    have = fetch(connection, "participants", people)
    if missing := [name for name in people if name not in have]:
        raise FrameError(_missed(connection, missing))
    plan: list[Change] = []
    told: dict[str, str] = {}
    for name, given in people.items():
        before = json.loads(have[name]["more"])
        after = dict(before)
        for attribute, value in given.items():
            if not isinstance(attribute, str) or not attribute.strip() or attribute == "participant":
                raise FrameError(f"an attribute is named by words of its own, not by {attribute!r}; for instance 'age' or 'years online'")
            plain = plain_value(value)
            if plain is None or plain == "":
                after.pop(attribute, None)
            else:
                after[attribute] = plain
            if to_json(before.get(attribute)) != to_json(after.get(attribute)):
                told[attribute] = f"no {attribute}" if attribute not in after else f"{attribute} {_short(after[attribute])}"
        if to_json(after) != to_json(before):
            plan.append(Change("participants", name, have[name], {**have[name], "more": to_json(after)}))
    if len(plan) == 1:
        return Plan(plan, {"participant": plan[0].id, "attributes": list(told.values())})
    return Plan(plan, {"participants": len(plan), "attributes": list(told)})


def _missed(connection: Connection, missing: list[str]) -> str:
    """Every name that nobody has, with the nearest that somebody has."""
    t = STATE["participants"]
    names = list(connection.execute(select(t.c.id).order_by(t.c.seq)).scalars())
    if len(missing) == 1:
        return f"no participant {missing[0]!r}; {known(missing[0], names, 'the project has')}"
    near = {name: get_close_matches(name, names, n=1, cutoff=0.6) for name in missing[:MISSED]}
    told = ", ".join(f"{name!r}{f' (did you mean {found[0]!r}?)' if found else ''}" for name, found in near.items())
    more = f" and {len(missing) - MISSED} more" if len(missing) > MISSED else ""
    whole = known("", names, "the project has")
    return f"no participants {told}{more}; {plural(len(missing), 'name')} of yours nobody has, so nothing was changed; {whole}"


def _short(value: Any) -> str:
    words = value if isinstance(value, str) else to_json(value)
    return words if len(words) <= 40 else words[:39] + "…"
