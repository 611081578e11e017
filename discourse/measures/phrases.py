"""The table of the phrases that were found: how often, by how many, how evenly, and how much more than elsewhere. It finds none."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from discourse.corpus import Corpus
from discourse.errors import FrameError
from discourse.frames import WORD, Carried, check_codings, join_passages
from discourse.words.keyness import dispersion, log_likelihood, log_ratio

ALL = "all"
UNNAMED = "(unnamed)"
AROUND = 40
"""Code points of the text on either side of an example."""


def measure_phrases(codings: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """One row a phrase (and group) of what `find_phrases` found, the most telling first.

    Returns
    -------
    ``phrase group n utterances participants dispersion log_ratio keyness example``

    n, utterances, participants
        Occurrences, and how many utterances and (named) participants have them.
    dispersion
        Gries's DPnorm (Lijffijt and Gries 2012) over participants, or over the utterances of a participant when the phrases
        were found by participant; in words. 0: everyone uses it alike; near 1: a few use all of it. NaN with one part only.
    log_ratio
        Doublings by which the phrase is commoner here than there, 0.5 in the place of a zero (Hardie 2014); against
        everyday English a lower bound.
    keyness
        Two-term log-likelihood (Rayson and Garside 2000). It ranks; words in a discussion are not independent of one another.
    example
        The first occurrence, in ``[…]``, with some of the text around it.

    ``attrs`` tells ``by``, ``reference`` ("common", "rest" or "against") and carries the passages. What an occurrence is held
    against travels with the codings of `find_phrases` in ``attrs``; where that was lost, or a phrase was not found by it,
    log ratio and keyness are NaN.

    Raises FrameError, UnknownUtterance or OffsetError when the codings do not belong to the corpus.

    >>> from discourse.themes import find_phrases
    >>> corpus = Corpus(pd.DataFrame({"text": ["The mailing list!", "Which mailing lists?"], "participant": ["Ana", "Ben"]}))
    >>> measure_phrases(find_phrases(corpus), corpus)[["phrase", "n", "participants", "example"]].values.tolist()
    [['mailing list', 2, 2, 'The [mailing list]!']]
    """
    by = codings.attrs.get("by") if isinstance(codings, pd.DataFrame) else None
    said, marked = corpus.utterances, check_codings(codings, corpus.utterances)
    passages = join_passages(marked, said)
    group_of = _groups(corpus, by)
    place = {u: n for n, u in enumerate(said["id"])}
    passages["group"] = passages["utterance"].map(group_of)
    passages = passages.assign(_place=passages["utterance"].map(place)).sort_values(["_place", "start"], kind="stable")
    words = said["text"].str.count(WORD).set_axis(said["id"])
    part_of = pd.Series(said["id"] if by == "participant" else said["participant"].fillna(UNNAMED)).set_axis(said["id"])
    texts = dict(zip(said["id"], said["text"], strict=True))
    rows = []
    for (phrase, group), found in passages.groupby(["code", "group"], sort=False):
        inside = words[group_of == group]
        sizes = inside.groupby(part_of[inside.index], sort=False).sum()
        counts = found["utterance"].map(part_of).value_counts().reindex(sizes.index, fill_value=0)
        rows.append(
            {
                "phrase": phrase, "group": group, "n": len(found), "utterances": found["utterance"].nunique(),
                "participants": found["participant"].nunique(), "dispersion": dispersion(counts, sizes),
                "example": _example(texts[found["utterance"].iloc[0]], found["start"].iloc[0], found["end"].iloc[0]),
                "_score": found["score"].max() if "score" in found else np.nan,
            }
        )  # fmt: skip
    table = pd.DataFrame(rows, columns=["phrase", "group", "n", "utterances", "participants", "dispersion", "example", "_score"])
    table = _held_against(table, codings.attrs.get("counts"))
    order = {g: n for n, g in enumerate(dict.fromkeys(group_of))}
    table = table.assign(_group=table["group"].map(order)).sort_values(
        ["_group", "_score", "n"], ascending=[True, False, False], kind="stable"
    )
    table = table[["phrase", "group", "n", "utterances", "participants", "dispersion", "log_ratio", "keyness", "example"]]
    table = table.astype({"phrase": "str", "example": "str"}).reset_index(drop=True)
    table.attrs = {
        "by": by, "reference": codings.attrs.get("reference", "unknown"), "coders": list(dict.fromkeys(marked["coder"])),
        "passages": Carried.of(passages.drop(columns="_place").reset_index(drop=True)),
    }  # fmt: skip
    return table


def _groups(corpus: Corpus, by: str | None) -> pd.Series:
    """Utterance -> its group."""
    said, people = corpus.utterances, corpus.participants
    if by is None:
        return pd.Series(ALL, index=said["id"], dtype="object")
    if by not in said and by not in people:
        raise FrameError(f"the phrases were found by {by!r}, which this corpus does not have; give the corpus they were found in")
    values = said[by] if by in said else said["participant"].map(people.set_index("participant")[by])
    return values.astype("object").where(values.notna(), UNNAMED).set_axis(said["id"])


def _held_against(table: pd.DataFrame, carried: Any) -> pd.DataFrame:
    if not isinstance(carried, Carried) or table.empty:
        return table.assign(log_ratio=np.nan, keyness=np.nan)
    counts = carried.frame.rename(columns={"code": "phrase", "n": "_n"})
    both = table.merge(counts, on=["phrase", "group"], how="left", validate="one_to_one")
    four = (both["n"], both["of"], both["n_reference"], both["of_reference"])
    return both.assign(log_ratio=log_ratio(*four), keyness=log_likelihood(*four))


def _example(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "…" + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + "…"
    return " ".join(f"{before}[{text[start:end]}]{after}".split())
