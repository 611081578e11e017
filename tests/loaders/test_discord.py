"""Discord as DiscordChatExporter writes it, in its three forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from discourse.errors import LoadError, NotADiscussion
from discourse.loaders import read
from discourse.loaders.discord import read_discord

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "discord.json"
CSV = (
    'AuthorID,Author,Date,Content,Attachments,Reactions\n"77","ida#1234","2024-06-03T12:34:00.0000000+00:00","hello\nall 😀","",""\n'
    '"78","per","2024-06-03T12:35:00.0000000+00:00","yes, ""all""","","👍 (2)"\n'
)
PAGE = """<!DOCTYPE html><html><body><div class="preamble"><div class="preamble__entry">Library</div>
<div class="preamble__entry">Text / quiet room</div></div><div class="chatlog"><div class="chatlog__message-group">
<div class="chatlog__message-container" data-message-id="1"><div class="chatlog__header"><span class="chatlog__author" title="ida"
data-user-id="77">Ida</span><span class="chatlog__timestamp" title="Monday, June 3, 2024 12:34 PM">x</span></div>
<div class="chatlog__content"><span class="chatlog__markdown-preserve">hello <img class="chatlog__emoji" alt="😀"></span></div></div>
<div class="chatlog__message-container" data-message-id="2"><div class="chatlog__short-timestamp"
title="Monday, June 3, 2024 12:35 PM"></div>
<div class="chatlog__content"><span class="chatlog__markdown-preserve">still me</span></div></div></div>
<div class="chatlog__message-group"><div class="chatlog__message-container" data-message-id="3"><div class="chatlog__reply">
<span class="chatlog__reply-link" onclick="scrollToMessage(event,'1')">hello</span></div>
<span class="chatlog__author" data-user-id="78">Per</span>
<span class="chatlog__author-tag">BOT</span><div class="chatlog__content"><span>answer</span></div></div></div></div></body></html>"""


def test_the_sample_keeps_its_replies_and_its_two_sams() -> None:
    corpus = read(SAMPLE)
    said = corpus.utterances
    assert repr(corpus) == "Corpus: 7 utterances, 5 participants, 1 thread"
    above = said["reply_to"].fillna("").str.removeprefix("reading-circle/").tolist()
    assert above == ["", "9001", "9002", "", "", "", "8000"]
    assert corpus.attrs["provenance"][0]["orphans"] == 1
    assert said["flag"].tolist() == ["", "", "", "", "system", "bot", ""]
    assert said["participant"].tolist()[2:4] == ["Sam (503)", "Sam (504)"]
    assert said["text"][2] == "مرحبا, I have not got the book yet 🧑🏾‍🏫"
    assert said["text"][5].startswith("Monday\nChapter two")
    assert said["time"][0].isoformat() == "2024-06-03T18:00:00.120000+00:00"
    assert (said["files"][3], said["reactions"][0], corpus.attrs["server"]) == ("shelf.png", "📚 3", "Village Library")


def test_a_csv_has_the_texts_and_no_replies() -> None:
    corpus = read(CSV)
    said = corpus.utterances
    assert corpus.attrs["provenance"][0]["loader"] == "discord"
    assert said["text"].tolist() == ["hello\nall 😀", 'yes, "all"']
    assert said["participant"].tolist() == ["ida", "per"]
    assert said["reply_to"].isna().all()


def test_a_page_keeps_its_replies_and_its_groups() -> None:
    said = read(PAGE).utterances
    assert said["id"].tolist() == ["quiet-room/1", "quiet-room/2", "quiet-room/3"]
    assert said["participant"].tolist() == ["Ida", "Ida", "Per"]
    assert said["reply_to"].fillna("").tolist() == ["", "", "quiet-room/1"]
    assert said["text"].tolist() == ["hello 😀", "still me", "answer"]
    assert said["flag"].tolist() == ["", "", "bot"]
    assert said["time"].astype(str).tolist()[:2] == ["2024-06-03 12:34:00", "2024-06-03 12:35:00"]


def test_a_thread_name_goes_before_the_ids() -> None:
    said = read(SAMPLE, thread="club").utterances
    assert said["id"][1] == "club/reading-circle/9002"
    assert said["reply_to"][1] == "club/reading-circle/9001"


def test_a_cut_export_says_where() -> None:
    with pytest.raises(LoadError, match="line"):
        read(SAMPLE.read_text(encoding="utf-8")[:900])


def test_an_empty_channel_is_no_discussion() -> None:
    with pytest.raises(NotADiscussion):
        read_discord('{"guild": {},\n "channel": {"id": "1", "name": "x"}, "messages": []}')
