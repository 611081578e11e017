"""Damaged files: a sample cut, flipped and spliced, or plain noise. A loader owes a corpus or one clear error for each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from discourse import Corpus
from discourse.errors import DiscourseError


@st.composite
def mangled(draw: st.DrawFn, sample: bytes) -> bytes:
    """The sample after up to four damages, or noise behind its first bytes."""
    if draw(st.integers(0, 9)) == 0:
        return sample[: draw(st.integers(0, 12))] + draw(st.binary(max_size=200))
    out = bytearray(sample)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(out) - 1)))
        match draw(st.sampled_from(("cut", "flip", "splice", "double", "drop"))):
            case "cut":
                del out[at:]
            case "flip" if out:
                out[at] ^= 1 << draw(st.integers(0, 7))
            case "splice":
                out[at:at] = draw(st.binary(max_size=20))
            case "double":
                out[at:at] = out[at : at + draw(st.integers(1, 200))]
            case "drop":
                del out[at : at + draw(st.integers(1, 50))]
    return bytes(out)


def ends_well(read: Callable[..., Corpus], raw: bytes, **options: Any) -> None:
    """A corpus whose texts are text, or an error of our own tree; anything else goes through and fails the test."""
    try:
        corpus = read(raw, **options)
    except DiscourseError:
        return
    assert len(corpus)
    assert all(isinstance(text, str) for text in corpus.utterances["text"])
