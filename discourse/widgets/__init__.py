"""The surfaces on which people work in a notebook: ``show_NAME(project, …) -> widget``.

One file pair a widget: ``NAME.py`` holds its traits and its table of verbs and asks the project; ``NAME.js`` and
``NAME.css`` draw it. A widget keeps no truth of its own: whatever it shows can be read again from the project.
"""

from discourse.widgets.coder import CoderWidget as CoderWidget
from discourse.widgets.coder import show_coder as show_coder
