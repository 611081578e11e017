"""Two people, two browsers, two kernels, one project: each sees what the other does while it happens, unless they read blind."""

from __future__ import annotations

import time

import desk_sample as sample
import pytest
from labdrive import eventually, kernel, open_notebook, run_all, show_anew, write_notebook

from discourse import Project

pytestmark = pytest.mark.browser
OTHERS = "name => [...document.querySelectorAll('.dc-tag:not(.dc-maybe) .dc-name')].filter((n) => n.textContent.includes(name)).length"


@pytest.fixture(scope="module")
def study(server):
    return sample.study(server[0] / "shared.db")


def at_work(page, server, coder):
    """A desk of this coder's on the shared project, in a kernel of its own, that shows everyone's codings."""
    root, url = server
    write_notebook(
        root / f"{coder}.ipynb", "import discourse as dc", f"study = dc.Project('shared.db', coder={coder!r})", "dc.show_coder(study)"
    )
    open_notebook(page, url, f"{coder}.ipynb")
    run_all(page)
    return page


@pytest.fixture(scope="module")
def ana(server, page, study):
    return at_work(page, server, "ana")


@pytest.fixture(scope="module")
def ben(server, browser, study):
    page = browser.new_context(viewport={"width": 1280, "height": 950}).new_page()
    yield at_work(page, server, "ben")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.context.close()


def code_next_utterance(page, key):
    page.locator(".dc-text").focus()
    for pressed in ("j", " ", key):
        page.keyboard.press(pressed)


def show_everyone(page):
    page.keyboard.press("w")
    page.locator(".dc [role=menuitem]:has-text('Everyone')").click()
    page.keyboard.press("Escape")


def test_each_sees_the_others_coding_as_it_happens(ana, ben, study):
    for page, key in ((ana, "1"), (ben, "2")):
        code_next_utterance(page, key)
    eventually(lambda: sorted(study.codings()["coder"]), ["ana", "ben"])
    for page in (ana, ben):
        page.wait_for_function("() => document.querySelectorAll('.dc-dot').length > 1")
        page.locator(".dc-text").focus()
        show_everyone(page)
    ana.wait_for_function(f"name => ({OTHERS})(name) === 1", arg="ben")
    ben.wait_for_function(f"name => ({OTHERS})(name) === 1", arg="ana")
    took = []
    for n, (writer, reader, name) in enumerate([(ana, ben, "ana"), (ben, ana, "ben"), (ana, ben, "ana"), (ben, ana, "ben")]):
        seen = 2 + n // 2
        began = time.perf_counter()
        code_next_utterance(writer, "3")
        reader.wait_for_function(f"([name, n]) => ({OTHERS})(name) === n", arg=[name, seen], timeout=8000)
        took.append(time.perf_counter() - began)
    assert sorted(took)[1] < 2.5  # a second where nobody else uses the machine: tests/bench tells


def test_who_reads_blind_sees_nothing_of_it(ana, ben, study):
    thread = study.corpus.threads[0]
    Project(study.path, coder="lead").assign(thread, ["ana", "ben"], blind=True)
    for page, name in ((ana, "ben"), (ben, "ana")):
        page.wait_for_function(f"name => ({OTHERS})(name) === 0", arg=name, timeout=8000)
    code_next_utterance(ana, "4")
    eventually(lambda: len(study.codings(coder="ana")), 4)
    ben.wait_for_timeout(1500)
    assert ben.evaluate(OTHERS, "ana") == 0
    Project(study.path, coder="lead").reveal(thread)
    ben.wait_for_function(f"name => ({OTHERS})(name) > 0", arg="ana", timeout=8000)


def test_a_cell_that_is_run_again_leaves_nobody_looking_for_news_in_its_old_place(ana):
    watching = "import threading; print(sum(t.name == 'discourse-watch' for t in threading.enumerate()))"
    for _ in range(3):
        show_anew(ana, {}, only=2)
    eventually(lambda: kernel(ana, watching), "1")
    ana.evaluate("() => window.jupyterapp.commands.execute('notebook:clear-cell-output')")
    eventually(lambda: kernel(ana, watching), "0")
