"""A table with one row an utterance (CSV, TSV, XLSX, Parquet, DataFrame) becomes a corpus. It reads one sheet of a workbook.

Everything is read as text first, so that "007" and "NA" stay what they are. What the columns mean is told with
``columns`` or guessed from the headers (`_headers`), and the guess is shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from discourse.corpus import Corpus
from discourse.errors import EmptySource, UndecodableText, UnknownFormat, UnreadableTable, known
from discourse.loaders._codes import with_codes
from discourse.loaders._cues import DELETED
from discourse.loaders._grid import delimiter_of, first_rows, grid_of, kind_of
from discourse.loaders._headers import ROLES, guess_roles, would_do
from discourse.loaders._replies import tidy_ids, tidy_replies
from discourse.loaders._source import Source, open_source, slug
from discourse.loaders._times import column_of_times

Rows = list[tuple[int, str, str, str]]


def read_table(
    source: Any,
    *,
    columns: Mapping[str, str | None] | Sequence[str] | None = None,
    thread: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    codes: bool | Sequence[str] | Mapping[str, Any] | None = None,
) -> Corpus:
    """Read a table of utterances.

    Parameters
    ----------
    source
        A path, bytes, an open file, the text itself, or a DataFrame.
    columns
        ``{"text": "Comment", "participant": "userid"}`` says which column is what: ``text``, ``id``, ``reply_to``,
        ``thread``, ``kind``, ``participant``, ``time``; the others are guessed, None says that there is none. A list of
        names says that the table has no header row: ``columns=["participant", "text"]``.
    thread
        Puts all rows into one thread of this name, and before each id: ``"<thread>/<id>"``.
    encoding, delimiter, sheet
        Only needed where they cannot be found out; the first sheet of a workbook is read.
    codes
        Which further columns hold codes, see `discourse.loaders._codes.with_codes`; None guesses, False takes none.

    Returns a Corpus. Ids stay as they are where they are unique; a second one gets "#2" behind it. Rows without an id
    are numbered ``<thread>/1``, …. Without a thread column the table is one thread, named after the file. Names lose
    spaces at their ends and are put into Unicode's NFC, so that one person is one; texts are not changed but for line
    ends, which become ``\\n``. Times that can mean only one thing are read (see `_times`), others are missing and stand in
    ``time_given``. Links to utterances that are not there are kept and counted; circles of replies are cut. ``named_by``
    is stated or unknown. Further columns are kept, as text. ``attrs["provenance"][0]`` shows ``columns``, counts and notes;
    ``left_out`` names what was changed, its ``where`` being the row as a spreadsheet numbers it (a DataFrame's first is 1).

    Raises LoadError, EmptySource, UndecodableText, UnknownFormat, MissingExtra, or UnreadableTable where no column is the text.

    >>> corpus = read_table("Comment ID,in_reply_to,User,Body\\n007,,Ana,Who owns it?\\n008,007,Ben,We do.")
    >>> corpus.utterances[["id", "reply_to", "participant", "text"]].values.tolist()
    [['007', nan, 'Ana', 'Who owns it?'], ['008', '007', 'Ben', 'We do.']]
    """
    opened = open_source(source, encoding)
    names = None if columns is None or isinstance(columns, Mapping) else [str(c) for c in columns]
    grid = grid_of(opened, names=names, delimiter=delimiter, sheet=sheet)
    roles = _roles(opened, grid, columns if isinstance(columns, Mapping) else None)
    rows: Rows = []
    said = pd.DataFrame({role: grid[header] for role, header in roles.items()}, index=grid.index)
    where = thread or slug(opened.stem)
    said["text"] = _line_ends(said["text"])
    counts = {"rows": len(grid)}
    counts |= _names(said, opened, rows)
    given_thread = "thread" in said and thread is None
    said["thread"] = said["thread"].str.strip().where(lambda t: t != "") if given_thread else where
    counts |= tidy_ids(said, where, rows, prefix=thread)
    counts |= tidy_replies(said, rows, prefix=thread)
    if given_thread:
        _fill_threads(said, where)
    counts |= _times(said, rows)
    if "kind" in said:
        default = said["reply_to"].notna().map({True: "reply", False: "post"})
        said["kind"] = said["kind"].str.strip().where(lambda k: k != "", default)
    further = grid[[c for c in grid.columns if c not in roles.values()]]
    said = pd.concat([said, further.rename(columns={c: f"{c} (given)" for c in further.columns if c in said})], axis="columns")
    opened.notes.extend(_sentences(counts))
    provenance = opened.provenance(
        "table", columns=roles, further=[str(c) for c in further.columns], **counts, left_out=len(rows) + len(opened.removed)
    )
    corpus = Corpus(said.reset_index(drop=True), left_out=opened.left_out(rows), attrs={"title": None, "provenance": provenance})
    return with_codes(corpus, codes)


def sniff(source: Source) -> float:
    """How much this looks like a table: 1 for a workbook, Parquet or DataFrame, 0.9 with a known header, 0.3 with even rows."""
    kind = kind_of(source)
    if kind != "text":
        return 1.0
    try:
        text = source.sample.text
    except (UndecodableText, UnknownFormat, EmptySource):
        return 0.0
    if text.lstrip("\ufeff \t\n").startswith(("<", "{", "[{")):
        return 0.0
    rows = [row for row in first_rows(text, delimiter_of(text)) if row]
    found = guess_roles(cell.strip() for cell in rows[0]) if rows else {}
    even = sum(len(row) == len(rows[0]) for row in rows) / len(rows) if rows else 0.0
    if "text" in found and (len(found) > 1 or len(rows[0]) == 1) and all(len(cell) < 60 for cell in rows[0]):
        return 0.9
    by_name = 0.5 if source.suffix in (".csv", ".tsv", ".tab") else 0.0
    return max(by_name, 0.3 if len(rows) > 1 and len(rows[0]) > 1 and even > 0.9 else 0.0)


def _roles(source: Source, grid: pd.DataFrame, told: Mapping[str, str | None] | None) -> dict[str, str]:
    headers = [str(c) for c in grid.columns]
    told = told or {}
    for role, header in told.items():
        if role not in ROLES:
            raise UnreadableTable(f"columns: no role {role!r}; {known(role, ROLES, 'the roles are')}")
        if header is not None and header not in headers:
            raise UnreadableTable(f"{source.name}: no column {header!r}; {known(str(header), headers, 'the table has')}")
    guessed = guess_roles(headers, [h for h in told.values() if h is not None])
    roles = {role: str(header) for role in ROLES if (header := told.get(role, guessed.get(role))) is not None}
    if "text" not in roles:
        longest = max(headers, key=lambda h: int(grid[h].str.len().sum()), default="…")
        shown = ", ".join(repr(h[:40]) for h in headers[:12]) + (f" and {len(headers) - 12} more" if len(headers) > 12 else "")
        raise UnreadableTable(
            f"{source.name}: no column is known to be the text; the first row reads {shown}. If these are headers, say which one: "
            f"columns={{'text': {longest[:40]!r}}}. If they are not, name the columns in order: columns=['participant', 'text']"
        )
    return _settled(grid, roles, told)


def _settled(grid: pd.DataFrame, roles: dict[str, str], told: Mapping[str, str | None]) -> dict[str, str]:
    """Where several headers would do for a guessed role, the values decide: an id is what replies name, and names differ somewhere."""
    answered = set(grid[roles["reply_to"]]) - {""} if "reply_to" in roles else set()
    fits: dict[str, Callable[[set[Any]], int]] = {
        "id": lambda values: len(answered & values),
        "participant": lambda values: min(len(values), 2),
    }
    for role, fit in fits.items():
        others = [header for header in would_do(map(str, grid.columns), role) if header not in roles.values()]
        if role in roles and role not in told and others:
            roles[role] = max([roles[role], *others], key=lambda header: fit(set(grid[header]) - {""}))
    return roles


def _line_ends(texts: pd.Series) -> pd.Series:
    if not texts.str.contains("\r", regex=False).any():
        return texts
    return texts.str.replace("\r\n", "\n", regex=False).str.replace("\r", "\n", regex=False)


def _names(said: pd.DataFrame, source: Source, rows: Rows) -> dict[str, int]:
    if "participant" not in said:
        said["participant"], said["named_by"] = None, "unknown"
        return {"unnamed": len(said)}
    given = said["participant"]
    forms = {name: unicodedata.normalize("NFC", name).strip() for name in given.unique()}
    said["participant"] = given.map({name: None if form in ("", *DELETED) else form for name, form in forms.items()})
    said["named_by"] = said["participant"].notna().map({True: "stated", False: "unknown"})
    changed = sorted(name for name, form in forms.items() if form and form != name)
    left = given.map(forms).isin(DELETED)
    rows += [
        (row, "participant", given[row], "stands for somebody who left; nobody is named")
        for row in given.index[given.map(forms).isin(DELETED)]
    ]
    if changed:
        source.notes.append(
            f"{len(changed)} names lost spaces at their ends or were put into Unicode's NFC: {', '.join(map(repr, changed[:5]))}"
        )
    return {"unnamed": int(said["participant"].isna().sum()), "deleted_participants": int(left.sum())}


def _fill_threads(said: pd.DataFrame, where: str) -> None:
    """A row without a thread stands in that of what it answers, else in one named after the file."""
    if said["thread"].isna().any():
        above = dict(zip(said["id"], zip(said["thread"], said["reply_to"], strict=True), strict=True))
        for row in said.index[said["thread"].isna()]:
            parent, found = said.at[row, "reply_to"], None
            while found is None and parent in above:
                thread, parent = above[parent]
                found = thread if isinstance(thread, str) else None
            said.at[row, "thread"] = found or where


def _times(said: pd.DataFrame, rows: Rows) -> dict[str, int]:
    if "time" not in said:
        return {}
    given = said["time"]
    said["time"], why = column_of_times(given)
    missed = why != ""
    if missed.any():
        said["time_given"] = given.where(given != "")
        rows += [
            (int(str(row)), "time", str(time), f"{reason}; left missing, kept in time_given")
            for (row, time), reason in zip(given[missed].items(), why[missed], strict=True)
        ]
    return {"times_unread": int(missed.sum())}


def _sentences(counts: Mapping[str, int]) -> list[str]:
    words = {
        "doubled_ids": "ids stood before; the later ones got '#2', '#3' … behind them",
        "orphans": "replies answer something that is not in the table; the links are kept",
        "circles": "replies answered themselves, directly or in a circle; the first link of each circle was cut",
        "times_unread": "times could mean more than one thing, or nothing; they stand in time_given",
    }
    return [f"{counts[key]} {sentence}" for key, sentence in words.items() if counts.get(key)]
