"""Tests of the code itself: names are unique, files and functions are short."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from statistics import median

import massstart_tui

PACKAGE = Path(massstart_tui.__file__).parent
MOST_LINES = 400
NAMED_AS_THEIR_SUBJECT = ("cli", "text/sentences")
"""A command and a catalogue of sentences may be called as the module that they are about."""


def modules() -> Iterator[tuple[str, str]]:
    """Yield the name of each module and its path in the package, without those that Python itself names."""
    for path in PACKAGE.rglob("*.py"):
        if not path.stem.startswith("__"):
            yield path.stem, path.relative_to(PACKAGE).as_posix()


def folder_of(path: str) -> str:
    """Return the folder in the package that this path is in."""
    return path.rpartition("/")[0]


@cache
def nodes() -> tuple[tuple[ast.stmt, str], ...]:
    """Return each class and function of the package, with the path of its file."""
    return tuple(
        (node, path.relative_to(PACKAGE).as_posix())
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    )


def named_twice(named: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return the places of each name that is in more than one place."""
    groups = groupby(sorted(named), key=itemgetter(0))
    places = {name: [place for _, place in group] for name, group in groups}
    return {name: found for name, found in places.items() if len(found) > 1}


def test_no_two_modules_share_a_name() -> None:
    """A command or a catalogue may share that of its subject, not that of another command or catalogue."""
    of_a_subject = [[each for each in modules() if folder_of(each[1]) == folder] for folder in NAMED_AS_THEIR_SUBJECT]
    others = [each for each in modules() if folder_of(each[1]) not in NAMED_AS_THEIR_SUBJECT]
    assert [named_twice(named) for named in (others, *of_a_subject)] == [{}, {}, {}]


def test_no_two_public_classes_share_a_name() -> None:
    classes = ((node.name, path) for node, path in nodes() if isinstance(node, ast.ClassDef))
    assert named_twice((name, path) for name, path in classes if not name.startswith("_")) == {}


def test_no_file_is_too_long_to_read() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert lengths
    assert {path.name: length for path, length in lengths.items() if length > MOST_LINES} == {}


def test_most_functions_are_short() -> None:
    lengths = [
        node.end_lineno - node.lineno + 1
        for node, _ in nodes()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
    ]
    assert median(lengths) < 10
