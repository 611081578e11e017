"""The gestures of coding, by mouse and by key: palette, in vivo, dragging, bounds, suggestions alike, own keys."""

from __future__ import annotations

import json
import time

import desk_sample as sample
import pytest
from labdrive import drag, eventually, open_notebook, quotes, run_all, show_anew, write_notebook

from discourse import Project

pytestmark = pytest.mark.browser
TEXT = {row[0]: row[6] for row in sample.ROWS}
SHOW = "desk = dc.show_coder(study, height='640px'); desk"
CELLS = "() => window.jupyterapp.shell.currentWidget.content.widgets.map((c) => c.model.type + ':' + c.model.sharedModel.source.length)"
#: The middle of some words in an utterance.
MIDDLE = """([n, a, b]) => {
  const said = document.querySelectorAll('.dc-u')[n].querySelector('.dc-said');
  const at = (unit) => {
    const walk = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
    let node;
    while ((node = walk.nextNode())) { if (unit <= node.length) return [node, unit]; unit -= node.length; }
  };
  const r = document.createRange();
  r.setStart(...at(a));
  r.setEnd(...at(b));
  const box = [...r.getClientRects()].filter((x) => x.width)[0];
  return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
}"""


@pytest.fixture(scope="module")
def book(server, page):
    root, url = server
    write_notebook(
        root / "gestures.ipynb", "import desk_sample as sample, discourse as dc", "study = sample.study('gestures-first.db')", SHOW
    )
    open_notebook(page, url, "gestures.ipynb")
    run_all(page)
    return root


@pytest.fixture
def study(book, page):
    path = book / f"gestures-{time.monotonic_ns()}.db"
    page.evaluate(
        "() => Object.keys(localStorage).filter((k) => k.startsWith('discourse:setting')).forEach((k) => localStorage.removeItem(k))"
    )
    fresh(page, f"study = sample.study({path.name!r})")
    return path


def fresh(page, line, show=SHOW):
    show_anew(page, {1: line, 2: show})
    page.wait_for_timeout(150)


def keys(page, *pressed):
    for key in pressed:
        page.keyboard.press(key)


def middle(page, place, text, quote):
    a, b = (len(part.encode("utf-16-le")) // 2 for part in (text[: text.index(quote)], text[: text.index(quote) + len(quote)]))
    return page.evaluate(MIDDLE, [place, a, b])


def in_text(page):
    return page.evaluate("() => document.activeElement.className") == "dc-text"


def test_the_palette_finds_by_scattered_letters_and_gives(page, study):
    drag(page, 1, TEXT["c1"], "being asked 😀 again")
    keys(page, "c")
    page.keyboard.type("pwrk")
    assert page.locator(".dc-pal-row.dc-at").get_attribute("data-code") == "work/precarious work"
    keys(page, "Enter")
    eventually(lambda: quotes(study), [["being asked 😀 again", "work/precarious work"]])
    assert in_text(page)
    keys(page, "c")
    assert page.locator(".dc-pal-row").first.get_attribute("data-code") == "work/precarious work"  # the last one comes first
    keys(page, "Escape")
    assert page.locator(".dc-palette").count() == 0


def test_several_codes_and_a_memo_are_one_deed(page, study):
    drag(page, 4, TEXT["c4"], "Ca\u0301fe\u0301 owners")
    keys(page, "c")
    page.keyboard.type("trust")
    keys(page, "Control+Enter")
    page.locator(".dc-palette input").fill("scale")
    keys(page, "Shift+Enter", "Tab")
    page.keyboard.type("dd why? 🤔")
    keys(page, "Enter")
    eventually(lambda: sorted(code for _, code in quotes(study)), ["scale", "trust"])
    assert Project(study).codings()["memo"].tolist() == ["dd why? 🤔"] * 2
    assert {q for q, _ in quotes(study)} == {"Ca\u0301fe\u0301 owners"}
    keys(page, "Control+z")
    eventually(lambda: quotes(study), [])


def test_a_code_that_is_created_goes_with_one_undo(page, study):
    drag(page, 3, TEXT["c3"], sample.ASTRONAUT)
    keys(page, "c")
    page.keyboard.type("space/night shift")
    assert page.locator(".dc-pal-row").last.inner_text().startswith("Create code")
    keys(page, "Enter")
    eventually(lambda: quotes(study), [[sample.ASTRONAUT, "space/night shift"]])
    page.wait_for_selector(".dc-code[data-code='space/night shift']")
    keys(page, "Control+z")
    eventually(lambda: (quotes(study), "space" in Project(study).codebook.paths), ([], False))


def test_the_words_become_a_code(page, study):
    drag(page, 1, TEXT["c1"], "one belongs to it")
    keys(page, "v")
    assert page.locator(".dc-vivo input").input_value() == "one belongs to it"
    keys(page, "Enter")
    eventually(lambda: quotes(study), [["one belongs to it", "one belongs to it"]])
    assert in_text(page)


def test_the_paragraph_by_one_key(page, study):
    page.locator(".dc-text").focus()
    keys(page, "j", "p", "1")
    eventually(lambda: quotes(study), [["Who keeps the network alive?", "ownership"]])
    keys(page, "p", "2")
    eventually(lambda: [q.endswith("cannot open.") for q, c in quotes(study) if c == "belonging"], [True])


def test_a_code_is_dragged_onto_a_sentence_and_onto_the_selection(page, study):
    row = page.locator(".dc-code[data-code='trust']").bounding_box()
    x, y = middle(page, 2, TEXT["c2"], "belonging does")
    page.mouse.move(row["x"] + 60, row["y"] + 12)
    page.mouse.down()
    page.mouse.move(x - 50, y, steps=4)
    page.mouse.move(x, y)
    assert page.locator(".dc-ghost").inner_text() == "trust"
    page.mouse.up()
    eventually(lambda: quotes(study), [["But belonging does not pay the rent, does it?", "trust"]])
    drag(page, 1, TEXT["c1"], "asked 😀 again")
    x, y = middle(page, 1, TEXT["c1"], "again")
    page.mouse.move(row["x"] + 60, row["y"] + 12)
    page.mouse.down()
    page.mouse.move(x, y, steps=5)
    page.mouse.up()
    eventually(lambda: ["asked 😀 again", "trust"] in quotes(study), True)
    assert page.locator(".dc-ghost").count() == 0


def test_the_selection_is_dragged_onto_a_code_and_selecting_stays_as_it_was(page, study):
    drag(page, 1, TEXT["c1"], "turn it around")
    x, y = middle(page, 1, TEXT["c1"], "it")
    row = page.locator(".dc-code[data-code='scale']").bounding_box()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(row["x"] + 80, row["y"] + 12, steps=5)
    assert page.locator(".dc-onto").count() == 1
    page.mouse.up()
    eventually(lambda: quotes(study), [["turn it around", "scale"]])
    drag(page, 1, TEXT["c1"], "it around")  # begins inside the old selection
    keys(page, "1")
    eventually(lambda: ["it around", "ownership"] in quotes(study), True)


def test_escape_ends_a_drag_without_a_deed(page, study):
    row = page.locator(".dc-code[data-code='trust']").bounding_box()
    page.mouse.move(row["x"] + 60, row["y"] + 12)
    page.mouse.down()
    page.mouse.move(*middle(page, 2, TEXT["c2"], "belonging does"), steps=4)
    keys(page, "Escape")
    page.mouse.up()
    page.wait_for_timeout(200)
    assert (quotes(study), page.locator(".dc-ghost").count()) == ([], 0)


def test_bounds_by_key_split_join_and_move(page, study):
    drag(page, 2, TEXT["c2"], "does not pay")
    keys(page, "1", ">", ">")
    eventually(lambda: quotes(study), [["does not pay the rent", "ownership"]])
    keys(page, "(", "<")
    eventually(lambda: quotes(study), [["belonging does not pay the", "ownership"]])
    keys(page, " ", "=")
    eventually(lambda: quotes(study), [[TEXT["c2"], "ownership"]])
    keys(page, "x")
    eventually(lambda: quotes(study), [["Belonging, yes.", "ownership"], ["But belonging does not pay the rent, does it?", "ownership"]])
    keys(page, "+")
    eventually(lambda: quotes(study), [[TEXT["c2"], "ownership"]])
    keys(page, "Control+z")
    eventually(lambda: len(quotes(study)), 2)


def test_a_handle_draws_the_end_to_another_word(page, study):
    drag(page, 3, TEXT["c3"], "my")
    keys(page, "1")
    eventually(lambda: len(quotes(study)), 1)
    eventually(lambda: page.locator(".dc-handle").count(), 2)
    box = page.locator(".dc-handle.dc-end").bounding_box()
    page.mouse.move(box["x"] + 7, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(*middle(page, 3, TEXT["c3"], "astronaut"), steps=4)
    x, y = middle(page, 3, TEXT["c3"], "astronaut")
    page.mouse.move(x + 20, y)
    page.mouse.up()
    eventually(lambda: quotes(study)[0][0].endswith("astronaut"), True)


def test_a_coding_and_a_suggestion_are_given_another_code(page, study):
    drag(page, 5, TEXT["c5"], "يملك العلاقات")
    keys(page, "1", "e")
    page.keyboard.type("trust")
    keys(page, "Enter")
    eventually(lambda: [c for _, c in quotes(study)], ["trust"])
    keys(page, "Escape", "Home", "Escape", "]", "e")
    page.keyboard.type("scale")
    keys(page, "Enter")
    eventually(lambda: sorted(c for _, c in quotes(study)), ["scale", "trust"])
    eventually(lambda: Project(study).suggestions(status="changed").shape[0], 1)


def test_all_like_this_are_shown_and_accepted_in_one_step(page, study):
    page.locator(".dc-text").focus()
    keys(page, "]", "a")
    page.wait_for_selector(".dc-likewise")
    page.locator(".dc-likewise button:has-text('Any reason')").click()
    assert page.locator(".dc-alike li").count() == 2
    keys(page, "y")
    eventually(lambda: [q for q, _ in quotes(study)], ["owns", "own the list"])
    assert in_text(page)
    keys(page, "Control+z")
    eventually(lambda: (quotes(study), len(Project(study).suggestions())), ([], 4))


def test_a_key_is_changed_in_the_card_and_a_clash_is_told(page, study):
    page.locator(".dc-text").focus()
    keys(page, "?")
    page.locator(".dc-key[data-command=repeat]").click()
    keys(page, "m")
    assert "memo" in page.locator(".dc-clash:not(:empty)").inner_text()
    keys(page, "z", "Escape")
    drag(page, 1, TEXT["c1"], "nobody owns")
    keys(page, "1")
    drag(page, 1, TEXT["c1"], "network")
    keys(page, "z")
    eventually(lambda: quotes(study), [["nobody owns", "ownership"], ["network", "ownership"]])
    assert json.loads(page.evaluate("() => localStorage.getItem('discourse:setting:keys')")) == {"repeat": ["z"]}
    keys(page, "?")
    page.locator("text=Back to the given keys").click()
    assert page.locator(".dc-key[data-command=repeat]").inner_text() == "r"
    keys(page, "Escape")


def test_the_cell_gives_keys_and_the_setting_moves_on(page, study):
    fresh(page, f"study = dc.Project({study.name!r}, coder='ana')", "dc.show_coder(study, height='640px', keys={'sentence': 'd'})")
    page.locator(".dc-text").focus()
    keys(page, "?")
    page.locator("button:has-text('on to the next sentence')").click()
    keys(page, "Escape", "j", "j", "j", "d", "1", "2")
    eventually(lambda: quotes(study), [["Belonging, yes.", "ownership"], ["But belonging does not pay the rent, does it?", "belonging"]])


def test_the_bar_comes_after_the_mouse_and_goes_at_a_key(page, study):
    drag(page, 1, TEXT["c1"], "nobody owns")
    keys(page, "1")
    drag(page, 1, TEXT["c1"], "asked 😀 again")
    bar = page.locator(".dc-quickbar")
    assert bar.locator("button").first.inner_text() == "ownership"
    words, box = page.evaluate("() => getSelection().getRangeAt(0).getBoundingClientRect().bottom"), bar.bounding_box()
    assert box["y"] >= words
    bar.locator("button").first.click()
    eventually(lambda: ["asked 😀 again", "ownership"] in quotes(study), True)
    drag(page, 1, TEXT["c1"], "network")
    keys(page, "Escape")
    assert bar.count() == 0


def test_no_popover_is_cut_off_and_nothing_typed_reaches_the_notebook(page, study):
    before = page.evaluate(CELLS)
    within = """() => {
      const [box, frame] = ['.dc-popover', '.dc'].map((x) => document.querySelector(x).getBoundingClientRect());
      return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
    }"""
    for place in ("p", "c1", "c9", "c10"):
        page.locator(".dc-text").focus()
        drag(page, list(TEXT).index(place), TEXT[place], TEXT[place].split(" ")[1])
        for key in ("c", "v"):
            keys(page, key)
            assert page.evaluate(within)
            page.keyboard.type("dd xx")
            keys(page, "Tab")
            page.keyboard.type("dd")
            keys(page, "Escape")
            assert page.locator(".dc-popover").count() == 0
    page.locator(".dc-text").focus()
    keys(page, "]", "a")
    page.wait_for_selector(".dc-likewise")
    assert page.evaluate(within)
    page.keyboard.type("ddxx")
    keys(page, "Escape", "?")
    page.locator(".dc-key").first.click()
    keys(page, "Escape", "d", "d", "Escape")
    page.wait_for_timeout(200)
    assert (page.evaluate(CELLS), page.locator(".dc").count()) == (before, 1)
