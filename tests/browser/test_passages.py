"""The quotation browser and the memos in a real JupyterLab: read, change, copy, follow; by keyboard alone."""

from __future__ import annotations

import pytest
from labdrive import eventually, kernel, show_anew
from people_show import clipboard, keys, open_book, python, shown

from discourse import Project

pytestmark = pytest.mark.browser
SHOW = "dc.show_passages(study, height='600px')"
BIG = """
import pandas as pd
said = pd.DataFrame({'id': [f'u{n}' for n in range(2000)], 'participant': [f'P{n % 90}' for n in range(2000)], 'text': ['Who owns the network? We do. ' * 4] * 2000})
study = dc.Project('big.db', coder='ana').add(dc.Corpus(said), dc.Codebook.from_terms({f'c{n}': [] for n in range(9)}))
_ = study.code(pd.DataFrame([{'utterance': f'u{n % 2000}', 'start': n // 2000, 'end': n // 2000 + 30, 'code': f'c{n % 9}'} for n in range(20000)]))
"""  # noqa: E501


@pytest.fixture(scope="module")
def root(server, page):
    root, url = server
    open_book(page, root, url, "passages")
    return root


def codes(study):
    return dict(study.codings()[["id", "code"]].itertuples(index=False))


def quotes(page):
    return page.locator(".dc-blocks-row .dc-quote").all_inner_texts()


def test_several_are_recoded_by_keyboard_alone_and_that_is_one_step(page, root):
    study = shown(page, root, SHOW)
    was = codes(study)
    keys(page, "j", "j", " ", "j", " ", "c")  # the head of ownership, its two passages
    page.keyboard.type("tru")
    keys(page, "Enter")
    eventually(lambda: (codes(study)["k1"], codes(study)["k3"]), ("trust", "trust"))
    assert study.log()["via"].iloc[-1] == "quotation browser"
    eventually(lambda: python(page)[-1].split("  #")[0].split("], ")[-1], '"trust")')
    page.locator(".dc-home").focus()
    keys(page, "Control+z")
    eventually(lambda: codes(study), was)
    keys(page, "Control+y")
    eventually(lambda: codes(study)["k1"], "trust")


def test_what_others_coded_is_left_and_the_reason_is_told(page, root):
    study = shown(page, root, SHOW)
    row = page.locator(".dc-blocks-row", has_text="pay the rent")
    row.click()
    keys(page, "Delete")
    assert "only who made a coding changes it" in page.locator(".dc-word").inner_text()
    assert "b1" in codes(study)
    page.locator(".dc-blocks-row", has_text="one belongs to it").click()
    keys(page, "Delete")
    eventually(lambda: "k2" in codes(study), False)


def test_a_memo_is_kept_and_is_not_lost_when_others_work_meanwhile(page, root):
    study = shown(page, root, SHOW)
    page.locator(".dc-blocks-row", has_text="one belongs to it").click()
    keys(page, "m")
    page.keyboard.type("half a thou")
    Project(study.path, coder="ben").code("c5", "trust", id="b2")
    page.wait_for_function("() => document.querySelector('.dc-tally').textContent.startsWith('6')", timeout=3000)
    page.keyboard.type("ght")
    keys(page, "Control+Enter")
    eventually(lambda: study.codings().set_index("id")["memo"]["k2"], "half a thought")
    page.wait_for_selector(".dc-remark:has-text('half a thought')")


def test_it_is_searched_while_one_types_and_grouped_anew(page, root):
    shown(page, root, SHOW)
    keys(page, "/")
    page.keyboard.type("rent ben")
    eventually(lambda: quotes(page), ["pay the rent"])
    keys(page, "Escape")
    eventually(lambda: len(quotes(page)), 5)
    page.locator("select[aria-label='Group by']").select_option("coder")
    eventually(lambda: page.locator(".dc-blocks-head bdi").all_inner_texts(), ["ana", "ben"])
    page.locator("select[aria-label='Group by']").select_option("code")
    eventually(lambda: page.locator(".dc-blocks-head bdi").first.inner_text(), "ownership")
    keys(page, "j", "ArrowLeft")
    eventually(lambda: len(quotes(page)), 3)
    assert page.locator(".dc-blocks-head").first.get_attribute("aria-expanded") == "false"


def test_a_passage_is_copied_with_its_source_and_a_group_with_its_name(page, root):
    shown(page, root, SHOW)
    page.locator(".dc-blocks-row", has_text="one belongs to it").click()
    keys(page, "Control+c")
    eventually(lambda: page.locator(".dc-word").inner_text().strip(), "Copied 1 quotation with its source.")
    found = clipboard(page)
    assert found["text/plain"].startswith("“one belongs to it” (Tomas, Who keeps the network alive?, ")
    assert found["text/plain"].endswith(", c1)")
    assert "<code>c1</code>" in found["text/html"]
    keys(page, "Home", "Control+c")
    eventually(lambda: clipboard(page)["text/plain"].split("\n")[0], "ownership")
    assert clipboard(page)["text/plain"].count("“") == 2


def test_enter_shows_the_utterance_and_what_it_answers(page, root):
    shown(page, root, SHOW)
    page.locator(".dc-blocks-row", has_text="pay the rent").click()
    keys(page, "Enter")
    assert page.locator(".dc-whole mark").inner_text() == "pay the rent"
    assert page.locator(".dc-whole .dc-answered").inner_text().startswith("Tomas")
    keys(page, "Enter")
    assert page.locator(".dc-whole").count() == 0


def test_it_jumps_to_the_desk_and_says_how_where_none_is_open(page, root):
    study = shown(page, root, SHOW)
    page.locator(".dc-blocks-row", has_text="A second thread").click()
    keys(page, "g")
    assert 'dc.show_coder(study, thread="Afterwards")' in page.locator(".dc-word").inner_text()
    kernel(page, "from IPython.display import display")
    shown(page, root, "display(dc.show_coder(study, height='400px'), dc.show_passages(study, height='500px'))")
    page.wait_for_selector(".dc-listing .dc-blocks-row")
    page.locator(".dc-listing .dc-blocks-row", has_text="A second thread").click()
    page.locator(".dc-listing .dc-home").focus()
    keys(page, "g")
    page.wait_for_selector(".dc-w-coder .dc-tag.dc-lit:has-text('trust')", timeout=5000)  # another thread was opened for it
    assert page.locator(".dc-w-coder .dc-what b").inner_text() == "trust"
    assert study.last == Project(study.path).last


def test_the_focus_stays_on_its_passage_when_others_come_before_it(page, root):
    study = shown(page, root, SHOW)
    page.locator(".dc-blocks-row", has_text="one belongs to it").click()
    number, quote = page.locator(".dc-blocks-row.dc-at").get_attribute("data-n"), page.locator(".dc-at .dc-quote").inner_text()
    Project(study.path, coder="cleo").code("c1", "ownership", start=0, end=3)
    page.wait_for_function("(n) => document.querySelector('.dc-blocks-row.dc-at')?.dataset.n !== n", arg=number)
    assert page.locator(".dc-at .dc-quote").inner_text() == quote


def test_suggestions_are_decided_here_and_what_a_finder_gave_is_taken_over(page, root):
    study = shown(page, root, "dc.show_passages(study, study.suggestions(), height='600px')")
    many = len(study.suggestions())
    keys(page, "j", "j", "y", "n")
    eventually(lambda: sorted(study.suggestions(status=None)["status"]), sorted(["accepted", "rejected"] + ["open"] * (many - 2)))
    found = "study.suggestions().drop(columns=['id', 'status', 'decided_by']).assign(coder='mine:1')"
    study = shown(page, root, f"dc.show_passages(study, {found}, height='600px')")
    before = len(study.codings())
    keys(page, "j", "j", "j", "y")  # the first of them is coded already
    eventually(lambda: len(study.codings()), before + 1)
    page.wait_for_selector(".dc-done")


def test_twenty_thousand_codings_scroll_to_the_end_and_only_a_few_stand_in_the_page(page, root):
    shown(page, root, SHOW)
    kernel(page, BIG)
    show_anew(page, {}, ".dc-blocks-row", only=2)
    page.wait_for_function("() => document.querySelector('.dc:not([data-old]) .dc-tally').textContent.includes('20,000')")
    page.locator(".dc:not([data-old]) .dc-home").focus()
    keys(page, "End")
    page.wait_for_selector(".dc-blocks-row.dc-at[data-n='19999']", timeout=5000)
    assert page.locator(".dc-blocks-row").count() < 400


def test_reading_only_offers_no_deed_and_an_empty_project_says_what_to_do(page, root):
    shown(page, root, "dc.show_passages(dc.Project(study.path), height='600px')")
    keys(page, "j", "j")
    page.wait_for_selector(".dc-acts .dc-act")
    assert [b.split("\n")[0] for b in page.locator(".dc-dock .dc-act").all_inner_texts()] == ["Copy", "Go to"]
    keys(page, "c")
    assert "open for reading" in page.locator(".dc-word").inner_text()
    shown(page, root, SHOW, make="(lambda p: dc.Project(p, coder='ana'))")
    assert "No passages yet" in page.locator(".dc-empty").inner_text()


def test_a_note_is_written_a_memo_changed_and_both_are_found(page, root):
    study = shown(page, root, "dc.show_memos(study, height='600px')")
    keys(page, "n")
    page.keyboard.type("Sampling")
    keys(page, "Enter")
    page.keyboard.type("Two **threads** more <b>")
    keys(page, "Control+Enter")
    eventually(lambda: study.memos()[["target", "text"]].values.tolist()[-1], ["Sampling", "Two **threads** more <b>"])
    page.wait_for_selector(".dc-thought:has-text('Two **threads** more <b>')")
    page.locator(".dc-blocks-row", has_text="Irony.").click()
    keys(page, "m")
    page.keyboard.type(" Again.")  # beside ben's memo, one's own on the same utterance
    keys(page, "Control+Enter")
    eventually(lambda: set(study.memos().query("target == 'c2'")["text"]), {"Rent. Again.", "Irony."})
    keys(page, "Delete")
    assert "is ben's" in page.locator(".dc-word").inner_text()
    keys(page, "/")
    page.keyboard.type("rent yes")
    eventually(lambda: page.locator(".dc-tally").inner_text(), "2 of 4 memos")
    assert python(page)[0] == 'study.memo("Sampling", "Two **threads** more <b>", about="note")'
