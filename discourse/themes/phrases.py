"""find_phrases: the words and phrases that a discussion made its own: a first list to build codes from. It judges no meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.corpus import Corpus, as_utterances, plural
from discourse.errors import FrameError, known
from discourse.frames import Carried
from discourse.words.common import common_frequency
from discourse.words.grams import Grams, c_value, find_grams, headings
from discourse.words.keyness import log_likelihood, log_ratio
from discourse.words.read import Words, read_words

if TYPE_CHECKING:
    from spacy.language import Language

VERSION = 1
ALL = "all"
UNNAMED = "(unnamed)"
EVERYDAY = 1_000_000
"""How many words of everyday English the estimates from `discourse.words.common` are taken to stand for."""


def find_phrases(
    corpus: Corpus | Sequence[str] | pd.Series,
    *,
    by: str | None = None,
    against: Corpus | Sequence[str] | pd.Series | None = None,
    most: int = 30,
    at_least: int = 2,
    language: str | Language | None = "en",
    coder: str = f"phrases:{VERSION}",
    progress: bool = False,
) -> pd.DataFrame:
    """Find the words and phrases that distinguish a corpus, or each thread or participant in it, and code where they stand.

    A phrase is up to four words between function words ("mailing list", "work as a service"); its forms are one phrase
    ("mailing lists"), named by the commonest. Phrases are ranked by how often they stand on their own, times their log ratio:
    the pointwise Kullback-Leibler divergence of Tomokiyo and Hurst (2003, *ACL Workshop on Multiword Expressions*), with the
    C-value (Frantzi, Ananiadou and Mima 2000) in the place of the count. Only what is commoner here than there is given.

    Parameters
    ----------
    corpus
        A Corpus, or texts, which are then the utterances "1", "2", ….
    by
        ``"participant"``, ``"thread"`` or another column of utterances or participants: each group is held against the rest.
    against
        Another corpus, or texts, to hold this one (or each group) against. Without `by` and `against` it is everyday English:
        a phrase is there taken to be as common as its rarest word, so its log ratio is a lower bound. For other
        languages there is no such list: the C-value alone decides, and log ratio and keyness are NaN.
    most
        Phrases for the corpus, or for each group.
    at_least
        In how many utterances of the corpus (or group) a phrase must stand.
    language
        A code such as "de", None for words as they are written, or a spaCy pipeline with a tagger, as
        ``spacy.load`` gives it: then noun phrases only.
    coder
        The name that stands in the column ``coder``; the number in it is the version of the method.
    progress
        Show a bar.

    Returns
    -------
    Codings ``utterance start end code coder quote score reason``, every occurrence of each phrase (with `by`: in the group that
    it distinguishes), sorted by utterance, start, end and code. Offsets are code points. ``score`` is the phrase's rank
    value as a share of the best one's. `measure_phrases` makes the table of it, ``Codebook.with_terms`` takes it over.

    Raises FrameError, UnknownLanguage.

    Examples
    --------
    >>> found = find_phrases(["Who reads the mailing list?", "Our mailing lists are dead 😀", "Fine."])
    >>> found[["utterance", "start", "end", "code", "quote"]].values.tolist()
    [['1', 14, 26, 'mailing list', 'mailing list'], ['2', 4, 17, 'mailing list', 'mailing lists']]
    """
    said, groups, names = _grouped(corpus, by)
    other = [] if against is None else as_utterances(against)["text"].tolist()
    _whole("most", most)
    _whole("at_least", at_least)
    texts = [*said["text"].tolist(), *other]
    words = read_words(texts, language, progress=coder if progress else None)
    group_of = np.concatenate([groups, np.full(len(other), len(names))])
    grams = find_grams(words, np.arange(len(texts)) < len(said), at_least=at_least)
    reference = "against" if against is not None else "rest" if by and len(names) > 1 else "common"
    ranked = _rank(words, grams, group_of, len(names), reference)
    ranked = ranked[ranked["utterances"] >= at_least]
    best = ranked.sort_values(["group", "weight", "kind"], ascending=[True, False, True]).groupby("group").head(most)
    return _codings(best, words, grams, group_of, texts, said["id"].tolist(), names, coder, by, reference)


class _Tally(NamedTuple):
    """Counts of phrases in groups, for the pairs that occur."""

    kind: NDArray[np.int64]
    group: NDArray[np.int64]
    n: NDArray[np.int64]
    utterances: NDArray[np.int64]


def _rank(words: Words, grams: Grams, group_of: NDArray[np.int64], groups: int, reference: str) -> pd.DataFrame:
    """``kind group n utterances of n_reference of_reference log_ratio keyness weight`` of what is commoner than in the reference."""
    tally = _tally(grams, words.row[grams.first], group_of, groups + 1)
    sizes = np.bincount(group_of[words.row], minlength=groups + 1)
    here = tally.group < groups
    kind, group, n, utterances = (column[here] for column in tally)
    of = sizes[group]
    if reference == "common":
        n_reference: NDArray[np.float64] = _everyday(words, grams)[kind]
        of_reference = np.full(len(kind), EVERYDAY)
    else:
        other = tally.group == groups if reference == "against" else here
        total = np.bincount(tally.kind[other], tally.n[other].astype(np.float64), len(grams.count))[kind]
        n_reference = np.asarray(total if reference == "against" else total - n, np.float64)
        of_reference = np.full(len(kind), sizes[groups]) if reference == "against" else sizes[:groups].sum() - of
    ratio = log_ratio(n, of, n_reference, of_reference)
    alone = c_value(grams) / np.maximum(grams.count, 1)
    weight = alone[kind] * n * np.where(np.isnan(ratio), 1, ratio)
    table = pd.DataFrame(
        {
            "kind": kind, "group": group, "n": n, "utterances": utterances, "of": of, "n_reference": n_reference,
            "of_reference": of_reference, "log_ratio": ratio,
            "keyness": log_likelihood(n, of, n_reference, of_reference), "weight": weight,
        }
    )  # fmt: skip
    return table[table["weight"] > 0]


def _tally(grams: Grams, row: NDArray[np.int64], group_of: NDArray[np.int64], groups: int) -> _Tally:
    pair, n = np.unique(grams.kind * groups + group_of[row], return_counts=True)
    once = np.unique(grams.kind * len(group_of) + row) if len(row) else np.empty(0, np.int64)
    kind, where = once // max(len(group_of), 1), once % max(len(group_of), 1)
    utterances = np.unique(kind * groups + group_of[where], return_counts=True)[1]
    return _Tally(pair // groups, pair % groups, n, utterances)


def _everyday(words: Words, grams: Grams) -> NDArray[np.float64]:
    """How often each phrase may at most stand in everyday text: as often as its rarest word."""
    share = common_frequency(words.lemmas, words.language)
    first = grams.first[np.searchsorted(grams.kind, np.arange(len(grams.count)))]
    least = np.full(len(first), np.inf)
    for place in range(int(grams.sizes.max(initial=0))):
        inside = grams.sizes > place
        least[inside] = np.minimum(least[inside], share[words.lemma[first[inside] + place]])
    return least * EVERYDAY


def _codings(
    best: pd.DataFrame, words: Words, grams: Grams, group_of: NDArray[np.int64], texts: list[str], ids: list[str], names: list[Any],
    coder: str, by: str | None, reference: str,
) -> pd.DataFrame:  # fmt: skip
    chosen = pd.DataFrame({"place": np.flatnonzero(np.isin(grams.kind, best["kind"].to_numpy()))})
    first = grams.first[chosen["place"]]
    last = first + grams.size[chosen["place"]] - 1
    chosen = chosen.assign(kind=grams.kind[chosen["place"]], row=words.row[first], start=words.start[first], end=words.end[last])
    chosen["quote"] = [texts[r][a:b] for r, a, b in zip(chosen["row"], chosen["start"], chosen["end"], strict=True)]
    chosen["quote"] = chosen["quote"].astype("str")
    chosen["group"] = group_of[chosen["row"]]
    mine = chosen[chosen["row"] < len(ids)]
    heading = headings(mine["kind"].to_numpy(), mine["quote"].tolist())
    best = best.assign(
        score=best["weight"] / best.groupby("group")["weight"].transform("max"), code=best["kind"].map(heading).astype("str")
    )
    best["reason"] = pd.Series([_reason(r, names, by, reference) for r in best.to_dict("records")], index=best.index, dtype="str")
    found = chosen.merge(best[["kind", "group", "code", "score", "reason"]], on=["kind", "group"])
    found = found.sort_values(["row", "start", "end", "code"], ignore_index=True)
    found["utterance"] = pd.Series([ids[r] for r in found["row"]], dtype="str")
    found["coder"] = pd.Series([coder] * len(found), dtype="str")
    out = found[["utterance", "start", "end", "code", "coder", "quote", "score", "reason"]].copy()
    counts = best[["code", "n", "of", "n_reference", "of_reference"]].assign(group=[names[g] for g in best["group"]])
    out.attrs = {
        "by": by,
        "reference": reference,
        "terms": {c: [c] for c in best["code"]},
        "counts": Carried.of(counts.reset_index(drop=True)),
    }
    return out


def _reason(row: dict[Any, Any], names: list[Any], by: str | None, reference: str) -> str:
    told = f"{plural(row['n'], 'time')} in {plural(row['utterances'], 'utterance')}"
    if by:
        told += f" of {names[row['group']]}"
    if row["log_ratio"] == row["log_ratio"]:
        times = f"{2 ** row['log_ratio']:,.1f} times as common as"
        told += f", {times} elsewhere" if reference != "common" else f", at least {times} in everyday English"
    return told


def _grouped(corpus: object, by: str | None) -> tuple[pd.DataFrame, NDArray[np.int64], list[Any]]:
    """The utterances, the number of each one's group, and the names of the groups."""
    said = as_utterances(corpus)
    people = corpus.participants if isinstance(corpus, Corpus) else pd.DataFrame({"participant": []})
    if by is None:
        return said, np.zeros(len(said), np.int64), [ALL]
    if by not in said and by not in people:
        have = [str(c) for c in (*said.columns, *people.columns)]
        raise FrameError(f"by={by!r} is neither a column of the utterances nor of the participants; {known(by, have, 'there are', 20)}")
    values = said[by] if by in said else said["participant"].map(people.set_index("participant")[by])
    number, names = pd.factorize(values.astype("object").where(values.notna(), UNNAMED))
    return said, number.astype(np.int64), list(names)


def _whole(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise FrameError(f"{name}={value!r}; it should be a whole number from 1")
