"""A thread with its codings as a page that needs no kernel, no script and no network: what a saved notebook shows. It is for reading only.

Every text is escaped; colours are data, too, and only hexadecimal ones pass. Where a site takes the style away, as GitHub does, the marked
words and the list below each utterance still say everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from itertools import pairwise
from typing import Any

Row = dict[str, Any]
MOST = 40_000  # code points of text, from which on no further utterance is shown: a notebook should stay small
STYLE = """
.dcs{--ink:#1d2126;--soft:#59616b;--line:#e2e4e7;--paper:#fff;--wash:12%;max-width:860px;box-sizing:border-box;
padding:18px 24px 8px;border:1px solid var(--line);
border-radius:8px;background:var(--paper);color:var(--ink);
font:13px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;color-scheme:light}
.dcs.dcs h3{margin:0;color:inherit;font-size:16px;font-weight:650;line-height:1.3}
.dcs.dcs p{margin:2px 0 14px;color:var(--soft)}
.dcs article{margin-left:calc(min(var(--depth),7)*18px);padding:10px 0 12px;border-top:1px solid var(--line)}
.dcs header{color:var(--soft);font-size:12px}
.dcs header b{margin-right:8px;color:var(--ink);font-size:13px;font-weight:650}
.dcs.dcs blockquote{max-width:68ch;margin:4px 0;padding:0;border:0;color:inherit;
font:16px/1.72 Charter,"Iowan Old Style",Georgia,"Noto Serif",serif;
white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
.dcs mark{padding:0;border-radius:2px;color:inherit;background:color-mix(in srgb,var(--c,#6b7280) var(--wash),transparent);
border-bottom:2px solid var(--c,#6b7280)}
.dcs.dcs ul{margin:4px 0 0;padding:0;list-style:none;color:var(--soft);font-size:12px}
.dcs.dcs li{margin:1px 0;padding:0 0 0 9px;border-left:3px solid var(--c,#6b7280)}
.dcs li b{color:var(--ink);font-weight:600}
@media (prefers-color-scheme:dark){body:not([data-jp-theme-light],[class*=vscode-]) .dcs{--ink:#e4e6ea;--soft:#a3abb6;
--line:#33373d;--paper:#17191c;--wash:26%;color-scheme:dark}}
body:is([data-jp-theme-light=false],.vscode-dark,.vscode-high-contrast:not(.vscode-high-contrast-light)) .dcs{--ink:#e4e6ea;
--soft:#a3abb6;--line:#33373d;--paper:#17191c;--wash:26%;color-scheme:dark}
@media (forced-colors:active){.dcs mark{text-decoration:underline 2px}}
"""


def page_of(shown: Row, moment: str) -> str:
    """HTML of what a coding desk shows (its `look`); ``moment`` says when that was.

    >>> shown = {"project": "s.db", "thread": "t", "threads": [{"id": "t", "title": "On <b>"}],
    ...          "codes": [{"code": "work", "colour": "#0072B2"}],
    ...          "utterances": [{"id": "1", "kind": "post", "text": "our <work>"}],
    ...          "rows": {"1": {"codings": [{"start": 4, "end": 10, "code": "work", "coder": "ana"}]}}}
    >>> html = page_of(shown, "today")
    >>> "our <mark style=\\"--c:#0072B2\\" title=\\"work (ana)\\">&lt;work&gt;</mark>" in html
    True
    """
    title = next((t["title"] for t in shown["threads"] if t["id"] == shown["thread"]), shown["project"])
    said = shown["utterances"]
    colours = {c["code"]: _safe(c.get("colour", "")) for c in shown["codes"]}
    depths = _depths(said)
    parts: list[str] = []
    length = 0
    for u in said:
        if parts and length + len(u["text"]) > MOST:
            break
        length += len(u["text"])
        parts.append(_utterance(u, shown["rows"].get(u["id"], {}), colours, depths[u["id"]]))
    left = f" The first {len(parts)} of {len(said)} utterances are shown, to keep the notebook small." if len(parts) < len(said) else ""
    told = f"{shown['project']}, for reading, as it stood on {moment} when this cell was run.{left} Run the cell to go on coding."
    return f'<div class="dcs"><style>{STYLE}</style><h3>{escape(title)}</h3><p>{escape(told)}</p>{"".join(parts)}</div>'


def _utterance(u: Row, rows: Row, colours: dict[str, str], depth: int) -> str:
    codings = rows.get("codings", [])
    lines = [_line(c, u["text"], colours) for c in codings]
    lines += [f"<li>{escape(m['coder'])} notes: {escape(m['text'])}</li>" for m in rows.get("memos", [])]
    who = escape(u.get("participant") or "Unnamed")
    when = escape(" · ".join(part for part in (u.get("kind"), (u.get("time") or "")[:16].replace("T", " ")) if part))
    below = f"<ul>{''.join(lines)}</ul>" if lines else ""
    text = "".join(_piece(u["text"][a:b], on, colours) for a, b, on in _pieces(len(u["text"]), codings))
    return (
        f'<article style="--depth:{depth}"><header><b><bdi>{who}</bdi></b>{when}</header>'
        f'<blockquote dir="auto">{text}</blockquote>{below}</article>'
    )


def _line(coding: Row, text: str, colours: dict[str, str]) -> str:
    quote = text[coding["start"] : coding["end"]]
    quote = quote if len(quote) <= 80 else quote[:79] + "…"
    memo = f" – {escape(coding['memo'])}" if coding.get("memo") else ""
    style = f' style="--c:{colours.get(coding["code"], "#6b7280")}"'
    return f"<li{style}><b><bdi>{escape(coding['code'])}</bdi></b> “<bdi>{escape(quote)}</bdi>” {escape(coding['coder'])}{memo}</li>"


def _pieces(length: int, codings: list[Row]) -> Iterable[tuple[int, int, list[Row]]]:
    """The text cut wherever a coding begins or ends, with the codings on each piece."""
    cuts = sorted({0, length, *(c["start"] for c in codings), *(c["end"] for c in codings)})
    for a, b in pairwise(cuts):
        yield a, b, [c for c in codings if c["start"] <= a and c["end"] >= b]


def _piece(words: str, on: list[Row], colours: dict[str, str]) -> str:
    if not on:
        return escape(words)
    names = escape(", ".join(f"{c['code']} ({c['coder']})" for c in on))
    return f'<mark style="--c:{colours.get(on[0]["code"], "#6b7280")}" title="{names}">{escape(words)}</mark>'


def _depths(said: list[Row]) -> dict[str, int]:
    """How far each utterance stands in; a reply to what comes later, or to itself, begins anew."""
    depths: dict[str, int] = {}
    for u in said:
        above = depths.get(u.get("reply_to") or "")
        depths[u["id"]] = 0 if above is None else above + 1
    return depths


def _safe(colour: str) -> str:
    return colour if re.fullmatch(r"#[0-9a-fA-F]{3,8}", colour) else "#6b7280"
