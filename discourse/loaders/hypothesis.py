"""Hypothes.is: annotations and the replies to them, from the API, the client's export, or a table. It fetches no annotated page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._export_rows import header, rows
from discourse.loaders._gather import Found, Record, gathered, parents_first, slug_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._values import at, clock, first, mapping, mappings, said_by, score, words

_TABLES = ({"text", "user", "references"}, {"quote", "comment", "page", "author"})


def read_hypothesis(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read social annotations; each annotated document is a thread.

    How to get it: in the sidebar Share > Export (JSON or CSV); ``https://api.hypothes.is/api/search?url=…&limit=200``;
    tables with the columns ``id user text references`` (a class, crowdlaaers).

    Columns: ``kind`` is "annotation", "highlight" (a passage without words of the reader) or "reply". ``reply_to`` is the
    last of the source's chain of ``references``, also where that one is not in the source. ``quote`` is the annotated
    passage; further: ``title url tags group edited``. ``participant`` is the user's name, ``participant_id`` the whole
    account. ``flag`` is "hidden" where a moderator hid it. Tables without a zone have naive times.

    Raises LoadError for damaged JSON or CSV, NotADiscussion when there is no annotation.

    >>> read_hypothesis('''{"total": 2, "rows": [
    ...   {"id": "a", "user": "acct:ines@hypothes.is", "text": "Who says so?", "uri": "https://tea.example/",
    ...    "document": {"title": ["On tea"]}, "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "Tea is best"}]}]},
    ...   {"id": "b", "user": "acct:tom@hypothes.is", "text": "I do 🍵", "uri": "https://tea.example/", "references": ["a"]}
    ... ]}''').utterances[["id", "reply_to", "kind", "participant", "thread"]].values.tolist()[1]
    ['b', 'a', 'reply', 'tom', 'on-tea']
    """
    return gather([open_source(source, encoding)], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """Several searches or exports as one corpus."""
    return gathered(sources, "hypothesis", _find, settle=_settle, thread=thread, noun="annotation")


def sniff(source: Source) -> float:
    """Annotations with a user and a target, or the columns of a table of them."""
    columns = set(header(source))
    if {"id", *_TABLES[0]} <= columns or (_TABLES[1] <= columns and any("annotation" in c or c in ("type", "group") for c in columns)):
        return 0.95
    marks = r'"(?:uri|user)"\s*:&&"(?:target|references|permissions)"\s*:'
    return score(source, marks, lambda value: 0.96 if next(_annotations(value), None) else 0.0)


def _find(source: Source) -> Found:
    found = Found()
    columns = header(source)
    if columns:
        found.records = [_row(row, n) for n, row in enumerate(rows(source), 1)]
        return found
    for one in _annotations(said_by(source)):
        record = _record(one)
        found.title = found.title or record["title"] or ""
        found.records.append(record)
        if name := first(mapping(one.get("user_info")), "display_name"):
            found.people[record["participant_id"] or ""] = {"name": name}
    return found


def _annotations(value: Any) -> Iterator[dict[str, Any]]:
    """Annotations however wrapped; the API puts replies apart with ``_separate_replies``."""
    waiting = [value]
    while waiting:
        here = waiting.pop()
        if isinstance(here, list):
            waiting += reversed(here)
        elif isinstance(here, dict):
            if (
                words(here.get("id"))
                and "user" in here
                and "uri" in here
                and ("target" in here or "references" in here or "permissions" in here)
            ):
                yield here
            else:
                waiting += [here[key] for key in ("replies", "annotations", "rows") if isinstance(here.get(key), list)]


def _record(one: dict[str, Any]) -> Record:
    account, address = words(one.get("user")), words(one.get("uri"))
    chain = [words(r) for r in one["references"] if words(r)] if isinstance(one.get("references"), list) else []
    titles = at(one, "document", "title")
    title = words(titles[0]) if isinstance(titles, list) and titles else words(titles)
    made, changed, tags = first(one, "created"), first(one, "updated"), one.get("tags")
    text, quote = words(one.get("text")), _quote(one)
    return {
        "id": words(one["id"]),
        "reply_to": chain[-1] if chain else None,
        "thread": None,
        "kind": "reply" if chain else "annotation" if text.strip() else "highlight",
        "participant": re.sub(r"^acct:([^@]*)@.*$", r"\1", account) or None,
        "participant_id": account or None,
        **clock(made),
        "text": text,
        "flag": "hidden" if one.get("hidden") is True else "",
        "quote": quote or None,
        "title": title or None,
        "url": address or None,
        "tags": (", ".join(words(t) for t in tags if words(t)) or None) if isinstance(tags, list) else None,
        "group": words(one.get("group")) or None,
        "edited": bool(changed and changed != made),
    }


def _quote(one: dict[str, Any]) -> str:
    selectors = [s for target in mappings(one.get("target")) for s in mappings(target.get("selector"))]
    return next((quote for s in selectors if (quote := words(s.get("exact")))), "")


def _row(row: dict[str, str], n: int) -> Record:
    """A table of the API's fields, or the client's own CSV (which names no parent of a reply)."""
    if "references" in row:
        chain = re.findall(r"[\w-]{2,}", row["references"])
        text, account = row["text"], row["user"]
    else:
        chain, text, account = [], row["comment"], row["author"]
    made, changed = row.get("created", row.get("created at", "")), row.get("updated", "")
    said = next((row[c] for c in row if "annotation" in c or c == "type"), "").lower() if "references" not in row else ""
    quote, address = row.get("quote", row.get("exact", "")), row.get("uri", row.get("url", ""))
    document = row.get("url_id") or row.get("title") or row.get("page") or address
    own_words = bool(text.strip()) or "annotation" in said
    further = {c: v or None for c, v in row.items() if c not in _READ}
    return {
        **further,
        "id": row.get("id") or f"row-{n}",
        "reply_to": chain[-1] if chain else None,
        "thread": f"document-{document}" if document.isalnum() else document or None,
        "kind": "reply" if chain or said == "reply" else "annotation" if own_words or not quote else "highlight",
        "participant": re.sub(r"^acct:([^@]*)@.*$", r"\1", account) or None,
        "participant_id": account or None,
        **clock(made),
        "text": text,
        "flag": "",
        "quote": quote or None,
        "title": row.get("title") or row.get("page") or None,
        "url": address or None,
        "tags": row.get("tags") or None,
        "group": row.get("group") or None,
        "edited": bool(changed and changed != made),
    }


_READ = frozenset(("id", "references", "text", "user", "comment", "author", "created", "created at", "updated", "quote", "exact", "uri",
                   "url", "title", "page", "tags", "group", "type", "reply_to", "thread", "kind", "participant", "time"))  # fmt: skip


def _settle(records: list[Record]) -> list[Record]:
    """A thread for each document, named by its title; where two documents share a title, with a number."""
    names: dict[str, str] = {}
    for record in records:
        if (key := record["url"] or record["thread"] or "") not in names:
            base = slug_of(record["title"] or record["thread"] or record["url"] or "document")
            taken = sum(one == base or (one.startswith(f"{base}-") and one[len(base) + 1 :].isdigit()) for one in names.values())
            names[key] = f"{base}-{taken + 1}" if taken else base
        record["thread"] = names[key]
    return parents_first(records)
