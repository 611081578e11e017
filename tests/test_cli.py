import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from discourse import Project
from discourse.cli import demo_study, main, open_lab, shipped


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    return folder, demo_study(folder / "study.db", shipped("data"))


def test_the_demo_does_the_whole_job_and_says_where(tmp_path, capsys):
    assert main(["demo", str(tmp_path / "demo")]) == 0
    told = capsys.readouterr().out
    assert "110 utterances" in told
    assert (tmp_path / "demo" / "themes.html").stat().st_size > 10_000
    assert {f.name for f in (tmp_path / "demo" / "tables").iterdir()} >= {"codings.csv", "utterances.csv"}
    for line in told.splitlines():
        if line.startswith(("chart", "tables")):
            assert str(tmp_path) in line


def test_the_demo_study_holds_two_coders_who_honestly_disagree(demo):
    _, study = demo
    codings = study.codings()
    assert codings["coder"].nunique() == 2
    held = [set(zip(of["utterance"], of["code"], strict=True)) for _, of in codings.groupby("coder")]
    shared = len(held[0] & held[1]) / len(held[0] | held[1])
    assert 0.1 < shared < 0.9
    assert len(study.suggestions()) > 100


def test_a_lab_is_made_once_and_what_is_there_stays(tmp_path, capsys):
    open_lab(tmp_path / "lab", start=False)
    mine = tmp_path / "lab" / "01-read.ipynb"
    mine.write_text("changed by me")
    Project(tmp_path / "lab" / "study.db", coder="me").define("mine")
    open_lab(tmp_path / "lab", start=False)
    assert mine.read_text() == "changed by me"
    assert "mine" in Project(tmp_path / "lab" / "study.db").codebook
    assert (tmp_path / "lab" / "data" / "demo" / "discussion.csv").exists()


def test_reading_tells_what_is_there_and_what_was_set_aside(tmp_path, capsys):
    page = shipped("data") / "demo" / "four-cents.txt"
    assert main(["read", str(page), "--csv", str(tmp_path / "out.csv")]) == 0
    told = capsys.readouterr().out
    assert "1 thread" in told
    assert "set aside" in told
    assert len(pd.read_csv(tmp_path / "out.csv")) > 30


def test_exporting_writes_the_tables(demo, tmp_path, capsys):
    assert main(["export", str(demo[0] / "study.db"), str(tmp_path / "out"), "--bom"]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "out")


def test_a_mistake_is_one_sentence_and_no_trace(tmp_path, capsys):
    assert main(["read", str(tmp_path / "none.txt")]) == 2
    told = capsys.readouterr().err
    assert told.startswith("discourse read: ")
    assert "Traceback" not in told


def test_backups_are_made_listed_and_put_back(tmp_path, capsys):
    path = tmp_path / "study.db"
    study = Project(path, coder="ana").define("trust")
    assert main(["backup", str(path), "--list"]) == 0
    assert capsys.readouterr().out == f"there is no backup of {path}; make one: discourse backup {path}\n"
    assert main(["backup", str(path)]) == 0
    copy, told = capsys.readouterr().out.strip().split(": ", 1)
    assert told == f"Project {Path(copy).name}: 0 utterances, 1 code, 0 codings (read only)"
    study.define("doubt")
    assert main(["restore", copy]) == 0
    assert study.codebook.paths == ["trust"]
    told = capsys.readouterr().out
    kept = told.strip().removeprefix(f"{copy} was put back; what was there is kept in ")
    assert Project(kept).codebook.paths == ["trust", "doubt"]
    assert main(["backup", str(path), "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [copy, kept]
    assert lines[1].endswith("before restore")


def test_verify_says_that_a_project_is_whole_or_what_is_not(tmp_path, capsys):
    path = tmp_path / "study.db"
    Project(path, coder="ana").define("trust").close()
    assert main(["verify", str(path)]) == 0
    assert capsys.readouterr().out == "Project study.db: 0 utterances, 1 code, 0 codings (read only): whole\n"
    path.write_bytes(bytes(100) + path.read_bytes()[100:])
    assert main(["verify", str(path)]) == 1
    told = capsys.readouterr()
    assert "discourse verify: " in told.err
    assert "is damaged (its first page is overwritten) and opens read-only" in told.err
    assert told.out.startswith("file: study.db: it is damaged")


@pytest.mark.parametrize("command", ["backup", "verify"])
def test_a_command_makes_no_project(tmp_path, capsys, command):
    assert main([command, str(tmp_path / "none.db")]) == 2
    assert capsys.readouterr().err.endswith("none.db: there is no such project to read\n")
    assert list(tmp_path.iterdir()) == []


def test_the_command_is_installed_and_says_its_version():
    told = subprocess.run([sys.executable, "-m", "discourse.cli", "--version"], capture_output=True, text=True, check=True)
    assert told.stdout.startswith("discourse-lab 0.")
