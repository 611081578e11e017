"""How much of what each participant (or group, or thread) says holds each code. It counts; drawing is for charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import NormalDist
from typing import Any

import numpy as np
import pandas as pd

from discourse.codebook import Codebook
from discourse.corpus import Corpus
from discourse.errors import FrameError, known
from discourse.frames import WORD, Carried, check_codings, join_passages
from discourse.segments import split

UNITS = ("utterance", "sentence", "character", "thread")
MEASURES = ("share", "per_1000_words", "count")
UNNAMED = "(unnamed)"


def measure_themes(
    codings: pd.DataFrame,
    corpus: Corpus,
    *,
    by: str = "participant",
    as_: str = "share",
    unit: str = "utterance",
    codes: Codebook | Sequence[str] | None = None,
    roll_up: bool = True,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """The share of units that hold each code, per participant, with the n beside it.

    Parameters
    ----------
    codings
        ``utterance start end code coder``; a unit holds a code when any coder of this frame marked some of it.
    by
        A column of the utterances (``participant``, ``thread``, ``kind`` …) or of the participants.
    as_
        ``share`` of units that hold the code; ``per_1000_words``: passages per 1,000 words written; ``count``: passages.
        A passage that two coders marked alike counts once.
    unit
        Of a share: ``utterance``, ``sentence``, ``character`` (code points) or ``thread``.
    codes
        Which codes, in which order; a Codebook also gives their colours to the chart. Else those that occur.
    roll_up
        A parent code holds what its children hold, each unit once.
    confidence
        Level of the Wilson score interval (Wilson 1927, *JASA* 22) of a share; it takes units for independent, so it
        is given for utterances, sentences and threads, and is NaN for characters and for what is not a share.

    Returns
    -------
    A frame with the columns ``<by> code n of value low high``: ``n`` units (or passages) with the code ``of`` all units
    (for ``per_1000_words`` and ``count``: words) of that group. Groups in order of appearance, every group with every
    code. ``attrs`` tells ``by as_ unit coders confidence`` and carries the passages behind the numbers.

    Raises FrameError for an unknown ``by``, ``as_`` or ``unit``.

    >>> said = Corpus(pd.DataFrame({"text": ["my own net", "hm", "ours"], "participant": ["Ana", "Ana", "Ben"]}))
    >>> marked = pd.DataFrame({"utterance": ["1"], "start": [3], "end": [6], "code": ["ownership"], "coder": ["me"]})
    >>> measure_themes(marked, said)[["participant", "code", "n", "of", "value"]].values.tolist()
    [['Ana', 'ownership', 1, 2, 0.5], ['Ben', 'ownership', 0, 1, 0.0]]
    """
    _choice("as_", as_, MEASURES)
    _choice("unit", unit, UNITS)
    said = _grouped(corpus, by)
    marked = check_codings(codings, corpus.utterances)
    groups = list(dict.fromkeys(said["_group"]))
    names = list(codes) if codes is not None else _paths(marked["code"], roll_up)
    passages = join_passages(marked, corpus.utterances).assign(**{by: marked["utterance"].map(said.set_index("id")["_group"])})
    rolled = _rolled(marked, names, roll_up)
    rolled["_group"] = rolled["utterance"].map(said.set_index("id")["_group"])
    if as_ == "share":
        n, of = _shares(rolled, said, unit)
    else:
        n = rolled.drop_duplicates(["utterance", "start", "end", "code"]).groupby(["_group", "code"]).size()
        of = said["text"].str.count(WORD).groupby(said["_group"]).sum()
    grid = pd.MultiIndex.from_product([groups, names], names=[by, "code"])
    table = pd.DataFrame({"n": n.rename_axis([by, "code"]).reindex(grid, fill_value=0).astype("int64")}).reset_index()
    table["of"] = table[by].map(of).fillna(0).astype("int64")
    table["value"] = _values(table, as_)
    table["low"], table["high"] = (
        wilson(table["n"], table["of"], confidence) if as_ == "share" and unit != "character" else (np.nan, np.nan)
    )
    table.attrs = {
        "by": by, "as_": as_, "unit": unit if as_ == "share" else "passage", "roll_up": roll_up, "confidence": confidence,
        "coders": list(dict.fromkeys(marked["coder"])), "colours": codes.colours if isinstance(codes, Codebook) else {},
        "passages": Carried.of(passages),
    }  # fmt: skip
    return table


def wilson(n: pd.Series, of: pd.Series, confidence: float = 0.95) -> tuple[pd.Series, pd.Series]:
    """The Wilson score interval of the shares ``n / of``; NaN where there are no units.

    For 15 of 148 at 95 % Newcombe (1998, *Statistics in Medicine* 17, table I) gives 0.0624 to 0.1605:

    >>> [round(float(side.iloc[0]), 4) for side in wilson(pd.Series([15]), pd.Series([148]))]
    [0.0624, 0.1605]
    """
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    total = of.astype("float64").where(of > 0)
    share = n / total
    middle = (share + z**2 / (2 * total)) / (1 + z**2 / total)
    half = z * np.sqrt(share * (1 - share) / total + z**2 / (4 * total**2)) / (1 + z**2 / total)
    return (middle - half).clip(lower=0, upper=share), (middle + half).clip(lower=share, upper=1)  # rounding must not pass the share


def _grouped(corpus: Corpus, by: str) -> pd.DataFrame:
    said, people = corpus.utterances, corpus.participants
    if by in said:
        values = said[by]
    elif by in people:
        values = said["participant"].map(people.set_index("participant")[by])
    else:
        have = [str(c) for c in (*said.columns, *people.columns)]
        raise FrameError(f"by={by!r} is neither a column of the utterances nor of the participants; {known(by, have, 'there are', 20)}")
    return said.assign(_group=values.astype("object").where(values.notna(), UNNAMED))


def _paths(codes: Iterable[str], roll_up: bool) -> list[str]:
    """The codes that occur, with their parents before them."""
    paths: dict[str, None] = {}
    for code in sorted(set(codes)):
        parts = code.split("/")
        for depth in range(1 if roll_up else len(parts), len(parts) + 1):
            paths["/".join(parts[:depth])] = None
    return list(paths)


def _rolled(marked: pd.DataFrame, names: Sequence[str], roll_up: bool) -> pd.DataFrame:
    """Each coding once for its code and, rolled up, once for every parent of it, among the codes asked for."""
    wanted = set(names)
    above = [[p for p in (_paths([c], roll_up) if roll_up else [c]) if p in wanted] for c in marked["code"]]
    spans = marked[["utterance", "start", "end"]].assign(code=pd.Series(above, index=marked.index, dtype="object"))
    out = spans.explode("code", ignore_index=True)
    return out[out["code"].notna()].reset_index(drop=True)


def _shares(rolled: pd.DataFrame, said: pd.DataFrame, unit: str) -> tuple[pd.Series, pd.Series]:
    if unit == "character":
        of = said["text"].str.len().groupby(said["_group"]).sum()
        return _characters(rolled), of
    if unit == "thread":
        of = said.groupby("_group")["thread"].nunique()
        return rolled.assign(unit=rolled["utterance"].map(said.set_index("id")["thread"])).groupby(["_group", "code"])["unit"].nunique(), of
    if unit == "sentence":
        return _sentences(rolled, said)
    return rolled.groupby(["_group", "code"])["utterance"].nunique(), said.groupby("_group").size()


def _characters(rolled: pd.DataFrame) -> pd.Series:
    """Code points under each code, overlaps counted once."""
    spans = rolled.sort_values(["_group", "code", "utterance", "start"])
    reach = (
        spans.groupby(["_group", "code", "utterance"])["end"].cummax().groupby([spans[c] for c in ("_group", "code", "utterance")]).shift()
    )
    start = np.maximum(spans["start"], reach.fillna(0))
    return (spans["end"] - start).clip(lower=0).groupby([spans["_group"], spans["code"]]).sum()


def _sentences(rolled: pd.DataFrame, said: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    bounds = dict(zip(said["id"], split(said["text"]), strict=True))
    of = said["id"].map(lambda u: len(bounds[u])).groupby(said["_group"]).sum()
    hits: list[tuple[Any, ...]] = [
        (group, code, utterance, n)
        for group, code, utterance, start, end in rolled[["_group", "code", "utterance", "start", "end"]].itertuples(index=False, name=None)
        for n, (first, last) in enumerate(bounds[utterance])
        if start < last and first < end
    ]
    held = pd.DataFrame(hits, columns=["_group", "code", "utterance", "n"]).drop_duplicates()
    return held.groupby(["_group", "code"]).size(), of


def _values(table: pd.DataFrame, as_: str) -> pd.Series:
    if as_ == "count":
        return table["n"].astype("float64")
    per = 1000 if as_ == "per_1000_words" else 1
    return per * table["n"] / table["of"].where(table["of"] > 0)


def _choice(name: str, value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        raise FrameError(f"{name}={value!r}; {known(str(value), choices, 'it can be')}")
