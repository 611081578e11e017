"""What the interfaces of WordPress answer (REST, wordpress.com's REST 1.1, XML-RPC) becomes a corpus. It asks no server."""

from __future__ import annotations

import re
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import LoadError
from discourse.loaders._json import looks_like_json, parsed
from discourse.loaders._markup import plain
from discourse.loaders._mend import mended, opening, root_name
from discourse.loaders._pick import dicts, pick
from discourse.loaders._records import corpus_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._stamps import stamp, utc
from discourse.loaders._wordpress import APPROVAL, Threads, mail_id, name_of, stored, tell_flags
from discourse.loaders._xml import each, local_name


def read_wordpress_api(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read what a WordPress site answered: ``/wp-json/wp/v2/comments?post=…`` or ``/posts``, ``/rest/v1.1/sites/…/comments`` of
    wordpress.com, its reader, or ``wp.getComments`` of XML-RPC, each saved to a file.

    Returns a Corpus: kind is post, comment, reply, pingback or trackback. Comments of one post are a thread, named after the
    post's title or address. A comment answers its parent, else the post where that is in the same file; a link to something
    that is on another page of the answer is kept. ``flag`` is pending, spam or trash, for posts draft, private …. Further
    columns: ``title``, ``url``, ``likes``, ``tags``. Times are UTC. A person is known by the account, else by the mail address,
    which is not shown.

    Raises LoadError where the file is no such answer, NotADiscussion where it is an empty one.

    >>> corpus = read_wordpress_api('''[{"id": 2, "post": 49, "parent": 0, "author": 135, "author_name": "Ana",
    ...   "date_gmt": "2021-07-01T10:50:11", "content": {"rendered": "<p>We own it.</p>"}, "status": "approved", "type": "comment"}]''')
    >>> corpus.utterances[["id", "kind", "participant", "text"]].values.tolist()
    [['2', 'comment', 'Ana', 'We own it.']]
    """
    opened = open_source(source, encoding)
    rows = mended(opened, _rpc) if root_name(opening(opened)) == "methodResponse" else _rows(parsed(opened))
    if rows is None:
        raise LoadError(
            f"{opened.name}: no answer of WordPress with comments or posts; they carry 'id', 'content' and 'author' or 'author_name'"
        )
    names = Threads()
    threads: dict[str, str] = {}
    posts = {str(pick(r, "ID", "id")) for r in rows if not _is_comment(r)}
    records = []
    for row in rows:
        record = _comment(row, posts) if _is_comment(row) else _post(row)
        key = str(record.pop("page"))
        if key not in threads:
            threads[key] = names.name(str(record["title"] or _page_of(record["url"]) or f"post {key}"), key)
        records.append(record | {"thread": threads[key]})
    tell_flags(opened, records)
    return corpus_of(opened, "wordpress_api", records, thread=thread)


def sniff(source: Source) -> float:
    """0.96 for JSON whose records are WordPress' comments or posts, and for XML-RPC with comments."""
    if source.frame is not None:
        return 0.0
    if looks_like_json(source):
        try:
            return 0.96 if _rows(parsed(source)) else 0.0
        except LoadError:
            return 0.0
    head = opening(source)
    return 0.96 if root_name(head) == "methodResponse" and ("comment_id" in head or "post_id" in head) else 0.0


def _rows(value: Any) -> list[dict[str, Any]] | None:
    if isinstance(value, dict):
        inside = value.get("comments") if "comments" in value else value.get("posts")
        value = inside if isinstance(inside, list) and ("found" in value or "posts" in value or "site_ID" in value) else [value]
    rows = list(dicts(value))
    ours = [r for r in rows if _is_comment(r) or _is_post(r)]
    return ours if ours and len(ours) == len(rows) else None


def _is_comment(row: dict[str, Any]) -> bool:
    rest = "author_name" in row and "post" in row and isinstance(row.get("content"), dict)
    dotcom = "ID" in row and isinstance(row.get("post"), dict) and isinstance(row.get("author"), dict) and "content" in row
    return rest or dotcom or ("comment_id" in row and "content" in row)


def _is_post(row: dict[str, Any]) -> bool:
    rest = isinstance(pick(row, "title.rendered"), str) and isinstance(pick(row, "content.rendered"), str) and "slug" in row
    dotcom = "ID" in row and "title" in row and isinstance(row.get("author"), dict) and isinstance(row.get("content"), str)
    return rest or dotcom or ("post_id" in row and "post_content" in row)


def _comment(row: dict[str, Any], posts: set[str]) -> dict[str, Any]:
    above = row.get("parent")
    above = pick(above, "ID") if isinstance(above, dict) else above
    page = str(pick(row, "post.ID") or pick(row, "post_id") or (row.get("post") if not isinstance(row.get("post"), dict) else "") or "")
    person = pick(row, "author.ID") or (row.get("author") if isinstance(row.get("author"), int) else None) or row.get("user_id")
    name = pick(row, "author_name", "author.name") or (row["author"] if isinstance(row.get("author"), str) else "")
    mail = str(pick(row, "author_email") or pick(row, "author.email") or "")
    mail = mail if "@" in mail else ""
    kind, state = str(row.get("type") or "comment"), str(row.get("status") or "")
    answers = above not in (None, False, 0, "0", "")
    whole = pick(row, "content.rendered") or (row["content"] if isinstance(row.get("content"), str) else "")
    someone = kind not in ("pingback", "trackback")
    return {
        "id": str(pick(row, "ID", "id", "comment_id") or ""), "page": page,
        "reply_to": str(above) if answers else f"post-{page}" if page in posts else "",
        "kind": "reply" if kind == "comment" and answers else kind,
        "participant": name_of(str(name)) if someone else None,
        "participant_id": (f"user-{person}" if person not in (None, 0, "0", "") else mail_id(mail)) if someone else None,
        "time": utc(pick(row, "date_gmt", "date_created_gmt")) or stamp(row.get("date")),
        "text": stored(str(whole)) if "comment_id" in row else plain(str(whole)), "flag": APPROVAL.get(state, state),
        "title": name_of(str(pick(row, "post.title") or pick(row, "post_title") or "")),
        "url": pick(row, "link", "URL"), "likes": row.get("like_count"),
        "from_page": None if someone else pick(row, "author_url", "author.URL") or name_of(str(name)),
    }  # fmt: skip


def _post(row: dict[str, Any]) -> dict[str, Any]:
    own = str(pick(row, "ID", "id", "post_id") or "")
    state = str(pick(row, "status", "post_status") or "")
    person = pick(row, "author.ID") or (row.get("author") if isinstance(row.get("author"), int) else None)
    embedded = next(iter(dicts(pick(row, "_embedded.author"))), {})
    whole = pick(row, "content.rendered") or (row["content"] if isinstance(row.get("content"), str) else pick(row, "post_content"))
    tags = row.get("tags")
    return {
        "id": f"post-{own}", "page": own, "reply_to": "", "kind": "post",
        "participant": name_of(str(pick(row, "author.name") or pick(embedded, "name") or pick(row, "author.login") or "")),
        "participant_id": f"user-{person}" if person else None,
        "time": utc(pick(row, "date_gmt")) or stamp(pick(row, "date")), "text": plain(str(whole or "")),
        "flag": "" if state in ("publish", "") else state,
        "title": name_of(str(pick(row, "title.rendered") or (row["title"] if isinstance(row.get("title"), str) else ""))),
        "url": pick(row, "link", "URL"), "likes": row.get("like_count"), "post_type": row.get("type"),
        "tags": ", ".join(map(str, tags)) if isinstance(tags, dict) and tags else None,
    }  # fmt: skip


def _page_of(url: Any) -> str:
    parts = [p for p in re.sub(r"[?#].*", "", str(url or "")).split("/") if p and not p.startswith("comment-page-")]
    return parts[-1] if len(parts) > 2 else ""


def _rpc(source: Source) -> list[dict[str, Any]]:
    """The structs of an XML-RPC answer; a struct inside another is left to it."""
    rows = []
    for struct in each(source, "struct"):
        if any(local_name(above) == "struct" for above in struct.iterancestors()):
            continue
        row: dict[str, Any] = {}
        for member in struct:
            parts = {local_name(one): one for one in member}
            if "name" in parts and "value" in parts:
                row["".join(parts["name"].itertext()).strip()] = "".join(parts["value"].itertext()).strip()
        rows.append(row)
    return [row for row in rows if "comment_id" in row or "post_id" in row]
