"""JSON lines: one object a line, a line that is none set aside with its number. It guesses nothing of what the objects mean."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from discourse.errors import LoadError
from discourse.loaders._source import Source

_MOST_BAD = 0.1


def looks_like_lines(source: Source) -> bool:
    """Whether the first line is an object by itself and another one begins after it."""
    text = source.text.lstrip("\ufeff \t\n")
    first, _, rest = text.partition("\n")
    if not first.startswith("{") or not rest.lstrip()[:1].startswith("{"):
        return False
    try:
        json.loads(first)
    except (json.JSONDecodeError, RecursionError):
        return first.rstrip().endswith("}")
    return True


def json_lines(source: Source, rows: list[tuple[int, str, str, str]]) -> Iterator[tuple[int, Any]]:
    """``(line, value)``; damaged lines go to ``rows``; raises LoadError where they are more than a tenth, naming the first."""
    good = 0
    bad: list[tuple[int, str, str]] = []
    for number, line in enumerate(source.text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            bad.append((number, line, str(error)))
            continue
        good += 1
        yield number, value
    if bad and len(bad) > max(1, _MOST_BAD * (good + len(bad))):
        raise LoadError(
            f"{source.name}, line {bad[0][0]}: no JSON ({bad[0][2]}), and so {len(bad)} of {good + len(bad)} lines; "
            "check that the file is JSON lines, one object a line"
        )
    if bad:
        source.notes.append(f"{len(bad)} of {good + len(bad)} lines are no JSON and were set aside; see left_out")
    rows += [(number, "line", line[:200], f"is no JSON ({why}); mend it and read again") for number, line, why in bad]
