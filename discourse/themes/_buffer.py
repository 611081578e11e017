"""Many texts as one: joined, and read as one byte a character where that is enough. It searches nothing.

Web prose is mostly Latin letters with a few other signs. So a text is read as Latin-1 first, in which those few become "?", and
only the places of "?" are looked at one by one; a text with many of them is read as whole code points instead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from discourse.themes._fold import BORDER, as_points

Offsets = NDArray[np.int64]

_FEW = 0.03
"""The share of "?" up to which looking at each of them is the faster way."""


@dataclass(frozen=True)
class Buffer:
    """Texts joined with one line break before, between and after; ``first`` and ``last`` say where each text stands."""

    text: str
    first: Offsets
    last: Offsets

    @cached_property
    def points(self) -> NDArray[np.uint32]:
        """The code points."""
        return as_points(self.text)

    def at(self, places: Offsets) -> NDArray[np.uint32]:
        """The code points at a few places."""
        return as_points("".join(map(self.text.__getitem__, places.ravel().tolist()))).reshape(places.shape)

    def classes(self, table: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The class that a table over all code points gives to each character; line breaks between texts are a border."""
        if self._strange.size > _FEW * len(self.text):
            codes = table[self.points]
        else:
            codes = np.frombuffer(bytearray(self._latin.translate(table[:256].tobytes())), np.uint8)
            codes[self._strange] = table[self.at(self._strange)]
        codes[self.last], codes[0] = BORDER, BORDER
        return codes

    def quotes(self, start: Offsets, end: Offsets) -> pa.LargeStringArray:
        """What stands at these places, gathered without a string for each where that can be done."""
        lengths = end - start
        ends = np.cumsum(lengths)
        gathered = np.frombuffer(self._latin, np.uint8)[np.repeat(start - ends + lengths, lengths) + np.arange(lengths.sum())]
        if gathered.size and (gathered.max() > 127 or (gathered == ord("?")).any()):
            return pa.array([self.text[a:b] for a, b in zip(start.tolist(), end.tolist(), strict=True)], pa.large_string())
        return pa.LargeStringArray.from_buffers(len(ends), pa.py_buffer(np.r_[0, ends].astype(np.int64)), pa.py_buffer(gathered.tobytes()))

    def utf8(self) -> tuple[bytes, Offsets]:
        """The buffer in UTF-8, and where each text begins in it."""
        coded = self.text.encode()
        if len(coded) == len(self.text):
            return coded, self.first
        return coded, np.flatnonzero((np.frombuffer(coded, np.uint8) & 0xC0) != 0x80)[self.first]

    @cached_property
    def _latin(self) -> bytes:
        return self.text.encode("latin-1", "replace")

    @cached_property
    def _strange(self) -> Offsets:
        return np.flatnonzero(np.frombuffer(self._latin, np.uint8) == ord("?"))


def join(texts: Sequence[str]) -> Buffer:
    """The buffer of some texts."""
    text = "\n" + "\n".join(texts) + "\n"
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    last = np.cumsum(lengths + 1)
    return Buffer(text, last - lengths, last)
