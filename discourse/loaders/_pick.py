"""Take what is there from JSON that may lack it, and tell what is no record. It knows no format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from discourse.loaders._records import Rows

_SHORT = frozenset(("thread", "participant", "participant_id", "name_given", "kind", "flag"))


class Columns:
    """Records gathered as columns, which take a fraction of the room of as many dicts; all have the same fields."""

    def __init__(self) -> None:
        self.columns: dict[str, list[Any]] = {}
        self.same: dict[str, str] = {}

    def add(self, record: Mapping[str, Any]) -> None:
        """Put a record below the others; equal short texts (names, threads) are kept once."""
        if not self.columns:
            self.columns = {name: [] for name in record}
        for name, column in self.columns.items():
            value = record[name]
            column.append(self.same.setdefault(value, value) if name in _SHORT and type(value) is str else value)

    def extend(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Put several records below the others, which is quicker than one by one."""
        if not self.columns and records:
            self.columns = {name: [] for name in records[0]}
        same = self.same.setdefault
        for name, column in self.columns.items():
            values = [record[name] for record in records]
            column += [same(v, v) if type(v) is str else v for v in values] if name in _SHORT else values

    def frame(self) -> pd.DataFrame:
        """The columns as a frame of objects; they are given away."""
        out = pd.DataFrame({name: pd.Series(self.columns.pop(name), dtype="object") for name in list(self.columns)}, copy=False)
        self.columns = {}
        return out


def pick(record: Any, *names: str) -> Any:
    """The first value of these names that is not None; names of names are joined by a dot ("user.name").

    >>> pick({"user": {"name": "Ana"}}, "author", "user.name")
    'Ana'
    """
    for name in names:
        value = record
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        if value is not None:
            return value
    return None


def dicts(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list; nothing where it is none."""
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())


def told(value: Any, left: Rows, what: str) -> Iterator[dict[str, Any]]:
    """The objects of a list; what is no object goes into ``left`` with its number from 1."""
    for number, one in enumerate(value if isinstance(value, list) else [], 1):
        if isinstance(one, dict):
            yield one
        else:
            left.append((number, what, repr(one)[:80], "is no object with fields; passed over"))


def nested(roots: Any, replies: str) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """``(record, the record that it answers)`` of a tree whose records hold their answers, in reading order."""
    waiting: list[tuple[dict[str, Any], dict[str, Any] | None]] = [(one, None) for one in reversed(list(dicts(roots)))]
    while waiting:
        one, above = waiting.pop()
        yield one, above
        waiting += [(below, one) for below in reversed(list(dicts(one.get(replies))))]
