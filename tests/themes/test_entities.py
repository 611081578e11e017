"""Sentences about named entities."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
import spacy

import discourse as dc
from discourse.errors import FrameError, LanguageModelWarning, MissingExtra, UnknownLanguage
from discourse.frames import check_codings
from discourse.language import load_language
from discourse.themes import entities

COLUMNS = ["utterance", "start", "end", "code", "coder", "quote", "score", "reason"]


@pytest.fixture(scope="module")
def english():
    return load_language()


@pytest.fixture
def rules():
    """A pipeline that finds names by rules, without any model."""
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "WORK", "pattern": [{"LOWER": "waas"}]}, {"label": "ODD", "pattern": "\n Ana \n"}])
    return nlp


def test_people_places_and_dates_are_found_with_exact_offsets(english):
    texts = ["😀 Mary Seacole left Jamaica for London in 1854.", "👩🏽‍🚀\r\nשלום Angela Merkel lives in Berlin."]
    said = dc.Corpus(pd.DataFrame({"text": texts}))
    found = dc.find_entities(said, language=english)
    check_codings(found, said.utterances)
    assert list(found.columns) == COLUMNS
    assert {("Mary Seacole", "entity/PERSON"), ("London", "entity/GPE"), ("1854", "entity/DATE")} <= set(
        zip(found["quote"], found["code"], strict=True)
    )
    assert ("2", "Berlin", "entity/GPE") in set(zip(found["utterance"], found["quote"], found["code"], strict=True))
    assert found["reason"][found["code"] == "entity/GPE"].unique().tolist() == ["Countries, cities, states"]
    assert found["score"].between(0.5, 0.999).all()


def test_the_coder_says_which_pipeline_ran(english):
    found = dc.find_entities(["Mary Seacole left Jamaica."], language=english)
    name = f"en_{english.meta['name']}-3.8.0"
    assert found["coder"].unique().tolist() == [f"entities:{name}"]
    assert found.attrs["entities"] == {"pipeline": name, "spacy": spacy.__version__, "labels": None}
    assert dc.find_entities(["Mary Seacole left."], language=english, coder="names")["coder"].unique().tolist() == ["names"]


def test_only_what_finds_names_runs(english, monkeypatch):
    spent: list[list[str]] = []
    whole = english.pipe
    monkeypatch.setattr(english, "pipe", lambda texts, *, disable, **more: spent.append(disable) or whole(texts, disable=disable, **more))
    assert len(dc.find_entities(["Mary Seacole left Jamaica."], language=english)) == 2
    assert spent[0] == [name for name in english.pipe_names if name != "ner"]
    assert "ner" in english.pipe_names


def test_rules_need_all_components_and_have_the_score_1(rules):
    found = dc.find_entities(["Is WaaS work?"], language=rules)
    assert found[["start", "end", "code", "quote", "score", "reason"]].values.tolist() == [
        [3, 7, "entity/WORK", "WaaS", 1.0, "the pipeline's label WORK"]
    ]
    assert entities._needless(rules) == []


def test_white_space_at_the_ends_is_no_part_of_a_name(rules):
    found = dc.find_entities(["Oh\n Ana \nno"], language=rules)
    assert found["quote"].tolist() == ["Ana"]


def test_labels_are_chosen_and_an_unknown_one_is_told(english):
    found = dc.find_entities(["Mary Seacole left Jamaica in 1854."], language=english, labels=["GPE"])
    assert found["quote"].tolist() == ["Jamaica"]
    with pytest.raises(FrameError, match=r"no label 'PERS'; did you mean 'PERSON'\?"):
        dc.find_entities(["Ana"], language=english, labels=["PERS"])
    with pytest.raises(FrameError, match=r"labels is a list, such as \['GPE'\]"):
        dc.find_entities(["Ana"], language=english, labels="GPE")  # type: ignore[arg-type]


def test_a_text_beyond_spacys_limit_is_read_in_pieces(rules, monkeypatch):
    text = "😀 No work here, or there. " * 45_000 + "\r\n\r\nBut WaaS!"
    assert len(text) > rules.max_length
    found = dc.find_entities(["WaaS", text, "WaaS"], language=rules)
    assert found["start"].tolist() == [0, text.index("WaaS"), 0]
    monkeypatch.setattr(entities, "PIECE", 7)
    monkeypatch.setattr(entities, "BATCH", 10)
    assert dc.find_entities([text[-60:]], language=rules)["quote"].tolist() == ["WaaS"]


def test_a_pipeline_without_names_is_told_with_what_would_do():
    with pytest.raises(MissingExtra, match=r"finds no names; pip install 'discourse-lab\[english\]'"):
        dc.find_entities(["Ana"], language="en")
    with pytest.raises(MissingExtra, match=r"'de' \(sentencizer\) finds no names; spacy.io/models") as told:
        dc.find_entities(["Ana"], language="de")
    assert "pip install" not in str(told.value)
    with pytest.raises(MissingExtra, match="no components at all"):
        dc.find_entities(["Ana"], language=spacy.blank("en"))


def test_without_the_english_model_one_error_says_it(monkeypatch):
    monkeypatch.setattr(spacy.util, "is_package", lambda name: False)
    with pytest.raises(MissingExtra, match=r"discourse-lab\[english\]"):
        dc.find_entities(["Ana"])
    load_language.__globals__["_say_blank"].cache_clear()
    with pytest.warns(LanguageModelWarning):
        load_language()


def test_an_unknown_language_or_model_is_told():
    for language in ("klingon", "de_core_news_xl", "/no/such/folder"):
        with pytest.raises(UnknownLanguage):
            dc.find_entities(["Ana"], language=language)
    with pytest.raises(UnknownLanguage, match="got int"):
        dc.find_entities(["Ana"], language=3)  # type: ignore[arg-type]


@pytest.fixture
def folder(rules, tmp_path) -> Path:
    rules.to_disk(tmp_path / "model")
    return tmp_path / "model"


def test_a_model_in_a_folder_is_read(folder):
    assert dc.find_entities(["WaaS"], language=folder)["quote"].tolist() == ["WaaS"]


@pytest.mark.parametrize("version", [">=2.3.0,<2.4.0", ">=3.0.0,<3.1.0", ">=9.0.0,<9.1.0"])
def test_a_model_for_another_spacy_is_refused(folder, version):
    meta = json.loads((folder / "meta.json").read_text())
    (folder / "meta.json").write_text(json.dumps(meta | {"spacy_version": version, "name": "old", "version": "1.2"}))
    with pytest.raises(UnknownLanguage, match=r"was made for spaCy .*, and this is spaCy"):
        dc.find_entities(["WaaS"], language=folder)


@pytest.mark.parametrize("harm", ["empty", "broken", "lost", "unknown"])
def test_a_damaged_model_is_told(folder, harm):
    config = folder / "config.cfg"
    if harm == "empty":
        config.write_text("")
    elif harm == "broken":
        config.write_text("[nlp\nlang=")
    elif harm == "lost":
        shutil.rmtree(folder / "entity_ruler")
    else:
        config.write_text(config.read_text().replace('"entity_ruler"', '"telepathy"'))
    with pytest.raises(UnknownLanguage, match="cannot be loaded"):
        dc.find_entities(["WaaS"], language=folder)


@pytest.mark.parametrize("texts", [[], [""], ["  \r\n"], ["\ufeff"], ["no names"]])
def test_nothing_found_gives_the_columns_without_rows(texts, rules):
    found = dc.find_entities(texts, language=rules)
    assert list(found.columns) == COLUMNS
    assert len(found) == 0


def test_a_bar_counts_the_utterances(rules, capsys):
    dc.find_entities(["WaaS"] * 3, language=rules, progress=True)
    assert "3/3" in capsys.readouterr().err
