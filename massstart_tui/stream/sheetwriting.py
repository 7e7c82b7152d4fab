"""A start sheet to a TOML file, in the form that the documentation shows: the race, its rules, a table a skater."""

from __future__ import annotations

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


def write_sheet(path: Path, sheet: Sheet) -> None:
    """Write ``sheet`` in the place of what is at ``path``, whole or not at all; raises OSError.

    Comments, and keys that no start sheet has, are not kept: it is for a sheet that the program wrote itself.
    """
    write_over(path, sheet_as_toml(sheet).encode())
