"""Who stands over a comment: the line with the name, and the time beside it. It does not infer anybody.

a line like                                     gives
Anna Berg said, on 3 March 2020 at 9:10:        Anna Berg, the time             a verb of saying, or a time
Anna Berg · 3 days ago                          Anna Berg, "3 days ago"
Anna Berg Anna Berg                             Anna Berg                       picture text and name, pasted as one
Anna Berg (next line: a time)                   Anna Berg, the time
Anna Berg Author                                Anna Berg, who wrote the post   a role beside the name
Anna Berg (next line: Guest)                     Anna Berg                       a role below the name
Anna Berg (next line: blank)                    perhaps Anna Berg               only where most comments begin so
Pingback: Another page                          nobody
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from discourse.loaders._cues import AUTHOR_ROLES, NOT_NAMES, PINGBACK, ROLES, SAID, any_of, opens_with
from discourse.loaders._times import WHEN

_SAID = re.compile(rf"(?P<name>\S.{{0,79}}?)\s+(?:{any_of(SAID)})\s*(?:,?\s(?:on|am|le|el|il|op|em|den|at))?\s*[:,]?", re.IGNORECASE)
_DOUBLED = re.compile(r"(.{1,60})\s\1")
_ROLE = re.compile(rf"(?P<name>\S.{{0,59}}?)\s[(\[]?(?:(?P<author>{any_of(AUTHOR_ROLES)})|(?:{any_of(ROLES)}))[)\]]?:?", re.IGNORECASE)
_ROLE_ALONE = re.compile(rf"[(\[]?(?:{any_of((*AUTHOR_ROLES, *ROLES))})[)\]]?", re.IGNORECASE)
_AUTHOR = re.compile(rf"[(\[]?(?:{any_of(AUTHOR_ROLES)})[)\]]?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_JOINT = " \t\xa0,;·•|—–-:("
_PINGBACK = opens_with(PINGBACK)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a comment: the name, how many lines it takes, the time as it stands there, and whether words prove it."""

    name: str
    count: int = 1
    when: str = ""
    sure: bool = True
    author: bool = False
    role: bool = False


def head_of(texts: Sequence[str]) -> Head | None:
    """The head that these first lines of a comment begin with, if any; a blank line is "".

    >>> head_of(["Ana Ana", "", "I agree."])
    Head(name='Ana', count=1, when='', sure=True, author=False, role=False)
    >>> head_of(["Ana, I agree with you."]) is None
    True
    """
    first = texts[0].strip()
    if not first or len(first) > 160:
        return None
    after = texts[1].strip() if len(texts) > 1 else ""
    if _ROLE_ALONE.fullmatch(after) and is_name(first):
        return Head(first, 3 if len(texts) > 2 and texts[2].strip() == first else 2, "", True, _AUTHOR.fullmatch(after) is not None, True)
    if _ROLE_ALONE.fullmatch(first) and is_name(after):
        return Head(after, 2, "", True, _AUTHOR.fullmatch(first) is not None, True)
    when, rest = _split_time(first)
    below = (
        after
        if after
        and not when
        and len(after) <= 60
        and _DIGIT.search(after)
        and (m := WHEN.search(after))
        and len(m.group()) >= len(after) - 8
        else ""
    )
    count, sure = 2 if below else 1, bool(when or below)
    if match := _SAID.fullmatch(rest):
        said_so = sure or first.endswith((":", ",")) or re.search(r"\s(?:on|am|le|el|il)$", rest)
        if said_so and is_name(match["name"]):
            return _role(Head(match["name"].strip(_JOINT), count, when or below.strip("():"), True))
    rest = rest.strip(_JOINT) if sure else rest
    if (match := _DOUBLED.fullmatch(rest)) and match[1].split()[0].lower() not in NOT_NAMES and (len(texts) > 1):
        rest, sure = match[1], True
    if not is_name(rest):
        return None
    head = _role(Head(rest, count, when or below.strip("():"), sure))
    return head if head.sure or (not after and len(texts) > 2) else None


def is_pingback(texts: Sequence[str]) -> bool:
    """Whether this is a notice that another page links here: it says so, or is an excerpt cut at both ends.

    >>> is_pingback(["[…] as she wrote in her post […]"]), is_pingback(["[…] I left out a bit."])
    (True, False)
    """
    filled = [t.strip() for t in texts if t.strip()]
    cut = ("[…]", "[...]", "[&#8230;]", "[…")
    return bool(filled) and (_PINGBACK.match(filled[0]) is not None or (filled[0].startswith(cut) and filled[-1].endswith((*cut, "…]"))))


def is_name(text: str) -> bool:
    """Whether this short line can be a name or a nickname: few words, no end of a sentence, no address."""
    text = text.strip()
    words = text.split()
    return (
        0 < len(words) <= 6
        and len(text) <= 60
        and not text.endswith((".", "!", "?", "…", ",", ";", ":", "”", '"', "“"))
        and not any(sign in text for sign in ("://", "[…]", ". ", "! ", "? ", ": "))
        and any(c.isalnum() for c in text)
    )


def _split_time(first: str) -> tuple[str, str]:
    bare = first.rstrip(" :)")
    if _DIGIT.search(bare, len(bare) - 20) is None:
        return "", first
    for match in WHEN.finditer(bare, max(0, len(bare) - 60)):
        if match.end() >= len(bare) - 1:
            rest = bare[: match.start()].rstrip(_JOINT)
            rest = re.sub(r"[,\s]\s*(?:on|am|le|el|il|at)$", "", rest).rstrip(_JOINT)
            return (match.group().strip(), rest) if rest else ("", first)
    return "", first


def _role(head: Head) -> Head:
    if (match := _ROLE.fullmatch(head.name)) and is_name(match["name"]):
        return Head(match["name"].strip(_JOINT), head.count, head.when, True, match["author"] is not None, True)
    return head
