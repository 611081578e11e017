"""The memos of a project in pages, each with the words of what it is about: chosen, searched, sorted. It changes and draws nothing.

A list of memos asks with a dict, of which everything may be missing: ``about`` (utterance, coding, code, participant, thread, project,
note), ``coder``, ``code`` (memos on that code, on those below it, and on their codings), ``search``, and ``sort`` (new, old, thing).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from discourse.errors import FrameError
from discourse.frames import rows as rows_of
from discourse.project import Project
from discourse.widgets._sources import Said
from discourse.widgets._wire import Args, text, whole, word
from discourse.widgets.rows import plain

Row = dict[str, Any]
#: What memos are about, in the order in which they are listed by thing, and what such a group is called.
THINGS = {
    "note": "Notes", "project": "The project", "code": "Codes", "participant": "Participants", "thread": "Threads",
    "utterance": "Utterances", "coding": "Passages",
}  # fmt: skip
SHOWN = (
    "id", "about", "target", "text", "coder", "created_at", "mine", "words", "code", "participant", "utterance", "thread", "title", "start",
    "end", "gone",
)  # fmt: skip
LONG = 400  # code points of an utterance that stand in the list


class Memos:
    """The memos as they stand now; asked again after a deed, they are read again.

    >>> from discourse import Corpus
    >>> said = Corpus(pd.DataFrame({"text": ["Who owns it?"], "participant": ["Mo"]}))
    >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana").add(said)
    >>> study = study.memo("1", "A question!").memo("Method", "Ask ben.", about="note")
    >>> memos = Memos(study)
    >>> memos.groups({"sort": "thing"})["groups"]
    [{'key': 'note', 'label': 'Notes', 'n': 1}, {'key': 'utterance', 'label': 'Utterances', 'n': 1}]
    >>> [(row["text"], row.get("words")) for row in memos.page({"search": "question"}, 0, 50)]
    [('A question!', 'Who owns it?')]
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self.said = Said(project)
        self._all: tuple[int, pd.DataFrame] | None = None

    def groups(self, asked: Args) -> Row:
        """``total`` memos ``of`` so many, in these ``groups``: one, or where they are sorted by thing, one for each kind of thing."""
        shown = self._chosen(asked)
        if text(asked, "sort") != "thing" or shown.empty:
            groups = [{"key": "", "label": "", "n": len(shown)}] if len(shown) else []
        else:
            counts = shown["about"].value_counts()
            groups = [{"key": kind, "label": name, "n": int(counts[kind])} for kind, name in THINGS.items() if kind in counts.index]
        return {"total": len(shown), "of": len(self.all()), "groups": groups}

    def page(self, asked: Args, first: int, until: int) -> list[Row]:
        """The rows from this number up to (not with) that one."""
        return plain(self._chosen(asked).iloc[max(0, first) : max(0, until)], SHOWN)

    def all(self) -> pd.DataFrame:
        """Every memo, the oldest first, with what is known of the thing that it is about."""
        last = self._project.last  # read first: what changes meanwhile is read once more
        if self._all is None or self._all[0] != last:
            self._all = (last, self._known())
        return self._all[1]

    def _known(self) -> pd.DataFrame:
        memos = self._project.memos()
        said, book = self.said.frame, self._project.codebook.frame.set_index("code")
        codings: dict[str, Row] = {}
        if (memos["about"] == "coding").any():
            frame = self._project.codings()
            kept = frame[frame["id"].isin(memos["target"])]
            codings = {row["id"]: row for row in rows_of(kept[["id", "utterance", "start", "end", "code", "quote"]])}
        places = {u: n for n, u in enumerate(said["id"])}
        mine = {(a, t): w for a, t, w, c in memos[["about", "target", "text", "coder"]].itertuples(index=False) if c == self._project.coder}
        rows = []
        for memo in rows_of(memos):
            about, target = memo["about"], memo["target"]
            of: Row = self._of_utterance(about, target, codings)
            if about == "code" and target in book.index:
                of = {"code": target, "words": book.at[target, "definition"] or book.at[target, "brief"]}
            elif about == "participant":
                of = {"participant": target}
            elif about == "thread" and target in self.said.titles:
                first = said[said["thread"] == target]["id"].iloc[0]
                of = {"thread": target, "title": self.said.titles[target], "utterance": first}
            place = places.get(of.get("utterance", ""), -1) * 1_000_000_000 + of.get("start", 0)
            gone = True if about in ("coding", "code", "utterance", "thread") and not of else None
            own = mine.get((about, target))
            rows.append({**memo, "id": f"{about}:{target}:{memo['coder']}", "mine": own, "place": place, "gone": gone, **of})
        return pd.DataFrame(rows, columns=[*SHOWN, "place"]).astype("object")

    def _of_utterance(self, about: str, target: str, codings: Mapping[str, Row]) -> Row:
        coding = codings.get(target) if about == "coding" else None
        utterance = coding["utterance"] if coding else target if about == "utterance" else None
        if utterance is None or utterance not in self.said.texts:
            return {}
        known = self.said.row(utterance)
        of = {"utterance": utterance, "participant": known.get("participant"), "thread": known["thread"], "title": known["title"]}
        if coding:
            return of | {"words": coding["quote"], "code": coding["code"], "start": coding["start"], "end": coding["end"]}
        return of | {"words": known["text"][:LONG] + ("…" if len(known["text"]) > LONG else "")}

    def _chosen(self, asked: Args) -> pd.DataFrame:
        frame, sort = self.all(), text(asked, "sort") or "new"
        if sort not in ("new", "old", "thing"):
            raise FrameError(f"memos are sorted by new, old, thing; not by {sort!r}")
        for column in ("about", "coder"):
            if wanted := text(asked, column):
                frame = frame[(frame[column] == wanted).to_numpy(dtype=bool)]
        if wanted := text(asked, "code"):
            codes = frame["code"].astype("str").where(frame["code"].notna(), "")
            frame = frame[((codes == wanted) | codes.str.startswith(f"{wanted}/")).to_numpy(dtype=bool)]
        for part in text(asked, "search").casefold().split():
            frame = frame[[part in told for told in map(_told, rows_of(frame))]]
        if sort == "thing":
            order = {kind: n for n, kind in enumerate(THINGS)}
            keys = [
                (order[a], p, t.casefold(), m) for a, p, t, m in frame[["about", "place", "target", "created_at"]].itertuples(index=False)
            ]
            return frame.iloc[sorted(range(len(keys)), key=keys.__getitem__)]
        return frame.iloc[::-1] if sort == "new" else frame


def _told(row: Mapping[str, Any]) -> str:
    columns = ["text", "words", "code", "participant", "title", "coder", *(["target"] if row["about"] != "coding" else [])]
    return "\n".join(row[c] for c in columns if isinstance(row[c], str)).casefold()


def _groups(widget: Any, args: Args) -> Row:
    return dict(widget.memos.groups(args))


def _rows(widget: Any, args: Args) -> Row:
    return {"rows": widget.memos.page(args, whole(args, "first", "a page"), whole(args, "until", "a page"))}


def _place(widget: Any, args: Args) -> Row:
    return {"place": widget.memos.said.place(word(args, "utterance"))}


MEMO_VIEWS: Mapping[str, Callable[[Any, Args], Row]] = {"memos": _groups, "memo_rows": _rows, "passage_place": _place}
