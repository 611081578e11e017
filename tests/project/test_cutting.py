"""`split` and `join`: two codings of one, one of several."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discourse import Project
from discourse.errors import FrameError, OffsetError, ProjectError
from tests.conftest import DIFFICULT
from tests.project.test_merging import copy_of, same

TEXT = DIFFICULT[2]  # "שלום, this is my work\r\nand my time."


@pytest.fixture
def coded(study):
    return study.code("t/1.1", "work", id="k", memo="mine")


def quotes(study: Project) -> list[str]:
    return study.codings()["quote"].tolist()


def test_a_coding_is_split_and_both_sides_lose_their_white_space(coded):
    coded.weigh("k", 50).split("k", at=TEXT.index("\r\n"), id="second")
    assert quotes(coded) == ["שלום, this is my work", "and my time."]
    rows = coded.codings().set_index("id")
    assert rows["memo"].fillna("").to_dict() == {"k": "mine", "second": ""}
    assert rows["weight"].tolist() == [50, 50]
    assert rows["code"].tolist() == ["work", "work"]
    assert coded.log()["told"].iloc[-1] == "work, 'שלום, this is my work', and 'and my time.'"
    assert coded.verify().empty


def test_splitting_and_joining_are_one_step_each(coded):
    whole = coded.codings()
    coded.split("k", at=6)
    parts = coded.codings()
    assert quotes(coded.undo()) == [TEXT]
    assert coded.codings().equals(whole)
    assert coded.redo().codings().equals(parts)
    coded.join(parts)
    assert coded.codings().equals(whole)
    assert coded.undo().codings().equals(parts)
    assert quotes(coded.as_of(-2)) == parts["quote"].tolist()


def test_several_are_joined_with_what_lies_between_and_all_memos(study):
    study.code("t/0", "work", quote="network", id="b", memo="second").code("t/0", "work", quote="owns", id="a", memo="first")
    study.code("t/0", "work", quote="owns the", id="c").weigh("c", 7)
    study.join(["b", "a", "c"])
    row = study.codings().iloc[0]
    assert (len(study.codings()), row["id"], row["quote"], row["memo"], row["weight"]) == (1, "a", "owns the network", "first\n\nsecond", 7)
    assert study.log()["told"].iloc[-1] == "3 passages, work, 'owns the network'"
    assert len(study.memos()) == 1
    assert study.undo().codings()["memo"].fillna("").tolist() == ["first", "", "second"]


def test_what_a_machine_suggested_is_noted_only_where_it_holds_for_all(study):
    study.code("t/0", "work", quote="the", id="z")
    ideas = study.codings().assign(start=6, end=10, quote="owns", coder="terms:1", score=0.5)[
        ["utterance", "start", "end", "code", "coder", "score"]
    ]
    study.suggest(ideas)
    study.accept(study.suggestions())
    first = study.codings().iloc[0]["id"]
    study.split(first, at=8)
    assert study.codings()["suggested_by"].fillna("").tolist() == ["terms:1", "terms:1", ""]
    study.join(study.codings().head(2))
    assert study.codings()["score"].tolist()[0] == 0.5
    study.join(study.codings())
    assert study.codings()[["suggested_by", "score"]].isna().all(axis=None)


@pytest.mark.parametrize("at", [0, len(TEXT), 200, -1, "6", 1.5])
def test_a_cut_that_leaves_nothing_on_one_side_is_refused(coded, at):
    with pytest.raises(OffsetError, match=r"coding 'k', utterance 't/1\.1'"):
        coded.split("k", at=at)
    assert quotes(coded) == [TEXT]


def test_a_side_of_white_space_only_is_nothing(study):
    study.code("t/1.1", "work", quote="work\r\n", id="k")
    with pytest.raises(OffsetError, match="nothing would be left"):
        study.split("k", at=TEXT.index("\r"))


def test_only_what_belongs_together_is_joined(study):
    study.code("t/0", "work", quote="owns", id="a").code("t/0", "ownership", quote="the", id="b").code("t/1", "work", id="c")
    for some, sentence in (
        (["a"], "two codings or more"),
        (["a", "b"], "the codes 'work' and 'ownership'"),
        (["a", "c"], "the utterances"),
    ):
        with pytest.raises(FrameError, match=sentence):
            study.join(some)
    with pytest.raises(ProjectError, match="is ana's"):
        Project(study.place, coder="ben").join(["a", "b"])
    with pytest.raises(ProjectError, match="is ana's"):
        Project(study.place, coder="ben").split("a", at=8)


def test_a_double_of_another_own_coding_is_refused(study):
    study.code("t/0", "work", quote="owns", id="a").code("t/0", "work", quote="owns the", id="b")
    with pytest.raises(ProjectError, match=r"already \(coding 'a'\)"):
        study.split("b", at=10)
    study.code("t/0", "work", quote="the network", id="c").code("t/0", "work", quote="owns the network", id="d")
    with pytest.raises(ProjectError, match=r"already \(coding 'd'\)"):
        study.join(["a", "c"])
    with pytest.raises(ProjectError, match="'a' is already there"):
        study.split("d", at=12, id="a")


def test_the_same_split_sent_twice_is_done_once(coded):
    coded.split("k", at=6, deed="d").split("k", at=6, deed="d")
    assert len(coded.codings()) == 2


def test_a_memo_written_elsewhere_meanwhile_goes_with_a_coding_that_was_joined_away(tmp_path, corpus, book):
    ana = Project(tmp_path / "study.db", coder="ana").add(corpus, book)
    ana.code("t/0", "work", quote="owns", id="a").code("t/0", "work", quote="network", id="b")
    ben = copy_of(ana, "ben.db", coder="ana")
    ana.join(["a", "b"])
    ben.resize("b", start=11).split("a", at=8)
    ana.merge(ben)
    assert same(ana, ben.merge(ana))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(1, len(TEXT) - 1))
def test_wherever_it_is_cut_the_parts_joined_are_the_whole_again(study, at):
    study.code("t/1.1", "work", id=f"k{study.last}")
    whole = study.codings()
    study.split(whole["id"][0], at=at)
    first, second = quotes(study)
    assert TEXT.startswith(first)
    assert TEXT.endswith(second)
    assert all(q == q.strip() for q in (first, second))
    study.join(study.codings())
    assert study.codings().equals(whole)
    study.uncode(whole)
