"""No network at run time, ever: in a process whose sockets are closed every finder runs, and no PyTorch is loaded.

A finder that joins the front door later joins here by its name. What it needs beyond a corpus and a codebook stands in GIVEN.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[1]

#: Closes the network by an audit hook, under which every use of Python's sockets comes by, by whatever library. Only to bind one,
#: which asks and sends nothing, is let be: urllib3 does so when it is imported, to learn whether the machine knows IPv6.
CLOSED = '''
import sys

class NetworkClosed(BaseException):
    """Nobody catches this by accident."""

def refuse(event, arguments):
    if event.startswith(("socket.connect", "socket.send", "socket.getaddr", "socket.getname", "socket.gethostby")):
        raise NetworkClosed(f"{event} {arguments[1:]!r}")

sys.addaudithook(refuse)
'''

FINDERS = """
import inspect
import pandas as pd
import discourse as dc

book = dc.Codebook.read("data/codebooks/networked-work.yml")
corpus = dc.Corpus(pd.read_csv("data/demo/discussion.csv", dtype="str").iloc[:40])
coded = dc.find_terms(corpus, book)
BY_NAME = {"corpus": corpus, "book": book, "codebook": book, "like": coded, "codings": coded, "terms": book.terms, "codes": coded}
BY_NAME["query"] = "own*"
ASKS_FIRST = {"find_with_llm"}  # it sends to an endpoint that the researcher names, and must refuse without one

def needed(function):
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD:
            yield name

for name in sorted(n for n in dc.__all__ if n.startswith("find_")):
    function = getattr(dc, name)
    if name in ASKS_FIRST:
        continue
    missing = [n for n in needed(function) if n not in BY_NAME and n != "learner"]
    assert not missing, f"{name} needs {missing}: tell test_network what to give"
    if "learner" in needed(function):
        function(corpus, dc.Learner().fit(corpus, coded))
    else:
        function(*(BY_NAME[n] for n in needed(function)))
    print("ran", name)
"""

EMBEDDERS = """
from discourse.embeddings import NAMES, load_embedder
from discourse.errors import MissingExtra
for name in (None, *NAMES):
    try:
        embedder = load_embedder(name, texts=["who owns it", "we own it", "rain"])
    except MissingExtra:
        continue
    assert embedder.encode(["Who owns it?"]).any()
    print("ran", embedder.name)
assert "torch" not in sys.modules and "tensorflow" not in sys.modules
"""


def run(code: str) -> str:
    where = {**os.environ, "PYTHONPATH": str(TOP)}
    done = subprocess.run([sys.executable, "-c", code], cwd=TOP, env=where, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_the_guard_closes_the_network():
    tried = "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 9))\nexcept NetworkClosed as error:\n    print('closed')"
    assert run(CLOSED + tried) == "closed\n"
    asked = "import urllib.request\ntry:\n    urllib.request.urlopen('http://example.org')\nexcept NetworkClosed:\n    print('closed')"
    assert run(CLOSED + asked) == "closed\n"


def test_every_finder_runs_without_a_network_and_without_torch():
    import discourse as dc

    ran = run(CLOSED + FINDERS + "assert 'torch' not in sys.modules")
    assert {line.removeprefix("ran ") for line in ran.splitlines()} >= {n for n in dc.__all__ if n.startswith("find_")} - {"find_with_llm"}


def test_every_embedder_that_is_installed_opens_without_a_network_and_without_torch():
    assert "ran static-en 1" in run(CLOSED + EMBEDDERS)


def test_no_default_dependency_brings_torch():
    """Followed through everything that is installed for the default list, as pip resolved it."""
    code = """
from importlib.metadata import distribution, PackageNotFoundError
from packaging.requirements import Requirement
import tomllib
seen, todo = set(), [Requirement(r) for r in tomllib.load(open("pyproject.toml", "rb"))["project"]["dependencies"]]
while todo:
    wanted = todo.pop()
    name = wanted.name.lower().replace("_", "-")
    if name in seen or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
        continue
    seen.add(name)
    try:
        todo += [Requirement(r) for r in distribution(name).requires or ()]
    except PackageNotFoundError:
        pass
print(len(seen), sorted(seen & {"torch", "tensorflow", "jax", "transformers", "sentence-transformers", "onnxruntime"}))
"""
    number, _, heavy = run(code).partition(" ")
    assert int(number) > 40
    assert heavy.strip() == "[]"
