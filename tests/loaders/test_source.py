"""Bytes become text in one place, and nothing is replaced in silence."""

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.errors import EmptySource, LoadError, UndecodableText, UnknownFormat
from discourse.loaders import _source, capture, table
from discourse.loaders._source import open_source, slug

TEXT = "Zoë said: “naïve” – 5 € for a café\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "utf-16-le", "utf-16-be"])
def test_the_usual_encodings_are_found_out(encoding):
    opened = open_source(TEXT.encode(encoding))
    assert opened.text == TEXT
    assert opened.encoding == encoding


def test_a_guess_is_reported():
    opened = open_source(TEXT.encode("cp1252"))
    assert opened.text
    assert "guess" in opened.notes[0]


def test_cyrillic_in_its_old_encoding_is_not_read_as_western():
    text = "Кому принадлежит сеть знакомых? Я думаю, что никому, и это хорошо. " * 5
    opened = open_source(text.encode("cp1251"))
    assert opened.text == text


def test_where_two_alphabets_fit_it_asks():
    with pytest.raises(UndecodableText, match=r"it may be .*cp1251.* or .*name the encoding"):
        _ = open_source(("למי שייכת הרשת? אני חושב שלאף אחד. " * 5).encode("cp1255")).text


def test_an_encoding_that_was_given_is_used():
    assert open_source(b"caf\x82 au lait", "cp437").text == "café au lait"


def test_damaged_utf8_names_line_and_byte():
    with pytest.raises(UndecodableText, match=r"line 2, byte 12 \(0xff\)"):
        _ = open_source(b"id,text\n1,xy\xff\xfe\x90\n").text


def test_a_wrong_encoding_that_was_given_is_an_error():
    with pytest.raises(UndecodableText, match="no ascii text"):
        _ = open_source(TEXT.encode(), "ascii").text
    with pytest.raises(LoadError, match="no encoding is called 'utf-88'"):
        _ = open_source(TEXT.encode(), "utf-88").text


@pytest.mark.parametrize(("raw", "what"), [(b"%PDF-1.7\n", "PDF"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"PK\x03\x04....", "ZIP")])
def test_binary_files_are_called_by_their_name(raw, what):
    with pytest.raises(UnknownFormat, match=what):
        _ = open_source(raw).text


def test_bytes_without_any_sense_are_refused():
    with pytest.raises((UnknownFormat, UndecodableText)):
        _ = open_source(bytes(range(256)) * 20).text


def test_nul_is_removed_and_reported_with_its_line():
    opened = open_source(b"one\ntw\0o and more text to come\n")
    assert opened.text == "one\ntwo and more text to come\n"
    assert opened.left_out([]).values.tolist() == [[2, "NUL", "two and more text to", "a NUL character is no text; removed"]]


def test_half_a_surrogate_pair_is_replaced_and_reported():
    opened = open_source("x\n\ud83d y")
    assert opened.text == "x\n\ufffd y"
    assert opened.left_out([])["where"].tolist() == [2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_become_one(end):
    assert open_source(end.join(["one", "two", ""]).encode()).text == "one\ntwo\n"


@pytest.mark.parametrize("nothing", [b"", b"  \n", "", "\n", "\ufeff\n"])
def test_nothing_is_an_empty_source(nothing):
    with pytest.raises(EmptySource):
        _ = open_source(nothing).text


def test_a_missing_file_names_its_neighbours(tmp_path):
    (tmp_path / "interviews.csv").write_text("x")
    with pytest.raises(LoadError, match=r"no such file; did you mean 'interviews.csv'\?"):
        open_source(tmp_path / "interview.csv")
    with pytest.raises(LoadError, match="no folder"):
        open_source(str(tmp_path / "nowhere" / "x.csv"))


def test_a_large_file_can_be_let_go_and_is_read_again_when_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(_source, "LARGE", 10)
    path = tmp_path / "long.txt"
    path.write_bytes(TEXT.encode())
    opened = open_source(path)
    opened.let_go()
    assert opened._raw is None
    assert opened.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert opened._raw is None
    assert opened.raw == TEXT.encode()


def test_what_is_no_file_is_never_let_go(monkeypatch):
    monkeypatch.setattr(_source, "LARGE", 10)
    opened = open_source(TEXT.encode())
    opened.let_go()
    assert opened.raw == TEXT.encode()


@pytest.mark.parametrize("loader", [capture, table])
def test_a_large_text_is_known_by_its_beginning(loader, monkeypatch):
    monkeypatch.setattr(_source, "LARGE", 1000)
    monkeypatch.setattr(_source, "_SAMPLE", 500)
    opened = open_source(TEXT.encode() * 100)
    loader.sniff(opened)
    assert "text" not in vars(opened)


def test_an_open_file_and_its_name(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    with path.open("rb") as file:
        assert (open_source(file).name, open_source(io.BytesIO(b"x\ny")).text) == ("a.txt", "x\ny")
    with pytest.raises(LoadError, match="cannot read a int"):
        open_source(42)


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1).filter(
        lambda t: t.strip("\ufeff \t\n") and t.strip()
    )
)
def test_utf8_comes_back_to_the_letter(text):
    assert open_source(text.encode()).text == text.removeprefix("\ufeff")


@given(st.text(max_size=200))
def test_a_slug_is_short_and_readable(title):
    name = slug(title)
    assert 0 < len(name) <= 40
    assert not name.startswith("-")
