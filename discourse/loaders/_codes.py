"""Codes that came with a table become ``corpus.codings``: 0/1 columns, labels, offsets, several coders. It reads no file.

text                    praise  doubt          two 0/1 columns                    codes=["praise", "doubt"]
text                    Teacher Tag            a label, or several, a cell        codes=["Teacher Tag"]
text                    coder_1  coder_2       a column of labels a coder         codes={"coders": ["coder_1", "coder_2"]}
id  text  rater  label  start  end             a row a coding                     codes={"columns": ["label"], "coder": "rater"}
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from discourse.corpus import Corpus
from discourse.errors import UnreadableTable, known
from discourse.frames import UTTERANCES
from discourse.loaders._code_guess import BINARY, guess, is_binary, split_labels
from discourse.loaders._once import units, utterances_once

CODER = "source"
KEYS = ("columns", "coders", "coder", "start", "end", "quote", "names", "separator")


@dataclass
class Plan:
    """Which columns hold codes, and how."""

    columns: list[str] = field(default_factory=list)
    coders: dict[str, str] = field(default_factory=dict)  # column -> coder
    coder: str | None = None
    start: str | None = None
    end: str | None = None
    quote: str | None = None
    names: Sequence[str] = ()
    separator: str | None = None


def with_codes(corpus: Corpus, codes: bool | Sequence[str] | Mapping[str, Any] | None = None) -> Corpus:
    """The corpus with the codes that its further columns hold as codings.

    Parameters
    ----------
    codes
        None guesses from headers and values, False takes none. A list names the columns: one of 0 and 1 (yes/no,
        true/false) is a code of that name, any other holds labels, several of them parted by ``;`` ``|`` or commas. A dict
        has ``columns`` (such a list), ``coders`` (columns of labels, one a coder, or ``{coder: column}``), ``coder`` (the
        column that names the coder of a row), ``start`` and ``end`` (offsets; ``quote``, the words, shows what they count),
        ``names`` (what numbered labels mean: a list, or a file with one a line), ``separator``.

    A coding without offsets spans its utterance. Where rows repeat an utterance (same id, same text), one a coder or a
    coding, it is kept once. With several label columns each is the parent of its codes: "Teacher Tag/Press". Labels that
    differ in case or spaces only are one, in the commonest spelling; "/" in a label, which would make it a path, becomes
    "|". The columns stay in the utterances. ``attrs["provenance"]`` says under ``codes`` what was taken and whether guessed.

    Raises UnreadableTable for a column that is not there.

    >>> said = Corpus(pd.DataFrame({"text": ["Well done", "Why?"], "praise": ["1", "0"], "doubt": ["0", "1"]}))
    >>> with_codes(said, ["praise", "doubt"]).codings[["utterance", "code", "quote"]].values.tolist()
    [['1', 'praise', 'Well done'], ['2', 'doubt', 'Why?']]
    """
    if codes is False:
        return corpus
    said = corpus.utterances
    further = said[[c for c in said.columns if c not in UTTERANCES]]
    told = codes is not None and codes is not True
    plan = _told(codes, said) if told else Plan(**guess(further, said))
    taken = [*plan.columns, *plan.coders]
    if not taken:
        return corpus
    notes: list[str] = []
    once, where = said, said["id"]
    left_out = corpus.left_out
    if plan.coder or plan.start:
        once, where, left_out = utterances_once(said, left_out, notes)
    found = [_of_column(said, column, plan, notes) for column in taken]
    codings = pd.concat(found, ignore_index=True)
    codings["utterance"] = codings["row"].map(where)
    length = said["text"].str.len()
    codings = units(codings, said, plan.start, plan.end, plan.quote, notes)
    silent = codings["row"].map(length) == 0
    if silent.any():
        notes.append(f"{int(silent.sum())} codes stood on utterances without a text and were left out")
    codings = codings[~silent].sort_values("row", kind="stable").drop(columns="row").drop_duplicates().reset_index(drop=True)
    record = {
        "guessed": not told,
        "columns": {c: "0/1" if c in plan.columns and is_binary(said[c]) else "labels" for c in taken},
        "coders": list(codings["coder"].unique()),
        "codings": len(codings),
        "notes": notes,
    }
    attrs = dict(corpus.attrs)
    attrs["provenance"] = [_without_doubles(one, len(said) - len(once)) | {"codes": record} for one in attrs.get("provenance", [{}])]
    people = corpus.participants
    every = pd.concat([corpus.codings, codings], ignore_index=True) if len(corpus.codings) else codings
    return Corpus(once, people, every, left_out=left_out, attrs=attrs)


def _without_doubles(record: Mapping[str, Any], again: int) -> dict[str, Any]:
    """The record of a source without the note on doubled ids, where they were the rows of several codings."""
    if not again or record.get("doubled_ids") != again:
        return dict(record)
    return {**record, "doubled_ids": 0, "notes": [note for note in record.get("notes", []) if "ids stood before" not in note]}


def _told(codes: Any, said: pd.DataFrame) -> Plan:
    asked: dict[str, Any] = dict(codes) if isinstance(codes, Mapping) else {"columns": [codes] if isinstance(codes, str) else list(codes)}
    for key in asked:
        if key not in KEYS:
            raise UnreadableTable(f"codes: no key {key!r}; {known(str(key), KEYS, 'there are')}")
    coders = asked.get("coders") or {}
    plan = Plan(
        columns=[str(c) for c in asked.get("columns", ())],
        coders={str(v): str(k) for k, v in coders.items()} if isinstance(coders, Mapping) else {str(c): str(c) for c in coders},
        names=_names(asked.get("names", ())),
        coder=asked.get("coder"),
        start=asked.get("start"),
        end=asked.get("end"),
        quote=asked.get("quote"),
        separator=asked.get("separator"),
    )
    for column in [*plan.columns, *plan.coders, *(c for c in (plan.coder, plan.start, plan.end, plan.quote) if c)]:
        if column not in said:
            raise UnreadableTable(f"codes: no column {column!r}; {known(column, map(str, said.columns), 'the corpus has')}")
    if bool(plan.start) != bool(plan.end):
        raise UnreadableTable("codes: offsets need both 'start' and 'end'")
    return plan


def _names(given: Any) -> Sequence[str]:
    if isinstance(given, (str, Path)):
        try:
            return Path(given).read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableTable(
                f"codes: the names in {str(given)!r} cannot be read ({error}); give a list, or a file with one a line"
            ) from error
    return [str(name) for name in given]


def _of_column(said: pd.DataFrame, column: str, plan: Plan, notes: list[str]) -> pd.DataFrame:
    """``row code coder`` for each code in one column."""
    values = said[column].astype("str").str.strip().where(said[column].notna(), "")
    if column in plan.columns and is_binary(said[column]):
        rows = values.index[values.str.casefold().map(BINARY) == 1]
        out = pd.DataFrame({"row": rows, "code": _path(column)})
    else:
        several = len(plan.columns) > 1 and column in plan.columns and not all(is_binary(said[c]) for c in plan.columns if c != column)
        pairs = split_labels(values, plan.separator)
        labels = _spelled(pairs["label"], plan.names, column, notes)
        out = pd.DataFrame({"row": pairs["row"], "code": [f"{_path(column)}/{one}" for one in labels] if several else labels})
    if column in plan.coders:
        out["coder"] = plan.coders[column]
    elif plan.coder:
        out["coder"] = out["row"].map(said[plan.coder]).fillna("unknown").astype("str")
    else:
        out["coder"] = CODER
    return out


def _spelled(labels: pd.Series, names: Sequence[str], column: str, notes: list[str]) -> list[str]:
    """The labels under their names, alike ones under the commonest spelling."""
    if names:
        meant = {str(n): name.strip() for n, name in enumerate(names) if name.strip()}
        unknown = sorted({one for one in labels if one not in meant and one not in meant.values()})
        if unknown:
            raise UnreadableTable(f"codes: {column!r} has labels {unknown[:3]} for which 'names' has no name; it has 0 to {len(meant) - 1}")
        labels = labels.map(lambda one: meant.get(one, one))
    counts = labels.value_counts()
    best: dict[str, str] = {}
    for spelling in counts.index:
        best.setdefault(_plain(spelling), str(spelling))
    merged = len(counts) - len(best)
    if merged:
        notes.append(f"{column}: {merged} labels that differ in case or spaces only were put under the commonest spelling")
    return [_path(best[_plain(one)]) for one in labels]


def _plain(label: str) -> str:
    return " ".join(label.casefold().split())


def _path(label: str) -> str:
    """A label as the last part of a code's path."""
    return re.sub(r"\s+", " ", label).replace("/", "|").strip()
