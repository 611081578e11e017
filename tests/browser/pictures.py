"""The pictures of the README and of data/pictures/README.md: each widget as it stands in a real JupyterLab, light and dark.

    python tests/browser/pictures.py [folder] [scene …]

Not a test. Each scene below sets the stage by what a person would press; look at the pictures before they are committed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]
sys.path[:0] = [str(TOP), str(HERE), str(HERE.parent / "widgets")]

from labdrive import CHROMIUM, FLAGS, kernel, lab, open_notebook, run_all, write_notebook  # noqa: E402

STUDY = f"""
import pandas as pd, discourse as dc
from pathlib import Path
data = Path({str(TOP / "data")!r})
corpus = dc.read(data / "demo" / "discussion.csv")
book = dc.Codebook.read(data / "codebooks" / "networked-work.yml")
mara = pd.read_csv(data / "demo" / "codings-mara.csv")
own = mara.assign(coder="ana").iloc[:60]
study = dc.Project("study.db", coder="ana").add(corpus, book, pd.read_csv(data / "demo" / "codings-joel.csv"), mara, own)
study.suggest(dc.find_terms(corpus, book))
study.memo(corpus.utterances["id"][0], "She never says whose the list was before she took it.")
study.memo("ownership", "Is having a list the same as owning it? Look at the nurses again.", about="code")
study.memo("After the first thread", "People speak of ownership when they are about to lose something.", about="note")
for who, trade in [("gus", "forklift driver"), ("Peg Ostrander", "librarian"), ("Joy Villanueva", "nurse")]:
    study.describe(who, trade=trade)
"""
LONG = """
import random
random.seed(4)
words = "who keeps the list alive when nobody is paid for asking and answering each day but everybody leans on it".split()
said = [" ".join(random.choices(words, k=random.randint(8, 60))).capitalize() + "." for _ in range(10_000)]
answers = [str(random.randrange(max(0, n - 12), n)) if n else None for n in range(10_000)]
rows = [dict(id=str(n), text=t, participant=f"Neighbour {n % 40 + 1}", reply_to=answers[n]) for n, t in enumerate(said)]
long = dc.Project("long.db", coder="ana").add(dc.Corpus(pd.DataFrame(rows)), book)
long.code(pd.DataFrame([dict(utterance=str(n), start=0, end=20, code=random.choice(book.paths)) for n in range(0, 10_000, 2)]))
"""
Page = Any
SCENES: dict[str, tuple[str, Callable[[Page], None], dict[str, Any]]] = {}


def scene(line: str, **how: Any) -> Callable[[Callable[[Page], None]], Callable[[Page], None]]:
    """A picture of what this line shows, after what the function does; ``width`` and ``height`` in pixels."""

    def keep(act: Callable[[Page], None]) -> Callable[[Page], None]:
        SCENES[act.__name__.replace("_", "-")] = (line, act, how)
        return act

    return keep


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)
        page.wait_for_timeout(60)


@scene("dc.show_coder(study, height='760px')")
def desk(page: Page) -> None:
    page.locator(".dc-text").focus()
    keys(page, "]")


@scene("dc.show_coder(study, height='760px')", width=720)
def desk_narrow(page: Page) -> None:
    page.locator(".dc-text").focus()
    keys(page, "]")


@scene("dc.show_coder(study, height='760px')")
def desk_python(page: Page) -> None:
    page.locator(".dc-text").focus()
    keys(page, "j", "j", ".", "3", "]", "y", "y", "n")
    page.locator("button:has-text('Python')").click()
    page.wait_for_timeout(400)
    keys(page, "Control+z", "Control+z", "Control+z", "Control+z")


@scene("dc.show_coder(study, height='760px')")
def desk_keys(page: Page) -> None:
    page.locator(".dc-text").focus()
    keys(page, "?")


@scene("dc.show_coder(long, height='760px')", setup=LONG)
def desk_long_thread(page: Page) -> None:
    page.evaluate("() => { const t = document.querySelector('.dc-text'); t.scrollTop = t.scrollHeight * 0.6; }")


@scene("dc.show_coder(dc.Project('new.db', coder='ana'), height='420px')")
def desk_empty(page: Page) -> None:
    page.wait_for_selector(".dc-empty")


@scene("dc.show_coder(dc.Project('study.db'), height='760px')")
def desk_reading(page: Page) -> None:
    page.locator(".dc-text").focus()
    keys(page, "j", "j", " ", "1")


@scene("dc.show_coder(dc.Project('study.db', coder='ana', patience=0.3), height='760px')")
def desk_refused(page: Page) -> None:
    kernel(page, "import sqlite3; held = sqlite3.connect('study.db'); held.execute('BEGIN IMMEDIATE')")
    page.locator(".dc-text").focus()
    keys(page, "j", "j", ".", "1")
    page.wait_for_selector(".dc-refused")
    kernel(page, "held.rollback(); held.close()")


@scene("dc.show_coder(study, height='760px')")
def desk_offline(page: Page) -> None:
    page.evaluate("() => { const s = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel; s.sendShellMessage = () => {}; }")
    page.locator(".dc-text").focus()
    keys(page, "j", "j", ".", "1")
    page.wait_for_selector(".dc-offline", timeout=15_000)


@scene("dc.show_coder(study, height='760px')")
def desk_palette(page: Page) -> None:
    page.locator(".dc-text").focus()
    keys(page, "j", "j", "j", ".", "c", "r", "e", "c")


@scene("dc.show_coder(study, height='760px')")
def desk_likewise(page: Page) -> None:
    page.locator(".dc-text").focus()
    keys(page, "]", "]", "a")


@scene("dc.show_coder(study, height='760px')")
def desk_search(page: Page) -> None:
    page.locator(".dc-text").focus()
    keys(page, "/")
    page.keyboard.type("owner")
    page.wait_for_timeout(900)
    keys(page, "Enter")


@scene("dc.show_coder(study, height='760px')")
def desk_autocode(page: Page) -> None:
    page.locator(".dc-text").focus()
    keys(page, "/")
    page.keyboard.type("owner")
    page.wait_for_timeout(900)
    keys(page, "Control+Enter")
    page.wait_for_timeout(900)


@scene("dc.show_coder(study, height='760px')")
def desk_coders(page: Page) -> None:
    page.locator(".dc-text").focus()
    keys(page, "w")
    page.locator("[role=menuitem]:has-text('Everyone')").click()
    page.locator("[role=menuitemcheckbox]:has-text('Side by side')").click()
    keys(page, "Escape", "d", "d")


@scene("dc.show_coder(study, height='760px')")
def desk_threads(page: Page) -> None:
    page.locator(".dc-text").focus()
    keys(page, "t")
    page.wait_for_timeout(700)


@scene("dc.show_codebook(study, height='760px')")
def codebook(page: Page) -> None:
    page.locator(".dc [role=treeitem]").nth(1).click()


@scene("dc.show_passages(study, height='760px')")
def passages(page: Page) -> None:
    page.wait_for_timeout(500)


@scene("dc.show_memos(study, height='640px')")
def memos(page: Page) -> None:
    page.wait_for_timeout(500)


@scene("dc.show_participants(study, height='640px')")
def participants(page: Page) -> None:
    page.wait_for_timeout(500)


def main(folder: str = "data/pictures", *wanted: str) -> None:
    from playwright.sync_api import sync_playwright

    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as play:
        root = Path(place) / "lab"
        root.mkdir()
        write_notebook(root / "pictures.ipynb", STUDY, "dc.show_coder(study)")
        with lab(root) as url:
            browser = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
            for name, (line, act, how) in SCENES.items():
                if wanted and name not in wanted:
                    continue
                size = {"width": how.get("width", 1240) + 170, "height": how.get("height", 980)}
                page = browser.new_context(viewport=size, device_scale_factor=2).new_page()
                (root / "study.db").unlink(missing_ok=True)
                write_notebook(root / "pictures.ipynb", STUDY + how.get("setup", ""), line)
                open_notebook(page, url, "pictures.ipynb")
                run_all(page)
                page.locator(".dc").first.scroll_into_view_if_needed()
                page.wait_for_timeout(400)
                act(page)
                page.wait_for_timeout(500)
                for look, suffix in (("JupyterLab Light", ""), ("JupyterLab Dark", "-dark")):
                    page.evaluate("name => window.jupyterapp.commands.execute('apputils:change-theme', { theme: name })", look)
                    page.wait_for_timeout(700)
                    page.locator(".dc").first.screenshot(path=out / f"{name}{suffix}.png")
                print(f"{name}: {out / name}.png")
                page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
                page.context.close()
            browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
