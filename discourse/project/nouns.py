"""The plural nouns of a project: each answers with a fresh frame of what stands now. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from sqlalchemy import Connection, func, select

from discourse.codebook import Codebook
from discourse.corpus import Corpus
from discourse.project import answers
from discourse.project.base import Base
from discourse.project.news import News, answer_news
from discourse.project.tables import events
from discourse.project.tree import resolve_codes


class Nouns(Base):
    """What a project answers."""

    def codings(self, *, coder: str | None = None, code: str | None = None, utterance: str | Iterable[str] | None = None) -> pd.DataFrame:
        """``utterance start end code coder quote score memo id passage weight suggested_by created_at``, in reading order."""
        return self._read(lambda c: answers.answer_codings(c, self.coder, coder=coder, code=_code_id(c, code), utterance=utterance))

    def suggestions(
        self, *, status: str | None = "open", coder: str | None = None, utterance: str | Iterable[str] | None = None
    ) -> pd.DataFrame:
        """``utterance start end code coder quote score reason id status decided_by``; the open ones, or with ``status=None`` all."""
        return self._read(lambda c: answers.answer_suggestions(c, self.coder, status=status, coder=coder, utterance=utterance))

    def memos(self) -> pd.DataFrame:
        """``about target text coder created_at``, oldest first."""
        return self._read(lambda c: answers.answer_memos(c, self.coder))

    def participants(self) -> pd.DataFrame:
        """``participant`` and any attributes."""
        return self._read(answers.answer_participants)

    def log(self) -> pd.DataFrame:
        """``seq id time coder via verb what undoes told``: every deed, in the order in which it came into this copy.

        ``time`` is UTC; ``what`` is a dict that says what the deed was about, ``told`` the same as a line to read.
        """
        return self._read(lambda c: answers.answer_log(c, self.coder))

    def changes(self, since: int = 0) -> pd.DataFrame:
        """``seq verb undone place id utterance``: what was changed after deed number ``since``, row by row, by anyone."""
        return self._read(lambda c: answers.answer_changes(c, since, self.coder))

    def news(self, since: int, utterances: Iterable[str] = (), *, most: int = 400) -> News:
        """What was done after deed number ``since``, and how these utterances and the touched ones stand now, as plain rows.

        For a surface that must answer at once; `changes` and `codings` give frames. Rows are left out beyond ``most`` utterances.
        """
        return self._read(lambda c: answer_news(c, since, utterances, most, self.coder))

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


def _code_id(connection: Connection, code: str | None) -> str | None:
    return None if code is None else resolve_codes(connection, [code], retired=True)[code]
