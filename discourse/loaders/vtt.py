"""WebVTT (Zoom, Teams, Meet, Webex, YouTube): cues become turns with seconds. It reads no SRT and no SBV.

After https://www.w3.org/TR/webvtt1/, but forgiving: what breaks the grammar is set aside with its reason, not fatal.
"""

from __future__ import annotations

import re
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._records import Rows
from discourse.loaders._source import Source, open_source
from discourse.loaders._subtitles import CLOCK, Cue, corpus_of_cues, seconds, sniff_text

_TIMING = re.compile(rf"\s*({CLOCK})\s*-->\s*({CLOCK})(?:[ \t]+(.*))?\s*")
_BLOCK = re.compile(r"(NOTE|STYLE|REGION)(?:[ \t]|$)")


def read_vtt(source: Any, *, thread: str | None = None, encoding: str | None = None, join: bool = True) -> Corpus:
    """Read a WebVTT transcript, as Zoom ("audio transcript"), Teams, Webex, Meet recorders and YouTube save it.

    ``join=False`` keeps each cue an utterance of its own; else cues that one speaker says in a row are one. Speakers are
    taken from ``<v Name>``, from Webex's ids, or from "Name:" where the whole file shows that it is a name; cues without
    any are utterances of nobody.

    Columns besides the usual ones: ``start_s``, ``end_s`` (seconds from the beginning of the recording; ``time`` stays
    empty), ``cues`` (how many cues it is made of), ``cue_name``, ``cue_settings``. ``kind`` is turn, or cue where nobody is
    named. Notes, styles, damaged and empty cues are in ``left_out``; ``attrs`` has ``headers`` and ``cues``.

    Raises LoadError, EmptySource, NotADiscussion where there is no cue.

    >>> corpus = read_vtt('''WEBVTT
    ...
    ... 00:00:01.000 --> 00:00:02.500
    ... <v Ana Berg>Good morning.</v>
    ...
    ... 00:00:02.500 --> 00:00:04.000
    ... <v Ana Berg>Shall we begin?</v>''')
    >>> corpus.utterances[["participant", "start_s", "end_s", "text"]].values.tolist()
    [['Ana Berg', 1.0, 4.0, 'Good morning. Shall we begin?']]
    """
    opened = open_source(source, encoding)
    rows: Rows = []
    lines = opened.text.lstrip("\ufeff").split("\n")
    header = 0
    if lines[0].startswith("WEBVTT"):
        header = next((n for n, line in enumerate(lines) if not line.strip() or "-->" in line), len(lines))
    else:
        opened.notes.append("the first line is not WEBVTT; read nevertheless")
    cues = cues_of(lines, header, rows)
    headers = {k.strip(): v.strip() for k, _, v in (line.partition(":") for line in lines[1:header]) if v.strip()}
    return corpus_of_cues(opened, "vtt", cues, rows, thread=thread, join=join, headers=headers, title=lines[0][6:].strip(" -\t") or None)


def sniff(source: Source) -> float:
    """0.98 for a text that begins with WEBVTT; 0.97 for cues in a file of that name."""
    text = sniff_text(source).lstrip("\ufeff")
    if re.match(r"WEBVTT(?:[ \t\n]|$)", text):
        return 0.98
    if source.suffix == ".vtt" and text:
        return 0.97 if "-->" in text else 0.5
    return 0.0


def cues_of(lines: list[str], begin: int, rows: Rows) -> list[Cue]:
    """The cues of WebVTT or SRT lines from ``begin`` on; what is no cue goes into ``rows``."""
    cues: list[Cue] = []
    block: list[tuple[int, str]] = []
    for number, line in [*enumerate(lines[begin:], begin + 1), (len(lines) + 1, "")]:
        if line.strip():
            block.append((number, line))
            continue
        if block:
            _block(block, cues, rows)
        block = []
    return cues


def _block(block: list[tuple[int, str]], cues: list[Cue], rows: Rows) -> None:
    first = block[0][0]
    if mark := _BLOCK.match(block[0][1]):
        rows.append((first, mark[1].lower(), "\n".join(line for _, line in block), f"a {mark[1]} block of the file, nobody's words"))
        return
    current: Cue | None = None
    before: list[str] = []
    for number, line in block:
        match = _TIMING.fullmatch(line)
        start, end = (seconds(match[1]), seconds(match[6])) if match else (None, None)
        if match is None or start is None or end is None:
            if "-->" in line:
                rows.append((number, "times", line, "the times of this cue are damaged; its words stand below"))
                before, current = [], None
            elif current is None:
                before.append(line)
            else:
                current.lines.append(line)
            continue
        if current is not None and not current.lines and (current.start, current.end) == (start, end):
            rows.append((number, "times", line, "the same times stand twice"))
            continue
        name = before.pop().strip() if before and current is None else ""
        if before:
            rows.append((first, "text", "\n".join(before), "stands before the times of a cue"))
        before = []
        current = Cue(number, start, end, [], name, (match[11] or "").strip())
        cues.append(current)
    if before:
        rows.append((first, "text", "\n".join(before), "has no times of its own"))
