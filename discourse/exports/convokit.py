"""A corpus as a ConvoKit folder, which ``convokit.Corpus(filename=…)`` opens. It writes no vectors and no pickles."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from discourse.corpus import Corpus
from discourse.errors import LoadError
from discourse.frames import UTTERANCES, rows
from discourse.project import Project

_OURS = "discourse"


def write_convokit(what: Corpus | Project, folder: str | Path) -> Path:
    """Write ``utterances.jsonl speakers.json conversations.json corpus.json index.json`` into a folder, and return it.

    A conversation has the id of its first utterance, as ConvoKit wants it, and the name of the thread in its metadata.
    Further columns become the utterances' metadata, the participants' attributes the speakers'. What ConvoKit has no place
    for (kind, time zone, codings) stands in the metadata under "discourse", so that `read_convokit` gives back an equal
    corpus. ``timestamp`` counts seconds from 1970; times without a zone are counted as if they were UTC. Utterances
    without a participant have the speaker "unknown".

    Raises LoadError when the folder cannot be written, NameLeft when a name that was taken out of the project stands in it
    again; files of these names in it are replaced, all of them or none.

    >>> from discourse.loaders.convokit import read_convokit
    >>> corpus = Corpus(pd.DataFrame({"text": ["Hi", "Hello 😀"], "participant": ["Ana", "Ben"], "reply_to": [None, "1"]}))
    >>> read_convokit(write_convokit(corpus, getfixture("tmp_path") / "talk"))
    Corpus: 2 utterances, 2 participants, 1 thread
    """
    corpus, codings = (what.corpus, what.codings()) if isinstance(what, Project) else (what, what.codings)
    said, people = corpus.utterances, corpus.participants
    first: dict[str, str] = {}
    for thread, one in zip(said["thread"], said["id"], strict=True):
        first.setdefault(thread, one)
    coded = {utterance: _values(of.drop(columns=["utterance"])) for utterance, of in codings.groupby("utterance", sort=False)}
    further = [str(c) for c in said.columns if c not in UTTERANCES]
    lines = [_line(row, first, further, coded.get(row["id"])) for row in rows(said)]
    speakers = {row.pop("participant"): {"meta": row, "vectors": []} for row in _values(people)}
    if said["participant"].isna().any():
        speakers.setdefault("unknown", {"meta": {}, "vectors": []})
    kept = corpus.attrs.get("conversations", {})
    conversations = {
        first[thread]: {"meta": {**kept.get(thread, kept.get(first[thread], {})), "thread": thread}, "vectors": []} for thread in first
    }
    index = {
        "utterances-index": _types(lines),
        "speakers-index": _types(speakers.values()),
        "conversations-index": _types(conversations.values()),
        "overall-index": {},
        "version": 1,
        "vectors": [],
    }
    if isinstance(what, Project):
        what.check_names(json.dumps(part, ensure_ascii=False).replace("\\n", " ") for part in (*lines, speakers, conversations))
    files = {
        "utterances.jsonl": "".join(_json(line) + "\n" for line in lines),
        "speakers.json": _json(speakers),
        "conversations.json": _json(conversations),
        "corpus.json": _json({}),
        "index.json": _json(index),
    }
    return _write_all(Path(folder), files)


def _line(row: dict[str, Any], first: dict[str, str], further: list[str], codings: list[dict[str, Any]] | None) -> dict[str, Any]:
    time = row["time"]
    ours: dict[str, Any] = {"kind": row["kind"]}
    if not pd.isna(time):
        ours["time"] = time.isoformat()
    if pd.isna(row["participant"]):
        ours["unnamed"] = True
    if codings:
        ours["codings"] = codings
    meta = {column: _plain(row[column]) for column in further}
    if clash := [column for column in further if column in ("flag", "participant_id", "named_by", "time_given")]:
        ours["columns"] = clash
    return {
        "id": row["id"],
        "conversation_id": first[row["thread"]],
        "text": row["text"],
        "speaker": "unknown" if pd.isna(row["participant"]) else row["participant"],
        "meta": {**{k: v for k, v in meta.items() if v is not None}, _OURS: ours},
        "reply-to": _plain(row["reply_to"]),
        "timestamp": None if pd.isna(time) else time.timestamp(),
        "vectors": [],
    }


def _values(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{k: plain for k, v in row.items() if (plain := _plain(v)) is not None} for row in rows(frame)]


def _plain(value: Any) -> Any:
    """A value as JSON knows it; what is missing is None."""
    if isinstance(value, (list, dict)):
        return value
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return None
    return value if isinstance(value, (str, int, float, bool)) else str(value)


def _types(ones: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in ones:
        for key, value in one["meta"].items():
            name = str(type(value))
            if name not in found.setdefault(key, []):
                found[key].append(name)
    return found


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _write_all(folder: Path, files: dict[str, str]) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".writing-") as beside:
            for name, content in files.items():
                (Path(beside) / name).write_text(content, encoding="utf-8", newline="\n")
            for name in files:
                (Path(beside) / name).replace(folder / name)
    except OSError as error:
        raise LoadError(f"{folder}: cannot be written ({error.strerror}); give a folder of your own") from error
    return folder
