"""Saved pages of forum topics: posts by the structure of each program, quotations kept."""

from __future__ import annotations

from pathlib import Path

import pytest

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders._source import open_source
from discourse.loaders.forum_page import gather
from tests.loaders.social import LINKED, POST, RTL, SAMPLES, TITLE, ZOE, survives, texts, tree

SAMPLE = SAMPLES / "forum_page.html"


def test_the_sample_has_its_posts_and_what_is_quoted():
    corpus = dc.read(SAMPLE)
    assert tree(corpus) == [
        ("21", None, "post", "Ines", ""),
        ("22", None, "reply", "Tom", ""),
        ("23", "22", "reply", ZOE, ""),
        ("24", None, "reply", "Yusuf", ""),
    ]
    assert texts(corpus) == [
        POST,
        LINKED,
        "> Tom wrote:\n> would come after lunch\n\nA quiet cafe\u0301 corner would help all of us.",
        RTL,
    ]
    assert (corpus.attrs["title"], corpus.threads) == (TITLE, ["should-the-reading-room-open-on-sundays"])
    assert str(corpus.utterances["time"][0]) == "2024-03-01 09:30:00+00:00"
    assert set(corpus.utterances["board"]) == {"phpBB 3"}


#: Pages of two posts, the second quotes the first, in the form of each program; written for these tests.
PAGES = Path(__file__).parent / "boards"
BOARDS = ["XenForo 2", "XenForo 1", "vBulletin 4", "vBulletin 3", "MyBB", "SMF", "Invision", "FluxBB"]


def page(board: str) -> Path:
    return PAGES / f"{board.lower().replace(' ', '-')}.html"


@pytest.mark.parametrize("board", BOARDS)
def test_each_program_is_known_and_its_quotation_answers_a_post(board):
    corpus = dc.read(page(board))
    assert set(corpus.utterances["board"]) == {board}
    assert tree(corpus) == [("1", None, "post", "ana", ""), ("2", "1", "reply", "ben", "")]
    first, second = texts(corpus)
    assert first == "Hot?"
    assert [line for line in second.splitlines() if line.startswith(">")][-1] == "> Hot?"
    assert second.splitlines()[-1] == "Yes"
    assert "expand" not in second


@pytest.mark.parametrize("board", ["phpBB 2", "phpBB 3", "bbPress", "Vanilla", "NodeBB", "Discourse"])
def test_programs_without_marked_quotations_give_posts_writers_and_times(board):
    corpus = dc.read(page(board))
    assert set(corpus.utterances["board"]) == {board}
    assert tree(corpus) == [("1", None, "post", "ana", ""), ("2", None, "reply", "ben", "")]
    assert texts(corpus) == ["Hot?", "Yes"]
    assert corpus.utterances["time"].dt.strftime("%d.%m.%Y %H:%M").tolist() == ["01.03.2024 09:30", "01.03.2024 09:31"]


def test_pages_of_one_topic_are_put_in_their_order():
    corpus = gather([open_source(page("XenForo 2 page 2")), open_source(page("XenForo 2"))])
    assert corpus.utterances["id"].tolist() == ["1", "2", "3"]
    assert corpus.utterances["kind"].tolist() == ["post", "reply", "reply"]
    assert corpus.utterances["flag"].tolist() == ["", "", "deleted"]
    assert corpus.threads == ["tea"]


def test_a_date_that_could_be_meant_two_ways_stays_beside():
    corpus = dc.read(page("vBulletin 4"))
    assert corpus.utterances["time"].isna().all()
    assert corpus.utterances["time_given"].dropna().tolist() == ["01-03-2024, 09:30 AM"]


def test_a_page_of_something_else_is_refused():
    with pytest.raises((LoadError, NotADiscussion)):
        dc.read_forum_page("<html><body><p>Nothing to see here.</p>\n</body></html>")


def test_whatever_goes_wrong_is_told():
    survives(dc.read_forum_page, SAMPLE.read_bytes())
