"""How the tests of passages, memos and participants put a widget on the screen, and what they read from it."""

from __future__ import annotations

import time

from labdrive import open_notebook, show_anew, write_notebook

from discourse import Project


def open_book(page, root, url, name):
    """A notebook whose second cell makes the study, and whose third shows a widget."""
    write_notebook(root / f"{name}.ipynb", "import people_sample, desk_sample, discourse as dc", "study = None", "None")
    open_notebook(page, url, f"{name}.ipynb")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])


def shown(page, root, widget, make="people_sample.study"):
    """A new study in the notebook with this line of a widget; gives the study as another program opens it."""
    path = root / f"study-{time.monotonic_ns()}.db"
    ready = ":is([data-row], .dc-blocks-row, .dc-u, .dc-empty)"
    show_anew(page, {1: f"study = {make}({path.name!r})", 2: widget}, ready)
    page.locator(".dc-home").first.focus()
    return Project(path, coder="ana")


def keys(page, *pressed):
    for key in pressed:
        page.keyboard.press(key)
        page.wait_for_timeout(30)


def python(page):
    """The lines of Python that stand below."""
    if page.locator(".dc-python:not(.dc-tray)").is_hidden():
        page.locator(".dc-toggle", has_text="Python").click()
    lines = page.locator(".dc-python:not(.dc-tray) code").all_inner_texts()
    page.locator(".dc-toggle", has_text="Python").click()
    return lines


def clipboard(page):
    return page.evaluate("""async () => {
      const [item] = await navigator.clipboard.read(), found = {};
      for (const type of item.types) found[type] = await (await item.getType(type)).text();
      return found;
    }""")
