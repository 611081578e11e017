"""What goes wrong with a file goes wrong with a file only."""

import pytest

from discourse import Project


@pytest.fixture
def study(tmp_path, corpus, book):
    return Project(tmp_path / "study.db", coder="ana").add(corpus, book)
