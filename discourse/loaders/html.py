"""A saved web page with comments becomes a corpus: the post, and its comments as a tree. It follows no link and runs nothing."""

from __future__ import annotations

import re
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import DiscourseError, NotADiscussion
from discourse.loaders._article import Article, article_of
from discourse.loaders._comment import Found, classes
from discourse.loaders._dom import tree_of
from discourse.loaders._found import find_comments
from discourse.loaders._ld import comments_of_ld
from discourse.loaders._records import corpus_of
from discourse.loaders._source import Source, open_source, slug
from discourse.loaders._wordpress import tell_flags

_HTML = re.compile(
    r"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|div[\s>]|article[\s>]|ol[\s>]|ul[\s>]|p[\s>]|meta\s|!--)", re.IGNORECASE
)
_STATED = re.compile(
    r"(\d{1,6})\s+(?:comments?|responses?|thoughts?|replies|kommentare?|antworten|gedanken|commentaires?|comentarios?|réponses?|reacties|commenti)\b",
    re.IGNORECASE,
)


def read_html(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a web page that was saved with "Save page as … HTML": blogs by WordPress (any theme, wordpress.com, wpDiscuz), Blogger,
    and pages that mark comments with microformats or schema.org.

    Returns a Corpus: kind is post, comment, reply, pingback or trackback; ids are ``<thread>/0`` for the post and
    ``<thread>/<number of the comment on the page>``. The tree comes from how comments are nested, from depth classes, or
    from links to a parent. A pingback has no participant, ``from_page`` says where it came from. Times come from ``<time
    datetime>`` where it is there, else from the words of the page, which name no zone. Further columns: ``title``, ``url``,
    ``time_given``. ``flag`` is pending for a comment that waits for approval. What the page says about the number of its
    comments stands in the notes where it is another number than was found, as pages of many comments are split.

    Navigation, forms and sidebars are left out. A page without comments gives its post alone, and a note that says so.
    Raises LoadError, or NotADiscussion where there is no text.

    >>> corpus = read_html('''<html><body><article><h1 class="entry-title">Nets</h1><div class="entry-content"><p>Who owns
    ... them?</p></div></article><ol class="commentlist"><li id="comment-7" class="comment depth-1"><cite class="fn">Ben</cite>
    ... <div class="comment-content"><p>We do.</p></div></li></ol></body></html>''')
    >>> corpus.utterances[["id", "reply_to", "kind", "participant", "text"]].values.tolist()[1]
    ['nets/7', 'nets/0', 'comment', 'Ben', 'We do.']
    """
    opened = open_source(source, encoding)
    root = tree_of(opened)
    found = find_comments(root, _outside) or comments_of_ld(root)
    article = article_of(root, {one.element for one in found if one.element is not None})
    if not found and not article.text:
        raise NotADiscussion(
            f"{opened.name}: the page has no text; pages that fetch their words later are saved from a browser, not downloaded"
        )
    where = slug(thread or article.title or opened.stem)
    records = _records(article, found, where)
    _tell(opened, root, found, records)
    if thread:
        _rename(records, thread)
    return corpus_of(opened, "html", records, title=article.title or None)


def sniff(source: Source) -> float:
    """0.9 for HTML with a comment that can be found by its marks, 0.5 for any other page."""
    if source.frame is not None:
        return 0.0
    head = source.raw[:3000] if isinstance(source.raw, str) else source.raw[:6000].replace(b"\x00", b"").decode("utf-8", "ignore")
    head = head.lstrip("\ufeff \t\r\n")
    if not head.startswith("<") or (not _HTML.match(head) and not re.search(r"<html[\s>]", head, re.IGNORECASE)):
        return 0.0
    if re.match(r"<\?xml", head) and not re.search(r"<html[\s>]", head, re.IGNORECASE):
        return 0.0
    if head.startswith("<!--") and not re.search(r"<(?:html|head|body|div|article)[\s>]", head, re.IGNORECASE):
        return 0.0
    try:
        text = source.text if isinstance(source.raw, bytes) else source.raw
    except DiscourseError:
        text = source.raw.decode("latin-1") if isinstance(source.raw, bytes) else source.raw
    return 0.9 if re.search(r"""(?:id|class)=["'][^"']*comment|schema\.org/(?:User)?Comment|"@type"\s*:\s*"Comment""", text) else 0.5


def _outside(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in (
        "body",
        "html",
        "a",
        "span",
        "form",
        "input",
        "textarea",
        "link",
        "script",
        "style",
    ):
        return True
    return (
        element.get("role") == "navigation"
        or bool(classes(element) & {"comment-form", "widget"})
        or (element.get("id") or "").startswith("respond")
    )


def _records(article: Article, found: list[Found], where: str) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = []
    post = bool(article.text or article.title)
    if post:
        records.append({
            "id": f"{where}/0", "thread": where, "reply_to": "", "kind": "post", "participant": article.author, "time": article.time,
            "time_given": article.time_given, "text": article.text, "flag": "", "title": article.title or None, "url": article.url,
            "from_page": None,
        })  # fmt: skip
    keys = {n: one.key or f"c{n + 1}" for n, one in enumerate(found)}
    for n, one in enumerate(found):
        records.append({
            "id": f"{where}/{keys[n]}", "thread": where,
            "reply_to": f"{where}/{keys[one.above]}" if one.above is not None else f"{where}/0" if post else "",
            "kind": one.kind, "participant": one.author, "time": one.time, "time_given": one.time_given, "text": one.text,
            "flag": one.flag, "title": None, "url": one.url, "from_page": one.from_page, **one.more,
        })  # fmt: skip
    return records


def _rename(records: list[dict[str, Any]], thread: str) -> None:
    """The name that was asked for, as it was given, in place of the readable one."""
    old = str(records[0]["thread"])
    for record in records:
        record["thread"] = thread
        for column in ("id", "reply_to"):
            record[column] = thread + record[column][len(old) :] if record[column] else ""


def _tell(source: Source, root: Any, found: list[Found], records: list[dict[str, Any]]) -> None:
    if not found:
        source.notes.append(
            "no comments were found in the page; if a browser shows some, they are fetched later: save the page from the browser"
        )
    stated = [int(m[1]) for e in root.iter("h1", "h2", "h3", "h4") if (m := _STATED.search(" ".join("".join(e.itertext()).split())[:200]))]
    if found and stated and max(stated) != len(found):
        source.notes.append(f"the page speaks of {max(stated)} comments, {len(found)} are in it; the others may be on further pages")
    zones = {r["time"].tzinfo is not None for r in records if r["time"] is not None}
    if zones == {True, False}:
        timed = [r for r in records if r["time"] is not None]
        most = sum(r["time"].tzinfo is not None for r in timed) * 2 >= len(timed)
        for record in timed:
            if (record["time"].tzinfo is not None) != most:
                record["time_given"], record["time"] = str(record["time"]), None
        source.notes.append(
            f"some times of the page name a zone and some do not; those {'without' if most else 'with'} one stand in time_given only"
        )
        zones = {most}
    if zones == {False}:
        source.notes.append("the times have no zone: the page shows them as the clock of the blog")
    tell_flags(source, records)
