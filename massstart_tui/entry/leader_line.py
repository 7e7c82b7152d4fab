"""A line about who leads, in mid-lap."""

from __future__ import annotations

from typing import Final

from massstart_tui.entry.line_reader import Entered, TypedLine
from massstart_tui.entry.tokens import TokenKind

NOBODY_KNOWN: Final = "?"


def read_lead(line: TypedLine) -> Entered:
    """Who leads, without a lap having been completed."""
    unknown = line.taken(TokenKind.SIGN, NOBODY_KNOWN)
    fields = {} if unknown else {"bib": line.skater()}
    line.the_end()
    return Entered((line.event("lap", **fields),))
