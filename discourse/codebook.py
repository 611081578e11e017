"""Codebook: the tree of codes and what each of them means. A frozen value, read from a YAML file made to live in git."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from textwrap import fill
from typing import Any

import pandas as pd

from discourse._code_tree import COLUMNS, FIELDS, PALETTE, ancestry, as_path, as_terms, complete, kind, missing, walk
from discourse._colours import distinct, readable
from discourse._yaml import dump_plainly, load_strictly
from discourse.errors import CodebookError, DuplicateCode, UnknownCode, known


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
            path = as_path(row["code"])
            if path in entries:
                raise DuplicateCode(f"codebook: the code {path!r} stands twice; give one of them another name")
            entries[path] = {f: row[f] for f in FIELDS if f in row and not missing(row[f])}
        self._codes = complete(entries)
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
            raise CodebookError(f"{where}: a codebook is a mapping with the key 'codes', and the codes below it; found {kind(tree)}")
        entries: dict[str, dict[str, Any]] = {}
        parents: dict[str, str] = {}
        walk(tree["codes"], "", entries, parents, where)
        placed = {path: ancestry(path, parents, entries, where) for path in entries}
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
            path = as_path(name)
            if path not in entries and any(path.casefold() in (p.casefold(), p.casefold().split("/")[-1]) for p in entries):
                path = find_path(path, list(entries))
            row = entries.setdefault(path, {"code": path, "terms": []})
            have = {t.casefold() for t in row["terms"]}
            for term in as_terms(several, path):
                if term.casefold() not in have:
                    row["terms"] = [*row["terms"], term]
                    have.add(term.casefold())
        return type(self)(pd.DataFrame(list(entries.values()), columns=list(COLUMNS)), title=self.title)

    def with_colours(self, colours: Mapping[str, str] | None = None) -> Codebook:
        """A new codebook with these colours, ``{code: "#rrggbb"}``; or, without any, with colours that many people can tell apart.

        Then a colour that is far enough from all before it stays as it is; the others are chosen so that each stands out on white and on
        dark paper and lies as far as can be from the rest, to full colour vision and to three kinds of colour blindness. `measure_colours`
        tells how far that is. Raises UnknownCode, or CodebookError for a colour that is not written as #rrggbb.

        >>> Codebook.from_terms({"trust": "trust*", "doubt": "doubt*"}).with_colours({"doubt": "#D55E00"}).colours
        {'trust': '#0072B2', 'doubt': '#D55E00'}
        """
        if colours is None:
            chosen = dict(zip(self.paths, distinct(list(self._codes["colour"])), strict=True))
        else:
            chosen = {self.find(code): colour for code, colour in colours.items()}
            if odd := [code for code, colour in chosen.items() if not readable(str(colour))]:
                raise CodebookError(f"the colour of {odd[0]!r} is {chosen[odd[0]]!r}; write it as #rrggbb, such as #0072B2")
        frame = self._codes.assign(colour=[chosen.get(c, old) for c, old in zip(self._codes["code"], self._codes["colour"], strict=True)])
        return type(self)(frame, title=self.title)

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


__all__: Sequence[str] = ("COLUMNS", "FIELDS", "PALETTE", "Codebook")
