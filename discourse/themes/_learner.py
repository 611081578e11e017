"""Learner: from few coded passages and a written codebook to the probability of each code. It ranks for review; a person decides.

Three views of a text (`_views`) are weighed by a ridge regression (`_ridge`), fused with the likeness of the text to the written
definition and with the codebook's terms (`_fusion`), calibrated on groups held out, and judged there (`_quality`). Why a
text was proposed tells `_explain`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.metrics import average_precision_score
from sklearn.utils.validation import check_is_fitted
from threadpoolctl import threadpool_limits

from discourse.codebook import Codebook
from discourse.embeddings import Embedder, load_embedder
from discourse.errors import FrameError
from discourse.themes._explain import explain
from discourse.themes._fusion import Fusion, fit_fusion
from discourse.themes._given import check_groups, check_marks, check_texts, fold, is_nameless
from discourse.themes._quality import measure_quality
from discourse.themes._ridge import Ridge, fit_ridge
from discourse.themes._views import BATCH, View, Views, dot
from discourse.themes._written import Written, read_written
from discourse.themes._written import is_english as _is_english

Floats = NDArray[np.float64]
VERSION = "1"
MOST = 3_000
"""Texts that the regression learns from: all that have a code, then as many others as fit in; the rest is used to calibrate."""
FOLDS = 5


class Learner(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Few-shot coding as a scikit-learn classifier with several codes a text.

    Parameters
    ----------
    book
        A Codebook, or ``{code: terms}``: names, definitions (``brief``, ``definition``, ``include``) and terms speak for a code
        before anything is coded, and codes of which nothing is coded yet are learned from these alone. Without it only
        the codes' names do.
    codes
        The codes to learn and, where ``y`` is an array, the names of its columns (needed when there is a book); else those of ``y``
        and of the book.
    embedder
        What `discourse.embeddings.load_embedder` takes; None is the light English one, or "lsa" for texts in other languages.
    language
        Of the terms' inflections; None finds out whether the texts are English, and takes terms as they are written if not.
    least_skill
        A code is withheld when the average precision on held-out groups went less than this part of the way from chance to 1.
    random_state
        Which texts are used where there are too many for all.

    Attributes
    ----------
    classes_
        The codes, in the order of the columns of `predict_proba`.
    quality_
        ``code coded groups chance average_precision skill threshold precision recall f1 abstains``: measured on groups that
        the model had not seen. ``abstained_`` is ``{code: why}``, ``thresholds_`` an array.
    held_out_
        The probabilities of the training texts by models that had not seen their groups.
    notes_
        What was done otherwise than asked, in sentences.

    Examples
    --------
    >>> ours, others = ["I own it", "Who owns this?", "We own it all", "Ours to own"], ["Good to see you", "Nice day", "Hello", "Bye"]
    >>> learner = Learner().fit(ours + others, [["ownership"]] * 4 + [[]] * 4)
    >>> learner.predict(["They own the network", "Good morning"]).tolist()
    [[1], [0]]
    >>> learner.explain(["They own the network"])["what"].tolist()[0]
    'own'
    """

    _embedder: Embedder | None

    def __init__(
        self,
        book: Codebook | dict[str, Any] | None = None,
        *,
        codes: Sequence[str] | None = None,
        embedder: Any = None,
        language: str | None = None,
        least_skill: float = 0.1,
        random_state: int = 0,
    ) -> None:
        self.book = book
        self.codes = codes
        self.embedder = embedder
        self.language = language
        self.least_skill = least_skill
        self.random_state = random_state

    def fit(self, X: Sequence[str], y: Any, groups: Any = None) -> Self:
        """Learn from texts that were read: ``y`` is a table of 0 and 1 with one column a code, or a list of codes for each text.

        ``groups`` (threads, participants) are held out whole when quality is measured. Raises FrameError for what is no text, no
        such table or of another length, CodebookError for terms that cannot be read.
        """
        with threadpool_limits(1, user_api="blas"):  # many small solutions: threads that wait for one another cost ten times as much
            return self._fit(check_texts(X), y, groups)

    def _fit(self, texts: list[str], y: Any, groups: Any) -> Self:
        names = list(self.codes) if self.codes is not None else list(self.book) if self.book is not None else None
        if self.codes is None and self.book is not None and is_nameless(y):
            raise FrameError("y does not name its columns, and there is a codebook: say which is which by codes=[…], or give a DataFrame")
        codes, marked = check_marks(y, len(texts), names)
        if not texts or not codes:
            raise FrameError(f"nothing to learn from: {len(texts)} texts and {len(codes)} codes; give one of each at least")
        groups_of = check_groups(groups, texts)
        rng = np.random.default_rng(self.random_state)
        self.classes_ = np.array(codes, dtype=object)
        self.notes_: list[str] = []
        english = self.language == "en" if self.language else _is_english(texts)
        self._open_embedder(texts, english)
        self._written = read_written(codes, self.book, self.language or ("en" if english else None))
        self._views = Views([*texts, *self._written.definitions])
        self._defined = self._see(self._written.definitions)
        views = self._see(texts)
        folds = fold(groups_of, FOLDS)
        if len(np.unique(folds)) < 2:
            self.notes_.append("all texts are of one group, so that nothing could be held out and no quality be measured")
        self._ridge, passages = self._learn(views, marked, folds, rng)
        inputs = [passages, *self._told(views, texts)]
        self._fusion = fit_fusion([np.nan_to_num(inputs[0]), *inputs[1:]], marked)
        self.held_out_ = self._fusion.probabilities(inputs)
        self.quality_ = measure_quality(codes, marked, self.held_out_, folds, groups_of, self._written.told, self.least_skill)
        self.thresholds_ = self.quality_["threshold"].to_numpy()
        why = zip(self.quality_["code"], self.quality_["abstains"], strict=True)
        self.abstained_ = {code: reason for code, reason in why if reason}
        self._passages = [(texts[row], np.flatnonzero(marked[row])) for row in np.flatnonzero(marked.any(axis=1))]
        self._meanings = views[2][marked.any(axis=1)]
        self.n_features_in_ = 1
        return self

    def predict_proba(self, X: Sequence[str]) -> Floats:
        """The calibrated probability of each code (columns, as in ``classes_``) for each text (rows)."""
        check_is_fitted(self)
        texts = check_texts(X)
        parts = [self._probabilities(texts[first : first + BATCH]) for first in range(0, len(texts), BATCH)]
        return np.concatenate([np.zeros((0, len(self.classes_))), *parts])

    def predict(self, X: Sequence[str]) -> NDArray[np.int64]:
        """1 where the probability reaches the code's threshold; 0 elsewhere, and for every code that the learner withholds."""
        proposed = self.predict_proba(X) >= self.thresholds_
        proposed[:, self.quality_["abstains"].to_numpy() != ""] = False
        return proposed.astype(np.int64)

    def score(self, X: Sequence[str], y: Any, sample_weight: Any = None) -> float:
        """The average precision, averaged over the codes that occur in ``y``."""
        scores = self.predict_proba(X)
        codes, marked = check_marks(y, len(scores), list(self.classes_))
        place = {code: column for column, code in enumerate(self.classes_)}
        there = [column for column, code in enumerate(codes) if marked[:, column].any() and code in place]
        if not there:
            raise FrameError("none of the learner's codes occurs in y, so there is nothing to find")
        return float(
            np.mean([average_precision_score(marked[:, c], scores[:, place[codes[c]]], sample_weight=sample_weight) for c in there])
        )

    def explain(self, X: Sequence[str], code: str | None = None, *, most: int = 5) -> pd.DataFrame:
        """Why: the words, coded passages, definition and terms that speak for a code (or for the likeliest) in each text.

        Columns ``text code kind what weight``: ``text`` counts from 0; ``kind`` is word, passage, definition or terms. The
        ``weight`` of a word is by how much the logarithm of the odds falls without it, of a passage its likeness (cosine).
        """
        check_is_fitted(self)
        return explain(self, check_texts(X), code, most)

    def _learn(self, views: list[View], marked: Floats, folds: NDArray[np.int64], rng: np.random.Generator) -> tuple[Ridge, Floats]:
        """The regression, and the scores of all texts by models that had not seen their groups."""
        if len(marked) <= MOST:
            return fit_ridge(views, marked, folds, rng)
        first = np.lexsort((rng.random(len(marked)), -(marked / np.maximum(marked.sum(axis=0), 1)).max(axis=1)))
        rows = np.sort(first[:MOST])
        self.notes_.append(f"{MOST} of {len(marked)} texts were learned from, those with the rarest codes first")
        ridge, held_out = fit_ridge([view[rows] for view in views], marked[rows], folds[rows], rng)
        scores = ridge.score(views)
        scores[rows] = held_out
        return ridge, scores

    def _probabilities(self, texts: Sequence[str]) -> Floats:
        views = self._see(texts)
        return self._fusion.probabilities([self._ridge.score(views), *self._told(views, texts)])

    def _logits(self, texts: Sequence[str]) -> Floats:
        views = self._see(texts)
        return self._fusion.logits([self._ridge.score(views), *self._told(views, texts)])

    def _told(self, views: list[View], texts: Sequence[str]) -> list[Floats]:
        """What the codebook says, without any coded passage: shared strings, shared meaning, terms found."""
        return [dot(views[0], self._defined[0]), dot(views[2], self._defined[2]), self._written.count_terms(texts)]

    def _see(self, texts: Sequence[str]) -> list[View]:
        return self._views.see(texts, self._opened())

    def _encode(self, texts: Sequence[str]) -> Floats:
        return np.asarray(self._opened().encode(texts), dtype=np.float64)

    def _opened(self) -> Embedder:
        if self._embedder is None:
            self._embedder = load_embedder(self.embedder)
        return self._embedder

    def _open_embedder(self, texts: Sequence[str], english: bool) -> None:
        asked = self.embedder
        if asked is None and not english:
            asked = "lsa"
            self.notes_.append(
                "the texts are not (or not said to be) English, so meaning is learned from the texts alone (embedder 'lsa') "
                "and terms are taken as written; language='en' or an embedder of your own changes that"
            )
        if asked == "lsa" and len({text for text in texts if any(c.isalnum() for c in text)}) < 2:
            asked = None
        self._embedder = load_embedder(asked, texts=texts) if asked == "lsa" else load_embedder(asked)
        self.embedder_name_ = str(getattr(self._embedder, "name", ""))

    def __getstate__(self) -> dict[str, Any]:
        state = dict(super().__getstate__())
        if (self.embedder is None or isinstance(self.embedder, str)) and not str(state.get("embedder_name_", "")).startswith("lsa"):
            state["_embedder"] = None  # a packaged one is opened again
        return state

    @property
    def name(self) -> str:
        """For the column ``coder``: the way it learned, and its version."""
        return f"learned:{VERSION} (tfidf+{getattr(self, 'embedder_name_', 'unfitted')})"

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string, tags.input_tags.two_d_array = True, False
        tags.classifier_tags.multi_label, tags.target_tags.multi_output = True, True
        return tags


__all__: Sequence[str] = ("Fusion", "Learner", "Written")
