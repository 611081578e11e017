"""The frames that plural nouns answer with. It reads, and changes nothing."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Select, and_, select

from discourse.codebook import COLUMNS, Codebook
from discourse.corpus import Corpus
from discourse.frames import CODINGS
from discourse.project.log import fetch
from discourse.project.plans.sources import read_attrs
from discourse.project.tables import STATE, changes, events, texts


def answer_codings(connection: Connection, **equals: Any) -> pd.DataFrame:
    """``utterance start end code coder quote score memo id suggested_by created_at``, in reading order."""
    t, said, memos = STATE["codings"], STATE["utterances"], STATE["memos"]
    mine = and_(memos.c.about == "coding", memos.c.target == t.c.id, memos.c.coder == t.c.coder)
    columns = [*(t.c[c] for c in (*CODINGS, "quote", "score")), memos.c.text.label("memo"), t.c.id, t.c.suggested_by, t.c.created_at]
    query: Select[Any] = select(*columns).join(said, said.c.id == t.c.utterance).outerjoin(memos, mine)
    query = _narrowed(query, t, equals).order_by(said.c.seq, t.c.start, t.c.end, t.c.id)
    return _frame(connection, query, {"start": "int64", "end": "int64", "score": "float64"})


def answer_suggestions(connection: Connection, **equals: Any) -> pd.DataFrame:
    """``utterance start end code coder quote score reason id status decided_by``, in reading order."""
    t, said = STATE["suggestions"], STATE["utterances"]
    columns = [t.c[c] for c in (*CODINGS, "quote", "score", "reason", "id", "status", "decided_by")]
    query: Select[Any] = select(*columns).join(said, said.c.id == t.c.utterance)
    query = _narrowed(query, t, equals)
    return _frame(
        connection, query.order_by(said.c.seq, t.c.start, t.c.end, t.c.code), {"start": "int64", "end": "int64", "score": "float64"}
    )


def answer_memos(connection: Connection) -> pd.DataFrame:
    """``about target text coder created_at``, oldest first."""
    t = STATE["memos"]
    return _frame(connection, select(t.c.about, t.c.target, t.c.text, t.c.coder, t.c.created_at).order_by(t.c.created_at, t.c.id), {})


def answer_log(connection: Connection) -> pd.DataFrame:
    """``seq id time coder verb what undoes``, in the order of the deeds; ``what`` is a dict that tells of the deed."""
    frame = _frame(connection, select(events).order_by(events.c.seq), {"seq": "int64"})
    frame["time"] = pd.to_datetime(frame["time"], utc=True).dt.as_unit("us")
    frame["what"] = pd.Series([json.loads(w) for w in frame["what"]], dtype="object")
    frame["undoes"] = pd.array(frame["undoes"].to_list(), dtype="Int64")
    return frame


def answer_changes(connection: Connection, since: int) -> pd.DataFrame:
    """``seq verb undone place id utterance``: each row of state that a deed after ``since`` changed, in order.

    ``undone`` is the verb that an undo took back; ``utterance`` is where a coding, suggestion or memo stands, if in one.
    """
    columns = ["seq", "verb", "undone", "place", "id", "utterance"]
    frame = pd.DataFrame(list_changes(connection, since), columns=columns)
    return frame.astype({"seq": "int64"} | dict.fromkeys(columns[1:], "str"))


def list_changes(connection: Connection, since: int) -> list[dict[str, Any]]:
    """The rows of `answer_changes` as plain dicts."""
    made = select(changes, events.c.verb, events.c.what, events.c.undoes).join(events, events.c.seq == changes.c.event)
    found = connection.execute(made.where(changes.c.event > since).order_by(changes.c.event, changes.c.n)).all()
    rows = [json.loads(c.after or c.before) for c in found]
    noted = [r["target"] for c, r in zip(found, rows, strict=True) if c.place == "memos" and r["about"] == "coding"]
    stands = {i: r["utterance"] for i, r in fetch(connection, "codings", noted).items()}
    stands |= {c.id: r["utterance"] for c, r in zip(found, rows, strict=True) if c.place == "codings"}
    return [
        {
            "seq": c.event, "verb": c.verb, "undone": json.loads(c.what).get("verb") if c.undoes else None,
            "place": c.place, "id": c.id, "utterance": _where(c.place, r, stands),
        }
        for c, r in zip(found, rows, strict=True)
    ]  # fmt: skip


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
    query: Select[Any] = select(*columns).join(texts, texts.c.sha256 == t.c.sha256).order_by(t.c.seq)
    rows = connection.execute(query).all()
    frame = pd.DataFrame(rows, columns=[c.name for c in columns])
    more = pd.DataFrame([json.loads(m) for m in frame.pop("more")], index=frame.index)
    return Corpus(frame.join(more), answer_participants(connection), attrs=read_attrs(connection))


def answer_codebook(connection: Connection) -> Codebook:
    """The codes as they stand, as a Codebook."""
    t, notes = STATE["codes"], STATE["notes"]
    rows = [dict(r) for r in connection.execute(select(t).order_by(t.c.seq)).mappings()]
    title = connection.execute(select(notes.c.value).where(notes.c.id == "codebook/title")).scalar()
    frame = pd.DataFrame([{**r, "code": r["id"], "terms": json.loads(r["terms"])} for r in rows], columns=list(COLUMNS))
    return Codebook(frame, title=json.loads(title) if title else "")


def _where(place: str, row: dict[str, Any], stands: dict[str, str]) -> str | None:
    if place == "memos":
        return row["target"] if row["about"] == "utterance" else stands.get(row["target"])
    return row["id"] if place == "utterances" else row.get("utterance")


def _narrowed(query: Select[Any], table: Any, equals: dict[str, Any]) -> Select[Any]:
    for column, value in equals.items():
        if value is not None:
            query = query.where(table.c[column].in_([value] if isinstance(value, str) else list(value)))
    return query


def _frame(connection: Connection, query: Select[Any], kinds: dict[str, str]) -> pd.DataFrame:
    result = connection.execute(query)
    frame = pd.DataFrame(result.all(), columns=list(result.keys()))
    texts_of = {c: "str" for c in frame.columns if c not in kinds and c not in ("undoes",)}
    return frame.astype({**texts_of, **kinds})
