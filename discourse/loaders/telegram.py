"""A Telegram Desktop export in JSON becomes messages with their replies, one thread a chat. It does not read the HTML export."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders._json import looks_like_json, parsed
from discourse.loaders._messages import a_dict, dicts, listed, moment, reactions_of, words
from discourse.loaders._packed import Entries, json_in, member_names, members
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source, slug

_MEDIA = ("file_name", "media_type", "mime_type", "sticker_emoji", "photo", "file")


def read_telegram(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read ``result.json`` of Telegram Desktop: *Export chat history*, format "machine-readable JSON"; one chat or all of them.

    Columns
    -------
    ``id`` (chat/message), ``thread`` (the chat, and its topic where it has topics), ``reply_to``, ``kind`` (message, reply,
    system), ``participant`` and ``participant_id``, ``time`` (UTC where the export gives it so, else naive as the exporting
    computer showed it), ``text`` with links as ``words <address>``, ``flag`` ("system" for joins, calls, pins; "bot" for what
    came through a bot; "deleted" for deleted accounts' empty messages), ``action``, ``forwarded_from``, ``edited``,
    ``media``, ``reactions``, ``poll``.

    A message that is only a picture has an empty text and says so in ``media``. Raises LoadError for damaged JSON,
    NotADiscussion where no chat has messages.

    >>> corpus = read_telegram("data/samples/telegram.json")
    >>> corpus.utterances[["kind", "participant", "text"]].values.tolist()[1]
    ['message', 'Noor Haddad', 'Good morning 🌻 the notes are at our page <https://example.org/notes>']
    """
    opened = open_source(source, encoding)
    if not looks_like_json(opened):
        return read_entries(members(opened), opened, thread=thread, encoding=encoding)
    return _corpus(parsed(opened), opened, thread, [])


def sniff(source: Source) -> float:
    """Whether the JSON has chats whose messages are of Telegram's types."""
    if not looks_like_json(source):
        return sniff_entries(member_names(source))
    head = source.raw[:4000] if isinstance(source.raw, bytes) else source.raw[:4000].encode("utf-8", "replace")
    if b'"messages"' not in head and b'"chats"' not in head and b'"left_chats"' not in head:
        return 0.0
    try:
        chats = _chats(parsed(source))
    except LoadError:
        return 0.97 if b'"from_id"' in source.head + head and b'"date_unixtime"' in head else 0.0
    marks = ("from_id", "actor_id", "text_entities", "date_unixtime")
    for chat in chats:
        first = dicts(chat.get("messages"))[:20]
        if (
            first
            and all(m.get("type") in ("message", "service", "unsupported") and "id" in m for m in first)
            and any(k in m for m in first for k in marks)
        ):
            return 0.97
    return 0.0


def sniff_entries(names: list[str]) -> float:
    """Whether a ZIP or a folder is a Telegram export: ``result.json`` beside its media."""
    return 0.9 if any(PurePosixPath(n).name == "result.json" for n in names) else 0.0


def read_entries(entries: Entries, source: Source, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """A corpus of ``(name, content)`` pairs of which some are called ``result.json``; ``source`` names the whole."""
    chats: list[dict[str, Any]] = []
    aside: Rows = []
    for n, (name, content) in enumerate(entries, 1):
        if name.endswith(".json"):
            chats += _chats(json_in(name, content, encoding))
        else:
            aside.append((n, "entry", name, "is no JSON: a picture, a recording or a page"))
    return _corpus({"chats": {"list": chats}}, source, thread, aside)


def _corpus(value: Any, source: Source, thread: str | None, aside: Rows) -> Corpus:
    records: list[dict[str, Any]] = []
    taken: set[str] = set()
    chats = _chats(value)
    for chat in chats:
        name = slug(words(chat.get("name")) or words(chat.get("type")) or source.stem)
        if name in taken:
            name = f"{name}-{words(chat.get('id'))}"
        taken.add(name)
        records += _messages(chat, name)
        if not dicts(chat.get("messages")):
            aside.append((len(taken), "chat", words(chat.get("name")), "has no messages"))
    if not records:
        raise NotADiscussion(f"{source.name}: it is a Telegram export, but no chat in it has messages")
    if any(isinstance(r["time"], datetime) and r["time"].tzinfo is None for r in records):
        source.notes.append("times are without a zone: as the computer showed them that made the export")
    return corpus_of(source, "telegram", records, thread=thread, left_out=aside)


def _chats(value: Any) -> list[dict[str, Any]]:
    top = a_dict(value)
    if "messages" in top:
        return [top]
    return [c for part in ("chats", "left_chats") for c in dicts(a_dict(top.get(part)).get("list"))]


def _messages(chat: dict[str, Any], thread: str) -> list[dict[str, Any]]:
    topics: dict[str, str] = {}
    out = []
    for m in dicts(chat.get("messages")):
        service, number, above = m.get("type") == "service", words(m.get("id")), words(m.get("reply_to_message_id"))
        if m.get("action") == "topic_created":
            topics[number] = f"{thread}/{slug(words(m.get('title')))}"
        topic = topics.get(above, thread)
        elsewhere = words(m.get("reply_to_peer_id"))
        text = _text(m.get("text")) or _text(m.get("text_entities"))
        poll = a_dict(m.get("poll"))
        who = m.get("actor") if service else m.get("from")
        who_id = words(m.get("actor_id") if service else m.get("from_id"))
        out.append(
            {
                "id": f"{thread}/{number}" if number else None,
                "thread": topic,
                "reply_to": f"{'elsewhere' if elsewhere else thread}/{above}" if above else None,
                "kind": "system" if service else "reply" if above and above not in topics else "message",
                "participant": words(who) or ("Deleted account" if who_id else None),
                "participant_id": who_id or None,
                "time": moment(m.get("date_unixtime")) or moment(m.get("date")),
                "text": text or (_service(m) if service else words(poll.get("question"))),
                "flag": "system" if service else "bot" if m.get("via_bot") else "deleted" if who is None and who_id and not text else "",
                "action": words(m.get("action")) or None,
                "forwarded_from": words(m.get("forwarded_from")) or None,
                "edited": str(moment(m.get("edited_unixtime")) or words(m.get("edited")) or "") or None,
                "media": next((words(m[k]) for k in _MEDIA if words(m.get(k))), None),
                "reactions": reactions_of(
                    [(words(r.get("emoji")) or words(r.get("document_id")), r.get("count")) for r in dicts(m.get("reactions"))]
                ),
                "poll": listed([f"{words(a.get('text'))}: {words(a.get('voters'))}" for a in dicts(poll.get("answers"))]),
            }
        )
    return out


def _text(value: Any) -> str:
    """Telegram writes a plain string, or a list of strings and marked pieces."""
    if isinstance(value, str):
        return value
    out = ""
    for piece in value if isinstance(value, list) else []:
        said, address = words(a_dict(piece).get("text")) if isinstance(piece, dict) else words(piece), words(a_dict(piece).get("href"))
        if a_dict(piece).get("type") == "blockquote":
            said = "\n".join("> " + line for line in said.split("\n")) + "\n"
        out += f"{said} <{address}>" if address and address != said else said
    return out.strip("\n")


def _service(m: dict[str, Any]) -> str:
    members_of = m.get("members")
    named = ", ".join(words(x) for x in members_of) if isinstance(members_of, list) else ""
    parts = [words(m.get("action")).replace("_", " "), words(m.get("title")), named]
    return " · ".join(p for p in parts if p)
