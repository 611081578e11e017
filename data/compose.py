"""The demo discussion as blog pages: what select-all, copy, paste gives of them. It writes text and reads no page.

`demo/discussion.csv` holds what was said, `demo/pages.yml` what stands around it on the page. From these two the same bytes
come out each time. To change the discussion, change them, run this, and commit all of it:

    python data/compose.py

A comment stands under its number, with its name pasted twice; replies hang below it, a bullet and two blanks further in
at each depth, and so do the lines that go on.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import indent
from typing import Any

import yaml

DEMO = Path(__file__).parent / "demo"
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def pages(demo: Path = DEMO) -> dict[str, str]:
    """The text of each page by the name of its file: ``{"phone-list.txt": "Skip to content…"}``."""
    with (demo / "discussion.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    furniture = yaml.safe_load((demo / "pages.yml").read_text(encoding="utf-8"))
    return {f"{name}.txt": page([row for row in rows if row["thread"] == around["thread"]], around) for name, around in furniture.items()}


def page(rows: Sequence[Mapping[str, str]], around: Mapping[str, Any]) -> str:
    """One page: the utterances of a thread, the post first, with the furniture around them."""
    top, *comments = rows
    byline = [around["byline"]] if "byline" in around else []
    head = [around["above"].rstrip("\n"), top["title"], *byline, post(top["text"], around["caption"]), around["below"]]
    said = [item(row, row["id"].partition("/")[2] in around["nameless"]) for row in comments]
    return "\n\n".join([*head, *said, around["end"]])


def post(text: str, caption: str) -> str:
    """The post, with the caption's hidden twin (straight quotes, as an attribute has them) in the line above it."""
    paragraphs = text.split("\n\n")
    at = paragraphs.index(caption)
    return "\n\n".join([*paragraphs[:at], f"{caption.translate(_STRAIGHT)}\n{caption}", *paragraphs[at + 1 :]])


def item(row: Mapping[str, str], nameless: bool) -> str:
    """A comment or reply as a list item; the numbers of its id say where it stands and how deep."""
    numbers = row["id"].partition("/")[2].split(".")
    depth = len(numbers)
    mark = f"  {numbers[0]}. " if depth == 1 else f"{'  ' * depth}• "
    return mark + indent("\n\n".join(parts(row, nameless)), "  " * (depth + 1)).lstrip()


def parts(row: Mapping[str, str], nameless: bool) -> Iterator[str]:
    """The name, where one stands, and the text."""
    if row["participant"] and not nameless:
        yield f"{row['participant']} {row['participant']}"
    yield row["text"]


if __name__ == "__main__":
    for name, text in pages().items():
        (DEMO / name).write_text(text, encoding="utf-8", newline="\n")
        print(DEMO / name)
