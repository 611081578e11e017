"""The verbs that bring in what was said: corpora, and what others have coded in them."""

from __future__ import annotations

from typing import Self

import pandas as pd

from discourse.codebook import Codebook
from discourse.corpus import Corpus
from discourse.errors import FrameError
from discourse.project.base import planner
from discourse.project.coding import Coding
from discourse.project.plans.codes import plan_codebook
from discourse.project.plans.sources import plan_corpus
from discourse.project.plans.versions import plan_anchor, plan_reanchor, plan_update
from discourse.project.standing import answer_unanchored


class Sources(Coding):
    """The verbs that bring things in."""

    def add(self, *things: Corpus | Codebook | pd.DataFrame) -> Self:
        """Add corpora, codebooks and codings frames (those keep the names in their column ``coder``).

        Adding the same again changes nothing. Raises FrameError when an utterance comes with another text:
        see `update`.
        """

        for thing in things:
            if isinstance(thing, Corpus):
                self._write("add", planner(plan_corpus, thing), None)
                if len(thing.codings):
                    self.add(thing.codings)
            elif isinstance(thing, Codebook):
                self._write("define", planner(plan_codebook, thing), None)
            elif isinstance(thing, pd.DataFrame):
                self.code(thing)
            else:
                raise FrameError(f"a project takes a Corpus, a Codebook or a codings frame, not {type(thing).__name__}")
        return self

    def update(self, corpus: Corpus, *, deed: str | None = None) -> Self:
        """Take over a newer capture of threads that the project has: nothing that was there is lost.

        New utterances are added. Utterances that are the same (same words, or alike and by the same participant) keep their id; where
        the text was edited it is replaced, and each coding is put where its very words stand in the new text, at the place that
        the rest of the text points to. A coding whose words are gone, or whose place is not certain, stays on the old text and is
        listed by `unanchored`; it is never moved silently. Utterances that the newer capture lacks stay. Raises FrameError for
        a thread that the project does not have.

        >>> import pandas as pd
        >>> from discourse import Codebook, Corpus, Project
        >>> first = pd.DataFrame({"id": ["a"], "text": ["Who owns it? We do."]})
        >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana").add(Corpus(first), Codebook.from_terms({"ownership": []}))
        >>> study = study.code("a", "ownership", quote="owns it").code("a", "ownership", quote="We do")
        >>> study = study.update(Corpus(first.assign(text="Edited: Who owns it? They do.")))
        >>> study.codings()[["start", "quote"]].values.tolist(), study.unanchored()["quote"].tolist()
        ([[12, 'owns it']], ['We do'])
        """
        return self._write("update", planner(plan_update, corpus), deed)

    def unanchored(self) -> pd.DataFrame:
        """``utterance start end code coder quote before after id``: codings whose words are not where they were.

        They stand on an older text of the utterance, which is kept; ``before`` and ``after`` are the 40 code points around the quote
        in it. `codings` leaves them out. `anchor` puts one where it belongs, `uncode` takes it back.
        """
        return self._read(lambda c: answer_unanchored(c, self.coder))

    def reanchor(self, *, deed: str | None = None) -> Self:
        """Look once more, for everyone's unanchored codings, where their words stand now; for instance after a `merge`."""
        return self._write("reanchor", plan_reanchor, deed)

    def anchor(
        self, coding: str, *, quote: str | None = None, start: int | None = None, end: int | None = None, deed: str | None = None
    ) -> Self:
        """Put an own coding by hand into the present text: by other words, or where its words stand more than once. Raises OffsetError."""
        return self._write("anchor", lambda c: plan_anchor(c, coding, quote, start, end, self._who()), deed)
