"""Whatever bytes come, the readers of chats and mail give a corpus or one of our errors."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.errors import DiscourseError
from discourse.loaders import loaders
from discourse.loaders._source import Source

EXAMPLES = int(os.environ.get("DISCOURSE_FUZZ", "50"))
SAMPLES = Path(__file__).parents[2] / "data" / "samples"
NAMES = {
    "slack": "slack.zip", "discord": "discord.json", "telegram": "telegram.json", "whatsapp": "whatsapp.txt", "teams": "teams.json",
    "zulip": "zulip.json", "irc": "irc.log", "mbox": "mbox.mbox",
}  # fmt: skip


@st.composite
def mutated(draw: Callable[..., Any], raw: bytes) -> bytes:
    """The sample with a few pieces cut, flipped, doubled or strange."""
    out = bytearray(raw)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, max(0, len(out) - 1)))
        what = draw(st.sampled_from(["cut", "flip", "insert", "double", "end"]))
        if what == "cut":
            del out[at : at + draw(st.integers(1, 40))]
        elif what == "flip" and out:
            out[at] ^= draw(st.integers(1, 255))
        elif what == "insert":
            out[at:at] = draw(
                st.sampled_from([b"\x00", b"null", b"[[", b'"', b"<", b"\xff", b"\n", b"9" * 30, b"\\ud800", b": ", b"-1", b"{}"])
            )
        elif what == "double":
            out[at:at] = out[at : at + draw(st.integers(1, 200))]
        else:
            del out[at:]
    return bytes(out)


def survives(name: str, raw: bytes) -> None:
    module = loaders()[name]
    source = Source("fuzz", raw)
    assert 0 <= module.sniff(source) <= 1
    try:
        corpus = getattr(module, f"read_{name}")(Source("fuzz", raw))
    except DiscourseError:
        return
    assert isinstance(corpus, Corpus)
    assert corpus.utterances["id"].is_unique


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_a_mutated_sample_is_read_or_refused(name: str, data: st.DataObject) -> None:
    survives(name, data.draw(mutated((SAMPLES / NAMES[name]).read_bytes())))


@pytest.mark.parametrize("name", NAMES)
@given(raw=st.binary(max_size=300))
@settings(max_examples=EXAMPLES, deadline=None)
def test_random_bytes_are_read_or_refused(name: str, raw: bytes) -> None:
    survives(name, raw)


KEYS = (
    "messages", "id", "type", "from", "from_id", "text", "date", "date_unixtime", "reply_to_message_id", "guild", "channel",
    "author", "name", "content", "timestamp", "reference", "messageId", "value", "body", "messageType", "createdDateTime",
    "replyToId", "conversations", "MessageList", "display_recipient", "sender_full_name", "subject", "reactions",
    "zerver_message", "attachments", "user", "eventDetail",
)  # fmt: skip
WILD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)


@pytest.mark.parametrize("name", ["discord", "telegram", "teams", "zulip"])
@given(value=WILD)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_json_of_the_wrong_shape_is_read_or_refused(name: str, value: Any) -> None:
    survives(name, json.dumps({"messages": [value], "value": [value]} if not isinstance(value, dict) else value).encode())
