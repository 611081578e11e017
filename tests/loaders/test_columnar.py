"""Large files are read column by column; they become the same corpus as by the careful way."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.loaders import _columnar, _source

CELLS = st.text(alphabet=list("ab,;\"' \n\r\t=7é😀\u200d\u0301א"), max_size=8)
ROWS = st.lists(st.tuples(st.sampled_from(["Ana", "Ben", ""]), CELLS), min_size=1, max_size=8)


@pytest.fixture
def everything_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_columnar, "LARGE", 0)
    monkeypatch.setattr(_source, "LARGE", 0)


@pytest.mark.usefixtures("everything_is_large")
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, st.sampled_from(["\n", "\r\n"]))
def test_a_table_is_the_same_either_way(rows: list[tuple[str, str]], ends: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=ends)
    writer.writerow(["id", "parent", "author", "time", "text"])
    writer.writerows([n, n - 1 or "", who, "2020-01-01T00:00:00Z", f"x{text}y"] for n, (who, text) in enumerate(rows, 1))
    raw = out.getvalue().encode()
    quick = dc.read_table(raw)
    _columnar.LARGE = 10**9
    try:
        careful = dc.read_table(raw)
    finally:
        _columnar.LARGE = 0
    assert quick.equals(careful)
    assert quick.attrs == careful.attrs


@pytest.mark.usefixtures("everything_is_large")
def test_lines_are_the_same_either_way(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [{"name": "Ana", "town": None}, {"name": "Ben", "town": "Århus"}]
    said = {"time": "2020-01-01T00:00:00Z", "text": "1\n👩‍🌾"}
    ones = [{"id": n, "parent": n - 1 or None, "author": people[n % 2], "likes": n if n % 3 else None, **said} for n in range(1, 40)]
    raw = "".join(json.dumps(one) + "\n" for one in ones).encode()
    assert _columnar.large_lines(_source.Source("x.jsonl", raw)) is not None or len(raw) <= _source._SAMPLE
    quick = dc.read_records(raw)
    monkeypatch.setattr(_columnar, "LARGE", 10**9)
    careful = dc.read_records(raw)
    columns = ["id", "thread", "reply_to", "participant", "time", "text"]
    assert quick.utterances[columns].equals(careful.utterances[columns])
    assert quick.attrs["provenance"][0]["columns"] == careful.attrs["provenance"][0]["columns"]


@pytest.mark.usefixtures("everything_is_large")
@pytest.mark.parametrize("raw", [b"id,text\n1,a\n2\n", b"id,text\n1,caf\xe9 au lait\n", b"id,text\n1,a\x00b\n", b'id,text\n1,"a\n'])
def test_what_arrow_refuses_is_left_to_the_careful_way(raw: bytes) -> None:
    assert _columnar.large(_source.Source("x.csv", raw), ",") is None


def test_a_sample_is_cut_at_the_end_of_a_line() -> None:
    line = b'{"id": 1, "text": "abc"}\n'
    source = _source.Source("x.jsonl", line * 400_000)
    assert len(source.sample.raw) <= 4_000_000
    assert source.sample.raw.endswith(b"}\n")
    whole = _source.Source("x.json", b"[" + b"1,\n" * 4_000_000 + b"1]")
    assert whole.sample is whole
