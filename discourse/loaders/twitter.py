"""Tweets: API v1.1 and v2 as JSON, and the files of a downloaded X archive. It follows no shortened link."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._archive import entries, names
from discourse.loaders._gather import Found, Record, gathered, in_threads, slug_of
from discourse.loaders._json import parsed
from discourse.loaders._source import Source, open_source
from discourse.loaders._values import at, clock, first, mapping, mappings, number, said_by, score, words

_ARCHIVE = re.compile(r"\s*window\.YTD\.(?P<what>\w+)\.part\d+\s*=\s*")
_OWNER = "owner of the archive"
_FILES = re.compile(r"(?:^|/)data/(?:tweets?|tweets-part\d+|deleted-tweets|account|note-tweet)\.js$")


def read_twitter(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read tweets with what they answer.

    How to get it: your own at X > Settings > Download an archive (data/tweets.js and data/account.js, or the ZIP as it
    comes); collections made by the API as JSON or JSON lines (v1.1, v2 with its ``includes``, twarc).

    Columns: ``kind`` is "post", "reply" or "repost" (a retweet, with the whole text where the source has it). Shortened
    links are spelled out. ``participant`` is the handle, ``participant_id`` the number behind it. Further: ``name likes
    reposts language quoted quoted_text url source_app``. ``flag`` is "deleted" for deleted tweets of an archive. An archive
    does not name its owner in each tweet: the name comes from account.js, or from the links of pictures.
    ``thread`` is the conversation where the source has it, else the first tweet of a chain of replies.

    Raises LoadError for damaged JSON, NotADiscussion when there is no tweet.

    >>> read_twitter('''[{"id_str": "20", "created_at": "Tue Mar 21 20:50:14 +0000 2006", "full_text": "Tea &amp; talk 🍵 https://t.co/x",
    ...   "user": {"id_str": "1", "screen_name": "ines", "name": "Ines"}, "entities": {"urls": [{"url": "https://t.co/x",
    ...   "expanded_url": "https://tea.example"}]}}]''').utterances[["participant", "text"]].values.tolist()
    [['ines', 'Tea & talk 🍵 https://tea.example']]
    """
    opened = open_source(source, encoding)
    if packed := _packed(opened):
        return gather(
            [Source(f"{opened.name}/{name}", raw) for name, raw in entries(opened) if name in packed and raw.strip()], thread=thread
        )
    return gather([opened], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """tweets.js with account.js, or several files of a collection, as one corpus."""
    return gathered(sources, "twitter", _find, settle=_settle, thread=thread, noun="tweet")


def sniff(source: Source) -> float:
    """The head of an archive's file, or the fields of a tweet."""
    if _packed(source):
        return 0.97
    start = source.head.decode("utf-8", "ignore").lstrip("\ufeff")
    if match := _ARCHIVE.match(start):
        return 0.98 if "tweet" in match["what"] else 0.6
    marks = r'"(?:full_text|in_reply_to_status_id(?:_str)?|author_id|edit_history_tweet_ids|retweet_count)"\s*:'
    return score(source, marks, lambda value: 0.97 if next(_tweets(value), None) else 0.0)


def _packed(source: Source) -> list[str]:
    found = [name for name in names(source) if _FILES.search(name)]
    return found if any("tweet" in name for name in found) else []


def _find(source: Source) -> Found:
    found, what = Found(), ""
    if match := _ARCHIVE.match(source.text):
        what = match["what"]
        inner = Source(source.name, source.text[match.end() :].rstrip().rstrip(";"))
        value = parsed(inner)
    else:
        value = said_by(source)
    pages = [value] if isinstance(value, dict) else mappings(value)
    people = {words(u.get("id")): u for page in pages for u in mappings(at(page, "includes", "users"))}
    others = {words(t.get("id")): t for page in pages for t in mappings(at(page, "includes", "tweets"))}
    for tweet in _tweets(value):
        if not isinstance(tweet.get("user"), dict):
            tweet = {
                **tweet,
                "user": tweet["author"] if isinstance(tweet.get("author"), dict) else people.get(words(tweet.get("author_id")), {}),
            }
        record = _record(tweet, others)
        record["flag"] = "deleted" if "deleted" in what else ""
        if what:
            record |= {"participant_id": record["participant_id"] or _OWNER, "_own": True}
        found.records.append(record)
    account = next((a for one in mappings(value) if (a := mapping(one.get("account")))), {})
    if account:
        found.people[_OWNER] = {"shown": first(account, "username")}
    return found


def _tweets(value: Any) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting += reversed(here)
        elif isinstance(here, dict):
            if _is_tweet(here):
                yield here
            else:
                waiting += [here[key] for key in ("noteTweet", "statuses", "data", "tweet") if isinstance(here.get(key), (dict, list))]


def _is_tweet(one: dict[str, Any]) -> bool:
    if not isinstance(one.get("full_text", one.get("text")), str) or not (words(one.get("id_str")) or words(one.get("id"))):
        return False
    old = "created_at" in one and (
        "retweet_count" in one or "in_reply_to_status_id" in one or "in_reply_to_status_id_str" in one or "full_text" in one
    )
    return old or "edit_history_tweet_ids" in one or ("author_id" in one and "parent" not in one)


def _record(one: dict[str, Any], others: dict[str, dict[str, Any]]) -> Record:
    person = mapping(one.get("user"))
    linked = {words(r.get("type")): words(r.get("id")) for r in mappings(one.get("referenced_tweets"))}
    shared = mapping(one.get("retweeted_status")) or others.get(linked.get("retweeted", ""), {})
    quoted = mapping(one.get("quoted_status")) or others.get(linked.get("quoted", ""), {})
    above = first(one, "in_reply_to_status_id_str", "in_reply_to_status_id") or linked.get("replied_to", "")
    own, text = first(one, "id_str", "id"), _text(one)
    again = bool(shared) or "retweeted" in linked or text.startswith("RT @")
    if shared and (match := re.match(r"RT @\w+: ", text)):
        text = match[0] + _text(shared)
    handle = first(person, "screen_name", "username")
    counts = mapping(one.get("public_metrics"))
    return {
        "id": own,
        "reply_to": above or None,
        "thread": f"conversation-{words(one['conversation_id'])}" if words(one.get("conversation_id")) else None,
        "kind": "repost" if again else "reply" if above else "post",
        "participant": handle or None,
        "participant_id": first(person, "id_str", "id") or words(one.get("author_id")) or None,
        **clock(one.get("created_at")),
        "text": text,
        "name": first(person, "name") or None,
        "likes": number(one.get("favorite_count", counts.get("like_count"))),
        "reposts": number(one.get("retweet_count", counts.get("retweet_count"))),
        "language": first(one, "lang") or None,
        "quoted": first(one, "quoted_status_id_str") or words(quoted.get("id_str")) or linked.get("quoted") or None,
        "quoted_text": _text(quoted) or None,
        "url": f"https://twitter.com/{handle}/status/{own}" if handle else None,
        "source_app": re.sub(r"<[^>]*>", "", words(one.get("source"))) or None,
        "_pictured": _pictured(one, own),
    }


def _text(tweet: dict[str, Any]) -> str:
    """The whole text, its entities unescaped and its links spelled out."""
    longer = mapping(tweet.get("extended_tweet")) or mapping(tweet.get("note_tweet"))
    text = first(longer, "full_text", "text") or first(tweet, "full_text", "text")
    for holder in (mapping(longer.get("entities")), mapping(tweet.get("entities"))):
        for link in mappings(holder.get("urls")):
            if (short := words(link.get("url"))) and (whole := first(link, "expanded_url")):
                text = text.replace(short, whole)
    return html.unescape(text)


def _pictured(tweet: dict[str, Any], own: str) -> str:
    """Whose tweet it is, by the address of its own pictures: https://twitter.com/NAME/status/ID/photo/1."""
    for holder in ("extended_entities", "entities"):
        for picture in mappings(at(tweet, holder, "media")):
            if match := re.search(rf"(?:twitter|x)\.com/(\w+)/status/{re.escape(own)}/", words(picture.get("expanded_url"))):
                return match[1]
    return ""


def _settle(records: list[Record]) -> list[Record]:
    owner = Counter(r["_pictured"] for r in records if r.get("_own") and r["_pictured"]).most_common(1)
    for record in records:
        if record.get("_own") and not record["participant"] and owner:
            record["participant"] = owner[0][0]
    tidy = [{k: v for k, v in r.items() if not k.startswith("_")} for r in records]
    return in_threads(tidy, lambda r: slug_of(" ".join(r["text"].split()[:6]) or "tweet", r["id"]))
