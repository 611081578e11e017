"""Modules joined into one: what is dropped, what is kept, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from discourse import widgets
from discourse.widgets._module import join_modules

FOLDER = Path(widgets.__file__).parent / "coder"


@pytest.fixture
def joined(tmp_path):
    def join(**modules: str) -> str:
        for name, text in modules.items():
            (tmp_path / f"{name}.js").write_text(text, encoding="utf-8")
        return join_modules(tmp_path / "main.js")

    return join


def test_what_is_imported_stands_before_what_imports_it_and_only_once(joined):
    text = joined(
        main='import { b } from "./b.js";\nimport { a } from "./a.js";\nexport default () => a + b; // 😀\n',
        b='import { a } from "./a.js";\nexport const b = a + 1;\n',
        a="export const a = 1;\n",
    )
    assert text == "const a = 1;\n\nconst b = a + 1;\n\nexport default () => a + b; // 😀\n"


def test_every_kind_of_declaration_loses_its_export(joined):
    kinds = ["function f() {}", "async function g() {}", "function* h() {}", "class I {}", "let j = 1;", "const k = 'export const x';"]
    assert joined(main="".join(f"export {kind}\n" for kind in kinds)) == "".join(f"{kind}\n" for kind in kinds)


def test_words_in_comments_and_texts_stay_as_they_are(joined):
    text = "// import { a } from './a.js'\n/** @import { B } from './b.js' */\nconst told = `\n  export const x = 1;`;\n"
    assert joined(main=text) == text


@pytest.mark.parametrize(
    "kind", ["const same = 1;", "function same() {}", "class same {}", "export let same = 1;", "async function same() {}"]
)
def test_a_name_at_the_top_of_two_modules_is_refused(joined, kind):
    with pytest.raises(ImportError, match=r"both a\.js and main\.js declare 'same' at their top; rename one"):
        joined(main='import { x } from "./a.js";\nconst same = 1;\n', a=f"{kind}\nexport const x = 1;\n")


def test_modules_that_import_each_other_are_refused(joined):
    with pytest.raises(ImportError, match=r"in a circle: main\.js > a\.js > b\.js > a\.js"):
        joined(
            main='import { a } from "./a.js";\n',
            a='import { b } from "./b.js";\nexport const a = 1;\n',
            b='import { a } from "./a.js";\nexport const b = 1;\n',
        )


@pytest.mark.parametrize(
    "line",
    [
        'import { a as b } from "./a.js";',
        'import * as a from "./a.js";',
        'import a from "./a.js";',
        'import { a } from "lodash";',
        'import "./a.js";',
        "export { a };",
        'export * from "./a.js";',
    ],
)
def test_a_form_that_it_does_not_know_is_refused_and_shown(joined, line):
    with pytest.raises(ImportError, match="cannot be joined") as refused:
        joined(main=f"{line}\n", a="export const a = 1;\n")
    assert line in str(refused.value)


def test_only_the_entry_has_a_default(joined):
    with pytest.raises(ImportError, match=r"a\.js: this line cannot be joined: export default 1"):
        joined(main='import { a } from "./a.js";\nexport default a;\n', a="export const a = 1;\nexport default 1;\n")


def test_a_module_that_is_not_there_is_named(joined):
    with pytest.raises(FileNotFoundError, match=r"gone\.js"):
        joined(main='import { a } from "./gone.js";\n')


def test_the_desk_is_joined_of_all_its_modules_but_the_types():
    joined = join_modules(FOLDER / "widget.js")
    modules = {path.stem: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.js")}
    assert [name for name, text in modules.items() if text.splitlines()[0] not in joined] == ["types"]
    assert all(text.startswith("// ") for text in modules.values()), "each module opens with its caption"
    assert max(len(text.splitlines()) for text in modules.values()) <= 350
