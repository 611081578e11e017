"""How far the colours of a codebook lie apart, to people with and without colour blindness. It changes none of them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from discourse._colours import ALIKE, VISIONS, ciede2000, readable, views
from discourse.codebook import Codebook
from discourse.errors import CodebookError, FrameError


def measure_colours(codebook: Codebook, *, below: float = ALIKE) -> pd.DataFrame:
    """How far apart the colours of each pair of codes are, to full colour vision and to three kinds of colour blindness.

    Colour alone never tells many codes apart: of seventeen, the best choice leaves pairs at about 7 for somebody. Names and lanes do.
    `Codebook.with_colours` chooses colours that are further apart.

    Parameters
    ----------
    codebook
        Whose colours.
    below
        The distance under which two colours count as ``alike``. The nearest pair of the palette of Okabe and Ito, which is the field's
        standard for at most eight categories, lies at 10.9.

    Returns
    -------
    ``code other vision distance alike``, a row for each pair and vision, the nearest pair first

    vision
        normal, protanopia, deuteranopia (each blind to red against green) or tritanopia (blue against yellow), simulated at full
        severity after Machado, Oliveira and Fernandes (2009).
    distance
        CIEDE2000, after Sharma, Wu and Dalal (2005). About 1 is just noticeable side by side; 100 is black against white.

    ``attrs`` tells ``below``, the formula and the simulation. Raises CodebookError for a colour that is not written as #rrggbb,
    FrameError for what is no codebook.

    >>> book = Codebook.from_yaml("codes: {trust: {colour: '#D55E00'}, doubt: {colour: '#009E73'}}")
    >>> measure_colours(book).round(1).values.tolist()[0]
    ['trust', 'doubt', 'protanopia', 18.2, False]
    """
    if not isinstance(codebook, Codebook):
        raise FrameError(f"measure_colours takes a Codebook, such as study.codebook; found {type(codebook).__name__}")
    colours = codebook.colours
    if odd := [code for code, colour in colours.items() if not readable(colour)]:
        raise CodebookError(f"the colour of {odd[0]!r} is {colours[odd[0]]!r}; write it as #rrggbb, such as #0072B2")
    codes = list(colours)
    pairs = np.array(list(combinations(range(len(codes)), 2)), dtype=np.intp).reshape(-1, 2)
    looks = views(list(colours.values()))
    frames = [
        pd.DataFrame({
            "code": [codes[n] for n in pairs[:, 0]], "other": [codes[n] for n in pairs[:, 1]], "vision": vision,
            "distance": ciede2000(looks[v, pairs[:, 0]], looks[v, pairs[:, 1]]),
        })
        for v, vision in enumerate(VISIONS)
    ]  # fmt: skip
    table = pd.concat(frames, ignore_index=True).astype({"code": "str", "other": "str", "vision": "str", "distance": "float64"})
    table = table.sort_values("distance", kind="stable", ignore_index=True)
    table = table.assign(alike=table["distance"] < below)
    table.attrs = {"below": below, "formula": "CIEDE2000", "simulation": "Machado, Oliveira and Fernandes (2009), severity 1"}
    return table
