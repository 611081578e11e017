"""One JupyterLab and one browser for all tests of this folder, and what they wait for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "widgets")]  # for the driver, and for the sample

from labdrive import CHROMIUM, FLAGS, lab  # noqa: E402

#: Not of the desk: what Lab and the browser themselves say.
NOISE = (
    "Could not restore the debugger state",
    "favicon",
    "Failed to load resource",
    "ResizeObserver loop",
    "WebSocket",
    "Connection lost",
)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    if CHROMIUM is None:
        pytest.skip("no Chromium here: apt install chromium, or name one in CHROMIUM")
    root = tmp_path_factory.mktemp("lab")
    with lab(root) as url:
        yield root, url


@pytest.fixture(scope="session")
def browser(server):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        started = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def page(browser):
    """A page of this module's own; each test fails on any error that the page reports meanwhile."""
    page = browser.new_context(viewport={"width": 1280, "height": 950}).new_page()
    page.said = []
    page.on("pageerror", lambda error: page.said.append(f"page error: {error}"))
    page.on("console", lambda m: page.said.append(m.text) if m.type == "error" and not any(n in m.text for n in NOISE) else None)
    yield page
    page.evaluate("() => window.jupyterapp?.shell.currentWidget?.sessionContext?.shutdown()")
    page.context.close()


@pytest.fixture(autouse=True)
def _nothing_went_wrong_in_the_page(page):
    page.said.clear()
    yield
    assert page.said == []
