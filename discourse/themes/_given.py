"""What a learner is given, checked at the door: texts, which codes each has, and which belong together. It learns nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from discourse.errors import FrameError

Floats = NDArray[np.float64]


def check_texts(texts: object) -> list[str]:
    """The texts as a list; raises FrameError for one text alone, and for what is no text, with its place."""
    if isinstance(texts, str) or not hasattr(texts, "__iter__"):
        raise FrameError(f"a learner takes a list or Series of texts, got {type(texts).__name__}; write [text] for one")
    several = texts.iloc[:, 0] if isinstance(texts, pd.DataFrame) and texts.shape[1] == 1 else texts
    listed = list(np.ravel(several) if isinstance(several, np.ndarray) else several)
    for place, text in enumerate(listed, 1):
        if not isinstance(text, str):
            raise FrameError(f"text {place} of {len(listed)} is no text but {text!r:.40} ({type(text).__name__}); leave it out, or give ''")
    return [str(text) for text in listed]


def check_marks(given: Any, many: int, names: Sequence[str] | None) -> tuple[list[str], Floats]:
    """The codes, and a table of 0 and 1 with one row a text; raises FrameError for what is neither a table nor lists of codes.

    >>> codes, marked = check_marks([["trust"], [], ["work", "trust"]], 3, None)
    >>> codes, marked.tolist()
    (['trust', 'work'], [[1.0, 0.0], [0.0, 0.0], [1.0, 1.0]])
    """
    if hasattr(given, "toarray"):
        given = given.toarray()
    if isinstance(given, pd.DataFrame) or (isinstance(given, np.ndarray) and given.ndim == 2):
        return _from_table(given, many, names)
    if isinstance(given, str) or not hasattr(given, "__iter__"):
        raise FrameError(f"y is a table with one 0/1 column a code, or a list of codes for each text; got {type(given).__name__}")
    lists = [_codes_of(each, place) for place, each in enumerate(given, 1)]
    _same_length(len(lists), many)
    found = sorted({code for several in lists for code in several})
    codes = list(dict.fromkeys([*(names or []), *found]))
    place_of = {code: place for place, code in enumerate(codes)}
    marked = np.zeros((many, len(codes)))
    for row, several in enumerate(lists):
        marked[row, [place_of[code] for code in several]] = 1
    return codes, marked


def is_nameless(given: object) -> bool:
    """Whether a table of codes does not name its columns."""
    return (isinstance(given, np.ndarray) and given.ndim == 2) or hasattr(given, "toarray")


def check_groups(given: object, texts: Sequence[str]) -> NDArray[np.int64]:
    """A number for each text, alike within a group; without groups each text is its own, and equal texts are one."""
    if given is None:
        given = [" ".join(text.split()).casefold() for text in texts]
    listed = list(given) if hasattr(given, "__iter__") and not isinstance(given, str) else None
    if listed is None or len(listed) != len(texts):
        raise FrameError(
            f"groups: {'one value' if listed is None else len(listed)} for {len(texts)} texts; give each text one, such as its thread"
        )
    if bad := [place for place, each in enumerate(listed, 1) if pd.isna(each)]:
        raise FrameError(f"groups: text {bad[0]} has none; give each text one, such as its thread")
    return np.asarray(pd.factorize(pd.Series([str(each) for each in listed], dtype="object"))[0], dtype=np.int64)


def fold(groups: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Which fold each text is held out with: whole groups, of about equal size; one fold only where there is one group."""
    several = min(most, len(np.unique(groups)))
    folds = np.zeros(len(groups), np.int64)
    if several > 1:
        for number, (_, held_out) in enumerate(GroupKFold(several).split(groups, groups=groups)):
            folds[held_out] = number
    return folds


def _from_table(given: pd.DataFrame | NDArray[Any], many: int, names: Sequence[str] | None) -> tuple[list[str], Floats]:
    _same_length(len(given), many)
    if isinstance(given, pd.DataFrame):
        codes = [str(column) for column in given.columns]
    elif names is not None and len(names) == given.shape[1]:
        codes = list(names)
    elif names is not None:
        raise FrameError(f"y has {given.shape[1]} columns, and codes=… names {len(names)}; name each column once")
    else:
        codes = [str(number) for number in range(given.shape[1])]
    if doubled := [code for code in codes if codes.count(code) > 1]:
        raise FrameError(f"y: the code {doubled[0]!r} has two columns; give each code one")
    try:
        marked = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise FrameError(f"y: a table of codes holds 0 and 1 ({error})") from error
    if (wrong := np.argwhere(~np.isin(marked, (0, 1)))).size:
        row, column = wrong[0]
        raise FrameError(f"y: text {row + 1}, code {codes[column]!r} has {marked[row, column]}; it takes 0 or 1")
    more = [code for code in names or [] if code not in codes] if isinstance(given, pd.DataFrame) else []
    return codes + more, np.hstack([marked, np.zeros((many, len(more)))])


def _codes_of(each: object, place: int) -> list[str]:
    if each is None or (isinstance(each, float) and each != each):
        return []
    several = [each] if isinstance(each, str) else each
    if not isinstance(several, (list, tuple, set, frozenset)) or not all(isinstance(code, str) for code in several):
        raise FrameError(f"y: text {place} has {each!r:.60}; it takes a list of codes such as ['trust'], an empty list for none")
    return [code for code in several if code]


def _same_length(y: int, many: int) -> None:
    if y != many:
        raise FrameError(f"{many} texts, but y has {y} rows; each text needs one")
