"""A saved page of a forum topic (phpBB, vBulletin, XenForo, MyBB, SMF, Invision and others), by its structure.

It fetches no further page and guesses nothing where a page has another structure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import LoadError
from discourse.loaders._boards import BOARDS, Board
from discourse.loaders._gather import Found, Record, gathered
from discourse.loaders._markup import fragment, text_of
from discourse.loaders._source import Source, open_source, slug
from discourse.loaders._times import WHEN, one_time
from discourse.loaders._values import clock

_FURNITURE = frozenset(
    ("bbCodeBlock-expandLink", "quoteExpand", "postedit", "lastedited", "after_content", "signature", "notice", "postsignature",
     "codebox-copy", "bbp-reply-revision-log", "edited_post", "editedby", "smalltext_edit", "message-lastEdit", "crawler-post-infos")
)  # fmt: skip
_QUOTES = frozenset(
    ("bbcode_quote", "quote", "bbCodeBlock--quote", "bbCodeQuote", "ipsQuote", "ipsBlockquote", "bbc_standard_quote", "quotebox",
     "mycode_quote", "bbc_block_quote", "QuoteText", "UserQuote")
)  # fmt: skip
#: where a quotation links to the post that it is taken from
_SOURCES = (
    ".//cite//a/@href",
    ".//*[contains(@class,'attribution') or contains(@class,'postedby') or contains(@class,'sourceJump')]//a/@href",
    ".//*[contains(@class,'quoteheader') or contains(@class,'topslice')]//a/@href",
    "self::*[contains(@class,'quoteheader')]//a/@href",
    "self::td//a[img or contains(@href,'#post')]/@href",
)
_POST_IN_ADDRESS = re.compile(r"(?:[?&]p=|[?&]pid=|#p|#post-?_?|#msg|#pid|/posts?[/-]|post\?id=|[?&]do=findComment&comment=)(\d+)")


def read_forum_page(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read one page, or by a list or a folder several pages, of a forum topic that a browser saved as HTML.

    How to get it: open the topic, press Ctrl+S, "web page, HTML only"; each page of a long topic for itself.

    Columns: ``kind`` is "post" for the first post of a topic, else "reply". Quotations stay in the text, their lines begin
    with "> ". ``reply_to`` is the post whose quotation stands first, where the page says which one it is; ``quotes`` lists
    all such posts. ``title url board`` and ``flag`` "deleted" where the page says so. Times as the page shows them: with a
    zone where the HTML has one; dates that could be meant two ways stay in ``time_given``. Signatures, edit notes and
    buttons are left away.

    Raises NotADiscussion where the page has no posts of a known structure, LoadError for what is no HTML.

    >>> read_forum_page('''<title>Tea? - Page 1</title><article class="message message--post" data-author="ines" data-content="post-7">
    ... <time datetime="2020-01-01T10:00:00+0000"></time><div class="bbWrapper">Which one? 🍵</div></article>
    ... <article class="message message--post" data-author="tom" data-content="post-8"><div class="bbWrapper">
    ... <blockquote data-source="post: 7" class="bbCodeBlock--quote">Which one?</blockquote>Green.</div></article>''').utterances[
    ...   ["id", "thread", "reply_to", "participant", "text"]].values.tolist()[1]
    ['8', 'tea', '7', 'tom', '> Which one?\\n\\nGreen.']
    """
    return gather([open_source(source, encoding)], thread=thread)


def gather(sources: Iterable[Source], *, thread: str | None = None) -> Corpus:
    """The pages of a topic, or of several, as one corpus."""
    return gathered(sources, "forum_page", _find, settle=_settle, thread=thread, noun="post of a known forum program")


def sniff(source: Source) -> float:
    """A mark that only one program of forums writes."""
    try:
        return 0.97 if source.frame is None and _board(source) else 0.0
    except LoadError:
        return 0.0


def _board(source: Source) -> Board | None:
    text = source.text
    if "<" not in text[:2000] or not re.search(r"(?i)<(?:html|!doctype|head|body|div|article|table|li|title)\b", text[:20_000]):
        return None
    return next((board for board in BOARDS if re.search(board.mark, text)), None)


def _find(source: Source) -> Found:
    found, board = Found(), _board(source)
    if board is None:
        return found
    page = fragment(source.text)
    title = _title(page)
    found.title = title
    number = _page_number(page)
    address = next((a for a in page.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content") if a), None)
    for post in page.xpath(board.post):
        texts = post.xpath(board.text)
        if not texts:
            found.leave("post", " ".join(post.itertext())[:80], "it has no text of its own, such as a notice or an advertisement")
            continue
        first = number == 1 and not found.records
        record = _record(post, texts[0], board, f"{source.stem}-{len(found.records) + 1}")
        found.records.append(
            {
                **record,
                "thread": slug(title),
                "kind": "post" if first else "reply",
                "title": title if first else None,
                "url": address,
                "board": board.name,
                "_page": number,
            }
        )
    return found


def _title(page: Any) -> str:
    heads = page.xpath(
        "//h1[contains(@class,'p-title-value') or contains(@class,'ipsType_pageTitle')] | //h2[contains(@class,'topic-title')]"
        " | //*[contains(@class,'threadtitle')] | //h1[@itemprop='headline' or @itemprop='name'] | //title"
    )
    text = next((t for h in sorted(heads, key=lambda h: h.tag == "title") if (t := " ".join("".join(h.itertext()).split()))), "topic")
    text = re.sub(r"\s*[-–—|,]\s*(?:Page|Seite|Página|Pagina)\s\d+\b.*$", "", text)
    return text.split(" | ")[0] if heads and heads[-1].tag == "title" and len(heads) == 1 else text


def _page_number(page: Any) -> int:
    shown = page.xpath(
        "//title/text() | //*[contains(@class,'pageNav-page--current')]//text() | //link[@rel='canonical']/@href"
        " | //li[contains(@class,'active')]/span/text()"
    )
    for text in shown:
        if match := re.search(r"(?:page|seite|página)[-=\s/]?(\d+)\b|^\s*(\d+)\s*$|[?&]start=([1-9]\d*)", text, re.IGNORECASE):
            number = int((match[1] or match[2] or "2")[:6])
            if number > 1:
                return number
    return 1


def _record(post: Any, body: Any, board: Board, fallback: str) -> Record:
    own = _own_id(post)
    quoted: list[str] = []
    body.tag = "div"  # vBulletin 4 and XenForo 1 put the whole post into a blockquote
    for element in body.iter():
        words = set((element.get("class") or "").split()) if isinstance(element.tag, str) else set()
        if words & _QUOTES or element.tag == "blockquote":
            quoted += [one for one in _quoted(element) if one != own and one not in quoted]
        if words & _QUOTES and element is not body and not element.xpath(".//blockquote | ancestor::blockquote"):
            element.tag = "blockquote"
    for head in body.xpath(".//cite"):  # "Ana wrote:", a line of its own
        head.tag = "div"
    for cell in body.xpath(".//td[contains(@class,'alt2')]"):  # how vBulletin 3 draws a quotation
        quoted += [one for one in _quoted(cell) if one not in quoted]
        cell.tag = "blockquote"
    classes = post.get("class") or ""
    return {
        "id": own or fallback,
        "reply_to": quoted[0] if quoted else None,
        "participant": _who(post, board),
        **_when(post, board),
        "text": text_of(body, skip=_is_furniture),
        "flag": "deleted" if "deleted" in classes else "",
        "quotes": ", ".join(quoted) or None,
    }


def _is_furniture(element: Any) -> bool:
    arrow = element.tag == "a" and (element.text or "").strip() in ("↑", "⤴", "Click to expand...")
    return arrow or bool(_FURNITURE & set((element.get("class") or "").split()))


def _own_id(post: Any) -> str:
    for value in (post.get("data-content"), post.get("data-pid"), post.get("data-post-id"), post.get("data-node-id"), post.get("id")):
        if match := re.search(r"(\d+)$", value or ""):
            return match[1]
    inside = ".//*[starts-with(@id,'msg_') or starts-with(@id,'post_message_') or starts-with(@id,'pid_')]/@id | .//a/@name"
    for value in post.xpath(inside):
        if match := re.search(r"(\d+)$", value):
            return match[1]
    named = re.search(r"(?:^|\s)post-(\d+)(?:\s|$)", post.get("class") or "")
    return named[1] if named else ""


def _quoted(element: Any) -> list[str]:
    """The post that a quotation says it is taken from: by a mark of the program, else by the link in its head."""
    marks = [element.get("data-source") or "", element.get("data-ipsquote-contentcommentid") or "", *element.xpath(".//a/@data-post-id")]
    found = [m[1] for mark in marks if (m := re.search(r"(\d+)$", mark)) and not re.search(r"member|profile", mark)]
    head = element.getprevious()
    near = [element] if head is None or "quote" not in (head.get("class") or "").lower() else [element, head]
    links = [link for one in near for path in _SOURCES for link in one.xpath(path)]
    return (found or [m[1] for link in links if (m := _POST_IN_ADDRESS.search(link))])[:1]


def _who(post: Any, board: Board) -> str | None:
    for found in sorted(post.xpath(board.who), key=lambda f: not isinstance(f, str)):
        name = found if isinstance(found, str) else "".join(found.itertext())
        if name.strip():
            return " ".join(name.split())
    return None


def _when(post: Any, board: Board) -> dict[str, Any]:
    for found in sorted(post.xpath(board.when), key=lambda e: not (e.get("datetime") or e.get("data-time"))):
        stamp = found.get("datetime") or found.get("data-time") or ""
        if stamp and (read := clock(stamp))["time"]:
            return read
        for text in (found.get("title") or "", " ".join("".join(found.itertext()).split())):
            if match := WHEN.search(text):
                time = one_time(match[0])
                return {"time": time} if time else {"time": None, "time_given": match[0]}
            if re.search(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}", text):
                return {"time": None, "time_given": text[:80]}
    return {"time": None}


def _settle(records: list[Record]) -> list[Record]:
    """The pages of one topic in their order, whatever the order of the files."""
    threads = {name: n for n, name in enumerate(dict.fromkeys(r["thread"] for r in records))}
    ordered = sorted(records, key=lambda r: (threads[r["thread"]], r["_page"]))
    return [{k: v for k, v in r.items() if k != "_page"} for r in ordered]
