"""A few sentences that were read, with two codes that are easy to tell, for the tests of what learns."""

from __future__ import annotations

import pandas as pd

GARDEN = [
    "I own this garden, every tree of it.",
    "Who owns the shed behind the wall?",
    "Thank you for the seeds!",
    "The bus was late again this morning.",
    "We own it together, the four of us.",
    "Many thanks for watering the beans.",
    "It rained on the roof all night.",
    "She told me of her sister in town.",
    "The tools are owned by everybody here.",
    "Thanks, that was kind of you.",
    "He reads a book under the lamp.",
    "My neighbour owns the other half.",
    "Thank you so much, dear friend.",
    "They painted the gate green.",
    "You own nothing until you sign.",
    "A train stops there at noon.",
]
MARKS = pd.DataFrame(
    {
        "ownership": [1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0],
        "thanks": [0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0],
    }
)
THREADS = ["a"] * 6 + ["b"] * 5 + ["c"] * 5
UNSEEN = ["They own the field by the river.", "Thank you for your letter.", "The cat sleeps on the chair."]
