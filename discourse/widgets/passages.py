"""The passages of a study as one reads them side by side: what it shows, and what it can look at. It stores nothing and draws nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import pandas as pd

from discourse.project import Project
from discourse.widgets._listing import Listing
from discourse.widgets._passages import PASSAGE_VIEWS, Passages
from discourse.widgets._sources import Source, all_codings, source_of
from discourse.widgets._surface import Row, View, check_project


def show_passages(project: Project, passages: pd.DataFrame | str | None = None, *, height: str = "70vh") -> PassagesWidget:
    """Read passages side by side, by code, participant, thread or coder; recode them, write memos, copy them with their source.

    Parameters
    ----------
    project
        The study; with a ``coder`` to write, without one to read.
    passages
        Which passages: None for all codings; a frame, such as ``study.codings(code="trust")``, ``study.suggestions()``, or what a
        finder gave; or a query on the columns of ``study.codings()`` and ``participant thread title time``, such as
        ``"code == 'trust' and participant == 'Mo'"``, which is asked again whenever something has changed.
    height
        How tall it stands in the notebook, as CSS says it.

    A frame is shown as its passages now stand: what was recoded since is shown with its new code, what was taken back is not shown.
    Passages that a finder gave and that are not in the project are shown, too; accepting one makes it your coding.

    Raises ProjectError for what is no project, FrameError for a query or a frame that cannot be read, OffsetError and
    UnknownUtterance for passages that are not in the corpus.

    >>> from discourse import Codebook, Corpus
    >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana")
    >>> said = Corpus(pd.DataFrame({"text": ["Who owns it?", "We own it."], "participant": ["Mo", "Ada"]}))
    >>> study = study.add(said, Codebook.from_terms({"ownership": "own*", "belonging": []}))
    >>> study = study.code("1", "ownership", quote="owns", id="k1").code("2", "ownership", quote="We own it", id="k2")
    >>> shown = show_passages(study, "participant == 'Ada'")
    >>> shown.passages.all()[["quote", "participant", "code"]].values.tolist()
    [['We own it', 'Ada', 'ownership']]
    >>> shown.answer({"op": "op-1", "verb": "recode", "args": {"ids": ["k2"], "code": "belonging"}})["line"]
    'study.recode("k2", "belonging")'
    >>> study.codings()["code"].tolist()
    ['ownership', 'belonging']
    """
    source = source_of(check_project(project, PassagesWidget.TITLE), passages)  # first, for half a widget cannot be closed
    of = passages if isinstance(passages, str) else "" if passages is None else "a frame"
    return PassagesWidget(project, source, of=of, height=height)


class PassagesWidget(Listing, folder="passages"):
    """What `show_passages` gives back."""

    TITLE = "the quotation browser"
    VIEWS: ClassVar[Mapping[str, View]] = {**PASSAGE_VIEWS}

    def __init__(self, project: Project, source: Source = all_codings, *, of: str = "", **traits: Any) -> None:
        self.passages = Passages(project, source)
        self.said = self.passages.said
        self._of = of  # how a person said which: a query, "a frame", or nothing for all
        super().__init__(project, **traits)

    def _shown(self) -> Row:
        return {"codes": self._codes(), "of": self._of}


__all__: Sequence[str] = ("PassagesWidget", "show_passages")
