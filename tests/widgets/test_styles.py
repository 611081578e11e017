"""Five widgets may stand in one page: the styles of each hold in it alone, and no two sheets of a widget speak of one thing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from discourse import widgets
from discourse.widgets._styles import join_styles, keep_within

HERE = Path(widgets.__file__).parent
OWN = sorted(path.parent.name for path in HERE.glob("*/widget.js"))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (".a { top: 0; }", ".a:where(.r, .r *) { top: 0; }"),
        (".a > b:is(i, u), c::after{}", ".a > b:is(i, u):where(.r, .r *), c:where(.r, .r *)::after {}"),
        ("/* } */ .a {}", " .a:where(.r, .r *) {}"),
        (
            "@container (max-width: 9px) { .a { top: 0; } .b {} }",
            "@container (max-width: 9px) { .a:where(.r, .r *) { top: 0; } .b:where(.r, .r *) {} }",
        ),
        ("@keyframes k { from { top: 0; } } .a {}", "@keyframes k { from { top: 0; } } .a:where(.r, .r *) {}"),
        ("::highlight(x) {}", ":where(.r, .r *)::highlight(x) {}"),
    ],
)
def test_rules_are_kept_within(given, kept):
    assert keep_within(given, "r") == kept


def test_a_brace_that_is_not_closed_is_refused():
    with pytest.raises(ImportError, match="not closed"):
        keep_within(".a { top: 0;", "r")


@pytest.mark.parametrize("name", OWN)
def test_every_widget_marks_its_root(name):
    """Else none of its own styles would hold."""
    sources = "".join(path.read_text(encoding="utf-8") for path in (HERE / name).glob("*.js"))
    assert f'classList.add("dc-w-{name}")' in sources


@pytest.mark.parametrize("name", OWN)
def test_no_two_sheets_of_a_widget_lay_out_the_same_class(name):
    laid: dict[str, set[str]] = {}
    for sheet in [*HERE.glob("shared/*.css"), *HERE.glob(f"{name}/*.css")]:
        css = re.sub(
            r"/\*.*?\*/|@(?:container|media)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        for selectors, rules in re.findall(r"([^{}]+)\{([^}]*)\}", css):
            if re.search(r"(?:^|[;\s])(display|position|padding|border|width|height):", rules):
                for selector in re.split(r",(?![^(]*\))", selectors):
                    if whole := re.fullmatch(r"(?:\.dc )?\.(dc-[\w-]+)", selector.strip()):
                        laid.setdefault(whole[1], set()).add(sheet.name)
    assert {k: sorted(v) for k, v in laid.items() if len(v) > 1 and k != "dc-card"} == {}


def test_what_is_shared_stands_first_and_holds_everywhere():
    css = join_styles(HERE / "shared", HERE / "memos")
    assert css.index(".dc {") < css.index(":where(.dc-w-memos")
