"""A project verb with what it is given, as a value: it can be done, and it can be read as the line of Python that does the same.

It knows no widget and no message; `deeds.py` makes calls out of those.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from discourse.project import Project

WIDE = 100  # characters, from which on a line is broken


@dataclass(frozen=True)
class Made:
    """A value that is made of the project when the call is done, and the Python that makes it, with ``{study}`` for the project's name."""

    of: Callable[[Project], Any]
    line: str


@dataclass(frozen=True)
class Call:
    """``Call("code", ("c1", "trust"), {"quote": "we keep"})`` is ``study.code("c1", "trust", quote="we keep")``.

    >>> call = Call("code", ("c1", "trust"), {"quote": "we keep", "start": None}, {"id": "k1"})
    >>> call.told("study")
    'study.code("c1", "trust", quote="we keep")'
    """

    verb: str
    args: tuple[Any, ...] = ()
    named: Mapping[str, Any] = field(default_factory=dict)
    unsaid: Mapping[str, Any] = field(default_factory=dict)
    """What is given, too, but is of no interest to a reader: the ids that the browser chose."""

    def on(self, project: Project, deed: str) -> None:
        """Do it, as the deed of this id: a second time it changes nothing."""
        given = (arg.of(project) if isinstance(arg, Made) else arg for arg in self.args)
        getattr(project, self.verb)(*given, **self.named, **self.unsaid, deed=deed)

    def told(self, study: str) -> str:
        """The line of Python, for a project that goes by this name."""
        named = [f"{name}={spelled(value)}" for name, value in self.named.items() if value is not None]
        given = [*(arg.line.replace("{study}", study) if isinstance(arg, Made) else spelled(arg) for arg in self.args), *named]
        line = f"{study}.{self.verb}({', '.join(given)})"
        if len(line) <= WIDE or not given:
            return line
        return f"{study}.{self.verb}(\n" + "".join(f"    {indented(part)},\n" for part in given) + ")"


def spelled(value: Any) -> str:
    r"""A value as one types it: strings in double quotes, a frame as the records that it is made of.

    >>> print(spelled('who "owns" it?'), spelled("a\nb"), spelled(["k1"]), spelled({"a": None}))
    'who "owns" it?' "a\nb" ["k1"] {"a": None}
    """
    if isinstance(value, pd.DataFrame):
        rows = value.to_dict("records")
        return "pd.DataFrame([\n" + "".join(f"    {spelled({k: v for k, v in row.items() if v == v})},\n" for row in rows) + "])"
    if isinstance(value, str):
        said = repr(value)
        return f'"{said[1:-1]}"' if said[0] == "'" and '"' not in value else said
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{spelled(k)}: {spelled(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(spelled, value)) + "]"
    return repr(value)


def indented(text: str) -> str:
    return text.replace("\n", "\n    ") if text.startswith("pd.DataFrame") else text
