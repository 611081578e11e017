"""What the fields of nested objects mean: the guess of `_headers` for dotted paths such as ``author.name``. It reads no file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from discourse.errors import UnreadableTable, known
from discourse.loaders._headers import ROLES
from discourse.loaders._trees import CHILDREN

PERSON_ID = (
    "participant_id", "user_id", "userid", "author_id", "speaker_id", "sender_id", "from_id", "member_id", "person_id", "commenter_id",
    "owner_id", "account_id", "author_fullname", "actor_id",
)  # fmt: skip
_ALSO: Mapping[str, tuple[str, ...]] = {"reply_to": ("pid", "parent_comment", "replied_to", "parent_fullname")}
#: Fields by which an object says of itself that its text is gone, or who took it away.
FLAGS = ("deleted", "delete", "is_deleted", "removed", "is_removed", "hidden", "is_hidden", "spam", "is_spam", "flag", "moderated")
_PERSON = frozenset(("author", "user", "speaker", "sender", "from", "by", "owner", "creator", "member", "person", "account", "poster",
                     "commenter", "participant", "actor", "profile", "autor", "auteur", "usuario"))  # fmt: skip
_NAME = ("display_name", "displayname", "name", "full_name", "username", "user_name", "screen_name", "login", "nickname", "nick", "title")
_WRAPPER = frozenset((*CHILDREN, "node", "item", "attributes", "payload", "fields", "properties", "record", "post", "snippet",
                      "body", "content", "message", "source", "value"))  # fmt: skip


def roles_of(paths: Mapping[str, int], told: Mapping[str, str | None] | None) -> dict[str, list[str]]:
    """Role -> its paths, the surest first; ``paths`` counts in how many objects each stands, ``told`` goes before any guess.

    Raises UnreadableTable for a role that does not exist.

    >>> roles_of({"id": 2, "text": 2, "user.name": 2, "user.id": 2}, None)
    {'text': ['text'], 'id': ['id'], 'participant': ['user.name'], 'participant_id': ['user.id']}
    """
    told = told or {}
    every = (*ROLES, "participant_id")
    for role in told:
        if role not in every:
            raise UnreadableTable(f"columns: no role {role!r}; {known(role, every, 'the roles are')}")
    found: dict[str, list[str]] = {}
    taken = {path for path in told.values() if path is not None}
    for role in every:
        if role in told:
            found[role] = [path for path in (told[role],) if path is not None]
            continue
        ranks = {path: rank for path in paths if path not in taken and (rank := _rank(path, role)) is not None}
        best = sorted(ranks, key=lambda path: (-_share(paths[path], paths), ranks[path]) if role == "text" else (ranks[path], -paths[path]))
        found[role] = best if role == "text" else best[:1]
        taken.update(found[role])
    return {role: chosen for role, chosen in found.items() if chosen}


def first_of(values: Mapping[str, object], paths: Sequence[str]) -> object:
    """The value of the first of these paths that is there and not empty."""
    return next((v for path in paths if (v := values.get(path)) not in (None, "")), None)


def _share(count: int, paths: Mapping[str, int]) -> int:
    """Tenths of the objects that have it: small differences are not to decide which field is the text."""
    return round(10 * count / max(1, *paths.values()))


def _rank(path: str, role: str) -> int | None:
    """How good a name this is for the role, 0 the best; None where it is none."""
    above, _, last = path.rpartition(".")
    holder = _plain(above.rpartition(".")[2])
    if holder in _PERSON:
        if role == "participant":
            return _place(last, _NAME)
        return 0 if role == "participant_id" and _plain(last) in ("id", "userid", "hex") else None
    names = PERSON_ID if role == "participant_id" else (*ROLES[role], *_ALSO.get(role, ()))
    whole = _place(path, names)
    if whole is not None or not above:
        return whole
    inside = _place(last, names) if holder in _WRAPPER or role == "text" else None
    return None if inside is None else inside + 100


def _place(name: str, names: Iterable[str]) -> int | None:
    plain = _plain(name)
    return next((n for n, one in enumerate(names) if _plain(one) == plain), None)


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name).casefold()
