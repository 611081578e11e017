"""find_similar: passages like these, by what they mean rather than by their words. It ranks for a reader and decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from tqdm import tqdm

from discourse.codebook import Codebook
from discourse.corpus import Corpus, as_utterances
from discourse.embeddings import Embedder, Vectors, centre, load_embedder, unit_rows
from discourse.errors import FrameError, known
from discourse.segments import split
from discourse.themes._as_codings import Passage, as_codings
from discourse.themes._examples import Example, read_examples
from discourse.themes._likeness import Likeness

VERSION = 1
_BATCH = 8192
Like = pd.DataFrame | Codebook | Mapping[str, str | Sequence[str]] | Sequence[str] | str


def find_similar(
    corpus: Corpus | Sequence[str] | pd.Series,
    like: Like,
    *,
    embedder: Embedder | str | Path | object | None = None,
    unit: Literal["sentence", "utterance"] = "sentence",
    most: int = 20,
    least: float = 0.3,
    language: str = "en",
    coder: str | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Find passages like the given ones, most alike for each code, and give them as codings.

    Parameters
    ----------
    corpus
        A Corpus, or texts, which are then the utterances "1", "2", ….
    like
        Like what: a codings frame (each code's passages are its examples; from this corpus, or with a ``quote`` from another),
        a Codebook (what is written about each code, and its example), ``{code: texts}``, or one or several texts, whose code
        is then "similar".
    embedder
        What `discourse.embeddings.load_embedder` takes. None is the light English one; "lsa" learns from the corpus.
    unit
        What is compared: "sentence" or "utterance".
    most
        So many passages a code, the likest.
    least
        Only passages with at least this score.
    language
        Whose sentences and function words: a code such as "en".
    coder
        The name that stands in the column ``coder``; else "similar:", the version of the method, and name and version of the embedder.
    progress
        Show a bar.

    Returns
    -------
    Codings ``utterance start end code coder quote score reason``, sorted by utterance, start, end and code; the given passages
    themselves, and what overlaps them, are left out. ``score`` is the cosine of the passage and the mean of the code's
    examples, all seen from the mean of the corpus (what all passages share makes none of them alike), and 0 for what points the
    other way. 1 is the same words; how much is enough differs between embedders, so compare scores of one search only.
    ``reason`` names the nearest example, the words that both share, and the pairs of words that are most alike.

    Raises
    ------
    FrameError for a frame, a number or a unit that cannot be used, or where there is nothing to look for; UnknownUtterance and
    OffsetError for codings that are not of this corpus; CodebookError for a codebook in which nothing is written; UnknownEmbedder,
    MissingExtra, UnknownLanguage.

    Examples
    --------
    >>> said = ["My garden, my rules 😀! Rain again.", "She sang at noon."]
    >>> found = find_similar(said, {"ownership": "Who owns the garden?"})
    >>> found[["utterance", "start", "end", "quote"]].values.tolist()
    [['1', 0, 22, 'My garden, my rules 😀!']]
    >>> found["reason"][0]
    'like “Who owns the garden?”; both say: garden'
    """
    said = as_utterances(corpus)
    _check(unit, most, least)
    examples = read_examples(like, said)
    ids, texts = said["id"].tolist(), said["text"].tolist()
    units = _units(said, unit, language)
    if units.empty:
        return as_codings((), ids, texts, coder or f"similar:{VERSION}")
    opened = load_embedder(embedder, texts=units["quote"])
    coder = coder or f"similar:{VERSION} ({opened.name})"
    rows = _encode(units["quote"].tolist(), opened, progress)
    shown = opened.encode([example.text for example in examples])
    middle = centre(rows)
    rows, shown = _seen_from(middle, rows), _seen_from(middle, shown)
    likeness = Likeness(opened, units["quote"].tolist(), language)
    found: list[Passage] = []
    for code in tqdm(dict.fromkeys(e.code for e in examples), desc=coder, disable=not progress):
        mine = [(e, shown[n]) for n, e in enumerate(examples) if e.code == code]
        found += _ranked(code, mine, units, rows, (most, least), likeness)
    return as_codings(found, ids, texts, coder)


def _check(unit: str, most: int, least: float) -> None:
    if unit not in ("sentence", "utterance"):
        raise FrameError(f"no unit {unit!r}; {known(str(unit), ('sentence', 'utterance'), 'there are')}")
    if isinstance(most, bool) or not isinstance(most, (int, np.integer)) or most < 1:
        raise FrameError(f"most={most!r}: how many passages a code is a whole number from 1")
    if not isinstance(least, (int, float)) or not 0 <= least <= 1:
        raise FrameError(f"least={least!r}: the lowest score to be given is a number from 0 to 1")


def _units(said: pd.DataFrame, unit: str, language: str) -> pd.DataFrame:
    """``row utterance start end quote``: what is compared, in reading order; texts without a visible character have none."""
    texts, ids = said["text"].tolist(), said["id"].tolist()
    spans = split(texts, unit, language=language)
    table = [(row, ids[row], start, end, texts[row][start:end]) for row, several in enumerate(spans) for start, end in several]
    frame = pd.DataFrame(table, columns=["row", "utterance", "start", "end", "quote"])
    return frame.astype({"row": "int64", "utterance": "str", "start": "int64", "end": "int64", "quote": "str"})


def _encode(texts: Sequence[str], embedder: Embedder, progress: bool) -> Vectors:
    batches = range(0, len(texts), _BATCH)
    parts = [embedder.encode(texts[n : n + _BATCH]) for n in tqdm(batches, desc=embedder.name, disable=not progress)]
    return np.concatenate(parts)


def _seen_from(middle: Vectors, rows: Vectors) -> Vectors:
    """Unit rows as they point from the middle of the corpus; of rows of zeros nothing is known, and they stay."""
    return unit_rows(np.where(rows.any(axis=1, keepdims=True), rows - middle, 0))


def _ranked(
    code: str,
    examples: Sequence[tuple[Example, Vectors]],
    units: pd.DataFrame,
    rows: Vectors,
    limits: tuple[int, float],
    likeness: Likeness,
) -> Iterator[Passage]:
    most, least = limits
    shown = np.stack([row for _, row in examples])
    towards = unit_rows(shown.mean(axis=0, keepdims=True))[0]
    score = np.clip((rows @ towards).astype(np.float64), 0, 1).round(6)
    open_ = (score >= max(least, 1e-6)) & ~_given(examples, units)
    chosen = np.flatnonzero(open_)
    chosen = np.sort(chosen[np.argsort(-score[chosen], kind="stable")][:most])
    nearest = (rows[chosen] @ shown.T).argmax(axis=1) if len(chosen) else []
    quotes = units["quote"].tolist()
    reasons = [likeness.told(quotes[n], examples[near][0]) for n, near in zip(chosen, nearest, strict=True)]
    for n, reason in zip(chosen, reasons, strict=True):
        unit = units.iloc[n]
        yield Passage(int(unit["row"]), int(unit["start"]), int(unit["end"]), code, float(score[n]), reason)


def _given(examples: Sequence[tuple[Example, Vectors]], units: pd.DataFrame) -> NDArray[np.bool_]:
    """Which units overlap a passage that was given as an example of the code."""
    out = np.zeros(len(units), np.bool_)
    places: dict[str, list[tuple[int, int]]] = {}
    for example, _ in examples:
        for utterance, start, end in example.places:
            places.setdefault(utterance, []).append((start, end))
    for number in np.flatnonzero(units["utterance"].isin(list(places)).to_numpy()):
        begin, stop = int(units["start"].iloc[number]), int(units["end"].iloc[number])
        out[number] = any(start < stop and begin < end for start, end in places[units["utterance"].iloc[number]])
    return out


__all__: Sequence[str] = ("find_similar",)
