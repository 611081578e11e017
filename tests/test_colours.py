"""Colours against the published values: CIEDE2000 by Sharma et al., contrast by WCAG, simulation by what it must keep."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import Codebook
from discourse._code_tree import PALETTE
from discourse._colours import ALIKE, ENOUGH, PALETTES, PAPERS, VISIONS, as_rgb, ciede2000, contrast, distinct, lab, nearest, readable, seen
from discourse.errors import CodebookError, UnknownCode

#: Sharma, Wu and Dalal (2005), table 1: L* a* b* of both colours, and their difference.
PUBLISHED = """
50.0000 2.6772 -79.7751 50.0000 0.0000 -82.7485 2.0425
50.0000 3.1571 -77.2803 50.0000 0.0000 -82.7485 2.8615
50.0000 2.8361 -74.0200 50.0000 0.0000 -82.7485 3.4412
50.0000 -1.3802 -84.2814 50.0000 0.0000 -82.7485 1.0000
50.0000 -1.1848 -84.8006 50.0000 0.0000 -82.7485 1.0000
50.0000 -0.9009 -85.5211 50.0000 0.0000 -82.7485 1.0000
50.0000 0.0000 0.0000 50.0000 -1.0000 2.0000 2.3669
50.0000 -1.0000 2.0000 50.0000 0.0000 0.0000 2.3669
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0009 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0010 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0011 7.2195
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0012 7.2195
50.0000 -0.0010 2.4900 50.0000 0.0009 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0010 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0011 -2.4900 4.7461
50.0000 2.5000 0.0000 50.0000 0.0000 -2.5000 4.3065
50.0000 2.5000 0.0000 73.0000 25.0000 -18.0000 27.1492
50.0000 2.5000 0.0000 61.0000 -5.0000 29.0000 22.8977
50.0000 2.5000 0.0000 56.0000 -27.0000 -3.0000 31.9030
50.0000 2.5000 0.0000 58.0000 24.0000 15.0000 19.4535
50.0000 2.5000 0.0000 50.0000 3.1736 0.5854 1.0000
50.0000 2.5000 0.0000 50.0000 3.2972 0.0000 1.0000
50.0000 2.5000 0.0000 50.0000 1.8634 0.5757 1.0000
50.0000 2.5000 0.0000 50.0000 3.2592 0.3350 1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""
COLOURS = st.builds("#{:02X}{:02X}{:02X}".format, *[st.integers(0, 255)] * 3)


def test_the_distance_is_that_of_the_published_table():
    rows = np.array([[float(x) for x in line.split()] for line in PUBLISHED.strip().splitlines()])
    assert len(rows) == 34
    assert np.abs(ciede2000(rows[:, :3], rows[:, 3:6]) - rows[:, 6]).max() < 5e-5
    assert np.abs(ciede2000(rows[:, 3:6], rows[:, :3]) - rows[:, 6]).max() < 5e-5


@given(COLOURS, COLOURS)
def test_a_distance_is_the_same_both_ways_and_nought_to_itself(one, other):
    a, b = lab(as_rgb([one]))[0], lab(as_rgb([other]))[0]
    assert ciede2000(a, b) == pytest.approx(ciede2000(b, a), abs=1e-6)
    assert ciede2000(a, a) == 0


def test_white_and_black_are_a_hundred_apart():
    assert lab(as_rgb(["#ffffff"]))[0] == pytest.approx([100, 0, 0], abs=0.02)
    assert float(ciede2000(*lab(as_rgb(["#000000", "#ffffff"])))) == pytest.approx(100, abs=0.01)


@pytest.mark.parametrize("vision", VISIONS)
def test_greys_look_the_same_to_everyone(vision):
    greys = as_rgb(["#000", "#555", "#808080", "#fff"])
    assert np.abs(seen(greys, vision) - greys).max() < 0.005


def test_red_and_green_come_close_to_those_who_are_blind_to_them_and_to_nobody_else():
    red, green = as_rgb(["#C53030", "#5E7D2B"])

    def apart(vision):
        return float(ciede2000(lab(seen(red, vision)), lab(seen(green, vision))))

    assert max(apart("protanopia"), apart("deuteranopia")) < 30 < min(apart("normal"), apart("tritanopia"))


def test_the_palettes_are_what_they_are_said_to_be():
    """The nearest pair of Okabe and Ito's palette lies at 10.9 to somebody; it is what ALIKE goes by."""
    assert nearest(PALETTES["Okabe–Ito"][1]) == pytest.approx(10.9, abs=0.05)
    for source, colours in PALETTES.values():
        assert source
        assert len(set(colours)) == len(colours)
        assert nearest(colours) > ALIKE


def test_codes_without_a_colour_get_one_that_can_be_told_apart_and_that_no_other_has():
    book = Codebook.from_yaml("codes: {a: {}, b: {colour: '#0072b2'}, c: {}, d: {}}")
    assert list(book.colours.values()) == [PALETTE[1], "#0072b2", PALETTE[2], PALETTE[3]]
    twelve = Codebook.from_terms({f"code {k}": [] for k in range(12)}).colours
    assert tuple(twelve.values()) == PALETTE
    assert nearest(PALETTE) > 8
    assert min(contrast(PALETTE, paper).min() for paper in PAPERS.values()) >= ENOUGH
    assert len(Codebook.from_terms({f"code {k}": [] for k in range(30)}).colours) == 30


def test_the_contrast_of_grey_is_that_of_the_standard():
    assert contrast(["#767676", "#949494", "#ffffff"], "#ffffff").round(2).tolist() == [4.54, 3.03, 1.0]


@pytest.mark.parametrize("colour", ["", "red", "#12", "#12345", "#1234567", "0072B2", "#00g", "#0072B2;x", "url(x)", "#0072B2\n"])
def test_what_is_no_colour_is_not_read(colour):
    assert not readable(colour)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.one_of(COLOURS, st.sampled_from(["red", "", "#0072B2", "#0072B2"])), min_size=1, max_size=20))
def test_distinct_colours_are_never_nearer_than_before_and_choosing_twice_changes_nothing(colours):
    chosen = distinct(colours)
    assert len(chosen) == len(colours)
    assert all(map(readable, chosen))
    if all(readable(c) and min(contrast([c], paper)[0] for paper in PAPERS.values()) >= ENOUGH for c in colours):
        assert nearest(chosen) >= nearest(colours)
    assert all(min(contrast([c], paper)[0] for paper in PAPERS.values()) >= ENOUGH for c in chosen)
    assert nearest(distinct(chosen)) >= nearest(chosen)


@pytest.mark.parametrize(("n", "apart"), [(2, 40), (6, 10), (12, 8), (17, 6.5), (40, 3.5)])
def test_as_many_colours_as_there_are_codes_are_found(n, apart):
    book = Codebook.from_terms({f"code {k}": [] for k in range(n)})
    assert nearest(list(book.with_colours().colours.values())) > apart


def test_colours_that_are_far_enough_apart_stay():
    book = Codebook.from_terms({"a": [], "b": [], "c": []}).with_colours({"a": "#0072B2", "b": "#D55E00", "c": "#D55E01"})
    after = book.with_colours().colours
    assert (after["a"], after["b"]) == ("#0072B2", "#D55E00")
    assert after["c"] not in ("#D55E00", "#D55E01")


def test_only_the_colours_that_are_given_change_and_all_else_stays():
    book = Codebook.from_yaml("title: T\ncodes: {work: {brief: b, terms: [x], codes: {WaaS: {definition: d}}}}")
    more = book.with_colours({"waas": "#abc"})
    assert set(book.diff(more)[["code", "field"]].itertuples(index=False, name=None)) == {("work/WaaS", "colour")}
    assert more.title == "T"
    with pytest.raises(CodebookError, match="write it as #rrggbb"):
        book.with_colours({"work": "red"})
    with pytest.raises(UnknownCode):
        book.with_colours({"wrk": "#abc"})
