"""Which number is the day: laws, and the cases that leave it open."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from discourse.loaders._day_order import as_day, day_order


@given(
    st.dates(date(2011, 1, 1), date(2030, 1, 1)),
    st.lists(st.integers(0, 3), min_size=40, max_size=60),
    st.sampled_from(["dmy", "mdy", "ymd"]),
)
def test_forty_days_in_a_row_show_their_order(start: date, steps: list[int], order: str) -> None:
    days = [start + timedelta(days=sum(steps[:n])) for n in range(len(steps))]
    if len(set(days)) < 20 or (max(days) - min(days)).days < 32:
        return
    parts = [{"y": day.year, "m": day.month, "d": day.day} for day in days]
    triples = [(p[order[0]], p[order[1]], p[order[2]]) for p in parts]
    found = day_order(triples, four=order.index("y"))
    assert [as_day(one, found.order) for one in triples] == days


def test_a_single_day_leaves_it_open_unless_both_numbers_are_the_same() -> None:
    assert not day_order([(2, 3, 2021)], four=2).certain
    assert day_order([(3, 3, 2021)], four=2).certain


def test_the_usual_order_is_taken_where_it_is_open() -> None:
    assert day_order([(2, 3, 2021)], "mdy", four=2).order == "mdy"


def test_no_such_day_is_none() -> None:
    assert as_day((31, 2, 2021), "dmy") is None
