"""A model's answer, held against the text: what stands there word for word becomes a passage, all else is counted. It widens nothing."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from discourse.codebook import Codebook
from discourse.errors import UnknownCode
from discourse.themes._pieces import cuts


class Claim(NamedTuple):
    """A passage that a model found and that is there; offsets count from the beginning of the text that was asked about."""

    start: int
    end: int
    code: str
    score: float
    reason: str


class NotJson(Exception):
    """The answer is not of the form that was asked for; the message is the kind under which it is counted."""


def read_answer(answer: str) -> list[Any]:
    """The list of codings in an answer, bare or in a fence of code; raises NotJson.

    >>> read_answer('```json\\n{"codings": [{"code": "a", "quote": "b"}]}\\n```')
    [{'code': 'a', 'quote': 'b'}]
    """
    fenced = re.fullmatch(r"\s*```[a-zA-Z]*\s*\n(.*?)\n?\s*```\s*", answer, re.S)
    try:
        said = json.loads(fenced[1] if fenced else answer)
    except (ValueError, RecursionError) as error:
        raise NotJson("refused" if _REFUSING.match(answer) else "bad_json") from error
    found = said.get("codings") if isinstance(said, dict) else said
    if not isinstance(found, list):
        raise NotJson("bad_json")
    return found


_REFUSING = re.compile(r"\W*(?:(?:I['’]m |I am )?sorry|I can(?:['’]t|not| not)|(?:I['’]m|I am) unable|I won['’]t|As an AI)\b", re.I)


def hold_against(text: str, codings: list[Any], book: Codebook, counts: Counter[str]) -> Iterator[Claim]:
    """The claims that stand in the text word for word; what does not is counted.

    A quote that stands there several times is taken for the first of these places that the same code has not been given
    yet in this answer, has the score 0.5 and says so. A place inside a word is none: "own" is not found in "known".
    """
    taken: set[tuple[str, int, int]] = set()
    for item in codings:
        counts["claims"] += 1
        said, quote = (item.get("code"), item.get("quote")) if isinstance(item, dict) else (None, None)
        if not isinstance(said, str) or not isinstance(quote, str) or not quote.strip():
            counts["malformed"] += 1
            continue
        try:
            code = book.find(said)
        except UnknownCode:
            counts["unknown_code"] += 1
            continue
        quote = quote.strip()
        places = [at for at in _places(text, quote) if not cuts(text, at) and not cuts(text, at + len(quote))]
        if not places:
            counts["invented"] += 1
            continue
        free = [at for at in places if (code, at, at + len(quote)) not in taken]
        if not free:
            counts["doubled"] += 1
            continue
        taken.add((code, free[0], free[0] + len(quote)))
        several = len(places) > 1
        counts["ambiguous"] += several
        note = f"stands {len(places)} times in the text, the first free place was taken" if several else ""
        yield Claim(free[0], free[0] + len(quote), code, 0.5 if several else 1.0, "; ".join(filter(None, (_why(item.get("why")), note))))


def _places(text: str, quote: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _why(said: Any) -> str:
    words = " ".join(said.split()) if isinstance(said, str) else ""
    return words[:300].encode("utf-8", "replace").decode() or "no reason given"
