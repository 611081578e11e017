"""What there is of one person in a project, and a log without it. The thread keeps its shape: an empty place stays where words were."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import pandas as pd
from sqlalchemy import Connection, or_, select

from discourse.errors import FrameError, known
from discourse.project.log import Row, insert_many, unpacked
from discourse.project.names import Edit, Renaming
from discourse.project.rewriting import Rewriting
from discourse.project.tables import STATE, changes, texts

WITHDRAWN = "[withdrawn]"
RUN = 8
"""So many words in a row that are the person's own count as a quotation of them."""
NOTHING = hashlib.sha256(b"").hexdigest()


class Forgetting(Rewriting):
    """One person's words go: their utterances are emptied, and what was made of them goes with them."""

    def __init__(self, connection: Connection, participant: str, names: list[str], mentions: bool) -> None:
        self.participant = participant
        self._utterances, own = _ever_said(connection, participant)
        self.withdrawn = tuple(sorted(self._utterances))
        self._codings = {
            line.id for line in connection.execute(select(changes.c.id, changes.c.utterance).where(changes.c.place == "codings"))
            if line.utterance in self._utterances
        }  # fmt: skip
        self._renaming = Renaming(dict.fromkeys(names, WITHDRAWN) if mentions else {})
        self._runs = {run for text in own for run in _runs(text)} if mentions else set()
        there = connection.execute(select(texts.c.sha256).where(texts.c.sha256 == NOTHING)).first()
        if there is None:
            insert_many(connection, texts, [(NOTHING, "")])

    def edits(self, sha: str, text: str) -> list[Edit]:
        quoted = _quoted(text, self._runs) if self._runs else []
        named = [e for e in self._renaming.edits(text) if not any(s < e[1] and e[0] < t for s, t, _ in quoted)]
        return sorted([*quoted, *named])

    def words(self, text: str) -> str:
        return WITHDRAWN if text == self.participant else self._renaming.text(text)

    def row(self, place: str, row: Row) -> Row | None:
        if place == "utterances" and row["id"] in self._renamed:
            return {**row, "participant": None, "time": None, "more": "{}", "kind": "withdrawn", "sha256": NOTHING}
        if place == "participants" and row["id"] == WITHDRAWN:
            return None
        if place in ("codings", "suggestions") and row["utterance"] in self._renamed:
            return None
        if place == "memos":
            on = {"utterance": self._renamed, "coding": self._codings, "participant": {WITHDRAWN}}.get(row["about"], set())
            return None if row["target"] in on else row
        return row

    @property
    def _renamed(self) -> set[str]:
        """The utterances under the ids that they have afterwards."""
        if not hasattr(self, "_ids"):
            self._ids = {self.words(u) for u in self._utterances}
        return self._ids


def trace(connection: Connection, participant: str) -> pd.DataFrame:
    """``what where n example``: what there is of a person; raises FrameError for one that the project does not know."""
    utterances, own = _ever_said(connection, participant)
    t = STATE["participants"]
    if not utterances and connection.execute(select(t.c.id).where(t.c.id == participant)).first() is None:
        names = list(connection.execute(select(t.c.id).order_by(t.c.seq)).scalars())
        raise FrameError(f"no participant {participant!r}; {known(participant, names, 'the project has')}")
    rows: list[dict[str, Any]] = []

    def tell(what: str, where: str, found: list[str]) -> None:
        if found:
            rows.append({"what": what, "where": where, "n": len(found), "example": " ".join(found[0].split())[:80]})

    tell("utterances", "their own", own)
    c, m = STATE["codings"], STATE["memos"]
    coded = [r for r in connection.execute(select(c.c.id, c.c.utterance, c.c.quote).order_by(c.c.id)) if r.utterance in utterances]
    tell("codings", "on their words", [r.quote for r in coded])
    on = utterances | {r.id for r in coded} | {participant}
    tell("memos", "on their words", [r.text for r in connection.execute(select(m.c.target, m.c.text).order_by(m.c.id)) if r.target in on])
    runs, renaming = {run for text in own for run in _runs(text)}, Renaming({participant: WITHDRAWN})
    u = STATE["utterances"]
    others = (
        select(texts.c.text).join(u, u.c.sha256 == texts.c.sha256).where(or_(u.c.participant != participant, u.c.participant.is_(None)))
    )
    said = list(connection.execute(others.order_by(u.c.seq)).scalars())
    tell("quotations", "in others' words", [text[s:e] for text in said for s, e, _ in _quoted(text, runs)])
    tell("name", "in others' words", [text[max(0, s - 20) : e + 20] for text in said for s, e, _ in renaming.edits(text)])
    return pd.DataFrame(rows, columns=["what", "where", "n", "example"]).astype(
        {"what": "str", "where": "str", "n": "int64", "example": "str"}
    )


def _ever_said(connection: Connection, participant: str) -> tuple[set[str], list[str]]:
    """The utterances that were ever this person's, and every text that they ever had."""
    found: set[str] = set()
    shas: dict[str, None] = {}
    query = select(changes.c.before, changes.c.after).where(changes.c.place == "utterances")
    lines = connection.execute(query.order_by(changes.c.event, changes.c.n))
    for line in lines:
        for side in line:
            row = unpacked(side)
            if row is not None and (row["participant"] == participant or row["id"] in found):
                found.add(row["id"])
                shas.setdefault(row["sha256"])
    return found, [connection.execute(select(texts.c.text).where(texts.c.sha256 == sha)).scalar_one() for sha in shas]


def _runs(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return [tuple(words[n : n + RUN]) for n in range(len(words) - RUN + 1)]


def _quoted(text: str, runs: set[tuple[str, ...]]) -> list[Edit]:
    """The stretches of a text that are made of such runs, to be replaced as one each."""
    spans = [m.span() for m in re.finditer(r"\w+", text)]
    words = [text[s:e].casefold() for s, e in spans]
    found: list[Edit] = []
    for n in range(len(words) - RUN + 1):
        if tuple(words[n : n + RUN]) in runs:
            start, end = spans[n][0], spans[n + RUN - 1][1]
            if found and start <= found[-1][1]:
                found[-1] = (found[-1][0], end, WITHDRAWN)
            else:
                found.append((start, end, WITHDRAWN))
    return found
