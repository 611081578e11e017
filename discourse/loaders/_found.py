"""The comments of a page, found by how they are marked: WordPress, wpDiscuz, Blogger, microformats, schema.org. It reads no post."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from discourse.loaders._comment import PARTS, Found, classes, fill, text_length

_ID = re.compile(r"^(?:li-|div-|article-|dt-|wpd-|wc-)?(?:comment|comm|respond-comment|cmt|c|kommentar)[-_]?(\d+)(?:[_-]\d+)?$")
_COMMENT = frozenset(("comment", "pingback", "trackback", "wpd-comment", "wc-comment", "h-cite", "u-comment", "p-comment", "comment-item",
                      "commentlist-item", "comment-block", "comment-entry", "comment_entry", "single-comment"))  # fmt: skip
_LIST = frozenset(("commentlist", "comment-list", "comments-list", "comment_list", "commentslist", "comment-thread", "comments-content"))
_NOT = re.compile(r"(?:^|\s)(?:comment-form|comment-respond|no-comments|nocomments|widget\w*|recentcomments|recent-comments)(?:\s|$)")


def find_comments(root: Any, drop: Callable[[Any], bool]) -> list[Found]:
    """The comments of a page in reading order, with the tree that nesting, depth classes or links to a parent tell."""
    elements = _elements(root, drop)
    number = {element: n for n, (element, _) in enumerate(elements)}
    by_key = {key: n for n, (_, key) in reversed(list(enumerate(elements))) if key}
    out: list[Found] = []
    deepest: dict[int, int] = {}
    for n, (element, key) in enumerate(elements):
        one = Found(element, key)
        one.above = next((number[a] for a in element.iterancestors() if a in number), None)
        depth = _depth(element)
        if one.above is None and depth is not None:
            one.above = next((deepest[d] for d in range(depth - 1, 0, -1) if d in deepest), None)
        if one.above is None:
            one.above = _linked(element, by_key, n)
        if depth is not None:
            deepest = {d: k for d, k in deepest.items() if d < depth} | {depth: n}
        fill(one, number)
        out.append(one)
    return out


def _elements(root: Any, drop: Callable[[Any], bool]) -> list[tuple[Any, str]]:
    """The outermost element of each comment, and its number in the page; one that says nothing more than its wrapper is the wrapper."""
    out: list[tuple[Any, str]] = []
    of: dict[Any, str] = {}
    seen: dict[str, Any] = {}
    for element in root.iter():
        if drop(element) or _NOT.search(element.get("class") or ""):
            continue
        key = _key(element)
        if not (key and _marked(element, key)) and not _listed(element) and not _unnumbered(element):
            continue
        around = next((a for a in element.iterancestors() if a in of), None)
        if around is not None and (of[around] == key or not key) and not _below_children(element, around):
            continue
        if around is not None and key and not of[around] and not _below_children(element, around):
            of[around] = key
            out[next(n for n, (e, _) in enumerate(out) if e is around)] = (around, key)
            seen[key] = around
            continue
        if key and key in seen:
            continue
        if key:
            seen[key] = element
        of[element] = key
        out.append((element, key))
    return out


def _key(element: Any) -> str:
    for name in ("id", "data-comment-id", "data-commentid", "data-comment"):
        value = element.get(name) or ""
        if name == "id" and (match := _ID.match(value)):
            return match[1]
        if name != "id" and value.isdigit() and element.tag in ("li", "div", "article", "section"):
            return value
    return ""


def _marked(element: Any, key: str) -> bool:
    if element.tag not in ("li", "div", "article", "section", "dl", "dt", "tr", "p", "blockquote") or not key:
        return False
    value = element.get("id") or ""
    return not value.startswith("respond") and (not re.match(r"^c\d", value) or bool(classes(element) & (_COMMENT | {"comment-author"})))


def _listed(element: Any) -> bool:
    parent = element.getparent()
    return element.tag == "li" and parent is not None and bool(classes(parent) & _LIST) and bool(text_length(element))


def _unnumbered(element: Any) -> bool:
    kind = element.get("itemtype") or ""
    if re.search(r"schema\.org/(?:User)?Comments?$", kind) and element.get("itemprop") not in ("interactionStatistic",):
        return True
    own = classes(element)
    if element.tag not in ("li", "div", "article", "section", "blockquote") or not own & _COMMENT or own & {"comment-content", "widget"}:
        return False
    parts = [classes(e) for e in element.iter() if e is not element]

    def has(role: str) -> bool:
        return any(c & set(PARTS[role]) for c in parts)

    return bool(own & {"pingback", "trackback"}) or (has("author") and (has("body") or has("time") or element.find(".//time") is not None))


def _below_children(element: Any, around: Any) -> bool:
    """Whether a list of replies stands between a comment and an element inside it."""
    for above in element.iterancestors():
        if above is around:
            return False
        own = classes(above)
        if own & {
            "children",
            "replies",
            "comment-replies",
            "comment-children",
            "thread",
            "comments",
            "wpd-reply",
            "wpd-replies",
            "wc-reply",
        } or above.tag in ("ol", "ul"):
            return True
    return False


def _depth(element: Any) -> int | None:
    for own in (element.get("class") or "", (element.getparent().get("class") or "") if element.getparent() is not None else ""):
        if match := re.search(r"(?:depth|level|comment_level|indent|nesting)[-_](\d{1,3})(?:\s|$)", own):
            return int(match[1]) + (1 if re.search(r"(?:depth|level)[-_]0", own) else 0)
    return None


def _linked(element: Any, by_key: dict[str, int], n: int) -> int | None:
    for name in ("data-parent", "data-parent-id", "data-parentid", "data-comment-parent", "data-reply-to"):
        above = by_key.get(re.sub(r"\D", "", element.get(name) or ""))
        if above is not None and above != n:
            return above
    for link in element.iter("a"):
        if {"u-in-reply-to", "in-reply-to", "comment-parent-link", "wpd-reply-to"} & classes(link):
            match = re.search(r"(\d+)$", link.get("href") or "")
            if match and (above := by_key.get(match[1])) is not None and above != n:
                return above
    return None
