"""JupyterLab in a headless Chromium: a server, a notebook, its kernel, and a mouse that selects exact words."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from discourse import Project

TOP = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@contextlib.contextmanager
def lab(root: Path, *, port: int | None = None) -> Iterator[str]:
    """A server on this folder, with settings of its own; gives its address."""
    with lab_process(root, port=port) as (url, _):
        yield url


@contextlib.contextmanager
def lab_process(root: Path, *, port: int | None = None) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """As `lab`, for a test that also ends the server."""
    if port is None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
    home = root.parent / f"{root.name}-home"
    folders = {f"JUPYTER{n}_DIR": str(home / n.strip("_").lower()) for n in ("_CONFIG", "_RUNTIME", "LAB_SETTINGS", "LAB_WORKSPACES")}
    quiet = home / "lab_settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    quiet.parent.mkdir(parents=True, exist_ok=True)
    quiet.write_text('{"fetchNews": "false", "checkForUpdates": false}')  # a pop-up would cover the page
    given = [f"--port={port}", "--ServerApp.port_retries=0", "--ip=127.0.0.1", "--IdentityProvider.token=", f"--ServerApp.root_dir={root}"]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", *given, "--LabApp.expose_app_in_browser=True"]
    path = os.pathsep.join([str(TOP), str(TOP / "tests" / "widgets"), os.environ.get("PYTHONPATH", "")])
    env = {**os.environ, **folders, "PYDEVD_DISABLE_FILE_VALIDATION": "1", "PYTHONPATH": path}
    log = home / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(command, env=env, cwd=root, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/status", server, log)
        yield f"http://127.0.0.1:{port}", server
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < end:
        with contextlib.suppress(urllib.error.URLError, OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start: {log.read_text(errors='replace')[-3000:]}")


def write_notebook(path: Path, *cells: str) -> None:
    made = [
        {"cell_type": "code", "id": f"cell-{n}", "source": c, "metadata": {}, "outputs": [], "execution_count": None}
        for n, c in enumerate(cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    path.write_text(json.dumps({"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}))


def open_notebook(page: Any, url: str, name: str) -> None:
    page.goto(f"{url}/lab/workspaces/w{time.time_ns()}/tree/{name}?reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    page.wait_for_function(
        "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'", timeout=60_000
    )
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")


def command(page: Any, name: str) -> None:
    page.evaluate("name => window.jupyterapp.commands.execute(name)", name)


def run_all(page: Any) -> None:
    command(page, "notebook:run-all-cells")
    page.wait_for_selector(".dc", timeout=60_000)


ANEW = """async ([sources, only]) => {
  document.querySelectorAll('.dc').forEach((d) => d.setAttribute('data-old', ''));
  document.querySelectorAll('.jp-Dialog button.jp-mod-accept').forEach((b) => b.click());
  const notebook = window.jupyterapp.shell.currentWidget.content, { widgets } = notebook;
  for (const [n, source] of Object.entries(sources)) widgets.at(n).model.sharedModel.setSource(source);
  if (only !== null) notebook.activeCellIndex = widgets.indexOf(widgets.at(only));
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error('the cells do not end')), 60000));
  await Promise.race([late, window.jupyterapp.commands.execute(only === null ? 'notebook:run-all-cells' : 'notebook:run-cell')]);
}"""


def show_anew(page: Any, sources: dict[int, str], ready: str = ".dc-text > *", *, only: int | None = None) -> None:
    """Give cells these sources, run one or all of them, and wait until a new widget stands and the old one is gone."""
    page.evaluate(ANEW, [{str(n): source for n, source in sources.items()}, only])
    page.wait_for_selector(f".dc:not([data-old]) {ready}".rstrip(), state="attached", timeout=30_000)
    page.wait_for_function("() => !document.querySelector('.dc[data-old]')")
    page.locator(".dc").first.scroll_into_view_if_needed()


def kernel(page: Any, code: str) -> str:
    """Run a line in the notebook's kernel, and give back what it printed."""
    ask = """async (code) => {
      const future = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestExecute({code, store_history: false});
      let said = '';
      future.onIOPub = (m) => { said += m.content.text ?? (m.content.ename ? m.content.ename + ': ' + m.content.evalue : ''); };
      await future.done;
      return said;
    }"""
    return page.evaluate(ask, code).strip()


EDGES = """([id, from, to]) => {
  const box = [...document.querySelectorAll('.dc-u')].filter((u) => u.offsetParent)[id].querySelector('.dc-said');
  const scroller = box.closest('.dc-text'), view = scroller.getBoundingClientRect();
  const at = (unit) => {
    const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    let node;
    while ((node = walk.nextNode())) { if (unit <= node.length) return [node, unit]; unit -= node.length; }
  };
  const edge = (unit) => {
    const r = document.createRange(); r.setStart(...at(unit));
    const b = r.getBoundingClientRect(); return [b.left, (b.top + b.bottom) / 2];
  };
  const top = edge(from)[1];
  if (top < view.top + 40 || top > view.bottom - 90) scroller.scrollTop += top - (view.top + view.bottom) / 2;
  return [edge(from), edge(to)];
}"""


def drag(page: Any, place: int, text: str, quote: str) -> None:
    """Draw the mouse over `quote` in the utterance that stands at this place of the thread."""
    units = [len(part.encode("utf-16-le")) // 2 for part in (text[: text.index(quote)], text[: text.index(quote) + len(quote)])]
    page.evaluate(EDGES, [place, *units])
    page.wait_for_timeout(80)
    (x0, y0), (x1, y1) = page.evaluate(EDGES, [place, *units])
    page.mouse.move(x0 + 1, y0)
    page.mouse.down()
    page.mouse.move((x0 + x1) / 2, (y0 + y1) / 2, steps=3)
    page.mouse.move(x1, y1, steps=3)
    page.mouse.up()
    page.wait_for_timeout(60)


def eventually(check: Any, wanted: Any, patience: float = 6.0) -> None:
    """Ask until the answer is the wanted one; then assert, so that a miss shows both."""
    end = time.monotonic() + patience
    while (found := check()) != wanted and time.monotonic() < end:
        time.sleep(0.05)
    assert found == wanted, f"{found!r} is not {wanted!r}"


def quotes(path: Path) -> list[list[str]]:
    """What the project file holds, read by another program than the notebook's."""
    return Project(path).codings()[["quote", "code"]].values.tolist()
