"""ELAN annotation files (.eaf): the annotations of independent tiers become turns, those of their child tiers further columns.

After the schema EAF 3.0, http://www.mpi.nl/tools/elan/EAFv3.0.xsd. It opens no media and no linked file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import LoadError, NotADiscussion, known
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._xml import each, root_of


@dataclass(slots=True)
class _Annotation:
    name: str
    text: str
    start: float | None  # seconds
    end: float | None
    about: tuple[float, float]  # the same, with gaps filled from the neighbours: for the order only
    parent: str | None = None


@dataclass(slots=True)
class _Tier:
    name: str
    sort: str
    parent: str | None
    participant: str
    annotator: str
    said: list[_Annotation] = field(default_factory=list)


def read_elan(source: Any, *, thread: str | None = None, encoding: str | None = None, tiers: Sequence[str] | None = None) -> Corpus:
    """Read an ELAN file.

    Each annotation of a tier without parent tier becomes an utterance (kind: turn), in the order of time; ``tiers`` names
    those that shall, where others (gestures, gaze) shall not. The ``participant`` is the tier's PARTICIPANT, else its name.
    Columns: ``start_s``, ``end_s`` (seconds of the recording; empty where the time slot is not aligned), ``tier``,
    ``tier_type``, ``annotator``, and for the child tiers ``tier_<type>``, or ``tier_<name>`` where a type occurs twice below one tier:
    their values, joined by a space. Annotations without words, in themselves and below, are in ``left_out``.
    ``attrs["annotations"]`` counts ``[all, with words]`` for each tier.

    Raises LoadError with the line where the XML is damaged, NotADiscussion where nothing has words.

    >>> corpus = read_elan('''<ANNOTATION_DOCUMENT>
    ... <TIME_ORDER><TIME_SLOT TIME_SLOT_ID="a" TIME_VALUE="0"/><TIME_SLOT TIME_SLOT_ID="b" TIME_VALUE="1500"/></TIME_ORDER>
    ... <TIER TIER_ID="speech" PARTICIPANT="Ana" LINGUISTIC_TYPE_REF="utterance"><ANNOTATION>
    ... <ALIGNABLE_ANNOTATION ANNOTATION_ID="1" TIME_SLOT_REF1="a" TIME_SLOT_REF2="b"><ANNOTATION_VALUE>Hello!</ANNOTATION_VALUE>
    ... </ALIGNABLE_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>''')
    >>> corpus.utterances[["participant", "text", "end_s"]].values.tolist()
    [['Ana', 'Hello!', 1.5]]
    """
    opened = open_source(source, encoding)
    found = _tiers(opened)
    by_name = {t.name: t for t in found}
    for name in tiers or ():
        if name not in by_name:
            raise LoadError(f"{opened.name}: no tier {name!r}; {known(name, by_name, 'the file has')}")
    chosen = {t.name for t in found if (t.name in tiers if tiers is not None else t.parent not in by_name)}
    below = _below(found, by_name, chosen)
    columns = _columns(found, by_name, chosen)
    rows: Rows = []
    records: list[tuple[tuple[float, float], dict[str, Any]]] = []
    for tier in found:
        if tier.name not in chosen:
            continue
        for one in tier.said:
            further: dict[str, str] = {}
            for child, text in below.get(one.name, ()):
                if text.strip():
                    column = columns[tier.name, child]
                    further[column] = f"{further[column]} {text}" if column in further else text
            if one.text.strip() or further:
                records.append((one.about, _record(tier, one, further)))
            else:
                rows.append((0, f"annotation {one.name} of {tier.name}", "", "an annotation without words"))
    if not records:
        raise NotADiscussion(f"{opened.name}: {len(found)} tiers, but no annotation with words; {known('', by_name, 'the tiers are')}")
    records.sort(key=lambda pair: pair[0])
    if not all(t.participant for t in found if t.name in chosen):
        opened.notes.append("tiers without PARTICIPANT: the name of the tier stands for the participant")
    apart = [t.name for t in found if t.parent not in by_name and t.name not in chosen]
    if apart:
        opened.notes.append(f"tiers not asked for: {', '.join(apart)}")
    opened.notes.append("times are seconds of the recording: start_s, end_s")
    counts = {t.name: [len(t.said), sum(bool(a.text.strip()) for a in t.said)] for t in found}
    return corpus_of(opened, "elan", [r for _, r in records], thread=thread, left_out=rows, annotations=counts)


def sniff(source: Source) -> float:
    """0.98 for XML whose outermost element is ELAN's."""
    if source.frame is not None:
        return 0.0
    try:
        return 0.98 if root_of(source)[0] == "ANNOTATION_DOCUMENT" else 0.0
    except (ValueError, LookupError):
        return 0.0


def _record(tier: _Tier, one: _Annotation, further: dict[str, str]) -> dict[str, Any]:
    return {
        "id": one.name,
        "kind": "turn",
        "participant": tier.participant or tier.name,
        "text": one.text.strip(),
        "start_s": one.start,
        "end_s": one.end,
        "tier": tier.name,
        "tier_type": tier.sort or None,
        "annotator": tier.annotator or None,
        **further,
    }


def _tiers(source: Source) -> list[_Tier]:
    slots: dict[str, tuple[float | None, float]] = {}
    tiers: list[_Tier] = []
    for element in each(source, "TIME_ORDER", "TIER"):
        if element.tag == "TIME_ORDER":
            slots = _slots(element)
            continue
        a = element.attrib
        tier = _Tier(
            a.get("TIER_ID", f"tier {len(tiers) + 1}"), a.get("LINGUISTIC_TYPE_REF", ""), a.get("PARENT_REF"),
            a.get("PARTICIPANT", "").strip(), a.get("ANNOTATOR", "").strip(),
        )  # fmt: skip
        for one in element.iter("ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
            text = "".join("".join(value.itertext()) for value in one.iter("ANNOTATION_VALUE"))
            missing = (None, float("inf"))
            start, about = slots.get(one.get("TIME_SLOT_REF1", ""), missing)
            end, until = slots.get(one.get("TIME_SLOT_REF2", ""), missing)
            name = one.get("ANNOTATION_ID") or f"{tier.name} {len(tier.said) + 1}"
            tier.said.append(_Annotation(name, text, start, end, (about, until), one.get("ANNOTATION_REF")))
        tiers.append(tier)
    return tiers


def _slots(order: Any) -> dict[str, tuple[float | None, float]]:
    """Each slot's seconds, and the seconds that it has at least: an unaligned slot stands behind the one before it."""
    slots: dict[str, tuple[float | None, float]] = {}
    last = 0.0
    for slot in order.iter("TIME_SLOT"):
        value = slot.get("TIME_VALUE", "")
        at = int(value) / 1000 if re.fullmatch(r"\d{1,12}", value) else None
        last = last if at is None else at
        slots[slot.get("TIME_SLOT_ID", "")] = (at, last)
    return slots


def _below(tiers: Sequence[_Tier], by_name: dict[str, _Tier], chosen: set[str]) -> dict[str, list[tuple[str, str]]]:
    """``(tier, text)`` of everything below each annotation of the chosen tiers: by reference, else by lying in its time."""
    up: dict[str, str] = {}
    starts = {t.name: sorted((a.about, a.name) for a in t.said) for t in tiers}
    for tier in tiers:
        for one in tier.said:
            if one.parent is not None:
                up[one.name] = one.parent
            elif tier.parent in by_name:
                above = starts[tier.parent]
                n = bisect_right(above, ((one.about[0], float("inf")), "")) - 1
                if n >= 0 and one.about[0] <= above[n][0][1]:
                    up[one.name] = above[n][1]
    tops = {a.name for t in tiers if t.name in chosen for a in t.said}
    below: dict[str, list[tuple[str, str]]] = {}
    for tier in tiers:
        for one in tier.said if tier.name not in chosen else ():
            at, steps = up.get(one.name), 0
            while at is not None and at not in tops and steps < 50:
                at, steps = up.get(at), steps + 1
            if at in tops:
                below.setdefault(str(at), []).append((tier.name, one.text))
    return below


def _columns(tiers: Sequence[_Tier], by_name: dict[str, _Tier], chosen: set[str]) -> dict[tuple[str, str], str]:
    """The column for each pair of chosen tier and child tier: named by the type where this is unique, so that speakers share it."""
    pairs: list[tuple[str, _Tier]] = []
    for tier in tiers:
        at, steps = tier.parent, 0
        while at in by_name and at not in chosen and steps < 50:
            at, steps = by_name[at].parent, steps + 1
        if at in chosen and tier.name not in chosen:
            pairs.append((str(at), tier))
    sorts = [(top, t.sort) for top, t in pairs]
    return {(top, t.name): _snake(t.sort if t.sort and sorts.count((top, t.sort)) == 1 else t.name) for top, t in pairs}


def _snake(name: str) -> str:
    return "tier_" + (re.sub(r"\W+", "_", name.lower()).strip("_") or "unnamed")
