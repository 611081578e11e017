"""The log of a project as a text file for git: every deed and every text, from which the project can be made again. It reads none."""

from __future__ import annotations

import tempfile
from pathlib import Path

from discourse.errors import ProjectError
from discourse.project import Project, log_lines


def write_log(project: Project, path: str | Path) -> Path:
    """Write the whole project as lines of JSON, and return the path: a deed a line, each text before the deed that first needs it.

    The file is made to live in git. It changes by added lines only, and copies that hold the same deeds write the same bytes. The
    way back is `Project.from_log`, or ``project.merge("study.jsonl")`` to bring it into a copy that there is. The texts stand in it
    in full: a file for people who may read them.

    Raises ProjectError when the file cannot be written, NameLeft when a name that was taken out stands in it again; then the file
    that was there before stays.

    >>> import pandas as pd
    >>> from discourse import Codebook, Corpus
    >>> here = getfixture("tmp_path")
    >>> study = Project(here / "study.db", coder="ana").add(Corpus(pd.DataFrame({"text": ["mine"]})), Codebook.from_terms({"own": []}))
    >>> Project.from_log(write_log(study, here / "study.jsonl"), here / "again.db", coder="ana")
    Project again.db, coder ana: 1 utterance, 1 code, 0 codings (journal, full sync)
    """
    path = Path(path)
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".writing-") as beside:
            written = Path(beside) / path.name
            with written.open("w", encoding="utf-8", newline="\n") as lines:
                for line in log_lines(project):
                    project.check_names((line.replace("\\\\n", " ").replace("\\n", " "),))  # written breaks are no letters
                    lines.write(line)
            written.replace(path)
    except OSError as error:
        raise ProjectError(f"{path}: cannot be written ({error.strerror}); give a path in a folder of your own") from error
    return path
