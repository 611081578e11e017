"""Praat's TextGrids: both forms, both encodings, and what praatio reads out of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from praatio import textgrid as praat

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders.textgrid import read_textgrid
from tests.conftest import TOP
from tests.loaders.mangling import ends_well, mangled
from tests.loaders.truth import INPUTS, shared, truth

SAMPLE = TOP / "data" / "samples" / "textgrid.TextGrid"
GRIDS = sorted(str(p.relative_to(INPUTS)) for p in INPUTS.glob("3-transcripts-docs/**/*.TextGrid"))


def short(text: str) -> str:
    """The long form made short, as Praat does: only what stands in the open is kept."""
    kept = re.findall(r'"(?:[^"]|"")*"|<exists>|(?<=[=\s])-?\d[\d.]*(?=\s|$)', text)
    return "File type = " + "\n".join(kept)


def test_the_sample_has_two_tiers_of_one_name_that_stay_two() -> None:
    corpus = dc.read(SAMPLE)
    assert corpus.utterances[["kind", "participant", "start_s", "end_s", "text"]].values.tolist() == [
        ["turn", "Noor (1)", 0.0, 3.5, 'Who looks after "our" garden? 🌱'],
        ["turn", "Noor (2)", 3.5, 6.25, "We do. 👩🏽‍🌾 Zoé too."],
        ["mark", "tier 3", 5.0, 5.0, "a bird"],
        ["turn", "Noor (1)", 6.25, 9.0, "שלום,\nthank you."],
    ]
    assert corpus.attrs["tier_names"] == ["Noor", "Noor", ""]


def test_the_short_form_and_utf_16_say_the_same() -> None:
    long = read_textgrid(SAMPLE)
    for raw in (short(SAMPLE.read_text()).encode(), SAMPLE.read_text().encode("utf-16"), SAMPLE.read_text().replace("\n", "\r\n").encode()):
        other = read_textgrid(raw, thread="textgrid").utterances.drop(columns=["id", "thread"])
        assert other.equals(long.utterances.drop(columns=["id", "thread"]))


@pytest.mark.parametrize("end", [0.2, 0.5, 0.9])
def test_a_cut_file_says_where_it_breaks_off(end: float) -> None:
    text = SAMPLE.read_text()
    with pytest.raises(LoadError, match=r"cut|stands where"):
        read_textgrid(text[: int(len(text) * end)])


def test_a_grid_of_silence_is_no_discussion() -> None:
    with pytest.raises(NotADiscussion, match="no label"):
        read_textgrid('"ooTextFile"\n"TextGrid"\n0 1 <exists> 1 "IntervalTier" "Ana" 0 1 1 0 1 ""')


@pytest.mark.parametrize("path", GRIDS)
def test_the_shared_grids_have_their_tiers_and_labels(path: str) -> None:
    expected = truth(path)
    corpus = dc.read(shared(path))
    assert corpus.attrs["provenance"][0]["loader"] == "textgrid"
    names = [n[1:-1] if not expected["long"] else n for n in expected["names"]]  # TRUTH keeps the quotes of the short form
    assert corpus.attrs["tier_names"] == [n.replace('""', '"') for n in names]
    if expected["labels_nonempty"] is not None:
        assert len(corpus) == expected["labels_nonempty"]
    grid = praat.openTextgrid(str(shared(path)), includeEmptyIntervals=False, duplicateNamesMode="rename")
    assert len(corpus) == sum(len(tier.entries) for tier in grid.tiers)


@given(mangled(SAMPLE.read_bytes()))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_ends_in_a_corpus_or_in_one_clear_error(raw: bytes) -> None:
    ends_well(read_textgrid, raw)
