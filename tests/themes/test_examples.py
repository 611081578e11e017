"""What counts as an example, by tables."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse import Codebook
from discourse.themes._examples import Example, read_examples

SAID = pd.DataFrame({"id": ["a", "b"], "text": ["We own it. We own it all.", "nothing"]})


@pytest.mark.parametrize(
    ("like", "expected"),
    [
        ("one", [Example("similar", "one")]),
        (["one", " ", "two"], [Example("similar", "one"), Example("similar", "two")]),
        (pd.Series(["one"]), [Example("similar", "one")]),
        ({"c": "one", "d": ["two"]}, [Example("c", "one"), Example("d", "two")]),
        (
            Codebook.from_yaml(
                "codes: {self-rule: {brief: b, definition: d, include: i, exclude: no, terms: [own*, '\"WaaS\"', -x, /y/, 'a … b']}}"
            ),
            [Example("self-rule", "self rule. b. d. i. own, WaaS, a  b", "what the codebook says")],
        ),
        (
            Codebook.from_yaml("codes: {own: {example: own it}}"),
            [Example("own", "own it", "the codebook's example", (("a", 3, 9),))],
        ),
    ],
)
def test_examples(like, expected):
    assert read_examples(like, SAID) == expected


def test_a_coding_is_an_example_with_its_place():
    frame = pd.DataFrame({"utterance": ["a"], "start": [0], "end": [6], "code": ["ours"]})
    assert read_examples(frame, SAID) == [Example("ours", "We own", "a", (("a", 0, 6),))]
