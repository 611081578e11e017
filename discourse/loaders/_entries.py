"""Comments as a tree of entries: which inner items are replies, where a head ends, what is a link and no text. It names nobody.

An inner list item is a reply, and not a list that somebody wrote, when it bears a head as the others on the page do;
where inner items bear none, when a blank line or a link to reply stands over it and it is no tight list of several points.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from discourse.loaders._cues import DELETED, GREETINGS, opens_with
from discourse.loaders._heads import Head, head_of, is_pingback
from discourse.loaders._lines import Item, Line
from discourse.loaders._page import is_link
from discourse.loaders._post import Aside

_GREETING = opens_with(GREETINGS)


@dataclass
class Entry:
    """One contribution: its number ("3.1"), that of what it answers, its kind, its lines, and the head over it."""

    number: str
    reply_to: str | None
    kind: str
    lines: list[Line]
    head: Head | None = None
    head_line: str = ""
    when: str = ""

    @property
    def text(self) -> str:
        """Paragraphs with a blank line between them, without indents."""
        return join_lines(self.lines)


@dataclass
class _Style:
    """How comments begin on this page: shares of the outermost items, pingbacks aside."""

    sure: float = 0.0
    any: float = 0.0
    labels: float = 0.0
    inner: bool = False  # whether items inside items bear heads too


def entries_of(items: Sequence[Item], aside: list[Aside]) -> list[Entry]:
    """The entries of these outermost items, in reading order; what is no text is added to ``aside``."""
    style = _style(items)
    out: list[Entry] = []
    todo = [(str(n), "0", item) for n, item in enumerate(items, 1)][::-1]
    while todo:
        number, above, item = todo.pop()
        own, replies = _divide(item, style)
        kind = "pingback" if is_pingback([line.text for line in own]) else "comment" if above == "0" else "reply"
        out.append(Entry(number, above, kind, own))
        todo += [(f"{number}.{n}", number, reply) for n, reply in enumerate(replies, 1)][::-1]
    for entry in out:
        if entry.kind != "pingback":
            _take_head(entry, style)
    ends = _recurring_ends(out)
    for entry in out:
        _drop_links(entry, ends, aside)
        if len(entry.lines) == 1 and entry.text.strip().lower() in DELETED:
            entry.kind = "deleted"
    return out


def join_lines(lines: Sequence[Line]) -> str:
    """The lines as text: blank lines part paragraphs, and never stand at the ends or twice.

    >>> join_lines([Line(1, 2, "", "One"), Line(2, 0, "", ""), Line(3, 0, "", ""), Line(4, 4, "•", "two")])
    'One\\n\\n• two'
    """
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.whole for line in lines)).strip("\n")


def _style(items: Sequence[Item]) -> _Style:
    heads, labels, n = [], 0, 0
    for item in items:
        texts = [line.text for line in _opening(item)]
        if texts and not is_pingback([line.text for line in item.own()]):
            n += 1
            heads.append(head_of(texts))
            labels += _label(texts) is not None
    n = max(n, 1)
    inner = [head_of([line.text for line in own]) for item in items for child in item.children if (own := _opening(child))]
    return _Style(
        sum(h is not None and h.sure for h in heads) / n,
        sum(h is not None for h in heads) / n,
        labels / n,
        any(h is not None and h.sure for h in inner),
    )


def _opening(item: Item) -> list[Line]:
    own = [line for line in item.own() if line.text or line.no != item.first.no]
    while own and not own[0].text:
        own = own[1:]
    return own[:4]


def _divide(item: Item, style: _Style) -> tuple[list[Line], list[Item]]:
    """The item's own lines, with the lists that belong to its text, and its replies."""
    own: list[Line] = [Line(item.first.no, item.first.indent, "", item.first.text)] if item.first.text else []
    replies: list[Item] = []
    parts = item.parts
    for n, part in enumerate(parts):
        if isinstance(part, Line):
            own.append(part)
        elif _is_reply(part, n, parts, style):
            replies.append(part)
        else:
            own += part.lines()
    return own, replies


def _is_reply(item: Item, n: int, parts: Sequence[Line | Item], style: _Style) -> bool:
    if not item.first.mark or is_pingback([line.text for line in item.own()]):
        return True
    texts = [line.text for line in _opening(item)]
    head = head_of(texts) if texts else None
    if head is not None and head.sure:
        return True
    headed = style.sure >= 0.8 or style.any >= 0.8
    if headed and (style.inner or style.sure < 0.8):
        return head is not None and style.sure < 0.8
    before = _before(n, parts)
    if any(is_link(line.text) for line in before[-1:]):
        return True
    loose = (not before or not before[-1].text) and not _is_tight(n, parts)
    return loose and (not headed or sum(len(line.text) for line in item.own()) >= 40 or _GREETING.match(item.first.text) is not None)


def _before(n: int, parts: Sequence[Line | Item]) -> list[Line]:
    if n == 0:
        return [Line(0, 0, "", "above")]  # the item's first line stands right above
    last = parts[n - 1]
    return list(last.lines())[-1:] if isinstance(last, Item) else [last]


def _is_tight(n: int, parts: Sequence[Line | Item]) -> bool:
    """Whether this item and its neighbour follow each other without a blank line: points of one list."""
    near = [parts[k] for k in (n - 1, n + 1) if 0 <= k < len(parts) and isinstance(parts[k], Item)]
    if not near:
        return False
    pairs = [(parts[n - 1], parts[n])] if n and isinstance(parts[n - 1], Item) else []
    pairs += [(parts[n], parts[n + 1])] if n + 1 < len(parts) and isinstance(parts[n + 1], Item) else []
    return any(isinstance(a, Item) and list(a.lines())[-1].text for a, _ in pairs)


def _take_head(entry: Entry, style: _Style) -> None:
    while entry.lines and not entry.lines[0].text:
        entry.lines.pop(0)
    texts = [line.text for line in entry.lines[:4]]
    if not texts:
        return
    head = head_of(texts)
    if head is None and style.labels >= 2 / 3 and (name := _label(texts)):
        head = Head(name)
    if head is None or (not head.sure and style.any < 0.6):
        return
    entry.head, entry.when = head, head.when
    entry.head_line = "\n".join(line.whole for line in entry.lines[: head.count])
    entry.lines = entry.lines[head.count :]


def _label(texts: Sequence[str]) -> str | None:
    """The name in a line that is only "Anna:"; a label where most comments have one, else an address."""
    first = texts[0].strip()
    return first[:-1] if first.endswith(":") and 0 < len(first.split()) <= 3 and first[:-1][-1:].isalnum() and len(texts) > 1 else None


def _recurring_ends(entries: Sequence[Entry]) -> frozenset[str]:
    """Short last lines, numbers aside, that stand under at least half of the entries: the page's, not theirs."""
    seen: Counter[str] = Counter()
    for entry in entries:
        seen.update({_shape(line.text) for line in [li for li in entry.lines if li.text][-6:] if len(line.text) <= 40})
    return frozenset(shape for shape, times in seen.items() if times >= max(3, len(entries) / 2))


def _drop_links(entry: Entry, ends: frozenset[str], aside: list[Aside]) -> None:
    while entry.lines:
        line = entry.lines[-1]
        if line.text:
            recurs = len(line.text) <= 40 and _shape(line.text) in ends
            if not (is_link(line.text) or recurs):
                return
            if recurs and not is_link(line.text) and not entry.when and any(c.isdigit() for c in line.text):
                entry.when = line.text
            aside.append((line.no, "link", line.whole, "stands under a comment as part of the page"))
        entry.lines.pop()


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)
