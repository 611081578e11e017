"""What stands over the comments: title, byline, post, references, and what the page adds. It looks for no comments.

The title is the headline above the first paragraph of prose; the post goes from there to the first line that a page adds
below the last one (links to share, the licence, where the post is filed).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from discourse.loaders import _cues as cues
from discourse.loaders._lines import Item, Line
from discourse.loaders._times import WHEN

Aside = tuple[int, str, str, str]

FORM = cues.opens_with(cues.FORM)
BYLINE = cues.opens_with(cues.BYLINE)
_TAIL = cues.opens_with(cues.TAIL)
_CLOSER = cues.opens_with(cues.CLOSERS)
_CATEGORY = re.compile(rf"(?i:{cues.any_of(cues.CATEGORY)})\s*:?\s*(?P<rest>(?![a-zà-ÿ]).+)")
_LICENCE = re.compile(r"licen[sc]ed under|creative commons .{0,80}(?:licen[sc]e|lizenz)|steht unter einer creative commons", re.IGNORECASE)
_SKIP = cues.whole(cues.SKIP)
_BY = cues.whole(cues.BY)
_REFERENCES = cues.whole(cues.REFERENCES)
_REFERENCE = re.compile(r"[^\d(]{2,120}\((?:19|20)\d\d[a-z]?\)")
_ENDS = '.!?…:”"“»)’'
_HEADING = re.compile(
    rf"\W*(?:(?:\d[\d.,]*|one|ein|eine|un|una)\s(?:{cues.any_of(cues.COMMENT_WORDS)})\b(?P<on>.{{0,200}})|(?:{cues.any_of(cues.COMMENT_WORDS)})\W*\d*\W*)",
    re.IGNORECASE,
)


@dataclass
class Page:
    """The parts of a page; ``aside`` has ``where what text why`` of each line that is in none of them."""

    comments: list[Item]
    title: Line | None = None
    byline: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    references: list[Line] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    category: str | None = None
    licence: str | None = None


def split_post(page: Page, before: Sequence[Line]) -> None:
    """Divide what stands over the comments into title, byline, post, references and the rest."""
    headings = [line for line in before if is_heading(line)]
    filled = [n for n, line in enumerate(before) if line.text]
    prose = _prose(before)
    quoted = next((t for line in reversed(headings) if (t := _quoted(line))), "")
    at = _title(before, filled, prose, quoted)
    start = 0 if at is None else at + 1
    if at is not None:
        page.title = before[at]
        set_aside(page, before[:at], "navigation", "stands above the title")
    last = max((n for n in prose if n >= start), default=start - 1)
    end = next((n for n in filled if n > last and _is_tail(before[n])), len(before))
    _split_top(page, before[start:end], _meta(before)[start:end], next((n - start for n in prose if n >= start), end - start))
    _split_tail(page, before[end:])
    page.body = _captions_once(page, page.body)


def set_aside(page: Page, lines: Sequence[Line], what: str, why: str) -> None:
    forms = [line.no for line in lines if FORM.match(line.text)]
    for line in lines:
        if line.text or line.mark:
            form = what == "page" and bool(forms) and line.no >= forms[0]
            page.aside.append((line.no, "form" if form else what, line.whole, why))


def _title(before: Sequence[Line], filled: list[int], prose: list[int], quoted: str) -> int | None:
    if quoted:
        same = [n for n in filled if not is_heading(before[n]) and _plain(before[n].text) == _plain(quoted)]
        if same:
            return same[-1] if not prose or same[-1] < prose[-1] else same[0]
    meta = _meta(before)
    headlines = [n for n in filled if not meta[n] and not before[n].mark and len(before[n].text) <= 300]
    if not prose:
        return headlines[0] if headlines else None
    above = [n for n in headlines if n < prose[0]]
    if above:
        return above[-1]
    alone = len(before[prose[0]].text) <= 200 and (len(before) == prose[0] + 1 or not before[prose[0] + 1].text)
    return prose[0] if alone and len(prose) > 1 and not before[prose[0]].text.endswith(".") else None


def _meta(before: Sequence[Line]) -> list[bool]:
    """Which lines say who wrote, when and where: cue words, dates, a name below "by", small words that go on from there."""
    out, last, named = [], False, False
    for line in before:
        text = line.text
        if not text:
            out.append(False)
            continue
        last = not line.mark and (named or _is_meta(line) or (last and text[0].islower() and len(text) <= 120))
        named = _BY.fullmatch(text) is not None or (last and text.lower().endswith(tuple(f" {by}" for by in cues.BY)))
        out.append(last)
    return out


def _split_top(page: Page, post: Sequence[Line], meta: Sequence[bool], prose: int) -> None:
    for n, (line, said) in enumerate(zip(post, meta, strict=True)):
        if said and n < prose:
            page.byline.append(line)
            page.aside.append((line.no, "byline", line.whole, "says who wrote the post, or when"))
        else:
            page.body.append(line)


def _split_tail(page: Page, tail: Sequence[Line]) -> None:
    listed = False
    for line in tail:
        if not line.text:
            continue
        what, why = "page", "the page adds it below the post"
        if _REFERENCES.fullmatch(line.text):
            listed = True
        elif _LICENCE.search(line.text):
            what, why, listed = "licence", "says how the post may be used; kept in attrs", False
            page.licence = max(page.licence or "", re.sub(r"^This work is licensed under an? |\.$", "", line.text), key=len)
        elif category := _CATEGORY.fullmatch(line.text):
            what, why, listed = "category", "says where the post is filed; kept in attrs", False
            page.category = page.category or re.split(r"\s?(?:Schlagworte|Tags|Tagged)", category["rest"])[0].strip()
        elif is_heading(line):
            what, why, listed = "heading", "counts the comments", False
        elif _REFERENCE.match(line.text) or (listed and not _is_tail(line)):
            page.references.append(line)
            continue
        page.aside.append((line.no, what, line.whole, why))


def _captions_once(page: Page, body: list[Line]) -> list[Line]:
    """A picture's caption pasted twice (once as its hidden description) is kept once, as the page shows it."""
    kept: list[Line] = []
    for line in body:
        if kept and line.text and len(line.text.split()) > 1 and not line.mark and _plain(kept[-1].text) == _plain(line.text):
            page.aside.append((kept[-1].no, "caption", kept.pop().whole, "stands twice; the second one is kept"))
        kept.append(line)
    return kept


def _prose(lines: Sequence[Line]) -> list[int]:
    """The places of the lines that stand in paragraphs of prose: long, or ended like a sentence."""
    out: list[int] = []
    block: list[int] = []
    for n, line in enumerate([*lines, Line(0, 0, "", "")]):
        if line.text and not (line.mark and block):
            block.append(n)
            continue
        text = " ".join(lines[k].text for k in block)[-4000:]
        if len(text) >= 80 and (len(text) >= 200 or (text[-1] in _ENDS and len(text.split()) >= 12)):
            out += [k for k in block if not _is_added(lines[k].text)]
        block = [n] if line.text else []
    return out


def _is_added(text: str) -> bool:
    """Whether a page, not a person, says this: licence, filing, the way to the next post; or it is a reference."""
    arrow = len(text) <= 200 and ("→" in text or "←" in text)
    return bool(arrow or _CLOSER.match(text) or _LICENCE.search(text[:300]) or _REFERENCE.match(text))


def _is_tail(line: Line) -> bool:
    short = len(line.text) <= 160 and (_TAIL.match(line.text) or FORM.match(line.text))
    return bool(short or _is_added(line.text) or _REFERENCES.fullmatch(line.text[:60]) or is_heading(line))


def _is_meta(line: Line) -> bool:
    text = line.text
    if len(text) > 200:
        return False
    plain = not any(c.isalpha() for c in text)
    dated = len(text) <= 60 and WHEN.search(text) is not None
    return plain or dated or bool(_SKIP.fullmatch(text) or BYLINE.match(text) or _CATEGORY.fullmatch(text)) or is_heading(line)


def is_heading(line: Line) -> bool:
    return len(line.text) <= 250 and not line.mark and _HEADING.fullmatch(line.text) is not None


def _quoted(line: Line) -> str:
    match = _HEADING.fullmatch(line.text)
    rest = (match["on"] or "") if match else ""
    inner = re.search(r"[“\"„«](.+)[”\"“»]\W*$", rest)
    return inner[1] if inner else re.sub(r"^\W*(?:on|to|zu|sur|en|su|op)\s", "", rest).strip()


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
