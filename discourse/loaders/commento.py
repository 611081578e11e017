"""A Commento (or Comentario) export in JSON becomes a corpus: each page a thread, its comments as a tree. It fetches nothing."""

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

_STATES = {"approved": "", "unapproved": "pending", "flagged": "flagged", "": ""}


def read_commento(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a Commento export: in Commento it is Dashboard > Settings > Import/Export; unpack the .json.gz that the mail brings.

    Returns a Corpus: kind is comment or reply. Each page is a thread; ``url`` is its address, ``score`` what the votes add up to.
    The text is what the commenter typed (Markdown), else what the page showed. ``flag`` is deleted, pending or flagged. Times
    are UTC. Commenters who wrote nothing stand in no frame.

    Raises LoadError where the file is not such an export, NotADiscussion where it has no comment.

    >>> corpus = read_commento('''{"version": 1, "comments": [
    ...   {"commentHex": "a1", "url": "/nets", "commenterHex": "c1", "markdown": "We own it.", "parentHex": "root"}],
    ...   "commenters": [{"commenterHex": "c1", "name": "Ana"}]}''')
    >>> corpus.utterances[["id", "thread", "kind", "participant"]].values.tolist()
    [['a1', 'nets', 'comment', 'Ana']]
    """
    opened = open_source(source, encoding)
    value = parsed(opened)
    if not _is_one(value):
        raise LoadError(f"{opened.name}: no Commento export; it needs 'comments', each with a commentHex or an id and a URL")
    left: Rows = []
    people = {str(pick(p, "commenterHex", "id")): p for p in dicts(pick(value, "commenters"))}
    pages = {str(p.get("id")): p for p in dicts(pick(value, "pages"))}
    names = Threads()
    threads: dict[str, str] = {}
    records = []
    for one in told(value["comments"], left, "comment"):
        url = str(pick(one, "url") or pick(pages.get(str(one.get("pageId")), {}), "path") or "")
        if url not in threads:
            threads[url] = names.name(url.rstrip("/").rpartition("/")[2], url)
        records.append(_comment(one, people) | {"thread": threads[url], "url": url or None})
    tell_flags(opened, records)
    return corpus_of(opened, "commento", records, thread=thread, left_out=left)


def sniff(source: Source) -> float:
    """0.97 for a JSON object whose comments have a commentHex, or its successor's fields."""
    if source.frame is not None or not looks_like_json(source):
        return 0.0
    try:
        return 0.97 if _is_one(parsed(source)) else 0.0
    except LoadError:
        return 0.0


def _is_one(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("comments"), list):
        return False
    first = next(iter(dicts(value["comments"])), None)
    if first is None:
        return isinstance(value.get("commenters"), list)
    return "commentHex" in first or ("pageId" in first and "userCreated" in first)


def _comment(one: dict[str, Any], people: dict[str, dict[str, Any]]) -> dict[str, Any]:
    above = str(pick(one, "parentHex", "parentId") or "root")
    who = str(pick(one, "commenterHex", "userCreated") or "")
    who = "" if set(who) <= {"0", "-"} or who == "anonymous" else who
    person = people.get(who, {})
    typed = str(pick(one, "markdown") or "").strip()
    state = str(pick(one, "state") or "")
    gone = bool(pick(one, "deleted", "isDeleted"))
    waiting = one.get("isPending") is True or one.get("isApproved") is False
    return {
        "id": str(pick(one, "commentHex", "id") or ""), "reply_to": "" if above == "root" else above,
        "kind": "comment" if above == "root" else "reply",
        "participant": name_of(str(pick(person, "name") or pick(one, "authorName") or "")),
        "participant_id": who[:12] or mail_id(str(pick(person, "email") or "")),
        "time": utc(pick(one, "creationDate", "createdTime")), "text": typed or plain(str(pick(one, "html") or "")),
        "flag": "deleted" if gone else "pending" if waiting else _STATES.get(state, state), "score": pick(one, "score"),
    }  # fmt: skip
