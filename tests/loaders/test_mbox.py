"""Mail: mbox, single mails, articles, archives; threads, quotations, signatures, broken headers."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from discourse.errors import LoadError, NotADiscussion
from discourse.loaders import read
from discourse.loaders.mbox import read_mbox

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "mbox.mbox"


def mail(body: str, **headers: str) -> bytes:
    given = {"From": "Ida <ida@example.org>", "Date": "Mon, 3 Jun 2024 10:00:00 +0200", "Subject": "Tea", "Message-ID": "<m@example.org>"}
    lines = [f"{k}: {v}" for k, v in (given | {k.replace("_", "-"): v for k, v in headers.items()}).items() if v]
    return ("\n".join(lines) + "\n\n" + body).encode()


def test_the_sample_has_its_threads_and_keeps_quotations_and_signatures_apart() -> None:
    corpus = read(SAMPLE)
    said = corpus.utterances
    assert repr(corpus) == "Corpus: 4 utterances, 3 participants, 2 threads"
    assert said["reply_to"].fillna("").tolist() == ["", "a1@example.org", "b2@example.org", "lost@example.org"]
    assert said["participant"].tolist() == ["Ana Ruiz", "Ben Müller", "דנה", "Ana Ruiz"]
    assert said["text"][0] == "Dear all,\n\nthe heap is warm 🔥. Who turns it on Saturday?"
    assert said["signature"][0] == "Ana\ngate key: ask me"
    assert said["own"][1] == "I do, with grüßen from the café.\nFrom the shed I bring a fork."
    assert said["quoted"][1] == "On Mon, 3 Jun 2024, Ana Ruiz wrote:\n> the heap is warm. Who turns it\n> on Saturday?"
    assert said["footer"][1].startswith("compost mailing list")
    assert (said["text"][2], said["attachments"][2]) == ("שלום, I can help 👩🏽‍🌾 with cafe\u0301.", "heap.png")
    assert said["text"][3] == "We have beans, see the list <https://example.org/seeds>.\n\nAna"
    assert said["time"][0].isoformat() == "2024-06-03T09:00:00+00:00"
    assert corpus.threads == ["who-turns-the-heap", "seeds"]


def test_quotations_can_be_left_out_of_the_text_and_are_not_lost() -> None:
    said = read(SAMPLE, quotes="apart").utterances
    assert said["text"][1] == said["own"][1]
    assert "on Saturday?" in said["quoted"][1]


def test_an_answer_above_the_whole_old_mail() -> None:
    body = "Yes.\n\n-----Original Message-----\nFrom: Per\nSent: Monday\n\nTea?\n"
    said = read(mail(body)).utterances
    assert (said["own"][0], said["quoted"][0].endswith("Tea?")) == ("Yes.", True)


def test_a_flowed_paragraph_is_one_line() -> None:
    said = read(mail("one \ntwo\n> old \n> words\n", MIME_Version="1.0", Content_Type="text/plain; format=flowed")).utterances
    assert said["text"][0] == "one two\n> old words"


@pytest.mark.parametrize("charset", ["utf-8", "koi8-r", "x-unknown", "us-ascii", ""])
def test_a_text_is_read_whatever_its_mail_says_of_it(charset: str) -> None:
    raw = mail("", MIME_Version="1.0", Content_Type=f"text/plain; charset={charset}" if charset else "")
    body = "Привет" if charset == "koi8-r" else "grün 😀"
    said = read(raw + body.encode(charset if charset in ("utf-8", "koi8-r") else "utf-8")).utterances
    assert said["text"][0] == body


def test_raw_letters_in_a_header_are_read() -> None:
    said = read(mail("x").replace(b"From: Ida", "From: Jörg".encode("cp1252")) + b"\n").utterances
    assert said["participant"][0] == "Jörg"


def test_an_article_of_usenet_keeps_its_groups() -> None:
    said = read(b"Path: news!not-for-mail\r\nNewsgroups: misc.garden\r\n" + mail("Beans.\n").replace(b"\n", b"\r\n")).utterances
    assert (said["newsgroups"][0], said["text"][0]) == ("misc.garden", "Beans.")


def test_without_references_re_goes_to_the_thread_of_its_subject() -> None:
    box = b"".join(
        b"From x@example.org Mon Jun  3 09:00:00 2024\n" + mail("x\n\n", Subject=subject, Message_ID=f"<{n}@example.org>")
        for n, subject in enumerate(["Tea", "Bread", "Re: Tea", "Tea"])
    )
    corpus = read(box)
    assert corpus.utterances["thread"].tolist() == ["tea", "bread", "tea", "tea-2"]
    assert corpus.utterances["reply_to"].isna().all()


def test_doubled_message_ids_and_unreadable_dates_are_kept_and_told() -> None:
    box = b"".join(
        b"From x@example.org Mon Jun  3 09:00:00 2024\n" + mail("x\n\n", Date=date) for date in ["Mon, 3 Jun 2024 10:00:00 +0200", "soon"]
    )
    corpus = read(box)
    assert corpus.utterances["id"].tolist() == ["m@example.org", "m@example.org#2"]
    assert corpus.utterances["date_given"].fillna("").tolist() == ["", "soon"]
    assert corpus.attrs["provenance"][0]["doubled_ids"] == 1


def test_a_line_that_begins_with_from_is_no_new_mail() -> None:
    box = b"From x@example.org Mon Jun  3 09:00:00 2024\n" + mail("one\n\nFrom here on it rains, at 10:00 in 2024\nsince Monday\n")
    assert len(read(box)) == 1


def test_archives_of_lists_are_read_packed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("messages.mbox", SAMPLE.read_bytes())
    plain = read(SAMPLE).utterances
    assert read(out.getvalue()).utterances.equals(plain)
    assert read_mbox(gzip.compress(SAMPLE.read_bytes())).utterances.equals(plain)


def test_what_is_no_mail_is_refused() -> None:
    with pytest.raises(NotADiscussion):
        read_mbox(b"a letter\nto a friend\n")
    with pytest.raises(LoadError, match="apart"):
        read_mbox(SAMPLE, quotes="drop")
