"""Notebooks are kept without outputs (a stored output would hold the whole corpus), and each cell of code has a sentence before it."""

import json
import re
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_kept_without_outputs(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert "widgets" not in notebook["metadata"]
    for cell in notebook["cells"]:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_says_why_before_it_does(path):
    kinds = [c["cell_type"] for c in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    assert kinds[0] == "markdown"
    assert kinds[-1] == "markdown"
    for n, kind in enumerate(kinds):
        assert kind == "markdown" or kinds[n - 1] == "markdown" or kinds[n - 2] == "markdown"


def test_the_notebooks_follow_the_flow_of_the_work():
    assert [p.stem for p in NOTEBOOKS] == [
        "01-read",
        "02-find-themes",
        "03-code-passages",
        "04-chart-participants",
        "05-export",
        "06-keep-and-share",
        "07-start-a-codebook",
        "08-machine-coders",
        "09-look-again",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_says_where_we_are_and_links_to_all_others(path):
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    first, last = ("".join(cells[n]["source"]) for n in (0, -1))
    title = first.splitlines()[0]
    place = NOTEBOOKS.index(path)
    assert title.startswith(f"# {place + 1} · ")
    assert [p.name for p in NOTEBOOKS if p != path] == re.findall(r"\]\(([\w-]+\.ipynb)\)", first)
    assert f"({NOTEBOOKS[(place + 1) % len(NOTEBOOKS)].name})" in last
