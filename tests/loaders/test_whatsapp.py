"""WhatsApp's exports: the heads of many countries, the order of day and month, system lines, media."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from discourse.errors import LoadError, NotADiscussion
from discourse.loaders import read
from discourse.loaders.whatsapp import read_whatsapp

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "whatsapp.txt"
FIRST, SECOND = datetime(2021, 1, 13, 21, 15), datetime(2021, 1, 14, 9, 15)
HEADS = {
    "United States, iOS": ("[1/13/21, 9:15:00\u202fPM] ", "[1/14/21, 9:15:00\u202fAM] "),
    "United Kingdom": ("13/01/2021, 21:15 - ", "14/01/2021, 09:15 - "),
    "India": ("13/01/21, 9:15 pm - ", "14/01/21, 9:15 am - "),
    "Spain": ("13/1/21 21:15 - ", "14/1/21 9:15 - "),
    "Mexico": ("13/1/2021 9:15 p.\u00a0m. - ", "14/1/2021 9:15 a. m. - "),
    "Germany": ("13.01.21, 21:15 - ", "14.01.21, 09:15 - "),
    "Germany, iOS of 2015": ("13.01.21 21:15:00: ", "14.01.21 09:15:00: "),
    "France of 2016": ("13/01/2021 à 21:15 - ", "14/01/2021 à 09:15 - "),
    "Netherlands": ("13-01-2021 21:15 - ", "14-01-2021 09:15 - "),
    "Finland": ("13.1.2021 klo 21.15 - ", "14.1.2021 klo 9.15 - "),
    "Sweden, iOS": ("[2021-01-13, 21:15:00] ", "[2021-01-14, 09:15:00] "),
    "Hungary": ("2021. 01. 13. 21:15 - ", "2021. 01. 14. 9:15 - "),
    "Korea": ("2021. 1. 13. 오후 9:15 - ", "2021. 1. 14. 오전 9:15 - "),
    "China": ("2021/1/13 下午9:15 - ", "2021/1/14 上午9:15 - "),
    "Japan": ("2021/01/13 21:15 - ", "2021/01/14 9:15 - "),
    "Egypt": ("١٣\u200f/١\u200f/٢٠٢١، ٩:١٥ م - ", "١٤\u200f/١\u200f/٢٠٢١، ٩:١٥ ص - "),
    "Iran": ("۱۳/۱/۲۰۲۱،\u200f ۲۱:۱۵ - ", "۱۴/۱/۲۰۲۱،\u200f ۹:۱۵ - "),
    "Israel": ("13.1.2021, 21:15 - \u200f", "14.1.2021, 9:15 - \u200f"),
    "Greece": ("13/1/21, 9:15 μ.μ. - ", "14/1/21, 9:15 π.μ. - "),
    "Thailand, years of the Buddha": ("13/1/2564 21:15 - ", "14/1/2564 09:15 - "),
    "Viet Nam": ("21:15, 13/01/2021 - ", "09:15, 14/01/2021 - "),
    "copied from the web": ("[9:15 PM, 1/13/2021] ", "[9:15 AM, 1/14/2021] "),
    "months by name": ("Jan 13, 2021, 9:15 PM - ", "14 Jan 2021, 9:15 AM - "),
}


def test_the_sample_keeps_lines_media_and_what_was_taken_back() -> None:
    corpus = read(SAMPLE)
    said = corpus.utterances
    assert repr(corpus) == "Corpus: 7 utterances, 3 participants, 1 thread"
    assert said["flag"].tolist() == ["system", "system", "", "", "", "", "deleted"]
    assert said["text"][2] == "Rehearsal moves to Thursday 🎶\nSame room:\nhttps://example.org/room"
    assert said["participant"].fillna("").tolist() == ["", "Amara", "Amara", "Per Lindqvist", "Per Lindqvist", "דנה", "Amara"]
    assert said["media"].fillna("").tolist()[4] == "image omitted"
    assert (said["text"][5], bool(said["edited"][5])) == ("תודה, cafe\u0301 first?", True)
    assert corpus.attrs["dates"] == "day/month/year: a number above 12 can only be the day"


@pytest.mark.parametrize("where", HEADS)
def test_the_heads_of_many_countries(where: str) -> None:
    one, two = HEADS[where]
    said = read(f"{one}Ida: good: evening\nsecond line\n{two}+49 170 0000: morning\n").utterances
    assert said["text"].tolist() == ["good: evening\nsecond line", "morning"]
    assert said["participant"].tolist() == ["Ida", "+49 170 0000"]
    assert said["time"].dt.to_pydatetime().tolist() == [FIRST, SECOND]


def test_dates_that_fit_both_ways_are_told_and_can_be_settled() -> None:
    text = "01/02/2021, 10:00 - Ida: a\n01/02/2021, 11:00 - Per: b\n"
    corpus = read(text)
    assert corpus.utterances["time"][0].month == 2
    assert any("other way round" in note for note in corpus.attrs["provenance"][0]["notes"])
    assert read(text, dates="mdy").utterances["time"][0].month == 1


def test_the_course_of_the_dates_settles_their_order() -> None:
    lines = [f"{month}/{day}/21, 10:00 - Ida: x\n" for month, day in [(1, 9), (1, 10), (1, 11), (2, 1), (2, 2)]]
    corpus = read("".join(lines))
    assert corpus.attrs["dates"] == "month/day/year: 5 days lie close together only so"


def test_a_line_of_the_client_is_nobody_s() -> None:
    text = (
        '13/01/2021, 21:15 - Ida changed the subject from "a: b" to "c"\n13/01/2021, 21:16 - Per left\n'
        "13/01/2021, 21:17 - Ida: hm\n13/01/2021, 21:18 - Per: IMG-1.jpg (file attached)\nour tree\n"
    )
    said = read(text).utterances
    assert said["flag"].tolist() == ["system", "system", "", ""]
    assert said["participant"].isna().tolist() == [True, True, False, False]
    assert (said["media"][3], said["text"][3]) == ("IMG-1.jpg", "IMG-1.jpg (file attached)\nour tree")


def test_an_archive_is_named_after_its_file_and_two_chats_are_two_threads() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("WhatsApp Chat with Choir.txt", SAMPLE.read_text(encoding="utf-8"))
        archive.writestr("WhatsApp Chat with Bakers.txt", "13/01/2021, 21:15 - Ida: rye?\n13/01/2021, 21:16 - Per: yes\n")
        archive.writestr("IMG-1.jpg", "x")
    corpus = read(out.getvalue())
    assert corpus.threads == ["choir", "bakers"]
    assert corpus.left_out["text"].tolist() == ["IMG-1.jpg"]


def test_what_stands_before_the_first_message_is_left_out() -> None:
    corpus = read_whatsapp("copied by Ida\n13/01/2021, 21:15 - Ida: a\n")
    assert corpus.left_out["text"].tolist() == ["copied by Ida"]


def test_an_unknown_order_and_a_text_without_dates_are_refused() -> None:
    with pytest.raises(LoadError, match="dmy"):
        read_whatsapp("13/01/2021, 21:15 - Ida: a\n", dates="day first")
    with pytest.raises(NotADiscussion):
        read_whatsapp("a letter\nto a friend\n")
