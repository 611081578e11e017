"""A newer capture of the same thread: nothing is lost, nothing is moved silently."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import Codebook, Corpus, Project
from discourse.errors import FrameError, OffsetError
from discourse.project.versions import match_utterances, place_again
from tests.conftest import DIFFICULT

OLD = pd.DataFrame(
    {
        "id": ["1", "2", "3"],
        "thread": "list",
        "reply_to": [None, "1", "1"],
        "participant": ["Edda", "Juri", None],
        "text": ["😀 Who owns the list? We own it.", "We do. We do, surely.", "שלום, nobody\r\nowns it."],
    }
)


def newer(**texts):
    """The same thread, with these texts edited."""
    return OLD.assign(text=[texts.get(f"u{key}", text) for key, text in zip(OLD["id"], OLD["text"], strict=True)])


@pytest.fixture
def study(place):
    return Project(place, coder="ana").add(Corpus(OLD), Codebook.from_terms({"ownership": [], "trust": []}))


def stands(study):
    return [(c.utterance, c.quote) for c in study.codings().itertuples()]


def test_codings_go_along_with_their_words_when_text_is_put_before_them(study):
    study.code("1", "ownership", quote="We own it", id="k", memo="sure").code("1", "trust", quote="😀")
    study.update(Corpus(newer(u1="EDIT: 👩🏽‍🚀 thanks!\n😀 Who owns the list? We own it.")))
    assert stands(study) == [("1", "😀"), ("1", "We own it")]
    text = study.corpus.text("1")
    assert all(text[c.start : c.end] == c.quote for c in study.codings().itertuples())
    assert study.codings().set_index("id").loc["k", "memo"] == "sure"
    assert study.unanchored().empty


def test_a_coding_whose_words_are_gone_is_listed_with_its_context_and_not_moved(study):
    study.code("1", "ownership", quote="We own it", id="k").update(Corpus(newer(u1="😀 Who owns the list? They own it.")))
    assert stands(study) == []
    assert study.unanchored()[["quote", "before", "after", "id"]].values.tolist() == [["We own it", "😀 Who owns the list? ", ".", "k"]]
    study.anchor("k", quote="They own it")
    assert stands(study) == [("1", "They own it")]
    assert study.undo().undo().corpus.text("1") == OLD["text"][0]
    assert stands(study) == [("1", "We own it")]


def test_the_same_words_elsewhere_are_no_place_for_a_coding(study):
    study.code("2", "trust", start=7, end=12, quote="We do", id="k").update(Corpus(newer(u2="We do. Of course.")))
    assert stands(study) == []
    with pytest.raises(OffsetError, match="the words 'We do, surely' stand not there"):
        study.anchor("k", quote="We do, surely")
    assert stands(study.anchor("k", start=0)) == [("2", "We do")]


def test_new_utterances_are_added_and_old_ones_stay_even_if_the_page_lost_them(study):
    capture = pd.DataFrame(
        {
            "id": ["1", "2", "3"],  # a page that numbers what it shows
            "thread": "list",
            "reply_to": [None, "1", "2"],
            "participant": ["Edda", "Ilka", "Juri"],
            "text": [OLD["text"][0], "I came later.", "We do. We do, surely. EDIT: yes."],
        }
    )
    study.code("2", "trust", quote="surely").code("3", "ownership", quote="nobody\r\nowns")
    study.update(Corpus(capture))
    said = study.corpus.utterances.set_index("id")
    assert said.index.tolist() == ["1", "2", "3", "2~2"]
    assert said.loc["2~2", ["participant", "text", "reply_to"]].tolist() == ["Ilka", "I came later.", "1"]
    assert said.loc["2", "text"] == "We do. We do, surely. EDIT: yes."
    assert stands(study) == [("2", "surely"), ("3", "nobody\r\nowns")]
    assert study.log()["what"].iloc[-1] == {"utterances": 1, "edited": 1, "moved": 1, "unanchored": 0, "absent": 1}
    before = study.last
    assert study.update(Corpus(capture)).last == before  # the same capture again changes nothing


def test_a_name_that_was_not_known_is_filled_in_and_one_that_was_stays(study):
    study.update(Corpus(newer().assign(participant=["Edda", "Juri", "Noa"])))
    assert study.corpus.utterances["participant"].tolist() == ["Edda", "Juri", "Noa"]


def test_open_suggestions_go_along_and_lost_ones_are_not_shown(study):
    ideas = pd.DataFrame({"utterance": ["1", "2"], "start": [6, 14], "end": [10, 20], "code": "ownership", "coder": "terms"})
    study.suggest(ideas).update(Corpus(newer(u1="Hm. " + OLD["text"][0], u2="We do. We do, indeed.")))
    assert study.suggestions()[["utterance", "quote"]].values.tolist() == [["1", "owns"]]


def test_a_thread_that_is_not_there_is_no_newer_capture(study):
    with pytest.raises(FrameError, match=r"has no thread 'other' to update; project\.add"):
        study.update(Corpus(OLD.assign(thread="other")))
    with pytest.raises(FrameError, match=r"project\.update\(corpus\) takes a newer capture"):
        study.add(Corpus(newer(u1="Else.")))


def test_the_same_capture_matches_itself_whatever_its_ids():
    assert match_utterances(OLD, OLD) == {"1": "1", "2": "2", "3": "3"}
    assert match_utterances(OLD, OLD.assign(id=["a", "b", "c"])) == {"a": "1", "b": "2", "c": "3"}
    doubled = pd.concat([OLD, OLD.assign(id=["4", "5", "6"])])
    assert match_utterances(doubled, doubled) == {key: key for key in "123456"}


@given(st.sampled_from(DIFFICULT), st.data())
def test_a_passage_is_found_behind_and_before_whatever_is_added(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    head = data.draw(st.sampled_from(["", "EDIT. ", "😀\n", "שלום "]))
    tail = data.draw(st.sampled_from(["", " Thanks!", "\r\n👩🏽‍🚀"]))
    found = place_again(text, head + text + tail, start, end)
    if text[start:end].strip():
        twice = (head + text + tail).count(text[start:end]) > 1
        assert found == (start + len(head), end + len(head)) or (found is None and twice)


def test_of_two_like_words_the_one_between_the_same_neighbours_is_meant():
    assert place_again("We own it. They own it all.", "Yes. We own it. Now they own it all. They own it all.", 16, 19) == (42, 45)
    assert place_again("You own it.", "They own it. We own it.", 4, 7) is None
    assert place_again("שלום, this", "שלום שלום, this", 0, 5) == (5, 10)
    assert place_again("😀 Who?", "😀\n😀 Who?", 0, 1) in (None, (2, 3))


@given(st.sampled_from(DIFFICULT), st.text(alphabet="We own it. 😀\n\u0301", max_size=60), st.data())
def test_what_is_found_has_the_same_words_whatever_the_newer_text(text, other, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if (found := place_again(text, other, start, end)) is not None:
        assert other[slice(*found)].split() == text[start:end].split()
