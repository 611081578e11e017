"""What is clicked can be read as Python, and the line does the same."""

from __future__ import annotations

import desk_sample as sample
import pandas as pd
import pytest

from discourse import Project, show_coder
from discourse.widgets._calls import Call, spelled
from discourse.widgets.deeds import DEEDS

TEXT = {row[0]: row[6] for row in sample.ROWS}


def passage(utterance: str, quote: str, **more: str) -> dict[str, object]:
    at = TEXT[utterance].index(quote)
    return {"utterance": utterance, "start": at, "end": at + len(quote), "quote": quote, **more}


@pytest.mark.parametrize(
    ("verb", "args"),
    [
        ("code", {"code": "trust", "passages": [passage("c1", "being asked 😀 again")]}),
        ("code", {"code": "trust", "passages": [passage("c7", "line.\r\nSecond line")], "memo": 'a "doubt"\nand \\ more'}),
        ("code", {"code": "trust", "passages": [passage("c1", "owns", id="k1"), passage("c5", "يملك", id="k2")]}),
        ("code", {"passages": [passage("c1", "owns", code="trust"), passage("c1", "owns", code="scale")]}),
        ("memo", {"about": "utterance", "target": "c1", "text": "hm 🤔"}),
        ("memo", {"about": "code", "target": "trust", "text": "what is it?"}),
        ("define", {"code": "irony", "fields": {"brief": "says the 'opposite'"}}),
        ("rename", {"code": "trust", "name": "confidence"}),
        ("mark_read", {"utterances": ["c1", "c2"]}),
    ],
)
def test_the_line_that_is_shown_does_what_was_clicked(tmp_path, verb, args):
    clicked, typed = (sample.study(tmp_path / f"{name}.db") for name in ("clicked", "typed"))
    answer = show_coder(clicked).answer({"op": "o", "verb": verb, "args": args})
    exec(answer["line"], {"study": typed, "pd": pd})

    def told(study: Project) -> list[pd.DataFrame]:
        codings = study.codings().drop(columns=["id", "created_at"]).sort_values(["utterance", "start", "code"], ignore_index=True)
        memos = study.memos().drop(columns=["created_at", "target"])  # a memo on a coding goes by an id
        return [codings, memos, study.codebook.frame, study.readings()]

    for one, other in zip(told(clicked), told(typed), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_a_line_is_broken_where_it_is_long():
    line = Call("memo", ("c1", "x" * 120), {"about": "coding"}).told("study")
    assert line == f'study.memo(\n    "c1",\n    "{"x" * 120}",\n    about="coding",\n)'


@pytest.mark.parametrize("value", ["plain", 'a "quoted" word', "it's", "both ' and \"", "\u202eevil", "a\\b\r\n", "👩🏽\u200d🚀", "\x00"])
def test_every_text_is_spelled_so_that_python_reads_it_back(value):
    assert eval(spelled(value)) == value


def test_a_line_goes_by_the_name_that_the_notebook_gave(tmp_path, monkeypatch):
    import IPython

    study = sample.study(tmp_path / "s.db")
    shell = type("Shell", (), {"user_ns": {"_": study, "my_study": study, "another_name": study}})()
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    assert show_coder(study).answer({"op": "o", "verb": "undo", "args": {}}).get("line") in (None, "my_study.undo()")
    assert show_coder(study).look()["study"] == "my_study"


def test_every_deed_is_a_verb_of_the_project():
    seeking = {"autocode"}  # which is `code`, or `suggest`, of what `find_words` finds
    assert [verb for verb in DEEDS if verb not in seeking and not callable(getattr(Project, verb, None))] == []
