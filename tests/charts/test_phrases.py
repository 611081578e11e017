"""Charts of phrases and topics: each mark says its n and leads to its passages, and a source's text stays text."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from discourse import (
    Corpus,
    draw_phrases,
    draw_topic_numbers,
    draw_topics,
    find_phrases,
    find_topics,
    measure_phrases,
    measure_topic_numbers,
    measure_topics,
)
from discourse.errors import FrameError

EVE = "<b onclick=alert(1)>Eve</b>"
SAID = Corpus(
    pd.DataFrame(
        {
            "text": ["A garden shed, tea.", "The garden shed & tea!", "Rent, a lease.", "Lease <script>alert(1)</script> and rent."],
            "participant": ["Ana", "Ana", EVE, EVE],
        }
    )
)


def phrases(**options: object) -> pd.DataFrame:
    return measure_phrases(find_phrases(SAID, **options), SAID)


def test_a_bar_is_as_long_as_its_phrase_is_frequent():
    figure = draw_phrases(phrases())
    assert list(figure.data[0].x) == sorted(figure.data[0].x, reverse=True)
    assert figure.data[0].text[0].startswith("<b>2</b> · 1 person · ×")


def test_each_group_has_a_panel():
    figure = draw_phrases(phrases(by="participant"))
    assert [a.text for a in figure.layout.annotations] == ["<b>Ana</b>", f"<b>{EVE.replace('<', '&lt;').replace('>', '&gt;')}</b>"]
    assert len(figure.data) == 2
    assert figure.passages("Ana", "garden shed")["utterance"].tolist() == ["1", "2"]
    assert figure.passages(EVE, "garden shed").empty


def test_each_mark_leads_to_as_many_passages_as_it_says():
    table = phrases(by="participant")
    for bars in draw_phrases(table).data:
        for (group, phrase), n in zip(bars.customdata, bars.x, strict=True):
            assert len(draw_phrases(table).passages(group, phrase)) == n


def test_only_the_asked_for_number_of_phrases_is_drawn():
    assert len(draw_phrases(phrases(), most=1).data[0].x) == 1
    with pytest.raises(FrameError, match="most=0"):
        draw_phrases(phrases(), most=0)


def test_a_topic_is_drawn_with_its_words_and_leads_to_its_passages():
    table = measure_topics(find_topics(SAID, 2), SAID)
    figure = draw_topics(table)
    assert len(figure.data[0].y) == 2
    for (group, topic), n in zip(figure.data[0].customdata, figure.data[0].x, strict=True):
        assert len(figure.passages(group, topic)) == n
        assert "stability" in " ".join(figure.data[0].text)


def test_the_suggested_number_of_topics_is_marked_in_each_panel():
    table = measure_topic_numbers(SAID, [1, 2])
    figure = draw_topic_numbers(table)
    marked = [list(line.x) for line in figure.data if line.name == "best"]
    assert marked == [table[table["best"]]["topics"].tolist()] * 3


def test_what_comes_from_a_source_is_shown_as_text():
    shown = json.dumps(
        [
            json.loads(f.to_json())
            for f in (draw_phrases(phrases(by="participant")), draw_topics(measure_topics(find_topics(SAID, 2), SAID)))
        ]
    )
    for field in ("<script>", "<b onclick"):
        assert field not in json.dumps([t for f in json.loads(shown) for t in _shown(f)])


def test_a_frame_of_another_kind_is_refused():
    for draw in (draw_phrases, draw_topics, draw_topic_numbers):
        with pytest.raises(FrameError):
            draw(pd.DataFrame({"code": ["a"]}))


def test_nothing_found_is_an_empty_chart():
    said = Corpus(pd.DataFrame({"text": ["once"]}))
    draw_phrases(measure_phrases(find_phrases(said), said)).to_json()
    draw_topics(measure_topics(find_topics(said), said)).to_json()
    draw_topic_numbers(measure_topic_numbers(said, [1])).to_json()


def _shown(figure: dict) -> list[object]:
    """What plotly renders of a figure: labels, texts and titles, not the names behind the marks."""
    marks = [[t.get(k) for k in ("y", "text", "hovertext", "name")] for t in figure["data"]]
    return [*marks, figure["layout"]["title"], figure["layout"].get("annotations")]
