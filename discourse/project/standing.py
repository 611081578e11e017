"""The frames that tell how far a team is: who was given what, what was read, what was coded. It reads, and changes nothing."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, Select, and_, select

from discourse.project.blindness import hidden_threads, seen
from discourse.project.columns import read_frame
from discourse.project.tables import STATE, texts
from discourse.project.tree import paths_of


def answer_assignments(connection: Connection) -> pd.DataFrame:
    """``thread coder blind``, in reading order."""
    t, threads = STATE["assignments"], STATE["threads"]
    query = (
        select(t.c.thread, t.c.coder, t.c.blind).join(threads, threads.c.id == t.c.thread).order_by(threads.c.seq, threads.c.id, t.c.coder)
    )
    return read_frame(connection, query, {"blind": "bool"})


def answer_readings(connection: Connection, coder: str | None, viewer: str | None) -> pd.DataFrame:
    """``utterance thread coder how``: each utterance that a coder has dealt with, once, in reading order."""
    read, coded = _marks(connection, "readings"), _marks(connection, "codings")
    said = _said(connection)
    marked = read.merge(said, on="utterance")
    begun = coded.merge(said, on="utterance")
    given = answer_assignments(connection)[["thread", "coder"]]
    with_marks = set(zip(marked["thread"], marked["coder"], strict=True))
    with_work = set(zip(begun["thread"], begun["coder"], strict=True))
    whole = [(t, c) for t, c in zip(given["thread"], given["coder"], strict=True) if (t, c) in with_work and (t, c) not in with_marks]
    assigned = pd.DataFrame(whole, columns=["thread", "coder"]).astype("str").merge(said, on="thread")
    parts = [begun.assign(how="coded"), marked.assign(how="read"), assigned.assign(how="assigned")]
    every = pd.concat(parts, ignore_index=True).drop_duplicates(["utterance", "coder"])
    hidden = set(hidden_threads(connection, viewer))
    every = every[(every["coder"] == viewer) | ~every["thread"].isin(hidden)]
    every = every if coder is None else every[every["coder"] == coder]
    every = every.sort_values(["place", "coder"], ignore_index=True)
    return every[["utterance", "thread", "coder", "how"]].astype("str")


def answer_progress(connection: Connection, viewer: str | None) -> pd.DataFrame:
    """``thread coder assigned blind utterances read coded codings``, in reading order."""
    said = _said(connection)
    size = said.groupby("thread")["utterance"].size()
    read = _marks(connection, "readings").merge(said, on="utterance").groupby(["thread", "coder"]).size()
    codings = _codings(connection).merge(said, on="utterance").groupby(["thread", "coder"])["utterance"]
    given = answer_assignments(connection)
    blind = {(t, c): bool(b) for t, c, b in given[["thread", "coder", "blind"]].itertuples(index=False, name=None)}
    coded, passages = codings.nunique(), codings.size()
    pairs = dict.fromkeys([*blind, *read.index, *coded.index])
    place = {thread: n for n, thread in enumerate(said["thread"].drop_duplicates())}
    hidden = set(hidden_threads(connection, viewer))
    rows = [
        {
            "thread": t, "coder": c, "assigned": (t, c) in blind, "blind": blind.get((t, c), False), "utterances": int(size.get(t, 0)),
            "read": int(read.get((t, c), 0)), "coded": int(coded.get((t, c), 0)), "codings": int(passages.get((t, c), 0)),
        }
        for t, c in sorted(pairs, key=lambda pair: (place.get(pair[0], len(place)), pair[1]))
        if c == viewer or t not in hidden
    ]  # fmt: skip
    kinds = {"thread": "str", "coder": "str", "assigned": "bool", "blind": "bool"} | dict.fromkeys(
        ("utterances", "read", "coded", "codings"), "int64"
    )
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def answer_sets(connection: Connection) -> pd.DataFrame:
    """``name utterance``, in reading order within each set."""
    t, said, threads = STATE["members"], STATE["utterances"], STATE["threads"]
    query = select(t.c.name, t.c.utterance).join(said, said.c.id == t.c.utterance).join(threads, threads.c.id == said.c.thread)
    return read_frame(connection, query.order_by(t.c.name, threads.c.seq, threads.c.id, said.c.seq, said.c.id), {})


def answer_unanchored(connection: Connection, viewer: str | None) -> pd.DataFrame:
    """``utterance start end code coder quote before after id``: codings that stand on an older text of their utterance."""
    t, said, threads = STATE["codings"], STATE["utterances"], STATE["threads"]
    columns = [t.c[c] for c in ("utterance", "start", "end", "code", "coder", "quote")]
    query = select(*columns, texts.c.text, t.c.id).join(said, and_(said.c.id == t.c.utterance, said.c.sha256 != t.c.sha256))
    query = query.join(texts, texts.c.sha256 == t.c.sha256).join(threads, threads.c.id == said.c.thread)
    query = query.where(seen(connection, viewer, by=t.c.coder, utterance=t.c.utterance))
    order = (threads.c.seq, threads.c.id, said.c.seq, said.c.id, t.c.start, t.c.end, t.c.id)
    frame = read_frame(connection, query.order_by(*order), {"start": "int64", "end": "int64"})
    places = list(zip(frame["text"], frame["start"], frame["end"], strict=True))
    frame["before"] = pd.Series([text[max(0, start - 40) : start] for text, start, _ in places], index=frame.index, dtype="str")
    frame["after"] = pd.Series([text[end : end + 40] for text, _, end in places], index=frame.index, dtype="str")
    frame["code"] = frame["code"].map(paths_of(connection)).astype("str")
    return frame[["utterance", "start", "end", "code", "coder", "quote", "before", "after", "id"]]


def _said(connection: Connection) -> pd.DataFrame:
    t, threads = STATE["utterances"], STATE["threads"]
    query: Select[tuple[str, str]] = select(t.c.id.label("utterance"), t.c.thread).join(threads, threads.c.id == t.c.thread)
    frame = read_frame(connection, query.order_by(threads.c.seq, threads.c.id, t.c.seq, t.c.id), {})
    return frame.assign(place=range(len(frame)))


def _marks(connection: Connection, place: str) -> pd.DataFrame:
    table = STATE[place]
    return read_frame(connection, select(table.c.utterance, table.c.coder).distinct(), {})


def _codings(connection: Connection) -> pd.DataFrame:
    t = STATE["codings"]
    return read_frame(connection, select(t.c.utterance, t.c.coder), {})
