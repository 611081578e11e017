"""Who may import whom: each room knows the floors below it, and never its neighbour."""

import ast
from pathlib import Path

HOUSE = Path(__file__).parents[1] / "discourse"
FLOORS = {
    "errors": 0, "frames": 1, "_yaml": 1, "_code_tree": 1, "_colours": 1,
    "threads": 2, "corpus": 2, "codebook": 2, "language": 2, "segments": 2,
    "embeddings": 2, "words": 2, "loaders": 3, "themes": 3, "measures": 3, "charts": 3, "project": 3,
    "exports": 4, "widgets": 4, "scale": 4, "spacy": 4, "sklearn": 4, "cli": 5, "__init__": 6,
}  # fmt: skip
MAY_KNOW_THE_PROJECT = {"exports", "widgets", "scale", "cli", "project"}


def rooms_imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: import rooms by their full name"
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def room(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def test_a_room_imports_only_the_floors_below_it():
    for path in HOUSE.rglob("*.py"):
        here = room(path)
        for name in rooms_imported(path):
            there = name.split(".")[1] if name.startswith("discourse.") else None
            if there in FLOORS and there != here:
                assert FLOORS[there] < FLOORS[here] or (FLOORS[there] == FLOORS[here] == 2), f"{path.name} in {here} imports {name}"
                assert there != "project" or here in MAY_KNOW_THE_PROJECT, f"{path.name} imports the project room"
                assert there != "widgets" or here == "cli", f"{path.name} imports the widgets room"


def test_every_room_stands_on_a_floor():
    assert {room(p) for p in HOUSE.rglob("*.py") if "_shipped" not in p.parts} <= set(FLOORS)


def test_only_the_project_room_knows_a_database():
    for path in HOUSE.rglob("*.py"):
        if room(path) != "project":
            assert not {n.split(".")[0] for n in rooms_imported(path)} & {"sqlalchemy", "sqlite3", "psycopg"}, path


def test_each_file_opens_with_its_caption():
    for path in HOUSE.rglob("*.py"):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{path} has no caption"


def test_no_function_takes_more_than_seven_keywords():
    for path in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                assert len(node.args.kwonlyargs) <= 7, f"{path}: {node.name}"
