"""Everybody can work at the widgets: axe-core finds nothing serious, nothing is cut off at 200 % zoom, forced colours keep the marks."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from labdrive import drag, kernel, open_notebook, run_all, write_notebook
from surfaces_shown import SURFACES, show

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[1] / "widgets" / "js" / "node_modules" / "axe-core" / "axe.min.js"
SERIOUS = ("serious", "critical")
#: What the page around the widget answers for.
PAGE = ("region", "page-has-heading-one", "landmark-one-main", "html-has-lang", "document-title", "bypass")


@pytest.fixture(scope="module")
def book(server, page):
    root, url = server
    write_notebook(
        root / "access.ipynb", "import desk_sample as sample, discourse as dc", "study = sample.study('access.db')", "dc.show_coder(study)"
    )
    open_notebook(page, url, "access.ipynb")
    run_all(page)
    kernel(page, "study.code('c1', 'trust', quote='nobody owns').memo('c2', 'a memo')")
    return root


def found(page):
    """What axe says of the widget on the screen, serious things only: ``[(rule, where, why)]``."""
    if not AXE.is_file():
        pytest.skip("axe-core is not here: npm install in tests/widgets/js")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    ask = """async (off) => {
      const rules = Object.fromEntries(off.map((id) => [id, { enabled: false }]));
      const { violations } = await axe.run('.dc:not([data-old])', { rules, resultTypes: ['violations'] });
      return violations.flatMap((v) => v.nodes.map((n) => [v.id, v.impact, n.target.join(' '), n.failureSummary]));
    }"""
    return [(rule, where, why) for rule, impact, where, why in page.evaluate(ask, list(PAGE)) if impact in SERIOUS]


def theme(page, name):
    page.evaluate("name => window.jupyterapp.commands.execute('apputils:change-theme', { theme: name })", name)
    page.wait_for_function("light => document.body.dataset.jpThemeLight === light", arg="false" if "Dark" in name else "true")
    page.wait_for_timeout(400)


@pytest.mark.parametrize("name", SURFACES)
@pytest.mark.parametrize("look", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_nothing_serious(book, page, name, look):
    theme(page, look)
    try:
        show(page, name)
        assert found(page) == []
    finally:
        theme(page, "JupyterLab Light")


@pytest.mark.parametrize("key", ["?", "m", "c"])
def test_axe_finds_nothing_serious_where_something_has_opened(book, page, key):
    show(page, "coder")
    drag(page, 1, "Fair question.", "Fair")
    page.keyboard.press("1")
    page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert found(page) == []
    page.keyboard.press("Escape")
    page.locator("button:has-text('Python')").click()
    assert found(page) == []
    page.locator("button:has-text('Python')").click()


@pytest.mark.parametrize(
    "clicks",
    [["[data-tab=passages]"], ["[data-tab=story]"], [".dc-colour"], [".dc-middle .dc-toggle >> nth=1"], [".dc-acts .dc-act >> nth=1"]],
)
def test_axe_finds_nothing_serious_on_any_page_of_the_codebook(book, page, clicks):
    show(page, "codebook")
    for click in clicks:
        page.locator(f".dc:not([data-old]) {click}").click()
    page.wait_for_timeout(300)
    assert found(page) == []


@pytest.mark.parametrize("name", SURFACES)
def test_at_200_percent_nothing_is_cut_off(book, page, name):
    show(page, name)
    size = page.viewport_size
    try:
        page.set_viewport_size({"width": size["width"] // 2, "height": size["height"] // 2})  # which is what zoom does
        page.wait_for_timeout(300)
        cut = page.evaluate("""() => {
          const root = document.querySelector('.dc:not([data-old])'), box = root.getBoundingClientRect();
          const all = { visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true };
          const inside = [...root.querySelectorAll('button, input, select, textarea, a[href]')]
            .filter((n) => n.checkVisibility(all) && !n.closest('.dc-hidden'));
          const held = (n) => { // by something that scrolls
            let up = n.parentElement;
            while (up !== root && !/auto|scroll/.test(getComputedStyle(up).overflow)) up = up.parentElement;
            return up !== root;
          };
          const over = inside.filter((n) => {
            const b = n.getBoundingClientRect();
            return b.width && (b.right > box.right + 1 || b.left < box.left - 1) && !held(n);
          });
          return over.map((n) => n.className + ' ' + (n.getAttribute('aria-label') ?? n.textContent));
        }""")
        assert cut == []
    finally:
        page.set_viewport_size(size)


def test_forced_colours_keep_marks_focus_and_pressed_buttons(book, page):
    show(page, "coder")
    page.emulate_media(forced_colors="active")
    try:
        mark = page.locator(".dc .dc-mark:not(.dc-maybe)").first
        assert "underline" in mark.evaluate("(m) => getComputedStyle(m).textDecorationLine")
        page.locator(".dc-text").focus()
        assert found(page) == []
    finally:
        page.emulate_media(forced_colors="none")


@pytest.mark.parametrize("name", SURFACES)
def test_tab_visits_everything_and_leaves_at_last(book, page, name):
    """Nobody is caught: from the first thing in the widget, Tab comes out below it."""
    show(page, name)
    page.locator(".dc:not([data-old])").evaluate("(d) => d.querySelector('button:not([hidden])').focus()")
    inside = "() => !!document.activeElement.closest('.dc')"
    began, seen = time.monotonic(), []
    while page.evaluate(inside) and len(seen) < 400:
        seen.append(page.evaluate("() => document.activeElement.outerHTML.slice(0, 120)"))
        page.keyboard.press("Tab")
    assert len(seen) < 400, json.dumps(seen[-5:])
    assert time.monotonic() - began < 60
