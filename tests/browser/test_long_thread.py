"""Ten thousand comments in one thread: opened, walked, searched, jumped through, coded at the end, and drawn wherever one looks."""

from __future__ import annotations

import pytest
from labdrive import drag, eventually, kernel, open_notebook, quotes, run_all, write_notebook

from discourse import Project

pytestmark = pytest.mark.browser
MANY = 10_000
MAKE = f"""
import pandas as pd, discourse as dc
many = range({MANY})
said = pd.DataFrame(dict(id=[str(n) for n in many], thread='t', participant=[f'P{{n % 40}}' for n in many]))
said['reply_to'] = [str(n - 1 - n % 3) if n % 5 else None for n in many]
said['text'] = [f'{{n}} who owns the network 😀 that we keep alive? ' * (1 + n % 7) for n in many]
marks = pd.DataFrame([dict(utterance=str(n), start=0, end=12, code='trust') for n in many if n % 2 == 0])
book = dc.Codebook.from_terms({{'trust': [], 'power': []}})
study = dc.Project('many.db', coder='ana').add(dc.Corpus(said), book).code(marks)
"""
#: Is every utterance in view there, with its words, and with marks and labels where it is coded (those of an even number)?
DRAWN = """() => {
  const text = document.querySelector('.dc-text'), view = text.getBoundingClientRect(), gaps = [];
  for (let y = view.top + 12; y < view.bottom - 45; y += 40) {
    const u = document.elementFromPoint(view.left + 120, y)?.closest('.dc-u');
    if (!u) gaps.push(['nothing', Math.round(y)]);
    else if (parseInt(u.querySelector('.dc-said').textContent) % 2) continue;
    else if (!u.querySelector('.dc-mark') || !u.querySelector('.dc-tag')) gaps.push(['bare', u.dataset.n]);
  }
  return gaps;
}"""
#: Go there, and look when the next frame is about to be painted.
JUMP = f"""async (part) => {{
  const text = document.querySelector('.dc-text');
  text.scrollTop = part * text.scrollHeight;
  await new Promise((done) => requestAnimationFrame(done));
  return ({DRAWN})();
}}"""
HERE = """() => {
  const at = document.querySelector('.dc-here'), b = at.getBoundingClientRect();
  const v = document.querySelector('.dc-text').getBoundingClientRect();
  return [Number(at.dataset.n), b.bottom > v.top && b.top < v.bottom];
}"""


@pytest.fixture(scope="module")
def study(server, page):
    root, url = server
    write_notebook(root / "many.ipynb", MAKE, "dc.show_coder(study, height='640px')")
    open_notebook(page, url, "many.ipynb")
    run_all(page)
    page.locator(".dc").scroll_into_view_if_needed()
    return root / "many.db"


def test_the_page_is_drawn_in_the_very_frame_of_a_jump(page, study):
    assert page.evaluate(DRAWN) == []
    for part in (0.31, 0.77, 0.05, 0.5, 0.999, 0):
        assert page.evaluate(JUMP, part) == []


def test_all_words_are_in_the_page_a_moment_later_to_be_found_and_read_aloud(page, study):
    page.wait_for_function("n => document.querySelectorAll('.dc-u').length === n", arg=MANY, timeout=60_000)


def test_nothing_that_is_looked_at_jumps_when_the_wheel_turns_back(page, study):
    page.evaluate(JUMP, 0.4)
    page.wait_for_timeout(400)
    page.locator(".dc-text").hover()
    look = """() => {
      const v = document.querySelector('.dc-text').getBoundingClientRect();
      const u = document.elementFromPoint(v.left + 120, v.top + v.height / 2).closest('.dc-u');
      return [u.dataset.n, u.getBoundingClientRect().top];
    }"""
    at = "n => document.querySelector(`.dc-u[data-n='${n}']`).getBoundingClientRect().top"
    for _ in range(6):
        n, before = page.evaluate(look)
        page.mouse.wheel(0, -100)
        eventually(lambda n=n, before=before: round(page.evaluate(at, n) - before), 100)


def test_a_key_goes_from_place_to_place_and_takes_the_view_along(page, study):
    page.evaluate(JUMP, 0)
    page.locator(".dc-text").focus()
    for _ in range(61):
        page.keyboard.press("j")
    eventually(lambda: page.evaluate(HERE), [60, True])
    assert page.evaluate(DRAWN) == []


def test_the_end_is_reached_by_a_key_and_coded(page, study):
    page.locator(".dc-text").focus()
    page.keyboard.press("Control+End")
    eventually(lambda: page.evaluate(HERE), [MANY - 1, True])
    eventually(lambda: page.evaluate(DRAWN), [])
    bottom = "() => { const t = document.querySelector('.dc-text'); return t.scrollHeight - t.scrollTop - t.clientHeight; }"
    eventually(lambda: page.evaluate(bottom) < 200, True)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("2")
    last = page.locator(".dc-said").last.text_content()
    words = " ".join(last.split()[:2])
    eventually(lambda: [q for q, code in quotes(study) if code == "power"], [words])
    page.keyboard.press("Control+z")
    eventually(lambda: len(quotes(study)), MANY // 2)
    page.keyboard.press("Control+Home")
    eventually(lambda: page.evaluate(HERE), [0, True])
    assert page.evaluate(DRAWN) == []


def test_a_passage_far_down_is_marked_by_the_mouse_where_nobody_had_looked(page, study):
    page.evaluate(JUMP, 0)
    text = page.evaluate("() => document.querySelectorAll('.dc-said')[7310].textContent")
    drag(page, 7310, text, "owns the network 😀")
    page.keyboard.press("2")
    eventually(lambda: [q for q, code in quotes(study) if code == "power"], ["owns the network 😀"])
    coded = Project(study).codings()["utterance"].nunique()
    eventually(lambda: page.locator(".dc-progress").inner_text(), f"{coded} of {MANY} coded")


def test_other_codes_change_what_stands_there_and_not_where_one_reads(page, study):
    page.evaluate(JUMP, 0.6)
    page.wait_for_timeout(400)
    top = "() => document.querySelector('.dc-text').scrollTop"
    before = page.evaluate(top)
    kernel(page, "study.define('hope')")
    page.wait_for_selector(".dc-code[data-code=hope]", timeout=10_000)
    assert abs(page.evaluate(top) - before) < 2
    assert page.evaluate(DRAWN) == []
