"""Sentences about what is negated, and about the cues that a researcher may bring."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import CodebookError, FrameError, UnknownLanguage
from discourse.themes._negation import SHIPPED


def marked(text: str, **how: object) -> list[str]:
    """The quote and what negates it, one a hit of "own" or "network"."""
    found = dc.find_terms([text], {"c": ["own*", "network"]}, negated="mark", **how)
    return [f"{quote}<{reason.partition(' · negated by ')[2]}" for quote, reason in zip(found["quote"], found["reason"], strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We do not own it", ['own<"not"']),
        ("😀 We don’t own it, we own the network", ['own<"don’t"', "own<", "network<"]),
        ("Nobody owns NO network", ['owns<"Nobody"', 'network<"NO"']),
        ("dont own", ['own<"dont"']),
        ("never 1 2 3 4 5 own own", ['own<"never"', "own<"]),
        ("not here but own", ["own<"]),
        ("not here; own", ["own<"]),
        ("not (own)", ["own<"]),
        ("not – own", ["own<"]),
        ("not\r\nown", ['own<"not"']),
        ("not\n\nown", ["own<"]),
        ("not 3.5 own", ['own<"not"']),
        ("not only own, why not own, no doubt own", ["own<", "own<", "own<"]),
        ("own not", ["own<"]),
        ("שלום not cafe\u0301 own", ['own<"not"']),
        ("knot own another", ["own<"]),
        ("not without own", ['own<"without"']),
    ],
)
def test_a_cue_negates_what_begins_behind_it_inside_its_clause(text, expected):
    assert marked(text) == expected


def test_negated_passages_are_kept_skipped_or_marked():
    text = ["We don't own it; we own it"]
    assert [len(dc.find_terms(text, {"c": "own"}, negated=what)) for what in ("keep", "skip", "mark")] == [2, 1, 2]
    assert dc.find_terms(text, {"c": "own"}, negated="skip")["reason"].tolist() == ["own"]


def test_what_is_skipped_gives_way_to_shorter_hits():
    assert dc.find_terms(["never own the network"], {"c": ["own the network", "network", "never own"]}, negated="skip")[
        "quote"
    ].tolist() == ["never own"]


def test_a_negation_does_not_leave_its_utterance():
    assert dc.find_terms(["not", "own", "never"], {"c": "own"}, negated="mark")["reason"].tolist() == ["own"]


def test_a_researcher_may_bring_cues(tmp_path):
    path = tmp_path / "cues.csv"
    path.write_text("cue,role\nkein*,negates\nkeineswegs nur,spares\naber,ends\n", encoding="utf-8")
    text = "Kein Netz, keineswegs nur Netz, keine Mühe aber Netz"
    for cues in (path, str(path), pd.read_csv(path)):
        found = dc.find_terms([text], {"c": "Netz"}, language="de", negated="mark", negations=cues)
        assert found["reason"].tolist() == ['Netz · negated by "Kein"', "Netz", "Netz"]


def test_the_shipped_cues_are_a_table_with_sources():
    table = pd.read_csv(SHIPPED["en"])
    assert list(table.columns) == ["cue", "role", "note"]
    assert not table["cue"].duplicated().any()
    assert set(table["role"]) == {"negates", "spares", "ends"}


@pytest.mark.parametrize(
    ("how", "error", "says"),
    [
        ({"negated": "drop"}, FrameError, "negated='drop'; it can be: keep, skip, mark"),
        ({"quoted": True}, FrameError, "quoted=True; it can be"),
        ({"negated": "skip", "language": "de"}, UnknownLanguage, r"no cues of negation for the language 'de'.*negations='cues.csv'"),
        ({"negated": "skip", "negations": "nowhere.csv"}, CodebookError, "negations: nowhere.csv is no CSV file"),
        ({"negated": "skip", "negations": pd.DataFrame({"cue": ["no"]})}, FrameError, "negations: no column 'role'"),
        ({"negated": "skip", "negations": pd.DataFrame({"cue": ["no"], "role": ["negate"]})}, CodebookError, "did you mean 'negates'"),
        ({"negated": "skip", "negations": pd.DataFrame({"cue": [""], "role": ["ends"]})}, CodebookError, "nothing to look for"),
    ],
)
def test_what_cannot_be_done_is_refused(how, error, says):
    with pytest.raises(error, match=says):
        dc.find_terms(["own"], {"c": "own"}, **how)
