"""Sentences about sentences that ask."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import FrameError, UnknownLanguage
from discourse.frames import check_codings

COLUMNS = ["utterance", "start", "end", "code", "coder", "quote", "score", "reason"]


def asked(text: str, **more: str) -> list[tuple[str, str]]:
    found = dc.find_questions([text], **more)
    assert all(text[s:e] == q for s, e, q in zip(found["start"], found["end"], found["quote"], strict=True))
    return list(zip(found["quote"], found["code"].str.removeprefix("question/"), strict=True))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Who owns the network?", "open"),
        ("And who kept the key, in the end ?", "open"),
        ("In what way is it ours?", "open"),
        ("If you leave, who owns it?", "open"),
        ("I ask again: what for??", "open"),
        ("How come?!", "open"),
        ("**Why?**", "open"),
        ("“Who owns it?”", "open"),
        ("😀 Why not? 😀", "open"),
        ("Does anybody know?", "closed"),
        ("Don’t you know?", "closed"),
        ("Well, is it fair?", "closed"),
        ("Fine, but would Anna agree?", "closed"),
        ("Could you send it, please?", "closed"),
        ("Do you know who owns it?", "closed"),
        ("It is ours, isn’t it?", "tag"),
        ("It is ours isn't it?", "tag"),
        ("You stay, right?", "tag"),
        ("They never asked, did they?", "tag"),
        ("Nice one, eh?", "tag"),
        ("Really?", "question"),
        ("You did what you said?", "question"),
        ("The whole list?", "question"),
        ("\ufeffThe list?", "question"),
    ],
)
def test_a_question_mark_tells_a_question_and_the_words_its_kind(text, kind):
    found = dc.find_questions([text])
    assert found["code"].tolist() == ["question" if kind == "question" else f"question/{kind}"]
    assert set(found["score"]) <= {1.0, 0.7}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Does anybody know where the key is", "closed"),
        ("Does anybody know where the key is.", "closed"),
        ("Hi all,\nhas anyone seen the key", "closed"),
        ("Hi all,\r\nhas anyone seen the key", "closed"),
        ("Is it true. I wonder.", "closed"),
        ("Is the network yours", "closed"),
        ("Can’t we just ask", "closed"),
        ("How do you do that", "open"),
        ("What time does it start.", "open"),
        ("Why don't people share", "open"),
        ("And how can I help", "open"),
    ],
)
def test_word_order_tells_a_question_without_a_mark(text, kind):
    found = dc.find_questions([text])
    assert found["code"].tolist() == [f"question/{kind}"]
    assert found["score"].tolist() == [0.6]
    assert found["reason"][0].startswith("no question mark; ")


@pytest.mark.parametrize(
    "text",
    [
        "Do it again.", "Do the work.", "Have a nice day.", "Had I known, I would have gone.", "Should you need it, ask.",
        "May you be happy.", "So do I.", "Nor do I.", "Neither is it mine.", "What I mean is this.", "What is clear is this.",
        "What a day that was.", "How I wish you were here.", "When I was a child we shared.", "Who knows.", "Whatever you say.",
        "Can it.", "Don't you dare.", "I know what you did.", "Will do.", "Is.", "See http://example.org/?a=b for more.",
        "It is (?) ours.", "Were it mine, I would say so.", "What time is is a riddle.", "", "   ", "?!"[1:], "…",
    ],
)  # fmt: skip
def test_a_statement_an_order_or_a_wish_is_no_question(text):
    assert asked(text) == []


def test_a_question_inside_quotation_marks_may_be_somebody_elses():
    found = dc.find_questions(["He asked “who owns it?”", "Who says “mine”?"])
    assert found["score"].tolist() == [0.7, 1.0]
    assert found["reason"][0] == "question mark inside quotation marks; begins with “who”"


def test_a_question_in_a_quotation_block_is_not_the_writers():
    texts = ["> Who owns it?\r\nWe do. Why?"]
    assert dc.find_questions(texts)["quote"].tolist() == ["Why?"]
    assert dc.find_questions(texts, quoted="mark")["reason"].tolist() == [
        "question mark; begins with “Who” · quoted",
        "question mark; begins with “Why”",
    ]
    assert len(dc.find_questions(texts, quoted="keep")) == 2


def test_only_the_sentence_that_asks_is_marked():
    text = "😀 I built it.\r\nWho owns it?  We do."
    assert asked(text) == [("Who owns it?", "open")]


@pytest.mark.parametrize(
    ("text", "language", "quote"),
    [
        ("Das ist gut. Wem gehört es?", "de", "Wem gehört es?"),
        ("你好吗？我很好。", "zh", "你好吗？"),
        ("من هذا؟ شكرا.", "ar", "من هذا؟"),
        ("שלום. של מי זה?", "he", "של מי זה?"),
        ("¿De quién es? Mío.", "es", "¿De quién es?"),
    ],
)
def test_other_languages_have_their_marks_and_no_kinds(text, language, quote):
    assert asked(text, language=language) == [(quote, "question")]


def test_word_order_is_english_only():
    assert asked("Do es dur. Is it", language="de") == []


def test_an_unknown_language_or_corpus_is_told():
    for texts in ([], ["Ours."], ["Whose?"]):
        with pytest.raises(UnknownLanguage, match="klingon"):
            dc.find_questions(texts, language="klingon")
    with pytest.raises(FrameError, match="expected a Corpus"):
        dc.find_questions(3)  # type: ignore[arg-type]


@pytest.mark.parametrize("texts", [[], [""], ["No."]])
def test_nothing_asked_gives_the_columns_without_rows(texts):
    found = dc.find_questions(texts)
    assert list(found.columns) == COLUMNS
    assert found.dtypes[["start", "score"]].astype(str).tolist() == ["int64", "float64"]


@pytest.mark.parametrize("part", ["do ", "is it, ", "hi ", "so, ", "?", "(", "who ", "\n", "\nand ", "\n-", "?!", "don't ", "a? "])
def test_a_very_long_text_takes_no_longer_than_its_length(part):
    text = part * (200_000 // len(part)) + " you?"
    found = dc.find_questions([text])
    assert len(found) > 0


WORDS = [
    "Who",
    "is",
    "it",
    "?",
    "。",
    "？",
    "“",
    "”",
    ".",
    "\r\n",
    " ",
    "👩🏽‍🚀",
    "e\u0301",
    "שלום",
    "do you",
    "right",
    ",",
    "\ufeff",
    "…",
    "!",
]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_each_finding_is_a_trimmed_passage_of_its_text_and_none_overlap(text):
    said = dc.Corpus(pd.DataFrame({"text": [text]}))
    found = check_codings(dc.find_questions(said), said.utterances)
    assert all(q == q.strip() for q in found["quote"])
    assert all(a <= b for a, b in zip(found["end"], found["start"][1:], strict=False))
