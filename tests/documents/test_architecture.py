"""What the documents say of the code: paths that they name exist, and the rooms are as they are described."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.documents.markdown import DOCS, TOP, codes, documents, read

PACKAGE = TOP / "massstart_tui"
PAGE = read(DOCS / "architecture.md")
ROOMS = sorted(folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").is_file())
TOPS = ("massstart_tui", "tests", "docs", "sample_races", *ROOMS)
PATH = re.compile(rf"(?<![\w/.<-])(?:(?:{'|'.join(TOPS)})/[\w./-]*\w|(?:{'|'.join(TOPS)})/(?![\w.])|\w+\.py\b)")
MODULE = re.compile(r"(?<![\w/.])(?:massstart_tui|tests|docs|sample_races)(?:\.[a-z_]+)+\b(?![/(])")
DOCUMENTS = {document.name: document for document in documents()}


def exists(path: str) -> bool:
    """Whether there is such a file or folder, from the top of the repository or inside the package."""
    return any((folder / path).exists() for folder in (TOP, PACKAGE, TOP / "sample_races"))


def is_module(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:
        return False


def absent(text: str) -> list[str]:
    """The paths and modules that a text names and that are not there."""
    modules = [name for name in MODULE.findall(text) if not exists(name)]
    return [path for path in PATH.findall(text) if not exists(path)] + [name for name in modules if not is_module(name)]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_and_module_that_a_document_names_is_there(name: str) -> None:
    assert absent(DOCUMENTS[name].text) == []


def test_a_path_or_module_that_is_not_there_is_told() -> None:
    gone = "`race/ice.py` `tests/nowhere/` takes.py massstart_tui.race.ice tests.documents.nothing"
    kept = "`race/fold.py` and report/story/, `tests/tui/pictures`. massstart_tui.race.fold python -m tests.bench"
    assert absent(f"{gone} {kept}") == [
        *("race/ice.py", "tests/nowhere", "takes.py"),
        *("massstart_tui.race.ice", "tests.documents.nothing"),
    ]


def test_every_room_has_its_paragraph() -> None:
    rooms = PAGE.text.split("## Rooms", 1)[1].split("\n## ", 1)[0]
    assert sorted(re.findall(r"^\*\*`(\w+)/`\*\*", rooms, re.MULTILINE)) == ROOMS


def imported(path: Path) -> Iterator[str]:
    """The top names that a module imports, also inside its functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def test_every_room_imports_the_libraries_that_the_page_says() -> None:
    table = next(table for table in PAGE.tables if table.comment == "libraries of the rooms")
    said = {codes(room)[0].rstrip("/"): set(codes(libraries)) for room, libraries in table.rows}
    own = sys.stdlib_module_names | {"massstart_tui", "_typeshed"}
    assert said == {
        room: {name for path in (PACKAGE / room).rglob("*.py") for name in imported(path)} - own for room in ROOMS
    }
