"""Imports go to a lower floor only, and rooms of one floor do not import each other."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FLOORS = {
    "schema": 0,
    "errors": 0,
    "knowledge": 0,
    "text": 1,
    "readers": 2,
    "tagging": 2,
    "extractors": 2,
    "backends": 3,
    "lang": 3,
    "finding": 3,
    "stages": 3,
    "loading": 4,
    "running": 5,
    "results": 6,
    "joins": 6,
    "comparing": 6,
    "exporting": 6,
    "labelling": 6,
    "evaluation": 6,
    "viewing": 6,
    "training": 6,
    "cli": 7,
}
HEAVY = {"spacy", "pyarrow", "pandas", "torch", "stanza"}


def _modules(root: Path) -> list[Path]:
    return sorted((root / "pipeline" / "derek").rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide the floor"
            yield node.module or ""


def _room(dotted: str) -> str:
    return dotted.split(".")[1] if dotted.count(".") else ""


def test_every_module_stands_on_a_floor(root: Path) -> None:
    rooms = {path.relative_to(root / "pipeline" / "derek").parts[0].removesuffix(".py") for path in _modules(root)}
    assert rooms - {"__init__"} <= set(FLOORS)


def test_imports_go_downward(root: Path) -> None:
    wrong = []
    for path in _modules(root):
        room = path.relative_to(root / "pipeline" / "derek").parts[0].removesuffix(".py")
        for name in _imports(path):
            target = _room(name) if name.startswith("derek") else ""
            if room == "__init__" or target in {"", room}:
                continue
            if FLOORS[target] > FLOORS[room] or (FLOORS[target] == FLOORS[room] and FLOORS[room] not in {0, 3, 6}):
                wrong.append(f"{path.relative_to(root)} imports {name}")
    assert not wrong


@pytest.mark.parametrize("library", sorted(HEAVY))
def test_the_lower_floors_need_no_heavy_library(root: Path, library: str) -> None:
    wrong = []
    for path in _modules(root):
        room = path.relative_to(root / "pipeline" / "derek").parts[0].removesuffix(".py")
        top = ast.parse(path.read_text(encoding="utf-8")).body
        heads = {
            name.split(".")[0]
            for node in top
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
        }
        if FLOORS.get(room, 9) <= 2 and library in heads:
            wrong.append(path.name)
    assert not wrong


def test_a_public_function_never_shares_its_name_with_a_room(root: Path) -> None:
    package = root / "pipeline" / "derek"
    rooms = {path.name for path in package.iterdir() if path.is_dir()} | {p.stem for p in package.glob("*.py")}
    import derek

    assert not (set(derek.__all__) - {"__version__"}) & rooms
