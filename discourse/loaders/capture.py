"""A page as select-all, copy, paste gives it: a post and its comments become utterances. It reads no HTML.

The structure carries: list markers and indents make the tree (`_lines`, `_entries`), what stands over the list is the
post (`_page`). Words are hints kept in one table (`_cues`). Who wrote what is inferred from evidence alone (`_names`).
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from discourse.corpus import Corpus
from discourse.errors import EmptySource, NotADiscussion, UndecodableText, UnknownFormat
from discourse.loaders._entries import Entry, entries_of, join_lines
from discourse.loaders._lines import split_lines
from discourse.loaders._names import author_in_byline, name_everybody
from discourse.loaders._page import parts_of
from discourse.loaders._post import Page
from discourse.loaders._source import Source, open_source, slug
from discourse.loaders._times import WHEN, one_time

_SAMPLE = 150_000  # characters at either end that tell what a text is


def read_capture(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a plain-text capture of a page with comments.

    Parameters
    ----------
    source
        A path, bytes, an open file, or the text itself (a str of several lines).
    thread
        The name of the thread; else made from the title, at most 40 code points.
    encoding
        Only needed where it cannot be found out; what was used stands in ``attrs["provenance"][0]``.

    Returns a Corpus. Its utterances have ``id thread reply_to kind participant time text`` (kind: post, comment, reply,
    pingback, deleted; ids ``<thread>/0`` for the post, ``<thread>/3.1`` for the first reply to the third comment) and

    - ``named_by``: how the participant is known: stated, signed, answered, addressed, thread author, or unknown;
    - ``name_line``: the line with name and time as it stood over the comment;
    - ``time_given``: the time as it stood there;
    - ``references``: what the post lists at its end.

    ``attrs`` has ``title``, ``category``, ``licence`` and ``provenance``; ``left_out`` has each line that is not taken over.

    Raises LoadError, EmptySource, UnknownFormat, UndecodableText, or NotADiscussion where there are no comments.

    >>> corpus = read_capture('''Who owns a network?
    ...
    ... I wonder who owns the people whom I know, and whether anybody should.
    ...
    ...   1. Ana Ana
    ...
    ...     Nobody does, I would say.
    ...
    ...     • Hi Ana, glad to hear it. Thanks for commenting. — Rosa
    ...
    ... Leave a Reply''')
    >>> corpus.utterances[["id", "kind", "participant", "named_by"]].values.tolist()[1:]
    [['who-owns-a-network/1', 'comment', 'Ana', 'stated'], ['who-owns-a-network/1.1', 'reply', 'Rosa', 'signed']]
    """
    opened = open_source(source, encoding)
    lines = split_lines(opened.text)
    page = parts_of(lines)
    if page is None:
        raise NotADiscussion(
            f"{opened.name}: there is text ({len(lines)} lines), but no comments were found in it. A capture needs a list of comments, "
            "numbered, bulleted, or each under a line with a name and a time; a table of utterances is read by read_table, "
            'a text without speakers by dc.read_interview(path, split="paragraph")'
        )
    entries = entries_of(page.comments, page.aside)
    title = page.title.text if page.title else ""
    thread = thread or slug(title or opened.stem)
    post = join_lines(page.body)
    if post or title:
        when = next((m.group() for line in page.byline if (m := WHEN.search(line.text))), "")
        entries.insert(0, Entry("0", None, "post", page.body, None, "\n".join(line.text for line in page.byline), when))
    else:
        for entry in entries:
            entry.reply_to = None if entry.reply_to == "0" else entry.reply_to
    said = _frame(entries, thread, page)
    attrs = {"title": title or None, "category": page.category, "licence": page.licence}
    provenance = opened.provenance(
        "capture", lines=sum(bool(line.text) for line in lines), utterances=len(said), left_out=len(page.aside) + len(opened.removed)
    )
    return Corpus(said, left_out=opened.left_out(page.aside), attrs={**attrs, "provenance": provenance})


def sniff(source: Source) -> float:
    """How much this looks like a captured page: 0.7 with comments in it, 0.1 for any other text."""
    if source.frame is not None:
        return 0.0
    try:
        text = source.sample.text
    except (UndecodableText, UnknownFormat, EmptySource):
        return 0.0
    start = text[:1000].lstrip("\ufeff \t\n")
    if start.startswith(("<", "{", "[{", "%PDF")):
        return 0.0
    if len(text) > 2 * _SAMPLE:
        text = text[:_SAMPLE] + "\n" + text[-_SAMPLE:].partition("\n")[2]
    return 0.7 if parts_of(split_lines(text)) else 0.1


def _frame(entries: list[Entry], thread: str, page: Page) -> pd.DataFrame:
    names = name_everybody(entries, author_in_byline([line.text for line in page.byline]))
    references = "\n".join(line.text for line in page.references) or None
    return pd.DataFrame(
        {
            "id": [f"{thread}/{e.number}" for e in entries],
            "thread": thread,
            "reply_to": [None if e.reply_to is None else f"{thread}/{e.reply_to}" for e in entries],
            "kind": [e.kind for e in entries],
            "participant": [name for name, _ in names],
            "time": pd.to_datetime(pd.Series([one_time(e.when) if e.when else None for e in entries], dtype="object")),
            "text": [e.text for e in entries],
            "named_by": [how for _, how in names],
            "name_line": [e.head_line or None for e in entries],
            "time_given": [e.when or None for e in entries],
            "references": [references if e.kind == "post" else None for e in entries],
        }
    )
