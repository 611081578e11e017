"""Mastodon and its kin: the outbox of an account (ActivityPub), statuses and contexts of the API. It resolves no address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._archive import entries, names
from discourse.loaders._gather import Found, Record, gathered, in_threads, slug_of
from discourse.loaders._markup import plain
from discourse.loaders._source import Source, open_source
from discourse.loaders._values import at, clock, first, mapping, mappings, number, said_by, score, words

#: what an outbox, a context or an actor has even where it holds no post
_EMPTY = {"orderedItems", "descendants", "preferredUsername"}
_NOTES = ("Note", "Article", "Question", "Page", "Tombstone")


def read_mastodon(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read posts of the Fediverse with what they answer.

    How to get it: Preferences > Import and export > Request your archive (outbox.json, or the ZIP as it comes); the API's
    ``/api/v1/statuses/ID/context`` together with ``/api/v1/statuses/ID``; timelines and searches saved as JSON or JSON lines.

    Columns: ``kind`` is "post", "reply" or "repost" (a boost; of the boosted post the outbox knows only the address, which
    is its text). ``subject`` is the content warning. Further: ``url visibility language likes reposts edited tags
    attachments``. ``flag`` is "bot" where the account says so, "deleted" for what an outbox marks as gone. A post that is
    answered but not in the source keeps its place in ``reply_to``. Set aside: likes, follows and other deeds without words.

    Raises LoadError for damaged JSON, NotADiscussion when there is no post.

    >>> read_mastodon('''{"ancestors": [], "descendants": [{"id": "2", "in_reply_to_id": "1", "content": "<p>Tea 🍵</p>",
    ...   "created_at": "2020-01-01T00:00:00Z", "account": {"id": "7", "acct": "ines@tea.example"}}]}''').utterances[
    ...   ["id", "reply_to", "participant", "text"]].values.tolist()
    [['2', '1', 'ines@tea.example', 'Tea 🍵']]
    """
    opened = open_source(source, encoding)
    if packed := _packed(opened):
        return gather([Source(f"{opened.name}/{name}", raw) for name, raw in entries(opened) if name in packed], thread=thread)
    return gather([opened], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """An outbox with its actor.json, or a status and its context, as one corpus."""
    return gathered(sources, "mastodon", _find, settle=_settle, thread=thread, noun="post")


def sniff(source: Source) -> float:
    """Activities with notes, or statuses with an account and content."""
    if _packed(source):
        return 0.97
    marks = r'"(?:orderedItems|inReplyTo|in_reply_to_id|attributedTo|ancestors|preferredUsername)"\s*:'
    return score(source, marks, lambda value: 0.97 if next(_posts(value), None) else 0.6 * bool(_EMPTY & mapping(value).keys()))


def _packed(source: Source) -> list[str]:
    found = names(source)
    return [n for n in found if n in ("outbox.json", "actor.json")] if "outbox.json" in found else []


def _find(source: Source) -> Found:
    found, value = Found(), said_by(source)
    if at(value, "preferredUsername") and words(at(value, "id")):
        name = first(value, "preferredUsername")
        found.people[words(value["id"])] = {"shown": name, "name": first(value, "name"), "bot": value.get("type") == "Service"}
    for one in _posts(value):
        if "account" in one:
            found.records.append(_status(one))
            account = mapping(one["account"])
            found.people[words(account.get("id"))] = {"name": first(account, "display_name"), "bot": account.get("bot") is True}
        elif (record := _activity(one)) is None:
            found.leave(words(one.get("type")) or "activity", words(one.get("object")) or words(one.get("id")), "a deed without words")
        else:
            found.records.append(record)
    return found


def _posts(value: Any) -> Iterator[dict[str, Any]]:
    """Statuses and activities, in order, however the JSON wraps them."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting += reversed(here)
        elif isinstance(here, dict):
            status = isinstance(here.get("account"), dict) and isinstance(here.get("content"), str)
            note = here.get("type") in _NOTES and ("content" in here or here.get("type") == "Tombstone")
            if status or note or ("actor" in here and "object" in here):
                yield here
            else:
                inside = ("status", "ancestors", "statuses", "descendants", "orderedItems", "items", "first", "data")
                waiting += [here[key] for key in reversed(inside) if isinstance(here.get(key), (dict, list))]


def _status(one: dict[str, Any]) -> Record:
    shared = mapping(one.get("reblog"))
    told = shared or one
    account, above = mapping(one.get("account")), words(one.get("in_reply_to_id"))
    return {
        "id": words(one.get("id")) or words(one.get("uri")),
        "reply_to": above or None,
        "thread": None,
        "kind": "repost" if shared else "reply" if above else "post",
        "participant": first(account, "acct", "username"),
        "participant_id": words(account.get("id")) or None,
        **clock(one.get("created_at")),
        "text": plain(words(told.get("content"))),
        "flag": "bot" if account.get("bot") is True else "",
        "subject": first(told, "spoiler_text") or None,
        "url": first(one, "url", "uri") or None,
        "visibility": first(one, "visibility") or None,
        "language": first(told, "language") or None,
        "likes": number(one.get("favourites_count")),
        "reposts": number(one.get("reblogs_count")),
        "edited": bool(one.get("edited_at")),
        "tags": ", ".join(words(t.get("name")) for t in mappings(told.get("tags"))) or None,
        "attachments": _attached(told.get("media_attachments"), "description", "url"),
    }


def _activity(one: dict[str, Any]) -> Record | None:
    """A Create or Announce of an outbox, or a bare Note; None for likes, follows and the like."""
    note = one if one.get("type") in _NOTES else mapping(one.get("object"))
    boost = one.get("type") == "Announce"
    if not boost and note.get("type") not in _NOTES:
        return None
    actor = first(one, "actor") or first(note, "attributedTo", "actor")
    above = "" if boost else words(note.get("inReplyTo"))
    gone = note.get("type") == "Tombstone" or one.get("type") == "Delete"
    options = [words(o.get("name")) for o in mappings(note.get("oneOf") or note.get("anyOf"))]
    text = plain(words(note.get("content"))) + "".join(f"\n• {o}" for o in options)
    return {
        "id": words(one.get("id")) if boost else words(note.get("id")) or words(one.get("id")),
        "reply_to": above or None,
        "thread": None,
        "kind": "repost" if boost else "reply" if above else "post",
        "participant": actor.rstrip("/").rpartition("/")[2].removeprefix("@") or None,
        "participant_id": actor or None,
        **clock(first(one, "published") or first(note, "published")),
        "text": text or (words(one.get("object")) if boost else ""),
        "flag": "deleted" if gone else "",
        "subject": first(note, "summary") or None,
        "url": first(note, "url") or (words(one.get("object")) or None),
        "visibility": _audience(one) or _audience(note),
        "edited": bool(note.get("updated")),
        "tags": ", ".join(words(t.get("name")) for t in mappings(note.get("tag")) if t.get("type") == "Hashtag") or None,
        "attachments": _attached(note.get("attachment"), "name", "url"),
    }


def _audience(one: dict[str, Any]) -> str | None:
    to, copied = str(one.get("to")), str(one.get("cc"))
    everybody = "activitystreams#Public"
    return None if "to" not in one else "public" if everybody in to else "unlisted" if everybody in copied else "followers or direct"


def _attached(value: Any, *keys: str) -> str | None:
    return "; ".join(f for m in mappings(value) if (f := first(m, *keys))) or None


def _settle(records: list[Record]) -> list[Record]:
    for n, record in enumerate(records, 1):
        record["id"] = record["id"] or f"post-{n}"
    return in_threads(records, _name)


def _name(record: Record) -> str:
    own = record["id"].removesuffix("/activity").rstrip("/").rpartition("/")[2]
    first_words = "repost" if record["kind"] == "repost" else " ".join(record["text"].split()[:6]) or record["kind"]
    return slug_of(first_words, own)
