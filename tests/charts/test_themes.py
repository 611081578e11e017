import json

import pandas as pd
import pytest

from discourse import Codebook, Corpus, draw_themes, measure_themes
from discourse.errors import FrameError
from tests.conftest import codings

MARKED = codings(("t/0", 6, 10, "own"), ("t/1.1", 10, 12, "work/WaaS"), ("t/2", 0, 3, "work"), ("u/0", 0, 2, "own"))


@pytest.fixture
def themes(corpus):
    return measure_themes(MARKED, corpus, codes=Codebook.from_terms({"own": [], "work": [], "work/WaaS": []}))


def test_a_heat_map_says_share_and_n_in_each_cell_that_holds_something(themes):
    heat = draw_themes(themes).data[0]
    assert list(heat.x) == ["own", "work", "work/WaaS"]
    assert heat.text[0][0].startswith("50% ")
    assert "1/2" in heat.text[0][0]
    assert heat.text[1][0] == ""


@pytest.mark.parametrize("style", ["heat", "stacked"])
def test_each_mark_leads_to_its_passages(themes, style):
    figure = draw_themes(themes, style=style)
    assert figure.passages("Ana", "own")["quote"].tolist() == ["owns"]
    assert figure.passages("Ana", "work")["code"].tolist() == ["work/WaaS"]
    assert figure.passages("Ben", "own").empty
    marks = [m for t in figure.data for m in (t.customdata if style == "stacked" else [c for r in t.customdata for c in r])]
    for group, code in marks:
        n = themes[(themes["participant"] == group) & (themes["code"] == code)]["n"].iloc[0]
        assert figure.passages(group, code)["utterance"].nunique() == n


def test_stacked_bars_count_no_passage_twice(themes, corpus):
    assert [bar.name for bar in draw_themes(themes, style="stacked").data] == ["own", "work"]
    apart = measure_themes(MARKED, corpus, roll_up=False)
    assert [bar.name for bar in draw_themes(apart, style="stacked").data] == ["own", "work", "work/WaaS"]


def test_a_chart_takes_the_colours_of_the_codebook(themes):
    bar = draw_themes(themes, style="stacked").data[0]
    assert bar.marker.color == themes.attrs["colours"]["own"]


def test_outside_a_notebook_it_is_a_plain_figure(themes, tmp_path):
    figure = draw_themes(themes, title="My study")
    figure.write_html(tmp_path / "t.html", include_plotlyjs=False)
    assert "My study" in (tmp_path / "t.html").read_text(encoding="utf-8")
    assert json.loads(figure.to_json())["layout"]["title"]["text"].startswith("My study<br>")


def test_names_and_quotes_from_a_source_are_shown_as_text():
    said = Corpus(pd.DataFrame({"text": ["<img src=x onerror=alert(1)> own"], "participant": ["<b onclick=alert(1)>Eve</b>"]}))
    figure = draw_themes(measure_themes(codings(("1", 0, 32, "<script>")), said))
    told = figure.told_of(["<b onclick=alert(1)>Eve</b>", "<script>"])
    assert "1 passage" in told
    assert not any(bad in told for bad in ("<img", "<b onclick", "<script>"))
    assert not any(bad in str(figure.data[0].y) + str(figure.data[0].x) for bad in ("<b onclick", "<script>"))


def test_a_click_lists_the_passages_below_the_widget(themes):
    box = draw_themes(themes, style="stacked").widget()
    figure, told = box.children
    assert "Click a mark" in told.value
    figure.data[0]._dispatch_on_click(Points([0]), None)
    assert "“owns”" in told.value


def test_a_click_on_a_heat_map_finds_its_row_and_column(themes):
    figure, told = draw_themes(themes).widget().children
    figure.data[0]._dispatch_on_click(Points([[0, 1]]), None)
    assert "work/WaaS" in told.value


class Points:
    def __init__(self, inds):
        self.point_inds = inds


def test_another_frame_is_refused_with_the_columns_it_has():
    with pytest.raises(FrameError, match="themes: no column 'n'"):
        draw_themes(pd.DataFrame({"code": ["a"]}))
    with pytest.raises(FrameError, match="it can be: heat, stacked"):
        draw_themes(pd.DataFrame({"code": ["a"], "n": 1, "of": 1, "value": 1.0}), style="pie")


def test_nothing_coded_draws_an_empty_chart(corpus):
    assert len(draw_themes(measure_themes(MARKED.head(0), corpus)).data[0].z) == 0
