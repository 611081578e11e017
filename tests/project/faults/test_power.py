"""Power cuts: the short form of power.py, and why the settings are what they are."""

from __future__ import annotations

import pytest

pytest.importorskip("apsw", reason="power cuts are played through apsw")
from tests.project.faults.power import cut_power


def test_a_power_cut_loses_nothing_that_was_acknowledged(tmp_path):
    assert cut_power(tmp_path, 12, deeds=5) == 0


def test_what_was_acknowledged_is_there_when_the_power_goes_at_once(tmp_path):
    assert cut_power(tmp_path, 6, deeds=5, after=True) == 0


def test_with_a_lesser_sync_it_would(tmp_path):
    assert cut_power(tmp_path, 6, deeds=5, synchronous="FULL", after=True) > 0


@pytest.mark.slow
@pytest.mark.parametrize(("journal", "synchronous", "none"), [("delete", "EXTRA", True), ("wal", "EXTRA", True), ("wal", "NORMAL", False)])
def test_many_power_cuts(tmp_path, journal, synchronous, none):
    assert (cut_power(tmp_path, 100, journal=journal, synchronous=synchronous) == 0) is none
