"""find_learned: what the analyst has coded, looked for in what nobody has read yet. It proposes, with reasons; a person decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import clone
from tqdm import tqdm

from discourse.codebook import Codebook
from discourse.corpus import Corpus, as_utterances
from discourse.errors import FrameError
from discourse.frames import Carried
from discourse.themes._as_codings import Passage, as_codings
from discourse.themes._explain import reasons
from discourse.themes._learner import VERSION, Learner
from discourse.themes._lessons import Lessons, lay_out
from discourse.themes._views import BATCH

Floats = NDArray[np.float64]


def find_learned(
    corpus: Corpus | Sequence[str] | pd.Series,
    codings: pd.DataFrame,
    book: Codebook | None = None,
    *,
    unit: str = "sentence",
    read: Iterable[str] | pd.DataFrame | None = None,
    learner: Learner | None = None,
    coder: str | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Learn the codes from codings, and propose sentences (or utterances) that do not have them yet.

    Parameters
    ----------
    corpus
        A Corpus, or texts, which are then the utterances "1", "2", …; what the codings are of.
    codings
        What was coded, by whomever: ``utterance start end code …``, as ``project.codings()`` gives it.
    book
        Names, definitions and terms speak for a code, too; codes of which nothing is coded are proposed from these alone.
    unit
        What is proposed: a ``sentence`` or an ``utterance``. It has a code when half of it is marked, or half of a passage lies in it.
    read
        Utterances that were read and in which nothing was found: their ids, or a frame with the column ``utterance``. Those
        with any coding count as read. **What was read and not coded is what a code is told from**: a unit that nobody read
        says nothing, but in an utterance with codings each unit without a code counts as one that does not have it.
    learner
        A `Learner` with settings of your own; a copy of it is fitted.
    coder
        The name in the column ``coder``; else how it was learned, as "learned:1 (tfidf+static-en 1)".
    progress
        Show a bar.

    Returns
    -------
    Codings ``utterance start end code coder quote score reason`` in the order of the corpus: of each code the units whose
    probability reaches the code's threshold. ``score`` is that probability, calibrated on groups held out; a unit that was
    read is judged by a model that had not seen its group. ``attrs`` tells ``quality`` (a `Carried` frame, see `Learner`),
    ``abstained`` ``{code: why}`` for the codes that are withheld, ``notes``, and ``learned_from``.

    A corpus without any text gives no rows, and a note.

    Raises FrameError where nothing is coded and the book describes no code, or for what is no corpus or codings.

    >>> texts = ["We own it. Fine day.", "Who owns this? Rain.", "I own my work. Hello.", "They own it? Good night."]
    >>> said = Corpus(pd.DataFrame({"text": texts}))
    >>> mine = pd.DataFrame({"utterance": ["1", "2", "3"], "start": 0, "end": [10, 14, 14], "code": "ownership", "coder": "ana"})
    >>> find_learned(said, mine)[["utterance", "start", "end", "code", "quote"]].values.tolist()
    [['4', 0, 12, 'ownership', 'They own it?']]
    """
    lessons = lay_out(corpus, codings, book, unit, read, language=(learner.language if learner is not None else None) or "en")
    said = as_utterances(corpus)
    ids, texts = said["id"].tolist(), said["text"].tolist()
    if not len(lessons.units):
        found = as_codings((), ids, texts, coder or f"learned:{VERSION}")
        found.attrs = {"notes": ["the corpus has no text with anything in it, so there is nothing to learn from"]}
        return found
    fitted = learn(lessons, book, learner)
    name = fitted.name if coder is None else coder
    row_of = {utterance: row for row, utterance in enumerate(ids)}
    batches = judged(fitted, lessons, name if progress else None)
    found = as_codings((p for batch in batches for p in _proposed(fitted, lessons, *batch, row_of)), ids, texts, name)
    found.attrs = {
        "quality": Carried.of(fitted.quality_),
        "abstained": dict(fitted.abstained_),
        "notes": list(fitted.notes_),
        "learned_from": {
            "units": int(lessons.read.sum()),
            "coded": int(lessons.marked[lessons.read].any(axis=1).sum()),
            "unit": unit,
            "held out by": lessons.held_out_by,
        },
    }
    return found


def learn(lessons: Lessons, book: Codebook | None, learner: Learner | None) -> Learner:
    """A learner fitted to the units that were read; to any where nothing was, for then only the definitions teach."""
    if not lessons.codes:
        raise FrameError(
            "nothing is coded and no code of a codebook has a definition or terms, so there is nothing to learn; code a passage"
        )
    if not len(lessons.units):
        raise FrameError("the corpus has no text with anything in it, so there is nothing to learn from")
    fitted = clone(learner) if learner is not None else Learner()
    fitted.set_params(codes=lessons.codes, **({"book": book} if book is not None else {}))
    rows = np.flatnonzero(lessons.read) if lessons.read.any() else np.arange(min(len(lessons.units), 1_000))
    here = lessons.units.iloc[rows]
    marked = pd.DataFrame(lessons.marked[rows].astype("int64"), columns=lessons.codes)
    return fitted.fit(here["text"].tolist(), marked, here["group"].tolist())


def judged(fitted: Learner, lessons: Lessons, bar: str | None) -> Iterable[tuple[NDArray[np.int64], Floats]]:
    """Rows of units and their probabilities, a batch at a time: those that were read by models that had not seen them."""
    if lessons.read.any() and not np.isnan(fitted.held_out_).any():
        yield np.flatnonzero(lessons.read), fitted.held_out_
    unseen = np.flatnonzero(lessons.open)
    texts = lessons.units["text"].to_numpy()
    for first in tqdm(range(0, len(unseen), BATCH), desc=bar, disable=bar is None):
        rows = unseen[first : first + BATCH]
        yield rows, fitted.predict_proba(texts[rows].tolist())


def _proposed(
    fitted: Learner, lessons: Lessons, rows: NDArray[np.int64], probabilities: Floats, row_of: dict[str, int]
) -> Iterator[Passage]:
    withheld = fitted.quality_["abstains"].to_numpy() != ""
    proposed = (probabilities >= fitted.thresholds_) & ~withheld & ~lessons.touched[rows]
    which, column = np.nonzero(proposed)
    units = lessons.units.iloc[rows[which]]
    told = reasons(fitted, units["text"].tolist(), column)
    places = zip(units["utterance"], units["start"], units["end"], strict=True)
    for (utterance, start, end), code, score, reason in zip(places, column, probabilities[which, column], told, strict=True):
        yield Passage(row_of[utterance], int(start), int(end), lessons.codes[code], float(score), reason)


__all__: Sequence[str] = ("find_learned", "judged", "learn")
