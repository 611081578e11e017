"""A team's database: what is particular to it. That verbs and nouns do the same on both kinds is told by all the other tests here."""

from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import text

from discourse import Codebook, Corpus, Project
from discourse.errors import NotAProject, ProjectError, ProjectLocked, ProjectReadOnly


@pytest.fixture
def study(database, corpus: Corpus, book: Codebook) -> Project:
    return Project(database, coder="ana").add(corpus, book)


def test_it_says_where_it_is_kept_and_keeps_the_password_to_itself(study, database):
    assert repr(study).startswith(f"Project {database.rpartition('=')[2]} in postgres, coder ana: 5 utterances")
    with_password = Project(database.replace("discourse@", "discourse:secret@"), coder="ana")
    assert "secret" not in repr(with_password) + with_password.place + with_password.name
    assert len(Project(with_password.place).corpus) == 5
    with pytest.raises(ProjectError, match="is kept in a database, not in a file"):
        _ = study.path


def test_two_projects_in_one_database_know_nothing_of_each_other(study, database):
    other = Project(f"{database}_b", coder="ana").define("other")
    assert (other.codebook.paths, len(other.corpus)) == (["other"], 0)
    assert "other" not in study.codebook


def test_the_log_can_only_grow(study):
    for statement in ("DELETE FROM events", "UPDATE changes SET after = NULL", "TRUNCATE changes"):
        with pytest.raises(ProjectError, match="append-only"), study._store.writing() as connection:
            connection.exec_driver_sql(statement)


def test_a_writer_waits_for_another_and_says_so_after_its_patience(study, database):
    quick = Project(database, coder="ben", patience=0.2)
    with study._store.writing(), pytest.raises(ProjectLocked, match=r"held by another program \(waited 0\.2 s\)"):
        quick.code("t/0", "work")
    assert len(quick.code("t/0", "work").codings()) == 1


def test_readers_do_not_wait(study, database):
    reader = Project(database)
    with study._store.writing():
        began = time.perf_counter()
        assert len(reader.corpus) == 5
        assert time.perf_counter() - began < 5


def test_four_threads_lose_nothing_and_their_deeds_have_one_order(study, database):
    def work(n):
        mine = Project(database, coder=f"c{n}")
        for k in range(10):
            mine.code("t/0", "work", start=k, end=k + 5)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert study.codings()["coder"].value_counts().to_dict() == {f"c{n}": 10 for n in range(4)}
    with study._store.reading() as connection:
        ticks = list(connection.execute(text("SELECT tick FROM events ORDER BY seq")).scalars())
    assert ticks == list(range(1, len(ticks) + 1))


def test_many_rows_at_once_go_in_by_copy(study):
    import pandas as pd

    frame = pd.DataFrame({"utterance": "t/0", "start": 0, "end": range(1, 21), "code": "work"})
    study.code(pd.concat([frame.assign(coder=f"m{n}") for n in range(20)], ignore_index=True))
    assert len(study.codings()) == 400
    assert len(study.undo().codings()) == 0


def test_who_may_only_read_reads_and_is_told(study, server, database):
    with study._store.writing() as connection:
        name = study._store.schema
        connection.exec_driver_sql(f"CREATE ROLE reader_{name} LOGIN")
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {name} TO reader_{name}")
        connection.exec_driver_sql(f"GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO reader_{name}")
    reader = Project(database.replace("discourse@", f"reader_{name}@"), coder="ben")
    assert len(reader.corpus) == 5
    with pytest.raises(ProjectReadOnly, match="ask who keeps the database for the right to"):
        reader.code("t/0", "work")
    with pytest.raises(ProjectReadOnly, match="opened for reading only"):
        Project(database, coder="ben", read_only=True).code("t/0", "work")


@pytest.mark.parametrize(
    ("change", "error", "why"),
    [
        (("project=", "project=pg_"), ProjectError, "cannot be the name of a project"),
        (("/postgres?", "/nowhere?"), ProjectError, 'database "nowhere" does not exist'),
        (("host=/tmp", "host=/tmp/none"), ProjectError, "the database does not answer as asked"),
        (("discourse@", "nobody@"), ProjectError, 'role "nobody" does not exist'),
    ],
)
def test_an_address_that_leads_nowhere_is_told(database, change, error, why):
    with pytest.raises(error, match=why):
        Project(database.replace(*change), coder="ana", patience=1)


def test_a_schema_of_something_else_or_of_a_newer_version_is_left_alone(study, database):
    with study._store.writing() as connection:
        connection.exec_driver_sql("UPDATE local SET value = '99' WHERE id = 'layout'")
        connection.exec_driver_sql(f"CREATE SCHEMA {study._store.schema}_x")
        connection.exec_driver_sql(f"CREATE TABLE {study._store.schema}_x.mine (a int)")
    with pytest.raises(NotAProject, match=r"written by a newer version \(layout 99"):
        Project(database)
    with pytest.raises(NotAProject, match="is something else's; give another name"):
        Project(f"{database}_x")
    with pytest.raises(ProjectError, match="there is no such project to read"):
        Project(f"{database}_y", read_only=True)


def test_a_text_that_the_database_cannot_hold_is_refused_whole(study):
    import pandas as pd

    with pytest.raises(ProjectError, match="the character NUL, which PostgreSQL cannot"):
        study.add(Corpus(pd.DataFrame({"id": ["n1", "n2"], "text": ["good", "a\x00b"]})))
    assert len(study.corpus) == 5


def test_a_connection_that_was_cut_is_made_anew(study):
    with study._store.writing() as connection:
        pass
    other = Project(study.place)
    with other._store.reading() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'discourse' AND pid <> pg_backend_pid()"
        )
    assert len(study.code("t/0", "work").codings()) == 1
