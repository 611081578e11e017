"""The one place that cuts texts into parts: sentences, clauses, paragraphs, quotations, links, code. And passages grow to these.

It changes nothing that it is given.

Messy web prose is cut as it was written: no markup is taken off, and each offset is one of the text that was given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import pandas as pd
from tqdm import tqdm

from discourse.corpus import Corpus, as_utterances
from discourse.errors import FrameError, known
from discourse.language import language_code, split_sentences
from discourse.segments._clauses import clauses, parser
from discourse.segments._markup import Part, Span, codes, links, paragraphs, quotations, quoted, trimmed
from discourse.segments._widen import WIDER as WIDER
from discourse.segments._widen import widen as widen

if TYPE_CHECKING:
    from spacy.language import Language

COLUMNS = ("utterance", "start", "end", "kind")


def segment(
    corpus: Corpus | Sequence[str] | pd.Series, into: str = "sentence", *, language: str | Language = "en", progress: bool = False
) -> pd.DataFrame:
    r"""Cut the utterances of a corpus into parts, or find the parts of one kind in them.

    Parameters
    ----------
    corpus
        A Corpus, or texts, which are then the utterances "1", "2", ….
    into
        =============  ================================================================================================
        ``sentence``   as `discourse.language.split_sentences` ends them; every visible character lies in one
        ``paragraph``  what blank lines (or U+2029) part; every visible character lies in one, each sentence in one only
        ``utterance``  the whole text without the white space at its ends, if it has any visible character
        ``clause``     a sentence's root, or a word that has a subject of its own, with all that hangs on it; needs a
                       parser. A clause that another one interrupts stands in two pieces, so that no two overlap.
        ``quotation``  blocks that repeat somebody: lines behind ``>`` (or ``&gt;``) with "On 5 May 2013 … wrote:" above
                       them, that line with a time or year and all below it where no ``>`` follows, all below
                       "-----Original Message-----" (kind "mail"), ``[quote]…[/quote]`` and ``<blockquote>`` (kind "tag")
        ``quoted``     words between quotation marks inside a paragraph: “ ”, „ “, « », ‹ ›, 「 」, 『 』, ‘ ’, " "
        ``link``       ``http://…``, ``https://…``, ``ftp://…``, ``www.…``, ended as GitHub ends them (kind "address");
                       ``[words](address)`` (kind "markdown")
        ``code``       fences of ``` or ~~~ (an open one reaches to the end, as in CommonMark), ``[code]``, ``<code>``,
                       ``<pre>``; four blanks or a tab behind a blank line; between backticks
                       (kinds "fenced", "tag", "indented", "inline")
        =============  ================================================================================================

        Indented lines count as code, never as quotation; the lines of a quotation may hold links and code.
    language
        A code such as "en"; for clauses also a spaCy pipeline with a parser. With a code such a pipeline is looked for
        among the installed ones.
    progress
        Show a bar.

    Returns
    -------
    ``utterance start end kind``, in the order of the corpus, then of the text. Offsets are code points. Parts of one call
    never overlap and hold no white space at their ends; ``kind`` is ``into`` where it has no finer kinds.

    Raises FrameError for an unknown ``into`` or what is no corpus, UnknownLanguage for a language without the means.

    >>> segment(["> is it ours?\nYes. See www.example.org."], "quotation").values.tolist()
    [['1', 0, 13, 'lines']]
    >>> segment(["> is it ours?\nYes. See www.example.org."], "link").values.tolist()
    [['1', 23, 38, 'address']]
    """
    said = as_utterances(corpus)
    parts = tqdm(_parts(said["text"].tolist(), into, language), desc=into, total=len(said), disable=not progress)
    rows = [(name, *part) for name, several in zip(said["id"], parts, strict=True) for part in several]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"utterance": "str", "start": "int64", "end": "int64", "kind": "str"})


def split(texts: Iterable[str], into: str = "sentence", *, language: str | Language | None = "en") -> list[list[Span]]:
    """The same without a frame: ``[[(start, end), …], …]`` for each text; `segment` tells what ``into`` may be.

    ``language=None`` ends sentences by the rules that hold for any language.

    >>> split(["One. Two.", ""])
    [[(0, 4), (5, 9)], []]
    """
    if isinstance(texts, str):
        raise FrameError("split takes several texts, got one; write split([text])")
    if into == "sentence":
        return _sentences(list(texts), language)
    return [[(start, end) for start, end, _ in several] for several in _parts(list(texts), into, language)]


def _parts(texts: list[str], into: str, language: str | Language | None) -> Iterator[list[Part]]:
    if into in _KINDS:
        return ([(*span, kind) for span, kind in trimmed(text, _KINDS[into](text))] for text in texts)
    if into not in ("sentence", "clause"):
        raise FrameError(f"into={into!r}; {known(str(into), ['sentence', 'clause', *_KINDS], 'it can be')}")
    if into == "clause":
        nlp = parser("xx" if language is None else language)
        return clauses(texts, _sentences(texts, nlp), nlp)
    return ([(start, end, into) for start, end in spans] for spans in _sentences(texts, language))


def _sentences(texts: list[str], language: str | Language | None) -> list[list[Span]]:
    code = language_code(language)
    return split_sentences(texts, language="xx" if code is None else code)


def _whole(text: str) -> Iterator[Part]:
    yield 0, len(text), "utterance"


_KINDS: dict[str, Callable[[str], Iterator[Part]]] = {
    "utterance": _whole,
    "paragraph": paragraphs,
    "quotation": quotations,
    "quoted": quoted,
    "link": links,
    "code": codes,
}
