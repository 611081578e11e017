"""Paragraphs of a document become turns, paragraphs or one utterance. It opens no file and decides no speaker (`_speakers` does)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import LoadError, NotADiscussion, known
from discourse.loaders._persons import LABELS, is_person
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source
from discourse.loaders._speakers import STAMP, Head, Para, Speakers, find_speakers, is_noise
from discourse.loaders._subtitles import seconds

SPLITS = ("turn", "paragraph", "document")
_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?"
_FOOTER = re.compile(
    r"(?:Transcri(?:bed|ption|pt)\b.{0,40}\b(?:by|with|using)|Transcript (?:generated|provided)|This transcript was)\b.{0,120}"
)
_LABELLED = re.compile(r"(?P<label>[^\s:：][^:：\n\t]{0,40}?)\s?[:：](?!//)\s*(?P<value>.{0,120})")
_SYSTEM = re.compile(r".{1,60} (?:started|stopped) (?:the )?transcription\.?")
_F4 = re.compile(r"\s*#(\d{1,2}:\d\d:\d\d)(?:-(\d))?#\s*$")  # the end of a turn, as f4 and MAXQDA mark it
_TIMED = re.compile(rf"[\[(](?P<start>{_CLOCK})(?:\s*(?:-->|[-–—])\s*(?P<end>{_CLOCK}))?[\])]\s*(?P<text>[^\s<*=].*)", re.DOTALL)
_NUMBER = re.compile(r"\s*[\[(]?(\d{1,5})[\])]?[.):]?\s+(?=\S)")


def corpus_of_paras(
    source: Source,
    loader: str,
    paras: Sequence[Para],
    *,
    thread: str | None = None,
    split: str | None = None,
    speakers: Sequence[str] | None = None,
    left_out: Rows | None = None,
    **attrs: Any,
) -> Corpus:
    """The corpus of a document; ``split`` None means turns where speakers are found, else paragraphs.

    Raises NotADiscussion where there is no text, or no speaker though ``split="turn"`` or ``speakers`` asks for them.
    """
    if split is not None and split not in SPLITS:
        raise LoadError(f"split={split!r}: {known(str(split), SPLITS, 'it can be')}")
    rows = list(left_out or [])
    paras = [p for p in paras if p.text.strip()]
    if not paras:
        raise NotADiscussion(f"{source.name}: the document has no text in it; if it shows pictures of pages, run text recognition first")
    words = sum(len(p.text.split()) for p in paras)
    if split in ("paragraph", "document"):
        records = _paragraphs(paras, split)
        source.notes.append(f"read as asked: split={split!r}; no speakers were looked for")
    else:
        lines, numbers = _unnumbered(paras)
        if numbers:
            source.notes.append(f"numbers before {numbers} of {len(paras)} lines are taken off")
        body, headers = _headed(lines, rows)
        found = find_speakers(body, speakers)
        if found:
            records = _turns(body, found, rows)
            attrs = {**attrs, **({"headers": headers} if headers else {})}
            source.notes.append(_told(found, records))
        elif split == "turn" or speakers is not None:
            what = "no turn of these speakers was" if speakers is not None else "no speakers were"
            raise NotADiscussion(
                f"{source.name}: {what} found in {len(paras)} paragraphs; a turn begins as Ana: …, I: …, **Ana** [0:05] …, Ana  0:05, or "
                "[Ana] …; give speakers=['Ana', 'Ben'], or split='paragraph'"
            )
        else:
            rows = list(left_out or [])
            records = _paragraphs(paras, "paragraph")
            source.notes.append(f"no speakers were found in it: each paragraph ({len(records)}) is an utterance without participant")
    return corpus_of(source, loader, records, thread=thread, left_out=rows, **attrs, paragraphs=len(paras), words=words)


def speakers_of(paras: Sequence[Para]) -> Speakers | None:
    """The speakers that `corpus_of_paras` would find."""
    return find_speakers(_headed(_unnumbered(paras)[0], [])[0])


def paras_of_text(text: str) -> list[Para]:
    """The lines of a text that are not blank; ``gap`` says that a blank line stands before."""
    out: list[Para] = []
    gap = True
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            out.append(Para(line.strip("\ufeff \r\f\v").rstrip(), number, 0, gap))
            gap = False
        else:
            gap = True
    return out


def timed(paras: Sequence[Para]) -> bool:
    """Whether nearly every line begins with a time in brackets, as speech recognisers write it: [00:04.000 --> 00:09.000] words."""
    return len(paras) > 2 and sum(_TIMED.fullmatch(p.text) is not None for p in paras) >= 0.9 * len(paras)


def _paragraphs(paras: Sequence[Para], split: str) -> list[dict[str, Any]]:
    if split == "document":
        return [{"kind": "document", "text": _joined([(p.text, p.gap) for p in paras]), "line": paras[0].where}]
    loose = any(p.gap for p in paras[1:])
    blocks: list[list[Para]] = []
    for para in paras:
        if blocks and loose and not para.gap and para.sort == blocks[-1][-1].sort:
            blocks[-1].append(para)
        else:
            blocks.append([para])
    section: str | None = None
    records: list[dict[str, Any]] = []
    clocks = timed(paras)
    for block in [[p] for p in paras] if clocks else blocks:
        text = "\n".join(p.text for p in block).strip()
        section = text if block[0].sort == "heading" else section
        records.append({"kind": block[0].sort or "paragraph", "text": text, "line": block[0].where, "section": section})
        if clocks and (match := _TIMED.fullmatch(text)):
            records[-1] |= {"text": match["text"], "start_s": seconds(match["start"]), "end_s": seconds(match["end"] or "")}
    if section is None:
        for record in records:
            del record["section"]
    return records


def _turns(paras: Sequence[Para], found: Speakers, rows: Rows) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = []
    parts: list[tuple[str, bool]] = []
    clock, section, speaker = "", None, None
    first, last = min(found.heads), len(paras) - 1

    def close() -> None:
        if records and records[-1]["text"] is None:
            text = _joined(parts)
            if mark := _F4.search(text):
                text = text[: mark.start()]
                records[-1]["end_s"] = seconds(f"{mark[1]}.{mark[2] or 0}")
            records[-1]["text"] = text
            if not text:
                rows.append((records[-1]["line"], "name", str(records[-1]["participant"] or ""), "a name without words"))
                records.pop()
        parts.clear()

    for n, para in enumerate(paras):
        head = found.heads.get(n)
        if head is None and n < first and not STAMP.fullmatch(para.text):
            rows.append((para.where, "preamble", para.text, "stands before the first turn"))
            section = para.text if para.sort == "heading" else section
        elif head is None and para.sort == "heading":
            close()
            section = para.text
            rows.append((para.where, "heading", para.text, "a heading is nobody's words; kept in the column section"))
        elif head is None and _SYSTEM.fullmatch(para.text):
            rows.append((para.where, "system", para.text, "a notice of the recorder, nobody's words"))
        elif head is None and STAMP.fullmatch(para.text):
            clock = para.text.strip("[](){}<> ")
            rows.append((para.where, "time", para.text, "a time on a line of its own; start_s of the turn that begins after it"))
        elif head is None and n == last and _FOOTER.match(para.text):
            rows.append((para.where, "footer", para.text, "says who transcribed it"))
        elif head is None and para.gap and is_noise(para.text):
            close()
            records.append(
                {"kind": "event", "participant": None, "text": para.text, "start_s": None, "line": para.where, "section": section}
            )
        elif head is None:
            if not records or records[-1]["text"] is not None:
                close()
                records.append(_turn(Head(speaker or "", ""), "", para, section))
            parts.append((para.text, para.gap))
        else:
            close()
            speaker = head.name
            records.append(_turn(head, head.stamp or clock, para, section))
            parts, clock = [(head.text, False)] if head.text else [], ""
    close()
    if section is None:
        for record in records:
            del record["section"]
    if all(r["start_s"] is None for r in records):
        for record in records:
            del record["start_s"]
    return records


def _turn(head: Head, clock: str, para: Para, section: str | None) -> dict[str, Any]:
    return {
        "kind": "turn",
        "participant": head.name or None,
        "text": None,
        "start_s": seconds(clock) if clock else None,
        "line": para.where,
        "section": section,
    }


def _told(found: Speakers, records: Sequence[dict[str, Any]]) -> str:
    """What was found, in words: how speakers are marked, and who speaks how often."""
    turns = Counter(str(r["participant"]) for r in records if r["kind"] == "turn" and r["participant"])
    forms = ", ".join(f"{what} ({n} times)" for what, n in found.forms.items())
    most = ", ".join(f"{name} {n}" for name, n in turns.most_common(12)) + (" …" if len(turns) > 12 else "")
    return f"speakers are marked by {forms}; turns: {most}"


def _joined(parts: Sequence[tuple[str, bool]]) -> str:
    """The parts as one text: a blank line between paragraphs, a line break between lines."""
    return "".join(("\n\n" if gap else "\n") + text for text, gap in parts).strip()


def _unnumbered(paras: Sequence[Para]) -> tuple[list[Para], int]:
    """Without the numbers of lines or turns, where nearly all have one and they count upwards; and how many those are."""
    numbers = [(n, int(m[1])) for n, p in enumerate(paras) if (m := _NUMBER.match(p.text))]
    steps = Counter(b - a for (_, a), (_, b) in pairwise(numbers))
    if len(numbers) < 3 or len(numbers) < 0.8 * len(paras) or steps[1] < 0.8 * (len(numbers) - 1):
        return list(paras), 0
    out = []
    for p in paras:
        cut = m.end() if (m := _NUMBER.match(p.text)) else 0
        out.append(Para(p.text[cut:], p.where, max(0, p.bold - cut), p.gap, p.sort))
    return out, len(numbers)


def _headed(paras: Sequence[Para], rows: Rows) -> tuple[list[Para], dict[str, str]]:
    """The paragraphs without a block of labels at the top ("Date: 3 May", "Interviewer: Ana Berg"), and that block."""
    lines: list[tuple[int, str, str]] = []
    labelled = 0
    loose = any(not p.gap for p in paras)
    for n, para in enumerate(paras[:30]):
        match = _LABELLED.fullmatch(para.text)
        if match is None:
            if lines or (para.sort != "heading" and (n > 2 or len(para.text) > 80)):
                break
            continue
        label, value = match["label"].strip("*_ "), match["value"].strip("*_ ")
        if label.lower() in LABELS:
            labelled += 1
        elif (lines and loose and para.gap) or not _is_detail(value):
            break
        lines.append((n, label, value))
    if not labelled or len(lines) < 2:
        return list(paras), {}
    taken = {n for n, _, _ in lines}
    rows += [(paras[n].where, "header", paras[n].text, "a label at the top of the document; kept in attrs") for n in sorted(taken)]
    return [p for n, p in enumerate(paras) if n not in taken], {label: value for _, label, value in lines}


def _is_detail(value: str) -> bool:
    """Whether this stands behind a label, as a name or a number does, rather than being said."""
    return (is_person(value) or any(c.isdigit() for c in value)) and len(value.split()) <= 5 and not value.endswith((".", "?", "!"))
