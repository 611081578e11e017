"""The verbs of the coding desk: mark, take back, note, suggest, decide, undo. What each changes is planned in plans/."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Self

import pandas as pd
from sqlalchemy import Connection

from discourse.errors import FrameError, OffsetError, UnknownUtterance
from discourse.frames import check_codings, rows
from discourse.project.base import Base, ids_of
from discourse.project.log import Plan, Row, now, plan_undo
from discourse.project.plans.codes import plan_new
from discourse.project.plans.coding import Said, plan_code, plan_memo, plan_uncode, read_texts
from discourse.project.plans.deciding import plan_accept, plan_reject, plan_suggest
from discourse.project.plans.recoding import plan_join, plan_link, plan_resize, plan_split, plan_weigh


class Coding(Base):
    """The verbs that put codes on passages."""

    def code(
        self,
        utterance: str | pd.DataFrame,
        code: str | None = None,
        *,
        quote: str | None = None,
        start: int | None = None,
        end: int | None = None,
        memo: str | None = None,
        id: str | None = None,
        define: bool = False,
        deed: str | None = None,
    ) -> Self:
        """Mark a passage of an utterance with a code: by its words, by its offsets, or (neither) the whole utterance.

        With a codings frame: all of its rows at once, as one deed. Offsets are code points, the end is exclusive;
        ``text[start:end] == quote`` must hold. With ``define``, a code that the codebook lacks is added to it in the same deed.
        Raises UnknownUtterance, UnknownCode or OffsetError.
        """
        if isinstance(utterance, pd.DataFrame):
            frame = check_codings(utterance if "coder" in utterance else utterance.assign(coder=self._who()))
            return self._write("code", lambda c: _planned(c, rows(frame), self._who(), define), deed)
        if code is None:
            raise FrameError("which code? project.code(utterance, code, quote='…')")

        def plan(connection: Connection) -> Plan:
            at = _place(connection, utterance, quote, start, end)
            row = {"utterance": utterance, "start": at[0], "end": at[1], "code": code, "quote": quote, "memo": memo, "id": id}
            return _planned(connection, [row], self._who(), define)

        return self._write("code", plan, deed)

    def uncode(self, codings: str | Iterable[str] | pd.DataFrame, *, deed: str | None = None) -> Self:
        """Take own codings back, given their ids or a codings frame with the column ``id``."""
        return self._write("uncode", lambda c: plan_uncode(c, ids_of(codings), self._who()), deed)

    def resize(self, coding: str, *, start: int | None = None, end: int | None = None, deed: str | None = None) -> Self:
        """Give an own coding another start or end, in code points; its id, memo and weight stay. Raises OffsetError."""
        return self._write("resize", lambda c: plan_resize(c, coding, start, end, self._who()), deed)

    def split(self, coding: str, *, at: int, id: str | None = None, deed: str | None = None) -> Self:
        """Make two codings of an own one, before and behind the code point ``at`` of the utterance; white space at the cut is left out.

        The first keeps the id and the memo; both keep the code, the weight and where they came from. ``id`` names the second. Raises
        OffsetError when nothing would be left on one side.

        >>> from discourse import Codebook, Corpus, Project
        >>> said, book = Corpus(pd.DataFrame({"text": ["We own it. They pay."]})), Codebook.from_terms({"own": []})
        >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana").add(said, book).code("1", "own", id="k")
        >>> study.split("k", at=10).codings()["quote"].tolist()
        ['We own it.', 'They pay.']
        >>> study.join(study.codings()).codings()["quote"].tolist()
        ['We own it. They pay.']
        """
        return self._write("split", lambda c: plan_split(c, coding, at, self._who(), now(), id), deed)

    def join(self, codings: Iterable[str] | pd.DataFrame, *, deed: str | None = None) -> Self:
        """Make one coding of several own ones of the same code in one utterance: from the first start to the last end.

        The first keeps its id and gets all memos, one below the other; the weight is that of the first one that has any. Where a
        machine suggested each of them with the same score, it is noted on the joined one, too. Raises FrameError.
        """
        return self._write("join", lambda c: plan_join(c, ids_of(codings), self._who()), deed)

    def weigh(self, codings: str | Iterable[str] | pd.DataFrame, weight: float | None, *, deed: str | None = None) -> Self:
        """Say how strongly own codings hold, from 0 to 100; None takes the weight away."""
        return self._write("weigh", lambda c: plan_weigh(c, ids_of(codings), weight, self._who()), deed)

    def link(self, codings: Iterable[str] | pd.DataFrame, *, deed: str | None = None) -> Self:
        """Make own codings one passage that goes over several utterances: they share a ``passage`` from now on."""
        return self._write("link", lambda c: plan_link(c, ids_of(codings), self._who()), deed)

    def unlink(self, codings: str | Iterable[str] | pd.DataFrame, *, deed: str | None = None) -> Self:
        """Make own codings single passages again."""
        return self._write("unlink", lambda c: plan_link(c, ids_of(codings), self._who(), apart=True), deed)

    def memo(self, target: str, text: str, *, about: str = "utterance", deed: str | None = None) -> Self:
        """Write your memo; ``about`` is utterance, coding, code, participant, thread, project, or note. Empty text removes it.

        A note is about nothing in particular: ``target`` is its title. Each coder has one memo on a thing.
        """
        return self._write("memo", lambda c: plan_memo(c, about, target, text, self._who(), now()), deed)

    def suggest(self, codings: pd.DataFrame, *, replace: bool = False, deed: str | None = None) -> Self:
        """Keep a machine's codings as suggestions, open until a person decides; what was decided stays decided.

        With ``replace``, open suggestions of the same machine that it no longer makes are withdrawn.
        """
        return self._write("suggest", lambda c: plan_suggest(c, codings, replace), deed)

    def accept(
        self,
        suggestions: str | Iterable[str] | pd.DataFrame,
        *,
        code: str | None = None,
        as_coder: str | None = None,
        deed: str | None = None,
    ) -> Self:
        """Make codings of suggestions: your own, or (``as_coder="terms:1"``) the machine's, which then counts as a coder.

        With ``code`` the passage is taken and another code put on it. Such a suggestion has the status "changed", not "accepted": the
        machine was wrong about the code, and whoever counts how often it was right counts it as a miss. The coding says in
        ``suggested_by`` who pointed at the passage, and has no score, which was another code's.
        """
        if code is not None and as_coder is not None:
            raise FrameError("a code that you chose is not the machine's judgement; give code= or as_coder=, not both")
        return self._write("accept", lambda c: plan_accept(c, ids_of(suggestions), self._who(), as_coder, now(), code), deed)

    def reject(self, suggestions: str | Iterable[str] | pd.DataFrame, *, deed: str | None = None) -> Self:
        """Turn suggestions down, given their ids or a frame with the column ``id``."""
        return self._write("reject", lambda c: plan_reject(c, ids_of(suggestions), self._who()), deed)

    def undo(self, *, deed: str | None = None) -> Self:
        """Take your last deed back, whatever it was; raises NothingToUndo or UndoConflict."""
        return self._write("undo", lambda c: plan_undo(c, self._who()), deed)

    def redo(self, *, deed: str | None = None) -> Self:
        """Do again what you last undid; raises NothingToUndo or UndoConflict."""
        return self._write("redo", lambda c: plan_undo(c, self._who(), redo=True), deed)


def _planned(connection: Connection, passages: list[Row], coder: str, define: bool) -> Plan:
    """The codings, and before them the codes that they are the first to name."""
    made, ids = plan_new(connection, (str(p["code"]) for p in passages)) if define else ([], {})
    plan = plan_code(connection, passages, coder, now(), ids)
    return Plan([*made, *plan.changes] if plan.changes else [], plan.what)


def _place(connection: Connection, utterance: str, quote: str | None, start: int | None, end: int | None) -> tuple[int, int]:
    """Where the passage stands: as given, found by its words, or the whole text; which is read only if it must be."""
    if start is not None and (end is not None or quote is not None):
        return start, start + len(quote or "") if end is None else end
    said: Mapping[str, Said] = read_texts(connection, [utterance])
    if utterance not in said:
        raise UnknownUtterance(f"the project has no utterance {utterance!r}; corpus.utterances lists those it has")
    text = said[utterance].text
    if quote is None:
        return start or 0, len(text) if end is None else end
    if end is not None:
        return end - len(quote), end
    first = text.find(quote)
    if first < 0 or not quote:
        raise OffsetError(f"utterance {utterance!r}: the words {quote!r} are not in it")
    if text.find(quote, first + 1) >= 0:
        raise OffsetError(f"utterance {utterance!r}: the words {quote!r} stand there more than once; say which with start=")
    return first, first + len(quote)
