"""Style sheets joined into one, each widget's own kept to itself: a page may show five widgets, and all of them share one document.

It knows rules, at-rules that hold rules, and key frames; it does not shorten or check anything.
"""

from __future__ import annotations

import re
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
HOLDS_RULES = ("@media", "@container", "@supports")


def join_styles(shared: Path, own: Path) -> str:
    """The sheets of these folders, by name within each; the second folder's hold in elements with the class ``dc-w-NAME``, and below."""
    texts = [sheet.read_text(encoding="utf-8") for sheet in sorted(shared.glob("*.css"))]
    texts += [keep_within(sheet.read_text(encoding="utf-8"), f"dc-w-{own.name}") for sheet in sorted(own.glob("*.css"))]
    return "\n".join(texts)


def keep_within(css: str, root: str) -> str:
    """These rules for an element of this class and what is in it; how much a rule weighs against others does not change.

    >>> keep_within(".a, .b::before { top: 0; } @media print { p { left: 0; } }", "dc-x")
    '.a:where(.dc-x, .dc-x *), .b:where(.dc-x, .dc-x *)::before { top: 0; } @media print { p:where(.dc-x, .dc-x *) { left: 0; } }'
    """
    css, out, at = COMMENT.sub("", css), list[str](), 0
    while (opened := css.find("{", at)) >= 0:
        head, end = css[at:opened], _closing(css, opened)
        prelude = head.lstrip()
        lead = head[: len(head) - len(prelude)]
        if prelude.startswith(HOLDS_RULES):
            out.append(f"{lead}{prelude}{{{keep_within(css[opened + 1 : end], root)}}}")
        elif prelude.startswith("@"):
            out.append(css[at : end + 1])
        else:
            kept = ", ".join(_kept(selector.strip(), root) for selector in _selectors(prelude))
            out.append(f"{lead}{kept} {css[opened : end + 1]}")
        at = end + 1
    return "".join(out) + css[at:]


def _kept(selector: str, root: str) -> str:
    """The selector, whose last part must lie within."""
    pseudo = selector.find("::")
    last = len(selector) if pseudo < 0 else pseudo
    return f"{selector[:last]}:where(.{root}, .{root} *){selector[last:]}"


def _selectors(prelude: str) -> list[str]:
    """What commas part that stand in no bracket."""
    depth, parts = 0, [""]
    for sign in prelude:
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


def _closing(css: str, opened: int) -> int:
    depth = 0
    for at in range(opened, len(css)):
        depth += (css[at] == "{") - (css[at] == "}")
        if not depth:
            return at
    raise ImportError(f"a brace is not closed in a style sheet, after {css[max(0, opened - 60) : opened]!r}")
