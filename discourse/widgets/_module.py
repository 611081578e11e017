"""Several JavaScript modules joined into one text, for a notebook loads a widget from a Blob URL, where "./x.js" is nowhere.

It knows three forms, each on a line of its own at the left margin: ``import { a, b } from "./x.js";`` (or from "../shared/x.js"),
``export`` before a declaration, and ``export default``. It does not shorten, rename or translate anything.
"""

from __future__ import annotations

import re
from pathlib import Path

IMPORT = re.compile(r'^import \{ \w+(?:, \w+)* \} from "(\./\w+\.js|\.\./shared/\w+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?!default\b)(?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
DECLARED = re.compile(r"^(?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)
FOREIGN = re.compile(r"^(?:import\b|export (?!default\b)).*", re.MULTILINE)


def join_modules(entry: Path) -> str:
    """The text of this module, with those that it imports before it; only the entry keeps its ``export default``.

    Raises ImportError for a circle, for a name that two modules declare, and for a form that is not one of the three.
    """
    texts: dict[Path, str] = {}
    owners: dict[str, Path] = {}
    _gather(entry.resolve(), [], texts, owners)
    return "\n".join(texts.values())


def _gather(path: Path, on_the_way: list[Path], texts: dict[Path, str], owners: dict[str, Path]) -> None:
    if path in on_the_way:
        circle = " > ".join(module.name for module in [*on_the_way, path])
        raise ImportError(f"{path.parent}: the modules import each other in a circle: {circle}")
    if path in texts:
        return
    source = path.read_text(encoding="utf-8")
    for imported in IMPORT.findall(source):
        _gather((path.parent / imported).resolve(), [*on_the_way, path], texts, owners)
    text = EXPORT.sub("", IMPORT.sub("", source))
    if foreign := FOREIGN.search(text) or (re.search(r"^export default\b.*", text, re.MULTILINE) if on_the_way else None):
        raise ImportError(f"{path}: this line cannot be joined: {foreign[0]}")
    for declared in DECLARED.findall(text):
        if (other := owners.setdefault(declared, path)) != path:
            raise ImportError(f"{path.parent}: both {other.name} and {path.name} declare {declared!r} at their top; rename one")
    texts[path] = text
