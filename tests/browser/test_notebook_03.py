"""The third notebook as a newcomer meets it: open it, run it, mark a passage with an emoji, undo, reload; all is there."""

from __future__ import annotations

import shutil

import pytest
from labdrive import command, drag, eventually, open_notebook

from discourse import Project
from discourse.cli import open_lab
from discourse.threads import reading_order

pytestmark = pytest.mark.browser
QUOTE = "Going up on the staffroom wall, Arthur. 👩🏽‍🏫 🇳🇿"


def test_a_passage_with_an_emoji_is_marked_undone_and_kept(server, page, tmp_path):
    root, url = server
    open_lab(tmp_path / "lab", start=False)
    for file in (tmp_path / "lab").iterdir():
        (shutil.copytree if file.is_dir() else shutil.copy)(file, root / file.name)
    study = Project(root / "study.db", coder="me")
    said = study.corpus.where(thread=study.corpus.threads[0]).utterances
    order = reading_order(said)["id"].tolist()
    (utterance,) = said[said["text"].str.contains(QUOTE, regex=False)]["id"]

    def mine():
        return study.codings(coder="me")[["utterance", "quote", "code"]].values.tolist()

    open_notebook(page, url, "03-code-passages.ipynb")
    command(page, "notebook:run-all-cells")
    page.wait_for_selector(".dc .dc-u", timeout=60_000)
    eventually(lambda: study.log()["verb"].tolist()[-1], "undo", patience=30)  # the notebook's own cells are through
    page.locator(".dc").scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    drag(page, order.index(utterance), study.corpus.text(utterance), QUOTE)
    page.keyboard.press("9")
    wanted = [[utterance, QUOTE, "defining a PLN"]]
    eventually(mine, wanted)
    page.keyboard.press("Control+z")
    eventually(mine, [])
    page.keyboard.press("9")  # the passage stayed selected
    eventually(mine, wanted)
    command(page, "docmanager:save")
    page.reload()
    page.wait_for_selector(".dc .dc-tag:not(.dc-maybe) .dc-name:has-text('defining a PLN')", state="attached", timeout=60_000)
    assert mine() == wanted
