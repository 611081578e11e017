"""What "like these" may be: codings, a codebook, texts by code, or a text; all become examples. It compares nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from discourse.codebook import Codebook
from discourse.errors import CodebookError, FrameError
from discourse.frames import as_text, check_codings, require

ALONE = "similar"
"""The code of examples that were given without one."""


class Example(NamedTuple):
    """A text that shows a code, where it was found ("" if nowhere), and where it stands in the corpus: ``(id, start, end)``."""

    code: str
    text: str
    source: str = ""
    places: tuple[tuple[str, int, int], ...] = ()


def read_examples(like: object, said: pd.DataFrame) -> list[Example]:
    """The examples in whatever was given; raises FrameError, UnknownUtterance, OffsetError or CodebookError.

    >>> read_examples({"trust": ["I rely on her.", " "]}, pd.DataFrame())
    [Example(code='trust', text='I rely on her.', source='', places=())]
    """
    if isinstance(like, pd.DataFrame):
        found = list(_of_codings(like, said))
    elif isinstance(like, Codebook):
        found = list(_of_book(like, said))
        if not found:
            raise CodebookError("codebook: nothing is written about any code; give brief, definition, include, example or terms")
    elif isinstance(like, Mapping):
        found = [Example(str(code), text) for code, several in like.items() for text in _texts(several, f"like, code {code!r}")]
    else:
        found = [Example(ALONE, text) for text in _texts(like, "like")]
    found = [example for example in found if example.text.strip()]
    if not found:
        raise FrameError("like: nothing to look for; give codings, a codebook, {code: texts}, a text or several")
    return found


def _of_codings(like: pd.DataFrame, said: pd.DataFrame) -> Iterator[Example]:
    require(like, ("utterance", "code"), "like")
    utterance = as_text(like["utterance"], "like, column 'utterance'")
    elsewhere = ~utterance.isin(said["id"]) & (like["quote"].notna() if "quote" in like else False)
    for row in like[elsewhere].to_dict("records"):
        yield Example(str(row["code"]), str(row["quote"]), str(row["utterance"]))
    here = check_codings(like[~elsewhere], said)
    for found, start, end, code, quote in zip(*(here[c] for c in ("utterance", "start", "end", "code", "quote")), strict=True):
        yield Example(code, quote, found, ((found, int(start), int(end)),))


def _of_book(book: Codebook, said: pd.DataFrame) -> Iterator[Example]:
    """What is written of a code is one example, the passage that shows it another; a code of which nothing is written has none."""
    texts = list(zip(said["id"], said["text"], strict=True))
    for row in book.frame.to_dict("records"):
        terms = [plain for term in row["terms"] if (plain := _plain(term))]
        written = [str(row[field]) for field in ("brief", "definition", "include") if row[field]] + [", ".join(terms)] * bool(terms)
        if written:
            name = re.sub(r"[-_]+", " ", str(row["code"]).split("/")[-1])
            yield Example(str(row["code"]), ". ".join([name, *written]), "what the codebook says")
        if row["example"]:
            shown = str(row["example"])
            places = tuple((found, at, at + len(shown)) for found, text in texts if (at := text.find(shown)) >= 0)
            yield Example(str(row["code"]), shown, "the codebook's example", places)


def _plain(term: object) -> str:
    """A term as words: no wildcards or quotation marks; nothing of exclusions and regular expressions."""
    written = str(term).strip()
    return "" if written[:1] in "-/" else re.sub(r'[*?"“”„…]+|\.{3}', "", written).strip()


def _texts(given: object, where: str) -> list[str]:
    several = [given] if isinstance(given, str) else list(given) if isinstance(given, Iterable) else None
    if several is None:
        raise FrameError(f"{where}: expected codings, a codebook, {{code: texts}}, a text or several, got {type(given).__name__}")
    for text in several:
        if not isinstance(text, str):
            raise FrameError(f"{where}: {text!r:.60} is no text but {type(text).__name__}")
    return several


__all__: Sequence[str] = ("ALONE", "Example", "read_examples")
