"""find_topics: groups of words that stand together, and the passages that show each. What a topic means is for the reader to say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from discourse.codebook import Codebook
from discourse.corpus import Corpus, as_utterances
from discourse.errors import FrameError
from discourse.frames import Carried
from discourse.language import language_code
from discourse.themes._as_codings import Passage, as_codings
from discourse.themes.terms import find_terms
from discourse.words.factors import (
    Factors,
    best_number,
    check_model,
    coherence,
    explore,
    factorise,
    stability,
    top_words,
    unexplained,
)
from discourse.words.passages import Passages, read_passages

if TYPE_CHECKING:
    from spacy.language import Language

VERSION = 1
LEAST_SHARE, LEAST_SCORE = 0.1, 0.1
"""A passage is coded with a topic that makes up a tenth of what it has of all topics, and that it shows a tenth as strongly as the
best passage does. Anchored by the demo's codebook these agreed best with its two readers (F1 0.44; with a share of 0.3 it was 0.25)."""
NAMED_BY, TOLD = 3, 5
"""Words in the name of a topic, and in a reason at most."""


def find_topics(
    corpus: Corpus | Sequence[str] | pd.Series,
    topics: int | None = None,
    *,
    book: Codebook | Mapping[str, str | Sequence[str]] | None = None,
    model: Any = None,
    unit: str = "paragraph",
    longest: int = 1,
    language: str | Language | None = "en",
    coder: str = f"topics:{VERSION}",
    progress: bool = False,
) -> pd.DataFrame:
    """Find topics, words that tend to stand in the same passages, and code the passages that show them.

    The same input gives the same answer. A topic is named by its strongest words ("topic 1: own, network, phone"), the largest
    topic first; how far it can be relied on stands in `measure_topics`, and how many topics to ask for in `measure_topic_numbers`.

    Parameters
    ----------
    corpus
        A Corpus, or texts, which are then the utterances "1", "2", ….
    topics
        How many. None tries several numbers, as `measure_topic_numbers` does, and takes the best.
    book
        A Codebook or ``{code: terms}``: each code of which a term occurs gets a topic of its own, drawn to these terms and
        named by the code; what is left of `topics` is free. Leave some free (None tries two and more), or what belongs to no
        code is pressed into one.
    model
        Instead of NMF any scikit-learn decomposition with ``n_components``, such as ``LatentDirichletAllocation()``; it is
        cloned, and fitted to counts of words (put it behind a TfidfTransformer in a pipeline to have them weighted).
    unit
        What is coded, and in what words stand together: ``paragraph``, ``utterance`` or ``sentence``.
    longest
        1: words are lemmas. 2 to 4: phrases of so many words that recur count as words, too.
    language
        A code such as "de", None for words as they are written, or a spaCy pipeline with a tagger: then nouns only.
    coder
        The name that stands in the column ``coder``; the number in it is the version of the method.
    progress
        Show a bar.

    Returns
    -------
    Codings ``utterance start end code coder quote score reason``, sorted by utterance, start, end and code. A passage is coded with
    each topic that makes up 10 % of it or more, and of which it has one of the ten strongest words. ``score`` is how strongly
    it shows the topic, as a share of the passage that shows it best; ``reason`` tells the topic's words in it.

    Raises FrameError for more topics than passages, a model without ``n_components``, an unknown unit; UnknownLanguage; CodebookError.

    Examples
    --------
    >>> said = ["Tea and cake.", "More tea, more cake!", "A network 😀 of nurses.", "Nurses build the network."]
    >>> found = find_topics(said, 2)
    >>> found[["utterance", "code", "quote"]].values.tolist()[1:3]
    [['2', 'topic 1: tea, cake', 'More tea, more cake!'], ['3', 'topic 2: network, nurses', 'A network 😀 of nurses.']]
    """
    said = as_utterances(corpus)
    check_model(model)
    if topics is not None and (isinstance(topics, bool) or not isinstance(topics, int) or topics < 1):
        raise FrameError(f"topics={topics!r}; it should be a whole number from 1, or None to have several tried")
    ids, texts = said["id"].tolist(), said["text"].tolist()
    passages = read_passages(texts, unit=unit, longest=longest, language=language, progress=coder if progress else None)
    anchors = {} if book is None else _anchors(book, passages.words, language)
    here, room = passages.counts.shape[0], min(passages.counts.shape)
    if not here:
        return as_codings((), ids, texts, coder)
    if len(anchors) > room or (topics is not None and not len(anchors) <= topics <= room):
        raise FrameError(_wrong_number(topics or len(anchors), room, here, unit, list(anchors)))
    known = list(anchors.values())
    explored = None
    if topics is None:
        explored = explore(
            passages.counts, numbers_to_try(here, room, len(known)), model=model, anchors=known, progress=coder if progress else None
        )
        topics = best_number(explored)
    factors = factorise(passages.counts, topics, model=model, anchors=known)
    names = _names(factors, passages.words, list(anchors))
    found = as_codings(_shown(factors, passages, names), ids, texts, coder)
    words = [[passages.words[w] for w in several] for several in top_words(factors.loadings)]
    table = pd.DataFrame(
        {
            "code": names, "words": pd.Series([", ".join(w) for w in words], dtype="str"),
            "stability": stability(passages.counts, factors, model=model, anchors=known),
            "coherence": coherence(passages.counts, factors.loadings),
        }
    )  # fmt: skip
    found.attrs = {
        "unit": unit, "passages": here, "converged": factors.converged, "unexplained": unexplained(passages.counts, factors.loadings),
        "terms": dict(zip(names, words, strict=True)), "topics": Carried.of(table),
    }  # fmt: skip
    if explored is not None:
        found.attrs["explored"] = Carried.of(explored)
    return found


def numbers_to_try(passages: int, room: int, anchored: int = 0) -> range:
    """The numbers of topics that are tried when none is given: eight, and none that leaves fewer than four passages a topic.

    Two are left free of anchors, so that what belongs to no code has a place.
    """
    least = min(anchored + 2, room)
    return range(least, max(least, min(least + 7, passages // 4, room)) + 1)


def _anchors(book: Codebook | Mapping[str, str | Sequence[str]], words: list[str], language: str | Language | None) -> dict[str, list[int]]:
    """For each code the numbers of the words that its terms find from end to end."""
    hits = find_terms(words, book, language=language_code(language))
    number = hits["utterance"].astype("int64") - 1
    whole = (hits["start"] == 0) & (hits["end"] == number.map(lambda n: len(words[n])))
    order = list(book.terms if isinstance(book, Codebook) else book)
    found = {c: sorted(set(number[whole & (hits["code"] == c)])) for c in order}
    return {c: several for c, several in found.items() if several}


def _wrong_number(topics: int, room: int, passages: int, unit: str, anchored: list[str]) -> str:
    if topics > room:
        few = f"only {passages} {unit}s hold words that recur" if passages == room else f"only {room} words recur"
        return f"{topics} topics were asked for, but {few}; ask for fewer, or topics=None"
    return (
        f"{topics} topics were asked for, but {len(anchored)} codes have terms that occur ({', '.join(anchored)}); ask for as many at least"
    )


def _names(factors: Factors, words: list[str], anchored: list[str]) -> list[str]:
    """The code's own name, or a number and the three strongest words."""
    free = [", ".join(words[w] for w in several[:NAMED_BY]) for several in top_words(factors.loadings)[len(anchored) :]]
    return [*anchored, *(f"topic {n}: {told}" if told else f"topic {n}" for n, told in enumerate(free, 1))]


def _shown(factors: Factors, passages: Passages, names: list[str]) -> Iterator[Passage]:
    weights = factors.weights
    share = weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-300)
    score = weights / np.maximum(weights.max(axis=0, keepdims=True), 1e-300)
    tops = top_words(factors.loadings)
    for place, topic in np.argwhere((share >= LEAST_SHARE) & (score >= LEAST_SCORE)):
        held = set(passages.counts.indices[passages.counts.indptr[place] : passages.counts.indptr[place + 1]].tolist())
        if mine := [passages.words[w] for w in tops[topic] if w in held]:
            reason = f"{share[place, topic]:.0%} of the passage; its words here: {', '.join(mine[:TOLD])}"
            row, start, end = (int(column[place]) for column in (passages.row, passages.start, passages.end))
            yield Passage(row, start, end, names[topic], float(score[place, topic]), reason)
