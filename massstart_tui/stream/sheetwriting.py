"""A start sheet to a TOML file, in the form that the documentation shows: the race, its rules, a table a skater."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

import tomli_w

from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.codec import sheet_fields

SKATER: Final = "\n[[skaters]]\n"


def sheet_as_toml(sheet: Sheet) -> str:
    """``sheet`` as TOML, its dates as dates of TOML, without what it leaves out."""
    fields = sheet_fields(sheet)
    skaters = fields.pop("skaters")
    return tomli_w.dumps(fields) + "".join(SKATER + tomli_w.dumps(skater) for skater in skaters)


def write_new_sheet(path: Path, sheet: Sheet) -> None:
    """Write ``sheet`` to ``path``, where nothing may be; raises FileExistsError, else OSError, and leaves nothing."""
    beside = _write_beside(path, sheet)
    try:
        path.touch(exist_ok=False)
        _put_in_place(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    _keep_name(path)


def _put_in_place(beside: Path, path: Path) -> None:
    """Replace the empty file that holds the name ``path``; where that fails, the name is free again."""
    try:
        beside.replace(path)
    except BaseException:
        path.unlink()
        raise


def write_sheet(path: Path, sheet: Sheet) -> None:
    """Write ``sheet`` in the place of what is at ``path``, whole or not at all; raises OSError.

    Comments, and keys that no start sheet has, are not kept: it is for a sheet that the program wrote itself.
    """
    target = path.resolve()
    beside = _write_beside(target, sheet)
    try:
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    _keep_name(target)


def _write_beside(path: Path, sheet: Sheet) -> Path:
    """A file beside ``path`` with the sheet in it, on the disk."""
    content = sheet_as_toml(sheet).encode()
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _keep_name(path: Path) -> None:
    """The name is on the disk only with its folder, where a system lets a folder be written out."""
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
