"""The surfaces on which people work in a notebook: ``show_NAME(project, …) -> widget``.

For each widget: ``NAME.py`` says what it shows and what it can look at; ``NAME/`` holds the JavaScript modules that draw it (read
``NAME/widget.js`` first) and the style sheets. A widget keeps no truth of its own: whatever it shows can be read again from
the project.

What they share: ``_surface.py`` opens, answers and tells the news; ``deeds.py`` is the table of all that a person can do, each a
``_calls.py`` Call, which can be done and can be read as a line of Python; ``_wire.py`` checks what came from the browser;
``_watch.py`` looks whether somebody else has done something; ``_module.py`` joins modules into the one that a notebook can load,
``_styles.py`` the style sheets; ``shared/`` has the browser's half: the store with its outbox, the shell around every widget, keys,
words to the person.
"""

from discourse.widgets.codebook import CodebookWidget as CodebookWidget
from discourse.widgets.codebook import show_codebook as show_codebook
from discourse.widgets.coder import CoderWidget as CoderWidget
from discourse.widgets.coder import show_coder as show_coder
from discourse.widgets.memos import MemosWidget as MemosWidget
from discourse.widgets.memos import show_memos as show_memos
from discourse.widgets.participants import ParticipantsWidget as ParticipantsWidget
from discourse.widgets.participants import show_participants as show_participants
from discourse.widgets.passages import PassagesWidget as PassagesWidget
from discourse.widgets.passages import show_passages as show_passages
