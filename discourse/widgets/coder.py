"""The desk at which a person codes a thread: what it shows, and what it can look at. It stores nothing and draws nothing.

Each answer brings ``rows``: {utterance: {codings, suggestions, memos, readings}} of what was touched, or a whole fresh ``snapshot``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

import pandas as pd

from discourse.errors import FrameError, known
from discourse.project import Project
from discourse.threads import reading_order
from discourse.widgets._keys import check_keys
from discourse.widgets._names import name_of
from discourse.widgets._surface import Row, Surface, View, check_project
from discourse.widgets._wire import text, word, words
from discourse.widgets.fitting import filters_of
from discourse.widgets.overview import names_like, overview_of
from discourse.widgets.page import page_of
from discourse.widgets.rows import alike, snapshot_of
from discourse.widgets.searching import look_for, preview

WIDE = {"utterances", "codes", "participants", "assignments", "notes"}  # a change of these may show anywhere in the thread
MANY = 400  # utterances touched by one deed, from which on the whole thread is sent again


def show_coder(
    project: Project, *, thread: str | None = None, height: str = "70vh", keys: Mapping[str, str | Sequence[str]] | None = None
) -> CoderWidget:
    """Read a thread and code it, with mouse or keyboard; press ``?`` in it for its keys.

    Parameters
    ----------
    project
        The study; with a ``coder`` to write, without one to read.
    thread
        The thread to open first; the first one of the corpus where none is named.
    height
        How tall the desk stands in the notebook, as CSS says it.
    keys
        Other keys for its commands, such as ``{"accept": "Alt+a", "palette": ["c", "Ctrl+k"]}``; they come before those that a person
        set in the card of keys.

    Raises FrameError for a thread that is not in the corpus, and for keys of a command that there is not.

    Each thing that you do is on the disk when the desk says "Saved". Until then it is kept in the browser's own storage,
    with the words that it is about, and is sent again until the project has answered. What the project refuses is kept there,
    too, with the reason, until you have seen to it ("1 not done").

    A saved notebook shows the thread as it stood when the cell was run, for reading, in at most 40,000 characters: whoever is given
    the notebook is given these texts. Clear the output before you share it, where that is not wanted.

    >>> from discourse import Codebook, Corpus
    >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana")
    >>> study = study.add(Corpus(pd.DataFrame({"text": ["Who owns it?"]})), Codebook.from_terms({"ownership": "own*"}))
    >>> desk = show_coder(study)
    >>> passage = {"utterance": "1", "start": 4, "end": 8, "quote": "owns"}
    >>> answer = desk.answer({"op": "op-1", "verb": "code", "args": {"code": "ownership", "passages": [passage]}})
    >>> answer["line"]
    'study.code("1", "ownership", quote="owns", start=4, end=8)'
    >>> study.codings()["quote"].tolist()
    ['owns']
    """
    return CoderWidget(check_project(project, CoderWidget.TITLE), thread=thread, height=height, keys=keys)


class CoderWidget(Surface, folder="coder"):
    """What `show_coder` gives back."""

    TITLE = "the coding desk"

    def __init__(
        self, project: Project, *, thread: str | None = None, height: str = "70vh", keys: Mapping[str, str | Sequence[str]] | None = None
    ) -> None:
        given = check_keys(keys or {}, self._esm)
        self._corpus: tuple[int, pd.DataFrame] | None = None
        self._thread = thread
        super().__init__(project, height=height, given_keys=given)
        if thread is not None:
            self._check_thread(thread)

    @property
    def thread(self) -> str | None:
        """The thread that is open; None in a project without texts."""
        threads = list(self._said()["thread"].drop_duplicates())
        return self._thread if self._thread in threads else next(iter(threads), None)

    def _repr_mimebundle_(self, **given: Any) -> tuple[Row, Row] | None:
        """The desk; and the thread as a page, for wherever the notebook is read without a kernel."""
        bundle = super()._repr_mimebundle_(**given)
        if bundle is not None:
            shown = self.look()
            said = self._said()
            order = reading_order(said[said["thread"] == shown["thread"]])["id"]
            by_id = {u["id"]: u for u in shown["utterances"]}
            moment = datetime.now().astimezone().strftime("%Y-%m-%d, %H:%M %Z")
            bundle[0]["text/html"] = page_of(shown | {"utterances": [by_id[u] for u in order]}, moment)
        return bundle

    def _shown(self) -> Row:
        return snapshot_of(self._project, self._said(), self.thread)

    def _news(self, verb: str, args: Mapping[str, Any]) -> Row:
        """What has changed since the views were last told, by whomever, and what the message itself was about."""
        since = min(self._seen, int(args.get("last", self._seen)))
        news = self._project.news(since, map(str, args.get("utterances", ())), most=MANY)
        last = self._seen = max(self._seen, news.last)
        again = verb in ("undo", "redo") and not news.places  # a repeated message: what it touched is no longer known
        if verb == "open_thread" or again or news.rows is None or news.places & WIDE:
            return {"last": last, "snapshot": self.look()}
        return {"since": since, "last": last, "rows": news.rows, "undone": news.undone if verb in ("undo", "redo") else None}

    def _said(self) -> pd.DataFrame:
        last = self._project.last
        if self._corpus is None or (self._corpus[0] != last and _more_texts(self._project, self._corpus[0])):
            self._corpus = (last, self._project.corpus.utterances)
        return self._corpus[1]

    def _check_thread(self, thread: str) -> None:
        threads = list(self._said()["thread"].drop_duplicates())
        if thread not in threads:
            raise FrameError(f"no thread {thread!r}; {known(thread, threads, 'the corpus has')}")

    def _open_thread(self, args: Mapping[str, Any]) -> None:
        self._check_thread(thread := word(args, "thread"))
        self._thread = thread

    def _overview(self, args: Mapping[str, Any]) -> Row:
        """How far each thread is; with ``filters``, how much of it fits, counting codes of ``coders`` only, if they are named."""
        filters, coders = filters_of(args) if "filters" in args else [], words(args, "coders") if "coders" in args else None
        return overview_of(self._project, self._said(), self.thread, filters=filters, coders=coders)

    def _names(self, args: Mapping[str, Any]) -> Row:
        """Participants whose name holds the letters of ``part``."""
        return {"names": names_like(self._said(), text(args, "part"))}

    def _search(self, args: Mapping[str, Any]) -> Row:
        return {"found": look_for(self._said(), self.thread, args)}

    def _preview(self, args: Mapping[str, Any]) -> Row:
        return {"found": preview(self._project, self._said(), name_of(self._project), args)}

    def _likewise(self, args: Mapping[str, Any]) -> Row:
        return {"alike": alike(self._project, self._said(), word(args, "id"))}

    VIEWS: ClassVar[Mapping[str, View]] = {
        "open_thread": _open_thread, "overview": _overview, "names": _names, "search": _search, "preview": _preview, "likewise": _likewise,
    }  # fmt: skip


def _more_texts(project: Project, since: int) -> bool:
    return "utterances" in set(project.changes(since)["place"])


__all__: Sequence[str] = ("CoderWidget", "show_coder")
