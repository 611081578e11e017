"""Whether a project is what it was: the file, each text, deed, passage and row is held against what vouches for it. It mends nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, func, select

from discourse.errors import DiscourseError
from discourse.project.base import Base
from discourse.project.derived import drifted
from discourse.project.folding import STREAM, differences, fold
from discourse.project.log import digest_of
from discourse.project.own import own_findings
from discourse.project.tables import STATE, changes, events, texts


class Finding(NamedTuple):
    """Something that is not as it was."""

    what: str
    where: str
    found: str


class Verify(Base):
    """The noun that vouches for the others."""

    def verify(self) -> pd.DataFrame:
        """``what where found``: all that is not as it was; no rows when the project is whole.

        ``what`` is one of *file* (its pages, indexes, keys and tables), *text* (its words are not those of its hash), *deed* (it
        does not say what its digest vouches for), *chain* (deeds were taken out, put in or changed places), *passage* (the words
        at its offsets are not its quote), *state* (a table does not say what follows from the log) and *merge* (what was remembered of
        one was changed). Nothing is raised for
        damage, and nothing is mended. A project of a million codings takes about a minute.

        >>> from discourse import Corpus, Project
        >>> study = Project(getfixture("tmp_path") / "s.db", coder="ana").add(Corpus(pd.DataFrame({"text": ["Who owns it?"]})))
        >>> study.verify().empty
        True
        """
        found = _asked(self._store.check, "file")
        log = self._checked(log_findings, "deed")
        found += self._checked(lambda c: [Finding(*f) for f in own_findings(c)], "merge")
        found += log + self._checked(_texts, "text") + self._checked(_passages, "passage")
        if log:
            found.append(Finding("state", "the tables", "they were not compared with the log, since the log itself is damaged"))
        else:
            found += self._checked(_state, "state")
        return pd.DataFrame(found, columns=list(Finding._fields), dtype="str")

    def _checked(self, check: Callable[[Connection], Iterable[Finding]], what: str) -> list[Finding]:
        return _asked(lambda: self._read(lambda connection: list(check(connection))), what)


def log_findings(connection: Connection) -> Iterator[Finding]:
    """What is wrong with the log: each deed against its digest, and the chain of them, in the order in which they came."""
    before, counted = "", 0
    for row, packed, ns in packed_deeds(connection):
        where, counted = f"deed {row['id']} (number {row['seq']})", counted + len(packed)
        if digest_of(row, packed) != row["digest"]:
            yield Finding("deed", where, "it does not say what its digest vouches for: it was changed after it was done")
        elif ns != list(range(len(ns))):
            yield Finding("deed", where, "its changes are not numbered one after the other")
        if hashlib.sha256(f"{before}{row['digest']}".encode()).hexdigest() != row["chain"]:
            yield Finding("chain", where, "it does not follow from the deed before it: one was taken out, put in or changed")
        before = row["chain"]
    if (there := connection.execute(select(func.count()).select_from(changes)).scalar_one()) != counted:
        yield Finding("deed", "the table of changes", f"{there - counted} of its rows belong to no deed")


def packed_deeds(
    connection: Connection, *order: ColumnElement[Any]
) -> Iterator[tuple[dict[str, Any], list[tuple[str, str, str | None, str | None]], list[int]]]:
    """Every event as a row, its changes as they are stored, and their numbers; by default in the order in which they came here."""
    columns = [changes.c.n, changes.c.place, changes.c.id.label("row"), changes.c.before, changes.c.after]
    query = select(events, *columns).outerjoin(changes, changes.c.event == events.c.seq).order_by(*(order or (events.c.seq,)), changes.c.n)
    names = [c.name for c in events.columns]
    with connection.execute(query.execution_options(**STREAM)) as found:
        for _, lines in groupby(found, key=lambda line: line[0]):
            of = [tuple(line) for line in lines]
            made = [line[len(names) :] for line in of if line[len(names)] is not None]
            yield dict(zip(names, of[0], strict=False)), [m[1:] for m in made], [m[0] for m in made]


def _texts(connection: Connection) -> Iterator[Finding]:
    for sha, text in connection.execute(select(texts).execution_options(**STREAM)):
        if hashlib.sha256(text.encode()).hexdigest() != sha:
            yield Finding("text", f"text {sha}", f"its words are not those of this hash; it begins {text[:60]!r}")


def _passages(connection: Connection) -> Iterator[Finding]:
    for place, noun in (("codings", "coding"), ("suggestions", "suggestion")):
        t = STATE[place]
        query = select(t.c.id, t.c.utterance, t.c.start, t.c.end, t.c.quote, texts.c.text).outerjoin(texts, texts.c.sha256 == t.c.sha256)
        for key, utterance, start, end, quote, text in connection.execute(query.execution_options(**STREAM)):
            where = f"{noun} {key} on {utterance} {start}:{end}"
            if text is None:
                yield Finding("passage", where, "the text that it was marked on is not there")
            elif text[start:end] != quote or not 0 <= start < end:
                yield Finding("passage", where, f"its quote is {quote!r}, but there stands {text[start:end]!r}")


def _state(connection: Connection) -> Iterator[Finding]:
    state = fold(connection)
    for place, key, there, due in (d for table in STATE for d in differences(connection, state, table)):
        if there is None or due is None:
            found = f"the log says that it {'should not be' if due is None else 'should be'} there"
        else:
            wrong = {c: (v, due.get(c)) for c, v in there.items() if v != due.get(c)}
            found = "; ".join(f"{c} is {v!r}, by the log {d!r}" for c, (v, d) in wrong.items())
        yield Finding("state", f"{place} {key}", found)
    for place, noun in (("codings", "coding"), ("suggestions", "suggestion")):
        t, said, threads = STATE[place], STATE["utterances"], STATE["threads"]
        beside = t.outerjoin(said, and_(said.c.id == t.c.utterance, said.c.sha256 == t.c.sha256))
        beside = beside.outerjoin(threads, threads.c.id == said.c.thread)
        for key in connection.execute(select(t.c.id).select_from(beside).where(drifted(t, said, threads))).scalars():
            yield Finding("state", f"{noun} {key}", "its place in reading order, thread or participant is not that of its utterance")


def _asked(check: Callable[[], Iterable[tuple[str, str, str]]], what: str) -> list[Finding]:
    """The findings of one check; damage that keeps it from being made is a finding, too."""
    try:
        return [Finding(*found) for found in check()]
    except (DiscourseError, ValueError, TypeError, AttributeError) as error:  # the last two: a value of a kind that is never stored
        return [Finding(what, "the file", f"it cannot be read through: {error}")]
