"""All memos of a study in one list: what it shows, and what it can look at. It stores nothing and draws nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from discourse.project import Project
from discourse.widgets._listing import Listing
from discourse.widgets._memos import MEMO_VIEWS, THINGS, Memos
from discourse.widgets._surface import Row, View, check_project


def show_memos(project: Project, *, height: str = "70vh") -> MemosWidget:
    """Read all memos of a study, search them, and write your own: on passages, codes, people, threads, the project, or free notes.

    Parameters
    ----------
    project
        The study; with a ``coder`` to write, without one to read.
    height
        How tall it stands in the notebook, as CSS says it.

    Each coder has one memo on a thing; you change your own, and write one of yours beside another's. Raises ProjectError for what is
    no project.

    >>> import pandas as pd
    >>> from discourse import Corpus
    >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana").add(Corpus(pd.DataFrame({"text": ["Who owns it?"]})))
    >>> shown = show_memos(study)
    >>> args = {"about": "note", "target": "Method", "text": "Ask ben to code the first thread, too."}
    >>> shown.answer({"op": "op-1", "verb": "memo", "args": args})["line"]
    'study.memo("Method", "Ask ben to code the first thread, too.", about="note")'
    >>> study.memos()[["about", "target", "coder"]].values.tolist()
    [['note', 'Method', 'ana']]
    """
    return MemosWidget(check_project(project, MemosWidget.TITLE), height=height)


class MemosWidget(Listing, folder="memos"):
    """What `show_memos` gives back."""

    TITLE = "the list of memos"
    VIEWS: ClassVar[Mapping[str, View]] = {**MEMO_VIEWS}

    def __init__(self, project: Project, **traits: Any) -> None:
        self.memos = Memos(project)
        super().__init__(project, **traits)

    def _shown(self) -> Row:
        memos = self.memos.all()
        own = memos[(memos["coder"] == self._project.coder).to_numpy(dtype=bool)]
        return {
            "codes": self._codes(), "things": [{"key": k, "name": v} for k, v in THINGS.items() if k in set(memos["about"])],
            "coders": sorted(set(memos["coder"])), "titles": own[(own["about"] == "note").to_numpy(dtype=bool)]["target"].tolist(),
        }  # fmt: skip


__all__: Sequence[str] = ("MemosWidget", "show_memos")
