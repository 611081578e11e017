"""Which utterances fit what a reader asked for: by state, by code, by participant, by words. It reads the project and changes nothing.

A filter is ``{"kind": …, "value": …}``. Of one kind, several codes or several participants widen each other ("either"); everything
else narrows: states, words, and one kind after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from discourse.errors import FrameError, known
from discourse.project import Project
from discourse.widgets._wire import Args, listed, word

STATES = ("uncoded", "mine", "suggested", "unread")
KINDS = ("state", "code", "participant", "words")
Filter = tuple[str, str]


def filters_of(args: Args) -> list[Filter]:
    """The ``filters`` of a message, checked."""
    found = [(word(f, "kind"), word(f, "value")) for f in listed(args, "filters") if isinstance(f, Mapping)]
    for kind, value in found:
        if kind not in KINDS:
            raise FrameError(f"there is no filter by {kind!r}; {known(kind, KINDS, 'there are')}")
        if kind == "state" and value not in STATES:
            raise FrameError(f"no utterance can be {value!r}; {known(value, STATES, 'there are')}")
    return found


def fitting(project: Project, said: pd.DataFrame, filters: Sequence[Filter], coders: Iterable[str] | None) -> pd.Series:
    """True for each utterance that fits all filters.

    "uncoded" is without a coding of one's own, "mine" with one, "suggested" with an open suggestion, "unread" neither coded nor marked
    as read. Codes count with those below them, and where one of ``coders`` (None: anybody) has given them. Words are looked for in
    the text, whatever their case. Whoever only reads has no codings of their own: then everybody's count.
    """
    fits = pd.Series(True, index=said.index)
    given = project.counts(by=["utterance", "coder"])
    mine = set(given["utterance"] if project.coder is None else given.loc[given["coder"] == project.coder, "utterance"])
    states, codes, people, words = ([value for kind, value in filters if kind == asked] for asked in KINDS)
    for state in states:
        fits &= _in_state(project, said, state, mine)
    if codes:
        shown = given if coders is None else given[given["coder"].isin(list(coders))]
        if "mine" in states and project.coder is not None:
            shown = shown[shown["coder"] == project.coder]
        under = [shown["code"].eq(code) | shown["code"].str.startswith(f"{code}/") for code in codes]
        fits &= said["id"].isin(set(shown.loc[pd.concat(under, axis=1).any(axis=1), "utterance"]))
    if people:
        fits &= said["participant"].isin(people)
    for part in words:
        fits &= said["text"].str.casefold().str.contains(part.casefold(), regex=False)
    return fits


def _in_state(project: Project, said: pd.DataFrame, state: str, mine: set[Any]) -> pd.Series:
    if state == "suggested":
        return said["id"].isin(set(project.suggestions()["utterance"]))
    own = said["id"].isin(mine)
    if state == "mine":
        return own
    if state == "uncoded":
        return ~own
    return ~own & ~said["id"].isin(set(project.readings(coder=project.coder).query("how == 'read'")["utterance"]))
