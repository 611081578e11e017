"""A sample, damaged: what a loader must survive with a corpus or with one of our errors, and nothing else."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from types import ModuleType
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.errors import DiscourseError
from discourse.loaders._source import Source


def damaged(sample: bytes) -> st.SearchStrategy[bytes]:
    """Random bytes, and the sample cut, with bytes flipped, with a piece moved, or with something strange put in."""
    place = st.integers(0, len(sample))
    odd = st.sampled_from(
        [b"\x00", b"\xff\xfe", b"<", b"]]>", b"&", b"&nbsp;", b'"', b"null", b"[" * 50, "👩\u200d🌾".encode(), b"\r", b"-----\n"]
    )
    return st.one_of(
        st.binary(max_size=200),
        place.map(lambda n: sample[:n]),
        place.map(lambda n: sample[n:]),
        st.tuples(place, st.binary(min_size=1, max_size=4)).map(lambda t: sample[: t[0]] + t[1] + sample[t[0] + len(t[1]) :]),
        st.tuples(place, odd).map(lambda t: sample[: t[0]] + t[1] + sample[t[0] :]),
        st.tuples(place, place, place).map(lambda t: sample[: t[0]] + sample[min(t[1:]) : max(t[1:])] + sample[t[0] :]),
    )


def survives(module: ModuleType, read: Callable[..., Corpus], sample: bytes, most: int = 50) -> None:
    """Run the law: sniff gives a number, reading gives a corpus or a DiscourseError."""

    @settings(max_examples=most, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(damaged(sample))
    def law(raw: bytes) -> None:
        score: Any = module.sniff(Source("damaged", raw))
        assert 0.0 <= score <= 1.0
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                assert isinstance(read(raw), Corpus)
            except DiscourseError:
                return

    law()
