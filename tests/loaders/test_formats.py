"""Every input that TRUTH.json tells of is read and counted, or it is written down why not; ``data/FORMATS.md`` says so."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import discourse as dc
from discourse import loaders
from discourse.errors import LoadError
from tests.loaders import formats, truth
from tests.loaders.formats import EXCEPTIONS, MAIN, NOT_READ, REFUSED, TOP, Tried, own, reason, sample_of

FORMATS = TOP / "data" / "FORMATS.md"
STUB = (TOP / "discourse" / "__init__.pyi").read_text(encoding="utf-8")
LARGE = "4-coded/swda-nltk/udhr2.zip"  # ten seconds, and nothing to count


@pytest.fixture(scope="module")
def tried() -> list[Tried]:
    """All inputs, each read once: half a minute."""
    entries = {path: truth.truth(path) for path in truth.paths()}
    skipped = [path for path in entries if path == LARGE or not (truth.INPUTS / path).exists()]
    return [
        Tried(path, str(entry["kind"]), "") if path in skipped else formats.attempt(path, entry)
        for path, entry in ((p, {"kind": "", **e}) for p, e in entries.items())
    ]


def test_every_input_is_read_or_it_is_told_why_not(tried: list[Tried]) -> None:
    for one in tried:
        if one.error and formats.not_read(one.path, one.kind) is None:
            counts = [told for _, told in one.facts.values()]
            assert isinstance(one.error, LoadError), one
            assert counts == [0] or reason(one.path, MAIN[one.kind]), f"{one.path}: {one.error}"


def test_every_count_is_met_or_it_is_told_why_not(tried: list[Tried]) -> None:
    for one in tried:
        if formats.not_read(one.path, one.kind) is None:
            assert one.facts, f"{one.path}: nothing is counted"
            assert {name: one.facts[name] for name in one.missed if reason(one.path, name) is None} == {}, one.path


def test_no_exception_outlives_its_reason(tried: list[Tried]) -> None:
    missed = {(one.path.rpartition("/")[2], name) for one in tried for name in ("", *one.missed) if one.missed}
    assert set(EXCEPTIONS) <= missed
    assert set(NOT_READ) <= {one.path for one in tried} | {one.kind for one in tried}


def test_what_is_no_discussion_is_refused(tried: list[Tried]) -> None:
    refused = [one for one in tried if one.kind in REFUSED or Path(one.path).name in REFUSED]
    assert {one.path: one.error for one in refused if one.error is None} == {}
    assert len(refused) >= len(REFUSED)


def test_the_table_is_what_was_measured(tried: list[Tried]) -> None:
    made = formats.table(tried)
    if os.environ.get("DISCOURSE_WRITE"):
        FORMATS.write_text(made, encoding="utf-8")
    assert FORMATS.read_text(encoding="utf-8") == made


@pytest.mark.parametrize("loader", own())
def test_a_loader_has_a_sample_that_it_reads(loader: str) -> None:
    corpus = dc.read(sample_of(loader))
    assert {record["loader"] for record in corpus.attrs["provenance"]} == {loader}
    assert len(corpus) >= 2
    assert f"| {loader} | {formats.caption(loader)} |" in FORMATS.read_text(encoding="utf-8")


@pytest.mark.parametrize("loader", own())
def test_a_loader_has_a_public_name_and_an_example_that_runs(loader: str) -> None:
    assert f"from .loaders.{loader} import read_{loader} as read_{loader}\n" in STUB
    assert getattr(dc, f"read_{loader}") is getattr(loaders.loaders()[loader], f"read_{loader}")
    assert re.search(rf"^\s*>>> .*\bread_{loader}\(", str(getattr(dc, f"read_{loader}").__doc__), re.M)
