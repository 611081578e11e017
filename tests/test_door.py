"""The front door: every name opens, and opening the house is light."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import discourse as dc

TOP = Path(__file__).parents[1]


@pytest.mark.parametrize("name", dc.__all__)
def test_every_name_at_the_door_opens(name):
    assert getattr(dc, name).__doc__


@pytest.mark.parametrize("name", [name for name in dc.__all__ if callable(getattr(dc, name))])
def test_each_public_name_has_a_worked_example_and_each_verb_its_errors(name):
    opened = getattr(dc, name)
    assert ">>> " in opened.__doc__
    assert isinstance(opened, type) or re.search(r"\bRaises\b|\braises\b", opened.__doc__)


def test_each_public_verb_stands_in_the_file_of_its_name():
    verbs = {"read": "loaders", "find": "themes", "measure": "measures", "draw": "charts", "write": "exports", "show": "widgets"}
    for name in dc.__all__:
        verb, _, rest = name.partition("_")
        if rest and verb in verbs:
            assert getattr(dc, name).__module__ == f"discourse.{verbs[verb]}.{rest.rstrip('_')}", name


def test_opening_the_door_loads_nothing_heavy():
    heavy = ["pandas", "spacy", "sklearn", "plotly", "sqlalchemy", "ipywidgets", "anywidget", "yaml", "re2", "simplemma"]
    code = f"import sys, discourse; print([m for m in {heavy!r} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_the_list_of_dependencies_is_the_one_that_was_decided():
    project = tomllib.loads((TOP / "pyproject.toml").read_text())["project"]
    names = {d.split(">")[0].split("=")[0] for d in project["dependencies"]}
    assert names == {
        "PyYAML", "SQLAlchemy", "ahocorasick_rs", "anywidget", "charset-normalizer", "google-re2", "ipywidgets", "jupyterlab",
        "lazy_loader", "lxml", "pandas", "plotly", "pyarrow", "scikit-learn", "selectolax", "simplemma", "spacy", "tqdm",
    }  # fmt: skip
