"""A ConvoKit corpus (a folder, its ZIP, or its utterances file) becomes a corpus. It never opens a pickle."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from discourse.corpus import Corpus
from discourse.errors import DiscourseError, LoadError
from discourse.frames import check_codings
from discourse.loaders._archive import entries as unpacked
from discourse.loaders._archive import names as names_in
from discourse.loaders._json import looks_like_json
from discourse.loaders._many import files_in
from discourse.loaders._records import KEYS, Rows, corpus_of
from discourse.loaders._rows import json_lines, looks_like_lines
from discourse.loaders._source import Source, open_source
from discourse.loaders._trees import written

_SPOKEN = ("utterances.jsonl", "utterances.json")
_BESIDE = ("speakers.json", "users.json", "conversations.json", "corpus.json", "index.json")
_EARLIEST = 100_000_000  # seconds from 1970: smaller numbers count from the beginning of something else
#: Under this key `write_convokit` keeps what ConvoKit has no place for.
OURS = "discourse"


def read_convokit(source: Any, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """Read a corpus that ConvoKit has written: a folder, a ZIP of it, or ``utterances.jsonl`` alone.

    ``corpus.dump("name")`` writes such a folder; ConvoKit's own data sets are downloaded as its ZIP. Older versions with
    ``user`` and ``root`` are read too.

    Returns a Corpus: ``thread`` is the conversation, ``participant`` the speaker; further columns are the utterances'
    metadata, the participants have the speakers' metadata, ``attrs["conversations"]`` holds that of the conversations.
    ``time`` is UTC where timestamps count seconds from 1970; others (such as seconds of a day) stand in ``time_given``.
    Metadata that ConvoKit stored as a pickle is left out and told, since a pickle can run programs when it is opened.

    Raises LoadError with file and line.

    >>> corpus = read_convokit('{"id": "a", "conversation_id": "a", "speaker": "Ana", "text": "Hi", "reply-to": null, "meta": {}}\\n')
    >>> corpus.utterances[["id", "thread", "participant", "kind"]].values.tolist()
    [['a', 'a', 'Ana', 'post']]
    """
    if isinstance(source, (str, Path)) and "\n" not in str(source) and Path(source).is_dir():
        top = Path(source)
        paths = files_in(top)
        listing = "\n".join(f"{path.relative_to(top).as_posix()}\t{path.stat().st_size}" for path in paths)
        return read_entries(((p.relative_to(top).as_posix(), p.read_bytes()) for p in paths), Source(top.name, listing), thread=thread)
    opened = open_source(source, encoding)
    if names_in(opened):
        return read_entries(unpacked(opened), opened, thread=thread)
    return _corpus(opened, opened, {}, [], thread)


def sniff(source: Source) -> float:
    """0.97 for lines, or a list, of utterances with ConvoKit's fields."""
    if names_in(source):
        return sniff_entries(names_in(source))
    if not looks_like_json(source):
        return 0.0
    try:
        head = source.text[:200_000].lstrip("\ufeff \n[")
        first, _ = json.JSONDecoder().raw_decode(head)
    except (DiscourseError, ValueError, RecursionError):
        return 0.0
    return 0.97 if isinstance(first, dict) and _is_utterance(first) else 0.0


def sniff_entries(names: list[str]) -> float:
    """0.98 where an utterances file lies beside one of the others."""
    last = {PurePosixPath(name).name for name in names}
    return 0.98 if last & set(_SPOKEN) and last & set(_BESIDE) else 0.0


def read_entries(entries: Iterable[tuple[str, bytes]], source: Source, *, thread: str | None = None, encoding: str | None = None) -> Corpus:
    """The corpus of a folder's or an archive's files; see `read_convokit`."""
    rows: Rows = []
    spoken: list[Source] = []
    beside: dict[str, Any] = {}
    for n, (name, content) in enumerate(entries, 1):
        last = PurePosixPath(name).name
        if last in _SPOKEN:
            spoken.append(Source(name, content, encoding))
        elif last in _BESIDE:
            beside[last] = _json(name, content)
        elif last.endswith((".bin", ".p", ".pkl", ".pickle")):
            rows.append((n, "file", name, "is a pickle, which can run programs when it is opened; not read"))
        else:
            rows.append((n, "file", name, "belongs to no ConvoKit corpus that this loader knows"))
    if len(spoken) != 1:
        found = ", ".join(one.name for one in spoken) or "none"
        raise LoadError(f"{source.name}: a ConvoKit corpus has one utterances.jsonl, found: {found}; read the folders one by one")
    return _corpus(spoken[0], source, beside, rows, thread)


def _corpus(spoken: Source, source: Source, beside: Mapping[str, Any], rows: Rows, thread: str | None) -> Corpus:
    conversations = _meta(beside.get("conversations.json"))
    speakers = _meta(beside.get("speakers.json", beside.get("users.json")))
    records: list[dict[str, Any]] = []
    codings: list[dict[str, Any]] = []
    untimed = pickled = 0
    for place, value in _utterances(spoken, rows):
        if not isinstance(value, Mapping) or not _is_utterance(value):
            rows.append((place, "utterance", str(value)[:200], "has no id, speaker and text"))
            continue
        record = _record(value, conversations)
        untimed += "time_given" in record
        pickled += record.pop("_pickled", 0)
        codings += record.pop("_codings", [])
        records.append(record)
    if untimed:
        source.notes.append(f"{untimed} timestamps do not count seconds from 1970; they stand in time_given")
    if pickled:
        source.notes.append(f"{pickled} values are kept by ConvoKit in pickles, which are not opened; they are missing here")
    source.encoding = spoken.encoding
    corpus = corpus_of(source, "convokit", records, thread=thread, left_out=rows, conversations=conversations, **_overall(beside))
    people = corpus.participants
    known = {_name(name): {k: written(v) for k, v in meta.items()} for name, meta in speakers.items()}
    more = pd.DataFrame([known.get(name, {}) for name in people["participant"]], index=people.index)
    people = people.join(more[[c for c in more.columns if c not in people]])
    found = None
    if codings:
        prefix = f"{thread}/" if thread else ""
        found = check_codings(pd.DataFrame(codings).assign(utterance=lambda f: prefix + f["utterance"]), corpus.utterances)
    return Corpus(corpus.utterances, people, found, left_out=corpus.left_out, attrs=corpus.attrs)


def _utterances(source: Source, rows: Rows) -> Iterator[tuple[int, Any]]:
    if looks_like_lines(source):
        yield from json_lines(source, rows)
        return
    value = _json(source.name, source.text)
    if isinstance(value, dict) and not _is_utterance(value):
        value = [{"id": key, **one} for key, one in value.items() if isinstance(one, dict)]
    yield from enumerate(value if isinstance(value, list) else [value], 1)


def _record(value: Mapping[str, Any], conversations: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    meta = value.get("meta")
    meta = dict(meta) if isinstance(meta, Mapping) else {}
    ours = meta.pop(OURS, None)
    ours = ours if isinstance(ours, Mapping) else {}
    conversation = str(value.get("conversation_id") or value.get("root") or value["id"])
    speaker = value.get("speaker", value.get("user"))
    speaker = speaker.get("id", speaker.get("name")) if isinstance(speaker, Mapping) else speaker
    above = value.get("reply-to", value.get("reply_to"))
    record: dict[str, Any] = {
        "id": str(value["id"]),
        "reply_to": None if above is None else str(above),
        "thread": str(conversations.get(conversation, {}).get("thread") or conversation),
        "kind": ours.get("kind") or ("post" if above is None else "reply"),
        "participant": None if ours.get("unnamed") else speaker,
        "text": value.get("text"),
    }
    record |= _time(ours.get("time", value.get("timestamp")))
    pickled = 0
    for key, one in meta.items():
        if isinstance(one, str) and one.startswith("<##bin##>"):
            pickled += 1
            continue
        record[f"meta.{key}" if key in (*KEYS, "named_by", "time_given") and key not in ours.get("columns", ()) else key] = written(one)
    if pickled:
        record["_pickled"] = pickled
    coded = ours.get("codings")
    if isinstance(coded, list):
        record["_codings"] = [{"utterance": record["id"], **one} for one in coded if isinstance(one, Mapping)]
    return record


def _name(name: str) -> str:
    """A name as `corpus_of` puts it."""
    return unicodedata.normalize("NFC", " ".join(name.split()))


def _time(value: Any) -> dict[str, Any]:
    if value is None or value == "":
        return {}
    try:
        seconds = float(value)
    except (TypeError, ValueError):
        try:
            return {"time": pd.Timestamp(str(value))}
        except (ValueError, OverflowError):
            return {"time_given": str(value)}
    if not _EARLIEST <= seconds < 1e11:
        return {"time_given": str(value)}
    return {"time": pd.Timestamp(round(seconds * 1e6), unit="us", tz="UTC")}


def _is_utterance(value: Mapping[str, Any]) -> bool:
    threaded = "reply-to" in value or "reply_to" in value or "conversation_id" in value or "root" in value
    return "id" in value and "text" in value and ("speaker" in value or "user" in value) and threaded and "meta" in value


def _meta(value: Any) -> dict[str, dict[str, Any]]:
    """``{id: metadata}`` of speakers or conversations, as new and old versions write them."""
    if not isinstance(value, dict):
        return {}
    inner = {str(k): v for k, v in value.items() if isinstance(v, dict)}
    return {k: v["meta"] if isinstance(v.get("meta"), dict) else {a: b for a, b in v.items() if a != "vectors"} for k, v in inner.items()}


def _overall(beside: Mapping[str, Any]) -> dict[str, Any]:
    value = beside.get("corpus.json")
    return {"meta": value} if isinstance(value, dict) and value else {}


def _json(name: str, content: bytes | str) -> Any:
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        raise LoadError(f"{name}, line {error.lineno}, column {error.colno}: the JSON is damaged or cut ({error.msg})") from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise LoadError(f"{name}: the JSON cannot be read ({error})") from error
