"""Topics as bars: how many passages show each, and how far to rely on it. It draws what `measure_topics` gives, and computes nothing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from discourse.charts.figure import PassageFigure, behind, persons
from discourse.charts.phrases import plain
from discourse.charts.themes import FONT, SCALE
from discourse.frames import require

ROW, HEAD = 52, 92
TOLD = 8
"""Words that stand under a topic's name."""


def draw_topics(topics: pd.DataFrame, *, title: str | None = None) -> PassageFigure:
    """Draw `measure_topics`: a bar a topic, as long as it has passages, darker the more surely its words come back.

    In a notebook a click on a bar lists its passages, the best first; in a script ``figure.passages("topics", topic)`` gives them.

    Raises FrameError when the frame is not one of `measure_topics`.

    >>> from discourse.corpus import Corpus
    >>> from discourse.measures import measure_topics
    >>> from discourse.themes import find_topics
    >>> corpus = Corpus(pd.DataFrame({"text": ["Tea and cake.", "More tea, more cake!", "A network of nurses.", "Nurses network."]}))
    >>> draw_topics(measure_topics(find_topics(corpus, 2), corpus)).passages("topics", "topic 1: tea, cake")["quote"].tolist()
    ['Tea and cake.', 'More tea, more cake!']
    """
    require(topics, ("topic", "words", "n", "participants", "stability"), "topics")
    height = HEAD + ROW * max(len(topics), 1) + 30
    bars = go.Bar(
        orientation="h", x=topics["n"], y=[_label(t, w) for t, w in zip(topics["topic"], topics["words"], strict=True)],
        text=[_beside(r) for r in topics.to_dict("records")], textposition="outside", cliponaxis=False,
        textfont={"size": 11, "color": "#52606d"}, width=0.42,
        marker={"color": topics["stability"].fillna(0), "coloraxis": "coloraxis", "line": {"width": 0}},
        customdata=[["topics", t] for t in topics["topic"]],
        hovertext=[plain(e) for e in topics.get("example", pd.Series("", index=topics.index))], hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
    figure = PassageFigure(go.Figure(bars), behind=behind(topics, lambda frame, _, topic: frame["code"] == topic))
    figure.update_xaxes(visible=False, range=[0, 1.3 * max(int(topics["n"].max()), 1) if len(topics) else 1])
    figure.update_yaxes(autorange="reversed", showgrid=False, ticks="", automargin=True)
    figure.update_layout(
        title={
            "text": f"{plain(title or 'Topics of this discussion')}<br><span style='font-size:12px;color:#616e7c'>{_told(topics)}</span>",
            "font": {"size": 18}, "x": 0, "xref": "container", "xanchor": "left", "pad": {"l": 14},
            "y": 1 - 36 / height, "yref": "container", "yanchor": "middle",
        },
        font={"family": FONT, "size": 13, "color": "#1f2933"}, paper_bgcolor="#ffffff", plot_bgcolor="#ffffff",
        height=height, width=960, margin={"l": 14, "r": 20, "t": HEAD, "b": 30}, hoverlabel={"font": {"family": FONT}, "align": "left"},
        coloraxis={
            "colorscale": [[0, SCALE[1][1]], [0.5, SCALE[2][1]], [0.8, SCALE[3][1]], [1, SCALE[4][1]]],
            "cmin": 0, "cmax": 1, "showscale": False,
        },
    )  # fmt: skip
    return figure


def _label(topic: str, words: str) -> str:
    several = words.split(", ")
    told = ", ".join(several[:TOLD]) + ("…" if len(several) > TOLD else "")
    return f"<b>{plain(topic)}</b> <br><span style='font-size:11px;color:#616e7c'>{plain(told)}</span> "


def _beside(row: dict[Any, Any]) -> str:
    told = [f"<b>{row['n']}</b>"]
    if row["participants"]:
        told.append(persons(row["participants"]))
    if row["stability"] == row["stability"]:
        told.append(f"stability {row['stability']:.2f}")
    return " · ".join(told)


def _told(topics: pd.DataFrame) -> str:
    unit = str(topics.attrs.get("unit", "passage"))
    return f"{unit}s that show each, by how many people; stability (darker): the share of its words that come back when a fifth is left out"
