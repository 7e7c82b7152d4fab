"""The colour of each type of event, the same in the log, in the head and on the race bar."""

from __future__ import annotations

from typing import Final

from rich.style import Style

from massstart_tui.tui.themes import Brush

_RED: Final = frozenset({"fall", "disqualify", "card", "withdraw", "stop", "lapped", "eliminated", "relegate"})
_AMBER: Final = frozenset({"sprint", "review"})
_ICE: Final = frozenset({"attack", "rejoin", "caught"})
_GREEN: Final = frozenset({"advance", "official", "finish", "lap_gained", "resume"})


def colour_of(kind: str, brush: Brush) -> Style:
    """Return the style of an event of this type; dim for a type that stands out in no way."""
    if kind in _RED:
        return brush.red
    if kind in _AMBER:
        return brush.amber
    if kind in _ICE:
        return brush.ice
    return brush.green if kind in _GREEN else brush.dim
