"""What can go wrong, drawn as a tree: each message says what was found, where, and what would do.

DiscourseError
├── LoadError               a source cannot be read
│   ├── EmptySource
│   ├── NotADiscussion
│   ├── UndecodableText
│   ├── UnknownFormat
│   └── UnreadableTable     a FrameError, too
├── FrameError              a table lacks columns or holds wrong values
│   ├── OffsetError
│   └── UnknownUtterance
├── CodebookError           a codebook contradicts itself
│   ├── CodebookCycle
│   ├── DuplicateCode
│   └── UnknownCode
├── ProjectError            a project file cannot do what was asked
│   ├── NotAProject
│   ├── ProjectLocked
│   ├── ProjectReadOnly
│   ├── NameLeft
│   ├── NothingToUndo
│   └── UndoConflict
├── EndpointError           a language model cannot be asked, or does not answer
├── UnknownLanguage         there is no such language, or nothing is known of it
├── UnknownEmbedder         there is no such embedder, or no table of vectors where one was named
└── MissingExtra            an optional library is not installed

LanguageModelWarning        a warning, no error: a lesser language model is used than was hoped for
UnfinishedWarning           a warning, no error: what is given back is a part of what was asked for
ProjectWarning              a warning, no error: a project is damaged, or no backup of it could be made
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class DiscourseError(Exception):
    """Anything that this package refuses to do, with the reason in plain words."""


class LoadError(DiscourseError, ValueError):
    """A source cannot be read."""


class EmptySource(LoadError):
    """The source holds nothing to read."""


class NotADiscussion(LoadError):
    """The source can be opened, but no discussion was found in it."""


class UndecodableText(LoadError):
    """The bytes of a source are not text in any encoding that was tried."""


class UnknownFormat(LoadError):
    """No loader recognises the source."""


class FrameError(DiscourseError, ValueError):
    """A table lacks columns or holds wrong values."""


class UnreadableTable(LoadError, FrameError):
    """A source is a table, but its columns or rows do not tell what was said."""


class OffsetError(FrameError):
    """An offset lies outside its text, or the quote is not what stands there."""


class UnknownUtterance(FrameError, KeyError):
    """A coding names an utterance that the corpus does not hold."""

    __str__ = Exception.__str__  # KeyError would show the message in quotes


class CodebookError(DiscourseError, ValueError):
    """A codebook contradicts itself."""


class CodebookCycle(CodebookError):
    """A code is its own ancestor."""


class DuplicateCode(CodebookError):
    """Two codes have the same name."""


class UnknownCode(CodebookError, KeyError):
    """The codebook has no such code, or more than one of that short name."""

    __str__ = Exception.__str__


class ProjectError(DiscourseError):
    """A project cannot do what was asked."""


class NotAProject(ProjectError):
    """The file is something else, damaged, or written by a newer version."""


class ProjectLocked(ProjectError):
    """Another program holds the project file."""


class ProjectReadOnly(ProjectError):
    """The project was opened for reading only."""


class NameLeft(ProjectError):
    """A name that was to be taken out stands in what should leave the project."""


class NothingToUndo(ProjectError):
    """This coder has nothing left to undo or to redo."""


class UndoConflict(ProjectError):
    """What should be undone has been changed by a later deed."""


class EndpointError(DiscourseError):
    """A language model cannot be asked, or does not answer."""


class UnknownLanguage(DiscourseError, ValueError):
    """There is no such language or language model, or nothing is known of it."""


class UnknownEmbedder(DiscourseError, ValueError):
    """There is no such embedder, or no table of vectors where one was named."""


class MissingExtra(DiscourseError, ImportError):
    """An optional library is not installed."""


class LanguageModelWarning(UserWarning):
    """A lesser language model is used than was hoped for; said once."""


class UnfinishedWarning(UserWarning):
    """What is given back is a part of what was asked for; the message says why."""


class ProjectWarning(UserWarning):
    """A project is damaged and shows what could be recovered, or no backup of it could be made."""


def known(name: str, names: Iterable[str], what: str, most: int = 12) -> str:
    """The end of a sentence about a miss: the nearest name, and what there is.

    >>> known("ownreship", ["ownership", "scale"], "the codebook has")
    "did you mean 'ownership'? the codebook has: ownership, scale"
    """
    names = list(names)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    shown = ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
    hint = f"did you mean {near[0]!r}? " if near else ""
    return f"{hint}{what}: {shown or 'nothing'}"
