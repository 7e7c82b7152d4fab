"""Parser of a line that says who leads in mid-lap, without a lap being completed."""

from __future__ import annotations

from typing import Final

from massstart_tui.entry.line_reader import Entered, TypedLine
from massstart_tui.entry.tokens import TokenKind

NOBODY_KNOWN: Final = "?"
"""In the place of the bib: nobody knows who leads."""


def read_lead(line: TypedLine) -> Entered:
    """Parse who leads; record a lap event without a lap number."""
    unknown = line.taken(TokenKind.SIGN, NOBODY_KNOWN)
    fields = {} if unknown else {"bib": line.skater()}
    line.the_end()
    return Entered((line.event("lap", **fields),))
