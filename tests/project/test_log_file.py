"""The log as a file for git: what is written is read back to the same project, and a line that was changed is named."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discourse import Codebook, Corpus, Project, write_log
from discourse.errors import ProjectError
from discourse.project.log import digest_of, to_json
from tests.conftest import DIFFICULT, codings
from tests.project.test_merging import THINGS, copy_of, do, same


@pytest.fixture
def study(tmp_path, corpus, book):
    """In a file, which can be copied and damaged."""
    return Project(tmp_path / "study.db", coder="ana").add(corpus, book)


@pytest.fixture
def coded(study):
    study.code("t/0", "work", quote="owns", memo="sure").code("t/1.1", "waas", quote="my work\r\nand").undo()
    return study.suggest(codings(("t/1", 0, 5, "work"), coder="terms").assign(score=0.25))


@pytest.fixture
def log(coded, tmp_path):
    return write_log(coded, tmp_path / "study.jsonl")


def test_a_project_is_made_again_from_its_log(coded, log, tmp_path):
    again = Project.from_log(log, tmp_path / "again.db", coder="ana")
    assert same(again, coded)
    assert again.corpus.equals(coded.corpus)
    assert again.codings()[["quote", "memo"]].values.tolist() == [["owns", "sure"]]
    assert again.undo().suggestions().empty


def test_a_log_that_grew_differs_by_added_lines_only(coded, log, tmp_path):
    before = log.read_bytes()
    coded.add(Corpus(pd.DataFrame({"id": ["n"], "text": ["U+2028 \u2028 and \x85 are no line breaks"]}))).code("n", "work")
    after = write_log(coded, log).read_bytes()
    assert after.startswith(before)
    added = [json.loads(line) for line in after[len(before) :].split(b"\n")[:-1]]
    assert [sorted(line) for line in added] == [["sha256", "text"], ["changes", "deed", "digest"], ["changes", "deed", "digest"]]
    assert same(coded, Project.from_log(log, tmp_path / "again.db"))


def test_copies_with_the_same_deeds_write_the_same_bytes(coded, tmp_path):
    ben = copy_of(coded, "ben.db").code("t/2", "work")
    coded.code("t/1", "work").merge(ben)
    ben.merge(coded)
    assert write_log(coded, tmp_path / "a").read_bytes() == write_log(ben, tmp_path / "b").read_bytes()


def test_a_log_may_be_merged_and_lines_that_git_put_together_are_taken(coded, tmp_path):
    ben = copy_of(coded, "ben.db").code("t/2", "work").add(Corpus(pd.DataFrame({"id": ["n"], "text": ["new"]})))
    one = write_log(ben, tmp_path / "ben.jsonl").read_bytes().split(b"\n")
    two = write_log(coded.code("t/1", "ownership"), tmp_path / "ana.jsonl").read_bytes().split(b"\n")
    both = tmp_path / "both.jsonl"
    both.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join([*two, *(line for line in reversed(one) if line not in two), *one]))
    assert same(coded.merge(both), ben.merge(both), Project.from_log(both, tmp_path / "new.db"))


def test_a_prefix_of_a_log_is_an_older_copy(coded, log, tmp_path):
    shorter = tmp_path / "shorter.jsonl"
    shorter.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-2]))
    older = Project.from_log(shorter, tmp_path / "older.db", coder="ana")
    assert len(older.log()) == len(coded.log()) - 2
    assert same(older.merge(log), coded.merge(shorter))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda lines: [*lines[:-1], lines[-1][:-9]], r"line 12: the line is cut off or was changed, it is no JSON any more"),
        (lambda lines: [*lines[:1], lines[1].replace(b"owns", b"0wns"), *lines[2:]], "line 2: the text is not what its hash vouches for"),
        (
            lambda lines: [*lines[:-3], lines[-3].replace(b'"ana"', b'"eve"'), *lines[-2:]],
            "line 10: the deed does not say what its digest",
        ),
        (
            lambda lines: [*lines[:9], b'{"deed":{},"changes":[],"digest":""}', *lines[10:]],
            r"line 10: a deed of which something is missing",
        ),
        (lambda lines: [*lines[:6], b"[1]", *lines[7:]], "line 7: neither a deed nor a text"),
        (lambda lines: [*lines[:6], b"<<<<<<< HEAD", *lines[7:]], "line 7: a mark of git where two versions meet"),
        (lambda lines: [b'{"discourse":"log","version":99}', *lines[1:]], r"by a newer version \(layout 99, .*; upgrade discourse-lab"),
        (lambda lines: [b'{"discourse":"log","version":1}', *lines[1:]], r"by an older version .* write the log again"),
        (lambda lines: [b'{"type":"FeatureCollection"}'], "line 1: not the log of a project"),
        (lambda lines: [], "the file is empty"),
        (lambda lines: [*lines[:1], *lines[2:]], "its deeds stand on the text .* which does not come with them"),
        (lambda lines: [*lines[:6], *lines[7:]], "stands on .*, which none of the deeds made: the log is not whole"),
    ],
)
def test_a_line_that_is_not_what_was_written_is_told_by_its_number(coded, log, tmp_path, change, sentence):
    lines = log.read_bytes().splitlines()
    log.write_bytes(b"\n".join(change(lines)))
    with pytest.raises(ProjectError, match=sentence):
        Project.from_log(log, tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_a_deed_in_order_but_of_no_known_shape_is_refused(log, tmp_path):
    lines = log.read_bytes().splitlines()
    for place, row in (("nowhere", {"id": "k"}), ("codes", {"id": "k", "name": "odd"}), ("notes", {"id": "l", "value": "1"})):
        deed = json.loads(lines[-1])["deed"] | {"id": "odd"}
        packed = [(place, "k", None, to_json(row))]
        digest = digest_of({**deed, "what": to_json(deed["what"])}, packed)
        odd = to_json({"deed": deed, "changes": [[place, "k", None, row]], "digest": digest})
        log.write_bytes(b"\n".join([*lines, odd.encode()]))
        with pytest.raises(ProjectError, match=f"the deed 'odd' holds a row of '{place}' that no project of this version has"):
            Project.from_log(log, tmp_path / "new.db")


def test_every_flipped_letter_of_a_line_is_noticed(log, tmp_path):
    lines = log.read_bytes().splitlines(keepends=True)
    deed = lines[-1].decode()
    for at in range(3, len(deed) - 3, 17):
        changed = deed[:at] + ("x" if deed[at] != "x" else "y") + deed[at + 1 :]
        log.write_bytes(b"".join([*lines[:-1], changed.encode()]))
        with pytest.raises(ProjectError, match=f"line {len(lines)}: "):
            Project.from_log(log, tmp_path / "new.db")


def test_a_file_that_is_there_is_not_written_over(coded, log, tmp_path):
    with pytest.raises(ProjectError, match=r"is there already; to bring the log into it: Project\(.*study\.db'\)\.merge"):
        Project.from_log(log, coded.path)
    with pytest.raises(ProjectError, match="cannot be written"):
        write_log(coded, tmp_path / "none" / "study.jsonl")


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(THINGS), st.integers(0, 11), st.integers(0, 11)), max_size=15))
def test_whatever_was_done_the_log_gives_the_same_project_back(deeds):
    with tempfile.TemporaryDirectory() as folder:
        one = Project(Path(folder) / "0.db", coder="ana")
        one.add(Corpus(pd.DataFrame({"id": list("abcde"), "text": DIFFICULT})), Codebook.from_terms({"x": [], "y": [], "y/z": []}))
        two = Project(shutil.copy(one.path, Path(folder) / "1.db"), coder="ben")
        for deed in deeds:
            do([one, two, one], *deed)
        one.merge(two)
        file = write_log(one, Path(folder) / "study.jsonl")
        again = Project.from_log(file, Path(folder) / "again.db")
        assert same(again, one)
        assert write_log(again, Path(folder) / "again.jsonl").read_bytes() == file.read_bytes()
