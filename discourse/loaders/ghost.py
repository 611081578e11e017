"""A Ghost export (JSON) becomes a corpus: posts and pages, and comments where they are in it. It reads no settings and no members."""

from __future__ import annotations

from typing import Any

from discourse.corpus import Corpus
from discourse.errors import LoadError
from discourse.loaders._json import looks_like_json, parsed
from discourse.loaders._markup import plain
from discourse.loaders._pick import dicts, pick, told
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._stamps import utc
from discourse.loaders._wordpress import Threads, mail_id, name_of, tell_flags

_STATES = {"published": "", "publish": "", "sent": "", "": ""}


def read_ghost(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a Ghost export: in Ghost it is Settings > Migration > Export > Content & settings; comments come from the API or a backup.

    Returns a Corpus: kind is post, comment or reply. Each post is a thread, named after its title. ``flag`` is draft, scheduled,
    hidden or deleted; ``title``, ``url`` (the slug), ``post_type``, ``tags`` and ``edited`` are kept. The text is that of ``html``, else
    ``plaintext``. The author is the first of the post's authors; all stand in ``authors``. Times are UTC.

    Raises LoadError where the file is not a Ghost export, NotADiscussion where it has no post.

    >>> corpus = read_ghost('''{"db": [{"meta": {"version": "5.0"}, "data": {
    ...   "posts": [{"id": "p1", "title": "Nets", "slug": "nets", "html": "<p>Who owns them?</p>", "status": "published"}],
    ...   "users": [{"id": "u1", "name": "Ana"}], "posts_authors": [{"post_id": "p1", "author_id": "u1"}]}}]}''')
    >>> corpus.utterances[["id", "participant", "text"]].values.tolist()
    [['nets/0', 'Ana', 'Who owns them?']]
    """
    opened = open_source(source, encoding)
    tables = _tables(parsed(opened))
    if tables is None:
        raise LoadError(f"{opened.name}: no Ghost export; it needs 'db' or 'data' with 'posts'")
    left: Rows = []
    users = {str(u.get("id")): u for u in (*dicts(tables.get("users")), *dicts(tables.get("members")))}
    tags = {str(t.get("id")): str(t.get("name")) for t in dicts(tables.get("tags"))}
    writers, labels = _links(tables, "posts_authors", "author_id"), _links(tables, "posts_tags", "tag_id")
    names = Threads()
    records: list[dict[str, Any]] = []
    where: dict[str, str] = {}
    for post in told(tables["posts"], left, "post"):
        own = str(post.get("id"))
        where[own] = names.name(str(post.get("title") or post.get("slug") or ""), own)
        people = [*writers.get(own, []), *(str(p["id"]) for p in dicts(post.get("authors")) if "id" in p), str(post.get("author_id") or "")]
        users |= {str(p["id"]): p for p in dicts(post.get("authors")) if "id" in p}
        shown = [tags.get(t, t) for t in labels.get(own, [])] or [str(t.get("name")) for t in dicts(post.get("tags"))]
        records.append(_post(post, where[own], [p for p in dict.fromkeys(people) if p], users) | {"tags": ", ".join(shown) or None})
    records += [_comment(one, where, users) for one in told(tables.get("comments"), left, "comment")]
    order = {name: n for n, name in enumerate(where.values())}
    records.sort(key=lambda r: order.get(str(r["thread"]), len(order)))
    tell_flags(opened, records)
    return corpus_of(opened, "ghost", records, thread=thread, left_out=left)


def sniff(source: Source) -> float:
    """0.97 for JSON with Ghost's tables of posts."""
    if source.frame is not None or not looks_like_json(source):
        return 0.0
    try:
        return 0.97 if _tables(parsed(source)) is not None else 0.0
    except LoadError:
        return 0.0


def _tables(value: Any) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        return None
    inside = next(iter(dicts(value.get("db"))), value)
    tables = inside.get("data")
    if not isinstance(tables, dict) or not isinstance(tables.get("posts"), list):
        return None
    post = next(iter(dicts(tables["posts"])), None)
    known = "meta" in inside or "users" in tables
    return tables if known and (post is None or {"title", "slug"} & set(post)) else None


def _links(tables: dict[str, Any], table: str, column: str) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for row in sorted(dicts(tables.get(table)), key=lambda r: r["sort_order"] if isinstance(r.get("sort_order"), int) else 0):
        out.setdefault(str(row.get("post_id")), []).append(str(row.get(column)))
    return out


def _post(post: dict[str, Any], where: str, people: list[str], users: dict[str, dict[str, Any]]) -> dict[str, Any]:
    status = str(post.get("status") or "")
    shown = [name for p in people if (name := name_of(str(pick(users.get(p, {}), "name") or "")))]
    kind = pick(post, "type") or ("page" if post.get("page") in (True, 1) else "post")
    return {
        "id": f"{where}/0", "thread": where, "reply_to": "", "kind": "post",
        "participant": shown[0] if shown else None, "participant_id": people[0] if shown else None,
        "time": utc(pick(post, "published_at", "created_at")),
        "text": plain(str(post["html"])) if post.get("html") else str(pick(post, "plaintext", "markdown") or ""),
        "flag": _STATES.get(status, status), "title": pick(post, "title"), "url": pick(post, "url", "slug"), "post_type": kind,
        "authors": ", ".join(shown) or None, "edited": utc(pick(post, "updated_at")),
    }  # fmt: skip


def _comment(one: dict[str, Any], where: dict[str, str], users: dict[str, dict[str, Any]]) -> dict[str, Any]:
    post, own = str(pick(one, "post_id") or ""), str(pick(one, "id") or "")
    above = pick(one, "in_reply_to_id", "parent_id")
    name = where.get(post, f"post-{post}" if post else "comments")
    who = str(pick(one, "member_id") or pick(one, "member.id") or "")
    shown = name_of(str(pick(users.get(who, {}), "name") or pick(one, "member.name") or ""))
    status = str(pick(one, "status") or "")
    return {
        "id": f"{name}/{own}" if own else "", "thread": name, "reply_to": f"{name}/{above or 0}", "kind": "reply" if above else "comment",
        "participant": shown, "participant_id": who or mail_id(str(pick(one, "member.email") or "")),
        "time": utc(pick(one, "created_at")), "text": plain(str(pick(one, "html") or "")),
        "flag": _STATES.get(status, status), "edited": utc(pick(one, "edited_at")),
    }  # fmt: skip
