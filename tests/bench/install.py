"""Install the program as a user does: build a wheel of this repository, and install it into an environment of its own.

Environment and wheel are kept in the temporary directory. Every run builds and installs again, so that what is measured
is the current state of the repository. pip compiles the bytecode.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.figures import Unmeasured
from tests.bench.surface import COMMAND, ROOT


@dataclass(frozen=True)
class Installation:
    """An environment with massstart installed."""

    python: Path
    command: Path


def cache() -> Path:
    """Return the folder for files to keep between runs, one for each user and interpreter."""
    name = f"massstart-bench-{os.getuid()}-{sys.implementation.cache_tag}"
    folder = Path(tempfile.gettempdir()) / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def install(folder: Path, root: Path = ROOT) -> Installation:
    """Build the wheel of ``root`` and install it in ``folder``."""
    python = _environment(folder / "env")
    wheel = _wheel(python, folder / "wheels", root)
    _pip(python, "install", f"{wheel}[share,serve]")
    _pip(python, "install", "--force-reinstall", "--no-deps", wheel)
    return Installation(python, python.with_name(COMMAND))


def _environment(folder: Path) -> Path:
    """Return a virtual environment of the current interpreter; an incomplete one is created again."""
    python = folder / "bin" / "python"
    whole = folder / "whole"
    if not whole.exists():
        _run([sys.executable, "-m", "venv", "--clear", str(folder)])
        whole.touch()
    return python


def _wheel(python: Path, folder: Path, root: Path) -> str:
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.whl"):
        old.unlink()
    _pip(python, "wheel", str(root), "--no-deps", "--wheel-dir", str(folder))
    return str(next(folder.glob("*.whl")))


def _pip(python: Path, *arguments: str) -> None:
    _run([str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", *arguments])


def _run(argv: Sequence[str]) -> None:
    """Run a step of the installation in the user's environment, without the variables that change Python itself."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(argv, env=env, cwd=tempfile.gettempdir(), capture_output=True, text=True, check=False)
    if done.returncode:
        reason = f"{' '.join(argv)}: {done.stderr.strip()[-600:]}"
        raise Unmeasured(reason)
