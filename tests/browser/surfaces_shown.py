"""Each widget, shown anew in the notebook that is open: what tests of all of them go through."""

from __future__ import annotations

from labdrive import show_anew

SURFACES = {
    "coder": "dc.show_coder(study, height='640px')",
    "memos": "dc.show_memos(study, height='640px')",
    "participants": "dc.show_participants(study, height='640px')",
    "passages": "dc.show_passages(study, height='640px')",
    "codebook": "dc.show_codebook(study, code=study.codebook.paths[0], height='640px')",
}


def show(page, name: str) -> None:
    """Run this widget's line in the last cell, and wait until it stands."""
    show_anew(page, {-1: SURFACES[name]}, "", only=-1)
    page.wait_for_timeout(200)
