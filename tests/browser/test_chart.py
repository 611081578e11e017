"""The chart in a real JupyterLab: a click on a cell lists its passages, and what they say is shown as text."""

from __future__ import annotations

import pytest
from labdrive import command, open_notebook, write_notebook

pytestmark = pytest.mark.browser

MAKE = """
import discourse as dc, pandas as pd
texts = ["😀 my own <img src=x onerror=document.title=1> net", "hm", "our work"]
said = dc.Corpus(pd.DataFrame({"text": texts, "participant": ["Ana", "Ben", "Ben"]}))
marked = pd.DataFrame({"utterance": ["1", "3"], "start": [2, 4], "end": [48, 8], "code": ["ownership", "work"], "coder": ["me", "me"]})
themes = dc.measure_themes(marked, said)
"""


@pytest.fixture(scope="module")
def notebook(server, page):
    root, url = server
    write_notebook(root / "chart.ipynb", MAKE, "dc.draw_themes(themes)", "dc.draw_themes(themes, style='stacked').show()")
    open_notebook(page, url, "chart.ipynb")
    command(page, "notebook:run-all-cells")
    page.wait_for_selector(".js-plotly-plot .nsewdrag", timeout=60_000)
    return page


def test_a_click_on_a_cell_lists_its_passages_as_text(notebook):
    page = notebook
    page.get_by_text("Click a mark to read its passages").wait_for()
    area = page.locator(".js-plotly-plot .nsewdrag").first.bounding_box()
    page.mouse.move(area["x"] + area["width"] * 0.25, area["y"] + area["height"] * 0.25, steps=4)
    page.wait_for_timeout(300)
    page.mouse.down()
    page.mouse.up()
    page.get_by_text("1 passage").wait_for(timeout=10_000)
    assert page.locator("li", has_text="my own <img src=x").count() == 1
    assert page.title() != "1"


def test_the_same_chart_is_drawn_without_a_widget_too(notebook):
    notebook.wait_for_function("() => document.querySelectorAll('.js-plotly-plot').length === 2", timeout=30_000)
