"""Tests of the loader movabletype: its sample, the shared inputs, and damage."""

from __future__ import annotations

import discourse as dc
from discourse.loaders import movabletype
from tests.loaders.garden import SAID, SAMPLES, WHO, talk
from tests.loaders.mutants import survives
from tests.loaders.truth import shared, truth

SAMPLE = SAMPLES / "movabletype.txt"
NAME = "movabletype"
EXCEPTIONS = {
    "1-blogs/google-blog-converters/samples/movabletype-sample.txt": "TRUTH.json says 484 entries and 4 authors; the file has 451 lines "
    "AUTHOR:, 451 lines TITLE: and 451 rules of eight hyphens, by 3 authors. The other 33 are rules inside the texts",
}


def test_the_sample_gives_its_people_and_its_words():
    corpus = dc.read(SAMPLE)
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == NAME
    assert talk(said)["participant"].tolist() == WHO
    assert talk(said)["text"].tolist() == list({**SAID, 13: "Tuesdays are yours. See [the rota](https://example.org/rota)."}.values())
    assert said["kind"].tolist() == ["post", *["comment"] * 5, "trackback", "post"]
    assert said["reply_to"].dropna().unique().tolist() == ["who-looks-after-the-garden-on-mill-lane/0"]
    assert said["flag"].tolist() == [""] * 7 + ["draft"]


def test_a_rule_that_the_writer_put_into_the_text_stays_there():
    assert "(a line of hyphens that the writer put there)" in dc.read_movabletype(SAMPLE).utterances["text"][0]


def test_the_times_are_told_to_have_no_zone():
    corpus = dc.read_movabletype(SAMPLE)
    assert str(corpus.utterances["time"][1]) == "2021-05-03 08:15:00"
    assert "no zone" in corpus.attrs["provenance"][0]["notes"][0]


def test_the_shared_exports_give_the_counts_of_the_truth():
    path = "1-blogs/google-blog-converters/samples/movabletype-sample2.txt"
    said, expected = dc.read(shared(path)).utterances, truth(path)
    assert (said["kind"] == "post").sum() == expected["entries"]
    assert (said["kind"] == "comment").sum() == expected["comments"]
    assert said["participant"][said["kind"] == "comment"].nunique() == expected["comment_authors"]
    corpus = dc.read(shared(next(iter(EXCEPTIONS))))
    assert len(corpus) == shared(next(iter(EXCEPTIONS))).read_bytes().count(b"\nTITLE:") == 451
    assert "6 places, which were read as cp1252" in corpus.attrs["provenance"][0]["notes"][0]
    assert not corpus.utterances["text"].str.contains("\x92").any()


def test_damage_ends_in_a_corpus_or_in_one_of_our_errors():
    survives(movabletype, dc.read_movabletype, SAMPLE.read_bytes())
