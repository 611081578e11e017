"""The surfaces on which people work in a notebook: ``show_NAME(project, …) -> widget``.

For each widget: ``NAME.py`` holds its traits and its table of verbs and asks the project; ``NAME/`` holds the JavaScript
modules that draw it (read ``NAME/widget.js`` first), and ``NAME.css`` how it looks. ``_module.py`` joins the modules into
the one that a notebook can load; ``rows.py`` makes plain values of what the project knows. A widget keeps no truth of its
own: whatever it shows can be read again from the project.
"""

from discourse.widgets.coder import CoderWidget as CoderWidget
from discourse.widgets.coder import show_coder as show_coder
