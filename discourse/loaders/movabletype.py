"""A Movable Type (or TypePad) export becomes a corpus: entries with their comments and trackbacks. The format has no replies."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import DiscourseError, NotADiscussion, UndecodableText
from discourse.loaders._records import corpus_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._times import one_time
from discourse.loaders._wordpress import Threads, mail_id, name_of, stored, tell_flags

_FIELD = re.compile(r"([A-Z][A-Z ]{1,24}):[ \t]*(.*)")
_FIELDS = frozenset(["AUTHOR", "TITLE", "BASENAME", "STATUS", "DATE", "EMAIL", "IP", "URL", "TAGS", "CATEGORY"]) | {
    "BLOG NAME", "ALLOW COMMENTS", "ALLOW PINGS", "CONVERT BREAKS", "PRIMARY CATEGORY", "UNIQUE URL", "NO ENTRY", "AUTHOR EMAIL",
}  # fmt: skip
_PARTS = frozenset(("BODY", "EXTENDED BODY", "EXCERPT", "KEYWORDS", "COMMENT", "PING", "IMAGE", "SUMMARY"))
#: A rule of eight or five hyphens counts where what must follow it follows: people write such rules in their texts too.
_ENTRY = re.compile(rf"(?m)^-{{8}}[ \t]*$(?=\s*(?:(?:{'|'.join(sorted(_FIELDS))}):|\Z))")
_PART = re.compile(rf"(?m)^-{{5}}[ \t]*$(?=\s*(?:(?:{'|'.join(sorted(_PARTS))}):|\Z))")


def read_movabletype(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a Movable Type export: Tools > Export in Movable Type, Settings > Export in TypePad; many older blogs can write it.

    Returns a Corpus: kind is post, comment or trackback. Each entry is a thread, named after its title; body and extended body
    are one text. All comments answer the post, as the format keeps no replies. ``flag`` is draft or scheduled. A trackback has no
    participant; ``from_page`` says where it came from. Further columns: ``title``, ``url``, ``tags``. Times have no zone: they are
    what the clock of the blog showed.

    Raises NotADiscussion where there is no entry.

    >>> corpus = read_movabletype('''AUTHOR: Ana
    ... TITLE: Nets
    ... DATE: 11/05/2013 09:30:00 PM
    ... -----
    ... BODY:
    ... Who owns them?
    ... -----
    ... COMMENT:
    ... AUTHOR: Ben
    ... DATE: 11/06/2013 08:00:00 AM
    ... We do.
    ... -----
    ... --------
    ... ''')
    >>> corpus.utterances[["id", "kind", "participant", "text"]].values.tolist()
    [['nets/0', 'post', 'Ana', 'Who owns them?'], ['nets/1', 'comment', 'Ben', 'We do.']]
    """
    opened = open_source(source, encoding)
    names = Threads()
    records = [record for entry in _ENTRY.split(_text(opened)) if entry.strip() for record in _entry(entry, names)]
    if not records:
        raise NotADiscussion(f"{opened.name}: no Movable Type export; an entry begins with lines such as 'AUTHOR: …' and 'TITLE: …'")
    opened.notes.append("the times have no zone: the export gives them as the clock of the blog showed them")
    tell_flags(opened, records)
    return corpus_of(opened, "movabletype", records, thread=thread)


def sniff(source: Source) -> float:
    """0.96 for a text that opens with AUTHOR:, TITLE: … lines and has a BODY between rules of hyphens."""
    if source.frame is not None:
        return 0.0
    if (b"BODY:" not in source.raw[:100_000]) if isinstance(source.raw, bytes) else "BODY:" not in source.raw[:100_000]:
        return 0.0
    try:
        first = _text(source)[:100_000].lstrip("\ufeff\n \t")
    except DiscourseError:
        return 0.0
    match = _FIELD.match(first)
    return 0.96 if match and match[1] in _FIELDS and re.search(r"(?m)^-{5}[ \t]*\n(?:EXTENDED )?BODY:", first) else 0.0


def _text(source: Source) -> str:
    """The text; where single bytes of a UTF-8 file are of cp1252, as exports of blogs that changed hands have it, they are read so."""
    try:
        return source.text
    except UndecodableText:
        if source.asked or not isinstance(source.raw, bytes):
            raise
        text = source.raw.decode("utf-8", "surrogateescape")
        odd = re.findall("[\udc80-\udcff]+", text)
        if sum(map(len, odd)) > 0.001 * len(text):
            raise
        source.notes.append(f"the file is UTF-8 but for {len(odd)} places, which were read as cp1252")
        source.encoding = "utf-8"
        mended = re.sub("[\udc80-\udcff]+", lambda m: m[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text)
        source.__dict__["text"] = mended.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        return str(source.__dict__["text"])


def _entry(entry: str, names: Threads) -> list[dict[str, Any]]:
    head, *parts = _PART.split(entry)
    fields, _ = _fields(head)
    if not fields:
        return []
    bodies: dict[str, str] = {}
    replies: list[tuple[str, dict[str, str], str]] = []
    for part in parts:
        label, _, rest = part.strip("\n").partition("\n")
        label = label.strip().rstrip(":").strip()
        if label in ("COMMENT", "PING"):
            replies.append((label, *_fields(rest)))
        elif label in _PARTS:
            bodies[label] = rest.strip("\n")
    where = names.name(fields.get("TITLE", ""), fields.get("BASENAME", ""))
    state = fields.get("STATUS", "").lower()
    plain_breaks = fields.get("CONVERT BREAKS", "") != "0"
    text = "\n\n".join(bodies[label] for label in ("BODY", "EXTENDED BODY") if bodies.get(label, "").strip())
    tags = [*re.findall(r"(?m)^CATEGORY:[ \t]*(.+)$", head), *_tags(fields.get("TAGS", ""))]
    out = [{
        "id": f"{where}/0", "thread": where, "reply_to": "", "kind": "post", "participant": name_of(fields.get("AUTHOR", "")),
        "time": _time(fields.get("DATE", "")), "text": stored(text) if plain_breaks else stored(re.sub(r"\s*\n\s*", " ", text)),
        "flag": "" if state in ("publish", "") else {"future": "scheduled"}.get(state, state),
        "title": name_of(fields.get("TITLE", "")), "url": fields.get("UNIQUE URL") or None, "tags": ", ".join(dict.fromkeys(tags)) or None,
    }]  # fmt: skip
    for number, (label, about, words) in enumerate(replies, 1):
        out.append({
            "id": f"{where}/{number}", "thread": where, "reply_to": f"{where}/0", "kind": "comment" if label == "COMMENT" else "trackback",
            "participant": name_of(about.get("AUTHOR", "")) if label == "COMMENT" else None,
            "participant_id": mail_id(about.get("EMAIL", "")) if label == "COMMENT" else None,
            "time": _time(about.get("DATE", "")), "text": stored(words), "flag": "", "title": name_of(about.get("TITLE", "")),
            "from_page": about.get("URL") or about.get("BLOG NAME") if label == "PING" else None,
        })  # fmt: skip
    return out


def _fields(text: str) -> tuple[dict[str, str], str]:
    """The ``NAME: value`` lines at the head of a part, and what follows them; a line that is no field ends them."""
    fields: dict[str, str] = {}
    rows = text.strip("\n").split("\n")
    for n, row in enumerate(rows):
        match = _FIELD.match(row)
        if match and match[1] in _FIELDS and match[1] not in fields | {"CATEGORY": ""}:
            fields[match[1]] = match[2].strip()
        elif row.strip() and not (match and match[1] == "CATEGORY"):
            return fields, "\n".join(rows[n:]).strip("\n")
    return fields, ""


def _tags(text: str) -> list[str]:
    return [t.strip().strip("\"'") for t in text.split(",") if t.strip()]


def _time(text: str) -> datetime | None:
    """``MM/DD/YYYY hh:mm:ss AM``, in which the month always stands first."""
    match = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})[ \t]+(.*)", text.strip())
    return one_time(f"{match[2]}.{match[1]}.{match[3]} {match[4]}") if match else one_time(text)
