"""The verbs of the codebook: what the codes are, and what becomes of them. What each changes is planned in plans/codes.py."""

from __future__ import annotations

from typing import Any, Self

import pandas as pd
from sqlalchemy import Connection

from discourse.codebook import FIELDS, Codebook
from discourse.errors import FrameError
from discourse.project import answers
from discourse.project.base import Base, planner
from discourse.project.log import Plan
from discourse.project.plans.codes import plan_codebook


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
