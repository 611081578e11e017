"""The desk at which a person codes a thread: traits and a table of verbs. It stores nothing and draws nothing.

Browser and project talk in small operations. The browser sends ``{"op": id, "verb": name, "args": {…}}`` and gets

    {"ok": id, "last": n, "rows": {utterance: {…}}}   once it is on the disk, with the fresh rows of what was touched
    {"no": id, "why": sentence}                       when it was refused, for a person to read

The id is the deed's id, so that an operation that is sent twice is done once. Answers go to every open view.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import RLock
from typing import Any

import anywidget
import pandas as pd
import traitlets

from discourse.errors import DiscourseError, FrameError, ProjectError, known
from discourse.project import Project, through
from discourse.widgets._module import join_modules
from discourse.widgets._watch import Watch
from discourse.widgets.rows import Row, snapshot_of

HERE = Path(__file__).parent
WIDE = {"utterances", "codes", "participants", "assignments", "notes"}  # a change of these may show anywhere in the thread
MANY = 400  # utterances touched by one deed, from which on the whole thread is sent again


def show_coder(project: Project, *, thread: str | None = None, height: str = "70vh") -> CoderWidget:
    """Read a thread and code it, with mouse or keyboard; press ``?`` in it for its keys.

    Parameters
    ----------
    project
        The study; with a ``coder`` to write, without one to read.
    thread
        The thread to open first; the first one of the corpus where none is named.
    height
        How tall the desk stands in the notebook, as CSS says it.

    Raises FrameError for a thread that is not in the corpus.

    Each thing that you do is on the disk when the desk says "Saved". Until then it is kept in the browser's own storage,
    with the words that it is about, and is sent again until the project has answered.

    >>> from discourse import Codebook, Corpus
    >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana")
    >>> study = study.add(Corpus(pd.DataFrame({"text": ["Who owns it?"]})), Codebook.from_terms({"ownership": "own*"}))
    >>> desk = show_coder(study)
    >>> passage = {"utterance": "1", "start": 4, "end": 8, "quote": "owns"}
    >>> desk.answer({"op": "op-1", "verb": "code", "args": {"code": "ownership", "passages": [passage]}})["ok"]
    'op-1'
    >>> study.codings()["quote"].tolist()
    ['owns']
    """
    if not isinstance(project, Project):
        raise ProjectError(f'the coding desk opens a Project("study.db", coder="…"), not {_article(project)}')
    return CoderWidget(project, thread=thread, height=height)


class CoderWidget(anywidget.AnyWidget):
    """What `show_coder` gives back."""

    _esm = join_modules(HERE / "coder" / "widget.js")
    _css = HERE / "coder.css"
    height = traitlets.Unicode("70vh").tag(sync=True)
    #: Never set: whoever opens or reloads a view is given the state of that moment.
    snapshot = traitlets.Dict().tag(sync=True, to_json=lambda _, widget: widget.look())

    def __init__(self, project: Project, *, thread: str | None = None, height: str = "70vh") -> None:
        self._project = project
        self._lock = RLock()  # messages come on threads of the kernel's own
        self._seen = project.last  # up to which deed the open views have been told
        self._watch: Watch | None = None
        self._corpus: tuple[int, pd.DataFrame] | None = None
        self._thread = thread
        if thread is not None:
            self._check_thread(thread)
        super().__init__(height=height)
        self.on_msg(lambda _, content, __: self._hear(content))

    def __repr__(self) -> str:
        return f"Coding desk on {self._project.name}; run this cell in JupyterLab to work at it"

    @property
    def thread(self) -> str | None:
        """The thread that is open; None in a project without texts."""
        threads = list(self._said()["thread"].drop_duplicates())
        return self._thread if self._thread in threads else next(iter(threads), None)

    def look(self) -> Row:
        """All that a view needs to open: the thread, its codings and suggestions, the codebook, who is at work."""
        with self._lock:
            key = hashlib.sha256(self._project.place.encode()).hexdigest()[:16]
            return snapshot_of(self._project, self._said(), self.thread) | {"key": f"{key}:{self._project.coder or ''}"}

    def answer(self, content: Any) -> Row:
        """Do what a message of the browser asks, and say how it went; it never raises."""
        op = str(content.get("op")) if isinstance(content, dict) else ""
        with self._lock:
            try:
                verb, args = _parts(content)
                with through("coding desk"):
                    VERBS[verb](self, op, args)
            except DiscourseError as error:
                return {"no": op, "why": str(error)}
            except Exception as error:
                logging.getLogger(__name__).exception("the coding desk could not do %r", content)
                return {"no": op, "why": f"this failed inside the program and was not done: {type(error).__name__}: {error}"}
            try:
                return {"ok": op, "verb": verb} | self._news(verb, args)
            except Exception as error:
                logging.getLogger(__name__).exception("the coding desk could not read back %r", content)
                why = f"it is stored, but could not be read back ({type(error).__name__}: {error}); run the cell again"
                return {"ok": op, "verb": verb, "last": 0, "rows": {}, "why": why}

    def elsewhere(self) -> None:
        """Somebody else, or a cell of the notebook, has done something: every open view is told."""
        with self._lock:
            if self._project.last != self._seen:
                self.send(self.answer({"op": "elsewhere", "verb": "refresh", "args": {}}))

    def unread(self, why: str) -> None:
        """The project cannot be read at the moment: every open view is told."""
        self.send({"no": "elsewhere", "why": why})

    def close(self) -> None:
        """Close every view, and look for news no longer."""
        if self._watch is not None:
            self._watch.stop()
        super().close()

    def _hear(self, content: Any) -> None:
        with self._lock:
            if self._watch is None or not self._watch.alive:  # a view is open
                self._watch = Watch(self, self._project)
            self.send(self.answer(content))

    def _news(self, verb: str, args: Mapping[str, Any]) -> Row:
        """What has changed since the views were last told, by whomever, and what the message itself was about."""
        since = min(self._seen, int(args.get("last", self._seen)))
        news = self._project.news(since, map(str, args.get("utterances", ())), most=MANY)
        last = self._seen = max(self._seen, news.last)
        again = verb in ("undo", "redo") and not news.places  # a repeated message: what it touched is no longer known
        if verb == "open_thread" or again or news.rows is None or news.places & WIDE:
            return {"last": last, "rows": {}, "snapshot": self.look()}
        return {"last": last, "rows": news.rows, "undone": news.undone if verb in ("undo", "redo") else None}

    def _said(self) -> pd.DataFrame:
        last = self._project.last
        if self._corpus is None or (self._corpus[0] != last and _more_texts(self._project, self._corpus[0])):
            self._corpus = (last, self._project.corpus.utterances)
        return self._corpus[1]

    def _check_thread(self, thread: str) -> None:
        threads = list(self._said()["thread"].drop_duplicates())
        if thread not in threads:
            raise FrameError(f"no thread {thread!r}; {known(thread, threads, 'the corpus has')}")

    # The table of verbs: each checks what came over the wire, and calls the project once -----------------------------

    def _code(self, op: str, args: Mapping[str, Any]) -> None:
        passages, code = _list(args, "passages"), _word(args, "code")
        if not passages:
            raise FrameError("nothing is selected; select a passage first")
        if not all(isinstance(p, dict) and isinstance(p.get("quote"), str) for p in passages):
            raise FrameError("a passage came without its words, so its place could not be checked; reload the page")
        if len(passages) > 1:
            self._project.code(pd.DataFrame(passages).assign(code=code), deed=op)
            return
        said = passages[0]
        start, end = _whole(said, "start"), _whole(said, "end")
        self._project.code(_word(said, "utterance"), code, quote=said["quote"], start=start, end=end, id=said.get("id"), deed=op)

    def _uncode(self, op: str, args: Mapping[str, Any]) -> None:
        self._project.uncode(_list(args, "ids"), deed=op)

    def _accept(self, op: str, args: Mapping[str, Any]) -> None:
        self._project.accept(_list(args, "ids"), deed=op)

    def _reject(self, op: str, args: Mapping[str, Any]) -> None:
        self._project.reject(_list(args, "ids"), deed=op)

    def _memo(self, op: str, args: Mapping[str, Any]) -> None:
        self._project.memo(_word(args, "target"), str(args.get("text", "")), about=_word(args, "about"), deed=op)

    def _undo(self, op: str, _: Mapping[str, Any]) -> None:
        self._project.undo(deed=op)

    def _redo(self, op: str, _: Mapping[str, Any]) -> None:
        self._project.redo(deed=op)

    def _open_thread(self, _: str, args: Mapping[str, Any]) -> None:
        self._check_thread(thread := _word(args, "thread"))
        self._thread = thread

    def _refresh(self, _: str, __: Mapping[str, Any]) -> None:
        """Nothing is done: the answer tells what has changed."""


VERBS: dict[str, Callable[[CoderWidget, str, Mapping[str, Any]], None]] = {
    "code": CoderWidget._code,
    "uncode": CoderWidget._uncode,
    "accept": CoderWidget._accept,
    "reject": CoderWidget._reject,
    "memo": CoderWidget._memo,
    "undo": CoderWidget._undo,
    "redo": CoderWidget._redo,
    "open_thread": CoderWidget._open_thread,
    "refresh": CoderWidget._refresh,
}


def _parts(content: Any) -> tuple[str, Mapping[str, Any]]:
    if not isinstance(content, dict) or not isinstance(content.get("op"), str) or not content["op"]:
        raise FrameError("a message without an operation id came from the browser; reload the page")
    verb, args = content.get("verb"), content.get("args", {})
    if verb not in VERBS or not isinstance(args, dict):
        raise FrameError(f"the desk has no verb {verb!r}; {known(str(verb), VERBS, 'it has')}")
    return verb, args


def _word(args: Mapping[str, Any], name: str) -> str:
    if not isinstance(value := args.get(name), str) or not value:
        raise FrameError(f"the operation lacks {name!r}; reload the page")
    return value


def _whole(args: Mapping[str, Any], name: str) -> int:
    if not isinstance(value := args.get(name), int):
        raise FrameError(f"a passage lacks its {name}; reload the page")
    return value


def _list(args: Mapping[str, Any], name: str) -> list[Any]:
    if not isinstance(value := args.get(name), list):
        raise FrameError(f"the operation lacks its list of {name}; reload the page")
    return value


def _more_texts(project: Project, since: int) -> bool:
    return "utterances" in set(project.changes(since)["place"])


def _article(thing: Any) -> str:
    name = type(thing).__name__
    return f"{'an' if name[0] in 'AEIOUaeiou' else 'a'} {name}"


__all__: Sequence[str] = ("VERBS", "CoderWidget", "show_coder")
