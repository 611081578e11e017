"""Hostile texts in a real browser: shown as text, running nothing, asking nobody."""

from __future__ import annotations

import hostile
import pytest
from labdrive import kernel, open_notebook, run_all, write_notebook
from surfaces_shown import SURFACES, show

from discourse import Project

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def asked(page):
    """Every address that the page asks for from now on."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    page.on("dialog", lambda dialog: (found.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    return found


@pytest.fixture(scope="module")
def book(server, page, asked):
    root, url = server
    write_notebook(root / "hostile.ipynb", "import hostile, discourse as dc", "study = hostile.study('hostile.db')", "dc.show_coder(study)")
    open_notebook(page, url, "hostile.ipynb")
    run_all(page)
    return root


def nothing_ran(page, asked):
    page.wait_for_timeout(300)
    assert page.evaluate("() => window.hacked") is None
    assert [a for a in asked if "tracker.example" in a or a.startswith("dialog")] == []
    foreign = """() => [...document.querySelectorAll('.dc *')].filter((n) =>
      /^(script|iframe|img|video|audio|object|embed|link|meta|base|form|math|style)$/i.test(n.localName)
      || [...n.attributes].some((a) => /^on/i.test(a.name)
        || (/^(href|src|action|xlink:href)$/i.test(a.name) && !/^https?:/i.test(a.value))))
      .map((n) => n.outerHTML.slice(0, 200))"""
    assert page.evaluate(foreign) == []


@pytest.mark.parametrize("name", SURFACES)
def test_no_payload_runs_in_any_widget(book, page, asked, name):
    show(page, name)
    nothing_ran(page, asked)
    hover = """() => {
      for (const n of [...document.querySelectorAll('.dc :is(button, .dc-mark, [title])')].slice(0, 300))
        for (const type of ['mouseover', 'focusin', 'pointerenter']) n.dispatchEvent(new Event(type, { bubbles: true }));
    }"""
    page.evaluate(hover)
    nothing_ran(page, asked)


def test_every_payload_is_read_as_it_was_written(book, page, asked):
    show(page, "coder")
    shown = {}
    for part in range(0, 101, 4):
        page.evaluate("part => { const t = document.querySelector('.dc-text'); t.scrollTop = part / 100 * t.scrollHeight; }", part)
        page.wait_for_timeout(60)
        shown |= page.evaluate("""() => {
          const said = [...document.querySelectorAll('.dc-u')].map((u) => [u.dataset.n, u.querySelector('.dc-said')?.textContent]);
          return Object.fromEntries(said.filter(([, text]) => text));
        }""")
    texts = set(shown.values())
    assert [p[:60] for p in hostile.PAYLOADS if p not in texts] == []
    nothing_ran(page, asked)


def test_a_hostile_passage_is_coded_and_its_words_are_stored_as_they_stand(book, page, asked):
    show(page, "coder")
    page.locator(".dc-text").focus()
    for key in ("j", "j", " ", "2"):
        page.keyboard.press(key)
    page.wait_for_function("() => document.querySelector('.dc-chip').textContent === 'Saved' && !document.querySelector('.dc-pending')")
    quotes = Project(book / "hostile.db").codings()["quote"].tolist()
    assert hostile.PAYLOADS[1] in quotes or hostile.PAYLOADS[2] in quotes
    nothing_ran(page, asked)


def test_a_bidi_override_does_not_reach_its_neighbours(book, page, asked):
    """Each name and text is isolated: what never closes its direction ends with its own element."""
    show(page, "coder")
    open_ended = """() => [...document.querySelectorAll('.dc :is(.dc-who, .dc-said, .dc-label, .dc-name bdi, .dc-title)')]
      .filter((n) => /[\\u202a-\\u202e\\u2066-\\u2069]/.test(n.textContent))
      .filter((n) => !/isolate|plaintext/.test(getComputedStyle(n).unicodeBidi) && !n.closest('bdi, [dir=auto]'))
      .map((n) => n.className)"""
    assert page.evaluate(open_ended) == []


def test_the_page_stays_quick_with_a_hundred_thousand_combining_marks(book, page, asked):
    show(page, "coder")
    place = hostile.PAYLOADS.index(next(p for p in hostile.PAYLOADS if "\u0301" * 1000 in p))
    page.locator(".dc-text").focus()
    for _ in range(place + 1):
        page.keyboard.press("j")
    took = page.evaluate("""async () => {
      const began = performance.now();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return performance.now() - began;
    }""")
    assert took < 3000
    assert kernel(page, "print(1 + 1)") == "2"
