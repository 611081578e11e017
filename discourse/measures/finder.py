"""How well a finder, or a person, finds what a gold coding holds: per code and pooled, with intervals. It finds nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from discourse.codebook import Codebook
from discourse.corpus import Corpus
from discourse.errors import FrameError, UnknownUtterance, known
from discourse.frames import Carried, check_codings, join_passages
from discourse.measures._judge import BIN_COLUMNS, Judged, judge, judge_counts
from discourse.measures._rates import COUNTS, Bools, Floats
from discourse.measures._units import UNITS as WITH_NEGATIVES
from discourse.measures._units import lay_out, mark, meets
from discourse.measures.themes import _choice, _grouped

UNITS = (*WITH_NEGATIVES, "passage")
NOBODY = "(no findings)"


def measure_finder(
    codings: pd.DataFrame,
    gold: pd.DataFrame,
    corpus: Corpus,
    *,
    unit: str = "utterance",
    within: Iterable[str] | None = None,
    by: str | None = None,
    codes: Codebook | Sequence[str] | None = None,
    threshold: float | None = None,
    clusters: str = "utterance",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Precision, recall, F1 and agreement of each coder with a gold coding, per code and pooled.

    Parameters
    ----------
    codings
        What was found: ``utterance start end code coder`` and, if it has them, a ``score``. Each coder gets rows of its own.
    gold
        The coding to compare with, of one coder.
    unit
        ``utterance``, ``sentence`` (`discourse.segments`) or ``character`` (code points): a unit has a code when a passage lies in
        it, at least in part, and units that nobody coded count. ``passage``: a passage found is right when it shares a
        character with a gold passage of its code, and a gold passage is met likewise; there are no negatives, hence no kappa.
    within
        The ids of the utterances that were read for the gold coding; only they count. None: all of the corpus.
    by
        Also apart for each value of this column of utterances or participants (``thread``, ``participant``, ``kind`` …).
    codes
        Which codes; else those that occur. A code counts as it stands: a parent does not hold its children here.
    threshold
        Findings with a lower score do not count as found (they still rank). None: all do.
    clusters
        What intervals resample: ``utterance``, or a column such as ``thread``; never characters or sentences.

    Returns
    -------
    ``coder [by] code n gold found prevalence tp fp fn precision recall f1 kappa ap`` (the last five each with ``_low`` and
    ``_high``) ``best_f1 best_threshold brier ece why``; the pooled rows come last, with the codes "(micro)" (all units of all
    codes together) and "(macro)" (the mean over codes). ``n`` units, of which ``gold`` have the code and in ``found`` it was
    found; with characters these count code points. ``prevalence`` is gold / n, ``kappa`` Cohen's. ``ap`` is the average
    precision of the scores, units without one ranked last; chance is the prevalence. ``best_f1`` is chosen on these same
    units, and so flatters. ``brier`` and ``ece`` (expected calibration error, 10 bins) take units with a score. Intervals are
    percentiles of 1,000 bootstrap samples of clusters (6 at least; 200 samples where very much is ranked), moved by the bias
    that the bootstrap shows. What is undefined is NaN, and ``why`` tells the reason. ``attrs`` tells the conventions and
    carries ``passages`` (with ``finder`` and ``outcome``: "both", "only found", "only gold") and ``reliability`` (``coder [by]
    code low high n score share`` and the Wilson interval ``share_low share_high``).

    Raises FrameError for an unknown choice, a gold coding of several coders or of none; UnknownUtterance.

    >>> said = Corpus(pd.DataFrame({"text": ["my own net", "our own", "hm", "ours"]}))
    >>> gold = pd.DataFrame({"utterance": ["1", "4"], "start": 0, "end": [6, 4], "code": "ownership", "coder": "gold"})
    >>> found = pd.DataFrame({"utterance": ["1", "2"], "start": [3, 4], "end": [6, 7], "code": "ownership", "coder": "terms"})
    >>> measure_finder(found, gold, said)[["coder", "code", "tp", "fp", "fn", "precision", "recall"]].values.tolist()[0]
    ['terms', 'ownership', 1, 1, 1, 0.5, 0.5]
    """
    _choice("unit", unit, UNITS)
    said = _read(corpus, within, by, clusters)
    right, found = check_codings(gold, corpus.utterances), check_codings(codings, corpus.utterances)
    if len(who := list(dict.fromkeys(right["coder"]))) != 1:
        raise FrameError(f"gold: {len(who)} coders ({', '.join(who[:5]) or 'it is empty'}); choose one: gold[gold['coder'] == 'NAME']")
    outside = {name: int((~f["utterance"].isin(said["id"])).sum()) for name, f in (("found", found), ("gold", right))}
    coders = list(dict.fromkeys(found["coder"])) or [NOBODY]
    found, right = (f[f["utterance"].isin(said["id"])].reset_index(drop=True) for f in (found, right))
    names = list(codes) if codes is not None else sorted({*right["code"], *found["code"]})
    tables, bins, passages = [], [], []
    for coder in coders:
        mine = found[found["coder"] == coder]
        sure = mine if threshold is None or "score" not in mine else mine[mine["score"].fillna(1.0) >= threshold]
        for group, part in said.groupby("_by", sort=False):
            label = {"coder": coder} | ({by: group} if by else {})
            here = [f[f["utterance"].isin(part["id"])] for f in (mine, sure, right)]
            table, rest = _compare(part, here, unit, names, clusters, confidence)
            tables.append(_labelled(table, label))
            bins.append(_labelled(rest, label))
        passages.append(_outcomes(said, sure, right, unit, names).assign(finder=coder))
    out = pd.concat(tables, ignore_index=True)
    out.attrs = {
        "measure": "finder", "unit": unit, "by": by, "gold": who[0], "within": len(said), "outside": outside, "threshold": threshold,
        "interval": f"percentile bootstrap over {clusters}s, bias removed", "confidence": confidence,
        "colours": codes.colours if isinstance(codes, Codebook) else {},
        "passages": Carried.of(_placed(pd.concat(passages, ignore_index=True), said, corpus, by)),
        "reliability": Carried.of(pd.concat(bins, ignore_index=True)),
    }  # fmt: skip
    return out


def _read(corpus: Corpus, within: Iterable[str] | None, by: str | None, clusters: str) -> pd.DataFrame:
    """The utterances that count, with the group and the cluster of each."""
    said = corpus.utterances
    said["_by"] = _grouped(corpus, by)["_group"] if by else ""
    said["_cluster"] = said["id"] if clusters == "utterance" else _grouped(corpus, clusters)["_group"]
    if within is None:
        return said
    wanted = [within] if isinstance(within, str) else list(within)
    if missing := [u for u in wanted if u not in set(said["id"])]:
        raise UnknownUtterance(f"within: no utterance {missing[0]!r}; {known(str(missing[0]), said['id'], 'the corpus has', 5)}")
    if not wanted:
        raise FrameError("within: no utterance was read, so there is nothing to compare; give the ids of those that were")
    return said[said["id"].isin(wanted)].reset_index(drop=True)


def _compare(
    said: pd.DataFrame, marked: Sequence[pd.DataFrame], unit: str, codes: list[str], clusters: str, confidence: float
) -> tuple[pd.DataFrame, pd.DataFrame]:
    ranked, found, right = marked
    place = dict(zip(said["id"], pd.factorize(said["_cluster"])[0], strict=True))
    if unit == "passage":
        counts = _passages(found, right, codes, place, said["_cluster"].nunique())
        return judge_counts(codes, counts, clusters, confidence), pd.DataFrame(columns=list(BIN_COLUMNS))
    units = lay_out(said, unit, ranked, right)
    score = mark(units, ranked, codes) if "score" in ranked else np.full((len(units), len(codes)), np.nan)
    judged = Judged(
        codes, ~np.isnan(mark(units, right, codes)), ~np.isnan(mark(units, found, codes)), score,
        units["weight"].to_numpy(dtype="float64"), units["utterance"].map(place).to_numpy(dtype="int64"),
    )  # fmt: skip
    return judge(judged, clusters, confidence)


def _passages(found: pd.DataFrame, right: pd.DataFrame, codes: list[str], place: dict[str, int], clusters: int) -> Floats:
    """Counts of whole passages: those found that are right or not, those of the gold coding that were met or not."""
    counts = np.zeros((clusters, len(COUNTS), len(codes)))
    counts[:, COUNTS.index("tn"), :] = np.nan
    at = {code: n for n, code in enumerate(codes)}
    for passages, others, hit, miss in ((found, right, "tp", "fp"), (right, found, "met", "fn")):
        counted = passages[passages["code"].isin(at)]
        cell = np.where(meets(counted, others), COUNTS.index(hit), COUNTS.index(miss))
        where = counted["utterance"].map(place).to_numpy(dtype="int64"), cell, counted["code"].map(at).to_numpy(dtype="int64")
        np.add.at(counts, where, 1)
    return counts


def _outcomes(said: pd.DataFrame, found: pd.DataFrame, right: pd.DataFrame, unit: str, codes: list[str]) -> pd.DataFrame:
    """The passages of both, each with what became of it: "both", "only found", "only gold"."""
    if unit in ("passage", "character"):
        hits = [meets(found, right).to_numpy(), meets(right, found).to_numpy()]
    else:
        units = lay_out(said, unit)
        sides = [~np.isnan(mark(units, f, codes)) for f in (found, right)]
        both, numbered = sides[0] & sides[1], units.assign(unit=np.arange(len(units)))
        hits = [_lies(f, numbered, both, codes) for f in (found, right)]
    told = [np.where(hit, "both", alone) for hit, alone in zip(hits, ("only found", "only gold"), strict=True)]
    out = pd.concat([found.assign(outcome=told[0]), right.assign(outcome=told[1])], ignore_index=True)
    return out[out["code"].isin(codes)]


def _lies(passages: pd.DataFrame, units: pd.DataFrame, both: Bools, codes: list[str]) -> Bools:
    """Whether a passage lies in a unit that both have marked with its code."""
    rows = passages[["utterance", "start", "end", "code"]].assign(row=np.arange(len(passages)))
    rows = rows[rows["code"].isin(codes)].merge(units, on="utterance", suffixes=("", "_unit"))
    rows = rows[(rows["start"] < rows["end_unit"]) & (rows["start_unit"] < rows["end"])]
    code = rows["code"].map({c: n for n, c in enumerate(codes)}).to_numpy(dtype="int64")
    return np.isin(np.arange(len(passages)), rows["row"].to_numpy()[both[rows["unit"].to_numpy(), code]])


def _placed(passages: pd.DataFrame, said: pd.DataFrame, corpus: Corpus, by: str | None) -> pd.DataFrame:
    placed = join_passages(passages, corpus.utterances)
    return placed.assign(**{by: placed["utterance"].map(said.set_index("id")["_by"])}) if by else placed


def _labelled(table: pd.DataFrame, label: dict[str, str]) -> pd.DataFrame:
    return table.assign(**label)[[*label, *table.columns]]
