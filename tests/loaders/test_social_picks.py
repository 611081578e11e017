"""Each input of forums and social media is known by its content, and no other input is mistaken for one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from discourse.errors import LoadError
from discourse.loaders import loaders
from discourse.loaders._source import open_source
from tests.loaders.truth import shared

#: What stands in these folders, by the loader that is to read it; files without an utterance (users, badges, lists …) are nobody's.
FOLDERS = {
    "discourse-api-fixtures": "discourse_forum",
    "discourse-perceval": "discourse_forum",
    "reddit-praw-cassettes": "reddit",
    "hackernews-firebase": "hackernews",
    "stackexchange-history": "stackexchange",
    "github-issues": "github",
    "twitter-json": "twitter",
    "canvas-discussion": "canvas",
    "hypothesis-class": "hypothesis",
    "chat-analytics-samples/messenger": "facebook",
}
OURS = {*FOLDERS.values(), "youtube", "mastodon", "moodle", "edx", "forum_page"}


def best_of_ours(path: Path) -> tuple[str, float]:
    try:
        source = open_source(path)
    except LoadError:
        return "", 0.0
    scores = {name: float(loaders()[name].sniff(source)) for name in OURS}
    name = max(scores, key=lambda one: scores[one])
    return (name, scores[name]) if scores[name] else ("", 0.0)


@pytest.mark.parametrize("folder", FOLDERS)
def test_each_file_is_known_by_its_content_or_nobodys(folder):
    files = [p for p in shared(f"2-forums-social/{folder}").rglob("*") if p.is_file()]
    picked = {best_of_ours(path)[0] for path in files}
    assert FOLDERS[folder] in picked
    assert picked <= {FOLDERS[folder], ""}


@pytest.mark.slow
def test_no_other_input_is_mistaken_for_a_forum():
    mine = [shared(f"2-forums-social/{folder}") for folder in FOLDERS]
    small = [p for p in shared("").rglob("*") if p.is_file() and p.stat().st_size < 3_000_000 and "awkward" not in p.parts]
    others = [p for p in small if not any(p.is_relative_to(folder) for folder in mine)]
    mistaken = {str(p): found for p in others if (found := best_of_ours(p))[1] > 0.5}
    assert mistaken == {}
