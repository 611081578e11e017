"""The units in which coders are compared, and which of them a coder marked. It counts nothing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from discourse.measures._rates import Floats
from discourse.segments import split

UNITS = ("utterance", "sentence", "character")


def lay_out(said: pd.DataFrame, unit: str, *marked: pd.DataFrame) -> pd.DataFrame:
    """The units of these utterances: ``utterance start end weight``, in order.

    Characters come as the stretches between the boundaries of all that is ``marked``, each with its length as weight.

    >>> from discourse.frames import check_utterances
    >>> lay_out(check_utterances(pd.DataFrame({"text": ["One. Two!"]})), "sentence")[["start", "end"]].values.tolist()
    [[0, 4], [5, 9]]
    """
    lengths = said["text"].str.len().astype("int64")
    if unit == "utterance":
        return pd.DataFrame({"utterance": said["id"], "start": 0, "end": lengths, "weight": 1.0}).reset_index(drop=True)
    cut = split(said["text"]) if unit == "sentence" else _stretches(dict(zip(said["id"], lengths, strict=True)), marked)
    rows = [(u, start, end) for u, spans in zip(said["id"], cut, strict=True) for start, end in spans]
    units = pd.DataFrame(rows, columns=["utterance", "start", "end"]).astype({"utterance": "str", "start": "int64", "end": "int64"})
    return units.assign(weight=(units["end"] - units["start"]).astype("float64") if unit == "character" else 1.0)


def mark(units: pd.DataFrame, codings: pd.DataFrame, codes: Sequence[str]) -> Floats:
    """Units x codes: the highest score of the passages that lie in a unit at least in part (1 where they have none), else NaN."""
    out: Floats = np.full((len(units), len(codes)), np.nan)
    place = {code: n for n, code in enumerate(codes)}
    passages = codings[codings["code"].isin(place)]
    scores = passages["score"].astype("float64").fillna(1.0) if "score" in passages else 1.0
    passages = passages[["utterance", "start", "end", "code"]].assign(score=scores)
    numbered = units[["utterance", "start", "end"]].assign(unit=np.arange(len(units)))
    meet = passages.merge(numbered, on="utterance", suffixes=("", "_unit"))
    meet = meet[(meet["start"] < meet["end_unit"]) & (meet["start_unit"] < meet["end"])]
    best = meet.groupby(["unit", "code"])["score"].max().reset_index()
    out[best["unit"].to_numpy(), best["code"].map(place).to_numpy(dtype="int64")] = best["score"]
    return out


def meets(passages: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Whether each passage shares at least one character with one of the others under the same code."""
    left = passages[["utterance", "code", "start", "end"]].assign(row=np.arange(len(passages)))
    both = left.merge(others[["utterance", "code", "start", "end"]], on=["utterance", "code"], suffixes=("", "_other"))
    hit = both["row"][(both["start"] < both["end_other"]) & (both["start_other"] < both["end"])]
    return pd.Series(np.isin(np.arange(len(passages)), hit), index=passages.index)


def _stretches(lengths: dict[str, Any], marked: Sequence[pd.DataFrame]) -> list[list[tuple[int, int]]]:
    edges = {u: {0, int(n)} for u, n in lengths.items()}
    for frame in marked:
        for u, start, end in frame[["utterance", "start", "end"]].itertuples(index=False, name=None):
            if u in edges:
                edges[u] |= {int(start), int(end)}
    return [[(a, b) for a, b in pairwise(s) if a < b] for s in map(sorted, edges.values())]
