"""The grid of participants in a real JupyterLab: a cell, a pasted block, a column; by keyboard alone."""

from __future__ import annotations

import pytest
from labdrive import eventually, kernel, show_anew
from people_show import clipboard, keys, open_book, python, shown

pytestmark = pytest.mark.browser
SHOW = "dc.show_participants(study, height='600px')"
MANY = """
import pandas as pd
said = pd.DataFrame({'participant': [f'Person {n}' for n in range(5000)], 'text': ['Who owns it?'] * 5000})
study = dc.Project('five-thousand.db', coder='ana').add(dc.Corpus(said))
"""


@pytest.fixture(scope="module")
def root(server, page):
    root, url = server
    open_book(page, root, url, "people")
    return root


def ages(study):
    frame = study.participants().set_index("participant")
    return frame["age"].dropna().to_dict() if "age" in frame else {}


def told(study):
    return study.participants().astype("object").fillna("").to_dict("records")


def to_column(page, name):
    """From the first column to this one."""
    heads = page.locator("[role=columnheader] bdi").all_inner_texts()
    keys(page, "Control+Home", "Home", *["ArrowRight"] * heads.index(name))


def test_a_cell_is_typed_kept_undone_and_said_in_python(page, root):
    study = shown(page, root, SHOW)
    to_column(page, "age")
    keys(page, "ArrowDown")
    page.keyboard.type("39")
    keys(page, "Enter")
    eventually(lambda: ages(study), {"Tomas": 39})
    assert python(page) == ['study.describe("Tomas", age=39)']
    page.locator(".dc-home").focus()
    keys(page, "Control+z")
    eventually(lambda: ages(study), {"Tomas": 41})
    keys(page, "ArrowUp", "F2")  # the focus went on to the next row
    page.keyboard.type("7")
    keys(page, "Escape")
    assert ages(study) == {"Tomas": 41}


def test_a_field_that_is_being_typed_in_outlives_what_others_do(page, root):
    study = shown(page, root, SHOW)
    to_column(page, "role")
    keys(page, "Enter")
    page.keyboard.type("ho")
    study.describe("Helen", role="physician")
    page.wait_for_selector("[role=gridcell]:has-text('physician')", timeout=3000)
    page.keyboard.type("st")
    keys(page, "Tab")
    eventually(lambda: study.participants().set_index("participant")["role"]["Mara Lindqvist"], "host")
    assert page.evaluate("() => document.activeElement.getAttribute('aria-label')") == "age of Mara Lindqvist"


def test_a_block_of_a_spreadsheet_is_pasted_copied_and_emptied_in_one_step_each(page, root):
    study = shown(page, root, SHOW)
    before = told(study)
    page.evaluate("() => navigator.clipboard.writeText('a\\t1\\r\\nb\\t2\\r\\nc\\t3\\r\\n')")
    to_column(page, "role")
    keys(page, "Control+v")
    eventually(lambda: list(ages(study).values()), [1, 2, 3])
    keys(page, "Control+c")
    eventually(lambda: clipboard(page)["text/plain"], "a\t1\nb\t2\nc\t3")
    keys(page, "Delete")
    eventually(lambda: ages(study), {})
    keys(page, "Control+z", "Control+z")
    eventually(lambda: told(study), before)
    keys(page, "Home", "Control+v")
    assert "cannot be pasted over" in page.locator(".dc-word").inner_text()


def test_a_column_is_added_renamed_and_removed(page, root):
    study = shown(page, root, SHOW)
    keys(page, "a")
    page.keyboard.type("years online")
    keys(page, "Enter")
    page.keyboard.type("12")
    keys(page, "Enter")
    eventually(lambda: list(study.participants()["years online"].dropna()) if "years online" in study.participants() else [], [12])
    page.get_by_role("button", name="Rename column").click()
    page.keyboard.type("seniority")
    keys(page, "Enter")
    eventually(lambda: set(study.participants().columns), {"participant", "role", "age", "seniority"})
    page.locator("[role=columnheader]", has_text="seniority").wait_for()
    page.get_by_role("button", name="Remove column").click()
    eventually(lambda: set(study.participants().columns), {"participant", "role", "age"})
    assert "dropna" in python(page)[-1]


def test_it_is_sorted_searched_and_the_focus_stays_on_its_person(page, root):
    shown(page, root, SHOW)
    page.locator("[role=rowheader]", has_text="Helen").click()
    page.locator("[role=columnheader]", has_text="Words").click()
    eventually(lambda: page.locator("[role=columnheader]", has_text="Words").get_attribute("aria-sort"), "descending")
    words = """() => [...document.querySelectorAll('[role=row] [data-row][data-col="2"]')]
      .sort((a, b) => a.dataset.row - b.dataset.row).map((c) => +c.textContent)"""
    eventually(lambda: (found := page.evaluate(words)) == sorted(found, reverse=True) and len(found) > 3, True)
    assert page.locator(".dc-what b").inner_text() == "Helen"
    keys(page, "/")
    page.keyboard.type("nurse")
    eventually(lambda: page.locator(".dc-tally").inner_text(), "1 of 6 participants")


def test_passages_names_and_memo_stand_beside_and_nothing_is_replaced(page, root):
    study = shown(page, root, SHOW)
    keys(page, "ArrowDown", "Enter")
    page.wait_for_selector(".dc-pane .dc-quote:has-text('one belongs to it')")
    keys(page, "m")
    page.keyboard.type("Who is this?")
    keys(page, "Control+Enter")
    eventually(lambda: study.memos().query("about == 'participant'")["text"].tolist(), ["Who is this?"])
    last = study.last
    keys(page, "n")
    page.wait_for_selector(".dc-names td:has-text('P2')")
    assert "study.pseudonymise(" in page.locator(".dc-names pre").inner_text()
    assert page.locator(".dc-names button", has_text="seudonymise").count() == 0
    keys(page, "Escape")
    assert page.locator(".dc-pane").is_hidden()
    assert study.last == last


def test_five_thousand_scroll_and_only_those_near_the_eye_stand_in_the_page(page, root):
    shown(page, root, SHOW)
    kernel(page, MANY)
    show_anew(page, {}, "[role=rowheader]", only=2)
    page.locator(".dc:not([data-old]) .dc-home").focus()
    keys(page, "Control+End")
    page.wait_for_selector("[role=rowheader].dc-at:has-text('Person 4999')", timeout=5000)
    assert page.locator("[role=row]").count() < 100


SLOW = """
import time
from discourse.widgets.participants import ParticipantsWidget as Grid
quick = Grid.VIEWS
Grid.VIEWS = {**quick, "people": lambda widget, asked: (time.sleep(1), quick["people"](widget, asked))[1]}
"""


def test_the_focus_moves_while_the_grid_is_asked_for_anew(page, root):
    shown(page, root, SHOW)
    kernel(page, SLOW)
    try:
        kernel(page, "study.describe('Helen', role='host')")  # every grid that is open asks anew
        page.wait_for_timeout(500)
        keys(page, "Control+End")
        last = page.locator("[role=rowheader].dc-at").inner_text()
        page.wait_for_timeout(2500)
        assert page.locator("[role=rowheader].dc-at").all_inner_texts() == [last]
    finally:
        kernel(page, "Grid.VIEWS = quick")


def test_reading_only_has_no_fields_and_an_empty_project_has_nobody(page, root):
    shown(page, root, "dc.show_participants(dc.Project(study.path), height='600px')")
    to_column(page, "role")
    keys(page, "Enter")
    assert "open for reading" in page.locator(".dc-word").inner_text()
    assert page.locator(".dc-editing").count() == 0
    shown(page, root, SHOW, make="(lambda p: dc.Project(p, coder='ana'))")
    assert "No participants yet" in page.locator(".dc-empty").inner_text()
