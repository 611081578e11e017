"""One entry of a feed, whatever its dialect (Atom, RSS 0.9 to 2.0, Blogger): its words, its names, and what it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from discourse.loaders._markup import plain, text_of
from discourse.loaders._stamps import stamp
from discourse.loaders._wordpress import mail_id, name_of
from discourse.loaders._xml import child, local_name

_KIND = "schemas.google.com/blogger/2008/kind#"
_COMMENT_LINK = re.compile(r"#(?:comment-|c|li-comment-)(\d+)$")
_IN_REPLY = re.compile(r"""^\s*(?:<p>)?\s*[^<>]{2,40}<a\s[^>]*href=["'][^"']*#comment-(\d+)["'][^>]*>.*?</a>\.?\s*(?:</p>)?""", re.DOTALL)
_STATES = {"LIVE": "", "DRAFT": "draft", "SCHEDULED": "scheduled", "SOFT_TRASHED": "trash", "SPAM_COMMENT": "spam", "PENDING": "pending"}


@dataclass
class Item:
    """An entry as it stands in its feed; ``page`` is the address without its "#…" for a comment."""

    id: str
    kind: str
    reply_to: str
    post: str
    page: str
    title: str
    url: str
    more: dict[str, Any]

    def record(self, above: Item | None = None) -> dict[str, Any]:
        """The entry as `corpus_of` takes it; ``above`` is the entry that it answers, where that is in the file."""
        answers = self.reply_to and (self.reply_to != self.post or (above is not None and above.kind == "comment"))
        kind = "reply" if self.kind == "comment" and answers else self.kind
        return {"id": self.id, "reply_to": self.reply_to, "kind": kind, "title": self.title or None, "url": self.url or None, **self.more}


def item_of(element: Any) -> Item:
    """The Item of an <entry> or <item>."""
    parts: dict[str, Any] = {}
    links: dict[str, str] = {}
    tags: list[str] = []
    for one in element:
        name = local_name(one)
        if name == "link" and one.get("href"):
            links.setdefault(one.get("rel") or "alternate", one.get("href"))
        elif name in ("category", "subject"):
            tags.append(one.get("term") or "".join(one.itertext()).strip())
        elif name:
            parts.setdefault(name if "wellformedweb" not in str(one.tag) else f"wfw_{name}", one)
    url = links.get("alternate") or _text(parts, "link")
    about = next((str(value) for name, value in element.attrib.items() if name.endswith("about")), "")
    guid = _text(parts, "id") or _text(parts, "guid") or about
    kind = next((t.rpartition("#")[2] for t in tags if _KIND in t), "") or _text(parts, "type").lower()
    html = _html(parts)
    answered = parts.get("in-reply-to")
    above = (answered.get("ref") or answered.get("href") or "") if answered is not None else _text(parts, "parent")
    post = above if answered is not None else ""
    place = _COMMENT_LINK.search(url) or _COMMENT_LINK.search(guid)
    if answered is None and (match := _IN_REPLY.match(html)) and place:
        above = _with_number(guid, place[1], match[1])
        html = html[match.end() :]
    if (related := re.search(r"/(\d+)(?:\?.*)?$", links.get("related", ""))) and kind == "comment":
        above = re.sub(r"post-\d+$", f"post-{related[1]}", guid)
    if _text(parts, "inReplyTo"):
        post = above = re.sub(r"post-\d+$", f"post-{m[0]}", guid) if (m := re.search(r"\d+$", _text(parts, "inReplyTo"))) else above
    if kind not in ("comment", "settings", "template"):
        kind = "comment" if answered is not None or (place and kind != "post") else "post"
    comment = kind == "comment"
    return Item(
        id=guid or url, kind=kind, reply_to=above, post=post if post != guid else "",
        page=re.sub(r"[?#].*", "", url) if comment else "", title=_title(parts), url=url,
        more=_more(parts, html, tags, links),
    )  # fmt: skip


def _more(parts: dict[str, Any], html: str, tags: list[str], links: dict[str, str]) -> dict[str, Any]:
    author = parts.get("author")
    name = mail = uri = ""
    if author is not None and len(author):
        name, mail, uri = child(author, "name"), child(author, "email"), child(author, "uri") or child(author, "url")
    elif author is not None:
        mail, name = _mail_and_name("".join(author.itertext()))
    name = _text(parts, "creator") or name
    control = parts.get("control")
    draft = (control is not None and child(control, "draft") == "yes") or _text(parts, "draft") == "yes"
    state = _text(parts, "status")
    shown = [t for t in tags if t and "schemas.google.com" not in t]
    account = uri if "profile" in uri else ""
    given = next((t for n in ("published", "pubDate", "date", "issued", "created", "updated", "modified") if (t := _text(parts, n))), "")
    return {
        "participant": name_of(name), "participant_id": account or mail_id(mail if "noreply" not in mail else "") if name else None,
        "time": stamp(given), "text": plain(html) or _title(parts),
        "flag": "draft" if draft else _STATES.get(state, state.lower() if state.isupper() else ""),
        "tags": ", ".join(dict.fromkeys(shown)) or None,
        "comments": _text(parts, "comments") if not _text(parts, "comments").isdigit() else None,
        "comments_feed": _text(parts, "wfw_commentRss") or _text(parts, "wfw_commentRSS") or links.get("replies"),
        "comment_count": next((t for n in ("comments", "total") if (t := _text(parts, n)).isdigit()), None),
    }  # fmt: skip


def _html(parts: dict[str, Any]) -> str:
    """The words of an entry as HTML: the whole before the summary."""
    for name in ("encoded", "content", "body", "description", "summary"):
        one = parts.get(name)
        if one is None:
            continue
        if len(one):  # XHTML stands in the feed itself
            return _escaped(text_of(one))
        words = one.text or ""
        if words.strip():
            return _escaped(words) if one.get("type") in ("text", "text/plain") else words
    return ""


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>")


def _title(parts: dict[str, Any]) -> str:
    return " ".join(plain(_text(parts, "title"), links=False).split())


def _text(parts: dict[str, Any], name: str) -> str:
    one = parts.get(name)
    return "".join(one.itertext()).strip() if one is not None else ""


def _with_number(guid: str, own: str, other: str) -> str:
    return guid[: len(guid) - len(own)] + other if guid.endswith(own) else guid


def _mail_and_name(text: str) -> tuple[str, str]:
    """RSS puts both into one: "ana@example.org (Ana)" or "Ana <ana@example.org>"."""
    match = re.fullmatch(r"\s*(\S+@\S+)\s*\((.*)\)\s*", text) or re.fullmatch(r"\s*()(.*)\s*", text, re.DOTALL)
    mail, name = match.groups() if match else ("", text)
    if found := re.fullmatch(r"(.*?)\s*<(\S+@\S+)>", name):
        return found[2], found[1]
    return mail, name
