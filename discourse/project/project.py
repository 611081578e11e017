"""Project: the verbs and nouns of the one thing that remembers. How they are stored is told in the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Self, TypeVar

import pandas as pd
from sqlalchemy import Connection, func, select

from discourse.codebook import FIELDS, Codebook
from discourse.corpus import Corpus, plural
from discourse.errors import FrameError, OffsetError, ProjectError, ProjectReadOnly, UnknownUtterance
from discourse.frames import check_codings, rows
from discourse.project import answers
from discourse.project.engine import PATIENCE, open_engine, reading, writing
from discourse.project.log import Plan, done_before, now, plan_undo, record
from discourse.project.news import News, answer_news
from discourse.project.plans.coding import plan_code, plan_memo, plan_uncode, read_texts, resolve_codes
from discourse.project.plans.deciding import plan_accept, plan_reject, plan_suggest
from discourse.project.plans.sources import plan_codebook, plan_corpus
from discourse.project.tables import STATE, events

T = TypeVar("T")
Planner = Callable[[Connection], Plan]


class Project:
    """A study in one file: its corpus, its codebook, everyone's codings, and the log of every deed.

    Verbs write, and give the project back: `add define code uncode memo suggest accept reject undo redo`. Each is one
    transaction: when it returns, it is on the disk. Plural nouns answer with frames: `codings suggestions memos
    participants log`; `corpus` and `codebook` are frozen values.

    Parameters
    ----------
    path
        The project file; made where there is none.
    coder
        Who you are. Needed for every verb, not for reading.
    read_only
        Open without the right to write.
    patience
        Seconds to wait while another program writes.

    Raises NotAProject, ProjectLocked, ProjectReadOnly or ProjectError.

    >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana")
    >>> study.add(Corpus(pd.DataFrame({"text": ["Who owns my network?"]})), Codebook.from_terms({"ownership": "own*"}))
    Project study.db, coder ana: 1 utterance, 1 code, 0 codings
    >>> study.code("1", "ownership", quote="owns my network")
    Project study.db, coder ana: 1 utterance, 1 code, 1 coding
    >>> study.codings()[["start", "end", "quote"]].values.tolist()
    [[4, 19, 'owns my network']]
    >>> study.undo()
    Project study.db, coder ana: 1 utterance, 1 code, 0 codings
    """

    def __init__(self, path: str | Path, *, coder: str | None = None, read_only: bool = False, patience: float = PATIENCE) -> None:
        if "://" in str(path):
            raise ProjectError(f"{path}: a project is a file for now; give a path such as 'study.db'")
        if coder is not None and not coder.strip():
            raise ProjectError("the coder's name is empty; give a short one, such as coder='ana'")
        self.path = Path(path)
        self.coder = coder
        self.read_only = read_only
        self._patience = patience
        self._engine = open_engine(self.path, read_only=read_only, patience=patience)

    # Verbs ----------------------------------------------------------------------------------------------------------

    def add(self, *things: Corpus | Codebook | pd.DataFrame) -> Self:
        """Add corpora, codebooks and codings frames (those keep the names in their column ``coder``).

        Adding the same again changes nothing. Raises FrameError when an utterance comes with another text.
        """

        for thing in things:
            if isinstance(thing, Corpus):
                self._write("add", _planner(plan_corpus, thing), None)
                if len(thing.codings):
                    self.add(thing.codings)
            elif isinstance(thing, Codebook):
                self._write("define", _planner(plan_codebook, thing), None)
            elif isinstance(thing, pd.DataFrame):
                self.code(thing)
            else:
                raise FrameError(f"a project takes a Corpus, a Codebook or a codings frame, not {type(thing).__name__}")
        return self

    def define(self, code: str | Codebook, *, deed: str | None = None, **fields: Any) -> Self:
        """Add a code or change its fields: ``define("trust", definition="…")``; or take over a whole Codebook."""
        if isinstance(code, Codebook):
            return self._write("define", _planner(plan_codebook, code), deed)
        if wrong := [f for f in fields if f not in FIELDS]:
            raise FrameError(f"a code has no field {wrong[0]!r}; it has: {', '.join(FIELDS)}")

        def plan(connection: Connection) -> Plan:
            book = answers.answer_codebook(connection).frame
            kept = book[book["code"] != code]
            old = book[book["code"] == code].to_dict("records")
            row: dict[str, Any] = {"code": code, **{k: v for k, v in (old[0] if old else {}).items() if isinstance(k, str)}, **fields}
            return plan_codebook(connection, Codebook(pd.concat([kept, pd.DataFrame([row])], ignore_index=True)))

        return self._write("define", plan, deed)

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
        deed: str | None = None,
    ) -> Self:
        """Mark a passage of an utterance with a code: by its words, by its offsets, or (neither) the whole utterance.

        With a codings frame: all of its rows at once, as one deed. Offsets are code points, the end is exclusive;
        ``text[start:end] == quote`` must hold. Raises UnknownUtterance, UnknownCode or OffsetError.
        """
        if isinstance(utterance, pd.DataFrame):
            frame = check_codings(utterance if "coder" in utterance else utterance.assign(coder=self._who()))
            return self._write("code", lambda c: plan_code(c, rows(frame), self._who(), now()), deed)
        if code is None:
            raise FrameError("which code? project.code(utterance, code, quote='…')")

        def plan(connection: Connection) -> Plan:
            at = _place(connection, utterance, quote, start, end)
            row = {"utterance": utterance, "start": at[0], "end": at[1], "code": code, "quote": quote, "memo": memo, "id": id}
            return plan_code(connection, [row], self._who(), now())

        return self._write("code", plan, deed)

    def uncode(self, codings: str | Iterable[str] | pd.DataFrame, *, deed: str | None = None) -> Self:
        """Take own codings back, given their ids or a codings frame with the column ``id``."""
        return self._write("uncode", lambda c: plan_uncode(c, _ids(codings), self._who()), deed)

    def memo(self, target: str, text: str, *, about: str = "utterance", deed: str | None = None) -> Self:
        """Write your memo on a thing; ``about`` is utterance, coding, code, participant, thread or project. Empty text removes it."""
        return self._write("memo", lambda c: plan_memo(c, about, target, text, self._who(), now()), deed)

    def suggest(self, codings: pd.DataFrame, *, replace: bool = False, deed: str | None = None) -> Self:
        """Keep a machine's codings as suggestions, open until a person decides; what was decided stays decided.

        With ``replace``, open suggestions of the same machine that it no longer makes are withdrawn.
        """
        return self._write("suggest", lambda c: plan_suggest(c, codings, replace), deed)

    def accept(self, suggestions: str | Iterable[str] | pd.DataFrame, *, as_coder: str | None = None, deed: str | None = None) -> Self:
        """Make codings of suggestions: your own, or (``as_coder="terms"``) the machine's, which then counts as a coder."""
        return self._write("accept", lambda c: plan_accept(c, _ids(suggestions), self._who(), as_coder, now()), deed)

    def reject(self, suggestions: str | Iterable[str] | pd.DataFrame, *, deed: str | None = None) -> Self:
        """Turn suggestions down, given their ids or a frame with the column ``id``."""
        return self._write("reject", lambda c: plan_reject(c, _ids(suggestions), self._who()), deed)

    def undo(self, *, deed: str | None = None) -> Self:
        """Take your last deed back, whatever it was; raises NothingToUndo or UndoConflict."""
        return self._write("undo", lambda c: plan_undo(c, self._who()), deed)

    def redo(self, *, deed: str | None = None) -> Self:
        """Do again what you last undid; raises NothingToUndo or UndoConflict."""
        return self._write("redo", lambda c: plan_undo(c, self._who(), redo=True), deed)

    # Nouns ----------------------------------------------------------------------------------------------------------

    def codings(self, *, coder: str | None = None, code: str | None = None, utterance: str | Iterable[str] | None = None) -> pd.DataFrame:
        """``utterance start end code coder quote score memo id suggested_by created_at``, in reading order."""
        return self._read(lambda c: answers.answer_codings(c, coder=coder, code=self._path(c, code), utterance=utterance))

    def suggestions(
        self, *, status: str | None = "open", coder: str | None = None, utterance: str | Iterable[str] | None = None
    ) -> pd.DataFrame:
        """``utterance start end code coder quote score reason id status decided_by``; the open ones, or with ``status=None`` all."""
        return self._read(lambda c: answers.answer_suggestions(c, status=status, coder=coder, utterance=utterance))

    def memos(self) -> pd.DataFrame:
        """``about target text coder created_at``, oldest first."""
        return self._read(answers.answer_memos)

    def participants(self) -> pd.DataFrame:
        """``participant`` and any attributes."""
        return self._read(answers.answer_participants)

    def log(self) -> pd.DataFrame:
        """``seq id time coder verb what undoes``: every deed since the first, in order; ``time`` is UTC."""
        return self._read(answers.answer_log)

    def changes(self, since: int = 0) -> pd.DataFrame:
        """``seq verb undone place id utterance``: what was changed after deed number ``since``, row by row, by anyone."""
        return self._read(lambda c: answers.answer_changes(c, since))

    def news(self, since: int, utterances: Iterable[str] = (), *, most: int = 400) -> News:
        """What was done after deed number ``since``, and how these utterances and the touched ones stand now, as plain rows.

        For a surface that must answer at once; `changes` and `codings` give frames. Rows are left out beyond ``most`` utterances.
        """
        return self._read(lambda c: answer_news(c, since, utterances, most))

    @property
    def corpus(self) -> Corpus:
        """What was said, as a frozen Corpus."""
        return self._read(answers.answer_corpus)

    @property
    def codebook(self) -> Codebook:
        """The codes as they stand, as a frozen Codebook."""
        return self._read(answers.answer_codebook)

    @property
    def last(self) -> int:
        """The number of the last deed in the log, by anyone; 0 when there is none. It grows with each change."""
        return self._read(lambda c: int(c.execute(select(func.coalesce(func.max(events.c.seq), 0))).scalar_one()))

    def close(self) -> None:
        """Let go of the file. The project opens again by itself when it is next used."""
        self._engine.dispose()

    def __repr__(self) -> str:
        def counts(connection: Connection) -> list[int]:
            return [
                int(connection.execute(select(func.count()).select_from(STATE[t])).scalar_one()) for t in ("utterances", "codes", "codings")
            ]

        said, codes, codings = self._read(counts)
        who = f", coder {self.coder}" if self.coder else ""
        shut = " (read only)" if self.read_only else ""
        return f"Project {self.path.name}{who}: {plural(said, 'utterance')}, {plural(codes, 'code')}, {plural(codings, 'coding')}{shut}"

    # ------------------------------------------------------------------------------------------------------------------

    def _who(self) -> str:
        if self.coder is None:
            raise ProjectError(f"who is at work? open the project with your name: Project({self.path.name!r}, coder='ana')")
        return self.coder

    def _write(self, verb: str, planner: Planner, deed: str | None) -> Self:
        coder = self._who()
        if self.read_only:
            raise ProjectReadOnly(f"{self.path} was opened for reading only; open it without read_only to {verb}")
        with writing(self._engine, self.path, self._patience) as connection:
            if not done_before(connection, deed):
                plan = planner(connection)
                if plan.changes:
                    record(connection, coder, verb, plan, deed, now())
        return self

    def _read(self, answer: Callable[[Connection], T]) -> T:
        with reading(self._engine, self.path, self._patience) as connection:
            return answer(connection)

    @staticmethod
    def _path(connection: Connection, code: str | None) -> str | None:
        return None if code is None else resolve_codes(connection, [code])[code]


def _planner(plan: Callable[[Connection, Any], Plan], thing: Any) -> Planner:
    return lambda connection: plan(connection, thing)


def _ids(chosen: str | Iterable[str] | pd.DataFrame) -> list[str]:
    if isinstance(chosen, pd.DataFrame):
        if "id" not in chosen:
            raise FrameError("the frame has no column 'id'; take it from project.codings() or project.suggestions()")
        return list(chosen["id"])
    return [chosen] if isinstance(chosen, str) else list(chosen)


def _place(connection: Connection, utterance: str, quote: str | None, start: int | None, end: int | None) -> tuple[int, int]:
    """Where the passage stands: as given, found by its words, or the whole text."""
    said: Mapping[str, str] = read_texts(connection, [utterance])
    if utterance not in said:
        raise UnknownUtterance(f"the project has no utterance {utterance!r}; corpus.utterances lists those it has")
    text = said[utterance]
    if quote is None:
        return start or 0, len(text) if end is None else end
    if start is not None:
        return start, start + len(quote) if end is None else end
    if end is not None:
        return end - len(quote), end
    first = text.find(quote)
    if first < 0 or not quote:
        raise OffsetError(f"utterance {utterance!r}: the words {quote!r} are not in it")
    if text.find(quote, first + 1) >= 0:
        raise OffsetError(f"utterance {utterance!r}: the words {quote!r} stand there more than once; say which with start=")
    return first, first + len(quote)
