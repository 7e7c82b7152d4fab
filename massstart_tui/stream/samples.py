"""Find the sample races of massstart, in the installed package or beside it in a checkout."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

SUFFIX: Final = ".jsonl"
MEETING: Final = "beijing-2022"
"""The sample meeting that is shown by default."""


@cache
def samples_folder() -> Path:
    """Return the folder of the sample races."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "sample_races"
    return installed if installed.is_dir() else package.parent / "sample_races"


@cache
def sample_names() -> tuple[str, ...]:
    """Return the names of the sample races in alphabetical order."""
    return tuple(sorted(path.stem for path in samples_folder().glob(f"*{SUFFIX}")))


def sample_path(name: str) -> Path | None:
    """Return the file of the sample race called ``name``; None if there is none."""
    return samples_folder() / f"{name}{SUFFIX}" if name in sample_names() else None


def is_sample(path: Path) -> bool:
    """Return whether the file at ``path`` is a sample race."""
    return path.resolve().parent == samples_folder() and path.stem in sample_names()


def named_path(given: Path | str, sample: Callable[[str], Path | None]) -> Path:
    """Return the ``given`` path; if nothing is there and it is the name of a ``sample``, the path of that."""
    return (None if os.path.exists(given) else sample(str(given))) or Path(given)  # noqa: PTH110 - raises nothing


def meeting_path(name: str = MEETING) -> Path | None:
    """Return the file of the sample meeting called ``name``; None if there is none."""
    return next((path for path in samples_folder().glob("*.toml") if path.stem == name), None)
