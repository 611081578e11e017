"""How many topics does a discussion have? Several numbers are tried and told side by side. The choice stays with the reader."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import pandas as pd

from discourse.corpus import Corpus
from discourse.errors import FrameError
from discourse.words.factors import best_number, check_model, explore
from discourse.words.passages import read_passages

if TYPE_CHECKING:
    from spacy.language import Language


def measure_topic_numbers(
    corpus: Corpus,
    topics: Iterable[int] = range(2, 13),
    *,
    model: Any = None,
    unit: str = "paragraph",
    longest: int = 1,
    language: str | Language | None = "en",
    progress: bool = False,
) -> pd.DataFrame:
    """For each number of topics how well they come back, hang together, and cover the texts.

    Parameters are those of `find_topics`. Of more than 3,000 passages a random 3,000 (always the same) are taken.

    Returns
    -------
    ``topics stability weakest coherence unexplained best``

    stability, weakest
        The share of a topic's ten strongest words that come back when a fifth of the passages is left out: the mean over topics
        and six trials, and that of the least stable topic (after Greene, O'Callaghan and Cunningham 2014, ECML PKDD).
    coherence
        Mean NPMI of the pairs of a topic's words, -1 to 1, the mean over topics (Bouma 2009; Lau, Newman and Baldwin 2014).
    unexplained
        The share of the passages' weight that lies outside the topics. It always falls as topics are added; look for the
        number from which it falls slowly.
    best
        Whether the sum of stability and coherence is the highest. That is a suggestion: read the topics too.

    Raises FrameError when a number is no whole number from 1, or larger than the number of passages or of words; UnknownLanguage.

    >>> said = ["Tea and cake.", "More tea, more cake!", "A network of nurses.", "Nurses network."]
    >>> told = measure_topic_numbers(Corpus(pd.DataFrame({"text": said})), [1, 2])
    >>> told[["topics", "stability", "best"]].values.tolist()
    [[1, 1.0, False], [2, 1.0, True]]
    """
    if not isinstance(corpus, Corpus):
        raise FrameError(f"expected a Corpus, got {type(corpus).__name__}; dc.read(path) makes one")
    check_model(model)
    numbers = list(topics) if isinstance(topics, Iterable) else [topics]
    texts = corpus.utterances["text"].tolist()
    passages = read_passages(texts, unit=unit, longest=longest, language=language, progress="words" if progress else None)
    here = min(passages.counts.shape)
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= max(here, 1):
            raise FrameError(f"topics: {number!r} is no number of topics here; give whole numbers from 1 to {here}")
    if not here or not numbers:
        return pd.DataFrame(columns=["topics", "stability", "weakest", "coherence", "unexplained", "best"])
    table = explore(passages.counts, numbers, model=model, progress="topics" if progress else None)
    table["best"] = table["topics"] == best_number(table)
    table.attrs = {"unit": unit, "passages": passages.counts.shape[0]}
    return table
