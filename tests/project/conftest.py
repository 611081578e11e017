"""The project's tests run twice: on a file, and on a team's database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count

import pytest

from discourse import Codebook, Corpus, Project

_names = count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    if sys.platform == "win32":
        pytest.skip("the tests start PostgreSQL as Unix does")
    from tests.project.server import running_server

    with running_server() as address:
        yield address


@pytest.fixture
def database(server: str) -> str:
    """The address of a project that nobody has used."""
    return f"{server}&project=study_{next(_names)}"


@pytest.fixture(params=["file", "database"])
def place(request: pytest.FixtureRequest, tmp_path) -> str:
    """Where a project may be kept: a path, then an address."""
    return str(tmp_path / "study.db") if request.param == "file" else request.getfixturevalue("database")


@pytest.fixture
def study(place: str, corpus: Corpus, book: Codebook) -> Project:
    return Project(place, coder="ana").add(corpus, book)
