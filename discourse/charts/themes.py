"""Themes per participant as a heat map or as stacked bars. It draws what `measure_themes` gives, and computes nothing."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from discourse.charts.figure import Behind, PassageFigure, behind
from discourse.codebook import PALETTE
from discourse.errors import FrameError, known
from discourse.frames import require

STYLES = ("heat", "stacked")
#: One hue from the page's white to a dark blue, so that more is darker, in print and to colour-blind readers too.
SCALE = [[0, "#f7f9fb"], [0.15, "#dbe7f0"], [0.4, "#93bcd8"], [0.7, "#3d84b8"], [1, "#0b3c68"]]
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"


def draw_themes(themes: pd.DataFrame, *, style: str = "heat", title: str | None = None) -> PassageFigure:
    """Draw `measure_themes`: participants down, codes across (``heat``), or a bar a participant (``stacked``).

    Each cell says its n and of how many. In a notebook a click on a mark lists its passages; in a script
    ``figure.passages("Ana", "ownership")`` gives them as a frame. Codes overlap, so stacked shares may pass 100 %; of
    codes that were rolled up, bars stack the top level (``roll_up=False`` in the measure gives each code a part).

    Raises FrameError when the frame is not one of `measure_themes`.

    >>> from discourse.corpus import Corpus
    >>> from discourse.measures import measure_themes
    >>> said = Corpus(pd.DataFrame({"text": ["my own net"], "participant": ["Ana"]}))
    >>> marked = pd.DataFrame({"utterance": ["1"], "start": [3], "end": [6], "code": ["ownership"], "coder": ["me"]})
    >>> draw_themes(measure_themes(marked, said)).passages("Ana", "ownership")["quote"].tolist()
    ['own']
    """
    require(themes, ("code", "n", "of", "value"), "themes")
    if style not in STYLES:
        raise FrameError(f"style={style!r}; {known(str(style), STYLES, 'it can be')}")
    by = str(themes.attrs.get("by", themes.columns[0]))
    groups, codes = list(dict.fromkeys(themes[by])), list(dict.fromkeys(themes["code"]))
    draw = _heat if style == "heat" else _stacked
    above = 92 + (int(4.2 * max(map(len, codes), default=0)) if style == "heat" else 0)  # room for the slanted names
    height = above + 46 + 34 * max(len(groups), 4)
    figure = PassageFigure(draw(themes, by, groups, codes), behind=_behind(themes, by))
    figure.update_layout(
        title={
            "text": f"{_plain(title or _title(by))}<br><span style='font-size:12px;color:#616e7c'>{_told(themes)}</span>",
            "font": {"size": 18}, "x": 0, "xref": "container", "xanchor": "left", "pad": {"l": 14},
            "y": 1 - 36 / height, "yref": "container", "yanchor": "middle",
        },
        font={"family": FONT, "size": 13, "color": "#1f2933"},
        paper_bgcolor="#ffffff", plot_bgcolor="#ffffff",
        height=height, width=max(760, 250 + 58 * len(codes)) if style == "heat" else 960,
        margin={"l": 10, "r": 20, "t": above, "b": 10},
        hoverlabel={"font": {"family": FONT}, "align": "left"},
    )  # fmt: skip
    return figure


def _heat(themes: pd.DataFrame, by: str, groups: list[Any], codes: list[str]) -> go.Figure:
    wide = {c: themes.pivot(index=by, columns="code", values=c).loc[groups, codes] for c in ("value", "n", "of")}
    told = [
        [_cell(wide["value"].loc[g, c], wide["n"].loc[g, c], wide["of"].loc[g, c], themes) if wide["n"].loc[g, c] else "" for c in codes]
        for g in groups
    ]
    figure = go.Figure(
        go.Heatmap(
            z=wide["value"].to_numpy(), x=[_plain(c) for c in codes], y=[_label(g, wide["of"].loc[g].max()) for g in groups],
            text=told, texttemplate="%{text}", textfont={"size": 11}, colorscale=SCALE, zmin=0, xgap=2, ygap=2,
            customdata=[[[g, c] for c in codes] for g in groups],
            hovertemplate="<b>%{y}</b><br>%{x}<br>%{text}<extra></extra>",
            colorbar={"thickness": 10, "outlinewidth": 0, "tickformat": _ticks(themes)},
        )
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", showgrid=False, zeroline=False, ticks="")
    figure.update_xaxes(side="top", tickangle=-35, showgrid=False, zeroline=False, ticks="")
    return figure


def _stacked(themes: pd.DataFrame, by: str, groups: list[Any], codes: list[str]) -> go.Figure:
    parts = [c for c in codes if not themes.attrs.get("roll_up") or c.rpartition("/")[0] not in codes]  # each passage once
    colours = themes.attrs.get("colours") or {}
    figure = go.Figure()
    for n, code in enumerate(parts):
        rows = themes[themes["code"] == code].set_index(by).loc[groups]
        told = [_cell(v, m, o, themes) for v, m, o in rows[["value", "n", "of"]].itertuples(index=False)]
        figure.add_bar(
            orientation="h", name=_plain(code), x=rows["value"], y=[_label(g, rows.loc[g, "of"]) for g in groups],
            marker={"color": colours.get(code, PALETTE[n % len(PALETTE)]), "line": {"width": 1, "color": "#ffffff"}},
            customdata=[[g, code] for g in groups], text=told,
            textposition="none", hovertemplate="<b>%{y}</b><br>" + _plain(code) + "<br>%{text}<extra></extra>",
        )  # fmt: skip
    figure.update_layout(barmode="stack", legend={"traceorder": "normal"}, bargap=0.35)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(
        title=_unit(themes) + "; codes overlap, so bars may pass 100 %", tickformat=_ticks(themes), gridcolor="#e4e7eb", zeroline=False
    )
    return figure


def _behind(themes: pd.DataFrame, by: str) -> Behind | None:
    roll_up = themes.attrs.get("roll_up", True)

    def chosen(frame: pd.DataFrame, group: Any, code: Any) -> pd.Series:
        under = (frame["code"] == code) | (frame["code"].str.startswith(f"{code}/") if roll_up else False)
        those: pd.Series = (frame[by] == group) & under
        return those

    return behind(themes, chosen)


def _cell(value: Any, n: Any, of: Any, themes: pd.DataFrame) -> str:
    as_ = themes.attrs.get("as_", "share")
    if as_ == "share":
        return f"{value:.0%} <span style='opacity:.7'>{int(n)}/{int(of)}</span>" if value == value else "–"
    return f"{int(n)}" if as_ == "count" else f"{value:.1f} <span style='opacity:.7'>n {int(n)}</span>"


def _label(group: Any, of: Any) -> str:
    return f"{_plain(group)} <span style='color:#7b8794'>{int(of)}</span> "


def _title(by: str) -> str:
    return f"Themes by {by.replace('_', ' ')}"


def _told(themes: pd.DataFrame) -> str:
    beside = "words" if themes.attrs.get("unit") == "passage" else f"{themes.attrs.get('unit', 'unit')}s"
    coders = ", ".join(_plain(c) for c in themes.attrs.get("coders", [])) or "nobody yet"
    return f"{_unit(themes)}; beside each name its number of {beside}; coded by {coders}"


def _unit(themes: pd.DataFrame) -> str:
    as_, unit = themes.attrs.get("as_", "share"), themes.attrs.get("unit", "unit")
    return {"share": f"share of {unit}s that hold the code", "per_1000_words": "passages per 1,000 words", "count": "passages"}[as_]


def _ticks(themes: pd.DataFrame) -> str:
    return ".0%" if themes.attrs.get("as_", "share") == "share" else ""


def _plain(value: Any) -> str:
    return escape(str(value), quote=False)
