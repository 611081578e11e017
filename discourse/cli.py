"""`discourse lab | demo | read | export | backup …`: a thin skin over the verbs, for what one does before or without a notebook."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

import discourse as dc
from discourse.errors import DiscourseError, ProjectWarning
from discourse.frames import rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; a mistake is told in one sentence and gives exit code 2."""
    parser = argparse.ArgumentParser(prog="discourse", description="Read, code and chart discussions.")
    parser.add_argument("--version", action="version", version=f"discourse-lab {dc.__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="lab | demo | read | export | backup | restore | verify")

    lab = commands.add_parser("lab", help="copy the notebooks and the demo study into a folder and open JupyterLab there")
    lab.add_argument("folder", nargs="?", type=Path, default=Path("lab"), help="default: ./lab; what is there already stays")
    lab.add_argument("--no-open", action="store_true", help="only copy")
    lab.set_defaults(run=lambda a: open_lab(a.folder, start=not a.no_open))

    demo = commands.add_parser("demo", help="do the whole job on the demo study: read, find, code, chart, export")
    demo.add_argument("folder", nargs="?", type=Path, default=Path("demo"), help="default: ./demo")
    demo.set_defaults(run=lambda a: make_demo(a.folder))

    read = commands.add_parser("read", help="read a source and say what is in it")
    read.add_argument("source", type=Path)
    read.add_argument("--csv", type=Path, metavar="FILE", help="write the utterances to this file too")
    read.set_defaults(run=lambda a: tell(a.source, a.csv))

    export = commands.add_parser("export", help="write the coded tables of a project as CSV")
    export.add_argument("project", type=Path)
    export.add_argument("folder", type=Path)
    export.add_argument("--bom", action="store_true", help="with a byte order mark, for Excel")
    export.set_defaults(run=lambda a: print(dc.write_csv(dc.Project(a.project, read_only=True), a.folder, bom=a.bom)))

    backup = commands.add_parser("backup", help="copy a project as it stands, and verify the copy")
    backup.add_argument("project", type=Path)
    backup.add_argument("file", nargs="?", type=Path, help="default: the folder PROJECT.backups beside it")
    backup.add_argument("--list", action="store_true", help="only tell which backups there are")
    backup.set_defaults(run=lambda a: list_backups(a.project) if a.list else back_up(a.project, a.file))

    restore = commands.add_parser("restore", help="put a backup back; what is there now is kept")
    restore.add_argument("backup", type=Path, help="a file in PROJECT.backups, or any other backup")
    restore.add_argument("--to", type=Path, metavar="PROJECT", help="default: the project that the backup lies beside")
    restore.set_defaults(run=lambda a: put_back(a.backup, a.to))

    verify = commands.add_parser("verify", help="say whether a project is whole: its file, texts, log and tables; exit code 1 if not")
    verify.add_argument("project", type=Path)
    verify.set_defaults(run=lambda a: vouch(a.project))

    chosen = parser.parse_args(arguments)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("always", ProjectWarning)
            warnings.showwarning = lambda message, *_, **__: print(f"discourse {chosen.command}: {message}", file=sys.stderr)
            return chosen.run(chosen) or 0
    except DiscourseError as error:
        print(f"discourse {chosen.command}: {error}", file=sys.stderr)
        return 2


def open_lab(folder: Path, *, start: bool = True) -> None:
    """Copy notebooks and data, leaving alone what is there, and open JupyterLab on the first notebook."""
    for source, target in ((shipped("notebooks"), folder), (shipped("data"), folder / "data")):
        for file in sorted(source.rglob("*")):
            copy = target / file.relative_to(source)
            if file.is_file() and not copy.exists() and "__pycache__" not in file.parts and ".ipynb_checkpoints" not in file.parts:
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
    if not (folder / "study.db").exists():
        demo_study(folder / "study.db", folder / "data").close()
    print(f"the notebooks, the data and the demo study are in {folder.resolve()}")
    if start:
        first = sorted(folder.glob("*.ipynb"))[0].name
        as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []  # in a container, mostly
        subprocess.run([sys.executable, "-m", "jupyterlab", *as_root, first], cwd=folder, check=False)


def make_demo(folder: Path) -> None:
    """The main job without a browser; prints where the charts and tables are."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.db").unlink(missing_ok=True)
    study = demo_study(folder / "study.db", shipped("data"))
    page = shipped("data") / "demo" / "four-cents.txt"
    print(f"read       {page.name}, a page as it was copied: {dc.read(page)}")
    print(f"           discussion.csv, the whole blog as a table: {study.corpus}")
    print(f"found      {len(study.suggestions())} passages by the codebook's terms, kept as suggestions")
    print(f"coded      {study}")
    themes = dc.measure_themes(study.codings(), study.corpus, codes=study.codebook)
    figure = dc.draw_themes(themes)
    figure.write_html(folder / "themes.html")
    print(f"chart      {folder / 'themes.html'}")
    print(f"           {picture(figure, folder / 'themes.png')}")
    print(f"tables     {dc.write_csv(study, folder / 'tables')}")


def demo_study(file: Path, data: Path) -> dc.Project:
    """The demo discussion with its codebook, what two people coded in it, and what the codebook's terms suggest."""
    corpus = dc.read(data / "demo" / "discussion.csv")
    book = dc.Codebook.read(data / "codebooks" / "networked-work.yml")
    coded = [pd.read_csv(data / "demo" / f"codings-{name}.csv", dtype="str", keep_default_na=False) for name in ("joel", "mara")]
    return dc.Project(file, coder="demo").add(corpus, book, *coded).suggest(dc.find_terms(corpus, book))


def tell(source: Path, csv: Path | None) -> None:
    """One line on the corpus, one on each thread, and what was set aside."""
    corpus = dc.read(source)
    print(corpus)
    for name, thread in corpus.utterances.groupby("thread", sort=False):
        print(f"  {name}: " + ", ".join(f"{n} {kind}" for kind, n in thread["kind"].value_counts(sort=False).items()))
    print(f"  {len(corpus.left_out)} lines or rows set aside; corpus.left_out lists them with reasons")
    if csv:
        corpus.utterances.to_csv(csv, index=False)
        print(f"  written to {csv}")


def back_up(project: Path, file: Path | None) -> None:
    """One line on the new backup."""
    copy = present(project).backup(file)
    print(f"{copy}: {dc.Project(copy, read_only=True)}")


def list_backups(project: Path) -> None:
    """A line a backup, the newest last."""
    found = present(project).backups()
    for row in rows(found):
        print(f"{row['path']}  {row['deeds']:>8,} deeds  {row['bytes'] / 1e6:>8.1f} MB  {row['why'].replace('-', ' ')}".rstrip())
    if found.empty:
        print(f"there is no backup of {project}; make one: discourse backup {project}")


def put_back(backup: Path, to: Path | None) -> None:
    """What the project is now, and where the one before is kept."""
    kept = dc.Project.restore(backup, to=to)
    print(f"{backup} was put back" + (f"; what was there is kept in {kept}" if kept else ""))


def vouch(project: Path) -> int:
    """A line for each thing that is not as it was."""
    study = present(project)
    findings = study.verify()
    for row in rows(findings):
        print(f"{row['what']}: {row['where']}: {row['found']}")
    print(f"{study}: " + ("whole" if findings.empty else f"{len(findings)} finding{'s' * (len(findings) > 1)}"))
    return int(not findings.empty)


def present(project: Path) -> dc.Project:
    """The project, to be looked at; a command never makes one."""
    return dc.Project(project, read_only=True)


def picture(figure: object, path: Path) -> str:
    """The chart as PNG where a browser can be found to draw it, else why not."""
    try:
        figure.write_image(path, scale=2)  # type: ignore[attr-defined]
    except (ValueError, RuntimeError, ImportError) as error:
        return f"no PNG: {str(error).strip().splitlines()[0]} (pip install 'discourse-lab[png]', and Chrome or Chromium)"
    return str(path)


def shipped(name: str) -> Path:
    """The folder of notebooks or data, in an installed package or in a checkout."""
    here = Path(dc.__file__).parent
    for place in (here / "_shipped" / name, here.parent / name):
        if place.is_dir():
            return place
    raise DiscourseError(f"the folder {name!r} is not where this package expects it ({here.parent / name}); install it again")


if __name__ == "__main__":
    raise SystemExit(main())
