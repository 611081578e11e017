"""CHAT transcripts (TalkBank, CHILDES; .cha): main lines become turns, dependent tiers further columns. It counts no morphemes.

After the CHAT manual, https://talkbank.org/0info/manuals/CHAT.html. ``text`` is what a reader would read aloud, made by `words`;
``main_tier`` keeps the line with all its codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import NotADiscussion
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._subtitles import sniff_text

_BULLET = re.compile("[\x15·•]\\s?(?:%\\w+:\\S*?)?(\\d+)_(\\d+)-?\\s?[\x15·•]|\x15[^\x15\n]*\x15")
_SPEAKER = re.compile(r"\*([^\s:]{1,20}):\s*(.*)", re.DOTALL)
_TIER = re.compile(r"%([A-Za-z0-9]{1,12}):\s*(.*)", re.DOTALL)
_ID = ("language", "corpus", "code", "age", "sex", "group", "ses", "role", "education", "custom")
#: Codes of the main line and what is read in their place, in this order.
_SPOKEN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"\[[^\[\]]*\]", ""),  # retracing, errors, explanations, postcodes, overlaps
        (r"[<>⌈⌉⌊⌋]", ""),
        (r"\((?:\.{1,3}|\d*:?\d+\.?\d*)\)", ""),  # pauses
        (r"&\*(\w+):(\S+)", "(\\1\x01 \\2)"),
        (r"&=([\w:]+)", r"(\1)"),
        (r"&[-+~]?(?=\w)", ""),
        (r"(?<!\S)0\w*", ""),  # omitted words
        (r'(?<!\S)\+(?:[<,^"+≈≋]|\+)(?=\s|$)', ""),  # linkers
        (r"\+\.\.\.", "…"),
        (r"\+\.\.\?", "…?"),
        (r"\+!\?", "?!"),
        (r'\+(?:"/|")([.?!])', r"\1"),
        (r"\+/{0,2}\?", "–?"),
        (r"\+/{0,2}\.", "–"),
        (r"(?<=\w)\((\w+)\)|\((\w+)\)(?=\w)", r"\1\2"),  # (be)cause
        (r"(?<=\w)@[\w:$*-]+", ""),
        (r"(?<=\w):+(?=\w|\s|$)|[ˈˌ^](?=\w)", ""),
        (r"(?<=\w)[_+](?=\w)", " "),
        (r"\s[‡„]", ","),
        (r"\s+", " "),
        (r"\s([.?!,;…–]+(?=\s|$))", r"\1"),
        ("\x01", ":"),
    )
)


def read_chat(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a CHAT transcript, as CLAN, Batchalign and the TalkBank archives write it.

    ``kind`` is turn. ``participant`` is the name that the header gives, else the code (``participant_id``: CHI, MOT, …);
    `Corpus.participants` has role, language, age, sex, group, education as the ``@ID`` lines give them. ``text`` is readable
    (codes taken out, "(be)cause" is because); ``main_tier`` keeps the line as transcribed; ``tier_mor``, ``tier_gra``,
    ``tier_com`` … keep the dependent tiers. ``start_s`` and ``end_s`` are seconds of the recording, where bullets give them.
    ``attrs["headers"]`` has the header lines; headers between turns, and lines that are none of these, are in ``left_out``.

    Raises LoadError, EmptySource, NotADiscussion where no line begins with ``*``.

    >>> corpus = read_chat("@Begin\\n@Participants:\\tANA Guest\\n*ANA:\\t<I> [/] I came &-um (be)cause +... \\x15120_2350\\x15\\n@End")
    >>> corpus.utterances[["participant", "text", "start_s", "end_s"]].values.tolist()
    [['ANA', 'I I came um because…', 0.12, 2.35]]
    """
    opened = open_source(source, encoding)
    rows: Rows = []
    headers: dict[str, list[str]] = {}
    records: list[dict[str, Any]] = []
    ended = False
    for number, line in _lines(opened.text.lstrip("\ufeff")):
        if match := _SPEAKER.fullmatch(line):
            records.append(_turn(match[1], match[2], number))
        elif (match := _TIER.fullmatch(line)) and records:
            column = f"tier_{match[1].lower()}"
            records[-1][column] = "\n".join(filter(None, (records[-1].get(column), _BULLET_MARK.sub("", match[2]).strip())))
        elif line.startswith("@"):
            name, _, value = line[1:].partition(":")
            ended = ended or name.strip() == "End"
            headers.setdefault(name.strip(), []).append(value.strip())
            if records and name.strip() != "End":
                rows.append((number, "header", line, "a header between turns, nobody's words"))
        else:
            rows.append((number, "text", line, "is no turn (*), no tier (%) of a turn and no header (@)"))
    if not records:
        raise NotADiscussion(f"{opened.name}: a CHAT file without turns; a turn begins with * and a speaker, as *ANA:<tab>hello .")
    if not ended:
        opened.notes.append("there is no @End; the file may be cut")
    people = _people(headers)
    unknown = sorted({r["participant_id"] for r in records} - set(people))
    if unknown:
        opened.notes.append(f"speakers that no header names: {', '.join(unknown)}")
    for record in records:
        record["participant"] = people.get(record["participant_id"], {}).get("name") or record["participant_id"]
    opened.notes.append("text is made readable, main_tier keeps the codes; times are seconds of the recording: start_s, end_s")
    plain = {name: values[0] if len(values) == 1 else values for name, values in headers.items()}
    return corpus_of(opened, "chat", records, thread=thread, left_out=rows, people=people, headers=plain)


def sniff(source: Source) -> float:
    """0.98 for the headers of CHAT."""
    text = sniff_text(source).lstrip("\ufeff")
    if text.startswith("@") and re.search(r"^@Begin\s*$", text, re.MULTILINE):
        return 0.98
    return 0.6 if source.suffix == ".cha" and text else 0.0


def words(line: str) -> str:
    """What one reads aloud of a main line.

    >>> words("&-um <like this> [/] like this@q no: (.) www &=laughs , ice+cream ?")
    'um like this like this no www (laughs), ice cream?'
    """
    line = _BULLET.sub("", line)
    for pattern, by in _SPOKEN:
        line = pattern.sub(by, line)
    return line.strip()


_BULLET_MARK = re.compile("\x15(?=\\d)|(?<=\\d)\x15")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with those that continue them, and the number of the first."""
    first, whole = 0, ""
    for number, line in enumerate(text.split("\n"), 1):
        if line[:1] in ("\t", " ") and whole:
            whole += " " + line.strip()
        elif line.strip():
            if whole:
                yield first, whole
            first, whole = number, line.rstrip()
    if whole:
        yield first, whole


def _turn(code: str, line: str, number: int) -> dict[str, Any]:
    times = [(int(m[1]), int(m[2])) for m in _BULLET.finditer(line) if m[1] and len(m[1]) < 13 and len(m[2]) < 13]
    return {
        "kind": "turn",
        "participant_id": code,
        "text": words(line),
        "start_s": min(t[0] for t in times) / 1000 if times else None,
        "end_s": max(t[1] for t in times) / 1000 if times else None,
        "line": number,
        "main_tier": " ".join(_BULLET.sub("", line).split()),
    }


def _people(headers: dict[str, list[str]]) -> dict[str, dict[str, Any]]:
    """Attributes by code, from @Participants ("CHI Ross Target_Child") and @ID (ten fields between bars)."""
    people: dict[str, dict[str, Any]] = {}
    for entry in ",".join(headers.get("Participants", [])).split(","):
        parts = entry.split()
        if parts:
            name = " ".join(parts[1:-1]).replace("_", " ") if len(parts) > 2 else ""
            people[parts[0]] = {"name": name, "role": parts[-1] if len(parts) > 1 else ""}
    for entry in headers.get("ID", []):
        fields = dict(zip(_ID, (part.strip() for part in entry.split("|")), strict=False))
        code = fields.pop("code", "")
        if code:
            people.setdefault(code, {"name": "", "role": ""}).update({k: v for k, v in fields.items() if v})
    return {code: {k: v for k, v in known.items() if v} for code, known in people.items()}
