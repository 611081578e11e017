import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from discourse.threads import reading_order


def said(**reply_to):
    return pd.DataFrame({"id": list(reply_to), "thread": "t", "reply_to": list(reply_to.values())})


def test_an_answer_follows_what_it_answers_though_it_came_later():
    order = reading_order(said(post=None, first="post", second="post", late="first"))
    assert order.values.tolist() == [["post", 0], ["first", 1], ["late", 2], ["second", 1]]


def test_an_orphan_and_a_circle_stand_at_the_top():
    order = reading_order(said(orphan="gone", a="b", b="a", itself="itself"))
    assert order.values.tolist() == [["orphan", 0], ["itself", 0], ["a", 0], ["b", 1]]


def test_a_chain_of_ten_thousand_answers_has_no_end_of_stack():
    deep = pd.DataFrame({"id": [str(n) for n in range(10_000)], "thread": "t", "reply_to": [None, *map(str, range(9_999))]})
    assert reading_order(deep)["depth"].max() == 9_999


@given(st.lists(st.integers(-1, 12), min_size=1, max_size=12))
def test_each_utterance_comes_exactly_once_whatever_answers_what(parents):
    table = pd.DataFrame(
        {"id": [str(n) for n in range(len(parents))], "thread": "t", "reply_to": [str(p) if p >= 0 else None for p in parents]}
    )
    assert sorted(reading_order(table)["id"]) == sorted(table["id"])
