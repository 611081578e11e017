"""The codebook in a real JupyterLab: fields, keys, drags, two coders, and a file that holds what was done."""

from __future__ import annotations

import time

import desk_sample as sample
import pytest
from labdrive import eventually, kernel, open_notebook, show_anew, write_notebook

from discourse import Project

pytestmark = pytest.mark.browser
SETUP = """
import desk_sample as sample, discourse as dc
def made(path):
    study = sample.study(path).code('c1', 'trust', quote='nobody owns', id='k1').code('c2', 'trust', quote='Belonging', id='k2')
    dc.Project(path, coder='ben').code('c1', 'trust', quote='nobody owns', id='k3').code('c3', 'scale', quote='unpaid', id='k4')
    return study
"""


@pytest.fixture(scope="module")
def book(server, page):
    root, url = server
    write_notebook(root / "book.ipynb", SETUP, "study = None", "0")
    open_notebook(page, url, "book.ipynb")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
    return root


@pytest.fixture
def study(book, page):
    """A new project, with its codebook on the screen."""
    path = book / f"book-{time.monotonic_ns()}.db"
    show(page, f"study = made({path.name!r}); dc.show_codebook(study, code='trust', height='640px')")
    return path


def show(page, line):
    show_anew(page, {-1: line}, ".dc-page > *", only=-1)


def keys(page, *pressed):
    for key in pressed:
        page.keyboard.press(key)


def paths(path):
    return Project(path).codebook.paths


def field(path, code, name):
    frame = Project(path).codebook.frame
    return frame.loc[frame["code"] == code, name].tolist()


def saved(page):
    page.wait_for_function("() => document.querySelector('.dc-chip').textContent === 'Saved'")


def branch(page, name):
    return page.locator(".dc-branch").filter(has=page.get_by_text(name, exact=True))


def test_a_field_is_kept_when_it_is_left_and_the_notebook_hears_no_key(page, study):
    before = page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.map((c) => c.model.sharedModel.source)")
    page.locator("[data-field=definition]").click()
    page.keyboard.type("dd xx Leaning on others. 👩🏽\u200d🚀 مَن")
    keys(page, "Control+Enter")
    eventually(lambda: field(study, "trust", "definition"), ["dd xx Leaning on others. 👩🏽\u200d🚀 مَن"])
    page.locator("[data-field=terms]").click()
    page.keyboard.type("trust*")
    keys(page, "Enter")
    page.keyboard.type("-brain trust")
    page.locator("[data-field=memo]").click()
    eventually(lambda: field(study, "trust", "terms"), [["trust*", "-brain trust"]])
    page.keyboard.type("Is it one code?")
    page.locator(".dc-tree").focus()
    eventually(lambda: Project(study).memos()[["about", "target", "text"]].values.tolist()[-1:], [["code", "trust", "Is it one code?"]])
    log = Project(study).log()
    assert log["via"].tolist()[-3:] == ["codebook"] * 3
    assert log["verb"].tolist()[-3:] == ["define", "define", "memo"]
    assert before == page.evaluate("() => window.jupyterapp.shell.currentWidget.content.widgets.map((c) => c.model.sharedModel.source)")


def test_the_tree_by_keyboard_alone(page, study):
    page.locator(".dc-tree").focus()
    page.keyboard.type("wo")  # to "work" by typing
    page.wait_for_selector(".dc-name-field >> nth=0")
    eventually(lambda: page.locator(".dc-here .dc-label").inner_text(), "work")
    keys(page, "+")
    page.keyboard.type("gig")
    keys(page, "Enter")
    page.keyboard.type("shift")
    keys(page, "Enter", "Escape")
    eventually(lambda: paths(study)[4:9], ["work", "work/precarious work", "work/Work as a Service", "work/gig", "work/shift"])
    eventually(lambda: page.locator(".dc-here .dc-label").inner_text(), "shift")
    keys(page, "Alt+ArrowUp", "Alt+ArrowUp", "Alt+ArrowDown", "Alt+ArrowRight")  # at once; the last: below the one before it
    eventually(lambda: paths(study)[6:9], ["work/Work as a Service", "work/Work as a Service/shift", "work/gig"])
    saved(page)
    keys(page, "Alt+ArrowLeft")
    eventually(lambda: paths(study)[7:9], ["work/shift", "work/gig"])
    assert "moved" in page.locator(".dc [aria-live=polite]").first.text_content()
    keys(page, "F2")
    page.keyboard.type("shift work")
    keys(page, "Enter")
    eventually(lambda: paths(study)[7], "work/shift work")
    saved(page)
    keys(page, "Delete")
    eventually(lambda: "work/shift work" in paths(study), False)
    saved(page)
    keys(page, "Control+z")
    eventually(lambda: "work/shift work" in paths(study), True)


def test_codes_are_dragged_onto_another_and_between_two(page, study):
    branch(page, "scale").drag_to(branch(page, "trust"))
    eventually(lambda: paths(study)[-1], "trust/scale")
    page.wait_for_selector(".dc-branch[aria-level='2']:has-text('scale')")
    branch(page, "trust").drag_to(branch(page, "ownership"), target_position={"x": 80, "y": 3})
    eventually(lambda: paths(study)[:3], ["trust", "trust/scale", "ownership"])
    saved(page)
    keys(page, "Control+z", "Control+z")
    eventually(lambda: paths(study), list(sample.CODES))


def test_a_drag_goes_on_when_another_coder_changes_the_codebook_meanwhile(page, study):
    branch(page, "trust").hover()
    page.mouse.down()
    branch(page, "scale").hover()
    page.wait_for_selector(".dc-ghost")
    Project(study, coder="ben").define("doubt")
    page.wait_for_selector(".dc-branch:has-text('doubt')")
    branch(page, "ownership").hover(position={"x": 80, "y": 3})
    page.mouse.up()
    eventually(lambda: paths(study)[:2], ["trust", "ownership"])
    assert page.locator(".dc-ghost").count() == 0


def test_escape_ends_a_drag_and_nothing_is_moved(page, study):
    branch(page, "trust").hover()
    page.mouse.down()
    branch(page, "ownership").hover()
    page.wait_for_selector(".dc-drop-into")
    keys(page, "Escape")
    page.mouse.up()
    assert page.locator(".dc-ghost, .dc-drop-into").count() == 0
    branch(page, "scale").click()
    eventually(lambda: page.locator(".dc-here .dc-label").inner_text(), "scale")
    assert paths(study) == list(sample.CODES)


def test_ticked_codes_are_merged_after_it_was_told_what_happens(page, study):
    page.locator(".dc-tree").focus()
    keys(page, " ")
    branch(page, "scale").click(modifiers=["Control"])
    told = page.locator(".dc-told")
    assert "1 coding by ben goes to trust." in told.inner_text()
    page.locator(".dc-merging .dc-yes").click()
    eventually(
        lambda: Project(study).counts(by="coder")[["code", "coder", "n"]].values.tolist(), [["trust", "ana", 2], ["trust", "ben", 2]]
    )
    saved(page)
    page.locator(".dc-side footer button").click()
    branch(page, "scale").click()
    assert "Merged into trust" in page.locator(".dc-why").inner_text()
    page.locator("button:has-text('Bring back')").click()
    eventually(lambda: "scale" in paths(study), True)


def test_passages_are_read_and_split_off_into_two_new_codes(page, study):
    page.locator("[data-tab=passages]").click()
    page.wait_for_selector(".dc-quotes .dc-blocks-row")
    assert page.locator(".dc-quotes .dc-tally").inner_text() == "3 passages"
    ticks = page.locator(".dc-quotes .dc-tick input")
    ticks.nth(0).click()
    ticks.nth(1).click()
    page.locator(".dc-split input").fill("in people")
    page.locator("button:has-text('Add a part')").click()
    ticks.nth(2).click()
    page.locator(".dc-split input").fill("in systems")
    page.locator(".dc-split .dc-yes").click()
    eventually(
        lambda: sorted(Project(study).codings()[["id", "code"]].values.tolist()),
        [["k1", "in people"], ["k2", "in systems"], ["k3", "in people"], ["k4", "scale"]],
    )
    assert Project(study).log()["verb"].tolist().count("split_code") == 1


def test_two_coders_see_each_other_and_nobody_writes_over_the_other(page, study):
    page.locator("[data-field=definition]").click()
    page.keyboard.type("What ana writes")
    ben = Project(study, coder="ben").define("hope").define("trust", definition="What ben wrote")
    began = time.monotonic()
    page.wait_for_selector(".dc-branch:has-text('hope')", timeout=3000)
    assert time.monotonic() - began < 2
    page.wait_for_selector(".dc-dispute:has-text('What ben wrote')")
    assert page.locator("[data-field=definition]").input_value() == "What ana writes"
    page.locator(".dc-branch").first.click()  # to another code, and back: the draft is still there
    branch(page, "trust").click()
    assert page.locator("[data-field=definition]").input_value() == "What ana writes"
    assert field(study, "trust", "definition") == ["What ben wrote"]
    page.locator("button:has-text('Keep mine')").click()
    eventually(lambda: field(study, "trust", "definition"), ["What ana writes"])
    eventually(lambda: page.locator(".dc-dispute:visible").count(), 0)
    ben.rename("trust", "confidence")
    page.wait_for_function("() => document.querySelector('.dc-name-field').value === 'confidence'")


def test_colours_are_checked_and_made_distinct_in_one_step(page, study):
    deeds = len(Project(study).log())
    page.locator(".dc-middle button:has-text('Colours')").click()
    page.wait_for_selector(".dc-table")
    assert "look alike to somebody" in page.locator(".dc-page").inner_text()
    page.locator("button:has-text('Give all codes distinct colours')").click()
    eventually(lambda: len(Project(study).log()), deeds + 1)
    assert Project(study).codebook == Project(study).codebook.with_colours()
    saved(page)
    branch(page, "trust").click()
    page.locator(".dc-colour").click()
    page.locator(".dc-swatch[aria-label^='#56B4E9']").click()
    eventually(lambda: field(study, "trust", "colour"), ["#56B4E9"])
    page.wait_for_selector(".dc-swatch[aria-label^='#56B4E9'][aria-pressed=true]")


def test_a_refused_name_stays_in_its_field_and_says_why(page, study):
    page.locator(".dc-tree").focus()
    keys(page, "F2")
    page.keyboard.type("scale")
    keys(page, "Enter")
    page.wait_for_selector(".dc-word:has-text(\"there is a code 'scale'\")")
    assert page.locator(".dc-name-field").input_value() == "scale"
    assert "trust" in paths(study)
    page.locator(".dc-word button").click()


def test_what_is_written_behind_a_rename_goes_to_the_renamed_code(page, study):
    """The kernel is busy: both wait, and the second must not make a code of the old name."""
    page.evaluate(
        """() => { window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute(
          { code: 'import time; time.sleep(1.5)', store_history: false }); }"""
    )
    page.locator(".dc-tree").focus()
    keys(page, "F2")
    page.keyboard.type("confidence")
    keys(page, "Enter")
    page.locator("[data-field=brief]").click()
    page.keyboard.type("leaning on others")
    keys(page, "Control+Enter")
    eventually(lambda: field(study, "confidence", "brief"), ["leaning on others"])
    assert "trust" not in paths(study)


def test_what_was_written_is_kept_when_the_page_is_reloaded(page, study):
    page.locator("[data-field=brief]").click()
    page.keyboard.type("typed and gone")
    page.evaluate("() => window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    eventually(lambda: field(study, "trust", "brief"), ["typed and gone"])


def test_a_long_list_of_passages_is_drawn_in_parts(book, page):
    path = f"long-{time.monotonic_ns()}.db"
    kernel(
        page,
        "import pandas as pd\n"
        "said = pd.DataFrame({'text': [f'number {n}: who owns it 😀' for n in range(3000)]})\n"
        f"long = dc.Project({path!r}, coder='ana').add(dc.Corpus(said), dc.Codebook.from_terms({{'ownership': 'own*'}}))\n"
        "long.code(dc.find_terms(long.corpus, long.codebook).assign(coder='ana')[['utterance', 'start', 'end', 'code', 'coder']])",
    )
    show(page, "dc.show_codebook(long, code='ownership', height='640px')")
    began = time.monotonic()
    page.locator("[data-tab=passages]").click()
    page.wait_for_selector(".dc-quotes .dc-blocks-row")
    assert time.monotonic() - began < 3
    assert page.locator(".dc-quotes .dc-tally").inner_text() == "3,000 passages"
    assert page.locator(".dc-quotes .dc-blocks-row").count() < 300


def test_a_project_for_reading_says_why_nothing_can_be_written(page, study):
    show(page, f"dc.show_codebook(dc.Project({study.name!r}), code='trust', height='640px')")
    assert "Open for reading only" in page.locator(".dc-why").inner_text()
    assert page.locator(".dc-page :is(textarea, input):enabled").count() == 0
    assert page.locator(".dc-chip").inner_text() == "Reading only"


def test_an_empty_codebook_begins_with_one_word(book, page):
    path = book / f"empty-{time.monotonic_ns()}.db"
    show(page, f"study = dc.Project({path.name!r}, coder='ana'); dc.show_codebook(study, height='640px')")
    assert 'study.define(dc.Codebook.read("codebook.yml"))' in page.locator(".dc-empty").inner_text()
    page.locator("button:has-text('Add the first code')").click()
    page.keyboard.type("<b>own")
    keys(page, "Enter")
    page.wait_for_selector(".dc-branch")
    assert page.locator(".dc-branch .dc-label").inner_text() == "<b>own"
    assert page.locator(".dc-branch b").count() == 0
