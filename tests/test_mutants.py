"""Tests of the tool that tries mutants: what it makes with mutmut's functions, and what it says of a small package."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mutmut", reason="comes with the extra for mutation")

from tests import mutant_plugin, mutants
from tests.mutant_sources import mutants_of, with_probes

CODE = '''
"""A module."""


def half(of: int) -> int:
    """Return the half."""
    return of // 2


def unused(of: int) -> bool:
    return of == 7


class Counter:
    def down(self, since: int) -> int:
        steps = 0
        while since > 0:
            since -= 1
            steps += 1
        return steps
'''
TESTS = """
from massstart_tui.race.small import Counter, half


def test_half():
    assert half(9) == 4


def test_down():
    assert Counter().down(3) == 3


def test_broken():
    assert half(8) == 5
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a repository with a package of one module, whose mutants are those that are tried."""
    top = tmp_path / "top"
    files = {
        "massstart_tui/race/small.py": CODE,
        "massstart_tui/race/__init__.py": "",
        "massstart_tui/__init__.py": "",
        # pytest loads it, since the package is installed
        "massstart_tui/pytest_plugin.py": "",
        "tests/__init__.py": "",
        "tests/mutant_plugin.py": Path(mutant_plugin.__file__).read_text(encoding="utf-8"),
        "tests/race/test_small.py": TESTS,
        "pyproject.toml": "",
    }
    for name, text in files.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, encoding="utf-8")
    git = shutil.which("git")
    assert git
    subprocess.run((git, "init", "-q"), cwd=top, check=True)
    monkeypatch.setattr(mutants, "TOP", top)
    monkeypatch.setattr(mutants, "TESTS", {"race": ("tests/race",)})
    return top


def test_a_mutant_is_the_code_with_one_change_in_the_function_that_it_is_named_after(small: Path) -> None:
    made = mutants_of(small, "race")
    assert {one.function for one in made} == {"half", "unused", "Counter.down"}
    assert len({one.name for one in made}) == len(made)
    for one in made:
        compile(one.code(), one.path, "exec")
        changed = [line for line in one.diff().splitlines() if line.startswith(("+", "-"))]
        assert len(changed) == 2, one.name
    assert "+    return of // 3" in "\n".join(one.diff() for one in mutants_of(small, "race/small:half"))


@pytest.mark.parametrize(
    ("part", "pattern"),
    [
        ("race", r".*"),
        ("race/small", r".*"),
        ("race/small:Counter.down", r"race/small:Counter\.down:\d+"),
        ("race/small:half:1", r"race/small:half:1"),
        ("race/sm", r"none"),
        ("race/small:hal", r"none"),
    ],
)
def test_a_part_is_the_beginning_of_the_names_of_its_mutants(part: str, pattern: str, small: Path) -> None:
    every = [one.name for one in mutants_of(small, "race")]
    assert [one.name for one in mutants_of(small, part)] == [name for name in every if re.fullmatch(pattern, name)]


def test_a_probe_stands_at_the_beginning_of_its_function_and_leaves_the_docstring() -> None:
    entered: list[str] = []
    known: dict[str, Any] = {"note": entered.append}
    probed = with_probes(CODE, {name: f"note({name!r})" for name in ("half", "Counter.down")})
    exec(compile(probed, "small.py", "exec"), known)  # noqa: S102 - the code of this test
    assert known["half"].__doc__ == "Return the half."
    known["half"](8)
    known["unused"](8)
    known["Counter"]().down(1)
    assert entered == ["half", "Counter.down"]


def test_what_no_test_notices_is_told_with_its_change(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A mutant is noticed by a test that fails, or by one that does not end; not by one that fails anyway."""
    mutants.Sample("race", 100, 1, tmp_path / "copy").report()
    told = capsys.readouterr().out
    every = mutants_of(small, "race")
    unnoticed = [one for one in every if f"NOT NOTICED: {one.name} " in told]
    assert {one.function for one in unnoticed} == {"unused"}
    assert f"{len(every) - len(unnoticed)} of {len(every)} mutants noticed" in told
    assert all(one.diff() in told for one in unnoticed)
    assert "left out, since it fails on the code as it is: tests/race/test_small.py::test_broken" in told
    assert "noticed by tests/race/test_small.py::test_half: race/small:half:" in told
    assert "noticed, far too slow: race/small:Counter.down:" in told
