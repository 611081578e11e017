"""A WordPress export (WXR) becomes a corpus: posts, pages, and their comments as a tree. It reads no settings, menus or media."""

from __future__ import annotations

from typing import Any

from discourse.corpus import Corpus
from discourse.errors import NotADiscussion
from discourse.loaders._mend import mended, opening
from discourse.loaders._pick import Columns
from discourse.loaders._records import Rows, corpus_of
from discourse.loaders._source import Source, open_source
from discourse.loaders._stamps import stamp, utc
from discourse.loaders._wordpress import APPROVAL, Threads, mail_id, name_of, stored, tell_flags
from discourse.loaders._xml import each, local_name

#: What WordPress keeps beside what people wrote.
_MACHINERY = frozenset(
    [
        "attachment",
        "nav_menu_item",
        "revision",
        "custom_css",
        "customize_changeset",
        "oembed_cache",
        "user_request",
        "wp_block",
        "wp_template",
        "wp_template_part",
        "wp_global_styles",
        "wp_navigation",
        "wp_font_family",
        "wp_font_face",
        "feedback",
        "safecss",
        "jp_pay_product",
    ]
)


def read_wxr(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a WordPress export: in WordPress it is Tools > Export > All content; wordpress.com gives the same, in a zip.

    Parameters
    ----------
    source
        A path, bytes, an open file, or the text itself.
    thread
        Puts everything into one thread of this name; else each post is a thread, named after its title.
    encoding
        Only needed where the file says a wrong one.

    Returns a Corpus: kind is post, comment, reply (a comment that answers a comment), pingback or trackback. A pingback has
    no participant, the page that it came from stands in ``from_page``. ``flag`` is pending, spam, trash, draft, private,
    future …, and empty for what every reader could see; nothing that is flagged is dropped. Further columns: ``title``,
    ``url``, ``post_type``, ``tags``, ``name_given``. Times are UTC. A person is known by the number of the account, else by
    the mail address, which is never shown. Media, menus, revisions and the like are set aside, and counted.

    A file that breaks the rules of XML in a known way (prefixes not declared, control characters, …) is mended; the notes
    in ``attrs["provenance"]`` say how. One that is cut short is refused. Raises LoadError, NotADiscussion.

    >>> corpus = read_wxr('''<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>Nets</title>
    ... <wp:post_id>1</wp:post_id><wp:comment><wp:comment_id>5</wp:comment_id><wp:comment_author>Ana</wp:comment_author>
    ... <wp:comment_content>We own it.</wp:comment_content></wp:comment></item></channel></rss>''')
    >>> corpus.utterances[["id", "reply_to", "kind", "participant"]].values.tolist()[1]
    ['nets/5', 'nets/0', 'comment', 'Ana']
    """
    opened = open_source(source, encoding)
    found, left, people = mended(opened, _records)
    columns = found.columns
    if not columns:
        raise NotADiscussion(f"{opened.name}: a WordPress export without a post, a page or a comment in it")
    tell_flags(opened, columns["flag"])
    local = columns.pop("time_local")
    if not any(columns["time"]) and any(map(stamp, local)):
        columns["time"] = [stamp(one) for one in local]
        opened.notes.append("the times have no zone: the export gives them as the clock of the blog showed them")
    del local, columns
    return corpus_of(opened, "wxr", found.frame(), thread=thread, left_out=left, people=people)


def sniff(source: Source) -> float:
    """0.98 for a file that names WordPress' export format in its head."""
    if source.frame is not None or not (head := opening(source)):
        return 0.0
    return 0.98 if "wordpress.org/export" in head or "<wp:wxr_version" in head or "<wp:post_id" in head else 0.0


def _records(source: Source) -> tuple[Columns, Rows, dict[str, dict[str, Any]]]:
    records = Columns()
    left: Rows = []
    people: dict[str, dict[str, Any]] = {}
    logins: dict[str, tuple[str, str]] = {}
    mails: dict[str, str] = {}
    threads = Threads()
    number = 0
    for element in each(source, "item", "author"):
        if local_name(element) == "author":
            if element.getparent() is not None and local_name(element.getparent()) != "item":
                _account(_fields(element), logins, mails, people)
            continue
        number += 1
        fields = _fields(element)
        comments = [_fields(one) for one in element if _NAMES[one.tag] == "comment" and len(one)]
        kind = fields.get("post_type", "post")
        if kind in _MACHINERY and not comments:
            left.append((number, kind, fields.get("title", "")[:80], "is no post and no page, and nobody commented on it"))
            continue
        own = fields.get("post_id", "") or str(number)
        where = threads.name(fields.get("title", ""), own)
        post = _post(fields, element, where, logins)
        records.extend([post, *(_comment(one, where, mails, post["url"]) for one in comments)])
    return records, left, people


def _account(fields: dict[str, str], logins: dict[str, tuple[str, str]], mails: dict[str, str], people: dict[str, dict[str, Any]]) -> None:
    login, number = fields.get("author_login", ""), fields.get("author_id", "")
    shown = name_of(fields.get("author_display_name", "")) or name_of(login)
    if shown and login:
        logins[login] = (f"user-{number or login}", shown)
        people[f"user-{number or login}"] = {"account": login}
        if mail := mail_id(fields.get("author_email", "")):
            mails[mail] = f"user-{number or login}"


def _post(fields: dict[str, str], element: Any, where: str, logins: dict[str, tuple[str, str]]) -> dict[str, Any]:
    creator = fields.get("creator", "")
    own, shown = logins.get(creator, (None, name_of(creator)))
    status = fields.get("status", "")
    tags = dict.fromkeys(name_of(one.text or "") for one in element if local_name(one) == "category")
    return {
        "id": f"{where}/0", "thread": where, "reply_to": "", "kind": "post", "participant": shown, "participant_id": own,
        "time": utc(fields.get("post_date_gmt", "")) or _zoned(fields.get("pubDate", "")),
        "time_local": fields.get("post_date", ""),
        "text": stored(fields.get("encoded", "")),
        "flag": "" if status in ("publish", "inherit", "") else status,
        "title": name_of(fields.get("title", "")), "url": fields.get("link") or None, "post_type": fields.get("post_type", "post"),
        "tags": ", ".join(t for t in tags if t) or None, "name_given": creator or None, "from_page": None,
    }  # fmt: skip


def _comment(fields: dict[str, str], where: str, mails: dict[str, str], url: str | None) -> dict[str, Any]:
    kind = fields.get("comment_type", "").strip() or "comment"
    above = fields.get("comment_parent", "0").strip()
    person = kind not in ("pingback", "trackback")
    given = fields.get("comment_author", "")
    user, mail = fields.get("comment_user_id", "0").strip(), mail_id(fields.get("comment_author_email", ""))
    own = f"user-{user}" if user not in ("", "0") else mails.get(mail, mail) if mail else None
    number, state = fields.get("comment_id", "").strip(), fields.get("comment_approved", "").strip()
    answers = above not in ("", "0")
    time = utc(fields.get("comment_date_gmt", ""))
    return {
        "id": f"{where}/{number}" if number else "", "thread": where, "reply_to": f"{where}/{above}" if answers else f"{where}/0",
        "kind": "reply" if kind == "comment" and answers else kind,
        "participant": name_of(given) if person else None, "participant_id": own if person and name_of(given) else None,
        "time": time, "time_local": "" if time else fields.get("comment_date", ""),
        "text": stored(fields.get("comment_content", "")), "flag": APPROVAL.get(state, state),
        "title": None, "post_type": None, "tags": None,
        "url": f"{url}#comment-{number}" if url and number else None, "name_given": name_of(given),
        "from_page": None if person else fields.get("comment_author_url") or name_of(given),
    }  # fmt: skip


def _zoned(text: str) -> Any:
    found = stamp(text)
    return found if found is not None and found.tzinfo is not None else None


def _fields(element: Any) -> dict[str, str]:
    """The texts of an element's children by local name; of the two ``encoded`` the content, not the excerpt."""
    out: dict[str, str] = {}
    for one in element:
        if (name := _NAMES[one.tag]) not in out:
            out[name] = "".join(one.itertext()) if len(one) else (one.text or "")
    return out


class _Names(dict[Any, str]):
    """What each tag is called here, worked out once: a million comments have ten million tags."""

    def __missing__(self, tag: Any) -> str:
        name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        self[tag] = "excerpt" if name == "encoded" and "excerpt" in tag else name
        return self[tag]


_NAMES = _Names()
