"""Threads, filters, folding, reading and several coders at the desk, in a real JupyterLab."""

from __future__ import annotations

import pytest
from labdrive import eventually, kernel, open_notebook, quotes, run_all, write_notebook
from test_desk import fresh, keys

from discourse import Project

pytestmark = pytest.mark.browser
SETUP = """
import desk_sample as sample, discourse as dc, pandas as pd
def team(path):
    study = sample.study(path)
    more = pd.DataFrame(dict(id=[f'm{n}' for n in range(400)], thread=[f'thread-{n}' for n in range(400)], text='An own thing.',
                             url=[['https://forum.example/1', 'javascript:window.hacked=9'][n % 2] for n in range(400)]))
    study.add(dc.Corpus(more))
    study.code('c1', 'ownership', quote='owns').mark_read(['c2'])
    dc.Project(path, coder='ben').code('c2', 'belonging', quote='Belonging').mark_read(['c1', 'c2'])
    return study
"""


@pytest.fixture(scope="module")
def book(server, page):
    root, url = server
    write_notebook(root / "threads.ipynb", SETUP, "study = team('threads-0.db')", "dc.show_coder(study, height='640px')")
    open_notebook(page, url, "threads.ipynb")
    run_all(page)
    return root


@pytest.fixture
def study(book, page):
    study.n = getattr(study, "n", 0) + 1
    path = book / f"threads-{study.n}.db"
    fresh(page, f"study = team({path.name!r})")
    page.locator(".dc-text").focus()
    return path


def shown(page):
    """The utterances that stand open, by their places."""
    return page.locator(".dc-u:not(.dc-gone, .dc-aside)").evaluate_all("(all) => all.map((u) => Number(u.dataset.n))")


def here(page):
    return page.locator(".dc-here").get_attribute("data-n")


def test_a_thread_is_found_by_typing_and_opened_by_key(page, study):
    keys(page, "t")
    assert page.evaluate("() => document.activeElement.getAttribute('role')") == "combobox"
    assert page.locator(".dc-thread").count() < 60  # of 402: only those in view are in the page
    page.keyboard.type("thread 399")
    eventually(lambda: page.locator(".dc-thread b").all_inner_texts(), ["Thread 399"])
    keys(page, "Enter")
    page.wait_for_selector(".dc-said:has-text('An own thing.')")
    assert page.locator(".dc-tab[aria-selected=true]").inner_text() == "Codes"  # one had come for a moment
    keys(page, "1")  # the keys are the text's again
    keys(page, "Space", "1")
    eventually(lambda: ["An own thing.", "ownership"] in quotes(study), True)
    assert page.locator(".dc-when").count() == 0  # "javascript:" is no address
    keys(page, "Alt+ArrowUp")
    page.wait_for_selector(".dc-chooser:has-text('Thread 398')")
    link = page.locator(".dc-when")
    assert [link.get_attribute(a) for a in ("href", "rel", "target")] == ["https://forum.example/1", "noopener noreferrer", "_blank"]
    assert page.evaluate("() => window.hacked") is None


def test_arrows_walk_the_threads_and_the_counts_follow_a_deed(page, study):
    keys(page, "t", "ArrowDown", "ArrowDown", "Enter")
    page.wait_for_selector(".dc-chooser:has-text('Thread 0')")
    page.locator(".dc-tab", has_text="Threads").click()
    now = page.locator(".dc-thread[aria-current]")
    assert "1 utterance" in now.inner_text()
    page.locator(".dc-text").focus()
    keys(page, "Space", "2")
    eventually(lambda: "1 of 1 coded" in now.inner_text(), True)
    assert page.locator(".dc-tab[aria-selected=true]").inner_text() == "Threads"


def test_filters_fold_what_does_not_fit_and_keys_pass_over_it(page, study):
    keys(page, "f")
    page.keyboard.type("tom")
    page.wait_for_selector(".dc-offer:has-text('Tomas')")
    keys(page, "Enter")
    eventually(lambda: shown(page), [1, 3, 10])
    page.keyboard.type("power")
    keys(page, "ArrowDown", "Enter", "Escape")  # the code comes first, then the words
    eventually(lambda: shown(page), [10])
    assert page.locator(".dc-fitting").inner_text() == "1 of 12 utterances fits here"
    keys(page, "j", "j")
    assert here(page) == "10"
    page.locator(".dc-sift-chip", has_text="power").click()
    eventually(lambda: shown(page), [1, 3, 10])
    keys(page, "k")
    assert here(page) == "3"
    page.locator(".dc-u.dc-aside").first.click()
    eventually(lambda: shown(page), [0, 1, 3, 10])
    keys(page, "t")
    assert "3 of 12 utterances fit" in page.locator(".dc-thread").first.inner_text()
    assert page.locator(".dc-tally").inner_text() == "1 of 402 threads"
    keys(page, "Escape", "f", "Backspace", "Escape")
    eventually(lambda: len(shown(page)), 12)
    assert page.locator(".dc-strainer").is_hidden()


def test_replies_are_folded_and_a_suggestion_below_opens_them(page, study):
    keys(page, "j", "j", "h")
    eventually(lambda: shown(page), [0, 1, 4, 5, 6, 7, 8, 9, 10, 11])
    assert page.locator(".dc-more").inner_text() == "2 replies hidden"
    keys(page, "j")
    assert here(page) == "4"
    page.locator(".dc-more").click()
    eventually(lambda: len(shown(page)), 12)
    keys(page, "j", "b")
    assert here(page) == "1"
    keys(page, "k", "h")
    eventually(lambda: shown(page), [0])
    keys(page, "]")
    eventually(lambda: 1 in shown(page), True)


def test_reading_is_marked_counted_and_skipped_by_the_way_to_the_next(page, study):
    keys(page, "j", "s")
    eventually(lambda: Project(study, coder="ana").readings(coder="ana").query("how == 'read'")["utterance"].tolist(), ["p", "c2"])
    page.wait_for_selector(".dc-progress:has-text('1 of 12 coded · 2 read')")
    assert page.locator(".dc-u").first.locator(".dc-does-read").get_attribute("aria-pressed") == "true"
    keys(page, "u")
    assert here(page) == "3"  # c1 is coded, c2 is read
    keys(page, "Alt+s", "u")
    page.wait_for_selector(".dc-word:has-text('coded or read')")
    keys(page, "Control+z")
    page.wait_for_selector(".dc-progress:has-text('2 read')")


def test_coders_stand_side_by_side_and_their_disagreements_are_walked(page, study):
    keys(page, "d")
    page.wait_for_selector(".dc-word:has-text('Disagreement 1 of 2: ana has ownership here, ben has not.')")
    keys(page, "d")
    page.wait_for_selector(".dc-word:has-text('Disagreement 2 of 2: ben has belonging here, ana has not.')")
    keys(page, "i")
    assert "ben" in page.locator(".dc-hover").inner_text()
    keys(page, "w", "End", "Enter", "Escape")
    assert page.locator(".dc-columns").inner_text().split() == ["ana", "ben"]
    edges = "() => [...document.querySelectorAll('.dc-tag')].map((t) => Math.round(t.getBoundingClientRect().left)).sort((a, b) => a - b)"
    left = page.evaluate(edges)
    assert left[-1] - left[0] > 100
    head = page.locator(".dc-columns span").nth(1).bounding_box()["x"]
    tag = page.locator(".dc-u").nth(2).locator(".dc-tag").bounding_box()["x"]
    assert abs(tag - head) < 24
    assert page.evaluate("() => document.activeElement.className") == "dc-text"


def test_the_card_of_a_coding_comes_with_the_mouse_and_goes(page, study):
    kernel(page, "study.define('ownership', brief='Whose it is.'); study.memo(study.codings()['id'][0], 'A doubt.', about='coding')")
    page.wait_for_selector(".dc-mark")
    page.wait_for_timeout(700)
    page.locator(".dc-tag:not(.dc-maybe) .dc-name", has_text="ownership").hover()
    card = page.locator(".dc-hover")
    card.wait_for(state="visible")
    for said in ("ownership", "ana", "A doubt.", "Whose it is."):
        assert said in card.inner_text()
    page.mouse.move(20, 20)
    card.wait_for(state="hidden")
