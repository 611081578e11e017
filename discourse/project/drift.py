"""How a code's meaning and its use changed together: each version of its definition, and what was marked while it held."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from sqlalchemy import Connection, and_, or_, select

from discourse.frames import WORD
from discourse.project.blindness import change_seen
from discourse.project.folding import STREAM
from discourse.project.log import to_json, unpacked
from discourse.project.replay import Row
from discourse.project.tables import STATE, changes, events
from discourse.project.telling import Teller

MEANING = ("brief", "definition", "include", "exclude", "example")
COLUMNS = (
    "version", "block", "since", "until", "by", "changed", "path", *MEANING,
    "codings", "standing", "coders", "utterances", "mean_length", "new_words", "examples",
)  # fmt: skip


@dataclass
class _Block:
    """A stretch of the log in which the code meant one thing, and the codings that were put on it in that time."""

    version: int
    block: int
    since: str
    by: str
    changed: list[str]
    meaning: Row
    made: list[Row] = field(default_factory=list)


def answer_drift(connection: Connection, code: str, every: int | None, viewer: str | None) -> pd.DataFrame:
    """The frame of `Project.drift`."""
    blocks = list(_blocks(connection, code, every, viewer))
    t = STATE["codings"]
    standing = set(connection.execute(select(t.c.id).where(t.c.code == code)).scalars())
    teller, met, rows = Teller(connection), set[str](), []
    for n, of in enumerate(blocks):
        words = {w.casefold() for row in of.made for w in re.findall(WORD, row["quote"])}
        fresh = len(words - met) / len(words) if words and met else None
        met |= words
        above = of.meaning["parent"]
        path = f"{teller.paths.get(above, above)}/{of.meaning['name']}" if above is not None else of.meaning["name"]
        quotes = [row["quote"] for row in of.made]
        rows.append([
            of.version, of.block, of.since, blocks[n + 1].since if n + 1 < len(blocks) else None, of.by, ", ".join(of.changed), path,
            *(of.meaning[f] for f in MEANING), len(of.made), len({row["id"] for row in of.made} & standing),
            ", ".join(f"{coder} {k}" for coder, k in Counter(row["coder"] for row in of.made).most_common()),
            len({row["utterance"] for row in of.made}), sum(map(len, quotes)) / len(quotes) if quotes else None, fresh,
            list(dict.fromkeys(quotes[k] for k in (0, len(quotes) // 2, -1))) if quotes else [],
        ])  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    words_of = ("by", "changed", "path", *MEANING, "coders")
    frame = frame.astype(dict.fromkeys(words_of, "str") | {"mean_length": "float64", "new_words": "float64"})
    return frame.assign(**{c: pd.to_datetime(frame[c], utc=True).dt.as_unit("us") for c in ("since", "until")})


def _blocks(connection: Connection, code: str, every: int | None, viewer: str | None) -> Iterator[_Block]:
    """Walk the log once: a change of meaning begins a version, a full block the next one in it."""
    block: _Block | None = None
    for line in _lines(connection, code, viewer):
        before, after = unpacked(line.before), unpacked(line.after)
        if line.place == "codes":
            changed = ["made"] if before is None else [f for f in ("name", "parent", *MEANING) if after and before[f] != after[f]]
            if after is None or not changed or (before is None and block is not None):  # gone, another field, or made twice
                continue
            if block is not None:
                yield block
            block = _Block(block.version + 1 if block else 1, 1, line.time, line.coder, changed, after)
        elif block is not None and after is not None and after["code"] == code and (before is None or before["code"] != code):
            if every is not None and len(block.made) == every:
                yield block
                block = _Block(block.version, block.block + 1, line.time, block.by, [], block.meaning)
            block.made.append(after)
    if block is not None:
        yield block


def _lines(connection: Connection, code: str, viewer: str | None) -> Iterator[Any]:
    names = changes.c.after.contains(f'"code":{to_json(code)}', autoescape=True)
    wanted = or_(and_(changes.c.place == "codes", changes.c.id == code), and_(changes.c.place == "codings", names))
    query = select(events.c.time, events.c.coder, changes).join(events, events.c.seq == changes.c.event)
    query = query.where(wanted, change_seen(connection, viewer, events.c.coder))
    query = query.where(events.c.verb.not_in(("undo", "redo")) | (changes.c.place == "codes"))
    return iter(connection.execute(query.order_by(events.c.tick, events.c.id, changes.c.n).execution_options(**STREAM)))
