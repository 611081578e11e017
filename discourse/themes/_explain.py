"""Why a text was proposed: by leaving each of its words out in turn, and by the coded passages that are most like it.

It changes nothing and knows no model but by its questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from discourse.errors import UnknownCode, known
from discourse.themes._views import Views, words_of

if TYPE_CHECKING:
    from discourse.themes._learner import Learner

Floats = NDArray[np.float64]
_MOST_WORDS = 60
"""Different words of a text that are left out in turn; a longer text is a matter for its sentences."""


def explain(learner: Learner, texts: Sequence[str], code: str | None, most: int) -> pd.DataFrame:
    """``text code kind what weight``, the strongest first within each text and kind."""
    codes = [str(each) for each in learner.classes_]
    if code is not None and code not in codes:
        raise UnknownCode(f"the learner knows no code {code!r}; {known(code, codes, 'it knows')}")
    rows: list[dict[str, Any]] = []
    for number, text in enumerate(texts):
        odds = learner._logits([text])[0]
        column = codes.index(code) if code is not None else int(np.argmax(odds))
        rows += [{"text": number, "code": codes[column], **row} for row in _reasons(learner, text, column, float(odds[column]), most)]
    frame = pd.DataFrame(rows, columns=["text", "code", "kind", "what", "weight"])
    return frame.astype({"text": "int64", "code": "str", "kind": "str", "what": "str", "weight": "float64"})


def word_weights(views: Views, weights: Sequence[Floats], words: Sequence[str]) -> Floats:
    """How much each word alone speaks for each code (one column each) by the strings and words in it; for many texts at once."""
    counted = views.characters.transform(words) @ weights[0]
    return np.asarray(counted + views.words.transform(words) @ weights[1])


def nearest(learner: Learner, meanings: Floats, column: int) -> tuple[list[str], Floats]:
    """For each row of meanings the coded passage of this code that is most like it, and how much."""
    rows = [place for place, (_, codes) in enumerate(learner._passages) if column in codes]
    if not rows:
        return [""] * len(meanings), np.zeros(len(meanings))
    alike = meanings @ learner._meanings[rows].T
    best = alike.argmax(axis=1)
    return [learner._passages[rows[place]][0] for place in best], alike[np.arange(len(alike)), best]


def _reasons(learner: Learner, text: str, column: int, odds: float, most: int) -> list[dict[str, Any]]:
    words = words_of(text)[:_MOST_WORDS]
    rows: list[dict[str, Any]] = []
    if words:
        without = learner._logits([_without(text, word) for word in words])[:, column]
        falls = sorted(zip(odds - without, words, strict=True), key=lambda each: (-each[0], each[1]))
        rows += [{"kind": "word", "what": word, "weight": float(fall)} for fall, word in falls[:most] if fall > 0]
    terms = dict.fromkeys(learner._written.terms_in(text, str(learner.classes_[column])))
    rows += [{"kind": "terms", "what": term, "weight": 1.0} for term in list(terms)[:most]]
    views = learner._see([text])
    mine = [place for place, (_, codes) in enumerate(learner._passages) if column in codes]
    alike = (views[2] @ learner._meanings[mine].T)[0] if mine else np.zeros(0)
    best = [place for place in np.argsort(-alike, kind="stable")[: min(3, most)] if alike[place] > 0]
    rows += [{"kind": "passage", "what": learner._passages[mine[place]][0], "weight": float(alike[place])} for place in best]
    if learner._written.told[column]:
        alike_definition = float((views[2] @ learner._defined[2][column])[0])
        rows.append({"kind": "definition", "what": learner._written.definitions[column], "weight": alike_definition})
    return rows


def _without(text: str, word: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", " ", text, flags=re.IGNORECASE)
