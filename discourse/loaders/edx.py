"""edX and Open edX forums: the course dump (NAME.mongo, one JSON a line) and answers of the discussion API. It knows no grades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._gather import Found, Record, gathered, in_threads, parents_first, slug_of
from discourse.loaders._markup import plain
from discourse.loaders._source import Source, open_source
from discourse.loaders._values import at, clock, first, mapping, number, said_by, score, words


def read_edx(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read the forum of an edX course.

    How to get it: the data package of a course has ``ORG-COURSE-RUN-SITE.mongo``; a course team can save answers of
    ``/api/discussion/v1/threads/`` and ``/comments/``.

    Columns: ``kind`` is "post" or "question" (what opens a thread), "comment" (answers it) or "reply" (answers a
    comment). Further: ``title votes endorsed edited reported course topic``. Anonymous writers have no participant; those who are
    anonymous to their peers only have none either, though the dump names them: ``anonymous`` says so. ``flag`` is
    "hidden" for what is not visible; ``reported`` counts the people who reported it.

    Raises LoadError for damaged JSON, NotADiscussion when there is no thread and no comment.

    >>> read_edx('''{"_id": {"$oid": "a1"}, "_type": "CommentThread", "title": "Tea?", "body": "Which?", "author_username": "ines"}
    ... {"_id": {"$oid": "b1"}, "_type": "Comment", "body": "Green 🍵", "author_username": "tom", "comment_thread_id": {"$oid": "a1"}}
    ... ''').utterances[["id", "thread", "reply_to", "kind"]].values.tolist()[1]
    ['b1', 'tea-a1', 'a1', 'comment']
    """
    return gather([open_source(source, encoding)], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """Threads and comments of several files as one corpus."""
    return gathered(sources, "edx", _find, settle=_settle, thread=thread, noun="thread or comment")


def sniff(source: Source) -> float:
    """Documents of type CommentThread or Comment, or threads with a raw and a rendered body."""
    marks = r'"(?:_type|comment_thread_id|rendered_body|raw_body)"\s*:'
    return score(source, marks, lambda value: 0.97 if next(_entries(value), None) else 0.0)


def _find(source: Source) -> Found:
    found = Found()
    for one in _entries(said_by(source)):
        record = _record(one)
        found.title = found.title or record["title"] or ""
        found.records.append(record)
    return found


def _entries(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting += reversed(here)
        elif isinstance(here, dict):
            if (here.get("_type") in ("CommentThread", "Comment") and "body" in here) or ("raw_body" in here and words(here.get("id"))):
                yield here
            waiting += [
                here[k] for k in ("non_endorsed_responses", "endorsed_responses", "children", "results") if isinstance(here.get(k), list)
            ]


def _id(value: Any) -> str:
    return words(at(value, "$oid")) or words(value)


def _record(one: dict[str, Any]) -> Record:
    opens = one.get("_type") == "CommentThread" or ("raw_body" in one and "title" in one)
    own, parent = _id(one.get("_id")) or words(one.get("id")), _id(one.get("parent_id"))
    link = _id(one.get("comment_thread_id")) or words(one.get("thread_id"))
    made, changed = (at(value, "$date") or value for value in (one.get("created_at"), one.get("updated_at")))
    title, kind = first(one, "title"), first(one, "thread_type", "type")
    hidden = one.get("anonymous") is True or one.get("anonymous_to_peers") is True
    votes = mapping(one.get("votes"))
    reports = one.get("abuse_flaggers")
    body = words(one.get("raw_body")) or words(one.get("body"))
    return {
        "id": own,
        "reply_to": None if opens else parent or link or None,
        "thread": slug_of(title or "thread", own) if opens else None,
        "kind": ("question" if kind == "question" else "post") if opens else "reply" if parent else "comment",
        "participant": None if hidden else first(one, "author_username", "author"),
        "participant_id": None if hidden else words(one.get("author_id")) or None,
        **clock(at(made, "$numberLong") or made),
        "text": body or plain(words(one.get("rendered_body"))) or title,
        "flag": "hidden" if one.get("visible") is False else "",
        "title": title or None,
        "votes": number(votes.get("point", votes.get("count", one.get("vote_count")))),
        "endorsed": one.get("endorsed") if isinstance(one.get("endorsed"), bool) else None,
        "edited": bool(one.get("edit_history") or one.get("last_edit")) or (opens is False and changed is not None and changed != made),
        "reported": len(reports) if isinstance(reports, list) else int(one.get("abuse_flagged") is True),
        "course": first(one, "course_id") or None,
        "topic": first(one, "commentable_id", "topic_id") or None,
        "anonymous": True if hidden else None,
    }


def _settle(records: list[Record]) -> list[Record]:
    return parents_first(in_threads(records, lambda r: r["thread"] or "discussion"))
