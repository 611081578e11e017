"""JSON of any depth, read without recursion: for the trees of replies that the standard parser gives up on. It knows no format."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from discourse.errors import LoadError
from discourse.loaders._json import parsed
from discourse.loaders._source import Source

_SPACE = re.compile(r"[ \t\n\r]*")
_PLAIN = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity")
_STRING: Callable[[str, int, bool], tuple[str, int]] = json.decoder.scanstring  # type: ignore[attr-defined]  # not in the stubs
_KEPT = "_discourse_deep_json"


def value_of(source: Source) -> Any:
    """The value of a JSON source however deeply it is nested; raises LoadError with line and column.

    >>> from discourse.loaders._source import open_source
    >>> value = value_of(open_source('[' * 5000 + '\\n' + ']' * 5000))
    >>> len(value), len(value[0])
    (1, 1)
    """
    if _KEPT in source.__dict__:
        return source.__dict__[_KEPT]
    try:
        return parsed(source)
    except LoadError as error:
        if not isinstance(error.__cause__, RecursionError):
            raise
    source.__dict__[_KEPT] = _read(source)
    return source.__dict__[_KEPT]


def _read(source: Source) -> Any:
    text = source.text.lstrip("\ufeff")
    at = _space(text, 0)
    top: list[Any] = []
    open_ones: list[Any] = [top]
    keys: list[str | None] = [None]
    try:
        while True:
            mark = text[at : at + 1]
            closed = False
            value: Any
            if mark == '"':
                value, at = _STRING(text, at + 1, True)
            elif mark in ("{", "["):
                value, at = dict[str, Any]() if mark == "{" else list[Any](), at + 1
            elif mark and (plain := _PLAIN.match(text, at)):
                value, at = json.loads(plain.group()), plain.end()
            else:
                raise json.JSONDecodeError("Expecting value", text, at)
            holder, key = open_ones[-1], keys[-1]
            holder.append(value) if key is None else holder.__setitem__(key, value)
            if mark in ("{", "["):
                open_ones.append(value)
                keys.append(None)
                at = _space(text, at)
                if text[at : at + 1] != ("}" if mark == "{" else "]"):
                    if mark == "{":
                        keys[-1], at = _key(text, at)
                    continue
                closed = True
            at = _space(text, at)
            while closed or (len(open_ones) > 1 and text[at : at + 1] == ("}" if isinstance(open_ones[-1], dict) else "]")):
                open_ones.pop()
                keys.pop()
                at, closed = _space(text, at + 1), False
            if len(open_ones) == 1:
                if at != len(text):
                    raise json.JSONDecodeError("Extra data", text, at)
                return top[0]
            if text[at : at + 1] != ",":
                raise json.JSONDecodeError("Expecting ',' delimiter", text, at)
            at = _space(text, at + 1)
            if isinstance(open_ones[-1], dict):
                keys[-1], at = _key(text, at)
    except json.JSONDecodeError as error:
        raise LoadError(f"{source.name}, line {error.lineno}, column {error.colno}: the JSON is damaged or cut ({error.msg})") from error


def _key(text: str, at: int) -> tuple[str, int]:
    if text[at : at + 1] != '"':
        raise json.JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
    key, at = _STRING(text, at + 1, True)
    at = _space(text, at)
    if text[at : at + 1] != ":":
        raise json.JSONDecodeError("Expecting ':' delimiter", text, at)
    return key, _space(text, at + 1)


def _space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    assert match is not None  # it matches nothing, too
    return match.end()
