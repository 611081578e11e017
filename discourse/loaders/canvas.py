"""Canvas discussions: topic, entries and full view of the API. It knows no grades."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._gather import Found, Record, gathered, in_threads, parents_first, slug_of
from discourse.loaders._markup import plain
from discourse.loaders._source import Source, open_source
from discourse.loaders._values import at, clock, first, mapping, mappings, number, said_by, score, words

_UNNAMED = "\x00"  # the thread of entries whose topic is not in the source: corpus_of names it after the file


def read_canvas(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a discussion of a Canvas course.

    How to get it, being logged in: ``/api/v1/courses/COURSE/discussion_topics/TOPIC`` (the opening message) and the same
    address with ``/view`` (all entries and people), saved as JSON and read together; ``…/entries`` has the first replies
    only. Recorded answers of the API (name: method, endpoint, data) are read too; of them only what was asked for (GET).

    Columns: ``kind`` is "post" (the opening message), "comment" (an entry) or "reply". Entries answer the topic where it is
    in the source. Further: ``title edited score``. ``flag`` is "deleted" for an entry that was taken back: Canvas keeps its
    place and no text. Set aside: recorded answers without entries.

    Raises LoadError for damaged JSON, NotADiscussion when there is no entry.

    >>> read_canvas('''{"participants": [{"id": 4, "display_name": "Ines"}], "unread_entries": [], "view": [{"id": 1, "user_id": 4,
    ...   "parent_id": null, "created_at": "2020-01-01T00:00:00Z", "message": "<p>Tea 🍵</p>", "replies": [
    ...   {"id": 2, "parent_id": 1, "deleted": true, "created_at": "2020-01-02T00:00:00Z"}]}]}''').utterances[
    ...   ["id", "reply_to", "kind", "participant", "flag"]].values.tolist()
    [['1', nan, 'comment', 'Ines', ''], ['2', '1', 'reply', nan, 'deleted']]
    """
    return gather([open_source(source, encoding)], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """A topic and its view, or several of them, as one corpus."""
    return gathered(sources, "canvas", _find, settle=_settle, thread=thread, noun="entry")


def sniff(source: Source) -> float:
    """A view with participants, a topic with its type, entries with a user's name, or recorded answers about them."""
    marks = r'"(?:view|discussion_type|user_name|endpoint|recent_replies|posted_at)"\s*:&&"(?:message|discussion_type|endpoint)"\s*:'
    return score(source, marks, _likely)


def _likely(value: Any) -> float:
    one = value[0] if isinstance(value, list) and value else value
    if not isinstance(one, dict):
        return 0.0
    if isinstance(one.get("view"), list) and ("participants" in one or "unread_entries" in one):
        return 0.97
    if _is_topic(one) or ("message" in one and "user_id" in one and ("user_name" in one or "recent_replies" in one or "parent_id" in one)):
        return 0.96
    return 0.96 if any("/discussion_topics/" in words(at(v, "endpoint")) for v in one.values()) else 0.0


def _find(source: Source) -> Found:
    found = Found()
    value = said_by(source)
    recorded = [(k, v) for k, v in mapping(value).items() if words(at(v, "endpoint"))]
    for name, answer in recorded:
        data, entries = answer.get("data"), re.search(r"/(?:entry_list|view|entries(?:/(?P<parent>\d+)/replies)?)$", answer["endpoint"])
        if answer.get("method") != "GET" or not entries or not isinstance(data, (dict, list)):
            found.leave(words(answer.get("method")) or "answer", name, "a recorded deed, not entries that were asked for")
        else:
            _walk(found, data, entries["parent"] or "")
    if not recorded:
        _walk(found, value, "")
    return found


def _walk(found: Found, value: Any, parent: str) -> None:
    """Topics and entries, in order, without recursion; each with the id of the entry that it answers."""
    waiting: list[tuple[Any, str]] = [(value, parent)]
    have = {r["id"] for r in found.records}
    while waiting:
        here, above = waiting.pop()
        if isinstance(here, list):
            waiting += [(one, above) for one in reversed(here)]
        elif isinstance(here, dict):
            for person in mappings(here.get("participants")):
                found.people[words(person.get("id"))] = {"shown": first(person, "display_name")}
            own = words(here.get("id"))
            if _is_topic(here):
                found.title = found.title or first(here, "title")
                found.records.append(_topic(here))
            elif own and ("message" in here or "deleted" in here or "parent_id" in here):
                record = _entry(here, above)
                if own not in have:  # "recent replies" and recorded answers show an entry more than once
                    found.records.append(record)
                have.add(own)
                above = own
            waiting += [(here[k], above) for k in ("replies", "recent_replies", "new_entries", "view") if isinstance(here.get(k), list)]


def _is_topic(one: dict[str, Any]) -> bool:
    return "title" in one and ("discussion_type" in one or "posted_at" in one) and "message" in one


def _topic(one: dict[str, Any]) -> Record:
    title, writer = first(one, "title"), mapping(one.get("author"))
    return {
        "id": f"topic-{words(one.get('id'))}",
        "reply_to": None,
        "thread": slug_of(title, words(one.get("id"))),
        "kind": "post",
        "participant": first(writer, "display_name") or first(one, "user_name"),
        "participant_id": words(writer.get("id")) or None,
        **clock(one.get("posted_at") or one.get("created_at")),
        "text": plain(words(one.get("message"))) or title,
        "flag": "",
        "title": title,
    }


def _entry(one: dict[str, Any], above: str) -> Record:
    parent = words(one.get("parent_id")) or above
    made, changed = first(one, "created_at"), first(one, "updated_at")
    gone = one.get("deleted") is True or bool(one.get("deleted_at")) or one.get("workflow_state") == "deleted"
    return {
        "id": words(one["id"]),
        "reply_to": parent or None,
        "thread": None,
        "kind": "reply" if parent else "comment",
        "participant": first(one, "user_name") or first(mapping(one.get("user")), "display_name"),
        "participant_id": words(one.get("user_id")) or None,
        **clock(made),
        "text": plain(words(one.get("message"))),
        "flag": "deleted" if gone else "",
        "edited": bool(words(one.get("editor_id"))) or bool(changed and changed != made and not gone),
        "score": number(one.get("rating_sum")),
    }


def _settle(records: list[Record]) -> list[Record]:
    """Where there is one topic, its entries answer it; else they stand in a thread of the source."""
    topics = [r["id"] for r in records if r["kind"] == "post"]
    if len(topics) == 1:
        for record in records:
            if record["reply_to"] is None and record["kind"] != "post":
                record["reply_to"] = topics[0]
    settled = parents_first(in_threads(records, lambda r: r["thread"] or _UNNAMED))
    return [{**r, "thread": None if r["thread"] == _UNNAMED else r["thread"]} for r in settled]
