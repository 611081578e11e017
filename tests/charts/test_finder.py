import json

import numpy as np
import pandas as pd
import pytest

from discourse import Corpus, draw_finder, measure_finder
from discourse.charts.finder import STYLES
from discourse.errors import FrameError
from discourse.frames import Carried
from tests.conftest import codings

N = 30


@pytest.fixture
def measured():
    said = Corpus(pd.DataFrame({"text": ["own 😀 work"] * N, "participant": ["Ana", "Ben"] * (N // 2)}))
    gold = codings(*((str(n), 0, 3, "own") for n in range(1, 11)), ("1", 6, 10, "work"), coder="gold")
    found = codings(*((str(n), 0, 3, "own") for n in range(4, 16)), ("2", 6, 10, "work"), coder="terms")
    return measure_finder(found.assign(score=np.linspace(0.95, 0.4, len(found))), gold, said)


@pytest.fixture
def evaluated(measured):
    frame = pd.concat(
        [
            measured.drop(columns="coder").assign(size=size, coded=coded, threshold=0.4)
            for size, coded in (("4", 4.0), ("8", 8.0), ("all", 11.0))
        ],
        ignore_index=True,
    )
    frame.attrs = {**measured.attrs, "measure": "evaluate", "by": "thread", "learner": "model:A<b>", "groups": 9, "folds": 5}
    frame.attrs["reliability"] = Carried.of(measured.attrs["reliability"].frame.drop(columns="coder"))
    return frame


def test_each_code_has_a_disc_for_precision_and_a_diamond_for_recall(measured):
    chance, precision, recall = draw_finder(measured).data
    assert precision.x.tolist()[0] == pytest.approx(7 / 12)
    assert recall.x.tolist()[0] == pytest.approx(0.7)
    assert chance.x.tolist()[0] == pytest.approx(10 / N)
    assert precision.marker.symbol != recall.marker.symbol
    assert "of 12 found" in precision.text[0]


def test_lines_end_where_the_intervals_end(measured):
    recall = draw_finder(measured).data[2]
    row = measured[measured["code"] == "own"].iloc[0]
    assert recall.x[0] + recall.error_x.array[0] == pytest.approx(row["recall_high"])
    assert recall.x[0] - recall.error_x.arrayminus[0] == pytest.approx(row["recall_low"])


def test_the_axis_tells_how_many_units_each_code_has(measured):
    labels = draw_finder(measured).layout.yaxis.ticktext
    assert labels[0].startswith("own <span")
    assert ">10<" in labels[0]
    assert labels[-2].startswith("all codes together")


def test_each_mark_leads_to_its_passages_and_mistakes_come_first(measured):
    figure = draw_finder(measured)
    for trace in figure.data[1:]:
        for (code, mark), row in zip(trace.customdata, measured.to_dict("records"), strict=True):
            found = figure.passages(code, mark)
            assert len(found) == (row["found"] if mark == "precision" else row["gold"])
            assert found["outcome"].eq("both").is_monotonic_increasing
    assert set(figure.passages("own", "precision")["coder"]) == {"terms"}
    assert set(figure.passages("own", "recall")["coder"]) == {"gold"}


def test_several_coders_stand_side_by_side(measured):
    other = measured.assign(coder="ana")
    both = pd.concat([measured, other])
    both.attrs = {**measured.attrs, "passages": Carried.of(measured.attrs["passages"].frame)}
    figure = draw_finder(both)
    assert len(figure.data) == 6
    assert [a.text for a in figure.layout.annotations] == ["<b>terms</b>", "<b>ana</b>"]
    assert len(figure.passages("own", "terms precision")) == 12
    with pytest.raises(FrameError, match="5 coders are too many"):
        draw_finder(pd.concat([measured.assign(coder=c) for c in "abcde"]))


def test_a_curve_has_a_band_a_line_of_chance_and_the_mean(evaluated):
    evaluated.loc[evaluated["code"] == "(macro)", ["ap", "ap_low", "ap_high"]] = [0.5, 0.4, 0.6]
    traces = {t.name: t for t in draw_finder(evaluated, style="curve").data}
    assert traces["mean over codes"].x.tolist() == [4, 8, 11]
    assert set(traces["chance"].y) == {evaluated.loc[evaluated["code"] == "(macro)", "prevalence"].iloc[0]}
    assert traces["95 % interval of the mean"].fill == "toself"
    evaluated["ap_low"] = np.nan
    assert "95 % interval of the mean" not in {t.name for t in draw_finder(evaluated, style="curve").data}


def test_reliability_shows_what_was_said_against_what_was_true(measured, evaluated):
    for frame in (measured, evaluated):
        line, points = draw_finder(frame, style="reliability").data
        assert line.x == line.y
        bins = measured.attrs["reliability"].frame.query("code == '(micro)'")
        assert points.y.tolist() == bins["share"].tolist()


def test_what_cannot_be_drawn_is_told(measured, corpus):
    with pytest.raises(FrameError, match="evaluate"):
        draw_finder(measured, style="curve")
    with pytest.raises(FrameError, match="codes"):
        draw_finder(measured, style="bars")
    with pytest.raises(FrameError, match="no column 'gold'"):
        draw_finder(pd.DataFrame({"code": []}))
    apart = measure_finder(codings(("t/0", 0, 3, "a"), coder="f"), codings(("t/0", 0, 3, "a"), coder="gold"), corpus, by="thread")
    with pytest.raises(FrameError, match="draw one of them"):
        draw_finder(apart)
    with pytest.raises(FrameError, match="no reliability"):
        draw_finder(apart[apart["thread"] == "t"], style="reliability")


@pytest.mark.parametrize("style", STYLES)
def test_names_from_a_source_are_shown_as_text(evaluated, style):
    evaluated["code"] = evaluated["code"].replace({"own": "<img src=x>"})
    shown = json.dumps(json.loads(draw_finder(evaluated, style=style, title="<i>Q</i>").to_json()))
    assert "<img src=x>" not in shown.replace('["<img src=x>"', "")  # customdata is never drawn
    assert "&lt;i&gt;Q" in shown
