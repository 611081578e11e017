"""Ids that are unique and replies without circles, whatever the table says. It moves no row and drops none."""

from __future__ import annotations

import pandas as pd

_NOTHING = frozenset(("0", "-1", "null", "none", "nan", "na", "n/a", "root", "nil"))


def tidy_ids(said: pd.DataFrame, where: str, rows: list[tuple[int, str, str, str]], *, prefix: str | None) -> dict[str, int]:
    """Put unique ids into the column ``id``: as given, numbered where there is none, "#2" behind one that stood before."""
    if "id" not in said:
        number = said.groupby(said["thread"].fillna(where), sort=False).cumcount() + 1
        said["id"] = said["thread"].fillna(where) + "/" + number.astype("str")
        return {}
    given = said["id"].str.strip()
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
    before = f"{prefix}/" if prefix else ""
    ids = set(said["id"])
    said["reply_to"] = [
        None if not above or (before + above not in ids and above.lower() in _NOTHING) else before + above for above in given
    ]
    above = {one: up for one, up in zip(said["id"], said["reply_to"], strict=True) if up in ids}
    cut = _circles(list(said["id"]), above)
    for row, one in zip(said.index, said["id"], strict=True):
        if one in cut:
            rows.append((int(row), "reply_to", given[row], "leads back to this very utterance; the link was cut"))
    said["reply_to"] = [None if one in cut else up for one, up in zip(said["id"], said["reply_to"], strict=True)]
    orphans = sum(isinstance(up, str) and up not in ids for up in said["reply_to"])
    return {"orphans": orphans, "circles": len(cut)}


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
