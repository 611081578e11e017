"""The coded study as five tables for a report, a spreadsheet, R or SPSS. It writes; `harmless` says how cells are guarded."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from discourse.codebook import Codebook
from discourse.corpus import Corpus
from discourse.errors import ProjectError
from discourse.frames import WORD, join_passages
from discourse.project import Project
from discourse.threads import reading_order

#: A spreadsheet takes a cell that begins with one of these for a formula.
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")

PASSAGE = (
    "id", "thread", "utterance", "reply_to", "participant", "time", "coder", "code",
    "start", "end", "quote", "memo", "created_at", "text_sha256",
)  # fmt: skip

ABOUT = """\
{title}

codings.csv       one row a coded passage; start and end count Unicode code points from 0, end is exclusive
utterances.csv    one row an utterance in reading order; a column for each code holds 1 where {whose}
                  marked it (a parent code where it or a code below it was marked), else 0
codebook.csv      the codes with their definitions
participants.csv  the participants with their attributes and totals
ratings.csv       one row an utterance and code, a column for each coder: 1 where they marked it (or a code
                  below it), 0 where they dealt with the utterance and did not, empty where they did not deal
                  with it; for ReCal, irr and the like. Dealt with: coded, marked as read, or in a thread that
                  is theirs and where they marked nothing as read

The files are UTF-8{bom}. A cell of text that begins with = + - @, a tab or a line break would be taken for
a formula by a spreadsheet, so it has an apostrophe put before it; so has a cell that begins with an
apostrophe. Taking one apostrophe away gives the text back: discourse.exports.csv.restored(frame) does it.

coders: {coders}
discourse-lab {version}
"""


def write_csv(project: Project, folder: str | Path, *, coder: str | None = None, bom: bool = False) -> Path:
    """Write ``codings utterances codebook participants ratings``, each a ``.csv``, and a note on them into a folder, and return it.

    Parameters
    ----------
    folder
        Made where there is none; files of these names in it are replaced, all of them or none.
    coder
        Only this coder's codings; else everyone's.
    bom
        Begin each file with a byte order mark, by which Excel knows UTF-8.

    Raises ProjectError when the folder cannot be written, or nobody of that name has coded; NameLeft when a name that was taken
    out of the project stands in it again.

    >>> from discourse import Codebook, Corpus, Project
    >>> study = Project(getfixture("tmp_path") / "study.db", coder="ana")
    >>> study = study.add(Corpus(pd.DataFrame({"text": ["mine"]})), Codebook.from_terms({"ownership": []}))
    >>> sorted(file.name for file in write_csv(study, study.path.parent / "report").iterdir())
    ['about.txt', 'codebook.csv', 'codings.csv', 'participants.csv', 'ratings.csv', 'utterances.csv']
    """
    corpus, book, codings, readings = _at_one_moment(project, coder)
    if coder is not None and codings.empty:
        raise ProjectError(f"{coder!r} has coded nothing in {project.name}; coders are: {', '.join(project.codings()['coder'].unique())}")
    tables = {
        "codings.csv": coded_passages(codings, corpus),
        "utterances.csv": coded_utterances(codings, corpus, book),
        "codebook.csv": codebook_table(codings, book),
        "participants.csv": participants_table(codings, corpus),
        "ratings.csv": ratings_table(codings, readings, book),
    }
    project.check_names(cell for table in tables.values() for column in table for cell in table[column] if isinstance(cell, str))
    about = ABOUT.format(
        title=book.title or project.name.removesuffix(".db"),
        whose=coder or "a coder",
        bom=" with a byte order mark" if bom else "",
        coders=", ".join(codings["coder"].unique()) or "none yet",
        version=_version(),
    )
    encoding = "utf-8-sig" if bom else "utf-8"
    files = {name: harmless(t).to_csv(index=False, lineterminator="\n").encode(encoding) for name, t in tables.items()}
    return _write_all(Path(folder), {**files, "about.txt": about.encode(encoding)})


def _at_one_moment(project: Project, coder: str | None) -> tuple[Corpus, Codebook, pd.DataFrame, pd.DataFrame]:
    """All that is written out, read again where somebody has done something meanwhile."""
    while True:
        last = project.last
        read = project.corpus, project.codebook, project.codings(coder=coder), project.readings(coder=coder)
        if project.last == last:
            return read


def coded_passages(codings: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """``id thread utterance reply_to participant time coder code start end quote memo created_at text_sha256``"""
    joined = join_passages(codings, corpus.utterances)
    hashes = {u.id: hashlib.sha256(u.text.encode()).hexdigest() for u in corpus}
    joined["text_sha256"] = joined["utterance"].map(hashes)
    return joined[[*PASSAGE]]


def coded_utterances(codings: pd.DataFrame, corpus: Corpus, book: Codebook) -> pd.DataFrame:
    """The utterances in reading order, and one 0/1 column a code; a code named like a column gets "code: " before it."""
    said = corpus.utterances.set_index("id", drop=False).loc[reading_order(corpus.utterances)["id"]].reset_index(drop=True)
    marked = {str(code): set(of["utterance"]) for code, of in codings.groupby("code")}
    ones = {}
    for code in book:
        holding = set().union(*(u for c, u in marked.items() if c == code or c.startswith(f"{code}/")))
        ones[f"code: {code}" if code in said else code] = said["id"].isin(holding).astype("int64")
    return pd.concat([said, pd.DataFrame(ones, index=said.index)], axis=1)


def ratings_table(codings: pd.DataFrame, readings: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """``code thread utterance`` and a column for each coder: 1, 0, or missing where the coder did not deal with the utterance."""
    dealt = readings.assign(value=0).pivot_table(index=["thread", "utterance"], columns="coder", values="value", sort=False)
    place = {u: n for n, u in enumerate(readings["utterance"].drop_duplicates())}
    dealt = dealt.loc[sorted(dealt.index, key=lambda pair: place[pair[1]])] if len(dealt) else dealt
    tables = []
    for code in book:
        marked = codings[(codings["code"] == code) | codings["code"].str.startswith(f"{code}/")]
        ones = pd.crosstab(marked["utterance"], marked["coder"]).clip(upper=1).reindex(index=dealt.index.get_level_values(-1), fill_value=0)
        ones = ones.reindex(columns=dealt.columns, fill_value=0).set_axis(dealt.index)
        tables.append((dealt + ones).astype("Int64").reset_index().assign(code=code))
    empty = pd.DataFrame(columns=["thread", "utterance", "code"])
    table = pd.concat(tables, ignore_index=True) if tables and len(dealt) else empty
    return table[["code", "thread", "utterance", *(str(c) for c in dealt.columns)]].rename_axis(columns=None)


def codebook_table(codings: pd.DataFrame, book: Codebook) -> pd.DataFrame:
    """``code brief_definition full_definition when_to_use when_not_to_use example colour terms passages``"""
    names = {
        "brief": "brief_definition",
        "definition": "full_definition",
        "include": "when_to_use",
        "exclude": "when_not_to_use",
    }
    table = book.frame.rename(columns=names)
    table["terms"] = pd.Series(["; ".join(t) for t in table["terms"]], index=table.index, dtype="str")
    table["passages"] = table["code"].map(codings["code"].value_counts()).fillna(0).astype("int64")
    return table


def participants_table(codings: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """``participant``, any attributes, and the totals ``utterances words threads codings``."""
    said = corpus.utterances
    by = said.assign(words=said["text"].str.count(WORD)).groupby("participant")
    totals = pd.DataFrame({"utterances": by.size(), "words": by["words"].sum(), "threads": by["thread"].nunique()})
    totals["codings"] = codings["utterance"].map(said.set_index("id")["participant"]).value_counts()
    table = corpus.participants.merge(totals, left_on="participant", right_index=True, how="left", suffixes=("", "_total"))
    counts = [c for c in table.columns if c in ("utterances", "words", "threads", "codings") or c.endswith("_total")]
    return table.assign(**{c: table[c].fillna(0).astype("int64") for c in counts})


def harmless(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with an apostrophe before each cell of text that a spreadsheet would run; also before one that has one.

    >>> harmless(pd.DataFrame({"text": ["=1+1", "'twas", "plain", None]}))["text"].tolist()
    ["'=1+1", "''twas", 'plain', nan]
    """
    return _each_text(frame, lambda value: f"'{value}" if value.startswith((*RISKY, "'")) else value)


def restored(frame: pd.DataFrame) -> pd.DataFrame:
    """What `harmless` was given: one apostrophe taken from the head of each cell of text that begins with one."""
    return _each_text(frame, lambda value: value.removeprefix("'"))


def _each_text(frame: pd.DataFrame, change: Callable[[str], str]) -> pd.DataFrame:
    out = frame.copy()
    out.columns = pd.Index([change(str(c)) for c in out.columns])
    for n, dtype in enumerate(out.dtypes):
        if dtype == "str" or dtype == "object":
            values = [change(v) if isinstance(v, str) else v for v in out.iloc[:, n]]
            out.isetitem(n, pd.Series(values, index=out.index, dtype=dtype))
    return out


def _write_all(folder: Path, files: dict[str, bytes]) -> Path:
    """All files beside their places first, then each moved into its place: an error leaves what was there before."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".writing-") as beside:
            for name, content in files.items():
                (Path(beside) / name).write_bytes(content)
            for name in files:
                (Path(beside) / name).replace(folder / name)
    except OSError as error:
        raise ProjectError(f"{folder}: cannot be written ({error.strerror}); give a folder of your own") from error
    return folder


def _version() -> str:
    from discourse import __version__

    return str(__version__)
