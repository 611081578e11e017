"""Zoom's saved chat: its heads, replies, reactions and private messages."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

import discourse as dc
from discourse.loaders.zoom_chat import read_zoom_chat
from tests.conftest import TOP
from tests.loaders.mangling import ends_well, mangled
from tests.loaders.truth import shared, truth

SAMPLE = TOP / "data" / "samples" / "zoom_chat.txt"


def test_the_sample_has_a_message_a_reply_a_reaction_and_a_private_one() -> None:
    said = dc.read(SAMPLE).utterances
    columns = ["kind", "reply_to", "participant", "clock", "to", "private", "flag", "text"]
    assert said[columns].fillna("").values.tolist() == [
        ["message", "", "Noor Haddad", "10:02:11", "Everyone", False, "", "Who looks after the garden now? 🌱"],
        ["reply", "1", "Zoé Pohl", "10:02:40", "Everyone", False, "", "We do. 👩🏽‍🌾\nEveryone waters a bed."],
        ["reaction", "2", "Noor Haddad", "10:03:02", "Everyone", False, "system", 'Reacted to "We do. 👩🏽‍🌾" with ❤️'],
        ["message", "", "Noor Haddad", "10:03:20", "Zoé Pohl", True, "", "שלום, the key is under the pot."],
    ]
    assert said["quotes"][1] == "Who looks after the gar..."


def test_a_reply_is_linked_only_where_one_message_can_be_meant() -> None:
    talk = "10:00:0{} From A to Everyone:\n\t{}\n"
    said = read_zoom_chat(talk.format(1, "yes") + talk.format(2, "yes") + talk.format(3, 'Replying to "yes"\n\n\tno')).utterances
    assert said["reply_to"].isna().all()
    assert said["kind"].tolist() == ["message", "message", "reply"]


def test_dates_give_times_and_a_german_zoom_is_read_too() -> None:
    said = read_zoom_chat(
        "2021-05-12 10:00:01 Von Ana an Alle: Hallo\n2021-05-12 10:00:05 Von Ben an Ana(Direktnachricht): Hi\n"
    ).utterances
    assert said["time"].dt.strftime("%H:%M:%S").tolist() == ["10:00:01", "10:00:05"]
    assert said["private"].tolist() == [False, True]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_shared_chats_have_their_messages_and_authors(number: int) -> None:
    path = f"3-transcripts-docs/zoom-vtt/meeting00{number}_chat.txt"
    corpus = dc.read(shared(path))
    assert corpus.attrs["provenance"][0]["loader"] == "zoom_chat"
    assert len(corpus) == truth(path)["messages"]
    assert sorted(corpus.participants["participant"]) == truth(path)["authors"]
    assert corpus.utterances["text"][0] == truth(path)["first"][2]


@given(mangled(SAMPLE.read_bytes()))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_damage_ends_in_a_corpus_or_in_one_clear_error(raw: bytes) -> None:
    ends_well(read_zoom_chat, raw)
