"""Which mails belong together and which answers which, from their references and, where these are missing, their subjects."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from discourse.loaders._source import slug

_AGAIN = re.compile(
    r"\s*(?:(?:re|aw|antw|sv|vs|odp|rif|res|ref|tr|fw|fwd|wg|i|r|回复|答复|転送|返信)\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[:：]|\[[^\[\]]{1,40}\])\s*",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"(?:\[[^\[\]]{1,40}\]\s*)*(?:re|aw|antw|sv|vs|odp|rif|res|r|回复|答复|返信)\s*(?:\[\d+\]|\(\d+\)|\^\d+)?\s*[:：]", re.IGNORECASE
)


def base_subject(subject: str) -> str:
    """A subject without "Re:" in its languages and without the list's name in brackets.

    >>> base_subject("[garden] AW: Re: Who waters the beans?")
    'Who waters the beans?'
    """
    out = subject
    while (found := _AGAIN.match(out)) and found.end() < len(out):
        out = out[found.end() :]
    return out.strip() or subject.strip()


def threads_of(mails: Sequence[Mapping[str, Any]]) -> list[tuple[str, str | None]]:
    """``(thread, reply_to)`` of each mail, which has ``id``, ``title`` and ``references`` (oldest first, the answered one last)."""
    above = {f"#{n}": f"#{n}" for n in range(len(mails))}
    ids: dict[str, int] = {}
    for n, mail in enumerate(mails):
        if mail["id"]:
            ids.setdefault(mail["id"], n)

    def top(one: str) -> str:
        while above.setdefault(one, one) != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    subjects: dict[str, str] = {}
    for n, mail in enumerate(mails):
        own = f"#{n}"
        for other in [mail["id"], *mail["references"]]:
            if other:
                above[top(other)] = top(own)
        base = base_subject(mail["title"] or "").casefold()
        if base and base in subjects and not mail["references"] and _ANSWER.match(mail["title"] or ""):
            above[top(own)] = top(subjects[base])
        subjects[base] = own
    named: dict[str, str] = {}
    taken: dict[str, int] = {}
    out: list[tuple[str, str | None]] = []
    for n, mail in enumerate(mails):
        key = top(f"#{n}")
        if key not in named:
            name = slug(base_subject(mail["title"] or "") or "no-subject", 60)
            taken[name] = taken.get(name, 0) + 1
            named[key] = name if taken[name] == 1 else f"{name}-{taken[name]}"
        answered = [r for r in reversed(mail["references"]) if r in ids and ids[r] != n]
        out.append((named[key], answered[0] if answered else mail["references"][-1] if mail["references"] else None))
    return out
