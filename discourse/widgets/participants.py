"""The participants of a study as a grid: what it shows, and what it can look at. It stores nothing and draws nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from discourse.project import Project
from discourse.widgets._listing import Listing
from discourse.widgets._passages import PASSAGE_VIEWS, Passages
from discourse.widgets._people import FIXED, PEOPLE_VIEWS, People, remove_attribute, rename_attribute
from discourse.widgets._surface import Row, View, check_project


def show_participants(project: Project, *, height: str = "70vh") -> ParticipantsWidget:
    """Look at participants side by side and edit what is known of them, as in a spreadsheet: a cell, a column, a pasted block.

    Parameters
    ----------
    project
        The study; with a ``coder`` to write, without one to read.
    height
        How tall it stands in the notebook, as CSS says it.

    Attributes are columns, which `measure_themes` and charts group by. The counts say how many utterances and words are a
    participant's and how many codings stand in them. Names are not replaced from here, for that rewrites the whole project and cannot
    be undone: the widget shows what `Project.names` finds, and the lines for `Project.pseudonymise`. Raises ProjectError for what is no
    project.

    >>> import pandas as pd
    >>> from discourse import Corpus
    >>> said = Corpus(pd.DataFrame({"text": ["Who owns it?", "We do."], "participant": ["Mo", "Ada"]}))
    >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana").add(said)
    >>> shown = show_participants(study)
    >>> shown.answer({"op": "op-1", "verb": "describe", "args": {"people": {"Mo": {"role": "host"}}}})["line"]
    'study.describe("Mo", role="host")'
    >>> study.participants().fillna("").values.tolist()
    [['Mo', 'host'], ['Ada', '']]
    """
    return ParticipantsWidget(check_project(project, ParticipantsWidget.TITLE), height=height)


class ParticipantsWidget(Listing, folder="participants"):
    """What `show_participants` gives back."""

    TITLE = "the grid of participants"
    VIEWS: ClassVar[Mapping[str, View]] = {**PEOPLE_VIEWS, **PASSAGE_VIEWS}
    OWN: ClassVar[Mapping[str, Any]] = {"rename_attribute": rename_attribute, "remove_attribute": remove_attribute}

    def __init__(self, project: Project, **traits: Any) -> None:
        self.people = People(project)
        self.passages = Passages(project)
        self.passages.said = self.people.said  # the texts are read once
        super().__init__(project, **traits)

    def _shown(self) -> Row:
        fixed = [{"key": key, "name": name, "kind": ""} for key, name in FIXED.items()]
        return {"codes": self._codes(), "columns": [*fixed, *self.people.columns()]}


__all__: Sequence[str] = ("ParticipantsWidget", "show_participants")
