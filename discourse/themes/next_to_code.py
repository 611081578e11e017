"""next_to_code: what to read next, so that coding teaches most: rare codes, unlike passages, doubtful ones, and some at random.

Doubt alone starves rare codes, and a diverse start alone forgets them; a random part stays in any mix, because only passages
that no model picked tell honestly how common a code is. It proposes what to read and codes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import logit
from sklearn.cluster import MiniBatchKMeans

from discourse.codebook import Codebook
from discourse.corpus import Corpus
from discourse.errors import FrameError
from discourse.themes._learner import Learner
from discourse.themes._lessons import Lessons, lay_out
from discourse.themes.learned import learn

Floats = NDArray[np.float64]
Picks = list[tuple[int, str, float]]
WAYS = ("rare", "diverse", "uncertain", "random")
COLUMNS = ("utterance", "start", "end", "why", "score", "quote")
MOST = 5_000
"""Units that nobody read which are looked at; of more, so many are drawn at random."""


class Study(Protocol):
    """What a project is to this room: a corpus, a codebook, and what was coded."""

    @property
    def corpus(self) -> Corpus:
        """The corpus."""

    @property
    def codebook(self) -> Codebook:
        """The codebook."""

    def codings(self) -> pd.DataFrame:
        """The codings so far."""


def next_to_code(
    project: Study,
    n: int = 20,
    *,
    unit: str = "sentence",
    mix: Sequence[str] = WAYS,
    read: Iterable[str] | pd.DataFrame | None = None,
    learner: Learner | None = None,
    random_state: int = 0,
) -> pd.DataFrame:
    """The units to code next, an equal part for each reason, the reasons taking turns.

    Parameters
    ----------
    project
        A Project, or anything with ``corpus``, ``codebook`` and ``codings()``.
    n
        How many; fewer come where fewer are unread.
    unit
        ``sentence`` or ``utterance``.
    mix
        Which reasons: ``rare``: the likeliest passages of the codes with the fewest codings so far. ``diverse``: the most typical
        passage of each kind of passage of which little was read. ``uncertain``: where the model wavers between yes and
        no. ``random``: drawn blindly; **only these may be counted** to tell how common a code is, or how good a finder.
    read
        Utterances that were read and in which nothing was found, as in `find_learned`. Those with codings count as read.
    learner
        A `Learner` with settings of your own; a copy of it is fitted.
    random_state
        Same number, same answer.

    Returns
    -------
    ``utterance start end why score quote``; ``why`` begins with the reason and names the code, ``score`` is the probability of
    that code, NaN where none was asked for. Nothing comes twice. Of more than 5,000 unread units 5,000 are looked at.

    Raises FrameError for a wrong n, unit or mix.

    >>> from types import SimpleNamespace
    >>> said = Corpus(pd.DataFrame({"text": ["We own it. Nice day.", "Who owns this?", "Good night.", "They own a lot.", "Rain again."]}))
    >>> mine = pd.DataFrame({"utterance": ["1"], "start": [0], "end": [10], "code": ["ownership"], "coder": ["ana"]})
    >>> study = SimpleNamespace(corpus=said, codebook=Codebook.from_terms({"ownership": "own*"}), codings=lambda: mine)
    >>> next_to_code(study, 2, mix=["rare"])[["utterance", "why"]].values.tolist()
    [['4', 'rare: ownership, 1 coded'], ['2', 'rare: ownership, 1 coded']]
    """
    if not isinstance(n, int) or n < 1:
        raise FrameError(f"n={n!r}; how many passages to code next is a whole number from 1")
    if isinstance(mix, str) or not mix or (wrong := [way for way in mix if way not in WAYS]):
        raise FrameError(
            f"mix={mix!r}; it is a list of some of: {', '.join(WAYS)}" + (f"; not {wrong[0]!r}" if mix and not isinstance(mix, str) else "")
        )
    book = project.codebook
    lessons = lay_out(project.corpus, project.codings(), book if len(book) else None, unit, read)
    rng = np.random.default_rng(random_state)
    unread = rng.permutation(np.flatnonzero(lessons.open))
    rows = np.sort(unread[:MOST])
    chance = [(int(row), "random", float("nan")) for row in unread]  # blind: drawn from all, before anything is judged
    ordered: dict[str, Picks] = {"random": chance, "rare": [], "diverse": [], "uncertain": []}
    if len(rows) and set(mix) - {"random"}:
        fitted = learn(lessons, book if len(book) else None, learner) if lessons.codes else None
        texts = lessons.units["text"].to_numpy()
        if fitted is not None:
            probabilities = fitted.predict_proba(texts[rows].tolist())
            ordered["rare"] = _rare(lessons, rows, probabilities)
            ordered["uncertain"] = _uncertain(lessons, fitted, rows, probabilities)
        if "diverse" in mix:
            ordered["diverse"] = _diverse(
                lessons, fitted or Learner().fit(texts[rows].tolist(), [["any"]] * len(rows)), rows, n, random_state
            )
    picked = _take_turns([ordered[way] for way in dict.fromkeys(mix)], n)
    units = lessons.units.iloc[[row for row, _, _ in picked]].reset_index(drop=True)
    why = pd.Series([reason for _, reason, _ in picked], dtype="str")
    score = pd.Series([value for *_, value in picked], dtype="float64")
    return units.assign(why=why, score=score, quote=units["text"].astype("str"))[list(COLUMNS)]


def _rare(lessons: Lessons, rows: NDArray[np.int64], probabilities: Floats) -> Picks:
    """The likeliest units of the rarest code, of the next rarest and so on, then the second likeliest of each."""
    coded = lessons.marked.sum(axis=0)
    rarest = np.argsort(coded, kind="stable")
    best = np.argsort(-probabilities, axis=0, kind="stable")
    return [
        (int(rows[best[turn, code]]), f"rare: {lessons.codes[code]}, {coded[code]} coded", float(probabilities[best[turn, code], code]))
        for turn in range(len(rows))
        for code in rarest[: max(1, (len(rarest) + 1) // 2)]
    ]


def _uncertain(lessons: Lessons, fitted: Learner, rows: NDArray[np.int64], probabilities: Floats) -> Picks:
    """The units nearest to the threshold of a code of which something is coded."""
    known = np.flatnonzero(lessons.marked.any(axis=0))
    if not len(known):
        return []
    aim = np.clip(fitted.thresholds_[known], 1e-6, 1 - 1e-6)
    off = np.abs(logit(np.clip(probabilities[:, known], 1e-6, 1 - 1e-6)) - logit(aim))
    nearest = off.argmin(axis=1)
    return [
        (
            int(rows[row]),
            f"uncertain: {lessons.codes[known[nearest[row]]]}, {probabilities[row, known[nearest[row]]]:.2f} where "
            f"{aim[nearest[row]]:.2f} would be proposed",
            float(probabilities[row, known[nearest[row]]]),
        )
        for row in np.argsort(off.min(axis=1), kind="stable")
    ]


def _diverse(lessons: Lessons, fitted: Learner, rows: NDArray[np.int64], n: int, random_state: int) -> Picks:
    """Of each cluster of likeness the unit in its middle, first from the clusters of which least was read."""
    read = np.flatnonzero(lessons.read)[:MOST]
    texts = lessons.units["text"].to_numpy()
    meanings = fitted._encode(texts[np.concatenate([rows, read])].tolist())
    several = min(max(8, n), len(rows))
    clusters = MiniBatchKMeans(several, random_state=random_state, n_init=1).fit(meanings[: len(rows)])
    mine = clusters.labels_
    seen = np.bincount(clusters.predict(meanings[len(rows) :]), minlength=several) if len(read) else np.zeros(several, np.int64)
    size = np.bincount(mine, minlength=several)
    middle = np.linalg.norm(meanings[: len(rows)] - clusters.cluster_centers_[mine], axis=1)
    picks: Picks = []
    for cluster in np.lexsort((-size, seen / np.maximum(seen + size, 1))):
        if size[cluster]:
            place = int(np.flatnonzero(mine == cluster)[middle[mine == cluster].argmin()])
            alike = f"{size[cluster]} alike" if size[cluster] > 1 else "its own kind"
            picks.append((int(rows[place]), f"diverse: of {alike}, beside {seen[cluster]} that were read", float("nan")))
    return picks


def _take_turns(ways: Sequence[Picks], n: int) -> Picks:
    """One of each way in turn, none twice; where one way has no more, the others go on."""
    taken: dict[int, tuple[int, str, float]] = {}
    queues = [iter(way) for way in ways]
    while queues and len(taken) < n:
        for queue in list(queues):
            pick = next((each for each in queue if each[0] not in taken), None)
            if pick is None:
                queues.remove(queue)
            elif len(taken) < n:
                taken[pick[0]] = pick
    return list(taken.values())


__all__: Sequence[str] = ("WAYS", "next_to_code")
