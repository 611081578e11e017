"""`Project.verify`: each thing that may be damaged is damaged, and told; what is whole is told as whole."""

from __future__ import annotations

import random
import shutil
import sqlite3

import pytest

from discourse import Project
from discourse.errors import ProjectWarning
from tests.bench.bench_flips import coded_study, flip, holds, told
from tests.conftest import codings


@pytest.fixture
def study(tmp_path, corpus, book):
    """In a file, which can be copied and damaged."""
    return Project(tmp_path / "study.db", coder="ana").add(corpus, book)


@pytest.fixture
def coded(study):
    study.code("t/0", "work", quote="owns", id="k", memo="sure").code("t/1.1", "waas", quote="my work\r\nand")
    study.suggest(codings(("t/1", 0, 5, "work"), coder="terms")).undo().redo()
    return study


def damage(project, *statements):
    """Change the file behind the project's back."""
    project.close()
    connection = sqlite3.connect(project.path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    for trigger in ("events_no_update", "events_no_delete", "changes_no_update", "changes_no_delete"):
        kept = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", [trigger]).fetchone()
        connection.execute(f"DROP TRIGGER {trigger}")
        statements = (*statements, kept[0])
    for statement in statements:
        connection.execute(statement)
    connection.close()


def test_a_project_that_is_whole_has_no_findings(coded):
    findings = coded.verify()
    assert findings.empty
    assert list(findings.columns) == ["what", "where", "found"]
    assert findings.dtypes.astype(str).tolist() == ["str"] * 3


@pytest.mark.parametrize(
    ("statement", "whats", "sentence"),
    [
        ("UPDATE texts SET text = replace(text, 'network', 'netvork')", ["text"], "its words are not those of this hash"),
        ("UPDATE texts SET text = replace(text, 'owns', 'own5')", ["text", "passage"], "its quote is 'owns', but there stands 'own5'"),
        ("UPDATE events SET coder = 'eve' WHERE seq = 3", ["deed", "state"], "does not say what its digest vouches for"),
        ("UPDATE events SET tick = 99 WHERE seq = 3", ["deed", "state"], "does not say what its digest vouches for"),
        ("UPDATE changes SET after = replace(after, 'owns', 'lends') WHERE event = 3", ["deed", "state"], "digest vouches for"),
        ("DELETE FROM changes WHERE event = 3", ["deed", "state"], "digest vouches for"),
        ("DELETE FROM events WHERE seq = 4", ["file", "chain", "deed", "state"], "1 of its rows belong to no deed"),
        ('UPDATE codings SET "end" = "end" + 1 WHERE id = \'k\'', ["passage", "state"], "end is 11, by the log 10"),
        ("UPDATE codings SET coder = 'eve' WHERE id = 'k'", ["state"], "coder is 'eve', by the log 'ana'"),
        ("DELETE FROM memos", ["state"], "the log says that it should be there"),
        ("INSERT INTO notes VALUES ('n', '1')", ["state"], "the log says that it should not be there"),
        ("DELETE FROM codes WHERE id = 'ownership'", ["state"], "codes ownership"),
        ("DELETE FROM utterances WHERE id = 't/0'", ["file", "state"], "it names a row of utterances that is not there"),
        ("DROP INDEX codings_of_code", ["file"], "its layout is not the one that it was made with"),
    ],
)
def test_what_was_changed_behind_its_back_is_told(coded, statement, whats, sentence):
    damage(coded, statement)
    findings = coded.verify()
    assert list(findings["what"].drop_duplicates()) == whats
    assert (findings["where"] + ": " + findings["found"]).str.contains(sentence, regex=False).any()


def test_a_teams_database_is_vouched_for_as_a_file_is(database, corpus, book):
    study = Project(database, coder="ana").add(corpus, book).code("t/1.1", "waas", quote="my work\r\nand", id="k", memo="m").undo().redo()
    assert study.verify().empty
    with study._store.writing() as connection:
        connection.exec_driver_sql("UPDATE codings SET quote = 'my work' WHERE id = 'k'")
    assert study.verify()["what"].tolist() == ["passage", "state"]


def test_a_deed_that_is_taken_out_with_all_its_traces_breaks_the_chain(coded):
    damage(coded, "DELETE FROM changes WHERE event = 4", "DELETE FROM events WHERE seq = 4")
    assert coded.verify()["what"].tolist()[0] == "chain"


def test_what_is_remembered_of_a_merge_is_vouched_for_too(coded, tmp_path):
    coded.close()
    other = Project(shutil.copy(coded.path, tmp_path / "other.db"), coder="ben").code("t/2", "work")
    assert coded.merge(other).verify().empty
    damage(coded, "UPDATE local SET value = replace(value, '[', '[9,') WHERE id = 'merges'")
    assert coded.verify()["where"].tolist() == ["local merges"]


def test_a_log_that_can_be_changed_again_is_told(coded):
    coded.close()
    connection = sqlite3.connect(coded.path)
    connection.execute("DROP TRIGGER events_no_delete")
    connection.close()
    assert coded.verify()["where"].tolist() == ["trigger events_no_delete"]


def test_damaged_pages_are_findings_and_no_errors(coded):
    coded.close()
    content = bytearray(coded.path.read_bytes())
    content[4096 * 3 : 4096 * 4] = bytes(4096)
    coded.path.write_bytes(content)
    with pytest.warns(ProjectWarning, match="is damaged"):
        findings = Project(coded.path, read_only=True).verify()
    assert "file" in set(findings["what"])


def test_a_flipped_bit_is_noticed_wherever_it_changes_anything(tmp_path):
    whole, copy = tmp_path / "whole.db", tmp_path / "copy.db"
    coded_study(whole, size=30)
    was, draw, changing = holds(whole), random.Random(7), 0
    while changing < 12:
        shutil.copyfile(whole, copy)
        flip(copy, bit := draw.randrange(whole.stat().st_size * 8))
        if holds(copy) != was:
            changing += 1
            assert told(copy) is not None, f"bit {bit}"
