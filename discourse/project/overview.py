"""A row a thread: how long it is, and how far the work in it has come. It reads, and makes a frame of counts only, never of texts.

How long a thread is changes only when texts come in. So that is counted once and kept, with the number of the deed up to which it
holds; everything else the database counts anew each time.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import Connection, distinct, func, select

from discourse.project.blindness import hidden_threads
from discourse.project.derived import beside, spot
from discourse.project.own import moved_by_merges
from discourse.project.tables import STATE, changes, events, texts
from discourse.threads import titles_of

COLUMNS = ("thread", "title", "utterances", "words", "participants", "read", "coded", "mine", "codings", "suggestions")
WORD = r"[\pL\pN_][\pL\pN_'’-]*"
"""`discourse.frames.WORD`, as RE2 writes it, which counts a million texts in seconds."""
CHUNK = 5000
TEXTS = ("utterances", "threads")
REWRITING = ("forget", "pseudonymise")


class Lengths(NamedTuple):
    """``thread title utterances words participants`` of all threads in their order, as they were after this deed."""

    last: int
    frame: pd.DataFrame


def lengths_of(connection: Connection, known: Lengths | None) -> Lengths:
    """How long the threads are; ``known`` again, unless a text came in or went since."""
    last = int(connection.execute(select(func.coalesce(func.max(events.c.seq), 0))).scalar_one())
    if known is not None and (last == known.last or (last > known.last and not _more_texts(connection, known.last))):
        return known._replace(last=last)
    t, threads = STATE["utterances"], STATE["threads"]
    order = connection.execute(select(threads.c.id).order_by(threads.c.seq, threads.c.id)).scalars().all()
    people = select(t.c.thread, func.count(), func.count(distinct(t.c.participant))).group_by(t.c.thread)
    counted = {thread: (int(said), int(by)) for thread, said, by in connection.execute(people)}
    titled = select(t.c.thread, t.c.more).where(t.c.more.like('%"title":%')).order_by(t.c.seq, t.c.id)
    named = [{"thread": thread, "title": json.loads(more).get("title")} for thread, more in connection.execute(titled)]
    titles = titles_of(pd.DataFrame([*named, *({"thread": thread, "title": None} for thread in order)], columns=["thread", "title"]))
    frame = pd.DataFrame({"thread": order, "title": [titles[thread] for thread in order]}).astype("str")
    frame["utterances"] = np.array([counted.get(thread, (0, 0))[0] for thread in order], np.int64)
    frame["words"] = _words(connection, order)
    frame["participants"] = np.array([counted.get(thread, (0, 0))[1] for thread in order], np.int64)
    return Lengths(last, frame)


def answer_overview(connection: Connection, lengths: Lengths, coder: str | None, viewer: str | None) -> pd.DataFrame:
    """The columns of COLUMNS, in reading order."""
    frame = lengths.frame.copy()
    c, s, r, said = STATE["codings"], STATE["suggestions"], STATE["readings"], STATE["utterances"]
    hidden = set(hidden_threads(connection, viewer))
    thread = beside(c, "thread")
    given = select(thread, c.c.coder, func.count()).select_from(c).where(spot(c).is_not(None)).group_by(thread, c.c.coder)
    touched = select(thread, func.count(distinct(c.c.utterance))).select_from(c)
    touched = touched.where(spot(c).is_not(None), c.c.coder == coder).group_by(thread)
    place = beside(s, "thread")
    proposed = select(place, func.count()).select_from(s).where(spot(s).is_not(None), s.c.status == "open").group_by(place)
    read = select(said.c.thread, func.count()).join(r, r.c.utterance == said.c.id).where(r.c.coder == coder).group_by(said.c.thread)
    every, mine = dict[str, int](), dict[str, int]()
    for name, who, n in connection.execute(given):
        if name not in hidden or who == viewer:  # there a coder counts what is theirs alone
            every[name] = every.get(name, 0) + int(n)
            if who == coder:
                mine[name] = int(n)
    coded = {name: n for name, n in _pairs(connection, touched) if name in mine}
    open_ones, marked = dict(_pairs(connection, proposed)), dict(_pairs(connection, read))
    if coder != viewer:
        marked = {name: n for name, n in marked.items() if name not in hidden}
    counts: dict[str, Any] = {
        "read": marked,
        "coded": coded,
        "mine": mine,
        "codings": every,
        "suggestions": {name: n for name, n in open_ones.items() if name not in hidden},
    }
    for column, of in counts.items():
        frame[column] = np.array([of.get(name, 0) for name in frame["thread"]], np.int64)
    return frame[list(COLUMNS)]


def _pairs(connection: Connection, query: Any) -> list[tuple[str, int]]:
    return [(thread, int(n)) for thread, n in connection.execute(query)]


def _more_texts(connection: Connection, since: int) -> bool:
    """Whether a deed after that one touched an utterance or a thread, or put the whole log anew."""
    if any(row["place"] in TEXTS for row in moved_by_merges(connection, since)):
        return True
    touched = select(changes.c.n).where(changes.c.event > since, changes.c.place.in_(TEXTS))
    anew = select(events.c.seq).where(events.c.seq > since, events.c.verb.in_(REWRITING))
    return connection.execute(touched.limit(1)).first() is not None or connection.execute(anew.limit(1)).first() is not None


def _words(connection: Connection, order: Any) -> Any:
    """The words of each thread, without holding more than a few texts at once."""
    t, place = STATE["utterances"], {thread: n for n, thread in enumerate(order)}
    found = np.zeros(len(place), np.int64)
    query = select(t.c.thread, texts.c.text).join(texts, texts.c.sha256 == t.c.sha256).execution_options(yield_per=CHUNK)
    with connection.execute(query) as rows:
        for part in rows.partitions():
            words = pc.count_substring_regex(pa.array([text for _, text in part], pa.string()), WORD)
            np.add.at(found, [place[thread] for thread, _ in part], np.asarray(words))
    return found
