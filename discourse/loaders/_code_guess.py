"""Which columns of a table hold codes, guessed from headers and values; a guess is always shown. It makes no codings."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

BINARY = {"0": 0, "1": 1, "0.0": 0, "1.0": 1, "false": 0, "true": 1, "no": 0, "yes": 1, "n": 0, "y": 1, "nein": 0, "ja": 1, "x": 1, "": 0}
#: Columns of 0 and 1 that say something of a person or of the page, and no codes.
_NO_CODES = re.compile(
    r"(?:is|in|has|was|can)[_ .-].*|(?:.*[_ .-])?(?:deleted|removed|edited|approved|pinned|verified|hidden|spam|sticky|stickied|locked|"
    r"archived|read|seen|sex|gender|female|male|adult|admin|moderator|official|favou?rite[ds]?|gilded|nsfw|over_18|truncated|retweeted|"
    r"depth|level|score|scores|likes|votes|ups|downs|replies|reply|count|number|order|index|row|id|flag|named_by|kind|status|consent)",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"(?:.*[_ .-])?(?:code|codes|label|labels|tag|emotion|emotions|theme|themes|coding|codings|annotation|stance|sentiment|"
    r"dialog(?:ue)?[_ ]?act|speech[_ ]?act|da[_ ]?tag|act[_ ]?tag|kode|codes?_?name)",
    re.IGNORECASE,
)
_CODER = ("coder", "rater", "annotator", "rater_id", "coder_id", "annotator_id", "coder_name", "judge", "kodierer", "worker_id", "workerid")
_WIDE = re.compile(r"(?:coder|rater|annotator|judge)[_ .-]?(?:\d+|[A-Z]|[_ .-]\w+)", re.IGNORECASE)
_START = ("start", "begin", "start_offset", "char_start", "offset_start", "start_char", "selstart", "pos0", "begin_offset")
_END = ("end", "stop", "end_offset", "char_end", "offset_end", "end_char", "selend", "pos1")
_QUOTE = ("quote", "passage", "selection", "segment", "seltext", "coded_text", "highlight", "span", "span_text", "quotation")


def guess(further: pd.DataFrame, said: pd.DataFrame) -> dict[str, Any]:
    """What `_codes.Plan` holds, as far as headers and values show it; empty where nothing looks like codes."""
    headers = [str(c) for c in further.columns]
    plain = {re.sub(r"[\W]+", "_", h).strip("_").casefold(): h for h in headers}
    coder = next((plain[name] for name in _CODER if name in plain), None)
    start = next((plain[name] for name in _START if name in plain and _whole(further[plain[name]])), None)
    end = next((plain[name] for name in _END if name in plain and _whole(further[plain[name]])), None)
    labels = [h for h in headers if _LABELS.fullmatch(h) and h != coder and _repeats(further[h])]
    wide = [h for h in headers if _WIDE.fullmatch(h) and h != coder and _repeats(further[h])]
    ones = [h for h in headers if not _NO_CODES.fullmatch(h) and h not in labels and h not in wide and is_binary(further[h])]
    ones = [h for h in ones if _varies(further[h], said["participant"])]
    if len(ones) < 2:  # one column of 0 and 1 may be anything
        ones = []
    if len(wide) > 1:
        return {"columns": [h for h in labels if h not in wide], "coders": {h: h for h in wide}}
    found: dict[str, Any] = {"columns": ones + labels}
    if found["columns"] and coder:
        found["coder"] = coder
    if labels and start and end:
        found |= {"start": start, "end": end, "quote": next((plain[name] for name in _QUOTE if name in plain), None)}
    return found


def is_binary(values: pd.Series) -> bool:
    """Whether a column says yes or no and nothing else, and yes at least once.

    >>> is_binary(pd.Series(["0", "1", ""])), is_binary(pd.Series(["0", "2"])), is_binary(pd.Series([True, False]))
    (True, False, True)
    """
    distinct = {str(v).strip().casefold() for v in values.dropna().unique()}
    return bool(distinct - {""}) and distinct <= BINARY.keys() and any(BINARY[v] for v in distinct)


def split_labels(values: pd.Series, separator: str | None) -> pd.DataFrame:
    """``row label`` for each label in the cells; commas part labels only where the parts stand alone elsewhere.

    >>> split_labels(pd.Series(["a; b", "b", ""]), None).values.tolist()
    [[0, 'a'], [0, 'b'], [1, 'b']]
    """
    filled = values[values != ""]
    if separator is None:
        alone = set(filled)
        separator = next((mark for mark in (";", "|", ",") if _parts(filled, mark, alone)), None)
    cells = filled.str.split(separator, regex=False) if separator else filled.map(lambda one: [one])
    pairs = cells.explode().str.strip()
    pairs = pairs[pairs != ""]
    return pd.DataFrame({"row": pairs.index, "label": pairs.to_numpy()})


def _parts(filled: pd.Series, mark: str, alone: set[str]) -> bool:
    with_mark = filled[filled.str.contains(mark, regex=False)]
    if with_mark.empty:
        return False
    parts = with_mark.str.split(mark, regex=False).explode().str.strip()
    share = parts.isin(alone).mean()
    return bool(share >= 0.8 if mark == "," else share >= 0.3 or parts.duplicated().any() or parts.str.len().max() <= 40)


def _whole(values: pd.Series) -> bool:
    filled = values.dropna().astype("str").str.strip()
    filled = filled[filled != ""]
    return bool(len(filled)) and bool(filled.str.fullmatch(r"\d+(?:\.0)?").all())


def _repeats(values: pd.Series) -> bool:
    """Codes come again; names, notes and identifiers rarely do."""
    filled = values.dropna().astype("str").str.strip()
    filled = filled[filled != ""]
    distinct = filled.nunique()
    return 0 < distinct <= max(3, 0.5 * len(filled)) and bool(filled.str.len().median() <= 60)


def _varies(values: pd.Series, people: pd.Series) -> bool:
    """Whether one person has yes and no: what is the same for all that somebody says is an attribute of the person."""
    named = people.notna()
    if people[named].nunique() < 2 or not people[named].duplicated().any():
        return True
    return bool((values[named].fillna("").astype("str").groupby(people[named]).nunique() > 1).any())
