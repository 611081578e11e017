"""The participants of a project in pages: attributes as columns, and how much each said and was coded. It changes and draws nothing.

A grid of participants asks with a dict, of which everything may be missing: ``search``, ``sort`` (a column), ``down``, and ``name``, whose
row number it wants to know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from discourse.errors import FrameError, known
from discourse.frames import WORD
from discourse.project import Project
from discourse.widgets._calls import Call, spelled
from discourse.widgets._sources import Said
from discourse.widgets._wire import Args, text, whole, word

Row = dict[str, Any]
FIXED = {"participant": "Participant", "utterances": "Utterances", "words": "Words", "codings": "Codings"}
AHEAD = "attribute:"  # before the name of an attribute, which may be called like a fixed column
KINDS = {bool: "truth", int: "number", float: "number", str: "words", list: "list"}


class People:
    """The participants as they stand now; asked again after a deed, they are read again.

    >>> from discourse import Corpus
    >>> said = Corpus(pd.DataFrame({"text": ["Who owns it?", "We do.", "No."], "participant": ["Mo", "Ada", "Mo"]}))
    >>> people = People(Project(getfixture("tmp_path") / "study.db", coder="ana").add(said).describe("Ada", age=34))
    >>> people.columns()
    [{'key': 'attribute:age', 'name': 'age', 'kind': 'number'}]
    >>> [(row["name"], row["utterances"], row["words"], row["has"]) for row in people.page({"sort": "words", "down": True}, 0, 50)]
    [('Mo', 2, 4, {}), ('Ada', 1, 2, {'age': 34})]
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.said = Said(project)
        self._words: tuple[object, Mapping[str, tuple[int, int]]] | None = None
        self._all: tuple[int, list[Row]] | None = None
        self._found: tuple[object, list[Row]] | None = None

    def count(self, asked: Args) -> Row:
        """``total`` people ``of`` so many; ``at``, in which row the one stands who was asked for."""
        shown = self._chosen(asked)
        name = text(asked, "name")
        at = next((n for n, row in enumerate(shown) if row["name"] == name), None) if name else None
        return {"total": len(shown), "of": len(self.all()), "at": at}

    def page(self, asked: Args, first: int, until: int) -> list[Row]:
        """The rows from this number up to (not with) that one: ``name utterances words codings has memo``."""
        return self._chosen(asked)[max(0, first) : max(0, until)]

    def columns(self) -> list[Row]:
        """``key name kind`` of each attribute that anybody has; kind is words, number, truth, list, or "" where they are mixed."""
        kinds: dict[str, set[str]] = {}
        for row in self.all():
            for name, value in row["has"].items():
                kinds.setdefault(name, set()).add(KINDS.get(type(value), "words"))
        return [{"key": AHEAD + name, "name": name, "kind": of.pop() if len(of) == 1 else ""} for name, of in kinds.items()]

    def all(self) -> list[Row]:
        """Everybody, in the order in which they came."""
        last = self._project.last  # read first: what changes meanwhile is read once more
        if self._all is None or self._all[0] != last:
            self._all = (last, self._known())
        return self._all[1]

    def _known(self) -> list[Row]:
        people, memos = self._project.participants(), self._project.memos()
        own = memos[((memos["about"] == "participant") & (memos["coder"] == self._project.coder)).to_numpy(dtype=bool)]
        notes = dict(zip(own["target"], own["text"], strict=True))
        counts = self._project.counts(by="participant")
        coded = counts.groupby("participant")["n"].sum().to_dict() if len(counts) else {}
        said, rows = self._spoken(), []
        for row in people.to_dict("records"):
            name = str(row.pop("participant"))
            utterances, words = said.get(name, (0, 0))
            has = {str(k): _plain(v) for k, v in row.items() if isinstance(v, list) or not pd.isna(v)}
            person = {"name": name, "utterances": utterances, "words": words, "codings": int(coded.get(name, 0)), "has": has}
            rows.append(person | ({"memo": notes[name]} if name in notes else {}))
        return rows

    def _spoken(self) -> Mapping[str, tuple[int, int]]:
        frame = self.said.frame
        if self._words is None or self._words[0] is not frame:
            words = frame["text"].str.count(WORD).groupby(frame["participant"].to_numpy()).agg(["size", "sum"])
            self._words = (frame, {str(name): (int(n), int(w)) for name, n, w in words.itertuples()})
        return self._words[1]

    def _chosen(self, asked: Args) -> list[Row]:
        everybody = self.all()
        key = (id(everybody), text(asked, "search"), text(asked, "sort"), bool(asked.get("down")))
        if self._found is None or self._found[0] != key:
            parts = text(asked, "search").casefold().split()
            rows = [r for r in everybody if all(p in _told(r) for p in parts)] if parts else list(everybody)
            if sort := text(asked, "sort"):
                there = [*FIXED, *(c["key"] for c in self.columns())]
                if sort not in there and not sort.startswith(AHEAD):
                    raise FrameError(f"participants are not sorted by {sort!r}; {known(sort, there, 'there are')}")
                held = [r for r in rows if _value(r, sort) is not None]
                bare = [r for r in rows if _value(r, sort) is None]
                rows = [*sorted(held, key=lambda r: _rank(_value(r, sort)), reverse=bool(asked.get("down"))), *bare]
            self._found = (key, rows)
        return self._found[1]


def rename_attribute(widget: Any, args: Args) -> Call:
    """``attribute`` is called ``name`` from now on, for everybody who has it: one deed."""
    old, new, frame = word(args, "attribute"), word(args, "name").strip(), _holders(widget, args)
    if not new or new == "participant" or any(new in row["has"] for row in widget.people.all()):
        raise FrameError(f"there is an attribute {new!r} already, or it is no name for one; choose another")

    def line(study: str) -> str:
        before, after = spelled(old), spelled(new)
        people = f"people = {study}.participants().dropna(subset=[{before}])"
        return f'{people}\n{study}.describe(people[["participant"]].assign(**{{{after}: people[{before}], {before}: None}}))'

    return Told("describe", (frame.assign(**{new: frame[old], old: None}).astype("object"),), line=line)


def remove_attribute(widget: Any, args: Args) -> Call:
    """``attribute`` is taken away from everybody who has it: one deed."""
    old, frame = word(args, "attribute"), _holders(widget, args)

    def line(study: str) -> str:
        people = f"people = {study}.participants().dropna(subset=[{spelled(old)}])"
        return f'{people}\n{study}.describe(people[["participant"]].assign(**{{{spelled(old)}: None}}))'

    return Told("describe", (frame.assign(**{old: None}).astype("object"),), line=line)


@dataclass(frozen=True)
class Told(Call):
    """A call that is told by lines of its own, where the values that it is given would make a thousand."""

    line: Callable[[str], str] = str

    def told(self, study: str) -> str:
        return self.line(study)


def names_shown(widget: Any, args: Args) -> Row:
    """What `Project.names` would replace by what, without asking a language model, and how often names were replaced before."""
    project: Project = widget._project
    frame = project.names(persons=False)
    log = project.log()
    done = log[(log["verb"] == "pseudonymise").to_numpy(dtype=bool)]
    before = [{"coder": r["coder"], "time": r["time"].isoformat(), "names": r["what"].get("names", 0)} for r in done.to_dict("records")]
    columns = ("name", "pseudonym", "found", "n", "apply", "example")
    rows = [{c: r[c] for c in columns if r[c] == r[c] and r[c] is not None} for r in frame.head(1000).to_dict("records")]
    return {"names": rows, "of": len(frame), "before": before}


def _count(widget: Any, args: Args) -> Row:
    return dict(widget.people.count(args))


def _page(widget: Any, args: Args) -> Row:
    return {"rows": widget.people.page(args, whole(args, "first", "a page"), whole(args, "until", "a page"))}


PEOPLE_VIEWS: Mapping[str, Callable[[Any, Args], Row]] = {"people": _count, "people_rows": _page, "names": names_shown}


def _holders(widget: Any, args: Args) -> pd.DataFrame:
    old = word(args, "attribute")
    rows = [{"participant": r["name"], old: r["has"][old]} for r in widget.people.all() if old in r["has"]]
    if not rows:
        names = [c["name"] for c in widget.people.columns()]
        raise FrameError(f"nobody has the attribute {old!r}; {known(old, names, 'there are')}")
    return pd.DataFrame(rows, dtype="object")


def _plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _value(row: Row, column: str) -> Any:
    if column.startswith(AHEAD):
        return row["has"].get(column.removeprefix(AHEAD))
    return row["name"] if column == "participant" else row[column]


def _rank(value: Any) -> tuple[int, float, str]:
    if isinstance(value, int | float):
        return (0, float(value), "")
    return (1, 0.0, str(value).casefold())


def _told(row: Row) -> str:
    return "\n".join([row["name"], row.get("memo", ""), *(str(v) for v in row["has"].values())]).casefold()
