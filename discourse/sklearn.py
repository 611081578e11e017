"""Theme counts as scikit-learn features: a transformer that turns texts into passages per code. It learns nothing from the texts.

from discourse.sklearn import ThemeCounts
make_pipeline(ThemeCounts(book), LogisticRegression()).fit(texts, labels)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from discourse.codebook import Codebook
from discourse.corpus import Corpus
from discourse.errors import FrameError
from discourse.themes._search import What
from discourse.themes.terms import compile_terms, find_terms


class ThemeCounts(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """How many passages of each code each text holds, as `discourse.find_terms` finds them.

    Parameters
    ----------
    book
        A Codebook or ``{code: terms}``. The features are the codes that have terms, in the order of the book; a parent counts
        its own terms only.
    language, quoted, negated, negations
        As in `discourse.find_terms`.
    binary
        1 where a code occurs, else 0.
    sparse_output
        A sparse matrix (csr) or an array; ``set_output(transform="pandas")`` needs ``sparse_output=False``.

    Texts are a list, a Series, an array of one dimension or one column, or a Corpus; each must be a string, and may be empty.
    After ``fit``, ``codes_`` holds the codes and ``lexicon_`` the compiled terms.

    Raises CodebookError, UnknownLanguage, and FrameError (a ValueError) for what is no text.

    >>> counts = ThemeCounts({"ownership": ["own*"], "value": ["value"]}, sparse_output=False)
    >>> counts.fit_transform(["We own what our owners own", "", "valued 😀"])
    array([[3, 0],
           [0, 0],
           [0, 1]])
    >>> counts.get_feature_names_out()
    array(['ownership', 'value'], dtype=object)
    """

    def __init__(
        self,
        book: Codebook | Mapping[str, str | Sequence[str]] | None = None,
        *,
        language: Any = "en",
        quoted: What = "keep",
        negated: What = "keep",
        negations: str | Path | pd.DataFrame | None = None,
        binary: bool = False,
        sparse_output: bool = True,
    ) -> None:
        self.book = book
        self.language = language
        self.quoted = quoted
        self.negated = negated
        self.negations = negations
        self.binary = binary
        self.sparse_output = sparse_output

    def fit(self, X: Any, y: object = None) -> ThemeCounts:
        """Compile the book; of the texts only their kind is looked at."""
        _texts(X)
        book = {} if self.book is None else self.book
        self.lexicon_ = compile_terms(book, language=self.language)
        self.codes_ = list(book.terms if isinstance(book, Codebook) else book)
        return self

    def transform(self, X: Any) -> csr_matrix | NDArray[np.int64]:
        """Passages per text (rows) and code (columns), whole numbers."""
        check_is_fitted(self)
        texts = _texts(X)
        number = len(texts)
        found = find_terms(texts, self.lexicon_, quoted=self.quoted, negated=self.negated, negations=self.negations)
        rows = pd.Index(texts.utterances["id"]).get_indexer(pd.Index(found["utterance"]))
        columns = pd.Index(self.codes_, dtype="str").get_indexer(pd.Index(found["code"]))
        counts = csr_matrix((np.ones(len(found), np.int64), (rows, columns)), shape=(number, len(self.codes_)))
        counts.sum_duplicates()
        if self.binary:
            counts.data[:] = 1
        return counts if self.sparse_output else counts.toarray()

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """The codes."""
        check_is_fitted(self)
        return np.array(self.codes_, dtype=object)

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "lexicon_")

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        tags.input_tags.sparse = False
        tags.requires_fit = True
        return tags

    def __getstate__(self) -> dict[str, Any]:
        state = dict(super().__getstate__())
        return {**state, "lexicon_": None} if "lexicon_" in state else state

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        if "lexicon_" in state:
            self.lexicon_ = compile_terms({} if self.book is None else self.book, language=self.language)


def _texts(X: Any) -> Corpus:
    """The texts as a corpus; a pandas or NumPy column is opened, anything that is no text is refused."""
    if isinstance(X, Corpus):
        return X
    if isinstance(X, str) or not isinstance(X, Iterable):
        raise FrameError(f"expected several texts (a list, a Series, a column, a Corpus), got {type(X).__name__}; write [text]")
    column = np.asarray(X, dtype=object) if not hasattr(X, "toarray") else np.empty((0, 0))
    if column.ndim == 2 and column.shape[1] == 1:
        column = column[:, 0]
    if column.ndim != 1:
        raise FrameError(f"expected one column of texts, got an array of shape {column.shape}")
    if (wrong := next(((n, v) for n, v in enumerate(column, 1) if not isinstance(v, str)), None)) is not None:
        raise FrameError(f"text {wrong[0]} is {type(wrong[1]).__name__}, not a string; give each row a text, '' where there is none")
    return Corpus(pd.DataFrame({"text": pd.Series(column.tolist(), dtype="object")}))
