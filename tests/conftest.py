"""What every test may use: a small discussion in which each kind of difficult text occurs, and a study made of it."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import settings

from discourse import Codebook, Corpus, Project

TOP = Path(__file__).parents[1]
settings.register_profile("same-each-time", derandomize=True)  # a change is judged by the same examples; at a desk they vary
if os.environ.get("CI"):
    settings.load_profile("same-each-time")
SHARED = Path(os.environ.get("DISCOURSE_SHARED", TOP.parent / "shared"))

#: Emoji, a joined emoji, a combining mark, right-to-left, a line break of two characters, a letter beyond the BMP.
DIFFICULT = (
    "😀 Who owns the network I built?",
    "👩🏽‍🚀 We do: cafe\u0301 talk is ours.",
    "שלום, this is my work\r\nand my time.",
    "𝒟efining it is half the work 🇮🇪",
    "中文 belongs here too.",
)


@pytest.fixture
def corpus() -> Corpus:
    return Corpus(
        pd.DataFrame(
            {
                "id": ["t/0", "t/1", "t/1.1", "t/2", "u/0"],
                "thread": ["t", "t", "t", "t", "u"],
                "reply_to": [None, "t/0", "t/1", "t/0", None],
                "kind": ["post", "comment", "reply", "comment", "post"],
                "participant": ["Ana", "Ben", "Ana", None, "Zoe\u0308"],
                "text": DIFFICULT,
            }
        ),
        pd.DataFrame({"participant": ["Ana", "Ben", "Zoe\u0308"], "role": ["nurse", "coder", "nurse"]}),
    )


@pytest.fixture
def book() -> Codebook:
    return Codebook.from_terms({"ownership": ["own*", "my"], "work": ["work"], "work/WaaS": ['"WaaS"'], "belonging": ["belong"]})


@pytest.fixture
def study(tmp_path: Path, corpus: Corpus, book: Codebook) -> Project:
    return Project(tmp_path / "study.db", coder="ana").add(corpus, book)


def codings(*rows: tuple[str, int, int, str], coder: str = "ana") -> pd.DataFrame:
    """A codings frame from ``(utterance, start, end, code)``."""
    return pd.DataFrame(rows, columns=["utterance", "start", "end", "code"]).assign(coder=coder)
