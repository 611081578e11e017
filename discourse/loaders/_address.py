"""Whom a text speaks to, and with which name it is signed: the two places where people write names. It decides nothing.

"Hi Vanessa, …"   "Thanks Paul/Helen : …"   "@nossi …"        addressed, surely
"Helen:" alone on the first line                              addressed, perhaps: "Update:" looks the same
"— Rosa"   "Best wishes,\\nRosa"   "Cheers, Rosa"              signed
"… a mix of both. Rosa"                                       signed, where Rosa is a known name
"Thanks, Rosa" at the end                                     neither: it may be thanks to her
"""

from __future__ import annotations

import re
from collections.abc import Collection

from discourse.loaders._cues import CLOSINGS, GREETINGS, NOT_NAMES, any_of

_GREETING = re.compile(rf"\W{{0,3}}(?:{any_of(GREETINGS)})(?:,?\s+(?:{any_of(GREETINGS)}|to|an|à|a))?,?\s+", re.IGNORECASE)
_WORD = re.compile(r"@?[^\W\d_][\w’'-]{0,30}")
_JOIN = re.compile(r"\s*(?:/|&|\+|,|\b(?:and|und|et|y|e|og|och|en)\b)\s*")
_STOP = re.compile(r"\s*(?:[,:;!.…–—-]|$)")
_ON = re.compile(r"\s+[^\W\d_]")
_THANKS = frozenset(("thanks", "thank you", "many thanks", "danke", "merci", "gracias", "grazie", "obrigado", "tack", "takk"))
_CLOSING = re.compile(rf"(?:{any_of(CLOSINGS)})\s*[,.!:–—-]*", re.IGNORECASE)
_CLOSED = re.compile(rf"(?:^|(?<=[.!?…)]\s))(?P<closing>{any_of(CLOSINGS)})\s?[,.!:–—-]?\s(?P<name>\S.{{0,60}})$", re.IGNORECASE)
_DASHED = re.compile(r"(?:^|(?<=[.!?…)]\s))[—–~-]{1,2}\s?(?P<name>\S.{0,60})$")
_INLINE = re.compile(r"[.!?…)]\s+(?P<name>\w.{0,40})$")


def addressees(text: str, names: Collection[str] = ()) -> tuple[list[str], bool]:
    """The names that the opening of a text speaks to, and whether that is sure; ``names`` are known ones, in small letters.

    >>> addressees("Thanks Paul/Helen : very interesting")
    (['Paul', 'Helen'], True)
    >>> addressees("Hi all, well said"), addressees("Helen:\\n\\nI agree")
    (([], True), (['Helen'], False))
    """
    first = text.lstrip()[:200].split("\n", 1)[0]
    greeting = _GREETING.match(first)
    sure = greeting is not None or first.startswith("@")
    at = greeting.end() if greeting else 0
    found: list[str] = []
    kept: list[str] = []
    join: re.Match[str] | None = None
    while name := _name_at(first, at, names):
        at += len(name)
        found.append(name.lstrip("@"))
        listed = join is not None and "," in join.group()  # "Hi Ana, Bo wrote" speaks to Ana alone
        goes_on = sure and not listed and (on := _ON.match(first, at)) is not None and on.group()[-1].islower()
        if _STOP.match(first, at) or goes_on or first[0] == "@":
            kept = list(found)
        join = _JOIN.match(first, at)
        if join is None:
            break
        at = join.end()
    if not sure and not (kept and (_alone(first, kept) or all(n.casefold() in names for n in kept))):
        kept = []
    return kept, sure


def signature(text: str, names: Collection[str] = ()) -> str | None:
    """The name with which a text is signed; ``names`` are those that are known from elsewhere, in small letters.

    >>> signature("I agree.\\n\\nBest wishes,\\nRosa"), signature("So do I. — Ben Okri")
    ('Rosa', 'Ben Okri')
    >>> signature("A mix of both. Rosa"), signature("A mix of both. Rosa", {"rosa"}), signature("Well put. Thanks, Rosa")
    (None, 'Rosa', None)
    """
    lines = [line.strip() for line in text[-600:].split("\n") if line.strip()]
    if not lines or (len(lines) == 1 and len(text) < 600 and len(lines[0].split()) < 3):
        return None
    last, above = lines[-1], lines[-2] if len(lines) > 1 else ""
    if match := _DASHED.search(last):
        return _signed(match["name"])
    if above and (name := _signed(last)) and (_CLOSING.fullmatch(above) or above[-1] in ".!?…)" or name.casefold() in names):
        return name
    if (match := _CLOSED.search(last)) and (name := _signed(match["name"])):
        return None if match["closing"].lower() in _THANKS else name
    if (match := _INLINE.search(last)) and (name := _signed(match["name"])) and name.casefold() in names:
        return name
    return None


def _name_at(text: str, at: int, names: Collection[str]) -> str:
    end = at
    for _ in range(3):
        match = _WORD.match(text, end + (1 if end > at and text[end : end + 1] == " " else 0))
        if match is None or (end > at and text[end : end + 1] != " "):
            break
        word = match.group()
        if word.lstrip("@").lower() in NOT_NAMES or not (word[0] == "@" or word[0].isupper() or (end == at and word.casefold() in names)):
            break
        end = match.end()
    return text[at:end]


def _alone(first: str, kept: list[str]) -> bool:
    return len(kept) == 1 and first.strip() in (f"{kept[0]}:", f"{kept[0]},")


def _signed(text: str) -> str | None:
    words = text.strip(" *_~").split()
    fine = all(_WORD.fullmatch(w) and w[0].isupper() and w.lower() not in NOT_NAMES for w in words)
    return " ".join(words) if 0 < len(words) <= 3 and fine else None
