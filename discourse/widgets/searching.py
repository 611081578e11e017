"""What a search at the desk finds, as plain values that JSON knows, and the deed that codes what was found. It keeps no hit.

All of it is `find_words`: the desk asks no other engine, so that what it paints is what the line of Python finds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from discourse.errors import FrameError
from discourse.project import Project
from discourse.themes import find_words
from discourse.widgets._calls import Call, spelled
from discourse.widgets._wire import Args, listed, maybe, text, word

Row = dict[str, Any]
MOST_HITS = 5_000
"""Hits that are painted in one thread."""
MOST_LINES = 300
"""Hits that are listed with their words."""
BEFORE, AFTER = 60, 110
"""Code points of context."""
MUCH = 40_000_000
"""Code points, from which on other threads are searched only when they are asked for."""


@dataclass(frozen=True)
class Search:
    """What is looked for, and where."""

    query: str
    how: str = "plain"
    case: bool = False
    thread: str | None = None
    """None: in all threads."""

    @classmethod
    def of(cls, args: Args) -> Search:
        """The search of a message: ``query how case thread``."""
        return cls(text(args, "query"), word(args, "how"), bool(args.get("case")), maybe(args, "thread"))

    def find(self, said: pd.DataFrame, **more: Any) -> pd.DataFrame:
        """The hits in these utterances, by their ids; ``more`` goes to `find_words`."""
        here = said if self.thread is None else said[said["thread"] == self.thread]
        found = find_words(here["text"], self.query, self.how, case=self.case, **more)  # type: ignore[arg-type]
        return found.assign(utterance=here["id"].array.take(found["utterance"].astype("int64").to_numpy() - 1))

    def told(self, study: str, **more: Any) -> str:
        """The expression that finds the same."""
        corpus = f"{study}.corpus" if self.thread is None else f"{study}.corpus.where(thread={spelled(self.thread)})"
        given = [corpus, spelled(self.query), spelled(self.how)]
        named = {"case": self.case or None, **more}
        return f"dc.find_words({', '.join([*given, *(f'{k}={spelled(v)}' for k, v in named.items() if v is not None)])})"


@dataclass(frozen=True)
class Autocode(Call):
    """Coding all that a search finds, or suggesting it: ``study.code(dc.find_words(study.corpus, "own*", …))``."""

    search: Search = Search("")
    widen: str = "hit"
    code: str = ""
    left_out: tuple[int, ...] = ()
    digest: str = ""

    def on(self, project: Project, deed: str) -> None:
        """Find once more what was shown, and code it; refused where it is no longer what was shown."""
        found = self.search.find(project.corpus.utterances, **self.given(project.coder))
        if digest_of(found) != self.digest:
            raise FrameError("the texts have changed since this was shown; look at it once more")
        chosen = found.drop(index=list(self.left_out))
        if chosen.empty:
            raise FrameError("nothing is chosen; tick at least one passage")
        getattr(project, self.verb)(chosen, deed=deed)

    def told(self, study: str) -> str:
        left = f".drop({spelled(list(self.left_out))})" if self.left_out else ""
        found = self.search.told(study, **{k: v for k, v in self.given(self.unsaid.get("coder")).items() if v != "hit"})
        return f"{study}.{self.verb}({found}{left})"

    def given(self, coder: str | None) -> Row:
        """What `find_words` is given: codings are the person's own, suggestions the machine's."""
        return {"widen": self.widen, "code": self.code} | ({"coder": coder} if self.verb == "code" and coder else {})


def autocode(args: Args) -> Call:
    """``query how case thread widen code left_out digest coder``, and ``suggest`` where a machine should only propose it."""
    left_out = tuple(sorted(n for n in listed(args, "left_out") if isinstance(n, int)))
    return Autocode(
        "suggest" if args.get("suggest") else "code", unsaid={"coder": maybe(args, "coder")}, search=Search.of(args),
        widen=word(args, "widen"), code=word(args, "code"), left_out=left_out, digest=word(args, "digest"),
    )  # fmt: skip


def look_for(said: pd.DataFrame, thread: str | None, args: Args) -> Row:
    """``here`` [[utterance, start, end]], ``n``, and, once all threads were searched, ``threads`` [{id n}] and ``lines`` elsewhere."""
    search = Search.of(args)
    everywhere = bool(args.get("everywhere")) or int(said["text"].str.len().sum()) <= MUCH
    found = (search if everywhere else Search(search.query, search.how, search.case, thread)).find(said)
    of = found["utterance"].map(said.set_index("id")["thread"])
    here, there = found[of == thread], found[of != thread]
    answer: Row = {"n": len(here), "here": here[["utterance", "start", "end"]].head(MOST_HITS).values.tolist()}
    if everywhere:
        counts = of.value_counts(sort=False)
        answer |= {
            "all": len(found), "threads": [{"id": t, "n": int(counts[t])} for t in said["thread"].drop_duplicates() if t in counts],
            "lines": lines_of(there.head(MOST_LINES), said),
        }  # fmt: skip
    return answer


def preview(project: Project, said: pd.DataFrame, study: str, args: Args) -> Row:
    """What `autocode` would code: ``n``, ``known`` (which of it is coded so already), ``rows``, ``digest``, ``line``."""
    call = autocode({"digest": "?", **args, "left_out": [], "coder": project.coder or ""})
    assert isinstance(call, Autocode)
    found = call.search.find(said, **call.given(project.coder))
    mine = project.codings(coder=project.coder, code=call.code)
    stands = set(zip(mine["utterance"], mine["start"], mine["end"], strict=True))
    places = zip(found["utterance"], found["start"], found["end"], strict=True)
    known = [n for n, place in enumerate(places) if place in stands]
    fresh = found.drop(index=known)
    rows = [{"at": int(n), **row} for n, row in zip(fresh.index, lines_of(fresh.head(MOST_LINES), said), strict=False)]
    threads = int(fresh["utterance"].map(said.set_index("id")["thread"]).nunique())
    return {
        "n": len(found), "known": known, "rows": rows, "threads": threads, "utterances": int(fresh["utterance"].nunique()),
        "digest": digest_of(found), "line": call.told(study),
    }  # fmt: skip


def lines_of(found: pd.DataFrame, said: pd.DataFrame) -> list[Row]:
    """Each passage with some words on both sides."""
    about = said[said["id"].isin(found["utterance"])].set_index("id")[["thread", "participant", "text"]].to_dict("index")
    lines = []
    for utterance, start, end in zip(found["utterance"], found["start"].tolist(), found["end"].tolist(), strict=True):
        of: Mapping[Any, Any] = about[utterance]
        lines.append({
            "thread": of["thread"], "utterance": utterance, "start": start, "end": end, "quote": of["text"][start:end],
            "before": of["text"][max(0, start - BEFORE) : start], "after": of["text"][end : end + AFTER],
            **({"participant": of["participant"]} if isinstance(of["participant"], str) else {}),
        })  # fmt: skip
    return lines


def digest_of(found: pd.DataFrame) -> str:
    """What tells two findings apart."""
    places = zip(found["utterance"], found["start"].tolist(), found["end"].tolist(), strict=True)
    return hashlib.sha256("\n".join(f"{u}\x1f{a}\x1f{b}" for u, a, b in places).encode()).hexdigest()[:16]


__all__ = ("Autocode", "Search", "autocode", "look_for", "preview")
