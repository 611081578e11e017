"""The objects of a JSON value laid out flat, parents before children, at any depth and without recursion. It guesses no roles.

[{"id": 1, "user": {"name": "Ana"}, "replies": [{…}]}]   ->   Node({"id": 1, "user.name": "Ana"}, parent=None), Node({…}, parent=0)
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from discourse.loaders._headers import ROLES

#: Under these names stand what people said, with the kind of what stands there.
CHILDREN: Mapping[str, str] = {
    "comments": "comment", "comment": "comment", "replies": "reply", "reply": "reply", "children": "reply", "responses": "reply",
    "answers": "answer", "messages": "message", "posts": "post", "utterances": "turn", "turns": "turn", "threads": "", "topics": "",
    "discussions": "", "conversations": "", "submissions": "", "questions": "question", "items": "", "entries": "", "results": "",
    "nodes": "", "edges": "", "data": "", "records": "", "rows": "", "thread": "", "subcomments": "reply", "kommentare": "comment",
    "antworten": "reply", "commentaires": "comment", "réponses": "reply", "comentarios": "comment", "respuestas": "reply",
    "notes": "comment", "annotations": "annotation", "statements": "turn", "dialog": "turn", "dialogue": "turn", "transcript": "turn",
}  # fmt: skip
_TEXT = frozenset(re.sub(r"[\W_]+", "", name).casefold() for name in ROLES["text"])


@dataclass
class Node:
    """One object: its values by dotted path, the node above it, the name of the list in which it stood, its place from 1."""

    values: dict[str, Any]
    parent: int | None
    below: str
    where: int
    lists: list[tuple[str, list[Any]]] = field(default_factory=list)
    said: bool = False


def nodes_of(roots: Iterable[tuple[int, Any]], told: Collection[str] = ()) -> list[Node]:
    """The nodes below these values, in reading order; ``told`` are paths that are known to be texts.

    >>> [(n.values, n.parent, n.below) for n in nodes_of([(1, {"text": "a", "replies": [{"text": "b", "by": {"name": "Bo"}}]})])]
    [({'text': 'a'}, None, ''), ({'text': 'b', 'by.name': 'Bo'}, 0, 'reply')]
    """
    out: list[Node] = []
    waiting: list[tuple[Any, int | None, str, int]] = [(v, None, "", where) for where, v in roots]
    waiting.reverse()
    while waiting:
        value, parent, below, where = waiting.pop()
        if isinstance(value, list):
            waiting += [(one, parent, below, where) for one in reversed(value) if isinstance(one, (dict, list))]
        elif isinstance(value, dict):
            node = Node({}, parent, below, where or len(out) + 1)
            _flatten(value, node)
            node.said = any(path in told or _last(path) in _TEXT for path, v in node.values.items() if isinstance(v, str) or v is None)
            lists = [(name, items) for name, items in node.lists if not node.said or name in CHILDREN]
            here = len(out)
            out.append(node)
            for name, items in reversed(lists):
                waiting += [(one, here, CHILDREN.get(name) or below, 0) for one in reversed(items)]
            for name, items in node.lists:
                if node.said and name not in CHILDREN:
                    node.values[name] = written(items)
            node.lists = []
    return out


def written(value: Any) -> Any:
    """A value that one cell can hold: a list of words with commas, any other structure as JSON, no infinite number."""
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return None
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63:
        return str(value)
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return ", ".join(value) if value else None
    if isinstance(value, (dict, list)):
        try:
            return json.dumps(value, ensure_ascii=False) if value else None
        except RecursionError:
            return "(nested too deeply to be shown)"
    return value


def _flatten(value: dict[str, Any], node: Node) -> None:
    waiting: list[tuple[str, Any]] = [(str(k), v) for k, v in reversed(value.items())]
    while waiting:
        path, one = waiting.pop()
        if isinstance(one, dict) and (rows := _as_rows(path, one)) is not None:
            node.lists.append((_last(path), rows))
        elif isinstance(one, dict) and path.count(".") < 20:
            waiting += [(f"{path}.{k}", v) for k, v in reversed(one.items())]
        elif isinstance(one, list) and any(isinstance(v, dict) for v in one):
            inside = [_last(part) for part in reversed(path.split("."))]
            node.lists.append((next((name for name in inside if CHILDREN.get(name)), inside[0]), one))
        elif isinstance(one, list) and _last(path) in CHILDREN and not one:
            continue
        else:
            node.values[path] = written(one)


def _as_rows(path: str, value: dict[str, Any]) -> list[Any] | None:
    """``{"17": {…}, "18": {…}}`` is a list of objects, whose keys are their ids."""
    inside = list(value.values())
    if len(inside) < 2 or not all(isinstance(v, dict) for v in inside):
        return None
    same = all(set(v) == set(inside[0]) for v in inside[:50])
    if _last(path) not in CHILDREN and not (same and len(inside) >= 3):
        return None
    return [v if "id" in v else {"id": key, **v} for key, v in value.items()]


def _last(path: str) -> str:
    return re.sub(r"[\W_]+", "", path.rsplit(".", 1)[-1]).casefold()
