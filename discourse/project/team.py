"""The verbs and nouns of a team: who reads what, who sees whom, what has been read. What each changes is planned in plans/team.py."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

import pandas as pd
from sqlalchemy import Connection

from discourse.errors import FrameError
from discourse.project import standing
from discourse.project.base import Base
from discourse.project.log import Plan, now
from discourse.project.plans.team import plan_assign, plan_gather, plan_mark_read, plan_reveal, plan_unassign, threads_of


class Team(Base):
    """The verbs and nouns of work that is shared."""

    def assign(self, threads: str | Iterable[str], coders: str | Iterable[str], *, blind: bool = False, deed: str | None = None) -> Self:
        """Give threads to coders; ``blind``: whoever opens the project by that name sees nobody's work there but their own.

        In a blind thread a coder is shown the texts, the codebook, and their own codings, memos and read marks; not the codings and
        memos of others, nor suggestions, and the log says of others' deeds there only that they were done. `reveal` ends
        it. It keeps honest people independent; the file, and a log written out of it, are not encrypted.

        >>> import pandas as pd
        >>> from discourse import Codebook, Corpus, Project
        >>> said = Corpus(pd.DataFrame({"id": ["a"], "thread": ["t"], "text": ["Who owns it?"]}))
        >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana").add(said, Codebook.from_terms({"ownership": []}))
        >>> study = study.assign("t", ["ana", "ben"], blind=True).code("a", "ownership", quote="owns")
        >>> len(study.codings()), len(Project(study.path, coder="ben").codings())
        (1, 0)
        """
        return self._write("assign", lambda c: plan_assign(c, _several(threads), _several(coders), blind), deed)

    def unassign(self, threads: str | Iterable[str], coders: str | Iterable[str] | None = None, *, deed: str | None = None) -> Self:
        """Take threads from these coders, or from everyone."""
        whose = None if coders is None else _several(coders)
        return self._write("unassign", lambda c: plan_unassign(c, _several(threads), whose), deed)

    def reveal(self, threads: str | Iterable[str], *, deed: str | None = None) -> Self:
        """End the blind reading of threads: from now on everyone sees everyone's work there."""
        return self._write("reveal", lambda c: plan_reveal(c, _several(threads)), deed)

    def mark_read(
        self,
        utterances: str | Iterable[str] | None = None,
        *,
        thread: str | Iterable[str] | None = None,
        read: bool = True,
        deed: str | None = None,
    ) -> Self:
        """Note that you have read utterances, or whole threads (``read=False``: that you have not).

        What was read and not coded counts as a "no" in agreement and in ``ratings.csv``; what was not read counts as nothing.
        """

        def plan(connection: Connection) -> Plan:
            if (utterances is None) == (thread is None):
                raise FrameError("mark_read takes utterances, or thread='…'")
            ids = _several(utterances) if utterances is not None else threads_of(connection, _several(thread or ()))
            return plan_mark_read(connection, ids, self._who(), now(), read)

        return self._write("mark_read", plan, deed)

    def gather(self, name: str, utterances: str | Iterable[str] | pd.Series, *, deed: str | None = None) -> Self:
        """Put utterances into a set of that name, such as "pilot"; a set is made by its first utterance."""
        return self._write("gather", lambda c: plan_gather(c, name, _several(utterances), True), deed)

    def ungather(self, name: str, utterances: str | Iterable[str] | pd.Series, *, deed: str | None = None) -> Self:
        """Take utterances out of a set; they stay in the project."""
        return self._write("ungather", lambda c: plan_gather(c, name, _several(utterances), False), deed)

    def assignments(self) -> pd.DataFrame:
        """``thread coder blind``, in reading order."""
        return self._read(standing.answer_assignments)

    def readings(self, *, coder: str | None = None) -> pd.DataFrame:
        """``utterance thread coder how``: the utterances that each coder has dealt with, one row each, in reading order.

        ``how`` is "read" where it was marked, "coded" where it holds a coding of theirs, and "assigned" where the thread is
        theirs, they have coded in it and marked nothing there as read: then the whole of it counts.
        """
        return self._read(lambda c: standing.answer_readings(c, coder, self.coder))

    def progress(self) -> pd.DataFrame:
        """``thread coder assigned blind utterances read coded codings``: how far each coder is in each thread.

        ``read`` counts utterances marked as read, ``coded`` those with a coding of this coder.
        """
        return self._read(lambda c: standing.answer_progress(c, self.coder))

    def sets(self) -> pd.DataFrame:
        """``name utterance``: what is in each set, in reading order."""
        return self._read(standing.answer_sets)


def _several(given: str | Iterable[str] | pd.Series) -> list[str]:
    return [given] if isinstance(given, str) else list(given)
