"""Sentences about how a term is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.errors import CodebookError
from discourse.themes._syntax import compile_regex, parse_term


@pytest.mark.parametrize(
    ("written", "kind", "exclude", "words", "gaps"),
    [
        ("value  proposition", "phrase", False, ("value", "proposition"), (" ",)),
        ("know‑how's use", "phrase", False, ("know", "how's", "use"), ("-", " ")),
        ("own* goal", "phrase", False, ("own*", "goal"), (" ",)),
        ("- own goal", "phrase", True, ("own", "goal"), (" ",)),
        ('"-own"', "exact", False, ("-own",), ()),
        ("„WaaS“", "exact", False, ("WaaS",), ()),
        ("--", "phrase", True, ("-",), ()),
        ("and/or", "phrase", False, ("and/or",), ()),
        ("net\u00adwork", "phrase", False, ("network",), ()),
        ("cafe\u0301", "phrase", False, ("café",), ()),
    ],
)
def test_a_term_is_read_as(written, kind, exclude, words, gaps):
    if written == "--":
        with pytest.raises(CodebookError, match="nothing to look for"):
            parse_term(written, "c")
        return
    term = parse_term(written, "c")
    assert (term.kind, term.exclude, term.words, term.gaps) == (kind, exclude, words, gaps)


def test_a_regular_expression_keeps_what_stands_between_the_slashes():
    assert parse_term("-/a\\/b/i", "c").pattern == "(?i)a\\/b"


@pytest.mark.parametrize("pattern", ["(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", r"(a)\1", "(?P<x>a)(?P=x)", "a{2000}", "[a", "a**"])
def test_what_re2_cannot_run_is_refused_by_code_and_term(pattern):
    with pytest.raises(CodebookError, match=r"code 'power', term '/.*RE2.*look-around.*back-references"):
        compile_regex(parse_term(f"/{pattern}/", "power"))


@given(st.text(max_size=12), st.text(min_size=1, max_size=5))
def test_any_piece_of_text_is_a_term_or_is_refused_by_name(written, code):
    try:
        term = parse_term(written, code)
    except CodebookError as error:
        refusal = str(error)
    else:
        refusal = repr(code)
        assert len(term.gaps) == max(len(term.words) - 1, 0)
    assert repr(code) in refusal
