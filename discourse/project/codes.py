"""The verbs of the codebook: what the codes are, and what becomes of them. What each changes is planned in plans/codes.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

import pandas as pd
from sqlalchemy import Connection

from discourse.codebook import FIELDS, Codebook
from discourse.errors import FrameError
from discourse.project import answers
from discourse.project.base import Base, ids_of, planner
from discourse.project.log import Plan, now
from discourse.project.plans.codes import plan_codebook, plan_merge_codes, plan_move, plan_rename, plan_retire, plan_split_code
from discourse.project.plans.recoding import plan_recode


class Codes(Base):
    """The verbs that change the codebook."""

    def define(self, code: str | Codebook, *, deed: str | None = None, **fields: Any) -> Self:
        """Add a code or change its fields: ``define("trust", definition="…")``; or take over a whole Codebook."""
        if isinstance(code, Codebook):
            return self._write("define", planner(plan_codebook, code), deed)
        if wrong := [f for f in fields if f not in FIELDS]:
            raise FrameError(f"a code has no field {wrong[0]!r}; it has: {', '.join(FIELDS)}")

        def plan(connection: Connection) -> Plan:
            book = answers.answer_codebook(connection).frame
            kept = book[book["code"] != code]
            old = book[book["code"] == code].to_dict("records")
            row: dict[str, Any] = {"code": code, **{k: v for k, v in (old[0] if old else {}).items() if isinstance(k, str)}, **fields}
            return plan_codebook(connection, Codebook(pd.concat([kept, pd.DataFrame([row])], ignore_index=True)))

        return self._write("define", plan, deed)

    def rename(self, code: str, name: str, *, deed: str | None = None) -> Self:
        """Give a code another name; what is below it, and everyone's codings, go along.

        >>> from discourse import Project
        >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana").define("work/WaaS").rename("work", "labour")
        >>> study.codebook.paths
        ['labour', 'labour/WaaS']
        """
        return self._write("rename", lambda c: plan_rename(c, code, name), deed)

    def move(self, code: str, *, under: str | None = None, before: str | None = None, deed: str | None = None) -> Self:
        """Put a code below another one, or at the top; at the end there, or before a sibling. Raises CodebookCycle."""
        return self._write("move", lambda c: plan_move(c, code, under, before), deed)

    def merge_codes(self, codes: str | Iterable[str], *, into: str, deed: str | None = None) -> Self:
        """Make several codes one: everyone's codings go to ``into``; the others are retired, and remember where to.

        Their terms are added to those of ``into``, codes below them move below it. Where one coder has both codes on the same
        passage, one coding stays, with both memos.
        """
        names = [codes] if isinstance(codes, str) else list(codes)
        return self._write("merge_codes", lambda c: plan_merge_codes(c, names, into, now()), deed)

    def split_code(self, code: str, parts: Mapping[str, pd.DataFrame | Iterable[str]], *, deed: str | None = None) -> Self:
        """Make new codes out of one: ``split_code("trust", {"trust in people": frame, …})``; each frame's codings go to its code.

        A part that is a mere name stands beside the code, a path such as "trust/in people" where it says. Codings that are in
        no part stay with the code.
        """
        ids = {name: ids_of(part) for name, part in parts.items()}
        return self._write("split_code", lambda c: plan_split_code(c, code, ids), deed)

    def retire(self, code: str, *, deed: str | None = None) -> Self:
        """Take a code, and those below it, out of use: its codings and its definition stay; `define` brings it back."""
        return self._write("retire", lambda c: plan_retire(c, code, now()), deed)

    def recode(self, codings: str | Iterable[str] | pd.DataFrame, code: str, *, deed: str | None = None) -> Self:
        """Give own codings another code: one, several, or all hits of a query such as ``codings().query("code == 'x'")``."""
        return self._write("recode", lambda c: plan_recode(c, ids_of(codings), code, self._who()), deed)
