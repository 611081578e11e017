"""Ids that are unique and replies without circles, whatever the table says. It moves no row and drops none."""

from __future__ import annotations

import numpy as np
import pandas as pd

_NOTHING = frozenset(("0", "-1", "null", "none", "nan", "na", "n/a", "root", "nil"))


def tidy_ids(said: pd.DataFrame, where: str, rows: list[tuple[int, str, str, str]], *, prefix: str | None) -> dict[str, int]:
    """Put unique ids into the column ``id``: as given, numbered where there is none, "#2" behind one that stood before."""
    if "id" not in said:
        number = said.groupby(said["thread"].fillna(where), sort=False).cumcount() + 1
        said["id"] = said["thread"].fillna(where) + "/" + number.astype("str")
        return {}
    given = said["id"].str.strip()
    if given.is_unique and not (given == "").any():
        if prefix:
            said["id_given"] = said["id"]
        said["id"] = f"{prefix}/" + given if prefix else given
        return {"doubled_ids": 0, "empty_ids": 0}
    taken, empty, doubled = set(given), 0, 0
    ids: list[str] = []
    seen: set[str] = set()
    for row, one in given.items():
        own = one or f"{where}/row-{row}"
        if not one:
            empty += 1
            rows.append((int(str(row)), "id", "", f"is empty; called {own!r}"))
        k = 2
        while own in seen or (k > 2 and own in taken):
            own, k = f"{one}#{k}", k + 1
        if own != one and one:
            doubled += 1
            rows.append((int(str(row)), "id", one, f"stood in an earlier row; called {own!r} here, replies to {one!r} go to the first"))
        seen.add(own)
        ids.append(own)
    if prefix:
        said["id_given"] = said["id"]
        ids = [f"{prefix}/{own}" for own in ids]
    said["id"] = ids
    return {"doubled_ids": doubled, "empty_ids": empty}


def tidy_replies(said: pd.DataFrame, rows: list[tuple[int, str, str, str]], *, prefix: str | None) -> dict[str, int]:
    """Put into ``reply_to`` the id that is answered, or nothing; cut circles at the first row of each."""
    if "reply_to" not in said:
        said["reply_to"] = None
        return {}
    given = said["reply_to"].str.strip()
    full = f"{prefix}/" + given if prefix else given
    above = pd.Index(said["id"]).get_indexer(pd.Index(full))  # the place of what is answered, -1 where it is not there
    nothing = ((given == "") | ((above < 0) & given.str.lower().isin(_NOTHING))).to_numpy()
    above[nothing] = -1
    cut: set[str] = set()
    if (above >= np.arange(len(above))).any():  # only who answers something further down can close a circle
        ids = said["id"].tolist()
        cut = _circles(ids, {one: ids[up] for one, up in zip(ids, above.tolist(), strict=True) if up >= 0})
    if cut:
        closing = said["id"].isin(cut).to_numpy()
        where = "leads back to this very utterance; the link was cut"
        rows += [(int(str(row)), "reply_to", text, where) for row, text in given[closing].items()]
        nothing = nothing | closing
    said["reply_to"] = full.where(~nothing, None)
    return {"orphans": int(((above < 0) & ~nothing).sum()), "circles": len(cut)}


def _circles(ids: list[str], above: dict[str, str]) -> set[str]:
    """The ids whose link closes a circle: of each circle, the one that comes first."""
    done: set[str] = set()
    cut: set[str] = set()
    rank = {one: n for n, one in enumerate(ids)}
    for start in ids:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path[at] = None
            at = above.get(at)
        if at is not None and at in path:
            way = list(path)
            cut.add(min(way[way.index(at) :], key=rank.__getitem__))
        done.update(path)
    return cut
