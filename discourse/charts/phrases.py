"""Phrases as bars, a panel a group: how often, and how evenly spoken. It draws what `measure_phrases` gives, and computes nothing."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from discourse.charts.figure import PassageFigure, behind, persons
from discourse.charts.themes import FONT, SCALE
from discourse.errors import FrameError
from discourse.frames import require

PANELS = 9
"""Groups that are drawn at most: the first ones."""
ROW, HEAD, GAP = 24, 100, 46
"""Pixels: of a bar, above the first panel, between panels."""


def draw_phrases(phrases: pd.DataFrame, *, most: int = 15, title: str | None = None) -> PassageFigure:
    """Draw `measure_phrases`: bars of how often, darker the more evenly a phrase is spread over participants.

    Of each group (nine groups at most, the first ones; choose others by ``phrases[phrases["group"].isin([…])]``) the `most` telling
    phrases are drawn, the commonest on top. Behind each bar stand its count, by how many people, and how many times as common
    it is as in what it was held against. In a notebook a click on a bar lists its passages; in a script
    ``figure.passages("Ana", "mailing list")`` gives them (the group is "all" for phrases of a whole corpus).

    Raises FrameError when the frame is not one of `measure_phrases`.

    >>> from discourse.corpus import Corpus
    >>> from discourse.measures import measure_phrases
    >>> from discourse.themes import find_phrases
    >>> corpus = Corpus(pd.DataFrame({"text": ["The mailing list!", "Which mailing lists?"]}))
    >>> draw_phrases(measure_phrases(find_phrases(corpus), corpus)).passages("all", "mailing list")["quote"].tolist()
    ['mailing list', 'mailing lists']
    """
    require(phrases, ("phrase", "group", "n", "participants", "dispersion", "log_ratio"), "phrases")
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise FrameError(f"most={most!r}; it should be a whole number from 1")
    groups = list(dict.fromkeys(phrases["group"]))[:PANELS]
    shown = [phrases[phrases["group"] == g].head(most).sort_values("n", ascending=False, kind="stable") for g in groups]
    columns = 1 if len(groups) < 2 else 2 if len(groups) in (2, 4) else 3
    lines = max(1, -(-len(groups) // columns))
    tall = [max([len(s) for s in shown[n * columns : (n + 1) * columns]], default=1) for n in range(lines)]
    height = HEAD + sum(tall) * ROW + GAP * (lines - 1) + 40
    inside = height - HEAD - 40
    figure = make_subplots(
        lines, columns, row_heights=tall, vertical_spacing=GAP / inside if lines > 1 else 0,
        horizontal_spacing=0.16 if columns > 2 else 0.2,
        subplot_titles=[f"<b>{plain(_short(g))}</b>" for g in groups] if len(groups) > 1 else None,
    )  # fmt: skip
    for n, (group, rows) in enumerate(zip(groups, shown, strict=True)):
        _bars(figure, group, rows, n // columns + 1, n % columns + 1, phrases.attrs.get("by") != "participant")
        figure.update_yaxes(row=n // columns + 1, col=n % columns + 1, range=[tall[n // columns] - 0.5, -0.5])
    out = PassageFigure(figure, behind=behind(phrases, lambda frame, group, phrase: (frame["group"] == group) & (frame["code"] == phrase)))
    out.update_xaxes(visible=False, range=[0, 1.45 * max([s["n"].max() for s in shown], default=1)])  # room for what stands behind a bar
    out.update_yaxes(showgrid=False, zeroline=False, ticks="", automargin=True)
    out.update_annotations(font={"size": 13, "color": "#1f2933"}, xanchor="left", yshift=2)
    for annotation, axis in zip(out.layout.annotations, out.select_xaxes(), strict=False):
        annotation.x = axis.domain[0]
    out.update_layout(
        title={
            "text": f"{plain(title or _title(phrases))}<br><span style='font-size:12px;color:#616e7c'>{_told(phrases, len(groups))}</span>",
            "font": {"size": 18}, "x": 0, "xref": "container", "xanchor": "left", "pad": {"l": 14},
            "y": 1 - 34 / height, "yref": "container", "yanchor": "middle",
        },
        font={"family": FONT, "size": 13, "color": "#1f2933"}, paper_bgcolor="#ffffff", plot_bgcolor="#ffffff",
        height=height, width=860 if columns == 1 else 430 * columns, bargap=0.28, showlegend=False,
        margin={"l": 14, "r": 20, "t": HEAD, "b": 40}, hoverlabel={"font": {"family": FONT}, "align": "left"},
        coloraxis={"colorscale": [[0, SCALE[1][1]], [0.5, SCALE[3][1]], [1, SCALE[4][1]]], "cmin": 0, "cmax": 1, "showscale": False},
    )  # fmt: skip
    return out


def _bars(figure: go.Figure, group: Any, rows: pd.DataFrame, line: int, column: int, people: bool) -> None:
    figure.add_bar(
        row=line, col=column, orientation="h", x=rows["n"], y=[f"{plain(p)} " for p in rows["phrase"]],
        text=[_beside(r, people) for r in rows.to_dict("records")], textposition="outside", cliponaxis=False,
        textfont={"size": 11, "color": "#52606d"},
        marker={"color": (1 - rows["dispersion"]).fillna(0), "coloraxis": "coloraxis", "line": {"width": 0}},
        customdata=[[group, p] for p in rows["phrase"]],
        hovertext=[plain(e) for e in rows.get("example", pd.Series("", index=rows.index))], hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip


def _short(group: Any, most: int = 44) -> str:
    return str(group) if len(str(group)) <= most else str(group)[: most - 1] + "…"


def _beside(row: dict[Any, Any], people: bool) -> str:
    told, ratio = [f"<b>{row['n']}</b>"], row["log_ratio"]
    if people and row["participants"]:
        told.append(persons(row["participants"]))
    if ratio == ratio:
        told.append(f"×{2**ratio:,.0f}" if ratio >= 1 else f"×{2**ratio:.1f}")
    return " · ".join(told)


def _title(phrases: pd.DataFrame) -> str:
    by = phrases.attrs.get("by")
    return f"What distinguishes each {str(by).replace('_', ' ')}" if by else "The words of this discussion"


def _told(phrases: pd.DataFrame, drawn: int) -> str:
    there = {"common": "at least so many times as common as in everyday English", "rest": "times as common as elsewhere"}
    by_participant = phrases.attrs.get("by") == "participant"
    told = "how often" if by_participant else "how often, by how many people"
    if phrases["log_ratio"].notna().any():
        told += "; ×: " + there.get(phrases.attrs.get("reference", ""), "times as common as in the other texts")
    told += "; darker: " + ("in more of what was said" if by_participant else "spread more evenly over people")
    groups = phrases["group"].nunique()
    return told + (f"; {drawn} of {groups} groups" if groups > drawn else "")


def plain(value: Any) -> str:
    """What comes from a source, as text that plotly does not take for HTML."""
    return escape(str(value), quote=False)
