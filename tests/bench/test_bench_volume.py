"""How fast a million comments become a corpus, beside a plain columnar read of the same file, and in what memory.

    DISCOURSE_SHARED=../shared pytest tests/bench/test_bench_volume.py -s

Each reading runs in a process of its own, so that its peak of memory is its own. The peers are named in what is printed:
pandas reads the same CSV, JSON lines or XML into columns of strings, and it is the measure; ConvoKit, where it is installed,
builds its corpus of the same rows. A bare walk with lxml, which leaves the texts in lists, shows how far XML could be pushed.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("DISCOURSE_SHARED", Path(__file__).parents[2].parent / "shared"))
MAKER = SHARED / "inputs" / "awkward" / "make_volume.py"
COMMENTS = int(os.environ.get("DISCOURSE_BENCH_COMMENTS", "1000000"))
MEMORY = 2_000  # MB

OURS = """
import discourse as dc, discourse.loaders
discourse.loaders.loaders()
begin()
corpus = dc.read(path)
done(len(corpus))
"""
CSV = """
import pandas as pd
begin()
done(len(pd.read_csv(path, dtype="str", na_filter=False)))
"""
JSONL = """
import pandas as pd
begin()
done(len(pd.read_json(path, lines=True, dtype=False)))
"""
XML = """
import pandas as pd
begin()
fields = ["comment_id", "comment_author", "comment_date_gmt", "comment_content", "comment_approved", "comment_type", "comment_parent"]
done(len(pd.read_xml(path, iterparse={"comment": fields}, dtype="str")))
"""
WALK = """
from lxml import etree
begin()
columns = {}
for _, element in etree.iterparse(path, tag="{http://wordpress.org/export/1.2/}comment", huge_tree=True):
    for child in element:
        columns.setdefault(child.tag, []).append(child.text)
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]
done(len(next(iter(columns.values()))))
"""
CONVOKIT = """
import csv
from convokit import Corpus, Speaker, Utterance
csv.field_size_limit(10**9)
begin()
speakers = {}
made = []
for row in csv.DictReader(open(path, encoding="utf-8", newline="")):
    who = speakers.setdefault(row["author"], Speaker(id=row["author"]))
    made.append(Utterance(id=row["id"], speaker=who, conversation_id=row["doc"], reply_to=row["parent"] or None, text=row["text"]))
done(len(Corpus(utterances=made).get_utterance_ids()))
"""
AROUND = """
import json, resource, sys, time, warnings
warnings.simplefilter("ignore")
path = sys.argv[1]
def begin():
    global start
    start = time.perf_counter()
def done(n):
    seconds = time.perf_counter() - start
    print(json.dumps([n, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not MAKER.exists():
        pytest.skip(f"no {MAKER}")
    return tmp_path_factory.mktemp("volume")


def made(folder: Path, suffix: str) -> Path:
    path = folder / f"comments.{suffix}"
    if not path.exists():
        subprocess.run([sys.executable, str(MAKER), str(COMMENTS), str(path)], check=True, capture_output=True)
    return path


def measured(program: str, path: Path) -> tuple[int, float, int]:
    """``(rows, seconds, MB at the peak)`` of the better of two runs."""
    runs = []
    for _ in range(2):
        out = subprocess.run([sys.executable, "-c", AROUND + program, str(path)], check=True, capture_output=True, text=True)
        runs.append(json.loads(out.stdout.splitlines()[-1]))
    rows, seconds, memory = min(runs, key=lambda run: run[1])
    return rows, seconds, memory


@pytest.mark.parametrize(("suffix", "peer"), [("csv", CSV), ("jsonl", JSONL), ("xml", XML)])
def test_a_million_comments(folder: Path, suffix: str, peer: str) -> None:
    path = made(folder, suffix)
    rows, seconds, memory = measured(OURS, path)
    _, theirs, their_memory = measured(peer, path)
    print(
        f"\n{suffix}: {rows:,} utterances in {seconds:.1f} s and {memory:,} MB; pandas {theirs:.1f} s and {their_memory:,} MB; "
        f"ratio {seconds / theirs:.2f}; load {os.getloadavg()[0]:.1f}"
    )
    if suffix == "xml":
        _, bare, bare_memory = measured(WALK, path)
        print(f"xml: a bare walk with lxml {bare:.1f} s and {bare_memory:,} MB; ratio {seconds / bare:.2f}")
    assert rows >= COMMENTS
    assert memory < MEMORY
    assert seconds < 2 * theirs


def test_convokit_builds_the_same_corpus(folder: Path) -> None:
    if importlib.util.find_spec("convokit") is None:
        pytest.skip("ConvoKit is not installed: pip install convokit in this environment compares with it")
    path = made(folder, "csv")
    rows, seconds, memory = measured(OURS, path)
    their_rows, theirs, their_memory = measured(CONVOKIT, path)
    print(f"\nConvoKit: {theirs:.1f} s and {their_memory:,} MB; here {seconds:.1f} s and {memory:,} MB; ratio {seconds / theirs:.2f}")
    assert rows == their_rows
    assert seconds < theirs
