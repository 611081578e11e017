"""A time is read where it can mean one thing only."""

import pandas as pd
import pytest

from discourse.loaders._times import column_of_times, one_time


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("March 3rd, 2020 at 9:05 pm", "2020-03-03T21:05:00"),
        ("3 March 2020", "2020-03-03T00:00:00"),
        ("11. Dezember 2012 um 11:07", "2012-12-11T11:07:00"),
        ("5 août 2014 à 9h30", "2014-08-05T09:30:00"),
        ("3 de mayo de 2011", "2011-05-03T00:00:00"),
        ("05.11.2013 21:30", "2013-11-05T21:30:00"),
        ("2013-11-05 12:00 am", "2013-11-05T00:00:00"),
        ("31/12/2019", "2019-12-31T00:00:00"),
        ("12/31/2019", "2019-12-31T00:00:00"),
    ],
)
def test_a_time_in_words(text, iso):
    assert one_time(text).isoformat() == iso


@pytest.mark.parametrize(
    "text", ["yesterday", "3 days ago", "1 Monat her", "03/04/2019", "2019", "31 February 2020", "32.1.2020", "13:00 pm", ""]
)
def test_what_can_mean_several_things_is_no_time(text):
    assert one_time(text) is None


def read(*texts):
    times, why = column_of_times(pd.Series(texts))
    return [None if t is pd.NaT else t.isoformat() for t in times], list(why)


def test_iso_and_seconds_from_1970_become_utc():
    assert read("2020-03-29T02:30:00+01:00", "1577836800", "1577836800000")[0] == [
        "2020-03-29T01:30:00+00:00", "2020-01-01T00:00:00+00:00", "2020-01-01T00:00:00+00:00",
    ]  # fmt: skip


def test_naive_times_stay_naive():
    assert read("2020-03-29T02:30:00", "2020-03-30") == (["2020-03-29T02:30:00", "2020-03-30T00:00:00"], ["", ""])


def test_one_day_above_twelve_settles_the_order_of_the_column():
    assert read("03/04/2019", "31/12/2019")[0] == ["2019-04-03T00:00:00", "2019-12-31T00:00:00"]
    assert read("03/04/2019", "12/31/2019")[0] == ["2019-03-04T00:00:00", "2019-12-31T00:00:00"]


def test_a_column_that_contradicts_itself_is_left_missing():
    times, why = read("31/12/2019", "12/31/2019", "01/02/2019")
    assert times == [None] * 3
    assert set(why) == {"day and month could be meant the other way round"}


@pytest.mark.parametrize("text", ["0000-00-00 00:00:00", "2019-02-30", "yesterday", "00:12:30", "7", "2019", "99999999999999999"])
def test_what_is_no_time_is_never_1970(text):
    assert read("2020-01-01", text)[0] == ["2020-01-01T00:00:00", None]
    assert read("2020-01-01", text)[1][1]


def test_where_few_have_a_zone_the_few_are_left_missing():
    times, why = read("2020-01-01T10:00Z", "2020-01-01T10:00", "2020-01-02T10:00Z")
    assert times == ["2020-01-01T10:00:00+00:00", None, "2020-01-02T10:00:00+00:00"]
    assert why[1] == "has no zone, other times have one"


def test_the_end_of_time_and_nothing_at_all():
    assert read("9999-12-31T23:59:59Z", "")[0] == ["9999-12-31T23:59:59+00:00", None]
    assert read("", "")[0] == [None, None]
