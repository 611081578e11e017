"""The desk's JavaScript, checked where there is a Node.js: its pure functions by their own tests, its types by TypeScript."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "js"
NODE = shutil.which("node")


def _run(*command: str) -> None:
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, (done.stdout + done.stderr)[-4000:]


@pytest.mark.skipif(NODE is None, reason="no Node.js here")
def test_the_pure_functions_of_the_desk():
    _run(str(NODE), "--test", "coder.test.mjs")


@pytest.mark.skipif(NODE is None, reason="no Node.js here")
@pytest.mark.skipif(not (HERE / "node_modules" / "typescript").is_dir(), reason="no TypeScript here: npm install in tests/widgets/js")
def test_the_types_of_the_desk():
    _run(str(NODE), "node_modules/typescript/bin/tsc")
