"""A participant is inferred from evidence, and never without."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.loaders._address import addressees, signature
from discourse.loaders._entries import Entry
from discourse.loaders._heads import Head
from discourse.loaders._lines import Line
from discourse.loaders._names import author_in_byline, name_everybody

POST = ("0", "post", None, "I wrote this.")


def named(*rows, author=None):
    """Rows of (number, kind, name over it, text) become {number: (participant, named_by)}."""
    entries = []
    for number, kind, name, text in rows:
        above = None if number == "0" else number.rpartition(".")[0] or "0"
        lines = [Line(n, 0, "", line) for n, line in enumerate(text.split("\n"), 1)]
        entries.append(Entry(number, above, kind, lines, Head(name) if name else None))
    return dict(zip([e.number for e in entries], name_everybody(entries, author), strict=True))


def test_a_name_over_a_comment_is_stated():
    assert named(POST, ("1", "comment", "Ana", "Yes."))["1"] == ("Ana", "stated")


@pytest.mark.parametrize("end", ["\n— Rosa", "\nBest wishes,\nRosa", "\nRosa", " Cheers, Rosa", "\n\nLiebe Grüße\nRosa", " – Rosa"])
def test_a_name_at_the_end_is_a_signature(end):
    assert named(POST, ("1", "comment", None, "I agree with that." + end))["1"] == ("Rosa", "signed")


@pytest.mark.parametrize(
    "end", [" Thanks, Rosa", "\nAmazing", "\nBest,", "\nThanks", " I met Rosa", "\nSchade", " Rosa", "\nrosa is right"]
)
def test_what_is_no_signature_names_nobody(end):
    assert named(POST, ("1", "comment", None, "I agree with that." + end))["1"] == (None, "unknown")


def test_a_bare_name_after_the_last_sentence_counts_where_the_name_is_known():
    rows = (POST, ("1", "comment", None, "I agree with that. Rosa"), ("2", "comment", "Ben", "Hi Rosa, so do I."))
    assert named(*rows)["1"] == ("Rosa", "signed")


def test_the_first_reply_that_greets_one_name_answers_that_person():
    rows = (POST, ("1", "comment", None, "Why?"), ("1.1", "reply", "Ben", "Hi Vanessa, because."))
    assert named(*rows)["1"] == ("Vanessa", "answered")


@pytest.mark.parametrize(
    "greeting",
    ["Hi all, ", "Thanks folks, ", "Hi there, ", "Dear friends, ", "Hello everyone! ", "Best, ", "Danke euch, ", "Hi Ana and Vanessa, "],
)
def test_a_greeting_to_several_or_to_all_names_nobody(greeting):
    rows = (POST, ("1", "comment", None, "Why?"), ("1.1", "reply", "Ben", greeting + "because."))
    assert named(*rows)["1"] == (None, "unknown")


def test_a_greeting_to_a_name_that_stands_over_another_comment_names_nobody():
    rows = (POST, ("1", "comment", "Vanessa", "What?"), ("2", "comment", None, "Why?"), ("2.1", "reply", "Ben", "Hi Vanessa, because."))
    assert named(*rows)["2"] == (None, "unknown")


def test_a_reply_that_may_speak_to_another_reply_names_nobody():
    rows = (POST, ("1", "comment", None, "Why?"), ("1.1", "reply", None, "Why not?"), ("1.2", "reply", "Ben", "Hi Vanessa, because."))
    assert named(*rows)["1"] == (None, "unknown")


def test_replies_that_disagree_about_the_name_name_nobody():
    rows = (POST, ("1", "comment", None, "Why?"), ("1.1", "reply", "Ben", "Hi Vanessa, because."), ("1.2", "reply", "Cleo", "Hi Dora, no."))
    assert named(*rows)["1"] == (None, "unknown")


def test_the_author_is_whom_the_comments_speak_to():
    rows = (POST, ("1", "comment", "Ana", "Hi Rosa, well said."), ("2", "comment", "Ben", "Thanks Rosa for this."))
    assert named(*rows)["0"] == ("Rosa", "addressed")


def test_a_line_with_a_colon_alone_is_too_little_to_name_the_author():
    assert named(POST, ("1", "comment", "Ana", "Update:\n\nIt rained."))["0"] == (None, "unknown")


def test_a_commenter_who_is_thanked_is_not_the_author():
    rows = (
        POST,
        ("1", "comment", "Paul", "Mine."),
        ("2", "comment", "Ana", "Thanks Paul, very good."),
        ("3", "comment", "Ben", "Hi Paul, yes."),
    )
    assert named(*rows)["0"] == (None, "unknown")


def test_another_page_that_speaks_of_her_post_names_the_author():
    rows = (POST, ("1", "pingback", None, "[…] I read Rosa Lind’s blog post and […]"))
    assert named(*rows) == {"0": ("Rosa Lind", "addressed"), "1": (None, "unknown")}


def test_the_name_that_is_left_belongs_to_the_only_comment_that_is_left():
    rows = (
        POST,
        ("1", "comment", None, "Rosa:\n\nI wonder."),
        ("2", "comment", "Ana", "Thanks Paul/Rosa : yes."),
        ("3", "comment", "Ben", "Hi Rosa, no."),
    )
    assert named(*rows, author="Rosa")["1"] == ("Paul", "addressed")


def test_two_comments_that_could_both_be_meant_stay_unknown():
    rows = (POST, ("1", "comment", None, "One."), ("2", "comment", None, "Two."), ("3", "comment", "Ana", "Thanks Paul, yes."))
    assert [how for _, how in named(*rows, author="Rosa").values()] == ["stated", "unknown", "unknown", "stated"]


def test_nobody_thanks_themselves():
    rows = (POST, ("1", "comment", None, "Hi Paul, are you there?"), ("2", "comment", "Ana", "Thanks Paul, yes."))
    assert named(*rows, author="Rosa")["1"] == (None, "unknown")


@pytest.mark.parametrize(
    "text", ["Thanks everybody for reading and commenting.", "Danke euch allen fürs Lesen!", "I am glad of all comments on my post."]
)
def test_who_thanks_for_comments_is_the_author(text):
    assert named(POST, ("1", "comment", None, text), author="Rosa")["1"] == ("Rosa", "thread author")


def test_who_speaks_to_the_author_is_not_the_author():
    rows = (POST, ("1", "comment", None, "Hi Rosa, thanks for reading my comments on this."))
    assert named(*rows, author="Rosa")["1"] == (None, "unknown")


def test_a_host_without_a_name_stays_unknown():
    assert named(POST, ("1", "comment", None, "Thanks everybody for reading."))["1"] == (None, "unknown")


def test_a_reply_in_the_manner_of_the_author_is_hers():
    rows = (
        POST, ("1", "comment", "Ana", "Yes."), ("1.1", "reply", None, "Hi Ana, good. — Rosa"),
        ("2", "comment", "Ben", "No."), ("2.1", "reply", None, "Hi Ben, I see."),
    )  # fmt: skip
    assert named(*rows, author="Rosa")["2.1"] == ("Rosa", "thread author")


def test_one_person_has_one_name():
    rows = (POST, ("1", "comment", "Janet Webster", "Yes."), ("2", "comment", None, "Again me.\n— Janet"))
    assert named(*rows)["2"] == ("Janet Webster", "signed")


def test_a_first_name_that_two_people_share_is_not_stretched():
    rows = (POST, ("1", "comment", "Ana Berg", "Yes."), ("2", "comment", "Ana Holm", "No."), ("3", "comment", None, "Me too.\n— Ana"))
    assert named(*rows)["3"] == ("Ana", "signed")


def test_a_role_beside_a_name_names_the_author():
    entries = [
        Entry("0", None, "post", [Line(1, 0, "", "Mine.")]),
        Entry("1", "0", "comment", [Line(2, 0, "", "Yes.")], Head("Rosa", author=True)),
    ]
    assert name_everybody(entries) == [("Rosa", "stated"), ("Rosa", "stated")]


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        (["Posted by Ana Berg on March 3, 2020"], "Ana Berg"),
        (["Veröffentlicht am 13. März 2019 von Ana Berg"], "Ana Berg"),
        (["Posted on28. Juli 2019AuthorAna Berg4 Kommentare"], "Ana Berg"),
        (["2 responses", "Categories: News"], None),
        ([], None),
    ],
)
def test_the_author_in_the_byline(byline, name):
    assert author_in_byline(byline) == name


@pytest.mark.parametrize(
    ("text", "names", "sure"),
    [
        ("Hi Vanessa, firstly", ["Vanessa"], True),
        ("Thanks Paul/Helen : very", ["Paul", "Helen"], True),
        ("Liebe Ana und Bo, ja", ["Ana", "Bo"], True),
        ("@nossi: ja", ["nossi"], True),
        ("Dear Mrs Aydın,", ["Mrs Aydın"], True),
        ("Danke Zoë!", ["Zoë"], True),
        ("Hi Vanessa, Bonnie wrote", ["Vanessa"], True),
        ("Thanks Paul for this", ["Paul"], True),
        ("Hi Ana Berg 😀", [], True),
        ("Thanks for this", [], True),
        ("Hi", [], False),
        ("However, I think", [], False),
        ("", [], False),
    ],
)
def test_whom_an_opening_speaks_to(text, names, sure):
    assert addressees(text) == (names, sure)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_asked_for_its_addressees_and_signature(text):
    names, _ = addressees(text)
    assert all(name in text for name in names)
    name = signature(text)
    assert name is None or all(word in text for word in name.split())
