"""SRT subtitles (SubRip; exports of Otter, Whisper, Premiere): cues become turns with seconds. It reads no WebVTT header."""

from __future__ import annotations

import re
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._records import Rows
from discourse.loaders._source import Source, open_source
from discourse.loaders._subtitles import CLOCK, corpus_of_cues, sniff_text
from discourse.loaders.vtt import cues_of

_BEGIN = re.compile(rf"\s*(?:[^\n]{{0,80}}\n)?\s*{CLOCK}\s*-->\s*{CLOCK}")


def read_srt(source: Any, *, thread: str | None = None, encoding: str | None = None, join: bool = True) -> Corpus:
    """Read SRT subtitles: what speech recognisers, Otter, Premiere and many players save.

    Takes and gives what `read_vtt` does: ``start_s`` and ``end_s`` in seconds, ``cues``, ``cue_name`` (the number of the
    first cue); formatting tags are taken out of the text; cues without words or with damaged times are in ``left_out``.

    Raises LoadError, EmptySource, NotADiscussion where there is no cue.

    >>> corpus = read_srt("1\\n00:00:01,000 --> 00:00:02,000\\nANA: Who owns it?\\n\\n2\\n00:00:02,000 --> 00:00:03,000\\nBEN: We do.")
    >>> corpus.utterances[["participant", "start_s", "text"]].values.tolist()
    [['ANA', 1.0, 'Who owns it?'], ['BEN', 2.0, 'We do.']]
    """
    opened = open_source(source, encoding)
    rows: Rows = []
    cues = cues_of(opened.text.lstrip("\ufeff").split("\n"), 0, rows)
    return corpus_of_cues(opened, "srt", cues, rows, thread=thread, join=join)


def sniff(source: Source) -> float:
    """0.96 where a number and a pair of times open the text; 0.5 for the name alone."""
    text = sniff_text(source).lstrip("\ufeff")
    if not text or text.startswith("WEBVTT"):
        return 0.0
    if _BEGIN.match(text):
        return 0.96
    return (0.96 if "-->" in text else 0.5) if source.suffix == ".srt" else 0.0
