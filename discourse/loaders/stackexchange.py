"""Stack Exchange: questions, answers and comments of the data dump (XML) and of its CSV copies. It reads no votes or badges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._archive import entries, names
from discourse.loaders._export_rows import header, rows
from discourse.loaders._gather import Found, Record, gathered, slug_of
from discourse.loaders._markup import plain
from discourse.loaders._source import Source, open_source
from discourse.loaders._values import clock, number
from discourse.loaders._xml import each, root_of

_TABLES = ("posts", "comments", "users", "votes", "badges", "tags", "postlinks", "posthistory")
_KINDS = {"1": "question", "2": "answer"}


def read_stackexchange(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a Stack Exchange dump: ``Posts.xml``, ``Comments.xml`` (and ``Users.xml`` for names), alone, or as a folder or ZIP of them.

    How to get it: https://archive.org/details/stackexchange has a .7z for each site (unpack it first); the Data Explorer
    (https://data.stackexchange.com) gives the same columns as CSV.

    Columns: ``kind`` is "question", "answer" (answers its question), "comment" (answers a post) or "wiki" (tag
    descriptions and such); ids are "post-1" and "comment-1", since both count from 1. ``thread`` is the question.
    Without Users.xml a person is called "user12", as the sites do. Further: ``title tags score views accepted closed
    edited licence``. Times are UTC, as the dump says. Set aside: tables that hold no text.

    Raises LoadError for damaged XML or CSV, NotADiscussion for a table without posts or comments.

    >>> read_stackexchange('''<posts>
    ...   <row Id="1" PostTypeId="1" OwnerUserId="4" Title="Why tea?" Body="&lt;p&gt;Why?&lt;/p&gt;" Score="2" />
    ...   <row Id="2" PostTypeId="2" ParentId="1" OwnerUserId="9" Body="&lt;p&gt;It is warm.&lt;/p&gt;" Score="1" />
    ... </posts>''').utterances[["id", "thread", "reply_to", "kind", "participant"]].values.tolist()[1]
    ['post-2', 'why-tea-1', 'post-1', 'answer', 'user9']
    """
    opened = open_source(source, encoding)
    if packed := _packed(opened):
        return gather(
            [Source(f"{opened.name}/{name}", raw) for name, raw in entries(opened) if name in packed and raw.strip()], thread=thread
        )
    return gather([opened], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """The tables of a dump as one corpus."""
    return gathered(sources, "stackexchange", _find, settle=_settle, thread=thread, noun="post or comment")


def sniff(source: Source) -> float:
    """Rows of a dump by the name of its root, or a CSV with its columns."""
    if _packed(source):
        return 0.97
    table = _table(source)
    return 0.98 if table in ("posts", "comments") else 0.6 if table else 0.0


def _packed(source: Source) -> list[str]:
    found = [
        name
        for name in names(source)
        if name.lower().rpartition("/")[2] in ("posts.xml", "comments.xml", "users.xml", "posts.csv", "comments.csv")
    ]
    return found if any(n.lower().rpartition("/")[2].startswith(("posts", "comments")) for n in found) else []


def _table(source: Source) -> str:
    """Which table of a dump this is, or ""."""
    columns = set(header(source)) if not source.head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") else set()
    if {"id", "postid", "text"} <= columns and {"userid", "userdisplayname", "creationdate"} & columns:
        return "comments"
    if {"id", "body"} <= columns and {"posttypeid", "parentid", "owneruserid"} & columns:
        return "posts"
    if columns:
        return ""
    name = root_of(source)[0]
    head = source.raw[:20_000] if isinstance(source.raw, bytes) else source.raw[:20_000].encode("utf-8", "replace")
    return name if name in _TABLES and (b"<row " in head or b"</" not in head) else ""


def _find(source: Source) -> Found:
    found, table = Found(), _table(source)
    if table not in ("posts", "comments", "users"):
        found.leave("table", table or source.name, "it holds neither posts nor comments")
        return found
    for row in _each_row(source):
        if table == "users":
            found.people[row.get("id", "")] = {
                "shown": row.get("displayname", ""),
                **{k: row[k] for k in ("location", "reputation") if row.get(k)},
            }
        elif not row.get("id"):
            found.leave("row", str(dict(row))[:80], "it has no Id")
        else:
            found.records.append(_post(row) if table == "posts" else _comment(row))
    return found


def _each_row(source: Source) -> Iterator[Mapping[str, str]]:
    if header(source) and not source.head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        yield from rows(source)
        return
    for element in each(source, "row"):
        yield {str(k).lower(): str(v) for k, v in element.attrib.items()}


def _person(row: Mapping[str, str], number_: str, name: str) -> dict[str, Any]:
    own, shown = (row.get(number_) or "").removesuffix(".0"), row.get(name) or ""
    return {"participant": shown or (f"user{own}" if own else None), "participant_id": own or None}


def _post(row: Mapping[str, str]) -> Record:
    above = (row.get("parentid") or "").removesuffix(".0")
    kind = _KINDS.get(row.get("posttypeid") or ("2" if above else "1"), "wiki")
    title, tags = row.get("title") or "", (row.get("tags") or "").strip("<>|")
    return {
        "id": f"post-{row['id']}",
        "reply_to": f"post-{above}" if above else None,
        "thread": slug_of(title, row["id"]) if title else f"post-{above or row['id']}",
        "kind": kind,
        **_person(row, "owneruserid", "ownerdisplayname"),
        **clock(row.get("creationdate"), utc=True),
        "text": plain(row.get("body") or ""),
        "flag": "deleted" if row.get("deletiondate") else "",
        "title": title or None,
        "tags": tags.replace("><", ", ").replace("|", ", ") or None,
        "score": number(row.get("score")),
        "views": number(row.get("viewcount")),
        "closed": bool(row.get("closeddate")) if "closeddate" in row or kind == "question" else None,
        "edited": bool(row.get("lasteditdate")),
        "licence": row.get("contentlicense") or None,
        "_accepted": (row.get("acceptedanswerid") or "").removesuffix(".0"),
    }


def _comment(row: Mapping[str, str]) -> Record:
    post = (row.get("postid") or "").removesuffix(".0")
    return {
        "id": f"comment-{row['id']}",
        "reply_to": f"post-{post}" if post else None,
        "thread": f"post-{post}",
        "kind": "comment",
        **_person(row, "userid", "userdisplayname"),
        **clock(row.get("creationdate"), utc=True),
        "text": row.get("text") or "",
        "flag": "",
        "score": number(row.get("score")),
        "licence": row.get("contentlicense") or None,
    }


def _settle(records: list[Record]) -> list[Record]:
    """Answers and comments into the thread of their question; the accepted answer marked."""
    thread = {r["id"]: r["thread"] for r in records if not r["id"].startswith("comment-")}
    accepted = {f"post-{r['_accepted']}" for r in records if r.get("_accepted")}
    for wanted in ("answer", "wiki", "comment"):
        for record in records:
            if record["kind"] == wanted and record["reply_to"] in thread:
                record["thread"] = thread[record["id"]] = thread[record["reply_to"]]
    return [{**{k: v for k, v in r.items() if k != "_accepted"}, "accepted": True if r["id"] in accepted else None} for r in records]
