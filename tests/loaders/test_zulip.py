"""Zulip: the answer of its messages call, and an organization's export as a tar."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from discourse.errors import LoadError, NotADiscussion
from discourse.loaders import read
from discourse.loaders.zulip import read_zulip

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "zulip.json"
REALM = {
    "zerver_userprofile": [{"id": 1, "full_name": "Ida", "is_bot": False}, {"id": 2, "full_name": "Per", "is_bot": False}],
    "zerver_stream": [{"id": 9, "name": "Hall"}],
    "zerver_recipient": [{"id": 70, "type": 2, "type_id": 9}, {"id": 71, "type": 1, "type_id": 2}],
}
MESSAGES = {
    "zerver_message": [
        {"id": 12, "sender": 2, "recipient": 70, "subject": "Keys", "content": "here 🗝️", "date_sent": 1717401660.5},
        {"id": 11, "sender": 1, "recipient": 70, "subject": "Keys", "content": "where?", "date_sent": 1717401600},
        {"id": 13, "sender": 1, "recipient": 71, "subject": "", "content": "thanks", "date_sent": 1717401700},
    ]
}


def exported() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, value in {"zulip-export/realm.json": REALM, "zulip-export/messages-000001.json": MESSAGES}.items():
            content = json.dumps(value).encode()
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def test_the_sample_has_a_thread_for_each_topic() -> None:
    corpus = read(SAMPLE)
    said = corpus.utterances
    assert repr(corpus) == "Corpus: 5 utterances, 3 participants, 3 threads"
    assert corpus.threads == ["library/opening-hours", "library/sundays", "ilse-brandt-omar-saleh"]
    assert said["reply_to"].fillna("").tolist() == ["", "901", "", "", ""]
    assert said["flag"].tolist() == ["", "", "", "system", ""]
    assert said["text"][1].split("\n")[1:] == ["> Could we open on **Sundays**?", "Yes, with two people 👩🏿‍🤝‍👩🏽"]
    assert said["text"][2] == "تمام! I ask the cafe\u0301."
    assert said["reactions"][0] == ":tada: 2"


def test_an_export_is_read_from_its_tar() -> None:
    said = read(exported()).utterances
    assert said[["id", "thread", "participant", "text"]].values.tolist() == [
        ["11", "hall/keys", "Ida", "where?"],
        ["12", "hall/keys", "Per", "here 🗝️"],
        ["13", "ida-per", "Ida", "thanks"],
    ]
    assert said["time"][1].isoformat() == "2024-06-03T08:01:00.500000+00:00"


def test_a_cut_tar_is_told() -> None:
    with pytest.raises(LoadError):
        read_zulip(exported()[:-60])


def test_an_empty_answer_is_no_discussion() -> None:
    with pytest.raises(NotADiscussion):
        read_zulip('{"messages":\n []}')
