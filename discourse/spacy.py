"""The codebook's terms inside spaCy pipelines, and corpora as spaCy Docs. It trains nothing, and needs no Project.

    import spacy, discourse.spacy
    nlp = spacy.load("en_core_web_sm")
    nlp.add_pipe("discourse_terms", config={"terms": {"ownership": ["own*"]}})
    doc = nlp("Who owns the network?")
    doc.spans["codes"]

A span covers whole tokens, a coding any characters: a span is the smallest run of tokens that holds the passage, and what
exactly was found stands in ``span._.code_offsets`` (code points of the Doc's text) and ``span._.code_reason``. Both are kept in
the span itself (``id_`` and ``kb_id_``), so that they survive `to_disk`, `DocBin` and worker processes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from discourse.codebook import Codebook
from discourse.corpus import Corpus, as_utterances
from discourse.errors import CodebookError, FrameError
from discourse.frames import UTTERANCES, check_codings, rows
from discourse.language import load_language
from discourse.themes._inflect import check_language
from discourse.themes._lexicon import Lexicon, compiled
from discourse.themes._search import Context, context, search
from discourse.themes._tags import Tell
from discourse.words.lemmas import languages

SPANS = "codes"


def _offsets(span: Span) -> tuple[int, int]:
    start, _, end = span.id_.partition(":")
    return (int(start), int(end)) if end else (span.start_char, span.end_char)


Span.set_extension("code_offsets", getter=_offsets, force=True)
Span.set_extension("code_reason", getter=lambda span: span.kb_id_, force=True)
Doc.set_extension("utterance", default=None, force=True)


@Language.factory(
    "discourse_terms",
    assigns=["doc.spans"],
    default_config={"terms": {}, "codebook": "", "language": "", "spans_key": SPANS, "quoted": "keep", "negated": "keep"},
)
def make_terms(
    nlp: Language, name: str, terms: dict[str, Any], codebook: str, language: str, spans_key: str, quoted: str, negated: str
) -> DiscourseTerms:
    """The pipe "discourse_terms": finds the terms of a codebook as `find_terms` does, in ``doc.spans["codes"]``, label = code.

    ``terms`` is ``{code: terms}`` (``Codebook.terms`` gives it), or ``codebook`` is the path of a YAML file, whose terms
    `to_disk` takes along. ``language`` is whose inflections: "" takes that of the pipeline where there is a table of it, "none"
    none. ``quoted`` and ``negated`` are those of `find_terms`; what an utterance answers the pipe does not know. Terms with parts
    of speech need a tagger before this pipe.

    Raises CodebookError, UnknownLanguage, FrameError, as `find_terms` does.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("discourse_terms", config={"terms": {"value": ["value proposition"]}})
    >>> doc = nlp("Value‑propositions, 😀")
    >>> [(span.text, span.label_, span._.code_offsets) for span in doc.spans["codes"]]
    [('Value‑propositions', 'value', (0, 18))]
    """
    spoken = language or (nlp.lang if nlp.lang in languages() else "none")
    settings = {"terms": terms, "codebook": codebook, "language": spoken, "spans_key": spans_key, "quoted": quoted, "negated": negated}
    return DiscourseTerms(settings)


class DiscourseTerms:
    """The pipe itself; `nlp.add_pipe("discourse_terms")` makes it, `make_terms` tells what its settings are."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._settings = dict(settings)
        self._compiled: tuple[Lexicon, Context] | None = None
        if not settings["codebook"] or Path(settings["codebook"]).exists():
            self._ready()  # a path that is not there may be that of another machine, whose terms from_disk brings

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """The docs with their spans, a batch at a time."""
        lexicon, how = self._ready()
        for docs in _batched(stream, batch_size):
            found = search([doc.text for doc in docs], lexicon, how._replace(tell=_tell(docs)))
            reasons = [lexicon.terms[n].written for n in found.term.tolist()]
            if found.remarks is not None:
                reasons = [reason + remark for reason, remark in zip(reasons, found.remarks.to_pylist(), strict=True)]
            spans: list[list[Span]] = [[] for _ in docs]
            columns = (found.row.tolist(), found.start.tolist(), found.end.tolist(), found.term.tolist(), reasons)
            for row, start, end, term, reason in zip(*columns, strict=True):
                spans[row].append(_span(docs[row], start, end, lexicon.terms[term].code, reason))
            for doc, several in zip(docs, spans, strict=True):
                doc.spans[self._settings["spans_key"]] = several
                yield doc

    def to_bytes(self, *, exclude: Sequence[str] = ()) -> bytes:
        """Settings and terms, as JSON."""
        self._ready()
        return json.dumps({**self._settings, "codebook": ""}, ensure_ascii=False).encode()

    def from_bytes(self, data: bytes, *, exclude: Sequence[str] = ()) -> DiscourseTerms:
        """Take over settings and terms."""
        self._settings, self._compiled = json.loads(data), None
        self._ready()
        return self

    def to_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> None:
        """Write the file ``terms.json`` into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / "terms.json").write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Sequence[str] = ()) -> DiscourseTerms:
        """Read the folder that `to_disk` wrote."""
        return self.from_bytes((Path(path) / "terms.json").read_bytes())

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_compiled": None}

    def _ready(self) -> tuple[Lexicon, Context]:
        if self._compiled is None:
            if path := self._settings["codebook"]:
                self._settings |= {"terms": {**Codebook.read(path).terms, **self._settings["terms"]}, "codebook": ""}
            spoken = self._settings["language"]
            lexicon = compiled(self._settings["terms"], check_language(None if spoken == "none" else spoken))
            self._compiled = lexicon, context(lexicon, quoted=self._settings["quoted"], negated=self._settings["negated"])
        return self._compiled


def to_docs(
    corpus: Corpus | Sequence[str] | pd.Series, nlp: Language | None = None, *, codings: pd.DataFrame | None = None
) -> Iterator[Doc]:
    """The utterances of a corpus as spaCy Docs, with their codings in ``doc.spans["codes"]``.

    Parameters
    ----------
    corpus
        A Corpus, or texts. The text of a Doc is that of the utterance, so that offsets hold for both.
    nlp
        The pipeline that reads the texts; None takes `discourse.language.load_language`.
    codings
        Codings to bring along; None takes those that came with the corpus. They stand behind what the pipe "discourse_terms"
        finds, if the pipeline has it; ``span._.code_reason`` is their reason, else "coded by" and the coder.

    Each Doc has ``doc._.utterance``, a dict ``id thread reply_to kind participant time`` (time in ISO format, None where empty).

    Raises FrameError, OffsetError, UnknownUtterance for codings that do not fit, FrameError for a text longer than the pipeline reads.

    >>> import spacy
    >>> marked = pd.DataFrame({"utterance": ["1"], "start": [5], "end": [8], "code": ["own"], "coder": ["ana"]})
    >>> [doc] = to_docs(["😀 We own it"], spacy.blank("en"), codings=marked)
    >>> [(span.text, span.label_, span._.code_offsets) for span in doc.spans["codes"]], doc._.utterance["id"]
    ([('own', 'own', (5, 8))], '1')
    """
    said = as_utterances(corpus)
    given = corpus.codings if codings is None and isinstance(corpus, Corpus) else codings
    marked = check_codings(given, said) if given is not None else None
    nlp = load_language() if nlp is None else nlp
    lengths = said["text"].str.len()
    if (long := said["id"][lengths > nlp.max_length]).size:
        raise FrameError(
            f"utterance {long.iloc[0]!r} has {int(lengths.max()):,} code points, more than the pipeline reads ({nlp.max_length:,}); "
            "cut it, or raise nlp.max_length if the pipeline has no parser and no names"
        )
    return _docs(said, nlp, {} if marked is None else {str(name): part for name, part in marked.groupby("utterance", sort=False)})


def write_docbin(
    corpus: Corpus | Sequence[str] | pd.Series, path: str | Path, nlp: Language | None = None, *, codings: pd.DataFrame | None = None
) -> Path:
    """Write `to_docs` as a DocBin (``.spacy``) with codings and utterances; the path is given back.

    ``DocBin(store_user_data=True).from_disk(path).get_docs(nlp.vocab)`` reads it; ``import discourse.spacy`` before.
    """
    target = Path(path)
    DocBin(store_user_data=True, docs=to_docs(corpus, nlp, codings=codings)).to_disk(target)
    return target


def _docs(said: pd.DataFrame, nlp: Language, codings: Mapping[str, pd.DataFrame]) -> Iterator[Doc]:
    for doc, row in zip(nlp.pipe(said["text"].tolist()), rows(said), strict=True):
        doc._.utterance = {c: None if pd.isna(row[c]) else str(row[c]) for c in UTTERANCES if c not in ("text", "time")} | {
            "time": None if pd.isna(row["time"]) else row["time"].isoformat()
        }
        own = rows(codings[row["id"]]) if row["id"] in codings else []
        told = [str(r["reason"]) if isinstance(r.get("reason"), str) else f"coded by {r['coder']}" for r in own]
        more = [_span(doc, int(r["start"]), int(r["end"]), str(r["code"]), why) for r, why in zip(own, told, strict=True)]
        doc.spans[SPANS] = [*doc.spans.get(SPANS, ()), *more]
        yield doc


def _batched(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    """Lists of so many docs, the last one shorter."""
    docs = iter(stream)
    while several := list(islice(docs, size)):
        yield several


def _span(doc: Doc, start: int, end: int, code: str, reason: str) -> Span:
    tokens = doc.char_span(start, end, alignment_mode="expand")
    assert tokens is not None  # both ends lie in the text, and expanding always finds a token
    return Span(doc, tokens.start, tokens.end, label=code, kb_id=reason, span_id=f"{start}:{end}")


def _tell(docs: Sequence[Doc]) -> Tell:
    """Parts of speech as the pipes before this one have found them."""

    def tell(texts: Sequence[str], places: list[tuple[int, int]]) -> list[str]:
        if not docs[places[0][0]].has_annotation("POS"):
            raise CodebookError(
                "the codebook has terms with parts of speech (such as own/VERB), and no pipe before 'discourse_terms' tells these; "
                "add a tagger before it, or take a pipeline that has one"
            )
        return [_span(docs[number], place, place + 1, "", "")[0].pos_ for number, place in places]

    return tell
