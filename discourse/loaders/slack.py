"""A Slack export becomes threads of messages with their replies, one thread a channel. It fetches no file and reads no live workspace."""

from __future__ import annotations

import html
import re
from pathlib import PurePosixPath
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import NotADiscussion
from discourse.loaders._json import looks_like_json, parsed
from discourse.loaders._messages import a_dict, dicts, listed, moment, reactions_of, words
from discourse.loaders._packed import Entries, json_in, member_names, members
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source, slug

_DAY = re.compile(r"(?:^|(?:^|/)([^/]+)/)\d{4}-\d\d-\d\d\.json$")
_ALONE = re.compile(r'"ts":\s*"\d{10}\.\d{6}"')
_LISTS = ("channels.json", "groups.json", "dms.json", "mpims.json")
_SYSTEM = re.compile(
    r"(channel|group|mpim)_(?!.*message)\w+|(un)?pinned_item|bot_(add|remove|enable|disable)|reminder_\w+|sh_room_\w+|huddle\w*|app_conversation_\w+"
    r"|joiner_notification\w*"
)
_BOT = re.compile(r"/services/(B\w{5,20})\|([^<>|\n]{1,80})>")
_MARK = re.compile(r"<([^<>\n]+)>")


def read_slack(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a Slack workspace export: the ZIP that an owner gets under *Settings, Import/Export data, Export*, or one day's JSON of it.

    Columns
    -------
    ``id`` (channel/time stamp), ``thread`` (the channel), ``reply_to`` (the message that opened the Slack thread), ``kind``
    (message, reply, system), ``participant`` and ``participant_id``, ``time`` (UTC), ``text`` with mentions as ``@name``,
    channels as ``#name`` and links as ``words <address>``, ``flag`` ("system" joins and topics, "bot", "deleted"),
    ``subtype``, ``edited`` (time), ``reactions``, ``files``, ``attachments`` (previews of links).

    A direct conversation is named after its members. Entries without a time stamp, and lists that hold no messages, are
    in ``left_out``. Raises LoadError for a damaged archive or entry, NotADiscussion without messages.

    >>> corpus = read_slack("data/samples/slack.zip")
    >>> corpus.utterances[["thread", "participant", "text"]].values.tolist()[1]
    ['garden', 'Wanda Okoye', '@Ben Ruiz shall we paint the fence? 🎨']
    """
    opened = open_source(source, encoding)
    if looks_like_json(opened):
        return _corpus([(opened.stem, m) for m in dicts(parsed(opened)) if words(m.get("ts"))], opened, thread, {}, {}, [])
    return read_entries(members(opened), opened, thread=thread, encoding=encoding)


def sniff(source: Source) -> float:
    """How much the names in the archive look like a Slack export."""
    if looks_like_json(source):
        head = source.raw[:3000] if isinstance(source.raw, str) else source.raw[:3000].decode("utf-8", "ignore")
        return 0.96 if head.lstrip("\ufeff \t\r\n").startswith("[") and _ALONE.search(head) and '"text"' in head else 0.0
    return sniff_entries(member_names(source))


def sniff_entries(names: list[str]) -> float:
    """The same for the names in a folder."""
    lists = {PurePosixPath(n).name for n in names}
    days = any(_DAY.search(n) for n in names)
    return 0.98 if days and "users.json" in lists else 0.9 if days and lists & set(_LISTS) else 0.0


def read_entries(entries: Entries, source: Source, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """A corpus of ``(name, content)`` pairs, from a ZIP or a folder; ``source`` says what the whole is called."""
    people: dict[str, dict[str, Any]] = {}
    channels: dict[str, dict[str, Any]] = {}
    said: list[tuple[str, dict[str, Any]]] = []
    aside: Rows = []
    for n, (name, content) in enumerate(entries, 1):
        last = PurePosixPath(name).name
        day = _DAY.search(name)
        if day:
            found = [
                (day[1] or source.stem, m)
                for m in dicts(json_in(name, content, encoding))
                if m.get("type", "message") == "message" or "text" in m
            ]
            said += [(c, m) for c, m in found if words(m.get("ts"))]
            aside += [
                (n, "message", words(m.get("text"))[:80], f"in {name}: it has no time stamp") for _, m in found if not words(m.get("ts"))
            ]
        elif last in ("users.json", "org_users.json"):
            people |= {words(u.get("id")): u for u in dicts(json_in(name, content, encoding))}
        elif last in _LISTS:
            for channel in dicts(json_in(name, content, encoding)):
                channels |= {words(channel.get("id")): channel, words(channel.get("name")): channel}
        else:
            aside.append((n, "entry", name, "holds no messages"))
    return _corpus(said, source, thread, people, channels, aside)


def _corpus(
    said: list[tuple[str, dict[str, Any]]],
    source: Source,
    thread: str | None,
    people: dict[str, dict[str, Any]],
    channels: dict[str, dict[str, Any]],
    aside: Rows,
) -> Corpus:
    if not said:
        raise NotADiscussion(f"{source.name}: it is a Slack export, but there are no messages in it")
    names = {i: _called(u) for i, u in people.items()} | _seen_names(said, people)
    order = {c: k for k, c in enumerate(dict.fromkeys(c for c, _ in said))}
    said.sort(key=lambda pair: (order[pair[0]], words(pair[1]["ts"]).rjust(24)))
    titles = {c: _title(channels.get(c, {}), c, names) for c in order}
    records = [_record(titles[c], m, names, channels, people) for c, m in said]
    return corpus_of(source, "slack", records, thread=thread, left_out=aside, people={i: _about(u) for i, u in people.items()})


def _record(
    channel: str, m: dict[str, Any], names: dict[str, str], channels: dict[str, dict[str, Any]], people: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    subtype, ts, root = words(m.get("subtype")), words(m["ts"]), words(m.get("thread_ts"))
    file_comment = a_dict(m.get("comment"))
    bot = (
        subtype == "bot_message"
        or (bool(m.get("bot_id")) and not m.get("user"))
        or bool(a_dict(people.get(words(m.get("user")))).get("is_bot"))
    )
    who = words(m.get("user")) or words(file_comment.get("user")) or words(m.get("bot_id"))
    shown = names.get(who) or words(m.get("username")) or words(a_dict(m.get("bot_profile")).get("name")) or who
    system = bool(_SYSTEM.fullmatch(subtype)) or (who == "USLACKBOT" and subtype not in ("", "bot_message"))
    deleted = subtype == "tombstone" or bool(m.get("is_deleted")) or (bool(m.get("hidden")) and "deleted" in subtype)
    if deleted and who == "USLACKBOT":  # the export names Slack's own robot where a message is gone
        who, shown, system = "", "", False
    text, previews = words(m.get("text")), [_preview(a) for a in dicts(m.get("attachments"))]
    if not text and m.get("blocks"):
        text = "\n".join(_block(b) for b in dicts(m.get("blocks"))).strip()
    if bot or not text:
        text, previews = "\n\n".join(t for t in (text, *previews) if t), []
    files = [*dicts(m.get("files")), *([a_dict(m.get("file"))] if m.get("file") else [])]
    edited = a_dict(m.get("edited")).get("ts")
    return {
        "id": f"{channel}/{ts}",
        "thread": channel,
        "reply_to": f"{channel}/{root}" if root and root != ts else None,
        "kind": "system" if system else "reply" if root and root != ts else "message",
        "participant": shown or None,
        "participant_id": who or None,
        "time": moment(ts),
        "text": _plain(text, names, channels),
        "flag": "deleted" if deleted else "system" if system else "bot" if bot else "",
        "subtype": subtype or None,
        "edited": str(moment(edited)) if edited else None,
        "reactions": reactions_of([(f":{words(r.get('name'))}:", r.get("count")) for r in dicts(m.get("reactions")) if r.get("name")]),
        "files": listed([words(f.get("title")) or words(f.get("name")) for f in files]),
        "attachments": listed([_plain(p, names, channels) for p in previews]),
    }


def _plain(text: str, names: dict[str, str], channels: dict[str, dict[str, Any]]) -> str:
    """Slack's marks as a reader sees them; what a person typed comes escaped, so that no mark is taken for one that is none."""

    def shown(match: re.Match[str]) -> str:
        target, _, label = match[1].partition("|")
        if target.startswith("@"):
            return "@" + (names.get(target[1:]) or label or target[1:])
        if target.startswith("#"):
            return "#" + (label or words(channels.get(target[1:], {}).get("name")) or target[1:])
        if target.startswith("!"):
            return label if label else "@" + target[1:].split("^")[-1]
        address = target.removeprefix("mailto:").removeprefix("tel:")
        return address if not label or label.rstrip("/") in address else f"{label} <{address}>"

    return html.unescape(_MARK.sub(shown, text)).strip()


def _preview(attachment: dict[str, Any]) -> str:
    parts = [words(attachment.get(k)) for k in ("pretext", "title", "text")]
    parts += [f"{words(f.get('title'))}: {words(f.get('value'))}" for f in dicts(attachment.get("fields"))]
    return "\n".join(p for p in parts if p) or words(attachment.get("fallback"))


def _block(block: dict[str, Any], depth: int = 0) -> str:
    inner = [block[k] for k in ("text", "elements", "fields") if k in block] if depth < 20 else []
    out = ""
    for value in inner:
        parts = [value] if isinstance(value, (str, dict)) else value if isinstance(value, list) else []
        out += "".join(p if isinstance(p, str) else _block(p, depth + 1) for p in parts if isinstance(p, (str, dict)))
    if block.get("type") == "user":
        out = f"<@{words(block.get('user_id'))}>"
    elif block.get("type") == "link":
        out = f"<{words(block.get('url'))}|{out}>" if out else f"<{words(block.get('url'))}>"
    elif block.get("type") == "emoji":
        out = f":{words(block.get('name'))}:"
    return out


def _called(user: dict[str, Any]) -> str:
    profile = a_dict(user.get("profile"))
    given = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"), user.get("id"))
    return next((words(g) for g in given if words(g).strip()), "")


def _seen_names(said: list[tuple[str, dict[str, Any]]], people: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Names of people of other workspaces and of old integrations, who are told of only in messages."""
    strangers = {
        words(m.get("user")): _called({"profile": m["user_profile"]})
        for _, m in said
        if words(m.get("user")) not in people and isinstance(m.get("user_profile"), dict)
    }
    return strangers | {found[1]: found[2] for _, m in said if (found := _BOT.search(words(m.get("text"))))}


def _about(user: dict[str, Any]) -> dict[str, Any]:
    profile = a_dict(user.get("profile"))
    told = {"username": user.get("name"), "real_name": user.get("real_name") or profile.get("real_name"), "time_zone": user.get("tz")}
    return {k: words(v) or None for k, v in told.items()} | {"is_bot": bool(user.get("is_bot"))}


def _title(channel: dict[str, Any], folder: str, names: dict[str, str]) -> str:
    members_of = channel.get("members")
    if channel.get("name") or not isinstance(members_of, list):
        return slug(folder, 80)
    return slug("-".join(names.get(words(m), words(m)) for m in members_of), 60) + f"-{folder.lower()}"
