"""One comment of a page: who, when, and its words without name, buttons and the replies below it. It does not find comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from discourse.loaders._markup import text_of
from discourse.loaders._stamps import stamp
from discourse.loaders._times import WHEN, one_time

PARTS: dict[str, tuple[str, ...]] = {
    "author": (
        "fn", "wpd-comment-author", "wc-comment-author", "comment-author-name", "comment-author-link", "comment-author",
        "comment_author", "commentauthor", "p-author", "author", "username", "user", "comment-name", "commenter", "name",
    ),
    "time": (
        "comment-time", "comment-date", "comment_date", "commentmetadata", "comment-metadata", "wpd-comment-date", "wc-comment-date",
        "dt-published", "published", "comment-timestamp", "datetime", "comment-meta", "comment_meta", "date", "timestamp",
        "comment-footer",
    ),
    "body": (
        "comment-content", "wpd-comment-text", "wc-comment-text", "comment-text", "comment_text", "commenttext", "comment_content",
        "comment-body-text", "e-content", "p-content", "entry-content", "comment-copy", "comment-message", "comment-body",
        "comment_body", "commentbody", "text", "content",
    ),
}  # fmt: skip
_ASIDE = re.compile(
    r"(?:^|\s)(?:reply|comment-reply[\w-]*|comment-actions?|comment-author|comment_author|comment-meta\w*|commentmetadata|comment_meta|"
    r"comment-header|comment-footer|comment-util|comment-edit-link|says|avatar|vcard|wpd-comment-header|wpd-comment-footer|wc-comment-header|"
    r"wc-comment-footer|comment-awaiting-moderation|comment-like\w*|comment-rating|ratingblock|wpulike[\w-]*|sharedaddy|icon user[\w-]*|"
    r"wpl-likebox|jp-likes[\w-]*|cs-rating|comment-time|comment-date|datetime|secondary-text|item-control|comment-replybox-\w+|comment-respond|"
    r"dt-published|u-url|p-author|permalink)(?:\s|$)"
)
_WAITING = re.compile(r"(?:^|\s)(?:comment-awaiting-moderation|moderation)(?:\s|$)")
_SAYS = re.compile(
    r"\s+(?:says?|said|schreibt|schrieb|sagt|sagte|wrote(?: on)?|dit|a dit|dice|ha scritto|skrev|writes|meint|on|am|at|um)?\s*[:,]?\s*$",
    re.IGNORECASE,
)


@dataclass
class Found:
    """One comment of a page; ``above`` is the number in the list of what it answers."""

    element: Any
    key: str
    kind: str = "comment"
    above: int | None = None
    author: str | None = None
    time: Any = None
    time_given: str | None = None
    text: str = ""
    url: str | None = None
    flag: str = ""
    from_page: str | None = None
    more: dict[str, Any] = field(default_factory=dict)


def fill(one: Found, number: dict[Any, int]) -> None:
    element = one.element
    own = classes(element)

    def inner(e: Any) -> bool:
        return e is not element and e in number

    nodes = _own(element, inner)
    ping = bool(own & {"pingback", "trackback", "pings", "ping"}) or any(classes(e) & {"pingback", "trackback"} for e in nodes[:4])

    def answers(e: Any) -> bool:
        return inner(e) or bool(classes(e) & {"children", "comment-replies"}) or e.tag == "form"

    author, body = _part(nodes, "author", "author"), _part(nodes, "body", "text")
    head = _head(nodes, author)
    one.time, one.time_given = _time(nodes, body)
    one.url = next(
        (e.get("href") for e in nodes if e.tag == "a" and re.search(r"#(?:li-|div-)?(?:comment-|c)\d+$", e.get("href") or "")), None
    )
    one.author = head
    if any(_WAITING.search(e.get("class") or "") for e in nodes):
        one.flag = "pending"

    def aside(e: Any) -> bool:
        return answers(e) or e is author or _aside(e, body)

    if body is not None and body.tag == "blockquote":
        body.tag = "div"  # some themes quote every comment
    one.text = text_of(body if body is not None else element, skip=aside).removeprefix("•").strip()
    if body is None:
        one.text = _without_head(one.text, head)
    if ping or re.match(r"^(?:Pingback|Trackback|Ping):", one.text):
        one.kind = "trackback" if "trackback" in own or one.text.startswith("Trackback") else "pingback"
        first = next(
            (e for e in nodes if e.tag == "a" and (e.get("href") or "").startswith("http") and "#comment-" not in e.get("href")), None
        )
        one.from_page = first.get("href") if first is not None else None
        one.author = None
        one.text = one.text or text_of(element, skip=answers).removeprefix("•").strip()
    elif one.above is not None:
        one.kind = "reply"


def _own(element: Any, inner: Callable[[Any], bool]) -> list[Any]:
    """The elements of a comment without those of the comments in it."""
    out, waiting = [], [element]
    while waiting:
        node = waiting.pop()
        if inner(node):
            continue
        out.append(node)
        waiting += reversed(node)
    return out


def _part(nodes: list[Any], role: str, prop: str) -> Any:
    for node in nodes:
        if prop in (node.get("itemprop") or "").split() or (
            role == "body" and {"commentText", "description"} & set((node.get("itemprop") or "").split())
        ):
            return node
    for name in PARTS[role]:
        for node in nodes:
            if name in classes(node) and (node is not nodes[0]) and (text_length(node) or role == "body"):
                return node
    if role == "author":
        return next((n for n in nodes if n.tag == "cite" and text_length(n)), None)
    return None


def _head(nodes: list[Any], author: Any) -> str | None:
    if author is None:
        return None
    named = next(
        (e for e in author.iter() if "name" in (e.get("itemprop") or "").split() or classes(e) & {"fn", "p-name", "author", "name"}), author
    )
    said = text_of(
        named,
        links=False,
        skip=lambda e: (
            e.tag in ("time", "img")
            or bool(classes(e) & {"says", "comment-meta", "comment-metadata", "commentmetadata", "datetime", "icon"})
        ),
    )
    name = _SAYS.sub("", " ".join(said.split("\n")[0].split()) + " ").strip() if said.strip() else (named.get("content") or "")
    return name.strip() or None


def _time(nodes: list[Any], body: Any) -> tuple[Any, str | None]:
    said = set(body.iter()) if body is not None else set()
    for node in nodes:
        if node in said:
            continue
        given = (
            node.get("datetime")
            if node.tag == "time"
            else node.get("content")
            if (node.get("itemprop") or "") in ("datePublished", "dateCreated", "commentTime")
            else None
        )
        words = " ".join("".join(node.itertext()).split())
        if given or node.tag == "time":
            exact, shown = stamp(given or ""), _worded(words)
            if (
                exact is not None
                and "T" not in (given or "")
                and ":" not in (given or "")
                and shown is not None
                and shown.date() == exact.date()
            ):
                exact = shown  # the attribute has the day, the words have the hour
            if (exact or shown) is not None:
                return exact or shown, words or given
    day: tuple[Any, str | None] | None = None
    for name in PARTS["time"]:
        for node in nodes:
            if node not in said and name in classes(node):
                words = " ".join("".join(node.itertext()).split())
                for text in (words, node.get("title") or ""):
                    if (match := WHEN.search(text)) and (when := one_time(match[0])) is not None and (when.hour or when.minute):
                        return when, words
                    if match and day is None:
                        day = one_time(match[0]), words
    if day is not None:
        return day
    for node in nodes:
        if node not in said and node is not nodes[0] and (match := WHEN.search(" ".join("".join(node.itertext()).split()))):
            return one_time(match[0]), match[0]
    return None, None


def _worded(words: str) -> Any:
    match = WHEN.search(words)
    return one_time(match[0]) if match else None


def _aside(element: Any, body: Any) -> bool:
    if element.tag in ("form", "button", "nav"):
        return True
    if body is not None and element is not body and element.tag in ("p", "blockquote") and not _ASIDE.search(element.get("class") or ""):
        return False
    return (
        bool(_ASIDE.search(element.get("class") or ""))
        or element.tag == "time"
        or (element.tag == "a" and bool(re.search(r"replytocom=|#respond", element.get("href") or "")))
    )


def _without_head(text: str, name: str | None) -> str:
    """Where no element holds the words alone: take away a first line that is no more than name and time."""
    first, _, rest = text.partition("\n")
    bare = WHEN.sub("", re.sub(r"<https?://[^>]*>", "", first))
    if name:
        bare = bare.replace(name, "")
    return rest.strip() if rest.strip() and len(_SAYS.sub("", bare + " ").strip(" ,.:|-–—·#@()")) < 12 and len(bare) < len(first) else text


def classes(element: Any) -> set[str]:
    """The words of the class of an element."""
    return set((element.get("class") or "").split())


def text_length(element: Any) -> int:
    """How many characters stand below an element, without blanks at the ends."""
    return len("".join(element.itertext()).strip())
