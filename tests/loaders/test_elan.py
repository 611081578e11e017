"""ELAN: tiers, time slots, child tiers, and what pympi finds in the same file."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from pympi import Eaf

import discourse as dc
from discourse.errors import LoadError, NotADiscussion
from discourse.loaders.elan import read_elan
from tests.conftest import TOP
from tests.loaders.mangling import ends_well, mangled
from tests.loaders.truth import shared, truth

SAMPLE = TOP / "data" / "samples" / "elan.eaf"
PATH = "3-transcripts-docs/elan-pympi/sample_2.8.eaf"


def test_the_sample_puts_child_tiers_beside_what_they_belong_to() -> None:
    corpus = dc.read(SAMPLE)
    columns = ["id", "participant", "start_s", "end_s", "text", "annotator", "tier_word", "tier_pos", "tier_translation"]
    assert corpus.utterances[columns].fillna("").values.tolist() == [
        ["a1", "Noor Haddad", 1.0, 3.5, "Who waters this? 🌱", "zp", "Who waters", "PRON", ""],
        ["a3", "Zoé Pohl", 3.6, 6.25, "We do, 👩🏽‍🌾 שלום.", "", "", "", "Wir"],
    ]
    assert corpus.left_out["what"].tolist() == ["annotation a2 of N-speech"]


def test_tiers_can_be_chosen_and_a_wrong_name_is_told() -> None:
    corpus = read_elan(SAMPLE, tiers=["N-words"])
    assert corpus.utterances[["text", "start_s", "tier_pos"]].fillna("?").values.tolist() == [["Who", 1.0, "PRON"], ["waters", "?", "?"]]
    with pytest.raises(LoadError, match="did you mean 'N-words'"):
        read_elan(SAMPLE, tiers=["N-word"])


def test_tiers_that_are_parents_of_each_other_and_annotations_in_a_circle_end() -> None:
    text = SAMPLE.read_text().replace('ANNOTATION_REF="a4"', 'ANNOTATION_REF="a6"').replace('PARENT_REF="N-speech"', 'PARENT_REF="N-pos"')
    assert len(read_elan(text)) == 2


def test_a_cut_file_names_the_line() -> None:
    with pytest.raises(LoadError, match=r"line \d+"):
        read_elan(SAMPLE.read_text()[:-30])


def test_no_words_at_all_list_the_tiers() -> None:
    with pytest.raises(NotADiscussion, match="0 tiers"):
        read_elan("<ANNOTATION_DOCUMENT>\n</ANNOTATION_DOCUMENT>")


def test_the_shared_file_has_its_tiers() -> None:
    expected = truth(PATH)
    corpus = dc.read(shared(PATH))
    counts = corpus.attrs["annotations"]
    assert corpus.attrs["provenance"][0]["loader"] == "elan"
    assert {name: n for name, (n, _) in counts.items()} == expected["by_tier"]
    assert sum(filled for _, filled in counts.values()) == expected["nonempty"]
    peer = Eaf(str(shared(PATH)))
    ours = corpus.utterances
    for tier in ("text", "gestures"):
        mine = ours[ours["tier"] == tier]
        assert [(round(a * 1000), round(b * 1000), t) for a, b, t in zip(mine["start_s"], mine["end_s"], mine["text"], strict=True)] == [
            (a, b, t.strip()) for a, b, t in sorted(peer.get_annotation_data_for_tier(tier))
        ]


@given(mangled(SAMPLE.read_bytes()))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_ends_in_a_corpus_or_in_one_clear_error(raw: bytes) -> None:
    ends_well(read_elan, raw)
