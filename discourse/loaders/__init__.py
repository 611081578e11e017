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
from collections.abc import Mapping
from functools import cache, reduce
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from discourse.corpus import Corpus
from discourse.errors import EmptySource, InputError, UnknownFormat
from discourse.loaders._gather import kinds
from discourse.loaders._source import Source, open_source

_LEAST = 0.05


def read(source: Any, *, thread: str | None = None, encoding: str | None = None, **options: Any) -> Corpus:
    """Read a discussion from whatever holds it; the content decides which loader reads it, the suffix only in doubt.

    Parameters
    ----------
    source
        A path, a folder or a list of paths (they are read one by one and put together), bytes, an open file, the text
        itself (a str of several lines), or a DataFrame.
    thread
        A name for the thread; else each loader makes one.
    encoding
        Only needed where it cannot be found out.
    options
        Handed to the loader, such as ``columns`` for a table (see `read_table`, `read_capture`).

    Raises UnknownFormat, which lists the loaders there are, EmptySource, NotADiscussion, UndecodableText or InputError.

    >>> read("id,author,text\\n1,Ana,Who owns it?\\n2,Ben,We do.\\n")
    Corpus: 2 utterances, 2 participants, 1 thread
    """
    several = _several(source)
    if several is not None:
        groups = kinds([open_source(path, encoding) for path in several], loaders())
        if len(groups) == 1 and groups[0][0] is not None:  # files of one discussion, which its loader puts together
            whole: Corpus = groups[0][0].gather(groups[0][1], thread=thread, **options)
            return whole
        return _together([(path, read(path, thread=thread, encoding=encoding, **options)) for path in several])
    opened = open_source(source, encoding)
    found = loaders()
    scores = {name: float(module.sniff(opened)) for name, module in found.items()}
    best = max(scores, key=lambda name: scores[name], default="")
    if not best or scores[best] < _LEAST:
        _ = opened.frame is None and opened.text  # says what is wrong with the bytes, where that is the reason
        raise UnknownFormat(f"{opened.name}: no loader recognises it; there are: {', '.join(sorted(found))}")
    reader = getattr(found[best], f"read_{best}")
    try:
        corpus: Corpus = reader(opened, thread=thread, encoding=encoding, **options)
    except TypeError as error:
        if "unexpected keyword argument" in str(error):
            raise InputError(f"{opened.name}: read as {best!r}, and {error}; help(dc.read_{best}) lists what it takes") from error
        raise
    return corpus


@cache
def loaders() -> Mapping[str, ModuleType]:
    """The loaders there are, by name: the files of this folder and what other packages add."""
    own = {m.name: import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__) if not m.name.startswith("_")}
    return own | {point.name: point.load() for point in entry_points(group="discourse.loaders")}


def _several(source: Any) -> list[Any] | None:
    if isinstance(source, (list, tuple)):
        if not source:
            raise EmptySource("the list of sources is empty")
        return list(source)
    if isinstance(source, (str, Path)) and "\n" not in str(source) and len(str(source)) < 4096 and Path(source).is_dir():
        inside = sorted(p for p in Path(source).iterdir() if p.is_file() and not p.name.startswith("."))
        if not inside:
            raise EmptySource(f"{source}: there is no file in this folder")
        return inside
    return None


def _together(parts: list[tuple[Any, Corpus]]) -> Corpus:
    """The corpora as one; where two use the same ids, each gets the name of its source before its ids."""
    ids = pd.concat([corpus.utterances["id"] for _, corpus in parts])
    if ids.duplicated().any():
        parts = [(path, _named_apart(corpus, n, parts)) for n, (path, corpus) in enumerate(parts)]
    whole = reduce(lambda a, b: a + b, (corpus for _, corpus in parts))
    whole.attrs = {"provenance": whole.attrs.get("provenance", [])}  # a title or licence belongs to one source
    return whole


def _named_apart(corpus: Corpus, n: int, parts: list[tuple[Any, Corpus]]) -> Corpus:
    stems = [Path(str(c.attrs["provenance"][0]["source"])).stem if c.attrs.get("provenance") else "source" for _, c in parts]
    stem = stems[n] if stems.count(stems[n]) == 1 else f"{stems[n]}-{n + 1}"
    said = corpus.utterances
    for column in ("id", "thread", "reply_to"):
        said[column] = stem + "/" + said[column]
    return Corpus(said, corpus.participants, left_out=corpus.left_out, attrs=corpus.attrs)


__all__ = ("Source", "loaders", "read")
