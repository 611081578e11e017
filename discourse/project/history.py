"""What became of a thing, deed by deed, in words that a person reads; and how the use of a code changed. It changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Connection, and_, or_, select

from discourse.errors import FrameError, ProjectError, UnknownCode
from discourse.project.base import Base
from discourse.project.blindness import change_seen
from discourse.project.drift import answer_drift
from discourse.project.folding import STREAM
from discourse.project.log import unpacked
from discourse.project.replay import Row
from discourse.project.tables import changes, events
from discourse.project.telling import Teller
from discourse.project.tree import resolve_codes

COLUMNS = ("tick", "time", "coder", "via", "verb", "place", "id", "field", "before", "after")
KINDS = {"utterance": "utterances", "coding": "codings", "suggestion": "suggestions", "participant": "participants", "thread": "threads"}


class History(Base):
    """The nouns that tell how something came about."""

    def history(self, of: str, *, about: str | None = None) -> pd.DataFrame:
        """``tick time coder via verb place id field before after``: all that was done to one thing, in the order of deeds.

        ``of`` is the id of an utterance (with the codings, suggestions and memos in it), of a coding or a suggestion (with its
        memos), the path of a code, or a participant's or thread's name. Where a name could mean two of these, ``about`` says which:
        utterance, coding, suggestion, code, participant or thread.

        One row a field that was changed, with its value before and after; ``field`` is empty where the thing itself came
        (nothing before) or went (nothing after). ``tick`` counts deeds as in every copy; ``time`` is what the clock said, in UTC. Codes
        are told by their path of today, texts in full. Each deed is told as it was done in its own copy; what a merge made of it
        where two copies had gone apart, `conflicts` tells. What a coder took back stands here with the verb *undo*.

        Raises ProjectError when nothing of that name was ever there.

        >>> from discourse import Codebook, Corpus, Project
        >>> study = Project(getfixture("tmp_path") / "s.db", coder="ana").define("own").define("own", brief="Whose it is")
        >>> study.history("own")[["verb", "field", "before", "after"]].fillna("").values.tolist()
        [['define', '', '', "code 'own'"], ['define', 'brief', '', 'Whose it is']]
        """

        def answer(connection: Connection) -> pd.DataFrame:
            kind, key = _meant(connection, of, about, self.name)
            return _frame(_told(connection, kind, key, self.coder))

        return self._read(answer)

    def drift(self, code: str, *, every: int | None = None) -> pd.DataFrame:
        """How the meaning of a code and its use changed: a row for each version of its definition, the oldest first.

        Coders' use of a code shifts while they work; Gibbs (2007, *Analyzing Qualitative Data*, ch. 7) calls it definitional drift and
        asks to hold what was coded early against what was coded late. Here both stand side by side: what the code was to mean
        then, and what was marked with it while it meant that. Order is that of deeds, not of clocks.

        Parameters
        ----------
        code
            Its path. It is followed through renaming and moving.
        every
            Also begin a new row after so many codings, to see drift where nobody changed the definition: ``every=50``.

        Columns: ``version`` (from 1) and ``block`` within it (from 1), ``since`` and ``until`` (what the clock said, UTC; ``until`` is
        empty for the present), ``by`` (who brought the version about), ``changed`` (which fields), ``path brief definition include
        exclude example`` as they were, ``codings`` made, ``standing`` those of them that still stand on this code, ``coders`` (how
        many each made, as ``"ana 12, ben 3"``), ``utterances`` (how many different ones), ``mean_length`` (code points of the quotes),
        ``new_words`` (share of the quotes' different words that no earlier row's quotes have; empty in the first row with codings and
        where nothing was coded) and ``examples`` (the first, middle and last quote).

        Raises UnknownCode.
        """
        if every is not None and every < 1:
            raise FrameError(f"every={every}: a block holds at least one coding")
        return self._read(lambda c: answer_drift(c, resolve_codes(c, [code], retired=True)[code], every, self.coder))


def _meant(connection: Connection, of: str, about: str | None, name: str) -> tuple[str, str]:
    """The kind of thing that is meant, and its id."""
    if about is not None and about not in (*KINDS, "code"):
        raise FrameError(f"a history is about {', '.join(KINDS)} or code; not about {about!r}")
    found = {
        kind: of
        for kind, place in KINDS.items()
        if about in (None, kind)
        and connection.execute(select(changes.c.id).where(changes.c.place == place, changes.c.id == of).limit(1)).first()
    }
    if about in (None, "code"):
        found |= _code(connection, of, found)
    if not found:
        raise ProjectError(
            f"{name} never had {'a ' + about if about else 'anything'} {of!r}; give the id of an utterance, coding or suggestion, "
            "the path of a code, or the name of a participant or thread"
        )
    if len(found) > 1:
        raise ProjectError(f"{of!r} is the name of a {' and of a '.join(found)}; say which: history({of!r}, about={next(iter(found))!r})")
    return next(iter(found.items()))


def _code(connection: Connection, of: str, others: dict[str, str]) -> dict[str, str]:
    """A code of this path, short name or former id; only a whole path counts where something else has the name."""
    try:
        return {"code": resolve_codes(connection, [of], retired=True)[of]}
    except UnknownCode:
        gone = connection.execute(select(changes.c.id).where(changes.c.place == "codes", changes.c.id == of).limit(1)).first()
        return {"code": of} if gone and not others else {}


def _told(connection: Connection, kind: str, key: str, viewer: str | None) -> Iterator[list[Any]]:
    query = select(events.c.tick, events.c.time, events.c.coder, events.c.via, events.c.verb, changes).join(
        events, events.c.seq == changes.c.event
    )
    shown = or_(changes.c.place == "utterances", change_seen(connection, viewer, events.c.coder))
    query = query.where(_concerning(kind, key), shown).order_by(events.c.tick, events.c.id, changes.c.n)
    lines = [line for line in connection.execute(query.execution_options(**STREAM)) if kind != "thread" or _of_thread(line, key)]
    teller = Teller(connection)
    for line in lines:
        shown = teller.paths.get(line.id, line.id) if line.place == "codes" else line.id
        head = [line.tick, line.time, line.coder, line.via, line.verb, line.place, shown]
        before, after = unpacked(line.before), unpacked(line.after)
        for field, was, became in _fields(teller, line.place, line.id, before, after):
            yield [*head, field, was, became]


def _concerning(kind: str, key: str) -> ColumnElement[bool]:
    if kind == "utterance":
        return changes.c.utterance == key
    memos = and_(changes.c.place == "memos", changes.c.id.startswith(f"{kind}:{key}:", autoescape=True))
    itself = and_(changes.c.place == KINDS.get(kind, "codes"), changes.c.id == key)
    return or_(itself, memos, *([changes.c.place == "assignments"] if kind == "thread" else []))


def _of_thread(line: Any, key: str) -> bool:
    return line.place != "assignments" or bool((unpacked(line.after or line.before) or {})["thread"] == key)


def _fields(
    teller: Teller, place: str, key: str, before: Row | None, after: Row | None
) -> Iterator[tuple[str | None, str | None, str | None]]:
    if before is None or after is None:
        was, became = (None if row is None else teller.whole(place, key, row) for row in (before, after))
        yield None, was, became
        return
    before, after = _opened(before), _opened(after)
    for field in dict.fromkeys([*before, *after]):
        value = after.get(field)
        if value != before.get(field) and not (place == "memos" and field == "created_at"):
            shown = "text" if field == "sha256" else field
            yield shown, teller.value(place, field, before.get(field)), teller.value(place, field, value)


def _opened(row: Row) -> Row:
    """The row with each attribute of a participant, or further column of an utterance, as a field of its own."""
    return {**{k: v for k, v in row.items() if k != "more"}, **json.loads(row["more"])} if "more" in row else row


def _frame(rows: Iterator[list[Any]]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=list(COLUMNS)).astype({c: "str" for c in COLUMNS if c != "tick"} | {"tick": "int64"})
    return frame.assign(time=pd.to_datetime(frame["time"], utc=True).dt.as_unit("us"))
