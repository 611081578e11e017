"""Two copies of a project that went apart become one: the deeds of both, and the state that follows from all of them in their order.

Merging is no deed: nothing of it stands in the log, so two copies that have been merged with each other, in whichever order and
however often, hold the same deeds, the same state and the same conflicts. How deeds that do not fit are settled stands in replay.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pandas as pd
from sqlalchemy import Connection, func, select

from discourse.errors import ProjectError
from discourse.project.base import Base
from discourse.project.blindness import hidden_threads
from discourse.project.folding import STREAM, differences, fold
from discourse.project.log import Change, insert_many, remove_many, utterance_of
from discourse.project.log_file import read_lines
from discourse.project.own import forget_merges, keep_conflicts, kept_conflicts, note_merge
from discourse.project.replay import Row
from discourse.project.tables import STATE, changes, events
from discourse.project.telling import Teller
from discourse.project.union import Deed, Words, take_in, vouched

CONFLICT = ("event", "time", "coder", "place", "id", "field", "kept", "dropped", "rule", "told")
BULK = 20_000  # rows that are written at once


class Merging(Base):
    """The verb that brings copies together, and what it had to settle."""

    def merge(self, other: Base | str | Path) -> Self:
        """Take in all that another copy of this project knows: an open Project, a project's file or address, or a log file.

        The other is only read. Deeds that are here already are not taken twice, so merging with an older copy, or with this file
        itself, changes nothing; an older copy that is merged with this one catches up. Order is by the count of deeds that each copy
        had seen, never by clock. What the two sides did to the same thing is settled by the rules in `conflicts`, and listed there.

        Two files that were begun apart may be merged, too: utterances of the same id and text, and codes of the same path, are the
        same. Raises ProjectError when more than half of the utterances that both have by id have other words (two studies with the
        same numbering), when a log was changed after it was written, or when it stands on deeds that it lacks; then nothing is
        merged. In a team's database everyone is at one copy already.

        >>> from discourse import Codebook, Corpus, Project
        >>> here = getfixture("tmp_path")
        >>> corpus, book = Corpus(pd.DataFrame({"text": ["Who owns it?"]})), Codebook.from_terms({"own": []})
        >>> ana = Project(here / "ana.db", coder="ana").add(corpus, book)
        >>> ben = Project(here / "ben.db", coder="ben").merge(ana).code("1", "own", quote="owns")
        >>> ana.define("own", brief="Whose it is").merge(ben)
        Project ana.db, coder ana: 1 utterance, 1 code, 1 coding (journal, full sync)
        """
        if self.read_only:
            raise self._refused("merge")
        name = other.name if isinstance(other, Base) else Path(str(other)).name
        if self._is(other):
            return self
        with self._store.writing() as connection:
            with self._opened(other, connection) as items:  # the other is let go of before this one is committed
                taken = take_in(connection, items, name)
            if taken.new:
                if not taken.known:
                    _same_study(connection, taken.after, name)
                settle(connection, taken.after)
        return self

    @classmethod
    def from_log(cls, log: str | Path, path: str | Path, *, coder: str | None = None) -> Self:
        """A new project made of a log file, as `write_log` writes it; raises ProjectError when there is a file already."""
        if Path(path).exists():
            raise ProjectError(f"{path} is there already; to bring the log into it: Project({str(path)!r}).merge({str(log)!r})")
        made = cls(path, coder=coder)
        try:
            return made.merge(log)
        except ProjectError:
            made.close()
            made.path.unlink()
            raise

    def conflicts(self) -> pd.DataFrame:
        """``event time coder place id field kept dropped rule told``: where deeds did not fit together, and how it was settled.

        ``event`` is the deed with which it came up, ``time`` and ``coder`` are that deed's; ``kept`` and ``dropped`` are what the
        project now holds and what gave way; ``told`` is the same as a sentence. Codes are told by their path. Oldest first by the
        order of deeds. The rules:

        - both changed it: the later change stands; a change to what was removed is void
        - both made it: the first stands, the other fills what it left empty. Codings that were made on another text under the same
          utterance id keep that text; they are not shown on words that they were not made on
        - somebody's work stands on it: it is not removed, or it came back
        - a code that would be its own ancestor stays where it is; a second code of a name gets a number
        - a coding on a code that was retired meanwhile is kept
        """
        return self._read(lambda c: _answer_conflicts(c, self.coder))

    def _is(self, other: Base | str | Path) -> bool:
        mine, theirs = self._store.path, other._store.path if isinstance(other, Base) else Path(str(other))
        if mine is not None and theirs is not None and mine.exists() and theirs.exists():
            return mine.samefile(theirs)
        return self.place == (other.place if isinstance(other, Base) else str(other))

    @contextmanager
    def _opened(self, other: Base | str | Path, mine: Connection) -> Iterator[Iterator[Words | Deed]]:
        if isinstance(other, (str, Path)) and _is_log(Path(other)):
            yield read_lines(Path(other))
            return
        opened = other if isinstance(other, Base) else type(self)(other, read_only=True)
        with opened._store.reading() as theirs:
            yield vouched(theirs, mine, opened.name)


def settle(connection: Connection, after: int) -> None:
    """Bring the state tables to what follows from all deeds, and remember what was settled and what moved unnamed."""
    state = fold(connection)
    moved: list[dict[str, Any]] = []
    codings = state.rows["codings"]
    for place, table in STATE.items():
        different = differences(connection, state, place)
        remove_many(connection, table, (d.id for d in different if d.there is not None))
        names = [c.name for c in table.columns]
        for first in range(0, len(different), BULK):
            insert_many(connection, table, ([d.due[n] for n in names] for d in different[first : first + BULK] if d.due is not None))
        named = _named(connection, after, place, [d.id for d in different])
        unnamed = [Change(place, d.id, d.there, d.due) for d in different if d.id not in named]
        on = {k: codings[k]["utterance"] for c in unnamed if place == "memos" and (k := (c.after or c.before or {})["target"]) in codings}
        moved += [{"place": place, "id": c.id, "utterance": utterance_of(c, on)} for c in unnamed]
    keep_conflicts(connection, state.conflicts)
    note_merge(connection, int(connection.execute(select(func.max(events.c.seq))).scalar_one()), moved)


def settle_anew(connection: Connection) -> None:
    """Tell what was settled in the words that the log has now, once it was rewritten; open views read everything again."""
    conflicts = fold(connection).conflicts
    if conflicts or kept_conflicts(connection):
        keep_conflicts(connection, conflicts)
    forget_merges(connection)


def _is_log(path: Path) -> bool:
    """Whether this is a file of lines and no database."""
    if not path.is_file():
        return False
    with path.open("rb") as content:
        return content.read(16) != b"SQLite format 3\x00"


def _same_study(connection: Connection, after: int, name: str) -> None:
    """Refuse two studies that number their utterances alike, but say other things under these numbers."""
    t = STATE["utterances"]
    said = {row.id: row.sha256 for row in connection.execute(select(t.c.id, t.c.sha256))}
    theirs = select(changes.c.id, changes.c.after).where(
        changes.c.event > after, changes.c.place == "utterances", changes.c.before.is_(None)
    )
    shared = [
        said[i] == json.loads(row)["sha256"] for i, row in connection.execute(theirs.execution_options(**STREAM)) if row and i in said
    ]
    if shared and shared.count(False) > len(shared) / 2:
        raise ProjectError(
            f"{name}: no deed of it is known here, and {shared.count(False)} of the {len(shared)} utterances that both have by id have "
            "other words: these are two studies, and nothing was merged; read one of the sources under another thread name: "
            "dc.read(path, thread='…')"
        )


def _named(connection: Connection, after: int, place: str, ids: list[str]) -> set[str]:
    found: set[str] = set()
    for n in range(0, len(ids), 500):
        query = select(changes.c.id).where(changes.c.place == place, changes.c.id.in_(ids[n : n + 500]), changes.c.event > after)
        found.update(connection.execute(query).scalars())
    return found


def _answer_conflicts(connection: Connection, viewer: str | None) -> pd.DataFrame:
    found = kept_conflicts(connection)
    if not found:
        return _frame([])
    teller = Teller(connection)
    for place in STATE:
        teller.learn(place, (c.id for c in found if c.place == place))
    if hidden := hidden_threads(connection, viewer):
        found = [c for c in found if not _hidden(teller, c.place, teller.row(c.place, c.id), hidden, viewer)]
    done: dict[str, Any] = {}
    ids = list(dict.fromkeys(c.event for c in found))
    for n in range(0, len(ids), 500):
        query = select(events.c.id, events.c.time, events.c.coder).where(events.c.id.in_(ids[n : n + 500]))
        done.update({row.id: row for row in connection.execute(query)})
    rows = []
    for c in found:
        kept, dropped = (_told(teller, c.place, c.id, c.field, value) for value in (c.kept, c.dropped))
        sentence = f"{teller.name(c.place, c.id)}: {c.rule}"
        if c.field is not None and c.dropped is not None:
            sentence = f"{teller.name(c.place, c.id)}, {NAMED.get(c.field, c.field)}: {kept!r} stands, not {dropped!r} ({c.rule})"
        event = done[c.event]
        rows.append([c.event, event.time, event.coder, c.place, c.id, c.field, kept, dropped, c.rule, sentence])
    return _frame(rows)


def _hidden(teller: Teller, place: str, row: Row, hidden: list[str], viewer: str | None) -> bool:
    """Whether this is somebody else's work in a thread that the viewer reads blind."""
    if place not in ("codings", "suggestions", "memos", "readings") or row.get("coder") == viewer:
        return False
    if place == "memos" and row.get("about") == "thread":
        return row["target"] in hidden
    if place == "memos" and row.get("about") == "coding":
        row = teller.row("codings", row["target"])
    utterance = row.get("utterance", row.get("target"))
    return utterance is not None and teller.row("utterances", utterance).get("thread") in hidden


NAMED = {"sha256": "text", "merged_into": "merged into", "reply_to": "reply to"}


def _told(teller: Teller, place: str, key: str, field: str | None, value: Any) -> str | None:
    if isinstance(value, dict) and field is None:
        return teller.whole(place, key, value)
    if field is None:
        return None if value is None else teller.name(place, key)
    return teller.value(place, field, value)


def _frame(rows: list[list[Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(CONFLICT), dtype="str")
    return frame.assign(time=pd.to_datetime(frame["time"], utc=True).dt.as_unit("us"))
