"""A Zulip export or the answer of its messages call becomes threads, one a topic. It signs in nowhere and reads no database."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import NotADiscussion
from discourse.loaders._json import looks_like_json, parsed
from discourse.loaders._markup import plain
from discourse.loaders._messages import a_dict, dicts, moment, reactions_of, words
from discourse.loaders._packed import Entries, json_in, member_names, members
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source, slug

_PART = re.compile(r"(?:^|/)messages-\d+\.json$")
_MENTION = re.compile(r"@(_?)\*\*(?:([^*|]+)(?:\|\d+)?)\*\*")
_QUOTED = re.compile(r"@_\*\*[^*]{1,200}\*\*[^\n\[]{0,80}\[[^\]\n]{0,80}\]\([^)\n]{0,400}/near/(\d+)")
_FENCE = re.compile(r"(`{3,}|~{3,})\s*(\w*)\s*$")
_DEEPEST = 20  # quotations inside quotations


def read_zulip(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a Zulip organization's export (``.tar.gz``: *Organization settings, Data exports*) or the JSON of ``GET /messages``.

    Columns
    -------
    ``id``, ``thread`` (channel/topic; private conversations by the names of their members), ``reply_to`` (the message that a
    "quote and reply" links to), ``kind`` (message, reply, system), ``participant`` and ``participant_id``, ``time`` (UTC),
    ``text`` (Markdown as typed, mentions as ``@Name``, quotations with "> "), ``flag`` ("bot", "system" for notices),
    ``title`` (the topic), ``channel``, ``edited``, ``reactions``.

    Raises LoadError for a damaged archive or JSON, NotADiscussion without messages.

    >>> corpus = read_zulip("data/samples/zulip.json")
    >>> corpus.utterances[["thread", "kind", "participant"]].values.tolist()[1]
    ['library/opening-hours', 'reply', 'Ilse Brandt']
    """
    opened = open_source(source, encoding)
    if not looks_like_json(opened):
        return read_entries(members(opened), opened, thread=thread, encoding=encoding)
    value = a_dict(parsed(opened))
    if "zerver_message" in value:
        return _exported([value], opened, thread, [])
    return _answered(dicts(value.get("messages")), opened, thread)


def sniff(source: Source) -> float:
    """Whether it is an export's message file, the answer of the messages call, or an archive of an export."""
    if not looks_like_json(source):
        return sniff_entries(member_names(source))
    raw = source.raw[:20_000]
    head = raw if isinstance(raw, str) else raw.decode("utf-8", "ignore")
    api = '"messages"' in head and '"display_recipient"' in head and '"sender_full_name"' in head
    return 0.97 if api or '"zerver_message"' in head or '"zerver_realm"' in head else 0.0


def sniff_entries(names: list[str]) -> float:
    """Whether the names are those of an export: ``realm.json`` and ``messages-000001.json``."""
    last = {PurePosixPath(n).name for n in names}
    return 0.98 if "realm.json" in last and any(_PART.search(n) for n in names) else 0.0


def read_entries(entries: Entries, source: Source, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """A corpus of ``(name, content)`` pairs from an archive or a folder; ``source`` says what the whole is called."""
    parts: list[tuple[str, dict[str, Any]]] = []
    aside: Rows = []
    for n, (name, content) in enumerate(entries, 1):
        if _PART.search(name) or PurePosixPath(name).name == "realm.json":
            parts.append((name, a_dict(json_in(name, content, encoding))))
        else:
            aside.append((n, "entry", name, "holds no messages"))
    return _exported([value for _, value in sorted(parts, key=lambda part: part[0])], source, thread, aside)


def _exported(parts: list[dict[str, Any]], source: Source, thread: str | None, aside: Rows) -> Corpus:
    """The tables of an export, in which a recipient is a channel (2), a person (1) or a group (3)."""

    def table(name: str) -> list[dict[str, Any]]:
        return [row for part in parts for row in dicts(part.get(name))]

    people = {
        words(u.get("id")): u
        for u in [*table("zerver_userprofile"), *table("zerver_userprofile_crossrealm"), *table("zerver_userprofile_mirrordummy")]
    }
    channels = {words(s.get("id")): words(s.get("name")) for s in table("zerver_stream")}
    recipients = {words(r.get("id")): (words(r.get("type")), words(r.get("type_id"))) for r in table("zerver_recipient")}
    groups: dict[str, list[str]] = {}
    for seat in table("zerver_subscription"):
        groups.setdefault(words(seat.get("recipient")), []).append(words(seat.get("user_profile")))
    hearts: dict[str, list[str]] = {}
    for r in table("zerver_reaction"):
        hearts.setdefault(words(r.get("message")), []).append(words(r.get("emoji_name")))
    said = []
    for m in table("zerver_message"):
        sender, (form, key) = people.get(words(m.get("sender")), {}), recipients.get(words(m.get("recipient")), ("", ""))
        ids = {words(m.get("sender")), *([key] if form == "1" else groups.get(words(m.get("recipient")), []))}
        names = sorted(words(people.get(i, {}).get("full_name")) for i in ids)
        said.append(
            {
                "id": m.get("id"),
                "sender_id": m.get("sender"),
                "sender_full_name": sender.get("full_name"),
                "is_bot": sender.get("is_bot"),
                "timestamp": m.get("date_sent"),
                "content": m.get("content"),
                "subject": m.get("subject"),
                "display_recipient": channels.get(key, f"channel-{key}") if form == "2" else [{"full_name": name} for name in names],
                "last_edit_timestamp": m.get("last_edit_time"),
                "reactions": [{"emoji_name": name} for name in hearts.get(words(m.get("id")), [])],
            }
        )
    said.sort(key=lambda m: words(m["id"]).rjust(20))
    return _answered(said, source, thread, aside)


def _answered(said: list[dict[str, Any]], source: Source, thread: str | None, aside: Rows | None = None) -> Corpus:
    records = []
    for m in said:
        where, topic = m.get("display_recipient"), words(m.get("subject"))
        private = not isinstance(where, str)
        place = slug("-".join(words(p.get("full_name")) for p in dicts(where)), 60) if private else slug(words(where))
        text = words(m.get("content"))
        quoted = _QUOTED.search(text)
        sender = words(m.get("sender_full_name"))
        bot = bool(m.get("is_bot")) or words(m.get("sender_email")).split("@")[0].endswith("-bot")
        notice = sender == "Notification Bot" or words(m.get("sender_email")).startswith("notification-bot@")
        counts: dict[str, int] = {}
        for r in dicts(m.get("reactions")):
            counts[words(r.get("emoji_name"))] = counts.get(words(r.get("emoji_name")), 0) + 1
        records.append(
            {
                "id": words(m.get("id")) or None,
                "thread": place if private else f"{place}/{slug(topic)}",
                "reply_to": quoted[1] if quoted else None,
                "kind": "system" if notice else "reply" if quoted else "message",
                "participant": sender or None,
                "participant_id": words(m.get("sender_id")) or None,
                "time": moment(m.get("timestamp")),
                "text": plain(text) if m.get("content_type") == "text/html" else _marks(text),
                "flag": "system" if notice else "bot" if bot else "",
                "title": topic or None,
                "channel": None if private else words(where),
                "edited": str(moment(m.get("last_edit_timestamp")) or "") or None,
                "reactions": reactions_of([(f":{name}:", n) for name, n in counts.items()]),
            }
        )
    if not records:
        raise NotADiscussion(f"{source.name}: it is a Zulip export, but there are no messages in it")
    return corpus_of(source, "zulip", records, thread=thread, left_out=aside)


def _marks(text: str) -> str:
    """Zulip's quotations are fenced blocks; they become lines that begin with "> "."""
    out: list[str] = []
    open_fences: list[tuple[str, bool]] = []
    for line in text.split("\n"):
        fence = _FENCE.match(line)
        depth = sum(quote for _, quote in open_fences)
        if fence and open_fences and open_fences[-1][0] == fence[1] and not fence[2]:
            if open_fences.pop()[1]:
                continue
        elif fence and len(open_fences) < _DEEPEST and (fence[2] == "quote" or all(quote for _, quote in open_fences)):
            open_fences.append((fence[1], fence[2] == "quote"))
            if fence[2] == "quote":
                continue
        out.append("> " * depth + line)
    return _MENTION.sub(r"@\2", "\n".join(out)).strip()
