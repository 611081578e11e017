"""What the codebook widget is shown, as plain values that JSON knows. It reads the project and changes nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from discourse._code_tree import FIELDS
from discourse._colours import ALIKE, ENOUGH, PALETTES, PAPERS, VISIONS, as_hex, as_rgb, ciede2000, contrast, readable, seen, views
from discourse.codebook import Codebook
from discourse.errors import CodebookError
from discourse.measures import measure_colours, measure_contrast
from discourse.project import Project
from discourse.widgets.rows import plain

Row = dict[str, Any]
MOST = 200  # rows of a story, pairs of a check


def snapshot_of_codes(project: Project) -> Row:
    """Every code, retired ones too, with how often who gave it, and the memos on codes."""
    codes, memos, counted = project.codes(), project.memos(), project.counts(by="coder")
    counts: dict[str, dict[str, int]] = {}
    for code, coder, n in counted[["code", "coder", "n"]].itertuples(index=False, name=None):
        counts.setdefault(code, {})[coder] = int(n)
    shown = codes.assign(retired=_told(codes["retired"]))
    return {
        "title": project.codebook.title,
        "codes": plain(shown, ("id", "code", *FIELDS, "retired", "merged_into")),
        "counts": counts,
        "memos": plain(memos[memos["about"] == "code"], ("target", "text", "coder", "created_at")),
        "palettes": [{"name": name, "source": source, "colours": list(colours)} for name, (source, colours) in PALETTES.items()],
    }


def story_of(project: Project, code: str) -> Row:
    """What was done to a code, the newest first, and the versions of its definition, the newest first."""
    history, drift = project.history(code, about="code"), project.drift(code)
    told = history.assign(time=_told(history["time"])).iloc[::-1]
    versions = drift.assign(since=_told(drift["since"]), until=_told(drift["until"])).iloc[::-1]
    names = (
        "version",
        "since",
        "until",
        "by",
        "changed",
        "path",
        "codings",
        "standing",
        "coders",
        "utterances",
        "mean_length",
        "new_words",
    )
    return {
        "history": plain(told.head(MOST), ("tick", "time", "coder", "verb", "place", "field", "before", "after")),
        "rows": len(history),
        "versions": plain(versions, (*names, "definition", "brief", "examples")),
    }


def check_of(book: Codebook) -> Row:
    """Which colours look alike to whom, which stand out too little, and how each looks to whom."""
    frame = book.frame
    sound = [readable(colour) for colour in frame["colour"]]
    fit = book if all(sound) else _without_odd(frame, sound)
    pairs = measure_colours(fit)
    alike = pairs[pairs["alike"]]
    faint = measure_contrast(fit).query("not enough")
    rgb = as_rgb(list(fit.colours.values()))
    return {
        "below": ALIKE, "least": ENOUGH, "visions": list(VISIONS),
        "alike": plain(alike.head(MOST).round(1), ("code", "other", "vision", "distance")),
        "pairs": len(alike.drop_duplicates(["code", "other"])), "of": len(fit) * (len(fit) - 1) // 2,
        "nearest": {vision: round(float(of.min()), 1) for vision, of in pairs.groupby("vision", sort=False)["distance"]},
        "faint": plain(faint.round(1), ("code", "paper", "contrast")),
        "seen": {vision: dict(zip(fit.paths, as_hex(seen(rgb, vision)), strict=True)) for vision in VISIONS},
        "unreadable": list(frame["code"][~pd.Series(sound, index=frame.index, dtype="bool")]),
    }  # fmt: skip


def trial_of(book: Codebook, code: str, colour: str) -> Row:
    """How a colour would look, and which codes it would be too like."""
    if not readable(colour):
        raise CodebookError(f"{colour!r} is no colour; write it as #rrggbb, such as #0072B2")
    others = {c: x for c, x in book.colours.items() if c != code and readable(x)}
    near: list[Row] = []
    if others:
        between = ciede2000(views(list(others.values())), views([colour]))
        for v, n in zip(*np.nonzero(between < ALIKE), strict=True):
            near.append({"other": list(others)[n], "vision": list(VISIONS)[v], "distance": round(float(between[v, n]), 1)})
    rgb = as_rgb([colour])
    return {
        "near": sorted(near, key=lambda row: row["distance"]),
        "contrast": {paper: round(float(contrast([colour], ground)[0]), 1) for paper, ground in PAPERS.items()}, "least": ENOUGH,
        "seen": {vision: as_hex(seen(rgb, vision))[0] for vision in VISIONS},
    }  # fmt: skip


def _without_odd(frame: pd.DataFrame, sound: list[bool]) -> Codebook:
    """The codebook with grey in the place of what is no colour: so it is drawn, too."""
    return Codebook(frame.assign(colour=[c if good else "#6B7280" for c, good in zip(frame["colour"], sound, strict=True)]))


def _told(times: pd.Series) -> pd.Series:
    return pd.Series([None if pd.isna(t) else t.isoformat() for t in times], index=times.index, dtype="object")
