"""Keys that a cell gives to the commands of a widget, checked: the commands are those that its JavaScript has. It binds nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from discourse.errors import FrameError, known

KEYS = re.compile(r"\bkeys: \{((?:[^{}\"]|\"[^\"]*\")*)\}")
NAME = re.compile(r"(?:\"([^\"]+)\"|([\w-]+))\s*:\s*\[")
CODES = tuple(f"code:{key}" for key in "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
CHORD = re.compile(r"(Ctrl\+)?(Alt\+)?(Shift\+)?(\S| |[A-Z]\w+)")
KEPT = ("Escape", "Tab", "Shift+Tab")  # by which one leaves


def commands_of(module: str) -> list[str]:
    """The names of the commands that stand in the text of a widget's module, each with its ``keys: {name: [chords]}``."""
    found = [first or second for keys in KEYS.findall(module) for first, second in NAME.findall(keys)]
    return [*dict.fromkeys(found), *(CODES if "codeKeys" in module else ())]


def check_keys(keys: Mapping[str, str | Sequence[str]], module: str) -> dict[str, list[str]]:
    """``{command: [chords]}``; raises FrameError for a command that there is not, for no chord, and for a chord given twice."""
    commands, given = commands_of(module), dict[str, list[str]]()
    owners: dict[str, str] = {}
    for command, said in keys.items():
        if command not in commands:
            raise FrameError(f"no command {command!r}; {known(command, [c for c in commands if c not in CODES], 'there are')}")
        given[command] = [said] if isinstance(said, str) else list(said)
        for chord in given[command]:
            _check(command, chord)
            if (other := owners.setdefault(chord, command)) != command:
                raise FrameError(f"the key {chord!r} is given to {other!r} and to {command!r}; give it to one of them")
    return given


def _check(command: str, chord: Any) -> None:
    if not isinstance(chord, str) or not CHORD.fullmatch(chord):
        raise FrameError(f"keys[{command!r}]: {chord!r} is no key; write it as 'g', 'G', '?', 'Alt+g', 'Ctrl+Shift+g' or 'ArrowLeft'")
    if chord in KEPT:
        raise FrameError(f"keys[{command!r}]: {chord!r} is kept, for one leaves with it; choose another key")
