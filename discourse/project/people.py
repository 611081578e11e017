"""The verb that tells of participants: age, role, group, whatever a study compares by. Whose names go is a matter of privacy.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Self

import pandas as pd

from discourse.errors import FrameError
from discourse.project.base import Base
from discourse.project.plans.people import described, plan_describe


class People(Base):
    """The verb that changes what is known of participants."""

    def describe(
        self,
        participant: str | Iterable[str] | pd.DataFrame,
        attributes: Mapping[Any, Any] | None = None,
        *,
        deed: str | None = None,
        **named: Any,
    ) -> Self:
        """Give participants attributes: ``describe("Mo", age=34, role="host")``; None takes one away, others stay as they are.

        Parameters
        ----------
        participant
            One name, several (all get the same), or a frame with the column ``participant`` and a column an attribute, which says for
            each of them how it is: an empty cell takes the attribute away. However many, it is one deed, and one step to undo.
        attributes
            ``{attribute: value}``, for names that Python does not take as keywords: ``{"years online": 12}``. Values are words,
            numbers, truth values, or lists of them.

        Attributes are columns of `participants`, so measures group by them: ``measure_themes(…, by="role")``. Two copies
        that were merged keep what each changed, attribute by attribute. Raises FrameError for somebody whom the project does not have.

        >>> from discourse import Corpus, Project
        >>> said = Corpus(pd.DataFrame({"participant": ["Mo", "Ada"], "text": ["Who owns it?", "I do."]}))
        >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana").add(said)
        >>> study = study.describe("Mo", role="host").describe(["Mo", "Ada"], {"years online": 12})
        >>> study.participants().fillna("").values.tolist()
        [['Mo', 'host', 12], ['Ada', '', 12]]
        >>> study.log()["told"].iloc[-2]
        'Mo, role host'
        """
        if isinstance(participant, pd.DataFrame):
            if attributes is not None or named:
                raise FrameError("a frame says all by itself; give other attributes as further columns of it")
            people = described(participant)
        else:
            both: dict[Any, Any] = {**(attributes or {}), **named}
            if not both:
                raise FrameError("which attributes? project.describe('Mo', age=34), or describe('Mo', {'years online': 12})")
            names = [participant] if isinstance(participant, str) else list(participant)
            people = {str(name): both for name in names}
        return self._write("describe", lambda c: plan_describe(c, people), deed)
