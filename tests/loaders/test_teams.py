"""Microsoft Teams: the Graph's messages in either case of their keys, a person's own data, an archive of channels."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from discourse.errors import LoadError, NotADiscussion
from discourse.loaders import read
from discourse.loaders.teams import read_teams

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "teams.json"


def test_the_sample_is_a_conversation_with_its_subject() -> None:
    corpus = read(SAMPLE)
    said = corpus.utterances
    assert repr(corpus) == "Corpus: 6 utterances, 3 participants, 2 threads"
    assert said["kind"].tolist() == ["post", "reply", "reply", "reply", "system", "post"]
    assert said["flag"].tolist() == ["", "", "", "deleted", "system", ""]
    assert said["participant"].tolist()[:3] == ["Ama Mensah (u-1)", "Björn Åberg", "Ama Mensah (u-3)"]
    assert said["participant"][4] == "Ama Mensah (u-1)"
    assert said["text"][0] == "When can everyone meet? 📅\n\nI am free late in the week."
    assert said["text"][2] == "@Björn Åberg שלום, cafe\u0301 at nine? the map <https://example.org/map>"
    assert said["thread"].nunique() == 2
    assert said["reply_to"].dropna().unique().tolist() == ["teams/1717401600001"]


def test_keys_in_capitals_are_the_same_format() -> None:
    def capitals(value: object) -> object:
        if isinstance(value, dict):
            return {k[:1].upper() + k[1:]: capitals(v) for k, v in value.items()}
        return [capitals(v) for v in value] if isinstance(value, list) else value

    small = json.loads(SAMPLE.read_text(encoding="utf-8"))["value"]
    assert read(json.dumps(capitals(small), indent=1), thread="t").equals(read(json.dumps(small, indent=1), thread="t"))


def test_a_person_s_own_data_has_newest_messages_first() -> None:
    def one(number: int, name: str, text: str, kind: str = "RichText/Html") -> dict[str, object]:
        when = f"2024-06-03T10:0{number}:00.000Z"
        return {
            "id": str(number),
            "displayName": name,
            "originalarrivaltime": when,
            "messagetype": kind,
            "content": text,
            "from": f"8:live:{name}",
        }

    messages = [one(3, "Ida", "", "ThreadActivity/AddMember"), one(2, "Per", "<b>yes</b> 🙂"), one(1, "Ida", "tea?")]
    own = {"userId": "8:live:ida", "conversations": [{"id": "19:x", "displayName": "Kitchen", "MessageList": messages}]}
    said = read(json.dumps(own, indent=1)).utterances
    assert said["text"].tolist()[:2] == ["tea?", "yes 🙂"]
    assert said["kind"].tolist() == ["message", "message", "system"]
    assert said["thread"].unique().tolist() == ["kitchen"]


def test_an_archive_takes_names_from_its_lists() -> None:
    out = io.BytesIO()
    message = {
        "Id": "1", "MessageType": "message", "CreatedDateTime": "2024-06-03T08:00:00Z", "From": {"User": {"Id": "u-1"}},
        "Body": {"ContentType": "text", "Content": "hi"}, "ChannelIdentity": {"ChannelId": "c-1"},
    }  # fmt: skip
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("users/usersList.json", json.dumps([{"Id": "u-1", "DisplayName": "Ida Berg"}]))
        archive.writestr("teams/t/channels_t.json", json.dumps([{"Id": "c-1", "DisplayName": "Quiet room"}]))
        archive.writestr("teams/t/messages_t.json", json.dumps([message]))
    said = read(out.getvalue()).utterances
    assert said[["thread", "participant", "text"]].values.tolist() == [["quiet-room", "Ida Berg", "hi"]]


def test_a_cut_export_and_an_empty_one_are_refused() -> None:
    with pytest.raises(LoadError, match="line"):
        read(SAMPLE.read_text(encoding="utf-8")[:1500])
    with pytest.raises(NotADiscussion):
        read_teams('{"value":\n []}')
