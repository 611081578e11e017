"""JSON and JSON lines with one object an utterance, nested or not, become a corpus. It knows no platform's own export."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from discourse.corpus import Corpus
from discourse.errors import DiscourseError, NotADiscussion, UnreadableTable, known
from discourse.loaders._codes import with_codes
from discourse.loaders._columnar import large_lines
from discourse.loaders._deep import value_of
from discourse.loaders._headers import ROLES
from discourse.loaders._json import looks_like_json
from discourse.loaders._markup import plain
from discourse.loaders._paths import FLAGS, first_of, roles_of
from discourse.loaders._records import KEYS, Rows, corpus_of
from discourse.loaders._rows import json_lines, looks_like_lines
from discourse.loaders._source import Source, open_source, slug
from discourse.loaders._times import column_of_times
from discourse.loaders._trees import Node, nodes_of
from discourse.loaders.table import read_table

_TITLES = ("title", "subject", "topic", "name", "headline", "url", "link")
_GONE = ("[deleted]", "[removed]", "[gelöscht]")
_OPENS = re.compile(r"\ufeff?\s*(?:\{\s*[\"}]|\[\s*(?:[\[{\"\]]|$))")
_TAGS = re.compile(r"</(?:p|a|div|span|i|b|em|strong|blockquote|li|code|pre)>|<(?:p|br ?/?)>", re.IGNORECASE)


def read_records(
    source: Any,
    *,
    columns: Mapping[str, str | None] | None = None,
    codes: Any = None,
    thread: str | None = None,
    encoding: str | None = None,
) -> Corpus:
    """Read JSON or JSON lines: a list of objects, an object that holds such lists, or trees of replies of any depth.

    What a script, a programming interface or ``jq`` saved; the exports of known platforms have loaders of their own.

    Parameters
    ----------
    columns
        ``{"text": "payload.body", "participant": "author.name"}`` says where things stand, with dots for objects inside
        objects: ``text id reply_to thread kind participant participant_id time``; the others are guessed, None says that
        there is none.
    codes
        Which fields are codes, see `discourse.loaders._codes.with_codes`; None guesses, False takes none.
    thread
        Puts everything into one thread of this name, and before each id.
    encoding
        Only needed where it cannot be found out.

    Returns a Corpus. An object inside another one's ``replies``, ``children``, ``comments`` … answers it. Objects without
    a text hold a thread together and give it its name. ``kind`` is told by the list in which an object stands: post,
    comment, reply, message, answer, turn. ``flag`` is "deleted" or "removed" where an object says so. Texts that are HTML
    are given as a browser shows them. Other fields are further columns under their dotted path.
    ``attrs["provenance"]`` has ``columns`` (role -> path) and counts; ``left_out`` what was set aside, ``where`` being
    the line (JSON lines) or the number of the object in reading order.

    Raises LoadError with line and column for damaged JSON, NotADiscussion, UnreadableTable for a field that is not there.

    >>> corpus = read_records('[{"id": 1, "by": "Ana", "text": "Who owns it?", "replies": [{"id": 2, "by": "Bo", "text": "We do."}]}]\\n')
    >>> corpus.utterances[["id", "reply_to", "kind", "text"]].values.tolist()
    [['1', nan, 'post', 'Who owns it?'], ['2', '1', 'reply', 'We do.']]
    """
    opened = open_source(source, encoding)
    rows: Rows = []
    told = dict(columns or {})
    quick = _of_columns(opened, told, thread, codes)
    if quick is not None:
        return quick
    nodes = nodes_of(_roots(opened, rows), [path for path in told.values() if path is not None])
    roles = _roles(opened, nodes, told)
    records, title = _records(opened, nodes, roles, rows, "" if thread else f"{slug(opened.stem)}/")
    _times(records, rows)
    corpus = corpus_of(opened, "records", records, thread=thread, left_out=rows, title=title)
    given = corpus.attrs["provenance"][0]
    given["columns"] = {role: paths[0] if len(paths) == 1 else paths for role, paths in roles.items()}
    return with_codes(corpus, codes)


def sniff(source: Source) -> float:
    """0.6 for JSON with texts in it, 0.5 for other JSON (it has a better error to give), 0.0 for anything else."""
    if source.frame is not None or not looks_like_json(source):
        return 0.0
    try:
        start = source.text[:2000]
    except DiscourseError:
        return 0.0
    return 0.6 if _OPENS.match(start) else 0.0


def _of_columns(source: Source, told: Mapping[str, str | None], thread: str | None, codes: Any) -> Corpus | None:
    """Large JSON lines without lists, read as a table; None where a person's ids or HTML ask for the careful way."""
    frame = large_lines(source)
    if frame is None or any(path is not None and path not in frame for path in told.values()):
        return None
    given = {str(c): int(frame[c].notna().sum()) for c in frame.columns}
    roles = {role: paths[0] for role, paths in roles_of({path: n for path, n in given.items() if n}, told).items()}
    if "text" not in roles or "participant_id" in roles or not isinstance(frame[roles["text"]].dtype, pd.StringDtype):
        return None
    texts = frame[roles["text"]]
    if texts.head(1000).str.contains(_TAGS).sum() > 500 or any(str(c).rpartition(".")[2].casefold() in FLAGS for c in frame.columns):
        return None
    grid = Source(source.name, source.raw, source.asked, frame=frame)
    columns = {role: roles.get(role) for role in ROLES}
    corpus = read_table(grid, columns=columns, thread=thread, codes=codes)
    said = corpus.utterances
    gone = {"[deleted]": "deleted", "[gelöscht]": "deleted", "[removed]": "removed"}
    flags = said["text"].str.strip().map(gone).fillna("")
    if (flags != "").any():
        said["flag"] = flags
    record = {**corpus.attrs["provenance"][0], **source.provenance("records"), "columns": roles}
    codings = corpus.codings if len(corpus.codings) else None
    return Corpus(said, corpus.participants, codings, left_out=corpus.left_out, attrs={"title": None, "provenance": record})


def _roots(source: Source, rows: Rows) -> Iterator[tuple[int, Any]]:
    if looks_like_lines(source):
        yield from json_lines(source, rows)
    else:
        yield 0, value_of(source)


def _roles(source: Source, nodes: list[Node], told: Mapping[str, str | None]) -> dict[str, list[str]]:
    every = dict.fromkeys(path for node in nodes for path in node.values)
    spoken = Counter(path for node in nodes if node.said for path, value in node.values.items() if value is not None)
    for path in told.values():
        if path is not None and path not in every:
            raise UnreadableTable(f"{source.name}: no field {path!r}; {known(path, every, 'the objects have')}")
    roles = roles_of(spoken or Counter(every.keys()), told)
    if "text" not in roles:
        paths = sorted(every, key=lambda path: -sum(len(v) for n in nodes if isinstance(v := n.values.get(path), str)))
        shown = ", ".join(paths[:10]) or "no field at all"
        raise NotADiscussion(
            f"{source.name}: this is JSON, but no field is known to be a text; it has: {shown}. "
            + (f"If one is, say which: columns={{'text': {paths[0]!r}}}" if paths else "A discussion is a list of objects")
        )
    return roles


def _records(
    source: Source, nodes: list[Node], roles: dict[str, list[str]], rows: Rows, number: str
) -> tuple[list[dict[str, Any]], str | None]:
    texts = roles["text"]
    main = texts[0]
    used = {path for role, paths in roles.items() for path in (paths if role == "text" else paths[:1])}
    spoken = [_speaks(node, texts, main, roles, n == 0 and len(nodes) > 1) for n, node in enumerate(nodes)]
    has_below = {node.parent for node in nodes}
    ids: dict[str, int] = {}
    final: list[str | None] = []
    above: list[int | None] = []  # the nearest node above that speaks
    thread_of: list[str | None] = []
    title: str | None = None
    records: list[dict[str, Any]] = []
    for n, node in enumerate(nodes):
        up = node.parent
        above.append(None if up is None else up if spoken[up] else above[up])
        inherited = None if up is None else thread_of[up]
        if not spoken[n]:
            final.append(None)
            name = _title(node)
            title = title or name if up is None else title
            own = _text(first_of(node.values, ["id", "_id", *roles.get("id", [])]))
            thread_of.append("-".join(x for x in (slug(name) if name else None, own) if x) or inherited)
            if n not in has_below and node.values:
                rows.append((node.where, "object", str(node.values)[:200], "has no text, and nothing stands below it"))
            continue
        record: dict[str, Any] = {
            role: node.values.get(paths[0]) for role, paths in roles.items() if role != "text" and paths[0] in node.values
        }
        record["text"] = _text(first_of(node.values, texts)) or ""
        own_id = given = _text(record.get("id")) or f"{number}{n + 1}"
        while own_id in ids:
            ids[given] += 1
            own_id = f"{given}#{ids[given]}"
        if own_id != given:
            rows.append((node.where, "id", given, f"stood in an earlier object; called {own_id!r} here"))
        ids[own_id] = 1
        final.append(own_id)
        record["id"] = own_id
        parent = above[n]
        record["reply_to"] = final[parent] if parent is not None else _text(record.get("reply_to"))
        thread_of.append(_text(record.get("thread")) or inherited)
        if thread_of[n]:
            record["thread"] = thread_of[n]
        kind = _text(record.get("kind")) or (node.below if node.below != "comment" or _top(above, nodes, n) else "reply")
        record["kind"] = kind or ("reply" if record["reply_to"] else "post")
        record["flag"] = _flag(node.values, record)
        record |= {f"{path} (given)" if path in KEYS else path: v for path, v in node.values.items() if path not in used}
        records.append(record)
    _from_html(source, records)
    return _tidy(records), title


def _speaks(node: Node, texts: list[str], main: str, roles: dict[str, list[str]], is_wrapper: bool) -> bool:
    if not any(path in node.values for path in texts):
        return False
    if is_wrapper and main not in node.values:  # {"message": "ok", "data": […]} says nothing
        return first_of(node.values, roles.get("participant", []) + roles.get("id", [])) is not None
    return True


def _top(above: list[int | None], nodes: list[Node], n: int) -> bool:
    """Whether a comment stands directly under a post, or under nothing."""
    up = above[n]
    return up is None or (above[up] is None and nodes[up].below not in ("comment", "reply"))


def _title(node: Node) -> str | None:
    names = ((path.rpartition(".")[2].casefold(), value) for path, value in node.values.items())
    return next((v for name, v in names if name in _TITLES and isinstance(v, str) and v), None)


def _flag(values: Mapping[str, Any], record: dict[str, Any]) -> str:
    participant = _text(record.get("participant"))
    if participant in _GONE:
        record["participant"] = None
    for path, value in values.items():
        name = path.rpartition(".")[2].casefold()
        if name in FLAGS and value not in (None, False, 0, "", "0", "false", "no"):
            return str(value) if name == "flag" else name.removeprefix("is_")
    gone = next((one for one in (record["text"].strip(), participant) if one in _GONE), None)
    return "" if gone is None else "removed" if gone == "[removed]" else "deleted"


def _from_html(source: Source, records: list[dict[str, Any]]) -> None:
    marked = [r for r in records if _TAGS.search(r["text"])]
    if 2 * len(marked) > sum(bool(r["text"]) for r in records):
        for record in marked:
            record["text"] = plain(record["text"])
        source.notes.append(f"{len(marked)} texts were HTML and are given as a browser shows them")


def _times(records: list[dict[str, Any]], rows: Rows) -> None:
    """Numbers and words become times where they can mean only one; others stay in ``time_given``, with the reason."""
    if not any("time" in r for r in records):
        return
    given = pd.Series([_text(r.get("time")) or "" for r in records], dtype="str")
    read, why = column_of_times(given)
    for n, (record, time, text, reason) in enumerate(zip(records, read, given, why, strict=True), 1):
        record["time"] = None if time is pd.NaT else time
        if reason:
            record["time_given"] = text
            rows.append((n, "time", text, f"{reason}; left missing, kept in time_given"))


def _tidy(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Columns that would hold nothing are left away; one that holds several kinds of values holds their texts."""
    kinds: dict[str, set[type]] = {}
    for record in records:
        for key, value in record.items():
            if value is not None:
                kinds.setdefault(key, set()).add(type(value))
    mixed = {key for key, types in kinds.items() if len(types) > 1}
    for key in [k for k in {k for r in records for k in r} if k not in kinds or (k == "flag" and not any(r.get(k) for r in records))]:
        for record in records:
            record.pop(key, None)
    for record in records:
        for key in mixed & record.keys():
            record[key] = None if record[key] is None else _text(record[key])
    return records


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else str(value)
