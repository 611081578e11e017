"""Colours as people see them, with and without colour blindness, and how far apart two of them are. It knows no codebook.

Simulation: Machado, Oliveira and Fernandes (2009), IEEE Transactions on Visualization and Computer Graphics 15(6), 1291-1298, at full
severity, on linear sRGB. Distance: CIEDE2000 (CIE 142-2001) as in Sharma, Wu and Dalal (2005), Color Research and Application 30(1),
21-30. Contrast: WCAG 2.2. About 8 % of men and 0.5 % of women see two hues as one, most of them red and green.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

ALIKE = 10.0
"""CIEDE2000 below which two colours are called alike; the nearest pair of Okabe and Ito's own palette lies a little above it."""
ENOUGH = 3.0
"""The contrast that WCAG 2.2 (1.4.11) asks of what is no text."""
PAPERS = {"light": "#ffffff", "dark": "#111111"}
VISIONS: Mapping[str, Floats] = {
    "normal": np.eye(3),
    "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]),
    "tritanopia": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
}
#: name -> (where it comes from, its colours)
PALETTES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Okabe–Ito": (
        "Okabe and Ito (2008), Color Universal Design; without black",
        ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"),
    ),
    "Petroff": (
        "Petroff (2021), Accessible color sequences for data visualization, arXiv:2107.02270; ten colours",
        ("#3F90DA", "#FFA90E", "#BD1F01", "#94A4A2", "#832DB6", "#A96B59", "#E76300", "#B9AC70", "#717581", "#92DADD"),
    ),
    "Tol": (
        "Tol (2021), Colour schemes, SRON/EPS/TN/09-002, issue 3.2; “muted”",
        ("#CC6677", "#332288", "#DDCC77", "#117733", "#88CCEE", "#882255", "#44AA99", "#999933", "#AA4499"),
    ),
}
_TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]])
_WHITE = np.array([0.95047, 1.0, 1.08883])  # D65


def readable(colour: str) -> bool:
    """Whether a colour is written as #rrggbb or #rgb."""
    return re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", colour) is not None


def as_rgb(colours: Sequence[str]) -> Floats:
    """One row of red, green and blue from 0 to 1 for each colour."""
    full = [c if len(c) == 7 else "#" + "".join(2 * x for x in c[1:]) for c in colours]
    return np.array([[int(c[n : n + 2], 16) / 255 for n in (1, 3, 5)] for c in full], dtype=np.float64).reshape(-1, 3)


def as_hex(rgb: Floats) -> list[str]:
    return ["#" + "".join(f"{round(float(x) * 255):02X}" for x in row) for row in rgb]


def seen(rgb: Floats, vision: str) -> Floats:
    """The colours as somebody with this vision sees them.

    >>> as_hex(seen(as_rgb(["#D55E00", "#009E73"]), "protanopia"))
    ['#817100', '#9A9271']
    """
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    simulated = np.clip(linear @ VISIONS[vision].T, 0, 1)
    shown: Floats = np.where(simulated <= 0.0031308, simulated * 12.92, 1.055 * simulated ** (1 / 2.4) - 0.055)
    return shown


def lab(rgb: Floats) -> Floats:
    """CIE 1976 L*a*b* under D65."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    xyz = linear @ _TO_XYZ.T / _WHITE
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], axis=-1)


def ciede2000(one: Floats, other: Floats) -> Floats:
    """The difference of two colours in L*a*b*, with all weights 1; the arrays are broadcast.

    >>> float(ciede2000(np.array([50, 2.6772, -79.7751]), np.array([50, 0, -82.7485])).round(4))  # Sharma et al. 2005, pair 1
    2.0425
    """
    (l1, a1, b1), (l2, a2, b2) = np.moveaxis(one, -1, 0), np.moveaxis(other, -1, 0)
    c7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 1.5 - 0.5 * np.sqrt(c7 / (c7 + 25.0**7))
    c1, c2 = np.hypot(a1 * g, b1), np.hypot(a2 * g, b2)
    h1, h2 = np.degrees(np.arctan2(b1, a1 * g)) % 360, np.degrees(np.arctan2(b2, a2 * g)) % 360
    grey = c1 * c2 == 0
    turn = h2 - h1
    turn = np.where(grey, 0, turn - 360 * (turn > 180) + 360 * (turn < -180))
    far = np.abs(h1 - h2) > 180
    total = h1 + h2
    mean_h = np.where(grey, total, np.where(far, np.where(total < 360, total + 360, total - 360), total) / 2)
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * np.cos(np.radians(mean_h - 30))
        + 0.24 * np.cos(np.radians(2 * mean_h))
        + 0.32 * np.cos(np.radians(3 * mean_h + 6))
        - 0.20 * np.cos(np.radians(4 * mean_h - 63))
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / np.sqrt(20 + (mean_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    rotation = -2 * np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7)) * np.sin(np.radians(60 * np.exp(-(((mean_h - 275) / 25) ** 2))))
    by_l, by_c = (l2 - l1) / s_l, (c2 - c1) / s_c
    by_h = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2)) / s_h
    found: Floats = np.sqrt(np.maximum(by_l**2 + by_c**2 + by_h**2 + rotation * by_c * by_h, 0))
    return found


def views(colours: Sequence[str]) -> Floats:
    """The colours in L*a*b*, as each of `VISIONS` sees them: an array of visions, colours, and three numbers."""
    rgb = as_rgb(colours)
    return np.stack([lab(seen(rgb, vision)) for vision in VISIONS])


def contrast(colours: Sequence[str], paper: str) -> Floats:
    """The contrast of each colour on a paper, from 1 to 21.

    >>> contrast(["#000000", "#777777"], "#ffffff").round(2).tolist()
    [21.0, 4.48]
    """
    light, ground = _luminance(as_rgb(colours)), _luminance(as_rgb([paper]))[0]
    found: Floats = (np.maximum(light, ground) + 0.05) / (np.minimum(light, ground) + 0.05)
    return found


def nearest(colours: Sequence[str]) -> float:
    """How far apart the nearest pair of colours is to the eyes to which it is nearest; infinite where there are not two."""
    looks = views(colours)
    n = len(colours)
    if n < 2:
        return float("inf")
    between = ciede2000(looks[:, :, None], looks[:, None, :])
    return float(between[:, ~np.eye(n, dtype=bool)].min())


def distinct(colours: Sequence[str]) -> list[str]:
    """As many colours as these, to be told apart by as many people as possible, each with `ENOUGH` contrast on both papers.

    A colour that is readable and far enough from all before it is kept. Where that does not set all of them far enough apart, all are
    chosen anew, if that is better. Each new one is that of some 1,300 whose nearest neighbour lies farthest away.
    """
    sound = [readable(c) and min(contrast([c], paper)[0] for paper in PAPERS.values()) >= ENOUGH for c in colours]
    ways = [list(colours)] if all(sound) else []
    ways += [_spread(list(colours), sound, keep) for keep in (True, False)]
    return next((way for way in ways if nearest(way) >= ALIKE), max(ways, key=nearest))


def _spread(colours: list[str], sound: Sequence[bool], keep: bool) -> list[str]:
    grid = _candidates()
    looks = views(grid)
    room = np.full(len(grid), np.inf)  # how far each candidate is from the nearest colour that is taken
    taken: dict[int, str] = {}

    def take(n: int, colour: str) -> None:
        nonlocal room
        taken[n] = colour
        room = np.minimum(room, ciede2000(looks, views([colour])).min(axis=0))

    if keep:
        for n, colour in enumerate(colours):
            if sound[n] and (not taken or ciede2000(views(list(taken.values())), views([colour])).min() >= ALIKE):
                take(n, colour)
    for n in range(len(colours)):
        if n not in taken:
            take(n, "#0066BB" if not taken else grid[int(room.argmax())])
    return [taken[n] for n in range(len(colours))]


def _candidates() -> list[str]:
    steps = np.arange(0, 256, 17) / 255
    grid = as_hex(np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3))
    enough = np.all([contrast(grid, paper) >= ENOUGH for paper in PAPERS.values()], axis=0)
    return [colour for colour, good in zip(grid, enough, strict=True) if good]


def _luminance(rgb: Floats) -> Any:
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ _TO_XYZ[1]
