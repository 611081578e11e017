"""Comments that a page tells machines about in JSON-LD (schema.org), for pages whose markup has no marks. It reads no markup."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from discourse.loaders._comment import Found
from discourse.loaders._markup import plain
from discourse.loaders._stamps import stamp
from discourse.loaders._wordpress import name_of


def objects(root: Any) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD, those of @graph too; what is no JSON is passed over, as a browser does."""
    for script in root.iter("script"):
        if (script.get("type") or "").split(";")[0].strip() == "application/ld+json":
            try:
                value = json.loads("".join(script.itertext()))
            except (ValueError, RecursionError):
                continue
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict):
                    yield from (g for g in one.get("@graph", []) if isinstance(g, dict)) if isinstance(one.get("@graph"), list) else [one]


def comments_of_ld(root: Any) -> list[Found]:
    """The comments of the first object that has some, in reading order, with the answers in them."""
    for one in objects(root):
        waiting: list[tuple[dict[str, Any], int | None]] = [
            (c, None) for c in reversed(_several(one.get("comment") or one.get("comments")))
        ]
        out: list[Found] = []
        while waiting:
            comment, above = waiting.pop()
            out.append(_found(comment, above))
            waiting += [(below, len(out) - 1) for below in reversed(_several(comment.get("comment") or comment.get("comments")))]
        if out:
            return out
    return []


def _found(comment: dict[str, Any], above: int | None) -> Found:
    author = next(iter(_several(comment.get("author") or comment.get("creator"))), None)
    name = author.get("name") if author else comment.get("author")
    given = next((comment[n] for n in ("datePublished", "dateCreated", "uploadDate") if isinstance(comment.get(n), str)), None)
    url = comment.get("url") or comment.get("@id")
    return Found(
        None, "", "comment" if above is None else "reply", above,
        author=name_of(name) if isinstance(name, str) else None, time=stamp(given), time_given=given,
        text=plain(str(comment.get("text") or comment.get("description") or "")), url=url if isinstance(url, str) else None,
    )  # fmt: skip


def _several(value: Any) -> list[dict[str, Any]]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, dict)]
