"""read() finds the loader by content, and says what there is when it finds none."""

import sys
import types
from importlib.metadata import EntryPoint

import pandas as pd
import pytest

import discourse as dc
from discourse import loaders
from discourse.corpus import Corpus
from discourse.errors import EmptySource, LoadError, NotADiscussion, UndecodableText, UnknownFormat

TABLE = "id,author,text\n1,Ana,Who owns it?\n2,Ben,We do.\n"
PAGE = "A title\n\nA post.\n\n2 comments\n\n  1. Ana says:\n\n    Yes, I do.\n\n  2. Bo says:\n\n    No, I do.\n\nLeave a Reply\n"


@pytest.mark.parametrize(
    ("name", "content", "loader"),
    [("a.txt", TABLE, "table"), ("a.csv", PAGE, "capture"), ("a", PAGE, "capture"), ("b.csv", TABLE, "table")],
)
def test_the_content_decides_and_not_the_suffix(tmp_path, name, content, loader):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert dc.read(path).attrs["provenance"][0]["loader"] == loader
    assert dc.read(str(path)).attrs["provenance"][0]["source"] == name


def test_a_text_bytes_and_a_dataframe_are_read():
    assert len(dc.read(PAGE)) == len(dc.read(PAGE.encode("utf-16"))) == 3
    assert len(dc.read(pd.DataFrame({"text": ["x"]}))) == 1


def test_the_public_names_open():
    assert dc.read_capture(PAGE).equals(dc.read(PAGE))
    assert dc.read_table(TABLE).equals(dc.read(TABLE))


def test_a_miss_lists_the_loaders():
    with pytest.raises(UnknownFormat, match=r"there are: .*capture.*table"):
        dc.read("<svg>\n</svg>")


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", EmptySource),
        (b"\n \n", EmptySource),
        (b"%PDF-1.4\n%\xe2", UnknownFormat),
        (b"text\xff\xfe\x81\n", UndecodableText),
        (b"milk\neggs\n", NotADiscussion),
    ],
)
def test_bad_input_gets_one_clear_error(raw, error):
    with pytest.raises(error):
        dc.read(raw)


def test_a_text_without_speakers_is_told_how_it_can_be_read_all_the_same(tmp_path):
    path = tmp_path / "essay.txt"
    path.write_text("We met in spring.\n\nNobody wrote anything down.\n")
    with pytest.raises(NotADiscussion, match=r'dc\.read_interview\(path, split="paragraph"\)'):
        dc.read(path)
    assert len(dc.read_interview(path, split="paragraph")) == 2


def test_an_unknown_option_says_who_refuses_it():
    with pytest.raises(LoadError, match=r"read as 'capture'.*'columns'"):
        dc.read(PAGE, columns={"text": "x"})


def test_a_folder_is_read_file_by_file(tmp_path):
    (tmp_path / "one.csv").write_text(TABLE)
    (tmp_path / "two.txt").write_text(PAGE)
    corpus = dc.read(tmp_path)
    assert len(corpus) == 5
    assert [p["source"] for p in corpus.attrs["provenance"]] == ["one.csv", "two.txt"]


def test_files_that_use_the_same_ids_are_kept_apart(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.csv").write_text("id,parent,text\n1,,x\n2,1,y\n")
    corpus = dc.read([tmp_path / "one.csv", tmp_path / "two.csv"])
    assert corpus.utterances["id"].tolist() == ["one/1", "one/2", "two/1", "two/2"]
    assert corpus.utterances["reply_to"].dropna().tolist() == ["one/1", "two/1"]


def test_an_empty_folder_and_an_empty_list(tmp_path):
    for nothing in (tmp_path, []):
        with pytest.raises(EmptySource):
            dc.read(nothing)


def test_another_package_adds_a_loader_by_an_entry_point(monkeypatch):
    module = types.ModuleType("loader_of_another_package")
    module.sniff = lambda source: 1.0 if source.head.startswith(b"@@") else 0.0
    module.read_ats = lambda source, *, thread=None, encoding=None: Corpus(pd.DataFrame({"text": [source.text]}))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    point = EntryPoint("ats", module.__name__, "discourse.loaders")
    monkeypatch.setattr(loaders, "entry_points", lambda group: [point])
    loaders.loaders.cache_clear()
    try:
        assert dc.read("@@ hello\n").text("1") == "@@ hello\n"
        assert len(dc.read(PAGE)) == 3
    finally:
        loaders.loaders.cache_clear()


@pytest.mark.parametrize("name", sorted(loaders.loaders()))
def test_each_loader_has_the_signature_of_the_room(name):
    module = loaders.loaders()[name]
    assert callable(module.sniff)
    assert callable(getattr(module, f"read_{name}"))
