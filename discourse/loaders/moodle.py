"""Moodle forums: the export of a forum (CSV, JSON), answers of its web services, and forum.xml of a course backup. It knows no grades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._export_rows import header, rows
from discourse.loaders._gather import Found, Record, gathered, parents_first, slug_of
from discourse.loaders._markup import plain
from discourse.loaders._source import Source, open_source
from discourse.loaders._values import clock, first, mapping, number, said_by, score, words
from discourse.loaders._xml import child, each, root_of

_NEEDED = ({"discussion", "parent", "subject", "message"}, {"discussionid", "parentid", "subject", "message"})


def read_moodle(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read the discussions of a Moodle forum.

    How to get it: in the forum, More > Export (CSV or JSON); the web service ``mod_forum_get_discussion_posts``; in an
    unpacked course backup (.mbz) ``activities/forum_N/forum.xml``, whose people have numbers and no names.

    Columns: ``kind`` is "post" for the first of a discussion, else "reply"; ``thread`` is the discussion. ``title`` is
    the subject. Further: ``edited words private_to``. ``flag`` is "deleted" where the forum says so.

    Raises LoadError for damaged CSV, JSON or XML, NotADiscussion when there is no post.

    >>> read_moodle('''id,discussion,parent,userid,userfullname,created,subject,message,deleted
    ... 11,3,0,4,Ines,1577836800,Tea?,<p>Which one?</p>,0
    ... 12,3,11,5,Tom,1577836900,Re: Tea?,<p>Green 🍵</p>,0
    ... ''').utterances[["id", "thread", "reply_to", "kind", "participant", "text"]].values.tolist()[1]
    ['12', 'tea-3', '11', 'reply', 'Tom', 'Green 🍵']
    """
    return gather([open_source(source, encoding)], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """Several forums or discussions as one corpus."""
    return gathered(sources, "moodle", _find, settle=_settle, thread=thread, noun="post")


def sniff(source: Source) -> float:
    """The columns of an export, the fields of the web service, or the activity of a backup."""
    if any(wanted <= set(header(source)) for wanted in _NEEDED):
        return 0.97
    if root_of(source)[0] in ("activity", "forum") and _begins_a_forum(source):
        return 0.97
    marks = r'"(?:discussionid|discussion)"\s*:&&"(?:parentid|parent)"\s*:&&"subject"\s*:&&"message"\s*:'
    return score(source, marks, lambda value: 0.97 if next(_posts(value), None) else 0.0)


def _begins_a_forum(source: Source) -> bool:
    raw = source.raw[:4000] if isinstance(source.raw, bytes) else source.raw[:4000].encode("utf-8", "replace")
    return b"<forum" in raw and (b"modulename" in raw or b"<discussion" in raw)


def _find(source: Source) -> Found:
    found = Found()
    if header(source) and not root_of(source)[0]:
        for row in rows(source):
            found.records.append(_record(row))
    elif root_of(source)[0]:
        for discussion in each(source, "discussion"):
            for post in discussion.iter("{*}post"):
                row = {
                    name: child(post, name) for name in ("parent", "userid", "created", "modified", "subject", "message", "privatereplyto")
                }
                found.records.append(
                    _record({**row, "id": post.get("id"), "discussion": discussion.get("id"), "name": child(discussion, "name")})
                )
    else:
        found.records = [_record(post) for post in _posts(said_by(source))]
    return found


def _posts(value: Any) -> Iterator[dict[str, Any]]:
    """Posts, however deep the lists: an export is a list of lists, the service has "posts"."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting += reversed(here)
        elif isinstance(here, dict):
            if "message" in here and "subject" in here and any(wanted <= here.keys() for wanted in _NEEDED):
                yield here
            elif isinstance(here.get("posts"), list):
                waiting.append(here["posts"])


def _record(row: dict[str, Any]) -> Record:
    writer = mapping(row.get("author"))
    above, subject = first(row, "parent", "parentid"), first(row, "subject", "name")
    above = "" if above in ("0", "None") else above
    made, changed = first(row, "created", "timecreated"), first(row, "modified", "timemodified")
    gone = first(row, "deleted").lower() in ("1", "yes", "true") or row.get("isdeleted") is True or row.get("deleted") is True
    return {
        "id": first(row, "id"),
        "reply_to": above or None,
        "thread": first(row, "discussion", "discussionid") or "0",
        "kind": "reply" if above else "post",
        "participant": first(row, "userfullname")
        or first(writer, "fullname")
        or (f"user {one}" if (one := first(row, "userid")) else None),
        "participant_id": first(row, "userid") or words(writer.get("id")) or None,
        **clock(made),
        "text": plain(words(row.get("message"))),
        "flag": "deleted" if gone else "",
        "title": subject or None,
        "edited": bool(changed and changed != made and changed != "0"),
        "words": number(first(row, "wordcount")),
        "private_to": first(row, "privatereplytofullname", "privatereplyto").removeprefix("0") or None,
        "_name": first(row, "name") or subject,
    }


def _settle(records: list[Record]) -> list[Record]:
    """Discussions by the subject of their first post."""
    names: dict[str, str] = {}
    for record in sorted(records, key=lambda r: r["kind"] != "post"):
        names.setdefault(record["thread"], slug_of(record["_name"] or "discussion", record["thread"]))
    return parents_first([{**{k: v for k, v in r.items() if k != "_name"}, "thread": names[r["thread"]]} for r in records])
