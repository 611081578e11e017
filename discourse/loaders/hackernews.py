"""Hacker News: items of its Firebase API, trees and hits of Algolia's. It fetches no child that was not saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._gather import Found, Record, gathered, in_threads, parents_first, slug_of
from discourse.loaders._markup import plain
from discourse.loaders._source import Source, open_source
from discourse.loaders._values import clock, first, number, said_by, score, words

_TYPES = ("story", "comment", "job", "poll", "pollopt")


def read_hackernews(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read stories and comments of Hacker News.

    How to get it: ``https://hn.algolia.com/api/v1/items/ID`` saves a story with its whole tree;
    ``https://hacker-news.firebaseio.com/v0/item/ID.json`` one item a file (read their folder, or a list of items, or one
    item a line); hits of an Algolia search; rows of the BigQuery table as JSON.

    Columns: ``kind`` is "post" (story, job, poll), "comment" (answers a story), "reply" (answers a comment) or "option"
    (of a poll). A story without text has its title and address as text. Further: ``title url score``. ``flag`` is
    "deleted" or "removed" (killed by the site). Set aside: comments that are named as ``kids`` but were not saved, and
    answers of the site that are ``null``.

    Raises LoadError for damaged JSON, NotADiscussion when there is no item.

    >>> read_hackernews('''{"id": 7, "type": "story", "author": "ines", "title": "Tea", "url": "https://tea.example",
    ...   "children": [{"id": 8, "type": "comment", "author": "tom", "text": "Hot!<p>Yes 🍵", "parent_id": 7, "children": []}]}
    ... ''').utterances[["id", "reply_to", "thread", "text"]].values.tolist()
    [['7', nan, 'tea-7', 'Tea\\n\\nhttps://tea.example'], ['8', '7', 'tea-7', 'Hot!\\n\\nYes 🍵']]
    """
    return gather([open_source(source, encoding)], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """Items of one file each as one corpus."""
    return gathered(sources, "hackernews", _find, settle=_settle, thread=thread, noun="item")


def sniff(source: Source) -> float:
    """Items with a number, a type of Hacker News, and a writer or a time."""
    if source.head.strip() == b"null":  # the site's answer for an item that does not exist
        return 0.6
    marks = r'"(?:type|_tags|objectID)"\s*:&&"(?:story|comment|job|poll|pollopt)"'
    return score(source, marks, lambda value: 0.97 if next(_items(value), None) else 0.0)


def _find(source: Source) -> Found:
    found = Found()
    if source.text.strip() == "null":
        found.leave("item", source.stem, "the site answered null: there is no such item, or no longer")
        return found
    for item in _items(said_by(source)):
        record = _record(item)
        found.records.append(record)
        found.title = found.title or record["title"] or ""
        for kid in item["kids"] if isinstance(item.get("kids"), list) else []:
            if words(kid):
                found.missing[words(kid)] = ("comment", f"{record['id']} names it as an answer, but it was not saved")
    return found


def _items(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting += reversed(here)
        elif isinstance(here, dict):
            if _is_item(here):
                yield here
                waiting += reversed(here["children"] if isinstance(here.get("children"), list) else [])
            else:
                waiting += [v for k, v in here.items() if k in ("hits", "items", "data", "comments") or k.isdigit()]


def _is_item(row: dict[str, Any]) -> bool:
    if "objectID" in row:
        return "author" in row and ("comment_text" in row or "story_id" in row or "num_comments" in row)
    known = "by" in row or "author" in row or "deleted" in row or ("parent" in row and "time" in row)
    return number(row.get("id")) is not None and row.get("type") in _TYPES and known and ("time" in row or "children" in row or "by" in row)


def _record(item: dict[str, Any]) -> Record:
    own = first(item, "id", "objectID")
    above = first(item, "parent", "parent_id")
    title, address = first(item, "title"), first(item, "url")
    body = plain(first(item, "text", "comment_text", "story_text"))
    story = words(item.get("story_id"))
    kind = words(item.get("type")) or ("comment" if item.get("comment_text") else "story")
    gone = "deleted" if item.get("deleted") is True else "removed" if item.get("dead") is True else ""
    if not gone and not body and kind == "comment":
        gone = "deleted"
    return {
        "id": own,
        "reply_to": above or (words(item.get("poll")) if kind == "pollopt" else "") or None,
        "thread": None,
        "kind": kind,
        "participant": first(item, "by", "author"),
        **clock(item.get("time", item.get("created_at_i", item.get("created_at")))),
        "text": body or (f"{title}\n\n{address}" if address and title else title),
        "flag": gone,
        "title": title or None,
        "url": address or None,
        "score": number(item.get("score", item.get("points"))),
        "_story": story,
        "_story_title": first(item, "story_title"),
    }


def _settle(records: list[Record]) -> list[Record]:
    known = {r["id"]: r["title"] for r in records if r["title"]}
    for record in records:
        title = known.get(record["_story"]) or record["_story_title"]
        if record["kind"] == "comment" and title:
            record["thread"] = slug_of(title, record["_story"])
    records = in_threads(records, lambda r: slug_of(r["title"] or "hacker-news", r["id"]))
    comments = {r["id"] for r in records if r["kind"] == "comment"}
    names = {"story": "post", "job": "post", "poll": "post", "pollopt": "option"}
    for record in records:
        answers = record["reply_to"] in comments
        record["_kind"] = names.get(record["kind"], "reply" if answers else "comment")
    tidy = [{**{k: v for k, v in r.items() if not k.startswith("_")}, "kind": r["_kind"]} for r in records]
    return parents_first(tidy)
