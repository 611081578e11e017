"""The coding desk in a real JupyterLab: mouse, keys, a reload, a restart, and a file that holds what was done."""

from __future__ import annotations

import sqlite3
import time

import desk_sample as sample
import pytest
from labdrive import command, drag, eventually, kernel, open_notebook, quotes, run_all, show_anew, write_notebook

from discourse import Project

pytestmark = pytest.mark.browser
TEXT = {row[0]: row[6] for row in sample.ROWS}
PLACE = {"p": 0, "c1": 1, "c2": 2, "c3": 3, "c4": 4, "c5": 5, "c6": 6, "c7": 7, "c8": 8, "c9": 9, "c10": 10, "c11": 11}
FIRST = "import desk_sample as sample, discourse as dc"
SHOW = "desk = dc.show_coder(study, height='640px'); desk"


@pytest.fixture(scope="module")
def book(server, page):
    root, url = server
    write_notebook(root / "desk.ipynb", FIRST, "study = sample.study('first.db')", SHOW)
    open_notebook(page, url, "desk.ipynb")
    run_all(page)
    return root


@pytest.fixture
def study(book, page):
    """A new project in the same notebook, on the screen."""
    path = book / f"study-{time.monotonic_ns()}.db"
    fresh(page, f"study = sample.study({path.name!r})")
    return path


def fresh(page, line):
    """Run this line in the second cell, then show the desk anew."""
    show_anew(page, {1: line})
    page.wait_for_timeout(150)


def cells(page):
    return page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.content.widgets.map((c) => c.model.type + ':' + c.model.sharedModel.source.length)"
    )


def keys(page, *pressed):
    for key in pressed:
        page.keyboard.press(key)


PRESSED = """() => {
  const box = document.querySelector('.dc-text');
  box.dispatchEvent(new KeyboardEvent('keydown', { key: '1', code: 'Digit1', bubbles: true, cancelable: true }));
  const tag = box.querySelector('.dc-tag.dc-pending');
  for (const node of [tag, tag.closest('.dc-u').querySelector('mark.dc-lit')]) node.dataset.same = '';
}"""


def test_what_was_drawn_when_the_key_was_pressed_is_not_drawn_again_when_it_is_stored(book, page, study):
    drag(page, 1, TEXT["c1"], "nobody owns")
    page.evaluate(PRESSED)
    page.wait_for_selector(".dc-tag[data-same]:not(.dc-pending)")
    assert page.locator("mark.dc-lit[data-same]").count() == 1
    eventually(lambda: quotes(study), [["nobody owns", "ownership"]])


def test_a_dragged_passage_with_an_emoji_is_coded_by_a_key_and_survives(book, page, study):
    drag(page, 1, TEXT["c1"], "being asked 😀 again")
    keys(page, "4")
    wanted = [["being asked 😀 again", "value proposition"]]
    eventually(lambda: quotes(study), wanted)
    assert page.locator(".dc-tag .dc-name", has_text="value proposition").is_visible()
    keys(page, "Control+z")
    eventually(lambda: quotes(study), [])
    keys(page, "4")  # the passage stayed selected
    eventually(lambda: quotes(study), wanted)

    command(page, "docmanager:save")
    page.reload()
    page.wait_for_selector(".dc .dc-tag:has-text('value proposition')", timeout=30_000)
    assert "".join(page.locator(".dc-u").nth(1).locator("mark:not(.dc-maybe)").all_inner_texts()) == wanted[0][0]

    page.wait_for_function("() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_for_timeout(1000)
    page.wait_for_function("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'", timeout=30_000)
    fresh(page, f"study = dc.Project({study.name!r}, coder='ana')")
    page.wait_for_selector(".dc .dc-tag:has-text('value proposition')", timeout=30_000)
    drag(page, 1, TEXT["c1"], "nobody owns")
    keys(page, "1")
    eventually(lambda: quotes(study), [["nobody owns", "ownership"], *wanted])


@pytest.mark.parametrize(
    ("place", "quote"),
    [
        ("c3", sample.ASTRONAUT),
        ("c4", "Ca\u0301fe\u0301 owners"),
        ("c5", "يملك العلاقات"),
        ("c6", "人脉不属于"),
        ("c6", "𝒟 as a matrix"),
        ("c7", "line.\r\nSecond line"),
    ],
)
def test_every_script_is_cut_out_exactly(page, study, place, quote):
    rtl = place == "c5"
    page.locator(".dc-text").focus()
    drag(page, PLACE[place], TEXT[place], quote)
    keys(page, "1")
    found = [[quote, "ownership"]]
    if rtl:  # edges of right-to-left glyphs are a matter of pixels: what counts is that whole words came out as they stand
        eventually(lambda: len(quotes(study)), 1)
        assert quotes(study)[0][0] in TEXT[place]
    else:
        eventually(lambda: quotes(study), found)


def test_keyboard_alone(page, study):
    page.locator(".dc-text").focus()
    keys(page, "j", "j", "ArrowRight", "ArrowRight", "Shift+ArrowRight", "1")
    eventually(lambda: quotes(study), [["would turn", "ownership"]])
    keys(page, "Shift+ArrowLeft", "2")
    eventually(lambda: quotes(study), [["would", "belonging"], ["would turn", "ownership"]])
    keys(page, "j", ".", "3", ".", "4", " ", "5")
    rent = TEXT["c2"]
    eventually(lambda: quotes(study)[2:], [[rent.split(". ")[0] + ".", "power and politics"], [rent, "value proposition"], [rent, "work"]])
    keys(page, "Delete")
    eventually(lambda: len(quotes(study)), 4)
    keys(page, "Control+z", "Control+z", "Control+Shift+Z")
    eventually(lambda: len(quotes(study)), 5)


def test_arrows_follow_the_direction_of_the_script(page, study):
    page.locator(".dc-text").focus()
    keys(page, *["j"] * 6, "ArrowLeft", "Shift+ArrowLeft", "1")
    eventually(lambda: quotes(study), [[" ".join(TEXT["c5"].split()[:2]), "ownership"]])


def test_a_code_without_a_key_is_found_by_name_and_shift_letters_give_codes(page, study):
    page.locator(".dc-text").focus()
    keys(page, "j", "ArrowRight", "c")
    page.keyboard.type("trus")
    keys(page, "Enter")
    eventually(lambda: quotes(study), [["Who", "trust"]])
    keys(page, "ArrowRight", "Shift+A", "ArrowRight", "r")
    eventually(lambda: quotes(study)[1:], [["keeps", "relationships"], ["the", "relationships"]])


def test_characters_are_stepped_whole(page, study):
    drag(page, 3, TEXT["c3"], " my ")  # the white space is left off
    keys(page, "Alt+Shift+ArrowRight", "Alt+Shift+ArrowRight", "1")
    eventually(lambda: quotes(study), [[f"my {sample.ASTRONAUT}", "ownership"]])


def test_a_selection_over_two_utterances_codes_each_part(page, study):
    page.evaluate("""() => {
      const [a, b] = [...document.querySelectorAll('.dc-said')].slice(1, 3).map((s) => s.firstChild);
      document.querySelector('.dc-text').focus();
      getSelection().setBaseAndExtent(document.querySelectorAll('.dc-said')[1].lastChild, 5, b, 9);
    }""")
    page.wait_for_timeout(100)
    keys(page, "2")
    eventually(lambda: [q for q, _ in quotes(study)][1:], ["Belonging"])
    assert len(quotes(study)) == 2
    keys(page, "Control+z")  # one deed
    eventually(lambda: quotes(study), [])


def test_no_key_reaches_the_notebook_and_save_still_does(page, study):
    before = cells(page)
    page.locator(".dc-who").first.click()
    page.keyboard.type("ddxabmyzZ00iirLDXV-=,;'/")
    keys(page, "Escape", "Escape")
    page.keyboard.type("ddxabm")
    keys(page, "Shift+Enter", "Control+Enter", "Alt+Enter", "Enter")
    page.locator(".dc-bar").click(position={"x": 400, "y": 20})
    page.keyboard.type("dd")
    page.locator("button[aria-label=Undo]").click()
    page.keyboard.type("dd")
    page.locator(".dc-dock").click(position={"x": 300, "y": 10})
    page.keyboard.type("dd")
    page.locator(".dc-find input").click()
    page.keyboard.type("dd")
    keys(page, "Escape", "Escape")
    page.locator(".dc-code").first.click()
    page.keyboard.type("dd")
    keys(page, "?", "d", "d", "Escape")
    page.wait_for_timeout(300)
    assert cells(page) == before
    assert page.locator(".dc").count() == 1
    page.evaluate("() => { const n = window.jupyterapp.shell.currentWidget.context.model; n.dirty = true; }")
    page.locator(".dc-text").focus()
    keys(page, "Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty", timeout=5000)


def test_hostile_text_is_shown_as_text(page, study):
    said = page.locator(".dc-u").nth(8)
    assert said.locator(".dc-said").evaluate("(s) => s.textContent") == TEXT["c8"]
    assert said.locator(".dc-who").inner_text() == "<b>Mallory</b>"
    assert page.locator(".dc-text :is(img, script, a, b)").count() == 0
    assert page.evaluate("() => window.hacked") is None


def test_suggestions_are_accepted_and_rejected_by_key_and_by_click(page, study):
    page.locator(".dc-text").focus()
    keys(page, "]", "y", "n")
    eventually(lambda: quotes(study), [["owns", "ownership"]])
    eventually(lambda: Project(study).suggestions()["quote"].tolist(), ["own the list", "Power"])
    page.locator(".dc-u").nth(4).locator(".dc-yes").click()
    eventually(lambda: [q for q, _ in quotes(study)], ["owns", "own the list"])
    eventually(lambda: page.locator(".dc-waiting").inner_text(), "1 suggestion")  # counts come a moment later
    keys(page, "Control+z", "Control+z", "Control+z")
    eventually(lambda: len(Project(study).suggestions()), 4)
    page.wait_for_function("() => document.querySelector('.dc-waiting').textContent === '4 suggestions'")


def test_a_memo_is_kept_on_the_coding(page, study):
    drag(page, 1, TEXT["c1"], "nobody owns")
    keys(page, "1", "m")
    page.keyboard.type("dd a doubt: who is nobody? 🤔")
    keys(page, "Escape")
    eventually(lambda: Project(study).codings()["memo"].tolist(), ["dd a doubt: who is nobody? 🤔"])
    assert page.evaluate("() => document.activeElement.className") == "dc-text"
    keys(page, "Escape", "m")
    page.keyboard.type("on the whole")
    keys(page, "Control+Enter")
    eventually(lambda: Project(study).memos()["about"].tolist(), ["coding", "utterance"])
    assert page.locator(".dc-u").nth(1).locator(".dc-memo").count() == 1


def test_what_is_refused_is_said_and_taken_back(page, study):
    fresh(page, f"study = dc.Project({study.name!r}, coder='ana', patience=0.4)")
    drag(page, 1, TEXT["c1"], "nobody owns")
    held = sqlite3.connect(study)
    held.execute("BEGIN IMMEDIATE")
    keys(page, "1")
    assert page.locator(".dc-tag.dc-pending").is_visible()
    page.wait_for_selector(".dc-refused:has-text('held by another program')", timeout=5000)
    assert page.locator(".dc-tag:not(.dc-maybe)").count() == 0
    held.rollback()
    held.close()
    keys(page, "1")
    eventually(lambda: quotes(study), [["nobody owns", "ownership"]])


def test_what_was_pressed_while_the_kernel_was_gone_is_kept_and_sent(page, study):
    drag(page, 1, TEXT["c1"], "nobody owns")
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_for_timeout(600)
    keys(page, "1")
    page.wait_for_selector(".dc-chip:has-text('Offline, 1 kept here')", timeout=12_000)
    page.wait_for_function("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'", timeout=30_000)
    fresh(page, f"study = dc.Project({study.name!r}, coder='ana')")
    eventually(lambda: quotes(study), [["nobody owns", "ownership"]])
    kept = "() => Object.keys(localStorage).filter((k) => k.startsWith('discourse:outbox')).length"
    eventually(lambda: page.evaluate(kept), 0)  # forgotten when the answer has come back from the disk


def test_a_change_made_in_a_cell_is_seen_at_once(page, study):
    kernel(page, "study.code('c1', 'trust', quote='nobody owns')")
    page.wait_for_selector(".dc-tag:has-text('trust')", timeout=2000)


def test_what_another_coder_does_in_another_program_is_seen_within_a_second(page, study):
    ben = Project(study, coder="ben")
    ben.code("c2", "trust")
    page.locator("button.dc-coders:has-text('1/2')").click(timeout=5000)
    page.locator(".dc-item:has-text('Everyone')").click()
    keys(page, "Escape")
    page.wait_for_selector(".dc-tag:has-text('trust')")
    took = []
    for n, quote in enumerate(("nobody owns", "owns", "nobody"), 1):
        began = time.perf_counter()
        ben.code("c1", "trust", quote=quote)
        page.wait_for_function("n => document.querySelectorAll('.dc-mark').length > n", arg=n, timeout=5000)
        took.append(time.perf_counter() - began)
    assert sorted(took)[1] < 1.5


LONG = """
import pandas as pd
said = [f'{n} who owns the network 😀 that we keep alive? ' * (1 + n % 9) for n in range(300)]
rows = [dict(id=str(n), text=text, reply_to=str(n // 3) if n else None) for n, text in enumerate(said)]
marks = pd.DataFrame([dict(utterance=r['id'], start=0, end=12, code='trust') for r in rows])
study = dc.Project('long.db', coder='ana').add(dc.Corpus(pd.DataFrame(rows)), dc.Codebook.from_terms({'trust': []})).code(marks)
"""


def test_a_long_thread_is_drawn_wherever_one_looks(page, book):
    fresh(page, LONG)
    seen = """() => {
      const view = document.querySelector('.dc-text').getBoundingClientRect();
      const boxes = [...document.querySelectorAll('.dc-u')].filter((u) => {
        const box = u.getBoundingClientRect();
        return box.bottom > view.top && box.top < view.bottom;
      });
      return [boxes.length > 0, boxes.every((u) => u.querySelector('.dc-mark') && u.querySelector('.dc-tag'))];
    }"""
    for part in (0, 0.31, 0.77, 1):
        page.evaluate("part => { const t = document.querySelector('.dc-text'); t.scrollTop = part * t.scrollHeight; }", part)
        eventually(lambda: page.evaluate(seen), [True, True])
    away = """async () => { // as a notebook does with cells that are out of view
      const desk = document.querySelector('.dc'), home = desk.parentElement, text = desk.querySelector('.dc-text');
      text.scrollTop = 700;
      await new Promise((done) => setTimeout(done, 200));
      desk.remove();
      await new Promise((done) => setTimeout(done, 200));
      home.append(desk);
      await new Promise((done) => setTimeout(done, 200));
      return text.scrollTop;
    }"""
    assert page.evaluate(away) == pytest.approx(700, abs=60)
    page.locator(".dc-text").focus()
    keys(page, *["j"] * 30, "ArrowRight")
    inside = """() => {
      const r = getSelection().getRangeAt(0).getBoundingClientRect(), v = document.querySelector(".dc-text").getBoundingClientRect();
      return r.top >= v.top && r.bottom <= v.bottom;
    }"""
    eventually(lambda: page.evaluate(inside), True)


def test_two_views_of_one_desk_agree(page, study):
    third = "(line) => window.jupyterapp.shell.currentWidget.content.widgets[2].model.sharedModel.setSource(line)"
    page.evaluate(third, "desk = dc.show_coder(study, height='400px'); display(desk); desk")
    try:
        fresh(page, f"study = dc.Project({study.name!r}, coder='ana')")
        page.wait_for_function("() => document.querySelectorAll('.dc:not([data-old]) .dc-u').length === 24")
        drag(page, 1, TEXT["c1"], "nobody owns")
        keys(page, "1")
        both = "() => [...document.querySelectorAll('.dc')].every((d) => d.querySelector('.dc-tag:not(.dc-maybe)'))"
        page.wait_for_function(both, timeout=5000)
    finally:
        page.evaluate(third, SHOW)


def test_a_project_without_texts_says_what_to_do(page, book):
    fresh(page, "study = dc.Project('empty.db', coder='ana')")
    assert page.locator(".dc-empty").inner_text().startswith("No texts yet")


def test_a_project_without_a_coder_is_read_and_not_written(page, study):
    fresh(page, f"study = dc.Project({study.name!r})")
    assert page.locator(".dc-chip").inner_text() == "Reading only"
    drag(page, 1, TEXT["c1"], "nobody owns")
    keys(page, "1")
    page.wait_for_selector(".dc-word:has-text('open for reading')")
    assert quotes(study) == []


def test_threads_can_be_changed(page, study):
    page.locator(".dc-chooser").click()
    page.locator(".dc-thread:has-text('Afterwards')").click()
    page.wait_for_selector(".dc-said:has-text('A second thread.')")
    page.keyboard.type(" 1")
    eventually(lambda: quotes(study), [["A second thread.", "ownership"]])


def test_a_thread_is_chosen_by_its_title_and_its_slug_stands_in_the_tooltip(page, book):
    frame = "pd.DataFrame(dict(thread=['the-list-i-took', 'on-lists'], title=[None, 'On lists 😀'], text=['One.', 'Two.']))"
    path = f"titles-{time.monotonic_ns()}.db"
    fresh(page, f"import pandas as pd; study = dc.Project({path!r}, coder='ana').add(dc.Corpus({frame}))")
    page.locator(".dc-chooser").click()
    titles = page.locator(".dc-thread")
    assert titles.locator("b").all_inner_texts() == ["The list i took", "On lists 😀"]
    assert titles.evaluate_all("(all) => all.map((o) => o.title)") == ["The list i took\nthe-list-i-took", "On lists 😀\non-lists"]
    titles.nth(1).click()
    page.wait_for_selector(".dc-said:has-text('Two.')")
    assert page.locator(".dc-chooser").get_attribute("title").startswith("on-lists")
