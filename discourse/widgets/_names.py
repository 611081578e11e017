"""The name by which a notebook knows a project, so that a line of Python shown to its reader can be pasted. It imports no notebook."""

from __future__ import annotations

import sys

from discourse.project import Project

USUAL = "study"


def name_of(project: Project) -> str:
    """The shortest name that a cell has given to this project; "study" where there is none, or no notebook."""
    shell = sys.modules.get("IPython")
    running = shell.get_ipython() if shell is not None else None
    if running is None:
        return USUAL
    names = [name for name, value in list(running.user_ns.items()) if value is project and not name.startswith("_")]
    return USUAL if not names or USUAL in names else min(names, key=lambda name: (len(name), name))
