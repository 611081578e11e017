"""The verbs that bring in what was said: corpora, and what others have coded in them."""

from __future__ import annotations

from typing import Self

import pandas as pd

from discourse.codebook import Codebook
from discourse.corpus import Corpus
from discourse.errors import FrameError
from discourse.project.base import planner
from discourse.project.coding import Coding
from discourse.project.plans.codes import plan_codebook
from discourse.project.plans.sources import plan_corpus


class Sources(Coding):
    """The verbs that bring things in."""

    def add(self, *things: Corpus | Codebook | pd.DataFrame) -> Self:
        """Add corpora, codebooks and codings frames (those keep the names in their column ``coder``).

        Adding the same again changes nothing. Raises FrameError when an utterance comes with another text.
        """

        for thing in things:
            if isinstance(thing, Corpus):
                self._write("add", planner(plan_corpus, thing), None)
                if len(thing.codings):
                    self.add(thing.codings)
            elif isinstance(thing, Codebook):
                self._write("define", planner(plan_codebook, thing), None)
            elif isinstance(thing, pd.DataFrame):
                self.code(thing)
            else:
                raise FrameError(f"a project takes a Corpus, a Codebook or a codings frame, not {type(thing).__name__}")
        return self
