"""The frames that plural nouns answer with, but for those of passages, which stand in passages.py. It reads, and changes nothing."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, not_, select

from discourse.codebook import COLUMNS, Codebook
from discourse.corpus import Corpus
from discourse.project.blindness import change_seen, hidden_threads, memo_seen
from discourse.project.columns import read_frame
from discourse.project.own import moved_by_merges
from discourse.project.plans.sources import read_attrs
from discourse.project.tables import STATE, changes, events, texts
from discourse.project.telling import deed_told
from discourse.project.tree import paths_of, read_codes


def answer_memos(connection: Connection, viewer: str | None = None) -> pd.DataFrame:
    """``about target text coder created_at``, oldest first."""
    t = STATE["memos"]
    columns = (t.c.about, t.c.target, t.c.text, t.c.coder, t.c.created_at)
    frame = read_frame(connection, select(*columns).where(memo_seen(connection, viewer)).order_by(t.c.created_at, t.c.id), {})
    paths = paths_of(connection)
    told = [paths[target] if about == "code" else target for about, target in zip(frame["about"], frame["target"], strict=True)]
    return frame.assign(target=pd.Series(told, index=frame.index, dtype="str"))


def answer_log(connection: Connection, viewer: str | None = None) -> pd.DataFrame:
    """``seq id time coder via verb what undoes told``, in the order in which they came; ``what`` is a dict, ``told`` a line."""
    columns = (events.c[c] for c in ("seq", "id", "time", "coder", "via", "verb", "what", "undoes"))
    frame = read_frame(connection, select(*columns).order_by(events.c.seq), {"seq": "int64"})
    frame["time"] = pd.to_datetime(frame["time"], utc=True).dt.as_unit("us")
    hushed = ~frame["seq"].isin(_told(connection, viewer)) & (frame["coder"] != viewer) if hidden_threads(connection, viewer) else None
    told = [json.loads(w) for w in frame["what"]]
    frame["what"] = pd.Series([{} if hushed is not None and hushed[n] else what for n, what in enumerate(told)], dtype="object")
    return frame.assign(told=frame["what"].map(deed_told).astype("str"))


def answer_changes(connection: Connection, since: int, viewer: str | None = None) -> pd.DataFrame:
    """``seq verb undone place id utterance``: each row of state that a deed after ``since`` changed, in order.

    ``undone`` is the verb that an undo took back; ``utterance`` is where a coding, suggestion or memo stands, if in one.
    """
    columns = ["seq", "verb", "undone", "place", "id", "utterance"]
    frame = pd.DataFrame(list_changes(connection, since, viewer), columns=columns)
    return frame.astype({"seq": "int64"} | dict.fromkeys(columns[1:], "str"))


def list_changes(connection: Connection, since: int, viewer: str | None = None) -> list[dict[str, Any]]:
    """The rows of `answer_changes` as plain dicts.

    A merge may change rows that none of its deeds names, such as a code that comes back: those follow with the verb "merge".
    """
    columns = (changes.c.place, changes.c.id, changes.c.utterance, events.c.seq, events.c.verb, events.c.what, events.c.undoes)
    made = select(*columns).join(events, events.c.seq == changes.c.event)
    made = made.where(change_seen(connection, viewer, events.c.coder))
    told = [
        {
            "seq": c.seq, "verb": c.verb, "undone": json.loads(c.what).get("verb") if c.undoes else None,
            "place": c.place, "id": c.id, "utterance": c.utterance,
        }
        for c in connection.execute(made.where(changes.c.event > since).order_by(changes.c.event, changes.c.n))
    ]  # fmt: skip
    moved = [{"verb": "merge", "undone": None, **row} for row in moved_by_merges(connection, since)]
    if moved and (hidden := hidden_threads(connection, viewer)):
        said = STATE["utterances"]
        inside = set(connection.execute(select(said.c.id).where(said.c.thread.in_(hidden))).scalars())
        moved = [row for row in moved if row["utterance"] not in inside]
    return sorted([*told, *moved], key=lambda row: row["seq"]) if moved else told


def answer_participants(connection: Connection) -> pd.DataFrame:
    """``participant`` and any attributes, in the order in which they came."""
    t = STATE["participants"]
    rows = connection.execute(select(t.c.id, t.c.more).order_by(t.c.seq))
    frame = pd.DataFrame([{"participant": name, **json.loads(more)} for name, more in rows])
    return frame if len(frame) else pd.DataFrame({"participant": pd.Series(dtype="str")})


def answer_corpus(connection: Connection) -> Corpus:
    """All utterances as a Corpus, with their participants and the provenance of their sources."""
    t = STATE["utterances"]
    columns = [t.c.id, t.c.thread, t.c.reply_to, t.c.kind, t.c.participant, t.c.time, texts.c.text, t.c.more]
    threads = STATE["threads"]
    query: Select[Any] = select(*columns).join(texts, texts.c.sha256 == t.c.sha256).join(threads, threads.c.id == t.c.thread)
    query = query.order_by(threads.c.seq, threads.c.id, t.c.seq, t.c.id)
    rows = connection.execute(query).all()
    frame = pd.DataFrame(rows, columns=[c.name for c in columns])
    more = pd.DataFrame([json.loads(m) for m in frame.pop("more")], index=frame.index)
    return Corpus(frame.join(more), answer_participants(connection), attrs=read_attrs(connection))


def answer_codebook(connection: Connection) -> Codebook:
    """The codes in use as they stand, as a Codebook; retired ones are left out."""
    notes = STATE["notes"]
    living = [row for row in read_codes(connection).values() if not row["retired"]]
    title = connection.execute(select(notes.c.value).where(notes.c.id == "codebook/title")).scalar()
    frame = pd.DataFrame([{**r, "code": r["path"], "terms": json.loads(r["terms"])} for r in living], columns=list(COLUMNS))
    return Codebook(frame, title=json.loads(title) if title else "")


def answer_codes(connection: Connection) -> pd.DataFrame:
    """``id code brief definition include exclude example colour terms retired merged_into``: every code, as the tree is read."""
    codes = read_codes(connection)
    names = ("id", *COLUMNS, "retired", "merged_into")
    rows = [
        {
            **row,
            "code": row["path"],
            "terms": json.loads(row["terms"]),
            "merged_into": codes[m]["path"] if (m := row["merged_into"]) else None,
        }
        for row in codes.values()
    ]
    frame = pd.DataFrame(rows, columns=list(names)).astype(dict.fromkeys([n for n in names if n not in ("terms", "retired")], "str"))
    return frame.assign(retired=pd.to_datetime(frame["retired"], utc=True).dt.as_unit("us"))


def _told(connection: Connection, viewer: str | None) -> list[int]:
    """The deeds of which a coder who reads blind may know what they were about: no row of them stands in a hidden utterance."""
    secret = not_(change_seen(connection, viewer, None))
    hidden = select(changes.c.event).where(secret)
    return list(connection.execute(select(events.c.seq).where(events.c.seq.not_in(hidden))).scalars())
