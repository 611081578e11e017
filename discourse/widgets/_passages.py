"""The passages of a project in pages, for a widget that lists them: chosen, searched, sorted, grouped. It changes and draws nothing.

A list of passages asks with a dict, of which everything may be missing:

    code participant thread coder    only those; with ``below``, a code and all below it
    search                           only those with all of these words, in quote, memo, code, participant, thread or coder
    group                            code, participant, thread, coder, or "" for none
    sort                             place, time, made, long, score

and is told how many there are in which groups; then it asks for rows by their numbers, and nobody ever sends all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import pandas as pd

from discourse.errors import FrameError
from discourse.project import Project
from discourse.widgets._sources import Said, Source, all_codings
from discourse.widgets._wire import Args, text, whole, word
from discourse.widgets.rows import plain

Row = dict[str, Any]
GROUPS = ("code", "participant", "thread", "coder")
SORTS = ("place", "time", "made", "long", "score")
AROUND = 260  # code points on both sides of a passage, in which the sentence before and after is looked for
MOST = 2000  # rows that are sent at once
SHOWN = (
    "id", "kind", "utterance", "start", "end", "code", "coder", "quote", "memo", "score", "reason", "status", "decided_by", "suggested_by",
    "created_at", "participant", "thread", "title", "time", "before", "after",
)  # fmt: skip


class Passages:
    """The passages of one source, as they stand now; asked again after a deed, they are read again.

    >>> from discourse import Codebook, Corpus
    >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana")
    >>> study = study.add(Corpus(pd.DataFrame({"text": ["Who owns it? We do."], "participant": ["Mo"]})), Codebook.from_terms({"own": []}))
    >>> found = Passages(study.code("1", "own", quote="We do"))
    >>> found.groups({"group": "participant"})
    {'total': 1, 'of': 1, 'groups': [{'key': 'Mo', 'label': 'Mo', 'n': 1}]}
    >>> [(row["quote"], row["before"], row["after"]) for row in found.page({}, 0, 50)]
    [('We do', 'Who owns it? ', '.')]
    """

    def __init__(self, project: Project, source: Source = all_codings) -> None:
        self._source = source
        self.said = Said(project)
        self._project = project
        self._all: tuple[int, pd.DataFrame] | None = None
        self._found: tuple[object, pd.DataFrame, Row] | None = None

    def groups(self, asked: Args) -> Row:
        """``total`` passages ``of`` so many, in these ``groups`` [{key label n}], whose rows follow each other."""
        return self._look(asked)[1]

    def page(self, asked: Args, first: int, last: int) -> list[Row]:
        """The rows from this number up to (not with) that one, in the order of their groups."""
        shown = self._look(asked)[0].iloc[max(0, first) : max(0, min(last, first + MOST))]
        texts = self.said.texts
        before = [texts[u][max(0, a - AROUND) : a] for u, a in zip(shown["utterance"], shown["start"], strict=True)]
        after = [texts[u][b : b + AROUND] for u, b in zip(shown["utterance"], shown["end"], strict=True)]
        return plain(shown.assign(before=before, after=after), SHOWN)

    def all(self) -> pd.DataFrame:
        """Every passage of the source, with what its utterance knows."""
        last = self._project.last  # read first: what changes meanwhile is read once more
        if self._all is None or self._all[0] != last:
            self._all = (last, self.said.beside(self._source(self._project, self.said)))
        return self._all[1]

    def _look(self, asked: Args) -> tuple[pd.DataFrame, Row]:
        frame = self.all()
        chosen = {name: asked.get(name) for name in (*GROUPS, "below", "search", "group", "sort")}
        key = (id(frame), self._project.last, repr(chosen))
        if self._found is None or self._found[0] != key:
            shown, groups = self._arranged(_narrowed(frame, asked), asked)
            self._found = (key, shown, {"total": len(shown), "of": len(frame), "groups": groups})
        return self._found[1], self._found[2]

    def _arranged(self, frame: pd.DataFrame, asked: Args) -> tuple[pd.DataFrame, list[Row]]:
        group, sort = text(asked, "group"), text(asked, "sort") or "place"
        if group and group not in GROUPS:
            raise FrameError(f"passages are grouped by {', '.join(GROUPS)}; not by {group!r}")
        if sort not in ORDERS:
            raise FrameError(f"passages are sorted by {', '.join(ORDERS)}; not by {sort!r}")
        frame = ORDERS[sort](frame)
        if not group or frame.empty:
            return frame, [{"key": "", "label": "", "n": len(frame)}] if len(frame) else []
        keys = frame[group].astype("object").where(frame[group].notna(), "")
        order = {key: n for n, key in enumerate(self._order(group, keys))}
        rank = keys.map(order)
        frame, keys = frame.iloc[rank.argsort(kind="stable")], keys.iloc[rank.argsort(kind="stable")]
        counts = keys.value_counts(sort=False)
        return frame, [{"key": key, "label": self._label(group, key), "n": int(counts[key])} for key in order if key in counts.index]

    def _order(self, group: str, keys: pd.Series) -> list[str]:
        there = list(keys.drop_duplicates())
        if group == "code":
            codes = {code: n for n, code in enumerate(self._project.codebook.frame["code"])}
            return sorted(there, key=lambda code: (codes.get(code, len(codes)), code))
        if group == "thread":
            threads = {thread: n for n, thread in enumerate(self.said.titles)}
            return sorted(there, key=lambda thread: threads.get(thread, len(threads)))
        return sorted(there, key=lambda name: (name == "", name.casefold(), name))

    def _label(self, group: str, key: str) -> str:
        if group == "thread":
            return self.said.titles.get(key, key)
        return key or "Unnamed"


class Lists(Protocol):
    """A widget that has passages."""

    passages: Passages


def _groups(widget: Lists, args: Args) -> Row:
    return widget.passages.groups(args)


def _rows(widget: Lists, args: Args) -> Row:
    return {"rows": widget.passages.page(args, whole(args, "first", "a page"), whole(args, "until", "a page"))}


def _place(widget: Lists, args: Args) -> Row:
    return {"place": widget.passages.said.place(word(args, "utterance"))}


#: What a widget with ``self.passages = Passages(project)`` adds to its VIEWS; the browser's half is shared/passages.js.
PASSAGE_VIEWS: Mapping[str, Callable[[Any, Args], Row]] = {"passages": _groups, "passage_rows": _rows, "passage_place": _place}


def _narrowed(frame: pd.DataFrame, asked: Args) -> pd.DataFrame:
    for column in GROUPS:
        if (wanted := text(asked, column)) or column in asked:
            same = frame[column].isna() if not wanted else frame[column] == wanted
            if column == "code" and asked.get("below"):
                same |= frame["code"].str.startswith(f"{wanted}/")
            frame = frame[same.to_numpy(dtype=bool)]
    for part in text(asked, "search").casefold().split():
        frame = frame[frame["words"].str.contains(part, regex=False).to_numpy(dtype=bool)]
    return frame


def _longest(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.iloc[(frame["start"] - frame["end"]).argsort(kind="stable")]


ORDERS: Mapping[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "place": lambda frame: frame,
    "time": lambda frame: frame.sort_values("time", kind="stable", na_position="last"),
    "made": lambda frame: frame.sort_values("created_at", kind="stable", ascending=False, na_position="last"),
    "long": _longest,
    "score": lambda frame: frame.sort_values("score", kind="stable", ascending=False, na_position="last"),
}
