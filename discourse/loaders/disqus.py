"""A Disqus export (XML) becomes a corpus: each page a thread, its comments as a tree. It fetches no page: the posts are not in it."""

from __future__ import annotations

from typing import Any

from discourse.corpus import Corpus
from discourse.errors import NotADiscussion
from discourse.loaders._markup import plain
from discourse.loaders._mend import mended, opening, root_name
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._stamps import utc
from discourse.loaders._wordpress import Threads, mail_id, name_of, tell_flags
from discourse.loaders._xml import child, each, local_name


def read_disqus(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a Disqus export: in Disqus it is Admin > Moderate Comments > Export; a mail brings a link to a .xml.gz (unpack it).

    Returns a Corpus: kind is comment or reply. Each page that was commented on is a thread, named after its title; the
    columns ``title`` and ``url`` say which page. ``flag`` is deleted or spam, and "deleted thread" where the page's discussion
    was deleted; nothing flagged is dropped. A person is known by the user name, else by the mail address, which is not
    shown. Pages without comments are set aside, and counted. Times are UTC. Small faults of the XML are mended and told.

    Raises LoadError, or NotADiscussion where there is no comment.

    >>> corpus = read_disqus('''<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
    ... <thread dsq:id="7"><link>https://example.org/nets</link><title>Nets</title></thread>
    ... <post dsq:id="1"><message>We own it.</message><author><name>Ana</name></author><thread dsq:id="7"/></post>
    ... <post dsq:id="2"><message>Do we?</message><author><name>Ben</name></author><thread dsq:id="7"/><parent dsq:id="1"/></post>
    ... </disqus>''')
    >>> corpus.utterances[["id", "reply_to", "thread", "participant"]].values.tolist()
    [['1', nan, 'nets', 'Ana'], ['2', '1', 'nets', 'Ben']]
    """
    opened = open_source(source, encoding)
    records, left = mended(opened, _records)
    if not records:
        raise NotADiscussion(f"{opened.name}: a Disqus export without a comment in it")
    tell_flags(opened, records)
    return corpus_of(opened, "disqus", records, thread=thread, left_out=left)


def sniff(source: Source) -> float:
    """0.98 for XML whose outermost element is called disqus."""
    return 0.98 if source.frame is None and root_name(opening(source)) == "disqus" else 0.0


def _records(source: Source) -> tuple[list[dict[str, Any]], Rows]:
    pages: dict[str, dict[str, Any]] = {}
    records: list[dict[str, Any]] = []
    names = Threads()
    for element in each(source, "thread", "post"):
        parent = element.getparent()
        if local_name(element) == "post":
            records.append(_post(element))
        elif parent is None or local_name(parent) != "post":
            own, title, url = _id(element), plain(child(element, "title"), links=False), child(element, "link")
            pages[own] = {
                "thread": names.name(title or url.rstrip("/").rpartition("/")[2], own), "title": title or None, "url": url or None,
                "gone": child(element, "isDeleted") == "true",
            }  # fmt: skip
    used = {str(r["page"]) for r in records}
    left: Rows = [
        (n, "page", str(page["title"] or page["url"])[:80], "nobody commented on it")
        for n, (own, page) in enumerate(pages.items(), 1)
        if own not in used
    ]
    for record in records:
        own = record.pop("page")
        page = pages.get(own, {"thread": f"thread-{own}" if own else None, "title": None, "url": None, "gone": False})
        record |= {"thread": page["thread"], "title": page["title"], "url": page["url"]}
        record["flag"] = record["flag"] or ("deleted thread" if page["gone"] else "")
    return records, left


def _post(element: Any) -> dict[str, Any]:
    parts = {local_name(one): one for one in element}
    author = parts.get("author")
    name = user = mail = ""
    if author is not None:
        name, user, mail = child(author, "name"), child(author, "username"), child(author, "email")
    above = _id(parts["parent"]) if "parent" in parts else ""
    spam, gone = child(element, "isSpam") == "true", child(element, "isDeleted") == "true"
    return {
        "id": _id(element), "reply_to": above, "kind": "reply" if above else "comment",
        "participant": name_of(name) or name_of(user), "participant_id": user or mail_id(mail),
        "time": utc(child(element, "createdAt")), "text": plain(child(element, "message")),
        "flag": "deleted" if gone else "spam" if spam else "", "page": _id(parts["thread"]) if "thread" in parts else "",
    }  # fmt: skip


def _id(element: Any) -> str:
    return next((str(value) for name, value in element.attrib.items() if name.rpartition("}")[2] == "id"), "")
