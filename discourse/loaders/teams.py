"""Microsoft Teams exports (Graph messages, channel exports, a person's own data) become threads with replies. It signs in nowhere."""

from __future__ import annotations

import re
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import NotADiscussion
from discourse.loaders._json import looks_like_json, parsed
from discourse.loaders._markup import plain
from discourse.loaders._messages import a_dict, dicts, listed, moment, reactions_of, words
from discourse.loaders._packed import Entries, json_in, member_names, members
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source, slug

_FILE = re.compile(r"(?:^|/)messages(?:_[\w:@.-]+)?\.json$", re.IGNORECASE)
_LISTS = re.compile(r"(?:^|/)(?:teamsList|usersList|channels_[\w-]+|teams)\.json$", re.IGNORECASE)
_AT = re.compile(r"<at\b[^<>]{0,200}>([^<>]{0,200})</at>", re.IGNORECASE)


def read_teams(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read Microsoft Teams messages: JSON of an administrator's or the Graph's export, one channel or a ZIP of many, or the
    ``messages.json`` that a person gets under *Export my data*.

    Columns
    -------
    ``id``, ``thread`` (the subject of the conversation, or the channel), ``reply_to``, ``kind`` (post, reply, message in
    chats, system), ``participant`` and ``participant_id``, ``time`` (UTC), ``text``, ``flag`` ("system" for joins, renames
    and calls; "deleted"; "bot" for applications), ``title`` (the subject), ``edited``, ``url``, ``reactions``, ``files``,
    ``mentions``, ``importance``.

    Raises LoadError for damaged JSON, NotADiscussion without messages.

    >>> corpus = read_teams("data/samples/teams.json")
    >>> corpus.utterances[["kind", "participant", "text"]].values.tolist()[1]
    ['reply', 'Björn Åberg', 'Thursday suits me, Ama 👍🏽']
    """
    opened = open_source(source, encoding)
    if not looks_like_json(opened):
        return read_entries(members(opened), opened, thread=thread, encoding=encoding)
    return _corpus([(opened.stem, parsed(opened))], opened, thread, [], {})


def sniff(source: Source) -> float:
    """Whether the JSON has the Graph's chat messages, or a person's conversations."""
    if not looks_like_json(source):
        return sniff_entries(member_names(source))
    raw = source.raw[:20_000]
    head = (raw if isinstance(raw, str) else raw.decode("utf-8", "ignore")).lower()
    graph = all(f'"{key}"' in head for key in ("messagetype", "createddatetime", "body"))
    own = '"conversations"' in head and '"messagelist"' in head
    return 0.97 if graph or own else 0.0


def sniff_entries(names: list[str]) -> float:
    """Whether a ZIP or a folder holds message files with the lists of teams, users or channels that go with them."""
    found = any(_FILE.search(n) for n in names)
    return (
        0.95
        if found and any(_LISTS.search(n) for n in names)
        else 0.9
        if sum(bool(re.search(r"messages_[\w-]+\.json$", n)) for n in names)
        else 0.0
    )


def read_entries(entries: Entries, source: Source, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """A corpus of ``(name, content)`` pairs from a ZIP or a folder; ``source`` says what the whole is called."""
    found: list[tuple[str, Any]] = []
    names: dict[str, str] = {}
    aside: Rows = []
    for n, (name, content) in enumerate(entries, 1):
        if _FILE.search(name):
            found.append((re.sub(r"\.json$", "", name.rsplit("/", 1)[-1]), json_in(name, content, encoding)))
        elif _LISTS.search(name):
            for one in _small(json_in(name, content, encoding)) if content else []:
                if words(one.get("id")) and words(one.get("displayname")):
                    names[words(one["id"])] = words(one["displayname"])
        else:
            aside.append((n, "entry", name, "holds no messages"))
    return _corpus(found, source, thread, aside, names)


def _corpus(found: list[tuple[str, Any]], source: Source, thread: str | None, aside: Rows, names: dict[str, str]) -> Corpus:
    records: list[dict[str, Any]] = []
    for stem, value in found:
        top = a_dict(_lower(value))
        if "conversations" in top:
            for conversation in dicts(top["conversations"]):
                records += _own(conversation)
            continue
        every = _small(value)
        every += [r | {"replytoid": r.get("replytoid") or m.get("id")} for m in every for r in dicts(m.get("replies"))]
        every.sort(key=lambda m: words(m.get("createddatetime")))
        records += _graph(every, stem, names)
    if not records:
        raise NotADiscussion(f"{source.name}: it is a Teams export, but there are no messages in it")
    return corpus_of(source, "teams", records, thread=thread, left_out=aside)


def _graph(every: list[dict[str, Any]], stem: str, names: dict[str, str]) -> list[dict[str, Any]]:
    subjects = {words(m.get("id")): words(m.get("subject")).strip() for m in every}
    out = []
    for m in every:
        own, above, body = words(m.get("id")), words(m.get("replytoid")), a_dict(m.get("body"))
        channel = words(a_dict(m.get("channelidentity")).get("channelid")) or words(m.get("chatid"))
        where = slug(names.get(channel, "") or stem)
        root = above or own
        sender = a_dict(m.get("from"))
        user, app = a_dict(sender.get("user")), a_dict(sender.get("application")) or a_dict(sender.get("device"))
        event = a_dict(m.get("eventdetail"))
        actor = a_dict(a_dict(event.get("initiator")).get("user"))
        who = user or app or actor
        system = words(m.get("messagetype")).lower() != "message" and (bool(event) or not user)
        deleted, chat = bool(m.get("deleteddatetime")), bool(m.get("chatid"))
        text = words(body.get("content"))
        text = plain(_AT.sub(r"@\1", text)) if words(body.get("contenttype")).lower() == "html" or "</" in text else text
        out.append(
            {
                "id": f"{where}/{own}" if own else None,
                "thread": where if chat or not subjects.get(root) else f"{where}/{slug(subjects[root])}-{root}",
                "reply_to": f"{where}/{above}" if above and above != own else None,
                "kind": "system" if system else "message" if chat and not above else "reply" if above and above != own else "post",
                "participant": words(who.get("displayname")) or names.get(words(who.get("id"))),
                "participant_id": words(who.get("id")) or None,
                "time": moment(m.get("createddatetime")),
                "text": text if not system or text else _event(event),
                "flag": "system" if system else "deleted" if deleted else "bot" if app and not user else "",
                "title": words(m.get("subject")).strip() or None,
                "edited": words(m.get("lastediteddatetime")) or None,
                "url": words(m.get("weburl")) or None,
                "reactions": reactions_of([(words(r.get("reactiontype")), 1) for r in dicts(m.get("reactions"))]),
                "files": listed([words(f.get("name")) for f in dicts(m.get("attachments"))]),
                "mentions": ", ".join(words(x.get("mentiontext")) for x in dicts(m.get("mentions"))) or None,
                "importance": words(m.get("importance")) or None,
            }
        )
    return out


def _event(event: dict[str, Any]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words(event.get("@odata.type")).split(".")[-1].removesuffix("EventMessageDetail")).lower()


def _own(conversation: dict[str, Any]) -> list[dict[str, Any]]:
    """A person's own export (as Skype's): messages newest first, answers as quotations inside the text."""
    key = words(conversation.get("id"))
    name = slug(words(conversation.get("displayname")) or key)
    out = []
    for m in reversed(dicts(conversation.get("messagelist"))):
        kind, who = words(m.get("messagetype")), words(m.get("from")).split("/")[-1]
        talk = kind.startswith("RichText") or kind == "Text" or not kind
        about = a_dict(m.get("properties"))
        deleted = bool(about.get("deletetime")) or bool(about.get("isserversidegenerated"))
        out.append(
            {
                "id": f"{name}/{words(m.get('id'))}" if words(m.get("id")) else None,
                "thread": name,
                "kind": "message" if talk else "system",
                "participant": words(m.get("displayname")) or re.sub(r"^\d+:(?:live:)?", "", who) or None,
                "participant_id": who or None,
                "time": moment(m.get("originalarrivaltime")),
                "text": plain(_AT.sub(r"@\1", words(m.get("content")))),
                "flag": "deleted" if deleted else "" if talk else "system",
                "type": kind or None,
                "edited": words(about.get("edittime")) or None,
            }
        )
    return out


def _small(value: Any) -> list[dict[str, Any]]:
    """The records of a list, or of the Graph's ``value``, with keys in small letters: exports differ only in that."""
    low = _lower(value)
    top = a_dict(low)
    return dicts(low) or dicts(top.get("value")) or dicts(top.get("messages")) or ([top] if "body" in top else [])


def _lower(value: Any, depth: int = 0) -> Any:
    if isinstance(value, dict) and depth < 12:
        return {str(k).lower(): _lower(v, depth + 1) for k, v in value.items()}
    return [_lower(v, depth + 1) for v in value] if isinstance(value, list) and depth < 12 else value
