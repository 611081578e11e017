"""The inputs that lie beside the repository, and what a correct reader gets out of each; tests skip where they are not there."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(os.environ.get("DISCOURSE_SHARED", Path(__file__).parents[2].parent / "shared"))
INPUTS = SHARED / "inputs"


def shared(path: str) -> Path:
    """The path of a shared input; skips the test where there is none."""
    found = INPUTS / path
    if not found.exists():
        pytest.skip(f"no {path} among the shared inputs")
    return found


def truth(path: str) -> dict[str, Any]:
    """What TRUTH.json says of this path."""
    return dict(_truths()[path])


def paths() -> list[str]:
    """The paths that TRUTH.json tells of, in its order."""
    return list(_truths())


@cache
def _truths() -> dict[str, Any]:
    file = INPUTS / "TRUTH.json"
    if not file.exists():
        pytest.skip("no TRUTH.json among the shared inputs")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
