"""A plotly Figure whose marks lead to their passages: by a click in a notebook, by `passages` in a script."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from discourse.frames import Carried

Behind = Callable[[Any, Any], pd.DataFrame]
SHOWN = 50


class PassageFigure(go.Figure):  # type: ignore[misc]
    """A plotly Figure; each mark holds ``[row, column]`` in its ``customdata``, and `passages` knows what is behind it.

    In a notebook it is shown as a FigureWidget above a list of passages, which a click on a mark fills. Everywhere else
    it is a Figure like any other: ``write_html``, ``write_image``, ``update_layout`` …
    """

    def __init__(self, *args: Any, behind: Behind | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.__dict__["_behind"] = behind

    def passages(self, row: Any, column: Any) -> pd.DataFrame:
        """The passages behind one mark, given its row and its column as they stand on the axes."""
        behind = self.__dict__["_behind"]
        return behind(row, column) if behind else pd.DataFrame()

    def widget(self) -> Any:
        """The figure with its list of passages, as a widget."""
        import ipywidgets

        figure = go.FigureWidget(self)
        told = ipywidgets.HTML("<p style='opacity:.7'>Click a mark to read its passages.</p>")

        def clicked(trace: Any, points: Any, _: Any) -> None:
            if points.point_inds:
                told.value = self.told_of(_mark(trace, points.point_inds[0]))

        for trace in figure.data:
            trace.on_click(clicked)
        return ipywidgets.VBox([figure, told])

    def told_of(self, mark: Any) -> str:
        """The passages behind a mark as HTML; whatever comes from a source is escaped."""
        row, column = mark[0], mark[1]
        found = self.passages(row, column)
        head = f"<b>{escape(str(row))}</b> · {escape(str(column))} · {len(found)} passage{'' if len(found) == 1 else 's'}"
        items = "".join(_item(p) for p in found.head(SHOWN).to_dict("records"))
        more = f"<p style='opacity:.7'>… and {len(found) - SHOWN} more</p>" if len(found) > SHOWN else ""
        return f"<p>{head}</p><ul style='line-height:1.5;max-width:72ch;padding-left:1.2em'>{items}</ul>{more}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None, validate: bool = True, **kwargs: Any) -> Any:
        if not _in_notebook() or self.__dict__["_behind"] is None:
            return super()._repr_mimebundle_(include, exclude, validate, **kwargs)
        return self.widget()._repr_mimebundle_(include=include, exclude=exclude)

    def _ipython_display_(self) -> None:
        from IPython.display import display

        if _in_notebook() and self.__dict__["_behind"] is not None:
            display(self.widget())  # type: ignore[no-untyped-call]
        else:
            super()._ipython_display_()


def behind(measured: pd.DataFrame, choose: Callable[[pd.DataFrame, Any, Any], pd.Series]) -> Behind | None:
    """The passages that a measure carries, those chosen for a row and a column; None where it carries none."""
    carried = measured.attrs.get("passages")
    if not isinstance(carried, Carried):
        return None
    frame = carried.frame

    def passages(row: Any, column: Any) -> pd.DataFrame:
        found: pd.DataFrame = frame[choose(frame, row, column)].reset_index(drop=True)
        return found

    return passages


def persons(several: int) -> str:
    """``persons(1)`` is "1 person"."""
    return "1 person" if several == 1 else f"{several} people"


def _item(passage: dict[Any, Any]) -> str:
    where = " · ".join(escape(str(passage[c])) for c in ("participant", "utterance", "code", "coder") if isinstance(passage.get(c), str))
    return f"<li>“{escape(str(passage['quote']))}” <span style='opacity:.65'>{where}</span></li>"


def _mark(trace: Any, point: Any) -> Any:
    if isinstance(point, (list, tuple)):  # a heat map's points have a row and a column
        return trace.customdata[point[0]][point[1]]
    return trace.customdata[point]


def _in_notebook() -> bool:
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return shell is not None and getattr(shell, "kernel", None) is not None
