"""What a library does not promise is used in one file for each library and room, and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import massstart_tui

PACKAGE: Final = Path(massstart_tui.__file__).parent
FENCED: Final = {
    "cli/argparse_internals.py": "argparse, CPython 3.11 to 3.13",
    "imports/pdfminer_internals.py": "pdfminer.six, as pdfplumber 0.11 has it: the functions that unpack a stream",
    "share/nats_internals.py": "nats-py 2.16.0",
    "tui/textual_internals.py": "Textual 8.2.8: the parser of keys, what is drawn, and how an app ends",
    "tui/palette_internals.py": "Textual 8.2.8: the command palette, which is loaded when it is opened",
    "tui/browser_driver_internals.py": "Textual 8.2.8: the driver for a page, which nothing else loads",
    "tui/terminal_driver_internals.py": "Textual 8.2.8: the driver for a terminal, which Windows cannot load",
    "web/textual_serve_internals.py": "textual-serve 1.1.3",
}
OF_NAMED_TUPLES: Final = frozenset({"_replace", "_fields", "_make", "_asdict"})
"""Documented, whatever their names look like."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def names_given(tree: ast.AST) -> Iterator[str]:
    """Every name that a module gives to something."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Attribute(attr=name, ctx=ast.Store()) | ast.Name(id=name, ctx=ast.Store()):
                yield name
            case _:
                pass


def private_uses(tree: ast.AST) -> Iterator[str]:
    """Every private name that a module reads or imports, of whatever it is."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(attr=name) if is_private(name) and name not in OF_NAMED_TUPLES:
                yield name
            case ast.ImportFrom(module=str(module), names=names) if module not in ("__future__", "_typeshed"):
                yield from filter(is_private, (*module.split("."), *(alias.name for alias in names)))
            case _:
                pass


def test_private_names_of_libraries_stand_behind_the_fences_alone() -> None:
    trees = {path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_bytes()) for path in PACKAGE.rglob("*.py")}
    own = {name for tree in trees.values() for name in names_given(tree)}
    used = {file: sorted({*private_uses(tree)} - own) for file, tree in trees.items()}
    assert {file: names for file, names in used.items() if names and file not in FENCED} == {}
    assert trees.keys() >= FENCED.keys()
