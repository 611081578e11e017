"""What came over the wire, checked: a message is as little to be trusted as any other text. It does nothing with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from discourse.errors import FrameError

Args = Mapping[str, Any]


def word(args: Args, name: str) -> str:
    """A text that is not empty."""
    if not isinstance(value := args.get(name), str) or not value:
        raise FrameError(f"the operation lacks {name!r}; reload the page")
    return value


def text(args: Args, name: str) -> str:
    """A text, which may be empty; a lone half of a surrogate pair, which no file can hold, is refused."""
    if not isinstance(value := args.get(name, ""), str):
        raise FrameError(f"{name!r} should be a text; reload the page")
    return value


def maybe(args: Args, name: str) -> str | None:
    """A text, or None where it is missing or empty."""
    return text(args, name) or None


def whole(args: Args, name: str, of: str = "a passage") -> int:
    """A whole number."""
    if not isinstance(value := args.get(name), int) or isinstance(value, bool):
        raise FrameError(f"{of} lacks its {name}; reload the page")
    return value


def listed(args: Args, name: str) -> list[Any]:
    """A list."""
    if not isinstance(value := args.get(name), list):
        raise FrameError(f"the operation lacks its list of {name}; reload the page")
    return value


def words(args: Args, name: str) -> list[str]:
    """A list of texts."""
    found = listed(args, name)
    if not all(isinstance(value, str) for value in found):
        raise FrameError(f"the {name} of the operation are not all texts; reload the page")
    return found


def fields(args: Args, name: str) -> dict[str, Any]:
    """Names with values."""
    if not isinstance(value := args.get(name), dict):
        raise FrameError(f"the operation lacks its {name}; reload the page")
    return value
