"""Each widget, shown anew in the notebook that is open: what tests of all of them go through."""

from __future__ import annotations

SURFACES = {
    "coder": "dc.show_coder(study, height='640px')",
    "memos": "dc.show_memos(study, height='640px')",
    "participants": "dc.show_participants(study, height='640px')",
    "passages": "dc.show_passages(study, height='640px')",
    "codebook": "dc.show_codebook(study, code=study.codebook.paths[0], height='640px')",
}


def show(page, name: str) -> None:
    """Run this widget's line in the last cell, and wait until it stands."""
    line = SURFACES[name]
    page.evaluate(
        """async (line) => {
          document.querySelectorAll('.dc').forEach((d) => d.setAttribute('data-old', ''));
          const notebook = window.jupyterapp.shell.currentWidget.content;
          notebook.widgets.at(-1).model.sharedModel.setSource(line);
          notebook.activeCellIndex = notebook.widgets.length - 1;
          await window.jupyterapp.commands.execute('notebook:run-cell');
        }""",
        line,
    )
    page.wait_for_selector(".dc:not([data-old])", timeout=30_000)
    page.wait_for_function("() => !document.querySelector('.dc[data-old]')")
    page.locator(".dc").first.scroll_into_view_if_needed()
    page.wait_for_timeout(200)
