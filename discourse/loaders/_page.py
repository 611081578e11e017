"""Where the comments of a page stand, and where they end; what is above goes to `_post`, what is below to the page.

The comments are the list that looks most like people talking: its items bear names and times, or links to reply, or
hold paragraphs and answers; a heading above or a form below speaks for it. It names nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from discourse.loaders import _cues as cues
from discourse.loaders._heads import Head, head_of, is_pingback
from discourse.loaders._lines import Item, Line, lists_of
from discourse.loaders._post import BYLINE, FORM, Page, is_heading, set_aside, split_post
from discourse.loaders._times import WHEN

_LINK = cues.whole(cues.REPLY_LINKS)
_GREETING = cues.opens_with(cues.GREETINGS)


def parts_of(lines: Sequence[Line]) -> Page | None:
    """The parts of this page, or None where no list looks like a discussion."""
    indented = [run for run in lists_of(lines) if _has_indents(run)]
    found = _choose(lines, indented) or _heads_alone(lines) or _choose(lines, lists_of(lines, flush=True), least=5)
    if found is None:
        return None
    page = Page(found)
    taken = {line.no for item in found for line in item.lines()}
    first, last = min(taken), max(taken)
    set_aside(page, [line for line in lines[first:] if line.no > last or line.no not in taken], "page", "stands below the comments")
    split_post(page, lines[: first - 1])
    return page


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
        elif head and head.sure and head.when and not BYLINE.match(line.text):
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
        elif items and FORM.match(line.text) and n > max(found):
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
        3.0 * any(is_heading(line) for line in above)
        + 3.0 * any(FORM.match(line.text) for line in below)
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
            if isinstance(part, Line) and part.indent == 0 and FORM.match(part.text):
                return [*run[:n], Item(item.first, item.parts[:k])]
    return run


def _texts(item: Item) -> list[str]:
    texts = [line.text for line in item.own()]
    return texts[1:] if not texts[0] and len(texts) > 1 else texts


def _within(lines: list[Line]) -> list[Line]:
    filled = [n for n, line in enumerate(lines) if line.text]
    return lines[filled[0] : filled[-1]] if filled else []


def _last(run: list[Item]) -> Line:
    """The last line of the run that is not blank."""
    return [line for line in run[-1].lines() if line.text or line.mark][-1]
