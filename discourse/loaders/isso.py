"""Comments of Isso (JSON of its API, or the generic form that it imports) become a corpus. It opens no database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import LoadError
from discourse.loaders._json import looks_like_json, parsed
from discourse.loaders._markup import plain
from discourse.loaders._pick import dicts, nested, pick
from discourse.loaders._records import corpus_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._stamps import utc
from discourse.loaders._wordpress import Threads, mail_id, name_of, tell_flags

_MODES = {1: "", 2: "pending", 4: "deleted"}


def read_isso(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read comments of Isso: what ``https://comments.example.org/?uri=/page/`` gives, or the list of pages that ``isso import -t
    generic`` takes.

    Returns a Corpus: kind is comment or reply. In the generic form each page is a thread. ``flag`` is deleted or pending;
    ``likes``, ``dislikes`` and ``edited`` are kept. A person is known by Isso's hash of the mail address. Times are UTC, times of
    the generic form too. Answers that the API held back (``hidden_replies``) are counted in the notes.

    Raises LoadError where the file is not of Isso, NotADiscussion where it has no comment.

    >>> corpus = read_isso('''{"total_replies": 1, "id": null, "hidden_replies": 0, "replies": [{"id": 1, "parent": null, "mode": 1,
    ...   "text": "<p>We own it.</p>", "author": "Ana", "hash": "4505c1eeda98", "created": 1387321261.5, "replies": []}]}''')
    >>> corpus.utterances[["id", "participant", "text"]].values.tolist()
    [['1', 'Ana', 'We own it.']]
    """
    opened = open_source(source, encoding)
    value = parsed(opened)
    if not _is_one(value):
        raise LoadError(f"{opened.name}: no comments of Isso; it needs 'replies' with 'hidden_replies', or a list of pages with 'comments'")
    names = Threads()
    records = []
    hidden = 0
    for one, page in _comments(value):
        hidden += int(n) if isinstance(n := one.get("hidden_replies"), int) else 0
        records.append(_comment(one, page, names))
    if isinstance(value, dict) and isinstance(value.get("hidden_replies"), int):
        hidden += value["hidden_replies"]
    if hidden:
        opened.notes.append(f"Isso held {hidden} answers back: ask again with limit=inf&nested_limit=inf for the whole tree")
    tell_flags(opened, records)
    return corpus_of(opened, "isso", records, thread=thread)


def sniff(source: Source) -> float:
    """0.96 for JSON of Isso's API or its generic form."""
    if source.frame is not None or not looks_like_json(source):
        return 0.0
    try:
        return 0.96 if _is_one(parsed(source)) else 0.0
    except LoadError:
        return 0.0


def _is_one(value: Any) -> bool:
    if isinstance(value, dict):
        return isinstance(value.get("replies"), list) and "hidden_replies" in value
    first = next(iter(dicts(value)), None)
    if first is None or not isinstance(first.get("comments"), list) or "id" not in first:
        return False
    comment = next(iter(dicts(first["comments"])), None)
    return comment is not None and {"text", "created"} <= set(comment) and ("remote_addr" in comment or "website" in comment)


def _comments(value: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    if isinstance(value, dict):
        yield from ((one, {}) for one, _ in nested(value["replies"], "replies"))
        return
    for page in dicts(value):
        yield from ((one, page) for one in dicts(page.get("comments")))


def _comment(one: dict[str, Any], page: dict[str, Any], names: Threads) -> dict[str, Any]:
    above, own = pick(one, "parent"), str(pick(one, "id") or "")
    where = ""
    if page:
        if "_thread" not in page:
            page["_thread"] = names.name(str(page.get("title") or str(page.get("id")).rstrip("/").rpartition("/")[2]), str(page.get("id")))
        where = f"{page['_thread']}/"
    mode = one.get("mode")
    record = {
        "id": f"{where}{own}" if own else "", "reply_to": f"{where}{above}" if above is not None else "",
        "kind": "comment" if above is None else "reply",
        "participant": name_of(str(pick(one, "author") or "")),
        "participant_id": pick(one, "hash") or mail_id(str(pick(one, "email") or "")) if pick(one, "author") else None,
        "time": utc(pick(one, "created")), "text": plain(str(pick(one, "text") or "")),
        "flag": _MODES.get(mode, "") if isinstance(mode, int) else "",
        "likes": pick(one, "likes"), "dislikes": pick(one, "dislikes"), "edited": utc(pick(one, "modified")),
    }  # fmt: skip
    return record | ({"thread": page["_thread"], "url": str(page.get("id")), "title": page.get("title")} if page else {})
