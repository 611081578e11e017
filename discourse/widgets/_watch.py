"""Looks every half second whether somebody else has done something, and says so to a widget. It reads one number, and draws nothing."""

from __future__ import annotations

import logging
import threading
import weakref
from typing import Protocol

from discourse.errors import DiscourseError
from discourse.project import Project

PAUSE = 0.4  # seconds between two looks: what others do is seen within one second
LONG = 5.0  # seconds after a look that failed


class Watcher(Protocol):
    """A widget that wants to be told: `elsewhere` when the log has grown, `unread` when the project cannot be read."""

    def elsewhere(self) -> None: ...
    def unread(self, why: str) -> None: ...


class Watch:
    """A thread that lives as long as its widget is open; it does not keep the widget alive."""

    def __init__(self, widget: Watcher, project: Project) -> None:
        self._widget = weakref.ref(widget)
        self._project = project
        self._last = project.last
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="discourse-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End it; returns at once."""
        self._stop.set()

    @property
    def alive(self) -> bool:
        return self._thread.is_alive() and not self._stop.is_set()

    def _run(self) -> None:
        pause, told = PAUSE, False
        while not self._stop.wait(pause):
            widget = self._widget()
            if widget is None:
                return
            try:
                if (last := self._project.last) != self._last:
                    widget.elsewhere()
                    self._last = last
                pause, told = PAUSE, False
            except DiscourseError as error:  # locked, moved away: said once, and looked for again
                if not told:
                    widget.unread(str(error))
                pause, told = LONG, True
            except Exception:
                logging.getLogger(__name__).exception("watching %s has ended", self._project.name)
                return
            del widget
