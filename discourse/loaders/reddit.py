"""Reddit threads: the site's own JSON, recorded API traffic, and rows of Pushshift and other dumps. It fetches no "load more"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import LoadError
from discourse.loaders._export_rows import header, rows
from discourse.loaders._gather import Found, Record, gathered, parents_first, slug_of
from discourse.loaders._json import parsed
from discourse.loaders._source import Source, open_source
from discourse.loaders._values import at, clock, first, number, said_by, score, unescaped, words

_GONE = {"[deleted]": "deleted", "[removed]": "removed", "[deleted by user]": "deleted", "[ Removed by Reddit ]": "removed"}
_TABLE = {"id", "body", "link_id", "parent_id"}  # the columns of a dump as CSV
_STUB = "a stub for comments that Reddit did not send; ask for them, or for a larger limit"
_BOTS = frozenset(("automoderator", "remindmebot", "tweetposter", "autowikibot", "totesmessenger", "imguralbumbot"))


def read_reddit(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read Reddit submissions and comments, with their reply tree.

    How to get it: put ``.json?limit=500`` behind the address of a thread and save it (a list of two listings); rows of
    Pushshift, Arctic Shift or PullPush (JSON, CSV, or one object a line in .jsonl and .ndjson); ``vars()`` of PRAW objects as
    JSON; cassettes of Betamax or VCR that recorded the API.

    Columns: ``id`` is Reddit's full name (t3_… a submission, t1_… a comment); ``kind`` is "post", "comment" (answers the
    submission) or "reply" (answers a comment). The Markdown of the author is kept. A submission without text has its title
    and address as text. Further: ``title url score subreddit edited distinguished stickied flair``. ``flag`` is "deleted"
    (by its author), "removed" (by a moderator), "bot" for well-known bots; a deleted account is nobody. Set aside: "more"
    stubs, each with the number of comments that Reddit did not send; a comment that answers one of those keeps its
    ``reply_to``.

    Raises LoadError for damaged JSON, NotADiscussion when there is neither submission nor comment.

    >>> read_reddit('''{"id": "c1", "link_id": "t3_p", "parent_id": "t3_p", "author": "ines", "body": "Tea &gt; coffee 🍵"}
    ... {"id": "c2", "link_id": "t3_p", "parent_id": "t1_c1", "author": "[deleted]", "body": "[removed]"}
    ... ''').utterances[["id", "reply_to", "kind", "text", "flag"]].values.tolist()
    [['t1_c1', 't3_p', 'comment', 'Tea > coffee 🍵', ''], ['t1_c2', 't1_c1', 'reply', '[removed]', 'removed']]
    """
    return gather([open_source(source, encoding)], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """Several saved threads, or the comments and the submissions of a dump, as one corpus."""
    return gathered(sources, "reddit", _find, settle=_settle, thread=thread, noun="submission or comment")


def sniff(source: Source) -> float:
    """Things of kind t1 or t3, or rows with a parent and a link or a subreddit."""
    if set(header(source)) >= _TABLE:
        return 0.95
    marks = r'\\?"(?:parent_id|link_id|subreddit|subreddit_id|selftext|num_comments)\\?"\s*:'
    return score(source, marks, lambda value: 0.98 if next(_things(value, source.name), None) else 0.0)


def _find(source: Source) -> Found:
    found = Found()
    seen: set[str] = set()
    stubs: list[tuple[str, str]] = []
    value = list(rows(source)) if header(source) else said_by(source)
    for kind, thing, answered in _things(value, source.name):
        if kind == "more":
            _stub(found, stubs, thing, answered)
            continue
        record = _submission(thing) if kind == "t3" else _comment(thing)
        if kind == "t3":
            found.title = found.title or record["title"]
        if record["id"] in seen:  # recorded traffic has the same thing many times
            continue
        seen.add(record["id"])
        found.records.append(record)
    answered_here = {r["reply_to"] for r in found.records}
    for parent, count in stubs:
        if parent not in answered_here:
            found.leave("more", f"{count} below {parent}", _STUB)
    return found


def _things(value: Any, name: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    """``(t1 | t3 | more, its fields, the thing in whose replies it stands)`` in reading order, without recursion."""
    waiting: list[tuple[Any, str]] = [(value, "")]
    while waiting:
        here, above = waiting.pop()
        if isinstance(here, list):
            waiting += [(one, above) for one in reversed(here)]
            continue
        if not isinstance(here, dict):
            continue
        kind, inner = here.get("kind"), here.get("data")
        if kind in ("t1", "t3", "more") and isinstance(inner, dict):
            here = inner
        elif isinstance(here.get("interactions"), list):
            waiting += [(body, above) for body in reversed(_bodies(here["interactions"], name))]
            continue
        else:
            kind = _kind(here)
        if kind is None:
            waiting += [(here[key], above) for key in ("comments", "things", "children", "data", "json", "submission") if key in here]
            continue
        yield kind, here, above
        own = _id(here, kind)
        waiting += [(here[key], own) for key in ("comments", "replies") if isinstance(here.get(key), (dict, list))]


def _kind(row: dict[str, Any]) -> str | None:
    """What a bare row of a dump is."""
    if "body" in row and ("link_id" in row or "parent_id" in row) and words(row.get("id")):
        return "t1" if "subreddit" in row or str(row.get("link_id") or row.get("parent_id")).startswith(("t1_", "t3_")) else None
    if "title" in row and ("selftext" in row or ("subreddit" in row and "num_comments" in row)) and words(row.get("id")):
        return "t3"
    return None


def _bodies(interactions: list[Any], name: str) -> list[Any]:
    """The JSON of the responses that a cassette recorded; a body that is no JSON (a page, an image) says nothing."""
    out = []
    for one in interactions:
        body = at(one, "response", "body")
        text = body if isinstance(body, str) else words(at(body, "string"))
        if text.lstrip()[:1] in ("{", "["):
            try:
                out.append(parsed(Source(f"{name}, a recorded answer", text)))
            except LoadError:
                continue
    return out


def _id(thing: dict[str, Any], kind: str) -> str:
    name = words(thing.get("name"))
    return name if name.startswith(f"{kind}_") else f"{kind}_{words(thing.get('id')).removeprefix(f'{kind}_')}"


def _common(thing: dict[str, Any], kind: str, text: str) -> Record:
    author = first(thing, "author") or words(at(thing.get("author"), "name"))
    stamp = thing.get("created_utc", thing.get("created"))
    body = text.strip()
    flag = _GONE.get(body) or ("removed" if thing.get("removed_by_category") in ("moderator", "reddit", "automod_filtered") else "")
    if not flag and (author.lower() in _BOTS or author.lower().endswith(("_bot", "-bot"))):
        flag = "bot"
    edited = thing.get("edited")
    return {
        "id": _id(thing, kind),
        "participant": None if author in ("[deleted]", "None", "[removed]") else author,
        "participant_id": first(thing, "author_fullname") or None,
        **clock(stamp, utc=True),
        "text": text,
        "flag": flag,
        "title": None,
        "url": f"https://www.reddit.com{link}" if (link := words(thing.get("permalink"))).startswith("/") else link or None,
        "score": number(thing.get("score")),
        "subreddit": words(thing.get("subreddit")) or None,
        "edited": None if edited is None else bool(edited) and edited != "false",
        "distinguished": words(thing.get("distinguished")) or None,
        "stickied": thing.get("stickied") if isinstance(thing.get("stickied"), bool) else None,
        "flair": words(thing.get("author_flair_text")) or None,
    }


def _markdown(thing: dict[str, Any], field: str) -> str:
    """The author's Markdown; Reddit gives ``<>&`` escaped unless asked not to, which its HTML betrays."""
    text, page = words(thing.get(field)), words(thing.get(f"{field}_html"))
    return text if page.lstrip().startswith("<") else unescaped(text)


def _submission(thing: dict[str, Any]) -> Record:
    title, address = unescaped(words(thing.get("title"))), words(thing.get("url"))
    text = _markdown(thing, "selftext")
    own_page = words(thing.get("permalink"))
    elsewhere = address and thing.get("is_self") is not True and not (own_page and own_page in address)
    record = _common(thing, "t3", text if text.strip() else f"{title}\n\n{address}" if elsewhere else title)
    thread = slug_of(title, words(thing.get("id")))
    return {**record, "reply_to": None, "thread": thread, "kind": "post", "title": title, "_link": record["id"]}


def _comment(thing: dict[str, Any]) -> Record:
    link, parent = _fullname(thing.get("link_id")), _fullname(thing.get("parent_id"))
    link = f"t3_{link}" if link and not link.startswith("t3_") else link
    if parent and not parent.startswith(("t1_", "t3_")):
        parent = link if f"t3_{parent}" == link else f"t1_{parent}"
    record = _common(thing, "t1", _markdown(thing, "body"))
    kind = "reply" if parent.startswith("t1_") else "comment"
    return {
        **record,
        "reply_to": parent or link or None,
        "thread": None,
        "kind": kind,
        "_link": link,
        "_title": words(thing.get("link_title")),
    }


def _fullname(value: Any) -> str:
    """An id as it stands; some dumps give it as a number, which Reddit writes in base 36."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 2**62:
        return words(value)
    digits = ""
    while value:
        value, rest = divmod(value, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits


def _stub(found: Found, stubs: list[tuple[str, str]], thing: dict[str, Any], above: str) -> None:
    children = thing.get("children")
    ids = [words(one) for one in children if words(one)] if isinstance(children, list) else []
    count = number(thing.get("count")) or len(ids)
    parent = words(thing.get("parent_id")) or above
    if ids:
        found.missing |= {f"t1_{one}": ("more", _STUB) for one in ids}
    else:
        stubs.append((parent, f"{count or 'some'}"))


def _settle(records: list[Record]) -> list[Record]:
    """Every comment into the thread of its submission, also where that submission is not in the source."""
    named = {r["_link"]: r["thread"] for r in records if r["thread"]}
    for record in records:
        link = record["_link"]
        if not record["thread"]:
            record["thread"] = named.get(link) or (slug_of(record.get("_title") or "reddit", link.removeprefix("t3_")) if link else None)
    above = {r["id"]: (r["reply_to"], r["thread"]) for r in records}
    for record in records:  # a comment without a link stands where the one it answers stands
        steps, here = 0, record["id"]
        while record["thread"] is None and here in above and steps < len(records):
            here, record["thread"], steps = above[here][0], above[here][1], steps + 1
    return parents_first([{k: v for k, v in r.items() if not k.startswith("_")} for r in records])
