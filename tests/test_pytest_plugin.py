"""Tests of the pytest plugin, in a pytest of its own in a temporary folder, with the example of docs/python.md."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from massstart_tui import pytest_plugin
from tests.documents.markdown import DOCS, TOP, read
from tests.patience import PATIENCE

EXAMPLE = next(
    block.text for block in read(DOCS / "python.md").of_language("python") if "massstart_picture" in block.text
)
SEVERAL = """
def test_several(massstart_picture):
    for lap in (3, 2):
        massstart_picture("beijing-2022-men-sf1", at=f"{lap} to go", size=(60, 24), name=f"{lap} to go")
    massstart_picture("beijing-2022-men-sf1", size=(60, 24), name="2 to go")
"""


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run pytest in ``folder`` with the plugin; it is named, since the environment may not have its entry point yet.

    Options for the suite itself in ``PYTEST_ADDOPTS``, as ``--thorough``, are not those of this run.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    plugins = ("-p", "no:massstart", "-p", "massstart_tui.pytest_plugin", "-p", "no:cacheprovider")
    command = [sys.executable, "-m", "pytest", "-q", f"--rootdir={folder}", *plugins, *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=4 * PATIENCE, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_the_example_is_missing_then_kept_then_the_same_and_then_another(tmp_path: Path) -> None:
    tests = tmp_path / "test_club.py"
    tests.write_text(EXAMPLE)
    kept = tmp_path / "pictures" / "test_club" / "test_the_bell.svg"
    code, said = run(tmp_path)
    assert (code, kept.exists()) == (1, False)
    assert f"{kept}: there is no such picture yet; pytest --update-massstart-pictures keeps it" in said
    assert run(tmp_path, "--update-massstart-pictures")[0] == 0
    assert "BELL" in kept.read_text(encoding="utf-8")
    assert run(tmp_path)[0] == 0
    tests.write_text(EXAMPLE.replace("1 to go", "2 to go"))
    code, said = run(tmp_path)
    assert code == 1
    assert "the screen is not what the picture has" in said
    assert re.search(r"(?m)^row \d+, columns .*\n- .*BELL.*\n\+ .*\n +\^", said), said
    drawn = re.search(r"what has changed is drawn in (\S+)", said)
    assert drawn is not None
    assert Path(drawn[1]).read_text(encoding="utf-8").startswith("<svg")


def test_a_test_with_several_pictures_names_each(tmp_path: Path) -> None:
    (tmp_path / "test_club.py").write_text(SEVERAL)
    code, said = run(tmp_path, "--update-massstart-pictures")
    assert code == 1
    assert "this test has a picture named 2-to-go already; name= gives another one" in said
    assert sorted(path.name for path in tmp_path.rglob("*.svg")) == ["2-to-go.svg", "3-to-go.svg"]


def test_pytest_finds_the_plugin_by_its_entry_point() -> None:
    declared = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    assert declared == {"pytest11": {"massstart": pytest_plugin.__name__}}


@pytest.mark.parametrize("module", ["massstart_tui.pytest_plugin", "massstart_tui"])
def test_a_pytest_that_takes_no_picture_loads_no_more_of_massstart(module: str) -> None:
    report = f"import {module}, sys; print(*sorted(n for n in sys.modules if n.startswith('massstart_tui.')))"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"massstart_tui.pytest_plugin"}
