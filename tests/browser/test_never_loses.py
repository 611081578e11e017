"""Every key that was pressed is in the project file, once: whatever happens to the wire, the kernel, the server, the tab or the disk.

The file is read by another program than the notebook's. What is refused is never shown as done.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import time

import desk_sample as sample
import pytest
from labdrive import command, drag, eventually, lab, lab_process, open_notebook, quotes, run_all, show_anew, write_notebook
from wire import Wire

from discourse import Project

pytestmark = pytest.mark.browser
TEXT = {row[0]: row[6] for row in sample.ROWS}
WORDS = re.findall(r"\w+|😀", TEXT["p"])
FIRST = "import desk_sample as sample, discourse as dc, os"
SHOW = "desk = dc.show_coder(study, height='640px'); desk"
IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.{} === '{}'"
WAITING = "() => Object.keys(localStorage).filter((k) => k.startsWith('discourse:outbox'))"
KEPT = f"() => ({WAITING})().length"

CHIPS = """() => {
  const chip = document.querySelector('.dc-chip');
  window.chips = [];
  new MutationObserver(() => window.chips.push(chip.textContent)).observe(chip, {childList: true, characterData: true, subtree: true});
}"""


SET = "(line) => window.jupyterapp.shell.currentWidget.content.widgets[1].model.sharedModel.setSource(line)"


@pytest.fixture(scope="module")
def wire(server):
    wire = Wire(server[1])
    yield wire
    wire.close()


@pytest.fixture(scope="module")
def context(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 950})
    yield context
    context.close()


@pytest.fixture(scope="module")
def pages(context, server, wire):
    """The page of the moment, in a list: some tests close it. Of errors only the desk's own count: Lab reports a cut wire at length."""
    root, _ = server
    write_notebook(root / "never.ipynb", FIRST, "study = sample.study('never.db')", SHOW)
    pages = [listened(context.new_page())]
    open_notebook(pages[0], wire.url, "never.ipynb")
    run_all(pages[0])
    yield pages
    with contextlib.suppress(Exception):
        pages[0].evaluate("() => window.jupyterapp?.shell.currentWidget?.sessionContext?.shutdown()")


def listened(page):
    page.said = []
    page.on("pageerror", lambda error: page.said.append(f"{error}: {error.stack}") if "blob:" in (error.stack or "") else None)
    return page


@pytest.fixture
def page(pages):
    return pages[0]


@pytest.fixture
def study(server, pages, wire):
    """A new project in the same notebook, on the screen, with the text in focus and the cursor before its first word."""
    path = server[0] / f"never-{time.monotonic_ns()}.db"
    pages[0].evaluate(
        "() => Object.keys(localStorage).filter((k) => k.startsWith('discourse:')).forEach((k) => localStorage.removeItem(k))"
    )
    fresh(pages[0], f"study = sample.study({path.name!r})")
    pages[0].locator(".dc-text").focus()
    yield path
    wire.mend()


def fresh(page, line):
    page.wait_for_function(IDLE.format("connectionStatus", "connected"), timeout=30_000)
    show_anew(page, {1: line})


def again(page, study):
    """What a person does after the kernel is gone: run the cells."""
    fresh(page, f"study = dc.Project({study.name!r}, coder='ana')")


def press(page, count):
    """Give the next words of the text a code each: two keys a word."""
    for _ in range(count):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("1")


def all_there(page, study, count, patience=20):
    """Every word in the file, in order and once; nothing on its way; on the screen what is in the file."""
    wanted = [[word, "ownership"] for word in WORDS[:count]]
    eventually(lambda: quotes(study), wanted, patience)
    eventually(lambda: page.locator(".dc-chip").inner_text(), "Saved", patience)
    eventually(lambda: page.evaluate(WAITING), [], patience)
    assert Project(study).log()["verb"].tolist().count("code") == count
    eventually(lambda: page.locator(".dc-u").first.locator(".dc-tag:not(.dc-maybe)").count(), count)
    assert page.locator(".dc-pending").count() == 0
    assert page.said == []


def pid_of(page):
    """The process of the kernel; None while there is none that answers."""
    ask = """async () => {
      const late = new Promise((done) => setTimeout(() => done(''), 1500));
      const {kernel} = window.jupyterapp.shell.currentWidget.sessionContext.session;
      const future = kernel.requestExecute({code: 'import os; print(os.getpid())', store_history: false});
      let said = '';
      future.onIOPub = (m) => { said += m.content.text ?? ''; };
      return Promise.race([late, future.done.then(() => said, () => '')]);
    }"""
    return int(page.evaluate(ask) or 0) or None


def reconnected(page):
    page.wait_for_function(IDLE.format("connectionStatus", "connected"), timeout=20_000)


# The wire --------------------------------------------------------------------------------------------------------------


def test_keys_that_never_arrive_on_a_wire_that_looks_open(page, wire, study):
    press(page, 8)
    wire.swallow(answers=False)
    press(page, 12)
    page.wait_for_timeout(500)
    assert page.evaluate(IDLE.format("connectionStatus", "connected"))
    assert page.evaluate(KEPT) > 0
    wire.cut()
    all_there(page, study, 20)


def test_answers_that_never_arrive_on_a_wire_that_looks_open(page, wire, study):
    press(page, 8)
    wire.swallow(keys=False)
    press(page, 12)
    eventually(lambda: len(quotes(study)), 20)
    assert page.evaluate(KEPT) > 0
    wire.cut()
    all_there(page, study, 20)


def test_a_wire_that_is_dead_for_good_is_noticed_and_a_new_one_is_taken(page, wire, study):
    press(page, 2)
    wire.swallow()
    press(page, 4)
    all_there(page, study, 6, patience=25)


def test_a_wire_that_is_cut_again_and_again_in_the_middle_of_a_burst(page, wire, study):
    for _ in range(4):
        press(page, 5)
        wire.cut()
    all_there(page, study, 20)


def test_an_undo_never_overtakes_what_it_undoes(page, wire, study):
    press(page, 2)
    eventually(lambda: page.evaluate(KEPT), 0, 20)
    wire.swallow(answers=False)
    press(page, 1)
    page.wait_for_timeout(200)
    wire.cut()
    page.wait_for_timeout(100)
    reconnected(page)
    page.keyboard.press("Control+z")
    eventually(lambda: Project(study).log()["verb"].tolist()[-4:], ["code", "code", "code", "undo"], 10)
    eventually(lambda: quotes(study), [[word, "ownership"] for word in WORDS[:2]])


def test_a_laptop_without_a_network(page, context, study):
    press(page, 2)
    context.set_offline(True)
    press(page, 3)
    page.wait_for_timeout(300)
    context.set_offline(False)
    all_there(page, study, 5)


# The kernel and the server ----------------------------------------------------------------------------------------------


def test_a_kernel_restart_in_the_middle_of_a_burst(page, study):
    press(page, 10)
    page.evaluate("() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart(); }")
    press(page, 10)
    page.wait_for_timeout(1000)
    page.wait_for_function(IDLE.format("status", "idle"), timeout=30_000)
    again(page, study)
    all_there(page, study, 20)


def test_a_kernel_that_is_killed_in_the_middle_of_a_burst(page, study):
    pid = pid_of(page)
    press(page, 10)
    os.kill(pid, signal.SIGKILL)
    press(page, 10)
    eventually(lambda: pid_of(page) not in (None, pid), True, 60)
    again(page, study)
    all_there(page, study, 20)


def test_a_kernel_that_sleeps_and_wakes(page, study):
    pid = pid_of(page)
    press(page, 3)
    os.kill(pid, signal.SIGSTOP)
    try:
        press(page, 9)
        page.wait_for_timeout(4500)  # longer than it takes to send again
    finally:
        os.kill(pid, signal.SIGCONT)
    all_there(page, study, 12)


def test_a_server_that_is_killed_and_started_again(browser, tmp_path):
    page = listened(browser.new_context(viewport={"width": 1280, "height": 950}).new_page())
    root = tmp_path / "lab"
    root.mkdir()
    path = root / "never.db"
    write_notebook(root / "never.ipynb", FIRST, "study = sample.study('never.db')", SHOW)
    with lab_process(root) as (url, process):
        open_notebook(page, url, "never.ipynb")
        run_all(page)
        page.locator(".dc-text").focus()
        page.evaluate(SET, "study = dc.Project('never.db', coder='ana')")
        command(page, "docmanager:save")
        press(page, 5)
        process.kill()
        press(page, 7)
        page.wait_for_timeout(300)
    with lab(root, port=int(url.rsplit(":", 1)[1])) as url:
        open_notebook(page, url, "never.ipynb")
        run_all(page)
        all_there(page, path, 12)
    page.context.close()


def test_what_is_refused_stays_readable_until_it_is_seen_to(page, study):
    drag(page, 1, TEXT["c1"], "nobody owns")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_for_timeout(400)
    page.keyboard.press("1")
    page.wait_for_function(IDLE.format("status", "idle"), timeout=30_000)
    other = f"study = dc.Project({study.name!r}, coder='ana'); study.retire('ownership')"
    fresh(page, other)
    page.locator(".dc-undone", has_text="1 not done").click()
    told = page.locator(".dc-tray li")
    assert "Code as ownership" in told.inner_text()
    assert "nobody owns" in told.inner_text()
    assert page.evaluate(KEPT) == 0
    again(page, study)
    page.locator(".dc-undone", has_text="1 not done").click()  # also after a reload, until it has been seen to
    page.screenshot(path=str(study.parent / "refused.png"))
    Project(study, coder="ana").undo()
    told.locator("button:has-text('Try again')").click()
    eventually(lambda: quotes(study), [["nobody owns", "ownership"]])
    eventually(lambda: page.locator(".dc-undone").is_visible(), False)


def test_what_waits_for_another_coder_is_told_and_sent_in_that_name_only(page, study):
    page.evaluate("() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart(); }")
    page.wait_for_timeout(400)
    press(page, 2)
    page.wait_for_function(IDLE.format("status", "idle"), timeout=30_000)
    fresh(page, f"study = dc.Project({study.name!r}, coder='ben')")
    page.locator(".dc-undone", has_text="2 waiting").click()
    assert "2 deeds of ana" in page.locator(".dc-tray li").inner_text()
    assert quotes(study) == []
    again(page, study)
    all_there(page, study, 2)


# The tab and the laptop -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dead", [pytest.param(False, marks=pytest.mark.slow, id="open-wire"), pytest.param(True, id="dead-wire")])
def test_a_tab_that_is_closed_right_after_the_key(pages, context, wire, study, dead):
    page = pages[0]
    command(page, "docmanager:save")
    page.wait_for_timeout(200)
    press(page, 2)
    if dead:
        wire.swallow()
    press(page, 3)
    page.close()
    pages[0] = page = listened(context.new_page())
    open_notebook(page, wire.url, "never.ipynb")
    page.wait_for_selector(".dc .dc-u", timeout=30_000)
    all_there(page, study, 5)


def test_a_notebook_that_is_opened_again_and_not_run_drops_nothing(pages, context, wire, study):
    page = pages[0]
    page.evaluate(SET, f"study = dc.Project({study.name!r}, coder='ana')")
    command(page, "docmanager:save")
    wire.swallow()
    press(page, 4)
    page.evaluate("() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart(); }")
    page.wait_for_timeout(500)
    page.close()
    pages[0] = page = listened(context.new_page())
    open_notebook(page, wire.url, "never.ipynb")
    page.wait_for_selector(".jp-OutputArea-output:has-text('model not found')", timeout=30_000)
    assert page.evaluate(KEPT) == 4
    run_all(page)
    all_there(page, study, 4)


def test_a_page_that_is_frozen_with_the_key_still_in_the_air(page, context, wire, study):
    ask = context.new_cdp_session(page)
    press(page, 2)
    wire.swallow()
    press(page, 3)
    ask.send("Page.setWebLifecycleState", {"state": "frozen"})
    time.sleep(2)
    wire.cut()
    ask.send("Page.setWebLifecycleState", {"state": "active"})
    ask.detach()
    all_there(page, study, 5)


@pytest.mark.parametrize("event", ["pagehide", "freeze", "visibilitychange"])
def test_a_half_written_memo_is_kept_when_the_page_goes(page, study, event):
    drag(page, 1, TEXT["c1"], "nobody owns")
    page.keyboard.press("1")
    page.keyboard.press("m")
    page.keyboard.type("half a thou")
    page.evaluate(
        """(event) => {
          Object.defineProperty(document, 'visibilityState', {configurable: true, get: () => 'hidden'});
          (event === 'pagehide' ? window : document).dispatchEvent(new Event(event));
          delete document.visibilityState;
        }""",
        event,
    )
    eventually(lambda: Project(study).codings()["memo"].tolist(), ["half a thou"])
    page.keyboard.type("ght")
    page.keyboard.press("Escape")
    eventually(lambda: Project(study).codings()["memo"].tolist(), ["half a thought"])


def test_a_memo_is_kept_though_the_tab_is_closed_while_it_is_written(pages, context, wire, study):
    page = pages[0]
    command(page, "docmanager:save")
    drag(page, 1, TEXT["c1"], "nobody owns")
    page.keyboard.press("1")
    page.keyboard.press("m")
    page.keyboard.type("half a thou")
    page.close()
    pages[0] = page = listened(context.new_page())
    open_notebook(page, wire.url, "never.ipynb")
    page.wait_for_selector(".dc .dc-u", timeout=30_000)
    eventually(lambda: Project(study).codings()["memo"].tolist(), ["half a thou"], 10)


# Two tabs, and a browser that keeps nothing -----------------------------------------------------------------------------


def test_another_tab_delivers_what_this_one_could_not(page, context, wire, study):
    command(page, "docmanager:save")
    press(page, 2)
    eventually(lambda: page.evaluate(KEPT), 0, 20)
    wire.swallow()
    press(page, 4)
    other = listened(context.new_page())
    open_notebook(other, wire.url, "never.ipynb")
    other.wait_for_selector(".dc .dc-u", timeout=30_000)
    all_there(other, study, 6)
    wire.cut()
    all_there(page, study, 6)
    other.close()


@pytest.mark.parametrize("how", [pytest.param("full", marks=pytest.mark.slow), "forbidden"])
def test_a_browser_that_keeps_nothing_still_sends_and_says_what_it_does_not_do(page, wire, study, how):
    page.evaluate(
        """(how) => {
          const refuse = (key) => { if (key.startsWith('discourse:')) throw new DOMException('no', 'QuotaExceededError'); };
          window.wasSet = Storage.prototype.setItem;
          window.wasStorage = Object.getOwnPropertyDescriptor(window, 'localStorage');
          if (how === 'full') Storage.prototype.setItem = function (key, value) { refuse(key); window.wasSet.call(this, key, value); };
          else Object.defineProperty(window, 'localStorage', {configurable: true, get() { throw new DOMException('', 'SecurityError'); }});
        }""",
        how,
    )
    try:
        again(page, study)
        page.locator(".dc-text").focus()
        page.evaluate(CHIPS)
        press(page, 3)
        eventually(lambda: len(quotes(study)), 3)
        wire.swallow(answers=False)
        press(page, 2)
        page.wait_for_function("() => window.chips.some((text) => text.endsWith('not kept'))", timeout=12_000)
        eventually(lambda: quotes(study), [[word, "ownership"] for word in WORDS[:5]], 20)
        eventually(lambda: page.locator(".dc-chip").inner_text(), "Saved", 10)
    finally:
        page.evaluate(
            "() => { Storage.prototype.setItem = window.wasSet; Object.defineProperty(window, 'localStorage', window.wasStorage); }"
        )
    all_there(page, study, 5)
