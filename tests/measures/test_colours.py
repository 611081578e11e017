"""The colours of a codebook, told pair by pair and paper by paper."""

from __future__ import annotations

import pytest

from discourse import Codebook, measure_colours, measure_contrast
from discourse.errors import CodebookError, FrameError


def book(**colours: str) -> Codebook:
    return Codebook.from_terms({c: [] for c in colours}).with_colours(colours)


def test_each_pair_is_told_once_for_each_vision_the_nearest_first():
    table = measure_colours(book(a="#0072B2", b="#D55E00", c="#009E73"))
    assert len(table) == 3 * 4
    assert table["distance"].is_monotonic_increasing
    assert table.groupby("vision").size().to_dict() == {"normal": 3, "protanopia": 3, "deuteranopia": 3, "tritanopia": 3}
    assert not table.duplicated(["code", "other", "vision"]).any()


def test_red_and_green_are_alike_to_some_and_not_to_others():
    table = measure_colours(book(red="#B06000", green="#5E8000"), below=15)
    assert table.set_index("vision")["alike"].to_dict() == {"normal": False, "protanopia": True, "deuteranopia": True, "tritanopia": False}
    assert table.attrs["below"] == 15


def test_one_code_or_none_has_no_pairs():
    for codes in ({}, {"a": []}):
        table = measure_colours(Codebook.from_terms(codes))
        assert list(table.columns) == ["code", "other", "vision", "distance", "alike"]
        assert table.empty


def test_the_demo_codebook_is_as_its_comment_says():
    nearest = measure_colours(Codebook.read("data/codebooks/networked-work.yml")).groupby("vision")["distance"].min().round(1)
    assert nearest.to_dict() == {"normal": 15.2, "protanopia": 7.3, "deuteranopia": 6.5, "tritanopia": 9.4}


def test_contrast_is_told_for_each_paper_in_the_order_of_the_codebook():
    table = measure_contrast(book(yellow="#F0E442", blue="#0072B2"), papers={"white": "#fff", "cream": "#fff8e7"})
    assert table[["code", "paper", "enough"]].values.tolist() == [
        ["yellow", "white", False], ["yellow", "cream", False], ["blue", "white", True], ["blue", "cream", True],
    ]  # fmt: skip


@pytest.mark.parametrize("measure", [measure_colours, measure_contrast])
def test_what_is_no_colour_and_what_is_no_codebook_are_told(measure):
    with pytest.raises(CodebookError, match="'a' is 'red'; write it as #rrggbb"):
        measure(Codebook.from_yaml("codes: {a: {colour: red}, b: {}}"))
    with pytest.raises(FrameError, match="takes a Codebook"):
        measure("codebook.yml")


def test_a_paper_that_is_no_colour_is_told():
    with pytest.raises(CodebookError, match="the paper 'wall' is 'white'"):
        measure_contrast(book(a="#0072B2"), papers={"wall": "white"})
