"""The short forms of the long scripts beside this file."""

from __future__ import annotations

import pytest

from tests.project.faults.crowd import crowd
from tests.project.faults.kills import kill_writers


def test_kills_lose_nothing_that_was_acknowledged(tmp_path):
    counted = kill_writers(tmp_path, kills=4, seed=1)
    assert counted["kills"] == 4
    assert counted["stored"] - counted["acknowledged"] == counted["between"] <= 4


def test_a_crowd_loses_nothing_and_doubles_nothing(tmp_path):
    assert crowd(str(tmp_path / "study.db"), coders=2, deeds=20) > 0


@pytest.mark.slow
def test_many_kills_lose_nothing_that_was_acknowledged(tmp_path):
    assert kill_writers(tmp_path, kills=60)["kills"] == 60
