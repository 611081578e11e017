"""The table of the topics that were found: their words, how widely they are spoken of, and how far to rely on each. It finds none."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.corpus import Corpus
from discourse.frames import Carried, check_codings, join_passages

SHOWN = 120
"""Code points of an example at most."""


def measure_topics(codings: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """One row a topic of what `find_topics` found, in its order.

    Returns
    -------
    ``topic words n utterances participants stability coherence example``

    words
        The ten strongest, in their commonest form.
    n, utterances, participants
        Passages coded with the topic, and how many utterances and (named) participants have them.
    stability
        The share of its ten words that come back when a fifth of the passages is left out, on average over six trials: 1 when
        nothing changes; below 0.5 the topic is for the most part an accident.
    coherence
        Mean NPMI of the pairs of its words, from -1 (never in the same passage) over 0 (as by chance) to 1 (always).
    example
        The beginning of the passage that shows it best.

    ``attrs`` tells ``unit``, ``unexplained`` (the share of the texts' weight that lies outside the topics) and ``converged``, and
    carries the passages. Words, stability and coherence travel with the codings in ``attrs``; where that was lost they are
    empty or NaN. A topic without passages has a row while it travels.

    Raises FrameError, UnknownUtterance or OffsetError when the codings do not belong to the corpus.

    >>> from discourse.themes import find_topics
    >>> corpus = Corpus(pd.DataFrame({"text": ["Tea and cake.", "More tea, more cake!", "A network of nurses.", "Nurses network."]}))
    >>> measure_topics(find_topics(corpus, 2), corpus)[["topic", "n", "stability"]].values.tolist()
    [['topic 1: tea, cake', 2, 1.0], ['topic 2: network, nurses', 2, 1.0]]
    """
    passages = join_passages(check_codings(codings, corpus.utterances), corpus.utterances)
    passages = passages.sort_values("score", ascending=False, kind="stable") if "score" in passages else passages
    carried = codings.attrs.get("topics")
    if isinstance(carried, Carried):
        told = carried.frame
    else:
        told = pd.DataFrame({"code": sorted(set(passages["code"])), "words": "", "stability": np.nan, "coherence": np.nan})
    groups = dict(iter(passages.groupby("code", sort=False)))
    rows = []
    for topic, words, stable, coherent in told[["code", "words", "stability", "coherence"]].itertuples(index=False, name=None):
        found = groups.get(topic, passages.head(0))
        example = " ".join(found["quote"].iloc[0].split()) if len(found) else ""
        rows.append(
            (
                topic, words, len(found), found["utterance"].nunique(), found["participant"].nunique(), stable, coherent,
                example if len(example) <= SHOWN else example[: SHOWN - 1] + "…",
            )
        )  # fmt: skip
    table = pd.DataFrame(rows, columns=["topic", "words", "n", "utterances", "participants", "stability", "coherence", "example"])
    table = table.astype({"topic": "str", "words": "str", "example": "str", "n": "int64"})
    table.attrs = {k: codings.attrs[k] for k in ("unit", "unexplained", "converged") if k in codings.attrs}
    table.attrs |= {"coders": list(dict.fromkeys(passages["coder"])), "passages": Carried.of(passages.reset_index(drop=True))}
    return table
