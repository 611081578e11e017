"""The plural nouns of a project: each answers with a fresh frame of what stands now. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from sqlalchemy import Connection, func, select

from discourse.codebook import Codebook
from discourse.corpus import Corpus
from discourse.project import answers, passages
from discourse.project.base import Base
from discourse.project.news import News, answer_news
from discourse.project.overview import Lengths, answer_overview, lengths_of
from discourse.project.store import Store
from discourse.project.tables import events
from discourse.project.tree import resolve_codes


class Nouns(Base):
    """What a project answers."""

    _lengths: tuple[Store, Lengths] | None = None

    def codings(
        self, *, coder: str | None = None, code: str | None = None, thread: str | None = None, utterance: str | Iterable[str] | None = None
    ) -> pd.DataFrame:
        """``utterance start end code coder quote score memo id passage weight suggested_by created_at``, in reading order."""

        def answer(connection: Connection) -> pd.DataFrame:
            chosen = {"coder": coder, "code": _code_id(connection, code), "utterance": utterance}
            return passages.answer_codings(connection, self.coder, thread=thread, **chosen)

        return self._read(answer)

    def suggestions(
        self,
        *,
        status: str | None = "open",
        coder: str | None = None,
        thread: str | None = None,
        utterance: str | Iterable[str] | None = None,
    ) -> pd.DataFrame:
        """``utterance start end code coder quote score reason id status decided_by``; the open ones, or with ``status=None`` all."""
        chosen = {"status": status, "coder": coder, "utterance": utterance}
        return self._read(lambda c: passages.answer_suggestions(c, self.coder, thread=thread, **chosen))

    def counts(self, by: str | Iterable[str] = "participant", *, coder: str | None = None) -> pd.DataFrame:
        """How often each code was given: ``code``, the columns of ``by``, ``n`` codings in ``utterances`` different utterances.

        Parameters
        ----------
        by
            participant, thread, coder or utterance, or several of them. What has no codings of a code has no row; where an utterance
            has no participant, that stays empty.
        coder
            Count the codings of this coder only.

        Codes are in the order of the codebook, the rest by name. The project counts, so it is quick with a million codings,
        of which `codings` would make a frame first. Raises FrameError.

        >>> from discourse import Codebook, Corpus, Project
        >>> said = pd.DataFrame({"participant": ["Mo", "Mo", "Ada"], "text": ["Who owns it?", "You own it.", "I own it."]})
        >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana").add(Corpus(said), Codebook.from_terms({"own": []}))
        >>> study = study.code("1", "own", quote="owns").code("1", "own").code("2", "own").code("3", "own")
        >>> study.counts(by="participant")
          code participant  n  utterances
        0  own         Ada  1           1
        1  own          Mo  3           2
        """
        return self._read(lambda c: passages.answer_counts(c, by, coder, self.coder))

    def overview(self, *, coder: str | None = None) -> pd.DataFrame:
        """A row a thread, in reading order: how long it is, and how far the work in it has come.

        Parameters
        ----------
        coder
            Whose ``read``, ``coded`` and ``mine`` are counted; your own where nobody is named.

        Columns: ``thread title utterances words participants`` (how many different people speak), ``read`` (utterances that the coder
        marked as read), ``coded`` (utterances that hold a coding of the coder's), ``mine`` (their codings), ``codings`` (everyone's) and
        ``suggestions`` (open ones). In threads that you read blind, only what is yours is counted. The project counts; a thousand
        threads of a thousand utterances are answered in tenths of a second, once their words were counted.

        >>> from discourse import Codebook, Corpus, Project
        >>> said = pd.DataFrame({"thread": ["lists", "tea"], "participant": ["Mo", "Mo"], "text": ["Who owns it?", "Tea."]})
        >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana").add(Corpus(said), Codebook.from_terms({"own": []}))
        >>> study.code("1", "own").overview()[["title", "utterances", "words", "coded", "codings"]].values.tolist()
        [['Lists', 1, 3, 1, 1], ['Tea', 1, 1, 0, 0]]
        """

        def answer(connection: Connection) -> pd.DataFrame:
            store, known = self._lengths or (self._store, None)
            lengths = lengths_of(connection, known if store is self._store else None)
            self._lengths = (self._store, lengths)
            return answer_overview(connection, lengths, coder or self.coder, self.coder)

        return self._read(answer)

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

    def codes(self) -> pd.DataFrame:
        """``id code brief definition include exclude example colour terms retired merged_into``: every code, retired ones too.

        In the order of the tree, parents before their children. ``id`` stays when a code is renamed or moved. ``retired`` (UTC) is
        empty for a code in use; ``merged_into`` is the path of the code to which its codings went. `codebook` has those in use only.

        >>> from discourse import Project
        >>> study = Project(getfixture("tmp_path") / "s.db", coder="ana").define("own").define("hope").retire("hope")
        >>> study.codes().assign(retired=lambda codes: codes["retired"].notna())[["code", "retired"]].values.tolist()
        [['own', False], ['hope', True]]
        """
        return self._read(answers.answer_codes)

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
