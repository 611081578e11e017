"""Facebook, Messenger and Instagram: the JSON of "Download your information". It reads no HTML export."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._gather import Found, Record, gathered, slug_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._values import at, clock, first, mapping, mappings, said_by, score, words

_MEDIA = ("photos", "videos", "audio_files", "files", "gifs", "sticker", "media")
_SYSTEM = ("Subscribe", "Unsubscribe", "Call", "call", "admin", "placeholder")


def read_facebook(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read conversations, posts and comments of a Facebook or Instagram download.

    How to get it: Settings > Your information > Download your information, format JSON (not HTML):
    ``messages/inbox/NAME/message_1.json`` …, ``comments.json``, ``your_posts_1.json``; end-to-end encrypted chats have a
    download of their own.

    These files hold UTF-8 that was written as if it were Latin-1 ("cafÃ©" for "café"): each text that can be read back
    is, and ``attrs["provenance"]`` counts them; others stay as they are.

    Columns: ``kind`` is "message", "post" or "comment"; in the order of time (the files begin with the newest).
    ``attachments`` names photos, files and stickers; a message that is nothing else has the empty text. Further:
    ``reactions url title``. ``flag`` is "deleted" (unsent) or "system" (calls, people who join or leave). No message says
    which one it answers.

    Raises LoadError for damaged JSON, NotADiscussion when there is no message.

    >>> read_facebook('''{"participants": [], "title": "Tea", "messages": [{"sender_name": "Zo\\u00c3\\u00ab",
    ...   "timestamp_ms": 1577836800000, "content": "caf\\u00c3\\u00a9 \\u00f0\\u009f\\u0098\\u0080"}]}
    ... ''').utterances[["participant", "text"]].values.tolist()
    [['Zoë', 'café 😀']]
    """
    return gather([open_source(source, encoding)], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """message_1.json, message_2.json … as one corpus."""
    return gathered(sources, "facebook", _find, settle=_settle, thread=thread, noun="message")


def sniff(source: Source) -> float:
    """Messages with a sender and a time in milliseconds, or the lists of posts and comments."""
    marks = r'"(?:sender_name|senderName|comments_v2|group_\w+_v2|comment|post)"\s*:&&"timestamp(?:_ms)?"\s*:'
    return score(source, marks, lambda value: 0.97 if _messages(value) or _others(value) else 0.0)


def _find(source: Source) -> Found:
    found, value = Found(), said_by(source)
    mended = [0]
    conversation = first(mapping(value), "title", "threadName")
    title = mend(conversation, mended)
    place = words(at(value, "thread_path")).rstrip("/").rpartition("/")[2]
    name = slug_of(title or source.stem, place.rpartition("_")[2] if "_" in place else "")
    for one in _messages(value):
        found.records.append({**_message(one, mended), "thread": name})
    for one, said, kind, thread in _others(value):
        found.records.append(_other(one, said, kind, thread, mended))
    found.title = title
    if mended[0]:
        source.notes.append(f"{mended[0]} texts were UTF-8 written as Latin-1, as these exports do; they were read back")
    return found


def mend(text: str, count: list[int]) -> str:
    """UTF-8 that was written as Latin-1, read back; other text as it is.

    >>> mend("caf\\u00c3\\u00a9", [0]), mend("café", [0])
    ('café', 'café')
    """
    if text.isascii():
        return text
    try:
        right = text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
    count[0] += 1
    return right


def _messages(value: Any) -> list[dict[str, Any]]:
    return [
        m
        for m in mappings(at(value, "messages"))
        if ("sender_name" in m and "timestamp_ms" in m) or ("senderName" in m and "timestamp" in m)
    ]


def _others(value: Any) -> list[tuple[dict[str, Any], dict[str, Any], str, str]]:
    """``(entry, what is said in it, kind, thread)`` of the lists of posts and comments."""
    lists = (
        [(key, v) for key, v in value.items() if re.fullmatch(r"\w*(?:posts|comments)\w*_v2", key)]
        if isinstance(value, dict)
        else [("posts", value)]
    )
    out = []
    for name, rows in lists:
        for one in mappings(rows):
            said = mappings(one.get("data"))
            comment = next((c for d in said if (c := mapping(d.get("comment")))), None)
            post = next((d for d in said if isinstance(d.get("post"), str)), None)
            if "timestamp" in one and (comment or post):
                out.append((one, comment or mapping(post), "comment" if comment else "post", name.removesuffix("_v2").replace("_", "-")))
    return out


def _message(one: dict[str, Any], mended: list[int]) -> Record:
    text = mend(words(one.get("content", one.get("text"))), mended)
    shared = mapping(one.get("share"))
    link = first(shared, "link")
    if link and link not in text:
        text = f"{text}\n{link}".strip()
    gone = one.get("is_unsent") is True or one.get("isUnsent") is True
    return {
        "kind": "message",
        "participant": mend(first(one, "sender_name", "senderName"), mended),
        **clock(one.get("timestamp_ms", one.get("timestamp"))),
        "text": text,
        "flag": "deleted" if gone else "system" if one.get("type") in _SYSTEM else "",
        "attachments": _attached(one, mended),
        "reactions": ", ".join(mend(f"{first(r, 'reaction')} {first(r, 'actor')}", mended) for r in mappings(one.get("reactions"))) or None,
        "url": link or None,
    }


def _attached(one: dict[str, Any], mended: list[int]) -> str | None:
    out: list[str] = []
    for key in _MEDIA:
        value, what = one.get(key), key.rstrip("s").replace("_file", "")
        files = [value] if isinstance(value, dict) else mappings(value)
        out += [f"{what}: {mend(first(each, 'uri', 'name'), mended).rpartition('/')[2]}" for each in files]
    return "; ".join(out) or None


def _other(one: dict[str, Any], said: dict[str, Any], kind: str, thread: str, mended: list[int]) -> Record:
    title = mend(first(one, "title"), mended)
    writer = mend(first(said, "author"), mended)
    group = mend(first(said, "group"), mended)
    return {
        "kind": kind,
        "participant": writer or None,
        **clock(said.get("timestamp", one.get("timestamp"))),
        "text": mend(first(said, "comment", "post"), mended),
        "flag": "",
        "title": title or None,
        "thread": slug_of(group) if group else thread,
        "url": words(
            next(
                (u for a in mappings(one.get("attachments")) for d in mappings(a.get("data")) if (u := at(d, "external_context", "url"))),
                None,
            )
        )
        or None,
    }


def _settle(records: list[Record]) -> list[Record]:
    """By time within each thread: the exports begin with the newest."""
    order = list(dict.fromkeys(r["thread"] for r in records))
    rank = {name: n for n, name in enumerate(order)}
    newest_first = reversed(records)
    return sorted(newest_first, key=lambda r: (rank[r["thread"]], r["time"].timestamp() if r["time"] else float("inf")))
