"""Plans of `add`: utterances and participants come in. A text that is already there is never changed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from discourse.corpus import Corpus
from discourse.errors import FrameError
from discourse.frames import UTTERANCES, rows
from discourse.project.log import Change, Plan, fetch, insert_many, new_id, next_seq, to_json
from discourse.project.tables import STATE, texts


def plan_corpus(connection: Connection, corpus: Corpus) -> Plan:
    """Add the utterances and participants that are not there yet; refuse another text under a known id."""
    said = corpus.utterances
    have = fetch(connection, "utterances", said["id"])
    seq = next_seq(connection, "utterances")
    more = [c for c in said.columns if c not in UTTERANCES]
    plan = _threads(connection, list(said["thread"].drop_duplicates()))
    words: dict[str, str] = {}
    for row in rows(said):
        sha = hashlib.sha256(row["text"].encode()).hexdigest()
        if known := have.get(row["id"]):
            if known["sha256"] != sha:
                raise FrameError(
                    f"the project already has an utterance {row['id']!r} with another text; project.update(corpus) takes a newer "
                    "capture of the same thread over, and dc.read(path, thread='…') gives another discussion another name"
                )
            continue
        words[sha] = row["text"]
        after = {
            "id": row["id"], "thread": row["thread"], "seq": seq, "reply_to": plain_value(row["reply_to"]), "kind": row["kind"],
            "participant": plain_value(row["participant"]), "time": time_of(row["time"]),
            "more": to_json({str(c): v for c in more if (v := plain_value(row[c])) is not None}), "sha256": sha,
        }  # fmt: skip
        plan.append(Change("utterances", row["id"], None, after))
        seq += 1
    keep_texts(connection, words)
    added = sum(c.place == "utterances" for c in plan)
    plan += _people(connection, corpus.participants)
    if added and (source := {k: v for k, v in corpus.attrs.items() if _jsonable(v)}):
        note = f"source/{new_id()}"
        plan.append(Change("notes", note, None, {"id": note, "value": to_json(source)}))
    return Plan(plan, {"utterances": added, "threads": int(said["thread"].nunique())})


def read_attrs(connection: Connection) -> dict[str, Any]:
    """The ``attrs`` of the project's corpus: the provenance of each source that was added, in order."""
    notes = STATE["notes"]
    found = connection.execute(select(notes.c.value).where(notes.c.id.like("source/%")).order_by(notes.c.id))
    sources = [json.loads(value) for (value,) in found]
    records = [record for source in sources for record in source.get("provenance", [])]
    return {"provenance": records} if records else {}


def _threads(connection: Connection, threads: list[str]) -> list[Change]:
    have, seq = fetch(connection, "threads", threads), next_seq(connection, "threads")
    new = (t for t in threads if t not in have)
    return [Change("threads", t, None, {"id": t, "seq": seq + n}) for n, t in enumerate(new)]


def _people(connection: Connection, people: pd.DataFrame) -> list[Change]:
    have = fetch(connection, "participants", people["participant"])
    seq = next_seq(connection, "participants")
    plan = []
    for row in rows(people):
        name = str(row.pop("participant"))
        given = {str(c): v for c, value in row.items() if (v := plain_value(value)) is not None}
        before = have.get(name)
        attributes = {**json.loads(before["more"]), **given} if before else given
        after = {"id": name, "seq": before["seq"] if before else seq, "more": to_json(attributes)}
        seq += before is None
        if after != before:
            plan.append(Change("participants", name, before, after))
    return plan


def keep_texts(connection: Connection, words: dict[str, str]) -> None:
    """Store these texts, ``{hash: text}``; those that are there already stay."""
    have: set[str] = set()
    hashes = list(words)
    for n in range(0, len(hashes), 500):
        have.update(connection.execute(select(texts.c.sha256).where(texts.c.sha256.in_(hashes[n : n + 500]))).scalars())
    insert_many(connection, texts, ((sha, text) for sha, text in words.items() if sha not in have))


def plain_value(value: Any) -> Any:
    """A value as JSON knows it; missing ones are None."""
    if isinstance(value, (list, dict)):
        return value if _jsonable(value) else str(value)
    if value is None or pd.isna(value):
        return None
    value = value.item() if hasattr(value, "item") else value
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def time_of(value: Any) -> str | None:
    """A time as it is stored."""
    return None if pd.isna(value) else value.isoformat()


def _jsonable(value: Any) -> bool:
    try:
        to_json(value)
    except (TypeError, ValueError):
        return False
    return True
