"""SBV captions (YouTube): cues with a pair of times on one line become turns with seconds. It reads no WebVTT and no SRT."""

from __future__ import annotations

import re
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._records import Rows
from discourse.loaders._source import Source, open_source
from discourse.loaders._subtitles import Cue, corpus_of_cues, seconds, sniff_text

_TIMING = re.compile(r"\s*(\d{1,3}:\d\d:\d\d\.\d{1,3})\s*,\s*(\d{1,3}:\d\d:\d\d\.\d{1,3})\s*")
_NEARLY = re.compile(r"\s*\d+:\S+?,\d+:\S+\s*")


def read_sbv(source: Any, *, thread: str | None = None, encoding: str | None = None, join: bool = True) -> Corpus:
    """Read SBV captions, as YouTube Studio saves them.

    Takes and gives what `read_vtt` does: ``start_s`` and ``end_s`` in seconds, ``cues``. ``[br]`` is a line break. Cues
    without words, and texts without times, are in ``left_out``.

    Raises LoadError, EmptySource, NotADiscussion where there is no cue.

    >>> read_sbv("0:00:01.000,0:00:02.000\\nAna: Who owns it?\\n\\n0:00:02.000,0:00:03.000\\nBen: We do.\\n")
    Corpus: 2 utterances, 2 participants, 1 thread
    """
    opened = open_source(source, encoding)
    rows: Rows = []
    cues: list[Cue] = []
    current: Cue | None = None
    for number, line in enumerate(opened.text.lstrip("\ufeff").split("\n"), 1):
        match = _TIMING.fullmatch(line)
        start, end = (seconds(match[1]), seconds(match[2])) if match else (None, None)
        if start is not None and end is not None:
            current = Cue(number, start, end, [])
            cues.append(current)
        elif not line.strip():
            current = None if current is None or current.lines else current
        elif current is not None and not _NEARLY.fullmatch(line):
            current.lines += line.replace("[br]", "\n").split("\n")
        else:
            current = None
            rows.append((number, "text", line, "has no times of its own, or damaged ones"))
    return corpus_of_cues(opened, "sbv", cues, rows, thread=thread, join=join)


def sniff(source: Source) -> float:
    """0.96 where a pair of times opens the text; 0.5 for the name alone."""
    text = sniff_text(source).lstrip("\ufeff").lstrip()
    if text and _TIMING.fullmatch(text.partition("\n")[0]):
        return 0.96
    return 0.5 if source.suffix == ".sbv" and text else 0.0
