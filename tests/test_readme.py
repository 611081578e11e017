"""The README keeps its word: its ten lines run, its pictures and files are there."""

import re
import shutil
from pathlib import Path

TOP = Path(__file__).parents[1]
README = (TOP / "README.md").read_text(encoding="utf-8")


def test_the_ten_lines_run(tmp_path, monkeypatch):
    shutil.copytree(TOP / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    (code,) = re.findall(r"```python\n(.*?)```", README, re.S)
    exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "themes.html").exists()
    assert (tmp_path / "report" / "codings.csv").exists()


def test_every_picture_and_file_that_it_names_is_there():
    for path in re.findall(r"""(?:src|srcset)="([^"]+)"|\]\(([^)]+)\)""", README):
        assert (TOP / "".join(path)).exists(), path
