"""A line about who leads, in mid-lap."""

from __future__ import annotations

from typing import Final

from massstart_tui.entry.line import Entered, Line
from massstart_tui.entry.tokens import Kind

NOBODY_KNOWN: Final = "?"


def read_lead(line: Line) -> Entered:
    """Who leads, without a lap having been completed."""
    unknown = line.taken(Kind.SIGN, NOBODY_KNOWN)
    fields = {} if unknown else {"bib": line.skater()}
    line.the_end()
    return Entered((line.event("lap", **fields),))
