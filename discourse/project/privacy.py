"""Taking people out of a project: pseudonyms for all, or one person's words for good. How a log is rewritten stands in rewriting.py."""

from __future__ import annotations

import csv
import hashlib
import hmac
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from secrets import token_hex
from typing import Any, Self

import pandas as pd
from sqlalchemy import Connection, delete, insert, select

from discourse.errors import FrameError, NameLeft, ProjectError
from discourse.language import load_language
from discourse.project.forgetting import Forgetting, trace
from discourse.project.log import Plan, now, record
from discourse.project.merging import settle_anew
from discourse.project.names import Edit, Renaming, find_names
from discourse.project.nouns import Nouns
from discourse.project.own import marks
from discourse.project.replay import Change
from discourse.project.rewriting import Rewriting, rewrite
from discourse.project.tables import local

SMALL = 1_000_000  # code points that a language model is given at once


class Privacy(Nouns):
    """The verbs that take people out."""

    def names(self, *, persons: bool = True, language: str | None = None) -> pd.DataFrame:
        """``name pseudonym participant found n example apply``: what `pseudonymise` would replace by what; nothing is changed.

        Names of participants, parts of them, and (``persons``) what the language model takes for persons; ``found`` says which. ``n``
        is how often the name stands in the texts, ``apply`` whether it would be replaced: change it, the pseudonyms, or add rows, and
        hand the frame to `pseudonymise`. A language model misses names and finds wrong ones: look through the list.
        """
        corpus, people = self.corpus, self.participants()
        return find_names(corpus.utterances, people, _persons(corpus.utterances["text"], language) if persons else ())

    def pseudonymise(self, names: pd.DataFrame | Mapping[str, str], *, key: str | Path) -> Self:
        """Replace names by pseudonyms everywhere: texts, participants, quotes, memos, threads, file names, and the whole log.

        Parameters
        ----------
        names
            The frame of `names`, looked through (its rows with ``apply``), or ``{name: pseudonym}``.
        key
            Where to write which pseudonym is who: a CSV, for yourself only, in another folder than the project's.

        Offsets of all codings are shifted exactly; a coding that cuts a name holds the whole pseudonym. The names of coders stay. This
        cannot be undone but by the key. Earlier backups and copies still hold the names: backups beside the file are replaced by
        one of the new state. Afterwards exports refuse to write a name of the list, see `check_names`.

        Raises ProjectError when the key is there already or lies beside the project, FrameError for an unusable list.
        """
        wanted = _list(names)
        target = self._key_place(Path(key))
        renaming = Renaming(wanted)
        _write_key(target, wanted, names)
        mark = _mark(wanted)
        try:
            self._rewrite("pseudonymise", _Pseudonyms(renaming), {"names": len(wanted)}, mark, list(wanted))
        except BaseException:
            if not self._read(lambda c: mark in marks(c, "rewritten")):  # else the names are gone, and only the key has them
                target.unlink()
            raise
        return self

    def forget(self, participant: str, *, also: Iterable[str] = (), mentions: bool = True) -> Self:
        """Remove a person's words for good: from texts, quotes, memos, the log and the backups. It cannot be undone.

        Their utterances stay as empty places of kind "withdrawn", so that the thread keeps its shape; codings, suggestions and memos on
        them go, also out of the log. With ``mentions`` their name, and what others quoted of them (eight words or more
        in a row), is replaced by "[withdrawn]" in everybody else's words; ``also`` gives nicknames and parts of the name. `traces`
        shows beforehand what that is.

        Raises FrameError for a participant that the project does not have.
        """
        self._read(lambda c: trace(c, participant))  # refuses an unknown name before anything is done

        names = [participant, *also]

        def how(connection: Connection) -> Rewriting:
            return Forgetting(connection, participant, names, mentions)

        self._rewrite("forget", how, {"participant": "withdrawn"}, f"forget:{token_hex(8)}", names)
        return self

    def traces(self, participant: str) -> pd.DataFrame:
        """``what where n example``: what there is of a person in the project, and `forget` would remove."""
        return self._read(lambda c: trace(c, participant))

    def check_names(self, writings: Iterable[object]) -> None:
        """Refuse, with NameLeft, if a name that was taken out stands in what is about to leave the project.

        The project keeps no names for that, only keyed digests of them.
        """
        gate = self._read(lambda c: c.execute(select(local.c.value).where(local.c.id == "gate")).scalar())
        if gate is None:
            return
        kept = json.loads(gate)
        salt, digests, longest = kept["salt"], set(kept["digests"]), kept["longest"]
        clean: set[str] = set()  # the same words come again and again
        for writing in writings:
            for words in _runs(str(writing), longest):
                if words in clean:
                    continue
                clean.add(words)
                if _digest(salt, words) in digests:
                    raise NameLeft(
                        f"the name {words!r} was to be taken out, and stands in what should be written ({str(writing)[:60]!r}); "
                        "run project.pseudonymise with it, or mend the place"
                    )

    def _rewrite(self, verb: str, how: object, what: dict[str, object], mark: str, names: list[str]) -> None:
        coder = self._who()
        with self._store.writing() as connection:
            made = how(connection) if callable(how) else how
            assert isinstance(made, Rewriting)
            counts = rewrite(connection, made)
            settle_anew(connection)
            note = f"{verb}/{mark}"
            change = Change("notes", note, None, {"id": note, "value": "{}"})
            record(connection, coder, verb, Plan([change], {**what, **counts}), None, now())
            _remember(connection, "rewritten", mark)
            _remember(connection, "forgotten", *made.withdrawn)
            _shut(connection, names)
        self._store.scrub()

    def _key_place(self, key: Path) -> Path:
        if key.exists():
            raise ProjectError(f"{key} is there already; give the key another name, so that no earlier one is lost")
        if not key.parent.is_dir():
            raise ProjectError(f"{key}: the folder {key.parent} does not exist; make it first")
        if self._store.path is not None and key.resolve().parent == self._store.path.resolve().parent:
            raise ProjectError(f"{key} would lie beside the project; keep the key apart, in a folder that nobody else can read")
        return key


class _Pseudonyms(Rewriting):
    """Names go, pseudonyms come."""

    def __init__(self, renaming: Renaming) -> None:
        self._renaming = renaming

    def edits(self, sha: str, text: str) -> list[Edit]:
        return self._renaming.edits(text)

    def words(self, text: str) -> str:
        return self._renaming.text(text)


def _list(names: pd.DataFrame | Mapping[str, str]) -> dict[str, str]:
    if isinstance(names, pd.DataFrame):
        if missing := [c for c in ("name", "pseudonym") if c not in names]:
            raise FrameError(f"the list of names has no column {missing[0]!r}; take it from project.names()")
        names = names[names["apply"].astype("bool")] if "apply" in names else names
        wanted = dict(zip(names["name"].astype("str"), names["pseudonym"].astype("str"), strict=True))
    else:
        wanted = {str(k): str(v) for k, v in names.items()}
    wanted = {k.strip(): v.strip() for k, v in wanted.items()}
    if not wanted:
        raise FrameError("the list of names is empty; project.names() shows what there is to replace")
    for name, pseudonym in wanted.items():
        if not name or not pseudonym:
            raise FrameError(f"the list of names has an empty {'name' if not name else 'pseudonym'} ({name!r}: {pseudonym!r})")
        if Renaming(dict.fromkeys(wanted, "")).edits(pseudonym):
            raise FrameError(f"the pseudonym {pseudonym!r} for {name!r} holds a name of the list; choose another")
    return wanted


def _write_key(target: Path, wanted: Mapping[str, str], names: pd.DataFrame | Mapping[str, str]) -> None:
    of = {}
    if isinstance(names, pd.DataFrame) and "participant" in names:
        of = {n: p for n, p in zip(names["name"], names["participant"], strict=True) if isinstance(p, str)}
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["name", "pseudonym", "participant"])
        rows.writerows([name, pseudonym, of.get(name, "")] for name, pseudonym in wanted.items())
        file.flush()
        os.fsync(file.fileno())


def _persons(texts: pd.Series, language: str | None) -> Iterator[list[str]]:
    nlp = load_language(language)
    if "ner" not in nlp.pipe_names:
        yield from ([] for _ in texts)
        return
    others = [name for name in nlp.pipe_names if name not in ("tok2vec", "transformer", "ner")]
    for doc in nlp.pipe((t[:SMALL] for t in texts), disable=others):
        yield [e.text for e in doc.ents if e.label_ in ("PERSON", "PER") and re.search(r"[^\W\d_]{2}", e.text)]


def _mark(wanted: Mapping[str, str]) -> str:
    """The same for the same list: two copies that took out the same names by the same key may still be merged."""
    return hashlib.sha256(json.dumps(sorted(wanted.items())).encode()).hexdigest()[:24]


def _remember(connection: Connection, key: str, *marks: str) -> None:
    before = connection.execute(select(local.c.value).where(local.c.id == key)).scalar()
    after = sorted({*(json.loads(before) if before else ()), *marks})
    connection.execute(delete(local).where(local.c.id == key))
    connection.execute(insert(local).values(id=key, value=json.dumps(after)))


def _shut(connection: Connection, names: Iterable[str]) -> None:
    """Keep digests of the names, by which `check_names` knows them again."""
    before = connection.execute(select(local.c.value).where(local.c.id == "gate")).scalar()
    gate: dict[str, Any] = json.loads(before) if before else {"salt": token_hex(16), "digests": [], "longest": 0}
    for name in names:
        words = " ".join(re.findall(r"\w+", name.casefold()))
        gate["digests"].append(_digest(gate["salt"], words))
        gate["longest"] = max(gate["longest"], words.count(" ") + 1)
    connection.execute(delete(local).where(local.c.id == "gate"))
    connection.execute(insert(local).values(id="gate", value=json.dumps(gate)))


def _runs(text: str, longest: int) -> Iterator[str]:
    words = re.findall(r"\w+", text.casefold())
    for n in range(len(words)):
        for size in range(1, min(longest, len(words) - n) + 1):
            yield " ".join(words[n : n + size])


def _digest(salt: str, words: str) -> str:
    return hmac.new(bytes.fromhex(salt), words.encode(), hashlib.sha256).hexdigest()[:24]
