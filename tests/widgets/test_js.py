"""The widgets' JavaScript, checked where there is a Node.js: its pure functions by their own tests, its types by TypeScript."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from discourse import widgets

HERE = Path(__file__).parent / "js"
NODE = shutil.which("node")


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]


@pytest.mark.skipif(NODE is None, reason="no Node.js here")
@pytest.mark.parametrize("name", sorted(path.name for path in HERE.glob("*.test.mjs")))
def test_the_pure_functions_of_the_widgets(name):
    _run(str(NODE), "--test", name)


@pytest.mark.skipif(NODE is None, reason="no Node.js here")
@pytest.mark.parametrize("name", sorted(name for name in vars(widgets) if name.endswith("Widget")))
def test_what_the_notebook_loads_is_one_module_that_parses(tmp_path, name):
    """Node refuses a name that is declared twice, and an import where there should be none would be seen here."""
    joined = tmp_path / f"{name}.mjs"
    joined.write_text(getattr(widgets, name)._esm, encoding="utf-8")
    _run(str(NODE), "--check", str(joined))
    look = f"import({joined.as_uri()!r}).then((m) => {{ if (Object.keys(m) != 'default' || !m.default().render) process.exit(1) }})"
    _run(str(NODE), "--eval", look)


@pytest.mark.skipif(NODE is None, reason="no Node.js here")
@pytest.mark.skipif(not (HERE / "node_modules" / "typescript").is_dir(), reason="no TypeScript here: npm install in tests/widgets/js")
def test_the_types_of_the_widgets():
    _run(str(NODE), "node_modules/typescript/bin/tsc")
