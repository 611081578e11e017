"""What all widgets are: a snapshot to open with, messages that are answered, and news for every open view. It knows no widget.

Browser and project talk in small operations. The browser sends ``{"op": id, "verb": name, "args": {…}}`` and gets

    {"ok": id, "last": n, "line": …, …}   once it is on the disk; `line` is the Python that does the same
    {"no": id, "why": sentence}           when it was refused, for a person to read
    {"wait": id}                          when it came ``after`` a deed that has not come: nothing is done until both are sent again

A verb is either a deed (`deeds.py`: it changes the project) or a view (``VIEWS`` of the widget: it changes what is looked at, and
its answer is sent along). The id is the deed's id, so that an operation that is sent twice is done once. Answers go to every open view.
With ``leave`` the last view in a ``page`` of the browser was closed; that has no answer.
"""

from __future__ import annotations

import hashlib
import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import RLock
from typing import Any, ClassVar

import anywidget
import traitlets

from discourse.errors import DiscourseError, FrameError, ProjectError, known
from discourse.project import Project, through
from discourse.widgets._calls import Call
from discourse.widgets._module import join_modules
from discourse.widgets._names import name_of
from discourse.widgets._styles import join_styles
from discourse.widgets._watch import Watch
from discourse.widgets._wire import maybe
from discourse.widgets.deeds import DEEDS

HERE = Path(__file__).parent
MEMORY = 5000  # deeds whose answer is remembered
Row = dict[str, Any]
View = Callable[[Any, Mapping[str, Any]], "Row | None"]


class Surface(anywidget.AnyWidget):
    """A widget on a project. A kind of widget says what it is called, what it shows, and which views it knows.

    It has a folder of its name beside this file: ``NAME/widget.js`` with the modules that it imports, and ``NAME/*.css``.
    """

    TITLE: ClassVar[str] = ""
    """What it is called, as in "the coding desk"; also what the log says a deed came from."""
    VIEWS: ClassVar[Mapping[str, View]] = {}
    OWN: ClassVar[Mapping[str, Callable[[Any, Mapping[str, Any]], Call]]] = {}
    """Deeds of this widget alone, for which one has to look at the project first."""

    height = traitlets.Unicode("70vh").tag(sync=True)
    #: The keys that the cell gives to commands, as `_keys.py` has checked them.
    given_keys = traitlets.Dict().tag(sync=True)
    #: Never set: whoever opens or reloads a view is given the state of that moment.
    snapshot = traitlets.Dict().tag(sync=True, to_json=lambda _, widget: widget.look())

    def __init_subclass__(cls, folder: str = "", **given: Any) -> None:
        if folder:
            cls._esm = join_modules(HERE / folder / "widget.js")
            cls._css = join_styles(HERE / "shared", HERE / folder)
        super().__init_subclass__(**given)

    def __init__(self, project: Project, **traits: Any) -> None:
        self._project = project
        self._lock = RLock()  # messages come on threads of the kernel's own
        self._seen = project.last  # up to which deed the open views have been told
        self._watch: Watch | None = None
        self._pages: set[str] = set()  # of the browser, in which a view is open
        self._answered: OrderedDict[str, str | None] = OrderedDict()  # the latest deeds, and why they were refused, if they were
        super().__init__(**traits)
        self.on_msg(lambda _, content, __: self._hear(content))

    def __repr__(self) -> str:
        return f"{self.TITLE[4:].capitalize()} on {self._project.name}; run this cell in JupyterLab to work at it"

    def look(self) -> Row:
        """All that a view needs to open."""
        with self._lock:
            key = hashlib.sha256(self._project.place.encode()).hexdigest()[:16]
            last = self._project.last  # read first: what changes meanwhile is told once more, never missed
            who = {
                "last": last, "project": self._project.name, "coder": self._project.coder, "study": name_of(self._project),
                "may_write": self._project.coder is not None and not self._project.read_only, "key": f"{key}:{self._project.coder or ''}",
            }  # fmt: skip
            return who | self._shown()

    def _shown(self) -> Row:
        """What this widget shows, as values that JSON knows."""
        raise NotImplementedError

    def answer(self, content: Any) -> Row:
        """Do what a message of the browser asks, and say how it went; it never raises."""
        op = str(content.get("op")) if isinstance(content, dict) else ""
        with self._lock:
            try:
                verb, args = self._parts(content)
                if (after := content.get("after")) is not None and after not in self._answered:
                    return {"wait": op}
                said = self._once(op, verb, args)
            except DiscourseError as error:
                return {"no": op, "why": str(error)}
            except Exception as error:
                logging.getLogger(__name__).exception("%s could not do %r", self.TITLE, content)
                return {"no": op, "why": _inside(error)}
            try:
                return {"ok": op, "verb": verb} | said | self._news(verb, args)
            except Exception as error:
                logging.getLogger(__name__).exception("%s could not read back %r", self.TITLE, content)
                why = f"it is stored, but could not be read back ({type(error).__name__}: {error}); run the cell again"
                return {"ok": op, "verb": verb, "last": 0, "why": why} | said

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
        page = str(content.get("page")) if isinstance(content, dict) else ""
        with self._lock:
            if isinstance(content, dict) and content.get("verb") == "leave":
                self._leave(page)
                return
            self._pages.add(page)
            if self._watch is None or not self._watch.alive:  # a view is open
                self._watch = Watch(self, self._project)
            self.send(self.answer(content))

    def _leave(self, page: str) -> None:
        """The last view in this page was closed: without any, nobody is to be told of news."""
        self._pages.discard(page)
        if not self._pages and self._watch is not None:
            self._watch.stop()

    def _parts(self, content: Any) -> tuple[str, Mapping[str, Any]]:
        if not isinstance(content, dict) or not isinstance(content.get("op"), str) or not content["op"]:
            raise FrameError("a message without an operation id came from the browser; reload the page")
        verb, args = content.get("verb"), content.get("args", {})
        verbs = [*DEEDS, *self.OWN, *self.VIEWS, "refresh"]
        if verb not in verbs or not isinstance(args, dict):
            raise FrameError(f"{self.TITLE} has no verb {verb!r}; {known(str(verb), verbs, 'it has')}")
        return verb, args

    def _once(self, op: str, verb: str, args: Mapping[str, Any]) -> Row:
        """As `_obey`; but a deed that is sent again, for its answer was lost, gets the answer that it had.

        The project knows a deed that it has done; one that was refused, or that changed nothing, must not be done later, after others.
        """
        if verb not in DEEDS and verb not in self.OWN:
            return self._obey(op, verb, args)
        if op not in self._answered:
            why = None
            try:
                return self._obey(op, verb, args)
            except DiscourseError as error:
                why = str(error)
                raise
            except Exception as error:
                why = _inside(error)
                raise
            finally:
                self._answered[op] = why
                if len(self._answered) > MEMORY:
                    self._answered.popitem(last=False)
        if (refused := self._answered[op]) is not None:
            raise ProjectError(refused)
        return {}

    def _obey(self, op: str, verb: str, args: Mapping[str, Any]) -> Row:
        """Do a deed, or look at something else; what the answer says of it."""
        if verb in DEEDS or verb in self.OWN:
            call = DEEDS[verb](args) if verb in DEEDS else self.OWN[verb](self, args)
            with through(self.TITLE.removeprefix("the ")):
                call.on(self._project, op)
            return {"line": call.told(name_of(self._project)) + remark(maybe(args, "told"))}
        return (self.VIEWS[verb](self, args) if verb in self.VIEWS else None) or {}

    def _news(self, verb: str, args: Mapping[str, Any]) -> Row:
        """What the views are told after a message: here, all anew if there was any deed since, or if the view has changed."""
        if verb in self.VIEWS:
            return {"last": self._seen}  # what others did meanwhile is still to be told
        last = self._project.last
        if last == self._seen and verb == "refresh" and args.get("last") == last:
            return {"last": last}
        self._seen = last
        return {"last": last, "snapshot": self.look()}


def remark(told: str | None) -> str:
    r"""What the browser says of a deed that goes by ids, as a comment behind its line.

    >>> remark("trust: “we\nkeep”")
    '  # trust: “we keep”'
    """
    said = " ".join("".join(c if c.isprintable() else " " for c in told or "").split())
    return f"  # {said[:120]}" if said else ""


def check_project(project: object, title: str) -> Project:
    """The project, if it is one: checked before there is a widget, for half a widget cannot be closed."""
    if not isinstance(project, Project):
        raise ProjectError(f'{title} opens a Project("study.db", coder="…"), not {_article(project)}')
    return project


def _inside(error: Exception) -> str:
    return f"this failed inside the program and was not done: {type(error).__name__}: {error}"


def _article(thing: Any) -> str:
    name = type(thing).__name__
    return f"{'an' if name[0] in 'AEIOUaeiou' else 'a'} {name}"
