"""How clearly the colours of a codebook stand out on white and on dark paper. It changes none of them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from discourse._colours import ENOUGH, PAPERS, contrast, readable
from discourse.codebook import Codebook
from discourse.errors import CodebookError, FrameError


def measure_contrast(codebook: Codebook, *, papers: Mapping[str, str] = PAPERS, least: float = ENOUGH) -> pd.DataFrame:
    """The contrast of each code's colour on each paper.

    Parameters
    ----------
    codebook
        Whose colours.
    papers
        ``{name: "#rrggbb"}``; by default white (``light``) and #111111 (``dark``).
    least
        The contrast that is ``enough``: 3, as WCAG 2.2 (1.4.11) asks of what is no text.

    Returns
    -------
    ``code colour paper contrast enough``, a row for each code and paper, in the order of the codebook

    contrast
        As WCAG 2.2 defines it, from 1 (the same) to 21 (black on white).

    Raises CodebookError for a colour that is not written as #rrggbb, FrameError for what is no codebook.

    >>> book = Codebook.from_yaml("codes: {trust: {colour: '#F0E442'}}")
    >>> measure_contrast(book).round(1).values.tolist()
    [['trust', '#F0E442', 'light', 1.3, False], ['trust', '#F0E442', 'dark', 14.3, True]]
    """
    if not isinstance(codebook, Codebook):
        raise FrameError(f"measure_contrast takes a Codebook, such as study.codebook; found {type(codebook).__name__}")
    colours = codebook.colours
    for name, colour in {
        **{f"the colour of {c!r}": x for c, x in colours.items()},
        **{f"the paper {p!r}": x for p, x in papers.items()},
    }.items():
        if not readable(colour):
            raise CodebookError(f"{name} is {colour!r}; write it as #rrggbb, such as #0072B2")
    frames = [
        pd.DataFrame(
            {"code": list(colours), "colour": list(colours.values()), "paper": paper, "contrast": contrast(list(colours.values()), ground)}
        )
        for paper, ground in papers.items()
    ]
    table = pd.concat(frames).sort_index(kind="stable").reset_index(drop=True)
    table = table.astype({"code": "str", "colour": "str", "paper": "str", "contrast": "float64"})
    table = table.assign(enough=table["contrast"] >= least)
    table.attrs = {"least": least, "papers": dict(papers), "formula": "WCAG 2.2"}
    return table
