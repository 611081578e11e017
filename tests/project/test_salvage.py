"""A damaged file: what can be read of it is shown, it is said so, and not a byte of it is written."""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import warnings
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from discourse import Codebook, Corpus, Project
from discourse.errors import NotAProject, ProjectError, ProjectReadOnly, ProjectWarning
from discourse.project.backups import find_fault
from discourse.project.pages import Pages
from tests.conftest import DIFFICULT
from tests.project.test_log import state
from tests.project.versions import make

PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """A study of some thirty pages, with long texts that run over several of them."""
    path = tmp_path_factory.mktemp("whole") / "study.db"
    said = [f"{DIFFICULT[n % 5]} {n} " + "and so it went on " * (n % 7 * 60) for n in range(30)]
    study = Project(path, coder="ana")
    study.add(Corpus(pd.DataFrame({"id": [f"u/{n}" for n in range(30)], "text": said})), Codebook.from_terms({"a": [], "a/b": [], "c": []}))
    for n in range(40):
        study.code(f"u/{n % 30}", "b" if n % 2 else "c", start=n % 9, end=n % 9 + 4, memo="why" if n % 5 == 0 else None)
        if n % 7 == 0:
            study.undo()
    study.close()
    return path


def opened(path):
    """The project, what was said of it, and that nothing was written to the file."""
    before = path.read_bytes()
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        study = Project(path, coder="ana")
        said = [str(w.message) for w in told if w.category is ProjectWarning]
        study.codings()
    assert path.read_bytes() == before
    return study, (said or [""])[0]


def damaged(whole, tmp_path, change):
    path = tmp_path / "study.db"
    content = change(bytearray(whole.read_bytes()))
    path.write_bytes(content)
    return path


def test_a_header_of_zeros_loses_nothing(whole, tmp_path):
    path = damaged(whole, tmp_path, lambda c: bytes(100) + c[100:])
    study, said = opened(path)
    assert "is damaged (its first page is overwritten) and opens read-only" in said
    assert state(study) == state(Project(whole))
    assert repr(study).endswith("(damaged, read only)")


def test_a_first_page_of_zeros_loses_nothing_that_is_elsewhere(whole, tmp_path):
    study, _ = opened(damaged(whole, tmp_path, lambda c: bytes(PAGE) + c[PAGE:]))
    assert state(study) == state(Project(whole))


def test_a_damaged_file_is_not_written_to(whole, tmp_path):
    study, said = opened(damaged(whole, tmp_path, lambda c: bytes(100) + c[100:]))
    for deed in (lambda: study.define("new"), lambda: study.undo()):
        with pytest.raises(ProjectReadOnly, match=r"is damaged and is not written to; .*there is no sound backup beside it"):
            deed()
    assert study.verify()["what"].tolist()[0] == "file"
    assert "deeds could be recovered" in said or "could be recovered, and more may have been there" in said


def test_the_newest_sound_backup_is_pointed_to(whole, tmp_path):
    path = tmp_path / "study.db"
    shutil.copyfile(whole, path)
    study = Project(path, coder="ana")
    good, bad = study.backup(), study.backup()
    study.close()
    for file in (path, bad):
        file.write_bytes(bytes(100) + file.read_bytes()[100:])
    _, said = opened(path)
    assert f"Project.restore({str(good)!r})" in said
    Project.restore(good)
    assert state(Project(path)) == state(Project(whole))


EVERY = [pytest.param(17, id="some"), pytest.param(1, id="all", marks=pytest.mark.slow)]


@pytest.mark.parametrize("every", EVERY)
def test_a_file_cut_off_at_any_page_shows_what_is_left(whole, tmp_path, every):
    was, pages = state(Project(whole)), whole.stat().st_size // PAGE
    most = 0
    for left in [*range(1, pages - 1, every), pages - 1]:
        path = damaged(whole, tmp_path, lambda c, left=left: c[: left * PAGE])
        try:
            study, said = opened(path)
        except NotAProject:
            assert left < pages // 2  # what stands first is only the list of tables, and the upper pages of their trees
            continue
        assert f"its last {(pages - left) * PAGE} of {pages * PAGE} bytes are missing" in said or "malformed" in said
        now = state(study)
        assert all(now["codings"][k] == was["codings"][k] for k in now["codings"] if k in was["codings"])
        most = max(most, len(now["codings"]))
    assert most == len(was["codings"])


@pytest.mark.parametrize("every", EVERY)
def test_any_page_may_be_lost_and_the_others_are_shown(whole, tmp_path, every):
    was, pages = state(Project(whole)), whole.stat().st_size // PAGE
    codings, texts = 0, 0
    for lost in range(1, pages, every):
        for filler in (b"\0", b"\xff"):
            path = damaged(whole, tmp_path, lambda c, n=lost, f=filler: c[: n * PAGE] + f * PAGE + c[(n + 1) * PAGE :])
            study, _ = opened(path)
            now = state(study)
            codings = max(codings, len(set(was["codings"]) - set(now["codings"])))
            texts = max(texts, len(was["utterances"]) - len(study.corpus))
            for place in ("codings", "codes", "threads"):
                assert {k: v for k, v in now[place].items() if k in was[place] and v != was[place][k]} == {}, place
    assert codings == 0, "what a page of the state held stands in the log, and the other way round"
    assert texts <= 3


def test_flipped_bits_never_stop_a_reader(whole, tmp_path):
    draw, content = random.Random(3), whole.read_bytes()
    was = state(Project(whole))
    kept, told = 0, 0
    for _ in range(20):
        bit = draw.randrange(100 * 8, len(content) * 8)
        path = damaged(whole, tmp_path, lambda c, bit=bit: c[: bit // 8] + bytes([c[bit // 8] ^ 1 << bit % 8]) + c[bit // 8 + 1 :])
        study, said = opened(path)
        told += bool(said)
        kept += len(set(was["codings"]) & set(study.codings()["id"])) >= len(was["codings"]) - 2
    assert kept == 20
    assert told > 0


def test_damage_that_is_found_while_reading_is_told_and_stood_in_for(whole, tmp_path, monkeypatch):
    monkeypatch.setattr("discourse.project.damage.WHOLE", 0)  # as a file of many megabytes
    with closing(sqlite3.connect(whole)) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'codings'").fetchone()[0]
    path = damaged(whole, tmp_path, lambda c: c[: (root - 1) * PAGE] + b"\xff" * PAGE + c[root * PAGE :])
    study = Project(path, coder="ana")
    with pytest.warns(ProjectWarning, match="is damaged"), pytest.raises(ProjectError, match="nothing of this deed was stored; ask again"):
        study.code("u/0", "c", start=0, end=1)
    assert len(study.codings()) == len(Project(whole).codings())
    with pytest.raises(ProjectReadOnly, match="is damaged and is not written to"):
        study.code("u/0", "c", start=0, end=1)


def test_what_never_was_a_project_is_left_alone(tmp_path):
    for name, content in (("noise", random.Random(1).randbytes(50_000)), ("zeros", bytes(50_000)), ("notes", b"My notes. " * 5000)):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(NotAProject, match="is not a project"):
            Project(tmp_path / name, coder="ana")
        assert (tmp_path / name).read_bytes() == content


def test_a_damaged_file_of_an_older_layout_asks_for_a_backup(tmp_path):
    path = make(tmp_path / "old.db", 1)
    path.write_bytes(path.read_bytes()[: 3 * PAGE])
    before = path.read_bytes()
    with pytest.raises(NotAProject, match="damaged, and of an older layout"):
        Project(path)
    assert path.read_bytes() == before


def test_the_pages_say_what_sqlite_says(whole):
    content = whole.read_bytes()
    pages = Pages.of(content)
    with closing(sqlite3.connect(whole)) as connection:
        for table, root in connection.execute("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'").fetchall():
            said = {tuple(row) for row in connection.execute(f"SELECT * FROM {table}")}
            others = set(range(1, len(pages) + 1)) - pages.below(root)
            found = list(pages.records(without=others))
            if table == "events":
                for record in found:
                    record.values[0] = record.rowid
            assert {tuple(float(v) if isinstance(v, float) else v for v in r.values) for r in found} == said, table
    assert find_fault(whole) is None
    assert re.fullmatch(r"Pages\(.*", repr(pages))


def test_a_stand_in_is_cleared_away(whole, tmp_path):
    study, _ = opened(damaged(whole, tmp_path, lambda c: bytes(100) + c[100:]))
    folder = Path(study._store._at).parent
    assert folder.is_dir()
    del study
    import gc

    gc.collect()
    assert not folder.exists()
