"""Three lines over the number of topics. It draws what `measure_topic_numbers` gives, and computes nothing."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from discourse.charts.phrases import plain
from discourse.charts.themes import FONT, SCALE
from discourse.frames import require

PANELS = {
    "stability": ("They come back", "stability: higher is better"),
    "coherence": ("Their words belong together", "coherence: higher is better"),
    "unexplained": ("What they leave over", "unexplained: look for the bend"),
}
DARK, LIGHT, MARK = SCALE[4][1], SCALE[2][1], "#D55E00"


def draw_topic_numbers(numbers: pd.DataFrame, *, title: str | None = None) -> go.Figure:
    """Draw `measure_topic_numbers`: stability (with that of the weakest topic), coherence, and what is left over, side by side.

    The number with the best sum of stability and coherence is marked in each panel.

    Raises FrameError when the frame is not one of `measure_topic_numbers`.

    >>> from discourse.corpus import Corpus
    >>> from discourse.measures import measure_topic_numbers
    >>> corpus = Corpus(pd.DataFrame({"text": ["Tea and cake.", "More tea, more cake!", "A network of nurses.", "Nurses network."]}))
    >>> [line.name for line in draw_topic_numbers(measure_topic_numbers(corpus, [1, 2])).data]
    ['weakest topic', 'stability', 'best', 'coherence', 'best', 'unexplained', 'best']
    """
    require(numbers, ("topics", "weakest", *PANELS, "best"), "numbers of topics")
    heads = [f"<b>{head}</b><br><span style='font-size:11px;color:#616e7c'>{told}</span>" for head, told in PANELS.values()]
    figure = make_subplots(1, 3, subplot_titles=heads, horizontal_spacing=0.08)
    best = numbers[numbers["best"].astype(bool)]
    for column, name in enumerate(PANELS, 1):
        shape = {"mode": "lines+markers", "hovertemplate": "%{x} topics: %{y:.2f}<extra>%{fullData.name}</extra>"}
        if name == "stability":
            figure.add_scatter(
                row=1, col=column, x=numbers["topics"], y=numbers["weakest"], name="weakest topic",
                line={"color": LIGHT, "width": 1.5, "dash": "dot"}, marker={"size": 4}, **shape,
            )  # fmt: skip
        figure.add_scatter(
            row=1, col=column, x=numbers["topics"], y=numbers[name], name=name,
            line={"color": DARK, "width": 2}, marker={"size": 6}, **shape,
        )  # fmt: skip
        figure.add_scatter(
            row=1, col=column, x=best["topics"], y=best[name], name="best", mode="markers+text",
            text=[f"{n} topics" if column == 1 else "" for n in best["topics"]], textposition="top center",
            textfont={"color": MARK}, cliponaxis=False, hoverinfo="skip",
            marker={"size": 13, "color": "rgba(0,0,0,0)", "line": {"width": 2.5, "color": MARK}},
        )  # fmt: skip
    unit = numbers.attrs.get("unit", "passage")
    told = (f"{numbers.attrs['passages']:,} {unit}s; " if "passages" in numbers.attrs else "") + "dotted: the weakest topic"
    figure.update_xaxes(
        title={"text": "number of topics", "font": {"size": 12, "color": "#616e7c"}}, showgrid=False, zeroline=False,
        tickformat="d", dtick=1 if len(numbers) < 16 else None, ticks="outside", tickcolor="#cbd2d9",
    )  # fmt: skip
    figure.update_yaxes(gridcolor="#e4e7eb", zeroline=False, nticks=6)
    figure.update_annotations(font={"size": 13, "color": "#1f2933"}, align="left", xanchor="left", yshift=8)
    for annotation, axis in zip(figure.layout.annotations, figure.select_xaxes(), strict=True):
        annotation.x = axis.domain[0]
    figure.update_layout(
        title={
            "text": f"{plain(title or 'How many topics?')}<br><span style='font-size:12px;color:#616e7c'>{plain(told)}</span>",
            "font": {"size": 18}, "x": 0, "xref": "container", "xanchor": "left", "pad": {"l": 14}, "y": 0.93, "yref": "container",
        },
        font={"family": FONT, "size": 13, "color": "#1f2933"}, paper_bgcolor="#ffffff", plot_bgcolor="#ffffff", showlegend=False,
        height=380, width=1060, margin={"l": 50, "r": 30, "t": 130, "b": 50},
    )  # fmt: skip
    return figure
