"""The project as it was: a second, unchangeable one in memory, made of the first deeds of the log. What happened since stays out of it.

"First" is always by the order of deeds, which is the same in every copy, and never by the clocks that they were noted from.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from copy import copy
from datetime import datetime
from pathlib import Path
from typing import Self

import pandas as pd
from sqlalchemy import Connection, create_engine, func, or_, select
from sqlalchemy.pool import StaticPool

from discourse.corpus import plural
from discourse.errors import ProjectError, ProjectReadOnly
from discourse.project.base import Base
from discourse.project.blindness import hidden_threads, keep_blind
from discourse.project.merging import settle
from discourse.project.tables import events, metadata
from discourse.project.union import deeds_with_texts, take_in


class Past(Base):
    """The noun that looks back."""

    def as_of(self, when: int | str | datetime) -> Self:
        """The project as it was, to be read with all nouns; its verbs refuse. It is a copy in memory, and the file may go on.

        Parameters
        ----------
        when
            How many deeds were done by then (``-1`` is before the last one), or the id of the last deed that counts (from `log`),
            or a moment: ``"2024-05-01 12:00"``, or a datetime. A moment without a zone is UTC, as in `log`; a date is its midnight.

        Deeds are ordered by count and not by clock, and clocks go wrong, so a moment is looked up like this: of all beginnings of
        the log, the one is taken that the fewest clocks speak against, counting deeds in it that say that they are later, and deeds
        after it that say that they are not. Where clocks ran right, that is each deed up to the moment and no other; one deed with
        the clock of another year changes nothing. Where two laptops' clocks were years apart throughout, ask by deed.

        In a file into which another was merged, the past is that of both together: deeds of the other side stand where they belong.

        Who reads a thread blind today is not shown others' work in it by looking back either.

        Raises ProjectError for a number, deed or moment that there is not.

        >>> from discourse import Codebook, Corpus, Project
        >>> study = Project(getfixture("tmp_path") / "s.db", coder="ana").add(Corpus(pd.DataFrame({"text": ["Who owns it?"]})))
        >>> study = study.define("own").code("1", "own", quote="owns")
        >>> study.as_of(-1)
        Project s.db after 2 deeds, coder ana: 1 utterance, 1 code, 0 codings (read only)
        """
        with self._store.reading() as connection:
            count = _count(connection, when, self.name)
            store = PastStore(f"{self.name} after {plural(count, 'deed')}", f"{self.place} after {count}")
            with store.filling() as past:
                take_in(past, deeds_with_texts(connection, count), self.name)
                if count:
                    settle(past, 0)
                keep_blind(past, self.coder, hidden_threads(connection, self.coder))  # who reads blind today looks back blind, too
        then = copy(self)
        then._store, then.read_only = store, True
        return then

    def _refused(self, verb: str) -> ProjectReadOnly:
        if isinstance(self._store, PastStore):
            return ProjectReadOnly(f"{self.name} is the past, which does not change; {verb} in the project as it is today")
        return super()._refused(verb)


class PastStore:
    """A database in memory that is filled once and then only read."""

    path: Path | None = None
    told = "read only"

    def __init__(self, name: str, place: str) -> None:
        self.name, self.place = name, place
        self._lock = threading.RLock()  # one connection, for all threads
        self._engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        metadata.create_all(self._engine)

    @contextmanager
    def filling(self) -> Iterator[Connection]:
        """The transaction in which everything comes in."""
        with self._lock, self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state throughout."""
        with self._lock, self._engine.connect() as connection, connection.begin():
            yield connection

    def writing(self) -> AbstractContextManager[Connection]:
        """There is none."""
        raise ProjectReadOnly(f"{self.name} is the past, which does not change")

    def check(self) -> list[tuple[str, str, str]]:
        """Nothing: there are no pages that could be damaged."""
        return []

    def scrub(self) -> None:
        """Nothing: nothing of it is on a disk."""

    def close(self) -> None:
        """Nothing to let go of; the memory is freed with the project."""


def _count(connection: Connection, when: int | str | datetime, name: str) -> int:
    """Of how many deeds, in their order, the wanted past is made."""
    there = int(connection.execute(select(func.count()).select_from(events)).scalar_one())
    if isinstance(when, int) and not isinstance(when, bool):
        if not -there <= when <= there:
            raise ProjectError(f"{name} has {plural(there, 'deed')}; as_of takes a number from {-there} to {there}, not {when}")
        return when if when >= 0 else there + when
    if isinstance(when, str):
        deed = connection.execute(select(events.c.tick, events.c.id).where(events.c.id == when)).first()
        if deed is not None:
            upto = or_(events.c.tick < deed.tick, (events.c.tick == deed.tick) & (events.c.id <= deed.id))
            return int(connection.execute(select(func.count()).where(upto)).scalar_one())
    try:
        moment = pd.Timestamp(when)
    except (ValueError, TypeError) as error:
        raise ProjectError(f"{when!r} is neither a deed of {name} nor a moment; give an id from log(), or '2024-05-01 12:00'") from error
    if pd.isna(moment):
        raise ProjectError(f"as_of: {when!r} is no moment; give a number of deeds, an id from log(), or '2024-05-01 12:00'")
    moment = moment.tz_localize("UTC") if moment.tzinfo is None else moment.tz_convert("UTC")
    return _beginning(connection, moment.to_pydatetime().isoformat(timespec="microseconds"))


def _beginning(connection: Connection, moment: str) -> int:
    """The length of the beginning of the log that the fewest clocks speak against; of several, of the longest."""
    times = connection.execute(select(events.c.time).order_by(events.c.tick, events.c.id)).scalars().all()
    against = fewest = sum(time <= moment for time in times)
    count = 0
    for n, time in enumerate(times, 1):
        against += 1 if time > moment else -1
        if against <= fewest:
            count, fewest = n, against
    return count
