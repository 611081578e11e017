"""The codebook as a widget: what each code means, where it stands, which passages have it, and whether its colour can be told apart.

`_codes.py` says what it is shown; what a person does is a deed of `deeds.py`. The browser's half is codebook/widget.js.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from discourse.project import Project
from discourse.widgets._codes import check_of, snapshot_of_codes, story_of, trial_of
from discourse.widgets._passages import PASSAGE_VIEWS, Passages
from discourse.widgets._surface import Row, Surface, View, check_project
from discourse.widgets._wire import word


def show_codebook(project: Project, *, code: str | None = None, height: str = "70vh") -> CodebookWidget:
    """Open the codebook: define, regroup, merge, split and retire codes, check their colours, read their passages.

    Each thing done there is a project verb, on the disk when the widget says *Saved*, and shown as a line of Python. Undo takes it back.

    Parameters
    ----------
    project
        Where the codes stand and where the work goes. Without a coder, or read-only, the codebook is for reading.
    code
        The code to open, by its path or its last name; nothing by default.
    height
        Height of the widget, in CSS units.

    Raises ProjectError when it is given something else than a Project, UnknownCode when the project has no such code.

    >>> from discourse import Codebook, Project
    >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana").define(Codebook.from_terms({"ownership": "own*", "hope": []}))
    >>> book = show_codebook(study, code="ownership")
    >>> book.answer({"op": "op-1", "verb": "define", "args": {"code": "ownership", "fields": {"brief": "Whose is it?"}}})["line"]
    'study.define("ownership", brief="Whose is it?")'
    >>> book.answer({"op": "op-2", "verb": "move", "args": {"code": "hope", "before": "ownership"}})["line"]
    'study.move("hope", before="ownership")'
    >>> study.codebook.frame[["code", "brief"]].values.tolist()
    [['hope', ''], ['ownership', 'Whose is it?']]
    """
    checked = check_project(project, CodebookWidget.TITLE)
    return CodebookWidget(checked, code=None if code is None else checked.codebook.find(code), height=height)


class CodebookWidget(Surface, folder="codebook"):
    """What `show_codebook` gives back."""

    TITLE = "the codebook"

    def __init__(self, project: Project, *, code: str | None = None, height: str = "70vh") -> None:
        self._code = code
        self.passages = Passages(project)
        super().__init__(project, height=height)

    def _shown(self) -> Row:
        return snapshot_of_codes(self._project) | ({"open": self._code} if self._code else {})

    def _story(self, args: Mapping[str, Any]) -> Row:
        return story_of(self._project, word(args, "code"))

    def _check_colours(self, _: Mapping[str, Any]) -> Row:
        return check_of(self._project.codebook)

    def _try_colour(self, args: Mapping[str, Any]) -> Row:
        return trial_of(self._project.codebook, word(args, "code"), word(args, "colour"))

    VIEWS: ClassVar[Mapping[str, View]] = {
        **PASSAGE_VIEWS, "story": _story, "check_colours": _check_colours, "try_colour": _try_colour,
    }  # fmt: skip


__all__: Sequence[str] = ("CodebookWidget", "show_codebook")
