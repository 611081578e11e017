"""The post of a page: title, author, time and body, by marks, else by where the paragraphs are. It reads no comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from discourse.loaders._comment import classes, text_length
from discourse.loaders._ld import objects
from discourse.loaders._markup import text_of
from discourse.loaders._stamps import stamp
from discourse.loaders._times import WHEN, one_time

_BODY = (
    "entry-content", "post-content", "e-content", "post-body", "entry-body", "article-content", "article-body", "article__content",
    "blog-post-content", "post_content", "postcontent", "single-content", "td-post-content", "entrytext", "storycontent", "entry",
    "post-entry", "post",
)  # fmt: skip
_SKIP = re.compile(
    r"(?:^|\s)(?:[\w-]*shar(?:e|ing|edaddy)[\w-]*|[\w-]*social[\w-]*|jp-relatedposts|related[\w-]*|post-navigation|nav-\w+|navigation|"
    r"author-(?:box|bio|info)|yarpp[\w-]*|wpcnt|wp-block-buttons|addtoany[\w-]*|comments(?:-area)?|comment-respond|widget[\w-]*|sidebar|"
    r"(?:post|entry|article)-(?:footer|header|meta|utility|info|tags|title)|postmetadata|meta|byline|postinfo|tags?-links|cat-links|"
    r"breadcrumbs?|skip-link|screen-reader-text)(?:\s|$)"
)
_AROUND = frozenset(("nav", "header", "footer", "aside", "form", "script", "style", "noscript", "template"))


@dataclass
class Article:
    """What a page says before its comments."""

    title: str = ""
    author: str | None = None
    time: Any = None
    time_given: str | None = None
    text: str = ""
    url: str | None = None


def article_of(root: Any, comments: set[Any]) -> Article:
    """The post of a page whose comments have been found."""
    inside = {e for one in comments for e in one.iter()}
    nodes = [e for e in root.iter() if isinstance(e.tag, str) and e not in inside]
    meta = _meta(nodes)
    linked = next((o for o in objects(root) if re.search(r"Posting|Article|BlogPost", str(o.get("@type")))), {})
    title = _title(nodes, meta)
    body = _body(nodes, comments)
    out = Article(
        title=title, url=next((e.get("href") for e in nodes if e.tag == "link" and e.get("rel") == "canonical"), meta.get("og:url"))
    )
    if body is not None:
        out.text = _words(body, inside, title)
    given = meta.get("article:published_time") or _string(linked.get("datePublished"))
    out.time, out.time_given = (stamp(given), given) if given and stamp(given) else _time(nodes)
    out.author = _author(nodes, meta, linked)
    return out


def _meta(nodes: list[Any]) -> dict[str, str]:
    out: dict[str, str] = {}
    for node in nodes:
        if node.tag == "meta" and (name := node.get("property") or node.get("name")) and node.get("content"):
            out.setdefault(name.lower(), node.get("content"))
    return out


def _title(nodes: list[Any], meta: dict[str, str]) -> str:
    test: Callable[[Any], bool]
    for test in (
        lambda e: (
            e.tag in ("h1", "h2", "h3")
            and bool(classes(e) & {"entry-title", "post-title", "p-name", "article-title", "posttitle", "post_title"})
        ),
        lambda e: e.get("itemprop") in ("headline", "name") and e.tag in ("h1", "h2", "h3"),
    ):
        if (found := next((e for e in nodes if test(e) and text_length(e)), None)) is not None:
            return " ".join("".join(found.itertext()).split())
    if meta.get("og:title"):
        return " ".join(meta["og:title"].split())
    heads = [e for e in nodes if e.tag == "h1" and text_length(e)]
    found = heads[-1] if heads else next((e for e in nodes if e.tag == "title"), None)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _body(nodes: list[Any], comments: set[Any]) -> Any:
    holders = {a for one in comments for a in one.iterancestors()}
    marked = [e for e in nodes if "articleBody" in (e.get("itemprop") or "").split()]
    for name in _BODY:
        marked += [e for e in nodes if name in classes(e) and e not in holders]
        if marked and max(map(text_length, marked)) > 0:
            return max(marked, key=text_length)
    articles = [e for e in nodes if e.tag in ("article", "main") and e not in holders and text_length(e)]
    if articles:
        return max(articles, key=text_length)
    paragraphs: dict[Any, int] = {}
    for node in nodes:
        if node.tag == "p" and (parent := node.getparent()) is not None and not any(a.tag in _AROUND for a in node.iterancestors()):
            paragraphs[parent] = paragraphs.get(parent, 0) + text_length(node)
    if paragraphs:
        return max(paragraphs, key=lambda e: paragraphs[e])
    return next((e for e in nodes if e.tag == "body"), None)


def _words(body: Any, inside: set[Any], title: str) -> str:
    def skip(element: Any) -> bool:
        return (
            element in inside
            or element.tag in _AROUND
            or bool(_SKIP.search(element.get("class") or ""))
            or (element.get("id") or "") in ("comments", "respond", "sidebar")
            or (element.tag in ("h1", "h2", "h3") and " ".join("".join(element.itertext()).split()) == title)
        )

    return text_of(body, skip=skip)


def _author(nodes: list[Any], meta: dict[str, str], linked: dict[str, Any]) -> str | None:
    test: Callable[[Any], bool]
    for test in (
        lambda e: "author" in (e.get("itemprop") or "").split(),
        lambda e: "author" in (e.get("rel") or "").split() and e.tag == "a",
        lambda e: bool(classes(e) & {"fn", "p-author", "author-name", "entry-author", "post-author", "byline", "author"}),
    ):
        if (found := next((e for e in nodes if test(e) and text_length(e) and text_length(e) < 80), None)) is not None:
            return _bare(" ".join(text_of(found, links=False, skip=lambda e: bool(_SKIP.search(e.get("class") or ""))).split()))
    for node in nodes:
        if classes(node) & {"meta", "entry-meta", "post-meta", "postmetadata", "post-info"}:
            words = " ".join("".join(node.itertext()).split())
            if match := re.search(r"\b(?:by|von|par|por|di|door)\s+(\S.{0,40}?)\s+(?:on|am|le|el|il|op)\b", words):
                return match[1]
    people = linked.get("author")
    person = people[0] if isinstance(people, list) and people else people
    name = person.get("name") if isinstance(person, dict) else person
    given = meta.get("author") or (str(name) if name else "")
    return _bare(given) if given and not given.startswith("http") else None


def _bare(name: str) -> str | None:
    return re.sub(r"^(?:(?:posted|written)\s+)?(?:by|von|de|par|di|door|av)[:\s]\s*", "", name, flags=re.IGNORECASE).strip(" ,|·") or None


def _time(nodes: list[Any]) -> tuple[Any, str | None]:
    for node in nodes:
        if (
            (node.tag == "time" or (node.get("itemprop") or "") == "datePublished")
            and (given := node.get("datetime") or node.get("content") or "")
            and stamp(given)
        ):
            return stamp(given), given
    for node in nodes:
        if classes(node) & {
            "published",
            "entry-date",
            "post-date",
            "date",
            "date-header",
            "postdate",
            "timestamp",
            "posted-on",
            "entry-meta",
            "meta",
        }:
            for words in (node.get("title") or "", " ".join("".join(node.itertext()).split())):
                if (match := WHEN.search(words)) and one_time(match[0]):
                    return one_time(match[0]), match[0]
                if words and stamp(words):
                    return stamp(words), words
    return None, None


def _string(value: Any) -> str:
    return value if isinstance(value, str) else ""
