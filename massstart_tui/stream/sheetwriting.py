"""A start sheet to a TOML file, in the form that the documentation shows: the race, its rules, a table a skater."""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Final

import tomli_w

from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.codec import sheet_fields
from massstart_tui.stream.durable import write_new, write_over

SKATER: Final = "\n[[skaters]]\n"


def sheet_as_toml(sheet: Sheet) -> str:
    """``sheet`` as TOML, its dates as dates of TOML, without what it leaves out."""
    fields = sheet_fields(sheet)
    skaters = fields.pop("skaters")
    return tomli_w.dumps(fields) + "".join(SKATER + tomli_w.dumps(skater) for skater in skaters)


def write_new_sheet(path: Path, sheet: Sheet) -> None:
    """Write ``sheet`` to ``path``, where nothing may be; raises FileExistsError, else OSError, and leaves nothing."""
    write_new(path, sheet_as_toml(sheet).encode())


class ChangedMeanwhile(Exception):
    """The file of a start sheet is not what it was: another program has written it."""


class SheetOnDisk:
    """The file of a start sheet that is edited here, and that another program may write as well.

    It is written only while it is what was read or written here, or is no longer there. Comments, and keys that no
    start sheet has, are not kept.
    """

    def __init__(self, path: Path) -> None:
        """The file at ``path`` as it is now; made before the sheet is read, so that no change comes in between."""
        self.path = path
        # more than one: where writing failed, either may be there
        self._known: set[bytes | None] = {None}
        # what cannot be read is no sheet to edit, which reading it tells
        with suppress(OSError):
            self._known.add(_content(path))

    def write(self, sheet: Sheet) -> None:
        """Write ``sheet`` in the place of what is there, whole or not at all; raises ChangedMeanwhile, or OSError."""
        if _content(self.path) not in self._known:
            raise ChangedMeanwhile
        content = sheet_as_toml(sheet).encode()
        self._known.add(content)
        write_over(self.path, content)


def _content(path: Path) -> bytes | None:
    """What is in the file, None where there is none; raises OSError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def write_anew(path: Path, on_disk: SheetOnDisk, sheet: Sheet) -> Path:
    """Write ``sheet`` in the place of what is at ``path``, which is kept beside it; gives where.

    Raises ChangedMeanwhile where that is not what ``on_disk`` knows, or OSError.
    """
    kept = _kept_beside(path, path.read_bytes())
    try:
        on_disk.write(sheet)
    except (ChangedMeanwhile, OSError):
        kept.unlink()
        raise
    return kept


def _kept_beside(path: Path, content: bytes) -> Path:
    """The file under a name that nothing has: ``final.before.toml``, ``final.before-2.toml`` …"""
    for number in count(1):
        kept = path.with_name(f"{path.stem}.before{f'-{number}' if number > 1 else ''}{path.suffix}")
        with suppress(FileExistsError):
            write_new(kept, content)
            return kept
    raise FileExistsError(path)
