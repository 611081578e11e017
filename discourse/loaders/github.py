"""GitHub issues, pull requests and discussions as the site's API or its command line gives them. It asks the site for nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._gather import Found, Record, gathered, parents_first, slug_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._values import at, clock, first, mapping, mappings, number, said_by, score, words

_PLACE = re.compile(r"(?P<repo>[\w.-]+/[\w.-]+)/(?:issues|pulls?|discussions)/(?P<number>\d+)(?:$|[#/?])")
_INSIDE = ("comments", "comments_data", "review_comments_data", "reviews", "replies", "nodes", "edges", "node", "data", "items",
           "issue", "repository", "issues", "discussion", "discussions", "pullRequest", "pullRequests", "comment", "organization",
           "search")  # fmt: skip


def read_github(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read issues, pull requests, discussions and the comments on them.

    How to get it: ``gh api repos/OWNER/REPO/issues?state=all --paginate > issues.json`` and the same with
    ``issues/comments`` (read both: ``read(["issues.json", "comments.json"])``); ``gh issue view 5 --json
    title,body,author,comments,number,url,createdAt``; answers of the GraphQL API; rows of GrimoireLab's Perceval.

    Columns: ``kind`` is "post" (issue, pull request, discussion), "comment" (answers it) or "reply" (answers a comment of
    a review or a discussion). Ids are "OWNER/REPO/5" and "comment-N". The Markdown of the author is kept. Further: ``title
    state labels url score reactions association edited path``. ``flag`` is "bot", or "deleted" where the writer's account
    is gone and no text is left. A comment whose issue is not in the source keeps its ``reply_to``.

    Raises LoadError for damaged JSON, NotADiscussion when there is no issue and no comment.

    >>> read_github('''[{"number": 5, "title": "Tea?", "body": "Which?", "user": {"login": "ines", "id": 1}, "comments": 1,
    ...   "created_at": "2020-01-01T00:00:00Z", "url": "https://api.github.com/repos/o/r/issues/5"},
    ...  {"id": 9, "body": "Green 🍵", "user": {"login": "tom", "id": 2}, "created_at": "2020-01-02T00:00:00Z",
    ...   "issue_url": "https://api.github.com/repos/o/r/issues/5"}]''').utterances[["id", "thread", "reply_to", "kind"]].values.tolist()[1]
    ['comment-9', 'tea-5', 'o/r/5', 'comment']
    """
    return gather([open_source(source, encoding)], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """Issues and their comments from several files as one corpus."""
    return gathered(sources, "github", _find, settle=_settle, thread=thread, noun="issue or comment")


def sniff(source: Source) -> float:
    """Objects with a body and a writer with a login, and an address of an issue."""
    marks = r'"login"\s*:&&"(?:body|bodyText)"\s*:&&/(?:issues|pulls?|discussions)/'
    return score(source, marks, lambda value: 0.96 if next(_texts(value), None) else 0.0)


def _find(source: Source) -> Found:
    found = Found()
    for one, parent in _texts(said_by(source)):
        record = _issue(one) if _is_issue(one) else _comment(one, parent)
        found.title = found.title or record["title"] or ""
        found.records.append(record)
    return found


def _is_issue(one: dict[str, Any]) -> bool:
    return isinstance(one.get("title"), str) and (number(one.get("number")) is not None or "comments" in one)


def _is_text(one: dict[str, Any]) -> bool:
    return ("body" in one or "bodyText" in one) and ("user" in one or "author" in one)


def _texts(value: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Issues and comments with the id of what they stand in, in reading order, without recursion."""
    waiting: list[tuple[Any, str]] = [(value, "")]
    while waiting:
        here, parent = waiting.pop()
        if isinstance(here, list):
            waiting += [(one, parent) for one in reversed(here)]
        elif isinstance(here, dict):
            if _is_text(here):
                yield here, parent
                parent = _own(here)
            waiting += [(here[key], parent) for key in reversed(_INSIDE) if isinstance(here.get(key), (dict, list))]


def _own(one: dict[str, Any]) -> str:
    if _is_issue(one):
        return _place(one) or f"issue-{words(one.get('number')) or words(one.get('id'))}"
    return f"comment-{first(one, 'databaseId', 'id', 'node_id')}"


def _place(one: dict[str, Any]) -> str:
    """OWNER/REPO/NUMBER out of the addresses of an issue or a comment, or ""."""
    for key in ("issue_url", "pull_request_url", "html_url", "url", "bodyUrl"):
        if match := _PLACE.search(words(one.get(key))):
            return f"{match['repo'].removeprefix('repos/')}/{match['number']}"
    return ""


def _common(one: dict[str, Any]) -> Record:
    writer = mapping(one.get("user")) or mapping(one.get("author"))
    login, text = first(writer, "login"), first(one, "body", "bodyText")
    bot = writer.get("type") == "Bot" or writer.get("__typename") == "Bot" or writer.get("is_bot") is True or login.endswith("[bot]")
    ghost = not login or login == "ghost"
    made, changed = first(one, "created_at", "createdAt", "submitted_at"), first(one, "updated_at", "updatedAt")
    edited = None if _is_issue(one) else bool(changed and changed != made)  # any comment changes the time of its issue
    told = one.get("includesCreatedEdit")
    return {
        "id": _own(one),
        "participant": None if ghost else login,
        "participant_id": None if ghost else words(writer.get("id")) or None,
        **clock(made),
        "text": text.replace("\r\n", "\n"),
        "flag": "bot" if bot else "deleted" if ghost and not text else "",
        "url": first(one, "html_url", "url") or None,
        "score": number(at(one, "reactions", "total_count")),
        "reactions": _reactions(one),
        "association": first(one, "author_association", "authorAssociation") or None,
        "edited": told if isinstance(told, bool) else edited,
        "path": first(one, "path") or None,
    }


def _issue(one: dict[str, Any]) -> Record:
    title = first(one, "title")
    labels = one.get("labels")
    names = [words(label) or first(mapping(label), "name") for label in labels] if isinstance(labels, list) else []
    common = _common(one)
    return {
        **common,
        "reply_to": None,
        "thread": slug_of(title, words(one.get("number"))),
        "kind": "post",
        "text": common["text"] or title,
        "title": title,
        "state": first(one, "state").lower() or None,
        "labels": ", ".join(n for n in names if n) or None,
    }


def _comment(one: dict[str, Any], parent: str) -> Record:
    place, answered = _place(one), first(one, "in_reply_to_id")
    above = f"comment-{answered}" if answered else parent or place
    kind = "reply" if above.startswith("comment-") else "comment"
    named = place.rpartition("/")[2]
    return {
        **_common(one),
        "reply_to": above or None,
        "thread": f"issue-{named}" if named else None,
        "kind": kind,
        "title": None,
        "_in": place,
    }


def _reactions(one: dict[str, Any]) -> str | None:
    counts = [(k, v) for k, v in mapping(one.get("reactions")).items() if k not in ("total_count", "url")]
    counts += [(words(g.get("content")), at(g, "users", "totalCount")) for g in mappings(one.get("reactionGroups"))]
    return ", ".join(f"{k} {v}" for k, v in counts if isinstance(v, int) and v) or None


def _settle(records: list[Record]) -> list[Record]:
    """Comments into the thread of their issue, by its address or by what they answer."""
    thread = {r["id"]: r["thread"] for r in records if r["kind"] == "post"}
    for record in records:
        if record["kind"] != "post":
            record["thread"] = thread.get(record.pop("_in")) or thread.get(record["reply_to"]) or record["thread"]
            thread[record["id"]] = record["thread"]
    return parents_first(records)
