"""Topics of a Discourse forum, as its own JSON gives them. It follows no link and fetches no further page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._gather import Found, Record, gathered, slug_of
from discourse.loaders._markup import fragment, text_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._values import at, clock, first, mapping, mappings, number, said_by, score, words

_SMALL_ACTION, _WHISPER = 3, 4


def read_discourse_forum(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a Discourse topic (``https://forum.example/t/ID.json``), a list of posts, or one post.

    How to get it: put ``.json`` behind the address of a topic and save the page; ``?print=true`` gives up to 1,000 posts
    at once, ``?page=2`` the next 20. Several pages of one topic: ``read([…])`` or their folder.

    Columns: ``kind`` is "post" for the first post of a topic, "reply" for the others, "system" for what the forum itself
    notes (closed, split …). ``reply_to`` holds only what the forum states: a post that answers the topic as a whole has
    none. ``participant`` is the user name, ``participant_id`` the number behind it; ``title url likes reads post_number
    edited accepted`` where the source has them; ``flag`` is "deleted", "hidden", "system" or "whisper".
    Set aside: posts whose ids the topic lists but which are on another page.

    Raises LoadError for damaged JSON, NotADiscussion for lists of topics without posts.

    >>> read_discourse_forum('''{"id": 5, "title": "Tea or coffee?", "post_stream": {"posts": [
    ...   {"id": 31, "username": "ines", "post_number": 1, "cooked": "<p>Which one?</p>"},
    ...   {"id": 32, "username": "tom", "post_number": 2, "reply_to_post_number": 1, "cooked": "<p>Tea 🍵</p>"}]}}''').utterances[
    ...   ["id", "thread", "reply_to", "text"]].values.tolist()[1]
    ['32', 'tea-or-coffee-5', '31', 'Tea 🍵']
    """
    return gather([open_source(source, encoding)], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """Several pages or posts of a forum as one corpus."""
    return gathered(sources, "discourse_forum", _find, settle=_settle, thread=thread, noun="post")


def sniff(source: Source) -> float:
    """Posts with a number in their topic, or (less surely) a list of topics."""
    marks = r'"(?:post_stream|post_number|topic_list)"\s*:'
    return score(source, marks, lambda value: 0.98 if next(_posts(value), None) else 0.6 * ("topic_list" in mapping(value)))


def _find(source: Source) -> Found:
    found = Found()
    value = said_by(source)
    if "topic_list" in mapping(value):
        found.leave("list of topics", "", "it names topics and holds no post; save the topics themselves, /t/ID.json")
    for post, topic in _posts(value):
        found.title = found.title or first(topic, "title", "fancy_title")
        found.records.append(_record(post, topic))
        if (one := words(post.get("user_id"))) and (name := first(post, "name", "display_username")):
            found.people[one] = {"name": name}
    have = {r["id"] for r in found.records}
    for topic in [t for t in (value if isinstance(value, list) else [value]) if isinstance(t, dict)]:
        stream = at(topic, "post_stream", "stream")
        ids = [words(one) for one in stream if words(one)] if isinstance(stream, list) else []
        why = "the topic lists it, but it is on another page; save that page too"
        if have.intersection(ids):
            found.missing |= {one: ("post", why) for one in ids if one not in have}
        elif len(ids) > len(have):  # the ids of an anonymised topic need not agree
            found.leave("posts", f"{len(ids) - len(have)} of {len(ids)}", why)
    return found


def _posts(value: Any) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each post with the topic (or an empty object) around it, in order, however the JSON wraps them."""
    waiting: list[tuple[Any, dict[str, Any]]] = [(value, {})]
    while waiting:
        here, topic = waiting.pop()
        if isinstance(here, list):
            waiting += [(one, topic) for one in reversed(here)]
        elif isinstance(here, dict):
            text = here.get("cooked", here.get("raw", here.get("blurb", here.get("excerpt"))))
            if isinstance(text, str) and (number(here.get("post_number")) is not None):
                yield here, topic
                continue
            inner = here if "post_stream" in here else topic
            wraps = ("post_stream", "posts", "latest_posts", "user_actions", "data", "topic")
            waiting += [(here[key], inner) for key in reversed(wraps) if isinstance(here.get(key), (dict, list))]


def _record(post: dict[str, Any], topic: dict[str, Any]) -> Record:
    topic_id = words(post.get("topic_id")) or words(topic.get("id"))
    place, kind = words(post.get("post_number")), number(post.get("post_type"))
    title = first(post, "topic_title", "title") or first(topic, "title", "fancy_title")
    slug = first(post, "topic_slug", "slug") or first(topic, "slug")
    gone = bool(post.get("deleted_at") or post.get("user_deleted") or post.get("deleted"))
    small = kind == _SMALL_ACTION
    flag = "deleted" if gone else "system" if small else "whisper" if kind == _WHISPER else "hidden" if post.get("hidden") is True else ""
    text = text_of(fragment(words(post.get("cooked")) or words(post.get("blurb")) or words(post.get("excerpt"))), skip=_furniture)
    likes = next((a.get("count") for a in mappings(post.get("actions_summary")) if a.get("id") == 2), None)
    version = number(post.get("version"))
    return {
        "id": first(post, "id", "post_id") or f"{topic_id}-{place}",
        "reply_to": words(post.get("reply_to_post_number")),
        "thread": slug_of(title or slug.replace("-", " ") or "topic", topic_id),
        "kind": "system" if small else "post" if place == "1" else "reply",
        "participant": first(post, "username", "name"),
        "participant_id": words(post.get("user_id")) or None,
        **clock(post.get("created_at")),
        "text": text or words(post.get("raw")) or words(post.get("action_code")),
        "flag": flag,
        "title": title if place == "1" else None,
        "post_number": number(place),
        "url": f"/t/{slug}/{topic_id}/{place}" if slug and topic_id else None,
        "likes": number(likes),
        "reads": number(post.get("reads")),
        "edited": None if version is None else version > 1,
        "accepted": True if post.get("accepted_answer") is True else None,
        "_topic": topic_id,
    }


def _furniture(element: Any) -> bool:
    """What the forum draws around pictures and quotations."""
    return bool({"quote-controls", "meta"} & set((element.get("class") or "").split())) and element.tag == "div"


def _settle(records: list[Record]) -> list[Record]:
    """``reply_to`` from a number in the topic to the post's id; of a post that is not there, "TOPIC-NUMBER"."""
    by_number = {(r["_topic"], words(r["post_number"])): r["id"] for r in records}
    for record in records:
        if above := record["reply_to"]:
            record["reply_to"] = by_number.get((record["_topic"], above), f"{record['_topic']}-{above}")
    return [{k: v for k, v in r.items() if k != "_topic"} for r in records]
