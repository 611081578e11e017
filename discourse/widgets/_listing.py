"""A widget with a list that the browser asks for in parts: its snapshot is small, and any deed makes the views ask anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from discourse.widgets._surface import Row, Surface
from discourse.widgets.rows import plain


class Listing(Surface):
    """What the quotation browser, the memos and the participants have in common."""

    def _news(self, verb: str, args: Mapping[str, Any]) -> Row:
        if verb in self.VIEWS:
            return {"last": self._seen}  # a question tells no news: what others did meanwhile is still to be told
        return super()._news(verb, args)

    def _codes(self) -> list[Row]:
        return plain(self._project.codebook.frame, ("code", "brief", "colour"))
