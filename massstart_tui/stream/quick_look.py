"""Read the start sheet of a stream without pydantic, to draw a first screen before the stream is read.

Importing pydantic takes longer than drawing a screen. The stream is decoded and checked afterwards. The result is None
for a start sheet with anything unusual.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from massstart_tui.named_tuples import NamedTuple
from massstart_tui.race.sheet import Sheet
from massstart_tui.stream.header_names import DOUBTFUL, FORMAT, VERSION
from massstart_tui.stream.plain_sheet import plain_sheet
from massstart_tui.stream.regular_files import content_of, open_regular

LONGEST_HEADER: Final = 1 << 20
"""The longest first line that is read, in bytes."""
ABOUT_BIBS: Final = "bibs"
"""What a provenance entry is about that calls bibs reconstructed."""


class QuickLook(NamedTuple):
    """A start sheet, and whether the header says that something in the stream is reconstructed or interpolated.

    ``doubtful_bibs`` are those of which it says that about the bib itself.
    """

    sheet: Sheet
    doubtful: bool
    doubtful_bibs: frozenset[int] = frozenset()


def quick_look(path: Path) -> QuickLook | None:
    """Read the first line of ``path``; None if it is not plainly a header, for whatever reason."""
    try:
        with open_regular(path) as file:
            if not file.seekable():
                return None  # what is read of a pipe is gone
            header = json.loads(file.readline(LONGEST_HEADER))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(header, dict) or header.get("format") != FORMAT or header.get("version") != VERSION:
        return None
    sheet = plain_sheet(header.get("race"))
    if sheet is None:
        return None
    doubtful = _doubtful(header.get("provenance", []))
    return QuickLook(sheet, bool(doubtful), frozenset(_bibs_doubted(doubtful, sheet)))


def look_at_sheet(path: Path) -> Sheet | None:
    """Read the start sheet in the TOML file at ``path``; None if it is not plainly one, for whatever reason."""
    import tomllib  # noqa: PLC0415 - a stream needs none

    try:
        table = tomllib.loads(content_of(path).decode("utf-8-sig"))
        return plain_sheet(json.loads(json.dumps(table, default=date.isoformat)))
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def _doubtful(provenance: object) -> list[dict[str, Any]]:
    """Return the entries about what is reconstructed or interpolated."""
    if not isinstance(provenance, list):
        return []
    # A tuple, since nothing has checked that the value can be hashed.
    return [entry for entry in provenance if isinstance(entry, dict) and entry.get("kind") in tuple(DOUBTFUL)]


def _bibs_doubted(doubtful: list[dict[str, Any]], sheet: Sheet) -> Iterator[int]:
    """Yield the bibs that these entries are about; an entry that names none is about all."""
    for entry in doubtful:
        named = entry.get("bibs")
        if entry.get("about") == ABOUT_BIBS and (named is None or isinstance(named, list)):
            yield from (s.bib for s in sheet.skaters if named is None or s.bib in named)
