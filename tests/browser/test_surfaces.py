"""The coding desk in Notebook 7 and Voilà, in the colours of VS Code, and as a saved page that needs neither kernel nor network."""

from __future__ import annotations

import re

import desk_sample as sample
import nbformat
import pytest
from labdrive import TOP, drag, eventually, quotes, write_notebook

from discourse import Project
from discourse.widgets.coder import CoderWidget

pytestmark = pytest.mark.browser
TEXT = {row[0]: row[6] for row in sample.ROWS}
FIRST = "import desk_sample as sample, discourse as dc"


@pytest.fixture(scope="module")
def page(browser):
    """A page of which only the desk's own errors count: these surfaces report some of theirs at each start."""
    page = browser.new_context(viewport={"width": 1280, "height": 950}).new_page()
    page.said = []
    page.on("pageerror", lambda error: page.said.append(f"{error}: {error.stack}") if "blob:" in (error.stack or "") else None)
    yield page
    page.context.close()


def dark(colour):
    """Whether rgb(…) or color(srgb …) is nearer to black."""
    parts = [float(n) for n in re.findall(r"[\d.]+", colour.removeprefix("color(srgb"))[:3]]
    return sum(parts) / 3 < (128 if max(parts) > 1 else 0.5)


def code_a_passage(page, path):
    drag(page, 1, TEXT["c1"], "being asked 😀 again")
    page.keyboard.press("4")
    eventually(lambda: quotes(path), [["being asked 😀 again", "value proposition"]], 15)
    eventually(lambda: page.locator(".dc-chip").inner_text(), "Saved")
    page.keyboard.press("m")
    page.keyboard.type("dd why?")
    page.keyboard.press("Escape")
    eventually(lambda: Project(path).codings()["memo"].tolist(), ["dd why?"])


def test_notebook_7(server, page):
    root, url = server
    write_notebook(root / "seven.ipynb", FIRST, "study = sample.study('seven.db')", "dc.show_coder(study, height='560px')")
    page.goto(f"{url}/notebooks/seven.ipynb")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=30_000)
    page.wait_for_timeout(1000)
    page.locator(".jp-Cell .cm-content").first.click()
    for _ in range(3):
        page.keyboard.press("Shift+Enter")
    page.wait_for_selector(".dc .dc-u", timeout=60_000)
    page.locator(".dc").scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    code_a_passage(page, root / "seven.db")
    assert page.locator(".jp-Cell").count() >= 3  # no key went to the notebook
    page.screenshot(path=str(root / "notebook7.png"))


def test_voila(server, page):
    root, url = server
    write_notebook(root / "voila.ipynb", FIRST, "study = sample.study('voila.db')", "dc.show_coder(study, height='560px')")
    page.goto(f"{url}/voila/render/voila.ipynb", timeout=60_000)
    page.wait_for_selector(".dc .dc-u", timeout=60_000)
    page.wait_for_timeout(300)
    code_a_passage(page, root / "voila.db")
    page.screenshot(path=str(root / "voila.png"))


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """A notebook that was run and saved, as a page."""
    from nbclient import NotebookClient
    from nbconvert import HTMLExporter

    folder = tmp_path_factory.mktemp("saved")
    study = sample.study(folder / "study.db")
    study.code("c1", "ownership", quote="nobody owns a network").code("c1", "trust", quote="owns a network, one", memo="why <b>not</b>?")
    cells = ["import discourse as dc", f"dc.show_coder(dc.Project({str(study.path)!r}, coder='ana'))"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    NotebookClient(notebook, store_widget_state=False, timeout=60, resources={"metadata": {"path": str(TOP)}}).execute()
    made = {}
    for theme in ("light", "dark"):
        html, _ = HTMLExporter(theme=theme, embed_images=True).from_notebook_node(notebook)
        made[theme] = folder / f"{theme}.html"
        made[theme].write_text(html, encoding="utf-8")
    return made


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_saved_page_without_kernel_and_network(saved, browser, page, theme):
    context = browser.new_context(viewport={"width": 1000, "height": 900}, offline=True, java_script_enabled=False)
    paper = context.new_page()
    paper.goto(saved[theme].as_uri(), wait_until="domcontentloaded")
    marks = paper.locator(".dcs mark")
    assert marks.all_inner_texts() == ["nobody ", "owns a network", ", one"]
    assert paper.locator(".dcs li").first.is_visible()
    assert "why <b>not</b>?" in paper.locator(".dcs").inner_text()
    assert paper.locator(".dcs :is(img, script, a)").count() == 0
    look = "(n) => [getComputedStyle(n).backgroundColor, getComputedStyle(n).color]"
    ground, ink = paper.locator(".dcs").evaluate(look)
    assert (dark(ground), dark(ink)) == ((True, False) if theme == "dark" else (False, True))
    paper.locator(".dcs").screenshot(path=str(saved[theme].with_suffix(".png")))
    context.close()


@pytest.mark.parametrize(
    ("theme", "wanted"),
    [("vscode-light", False), ("vscode-dark", True), ("vscode-high-contrast", True), ("vscode-high-contrast-light", False)],
)
def test_the_colours_of_vs_code(page, tmp_path, theme, wanted):
    """Its webview has no theme of Jupyter's: a class on the body, and variables."""
    ground = "#1e1e1e" if wanted else "#fffffe"
    extra = " vscode-high-contrast" if theme.endswith("contrast-light") else ""
    html = f"<!doctype html><style>:root {{ --vscode-editor-background: {ground} }}{CoderWidget._css}</style>"
    file = tmp_path / "code.html"
    file.write_text(f'{html}<body class="{theme}{extra}"><div class="dc"><p>Words</p></div>', encoding="utf-8")
    page.emulate_media(color_scheme="light" if wanted else "dark")  # the system may have it otherwise
    page.goto(file.as_uri())
    shown, ink = page.locator(".dc").evaluate("(n) => [getComputedStyle(n).backgroundColor, getComputedStyle(n).color]")
    page.emulate_media(color_scheme="light")
    assert shown == ("rgb(30, 30, 30)" if wanted else "rgb(255, 255, 254)")
    assert dark(ink) is not wanted
