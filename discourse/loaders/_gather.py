"""One source or several become one corpus: each is read apart, then all are put in order together. It reads no format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import NotADiscussion
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, slug

Record = dict[str, Any]


@dataclass
class Found:
    """What one source holds: records, what was set aside, and attributes of people by their id."""

    records: list[Record] = field(default_factory=list)
    left_out: Rows = field(default_factory=list)
    #: attributes by participant_id; "shown" is the name under which the source's own records of people list them
    people: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    title: str = ""
    #: ids that the source names but does not hold, each with what it is and why; told where no other source holds them
    missing: dict[str, tuple[str, str]] = field(default_factory=dict)

    def leave(self, what: str, text: str, why: str) -> None:
        """Note that something was set aside; its place is told by its number in the source, from 1."""
        self.left_out.append((len(self.records) + len(self.left_out) + 1, what, text[:200], why))


def gathered(
    sources: Iterable[Source],
    loader: str,
    find: Callable[[Source], Found],
    *,
    settle: Callable[[list[Record]], list[Record]] | None = None,
    thread: str | None = None,
    noun: str = "utterance",
) -> Corpus:
    """Read each source by ``find``, let ``settle`` see all records (threads, parents), and make one corpus with one provenance a source.

    A record that stands twice (same id, same person, same text) is kept once and told in ``left_out``.
    """
    sources = list(sources)
    finds = [find(source) for source in sources]
    records: list[Record] = []
    seen: dict[tuple[Any, ...], None] = {}
    for source, found in zip(sources, finds, strict=True):
        kept: list[Record] = []
        for record in found.records:
            key = tuple(str(record.get(k)) for k in ("id", "participant", "text")) if record.get("id") else (object(),)
            if key in seen:
                found.left_out.append((len(kept) + 1, "record", str(record["id"]), "stands twice; kept once"))
            else:
                seen[key] = None
                kept.append(record)
        found.records = kept
        records += kept
        if len(sources) > 1:
            found.left_out = [(n, f"{source.name}: {what}", text, why) for n, what, text, why in found.left_out]
    if not records:
        why = next((row[3] for found in finds for row in found.left_out), "")
        raise NotADiscussion(f"{sources[0].name}: it is read as {loader!r}, but there is no {noun} in it{f' ({why})' if why else ''}")
    for source, found in zip(sources, finds, strict=True):
        ids = {str(r.get("id")) for r in records} if found.missing else set()
        for one, (what, why) in found.missing.items():
            if one not in ids:
                found.leave(what if len(sources) == 1 else f"{source.name}: {what}", one, why)
    counts = [(len(f.records), len(f.left_out)) for f in finds]
    rows = [(n, _kept(what), _kept(text), why) for f in finds for n, what, text, why in f.left_out]
    people = {key: value for f in finds for key, value in f.people.items()}
    for record in records:
        if shown := people.get(str(record.get("participant_id")), {}).get("shown"):
            record["participant"] = shown
    people = {key: {k: _kept(v) for k, v in value.items() if k != "shown"} for key, value in people.items()}
    title = _kept(next((f.title for f in finds if f.title), ""))
    named = {"title": title} if title else {}
    corpus = corpus_of(sources[0], loader, settle(records) if settle else records, thread=thread, left_out=rows, people=people, **named)
    if len(sources) > 1:
        corpus.attrs["provenance"] = _provenances(sources, loader, counts, corpus.attrs["provenance"][0])
    return corpus


def in_threads(records: list[Record], name: Callable[[Record], str]) -> list[Record]:
    """Put each record into the thread of the utterance on which its replies begin, in one walk for each chain.

    ``name(record)`` is asked of that first utterance; of one that is not there, its id names the thread.
    """
    by_id = {r["id"]: r for r in records}
    thread: dict[str, str] = {}
    for record in records:
        path: dict[str, None] = {}
        here = record["id"]
        while here in by_id and here not in thread and here not in path:
            path[here] = None
            here = by_id[here].get("reply_to") or here
        found = thread.get(here) or (name(by_id[here]) if here in by_id else f"answers-to-{here.rstrip('/').rpartition('/')[2]}")
        for one in path:
            thread[one] = found
    for record in records:
        record["thread"] = record.get("thread") or thread[record["id"]]
    return records


def parents_first(records: list[Record]) -> list[Record]:
    """The records in the order of a reader: each utterance, then its replies and theirs. What answers nothing here keeps its place."""
    ids = {r["id"] for r in records}
    below: dict[str, list[Record]] = {}
    tops: list[Record] = []
    for record in records:
        above = record.get("reply_to")
        (below.setdefault(str(above), []) if above in ids and above != record["id"] else tops).append(record)
    out: list[Record] = []
    done: set[int] = set()
    for top in [*tops, *records]:  # the second walk finds circles, which no top leads to
        waiting = [top]
        while waiting:
            here = waiting.pop()
            if id(here) not in done:
                done.add(id(here))
                out.append(here)
                waiting += reversed(below.pop(here["id"], ()))
    return out


def _kept(value: Any) -> Any:
    """Text without what no file can hold; `corpus_of` does the same for the utterances, and tells."""
    return value.replace("\x00", "").encode("utf-8", "replace").decode() if isinstance(value, str) else value


def slug_of(title: str, own: str = "") -> str:
    """A readable name of a thread with the source's own id behind it."""
    name = slug(title)
    return f"{name}-{own}" if own else name


def _provenances(sources: Sequence[Source], loader: str, counts: list[tuple[int, int]], whole: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One record a source with its own counts; the first also has what was counted over all of them."""
    usual = {"source", "loader", "version", "sha256", "encoding", "notes", "read", "kept", "set_aside"}
    more = {k: v for k, v in whole.items() if k not in usual}
    out = []
    for n, (source, (kept, aside)) in enumerate(zip(sources, counts, strict=True)):
        out.append(source.provenance(loader, read=kept + aside, kept=kept, set_aside=aside, **({} if n else more)))
    return out
