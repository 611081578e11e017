"""Many questions to a model, a few at a time: tried again where that may help, stopped where it cannot. It reads no answer."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import NamedTuple

from discourse.themes._llm_endpoint import Messages, Model, NoAnswer

FIRST_WAIT = 0.5
"""Seconds before the second try; each further one waits twice as long, unless the server says how long."""
LONGEST_WAIT = 60.0
MOST_FAILURES = 5
"""Requests that fail one after the other, with no answer between them, before the rest is not sent."""


class Outcome(NamedTuple):
    """What became of one question: an answer, or the kind of failure and what was said."""

    key: str
    answer: str | None
    failure: str = ""
    said: str = ""


class Asked:
    """The questions of one run; iterate to have the outcomes as they come. ``stopped`` tells why some were never sent."""

    def __init__(self, model: Model, *, at_once: int, tries: int) -> None:
        self.model, self.at_once, self.tries = model, at_once, tries
        self.counts: Counter[str] = Counter()
        self.stopped = ""
        self._over = threading.Event()
        self._lock = threading.Lock()

    def outcomes(self, questions: Iterable[tuple[str, Messages]]) -> Iterator[Outcome]:
        """Ask them, and give what comes back, in the order in which it comes.

        What is no failure of an answer, such as a mistake in a model of your own or an interruption, is raised at once;
        requests on their way are then not waited for.
        """
        waiting = iter(questions)
        pool = ThreadPoolExecutor(max_workers=self.at_once, thread_name_prefix="find_with_llm")
        running: set[Future[Outcome]] = set()
        failures = 0
        try:
            while True:
                while len(running) < self.at_once and not self.stopped and (question := next(waiting, None)) is not None:
                    self.counts["requests"] += 1
                    running.add(pool.submit(self._ask, *question))
                if not running:
                    break
                done, running = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    outcome = future.result()
                    failures = 0 if outcome.answer is not None or outcome.failure in ANSWERED else failures + 1
                    if failures >= MOST_FAILURES:
                        self.stopped = self.stopped or f"{failures} requests failed in a row, the last because {outcome.said}"
                    yield outcome
        except BaseException:
            self._end(pool, waiting=False)
            raise
        self._end(pool, waiting=True)

    def _end(self, pool: ThreadPoolExecutor, *, waiting: bool) -> None:
        self._over.set()
        pool.shutdown(wait=waiting, cancel_futures=True)

    def _ask(self, key: str, messages: Messages) -> Outcome:
        for attempt in range(1, self.tries + 1):
            try:
                return Outcome(key, self.model.complete(messages))
            except (NoAnswer, TimeoutError, ConnectionError) as error:
                failure = _as_no_answer(error)
            if failure.hopeless:
                self.stopped = str(failure)
            if not failure.again or attempt == self.tries or self._over.is_set() or self.stopped:
                break
            with self._lock:
                self.counts["retries"] += 1
            self._over.wait(failure.wait if failure.wait is not None else min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)))
        return Outcome(key, None, failure.kind, str(failure))


ANSWERED = frozenset(("refused", "truncated", "empty"))
"""Failures of which the server is well."""


def _as_no_answer(error: Exception) -> NoAnswer:
    if isinstance(error, NoAnswer):
        return error
    kind = "timeouts" if isinstance(error, TimeoutError) else "failed"
    return NoAnswer(kind, str(error) or type(error).__name__, again=True)
