"""Clauses, told by a parser: which words hang on one verb. It cuts sentences only and knows no language by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from discourse.errors import FrameError, UnknownLanguage
from discourse.language import load_language
from discourse.segments._markup import Part, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset(("nsubj", "nsubjpass", "nsubj:pass", "csubj", "csubjpass", "csubj:pass", "expl", "sb", "sbp", "ep"))


def parser(language: str | Language) -> Language:
    """A pipeline that tells what hangs on what: the given one, or an installed one for the language."""
    import spacy

    named: str | Language | None = language
    if isinstance(language, str) and re.fullmatch("[a-z]{2,3}", language):
        models = sorted(spacy.util.get_installed_models())
        named = None if language == "en" else next((model for model in models if model.startswith(language + "_")), language)
    nlp = load_language(named)
    if not any("parser" in name for name in nlp.pipe_names):
        raise UnknownLanguage(
            f"clauses need a spaCy pipeline with a parser; the one for {nlp.lang!r} has {', '.join(nlp.pipe_names) or 'nothing in it'}. "
            "pip install 'discourse-lab[english]' brings one for English; language=spacy.load(…) takes any other"
        )
    return nlp


def clauses(texts: list[str], bounds: list[list[Span]], nlp: Language) -> Iterator[list[Part]]:
    """Sentence by sentence, so that no clause leaves one; a further end of a sentence that the parser sees ends a clause, too."""
    for row, spans in enumerate(bounds):
        if (longest := max((end - start for start, end in spans), default=0)) > nlp.max_length:
            raise FrameError(
                f"utterance in row {row + 1}: a sentence of {longest:,} code points is more than the parser reads ({nlp.max_length:,}); "
                "cut the text, or raise the max_length of the pipeline"
            )
    needless = [name for name in nlp.pipe_names if name in ("ner", "lemmatizer", "textcat", "entity_linker", "spancat")]
    docs = nlp.pipe((texts[row][start:end] for row, spans in enumerate(bounds) for start, end in spans), disable=needless)
    for spans in bounds:
        yield [(first + start, first + end, "clause") for first, _ in spans for start, end in _clauses_of(next(docs))]


def _clauses_of(doc: Doc) -> Iterator[Span]:
    """Stretches of tokens of one clause, each with the signs behind it; a coordinator goes to what it introduces."""
    head_of = [_clause_of(token) for token in doc]
    starts = [0]
    current = head_of[0]
    for token in doc:
        if head_of[token.i] != current and not _closes(token):
            current = head_of[token.i]
            start = token.i - (doc[token.i - 1].dep_ in ("cc", "cd"))
            starts += [start] if start > starts[-1] else []
    for start, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
        if inside := doc.text[first:last].strip():
            first += doc.text[first:last].index(inside)
            yield first, first + len(inside)


def _clause_of(token: Token) -> int:
    while token.head.i != token.i and not any(child.dep_ in _SUBJECTS for child in token.children):
        token = token.head
    return token.i


def _closes(token: Token) -> bool:
    """Whether this is a sign that belongs to the words before it."""
    opens = token.is_left_punct and not (token.is_quote and token.whitespace_)
    return bool((token.is_punct or token.is_space) and not opens)
