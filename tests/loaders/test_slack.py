"""A Slack export, its channels, threads, bots and marks; other archives are tested elsewhere."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from discourse.errors import LoadError, NotADiscussion
from discourse.loaders import read
from discourse.loaders._source import Source
from discourse.loaders.slack import read_entries, read_slack, sniff_entries

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "slack.zip"


def export(messages: list[dict[str, Any]], **lists: Any) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, value in {"users": [], "channels": [], **lists}.items():
            archive.writestr(f"{name}.json", json.dumps(value))
        archive.writestr("hall/2024-06-03.json", json.dumps(messages))
    return out.getvalue()


def test_the_sample_is_read_as_channels_with_threads() -> None:
    corpus = read(SAMPLE)
    said = corpus.utterances
    assert repr(corpus) == "Corpus: 9 utterances, 4 participants, 2 threads"
    assert said["kind"].tolist() == ["system", "message", "reply", "message", "message", "reply", "message", "message", "message"]
    assert said["flag"].tolist() == ["system", "", "", "bot", "", "", "deleted", "", ""]
    assert said["reply_to"].dropna().unique().tolist() == ["garden/1717401660.000200"]
    assert said["text"][2] == "Yes & soon: two tins <https://example.org/paint> are in the shed 👩🏽‍🌾"
    assert said["text"][4] == "שלום, I bring cafe\u0301 for @here in #garden"
    assert said["text"][8] == "Under the pot, @Ben Ruiz :key:"
    assert said["time"][1].isoformat() == "2024-06-03T08:01:00.000200+00:00"
    assert said["participant"].isna().tolist()[6]
    assert corpus.threads == ["garden", "wanda-okoye-ben-ruiz-d01"]


def test_what_a_person_typed_between_angle_brackets_is_no_mark() -> None:
    corpus = read_slack(export([{"type": "message", "user": "U1", "ts": "1.0", "text": "if a &lt;b&gt; then &amp;amp;"}]))
    assert corpus.utterances["text"][0] == "if a <b> then &amp;"


def test_a_stranger_is_named_by_the_profile_in_the_message() -> None:
    told = {"type": "message", "user": "U9", "ts": "1.0", "text": "hi <@U9>", "user_profile": {"real_name": "Ida Berg"}}
    said = read_slack(export([told])).utterances
    assert (said["participant"][0], said["text"][0]) == ("Ida Berg", "hi @Ida Berg")


def test_one_name_of_two_people_stays_two_people() -> None:
    users = [{"id": "U1", "real_name": "Sam"}, {"id": "U2", "real_name": "Sam"}]
    said = read_slack(export([{"user": "U1", "ts": "1.0", "text": "a"}, {"user": "U2", "ts": "2.0", "text": "b"}], users=users)).utterances
    assert said["participant"].tolist() == ["Sam (U1)", "Sam (U2)"]


def test_a_folder_gives_what_the_archive_gives() -> None:
    with zipfile.ZipFile(SAMPLE) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    assert sniff_entries([name for name, _ in entries]) > 0.9
    corpus = read_entries(entries, Source("export", b"-"))
    assert corpus.equals(read_slack(SAMPLE))


def test_a_message_without_a_time_stamp_is_told() -> None:
    corpus = read_slack(export([{"user": "U1", "text": "lost"}, {"user": "U1", "ts": "1.0", "text": "kept"}]))
    assert corpus.left_out["text"].tolist() == ["lost"]


def test_a_day_file_that_is_cut_is_named() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("users.json", "[]")
        archive.writestr("hall/2024-06-03.json", '[{"ts": "1.0", "te')
    with pytest.raises(LoadError, match=r"hall/2024-06-03\.json"):
        read(out.getvalue())


def test_an_export_without_messages_is_no_discussion() -> None:
    with pytest.raises(NotADiscussion):
        read_slack(export([]))


def test_one_day_alone_is_read_with_the_ids_of_its_people() -> None:
    day = [{"type": "message", "user": "U1", "ts": "1717401600.000100", "text": "hi <@U2>"}]
    corpus = read(json.dumps(day, indent=1))
    assert corpus.attrs["provenance"][0]["loader"] == "slack"
    assert corpus.utterances[["participant", "text"]].values.tolist() == [["U1", "hi @U2"]]
