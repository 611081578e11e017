"""The small discussion that the blog samples all hold, whatever their format: what a reader must get out of each."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
FARM = "👩🏽\u200d🌾"
WHO = ["Maya Ruiz", "Zoë Lind", "Maya Ruiz", "נועה", "Tom & Ola"]
#: number of the comment -> number of what it answers, 0 for the post
TREE = {11: 0, 12: 11, 13: 12, 14: 0, 15: 14}
SAID = {
    11: "They belong to whoever turns up with a hose 😀\n\nI was there on Sunday, and on the Sunday before.",
    12: f"> whoever turns up with a hose\n\nThen it is mine on Tuesdays. A cafe\u0301 table would help, though {FARM}",
    13: "Tuesdays are yours. See the rota <https://example.org/rota>.",
    14: "שלום לכולם, I moved here in March and nobody told me that I may dig.",
    15: "You may! Nobody told us either,\nwe just began.",
}
POST = (
    "The beds behind the library have been ours for three summers now. I say ours, and then I wonder: whose are they when nobody "
    "waters them?\n\nSome of us pay, some of us dig, and the city could take it all back. 🌱"
)


def talk(said: pd.DataFrame) -> pd.DataFrame:
    """The five comments of the discussion, in order."""
    return said[said["participant"].isin(WHO)].reset_index(drop=True)


def tree(said: pd.DataFrame) -> dict[int, int]:
    """Comment and what it answers, by the last number of their ids; nothing and the post are 0."""
    posts = set(said["id"][said["kind"] == "post"])
    numbers = {
        row.id: 0 if row.id in posts else int("".join(c for c in row.id.rpartition("/")[2].rpartition("-")[2] if c.isdigit()))
        for row in said.itertuples()
    }
    return {numbers[row.id]: numbers.get(row.reply_to, 0) for row in talk(said).itertuples()}
