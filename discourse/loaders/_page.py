"""A page falls into its parts: title, byline, post, references, comments, and what belongs to the page alone.

The comments are the list that looks most like people talking: its items bear names and times, or links to reply, or
hold paragraphs and answers; a heading above or a form below speaks for it. The post is what stands over that list, from
its title (the headline above the first paragraph) to the first line that a page adds. It names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from discourse.loaders import _cues as cues
from discourse.loaders._heads import Head, head_of, is_pingback
from discourse.loaders._lines import Item, Line, lists_of
from discourse.loaders._times import WHEN

Aside = tuple[int, str, str, str]

_FORM = cues.opens_with(cues.FORM)
_TAIL = cues.opens_with(cues.TAIL)
_CLOSER = cues.opens_with(cues.CLOSERS)
_CATEGORY = re.compile(rf"(?i:{cues.any_of(cues.CATEGORY)})\s*:?\s*(?P<rest>(?![a-zà-ÿ]).+)")
_LICENCE = re.compile(r"licen[sc]ed under|creative commons .{0,80}(?:licen[sc]e|lizenz)|steht unter einer creative commons", re.IGNORECASE)
_LINK = cues.whole(cues.REPLY_LINKS)
_SKIP = cues.whole(cues.SKIP)
_BYLINE = cues.opens_with(cues.BYLINE)
_BY = cues.whole(cues.BY)
_REFERENCES = cues.whole(cues.REFERENCES)
_ENDS = '.!?…:”"“»)’'
_REFERENCE = re.compile(r"[^\d(]{2,120}\((?:19|20)\d\d[a-z]?\)")
_GREETING = cues.opens_with(cues.GREETINGS)
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


def parts_of(lines: Sequence[Line]) -> Page | None:
    """The parts of this page, or None where no list looks like a discussion."""
    indented = [run for run in lists_of(lines) if _has_indents(run)]
    found = _choose(lines, indented) or _heads_alone(lines) or _choose(lines, lists_of(lines, flush=True), least=5)
    if found is None:
        return None
    page = Page(found)
    taken = {line.no for item in found for line in item.lines()}
    first, last = min(taken), max(taken)
    _set_aside(page, [line for line in lines[first:] if line.no > last or line.no not in taken], "page", "stands below the comments")
    split_post(page, lines[: first - 1])
    return page


def split_post(page: Page, before: Sequence[Line]) -> None:
    """Divide what stands over the comments into title, byline, post, references and the rest."""
    headings = [line for line in before if _is_heading(line)]
    filled = [n for n, line in enumerate(before) if line.text]
    prose = _prose(before)
    quoted = next((t for line in reversed(headings) if (t := _quoted(line))), "")
    at = _title(before, filled, prose, quoted)
    start = 0 if at is None else at + 1
    if at is not None:
        page.title = before[at]
        _set_aside(page, before[:at], "navigation", "stands above the title")
    last = max((n for n in prose if n >= start), default=start - 1)
    end = next((n for n in filled if n > last and _is_tail(before[n])), len(before))
    _split_top(page, before[start:end], _meta(before)[start:end], next((n - start for n in prose if n >= start), end - start))
    _split_tail(page, before[end:])
    page.body = _captions_once(page, page.body)


def is_link(text: str) -> bool:
    """Whether the line is a link under a comment, such as "Reply"."""
    return len(text) <= 40 and _LINK.fullmatch(text) is not None


def _choose(lines: Sequence[Line], runs: list[list[Item]], least: float = 3) -> list[Item] | None:
    filled = [line for line in lines if line.text or line.mark]
    place = {line.no: n for n, line in enumerate(filled)}
    runs = [kept for run in runs if (kept := _until_form(run))]
    scored = [(_score(run, filled, place), n) for n, run in enumerate(runs)]
    best = max(scored, key=lambda s: s[0], default=(0.0, 0))
    if best[0] < least:
        return None
    chosen = list(runs[best[1]])
    for run in runs[best[1] + 1 :]:  # pingbacks often stand in a list of their own below
        gap = place[run[0].first.no] - place[_last(chosen).no] - 1
        if gap > 2 or sum(is_pingback(_texts(i)) or bool((h := head_of(_texts(i))) and h.sure) for i in run) < 0.8 * len(run):
            break
        chosen += run
    return chosen


def _has_indents(run: list[Item]) -> bool:
    """Whether indents tell where its items end; where all stands at the left edge, the list is a flush one."""
    return run[0].indent > 0 or any(line.indent > 0 for item in run for line in item.lines() if line.text)


def _heads_alone(lines: Sequence[Line]) -> list[Item] | None:
    """A page without lists: two or more lines with a name and a time, or a role, each followed by what that person wrote."""
    dated: dict[int, Head] = {}
    below: dict[int, Head] = {}  # name, then role
    above: dict[int, Head] = {}  # role, then name
    for n, line in enumerate(lines):
        if not line.text or line.mark or len(line.text) > 160 or is_link(line.text):
            continue
        head = head_of([after.text for after in lines[n : n + 4]])
        if head and head.role and head.count > 1:
            if head.name == line.text and not WHEN.search(line.text):
                below[n] = head
            elif head.name != line.text:
                above[n] = head
        elif head and head.sure and head.when and not _BYLINE.match(line.text):
            dated[n] = head
    roles = below if len(below) >= len(above) else above
    found = roles if len(roles) > 1 else dated
    found = {n: head for n, head in found.items() if not any(k in found for k in range(n - head.count + 1, n))}
    items: list[Item] = []
    stack: list[Item] = []
    for n, line in enumerate(lines):
        if n in found:
            stack = [item for item in stack if item.indent < line.indent]
            item = Item(line)
            if stack:
                stack[-1].parts.append(item)
            else:
                items.append(item)
            stack.append(item)
        elif items and _FORM.match(line.text) and n > max(found):
            break
        elif stack:
            stack[-1].parts.append(line)
    return items if len(found) > 1 else None


def _score(run: list[Item], filled: list[Line], place: dict[int, int]) -> float:
    heads = [head_of(_texts(item)) for item in run]
    sure = sum(h is not None and h.sure for h in heads) / len(run)
    links = sum(any(is_link(line.text) for line in item.own()[-3:]) for item in run) / len(run)
    sizes = median(sum(len(line.text) for line in item.own()) for item in run)
    above = filled[max(0, place[run[0].first.no] - 5) : place[run[0].first.no]]
    below = filled[place[_last(run).no] + 1 :][:5]
    inner = [child for item in run for child in item.children]
    words = (
        3.0 * any(_is_heading(line) for line in above)
        + 3.0 * any(_FORM.match(line.text) for line in below)
        + 4.0 * sure
        + 2.0 * links
        + 1.0 * any(is_pingback(_texts(item)) for item in run)
        + 1.0 * any(_GREETING.match(item.first.text) for item in [*run, *inner])
    )
    paragraphs = any(not line.text for item in run for line in _within(item.own()))
    shape = 1.0 * run[0].first.mark.isdigit() + 1.0 * (sizes > 80) + 1.0 * paragraphs + 1.0 * bool(inner)
    return words + shape - 4.0 * (sizes < 60 and sure < 0.5 and links < 0.5) if words else 0.0


def _until_form(run: list[Item]) -> list[Item]:
    """A flush list swallows what stands below it: end it at the form."""
    for n, item in enumerate(run):
        for k, part in enumerate(item.parts):
            if isinstance(part, Line) and part.indent == 0 and _FORM.match(part.text):
                return [*run[:n], Item(item.first, item.parts[:k])]
    return run


def _title(before: Sequence[Line], filled: list[int], prose: list[int], quoted: str) -> int | None:
    if quoted:
        same = [n for n in filled if not _is_heading(before[n]) and _plain(before[n].text) == _plain(quoted)]
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
        elif _is_heading(line):
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


def _set_aside(page: Page, lines: Sequence[Line], what: str, why: str) -> None:
    forms = [line.no for line in lines if _FORM.match(line.text)]
    for line in lines:
        if line.text or line.mark:
            form = what == "page" and bool(forms) and line.no >= forms[0]
            page.aside.append((line.no, "form" if form else what, line.whole, why))


def _is_heading(line: Line) -> bool:
    return len(line.text) <= 250 and not line.mark and _HEADING.fullmatch(line.text) is not None


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
    short = len(line.text) <= 160 and (_TAIL.match(line.text) or _FORM.match(line.text))
    return bool(short or _is_added(line.text) or _REFERENCES.fullmatch(line.text[:60]) or _is_heading(line))


def _is_meta(line: Line) -> bool:
    text = line.text
    if len(text) > 200:
        return False
    plain = not any(c.isalpha() for c in text)
    dated = len(text) <= 60 and WHEN.search(text) is not None
    return plain or dated or bool(_SKIP.fullmatch(text) or _BYLINE.match(text) or _CATEGORY.fullmatch(text)) or _is_heading(line)


def _quoted(line: Line) -> str:
    match = _HEADING.fullmatch(line.text)
    rest = (match["on"] or "") if match else ""
    inner = re.search(r"[“\"„«](.+)[”\"“»]\W*$", rest)
    return inner[1] if inner else re.sub(r"^\W*(?:on|to|zu|sur|en|su|op)\s", "", rest).strip()


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


def _texts(item: Item) -> list[str]:
    texts = [line.text for line in item.own()]
    return texts[1:] if not texts[0] and len(texts) > 1 else texts


def _within(lines: list[Line]) -> list[Line]:
    filled = [n for n, line in enumerate(lines) if line.text]
    return lines[filled[0] : filled[-1]] if filled else []


def _last(run: list[Item]) -> Line:
    """The last line of the run that is not blank."""
    return [line for line in run[-1].lines() if line.text or line.mark][-1]
