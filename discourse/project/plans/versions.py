"""Plans of `update`, `reanchor` and `anchor`: a newer capture comes in, and passages find their words in it or are left to be listed."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from discourse.corpus import Corpus
from discourse.errors import FrameError, OffsetError
from discourse.frames import check_offset, rows
from discourse.project.log import Change, Plan, Row, fetch, to_json
from discourse.project.plans.coding import own
from discourse.project.plans.sources import keep_texts, plain_value, plan_corpus, time_of
from discourse.project.tables import STATE, texts
from discourse.project.versions import match_utterances, place_again


def plan_update(connection: Connection, corpus: Corpus) -> Plan:
    """Take over a newer capture: new utterances are added, edited ones get their new text, and passages find their place in it."""
    new = corpus.utterances
    old = _standing(connection, list(new["thread"].drop_duplicates()))
    if old.empty:
        raise FrameError(f"the project has no thread {new['thread'].iloc[0]!r} to update; project.add takes in what is new")
    match = match_utterances(old, new)
    taken = set(_known(connection, new["id"]))
    names: dict[str, str] = {}
    for key in new["id"]:
        names[key] = match.get(key) or _free(key, taken)
        taken.add(names[key])
    renamed = new.assign(id=new["id"].map(names), reply_to=new["reply_to"].map(lambda r: names.get(r, r) if isinstance(r, str) else r))
    before = fetch(connection, "utterances", match.values())
    fresh = renamed[~renamed["id"].isin(set(before))]
    added = plan_corpus(connection, Corpus(fresh, corpus.participants, attrs=corpus.attrs))
    changed, words = [], dict[str, str]()
    for row in rows(renamed[renamed["id"].isin(set(before))]):
        if (after := _newer(before[row["id"]], row)) != before[row["id"]]:
            changed.append(Change("utterances", row["id"], before[row["id"]], after))
            words[after["sha256"]] = row["text"]
    keep_texts(connection, words)
    edited = {c.id: (c.before or {})["sha256"] for c in changed if (c.before or {})["sha256"] != (c.after or {})["sha256"]}
    moved, lost = _moves(connection, {c.id: (c.after or {})["sha256"] for c in changed if c.id in edited}, words)
    told = {"utterances": added.what["utterances"], "edited": len(edited), "moved": len(moved), "unanchored": lost}
    return Plan([*added.changes, *changed, *moved], told | {"absent": int((~old["id"].isin(match.values())).sum())})


def plan_reanchor(connection: Connection) -> Plan:
    """Look once more where the passages that stand on an older text stand in the present one."""
    t, said = STATE["codings"], STATE["utterances"]
    adrift = select(said.c.id, said.c.sha256).join(t, t.c.utterance == said.c.id).where(t.c.sha256 != said.c.sha256).distinct()
    now = {row.id: row.sha256 for row in connection.execute(adrift)}
    moved, lost = _moves(connection, now, {})
    return Plan(moved, {"moved": len(moved), "unanchored": lost})


def plan_anchor(connection: Connection, coding: str, quote: str | None, start: int | None, end: int | None, coder: str) -> Plan:
    """Put one own coding by hand where it belongs in the present text."""
    row = own(connection, [coding], coder)[coding]
    sha = fetch(connection, "utterances", [row["utterance"]])[row["utterance"]]["sha256"]
    text = connection.execute(select(texts.c.text).where(texts.c.sha256 == sha)).scalar_one()
    words = row["quote"] if quote is None else quote
    if start is None:
        if text.count(words) != 1:
            count = "more than once; say which with start=" if text.count(words) else "not there; give the words that are, with quote="
            raise OffsetError(f"coding {coding!r}, utterance {row['utterance']!r}: the words {words!r} stand {count}")
        start = text.index(words)
    last = start + len(words) if end is None else end
    found = check_offset(text, start, last, f"coding {coding!r}, utterance {row['utterance']!r}", quote)
    after = {**row, "start": int(start), "end": int(last), "quote": found, "sha256": sha}
    return Plan([Change("codings", coding, row, after)] if after != row else [], {"passages": 1, "quote": found[:80]})


def _moves(connection: Connection, now: dict[str, str], words: dict[str, str]) -> tuple[list[Change], int]:
    """Each passage in these utterances that can be placed in the text of that hash, and how many codings cannot."""
    plan: list[Change] = []
    lost = 0
    seen = {**words}

    def text(sha: str) -> str:
        if sha not in seen:
            seen[sha] = connection.execute(select(texts.c.text).where(texts.c.sha256 == sha)).scalar_one()
        return seen[sha]

    for place in ("codings", "suggestions"):
        table, ids = STATE[place], list(now)
        for n in range(0, len(ids), 500):
            for row in connection.execute(select(table).where(table.c.utterance.in_(ids[n : n + 500])).order_by(table.c.id)).mappings():
                sha = now[row["utterance"]]
                if row["sha256"] == sha:
                    continue
                span = place_again(text(row["sha256"]), text(sha), row["start"], row["end"])
                if span is None:
                    lost += place == "codings"
                    continue
                after = {**row, "start": span[0], "end": span[1], "quote": text(sha)[slice(*span)], "sha256": sha}
                plan.append(Change(place, row["id"], dict(row), after))
    return plan, lost


def _standing(connection: Connection, threads: list[str]) -> pd.DataFrame:
    t = STATE["utterances"]
    query = select(t.c.id, t.c.thread, t.c.participant, t.c.time, texts.c.text).join(texts, texts.c.sha256 == t.c.sha256)
    found = connection.execute(query.where(t.c.thread.in_(threads)).order_by(t.c.seq, t.c.id)).all()
    return pd.DataFrame(found, columns=["id", "thread", "participant", "time", "text"])


def _newer(before: Row, row: dict[str, Any]) -> Row:
    """The stored row with the new words; who and when only where that was not known."""
    known = {"id", "thread", "reply_to", "kind", "participant", "time", "text"}
    more = {str(c): v for c, value in row.items() if c not in known and (v := plain_value(value)) is not None}
    return {
        **before, "sha256": hashlib.sha256(row["text"].encode()).hexdigest(),
        "participant": before["participant"] if before["participant"] is not None else plain_value(row["participant"]),
        "time": before["time"] if before["time"] is not None else time_of(row["time"]),
        "more": to_json({**json.loads(before["more"]), **more}),
    }  # fmt: skip


def _known(connection: Connection, ids: Any) -> list[str]:
    return list(fetch(connection, "utterances", ids))


def _free(key: str, taken: set[str]) -> str:
    """The id, or the next one like it, where another utterance has it already."""
    name, n = key, 1
    while name in taken:
        n += 1
        name = f"{key}~{n}"
    return name
