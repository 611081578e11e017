"""Telegram Desktop's JSON: one chat, all chats, topics, services, texts in pieces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from discourse.errors import LoadError, NotADiscussion
from discourse.loaders import read
from discourse.loaders.telegram import read_telegram

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "telegram.json"


def chat(*messages: dict[str, Any], name: str = "hall", number: int = 1) -> dict[str, Any]:
    return {
        "name": name,
        "type": "private_group",
        "id": number,
        "messages": [{"type": "message", "from_id": "user1", **m} for m in messages],
    }


def test_the_sample_is_one_chat_with_its_replies() -> None:
    corpus = read(SAMPLE)
    said = corpus.utterances
    assert repr(corpus) == "Corpus: 7 utterances, 4 participants, 1 thread"
    assert said["kind"].tolist() == ["system", "message", "reply", "reply", "message", "message", "reply"]
    assert said["reply_to"].fillna("").str.rpartition("/")[2].tolist() == ["", "", "2", "3", "", "", "99"]
    assert said["text"][1] == "Good morning 🌻 the notes are at our page <https://example.org/notes>"
    assert said["text"][2] == "Thank you! 👨‍👩‍👧 cafe\u0301 at ten?"
    assert said["flag"].tolist() == ["system", "", "", "", "", "deleted", ""]
    assert said["media"].notna().tolist()[4]
    assert said["time"][1].isoformat() == "2024-06-03T08:01:00+00:00"


def test_two_chats_of_one_name_stay_two_threads() -> None:
    both = {"chats": {"list": [chat({"id": 1, "from": "A", "text": "a"}), chat({"id": 1, "from": "A", "text": "b"}, number=2)]}}
    said = read(json.dumps(both, indent=1)).utterances
    assert said["thread"].tolist() == ["hall", "hall-2"]
    assert said["id"].tolist() == ["hall/1", "hall-2/1"]


def test_a_message_in_a_topic_has_the_topic_as_thread_and_answers_nobody() -> None:
    topic = {"id": 5, "type": "service", "action": "topic_created", "title": "Bread", "actor": "A", "text": ""}
    said = read(json.dumps(chat(topic, {"id": 6, "from": "A", "reply_to_message_id": 5, "text": "rye"}), indent=1)).utterances
    assert said["thread"].tolist() == ["hall", "hall/bread"]
    assert said["kind"].tolist() == ["system", "message"]


def test_times_without_a_zone_are_told() -> None:
    corpus = read(json.dumps(chat({"id": 1, "from": "A", "date": "2020-01-01T10:00:00", "text": "a"}), indent=1))
    assert corpus.utterances["time"].dt.tz is None
    assert any("without a zone" in note for note in corpus.attrs["provenance"][0]["notes"])


def test_one_id_with_two_names_is_one_person() -> None:
    said = read(json.dumps(chat({"id": 1, "from": "Old", "text": "a"}, {"id": 2, "from": "New", "text": "b"}), indent=1)).utterances
    assert said["participant"].tolist() == ["New", "New"]


def test_quotations_and_bare_links_in_pieces() -> None:
    text = [{"type": "blockquote", "text": "a\nb"}, "so ", {"type": "link", "text": "https://example.org"}]
    said = read(json.dumps(chat({"id": 1, "from": "A", "text": text}), indent=1)).utterances
    assert said["text"][0] == "> a\n> b\nso https://example.org"


def test_a_cut_export_says_where() -> None:
    with pytest.raises(LoadError, match="line"):
        read(SAMPLE.read_text(encoding="utf-8")[:1500])


def test_an_export_without_messages_is_no_discussion() -> None:
    with pytest.raises(NotADiscussion):
        read_telegram('{"chats":\n {"list": []}}')
