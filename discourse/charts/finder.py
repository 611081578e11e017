"""Precision and recall of each code, a learning curve, or how far probabilities hold. It draws what was measured, and computes nothing."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from discourse.charts.figure import Behind, PassageFigure
from discourse.charts.themes import FONT
from discourse.errors import FrameError, known
from discourse.frames import Carried, require

STYLES = ("codes", "curve", "reliability")
POOLED = {"(micro)": "all codes together", "(macro)": "mean over codes"}
INK, QUIET, GRID = "#1f2933", "#616e7c", "#e4e7eb"
#: Told apart by shape as well as by colour: precision is a full disc, recall an open diamond.
MARKS = {"precision": ("#0072B2", "circle", -0.16), "recall": ("#D55E00", "diamond-open", 0.16)}
MOST = 4


def draw_finder(measured: pd.DataFrame, *, style: str = "codes", title: str | None = None) -> PassageFigure:
    """Draw `measure_finder` or `evaluate`.

    ``codes``: precision and recall of each code with their intervals, a panel a coder (4 at most); a small stroke marks
    chance, the share of units that have the code. In a notebook a click on a mark lists its passages, mistakes first; in a
    script ``figure.passages("ownership", "precision")`` gives what was found and ``"recall"`` what should have been (with
    several coders "terms precision" and so on). ``curve``: average precision over the number of coded units (`evaluate`
    only). ``reliability``: of the units that were given a probability of, say, 70 %, how many have the code.

    Raises FrameError for a frame of something else, or one that lacks what a style needs.

    >>> from discourse.corpus import Corpus
    >>> from discourse.measures import measure_finder
    >>> said = Corpus(pd.DataFrame({"text": ["my own net", "our own", "hm", "ours"]}))
    >>> gold = pd.DataFrame({"utterance": ["1", "4"], "start": 0, "end": [6, 4], "code": "ownership", "coder": "gold"})
    >>> found = pd.DataFrame({"utterance": ["1", "2"], "start": [3, 4], "end": [6, 7], "code": "ownership", "coder": "terms"})
    >>> draw_finder(measure_finder(found, gold, said)).passages("ownership", "recall")[["quote", "outcome"]].values.tolist()
    [['ours', 'only gold'], ['my own', 'both']]
    """
    require(measured, ("code", "gold", "precision", "recall", "prevalence"), "measured")
    if style not in STYLES:
        raise FrameError(f"style={style!r}; {known(str(style), STYLES, 'it can be')}")
    by = measured.attrs.get("by")
    if measured.attrs.get("measure") == "finder" and by and measured[by].nunique() > 1:
        raise FrameError(f"measured: it has rows for each {by}; draw one of them: measured[measured[{by!r}] == …]")
    draw = {"codes": _codes, "curve": _curve, "reliability": _reliability}[style]
    figure, told, behind, width, height = draw(measured)
    figure = PassageFigure(figure, behind=behind)
    heads = {"codes": "How well each code is found", "curve": "What more coding brings", "reliability": "How far the probabilities hold"}
    figure.update_layout(
        title={
            "text": f"{_plain(title or heads[style])}<br><span style='font-size:12px;color:{QUIET}'>{told}</span>",
            "font": {"size": 18}, "x": 0, "xref": "container", "xanchor": "left", "pad": {"l": 14},
            "y": 1 - 36 / height, "yref": "container", "yanchor": "middle",
        },
        font={"family": FONT, "size": 13, "color": INK},
        paper_bgcolor="#ffffff", plot_bgcolor="#ffffff", height=height, width=width,
        hoverlabel={"font": {"family": FONT}, "align": "left"},
    )  # fmt: skip
    return figure


Drawn = tuple[go.Figure, str, Behind | None, int, int]


def _codes(measured: pd.DataFrame) -> Drawn:
    rows = measured[measured["size"] == "all"] if "size" in measured else measured
    coders = list(dict.fromkeys(rows["coder"])) if "coder" in rows else [str(measured.attrs.get("learner", "learner"))]
    if len(coders) > MOST:
        raise FrameError(f"measured: {len(coders)} coders are too many for one chart; choose {MOST} or fewer")
    codes = list(dict.fromkeys(rows["code"]))
    places = {code: n + (0.6 if code in POOLED else 0) for n, code in enumerate(codes)}  # the pooled rows stand apart
    figure = make_subplots(cols=len(coders), rows=1, shared_yaxes=True, horizontal_spacing=0.03, subplot_titles=_titles(coders))
    for column, coder in enumerate(coders, 1):
        part = rows[rows["coder"] == coder] if "coder" in rows else rows
        y = part["code"].map(places)
        figure.add_scatter(
            x=part["prevalence"], y=y, mode="markers", row=1, col=column,
            name="chance precision", showlegend=column == 1, legendgroup="chance", legendrank=3,
            marker={"symbol": "line-ns", "size": 15, "line": {"width": 2, "color": "#9aa5b1"}},
            hovertemplate="chance %{x:.0%}<extra></extra>",
        )  # fmt: skip
        for name, (colour, symbol, aside) in MARKS.items():
            mark = name if len(coders) == 1 else f"{coder} {name}"
            figure.add_scatter(
                x=part[name], y=y + aside, mode="markers", row=1, col=column,
                name=name, legendgroup=name, legendrank=aside, showlegend=column == 1,
                marker={"color": colour, "symbol": symbol, "size": 9, "line": {"width": 2, "color": colour}},
                error_x=_bars(part, name, colour), customdata=[[code, mark] for code in part["code"]],
                text=[_said(r, name) for r in part.to_dict("records")], hovertemplate="%{text}<extra></extra>",
            )  # fmt: skip
    gold = rows.drop_duplicates("code").set_index("code")["gold"]
    figure.update_yaxes(
        tickvals=list(places.values()), ticktext=[_label(c, gold[c]) for c in codes], range=[max(places.values()) + 0.7, -0.7],
        showgrid=True, gridcolor="#f2f4f7", zeroline=False, ticks="",
    )  # fmt: skip
    figure.update_xaxes(range=[-0.03, 1.03], tickformat=".0%", gridcolor=GRID, zeroline=False, tickvals=[0, 0.25, 0.5, 0.75, 1])
    titled = 20 if len(coders) > 1 else 0
    height = 150 + titled + 26 * len(codes)
    figure.update_layout(
        margin={"l": 10, "r": 20, "t": 108 + titled, "b": 10},
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "yref": "paper", "xanchor": "left"},
    )
    if titled:
        figure.update_layout(legend={"y": 1 + 26 / (height - 118 - titled)})
    return figure, _told(measured), _behind(measured, coders), 260 + max(500, 310 * len(coders)), height


def _curve(measured: pd.DataFrame) -> Drawn:
    if "size" not in measured:
        raise FrameError("measured: a learning curve needs the column 'size', which dc.evaluate gives")
    figure = go.Figure()
    mean = measured[measured["code"] == "(macro)"].sort_values("coded")
    for code, part in measured[~measured["code"].isin(POOLED)].groupby("code", sort=False):
        part = part.drop_duplicates("coded", keep="last")  # a rare code may have no more to give at a larger size
        figure.add_scatter(
            x=part["coded"], y=part["ap"], mode="lines+markers", line={"color": "#c3cbd4", "width": 1}, marker={"size": 3},
            showlegend=False, name=_plain(code),
            hovertemplate=f"{_plain(code)}<br>%{{x:.0f}} coded, average precision %{{y:.2f}}<extra></extra>",
        )  # fmt: skip
    if mean["ap_low"].notna().any():
        figure.add_scatter(
            x=[*mean["coded"], *mean["coded"][::-1]], y=[*mean["ap_high"], *mean["ap_low"][::-1]], fill="toself", mode="lines",
            fillcolor="rgba(0,114,178,0.18)", line={"width": 0}, hoverinfo="skip", name="95 % interval of the mean",
        )  # fmt: skip
    figure.add_scatter(
        x=mean["coded"], y=mean["prevalence"], mode="lines", name="chance", line={"color": QUIET, "width": 2, "dash": "dash"},
        hovertemplate="chance %{y:.2f}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=mean["coded"], y=mean["ap"], mode="lines+markers", name="mean over codes", line={"color": "#0072B2", "width": 3},
        marker={"size": 9}, hovertemplate="%{x:.1f} coded a code<br>average precision %{y:.2f}<extra></extra>",
    )  # fmt: skip
    reach = measured.loc[~measured["code"].isin(POOLED), "coded"]
    reach = reach[reach > 0]
    figure.update_xaxes(title="coded units a code in training (each step doubles)", type="log", gridcolor=GRID, **_doublings(reach))
    figure.update_yaxes(title="average precision", range=[0, 1.02], gridcolor=GRID, zeroline=False, tickformat=".1f")
    figure.update_layout(margin={"l": 60, "r": 20, "t": 108, "b": 50}, legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"})
    return figure, _told(measured) + "; each thin line is a code", None, 760, 470


def _reliability(measured: pd.DataFrame) -> Drawn:
    carried = measured.attrs.get("reliability")
    if not isinstance(carried, Carried) or carried.frame.empty:
        raise FrameError("measured: nothing here has probabilities between 0 and 1, so there is no reliability to draw")
    bins = carried.frame[carried.frame["code"] == "(micro)"]
    bins = bins[bins["coder"].isin(measured["coder"])] if "coder" in measured and "coder" in bins else bins
    figure = go.Figure()
    figure.add_scatter(
        x=[0, 1], y=[0, 1], mode="lines", name="as said", line={"color": QUIET, "dash": "dash", "width": 2}, hoverinfo="skip"
    )
    groups = list(bins.groupby("coder", sort=False)) if "coder" in bins else [(measured.attrs.get("learner", "learner"), bins)]
    for (name, part), colour in zip(groups, ("#0072B2", "#D55E00", "#009E73", "#C2588F"), strict=False):
        sizes = 8 + 22 * np.sqrt(part["n"] / bins["n"].max())
        figure.add_scatter(
            x=part["score"], y=part["share"], mode="lines+markers", name=_plain(name), line={"color": colour, "width": 1.5},
            marker={"size": sizes, "color": colour, "opacity": 0.85, "line": {"width": 1, "color": "#ffffff"}},
            error_y={
                "type": "data", "symmetric": False, "array": part["share_high"] - part["share"],
                "arrayminus": part["share"] - part["share_low"], "color": QUIET, "thickness": 1.2, "width": 0,
            },
            text=[f"{n:,.0f} units, said {s:.0%}, true {t:.0%}" for n, s, t in part[["n", "score", "share"]].itertuples(index=False)],
            hovertemplate="%{text}<extra></extra>",
        )  # fmt: skip
    axis: dict[str, Any] = {"range": [-0.03, 1.03], "tickformat": ".0%", "gridcolor": GRID, "zeroline": False}
    figure.update_xaxes(title="probability that was said", **axis)
    figure.update_yaxes(title="share that has the code", **axis)
    figure.update_layout(margin={"l": 60, "r": 20, "t": 108, "b": 50}, legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"})
    return figure, "below the line it promises too much; larger discs hold more units; all codes together", None, 620, 600


def _behind(measured: pd.DataFrame, coders: list[str]) -> Behind | None:
    carried = measured.attrs.get("passages")
    if not isinstance(carried, Carried):
        return None
    frame: pd.DataFrame = carried.frame

    def passages(code: Any, mark: Any) -> pd.DataFrame:
        coder, _, side = str(mark).rpartition(" ")
        under = (frame["code"] == code) if code not in POOLED else True
        alone = "only found" if side == "precision" else "only gold"
        kept = frame[(frame["finder"] == (coder or coders[0])) & under & frame["outcome"].isin(["both", alone])]
        mine = kept["coder"] == kept["finder"] if side == "precision" else kept["coder"] != kept["finder"]
        if measured.attrs.get("measure") == "finder":  # both sides' passages are there; of a learner each unit stands once
            kept = kept[mine]
        return kept.sort_values("outcome", key=lambda o: o.eq("both"), kind="stable").reset_index(drop=True)

    return passages


def _bars(part: pd.DataFrame, name: str, colour: str) -> dict[str, Any]:
    up, down = (part[f"{name}_high"] - part[name]).clip(lower=0), (part[name] - part[f"{name}_low"]).clip(lower=0)
    return {"type": "data", "symmetric": False, "array": up, "arrayminus": down, "color": colour, "thickness": 1.4, "width": 0}


def _said(row: dict[Any, Any], name: str) -> str:
    of = row["found"] if name == "precision" else row["gold"]
    what = "found" if name == "precision" else "in the gold coding"
    between = f" ({row[f'{name}_low']:.0%} to {row[f'{name}_high']:.0%})" if row[f"{name}_low"] == row[f"{name}_low"] else ""
    return f"<b>{_plain(POOLED.get(row['code'], row['code']))}</b><br>{name} {row[name]:.0%}{between}<br>of {of:,} {what}"


def _titles(coders: list[str]) -> list[str] | None:
    return [f"<b>{_plain(c)}</b>" for c in coders] if len(coders) > 1 else None


def _label(code: str, gold: Any) -> str:
    return f"{_plain(POOLED.get(code, code))} <span style='color:#7b8794'>{'' if code in POOLED else int(gold)}</span> "


def _doublings(reach: pd.Series) -> dict[str, Any]:
    low, high = (reach.min(), reach.max()) if len(reach) else (1, 2)
    ticks = [2**n for n in range(0, 16) if low / 1.5 <= 2**n <= high * 1.5]
    return {"tickvals": ticks, "ticktext": [f"{t:,}" for t in ticks], "range": [np.log10(low / 1.1), np.log10(high * 1.1)]}


def _told(measured: pd.DataFrame) -> str:
    said = measured.attrs
    gold, unit = _plain(said.get("gold", "gold")), said.get("unit", "unit")
    if said.get("measure") == "evaluate":
        return f"{_plain(said['learner'])} on {said['by']}s that it had not seen ({said['groups']}, in {said['folds']} parts); unit: {unit}"
    return (
        f"against {gold}, beside each name its number of {unit}s there; unit: {unit}; lines: {said.get('confidence', 0.95):.0%} intervals"
    )


def _plain(value: Any) -> str:
    return escape(str(value), quote=False)
