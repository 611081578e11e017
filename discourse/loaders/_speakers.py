"""Who speaks in an interview: the form in which a document names its speakers, found by its consistent use. It joins no turns.

a paragraph begins                                  the form
**Ana** [0:05] Good morning.   **Ana:** Good …      a name in bold (Markdown)
Ana Berg  0:05        (the words stand below)       a name and a time on a line: Otter, Teams, Rev
[00:00:05] Ana: Good morning.                       a time, a name, a colon
Ana (00:05): Good morning.                          a name, a time
Ana: …   INTERVIEWER: …   I: …   P1: …   Ana-<tab>… a name with a colon
Ana<tab>Good morning.  (also a table's row)         a name and a tab
[id1] Good morning.    <Ana> Good morning.          a name in brackets
ANA. Good morning.                                  a name in capitals and a full stop: plays
Q. Where were you?     A. At home.                  Q. and A.
Ana Good morning.      (Ana is bold)                a name in bold
ANA       (alone; the words stand below)            a name on a line of its own

A form counts where its names return, or are roles ("Interviewer", "P3"), and do so in much of the document. A label that
stands once ("Date:", "Note:") is no speaker.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from discourse.loaders._persons import LABELS, NOISE, ROLE, is_speaker

_T = r"(?P<stamp>[\[(<{]?\s?(?:\d{1,3}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?\s?[\])>}]?)"
_BT = r"(?P<stamp>[\[(<{]\s?(?:\d{1,3}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?\s?[\])>}])"
_T2 = _T.replace("stamp", "stamp2")
_N = r"(?P<name>[^\s:：\[\](){}<>|*\"“”][^:：\n\t<>{}\[\]|*]{0,48}?)"
_JOINT = r"\s*(?:[-–—|,]\s*)?"
STAMP = re.compile(rf"{_T}(?:\s*(?:-->|[-–—])\s*[\[(]?[\d:.,]+[\])]?)?")
#: The forms, the more telling first: (what it is called, its pattern, whether it proves itself by a time or a mark).
FORMS: tuple[tuple[str, re.Pattern[str], bool], ...] = tuple(
    (what, re.compile(pattern, re.DOTALL), strong)
    for what, pattern, strong in (
        (
            "a name in bold, **Name**",
            rf"(?:{_T}{_JOINT})?(?P<m>\*\*|__)(?P<name>[^*_:\n]{{1,60}}?)\s?[:：]?\s?(?P=m)\s?[:：]?\s*(?:{_T2})?\s*[:：]?\s*"
            r"(?P<text>.*)",
            True,
        ),
        ("a name and a time on a line", rf"[\[(]?{_N}[\])]?\s?[:：]?{_JOINT}(?<=[\s|,:：–—-]){_T}\s*[:：]?", True),
        ("a time and a name on a line", rf"{_T}{_JOINT}{_N}\s*[:：]?", True),
        ("a time, a name, a colon", rf"{_T}{_JOINT}{_N}\s?[:：](?!//)\s*(?P<text>.*)", True),
        ("a name, a time", rf"{_N}\s?[:：]?\s*{_BT}\s*[:：]?\s+(?P<text>\S.*)", True),
        ("a name, a colon, a time", rf"{_N}\s?[:：]\s+{_T}\s+(?P<text>\S.*)", True),
        ("a time, a name, a tab", rf"{_T}\s*\t\s*{_N}\s*\t\s*(?P<text>.*)", True),
        ("a name with a colon", rf"{_N}(?P<aside>\s?\([^():\n]{{1,30}}\))?\s?[:：](?!//)\s*(?P<text>.*)", False),
        ("a name, a dash and a tab", rf"{_N}\s?[-–—]\s?\t\s*(?P<text>.*)", False),
        ("a name and a tab", rf"{_N}\t\s*(?P<text>\S.*)", False),
        ("a name in brackets", r"[\[<(](?P<name>[^\s\[\](){}<>][^\[\](){}<>\n:]{0,39})[\])>]\s*[:：]?\s*(?P<text>\S.*)", False),
        ("Q. and A.", r"(?P<name>[QA])[.)]\s+(?P<text>\S.*)", False),
        ("a name in capitals and a full stop", r"(?P<name>[^\W\d_a-z][^\Wa-z]+(?: [^\Wa-z]+){0,3})\.\s+(?P<text>\S.*)", False),
        ("a name and a dash", rf"{_N}\s+[-–—]\s+(?P<text>\S.*)", False),
    )
)
_BOLD, _ALONE = "a name in bold type", "a name on a line of its own"
_CROWD = 30  # more names than that, with two turns or less for each, are no speakers but labels
_BULLET = re.compile(r"[-*•]\s+(?=\S)")
_FAINT = frozenset(
    ("a name in capitals and a full stop", "a name and a tab", "a name in brackets", "Q. and A.", "a name and a dash", _BOLD, _ALONE)
)


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph or a line: its place from 1, how many characters are bold at its head, whether a blank line stands before it."""

    text: str
    where: int
    bold: int = 0
    gap: bool = True
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """A speaker's name at the head of a paragraph, what follows it there, and the time beside it."""

    name: str
    text: str
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Speakers:
    """The heads by paragraph (from 0), the forms that were found with their numbers, and whether a time or mark proves them."""

    heads: dict[int, Head]
    forms: dict[str, int]
    strong: bool


def find_speakers(paras: Sequence[Para], speakers: Collection[str] | None = None) -> Speakers | None:
    """The speakers of a document, or None where no form is used consistently; ``speakers`` names the only ones there are.

    >>> lines = ["I: Who owns it?", "R: We do.", "I: Since when?"]
    >>> found = find_speakers([Para(line, n) for n, line in enumerate(lines, 1)])
    >>> found.forms, found.heads[1]
    ({'a name with a colon': 3}, Head(name='R', text='We do.', stamp=''))
    """
    talk = [p for p in paras if not is_noise(p.text)]
    blocks = max(1, sum(p.gap for p in talk)) if any(p.gap for p in talk[1:]) else len(talk)
    only = None if speakers is None else {" ".join(s.split()).casefold() for s in speakers}
    heads: dict[int, Head] = {}
    forms: dict[str, int] = {}
    sure, names = False, set[str]()
    waiting: list[tuple[str, dict[int, Head]]] = []
    for what, found, strong in _candidates(paras):
        free = _spoken({n: h for n, h in found.items() if n not in heads}, paras)
        if only is not None:
            kept = {n: h for n, h in free.items() if h.name.casefold() in only}
        else:
            kept = _consistent(free, blocks, strong, what in _FAINT)
        if not kept:
            if free and what not in _FAINT:
                waiting.append((what, free))
            continue
        if heads and what in _FAINT and len(kept) < len(heads):
            continue
        heads |= kept
        names |= {h.name for h in kept.values()}
        forms[what] = len(kept)
        sure = sure or strong
    for what, free in waiting:  # a form that stands seldom counts for names that another form has proved
        if also := {n: h for n, h in free.items() if n not in heads and h.name in names}:
            heads |= also
            forms[what] = forms.get(what, 0) + len(also)
    return Speakers(dict(sorted(heads.items())), forms, sure) if heads else None


def _spoken(found: dict[int, Head], paras: Sequence[Para]) -> dict[int, Head]:
    """Without lists that only look like talk: names that number something ("Day 1", "Day 2"), and labels with nothing behind them."""
    stems = Counter(re.sub(r"[\s_#-]*\d+$", "", name) for name in {h.name for h in found.values()} if name[-1].isdigit())
    numbered = {stem for stem, n in stems.items() if n > 2 and stem and not ROLE.fullmatch(stem)}
    found = {n: h for n, h in found.items() if not (h.name[-1].isdigit() and re.sub(r"[\s_#-]*\d+$", "", h.name) in numbered)}
    silent = sum(not h.text and (n + 1 in found or n + 1 == len(paras)) for n, h in found.items())
    return found if silent <= 0.3 * len(found) else {}


def is_noise(text: str) -> bool:
    """Whether a paragraph is only a remark in brackets, such as [laughter]."""
    return re.fullmatch(r"\[[^\[\]]*\]|\([^()]*\)|\{[^{}]*\}|<[^<>]*>", text.strip()) is not None


def _candidates(paras: Sequence[Para]) -> list[tuple[str, dict[int, Head], bool]]:
    out: list[tuple[str, dict[int, Head], bool]] = []
    for what, pattern, strong in FORMS:
        found: dict[int, Head] = {}
        labels = 0
        for n, para in enumerate(paras):
            bullet = _BULLET.match(para.text)
            match = pattern.fullmatch(para.text, bullet.end() if bullet else 0)
            if match is None:
                continue
            parts = match.groupdict()
            name = " ".join(parts["name"].split())
            labels += name.lower() in LABELS
            said = para.text[match.start("text") :] if parts.get("text") is not None else ""
            if (aside := (parts.get("aside") or "").strip()) and not ROLE.fullmatch(aside.strip("()")):
                said = f"{aside} {said}"
            if what == "a name in brackets" and NOISE.fullmatch(name):
                continue
            if is_speaker(name):
                found[n] = Head(name, said.strip(), (parts.get("stamp") or parts.get("stamp2") or "").strip("[](){}<> "))
        out.append((what, found if labels <= 0.4 * len(found) or len(found) < 8 else {}, strong))  # records of labels are no talk
    bold = {n: h for n, p in enumerate(paras) if p.bold and (h := _bold(p))}
    alone = {n: Head(" ".join(p.text.split()), "") for n, p in enumerate(paras[:-1]) if _stands_alone(p, paras[n + 1])}
    return [*out, (_BOLD, bold, False), (_ALONE, alone, False)]


def _stands_alone(para: Para, below: Para) -> bool:
    """Whether a line can be a name over the words: short, with them on the next line, or in capitals, or a heading."""
    near = not below.gap or para.text.isupper() or para.sort == "heading"
    short = len(para.text) <= 40 and len(para.text.split()) <= 3 and para.text[-1] not in ".!?:…,;"
    return para.gap and near and short and is_speaker(para.text.strip())


def _bold(para: Para) -> Head | None:
    name = para.text[: para.bold].strip().rstrip(":：-–—. ")
    return Head(" ".join(name.split()), para.text[para.bold :].lstrip(":：-–—. \t\n").strip()) if is_speaker(name) else None


def _consistent(found: dict[int, Head], blocks: int, strong: bool, faint: bool) -> dict[int, Head]:
    """The heads whose names are used as speakers' names are; none where the form is not used so."""
    counts = Counter(h.name for h in found.values())
    total = sum(counts.values())
    often = {name for name, n in counts.items() if n > 1}
    roles = {name for name in counts if ROLE.fullmatch(name)}
    steady = sum(counts[name] for name in often | roles)
    small = sum(n for name, n in counts.items() if name[0].islower() and name not in roles)
    if total < 2 or len(counts) > max(_CROWD, 0.4 * total):
        return {}
    if faint:
        fits = len(often) > 1 and total >= 4 and sum(counts[n] for n in often) >= 0.8 * total and total >= 0.3 * blocks
        return found if fits else {}
    if strong:
        return found if steady >= 0.5 * total or (total >= 3 and total >= 0.3 * blocks) else {}
    if small and (small + steady < total or total < 0.5 * blocks or len(often) < 2 or _median_words(found) < 3):
        found = {n: h for n, h in found.items() if not h.name[0].islower() or h.name in roles}
        return _consistent(found, blocks, strong, faint) if len(found) < total else {}
    if steady >= 0.5 * total and total >= 0.5 * blocks and len(often | roles) > 1:
        return found
    kept = {n: h for n, h in found.items() if h.name in often | roles}
    kept_names = {h.name for h in kept.values()}
    if len(kept_names) > 1 and len(kept) >= 4 and (len(kept) >= 0.2 * blocks or len(kept_names & roles) > 1):
        return kept
    talk = sum(h.text.endswith((".", "?", "!", "…")) for h in found.values()) >= 0.5 * total
    return found if total >= 0.9 * blocks and len(counts) > 1 and talk else {}


def _median_words(found: dict[int, Head]) -> int:
    sizes = sorted(len(h.text.split()) for h in found.values())
    return sizes[len(sizes) // 2]
