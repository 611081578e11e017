"""Interviews and focus groups as plain text or Markdown: turns by speaker, else paragraphs. It reads no DOCX, ODT, RTF or PDF."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from typing import Any

from discourse.corpus import Corpus
from discourse.loaders._document import corpus_of_paras, paras_of_text, speakers_of, timed
from discourse.loaders._records import Rows
from discourse.loaders._source import Source, open_source
from discourse.loaders._speakers import Para
from discourse.loaders._subtitles import sniff_text

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_MARKDOWN = (".md", ".markdown", ".mdx")
_OTHERS = (".csv", ".tsv", ".tab", ".xml", ".html", ".htm", ".json", ".jsonl", ".yml", ".yaml", ".ris", ".bib")
_MAIL = re.compile(r"^(?:Message-ID|Newsgroups|Received|MIME-Version|Return-Path):", re.MULTILINE | re.IGNORECASE)
_CODE = re.compile(r"<[!?]|<(?=.{0,5000}</)|\{|\[\{|From ", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>])")


def read_interview(
    source: Any,
    *,
    thread: str | None = None,
    encoding: str | None = None,
    split: str | None = None,
    speakers: Sequence[str] | None = None,
) -> Corpus:
    """Read a transcript of talk written as plain text or Markdown: an interview, a focus group, a podcast, an Otter export.

    Parameters
    ----------
    split
        None: turns where speakers are found, else paragraphs; "turn", "paragraph" or "document" asks for one of them.
    speakers
        The names as they stand in the document, where they are not found without help: ``speakers=["Ana", "Ben"]``.

    How speakers are marked is found by its consistent use (`_speakers` lists the forms); ``attrs["provenance"]`` says which
    form it is and how many turns each speaker has. ``kind`` is turn, event (a remark in brackets on a paragraph of its own,
    nobody's), paragraph, heading or document. Columns: ``start_s`` (seconds of the recording, where times stand there),
    ``line`` (from 1), ``section`` (the heading above). What stands before the first turn, headers such as "Date: 3 May",
    times on lines of their own and a transcriber's footer are in ``left_out``; ``attrs`` has ``headers``, ``paragraphs``, ``words``.

    Raises LoadError, EmptySource, NotADiscussion where speakers were asked for and none is found.

    >>> corpus = read_interview("**Ana** [0:05] Who owns it?\\n\\n**Ben** [0:09] We do 😀\\n\\n**Ana** [0:12] Good.")
    >>> corpus.utterances[["participant", "start_s", "text"]].values.tolist()
    [['Ana', 5.0, 'Who owns it?'], ['Ben', 9.0, 'We do 😀'], ['Ana', 12.0, 'Good.']]
    """
    opened = open_source(source, encoding)
    rows: Rows = []
    paras = _paras(opened.text, opened.suffix in _MARKDOWN, rows)
    return corpus_of_paras(opened, "interview", paras, thread=thread, split=split, speakers=speakers, left_out=rows)


def sniff(source: Source) -> float:
    """0.85 where speakers are marked with times or in bold, 0.8 where only names are, 0.75 for times; 0.2 for other Markdown."""
    text = sniff_text(source).lstrip("\ufeff \t\n")
    markdown = source.suffix in _MARKDOWN
    if not text or source.suffix in _OTHERS or _MAIL.search(text[:5000]) or (not markdown and _CODE.match(text)):
        return 0.0
    paras = _paras(text, markdown, [])
    found = speakers_of(paras)
    if found is None:
        return 0.75 if timed(paras) else 0.2 if markdown else 0.0
    return 0.85 if found.strong else 0.8


def _paras(text: str, markdown: bool, rows: Rows) -> list[Para]:
    paras = paras_of_text(text)
    if not markdown and not (_ENTITY.search(text) and "**" in text):
        return paras
    out = []
    for para in paras:
        if _COMMENT.fullmatch(para.text):
            rows.append((para.where, "comment", para.text, "a comment of the file, which no reader sees"))
            continue
        heading = _HEADING.fullmatch(para.text)
        plain = _ESCAPE.sub(r"\1", unescape(heading[2] if heading else para.text))
        out.append(replace(para, text=plain, sort="heading" if heading else ""))
    return out
