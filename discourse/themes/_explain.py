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
from discourse.themes._views import dot, shorten, words_of

if TYPE_CHECKING:
    from discourse.themes._learner import Learner

Floats = NDArray[np.float64]
_MOST_WORDS = 60
"""Different words of a text that are left out in turn; a longer text is a matter for its sentences."""
_SHOWN = 4
_QUOTED = 60


def explain(learner: Learner, texts: Sequence[str], code: str | None, most: int) -> pd.DataFrame:
    """``text code kind what weight``, the strongest first within each text and kind."""
    codes = [str(each) for each in learner.classes_]
    if code is not None and code not in codes:
        raise UnknownCode(f"the learner knows no code {code!r}; {known(code, codes, 'it knows')}")
    rows: list[dict[str, Any]] = []
    for number, text in enumerate(map(shorten, texts)):
        odds = learner._logits([text])[0]
        column = codes.index(code) if code is not None else int(np.argmax(odds))
        rows += [{"text": number, "code": codes[column], **row} for row in _reasons(learner, text, column, float(odds[column]), most)]
    frame = pd.DataFrame(rows, columns=["text", "code", "kind", "what", "weight"])
    return frame.astype({"text": "int64", "code": "str", "kind": "str", "what": "str", "weight": "float64"})


def reasons(learner: Learner, texts: Sequence[str], columns: NDArray[np.int64]) -> list[str]:
    """One line for each text and its code: the words that speak for it, the coded passage most like it, and terms found.

    Quicker than `explain`, for many: a word is weighed by the strings in it, alone.
    """
    several = list(dict.fromkeys(texts))
    row = {text: place for place, text in enumerate(several)}
    words = [words_of(text) for text in several]
    vocabulary = list(dict.fromkeys(word for some in words for word in some))
    place = {word: number for number, word in enumerate(vocabulary)}
    weights = _word_weights(learner, vocabulary)
    meanings = learner._encode(several)
    passages = {int(c): _nearest(learner, meanings, int(c)) for c in np.unique(columns)}
    terms = learner._written.terms_of(several)
    lines = []
    for text, column in zip(texts, columns, strict=True):
        mine = row[text]
        weight = {word: float(weights[place[word], column]) for word in words[mine]}
        strongest = sorted((word for word in weight if weight[word] > 0), key=weight.__getitem__, reverse=True)[:_SHOWN]
        lines.append(_line(strongest, passages[int(column)][mine], list(terms.get((mine, int(column)), {}))))
    return lines


def _line(words: list[str], passage: str, terms: list[str]) -> str:
    near = " ".join(passage.split())
    parts = [
        f"words: {', '.join(words)}" if words else "",
        f"terms: {', '.join(terms[:_SHOWN])}" if terms else "",
        f"like “{near[:_QUOTED]}{'…' * (len(near) > _QUOTED)}”" if near else "nothing coded yet, from the definition",
    ]
    return "; ".join(part for part in parts if part)


def _word_weights(learner: Learner, words: Sequence[str]) -> Floats:
    """How much the strings in each word speak for each code: through what was coded, and through what is written of it."""
    if not words:
        return np.zeros((0, len(learner.classes_)))
    fusion = learner._fusion
    strings = learner._views.characters.weigh(words)
    coded = np.asarray(strings @ learner._ridge.weights[0]) * (fusion.weights[0] / fusion.scale[0])
    written = dot(strings, learner._defined[0]) * (fusion.weights[1] / fusion.scale[1])
    return np.asarray(coded + written)


def _nearest(learner: Learner, meanings: Floats, column: int) -> list[str]:
    """For each row of meanings the coded passage of this code that is most like it."""
    rows = [place for place, (_, codes) in enumerate(learner._passages) if column in codes]
    if not rows:
        return [""] * len(meanings)
    return [learner._passages[rows[best]][0] for best in (meanings @ learner._meanings[rows].T).argmax(axis=1)]


def _reasons(learner: Learner, text: str, column: int, odds: float, most: int) -> list[dict[str, Any]]:
    words = words_of(text)[:_MOST_WORDS]
    rows: list[dict[str, Any]] = []
    if words:
        without = learner._logits([_without(text, word) for word in words])[:, column]
        falls = sorted(zip(odds - without, words, strict=True), key=lambda each: (-each[0], each[1]))
        rows += [{"kind": "word", "what": word, "weight": float(fall)} for fall, word in falls[:most] if fall > 0]
    terms = learner._written.terms_of([text]).get((0, column), {})
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
