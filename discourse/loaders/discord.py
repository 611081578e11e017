"""What DiscordChatExporter writes (JSON, CSV, HTML) becomes messages with their replies. It reads no live server."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders._json import looks_like_json, parsed
from discourse.loaders._markup import text_of
from discourse.loaders._messages import a_dict, dicts, listed, moment, reactions_of, words
from discourse.loaders._records import corpus_of
from discourse.loaders._source import Source, open_source, slug
from discourse.loaders._times import column_of_times

_CSV = re.compile(r'\ufeff?"?AuthorID"?[,;]"?Author"?[,;]"?Date"?[,;]"?Content"?')
_TALK = frozenset(("Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "ThreadStarterMessage", "0", "19", "20", "23", "21"))


def read_discord(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read one channel of Discord as DiscordChatExporter writes it, in JSON (the fullest), CSV or HTML.

    Columns
    -------
    ``id`` (channel/message), ``thread`` (the channel), ``reply_to``, ``kind`` (message, reply, system), ``participant`` (the
    nickname) and ``participant_id``, ``time`` (UTC; naive in HTML), ``text``, ``flag`` ("system" for calls, pins and joins,
    "bot"), ``type``, ``edited``, ``pinned``, ``reactions``, ``files``, ``embeds`` (previews of links), ``mentions``.

    CSV has neither message ids nor replies. The ``attrs`` give ``title`` and ``server``. Raises LoadError for a damaged
    file, NotADiscussion without messages.

    >>> corpus = read_discord("data/samples/discord.json")
    >>> corpus.utterances[["kind", "reply_to", "participant", "text"]].values.tolist()[1]
    ['reply', 'reading-circle/9001', 'Tomé', 'Chapter two, please 📖']
    """
    opened = open_source(source, encoding)
    if looks_like_json(opened):
        return _from_json(parsed(opened), opened, thread)
    return _from_html(opened, thread) if _is_html(opened) else _from_csv(opened, thread)


def sniff(source: Source) -> float:
    """Whether it is one of the exporter's three forms."""
    raw = source.raw[:4000]
    head = raw if isinstance(raw, str) else raw.decode("utf-8", "ignore")
    if _CSV.match(head):
        return 0.98
    if _is_html(source):
        return 0.98
    if looks_like_json(source) and '"guild"' in head and '"channel"' in head:
        return 0.98
    return 0.0


def _is_html(source: Source) -> bool:
    raw = source.raw
    if isinstance(raw, bytes):
        return raw[:200].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and b"chatlog__message" in raw
    return raw[:200].lstrip("\ufeff \r\n\t").startswith("<") and "chatlog__message" in raw


def _from_json(value: Any, source: Source, thread: str | None) -> Corpus:
    channel, guild = a_dict(a_dict(value).get("channel")), a_dict(a_dict(value).get("guild"))
    title = words(channel.get("name")) or source.stem
    name = slug(title)
    people: dict[str, dict[str, Any]] = {}
    records = []
    for m in dicts(a_dict(value).get("messages")):
        author, kind = a_dict(m.get("author")), words(m.get("type")) or "Default"
        who = words(author.get("id"))
        reference = a_dict(m.get("reference"))
        above = words(reference.get("messageId")) if words(reference.get("channelId")) in ("", words(channel.get("id"))) else ""
        talk = kind in _TALK
        people[who] = {"username": words(author.get("name")) or None, "is_bot": bool(author.get("isBot"))}
        embeds = ["\n".join(words(e.get(k)) for k in ("title", "description", "url") if words(e.get(k))) for e in dicts(m.get("embeds"))]
        text = words(m.get("content"))
        records.append(
            {
                "id": f"{name}/{words(m.get('id'))}" if words(m.get("id")) else None,
                "thread": name,
                "reply_to": f"{name}/{above}" if above and talk else None,
                "kind": "system" if not talk else "reply" if above else "message",
                "participant": words(author.get("nickname")) or words(author.get("name")) or None,
                "participant_id": who or None,
                "time": moment(m.get("timestamp")),
                "text": text or ("\n\n".join(embeds) if author.get("isBot") else ""),
                "flag": "system" if not talk else "bot" if author.get("isBot") else "",
                "type": kind,
                "edited": words(m.get("timestampEdited")) or None,
                "pinned": bool(m.get("isPinned")),
                "reactions": reactions_of([(words(a_dict(r.get("emoji")).get("name")), r.get("count")) for r in dicts(m.get("reactions"))]),
                "files": listed(
                    [words(f.get("fileName")) or words(f.get("name")) for k in ("attachments", "stickers") for f in dicts(m.get(k))]
                ),
                "embeds": listed(embeds),
                "mentions": ", ".join(words(x.get("nickname")) or words(x.get("name")) for x in dicts(m.get("mentions"))) or None,
            }
        )
    if not records:
        raise NotADiscussion(f"{source.name}: it is a Discord export, but there are no messages in it")
    return corpus_of(source, "discord", records, thread=thread, people=people, title=title, server=words(guild.get("name")))


def _from_csv(source: Source, thread: str | None) -> Corpus:
    import pandas as pd

    try:
        rows = list(csv.DictReader(io.StringIO(source.text.lstrip("\ufeff"), newline="")))
    except csv.Error as error:
        raise LoadError(f"{source.name}: the CSV is damaged ({error}); export it again") from error
    if not rows:
        raise NotADiscussion(f"{source.name}: it is a Discord export, but there are no messages in it")
    times, why = column_of_times(pd.Series([_spelled(words(r.get("Date"))) for r in rows], dtype="object"))
    lost = [(n, "time", words(r.get("Date")), w) for n, (r, w) in enumerate(zip(rows, why, strict=True), 2) if w]
    source.removed += lost
    records = [
        {
            "kind": "message",
            "participant": re.sub(r"#(?:\d{4}|0)$", "", words(r.get("Author"))) or None,
            "participant_id": words(r.get("AuthorID")) or None,
            "time": None if pd.isna(when) else when,
            "text": words(r.get("Content")),
            "files": listed(words(r.get("Attachments")).split(",")),
            "reactions": words(r.get("Reactions")) or None,
        }
        for r, when in zip(rows, times, strict=True)
    ]
    source.notes.append("a Discord CSV has no replies and no message ids: they are numbered; export JSON for the reply tree")
    return corpus_of(source, "discord", records, thread=thread)


def _from_html(source: Source, thread: str | None) -> Corpus:
    from lxml import html

    try:
        page = html.document_fromstring(source.text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True))
    except (html.etree.ParserError, ValueError) as error:
        raise LoadError(f"{source.name}: the page cannot be read ({error}); export it again") from error
    heads = [
        " ".join(e.text_content().split())
        for e in page.xpath("//*[contains(@class,'preamble__entry')]")
        if "preamble__entry--" not in e.get("class")
    ]
    title = heads[1].split("/")[-1].strip() if len(heads) > 1 else source.stem
    name = slug(title)
    records: list[dict[str, Any]] = []
    last: tuple[str | None, str | None] = (None, None)
    for box in page.xpath("//*[@data-message-id]"):
        authors = [_one(box, "chatlog__author"), _one(box, "chatlog__system-notification-author")]
        author = next((a for a in authors if a is not None), None)
        if author is not None:
            last = (" ".join(author.text_content().split()), author.get("data-user-id") or author.get("title"))
        stamps, body = (
            [_one(box, f"chatlog__{kind}timestamp") for kind in ("", "short-", "system-notification-")],
            _one(box, "chatlog__content"),
        )
        stamp = next((one for one in stamps if one is not None), None)
        when = stamp.get("title") if stamp is not None and stamp.get("title") else None if stamp is None else stamp.text_content()
        system = "chatlog__system-notification" in html.tostring(box, encoding="unicode")
        note = _one(box, "chatlog__system-notification-content")
        answered = re.search(r"scrollToMessage\(event,\s*'?(\d+)", " ".join(box.xpath(".//@onclick")))
        bot = bool(box.xpath(".//*[contains(@class,'chatlog__author-tag') or contains(@class,'chatlog__bot-label')]"))
        part = body if body is not None else note
        records.append(
            {
                "id": f"{name}/{box.get('data-message-id')}",
                "thread": name,
                "reply_to": f"{name}/{answered[1]}" if answered else None,
                "kind": "system" if system else "reply" if answered else "message",
                "participant": last[0],
                "participant_id": last[1],
                "given": (when or "").strip(),
                "text": "" if part is None else text_of(part),
                "flag": "system" if system else "bot" if bot else "",
            }
        )
    if not records:
        raise NotADiscussion(f"{source.name}: it is a Discord export, but there are no messages in it")
    import pandas as pd

    times, _ = column_of_times(pd.Series([_spelled(r["given"]) for r in records], dtype="object"))
    kept = [r | {"time": None if pd.isna(t) else t, "time_given": r["given"]} for r, t in zip(records, times, strict=True)]
    source.notes.append("times are without a zone: as the exporting computer showed them")
    return corpus_of(source, "discord", [{k: v for k, v in r.items() if k != "given"} for r in kept], thread=thread, title=title)


def _spelled(text: str) -> str:
    """The exporter's "Monday, 2 January 2023 12:34" and "02-Jan-23 12:34 PM" as dates that are read everywhere."""
    text = re.sub(r"^[^\W\d_]{3,12}, ", "", text)
    return re.sub(r"^(\d{1,2})-([^\W\d_]{3,9})-(\d\d) ", r"\1 \2 20\3 ", text)


def _one(box: Any, name: str) -> Any:
    found = box.xpath(f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")
    return found[0] if found else None
