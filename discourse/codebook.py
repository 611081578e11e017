"""Codebook: the tree of codes and what each of them means. A frozen value, read from a YAML file made to live in git."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from textwrap import fill
from typing import Any

import pandas as pd

from discourse._yaml import dump_plainly, load_strictly
from discourse.errors import CodebookCycle, CodebookError, DuplicateCode, UnknownCode, known

FIELDS = ("brief", "definition", "include", "exclude", "example", "colour", "terms")
COLUMNS = ("code", *FIELDS)
#: Twelve hues of middling lightness that hold on white and on dark grey; the first six after Okabe and Ito (2008).
PALETTE = (
    "#0072B2", "#D55E00", "#009E73", "#C2588F", "#B8860B", "#3A9AD9",
    "#7A5195", "#8C6D46", "#5B8C2A", "#C8453B", "#4C78A8", "#6B7280",
)  # fmt: skip


class Codebook:
    """A tree of codes. A code is named by its path, such as ``"work/WaaS"``; its parent is ``"work"``.

    Each code has MacQueen's fields (MacQueen et al. 1998, *Cultural Anthropology Methods* 10(2)): ``brief`` and full
    ``definition``, when to use it (``include``), when not to (``exclude``), an ``example``; further a ``colour`` and
    the ``terms`` that `find_terms` looks for.

    Parameters
    ----------
    codes
        A DataFrame with a column ``code`` (paths) and any of the fields, as `frame` gives it.

    >>> book = Codebook.from_terms({"ownership": ["own*"], "work/WaaS": ["work as a service"]})
    >>> book
    Codebook: 3 codes (ownership, work, work/WaaS)
    >>> book.find("waas")
    'work/WaaS'
    """

    __slots__ = ("_codes", "title")

    def __init__(self, codes: pd.DataFrame, *, title: str = "") -> None:
        if "code" not in codes:
            raise CodebookError(f"codebook: no column 'code'; {known('code', map(str, codes.columns), 'the table has')}")
        entries: dict[str, dict[str, Any]] = {}
        for row in codes.to_dict("records"):
            path = _path(row["code"])
            if path in entries:
                raise DuplicateCode(f"codebook: the code {path!r} stands twice; give one of them another name")
            entries[path] = {f: row[f] for f in FIELDS if f in row and not _missing(row[f])}
        self._codes = _complete(entries)
        self.title = title

    @classmethod
    def read(cls, path: str | Path) -> Codebook:
        """Read a YAML codebook; raises CodebookError (with the line), DuplicateCode or CodebookCycle."""
        source = Path(path)
        try:
            text = source.read_text(encoding="utf-8-sig")
        except FileNotFoundError as error:
            raise CodebookError(f"{source}: there is no such file; a codebook is a YAML file") from error
        except (UnicodeDecodeError, IsADirectoryError) as error:
            raise CodebookError(f"{source}: not a text file in UTF-8 ({error})") from error
        return cls.from_yaml(text, where=str(source))

    @classmethod
    def from_yaml(cls, text: str, where: str = "codebook") -> Codebook:
        """The codebook that this YAML text describes; codes nest under ``codes:``, or name a ``parent:``.

        >>> Codebook.from_yaml("codes: {work: {codes: {WaaS: {brief: Work as a service}}}}").paths
        ['work', 'work/WaaS']
        """
        tree = load_strictly(text, where)
        if not isinstance(tree, Mapping) or not isinstance(tree.get("codes"), Mapping):
            raise CodebookError(f"{where}: a codebook is a mapping with the key 'codes', and the codes below it; found {_kind(tree)}")
        entries: dict[str, dict[str, Any]] = {}
        parents: dict[str, str] = {}
        _walk(tree["codes"], "", entries, parents, where)
        placed = {path: _ancestry(path, parents, entries, where) for path in entries}
        rows = [{"code": placed[path], **fields} for path, fields in entries.items()]
        try:
            return cls(pd.DataFrame(rows, columns=list(COLUMNS)), title=str(tree.get("title") or ""))
        except CodebookError as error:
            raise type(error)(str(error).replace("codebook:", f"{where}:", 1)) from error

    @classmethod
    def from_terms(cls, terms: Mapping[str, str | Sequence[str]]) -> Codebook:
        """A codebook from ``{code: terms}``, for an experiment of three lines."""
        return cls(
            pd.DataFrame(
                [{"code": c, "terms": [t] if isinstance(t, str) else list(t)} for c, t in terms.items()], columns=["code", "terms"]
            )
        )

    def write(self, path: str | Path) -> Path:
        """Write the YAML file that `read` reads back to an equal codebook."""
        target = Path(path)
        target.write_text(self.to_yaml(), encoding="utf-8")
        return target

    def to_yaml(self) -> str:
        """The codebook as YAML text: codes nested, fields in their order, empty ones left out."""
        tree: dict[str, Any] = {}
        for row in self._codes.to_dict("records"):
            level = tree
            *above, name = str(row["code"]).split("/")
            for step in above:
                level = level[step].setdefault("codes", {})
            level[name] = {f: row[f] for f in FIELDS if row[f]}
        return dump_plainly({**({"title": self.title} if self.title else {}), "codes": tree})

    @property
    def frame(self) -> pd.DataFrame:
        """``code brief definition include exclude example colour terms``, parents before their children."""
        return self._codes.copy()

    @property
    def paths(self) -> list[str]:
        """The paths of all codes, parents before their children."""
        return list(self._codes["code"])

    @property
    def colours(self) -> dict[str, str]:
        """``{code: "#rrggbb"}``"""
        return dict(zip(self._codes["code"], self._codes["colour"], strict=True))

    @property
    def terms(self) -> dict[str, list[str]]:
        """``{code: terms}``, for the codes that have any."""
        return {c: list(t) for c, t in zip(self._codes["code"], self._codes["terms"], strict=True) if t}

    def with_terms(self, terms: Mapping[str, str | Sequence[str]] | pd.DataFrame) -> Codebook:
        """A new codebook with these terms added, behind those that are there; a code that is missing is made, at the end.

        ``terms`` is ``{code: terms}``, or what `find_phrases`, `find_topics` or `measure_phrases` gave, or those rows of it that
        you choose. A code is named by its path or by its last name in any case. A term that the code has in any case is not added.

        Raises UnknownCode for a name that fits several codes, CodebookError for a frame that brings no terms.

        >>> book = Codebook.from_terms({"work/ownership": ["own*"]})
        >>> book.with_terms({"ownership": ["own the network", "Own*"], "trust": "trust*"}).terms
        {'work/ownership': ['own*', 'own the network'], 'trust': ['trust*']}
        """
        given = _terms_of(terms) if isinstance(terms, pd.DataFrame) else dict(terms)
        entries: dict[str, dict[str, Any]] = {str(r["code"]): {str(k): v for k, v in r.items()} for r in self._codes.to_dict("records")}
        for name, several in given.items():
            path = _path(name)
            if path not in entries and any(path.casefold() in (p.casefold(), p.casefold().split("/")[-1]) for p in entries):
                path = find_path(path, list(entries))
            row = entries.setdefault(path, {"code": path, "terms": []})
            have = {t.casefold() for t in row["terms"]}
            for term in _terms(several, path):
                if term.casefold() not in have:
                    row["terms"] = [*row["terms"], term]
                    have.add(term.casefold())
        return type(self)(pd.DataFrame(list(entries.values()), columns=list(COLUMNS)), title=self.title)

    def find(self, name: str) -> str:
        """The path of a code, given its path or its last name in any case; raises UnknownCode."""
        return find_path(str(name), self.paths)

    def describe(self, name: str) -> str:
        """All that is written about a code, to be printed and read; raises UnknownCode.

        >>> print(Codebook.from_yaml("codes: {trust: {definition: Leaning on others, terms: [trust*]}}").describe("trust"))
        trust
          definition: Leaning on others
          terms: trust*
        """
        row = self._codes[self._codes["code"] == self.find(name)].to_dict("records")[0]
        told = {**{f: row[f] for f in FIELDS if f not in ("colour", "terms")}, "terms": ", ".join(row["terms"])}
        lines = [fill(f"{f}: {t}", 100, initial_indent="  ", subsequent_indent="    ") for f, t in told.items() if t]
        return "\n".join([str(row["code"]), *lines])

    def diff(self, newer: Codebook) -> pd.DataFrame:
        """What changed between this version and a newer one: ``code field before after``; added and removed codes have field "code".

        >>> Codebook.from_terms({"a": "x"}).diff(Codebook.from_terms({"a": "y", "b": "z"}))[["code", "field"]].values.tolist()
        [['a', 'terms'], ['b', 'code']]
        """
        mine = {str(r["code"]): r for r in self._codes.to_dict("records")}
        theirs = {str(r["code"]): r for r in newer._codes.to_dict("records")}
        rows: list[tuple[str, str, Any, Any]] = []
        for code in dict.fromkeys([*mine, *theirs]):
            if code not in theirs:
                rows.append((code, "code", code, None))
            elif code not in mine:
                rows.append((code, "code", None, code))
            else:
                rows += [(code, f, mine[code][f], theirs[code][f]) for f in FIELDS if mine[code][f] != theirs[code][f]]
        return pd.DataFrame(rows, columns=["code", "field", "before", "after"])

    def __contains__(self, code: object) -> bool:
        return code in set(self._codes["code"])

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self._codes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Codebook) and self._codes.to_dict("records") == other._codes.to_dict("records")

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ", ".join(self.paths[:8]) + (", …" if len(self) > 8 else "")
        return f"Codebook: {len(self)} code{'' if len(self) == 1 else 's'} ({shown})"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<li style='margin-left:{row['code'].count('/') * 1.4}em;list-style:none'>"
            f"<span style='color:{escape(row['colour'])}'>■</span> <b>{escape(row['code'].split('/')[-1])}</b> {escape(row['brief'])}</li>"
            for row in self._codes.to_dict("records")
        )
        return f"<p><b>{escape(self.title or 'Codebook')}</b>, {len(self)} codes</p><ul style='padding-left:0'>{rows}</ul>"


def find_path(name: str, paths: Sequence[str]) -> str:
    """The one of these paths that a name means: itself, or its last part in any case; raises UnknownCode."""
    wanted = name.casefold().strip("/")
    exact = [p for p in paths if p == name] or [p for p in paths if p.casefold() == wanted]
    hits = exact or [p for p in paths if p.casefold().split("/")[-1] == wanted]
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise UnknownCode(f"the code {name!r} is ambiguous: it could be {' or '.join(hits)}")
    raise UnknownCode(f"no code {name!r}; {known(name, paths, 'the codebook has')}")


def _terms_of(frame: pd.DataFrame) -> dict[str, list[str]]:
    """The terms that a frame of phrases or topics brings, for the codes that still have a row in it."""
    if "phrase" in frame:
        return {str(p): [str(p)] for p in frame["phrase"]}
    brought = frame.attrs.get("terms")
    if not isinstance(brought, Mapping) or "code" not in frame:
        raise CodebookError(
            "with_terms: this frame brings no terms; give {code: [terms]}, or what find_phrases, find_topics or measure_phrases gave"
        )
    return {str(c): list(brought[c]) for c in dict.fromkeys(frame["code"]) if c in brought}


def _walk(level: Any, above: str, entries: dict[str, dict[str, Any]], parents: dict[str, str], where: str) -> None:
    for name, fields in level.items():
        path = _path(f"{above}{name}", where)
        if path in entries:
            raise DuplicateCode(f"{where}: the code {path!r} stands twice; give one of them another name")
        fields = {} if fields is None else fields
        if isinstance(fields, (list, tuple)):
            fields = {"terms": fields}
        if not isinstance(fields, Mapping):
            raise CodebookError(f"{where}: the code {path!r} should hold fields such as 'definition', found {_kind(fields)}")
        for field in fields:
            if field not in (*FIELDS, "codes", "parent", "color"):
                raise CodebookError(
                    f"{where}: the code {path!r} has a field {field!r}; {known(str(field), (*FIELDS, 'codes', 'parent'), 'a code has')}"
                )
        entries[path] = {f: fields[f] for f in FIELDS if not _missing(fields.get(f))}
        if "color" in fields:
            entries[path].setdefault("colour", fields["color"])
        if fields.get("parent"):
            parents[path] = str(fields["parent"])
        below = fields.get("codes") or {}
        if not isinstance(below, Mapping):
            raise CodebookError(f"{where}: 'codes' below {path!r} should be a mapping of names, found {_kind(below)}")
        _walk(below, path + "/", entries, parents, where)


def _ancestry(path: str, parents: Mapping[str, str], entries: Iterable[str], where: str) -> str:
    """The full path of a code once the ``parent:`` keys of it and of those above it are followed."""
    steps, seen = [path], [path]
    while (top := next((p for p in _upwards(steps[0]) if p in parents), None)) is not None:
        parent = parents[top]
        if parent not in set(entries):
            raise UnknownCode(f"{where}: the code {top!r} names a parent {parent!r}; {known(parent, entries, 'the codebook has')}")
        if parent in seen or parent == top or parent.startswith(top + "/"):
            raise CodebookCycle(f"{where}: the code {parent!r} is its own ancestor: {' → '.join([*seen, parent])}")
        seen.append(parent)
        steps[0] = parent + "/" + steps[0][len(top) - len(top.split("/")[-1]) :]
        parents = {k: v for k, v in parents.items() if k != top}
    return steps[0]


def _upwards(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition("/")[0]


def _complete(entries: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Rows in tree order, with the parents that only a path names, and a colour for each."""
    every: dict[str, Mapping[str, Any]] = {}
    for path, fields in entries.items():
        for above in reversed(list(_upwards(path))[1:]):
            every.setdefault(above, entries.get(above, {}))
        every[path] = fields
    order = list(every)
    ordered = sorted(order, key=lambda p: [order.index("/".join(p.split("/")[: n + 1])) for n in range(p.count("/") + 1)])
    rows = []
    for n, path in enumerate(ordered):
        row: dict[str, Any] = {"code": path}
        for field in FIELDS:
            value = every[path].get(field)
            row[field] = _terms(value, path) if field == "terms" else str(value).strip() if value is not None else ""
        row["colour"] = row["colour"] or PALETTE[n % len(PALETTE)]
        rows.append(row)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({c: "str" for c in COLUMNS if c != "terms"}) if rows else frame


def _terms(value: Any, path: str) -> list[str]:
    if value is None:
        return []
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, (list, tuple)) or not all(isinstance(v, (str, int, float)) for v in values):
        raise CodebookError(f"codebook: the terms of {path!r} should be a list of phrases, found {_kind(value)}")
    return [str(v).strip() for v in values if str(v).strip()]


def _path(name: Any, where: str = "codebook") -> str:
    path = "/".join(part.strip() for part in str(name).split("/"))
    if _missing(name) or not all(path.split("/")):
        raise CodebookError(f"{where}: {name!r} is no name for a code; write a word, or a path such as work/WaaS")
    return path


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and value != value)


def _kind(value: Any) -> str:
    return (
        "nothing"
        if value is None
        else {"list": "a list", "str": "a piece of text", "dict": "other keys"}.get(type(value).__name__, type(value).__name__)
    )


__all__: Sequence[str] = ("COLUMNS", "FIELDS", "PALETTE", "Codebook")
