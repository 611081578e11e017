"""A feed (Atom, RSS, Blogger's export) becomes a corpus: posts and comments, with thr:in-reply-to where it is. It follows no link."""

from __future__ import annotations

import re
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import NotADiscussion
from discourse.loaders._entry import Item, item_of
from discourse.loaders._mend import mended, opening, root_name
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._wordpress import Threads, tell_flags
from discourse.loaders._xml import each, local_name

_ABOUT = re.compile(
    r"^(?:comments?|kommentare?|commentaires?|comentarios|commenti|reacties|antworten|responses?) (?:on|for|zu|sur|en|su|op|auf|to):? ",
    re.IGNORECASE,
)


def read_feed(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a feed or an export in the form of one: ``…/feed/`` and ``…/comments/feed/`` of WordPress, Blogger's export (Settings >
    Back up content, or ``feed.atom`` of Google Takeout), any Atom or RSS (0.9 to 2.0) that was saved.

    Returns a Corpus: kind is post, comment or reply. A comment answers what ``thr:in-reply-to``, Blogger's related link or the
    words "In reply to …" of WordPress' feeds name; the link is kept where that is not in the file. Each post is a thread,
    named after its title. ``flag`` is draft, spam, deleted …. Further columns: ``title``, ``url``, ``tags``, ``comments`` (their page),
    ``comments_feed`` (``wfw:commentRss``), ``comment_count``. Blogger's settings and templates are set aside, and counted.
    A feed holds the newest entries only; the notes say where it names a next page.

    Small faults of the XML are mended and told. Raises LoadError, or NotADiscussion where there is no entry.

    >>> corpus = read_feed('''<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0">
    ... <entry><id>p1</id><title>Nets</title><author><name>Ana</name></author><content>Who owns them?</content></entry>
    ... <entry><id>c1</id><author><name>Ben</name></author><content>We do.</content><thr:in-reply-to ref="p1"/></entry></feed>''')
    >>> corpus.utterances[["id", "reply_to", "thread", "kind", "participant"]].values.tolist()
    [['p1', nan, 'nets', 'post', 'Ana'], ['c1', 'p1', 'nets', 'comment', 'Ben']]
    """
    opened = open_source(source, encoding)
    title, items, left, more = mended(opened, _items)
    if not items:
        raise NotADiscussion(f"{opened.name}: a feed without an entry in it")
    if more:
        opened.notes.append(f"the feed goes on at {more}, which is not in this file")
    records = _threaded(items, title)
    tell_flags(opened, records)
    return corpus_of(opened, "feed", records, thread=thread, left_out=left, title=title or None)


def sniff(source: Source) -> float:
    """0.95 for XML whose outermost element is feed, rss or RDF; 0.94 for one entry."""
    if source.frame is not None:
        return 0.0
    head = opening(source)
    name = root_name(head)
    if name == "RDF":
        return 0.95 if "purl.org/rss" in head or "<item" in head or "channel" in head else 0.0
    return 0.95 if name in ("feed", "rss") else 0.94 if name == "entry" and "Atom" in head[:3000] else 0.0


def _items(source: Source) -> tuple[str, list[Item], Rows, str]:
    title, more = "", ""
    items: list[Item] = []
    left: Rows = []
    number = 0
    for element in each(source, "item", "entry", "title", "link"):
        name, above = local_name(element), element.getparent()
        if name in ("item", "entry"):
            if above is None or local_name(above) not in ("item", "entry", "source"):
                number += 1
                _take(item_of(element), number, items, left)
        elif above is not None and local_name(above) in ("channel", "feed"):
            if name == "title":
                title = title or " ".join("".join(element.itertext()).split())
            elif element.get("rel") == "next":
                more = element.get("href") or ""
    return title, items, left, more


def _take(item: Item, number: int, items: list[Item], left: Rows) -> None:
    if item.kind in ("settings", "template"):
        left.append((number, item.kind, (item.title or "")[:80], "is a setting of the blog, nothing that somebody said"))
    else:
        items.append(item)


def _threaded(items: list[Item], title: str) -> list[dict[str, Any]]:
    """Each item as a record, in the thread of the post that it belongs to; comments follow their post in time."""
    about = _ABOUT.sub("", title) if _ABOUT.match(title) else ""
    known = {item.id: item for item in items if item.id}
    by_url = {item.url: item for item in items if item.url and item.kind != "comment"}
    names = Threads()
    threads: dict[str, str] = {}
    for item in items:
        if item.kind != "comment" and not item.reply_to:
            threads[item.id or f"#{id(item)}"] = names.name(item.title or _last(item.url), _last(item.id))
    records: list[dict[str, Any]] = []
    for item in items:
        root = _root(item, known)
        if root not in threads and item.page in by_url:
            root = by_url[item.page].id
            item.post = root
            item.reply_to = item.reply_to or root
        key = (
            root
            if root in threads
            else (item.id or f"#{id(item)}")
            if item.kind != "comment" and not item.reply_to
            else item.page or about or root
        )
        if key not in threads:
            threads[key] = names.name(about or _last(item.page) or title or "comments", _last(root or key))
        records.append(item.record(known.get(item.reply_to)) | {"thread": threads[key]})
    order = {name: n for n, name in enumerate(dict.fromkeys(r["thread"] for r in records))}
    posts_first = [r for r in records if r["kind"] == "post"]
    if posts_first and len(posts_first) < len(records):
        records.sort(key=lambda r: (order[r["thread"]], r["kind"] != "post"))
    return records


def _root(item: Item, known: dict[str, Item]) -> str:
    """The id of what began the thread: up the links as far as the file goes, else the post that the comment names."""
    seen = {item.id}
    above = item.reply_to
    while above in known and above not in seen:
        seen.add(above)
        item = known[above]
        above = item.reply_to
    return item.post or above or item.id


def _last(url: str) -> str:
    parts = [p for p in re.split(r"[/:.]", re.sub(r"[?#].*", "", re.sub(r"\.html?$", "", url or ""))) if p]
    return parts[-1] if parts else ""
