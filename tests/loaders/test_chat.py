"""CHAT: what is read aloud of a line, who speaks, and what pylangacq finds in the same file."""

from __future__ import annotations

import pylangacq
import pytest
from hypothesis import HealthCheck, given, settings

import discourse as dc
from discourse.errors import NotADiscussion
from discourse.loaders.chat import read_chat, words
from tests.conftest import TOP
from tests.loaders.mangling import ends_well, mangled
from tests.loaders.truth import shared, truth

SAMPLE = TOP / "data" / "samples" / "chat.cha"
PATH = "3-transcripts-docs/chat-batchalign/test.cha"


def test_the_sample_is_readable_and_keeps_its_codes() -> None:
    corpus = dc.read(SAMPLE)
    assert corpus.utterances[["participant", "participant_id", "start_s", "end_s", "text"]].values.tolist() == [
        ["Noor Haddad", "NOO", 1.0, 3.5, "who looks after the garden now?"],
        ["ZOE", "ZOE", 3.5, 6.25, "we do we do um because it belongs to everyone 🌱."],
        ["Noor Haddad", "NOO", 6.25, 9.0, "שלום and thank you (laughs) cafe\u0301 friends 👩🏽‍🌾 until Friday…"],
    ]
    assert corpus.utterances["main_tier"][1] == "<we do> [/] we do &-um (be)cause it (.) belongs to everyone 🌱 ."
    assert corpus.utterances["tier_com"].tolist()[0] == "points at the beds"
    assert corpus.participants.set_index("participant").loc["ZOE", "age"] == "34;"
    assert corpus.left_out["text"].tolist() == ["@Comment:\ta bird sings"]
    assert corpus.attrs["headers"]["Date"] == "12-MAY-2021"


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("I want [: would like] that [* s:r] .", "I want that."),
        ("<I I> [//] we go +/.", "I I we go–"),
        ("what +//?", "what–?"),
        ('+" he came .', "he came."),
        ("xxx &+fr &~ba friends yyy .", "xxx fr ba friends yyy."),
        ("&=laughs &*MOT:mhm yes !", "(laughs) (MOT: mhm) yes!"),
        ("no:: (1.5) way (..) .", "no way."),
        ("0det dog barks [+ gram] .", "dog barks."),
        ("Mister_Rogers sang ice+cream@o .", "Mister Rogers sang ice cream."),
        ("(a)n(d) then ⌈yes⌉ .", "and then yes."),
    ],
)
def test_codes_of_the_main_line_are_read_as_the_manual_says(line: str, read: str) -> None:
    assert words(line) == read


def test_speakers_without_a_header_are_kept_and_told() -> None:
    corpus = read_chat("@Begin\n*AAA:\thello .\n@End\n")
    assert corpus.utterances["participant"].tolist() == ["AAA"]
    assert any("no header names: AAA" in note for note in corpus.attrs["provenance"][0]["notes"])


def test_headers_alone_are_no_discussion() -> None:
    with pytest.raises(NotADiscussion, match="without turns"):
        dc.read("@UTF8\n@Begin\n@Languages:\teng\n@End\n")


def test_the_shared_file_has_its_turns_and_tiers() -> None:
    expected = truth(PATH)
    corpus = dc.read(shared(PATH))
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == "chat"
    assert len(said) == expected["utterances"]
    assert said["participant_id"].value_counts().to_dict() == expected["by_speaker"]
    assert {f"%{c[5:]}": int(said[c].notna().sum()) for c in said if c.startswith("tier_")} == expected["dependent_tiers"]
    assert expected["first"].startswith(said["main_tier"][0])


def test_times_are_those_that_another_reader_finds() -> None:
    peer = pylangacq.read_chat(str(shared(PATH)), strict=False).utterances()
    ours = dc.read(shared(PATH)).utterances
    assert [(round(a * 1000), round(b * 1000)) for a, b in zip(ours["start_s"], ours["end_s"], strict=True)] == [u.time_marks for u in peer]


@given(mangled(SAMPLE.read_bytes()))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_ends_in_a_corpus_or_in_one_clear_error(raw: bytes) -> None:
    ends_well(read_chat, raw)
