"""Comments of Remark42 (JSON: a tree, a flat list, or a backup with one comment a line) become a corpus. It fetches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import LoadError
from discourse.loaders._json import lines, looks_like_json, parsed
from discourse.loaders._markup import plain
from discourse.loaders._pick import dicts, nested, pick
from discourse.loaders._records import corpus_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._stamps import utc
from discourse.loaders._wordpress import Threads, name_of, tell_flags


def read_remark42(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read comments of Remark42: what ``/api/v1/find?site=…&url=…`` gives (``format=tree`` or plain), or a backup (unpacked).

    Returns a Corpus: kind is comment or reply. Each page is a thread; ``url`` is its address, ``score`` the sum of votes,
    ``edited`` the time of a change, ``title`` that of the page. ``flag`` is deleted; a deleted comment keeps its place. The text
    is that which the page showed. Times are UTC.

    Raises LoadError where the file is not of Remark42, NotADiscussion where it has no comment.

    >>> corpus = read_remark42('''[{"id": "1", "pid": "", "text": "<p>We own it.</p>", "user": {"name": "Ana", "id": "u1"},
    ...   "locator": {"site": "s", "url": "https://example.org/nets"}, "time": "2020-01-01T10:00:00Z"}]''')
    >>> corpus.utterances[["id", "thread", "participant", "text"]].values.tolist()
    [['1', 'nets', 'Ana', 'We own it.']]
    """
    opened = open_source(source, encoding)
    names = Threads()
    threads: dict[str, str] = {}
    records = []
    for one in _comments(opened):
        url = str(pick(one, "locator.url") or "")
        if url not in threads:
            threads[url] = names.name(url.rstrip("/").rpartition("/")[2], url)
        records.append(_comment(one) | {"thread": threads[url], "url": url or None})
    tell_flags(opened, records)
    return corpus_of(opened, "remark42", records, thread=thread)


def sniff(source: Source) -> float:
    """0.97 for JSON whose comments have a locator, a pid and a user."""
    if source.frame is not None or not looks_like_json(source):
        return 0.0
    head = source.raw[:400_000]
    if (b'"locator"' not in head) if isinstance(head, bytes) else ('"locator"' not in head):
        return 0.0
    try:
        first = next(iter(_comments(source)), None)
    except LoadError:
        return 0.0
    return 0.97 if first is not None and isinstance(first.get("locator"), dict) and "text" in first and "user" in first else 0.0


def _comments(source: Source) -> Iterator[dict[str, Any]]:
    try:
        value = parsed(source)
    except LoadError as error:
        if '"locator"' not in source.text or "Extra data" not in str(error):
            raise
        yield from (one for _, one in lines(source) if isinstance(one, dict) and "locator" in one)  # a backup: a head, then comments
        return
    if isinstance(value, dict):
        inside = value["tree"] if isinstance(value.get("tree"), dict) else value
        value = inside.get("comments", [value])
    if any("comment" in one for one in dicts(value)):
        yield from (one["comment"] for one, _ in nested(value, "replies") if isinstance(one.get("comment"), dict))
    else:
        yield from (one for one in dicts(value) if "locator" in one)


def _comment(one: dict[str, Any]) -> dict[str, Any]:
    above = str(pick(one, "pid") or "")
    name = name_of(str(pick(one, "user.name") or ""))
    return {
        "id": str(pick(one, "id") or ""), "reply_to": above, "kind": "reply" if above else "comment",
        "participant": name, "participant_id": str(pick(one, "user.id") or "") or None if name else None,
        "time": utc(pick(one, "time")), "text": plain(str(pick(one, "text") or "")),
        "flag": "deleted" if pick(one, "delete") else "", "score": pick(one, "score"),
        "edited": utc(pick(one, "edit.time")), "title": pick(one, "title"),
    }  # fmt: skip
