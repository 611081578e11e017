"""Sources become corpora: ``read(source)`` finds out which loader reads it. It converts nothing itself.

Each file of this folder whose name does not begin with "_" is a loader with the same two functions:

    read_NAME(source, *, thread=None, encoding=None, …) -> Corpus
    sniff(source: Source) -> float        how much the content looks like it: 0 not at all, 1 surely

and, where several files hold one discussion (an item a file, comments apart from posts), with a third one:

    gather(sources: Iterable[Source], *, thread=None) -> Corpus

Another package adds one by an entry point of the group ``discourse.loaders`` that names such a module.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

from discourse.corpus import Corpus
from discourse.errors import FrameError, LoadError, UnknownFormat, UnreadableTable
from discourse.loaders._archive import entries
from discourse.loaders._archive import names as names_in
from discourse.loaders._many import is_archive, read_each, read_entries_together, several
from discourse.loaders._source import Source, open_source

_LEAST = 0.05
_SURE = 0.5


def read(source: Any, *, thread: str | None = None, encoding: str | None = None, **options: Any) -> Corpus:
    """Read a discussion from whatever holds it; the content decides which loader reads it, the suffix only in doubt.

    Parameters
    ----------
    source
        A path, bytes, an open file, the text itself (a str of several lines), or a DataFrame. A folder (with the folders
        in it), a ZIP archive, a pattern such as "talks/*.vtt", or a list is read file by file and put together, unless
        the files belong together, as those of a ConvoKit folder do. Files of a folder, an archive or a pattern that cannot
        be read are listed in ``left_out``; one of a list raises its error.
    thread
        A name for the thread; else each loader makes one.
    encoding
        Only needed where it cannot be found out.
    options
        Handed to the loader, such as ``columns`` for a table (see `read_table`, `read_capture`).

    Raises UnknownFormat, which lists the loaders there are, EmptySource, NotADiscussion, UndecodableText or LoadError.

    >>> read("id,author,text\\n1,Ana,Who owns it?\\n2,Ben,We do.\\n")
    Corpus: 2 utterances, 2 participants, 1 thread
    """
    settings = {"thread": thread, "encoding": encoding, **options}
    if (inside := several(source)) is not None:
        return _read_several(source, inside, settings)
    opened = open_source(source, encoding)
    found = loaders()
    best, score = _best(opened)
    if is_archive(opened) and score < _SURE:
        return _read_archive(opened, settings)
    if score < _LEAST:
        _ = opened.frame is None and opened.text  # says what is wrong with the bytes, where that is the reason
        raise UnknownFormat(f"{opened.name}: no loader recognises it; there are: {', '.join(sorted(found))}")
    reader = getattr(found[best], f"read_{best}")
    try:
        corpus: Corpus = reader(opened, thread=thread, encoding=encoding, **options)
    except TypeError as error:
        if "unexpected keyword argument" in str(error):
            raise LoadError(f"{opened.name}: read as {best!r}, and {error}; help(dc.read_{best}) lists what it takes") from error
        raise
    except FrameError as error:  # whatever is wrong with a source is told as that, and where
        if isinstance(error, LoadError):
            raise
        raise UnreadableTable(f"{opened.name}: {error}") from error
    return corpus


@cache
def loaders() -> Mapping[str, ModuleType]:
    """The loaders there are, by name: the files of this folder and what other packages add."""
    own = {m.name: import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")}
    return own | {point.name: point.load() for point in entry_points(group="discourse.loaders")}


def _best(source: Source) -> tuple[str, float]:
    """The loader whose content this looks like the most, and how much."""
    scores = {name: float(module.sniff(source.sample)) for name, module in loaders().items()}
    best = max(scores, key=lambda name: scores[name], default="")
    return best, scores.get(best, 0.0)


def _gatherer(settings: dict[str, Any]) -> Callable[[Any], tuple[Callable[[list[Source]], Corpus] | None, Any]]:
    """Tells of a source by which function it is read together with others of its kind."""
    gathering = {name: module.gather for name, module in loaders().items() if hasattr(module, "gather")}
    given = {key: value for key, value in settings.items() if value is not None and key != "encoding"}
    made = {name: partial(gather, **given) for name, gather in gathering.items()}

    def of(source: Any) -> tuple[Callable[[list[Source]], Corpus] | None, Any]:
        if not made or several(source) is not None:
            return None, source
        opened = open_source(source, settings["encoding"])
        best, score = _best(opened)
        return (made.get(best) if score >= _SURE else None), opened

    return of


def _read_several(source: Any, inside: list[Any], settings: dict[str, Any]) -> Corpus:
    """The files of a folder, a pattern or a list: together where a loader knows their names, else one by one."""

    def one(item: Any) -> Corpus:
        return read(item, **settings)

    if isinstance(source, (list, tuple)):
        labels = [
            str(item) if isinstance(item, (str, Path)) and "\n" not in str(item) else f"source-{n}" for n, item in enumerate(inside, 1)
        ]
        return read_each("the list", zip(labels, inside, strict=True), len(inside), one, _gatherer(settings), strict=True)
    top = Path(source).expanduser()
    names = [path.relative_to(top).as_posix() if top.is_dir() else path.name for path in inside]
    listing = "\n".join(f"{name}\t{path.stat().st_size}" for name, path in zip(names, inside, strict=True))
    contents = ((name, path.read_bytes()) for name, path in zip(names, inside, strict=True))
    together = read_entries_together(Source(top.name, listing), names, contents, loaders(), settings)
    return together if together is not None else read_each(top.name, zip(names, inside, strict=True), len(inside), one, _gatherer(settings))


def _read_archive(source: Source, settings: dict[str, Any]) -> Corpus:
    names = [name for name in names_in(source) if not name.endswith("/")]
    together = read_entries_together(source, names, entries(source), loaders(), settings)
    if together is not None:
        return together

    def one(entry: Source) -> Corpus:
        if is_archive(entry):  # an archive can hold itself
            raise UnknownFormat(f"{entry.name}: an archive inside an archive is not opened; unpack it first")
        return read(entry, **settings)

    each = ((name, Source(name, content, settings["encoding"])) for name, content in entries(source))
    return read_each(source.name, each, len(names), one, _gatherer(settings))


__all__ = ("Source", "loaders", "read")
