"""The mutants of a folder of the package: its code with one change in it, as mutmut makes them.

This is the only module that uses mutmut's functions, which are not meant for others. `tests/test_mutants.py` notices
when they change. mutmut's own command is not used. It makes the mutants of all files, and runs all tests twice, before
it tries one; and it routes every call of a function through a wrapper, with which the tests take three times as long.
"""

from __future__ import annotations

import ast
import difflib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mutmut.mutation.file_mutation import create_mutations, deep_replace

PACKAGE: Final = "massstart_tui"


@dataclass(frozen=True, eq=False)
class Mutant:
    """A change in one function.

    ``path`` is the file, from the top of the repository; ``name`` is such as ``race/tally:Field.cut:3``.
    """

    path: str
    function: str
    name: str
    module: Any
    mutation: Any

    def code(self) -> str:
        """Return the code of the file with the change in it."""
        changed: str = deep_replace(self.module, self.mutation.original_node, self.mutation.mutated_node).code
        return changed

    def diff(self) -> str:
        """Return the change, as a unified diff with one line around it."""
        before, after = self.module.code.splitlines(), self.code().splitlines()
        return "\n".join([*difflib.unified_diff(before, after, self.path, self.path, lineterm="", n=1)][2:])


def mutants_of(folder: Path, part: str) -> list[Mutant]:
    """Return all mutants of a part of the package in ``folder``, the top of a repository.

    ``part`` is the beginning of their names up to a separator: ``race``, ``race/tally``, ``race/tally:_road`` or
    ``race/tally:_road:3``.
    """
    room, _, within = part.partition("/")
    module = within.partition(":")[0] or "*"
    paths = sorted((folder / PACKAGE / room).glob(f"{module}.py"))
    made = [mutant for path in paths for mutant in _mutants_in(path, folder)]
    return [one for one in made if any(one.name == part or one.name.startswith(part + end) for end in "/:")]


def _mutants_in(path: Path, folder: Path) -> Iterator[Mutant]:
    """Yield the mutants of a file, numbered for each function."""
    inside = path.relative_to(folder).as_posix()
    module, mutations, _, _ = create_mutations(inside, path.read_text(encoding="utf-8"))
    functions = _functions(module)
    made: Counter[str] = Counter()
    for mutation in mutations:
        function = functions.get(id(mutation.contained_by_top_level_function))
        if function is not None:
            made[function] += 1
            name = f"{inside.removeprefix(f'{PACKAGE}/').removesuffix('.py')}:{function}:{made[function]}"
            yield Mutant(inside, function, name, module, mutation)


def _functions(module: Any) -> dict[int, str]:
    """Return the functions and methods of a module as libcst has it, by id; of a method, ``Class.method``."""
    found = {}
    for top in module.body:
        if _kind(top) == "FunctionDef":
            found[id(top)] = top.name.value
        elif _kind(top) == "ClassDef":
            methods = [one for one in top.body.body if _kind(one) == "FunctionDef"]
            found.update({id(method): f"{top.name.value}.{method.name.value}" for method in methods})
    return found


def _kind(node: object) -> str:
    return type(node).__name__


def with_probes(code: str, probes: dict[str, str]) -> str:
    """Return the code with a statement at the beginning of each of these functions: ``probes`` has it by name."""
    lines = code.splitlines(keepends=True)
    first = {name: at for name, at in _beginnings(ast.parse(code)) if name in probes}
    for name, (line, column) in sorted(first.items(), key=lambda one: one[1], reverse=True):
        lines.insert(line - 1, f"{' ' * column}{probes[name]}\n")
    return "".join(lines)


def _beginnings(tree: ast.Module) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each function and method with the line and column of its first statement behind the docstring."""
    for top in tree.body:
        within = top.body if isinstance(top, ast.ClassDef) else [top]
        for one in within:
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
                rest = one.body[ast.get_docstring(one, clean=False) is not None :]
                name = f"{top.name}.{one.name}" if isinstance(top, ast.ClassDef) else one.name
                if rest:
                    yield name, (_first_line(rest[0]), rest[0].col_offset)


def _first_line(statement: ast.stmt) -> int:
    """Return the first line of a statement, which is that of its first decorator if it has one."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(one.lineno for one in decorators)])
