"""What a person can do at any of the widgets: for each verb, the project call that a message asks for. Nothing is done here.

A line here is all that a new deed needs in Python; `_surface.py` does it once, shows its line of Python, and tells every view.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from keyword import iskeyword
from typing import Any

import pandas as pd

from discourse.errors import FrameError
from discourse.widgets._calls import Call, Made
from discourse.widgets._wire import Args, fields, listed, maybe, text, whole, word, words
from discourse.widgets.searching import autocode


def code(args: Args) -> Call:
    """``passages`` [{utterance start end quote id code}], ``memo``; a passage without a ``code`` of its own gets that of the message.

    With ``define`` a code that is new comes into the codebook, too.
    """
    passages = listed(args, "passages")
    if not passages:
        raise FrameError("nothing is selected; select a passage first")
    if not all(isinstance(p, dict) and isinstance(p.get("quote"), str) for p in passages):
        raise FrameError("a passage came without its words, so its place could not be checked; reload the page")
    codes = [word(said if "code" in said else args, "code") for said in passages]
    remark, new = maybe(args, "memo"), {"define": True} if args.get("define") is True else {}
    if len(passages) == 1:
        said = passages[0]
        start, end = whole(said, "start"), whole(said, "end")
        named = {"quote": said["quote"], "start": start, "end": end, "memo": remark, **new}
        return Call("code", (word(said, "utterance"), codes[0]), named, {"id": said.get("id")})
    frame = pd.DataFrame(passages).assign(code=codes)
    return Call("code", (frame.assign(memo=remark) if remark else frame,), new)


def uncode(args: Args) -> Call:
    return Call("uncode", (some(args),))


def accept(args: Args) -> Call:
    """``ids``; with ``code`` the passage is taken, and given that code."""
    return Call("accept", (some(args),), {"code": word(args, "code")} if "code" in args else {})


def reject(args: Args) -> Call:
    return Call("reject", (some(args),))


def recode(args: Args) -> Call:
    return Call("recode", (some(args), word(args, "code")))


def resize(args: Args) -> Call:
    return Call("resize", (word(args, "id"),), {"start": whole(args, "start"), "end": whole(args, "end")})


def split(args: Args) -> Call:
    """``id``, ``at``; ``second`` is the id of the second part, as the browser chose it."""
    return Call("split", (word(args, "id"),), {"at": whole(args, "at", "the cut")}, {"id": maybe(args, "second")})


def join(args: Args) -> Call:
    return Call("join", (words(args, "ids"),))


def memo(args: Args) -> Call:
    about = word(args, "about")
    target = text(args, "target") if about == "project" else word(args, "target")
    return Call("memo", (target, text(args, "text")), {"about": about} if about != "utterance" else {})


def define(args: Args) -> Call:
    """A ``code``, with the ``fields`` that change; or, with ``distinct_colours``, all codes at once, in colours that can be told apart."""
    if args.get("distinct_colours"):
        return Call("define", (Made(lambda study: study.codebook.with_colours(), "{study}.codebook.with_colours()"),))
    return Call("define", (word(args, "code"),), fields(args, "fields") if "fields" in args else {})


def rename(args: Args) -> Call:
    return Call("rename", (word(args, "code"), word(args, "name")))


def move(args: Args) -> Call:
    return Call("move", (word(args, "code"),), {"under": maybe(args, "under"), "before": maybe(args, "before")})


def merge_codes(args: Args) -> Call:
    return Call("merge_codes", (words(args, "codes"),), {"into": word(args, "into")})


def split_code(args: Args) -> Call:
    return Call("split_code", (word(args, "code"), fields(args, "parts")))


def retire(args: Args) -> Call:
    return Call("retire", (word(args, "code"),))


def describe(args: Args) -> Call:
    """``people`` {participant: {attribute: value}}, the same attributes for each; None takes one away."""
    people = fields(args, "people")
    if not people or not all(isinstance(given, dict) and given for given in people.values()):
        raise FrameError("nobody is chosen, or no attribute; choose a cell first")
    if len(people) > 1:
        rows = [{"participant": name, **given} for name, given in people.items()]
        if len({tuple(sorted(row)) for row in rows}) > 1:
            raise FrameError("not everybody was given the same attributes; reload the page")
        return Call("describe", (pd.DataFrame(rows, dtype="object"),))
    [(name, given)] = people.items()
    spoken = all(str(a).isidentifier() and not iskeyword(a) and a not in ("participant", "attributes", "deed", "self") for a in given)
    if spoken and all(value is not None for value in given.values()):
        return Call("describe", (name,), given)
    return Call("describe", (name, given))


def mark_read(args: Args) -> Call:
    return Call("mark_read", (words(args, "utterances"),), {} if args.get("read", True) else {"read": False})


def undo(_: Args) -> Call:
    return Call("undo")


def redo(_: Args) -> Call:
    return Call("redo")


def some(args: Args) -> str | list[str]:
    """The ``ids`` of the message: one as it is, several as a list."""
    ids = words(args, "ids")
    return ids[0] if len(ids) == 1 else ids


DEEDS: Mapping[str, Callable[[Mapping[str, Any]], Call]] = {
    verb.__name__: verb
    for verb in (
        code, uncode, recode, resize, split, join, autocode, accept, reject, memo, define, rename, move, merge_codes, split_code, retire,
        describe,
        mark_read, undo, redo,
    )
}  # fmt: skip
