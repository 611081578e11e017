import pytest

from discourse import Project, measure_finder
from discourse.errors import FrameError, ProjectError, UnknownCode
from tests.conftest import codings


@pytest.fixture
def proposed(study):
    ideas = codings(("t/0", 6, 10, "ownership"), ("t/1.1", 14, 16, "ownership"), coder="terms").assign(score=1.0, reason="own*")
    return study.suggest(ideas)


def test_what_a_machine_finds_is_no_coding_until_a_person_accepts_it(proposed):
    assert proposed.codings().empty
    assert proposed.suggestions()[["coder", "reason", "status"]].values.tolist() == [["terms", "own*", "open"]] * 2
    proposed.accept(proposed.suggestions().head(1))
    row = proposed.codings().iloc[0]
    assert (row["coder"], row["suggested_by"], row["quote"], row["score"]) == ("ana", "terms", "owns", 1.0)
    assert len(proposed.suggestions()) == 1


def test_a_machine_counts_as_a_coder_only_when_that_is_said(proposed):
    proposed.accept(proposed.suggestions(), as_coder="terms")
    assert proposed.codings()["coder"].tolist() == ["terms", "terms"]


def test_what_was_decided_stays_decided_when_the_machine_comes_again(proposed):
    first, second = proposed.suggestions()["id"]
    proposed.accept(first).reject(second)
    proposed.suggest(proposed.suggestions(status=None))
    assert proposed.suggestions().empty
    assert proposed.suggestions(status=None)["status"].tolist() == ["accepted", "rejected"]


def test_a_rejected_suggestion_may_be_accepted_after_all_but_not_the_other_way_round(proposed):
    first, second = proposed.suggestions()["id"]
    proposed.reject(first).accept(first)
    assert len(proposed.codings()) == 1
    with pytest.raises(ProjectError, match="was accepted by ana"):
        proposed.reject(first)
    proposed.accept(second).accept(second)
    assert len(proposed.codings()) == 2


def test_replacing_withdraws_only_what_is_open_and_no_longer_found(proposed):
    first, second = proposed.suggestions()["id"]
    proposed.reject(first)
    proposed.suggest(codings(("t/2", 0, 4, "work"), coder="terms"), replace=True)
    assert proposed.suggestions()["utterance"].tolist() == ["t/2"]
    assert second not in set(proposed.suggestions(status=None)["id"])


def test_deciding_and_undoing_are_each_one_step(proposed):
    proposed.accept(proposed.suggestions())
    proposed.undo()
    assert proposed.codings().empty
    assert len(proposed.suggestions()) == 2
    assert len(proposed.redo().codings()) == 2


def test_an_unknown_suggestion_is_told(proposed):
    with pytest.raises(ProjectError, match="no suggestion 's-0'"):
        Project(proposed.place, coder="ana").accept("s-0")


def test_a_passage_is_taken_with_another_code_and_the_machine_was_wrong_about_the_code(proposed):
    first, second = proposed.suggestions()["id"]
    proposed.accept([first, second], code="work")
    rows = proposed.codings()
    assert rows[["code", "coder", "suggested_by"]].values.tolist() == [["work", "ana", "terms"]] * 2
    assert rows["score"].isna().all()
    told = proposed.suggestions(status=None)
    assert told[["code", "status", "decided_by"]].values.tolist() == [["ownership", "changed", "ana"]] * 2
    assert proposed.log()["told"].iloc[-1] == "2 passages, ownership, 'owns', now work"
    judged = measure_finder(told, rows.drop(columns="score"), proposed.corpus).set_index("code")
    assert judged.loc["ownership", ["tp", "fp"]].tolist() == [0, 2]
    assert judged.loc["work", ["tp", "fn"]].tolist() == [0, 2]
    assert proposed.undo().codings().empty
    assert proposed.suggestions()["status"].tolist() == ["open", "open"]


def test_a_changed_suggestion_is_decided_and_comes_back_by_nothing_but_undo(proposed):
    first, second = proposed.suggestions()["id"]
    proposed.accept(first, code="work").suggest(proposed.suggestions(status=None)).accept(first, code="work")
    assert proposed.suggestions()["id"].tolist() == [second]
    assert len(proposed.codings()) == 1
    with pytest.raises(ProjectError, match="was given another code by ana"):
        proposed.reject(first)
    proposed.accept(second)
    with pytest.raises(ProjectError, match="was accepted by ana; recode its coding"):
        proposed.accept(second, code="work")
    with pytest.raises(FrameError, match="not both"):
        proposed.accept(second, code="work", as_coder="terms")
    with pytest.raises(UnknownCode, match="'wrok'"):
        proposed.accept(second, code="wrok")


def test_the_machines_own_code_is_plain_acceptance(proposed):
    first, _ = proposed.suggestions()["id"]
    proposed.accept(first, code="ownership")
    assert proposed.suggestions(status="accepted")["id"].tolist() == [first]
    assert proposed.codings()["score"].tolist() == [1.0]
