"""Search and autocode in a real JupyterLab, by keyboard alone: what is painted, what is said, and what the file then holds."""

from __future__ import annotations

import time

import desk_sample as sample
import pytest
from labdrive import eventually, kernel, open_notebook, quotes, run_all, write_notebook
from surfaces_shown import show
from test_access import AXE, found

from discourse import Project

pytestmark = pytest.mark.browser
TEXT = {row[0]: row[6] for row in sample.ROWS}
FIRST = "import desk_sample as sample, discourse as dc"
PAINTED = """() => ['dc-hit', 'dc-hit-now'].map((name) => [...(CSS.highlights.get(name) ?? [])]
  .filter((r) => r.startContainer.isConnected).sort((x, y) => x.compareBoundaryPoints(0, y)).map((r) => r.toString()))"""


@pytest.fixture(scope="module")
def book(server, page):
    root, url = server
    write_notebook(root / "search.ipynb", FIRST, "study = sample.study('search.db')", "dc.show_coder(study)")
    open_notebook(page, url, "search.ipynb")
    run_all(page)
    return root


@pytest.fixture
def study(book, page):
    """A new project on the screen, the focus in its text, and no setting of an earlier test."""
    path = book / f"search-{time.monotonic_ns()}.db"
    kernel(page, f"study = sample.study({path.name!r})")
    page.evaluate("() => localStorage.removeItem('discourse:setting:search')")
    show(page, "coder")
    page.locator(".dc-text").focus()
    return path


def keys(page, *pressed):
    for key in pressed:
        page.keyboard.press(key)


def seek(page, words):
    keys(page, "/")
    page.keyboard.insert_text(words)
    page.wait_for_function("() => document.querySelector('.dc-hits').textContent && !document.querySelector('.dc-finder[aria-busy]')")


def told(page):
    return page.locator(".dc-hits").text_content()


def passage(page):
    return page.locator(".dc-what q").text_content()


def here(page):
    return page.evaluate("() => document.querySelector('.dc-text').contains(document.activeElement) || document.activeElement.className")


def test_hits_are_painted_while_one_types_and_gone_through_by_key(page, study):
    seek(page, "own")
    eventually(lambda: told(page), "1 of 8")
    eventually(lambda: page.evaluate(PAINTED), [["own"] * 7, ["own"]])
    keys(page, "Enter", "Enter", "Shift+Enter")
    assert told(page) == "2 of 8"
    keys(page, "F3", "Control+g", "Shift+F3")
    assert (told(page), passage(page)) == ("3 of 8", "own")
    keys(page, "Escape")
    assert here(page) is True
    keys(page, "1")  # the hit is what is selected
    eventually(lambda: quotes(study), [["own", "ownership"]])
    eventually(lambda: page.evaluate(PAINTED), [["own"] * 7, ["own"]])  # the text was drawn anew, and painted anew
    keys(page, "F3")
    assert told(page) == "4 of 8"
    keys(page, "Escape", "Escape")
    assert page.locator(".dc-finder").is_hidden()
    assert page.evaluate(PAINTED) == [[], []]


def test_every_script_is_painted_and_selected_exactly(page, study):
    all_of_them = ["😀", sample.ASTRONAUT, "𝒟 as", "Ca\u0301fe\u0301", "人脉", "يملك العلاقات", "line.\r\nSecond", "\u202egnp", "<script>"]
    for words in all_of_them:
        seek(page, words.replace("\r\n", " "))
        eventually(lambda words=words: page.evaluate(PAINTED)[1], [words])
        keys(page, "Escape", "1")
    eventually(lambda: sorted(quote for quote, _ in quotes(study)), sorted(all_of_them))
    assert page.evaluate("() => window.hacked") is None


def test_other_ways_of_looking_and_a_pattern_that_cannot_be_read(page, study):
    seek(page, "Own")
    eventually(lambda: told(page), "1 of 8")
    page.get_by_label("How to search").select_option("words")
    eventually(lambda: told(page), "1 of 3")
    page.get_by_label("How to search").select_option("lemma")
    eventually(lambda: told(page), "1 of 6")
    assert page.get_by_label("Capitals matter").is_disabled()
    page.get_by_label("How to search").select_option("plain")
    page.get_by_label("Capitals matter").click()
    eventually(lambda: told(page), "No hits")
    page.get_by_label("Capitals matter").click()
    page.get_by_label("How to search").select_option("regex")
    page.locator(".dc-finder input").first.fill("own(s")
    eventually(
        lambda: page.locator(".dc-finder-why").text_content(),
        "the regular expression 'own(s' cannot be read at its character 4, '(s': missing ), unterminated subpattern",
    )
    page.locator(".dc-finder input").first.fill(r"own\w")
    eventually(lambda: told(page), "1 of 4")
    assert page.locator(".dc-finder-why").is_hidden()
    eventually(lambda: page.evaluate(PAINTED)[1], ["owns"])


def test_the_last_of_many_quick_words_is_what_is_shown(page, study):
    keys(page, "/")
    for words in ("o", "ow", "own", "owns", "ow", "second"):
        page.locator(".dc-finder input").first.fill(words)
        page.wait_for_timeout(60 if words != "owns" else 160)
    eventually(lambda: (told(page), page.evaluate(PAINTED)), ("1 of 1", [[], ["Second"]]))


def test_hits_elsewhere_are_listed_and_gone_to_and_the_threads_are_gone_round(page, study):
    seek(page, "second")
    eventually(lambda: page.get_by_role("button", name="All threads").text_content(), "All threads 2")
    page.get_by_role("button", name="All threads").click()
    headings = page.locator(".dc-results h3 bdi")
    eventually(lambda: headings.all_text_contents(), ["Who keeps the network alive?", "Afterwards"])
    page.locator(".dc-finder input").first.focus()
    keys(page, "ArrowDown", "ArrowDown", "Enter")
    eventually(lambda: page.locator(".dc-said").all_text_contents(), ["A second thread."])
    eventually(lambda: (page.evaluate(PAINTED)[1], told(page)), (["second"], "1 of 1"))
    keys(page, "F3")
    eventually(lambda: page.locator(".dc-u").count(), 12)
    eventually(lambda: page.evaluate(PAINTED)[1], ["Second"])


def test_a_hit_in_replies_that_are_folded_is_uncovered(page, study):
    keys(page, "Alt+h")
    eventually(lambda: page.locator(".dc-u:visible").count() < 12, True)
    seek(page, "astronaut")
    eventually(lambda: page.evaluate(PAINTED)[1], ["astronaut"])
    assert page.locator(".dc-u", has_text="astronaut").is_visible()
    keys(page, "Escape", "2")
    eventually(lambda: quotes(study), [["astronaut", "belonging"]])


def test_passages_of_several_threads_stand_below_their_titles(page, study):
    seek(page, "second")
    eventually(lambda: page.get_by_role("button", name="All threads").text_content(), "All threads 2")
    page.get_by_role("button", name="All threads").click()
    keys(page, "Control+Enter")
    rows = page.locator(".dc-findings li")
    eventually(lambda: rows.count(), 4)
    tops = [box["y"] for box in (rows.nth(n).bounding_box() for n in range(4))]
    assert tops == sorted(set(tops))
    keys(page, "Control+Enter")
    eventually(lambda: quotes(study), [["Second", "ownership"], ["second", "ownership"]])


def test_everything_that_was_found_is_coded_by_keyboard_alone_and_undone_in_one_step(page, study):
    seek(page, "own")
    eventually(lambda: told(page), "1 of 8")
    keys(page, "Control+Enter")
    page.keyboard.type("belon")  # in the list of codes
    keys(page, "Tab")
    page.keyboard.type("their sen")
    eventually(lambda: page.locator(".dc-sum").text_content(), "5 passages in 5 utterances", 10)
    page.get_by_role("checkbox").first.focus()
    keys(page, "ArrowDown", "Space")
    eventually(lambda: page.locator(".dc-main").text_content(), "Code 4 passages as belonging")
    assert quotes(study) == []
    keys(page, "Control+Enter")
    eventually(lambda: len(quotes(study)), 4)
    assert {code for _, code in quotes(study)} == {"belonging"}
    assert not any(quote.startswith("My own work") for quote, _ in quotes(study))
    assert here(page) is True
    page.get_by_role("button", name="Python", exact=True).click()
    line = page.locator(".dc-python code").last.text_content()
    assert line.startswith("study.code(dc.find_words(study.corpus.where(thread="), line
    assert line.endswith(".drop([1]))"), line
    page.get_by_role("button", name="Python", exact=True).click()
    page.locator(".dc-text").focus()
    keys(page, "Control+z")
    eventually(lambda: quotes(study), [])


def test_what_is_coded_already_is_left_out_and_all_may_be_only_suggested(page, study):
    kernel(page, "study.code('c1', 'ownership', quote='owns')")
    seek(page, "owns")
    eventually(lambda: told(page), "1 of 2")
    keys(page, "Escape", "q")
    eventually(lambda: page.locator(".dc-sum").text_content(), "1 passage in 1 utterance, 1 coded so already")
    page.get_by_role("button", name="Only suggest").click()
    eventually(lambda: Project(study).suggestions(coder="words:1")["quote"].tolist(), ["owns"])
    assert len(quotes(study)) == 1


def test_nothing_that_is_typed_reaches_the_notebook_and_no_one_is_shut_out(page, study):
    cells = "() => window.jupyterapp.shell.currentWidget.content.widgets.map((c) => c.model.type + c.model.sharedModel.source)"
    before = page.evaluate(cells)
    seek(page, "own")
    page.keyboard.type("ddaxbm")
    keys(page, "Backspace", "Backspace", "Backspace", "Backspace", "Backspace", "Backspace", "Escape")
    page.get_by_role("button", name="All threads").click()
    keys(page, "q")
    eventually(lambda: page.locator(".dc-findings input").count(), 8)
    assert page.evaluate(cells) == before
    if AXE.is_file():
        assert found(page) == []
    keys(page, "Escape", "Escape", "Escape", "Escape")
    assert page.locator(".dc-finder").is_hidden()
