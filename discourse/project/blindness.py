"""What a coder who reads blind is not shown: everything that others did in those threads. It hides; it does not encrypt."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, not_, or_, select, true

from discourse.project.log import insert_many, remove_many
from discourse.project.tables import STATE, changes


def hidden_threads(connection: Connection, viewer: str | None) -> list[str]:
    """The threads that this coder reads blind."""
    t = STATE["assignments"]
    return list(connection.execute(select(t.c.thread).where(t.c.coder == viewer, t.c.blind == 1).order_by(t.c.thread)).scalars())


def seen(connection: Connection, viewer: str | None, *, by: Any, utterance: Any) -> ColumnElement[bool]:
    """The condition under which a row by this coder, standing in this utterance, is shown to the viewer.

    With ``by=None`` nothing that stands there is shown, not even their own.
    """
    hidden = hidden_threads(connection, viewer)
    if not hidden:
        return true()
    said = STATE["utterances"]
    inside = select(said.c.id).where(said.c.thread.in_(hidden))
    elsewhere = or_(utterance.is_(None), utterance.not_in(inside))
    return elsewhere if by is None else or_(by == viewer, elsewhere)


def memo_seen(connection: Connection, viewer: str | None) -> ColumnElement[bool]:
    """The condition under which a memo is shown to the viewer: what it is about decides where it stands."""
    hidden = hidden_threads(connection, viewer)
    if not hidden:
        return true()
    t, said, codings = STATE["memos"], STATE["utterances"], STATE["codings"]
    inside = select(said.c.id).where(said.c.thread.in_(hidden))
    coded = select(codings.c.id).where(codings.c.utterance.in_(inside))
    return or_(
        t.c.coder == viewer,
        not_(
            or_(
                and_(t.c.about == "thread", t.c.target.in_(hidden)),
                and_(t.c.about == "utterance", t.c.target.in_(inside)),
                and_(t.c.about == "coding", t.c.target.in_(coded)),
            )
        ),
    )


def change_seen(connection: Connection, viewer: str | None, by: Any | None) -> ColumnElement[bool]:
    """The condition under which a line of the log is shown to the viewer; see `seen`."""
    hidden = hidden_threads(connection, viewer)
    if not hidden:
        return true()
    shown = seen(connection, viewer, by=by, utterance=changes.c.utterance)
    memo = and_(changes.c.place == "memos", or_(*(changes.c.id.startswith(f"thread:{t}:", autoescape=True) for t in hidden)))
    return and_(shown, not_(memo) if by is None else or_(by == viewer, not_(memo)))


def keep_blind(connection: Connection, viewer: str | None, threads: list[str]) -> None:
    """Let the viewer read these threads blind in a copy of the project that is only looked at."""
    if viewer is None or not threads:
        return
    t = STATE["assignments"]
    there = list(connection.execute(select(STATE["threads"].c.id).where(STATE["threads"].c.id.in_(threads))).scalars())
    remove_many(connection, t, (f"{thread}\x1f{viewer}" for thread in there))
    insert_many(connection, t, ((f"{thread}\x1f{viewer}", thread, viewer, 1) for thread in there))
