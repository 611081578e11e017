"""Where passages come from: all codings, those of a frame, those of a query; and what their utterances know of them. It changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from discourse.errors import FrameError, UnknownUtterance
from discourse.frames import check_codings
from discourse.project import Project
from discourse.threads import titles_of

Row = dict[str, Any]
COLUMNS = ("id", "kind", "utterance", "start", "end", "code", "coder", "quote", "memo", "score", "reason", "status", "decided_by",
           "suggested_by", "created_at")  # fmt: skip
BESIDE = ("participant", "thread", "time")
TEXTS = {"utterances", "threads"}


class Said:
    """The utterances of a project as they stand; read again when a deed has touched them."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._last = -1
        self._read: pd.DataFrame

    @property
    def frame(self) -> pd.DataFrame:
        """The utterances, with their ids as index and their times as they are told."""
        last = self._project.last
        if self._last < 0 or (self._last != last and TEXTS & set(self._project.changes(self._last)["place"])):
            frame = self._project.corpus.utterances
            told = [None if pd.isna(t) else t.isoformat() for t in frame["time"]]
            self._read = frame.assign(time=pd.Series(told, index=frame.index, dtype="object")).set_index("id", drop=False)
            self.titles = titles_of(frame)
            self._texts = dict(zip(frame["id"], frame["text"], strict=True))
        self._last = last
        return self._read

    @property
    def texts(self) -> dict[str, str]:
        """``{utterance: text}``"""
        return self._texts if self.frame is not None else {}

    def row(self, utterance: str) -> Row:
        """What is known of one utterance, without what is missing."""
        found = self.frame.loc[utterance]
        row: Row = {name: found[name] for name in ("id", "reply_to", "kind", "participant", "time", "thread", "text")}
        return {k: v for k, v in row.items() if v is not None and v == v} | {"title": self.titles[row["thread"]]}

    def place(self, utterance: str) -> Row:
        """The whole utterance, and in ``answers`` the one that it answers."""
        if utterance not in self.texts:
            raise UnknownUtterance(f"the project has no utterance {utterance!r} any more; run the cell again")
        found = self.row(utterance)
        return found | ({"answers": self.row(found["reply_to"])} if found.get("reply_to") in self.texts else {})

    def beside(self, found: pd.DataFrame) -> pd.DataFrame:
        """Passages with ``participant thread time title`` of their utterances, and ``words``: all that a search looks into."""
        out = found.reindex(columns=list(COLUMNS)).reset_index(drop=True)
        said = self.frame
        at = said.index.get_indexer(pd.Index(out["utterance"]))
        if (at < 0).any():
            raise UnknownUtterance(f"the project has no utterance {out['utterance'].iloc[int((at < 0).argmax())]!r}; add its corpus first")
        for column in BESIDE:
            out[column] = said[column].to_numpy(dtype="object")[at] if len(out) else None
        out["title"] = out["thread"].map(self.titles)
        columns = ("quote", "memo", "code", "participant", "title", "coder")
        told = [out[c].astype("object").where(out[c].notna(), "").tolist() for c in columns]
        out["words"] = pd.Series(["\n".join(row).casefold() for row in zip(*told, strict=True)], index=out.index, dtype="str")
        return out


Source = Callable[[Project, Said], pd.DataFrame]


def all_codings(project: Project, said: Said) -> pd.DataFrame:
    """Every coding that stands."""
    return project.codings().assign(kind="coding")


def source_of(project: Project, passages: pd.DataFrame | str | None) -> Source:
    """What a person means by these passages; it is looked at once, so that a mistake is told at once."""
    if passages is None:
        return all_codings
    if isinstance(passages, str):
        source = _query(passages)
        source(project, Said(project))
        return source
    if isinstance(passages, pd.DataFrame):
        return _of_frame(project, passages)
    raise FrameError(f"passages are a frame, a query such as \"code == 'trust'\", or None for all; not {type(passages).__name__}")


def _query(query: str) -> Source:
    def chosen(project: Project, said: Said) -> pd.DataFrame:
        codings = project.codings()
        known = said.beside(codings)
        known = pd.concat([codings, known[[c for c in (*BESIDE, "title") if c not in codings]]], axis=1).assign(
            time=pd.to_datetime(known["time"], utc=True)
        )
        try:
            found = known.query(query, engine="python")
        except Exception as error:
            raise FrameError(f"the query {query!r} does not work: {error}; the columns are {', '.join(known.columns)}") from error
        if not isinstance(found, pd.DataFrame):
            raise FrameError(f"the query {query!r} does not choose codings; for instance \"code == 'trust' and coder == 'ana'\"")
        return found.drop(columns=["time"]).assign(kind="coding")

    return chosen


def _of_frame(project: Project, frame: pd.DataFrame) -> Source:
    """Codings and suggestions of the project as they now stand; what is not in the project as the frame has it."""
    codings, suggestions = project.codings(), project.suggestions(status=None)
    kept = [] if "id" not in frame else [i for i in frame["id"] if isinstance(i, str)]
    there = {*codings["id"], *suggestions["id"]}
    order = {i: n for n, i in enumerate(kept) if i in there}
    loose = frame[~frame["id"].isin(order)] if order else frame
    if len(loose):
        loose = check_codings(loose, project.corpus.utterances).assign(kind="found")
        loose["id"] = [f"found:{n}" for n in range(len(loose))]

    def now(project: Project, said: Said) -> pd.DataFrame:
        parts = []
        if order:
            decided = project.suggestions(status=None)
            both = pd.concat([project.codings().assign(kind="coding"), decided.assign(kind="suggestion")], ignore_index=True)
            live = both[both["id"].isin(order)]
            parts.append(live.iloc[live["id"].map(order).argsort(kind="stable")])
        if len(loose):
            own = project.codings(coder=project.coder) if project.coder else loose.iloc[:0]
            coded = {*zip(own["utterance"], own["start"], own["end"], own["code"], strict=True)}
            places = zip(loose["utterance"], loose["start"], loose["end"], loose["code"], strict=True)
            parts.append(loose.assign(status=["accepted" if place in coded else "open" for place in places]))
        return pd.concat(parts, ignore_index=True) if parts else project.codings().iloc[:0].assign(kind="coding")

    return now
