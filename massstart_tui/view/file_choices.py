"""The files that a typed path can be completed to, and the file that it names."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from massstart_tui.stream.samples import meeting_path, sample_names, sample_path

ENDINGS: Final = (".jsonl", ".toml")
MOST_CHOICES: Final = 200
"""The number of files that are offered; a longer beginning makes them fewer."""


def choices(typed: str, folder: Path) -> list[str]:
    """Return what ``typed`` may become: folders, files of massstart, and names of samples, in alphabetical order.

    A path that is not absolute is in ``folder``.
    """
    found = _below(typed, folder)
    names = [] if os.sep in typed or not typed else [name for name in sample_names() if name.startswith(typed)]
    return [*found, *names][:MOST_CHOICES]


def _below(typed: str, folder: Path) -> list[str]:
    above, beginning = os.path.split(typed)
    prefix = typed.removesuffix(beginning) if beginning else typed
    try:
        listed = sorted(_whole(above, folder).iterdir())
    except (OSError, ValueError, RuntimeError):  # RuntimeError: no home for the user behind ~
        return []
    shown = (path for path in listed if path.name.startswith(beginning) and (beginning or path.name[0] != "."))
    return [f"{prefix}{path.name}{end}" for path in shown if (end := _end_of(path)) is not None]


def _end_of(path: Path) -> str | None:
    """Return what is written behind the name: a separator behind a folder; None for a file that is not offered."""
    try:
        if path.is_dir():
            return os.sep
        return "" if path.suffix.lower() in ENDINGS and path.is_file() else None
    except OSError:
        return None


def _whole(typed: str, folder: Path) -> Path:
    """Return the path that ``typed`` names; raises RuntimeError for the home of a user who is not there."""
    return folder / Path(typed).expanduser()


def completed(typed: str, found: Sequence[str]) -> str:
    """Return ``typed`` as far as all of the choices ``found`` begin alike."""
    return os.path.commonprefix(list(found)) if found else typed  # noqa: RUF071 - names are completed by characters


def file_named(typed: str, folder: Path) -> Path:
    """Return the file that ``typed`` names: a path, else a sample race or meeting; a path if there is neither."""
    try:
        path = _whole(typed, folder)
    except RuntimeError:
        path = folder / typed
    if os.path.lexists(path):
        return path
    return sample_path(typed) or meeting_path(typed) or path
