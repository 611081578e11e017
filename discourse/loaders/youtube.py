"""Comments below a YouTube video: yt-dlp, the Data API, comment downloaders, Takeout and YouTube Data Tools. It reads no captions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._export_rows import header, rows
from discourse.loaders._gather import Found, Record, gathered, in_threads, parents_first, slug_of
from discourse.loaders._markup import plain
from discourse.loaders._source import Source, open_source
from discourse.loaders._values import at, clock, first, mapping, mappings, number, said_by, score, words

#: The columns by which the CSVs of these tools are known: Takeout, YouTube Data Tools, youtube-comment-downloader.
_TABLES = ({"comment id", "comment text", "video id"}, {"isreply", "isreplyto", "text"}, {"cid", "text", "author", "votes"})


def read_youtube(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read the comments below a video, and the video's title and description as the post that they answer.

    How to get it: ``yt-dlp --write-comments --skip-download ADDRESS`` (NAME.info.json); the Data API's
    ``commentThreads?part=snippet,replies`` (JSON); ``youtube-comment-downloader`` (JSON lines); Google Takeout
    (comments.csv: what one person wrote); YouTube Data Tools (comments.csv or .tab).

    Columns: ``kind`` is "post" (the video), "comment" or "reply". Further: ``title url likes edited pinned by_uploader
    hearted``. yt-dlp's times are reckoned from "2 weeks ago" and so are only as exact. A downloader's "2 weeks ago" alone
    is no time; it stays in ``time_given``. Takeout names no writer: it is one person's own.

    Raises LoadError for damaged JSON or CSV, NotADiscussion when there is no comment.

    >>> read_youtube('''{"id": "v1", "title": "How to make tea", "uploader": "Ines", "comments": [
    ...   {"id": "a", "text": "Lovely 🍵", "author": "@tom", "author_id": "UC1", "parent": "root", "timestamp": 1577836800},
    ...   {"id": "a.b", "text": "Thanks!", "author": "@ines", "author_id": "UC2", "parent": "a"}]}''').utterances[
    ...   ["id", "reply_to", "kind"]].values.tolist()
    [['v1', nan, 'post'], ['a', 'v1', 'comment'], ['a.b', 'a', 'reply']]
    """
    return gather([open_source(source, encoding)], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """The comments below several videos as one corpus."""
    return gathered(sources, "youtube", _find, settle=_settle, thread=thread, noun="comment")


def sniff(source: Source) -> float:
    """The fields of these tools, in JSON or in the first row of a table."""
    if any(wanted <= set(header(source)) for wanted in _TABLES):
        return 0.96
    marks = r'"(?:author_id|youtube#comment\w*|cid|topLevelComment|extractor_key)"'
    return score(source, marks, lambda value: 0.97 if next(_comments(value), None) else 0.9 * _is_video(value))


def _find(source: Source) -> Found:
    found = Found()
    if header(source):
        found.records = [_row(row) for row in rows(source)]
        return found
    value = said_by(source)
    for video in value if isinstance(value, list) else [value]:
        if _is_video(video):
            found.records.append(_video(video))
            found.title = found.title or first(video, "title")
            if not video.get("comments"):
                found.leave("comments", words(video.get("comment_count")), "they are not in the file; run yt-dlp with --write-comments")
    for comment, parent, video in _comments(value):
        found.records.append(_api(comment, parent) if isinstance(comment.get("snippet"), dict) else _flat(comment, video))
    return found


def _is_video(value: Any) -> bool:
    if not isinstance(value, dict) or "title" not in value or not words(value.get("id")):
        return False
    return isinstance(value.get("comments"), list) or words(value.get("extractor_key")) == "Youtube"


def _comments(value: Any) -> Iterator[tuple[dict[str, Any], str, str]]:
    """``(comment, id of the comment that it answers, id of its video)`` in reading order."""
    waiting: list[tuple[Any, str, str]] = [(value, "", "")]
    while waiting:
        here, parent, video = waiting.pop()
        if isinstance(here, list):
            waiting += [(one, parent, video) for one in reversed(here)]
        elif isinstance(here, dict):
            top = at(here, "snippet", "topLevelComment")
            if _is_video(here):
                waiting.append((here.get("comments"), "", words(here["id"])))
            elif isinstance(top, dict):
                waiting.append((at(here, "replies", "comments"), words(top.get("id")), ""))
                waiting.append((top, "", ""))
            elif _is_comment(here, video):
                yield here, parent, video
            else:
                waiting += [(here[key], parent, video) for key in ("comments", "items") if isinstance(here.get(key), list)]


def _is_comment(here: dict[str, Any], video: str) -> bool:
    if {"textDisplay", "textOriginal"} & mapping(here.get("snippet")).keys():
        return True
    return isinstance(here.get("text"), str) and ("cid" in here or ("author_id" in here and ("parent" in here or bool(video))))


def _video(video: dict[str, Any]) -> Record:
    title, text = first(video, "title"), first(video, "description")
    return {
        "id": words(video["id"]),
        "reply_to": None,
        "thread": slug_of(title, words(video["id"])),
        "kind": "post",
        "participant": first(video, "uploader", "channel"),
        "participant_id": first(video, "channel_id", "uploader_id") or None,
        **clock(video.get("timestamp") or _date(words(video.get("upload_date")))),
        "text": f"{title}\n\n{text}" if text else title,
        "title": title,
        "url": first(video, "webpage_url") or None,
        "likes": number(video.get("like_count")),
    }


def _date(given: str) -> str:
    return f"{given[:4]}-{given[4:6]}-{given[6:]}T00:00:00Z" if len(given) == 8 else ""


def _flat(one: dict[str, Any], video: str) -> Record:
    """yt-dlp (parent "root" is the video) and youtube-comment-downloader (a reply's id begins with that of its parent)."""
    own = first(one, "id", "cid")
    parent = words(one.get("parent")) or (own.partition(".")[0] if "." in own else "root")
    stamp = one.get("timestamp", one.get("time_parsed"))
    return {
        "id": own,
        "reply_to": (video or None) if parent == "root" else parent,
        "kind": "comment" if parent == "root" else "reply",
        "participant": first(one, "author"),
        "participant_id": first(one, "author_id", "channel") or None,
        **(clock(stamp) if stamp is not None else clock(one.get("time"))),
        "text": words(one.get("text")),
        "likes": number(one.get("like_count", one.get("votes"))),
        "edited": one.get("is_edited") if isinstance(one.get("is_edited"), bool) else None,
        "pinned": True if one.get("is_pinned") is True else None,
        "by_uploader": True if one.get("author_is_uploader") is True else None,
        "hearted": True if one.get("is_favorited") is True or one.get("heart") is True else None,
    }


def _api(one: dict[str, Any], parent: str) -> Record:
    said = one["snippet"]
    above, made, changed = first(said, "parentId") or parent, first(said, "publishedAt"), first(said, "updatedAt")
    text = said["textOriginal"] if isinstance(said.get("textOriginal"), str) else plain(words(said.get("textDisplay")))
    return {
        "id": words(one.get("id")),
        "reply_to": above or None,
        "thread": f"video-{words(said['videoId'])}" if words(said.get("videoId")) else None,
        "kind": "reply" if above else "comment",
        "participant": first(said, "authorDisplayName"),
        "participant_id": words(at(said, "authorChannelId", "value")) or None,
        **clock(made),
        "text": text,
        "likes": number(said.get("likeCount")),
        "edited": bool(changed and changed != made),
    }


def _row(row: dict[str, str]) -> Record:
    if "comment text" in row:  # Takeout
        above = row.get("parent comment id") or row.get("top-level comment id") or ""
        own, text, video = row["comment id"], _segments(row["comment text"]), row["video id"]
        person, shown, stamp = row.get("channel id", ""), None, row.get("comment create timestamp", "")
    elif "isreplyto" in row:  # YouTube Data Tools
        above = row["isreplyto"] if row["isreply"].strip().lower() in ("1", "true", "yes") else ""
        own, text, video = row.get("id", row.get("commentid", "")), row["text"], row.get("videoid", "")
        person, shown, stamp = row.get("authorchannelid", ""), row.get("authorname", ""), row.get("publishedat", "")
    else:
        own, text, video = row["cid"], row["text"], ""
        above = own.partition(".")[0] if "." in own else ""
        person, shown, stamp = row.get("channel", ""), row["author"], row.get("time_parsed") or row.get("time", "")
    return {
        "id": own,
        "reply_to": above or None,
        "thread": f"video-{video}" if video else None,
        "kind": "reply" if above else "comment",
        "participant": shown,
        "participant_id": person or None,
        **clock(stamp),
        "text": text,
        "likes": number(row.get("likecount", row.get("votes"))),
    }


def _segments(text: str) -> str:
    """Takeout writes a comment as JSON pieces side by side: {"text":"Hi "},{"text":"@tom","mention":…}."""
    try:
        return "".join(words(piece.get("text")) for piece in mappings(json.loads(f"[{text}]"))) or text
    except (ValueError, RecursionError):
        return text


def _settle(records: list[Record]) -> list[Record]:
    for n, record in enumerate(records, 1):
        record["id"] = record["id"] or f"row-{n}"
        record.setdefault("thread", None)
    single = next((r["thread"] for r in records if r["kind"] == "post"), None)
    for record in in_threads(records, lambda r: r["thread"] or single or "comments"):
        if record["reply_to"] is None and record["thread"].startswith("answers-to-"):
            record["thread"] = "comments"
    return parents_first(records)
