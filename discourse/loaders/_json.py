"""JSON and JSON lines, with one clear error for what is cut, too deep or not JSON. It knows no format."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from discourse.errors import LoadError
from discourse.loaders._source import Source

_KEPT = "_discourse_json"


def parsed(source: Source) -> Any:
    """The value of a JSON source, parsed once however many loaders sniff at it; raises LoadError with line and column."""
    if _KEPT not in source.__dict__:
        try:
            source.__dict__[_KEPT] = json.loads(source.text)
        except json.JSONDecodeError as error:
            raise LoadError(
                f"{source.name}, line {error.lineno}, column {error.colno}: the JSON is damaged or cut ({error.msg})"
            ) from error
        except RecursionError as error:
            raise LoadError(f"{source.name}: the JSON is nested too deeply to be read; flatten it to one record a comment") from error
        except ValueError as error:
            raise LoadError(f"{source.name}: the JSON cannot be read ({error})") from error
    return source.__dict__[_KEPT]


def looks_like_json(source: Source) -> bool:
    """Whether the first character opens an object or a list."""
    raw = source.raw[:200]
    head = raw if isinstance(raw, str) else raw.decode("utf-8-sig", "ignore").replace("\x00", "")
    return head.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def lines(source: Source) -> Iterator[tuple[int, Any]]:
    """``(line, value)`` of each line of JSON lines; blank ones are passed over; raises LoadError which names the line."""
    for number, line in enumerate(source.text.split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                raise LoadError(f"{source.name}, line {number}: no JSON ({error}); mend or remove the line") from error
