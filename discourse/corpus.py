"""Corpus: what was said, by whom, in answer to what. A frozen value: each change gives a new one back; it stores nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import pyarrow as pa

from discourse.errors import FrameError, UnknownUtterance, known
from discourse.frames import UTTERANCES, as_text, check_codings, check_utterances, empty_codings


class Corpus:
    """Utterances with their participants, and the codings that came with the source, if any.

    Parameters
    ----------
    utterances
        A DataFrame with at least ``text``; see `discourse.frames.check_utterances` for what is filled in. Columns:
        ``id thread reply_to kind participant time text`` and any further ones.
    participants
        One row a participant: ``participant`` and any attributes. Found from the utterances where it is not given.
    codings
        ``utterance start end code coder …``; offsets are code points, the end is exclusive.
    left_out
        What a loader set aside: ``where what text why``.
    attrs
        Anything worth remembering; ``provenance`` is a list with one record a source.

    >>> corpus = Corpus(pd.DataFrame({"text": ["Who owns it?", "We do."], "participant": ["Ana", "Ben"], "reply_to": [None, "1"]}))
    >>> corpus
    Corpus: 2 utterances, 2 participants, 1 thread
    >>> corpus.where(participant="Ben").text("2")
    'We do.'
    """

    __slots__ = ("_codings", "_left_out", "_participants", "_utterances", "attrs")

    def __init__(
        self,
        utterances: pd.DataFrame,
        participants: pd.DataFrame | None = None,
        codings: pd.DataFrame | None = None,
        *,
        left_out: pd.DataFrame | None = None,
        attrs: Mapping[str, Any] | None = None,
    ) -> None:
        said = check_utterances(utterances)
        self._utterances = said
        self._participants = _participants(said, participants)
        self._codings = empty_codings() if codings is None else check_codings(codings, said)
        self._left_out = LEFT_OUT.copy() if left_out is None else left_out.reset_index(drop=True)
        self.attrs: dict[str, Any] = dict(attrs or {})
        if isinstance(self.attrs.get("provenance"), Mapping):
            self.attrs["provenance"] = [self.attrs["provenance"]]

    @property
    def utterances(self) -> pd.DataFrame:
        """``id thread reply_to kind participant time text`` and further columns, in reading order."""
        return self._utterances.copy()

    @property
    def participants(self) -> pd.DataFrame:
        """``participant`` and attributes, one row each, in order of appearance; the unnamed have no row."""
        return self._participants.copy()

    @property
    def codings(self) -> pd.DataFrame:
        """Codings that came with the source."""
        return self._codings.copy()

    @property
    def left_out(self) -> pd.DataFrame:
        """``where what text why``: what the loader set aside, such as navigation; ``where`` counts lines from 1."""
        return self._left_out.copy()

    @property
    def threads(self) -> list[str]:
        """The thread ids, in reading order."""
        return list(self._utterances["thread"].drop_duplicates())

    def text(self, utterance: str) -> str:
        """The text of one utterance; raises UnknownUtterance."""
        found = self._utterances["text"][self._utterances["id"] == utterance]
        if found.empty:
            raise UnknownUtterance(f"no utterance {utterance!r}; {known(str(utterance), self._utterances['id'], 'the corpus has', 5)}")
        return str(found.iloc[0])

    def where(self, choose: Callable[[pd.DataFrame], pd.Series] | pd.Series | None = None, **equals: Any) -> Corpus:
        """The utterances for which all of this holds, with their codings, as a new corpus.

        ``choose`` is a boolean Series or a function of the utterances frame that gives one; each keyword names a column
        and gives the value, or a list of values, that it must have.

        >>> corpus = Corpus(pd.DataFrame({"text": ["a", "b"], "kind": ["post", "comment"]}))
        >>> len(corpus.where(kind=["comment", "reply"]))
        1
        """
        keep = pd.Series(True, index=self._utterances.index)
        if choose is not None:
            keep &= choose(self.utterances) if callable(choose) else choose
        for column, value in equals.items():
            if column not in self._utterances:
                raise FrameError(f"no column {column!r}; {known(column, map(str, self._utterances.columns), 'the corpus has')}")
            several = isinstance(value, (list, tuple, set, frozenset, pd.Series, pd.Index))
            keep &= self._utterances[column].isin(list(value) if several else [value])
        said = self._utterances[keep]
        return Corpus(
            said,
            self._participants[self._participants["participant"].isin(said["participant"])],
            self._codings[self._codings["utterance"].isin(said["id"])],
            left_out=self._left_out,
            attrs=self.attrs,
        )

    def rename_participant(self, old: str, new: str) -> Corpus:
        """The corpus with one participant's name changed everywhere; an existing ``new`` makes the two one.

        >>> Corpus(pd.DataFrame({"text": ["Hi"], "participant": ["Helen"]})).rename_participant("Helen", "Helen Crump")
        Corpus: 1 utterance, 1 participant, 1 thread
        """
        names = self._participants["participant"]
        if old not in set(names):
            raise FrameError(f"no participant {old!r}; {known(old, names, 'the corpus has')}")
        if not new or not new.strip():
            raise FrameError(f"participant {old!r}: the new name is empty")
        said, people = self.utterances, self.participants
        said["participant"] = said["participant"].replace({old: new})
        people["participant"] = people["participant"].replace({old: new})
        people = people.drop_duplicates("participant")
        return Corpus(said, people, self._codings, left_out=self._left_out, attrs=self.attrs)

    def assign(self, participants: Mapping[str, str | None]) -> Corpus:
        """The corpus with the participants of these utterances corrected by hand: ``{utterance: participant}``.

        Where the corpus has the column ``named_by``, these utterances get "assigned" there ("unknown" for None).

        >>> Corpus(pd.DataFrame({"text": ["Hi"]})).assign({"1": "Paul"}).participants["participant"].tolist()
        ['Paul']
        """
        said = self.utterances
        place = {u: n for n, u in enumerate(said["id"])}
        for utterance, participant in participants.items():
            if utterance not in place:
                raise UnknownUtterance(f"no utterance {utterance!r}; {known(str(utterance), place, 'the corpus has', 5)}")
            said.loc[place[utterance], "participant"] = participant
            if "named_by" in said:
                said.loc[place[utterance], "named_by"] = "unknown" if participant is None else "assigned"
        people = self._participants[self._participants["participant"].isin(said["participant"])]
        return Corpus(said, people, self._codings, left_out=self._left_out, attrs=self.attrs)

    def equals(self, other: Corpus) -> bool:
        """Whether utterances, participants and codings are the same, row by row."""
        pairs = ((self._utterances, other._utterances), (self._participants, other._participants), (self._codings, other._codings))
        return all(a.equals(b) for a, b in pairs)

    def __add__(self, other: Corpus) -> Corpus:
        if not isinstance(other, Corpus):
            return NotImplemented
        mine, theirs = self._utterances, other._utterances
        if (shared := mine["id"][mine["id"].isin(theirs["id"])]).size:
            raise FrameError(
                f"both corpora have an utterance {shared.iloc[0]!r} ({len(shared)} in common); "
                "give one of them another thread name when reading it: dc.read(path, thread='…')"
            )
        zones = {isinstance(f["time"].dtype, pd.DatetimeTZDtype) for f in (mine, theirs) if f["time"].notna().any()}
        if len(zones) > 1:
            raise FrameError("one corpus has times with a zone, the other without: make them alike with .dt.tz_localize first")
        if zones == {True}:
            mine, theirs = (f.assign(time=pd.to_datetime(f["time"], utc=True)) for f in (mine, theirs))
        return Corpus(
            _stack(mine, theirs),
            _stack(self._participants, other._participants).drop_duplicates("participant"),
            _stack(self._codings, other._codings),
            left_out=_stack(self._left_out, other._left_out),
            attrs=_both(self.attrs, other.attrs),
        )

    def __len__(self) -> int:
        return len(self._utterances)

    def __iter__(self) -> Iterator[Any]:
        """Named tuples of the utterances, in reading order."""
        return iter(self._utterances.itertuples(index=False, name="Utterance"))

    def __repr__(self) -> str:
        parts = [
            plural(len(self), "utterance"),
            plural(len(self._participants), "participant"),
            plural(self._utterances["thread"].nunique(), "thread"),
        ]
        if len(self._codings):
            parts.append(plural(len(self._codings), "coding"))
        return "Corpus: " + ", ".join(parts)

    def _repr_html_(self) -> str:
        head = self._utterances[[c for c in ("id", "kind", "reply_to", "participant", "named_by", "text") if c in self._utterances]].head(
            12
        )
        rows = "".join(
            "<tr>" + "".join(f"<td style='text-align:left'>{escape(_short(v))}</td>" for v in row) + "</tr>"
            for row in head.itertuples(index=False, name=None)
        )
        more = f"<p>… and {len(self) - len(head)} more</p>" if len(self) > len(head) else ""
        names = "".join(f"<th style='text-align:left'>{escape(str(c))}</th>" for c in head.columns)
        return f"<p><b>{escape(repr(self))}</b></p><table><tr>{names}</tr>{rows}</table>{more}"


def as_utterances(corpus: object) -> pd.DataFrame:
    """The utterances of a corpus, or of texts, which are then named "1", "2", …; raises FrameError for anything else."""
    if isinstance(corpus, Corpus):
        return corpus.utterances
    if isinstance(corpus, str):
        return check_utterances(pd.DataFrame({"text": [corpus]}))
    if isinstance(corpus, (list, tuple, pd.Series)):
        return check_utterances(pd.DataFrame({"text": _column(list(corpus))}))
    raise FrameError(f"expected a Corpus, or a list or Series of texts, got {type(corpus).__name__}; dc.read(path) makes a Corpus")


LEFT_OUT = pd.DataFrame(
    {"where": pd.Series(dtype="int64"), "what": pd.Series(dtype="str"), "text": pd.Series(dtype="str"), "why": pd.Series(dtype="str")}
)


def plural(n: int, noun: str) -> str:
    """``plural(2, "thread")`` is "2 threads"."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def _column(texts: list[object]) -> pd.Series:
    """Texts as a column of strings at once; what Arrow does not take is left to the check that names the row."""
    try:
        return pd.Series(pd.array(pa.array(texts, pa.large_string()), dtype="str"))
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):
        return pd.Series(texts, dtype="object")


def _participants(said: pd.DataFrame, given: pd.DataFrame | None) -> pd.DataFrame:
    found = pd.DataFrame({"participant": said["participant"].dropna().drop_duplicates().reset_index(drop=True)}).astype("str")
    if given is None:
        return found
    if "participant" not in given:
        raise FrameError(f"participants: no column 'participant'; {known('participant', map(str, given.columns), 'the table has')}")
    given = given.assign(participant=as_text(given["participant"], "participants")).reset_index(drop=True)
    if (doubled := given["participant"][given["participant"].duplicated()]).size:
        raise FrameError(f"participants: {doubled.iloc[0]!r} has two rows; give each participant one")
    missing = found[~found["participant"].isin(given["participant"])]
    return pd.concat([given, missing], ignore_index=True) if len(missing) else given


def _both(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    sources = [*mine.get("provenance", []), *theirs.get("provenance", [])]
    return {**mine, **theirs} | ({"provenance": sources} if sources else {})


def _stack(*frames: pd.DataFrame) -> pd.DataFrame:
    filled = [f for f in frames if len(f)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]


def _short(value: Any, most: int = 90) -> str:
    text = "" if value is None or value is pd.NA or value != value else str(value)
    return text if len(text) <= most else text[: most - 1] + "…"


__all__: Sequence[str] = ("LEFT_OUT", "UTTERANCES", "Corpus", "as_utterances", "plural")
