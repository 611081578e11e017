"""Folders, globs and archives: several files become one corpus, and what cannot be read is listed. It reads no format itself.

A format that needs several files together (a ConvoKit folder, a Slack export) is a loader with two further functions:

    sniff_entries(names: list[str]) -> float                             how much these names look like it
    read_entries(entries: Iterable[tuple[str, bytes]], source, *, thread=None, …) -> Corpus

or, where the contents tell and not the names, with one further function:

    gather(sources: Iterable[Source], *, thread=None, …) -> Corpus

``source`` has the name of the whole; for a folder its content is the list of its files with their sizes.
"""

from __future__ import annotations

import glob
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

import pandas as pd
from tqdm.auto import tqdm

from discourse.corpus import Corpus, plural
from discourse.errors import DiscourseError, EmptySource, LoadError, MissingExtra, NotADiscussion
from discourse.loaders._archive import names as names_in
from discourse.loaders._source import Source

Entry = tuple[str, bytes]
_FILES = 200_000
_SHOWN = 20  # files from which on a progress bar is worth its line
_ONE_FILE = ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml", "mimetype", "META-INF/container.xml")
_DOCUMENTS = (".docx", ".docm", ".xlsx", ".xlsm", ".odt", ".ods", ".pptx", ".epub")


def several(source: Any) -> list[Any] | None:
    """The files that a folder, a glob or a list stands for; None where the source is a single thing.

    Raises EmptySource for a folder without files, LoadError for a glob that nothing fits.
    """
    if isinstance(source, (list, tuple)):
        if not source:
            raise EmptySource("the list of sources is empty")
        return list(source)
    if not isinstance(source, (str, Path)) or "\n" in str(source) or not 0 < len(str(source)) < 4096:
        return None
    path = Path(source).expanduser()
    if path.is_dir():
        return files_in(path)
    if not path.exists() and any(mark in str(path) for mark in "*?["):
        fits = glob.glob(str(path), recursive=True)  # noqa: PTH207
        found = sorted(Path(one) for one in fits if Path(one).is_file())
        if not found:
            raise LoadError(f"{source}: no file fits this pattern; '**/*.vtt' looks into folders too")
        return list(found)
    return None


def files_in(folder: Path) -> list[Path]:
    """The files below a folder in the order of their names, without hidden ones and without links that lead outside."""
    top = folder.resolve()
    inside = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part.startswith(".") or part == "__MACOSX" for part in path.relative_to(folder).parts)
        and path.resolve().is_relative_to(top)
    ]
    if not inside:
        raise EmptySource(f"{folder}: there is no file in this folder")
    if len(inside) > _FILES:
        raise LoadError(f"{folder}: {len(inside):,} files are more than {_FILES:,}; read it in parts")
    return inside


def is_archive(source: Source) -> bool:
    """Whether the source is a ZIP archive of files, and no document that only looks like one inside (DOCX, XLSX, ODT)."""
    if source.suffix in _DOCUMENTS:
        return False
    names = names_in(source)
    return bool(names) and not any(name in _ONE_FILE for name in names)


def read_entries_together(
    source: Source, names: Sequence[str], entries: Iterable[Entry], found: Mapping[str, ModuleType], options: Mapping[str, Any]
) -> Corpus | None:
    """The corpus of a format that needs its files together, or None where no loader claims these names."""
    sniffers = {name: sniffer for name, module in found.items() if (sniffer := getattr(module, "sniff_entries", None))}
    scores = {name: float(sniffer(list(names))) for name, sniffer in sniffers.items()}
    best = max(scores, key=lambda name: scores[name], default="")
    if not best or scores[best] < 0.5:
        return None
    given = {key: value for key, value in options.items() if value is not None}
    try:
        corpus: Corpus = found[best].read_entries(entries, source, **given)
    except TypeError as error:
        if "unexpected keyword argument" in str(error):
            raise LoadError(f"{source.name}: read as {best!r}, and {error}; help(dc.read_{best}) lists what it takes") from error
        raise
    return corpus


def read_each(
    name: str,
    sources: Iterable[tuple[str, Any]],
    count: int,
    read: Callable[[Any], Corpus],
    gatherer: Callable[[Any], tuple[Callable[[list[Source]], Corpus] | None, Any]],
    *,
    strict: bool = False,
) -> Corpus:
    """Each source read by itself, put together in order; with ``strict`` the first that cannot be read raises its error.

    ``gatherer`` says by which function the files of one discussion are read together (None for a file that stands alone)
    and opens the source; such a group stands where its first file stood.

    Raises NotADiscussion where nothing could be read, with the first reasons, or the error of the only file.
    """
    parts: dict[int, tuple[str, Corpus]] = {}
    missed: list[tuple[int, str, DiscourseError]] = []
    groups: dict[Any, list[tuple[int, str, Source]]] = {}

    def attempt(n: int, label: str, made: Callable[[], Corpus | None]) -> None:
        try:
            if (corpus := made()) is not None:
                parts[n] = (label, corpus)
        except MissingExtra:
            raise
        except DiscourseError as error:
            if strict or count == 1:
                raise
            missed.append((n, label, error))

    def one(n: int, label: str, source: Any) -> Corpus | None:
        gather, opened = gatherer(source)
        if gather is None:
            return read(opened)
        groups.setdefault(gather, []).append((n, label, opened))
        return None

    for n, (label, source) in enumerate(
        tqdm(sources, total=count, desc=f"read {name}", unit="file", disable=count < _SHOWN, leave=False), 1
    ):
        attempt(n, label, partial(one, n, label, source))
    for gather, group in groups.items():
        first, label, _ = group[0]
        attempt(first, label, partial(gather, [opened for _, _, opened in group]) if len(group) > 1 else partial(read, group[0][2]))
    if not parts:
        missed.sort(key=lambda row: row[0])
        reasons = "; ".join(str(error) for _, _, error in missed[:3])
        more = " …" if len(missed) > 3 else ""
        raise NotADiscussion(f"{name}: none of {plural(count, 'file')} could be read as a discussion: {reasons}{more}")
    rows = pd.DataFrame([(n, "file", label, f"not read: {error}") for n, label, error in missed], columns=["where", "what", "text", "why"])
    return put_together([parts[n] for n in sorted(parts)], rows)


def put_together(parts: Sequence[tuple[str, Corpus]], left_out: pd.DataFrame) -> Corpus:
    """The corpora as one; where two use the same ids, each gets the name of its source before its ids and threads."""
    ids = pd.concat([corpus.utterances["id"] for _, corpus in parts])
    tables = [(corpus.utterances, corpus.codings) for _, corpus in parts]
    if ids.duplicated().any():
        for prefix, (said, codings) in zip(_prefixes([label for label, _ in parts]), tables, strict=True):
            for frame, columns in ((said, ("id", "thread", "reply_to")), (codings, ("utterance",))):
                for column in columns:
                    frame[column] = prefix + "/" + frame[column]
    aside = [left_out, *(corpus.left_out for _, corpus in parts)]
    untimed = _one_zone([said for said, _ in tables], [label for label, _ in parts])
    people = _stacked([corpus.participants for _, corpus in parts])
    if len(people):
        people = people.groupby("participant", sort=False, as_index=False).first()[list(people.columns)]
    attrs: dict[str, Any] = dict(parts[0][1].attrs) if len(parts) == 1 else {}
    attrs["provenance"] = [record for _, corpus in parts for record in corpus.attrs.get("provenance", [])]
    for record, note in ((r, n) for r in attrs["provenance"] for n in untimed.get(str(r.get("source")), [])):
        record["notes"] = [*record.get("notes", []), note]
    return Corpus(
        _stacked([said for said, _ in tables]),
        people if len(people) else None,
        _stacked([codings for _, codings in tables]),
        left_out=_stacked(aside),
        attrs=attrs,
    )


def _prefixes(labels: Sequence[str]) -> list[str]:
    """A short name for each file: its stem, with its folders or a number where stems are alike."""
    stems = [PurePosixPath(str(label).replace("\\", "/")).stem for label in labels]
    return [stem if stems.count(stem) == 1 else f"{stem}-{stems[: n + 1].count(stem)}" for n, stem in enumerate(stems)]


def _one_zone(frames: list[pd.DataFrame], labels: Sequence[str]) -> dict[str, list[str]]:
    """Times with and without a zone cannot stand in one column: those without go to ``time_given``; says where."""
    zoned = [isinstance(f["time"].dtype, pd.DatetimeTZDtype) for f in frames]
    timed = [bool(f["time"].notna().any()) for f in frames]
    if len({z for z, t in zip(zoned, timed, strict=True) if t}) < 2:
        for frame, has in zip(frames, timed, strict=True):
            if not has:
                frame["time"] = None
        return {}
    notes: dict[str, list[str]] = {}
    for frame, zone, has, label in zip(frames, zoned, timed, labels, strict=True):
        if not zone:
            if has:
                frame["time_given"] = frame["time"].dt.strftime("%Y-%m-%dT%H:%M:%S")
                notes[PurePosixPath(label).name] = ["its times have no zone, those of other files have one: they stand in time_given"]
            frame["time"] = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us, UTC]")
    return notes


def _stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    filled = [frame.dropna(axis="columns", how="all") for frame in frames if len(frame)]
    if not filled:
        return frames[0]
    whole = pd.concat(filled, ignore_index=True)
    columns = dict.fromkeys(str(c) for frame in frames if len(frame) for c in frame.columns)
    return whole.reindex(columns=list(columns))
