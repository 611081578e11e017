"""A captured page becomes the utterances that a reader sees."""

import json
import os
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.errors import EmptySource, NotADiscussion
from discourse.loaders.capture import read_capture

SHARED = Path(os.environ.get("DISCOURSE_SHARED", Path(__file__).parents[2].parent / "shared"))
REAL = SHARED / "threads" / "pln-page.txt"

PAGE = """Skip to content
  • Home
  • About

The kitchen table as an office, and who pays for the table

Posted on 4 March 2021 by Marta Lindqvist

For a year now I have been paid for work that I do at the table where my children eat, and nobody asked the table.

The firm calls it “flexible”. I call it rent that I pay on their behalf, with a smile, and 😀 in every message.

a table with two laptops
A table with two laptops!

Who owns the hours that a kettle takes? I have no answer yet, only the bill.

Image source: own picture

Okafor, D. (2019) Homes at work. Lagos: Harbour Press.

This work is licensed under a Creative Commons Attribution 4.0 International License.

Filed under: Work at home

4 comments

  1. Dayo Okafor Dayo Okafor

    You name it well.  Two spaces, and a naïve café.

    The second paragraph stands alone.

    • Thank you, that is kind. — Marta

  2. We tried to bill the kettle. It did not go well.
    They laughed.

    • Hi Ines, did they pay in the end? Thanks for reading and commenting.

      • Not a cent.

  3. […] as Marta Lindqvist’s post on tables says […]

  4. Piet Piet

    Thanks Ines: I shall try the same with my heating.

Leave a Reply

Your email address will not be published.
"""


@pytest.fixture(scope="module")
def page():
    return read_capture(PAGE)


def column(corpus, name):
    return dict(zip(corpus.utterances["id"].str.rpartition("/")[2], corpus.utterances[name], strict=True))


def test_indents_and_markers_make_the_tree(page):
    above = {k: v if isinstance(v, str) else None for k, v in column(page, "reply_to").items()}
    here = page.threads[0]
    assert above == {
        "0": None,
        "1": f"{here}/0",
        "1.1": f"{here}/1",
        "2": f"{here}/0",
        "2.1": f"{here}/2",
        "2.1.1": f"{here}/2.1",
        "3": f"{here}/0",
        "4": f"{here}/0",
    }


def test_each_kind_is_told_apart(page):
    assert list(column(page, "kind").values()) == ["post", "comment", "reply", "comment", "reply", "reply", "pingback", "comment"]


def test_the_thread_is_named_after_the_title_and_cut_at_a_word(page):
    assert page.threads == ["the-kitchen-table-as-an-office-and-who"]
    assert read_capture(PAGE, thread="t1").utterances["id"].tolist()[:2] == ["t1/0", "t1/1"]


def test_participants_are_inferred_and_it_is_said_how(page):
    named = {k: (None if v != v else v, column(page, "named_by")[k]) for k, v in column(page, "participant").items()}
    assert named == {
        "0": ("Marta Lindqvist", "stated"),
        "1": ("Dayo Okafor", "stated"),
        "1.1": ("Marta Lindqvist", "signed"),
        "2": ("Ines", "answered"),
        "2.1": ("Marta Lindqvist", "thread author"),
        "2.1.1": (None, "unknown"),
        "3": (None, "unknown"),
        "4": ("Piet", "stated"),
    }


def test_paragraphs_and_line_breaks_and_spaces_inside_stay(page):
    texts = column(page, "text")
    assert texts["1"] == "You name it well.  Two spaces, and a naïve café.\n\nThe second paragraph stands alone."
    assert texts["2"] == "We tried to bill the kettle. It did not go well.\nThey laughed."


def test_a_caption_that_was_pasted_twice_is_kept_once(page):
    assert "A table with two laptops!" in column(page, "text")["0"]
    assert "a table with two laptops\n" not in column(page, "text")["0"]
    assert page.left_out.query("what == 'caption'")["where"].tolist() == [13]


def test_title_category_and_licence_are_remembered(page):
    assert page.attrs["title"] == "The kitchen table as an office, and who pays for the table"
    assert page.attrs["category"] == "Work at home"
    assert page.attrs["licence"] == "Creative Commons Attribution 4.0 International License"


def test_references_stand_in_a_column_of_their_own(page):
    assert column(page, "references")["0"] == "Okafor, D. (2019) Homes at work. Lagos: Harbour Press."
    assert column(page, "text")["0"].endswith("I have no answer yet, only the bill.")


def test_the_time_of_the_post_is_read(page):
    assert str(column(page, "time")["0"]) == "2021-03-04 00:00:00"


def test_provenance_says_where_the_corpus_comes_from(page):
    provenance = page.attrs["provenance"][0]
    assert provenance["loader"] == "capture"
    assert len(provenance["sha256"]) == 64
    assert provenance["utterances"] == 8
    assert provenance["left_out"] == len(page.left_out)


def test_left_out_says_why(page):
    assert set(page.left_out["what"]) == {"navigation", "byline", "caption", "page", "licence", "category", "heading", "form"}
    assert page.left_out["where"].is_monotonic_increasing


def test_a_capture_without_indents_is_read_too():
    flush = "\n".join(line.lstrip() for line in PAGE.splitlines())
    corpus = read_capture(flush)
    assert column(corpus, "kind")["1.1"] == "reply"
    assert [k for k in column(corpus, "id") if "." not in k] == ["0", "1", "2", "3", "4"]
    assert column(corpus, "participant")["2"] == "Ines"


def test_points_in_the_post_do_not_swallow_the_comments():
    corpus = read_capture(
        "Title\n\nA post that is long enough to be one, and that goes on for a while, as posts do.\n\n- one\n- two\n\n"
        "  1. Ana Ana\n\n    Yes, well said, all of it.\n\n  2. Ben Ben\n\n    And no, to all of it.\n\nLeave a Reply"
    )
    assert column(corpus, "participant")["2"] == "Ben"
    assert column(corpus, "text")["0"].endswith("- one\n- two")


def test_a_list_in_a_comment_stays_in_its_text():
    corpus = read_capture(
        "Title\n\nA post.\n\n2 comments\n\n"
        "  1. Ana Berg says:\n\n    Three things:\n\n      • tea\n      • bread\n      • rent\n\n"
        "  2. Ben says:\n\n    Yes.\n\nLeave a Reply"
    )
    assert column(corpus, "text")["1"] == "Three things:\n\n• tea\n• bread\n• rent"


def test_heads_with_times_in_several_languages():
    corpus = read_capture(
        "Title\n\nA post.\n\n3 Antworten zu „Title“\n\n  1. Ana sagt:\n    28. Juli 2019 um 13:39\n\n    Ja.\n\n    Antworten\n"
        "    1. Bo wrote on March 3rd, 2020 at 9:05 pm:\n\n      Indeed.\n\n      Reply\n"
        "  2. Cléo a dit :\n\n    Oui.\n\nLaisser un commentaire"
    )
    assert [p for p in column(corpus, "participant").values() if p == p] == ["Ana", "Bo", "Cléo"]
    assert str(column(corpus, "time")["1.1"]) == "2020-03-03 21:05:00"
    assert list(column(corpus, "text").values())[1:] == ["Ja.", "Indeed.", "Oui."]


def test_comments_without_a_list_are_found_by_their_heads():
    corpus = read_capture("Title\n\nA post.\n\nAna · 3 March 2020\nI agree.\n\nBo · 4 March 2020\nI do not.\n\nLeave a Reply\nName")
    assert column(corpus, "participant")["2"] == "Bo"
    assert column(corpus, "text")["1"] == "I agree."


def test_an_essay_and_a_shopping_list_are_no_discussion():
    essay = "On tables\n\nTables are flat, and that is most of what there is to say about them, if one is honest about it.\n\nThe end."
    for text in (essay, "milk\neggs\nbread\n", "1. milk\n2. eggs\n3. bread\n", essay + "\n\n  1. They stand.\n  2. They carry.\n"):
        with pytest.raises(NotADiscussion, match="no comments were found"):
            read_capture(text)


def test_nothing_but_blank_lines_is_an_empty_source():
    with pytest.raises(EmptySource):
        read_capture("\n\n  \n")


def test_ten_million_characters_in_one_paragraph_are_read(page):
    corpus = read_capture("Title\n\n" + "Ana, " * 2_000_000 + "END" + PAGE[PAGE.index("\n\n4 comments") :])
    assert column(corpus, "text")["0"].endswith("Ana, END")
    assert len(corpus) == len(page)


def lost_lines(text, corpus):
    """The numbers of the lines that stand nowhere: in no text, name line, title, references, nor in left_out."""
    said = corpus.utterances
    kept = "\n".join([*said["text"], *said["name_line"].dropna(), *said["references"].dropna(), corpus.attrs["title"] or ""])
    where = set(corpus.left_out["where"])
    lines = enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1)
    return [no for no, line in lines if bare(line) and bare(line) not in kept and no not in where]


def bare(line):
    line = line.strip()
    head, _, rest = line.partition(" ")
    return (
        rest.strip()
        if head in {"•", "-", "*"} or (head[:-1].isdigit() and head[-1] in ".)")
        else line
        if head not in {"•", "-", "*"}
        else ""
    )


def test_no_line_of_the_page_is_lost(page):
    assert lost_lines(PAGE, page) == []


LINES = st.sampled_from(
    [
        *PAGE.splitlines(),
        "",
        "Ana said on 3 March 2020:",
        "  1. Ana Ana",
        "    • Hi Ana, 😀",
        "Leave a Reply",
        "Reply",
        "\tx",
        "— Bo",
        "👩‍👩‍👧 e\u0301",
        "שלום",
        "1.",
        "•",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=40), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_line_is_lost_whatever_the_page_looks_like(lines, end):
    text = end.join([*lines, ""])
    try:
        corpus = read_capture(text.encode())
    except (NotADiscussion, EmptySource):
        return
    assert lost_lines(text, corpus) == []
    assert corpus.utterances["id"].is_unique
    assert set(corpus.utterances["reply_to"].dropna()) <= set(corpus.utterances["id"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(lambda t: t.strip()), min_size=1, max_size=4
    )
)
def test_what_people_wrote_comes_out_to_the_letter(paragraphs):
    paragraphs = ["So: " + " ".join(p.split()) + " – no." for p in paragraphs]
    body = "\n\n".join("    " + p for p in paragraphs)
    text = f"Title\n\nA post.\n\n2 comments\n\n  1. Ana Berg says:\n\n{body}\n\n  2. Bo says:\n\n    Yes.\n\nLeave a Reply\n"
    assert column(read_capture(text), "text")["1"] == "\n\n".join(paragraphs)


@pytest.mark.skipif(not REAL.exists(), reason="the real page is not on this machine")
def test_the_real_page_is_read_as_its_truth_says():
    truth = json.loads(REAL.with_name("pln-page.truth.json").read_text(encoding="utf-8"))
    corpus = read_capture(REAL)
    rows = corpus.utterances
    assert len(rows) == len(truth["utterances"])
    place = {row_id: n for n, row_id in enumerate(rows["id"])}
    for row, want in zip(rows.itertuples(), truth["utterances"], strict=True):
        assert row.kind == want["kind"]
        assert (place[row.reply_to] if isinstance(row.reply_to, str) else None) == want["reply_to"]
        assert (row.participant if isinstance(row.participant, str) else None) == want["participant"]
        assert row.named_by == want["named_by"]
        assert row.text.startswith(want["starts"])
        assert row.text.endswith(want["ends"])
    whole = "\n".join(rows["text"])
    assert not [phrase for phrase in truth["never_in_any_text"] if phrase in whole]
    assert [whole.count(phrase) for phrase in truth["once_only"]] == [1] * len(truth["once_only"])
    assert (corpus.attrs["title"], corpus.attrs["category"]) == (truth["title"], truth["category"])
    assert lost_lines(REAL.read_text(encoding="utf-8"), corpus) == []


DEMO = Path(__file__).parents[2] / "data" / "demo"


@pytest.mark.parametrize("page", ["four-cents", "phone-list", "semester"])
def test_the_demo_pages_hold_what_the_demo_table_holds(page):
    corpus = read_capture(DEMO / f"{page}.txt")
    here = corpus.threads[0]
    table = pd.read_csv(DEMO / "discussion.csv", dtype="str", keep_default_na=False).query("thread == @here").set_index("id")
    said = corpus.utterances.set_index("id")
    assert list(said.index) == list(table.index)
    assert said["reply_to"].fillna("").tolist() == table["reply_to"].tolist()
    assert said["kind"].tolist() == table["kind"].tolist()
    comments = table.index[1:]
    assert said.loc[comments, "text"].tolist() == table.loc[comments, "text"].tolist()
    named = said["participant"].dropna()
    assert [
        mine for mine, name in zip(named, table.loc[named.index, "participant"], strict=True) if mine.split()[0] != name.split()[0]
    ] == []
    evidence = yaml.safe_load((DEMO / "pages.yml").read_text(encoding="utf-8"))[page]["nameless"]
    assert {k: said.loc[f"{here}/{k}", "named_by"] for k in evidence} == evidence


CAPTURES = SHARED / "inputs" / "1-blogs" / "text-captures"


@pytest.mark.skipif(not CAPTURES.exists(), reason="the real captures are not on this machine")
@pytest.mark.parametrize(
    ("name", "form"),
    [
        (n, f)
        for n in ("damianduchamps", "firefox-nightly", "gormulus", "grossefragen", "mozilla-hacks", "rete-mirabile")
        for f in ("full",)
    ],
)
def test_real_captures_hold_as_many_comments_as_their_html(name, form):
    truth = json.loads((SHARED / "inputs" / "TRUTH.json").read_text(encoding="utf-8"))[f"1-blogs/html-pages/{name}.html"]
    path = CAPTURES / f"{name}.{form}.txt"
    corpus = read_capture(path)
    kinds = corpus.utterances["kind"].value_counts()
    assert len(corpus) - kinds["post"] == truth["comments"]
    assert kinds.get("reply", 0) == truth["replies"]
    assert kinds.get("pingback", 0) == truth["pings"]
    assert corpus.where(kind=["comment", "reply"]).utterances["participant"].nunique() == truth["authors"]
    assert lost_lines(path.read_text(encoding="utf-8"), corpus) == []
