"""What every embedder promises, and the wrapper that makes any object with ``encode`` keep it. It encodes nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import metadata
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from discourse.errors import FrameError

Vectors = NDArray[np.float32]


@runtime_checkable
class Embedder(Protocol):
    """Texts in, rows of unit length out."""

    @property
    def name(self) -> str:
        """Its name and version, as "static-en 1"."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text; zeros for a text of which nothing is known."""


class Plugged:
    """Somebody else's embedder: what it gives is checked and brought to unit length."""

    def __init__(self, embedder: Any) -> None:
        self._embedder = embedder
        self.name = _name_of(embedder)
        self._width: int | None = None

    def __repr__(self) -> str:
        return f"Embedder: {self.name}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length a text; raises FrameError for rows or numbers that cannot be used."""
        texts = several(texts)
        if not texts:
            return np.zeros((0, self._width or 0), np.float32)
        try:
            rows = np.asarray(self._embedder.encode(texts), dtype=np.float32)
        except (TypeError, ValueError) as error:
            raise FrameError(f"the embedder {self.name!r} gave no table of numbers for {len(texts)} texts ({error})") from error
        if rows.ndim != 2 or len(rows) != len(texts) or not rows.shape[1]:
            raise FrameError(
                f"the embedder {self.name!r} gave an array of shape {rows.shape} for {len(texts)} texts; it takes ({len(texts)}, d)"
            )
        if (bad := np.flatnonzero(~np.isfinite(rows).all(axis=1))).size:
            raise FrameError(
                f"the embedder {self.name!r} gave a number that is none (NaN or infinite) for text {bad[0] + 1}, "
                f"{texts[bad[0]][:60]!r}; {bad.size} of {len(texts)} texts have one"
            )
        if self._width not in (None, rows.shape[1]):
            raise FrameError(f"the embedder {self.name!r} gave {self._width} numbers a text before and {rows.shape[1]} now")
        self._width = rows.shape[1]
        return unit(rows)


def is_embedder(thing: object) -> bool:
    """Whether it can be plugged in: it is no class, and has an ``encode`` to call."""
    return not isinstance(thing, type) and callable(getattr(thing, "encode", None))


def unit(rows: NDArray[Any]) -> Vectors:
    """The rows brought to unit length, those of zeros left as they are.

    >>> unit(np.array([[3.0, 4.0], [0.0, 0.0]])).round(1).tolist()
    [[0.6..., 0.8...], [0.0, 0.0]]
    """
    with np.errstate(under="ignore"):
        longest = np.abs(rows).max(axis=1, initial=0, keepdims=True)
        even = rows / np.where(longest > 0, longest, 1)  # so that no square is too large or too small
        length = np.sqrt(np.einsum("ij,ij->i", even, even))[:, None]
        out: Vectors = np.divide(even, np.where(length > 0, length, 1)).astype(np.float32, copy=False)
    return out


def several(texts: Iterable[str]) -> list[str]:
    """The texts as a list; raises FrameError for a single text, for what is no list, and for what is no text in it."""
    if isinstance(texts, str):
        raise FrameError("encode takes several texts, got one; write encode([text])")
    try:
        out = list(texts)
    except TypeError as error:
        raise FrameError(f"encode takes a list of texts, got {type(texts).__name__}") from error
    for place, text in enumerate(out, 1):
        if not isinstance(text, str):
            raise FrameError(f"encode: text {place} is no text but {type(text).__name__} ({text!r:.60})")
    return out


def _name_of(embedder: object) -> str:
    given = getattr(embedder, "name", None)
    if isinstance(given, str) and given.strip():
        return given.strip()
    kind = type(embedder)
    room = kind.__module__.partition(".")[0]
    owners = metadata.packages_distributions().get(room, []) if room != "__main__" else []
    return f"{kind.__name__} {metadata.version(owners[0])}" if owners else kind.__name__
